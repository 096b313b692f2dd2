//! A product at work on an empty store of either engine, with a clock and chance of its own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs, dead_code)]

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use qorgau_app::App;
use qorgau_app::accounts::{Right, Who};
use qorgau_domain::source::{Chance, Clock};
use qorgau_domain::value::{Content, Row, Span, Value};
use qorgau_domain::{BodyId, BodyVersion, EntryId, Lang, Text3};
use qorgau_rulebook::{Rulebook, shipped};
use qorgau_store::{Location, Mode, Store};
use uuid::Uuid;

pub struct FixedClock;

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        "2026-11-20T06:00:00Z".parse().unwrap()
    }
}

/// A clock whose hands a test moves.
pub struct Hands(AtomicI64);

impl Hands {
    pub fn at(moment: &str) -> Arc<Self> {
        let moment: Timestamp = moment.parse().unwrap();
        Arc::new(Hands(AtomicI64::new(moment.as_microsecond())))
    }

    pub fn pass(&self, time: SignedDuration) {
        self.0.fetch_add(i64::try_from(time.as_micros()).unwrap(), Ordering::Relaxed);
    }
}

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(self.0.load(Ordering::Relaxed)).unwrap()
    }
}

#[derive(Default)]
pub struct Counting(AtomicU64);

impl Counting {
    /// Chance that another one beside it does not repeat.
    pub fn beside(no: u64) -> Self {
        Counting(AtomicU64::new(no << 40))
    }
}

impl Chance for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let drawn = self.0.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes();
            chunk.copy_from_slice(&drawn[..chunk.len()]);
        }
    }
}

pub struct World {
    pub app: App,
    place: Location,
    _folder: Option<tempfile::TempDir>,
}

pub fn rulebook() -> Arc<Rulebook> {
    Arc::new(qorgau_rulebook::load(&shipped::files()).unwrap())
}

pub async fn on(location: &Location) -> App {
    let store = Store::open(location, Uuid::from_u128(27)).await.unwrap();
    App::new(store, rulebook(), Arc::new(FixedClock), Arc::new(Counting::default())).await.unwrap()
}

/// A world on each engine that this machine has. PostgreSQL is used where `QORGAU_TEST_POSTGRES` names a server.
pub async fn worlds() -> Vec<World> {
    let folder = tempfile::tempdir().unwrap();
    let mut worlds = vec![world(Location::Folder(folder.path().to_owned()), Some(folder)).await];
    match std::env::var("QORGAU_TEST_POSTGRES") {
        Ok(server) => worlds.push(world(Location::Postgres(fresh(&server).await), None).await),
        Err(_) => eprintln!("PostgreSQL was NOT tested: QORGAU_TEST_POSTGRES names no server"),
    }
    worlds
}

async fn world(place: Location, folder: Option<tempfile::TempDir>) -> World {
    World {
        app: on(&place).await,
        place,
        _folder: folder,
    }
}

/// A new database on a server.
pub async fn fresh(server: &str) -> String {
    static MADE: AtomicU64 = AtomicU64::new(0);
    let name = format!("qorgau_{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
    let pool = sqlx::PgPool::connect(server).await.unwrap();
    sqlx::query(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}")))
        .execute(&pool)
        .await
        .unwrap();
    pool.close().await;
    let (base, _) = server.rsplit_once('/').unwrap();
    format!("{base}/{name}")
}

pub fn version(id: i64, level: &str, parent: Option<i64>, from: Option<Date>, until: Option<Date>) -> BodyVersion {
    let name = Text3 {
        kk: format!("орган {id}"),
        ru: format!("орган {id}"),
        en: format!("body {id}"),
    };
    BodyVersion {
        id: BodyId(id),
        from,
        until,
        code: format!("B{id}"),
        level: level.into(),
        parent: parent.map(BodyId),
        successor: None,
        name,
    }
}

impl World {
    pub async fn set(&self, versions: Vec<BodyVersion>) {
        let id = versions[0].id;
        let tree = self.app.store.tree().await.unwrap();
        let before = tree.versions().filter(|version| version.id == id).cloned().collect();
        let draft = self.app.body_draft(id, before, versions, "test");
        for outcome in self.app.store.commit(vec![draft], Mode::Whole).await.unwrap() {
            outcome.unwrap();
        }
    }

    /// Ministry 1, regions 2 and 3, districts 4 and 5 under 2, 6 under 3.
    pub async fn small_tree(&self) {
        self.set(vec![version(1, "ministry", None, None, None)]).await;
        for (id, level, parent) in [(2, "region", 1), (3, "region", 1), (4, "district", 2), (5, "district", 2), (6, "district", 3)] {
            self.set(vec![version(id, level, Some(parent), None, None)]).await;
        }
    }

    /// Changes the database behind the product's back; how many rows changed comes back.
    pub async fn change(&self, sql: &'static str) -> u64 {
        match &self.place {
            Location::Postgres(url) => {
                let pool = sqlx::PgPool::connect(url).await.unwrap();
                sqlx::query(sql).execute(&pool).await.unwrap().rows_affected()
            }
            Location::Folder(folder) => {
                let pool = sqlx::SqlitePool::connect(&format!("sqlite:{}", folder.join("qorgau.db").display()))
                    .await
                    .unwrap();
                sqlx::query(sql).execute(&pool).await.unwrap().rows_affected()
            }
            Location::File(_) => unreachable!("worlds live in folders or on a server"),
        }
    }

    /// Whether it lives in a folder.
    pub fn is_sqlite(&self) -> bool {
        matches!(self.place, Location::Folder(_))
    }

    /// The one number that a query gives.
    pub async fn number(&self, sql: &'static str) -> i64 {
        match &self.place {
            Location::Postgres(url) => {
                let pool = sqlx::PgPool::connect(url).await.unwrap();
                sqlx::query_scalar(sql).fetch_one(&pool).await.unwrap()
            }
            Location::Folder(folder) => {
                let pool = sqlx::SqlitePool::connect(&format!("sqlite:{}", folder.join("qorgau.db").display()))
                    .await
                    .unwrap();
                sqlx::query_scalar(sql).fetch_one(&pool).await.unwrap()
            }
            Location::File(_) => unreachable!("worlds live in folders or on a server"),
        }
    }

    pub async fn verified(&self) {
        let report = self.app.verify(&mut |_, _| {}).await.unwrap();
        assert_eq!(report.problems, [], "the tables say something else than the ledger");
    }
}

pub fn id(name: &str) -> EntryId {
    EntryId::of_source("test", "test", name)
}

pub fn choice(code: &str) -> Value {
    Value::Choice(code.into())
}

pub fn rows(rows: Vec<Vec<(&str, Value)>>) -> Value {
    let row = |(no, cells): (i64, Vec<(&str, Value)>)| Row { no, cells: content(cells) };
    Value::Rows((1..).zip(rows).map(row).collect())
}

pub fn content(fields: Vec<(&str, Value)>) -> Content {
    fields.into_iter().map(|(code, value)| (code.to_owned(), value)).collect()
}

/// The charged officer of a body, signed in; no account stands behind him.
pub fn officer(body: BodyId) -> Who {
    Who {
        account: Uuid::nil(),
        session: Uuid::nil(),
        login: "test".to_owned(),
        name: String::new(),
        lang: Lang::Kk,
        body,
        rights: vec![Right {
            role: "charged_officer".to_owned(),
            body,
        }],
        must_enrol: false,
        absences: Vec::new(),
        given: Vec::new(),
        narrowed: None,
    }
}

/// A hunting offence with a fine and a payment of another day.
pub fn offence(revealed: Date, fine: i64, paid: Option<Date>) -> Content {
    let mut fields = content(vec![
        ("nature", choice("administrative")),
        ("article", choice("ao2014_382")),
        ("revealed_on", Value::Date(revealed)),
        ("revealed_by", choice("line")),
        ("protocol_on", Value::Date(revealed)),
        ("decision", choice("fine")),
        ("decision_on", Value::Date(revealed)),
        ("fine", Value::Number(fine)),
    ]);
    if let Some(paid) = paid {
        let payment = vec![
            ("for", choice("fine")),
            ("how", choice("voluntary")),
            ("paid_on", Value::Date(paid)),
            ("amount", Value::Number(fine / 2)),
        ];
        fields.insert("payments".into(), rows(vec![payment]));
    }
    fields
}

/// An outbreak with sick cattle, a quarantine that may be open, and people on a post.
pub fn outbreak(onset: Date, sick: i64, lifted: Option<Date>) -> Content {
    let span = Value::Span(Span { from: onset, until: lifted });
    let mut fields = content(vec![
        ("sector", choice("private")),
        ("disease", choice("fmd")),
        ("onset_on", Value::Date(onset)),
        ("imposed_on", Value::Date(onset)),
        ("animals", rows(vec![vec![("species", choice("cattle")), ("sick", Value::Number(sick))]])),
        (
            "posts",
            rows(vec![vec![("kind", choice("police")), ("count", Value::Number(2)), ("standing", span.clone())]]),
        ),
        (
            "people",
            rows(vec![vec![("service", choice("line")), ("count", Value::Number(3)), ("engaged", span)]]),
        ),
    ]);
    if let Some(lifted) = lifted {
        fields.insert("ended_on".into(), Value::Date(lifted));
        fields.insert("lifted_on".into(), Value::Date(lifted));
    }
    fields
}
