//! Cut-over from paper: numbers go on, totals count, nothing counts twice, and everything follows from the chain.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod office;
mod world;

use jiff::civil::{Date, date};
use office::{CITY, DESK, Office, PASSWORD, REGION, offices};
use qorgau_app::AppError;
use qorgau_app::accounts::Who;
use qorgau_app::cut_over::{CutOverFault, Wish};
use qorgau_app::documents::{Act, Made, Wanted};
use qorgau_app::returns::{ExplainedEntry, Kind, Return};
use qorgau_app::verify::What;
use qorgau_domain::cut_over::Opening;
use qorgau_domain::entry::Number;
use qorgau_domain::{BodyId, Month, Period};
use qorgau_rulebook::opening;
use qorgau_store::{CutOverWrong, Refusal};
use world::{id, offence, outbreak};

/// Offences revealed, each in the month of its day.
const PROTOCOLS: &str = "F01";

fn totals(of: &[(&str, i64, i64)]) -> Vec<Opening> {
    let total = |(figure, month, amount): &(&str, i64, i64)| Opening {
        figure: (*figure).to_owned(),
        month: Month::new(2026, *month),
        amount: *amount,
    };
    of.iter().map(total).collect()
}

fn wish(first: Date, next: i64, of: &[(&str, i64, i64)], reason: &str) -> Wish {
    Wish {
        first,
        next,
        totals: totals(of),
        reason: reason.to_owned(),
    }
}

async fn state(office: &Office, who: &Who, body: BodyId, seen: i64, wish: &Wish) -> Result<(), AppError> {
    let tree = office.app.store.tree().await.unwrap();
    let register = office.app.register("offence").unwrap();
    office.app.cut_over(who, &tree, (body, register), seen, wish, "cut over").await
}

fn wrong(result: Result<(), AppError>) -> CutOverWrong {
    match result {
        Err(AppError::Refused(Refusal::CutOver(wrong))) => wrong,
        other => panic!("a refused cut-over was expected, not {other:?}"),
    }
}

fn fault(result: Result<(), AppError>) -> CutOverFault {
    match result {
        Err(AppError::CutOver(fault)) => fault,
        other => panic!("a fault of a cut-over was expected, not {other:?}"),
    }
}

async fn returned(office: &Office, body: BodyId, month: &str) -> Return {
    let (tree, scope) = office.app.scope(body).await.unwrap();
    office
        .app
        .statistical_return(&tree, &scope, Kind::Monthly, month.parse().unwrap())
        .await
        .unwrap()
}

/// A figure in a month, and from January on.
async fn figure(office: &Office, body: BodyId, code: &str, month: &str) -> (Option<i64>, Option<i64>) {
    let all = returned(office, body, month).await;
    let figure = all.figures.iter().find(|figure| figure.code == code).unwrap();
    (figure.period, figure.year_to_date)
}

async fn explained(office: &Office, body: BodyId, code: &str, month: &str) -> Vec<ExplainedEntry> {
    let (tree, scope) = office.app.scope(body).await.unwrap();
    office.app.explain(&tree, &scope, code, month.parse::<Period>().unwrap()).await.unwrap()
}

async fn enter(office: &Office, name: &str, revealed: Date, paid: Option<Date>) -> Number {
    let written = office.app.write("offence", CITY, id(name), offence(revealed, 50_000, paid), "officer").await;
    written.unwrap().number.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_go_on_from_the_paper_book_and_totals_count() {
    for office in offices().await {
        let who = office.somebody("officer", CITY, &[("charged_officer", CITY)]).await;
        assert_eq!(figure(&office, CITY, PROTOCOLS, "2026-03").await, (None, None), "not kept yet");
        let said = wish(date(2026, 11, 16), 48, &[(PROTOCOLS, 3, 12), (PROTOCOLS, 10, 5), (PROTOCOLS, 11, 2)], "");
        state(&office, &who, CITY, 0, &said).await.unwrap();
        assert_eq!(figure(&office, CITY, PROTOCOLS, "2026-02").await, (None, None), "nothing is said of February");
        assert_eq!(figure(&office, CITY, PROTOCOLS, "2026-03").await, (Some(12), Some(12)));
        assert_eq!(figure(&office, CITY, PROTOCOLS, "2026-04").await, (Some(0), Some(12)));
        assert_eq!(figure(&office, REGION, PROTOCOLS, "2026-11").await, (Some(2), Some(19)), "it counts above too");
        let given = enter(&office, "first", date(2026, 11, 17), None).await;
        assert_eq!((given.number, given.year), (48, 2026));
        assert_eq!(enter(&office, "second", date(2026, 11, 18), None).await.number, 49);
        assert_eq!(figure(&office, CITY, PROTOCOLS, "2026-11").await, (Some(4), Some(21)));

        let behind = explained(&office, REGION, PROTOCOLS, "2026-11").await;
        let opening = behind.iter().find(|entry| entry.opening.is_some()).unwrap();
        let source = opening.opening.as_ref().unwrap();
        assert_eq!((opening.entry, opening.amount, opening.body, opening.on), (None, 2, CITY, date(2026, 11, 15)));
        assert_eq!((source.register.as_str(), source.actor.as_str()), ("offence", "officer"));
        assert_eq!(behind.iter().map(|entry| entry.amount).sum::<i64>(), 4);
        let numbers = office.app.store.numbers_of(2026).await.unwrap();
        assert!(numbers.contains(&("offence".to_owned(), CITY, 2)), "two entries are here, not 49: {numbers:?}");
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fact_of_days_with_totals_does_not_count_twice() {
    for office in offices().await {
        let who = office.somebody("officer", CITY, &[("charged_officer", CITY)]).await;
        // Entered before the cut-over is stated: counts by itself until then.
        enter(&office, "early", date(2026, 5, 4), Some(date(2026, 11, 18))).await;
        enter(&office, "february", date(2026, 2, 4), None).await;
        assert_eq!(figure(&office, CITY, PROTOCOLS, "2026-05").await, (Some(1), Some(2)));
        let paid: Vec<String> = returned(&office, CITY, "2026-11")
            .await
            .figures
            .into_iter()
            .filter(|f| f.period.is_some_and(|sum| sum > 0))
            .map(|f| f.code)
            .collect();
        assert!(!paid.is_empty(), "the payment of November counts there");
        let said = wish(date(2026, 11, 16), 1, &[(PROTOCOLS, 3, 0), (PROTOCOLS, 5, 7)], "");
        state(&office, &who, CITY, 0, &said).await.unwrap();
        assert_eq!(
            figure(&office, CITY, PROTOCOLS, "2026-05").await,
            (Some(7), Some(8)),
            "by the totals alone; February has none and counts"
        );
        let still: Vec<String> = returned(&office, CITY, "2026-11")
            .await
            .figures
            .into_iter()
            .filter(|f| f.period.is_some_and(|sum| sum > 0))
            .map(|f| f.code)
            .collect();
        assert_eq!(still, paid, "later events of the same fact count as before");
        office.world.verified().await;

        enter(&office, "late", date(2026, 6, 10), None).await;
        assert_eq!(
            figure(&office, CITY, PROTOCOLS, "2026-06").await,
            (Some(0), Some(8)),
            "entered from paper, it does not count again"
        );
        let outbreak_of_june = office
            .app
            .write("outbreak", CITY, id("fmd"), outbreak(date(2026, 6, 1), 3, None), "officer")
            .await;
        outbreak_of_june.unwrap();
        office.world.verified().await;

        // A later first month gives the earlier days back to the entries.
        let corrected = wish(date(2026, 11, 16), 1, &[(PROTOCOLS, 7, 3)], "May was entered fact by fact");
        state(&office, &who, CITY, 1, &corrected).await.unwrap();
        assert_eq!(figure(&office, CITY, PROTOCOLS, "2026-05").await, (Some(1), Some(2)));
        assert_eq!(figure(&office, CITY, PROTOCOLS, "2026-06").await, (Some(1), Some(3)));
        assert_eq!(figure(&office, CITY, PROTOCOLS, "2026-07").await, (Some(3), Some(6)));
        let (_, scope) = office.app.scope(CITY).await.unwrap();
        let history = office.app.store.revisions(&scope, id("late")).await.unwrap();
        assert_eq!(
            history.last().unwrap().entry.envelope.reason.as_deref(),
            Some("cut over"),
            "its history says why"
        );
        let moved = office
            .app
            .correct(&scope, id("late"), 2, offence(date(2026, 8, 1), 100, None), "another day", "officer")
            .await;
        moved.unwrap();
        assert_eq!(figure(&office, CITY, PROTOCOLS, "2026-06").await, (Some(0), Some(2)));
        assert_eq!(
            figure(&office, CITY, PROTOCOLS, "2026-08").await,
            (Some(0), Some(5)),
            "corrected into days with totals it counts by them"
        );
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_stated_is_refused_with_its_reason() {
    for office in offices().await {
        let who = office.somebody("officer", CITY, &[("charged_officer", CITY)]).await;
        let head = office.somebody("head", CITY, &[("body_head", CITY)]).await;
        let day = date(2026, 11, 16);
        let attempt = |first, next, of| state(&office, &who, CITY, 0, Box::leak(Box::new(wish(first, next, of, ""))));
        assert!(
            matches!(state(&office, &head, CITY, 0, &wish(day, 1, &[], "")).await, Err(AppError::Absent)),
            "a head corrects no offences"
        );
        assert!(matches!(state(&office, &who, REGION, 0, &wish(day, 1, &[], "")).await, Err(AppError::Absent)));
        assert_eq!(fault(attempt(date(2026, 11, 21), 1, &[]).await), CutOverFault::Future);
        assert_eq!(fault(attempt(date(2025, 11, 1), 1, &[]).await), CutOverFault::Year(2026));
        assert_eq!(fault(attempt(day, 0, &[]).await), CutOverFault::Next);
        assert_eq!(
            fault(attempt(day, 1, &[("F01", 12, 1)]).await),
            CutOverFault::Month("F01".into(), Month::new(2026, 12))
        );
        assert_eq!(
            fault(attempt(date(2026, 11, 1), 1, &[("F01", 11, 1)]).await),
            CutOverFault::Month("F01".into(), Month::new(2026, 11))
        );
        assert_eq!(
            fault(attempt(day, 1, &[("F01", 3, -1)]).await),
            CutOverFault::Amount("F01".into(), Month::new(2026, 3))
        );
        assert_eq!(
            fault(attempt(day, 1, &[("V03.in_force", 3, 1)]).await),
            CutOverFault::Figure("V03.in_force".into()),
            "what stands has no totals"
        );
        assert_eq!(
            fault(attempt(day, 1, &[("F01", 3, 1), ("F01", 3, 2)]).await),
            CutOverFault::Figure("F01".into())
        );
        enter(&office, "here", day, None).await;
        assert_eq!(fault(attempt(day, 48, &[]).await), CutOverFault::NumbersGiven(1));
        state(&office, &who, CITY, 0, &wish(day, 1, &[("F01", 3, 1)], "")).await.unwrap();
        assert_eq!(wrong(state(&office, &who, CITY, 0, &wish(day, 1, &[], "again")).await), CutOverWrong::Stale);
        assert_eq!(fault(state(&office, &who, CITY, 1, &wish(day, 1, &[], " ")).await), CutOverFault::NoReason);
        assert_eq!(figure(&office, CITY, "F01", "2026-03").await.0, Some(1), "nothing of what was refused is there");
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_untouched_book_takes_another_first_number_by_a_correction() {
    for office in offices().await {
        let who = office.somebody("officer", CITY, &[("charged_officer", CITY)]).await;
        let day = date(2026, 11, 16);
        state(&office, &who, CITY, 0, &wish(day, 48, &[], "")).await.unwrap();
        office.world.verified().await;
        state(&office, &who, CITY, 1, &wish(day, 84, &[], "two digits stood the wrong way round"))
            .await
            .unwrap();
        office.world.verified().await;
        assert_eq!(enter(&office, "first", day, None).await.number, 84);
        let late = state(&office, &who, CITY, 2, &wish(day, 85, &[], "one more")).await;
        assert_eq!(fault(late), CutOverFault::NumbersGiven(84));
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn paper_months_make_nothing_owed_here() {
    for office in offices().await {
        let who = office.somebody("officer", CITY, &[("charged_officer", CITY)]).await;
        state(&office, &who, CITY, 0, &wish(date(2026, 10, 1), 48, &[(PROTOCOLS, 1, 4)], ""))
            .await
            .unwrap();
        let tree = office.app.store.tree().await.unwrap();
        let owed = office.app.duties(&tree, CITY, office.app.today()).await.unwrap();
        let months: Vec<Period> = owed
            .iter()
            .filter(|item| item.duty == "return.monthly")
            .filter_map(|item| item.period)
            .collect();
        assert!(
            !months.is_empty() && months.iter().all(|period| period.first_month() >= Month::new(2026, 10)),
            "{months:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn totals_are_frozen_by_a_signature_and_replayed_like_facts() {
    for office in offices().await {
        let who = office.somebody("officer", CITY, &[("charged_officer", CITY)]).await;
        let head = office.somebody("head", CITY, &[("body_head", CITY)]).await;
        let app = &office.app;
        enter(&office, "before", date(2026, 10, 5), None).await;
        enter(&office, "after", date(2026, 10, 21), None).await;
        state(&office, &who, CITY, 0, &wish(date(2026, 10, 20), 1, &[(PROTOCOLS, 10, 9)], ""))
            .await
            .unwrap();
        let wanted = Wanted {
            body: CITY,
            kind: Made::Return(Kind::Monthly),
            period: "2026-10".parse().unwrap(),
        };
        app.take(&who, wanted, 0, &Act::Prepare { note: "", official: false }).await.unwrap();
        let sign = Act::Sign {
            secret: PASSWORD,
            origin: &DESK,
        };
        app.take(&head, wanted, 1, &sign).await.unwrap();
        state(&office, &who, CITY, 1, &wish(date(2026, 10, 20), 1, &[(PROTOCOLS, 10, 4)], "counted again"))
            .await
            .unwrap();
        assert_eq!(figure(&office, CITY, PROTOCOLS, "2026-10").await.0, Some(5));
        let (_, scope) = app.scope(CITY).await.unwrap();
        let known = app.document_of(wanted).await.unwrap().unwrap();
        let frozen = app.told(&scope, known.id).await.unwrap().1.remove(0).frozen;
        assert_eq!(frozen.figure(PROTOCOLS).unwrap().period, Some(10), "nine on paper and one here");
        assert_eq!(app.replay_figures(wanted, &frozen).await.unwrap().unwrap(), frozen.figures);
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_figure_that_takes_totals_is_made_of_events_of_the_register() {
    let rulebook = world::rulebook();
    let codes = |register: &str| {
        opening::figures(&rulebook, register)
            .map(|indicator| indicator.code.clone())
            .collect::<Vec<_>>()
    };
    assert!(codes("offence").len() > 50 && codes("raid").contains(&"R09".to_owned()));
    assert!(
        codes("outbreak").iter().all(|code| code != "V03.in_force" && code != "V06.peak"),
        "{:?}",
        codes("outbreak")
    );
    assert_eq!(codes("unit"), [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_changed_behind_its_back_is_named() {
    let changes: [(&str, What); 6] = [
        ("UPDATE cut_over SET next_number = 47", What::CutOver),
        ("UPDATE cut_over SET covered_from = covered_from - 31", What::CutOver),
        ("UPDATE chain SET covered_until = 0 WHERE covered_until > 0", What::CutOver),
        ("UPDATE contribution SET amount = amount + 1 WHERE amount = 12", What::Contribution),
        ("UPDATE numbering SET last = 0 WHERE register = 'offence'", What::Numbers),
        ("UPDATE kept SET since_month = since_month + 1 WHERE register = 'offence'", What::Body),
    ];
    for (change, expected) in changes {
        for office in offices().await {
            let who = office.somebody("officer", CITY, &[("charged_officer", CITY)]).await;
            state(&office, &who, CITY, 0, &wish(date(2026, 11, 16), 48, &[(PROTOCOLS, 3, 12)], ""))
                .await
                .unwrap();
            assert!(office.world.change(change).await > 0, "{change}");
            let report = office.app.verify(&mut |_, _| {}).await.unwrap();
            assert!(
                report.problems.iter().any(|problem| problem.what == expected),
                "{change}: {:?}",
                report.problems
            );
        }
    }
}
