//! What a batch refuses, and what goes on beside it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;

use common::{Place, draft, entry, founded, moved};
use qorgau_domain::act::{EntryDraft, Kind, RecordDraft};
use qorgau_domain::value::{Content, Value};
use qorgau_domain::{BodyId, Month};
use qorgau_store::{Draft, Effect, Filter, Listing, Location, MOST_FILTERS, Mode, Outcome, Refusal, Scope, Store, StoreError};
use uuid::Uuid;

async fn one(store: &Store, draft: Draft) -> Outcome {
    store.commit(vec![draft], Mode::Each).await.unwrap().pop().unwrap()
}

fn saying(id: u128, what: &str) -> EntryDraft {
    EntryDraft {
        plain: Content::from([("what".to_owned(), Value::Text(what.to_owned()))]),
        ..entry(2, id)
    }
}

#[tokio::test]
async fn an_entry_sent_again_with_other_content_is_refused_and_with_the_same_it_is_known() {
    for place in Place::all().await {
        let store = founded(&place, 1).await;
        one(&store, draft(saying(1, "one"))).await.unwrap();
        assert!(one(&store, draft(saying(1, "one"))).await.unwrap().already_there);
        let changed = |fields: &[&str]| {
            Err(Refusal::Changed {
                fields: fields.iter().map(ToString::to_string).collect(),
            })
        };
        assert_eq!(one(&store, draft(saying(1, "other"))).await, changed(&["what"]));
        let elsewhere = EntryDraft {
            body: BodyId(3),
            ..saying(1, "one")
        };
        assert_eq!(one(&store, draft(elsewhere)).await, changed(&[]));
        // What a correction says later is no reason to refuse the first sending.
        let corrected = EntryDraft {
            based_on: Some(1),
            ..saying(1, "mended")
        };
        one(&store, draft(corrected)).await.unwrap();
        assert_eq!(one(&store, draft(saying(1, "one"))).await.unwrap().revision, 2);
        let without = EntryDraft {
            personal: Content::new(),
            ..saying(2, "two")
        };
        let batch = vec![draft(saying(2, "two")), draft(saying(2, "two")), draft(saying(2, "2")), draft(without)];
        let outcomes = store.commit(batch, Mode::Each).await.unwrap();
        assert!(!outcomes[0].as_ref().unwrap().already_there && outcomes[1].as_ref().unwrap().already_there);
        assert_eq!(outcomes[2..], [changed(&["what"]), changed(&["who"])]);
        store.close().await;
        place.remove().await;
    }
}

#[tokio::test]
async fn a_correction_cannot_take_an_entry_to_another_book() {
    for place in Place::all().await {
        let store = founded(&place, 1).await;
        one(&store, draft(entry(2, 1))).await.unwrap();
        let moved = EntryDraft {
            book: BodyId(3),
            based_on: Some(1),
            ..entry(2, 1)
        };
        assert_eq!(one(&store, draft(moved)).await, Err(Refusal::OtherBook));
        store.close().await;
        place.remove().await;
    }
}

/// The act of a change-over in the chain of a body.
fn change_over(of: i64) -> Draft {
    let record = RecordDraft {
        body: BodyId(of),
        kind: Kind::Rulebook,
        subject: Uuid::nil(),
        plain: Content::new(),
        salt: [5; 16],
        stamp: common::stamp(),
    };
    Draft::Record(Box::new(record), Effect::None)
}

#[tokio::test]
async fn who_counted_by_the_rulebook_before_a_change_over_writes_nothing_after_it() {
    for place in Place::all().await {
        let store = founded(&place, 1).await.adopt("before").await.unwrap();
        one(&store, draft(entry(2, 1))).await.unwrap();
        let other = place.open(1).await;
        let refused = other.rebuild().await.unwrap().finish(change_over(77), "after").await.unwrap();
        assert_eq!(refused, Err(Refusal::NoBody));
        assert_eq!(
            other.rulebook().await.unwrap().as_deref(),
            Some("before"),
            "a refused change-over changes nothing"
        );
        let cells = other.audit().await.unwrap().cells(BodyId(2)).await.unwrap();
        assert_eq!(cells.len(), 1, "the counts that were cleared are back");
        other.rebuild().await.unwrap().finish(change_over(1), "after").await.unwrap().unwrap();
        let late = store.commit(vec![draft(entry(2, 2))], Mode::Each).await;
        assert!(matches!(late, Err(StoreError::OtherRulebook)), "{late:?}");
        assert!(matches!(place.open(1).await.adopt("before").await, Err(StoreError::OtherRulebook)));
        for store in [store, other] {
            store.close().await;
        }
        place.remove().await;
    }
}

#[tokio::test]
async fn a_listing_takes_no_more_conditions_than_it_can_hold() {
    let place = Place::sqlite();
    let store = founded(&place, 1).await;
    let scope = Scope::below(&store.tree().await.unwrap(), BodyId(1), [Month::new(2026, 10)]);
    let filter = Filter {
        field: "code".to_owned(),
        from: Vec::new(),
        until: vec![255],
    };
    let listing = |many| Listing {
        register: "test".to_owned(),
        filters: vec![filter.clone(); many],
        sort: "code".to_owned(),
        limit: 10,
        ..Listing::default()
    };
    assert!(store.list(&scope, &listing(MOST_FILTERS)).await.is_ok());
    let refused = store.list(&scope, &listing(MOST_FILTERS + 1)).await;
    assert!(matches!(refused, Err(StoreError::TooManyFilters { given: 13, most: 12 })), "{refused:?}");
}

#[tokio::test]
async fn a_copy_goes_into_a_database_that_another_command_opened_before() {
    for target in Place::all().await {
        let source = Place::sqlite();
        let (from, to) = (founded(&source, 1).await, target.open(2).await);
        to.figures(&["X01", "T01", "X02"]).await.unwrap();
        qorgau_store::copy(&from, &to, "the target").await.unwrap();
        let numbers = to.figures(&["T01"]).await.unwrap();
        assert_eq!(numbers, from.figures(&["T01"]).await.unwrap());
        to.close().await;
        target.remove().await;
    }
}

#[tokio::test]
async fn a_backup_is_one_file_that_reading_leaves_as_it_is() {
    let place = Place::sqlite();
    let store = founded(&place, 1).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("october.qorgau");
    qorgau_store::backup(&store, &file).await.unwrap();
    let names = || {
        std::fs::read_dir(folder.path())
            .unwrap()
            .map(|file| file.unwrap().file_name())
            .collect::<Vec<_>>()
    };
    assert_eq!(names().len(), 1, "{:?}", names());
    let before = std::fs::read(&file).unwrap();
    let (read, target) = (Store::open_to_read(&Location::File(file.clone())).await.unwrap(), Place::sqlite());
    let restored = target.open(3).await;
    qorgau_store::copy(&read, &restored, "the target").await.unwrap();
    assert_eq!(restored.home(), Uuid::from_u128(3), "its own name until it is opened again");
    read.close().await;
    assert_eq!((names().len(), std::fs::read(&file).unwrap() == before), (1, true));
    assert!(matches!(qorgau_store::backup(&store, &file).await, Err(StoreError::NotEmpty(_))));
    let nowhere = folder.path().join("no folder/october.qorgau");
    assert!(matches!(qorgau_store::backup(&store, &nowhere).await, Err(StoreError::File { .. })));
}

#[tokio::test]
async fn nothing_is_read_from_where_no_database_is_and_none_is_made_there() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty");
    std::fs::write(&empty, b"").unwrap();
    for location in [Location::Folder(folder.path().to_owned()), Location::File(empty)] {
        assert!(!Store::is_there(&location).await.unwrap());
        assert!(matches!(Store::open_to_read(&location).await, Err(StoreError::NoDatabase(_))));
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn sums_of_subtrees_stay_right_while_the_tree_changes_beside_those_who_write() {
    for place in Place::all().await {
        let store = founded(&place, 1).await;
        let writer = store.clone();
        let writing = tokio::spawn(async move {
            for id in 1..=150 {
                one(&writer, draft(entry(3, id))).await.unwrap();
            }
        });
        let mover = place.open(1).await;
        // It stands under body 1 at first.
        for round in 1..31 {
            one(&mover, moved(3, Some(1 + (round + 1) % 2), Some(1 + round % 2))).await.unwrap();
        }
        let stale = one(&mover, moved(3, Some(2), Some(2))).await;
        assert_eq!(stale, Err(Refusal::BodyChanged), "it stands under body 1 again");
        writing.await.unwrap();
        let mut audit = store.audit().await.unwrap();
        assert_eq!(audit.bad_rollups().await.unwrap(), []);
        assert_eq!(audit.entry_states(BodyId(3)).await.unwrap().len(), 150);
        drop(audit);
        for store in [store, mover] {
            store.close().await;
        }
        place.remove().await;
    }
}
