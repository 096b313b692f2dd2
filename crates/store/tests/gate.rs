//! The access chain is only added to, and a database of the first version is brought up to date.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;

use common::{Place, founded};
use qorgau_domain::access::{Event, What};
use qorgau_domain::ledger::START;
use qorgau_store::Store;
use uuid::Uuid;

fn event(detail: &str) -> Event {
    Event {
        at: "2026-10-05T06:00:00Z".parse().unwrap(),
        account: Uuid::from_u128(7),
        what: What::Export,
        address: "10.0.0.7".to_owned(),
        detail: detail.to_owned(),
    }
}

async fn record(store: &Store, detail: &str) {
    let mut gate = store.gate().await.unwrap();
    gate.record(&event(detail)).await.unwrap();
    gate.commit().await.unwrap();
}

#[tokio::test]
async fn the_access_chain_refuses_to_be_changed() {
    for place in Place::all().await {
        let store = founded(&place, 1).await;
        record(&store, "a.csv").await;
        let mut raw = place.raw().await;
        let mut attacks = vec!["UPDATE access SET detail = 'x'", "UPDATE access SET hash = hash", "DELETE FROM access"];
        if !place.is_sqlite() {
            attacks.push("TRUNCATE access");
        }
        for attack in attacks {
            let said = raw.run(attack).await.expect_err(attack);
            assert!(said.contains("only added to"), "{attack}: {said}");
        }
        assert_eq!(raw.number("SELECT COUNT(*) FROM access").await, 1);
        store.close().await;
        place.remove().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_many_record_at_once_stands_in_one_chain_without_gaps() {
    for place in Place::all().await {
        let store = founded(&place, 1).await;
        let tasks: Vec<_> = (0..8)
            .map(|writer| {
                let store = store.clone();
                tokio::spawn(async move {
                    for n in 0..5 {
                        record(&store, &format!("{writer}-{n}.csv")).await;
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        let mut audit = store.audit().await.unwrap();
        let rows = audit.access(0, 100).await.unwrap();
        let mut before = START;
        for (place, (row, hash)) in (1..).zip(&rows) {
            assert_eq!((row.seq, row.before, row.hash()), (place, before, *hash));
            before = *hash;
        }
        assert_eq!(audit.access_head().await.unwrap(), Some((40, before.to_vec())));
        drop(audit);
        store.close().await;
        place.remove().await;
    }
}

#[tokio::test]
async fn what_is_not_committed_at_the_gate_was_never_there() {
    for place in Place::all().await {
        let store = founded(&place, 1).await;
        let mut gate = store.gate().await.unwrap();
        gate.record(&event("a.csv")).await.unwrap();
        drop(gate);
        assert_eq!(store.audit().await.unwrap().access(0, 10).await.unwrap(), []);
        record(&store, "b.csv").await;
        assert_eq!(store.audit().await.unwrap().access(0, 10).await.unwrap()[0].0.seq, 1);
        store.close().await;
        place.remove().await;
    }
}

/// The tables as the first version made them.
fn first_version(sqlite: bool) -> String {
    let tables = include_str!("../src/sql/schema/1.sql");
    let (bytes, uuid, clustered, guard) = if sqlite {
        ("BLOB", "BLOB", "WITHOUT ROWID", include_str!("../src/sql/schema/guard.sqlite.sql"))
    } else {
        ("BYTEA", "UUID", "", include_str!("../src/sql/schema/guard.postgres.sql"))
    };
    let tables = tables
        .lines()
        .filter(|line| !line.starts_with("--"))
        .collect::<Vec<_>>()
        .join("\n")
        .replace("{bytes}", bytes)
        .replace("{uuid}", uuid)
        .replace("{clustered}", clustered);
    let settings = "INSERT INTO setting VALUES ('installation', '00000000-0000-0000-0000-000000000009'), ('schema', '1'), ('rulebook', 'of then');";
    format!("{tables}\n{guard}\n{settings}")
}

#[tokio::test]
async fn a_database_of_the_first_version_is_brought_up_to_date_once() {
    for place in Place::all().await {
        place.make(&first_version(place.is_sqlite())).await;
        for _ in 0..2 {
            let store = place.open(1).await;
            assert_eq!(store.home(), Uuid::from_u128(9), "it stays the installation that it was");
            record(&store, "a.csv").await;
            store.close().await;
        }
        let mut raw = place.raw().await;
        assert_eq!(raw.number("SELECT COUNT(*) FROM access").await, 2);
        assert_eq!(raw.number("SELECT COUNT(*) FROM field_key WHERE body_id = 1").await, 0, "keys are by body now");
        assert_eq!(
            raw.number("SELECT COUNT(*) FROM setting WHERE name = 'rulebook' AND value = 'of then'").await,
            0,
            "no server works by keys that are missing"
        );
        assert_eq!(
            raw.number("SELECT COUNT(*) FROM setting WHERE name = 'schema' AND CAST(value AS BIGINT) > 1")
                .await,
            1
        );
        raw.run("DELETE FROM access").await.expect_err("the guards were made");
        place.remove().await;
    }
}
