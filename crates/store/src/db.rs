//! The two engines behind one face: pools, transactions, and the macros that send one SQL text to either.

use std::ops::{Deref, DerefMut};
use std::path::Path;
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Database, PgConnection, Postgres, Sqlite, Transaction};
use uuid::Uuid;

use crate::StoreError;

/// An open database.
#[derive(Clone)]
pub(crate) enum Db {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// A transaction on either engine.
pub enum Tx {
    /// On SQLite.
    Sqlite(Line<Sqlite>),
    /// On PostgreSQL.
    Postgres(Line<Postgres>),
}

/// A connection at work.
pub enum Line<DB: Database> {
    /// Within a transaction.
    Open(Transaction<'static, DB>),
    /// For one statement, which is a transaction by itself.
    Once(PoolConnection<DB>),
}

impl<DB: Database> Line<DB> {
    async fn commit(self) -> Result<(), sqlx::Error> {
        match self {
            Line::Open(tx) => tx.commit().await,
            Line::Once(_) => Ok(()),
        }
    }

    async fn rollback(self) -> Result<(), sqlx::Error> {
        match self {
            Line::Open(tx) => tx.rollback().await,
            Line::Once(_) => Ok(()),
        }
    }
}

impl<DB: Database> Deref for Line<DB> {
    type Target = DB::Connection;

    fn deref(&self) -> &Self::Target {
        match self {
            Line::Open(tx) => tx,
            Line::Once(connection) => connection,
        }
    }
}

impl<DB: Database> DerefMut for Line<DB> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        match self {
            Line::Open(tx) => tx,
            Line::Once(connection) => connection,
        }
    }
}

/// Runs a statement that gives rows of a type.
macro_rules! fetch_all {
    ($tx:expr, $row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        match $tx {
            $crate::db::Tx::Sqlite(tx) => sqlx::query_as::<_, $row>($sql)$(.bind($arg))*.fetch_all(&mut **tx).await,
            $crate::db::Tx::Postgres(tx) => sqlx::query_as::<_, $row>($sql)$(.bind($arg))*.fetch_all(&mut **tx).await,
        }
    };
}

/// Runs a statement that gives one row or none.
macro_rules! fetch_optional {
    ($tx:expr, $row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        match $tx {
            $crate::db::Tx::Sqlite(tx) => sqlx::query_as::<_, $row>($sql)$(.bind($arg))*.fetch_optional(&mut **tx).await,
            $crate::db::Tx::Postgres(tx) => sqlx::query_as::<_, $row>($sql)$(.bind($arg))*.fetch_optional(&mut **tx).await,
        }
    };
}

/// Runs a statement that gives nothing.
macro_rules! execute {
    ($tx:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        match $tx {
            $crate::db::Tx::Sqlite(tx) => sqlx::query($sql)$(.bind($arg))*.execute(&mut **tx).await.map(|_| ()),
            $crate::db::Tx::Postgres(tx) => sqlx::query($sql)$(.bind($arg))*.execute(&mut **tx).await.map(|_| ()),
        }
    };
}

/// Asks for several rows at once: sends a statement whose `VALUES` tuple stands for each of the [`Rows`], some at a time.
macro_rules! fetch_rows {
    ($tx:expr, $row:ty, $sql:expr, $rows:expr $(,)?) => {{
        let mut found: Vec<$row> = Vec::new();
        for (sql, params) in $rows.parts($tx, $sql) {
            found.extend(match $tx {
                $crate::db::Tx::Sqlite(tx) => {
                    let query = sqlx::query_as::<_, $row>(sqlx::AssertSqlSafe(sql));
                    $crate::db::bound!(query, params).fetch_all(&mut **tx).await?
                }
                $crate::db::Tx::Postgres(tx) => {
                    let query = sqlx::query_as::<_, $row>(sqlx::AssertSqlSafe(sql));
                    $crate::db::bound!(query, params).fetch_all(&mut **tx).await?
                }
            });
        }
        found
    }};
}

/// A query with parameters of several kinds.
macro_rules! bound {
    ($query:expr, $params:expr) => {{
        let mut query = $query;
        for param in $params {
            query = match param {
                $crate::db::Param::Int(value) => query.bind(value),
                $crate::db::Param::Text(value) => query.bind(value),
                $crate::db::Param::Bytes(value) => query.bind(value),
                $crate::db::Param::Id(value) => query.bind(value),
            };
        }
        query
    }};
}

pub(crate) use {bound, execute, fetch_all, fetch_optional, fetch_rows};

/// Whether a writer goes beside others or waits until it is the only one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hold {
    /// Beside others, each on its own chains.
    Shared,
    /// Alone: it derives sums that others would move meanwhile.
    Alone,
}

impl Db {
    /// Opens a SQLite file, making it if it is not there.
    pub(crate) async fn sqlite(file: &Path) -> Result<Self, StoreError> {
        Self::file(Self::options(file).create_if_missing(true).journal_mode(SqliteJournalMode::Wal)).await
    }

    /// Opens a SQLite file that is there, only to read, and leaves it byte for byte as it is.
    pub(crate) async fn sqlite_to_read(file: &Path) -> Result<Self, StoreError> {
        Self::file(Self::options(file).read_only(true)).await
    }

    /// Makes a database nobody has open one file, without the two that stand beside it while it is written.
    pub(crate) async fn settle(file: &Path) -> Result<(), StoreError> {
        let options = SqliteConnectOptions::new().filename(file).journal_mode(SqliteJournalMode::Delete);
        let connection = options.connect().await?;
        Ok(connection.close().await?)
    }

    async fn file(options: SqliteConnectOptions) -> Result<Self, StoreError> {
        // A connection to a file does not break while it waits.
        let pool = SqlitePoolOptions::new().max_connections(4).test_before_acquire(false);
        Ok(Db::Sqlite(pool.connect_with(options).await?))
    }

    fn options(file: &Path) -> SqliteConnectOptions {
        SqliteConnectOptions::new()
            .filename(file)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(60))
            .statement_cache_capacity(300)
            // The thread that reads rows waits less for the one that takes them.
            .row_buffer_size(2048)
            // Statements of many rows keep what they would undo in memory, not in a file.
            .pragma("temp_store", "MEMORY")
            // What is erased is overwritten, not only left unnamed.
            .pragma("secure_delete", "ON")
            .pragma("cache_size", "-16000")
            .pragma("wal_autocheckpoint", "4000")
            .pragma("journal_size_limit", "67108864")
    }

    /// Connects to PostgreSQL.
    pub(crate) async fn postgres(url: &str) -> Result<Self, StoreError> {
        // A pool takes a refused connection for a server that is starting and asks for a minute; this one says so at once.
        PgConnection::connect(url).await?.close().await?;
        Ok(Db::Postgres(
            PgPoolOptions::new()
                .max_connections(8)
                .acquire_timeout(Duration::from_secs(60))
                .connect(url)
                .await?,
        ))
    }

    /// A transaction that will write. SQLite takes its write lock at once, so that it never fails half-way as locked.
    pub(crate) async fn write(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Db::Sqlite(pool) => Tx::Sqlite(Line::Open(pool.begin_with("BEGIN IMMEDIATE").await?)),
            Db::Postgres(pool) => Tx::Postgres(Line::Open(pool.begin().await?)),
        })
    }

    /// A transaction that reads one snapshot.
    pub(crate) async fn read(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Db::Sqlite(pool) => Tx::Sqlite(Line::Open(pool.begin().await?)),
            Db::Postgres(pool) => {
                let tx = pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
                Tx::Postgres(Line::Open(tx))
            }
        })
    }

    /// A connection for one statement that reads: it sees one snapshot by itself, and two messages to the engine are saved.
    pub(crate) async fn once(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Db::Sqlite(pool) => Tx::Sqlite(Line::Once(pool.acquire().await?)),
            Db::Postgres(pool) => Tx::Postgres(Line::Once(pool.acquire().await?)),
        })
    }

    /// Takes what was erased out of the log beside a SQLite file, as far as nobody reads it still. On PostgreSQL the server's own cleaning does it.
    pub(crate) async fn forget(&self) -> Result<(), StoreError> {
        if let Db::Sqlite(pool) = self {
            sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(pool).await?;
        }
        Ok(())
    }

    pub(crate) async fn close(&self) {
        match self {
            Db::Sqlite(pool) => pool.close().await,
            Db::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// Makes what was written durable.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self {
            Tx::Sqlite(tx) => tx.commit().await?,
            Tx::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    /// Waits for writers that would stand in the way until this transaction ends. On SQLite whoever writes is alone.
    pub(crate) async fn hold(&mut self, how: Hold) -> Result<(), StoreError> {
        let sql = match (&self, how) {
            (Tx::Sqlite(_), _) => return Ok(()),
            (Tx::Postgres(_), Hold::Shared) => "SELECT pg_advisory_xact_lock_shared(27012003)",
            (Tx::Postgres(_), Hold::Alone) => "SELECT pg_advisory_xact_lock(27012003)",
        };
        self.script(sql.to_owned()).await
    }

    /// Undoes what was written.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn rollback(self) -> Result<(), StoreError> {
        match self {
            Tx::Sqlite(line) => line.rollback().await?,
            Tx::Postgres(line) => line.rollback().await?,
        }
        Ok(())
    }

    /// A statement in the words of the engine: what it calls bytes and identities, and how it clusters a table by its key.
    /// SQLite has one writer at a time, so that it knows no lock on rows.
    pub(crate) fn worded(&self, sql: &str) -> String {
        let (bytes, uuid, clustered, lock) = match self {
            Tx::Sqlite(_) => ("BLOB", "BLOB", "WITHOUT ROWID", "-- FOR UPDATE"),
            Tx::Postgres(_) => ("BYTEA", "UUID", "", "FOR UPDATE"),
        };
        sql.replace("{bytes}", bytes)
            .replace("{uuid}", uuid)
            .replace("{clustered}", clustered)
            .replace("FOR UPDATE", lock)
    }

    /// Runs several statements of DDL.
    pub(crate) async fn script(&mut self, sql: String) -> Result<(), StoreError> {
        match self {
            Tx::Sqlite(tx) => sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut **tx).await.map(|_| ())?,
            Tx::Postgres(tx) => sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut **tx).await.map(|_| ())?,
        }
        Ok(())
    }
}

/// A value of a row that is inserted together with others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Param {
    Int(Option<i64>),
    Text(String),
    Bytes(Option<Vec<u8>>),
    Id(Uuid),
}

impl From<i64> for Param {
    fn from(value: i64) -> Self {
        Param::Int(Some(value))
    }
}

impl From<Option<i64>> for Param {
    fn from(value: Option<i64>) -> Self {
        Param::Int(value)
    }
}

impl From<&str> for Param {
    fn from(value: &str) -> Self {
        Param::Text(value.to_owned())
    }
}

impl From<Vec<u8>> for Param {
    fn from(value: Vec<u8>) -> Self {
        Param::Bytes(Some(value))
    }
}

impl From<[u8; 32]> for Param {
    fn from(value: [u8; 32]) -> Self {
        Param::Bytes(Some(value.to_vec()))
    }
}

impl From<Uuid> for Param {
    fn from(value: Uuid) -> Self {
        Param::Id(value)
    }
}

/// How many rows go into one statement. Few sizes, so that prepared statements are found again.
const CHUNKS: [usize; 18] = [64, 32, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1];

/// Rows of one table gathered to be sent together.
#[derive(Debug, Default)]
pub(crate) struct Rows(Vec<Vec<Param>>);

impl Rows {
    /// Adds a row; all rows of one table have the same width.
    pub(crate) fn push(&mut self, row: impl Into<Vec<Param>>) {
        self.0.push(row.into());
    }

    /// How many rows wait.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Sends all rows in the order of their values, so that each page of a table that is kept in the order of its key is
    /// found once. `sql` is an INSERT of one row, `VALUES ($1, .., $n)` and perhaps a conflict clause.
    pub(crate) async fn insert(mut self, tx: &mut Tx, sql: &str) -> Result<(), StoreError> {
        self.0.sort_unstable();
        for (sql, params) in self.parts(tx, sql) {
            match tx {
                Tx::Sqlite(tx) => bound!(sqlx::query(AssertSqlSafe(sql)), params).execute(&mut **tx).await.map(|_| ()),
                Tx::Postgres(tx) => bound!(sqlx::query(AssertSqlSafe(sql)), params).execute(&mut **tx).await.map(|_| ()),
            }?;
        }
        Ok(())
    }

    /// The statements that send all rows, each with its parameters.
    pub(crate) fn parts(self, tx: &Tx, sql: &str) -> Vec<(String, Vec<Param>)> {
        let sql = tx.worded(sql);
        let numbered = matches!(tx, Tx::Postgres(_));
        let mut left = self.len();
        let mut rest = self.0.into_iter();
        let mut parts = Vec::new();
        while left > 0 {
            let size = CHUNKS.into_iter().find(|size| *size <= left).unwrap_or(1);
            left -= size;
            parts.push((repeated(&sql, size, numbered), rest.by_ref().take(size).flatten().collect()));
        }
        parts
    }
}

/// The statement with its tuple of values repeated for several rows. SQLite finds a place without a number much sooner.
fn repeated(sql: &str, rows: usize, numbered: bool) -> String {
    let Some((head, rest)) = sql.split_once("VALUES (") else {
        return sql.to_owned();
    };
    let (tuple, tail) = rest.split_at(end_of_tuple(rest));
    let pieces: Vec<&str> = tuple
        .split('$')
        .map(|piece| piece.trim_start_matches(|letter: char| letter.is_ascii_digit()))
        .collect();
    let width = pieces.len() - 1;
    let tuple = |row: usize| {
        let place = |at: usize| if numbered { format!("${}", row * width + at) } else { "?".to_owned() };
        let places = (1..).zip(pieces.iter().skip(1)).map(|(at, piece)| place(at) + piece);
        let text: String = pieces.iter().take(1).map(|piece| (*piece).to_owned()).chain(places).collect();
        format!("({text}")
    };
    let tuples: Vec<String> = (0..rows).map(tuple).collect();
    format!("{head}VALUES {}{tail}", tuples.join(", "))
}

/// Where a tuple ends that was opened already, its closing bracket included.
fn end_of_tuple(text: &str) -> usize {
    let mut open = 1;
    let closing = text.char_indices().find(|(_, letter)| {
        match letter {
            '(' => open += 1,
            ')' => open -= 1,
            _ => {}
        }
        open == 0
    });
    closing.map_or(text.len(), |(at, _)| at + 1)
}

#[cfg(test)]
mod tests {
    use super::repeated;

    #[test]
    fn the_tuple_is_repeated_and_the_tail_kept() {
        let sql = "INSERT INTO t (a, b)\nVALUES ($1, $2)\nON CONFLICT (a) DO NOTHING";
        let twice = "INSERT INTO t (a, b)\nVALUES ($1, $2), ($3, $4)\nON CONFLICT (a) DO NOTHING";
        assert_eq!(repeated(sql, 2, true), twice);
        assert_eq!(repeated(sql, 1, false), "INSERT INTO t (a, b)\nVALUES (?, ?)\nON CONFLICT (a) DO NOTHING");
    }

    #[test]
    fn a_tuple_may_hold_brackets() {
        let sql = "SELECT a FROM t WHERE (a, b) IN (VALUES (CAST($1 AS TEXT), $2)) ORDER BY a";
        let twice = "SELECT a FROM t WHERE (a, b) IN (VALUES (CAST($1 AS TEXT), $2), (CAST($3 AS TEXT), $4)) ORDER BY a";
        assert_eq!(repeated(sql, 2, true), twice);
    }
}
