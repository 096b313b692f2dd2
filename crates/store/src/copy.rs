//! Copies a whole database from one engine to the other, which is also how it is backed up and restored.
//!
//! What is read is one snapshot; what is written appears whole or not at all.

use std::path::Path;

use sqlx::{AssertSqlSafe, Row};

use crate::StoreError;
use crate::db::{Db, Hold, Param, Rows, Tx, execute, fetch_optional};
use crate::papers;
use crate::settings;
use crate::store::{Location, Store};

/// Tables in an order in which none refers to a later one, with their columns: i whole number, t text, b bytes, u identity.
const TABLES: &[(&str, &[(&str, char)])] = &[
    ("body", &[("id", 'i'), ("home", 'u')]),
    (
        "body_version",
        &[
            ("body_id", 'i'),
            ("from_day", 'i'),
            ("until_day", 'i'),
            ("code", 't'),
            ("level", 't'),
            ("parent_id", 'i'),
            ("successor_id", 'i'),
            ("name_kk", 't'),
            ("name_ru", 't'),
            ("name_en", 't'),
        ],
    ),
    ("placement", &[("body_id", 'i'), ("parent_id", 'i'), ("from_month", 'i'), ("until_month", 'i')]),
    ("territory", &[("body_id", 'i'), ("geometry", 't')]),
    ("chain", &[("body_id", 'i'), ("seq", 'i'), ("hash", 'b'), ("covered_until", 'i')]),
    (
        "ledger",
        &[
            ("body_id", 'i'),
            ("seq", 'i'),
            ("kind", 't'),
            ("subject", 'u'),
            ("actor", 't'),
            ("claimed_at", 'i'),
            ("received_at", 'i'),
            ("algorithm", 'i'),
            ("hash_before", 'b'),
            ("plain", 'b'),
            ("personal", 'b'),
            ("hash", 'b'),
        ],
    ),
    ("content", &[("body_id", 'i'), ("seq", 'i'), ("part", 'i'), ("salt", 'b'), ("bytes", 'b')]),
    (
        "entry",
        &[
            ("id", 'u'),
            ("body_id", 'i'),
            ("register", 't'),
            ("book_id", 'i'),
            ("year", 'i'),
            ("number", 'i'),
            ("day", 'i'),
            ("revision", 'i'),
            ("state", 't'),
            ("seq", 'i'),
        ],
    ),
    ("revision", &[("entry_id", 'u'), ("revision", 'i'), ("body_id", 'i'), ("seq", 'i')]),
    ("numbering", &[("register", 't'), ("book_id", 'i'), ("year", 'i'), ("last", 'i')]),
    ("figure", &[("id", 'i'), ("code", 't')]),
    (
        "contribution",
        &[
            ("body_id", 'i'),
            ("seq", 'i'),
            ("item", 'i'),
            ("figure", 'i'),
            ("row_no", 'i'),
            ("day", 'i'),
            ("until_day", 'i'),
            ("reach", 'i'),
            ("amount", 'i'),
            ("dimension", 't'),
            ("ended_seq", 'i'),
        ],
    ),
    (
        "cell",
        &[("body_id", 'i'), ("month", 'i'), ("figure", 'i'), ("dimension", 't'), ("amount", 'i')],
    ),
    ("rollup", &[("body_id", 'i'), ("month", 'i'), ("figure", 'i'), ("amount", 'i')]),
    ("kept", &[("body_id", 'i'), ("register", 't'), ("since_month", 'i')]),
    (
        "field_key",
        &[
            ("entry_id", 'u'),
            ("field", 't'),
            ("key", 'b'),
            ("register", 't'),
            ("body_id", 'i'),
            ("day", 'i'),
            ("personal", 'i'),
        ],
    ),
    (
        "fact_link",
        &[
            ("id", 'u'),
            ("rank", 'i'),
            ("entry_id", 'u'),
            ("body_id", 'i'),
            ("seq", 'i'),
            ("ended_seq", 'i'),
        ],
    ),
    (
        "apart",
        &[
            ("id", 'u'),
            ("rank", 'i'),
            ("entry_id", 'u'),
            ("body_id", 'i'),
            ("seq", 'i'),
            ("ended_seq", 'i'),
        ],
    ),
    (
        "document",
        &[
            ("id", 'u'),
            ("body_id", 'i'),
            ("kind", 't'),
            ("period", 't'),
            ("version", 'i'),
            ("state", 't'),
            ("steps", 'i'),
            ("prepared_by", 't'),
        ],
    ),
    (
        "document_step",
        &[
            ("document_id", 'u'),
            ("no", 'i'),
            ("step", 't'),
            ("version", 'i'),
            ("body_id", 'i'),
            ("seq", 'i'),
            ("at", 'i'),
        ],
    ),
    (
        "cut_over",
        &[
            ("body_id", 'i'),
            ("seq", 'i'),
            ("register", 't'),
            ("no", 'i'),
            ("first_day", 'i'),
            ("covered_from", 'i'),
            ("year", 'i'),
            ("next_number", 'i'),
        ],
    ),
    // Who is signed in, who failed lately and codes under way stay behind: a copy is another door.
    (
        "account",
        &[
            ("id", 'u'),
            ("body_id", 'i'),
            ("login", 't'),
            ("name", 't'),
            ("lang", 't'),
            ("closed_at", 'i'),
            ("seq", 'i'),
        ],
    ),
    (
        "granted",
        &[
            ("account_id", 'u'),
            ("role", 't'),
            ("body_id", 'i'),
            ("from_day", 'i'),
            ("until_day", 'i'),
            ("seq", 'i'),
        ],
    ),
    (
        "absence",
        &[
            ("id", 'u'),
            ("body_id", 'i'),
            ("account_id", 'u'),
            ("role", 't'),
            ("ground", 't'),
            ("basis", 't'),
            ("from_day", 'i'),
            ("until_day", 'i'),
            ("ended_day", 'i'),
            ("seq", 'i'),
        ],
    ),
    (
        "given",
        &[
            ("id", 'u'),
            ("body_id", 'i'),
            ("account_id", 'u'),
            ("what", 't'),
            ("basis", 't'),
            ("from_day", 'i'),
            ("until_day", 'i'),
            ("ended_day", 'i'),
            ("seq", 'i'),
        ],
    ),
    (
        "credential",
        &[
            ("account_id", 'u'),
            ("password", 't'),
            ("changed_at", 'i'),
            ("totp", 'b'),
            ("totp_at", 'i'),
            ("totp_step", 'i'),
        ],
    ),
    ("recovery_code", &[("account_id", 'u'), ("hash", 'b')]),
    (
        "access",
        &[
            ("seq", 'i'),
            ("at", 'i'),
            ("account_id", 'u'),
            ("what", 't'),
            ("address", 't'),
            ("detail", 't'),
            ("algorithm", 'i'),
            ("hash_before", 'b'),
            ("hash", 'b'),
        ],
    ),
    ("access_head", &[("id", 'i'), ("seq", 'i'), ("hash", 'b')]),
    (
        "attachment",
        &[
            ("id", 'u'),
            ("entry_id", 'u'),
            ("body_id", 'i'),
            ("seq", 'i'),
            ("hash", 'b'),
            ("kind", 't'),
            ("length", 'i'),
            ("name", 't'),
            ("caption", 't'),
            ("ended_seq", 'i'),
            ("erased_seq", 'i'),
        ],
    ),
    ("blob", &[("hash", 'b'), ("length", 'i')]),
    // Tables under way to be imported stay behind, as sessions do; how people read tables and lists goes along.
    (
        "mapping",
        &[
            ("account_id", 'u'),
            ("register", 't'),
            ("name", 't'),
            ("map", 't'),
            ("encoding", 't'),
            ("delimiter", 't'),
            ("made_at", 'i'),
        ],
    ),
    (
        "list_view",
        &[
            ("id", 'u'),
            ("account_id", 'u'),
            ("register", 't'),
            ("name", 't'),
            ("query", 't'),
            ("opens", 'i'),
            ("made_at", 'i'),
        ],
    ),
];

/// Rows sent on together.
const BATCH: usize = 4096;

/// What was copied.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Copied {
    /// Rows of all tables.
    pub rows: u64,
}

/// Copies everything of `from` into `to`, which must hold no bodies and no access chain, and becomes the same installation.
///
/// # Errors
/// When either database fails or the target holds data already; then the target is as it was.
pub async fn copy(from: &Store, to: &Store, named: &str) -> Result<Copied, StoreError> {
    let mut source = from.read().await?;
    let mut target = to.write().await?;
    target.hold(Hold::Alone).await?;
    if fetch_optional!(&mut target, (i64,), include_str!("sql/copy/anything.sql"))?.is_some() {
        return Err(StoreError::NotEmpty(named.to_owned()));
    }
    // Another command that opened the target gave numbers to figures; the source has its own.
    execute!(&mut target, include_str!("sql/copy/clear_figures.sql"))?;
    let mut copied = Copied::default();
    for (table, columns) in TABLES {
        copied.rows += copy_table(&mut source, &mut target, table, columns).await?;
    }
    copied.rows += papers::copy_parts(&mut source, &mut target).await?;
    for name in [settings::INSTALLATION, settings::RULEBOOK, settings::EXAMPLE] {
        if let Some(value) = settings::get(&mut source, name).await? {
            settings::set(&mut target, name, &value).await?;
        }
    }
    target.commit().await?;
    Ok(copied)
}

/// Writes everything of `from` into one new file, which can be read from a folder or a disc that nobody may write to.
///
/// # Errors
/// When something is there already, or it cannot be written; then no file is left behind.
pub async fn backup(from: &Store, file: &Path) -> Result<Copied, StoreError> {
    let named = file.display().to_string();
    if file.exists() {
        return Err(StoreError::NotEmpty(named));
    }
    let copied = match Store::open(&Location::File(file.to_owned()), from.home()).await {
        Ok(target) => {
            let copied = copy(from, &target, &named).await;
            target.close().await;
            copied
        }
        Err(error) => Err(error),
    };
    let settled = match copied {
        Ok(copied) => Db::settle(file).await.map(|()| copied),
        Err(error) => Err(error),
    };
    match settled {
        Ok(copied) => Ok(copied),
        Err(error) => {
            for end in ["", "-wal", "-shm"] {
                // What was never made need not be removed.
                let _ = std::fs::remove_file(format!("{named}{end}"));
            }
            Err(error)
        }
    }
}

async fn copy_table(source: &mut Tx, target: &mut Tx, table: &str, columns: &'static [(&'static str, char)]) -> Result<u64, StoreError> {
    use futures_util::TryStreamExt;
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    let select = format!("SELECT {} FROM {table}", names.join(", "));
    let places: Vec<String> = (1..=names.len()).map(|place| format!("${place}")).collect();
    let insert = format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), places.join(", "));
    let mut batch = Rows::default();
    let mut copied = 0;
    macro_rules! stream {
        ($tx:expr) => {{
            let mut rows = sqlx::query(AssertSqlSafe(select)).fetch(&mut **$tx);
            while let Some(row) = rows.try_next().await? {
                batch.push(params(&row, columns)?);
                copied += 1;
                if batch.len() >= BATCH {
                    std::mem::take(&mut batch).insert(target, &insert).await?;
                }
            }
        }};
    }
    match source {
        Tx::Sqlite(tx) => stream!(tx),
        Tx::Postgres(tx) => stream!(tx),
    }
    batch.insert(target, &insert).await?;
    Ok(copied)
}

fn params<R>(row: &R, columns: &[(&str, char)]) -> Result<Vec<Param>, StoreError>
where
    R: Row,
    usize: sqlx::ColumnIndex<R>,
    for<'r> Option<i64>: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
    for<'r> String: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
    for<'r> Option<Vec<u8>>: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
    for<'r> uuid::Uuid: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
{
    columns
        .iter()
        .enumerate()
        .map(|(i, (_, kind))| {
            Ok(match kind {
                'i' => Param::Int(row.try_get(i)?),
                't' => Param::Text(row.try_get(i)?),
                'u' => Param::Id(row.try_get(i)?),
                _ => Param::Bytes(row.try_get(i)?),
            })
        })
        .collect()
}
