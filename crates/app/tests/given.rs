//! What is expressly given: a register of one body, read by somebody whose role can be given it, and nothing else.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod office;
mod world;

use jiff::SignedDuration;
use jiff::civil::{Date, date};
use office::{CITY, DESK, OTHER_REGION, Office, REGION, fault, offices};
use qorgau_app::AppError;
use qorgau_app::accounts::{AccountFault, By, Giving, NewToken, Who};
use qorgau_app::verify::What;
use qorgau_domain::BodyId;
use qorgau_rulebook::may::{Act, Subject};
use qorgau_store::{Refusal, Store};
use uuid::Uuid;
use world::{id, offence, outbreak};

const DAY: SignedDuration = SignedDuration::from_hours(24);
const OUTBREAKS: Subject<'static> = Subject::Register("outbreak");
const OFFENCES: Subject<'static> = Subject::Register("offence");

fn outbreaks(account: Uuid, body: BodyId, from: Date, until: Option<Date>) -> Giving<'static> {
    Giving {
        account,
        register: "outbreak",
        body,
        from,
        until,
        basis: "№ 4 келісім",
    }
}

fn refused<T: std::fmt::Debug>(result: Result<T, AppError>) -> Refusal {
    match result {
        Err(AppError::Refused(refusal)) => refusal,
        other => panic!("a refusal was expected, not {other:?}"),
    }
}

/// A partner without anything given, in an office with outbreaks and an offence.
async fn with_partner() -> Vec<(Office, Uuid)> {
    let mut all = Vec::new();
    for office in offices().await {
        for (name, body) in [("v4", 4), ("v5", 5), ("v6", 6)] {
            let fields = outbreak(date(2026, 10, 5), 10, None);
            office.app.write("outbreak", BodyId(body), id(name), fields, "test").await.unwrap();
        }
        let fields = offence(date(2026, 10, 3), 100, None);
        office.app.write("offence", CITY, id("o4"), fields, "test").await.unwrap();
        let partner = office.person("partner", REGION, &[("vet_partner", REGION)]).await;
        all.push((office, partner));
    }
    all
}

async fn reads(office: &Office, who: &Who) -> Vec<i64> {
    let tree = office.app.store.tree().await.unwrap();
    who.readable(&office.app, &tree, OUTBREAKS).into_iter().map(|body| body.0).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_given_is_read_and_nothing_else_opens() {
    for (office, partner) in with_partner().await {
        let (app, tree) = (&office.app, office.app.store.tree().await.unwrap());
        let before = office.sign_in("partner").await;
        assert_eq!(reads(&office, &before.who).await, Vec::<i64>::new());
        app.give(By::Operator, &outbreaks(partner, CITY, app.today(), None)).await.unwrap();
        assert!(!office.is_in(&before.token).await, "sessions end");
        let who = office.sign_in("partner").await.who;
        assert_eq!(reads(&office, &who).await, [4]);
        assert!(who.may(app, &tree, Act::Read, OUTBREAKS, CITY));
        for body in [1, 2, 3, 5, 6].map(BodyId) {
            assert!(!who.may(app, &tree, Act::Read, OUTBREAKS, body), "{body:?}");
        }
        for act in [Act::Enter, Act::Correct, Act::Withdraw, Act::Link, Act::Sign, Act::Administer] {
            assert!(!who.may(app, &tree, act, OUTBREAKS, CITY), "{act:?}");
        }
        assert!(!who.may(app, &tree, Act::Read, OFFENCES, CITY) && who.readable(app, &tree, OFFENCES).is_empty());
        assert!(!who.may(app, &tree, Act::Read, Subject::Document("quarantine_plan"), CITY));
        let scope = |root| who.scope(app, &tree, OUTBREAKS, root).map(|scope| scope.bodies().collect::<Vec<_>>());
        assert_eq!((scope(CITY), scope(REGION), scope(BodyId(5))), (Some(vec![CITY]), Some(vec![CITY]), None));
        app.readable_entry(&who, &tree, id("v4")).await.unwrap();
        for other in ["v5", "v6", "o4"] {
            let found = app.readable_entry(&who, &tree, id(other)).await;
            assert!(matches!(found, Err(AppError::Absent)), "{other}");
        }
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_begins_and_ends_with_its_days_and_is_taken_back() {
    for (office, partner) in with_partner().await {
        let app = &office.app;
        let giving = outbreaks(partner, CITY, date(2026, 11, 21), Some(date(2026, 11, 22)));
        let id = app.give(By::Operator, &giving).await.unwrap();
        let mut seen = Vec::new();
        for _ in 0..4 {
            seen.push(reads(&office, &office.sign_in("partner").await.who).await);
            office.pass(DAY);
        }
        assert_eq!(seen, [vec![], vec![4], vec![4], vec![]]);
        assert_eq!(refused(app.take_back(By::Operator, id, "№ 5").await), Refusal::NotGiven, "its time is over");
        let id = app.give(By::Operator, &outbreaks(partner, CITY, app.today(), None)).await.unwrap();
        let signed_in = office.sign_in("partner").await;
        assert_eq!(reads(&office, &signed_in.who).await, [4]);
        assert_eq!(fault(app.take_back(By::Operator, id, " ").await), AccountFault::NoReason);
        app.take_back(By::Operator, id, "№ 5").await.unwrap();
        assert!(!office.is_in(&signed_in.token).await, "sessions end");
        assert_eq!(reads(&office, &office.sign_in("partner").await.who).await, Vec::<i64>::new());
        assert_eq!(refused(app.take_back(By::Operator, id, "№ 5").await), Refusal::NotGiven);
        app.give(By::Operator, &outbreaks(partner, CITY, app.today(), None)).await.unwrap();
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_is_lost_or_cannot_be_given_it_opens_nothing() {
    for (office, partner) in with_partner().await {
        let app = &office.app;
        let today = app.today();
        let clerk = office.person("clerk", CITY, &[("records_clerk", CITY)]).await;
        assert_eq!(
            fault(app.give(By::Operator, &outbreaks(clerk, CITY, today, None)).await),
            AccountFault::NotToGive
        );
        let offences = Giving {
            register: "offence",
            ..outbreaks(partner, CITY, today, None)
        };
        assert_eq!(fault(app.give(By::Operator, &offences).await), AccountFault::NotToGive);
        assert_eq!(
            fault(app.give(By::Operator, &outbreaks(partner, REGION, today, None)).await),
            AccountFault::NotKept
        );
        app.give(By::Operator, &outbreaks(partner, CITY, today, None)).await.unwrap();
        let again = outbreaks(partner, CITY, date(2026, 12, 1), None);
        assert_eq!(refused(app.give(By::Operator, &again).await), Refusal::GivenAlready);
        app.revoke(By::Operator, partner, "vet_partner", REGION, "№ 13").await.unwrap();
        assert_eq!(reads(&office, &office.sign_in("partner").await.who).await, Vec::<i64>::new());
        office.give(By::Operator, partner, "charged_officer", BodyId(5)).await.unwrap();
        assert_eq!(
            reads(&office, &office.sign_in("partner").await.who).await,
            [5],
            "his own, not what the partner was given"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_given_register_opens_no_correction_though_the_role_may_correct_what_is_given_singly() {
    for (office, _) in with_partner().await {
        let (app, tree) = (&office.app, office.app.store.tree().await.unwrap());
        let other = office.person("other", REGION, &[("other_service", REGION)]).await;
        let offences = Giving {
            register: "offence",
            ..outbreaks(other, CITY, app.today(), None)
        };
        app.give(By::Operator, &offences).await.unwrap();
        let who = office.sign_in("other").await.who;
        assert!(who.may(app, &tree, Act::Read, OFFENCES, CITY));
        assert!(!who.may(app, &tree, Act::Correct, OFFENCES, CITY));
        assert!(!who.may(app, &tree, Act::Read, OUTBREAKS, CITY));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_reaches_nothing_given() {
    for (office, partner) in with_partner().await {
        let (app, tree) = (&office.app, office.app.store.tree().await.unwrap());
        office.give(By::Operator, partner, "charged_officer", CITY).await.unwrap();
        app.give(By::Operator, &outbreaks(partner, BodyId(5), app.today(), None)).await.unwrap();
        let who = office.sign_in("partner").await.who;
        assert_eq!(reads(&office, &who).await, [4, 5]);
        let acts = [Act::Read];
        let new = NewToken {
            name: "Кесте",
            acts: &acts,
            body: REGION,
            lasts: DAY,
        };
        let secret = app.make_token(&who, &new, &DESK).await.unwrap();
        let program = app.who_by_token(&secret, &DESK).await.unwrap();
        assert_eq!(reads(&office, &program).await, [4]);
        assert!(!program.may(app, &tree, Act::Read, OUTBREAKS, BodyId(5)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_keeps_the_accounts_of_the_giving_body_gives_and_takes_back() {
    for (office, partner) in with_partner().await {
        let app = &office.app;
        let own = office.somebody("admin", REGION, &[("administrator", REGION), ("vet_partner", REGION)]).await;
        let foreign = office.somebody("foreign", OTHER_REGION, &[("administrator", OTHER_REGION)]).await;
        let giving = outbreaks(partner, CITY, app.today(), None);
        assert_eq!(fault(app.give(By::Who(&foreign), &giving).await), AccountFault::NotAllowed);
        let to_himself = outbreaks(own.account, CITY, app.today(), None);
        assert_eq!(fault(app.give(By::Who(&own), &to_himself).await), AccountFault::Oneself);
        let id = app.give(By::Who(&own), &giving).await.unwrap();
        assert_eq!(refused(app.take_back(By::Who(&foreign), id, "№ 5").await), Refusal::NotGiven);
        app.take_back(By::Who(&own), id, "№ 5").await.unwrap();
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_given_goes_along_in_a_copy_and_a_changed_row_is_named() {
    for (office, partner) in with_partner().await {
        let app = &office.app;
        app.give(By::Operator, &outbreaks(partner, CITY, app.today(), None)).await.unwrap();
        office.world.verified().await;
        for (change, back) in [
            ("UPDATE given SET what = 'register:offence'", "UPDATE given SET what = 'register:outbreak'"),
            ("UPDATE given SET body_id = 5", "UPDATE given SET body_id = 4"),
        ] {
            assert_eq!(office.world.change(change).await, 1);
            let problems = app.verify(&mut |_, _| {}).await.unwrap().problems;
            assert!(problems.iter().any(|problem| problem.what == What::Given), "{change}: {problems:?}");
            office.world.change(back).await;
        }
        let folder = tempfile::tempdir().unwrap();
        let place = qorgau_store::Location::Folder(folder.path().join("copy"));
        let target = Store::open(&place, app.store.home()).await.unwrap();
        qorgau_store::copy(&app.store, &target, "copy").await.unwrap();
        let copied = office.on(target).await;
        assert_eq!(copied.verify(&mut |_, _| {}).await.unwrap().problems, []);
        let given = copied.store.gate_to_read().await.unwrap().given_to(partner).await.unwrap();
        assert_eq!(given.len(), 1);
    }
}
