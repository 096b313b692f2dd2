//! Cut-overs from paper on both engines: what they refuse, what they number, and what they count instead of entries.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;

use common::{Place, draft, entry, founded, stamp};
use qorgau_domain::act::{Kind, RecordDraft};
use qorgau_domain::cut_over::{CutOver, Opening};
use qorgau_domain::time::date_of;
use qorgau_domain::{BodyId, Contribution, FigureId, Month};
use qorgau_store::{CutOverStart, CutOverWrong, Draft, Effect, Mode, Outcome, Refusal, Store};

/// The first day kept here, and the first that totals count.
const FIRST: i64 = 20_740;
const COVERED: i64 = 20_727;

/// A cut-over of register `test` of body 2 with a total of 5 in October 2026.
fn cut(seen: i64, head: i64, next: i64) -> Draft {
    cut_in(2026, seen, head, next)
}

fn cut_in(year: i64, seen: i64, head: i64, next: i64) -> Draft {
    let total = Opening {
        figure: "T01".to_owned(),
        month: Month::of_day(COVERED),
        amount: 5,
    };
    let said = CutOver {
        register: "test".to_owned(),
        no: seen + 1,
        first: date_of(FIRST),
        next,
        totals: vec![total],
        reason: None,
    };
    let start = CutOverStart {
        register: "test".to_owned(),
        seen,
        head,
        covered: (COVERED, FIRST),
        year,
        next,
        contributions: vec![Contribution {
            figure: FigureId(1),
            row: 0,
            day: FIRST - 1,
            until: None,
            amount: 5,
            dimension: String::new(),
        }],
    };
    let record = RecordDraft {
        body: BodyId(2),
        kind: Kind::CutOver,
        subject: CutOver::subject(BodyId(2), "test"),
        plain: said.seal(),
        salt: [9; 16],
        stamp: stamp(),
    };
    Draft::Record(Box::new(record), Effect::CutOver(Box::new(start)))
}

async fn one(store: &Store, draft: Draft) -> Outcome {
    store.commit(vec![draft], Mode::Each).await.unwrap().remove(0)
}

fn wrong(outcome: &Outcome) -> CutOverWrong {
    match outcome {
        Err(Refusal::CutOver(wrong)) => *wrong,
        other => panic!("a refused cut-over was expected, not {other:?}"),
    }
}

#[tokio::test]
async fn it_is_refused_where_the_chain_or_the_book_moved_on() {
    for place in Place::all().await {
        let store = founded(&place, 1).await;
        assert_eq!(wrong(&one(&store, cut(0, 0, 48)).await), CutOverWrong::Busy, "the body was founded since");
        let together = store.commit(vec![draft(entry(2, 1)), cut(0, 1, 1)], Mode::Whole).await.unwrap();
        assert_eq!(wrong(&together[1]), CutOverWrong::Busy, "an entry came in between");
        assert_eq!(wrong(&one(&store, cut(1, 1, 48)).await), CutOverWrong::Stale);
        assert_eq!(one(&store, cut(0, 1, 48)).await.unwrap().seq, 2);
        assert_eq!(wrong(&one(&store, cut(0, 2, 48)).await), CutOverWrong::Stale);
        assert_eq!(wrong(&one(&store, cut_in(2027, 1, 2, 48)).await), CutOverWrong::Year(2026));
        assert_eq!(one(&store, draft(entry(2, 2))).await.unwrap().number.unwrap().number, 48);
        assert_eq!(wrong(&one(&store, cut(1, 3, 50)).await), CutOverWrong::NumbersGiven(48));
        one(&store, cut(1, 3, 48)).await.unwrap();
        assert_eq!(one(&store, draft(entry(2, 3))).await.unwrap().number.unwrap().number, 49, "the numbers go on");
        store.close().await;
        place.remove().await;
    }
}

#[tokio::test]
async fn its_days_count_by_the_totals_in_its_own_book_alone() {
    for place in Place::all().await {
        let store = founded(&place, 1).await;
        let mut raw = place.raw().await;
        // The cut-over and entries of its days in one batch: the entries see it.
        let mut outside = entry(2, 28);
        outside.day = Some(FIRST + 1);
        outside.contributions[0].day = FIRST + 1;
        let all = vec![cut(0, 1, 48), draft(entry(2, 5)), draft(outside), draft(entry(3, 6))];
        for outcome in store.commit(all, Mode::Whole).await.unwrap() {
            outcome.unwrap();
        }
        let mut other = entry(2, 7);
        other.register = "other".to_owned();
        one(&store, draft(other)).await.unwrap();
        one(&store, draft(entry(2, 8))).await.unwrap();
        let counts = |body: i64| format!("SELECT CAST(SUM(amount) AS BIGINT) FROM contribution WHERE body_id = {body} AND ended_seq = 0");
        assert_eq!(raw.number(&counts(2)).await, 7, "the total, the entry after it and the one of another register");
        assert_eq!(raw.number(&counts(3)).await, 1, "another body's book is another");
        assert_eq!(raw.number("SELECT CAST(SUM(amount) AS BIGINT) FROM rollup WHERE body_id = 1").await, 8);
        // A later entry asks for the days again: they stand in the tables.
        let mut corrected = entry(2, 8);
        corrected.based_on = Some(1);
        one(&store, draft(corrected)).await.unwrap();
        assert_eq!(raw.number(&counts(2)).await, 7);
        assert!(store.audit().await.unwrap().bad_numbers().await.unwrap().is_empty());
        assert!(store.audit().await.unwrap().bad_rollups().await.unwrap().is_empty());
        drop(raw);
        store.close().await;
        place.remove().await;
    }
}
