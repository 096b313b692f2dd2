//! The two engines behind one face: pools, transactions, and the macros that send one SQL text to either.

use std::path::Path;
use std::time::Duration;

use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{AssertSqlSafe, Postgres, Sqlite, Transaction};
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
    Sqlite(Transaction<'static, Sqlite>),
    /// On PostgreSQL.
    Postgres(Transaction<'static, Postgres>),
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

pub(crate) use {execute, fetch_all, fetch_optional};

impl Db {
    /// Opens a SQLite file, making it if it is not there.
    pub(crate) async fn sqlite(file: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(60))
            .statement_cache_capacity(200)
            .pragma("cache_size", "-16000")
            .pragma("journal_size_limit", "67108864");
        Ok(Db::Sqlite(SqlitePoolOptions::new().max_connections(4).connect_with(options).await?))
    }

    /// Connects to PostgreSQL.
    pub(crate) async fn postgres(url: &str) -> Result<Self, StoreError> {
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
            Db::Sqlite(pool) => Tx::Sqlite(pool.begin_with("BEGIN IMMEDIATE").await?),
            Db::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// A transaction that reads one snapshot.
    pub(crate) async fn read(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Db::Sqlite(pool) => Tx::Sqlite(pool.begin().await?),
            Db::Postgres(pool) => Tx::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?),
        })
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

    /// Undoes what was written.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn rollback(self) -> Result<(), StoreError> {
        match self {
            Tx::Sqlite(tx) => tx.rollback().await?,
            Tx::Postgres(tx) => tx.rollback().await?,
        }
        Ok(())
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
#[derive(Debug, Clone)]
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
const CHUNKS: [usize; 3] = [64, 8, 1];

/// Rows of one table gathered to be inserted together.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    width: usize,
    params: Vec<Param>,
}

impl Rows {
    /// Adds a row.
    pub(crate) fn push<const N: usize>(&mut self, row: [Param; N]) {
        self.width = N;
        self.params.extend(row);
    }

    /// Adds a row of any width; all rows of one table have the same.
    pub(crate) fn push_all(&mut self, row: Vec<Param>) {
        self.width = row.len();
        self.params.extend(row);
    }

    /// How many rows wait.
    pub(crate) fn len(&self) -> usize {
        self.params.len().checked_div(self.width).unwrap_or(0)
    }

    /// Sends all rows. `sql` is an INSERT of one row, `VALUES ($1, .., $n)` and perhaps a conflict clause.
    pub(crate) async fn insert(self, tx: &mut Tx, sql: &str) -> Result<(), StoreError> {
        let Rows { width, params } = self;
        let mut rest = params.into_iter().peekable();
        let mut left = rest.len().checked_div(width).unwrap_or(0);
        while left > 0 {
            let size = CHUNKS.into_iter().find(|size| *size <= left).unwrap_or(1);
            left -= size;
            send(tx, repeated(sql, width, size), rest.by_ref().take(size * width)).await?;
        }
        Ok(())
    }
}

/// The statement with its tuple of values repeated for several rows.
fn repeated(sql: &str, width: usize, rows: usize) -> String {
    let Some((head, rest)) = sql.split_once("VALUES") else {
        return sql.to_owned();
    };
    let tail = rest.split_once(')').map_or("", |(_, tail)| tail);
    let tuple = |row: usize| {
        let places: Vec<String> = (1..=width).map(|place| format!("${}", row * width + place)).collect();
        format!("({})", places.join(", "))
    };
    let tuples: Vec<String> = (0..rows).map(tuple).collect();
    format!("{head}VALUES {}{tail}", tuples.join(", "))
}

async fn send(tx: &mut Tx, sql: String, params: impl Iterator<Item = Param>) -> Result<(), StoreError> {
    macro_rules! bound {
        ($tx:expr) => {{
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for param in params {
                query = match param {
                    Param::Int(value) => query.bind(value),
                    Param::Text(value) => query.bind(value),
                    Param::Bytes(value) => query.bind(value),
                    Param::Id(value) => query.bind(value),
                };
            }
            query.execute(&mut **$tx).await.map(|_| ())
        }};
    }
    match tx {
        Tx::Sqlite(tx) => bound!(tx),
        Tx::Postgres(tx) => bound!(tx),
    }?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::repeated;

    #[test]
    fn the_tuple_is_repeated_and_the_tail_kept() {
        let sql = "INSERT INTO t (a, b)\nVALUES ($1, $2)\nON CONFLICT (a) DO NOTHING";
        assert_eq!(
            repeated(sql, 2, 2),
            "INSERT INTO t (a, b)\nVALUES ($1, $2), ($3, $4)\nON CONFLICT (a) DO NOTHING"
        );
    }
}
