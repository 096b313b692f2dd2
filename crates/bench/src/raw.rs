//! The raw program: writes the rows that the product wrote, batch by batch, with plain prepared statements, one
//! transaction a batch and the same durability. It decides, checks and computes nothing.

use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, params_from_iter};
use serde::Serialize;

use crate::error::BenchError;
use crate::measure::Stopwatch;

/// An act's place: body and seq.
pub(crate) type Place = (i64, i64);

/// How the rows of a batch are read back, and how the raw program writes them.
struct Table {
    read: &'static str,
    write: &'static str,
}

/// The month of a day, as the tables count months.
macro_rules! month {
    ($day:literal) => {
        concat!(
            "(CAST(strftime('%Y', ",
            $day,
            " * 86400, 'unixepoch') AS INTEGER) * 12 + CAST(strftime('%m', ",
            $day,
            " * 86400, 'unixepoch') AS INTEGER) - 1)"
        )
    };
}

/// Everything that the product writes for new entries.
const TABLES: [Table; 11] = [
    Table {
        read: "SELECT l.* FROM batch b CROSS JOIN ledger l ON l.body_id = b.body_id AND l.seq = b.seq",
        write: "INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    },
    Table {
        read: "SELECT c.* FROM batch b CROSS JOIN content c ON c.body_id = b.body_id AND c.seq = b.seq",
        write: "INSERT INTO content VALUES (?, ?, ?, ?, ?)",
    },
    Table {
        read: "SELECT e.* FROM batch b CROSS JOIN ledger l ON l.body_id = b.body_id AND l.seq = b.seq CROSS JOIN entry e ON e.id = l.subject ORDER BY e.id",
        write: "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    },
    Table {
        read: "SELECT r.* FROM batch b CROSS JOIN ledger l ON l.body_id = b.body_id AND l.seq = b.seq CROSS JOIN revision r ON r.entry_id = l.subject",
        write: "INSERT INTO revision VALUES (?, ?, ?, ?)",
    },
    Table {
        read: "SELECT c.* FROM batch b CROSS JOIN contribution c ON c.body_id = b.body_id AND c.seq = b.seq",
        write: "INSERT INTO contribution VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    },
    Table {
        read: concat!(
            "SELECT c.body_id, ",
            month!("c.day"),
            " AS month, c.figure, c.dimension, SUM(c.amount)
             FROM batch b CROSS JOIN contribution c ON c.body_id = b.body_id AND c.seq = b.seq WHERE c.until_day IS NULL GROUP BY 1, 2, 3, 4"
        ),
        write: "INSERT INTO cell VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET amount = amount + excluded.amount",
    },
    Table {
        read: concat!(
            "WITH RECURSIVE event (body_id, month, figure, amount) AS (
                 SELECT c.body_id, ",
            month!("c.day"),
            ", c.figure, SUM(c.amount)
                 FROM batch b CROSS JOIN contribution c ON c.body_id = b.body_id AND c.seq = b.seq WHERE c.until_day IS NULL GROUP BY 1, 2, 3
             ), up (body_id, month, figure, amount) AS (
                 SELECT * FROM event
                 UNION ALL
                 SELECT p.parent_id, u.month, u.figure, u.amount
                 FROM up u CROSS JOIN placement p ON p.body_id = u.body_id AND u.month BETWEEN p.from_month AND p.until_month
                 WHERE p.parent_id IS NOT NULL
             ) SELECT body_id, month, figure, SUM(amount) FROM up GROUP BY 1, 2, 3"
        ),
        write: "INSERT INTO rollup VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET amount = amount + excluded.amount",
    },
    Table {
        read: concat!(
            "SELECT e.body_id, e.register, MIN(",
            month!("e.day"),
            ") FROM batch b CROSS JOIN ledger l ON l.body_id = b.body_id AND l.seq = b.seq CROSS JOIN entry e ON e.id = l.subject
             WHERE e.day IS NOT NULL GROUP BY 1, 2"
        ),
        write: "INSERT INTO kept VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET since_month = MIN(since_month, excluded.since_month)",
    },
    Table {
        read: "SELECT k.* FROM batch b CROSS JOIN ledger l ON l.body_id = b.body_id AND l.seq = b.seq CROSS JOIN field_key k ON k.entry_id = l.subject",
        write: "INSERT INTO field_key VALUES (?, ?, ?, ?, ?, ?, ?)",
    },
    Table {
        read: "SELECT l.body_id, l.seq, l.hash FROM (SELECT body_id, MAX(seq) AS seq FROM batch GROUP BY body_id) b CROSS JOIN ledger l ON l.body_id = b.body_id AND l.seq = b.seq",
        write: "INSERT INTO chain (body_id, seq, hash) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
    },
    Table {
        read: "SELECT e.register, e.book_id, e.year, MAX(e.number)
               FROM batch b CROSS JOIN ledger l ON l.body_id = b.body_id AND l.seq = b.seq CROSS JOIN entry e ON e.id = l.subject GROUP BY 1, 2, 3",
        write: "INSERT INTO numbering VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET last = excluded.last",
    },
];

/// The tables that must hold the same in the end.
const COMPARED: [&str; 11] = [
    "ledger",
    "content",
    "entry",
    "revision",
    "contribution",
    "cell",
    "rollup",
    "kept",
    "field_key",
    "chain",
    "numbering",
];

/// The rows of one batch, table by table.
pub(crate) struct Batch(Vec<Vec<Vec<Value>>>);

/// Reads back what the product wrote.
pub(crate) struct Reader(Connection);

impl Reader {
    pub(crate) fn open(product: &Path) -> Result<Self, BenchError> {
        let reader = Connection::open_with_flags(product, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        reader.set_prepared_statement_cache_capacity(64);
        reader.execute_batch("CREATE TEMP TABLE batch (body_id INTEGER, seq INTEGER, PRIMARY KEY (body_id, seq)) WITHOUT ROWID")?;
        Ok(Reader(reader))
    }

    /// The rows of the acts at these places.
    pub(crate) fn batch(&self, places: &[Place]) -> Result<Batch, BenchError> {
        self.0.execute_batch("BEGIN; DELETE FROM temp.batch")?;
        let mut add = self.0.prepare_cached("INSERT INTO temp.batch VALUES (?, ?)")?;
        for place in places {
            add.execute([place.0, place.1])?;
        }
        let mut tables = Vec::new();
        for table in &TABLES {
            let mut statement = self.0.prepare_cached(table.read)?;
            let width = statement.column_count();
            let rows = statement.query_map([], |row| (0..width).map(|at| row.get(at)).collect::<Result<Vec<Value>, _>>())?;
            tables.push(rows.collect::<Result<_, _>>()?);
        }
        self.0.execute_batch("COMMIT")?;
        Ok(Batch(tables))
    }
}

/// The raw program's database.
pub(crate) struct Writer(Connection);

/// How many rows each table has in the end.
#[derive(Debug, Serialize)]
pub(crate) struct Rows {
    table: &'static str,
    rows: i64,
}

impl Writer {
    /// Starts from a copy of the product's database.
    pub(crate) fn beside(product: &Path, file: &Path) -> Result<Self, BenchError> {
        Connection::open(product)?.execute("VACUUM INTO ?", [file.display().to_string()])?;
        let writer = Connection::open(file)?;
        writer.set_prepared_statement_cache_capacity(64);
        writer.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864")?;
        Ok(Writer(writer))
    }

    /// Writes batches, each in a transaction of its own; gives the seconds they took together.
    pub(crate) fn write(&self, batches: &[Batch]) -> Result<std::time::Duration, BenchError> {
        let watch = Stopwatch::start();
        for batch in batches {
            self.0.execute_batch("BEGIN IMMEDIATE")?;
            for (table, rows) in TABLES.iter().zip(&batch.0) {
                let mut statement = self.0.prepare_cached(table.write)?;
                for row in rows {
                    statement.execute(params_from_iter(row))?;
                }
            }
            self.0.execute_batch("COMMIT")?;
        }
        Ok(watch.took())
    }

    /// Refuses the comparison unless both databases hold the same rows.
    pub(crate) fn same_as(&self, product: &Path) -> Result<Vec<Rows>, BenchError> {
        self.0.execute("ATTACH ? AS product", [product.display().to_string()])?;
        let mut counted = Vec::new();
        for table in COMPARED {
            let count = |sql: String| self.0.query_row(&sql, [], |row| row.get::<_, i64>(0));
            let rows = count(format!("SELECT COUNT(*) FROM product.{table}"))?;
            let own = count(format!("SELECT COUNT(*) FROM main.{table}"))?;
            // Every value of the small tables is compared, of the large ones the number of rows.
            let differing = if matches!(table, "cell" | "rollup" | "kept" | "chain" | "numbering") {
                count(format!(
                    "SELECT COUNT(*) FROM (SELECT * FROM product.{table} EXCEPT SELECT * FROM main.{table})"
                ))?
            } else {
                0
            };
            if rows != own || differing != 0 {
                return Err(BenchError::Unfair(format!(
                    "the raw program's {table} has {own} rows, the product's {rows}; {differing} differ"
                )));
            }
            counted.push(Rows { table, rows });
        }
        Ok(counted)
    }
}
