//! What the store promises, on both engines: an append-only ledger, gapless numbers, each act whole or not at all.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;

use std::collections::BTreeSet;

use common::{Place, draft, entry, founded, key};
use qorgau_domain::act::{EntryDraft, Kind, RecordDraft};
use qorgau_domain::entry::EntryState;
use qorgau_domain::ledger::{START, commitment};
use qorgau_domain::value::{Content, Value};
use qorgau_domain::{BodyId, EntryId, Month};
use qorgau_store::{Draft, Effect, Mode, Outcome, Receipt, Refusal, Scope, Store};
use uuid::Uuid;

const WRITERS: u128 = 16;
const EACH: u128 = 20;

async fn one(store: &Store, draft: Draft) -> Outcome {
    store.commit(vec![draft], Mode::Each).await.unwrap().pop().unwrap()
}

async fn written(store: &Store, entry: EntryDraft) -> Receipt {
    one(store, draft(entry)).await.unwrap()
}

/// A correction of an entry, based on a revision.
fn correction(mut entry: EntryDraft, based_on: i64) -> EntryDraft {
    entry.based_on = Some(based_on);
    entry.reason = Some("misread".to_owned());
    entry
}

fn withdrawal(entry: EntryDraft, based_on: i64) -> EntryDraft {
    EntryDraft {
        state: EntryState::Withdrawn,
        ..correction(entry, based_on)
    }
}

/// Goes through a chain by its hashes; how many acts it has.
async fn whole_chain(store: &Store, body: i64) -> i64 {
    let (mut before, mut last) = (START, 0);
    loop {
        let acts = store.audit().await.unwrap().acts(BodyId(body), last, 50).await.unwrap();
        if acts.is_empty() {
            break;
        }
        for act in acts {
            assert_eq!(act.row.seq, last + 1, "the chain of body {body} has a gap");
            assert_eq!(act.row.before, before, "act {} does not follow the one before", act.row.seq);
            assert_eq!(act.row.hash(), act.hash, "the hash of act {} is wrong", act.row.seq);
            let (salt, bytes) = act.plain.expect("the plain part is there");
            assert_eq!(commitment(&salt.try_into().unwrap(), &bytes), act.row.plain);
            (before, last) = (act.hash, act.row.seq);
        }
    }
    let heads = store.audit().await.unwrap().heads().await.unwrap();
    let head = heads.iter().find(|(id, ..)| id.0 == body).map(|(_, seq, hash)| (*seq, hash.clone()));
    assert_eq!(head.unwrap_or((0, START.to_vec())), (last, before.to_vec()), "the head is not the last act");
    last
}

async fn everything_below(store: &Store) -> Scope {
    Scope::below(&store.tree().await.unwrap(), BodyId(1), [Month::new(2026, 10)])
}

async fn october(store: &Store, body: i64) -> i64 {
    let cells = store.audit().await.unwrap().cells(BodyId(body)).await.unwrap();
    cells.iter().map(|cell| cell.amount).sum()
}

#[tokio::test]
async fn ledger_and_revisions_refuse_to_be_changed() {
    for place in Place::all().await {
        let store = founded(&place, 1).await;
        written(&store, entry(2, 1)).await;
        let mut raw = place.raw().await;
        let mut attacks = vec![
            "UPDATE ledger SET actor = 'x' WHERE body_id = 2",
            "UPDATE ledger SET hash = hash",
            "DELETE FROM ledger WHERE body_id = 2",
            "UPDATE revision SET revision = revision + 1",
            "DELETE FROM revision",
        ];
        if !place.is_sqlite() {
            attacks.extend(["TRUNCATE ledger", "TRUNCATE revision", "TRUNCATE ledger, revision CASCADE"]);
        }
        for attack in attacks {
            let said = raw.run(attack).await.expect_err(attack);
            assert!(said.contains("only added to"), "{attack}: {said}");
        }
        assert_eq!(raw.number("SELECT COUNT(*) FROM ledger").await, 4);
        assert_eq!(raw.number("SELECT COUNT(*) FROM revision").await, 1);
        assert_eq!(whole_chain(&store, 2).await, 2);
        store.close().await;
        place.remove().await;
    }
}

/// Every number that `WRITERS` tasks were given for `EACH` entries, the task's store picked by `store_of`.
async fn numbers_of_many(store_of: impl Fn(u128) -> Store) -> Vec<i64> {
    let tasks: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let store = store_of(writer);
            tokio::spawn(async move {
                let mut numbers = Vec::new();
                for n in 0..EACH {
                    let receipt = written(&store, entry(2, writer * 1000 + n + 1)).await;
                    numbers.push(receipt.number.unwrap().number);
                }
                numbers
            })
        })
        .collect();
    let mut all = Vec::new();
    for task in tasks {
        all.extend(task.await.unwrap());
    }
    all
}

async fn numbers_are_gapless_and_the_chain_whole(store: &Store, mut numbers: Vec<i64>) {
    numbers.sort_unstable();
    let total = i64::try_from(WRITERS * EACH).unwrap();
    assert_eq!(numbers, (1..=total).collect::<Vec<_>>());
    assert_eq!(whole_chain(store, 2).await, total + 1);
    assert!(store.audit().await.unwrap().bad_numbers().await.unwrap().is_empty());
    assert_eq!(october(store, 2).await, total, "the monthly sum is not what was written");
}

#[tokio::test(flavor = "multi_thread")]
async fn sixteen_tasks_that_write_to_one_body_get_gapless_numbers() {
    for place in Place::all().await {
        let store = founded(&place, 1).await;
        let numbers = numbers_of_many(|_| store.clone()).await;
        numbers_are_gapless_and_the_chain_whole(&store, numbers).await;
        store.close().await;
        place.remove().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sixteen_stores_that_write_to_one_body_get_gapless_numbers() {
    for place in Place::all().await {
        let store = founded(&place, 1).await;
        let mut stores = Vec::new();
        for _ in 0..WRITERS {
            stores.push(place.open(2).await);
        }
        assert!(stores.iter().all(|other| other.home() == store.home()), "a database is one installation");
        let numbers = numbers_of_many(|writer| stores[usize::try_from(writer).unwrap()].clone()).await;
        numbers_are_gapless_and_the_chain_whole(&store, numbers).await;
        for store in stores {
            store.close().await;
        }
        store.close().await;
        place.remove().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn writers_to_several_bodies_in_any_order_never_wait_for_each_other_for_ever() {
    for place in Place::all().await {
        let store = founded(&place, 1).await;
        let tasks: Vec<_> = (0..8_u128)
            .map(|writer| {
                let store = store.clone();
                tokio::spawn(async move {
                    for n in 0..10 {
                        let ids = [2 * n, 2 * n + 1].map(|n| writer * 1000 + n + 1);
                        let bodies = if writer % 2 == 0 { [2, 3] } else { [3, 2] };
                        let drafts = vec![draft(entry(bodies[0], ids[0])), draft(entry(bodies[1], ids[1]))];
                        let outcomes = store.commit(drafts, Mode::Whole).await.unwrap();
                        assert!(outcomes.iter().all(Result::is_ok));
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(whole_chain(&store, 2).await, 81);
        assert_eq!(whole_chain(&store, 3).await, 81);
        assert!(store.audit().await.unwrap().bad_numbers().await.unwrap().is_empty());
        store.close().await;
        place.remove().await;
    }
}

#[tokio::test]
async fn sending_an_entry_twice_stores_it_once() {
    for place in Place::all().await {
        let store = founded(&place, 1).await;
        let first = written(&store, entry(2, 1)).await;
        let again = written(&store, entry(2, 1)).await;
        assert!(!first.already_there && again.already_there);
        assert_eq!((first.seq, first.number, first.revision), (again.seq, again.number, again.revision));
        let both = store.commit(vec![draft(entry(2, 5)), draft(entry(2, 5))], Mode::Each).await.unwrap();
        let there: Vec<bool> = both.into_iter().map(|outcome| outcome.unwrap().already_there).collect();
        assert_eq!(there, [false, true], "twice in one batch");
        assert_eq!(whole_chain(&store, 2).await, 3);
        assert_eq!(october(&store, 2).await, 2);
        let elsewhere = one(&store, draft(entry(3, 1))).await;
        assert_eq!(elsewhere, Err(Refusal::Changed { fields: Vec::new() }), "an identity belongs to one body");
        assert_eq!(whole_chain(&store, 3).await, 1);
        store.close().await;
        place.remove().await;
    }
}

#[tokio::test]
async fn a_correction_of_a_stale_revision_is_refused_with_the_current_one() {
    for place in Place::all().await {
        let store = founded(&place, 1).await;
        written(&store, entry(2, 1)).await;
        let corrected = written(&store, correction(entry(2, 1), 1)).await;
        assert_eq!((corrected.revision, corrected.number.unwrap().number), (2, 1));
        let stale = one(&store, draft(correction(entry(2, 1), 1))).await;
        assert_eq!(stale, Err(Refusal::Stale { current: 2 }));
        let never_written = one(&store, draft(correction(entry(2, 9), 1))).await;
        assert_eq!(never_written, Err(Refusal::Absent));
        let scope = everything_below(&store).await;
        let revisions = store.revisions(&scope, EntryId(Uuid::from_u128(1))).await.unwrap();
        assert_eq!(revisions.len(), 2, "nothing is overwritten");
        assert_eq!(october(&store, 2).await, 1, "a correction is not counted twice");
        assert_eq!(whole_chain(&store, 2).await, 3);
        store.close().await;
        place.remove().await;
    }
}

#[tokio::test]
async fn a_withdrawn_entry_keeps_its_number_counts_no_more_and_is_not_corrected() {
    for place in Place::all().await {
        let store = founded(&place, 1).await;
        written(&store, entry(2, 1)).await;
        written(&store, withdrawal(entry(2, 1), 1)).await;
        assert_eq!(october(&store, 2).await, 0);
        let corrected = one(&store, draft(correction(entry(2, 1), 2))).await;
        assert_eq!(corrected, Err(Refusal::Withdrawn));
        let next = written(&store, entry(2, 2)).await;
        assert_eq!(next.number.unwrap().number, 2, "the number of a withdrawn entry stays taken");
        assert!(store.audit().await.unwrap().bad_numbers().await.unwrap().is_empty());
        assert_eq!(whole_chain(&store, 2).await, 4);
        store.close().await;
        place.remove().await;
    }
}

#[tokio::test]
async fn together_means_all_or_none() {
    for place in Place::all().await {
        let store = founded(&place, 1).await;
        let drafts = || vec![draft(entry(2, 1)), draft(correction(entry(3, 2), 1)), draft(entry(3, 3))];
        let outcomes = store.commit(drafts(), Mode::Whole).await.unwrap();
        assert_eq!(outcomes[1], Err(Refusal::Absent));
        let mut raw = place.raw().await;
        for table in ["entry", "revision", "contribution", "cell", "field_key", "kept", "numbering"] {
            let sql = format!("SELECT COUNT(*) FROM {table}");
            assert_eq!(raw.number(&sql).await, 0, "{table} holds something of a refused batch");
        }
        assert_eq!(raw.number("SELECT COUNT(*) FROM ledger").await, 3);
        let outcomes = store.commit(drafts(), Mode::Each).await.unwrap();
        assert!(
            outcomes[0].is_ok() && outcomes[1].is_err() && outcomes[2].is_ok(),
            "each stands alone: {outcomes:?}"
        );
        assert_eq!((whole_chain(&store, 2).await, whole_chain(&store, 3).await), (2, 2));
        assert_eq!(outcomes[2].as_ref().unwrap().number.unwrap().number, 1, "the refused one took no number");
        store.close().await;
        place.remove().await;
    }
}

#[tokio::test]
async fn a_key_that_must_be_unique_is_refused_in_its_book_only() {
    for place in Place::all().await {
        let store = founded(&place, 1).await;
        let unique = |body, id, text: &str| {
            let mut entry = entry(body, id);
            entry.keys = vec![key(text)];
            Draft::Entry(Box::new(entry), vec![key(text)])
        };
        let taken = || Refusal::NotUnique {
            field: "code".to_owned(),
            other: EntryId(Uuid::from_u128(1)),
        };
        one(&store, unique(2, 1, "A-1")).await.unwrap();
        assert_eq!(one(&store, unique(2, 2, "A-1")).await, Err(taken()));
        one(&store, unique(3, 3, "A-1")).await.unwrap();
        let drafts = vec![unique(2, 4, "A-2"), unique(2, 5, "A-2"), unique(2, 6, "A-3")];
        let outcomes = store.commit(drafts, Mode::Each).await.unwrap();
        assert!(outcomes[0].is_ok() && outcomes[1].is_err() && outcomes[2].is_ok(), "{outcomes:?}");
        let mut entry = withdrawal(entry(2, 1), 1);
        entry.keys = vec![key("A-1")];
        one(&store, draft(entry)).await.unwrap();
        one(&store, unique(2, 7, "A-1")).await.unwrap();
        assert!(store.audit().await.unwrap().bad_numbers().await.unwrap().is_empty());
        store.close().await;
        place.remove().await;
    }
}

#[tokio::test]
async fn an_unknown_body_is_refused_and_leaves_nothing() {
    for place in Place::all().await {
        let store = founded(&place, 1).await;
        assert_eq!(one(&store, draft(entry(77, 1))).await, Err(Refusal::NoBody));
        assert_eq!(store.audit().await.unwrap().heads().await.unwrap().len(), 3);
        store.close().await;
        place.remove().await;
    }
}

/// Every row that a database holds of facts, as text to be compared.
async fn dump(store: &Store) -> BTreeSet<String> {
    let scope = everything_below(store).await;
    let mut audit = store.audit().await.unwrap();
    let mut rows = BTreeSet::new();
    for body in audit.chains().await.unwrap() {
        let mut add = |what: &str, row: String| rows.insert(format!("{} {what} {row}", body.0));
        for act in audit.acts(body, 0, 10_000).await.unwrap() {
            add("act", format!("{act:?}"));
        }
        for row in audit.contributions(body).await.unwrap() {
            add("contribution", format!("{row:?}"));
        }
        for row in audit.cells(body).await.unwrap() {
            add("cell", format!("{row:?}"));
        }
        for row in audit.entry_states(body).await.unwrap() {
            add("entry", format!("{row:?}"));
        }
        for row in audit.revision_rows(body).await.unwrap() {
            add("revision", format!("{row:?}"));
        }
        for row in audit.key_rows(body).await.unwrap() {
            add("key", format!("{row:?}"));
        }
        for row in audit.apart_rows(body).await.unwrap() {
            add("apart", format!("{row:?}"));
        }
    }
    rows.extend(audit.heads().await.unwrap().iter().map(|row| format!("head {row:?}")));
    rows.extend(audit.kept_by_all().await.unwrap().iter().map(|row| format!("kept {row:?}")));
    rows.extend(store.tree().await.unwrap().versions().map(|row| format!("body {row:?}")));
    let mut counts = store.counts(&scope).await.unwrap();
    rows.extend(counts.linked().await.unwrap().iter().map(|row| format!("link {row:?}")));
    rows
}

fn taken_together(kind: Kind, subject: u128, effect: Effect) -> Draft {
    let record = RecordDraft {
        body: BodyId(1),
        kind,
        subject: Uuid::from_u128(subject),
        plain: Content::from([("@n".to_owned(), Value::Number(1))]),
        salt: [3; 16],
        stamp: common::stamp(),
    };
    Draft::Record(Box::new(record), effect)
}

fn link(entries: [u128; 2]) -> Draft {
    let entries = entries.map(|id| EntryId(Uuid::from_u128(id)));
    taken_together(Kind::Link, 99, Effect::Link(entries.to_vec()))
}

fn apart(entries: [u128; 2]) -> Draft {
    let entries = entries.map(|id| EntryId(Uuid::from_u128(id)));
    taken_together(Kind::Apart, 98, Effect::Apart(entries))
}

#[tokio::test]
async fn a_copy_to_the_other_engine_and_back_keeps_every_row() {
    let first = Place::sqlite();
    let store = founded(&first, 1).await;
    let store = store.adopt("the rulebook").await.unwrap();
    let drafts: Vec<Draft> = (1..=150).map(|id| draft(entry(if id % 3 == 0 { 3 } else { 2 }, id))).collect();
    assert!(store.commit(drafts, Mode::Each).await.unwrap().iter().all(Result::is_ok));
    written(&store, correction(entry(2, 1), 1)).await;
    written(&store, withdrawal(entry(2, 2), 1)).await;
    one(&store, link([4, 6])).await.unwrap();
    one(&store, apart([4, 7])).await.unwrap();
    let before = dump(&store).await;
    assert!(before.len() > 600, "only {} rows to copy", before.len());
    // Without a PostgreSQL server the copy goes over a second SQLite file.
    let (between, last) = (Place::postgres().await.unwrap_or_else(Place::sqlite), Place::sqlite());
    let (middle, back) = (between.open(2).await, last.open(3).await);
    let there = qorgau_store::copy(&store, &middle, "the middle").await.unwrap();
    assert_eq!(dump(&middle).await, before);
    let again = qorgau_store::copy(&middle, &back, "the end").await.unwrap();
    assert_eq!((there, dump(&back).await), (again, before));
    assert_eq!(back.rulebook().await.unwrap().as_deref(), Some("the rulebook"));
    let refused = qorgau_store::copy(&store, &back, "the end").await.expect_err("it holds data");
    assert!(refused.to_string().contains("the end already holds data"), "{refused}");
    for store in [store, middle, back] {
        store.close().await;
    }
    let back = last.open(4).await;
    assert_eq!(back.home(), Uuid::from_u128(1), "a copy is the same installation");
    assert_eq!(written(&back, entry(2, 1000)).await.number.unwrap().number, 101);
    assert_eq!(whole_chain(&back, 2).await, 104);
    back.close().await;
    between.remove().await;
}
