//! The life of a return: who takes which step, what a signature freezes, and what follows for what is owed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod office;
mod world;

use jiff::SignedDuration;
use jiff::civil::date;
use office::{CITY, DESK, MINISTRY, OTHER_REGION, Office, PASSWORD, REGION};
use qorgau_app::AppError;
use qorgau_app::accounts::{AccountFault, Who};
use qorgau_app::documents::{Act, DocumentFault, Made, Version, Wanted};
use qorgau_app::returns::Kind;
use qorgau_app::verify::What;
use qorgau_domain::document::{State as Paper, Step, Wrong};
use qorgau_domain::{Month, Period};
use qorgau_rulebook::due::State;
use qorgau_store::Refusal;
use world::{id, offence, outbreak};

const OCTOBER: Wanted = Wanted {
    body: CITY,
    kind: Made::Return(Kind::Monthly),
    period: Period::Month(Month(2026 * 12 + 9)),
};
const SIGN: Act<'static> = Act::Sign {
    secret: PASSWORD,
    origin: &DESK,
};
const DRAFT: Act<'static> = Act::Prepare { note: "", official: false };
const BACK: Act<'static> = Act::Return {
    remark: "F01 екі есе аз"
};

struct People {
    officer: Who,
    head: Who,
    region: Who,
}

/// An office with offences and an outbreak of autumn, and those who make the return of October.
async fn staffed() -> Vec<(Office, People)> {
    let mut all = Vec::new();
    for office in office::offices().await {
        for (n, day) in [(1, 3), (2, 9), (3, 21)] {
            let fields = offence(date(2026, 10, day), 100, None);
            office.app.write("offence", CITY, id(&format!("o{n}")), fields, "test").await.unwrap();
        }
        let fields = outbreak(date(2026, 10, 5), 10, None);
        office.app.write("outbreak", CITY, id("v1"), fields, "test").await.unwrap();
        let people = People {
            officer: office.somebody("officer", CITY, &[("charged_officer", CITY)]).await,
            head: office.somebody("head", CITY, &[("body_head", CITY)]).await,
            region: office.somebody("region", REGION, &[("region_head", REGION)]).await,
        };
        all.push((office, people));
    }
    all
}

fn refusal<T: std::fmt::Debug>(result: Result<T, AppError>) -> Wrong {
    match result {
        Err(AppError::Refused(Refusal::Document(wrong))) => wrong,
        other => panic!("a step that does not follow was expected, not {other:?}"),
    }
}

impl People {
    fn of(&self, step: &Act<'_>) -> &Who {
        match step.step() {
            Step::Prepare | Step::Send => &self.officer,
            Step::Sign => &self.head,
            _ => &self.region,
        }
    }

    async fn walk(&self, office: &Office, wanted: Wanted, acts: &[Act<'_>]) {
        for act in acts {
            let seen = office.app.document_of(wanted).await.unwrap().map_or(0, |known| known.life.steps);
            office.app.take(self.of(act), wanted, seen, act).await.unwrap();
            office.pass(SignedDuration::from_mins(20));
        }
    }
}

async fn versions(office: &Office, wanted: Wanted) -> Vec<Version> {
    let (_, scope) = office.app.scope(wanted.body).await.unwrap();
    let known = office.app.document_of(wanted).await.unwrap().unwrap();
    office.app.told(&scope, known.id).await.unwrap().1
}

async fn duty(office: &Office, on: jiff::civil::Date) -> State {
    let tree = office.app.store.tree().await.unwrap();
    let items = office.app.duties(&tree, CITY, on).await.unwrap();
    let mut october = items.iter().filter(|item| item.duty == "return.monthly" && item.period == Some(OCTOBER.period));
    october.next().unwrap().state
}

#[tokio::test(flavor = "multi_thread")]
async fn a_return_is_prepared_signed_sent_received_returned_and_sent_anew() {
    for (office, people) in staffed().await {
        people.walk(&office, OCTOBER, &[DRAFT, SIGN, Act::Send, Act::Receive, BACK]).await;
        let known = office.app.document_of(OCTOBER).await.unwrap().unwrap();
        assert_eq!((known.life.version, known.life.state, known.life.steps), (1, Paper::Returned, 5));
        people.walk(&office, OCTOBER, &[DRAFT, SIGN, Act::Send]).await;
        let again = office.app.document_of(OCTOBER).await.unwrap().unwrap();
        assert_eq!((again.id, again.life.version, again.life.state), (known.id, 2, Paper::Sent));
        let (_, scope) = office.app.scope(CITY).await.unwrap();
        let (past, versions) = office.app.told(&scope, known.id).await.unwrap();
        let taken: Vec<_> = past
            .iter()
            .map(|past| (past.no, past.step, past.version, past.body, past.actor.as_str()))
            .collect();
        assert_eq!(taken[4], (5, Step::Return, 1, REGION, "region"), "a remark is the superior's own act");
        assert_eq!(past[4].words, "F01 екі есе аз");
        assert_eq!(taken[6], (7, Step::Sign, 2, CITY, "head"));
        assert_eq!(versions.len(), 2);
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_prepares_cannot_sign_and_nobody_acts_for_a_body_that_is_not_his() {
    for (office, people) in staffed().await {
        let app = &office.app;
        let deputy = office.somebody("deputy", CITY, &[("overseeing_deputy", CITY)]).await;
        let stranger = office.somebody("stranger", OTHER_REGION, &[("region_head", OTHER_REGION)]).await;
        let ministry = office.somebody("control", MINISTRY, &[("ministry_control", MINISTRY)]).await;
        let both = office.somebody("both", CITY, &[("charged_officer", CITY), ("body_head", CITY)]).await;
        let absent = |result: Result<_, AppError>| assert!(matches!(result, Err(AppError::Absent)), "{result:?}");
        for who in [&people.head, &deputy, &people.region, &stranger, &ministry] {
            absent(app.take(who, OCTOBER, 0, &DRAFT).await);
        }
        app.take(&both, OCTOBER, 0, &DRAFT).await.unwrap();
        for who in [&people.officer, &deputy, &people.region, &stranger, &ministry] {
            absent(app.take(who, OCTOBER, 1, &SIGN).await);
        }
        assert_eq!(refusal(app.take(&both, OCTOBER, 1, &SIGN).await), Wrong::SamePerson);
        assert!(app.steps_for(&both, &app.store.tree().await.unwrap(), OCTOBER, None) == [Step::Prepare]);
        app.take(&people.head, OCTOBER, 1, &SIGN).await.unwrap();
        app.take(&people.officer, OCTOBER, 2, &Act::Send).await.unwrap();
        // Only the body directly above takes it in: not the ministry, not a neighbour, not one's own.
        for who in [&people.officer, &people.head, &stranger, &ministry] {
            absent(app.take(who, OCTOBER, 3, &Act::Receive).await);
            absent(app.take(who, OCTOBER, 3, &BACK).await);
        }
        app.take(&people.region, OCTOBER, 3, &BACK).await.unwrap();
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_asks_for_the_password_and_a_period_that_is_over() {
    for (office, people) in staffed().await {
        let app = &office.app;
        people.walk(&office, OCTOBER, &[DRAFT]).await;
        let wrong = Act::Sign {
            secret: "not the password",
            origin: &DESK,
        };
        let refused = app.take(&people.head, OCTOBER, 1, &wrong).await;
        assert!(matches!(refused, Err(AppError::Account(AccountFault::Refused))), "{refused:?}");
        assert_eq!(app.document_of(OCTOBER).await.unwrap().unwrap().life.state, Paper::Draft);
        let november = Wanted {
            period: Period::Month(Month::new(2026, 11)),
            ..OCTOBER
        };
        people.walk(&office, november, &[DRAFT]).await;
        let early = app.take(&people.head, november, 1, &SIGN).await;
        assert!(matches!(early, Err(AppError::Document(DocumentFault::NotOver))), "{early:?}");
        let silent = app.take(&people.region, OCTOBER, 1, &Act::Return { remark: "  " }).await;
        assert!(matches!(silent, Err(AppError::Document(DocumentFault::NoRemark))), "{silent:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_of_the_second_factor_signs_once() {
    for (office, people) in staffed().await {
        let app = &office.app;
        people.walk(&office, OCTOBER, &[DRAFT]).await;
        app.enrol_factor(&people.head, PASSWORD, &DESK).await.unwrap();
        let digits = office.digits(people.head.account).await;
        app.confirm_factor(&people.head, &digits, &DESK).await.unwrap();
        let used = app
            .take(
                &people.head,
                OCTOBER,
                1,
                &Act::Sign {
                    secret: &digits,
                    origin: &DESK,
                },
            )
            .await;
        assert!(matches!(used, Err(AppError::Account(AccountFault::Refused))), "a code counts once: {used:?}");
        office.pass(SignedDuration::from_secs(60));
        let digits = office.digits(people.head.account).await;
        app.take(
            &people.head,
            OCTOBER,
            1,
            &Act::Sign {
                secret: &digits,
                origin: &DESK,
            },
        )
        .await
        .unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_act_on_what_they_saw_one_is_told_that_it_moved_on() {
    for (office, people) in staffed().await {
        let app = &office.app;
        people.walk(&office, OCTOBER, &[DRAFT]).await;
        let other = office.somebody("other", CITY, &[("charged_officer", CITY)]).await;
        assert_eq!(refusal(app.take(&other, OCTOBER, 0, &DRAFT).await), Wrong::Stale);
        assert_eq!(refusal(app.take(&other, OCTOBER, 1, &DRAFT).await), Wrong::NotNow(Some(Paper::Draft)));
        people.walk(&office, OCTOBER, &[SIGN]).await;
        assert_eq!(refusal(app.take(&people.head, OCTOBER, 1, &SIGN).await), Wrong::Stale);
        let tasks = (0..8).map(|_| {
            let (app, who) = (app.clone(), people.officer.clone());
            tokio::spawn(async move { app.take(&who, OCTOBER, 2, &Act::Send).await.is_ok() })
        });
        let mut sent = 0;
        for task in tasks.collect::<Vec<_>>() {
            sent += usize::from(task.await.unwrap());
        }
        assert_eq!(sent, 1, "one of many is heard");
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_correction_shows_as_restated_and_never_alters_a_signed_figure() {
    for (office, people) in staffed().await {
        let app = &office.app;
        people.walk(&office, OCTOBER, &[DRAFT, SIGN, Act::Send]).await;
        let (tree, scope) = app.scope(CITY).await.unwrap();
        app.correct(&scope, id("o1"), 1, offence(date(2026, 9, 30), 100, None), "wrong day", "test")
            .await
            .unwrap();
        app.withdraw(&scope, id("v1"), 1, "not an outbreak", "test").await.unwrap();
        app.write("offence", CITY, id("o4"), offence(date(2026, 10, 2), 50, None), "test")
            .await
            .unwrap();
        app.write("offence", CITY, id("o5"), offence(date(2026, 10, 3), 50, None), "test")
            .await
            .unwrap();
        let frozen = versions(&office, OCTOBER).await.remove(0).frozen;
        let live = app.statistical_return(&tree, &scope, OCTOBER.kind.figures(), OCTOBER.period).await.unwrap();
        let restated = |code: &str| {
            let now = live.figures.iter().find(|figure| figure.code == code).unwrap().period;
            (frozen.figure(code).unwrap().period, now)
        };
        assert_eq!(restated("F01"), (Some(3), Some(4)), "one corrected away, two more entered");
        assert_eq!(restated("V01"), (Some(1), Some(0)), "struck through");
        let again = app.replay_figures(OCTOBER, &frozen).await.unwrap().unwrap();
        assert_eq!(again, frozen.figures, "counted anew as of the heads it was signed at");
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_regions_return_with_links_and_spans_is_replayed_to_the_figure() {
    for (office, people) in staffed().await {
        let app = &office.app;
        for (n, body) in [(7, 5), (8, 6)] {
            let fields = outbreak(date(2026, 10, 6), 10, None);
            app.write("outbreak", qorgau_domain::BodyId(body), id(&format!("v{n}")), fields, "test")
                .await
                .unwrap();
        }
        let (tree, scope) = app.scope(MINISTRY).await.unwrap();
        app.link(&tree, &scope, &[id("v1"), id("v7")], "test").await.unwrap();
        let wanted = Wanted { body: REGION, ..OCTOBER };
        let staff = office.somebody("staff", REGION, &[("unit_staff", REGION)]).await;
        app.take(&staff, wanted, 0, &DRAFT).await.unwrap();
        app.take(&people.region, wanted, 1, &SIGN).await.unwrap();
        let frozen = versions(&office, wanted).await.remove(0).frozen;
        assert_eq!(frozen.figure("V01").unwrap().period, Some(1), "two records of one fact");
        // Afterwards the link is dissolved, and a fact is corrected.
        let link = app.store.link_of(id("v1")).await.unwrap().unwrap();
        app.unlink(link.body, link.id, "not the same", "test").await.unwrap();
        app.correct(&scope, id("o2"), 1, offence(date(2026, 11, 2), 10, None), "wrong day", "test")
            .await
            .unwrap();
        assert_eq!(app.replay_figures(wanted, &frozen).await.unwrap().unwrap(), frozen.figures);
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn duties_follow_from_what_was_sent_and_what_came_back() {
    for (office, people) in staffed().await {
        let (today, past) = (office.app.today(), date(2026, 11, 1));
        assert_eq!((duty(&office, past).await, duty(&office, today).await), (State::Due, State::Late));
        people.walk(&office, OCTOBER, &[DRAFT, SIGN]).await;
        assert_eq!(duty(&office, today).await, State::Late, "signed is not sent");
        people.walk(&office, OCTOBER, &[Act::Send]).await;
        assert_eq!(duty(&office, today).await, State::LateDone);
        people.walk(&office, OCTOBER, &[BACK]).await;
        assert_eq!(duty(&office, today).await, State::Late, "what came back is owed again");
        people.walk(&office, OCTOBER, &[DRAFT, SIGN, Act::Send]).await;
        assert_eq!(duty(&office, today).await, State::LateDone);
        assert_eq!(duty(&office, past).await, State::Due, "on that day nothing of it had happened");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_whose_row_or_step_was_changed_is_named() {
    for (office, people) in staffed().await {
        people.walk(&office, OCTOBER, &[DRAFT, SIGN, Act::Send, Act::Receive]).await;
        office.world.verified().await;
        for (change, back) in [
            ("UPDATE document SET state = 'sent'", "UPDATE document SET state = 'received'"),
            (
                "UPDATE document_step SET at = at + 1 WHERE no = 3",
                "UPDATE document_step SET at = at - 1 WHERE no = 3",
            ),
        ] {
            office.world.change(change).await;
            let problems = office.app.verify(&mut |_, _| {}).await.unwrap().problems;
            assert!(problems.iter().any(|problem| problem.what == What::Document), "{change}: {problems:?}");
            office.world.change(back).await;
        }
        office.world.verified().await;
    }
}
