//! Databases of both engines to test on. PostgreSQL needs `QORGAU_TEST_POSTGRES`, a URL to a server where databases can be made.
#![allow(dead_code)]

use std::sync::atomic::{AtomicUsize, Ordering};

use qorgau_domain::act::{EntryDraft, Key, Kind, RecordDraft, Stamp};
use qorgau_domain::entry::EntryState;
use qorgau_domain::value::{Content, Value};
use qorgau_domain::{BodyId, BodyVersion, Contribution, EntryId, FigureId, Text3};
use qorgau_store::{Draft, Effect, Location, Mode, Store};
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use tempfile::TempDir;
use uuid::Uuid;

/// The variable that names a PostgreSQL server.
pub const VARIABLE: &str = "QORGAU_TEST_POSTGRES";

static MADE: AtomicUsize = AtomicUsize::new(0);

/// An empty database.
pub struct Place {
    /// What a store opens.
    pub location: Location,
    folder: Option<TempDir>,
    /// The server it was made on and its name.
    server: Option<(String, String)>,
}

impl Place {
    /// A new SQLite database.
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Place {
            location: Location::Folder(folder.path().to_owned()),
            folder: Some(folder),
            server: None,
        }
    }

    /// A new PostgreSQL database; `None`, said plainly, where no server is named.
    pub async fn postgres() -> Option<Self> {
        let Ok(server) = std::env::var(VARIABLE) else {
            eprintln!("PostgreSQL was NOT tested: {VARIABLE} names no server");
            return None;
        };
        let name = format!("qorgau_test_{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        let mut conn = PgConnection::connect(&server).await.unwrap();
        let sql = AssertSqlSafe(format!("CREATE DATABASE {name}"));
        sqlx::raw_sql(sql).execute(&mut conn).await.unwrap();
        let (address, options) = server.split_once('?').map_or((server.as_str(), String::new()), |(a, o)| (a, format!("?{o}")));
        let (host, _) = address.rsplit_once('/').expect("the URL names a database");
        Some(Place {
            location: Location::Postgres(format!("{host}/{name}{options}")),
            folder: None,
            server: Some((server, name)),
        })
    }

    /// One of each engine that there is.
    pub async fn all() -> Vec<Self> {
        let mut places = vec![Place::sqlite()];
        places.extend(Place::postgres().await);
        places
    }

    /// Opens a store on it.
    pub async fn open(&self, installation: u128) -> Store {
        Store::open(&self.location, Uuid::from_u128(installation)).await.unwrap()
    }

    /// Makes a database by statements, past the store.
    pub async fn make(&self, sql: &str) {
        let sql = AssertSqlSafe(sql.to_owned());
        match (&self.location, &self.folder) {
            (Location::Postgres(url), _) => {
                let mut conn = PgConnection::connect(url).await.unwrap();
                sqlx::raw_sql(sql).execute(&mut conn).await.unwrap();
            }
            (_, Some(folder)) => {
                let url = format!("sqlite://{}?mode=rwc", folder.path().join("qorgau.db").display());
                let mut conn = SqliteConnection::connect(&url).await.unwrap();
                sqlx::raw_sql(sql).execute(&mut conn).await.unwrap();
                conn.close().await.unwrap();
            }
            _ => unreachable!("a place is a folder or a PostgreSQL database"),
        }
    }

    /// A connection past the store.
    pub async fn raw(&self) -> Raw {
        match (&self.location, &self.folder) {
            (Location::Postgres(url), _) => Raw::Postgres(PgConnection::connect(url).await.unwrap()),
            (_, Some(folder)) => {
                let url = format!("sqlite://{}", folder.path().join("qorgau.db").display());
                Raw::Sqlite(SqliteConnection::connect(&url).await.unwrap())
            }
            _ => unreachable!("a place is a folder or a PostgreSQL database"),
        }
    }

    /// Whether it is a SQLite file.
    pub fn is_sqlite(&self) -> bool {
        self.server.is_none()
    }

    /// Drops what was made.
    pub async fn remove(self) {
        if let Some((server, name)) = self.server {
            let mut conn = PgConnection::connect(&server).await.unwrap();
            let sql = AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)"));
            sqlx::raw_sql(sql).execute(&mut conn).await.unwrap();
        }
    }
}

/// A connection of either engine.
pub enum Raw {
    /// SQLite.
    Sqlite(SqliteConnection),
    /// PostgreSQL.
    Postgres(PgConnection),
}

impl Raw {
    /// Runs a statement; how many rows it touched, or what the engine says.
    pub async fn run(&mut self, sql: &str) -> Result<u64, String> {
        let sql = AssertSqlSafe(sql.to_owned());
        let done = match self {
            Raw::Sqlite(conn) => sqlx::query(sql).execute(conn).await.map(|done| done.rows_affected()),
            Raw::Postgres(conn) => sqlx::query(sql).execute(conn).await.map(|done| done.rows_affected()),
        };
        done.map_err(|error| error.to_string())
    }

    /// The one number that a query gives.
    pub async fn number(&mut self, sql: &str) -> i64 {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Raw::Sqlite(conn) => sqlx::query_scalar(sql).fetch_one(conn).await.unwrap(),
            Raw::Postgres(conn) => sqlx::query_scalar(sql).fetch_one(conn).await.unwrap(),
        }
    }
}

/// Who writes in these tests, at a moment of the year 2026.
pub fn stamp() -> Stamp {
    let now = "2026-10-05T06:00:00Z".parse().unwrap();
    Stamp {
        actor: "tester".to_owned(),
        claimed_at: now,
        received_at: now,
    }
}

/// Founds a body under another.
pub fn body(id: i64, parent: Option<i64>) -> Draft {
    moved(id, None, parent)
}

/// Moves a body, which `before` stood under another, or founds it.
pub fn moved(id: i64, before: Option<i64>, parent: Option<i64>) -> Draft {
    let after = vec![placed(id, parent)];
    let before = before.map(|parent| placed(id, Some(parent))).into_iter().collect();
    let record = RecordDraft {
        body: BodyId(id),
        kind: Kind::Body,
        subject: Uuid::from_u128(u128::from(id.unsigned_abs())),
        plain: Content::from([("@code".to_owned(), Value::Text(format!("{id:09}")))]),
        salt: [7; 16],
        stamp: stamp(),
    };
    Draft::Record(Box::new(record), Effect::Body { before, after })
}

fn placed(id: i64, parent: Option<i64>) -> BodyVersion {
    let name = Text3 {
        kk: format!("Орган {id}"),
        ru: format!("Орган {id}"),
        en: format!("Body {id}"),
    };
    BodyVersion {
        id: BodyId(id),
        from: None,
        until: None,
        code: format!("{id:09}"),
        level: if parent.is_none() { "ministry" } else { "district" }.to_owned(),
        parent: parent.map(BodyId),
        successor: None,
        name,
    }
}

/// An entry of a body in register `test`, that counts 1 for figure 1 on a day of October 2026.
pub fn entry(body: i64, id: u128) -> EntryDraft {
    let day = 20_728 + i64::try_from(id % 28).unwrap();
    EntryDraft {
        body: BodyId(body),
        id: EntryId(Uuid::from_u128(id)),
        register: "test".to_owned(),
        form: 1,
        book: BodyId(body),
        year: 2026,
        day: Some(day),
        based_on: None,
        state: EntryState::Active,
        reason: None,
        moved: None,
        plain: Content::from([("what".to_owned(), Value::Text(format!("fact {id}")))]),
        personal: Content::from([("who".to_owned(), Value::Text(format!("Әлия {id}")))]),
        contributions: vec![Contribution {
            figure: FigureId(1),
            row: 0,
            day,
            until: None,
            amount: 1,
            dimension: "a|b".to_owned(),
        }],
        keys: vec![key(&format!("{id:08}"))],
        salts: [[1; 16], [2; 16]],
        stamp: stamp(),
    }
}

/// A key of field `code`.
pub fn key(text: &str) -> Key {
    Key {
        field: "code".to_owned(),
        key: text.as_bytes().to_vec(),
        personal: false,
    }
}

/// An entry's draft whose keys need not be its alone.
pub fn draft(entry: EntryDraft) -> Draft {
    Draft::Entry(Box::new(entry), Vec::new())
}

/// A store with the ministry (1), two districts (2, 3) and figure 1.
pub async fn founded(place: &Place, installation: u128) -> Store {
    let store = place.open(installation).await;
    let drafts = vec![body(1, None), body(2, Some(1)), body(3, Some(1))];
    for outcome in store.commit(drafts, Mode::Whole).await.unwrap() {
        outcome.unwrap();
    }
    store.figures(&["T01"]).await.unwrap();
    store
}
