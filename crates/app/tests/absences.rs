//! Absences: a deputy signs only while the head's is recorded, and the document says in whose absence.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod office;
mod world;

use jiff::SignedDuration;
use jiff::civil::{Date, date};
use office::{CITY, DESK, OTHER_REGION, Office, PASSWORD, REGION, fault, offices};
use qorgau_app::AppError;
use qorgau_app::accounts::{AccountFault, By, NewAbsence, NewToken, Who, Whose};
use qorgau_app::documents::{Act, InAbsence, Made, Version, Wanted};
use qorgau_app::returns::Kind;
use qorgau_app::verify::What;
use qorgau_domain::document::Step;
use qorgau_domain::{BodyId, Month, Period};
use qorgau_rulebook::may;
use qorgau_store::{Location, Refusal, Store};
use uuid::Uuid;

const DAY: SignedDuration = SignedDuration::from_hours(24);
const OCTOBER: Wanted = Wanted {
    body: CITY,
    kind: Made::Return(Kind::Monthly),
    period: Period::Month(Month(2026 * 12 + 9)),
};
const SIGN: Act<'static> = Act::Sign {
    secret: PASSWORD,
    origin: &DESK,
};
const ORDER: &str = "03.11.2026 № 12 бұйрық";

/// A draft of a city's return that waits for a signature, by whom it can be given and by whom not.
struct Waiting {
    office: Office,
    head: Uuid,
    deputy: String,
}

async fn waiting() -> Vec<Waiting> {
    let mut all = Vec::new();
    for office in offices().await {
        let officer = office.somebody("officer", CITY, &[("charged_officer", CITY)]).await;
        let head = office.person("head", CITY, &[("body_head", CITY)]).await;
        office.person("deputy", CITY, &[("overseeing_deputy", CITY)]).await;
        office
            .app
            .take(&officer, OCTOBER, 0, &Act::Prepare { note: "", official: false })
            .await
            .unwrap();
        let deputy = office.sign_in("deputy").await.token;
        all.push(Waiting { office, head, deputy });
    }
    all
}

fn of(account: Uuid, from: Date, until: Option<Date>) -> NewAbsence<'static> {
    NewAbsence {
        whose: Whose::Account(account),
        ground: "leave",
        order: ORDER,
        from,
        until,
    }
}

fn refused<T: std::fmt::Debug>(result: Result<T, AppError>) -> Refusal {
    match result {
        Err(AppError::Refused(refusal)) => refusal,
        other => panic!("a refusal was expected, not {other:?}"),
    }
}

impl Waiting {
    /// The deputy as he is now, on the session he has or on a new one.
    async fn deputy(&self) -> Who {
        match self.office.app.who(&self.deputy).await.unwrap() {
            Some(who) => who,
            None => self.office.sign_in("deputy").await.who,
        }
    }

    async fn record(&self, new: &NewAbsence<'_>) -> Result<Uuid, AppError> {
        self.office.app.record_absence(By::Operator, new).await
    }

    /// Whether the deputy is offered the signature; where he is not, trying it finds nothing.
    async fn may_sign(&self) -> bool {
        let (app, deputy) = (&self.office.app, self.deputy().await);
        let tree = app.store.tree().await.unwrap();
        let life = app.document_of(OCTOBER).await.unwrap().unwrap().life;
        let offered = app.steps_for(&deputy, &tree, OCTOBER, Some(&life)).contains(&Step::Sign);
        if !offered {
            let tried = app.take(&deputy, OCTOBER, life.steps, &SIGN).await;
            assert!(matches!(tried, Err(AppError::Absent)), "{tried:?}");
            assert_eq!(app.signs_for(&deputy, &tree, OCTOBER), None);
        }
        offered
    }

    async fn signed(&self) -> Version {
        let (_, scope) = self.office.app.scope(CITY).await.unwrap();
        let known = self.office.app.document_of(OCTOBER).await.unwrap().unwrap();
        self.office.app.told(&scope, known.id).await.unwrap().1.remove(0)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deputy_signs_within_the_heads_absence_and_the_document_says_so() {
    for waiting in waiting().await {
        let (app, head) = (&waiting.office.app, waiting.head);
        assert!(!waiting.may_sign().await, "no absence is recorded");
        let until = Some(date(2026, 11, 22));
        let id = waiting.record(&of(head, date(2026, 11, 21), until)).await.unwrap();
        assert!(!waiting.may_sign().await, "it lies ahead");
        waiting.office.pass(DAY);
        assert!(waiting.may_sign().await);
        app.take(&waiting.deputy().await, OCTOBER, 1, &SIGN).await.unwrap();
        let version = waiting.signed().await;
        assert_eq!(version.signed_by, "deputy");
        let expected = InAbsence {
            id,
            role: "body_head".to_owned(),
            login: "head".to_owned(),
            ground: "leave".to_owned(),
            order: ORDER.to_owned(),
            from: date(2026, 11, 21),
            until,
        };
        assert_eq!(version.in_absence, Some(expected.clone()));
        // What becomes of the absence afterwards changes nothing of what was signed.
        app.end_absence(By::Operator, id).await.unwrap();
        assert_eq!(waiting.signed().await.in_absence, Some(expected));
        assert_eq!(app.replay_figures(OCTOBER, &version.frozen).await.unwrap().unwrap(), version.frozen.figures);
        waiting.office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn after_its_last_day_or_once_it_is_ended_a_deputy_signs_nothing() {
    for waiting in waiting().await {
        let (app, head) = (&waiting.office.app, waiting.head);
        waiting.record(&of(head, date(2026, 11, 20), Some(date(2026, 11, 20)))).await.unwrap();
        assert!(waiting.may_sign().await, "its one day");
        waiting.office.pass(DAY);
        assert!(!waiting.may_sign().await, "the day after");
        let id = waiting.record(&of(head, date(2026, 11, 21), None)).await.unwrap();
        assert!(waiting.may_sign().await, "open");
        app.end_absence(By::Operator, id).await.unwrap();
        assert!(!waiting.may_sign().await, "ended early");
        assert_eq!(refused(app.end_absence(By::Operator, id).await), Refusal::NoAbsence);
        assert_eq!(refused(app.end_absence(By::Operator, Uuid::from_u128(7)).await), Refusal::NoAbsence);
        waiting.office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_absence_of_another_bodys_head_of_another_role_or_of_the_deputy_helps_nobody() {
    for waiting in waiting().await {
        let office = &waiting.office;
        let today = office.app.today();
        let neighbour = office.person("neighbour", BodyId(5), &[("body_head", BodyId(5))]).await;
        let region = office.person("region", REGION, &[("region_head", REGION)]).await;
        let clerk = office.person("clerk", CITY, &[("records_clerk", CITY)]).await;
        let deputy = office.app.account_named("deputy").await.unwrap().id;
        for account in [neighbour, region, clerk, deputy] {
            waiting.record(&of(account, today, None)).await.unwrap();
            assert!(!waiting.may_sign().await);
        }
        // Of two who hold the role one is there.
        let second = office.person("second", CITY, &[("body_head", CITY)]).await;
        waiting.record(&of(waiting.head, today, None)).await.unwrap();
        assert!(!waiting.may_sign().await);
        waiting.record(&of(second, today, None)).await.unwrap();
        assert!(waiting.may_sign().await);
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn in_an_absence_too_whoever_prepared_does_not_sign_and_a_deputy_gets_no_other_right() {
    for waiting in waiting().await {
        let office = &waiting.office;
        let app = &office.app;
        waiting.record(&of(waiting.head, app.today(), None)).await.unwrap();
        let deputy = waiting.deputy().await;
        let tree = app.store.tree().await.unwrap();
        let may = |act, on, body| deputy.may(app, &tree, act, on, body);
        let monthly = may::Subject::Document("return.monthly");
        assert!(may(may::Act::Sign, monthly, CITY) && may(may::Act::Sign, may::Subject::Document("memo.quarterly"), CITY));
        assert!(!may(may::Act::Sign, monthly, BodyId(5)) && !may(may::Act::Sign, may::Subject::Document("work_plan"), CITY));
        assert!(!may(may::Act::Prepare, monthly, CITY) && !may(may::Act::Enter, may::Subject::Register("charge"), CITY));
        office.person("both", CITY, &[("charged_officer", CITY), ("overseeing_deputy", CITY)]).await;
        let both = office.sign_in("both").await.who;
        let quarter = Wanted {
            kind: Made::Return(Kind::Quarterly),
            period: Period::Quarter(Month::new(2026, 7)),
            ..OCTOBER
        };
        app.take(&both, quarter, 0, &Act::Prepare { note: "", official: false }).await.unwrap();
        let own = app.take(&both, quarter, 1, &SIGN).await;
        assert!(matches!(refused(own), Refusal::Document(_)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deputys_token_signs_nothing_in_an_absence_either() {
    for waiting in waiting().await {
        let app = &waiting.office.app;
        waiting.record(&of(waiting.head, app.today(), None)).await.unwrap();
        let acts = [may::Act::Read];
        let new = NewToken {
            name: "Кесте",
            acts: &acts,
            body: CITY,
            lasts: DAY,
        };
        let secret = app.make_token(&waiting.deputy().await, &new, &DESK).await.unwrap();
        let program = app.who_by_token(&secret, &DESK).await.unwrap();
        let tree = app.store.tree().await.unwrap();
        let on = may::Subject::Document("return.monthly");
        assert!(program.may(app, &tree, may::Act::Read, on, CITY) && !program.may(app, &tree, may::Act::Sign, on, CITY));
        assert!(matches!(app.take(&program, OCTOBER, 1, &SIGN).await, Err(AppError::Absent)));
        let signing = [may::Act::Sign];
        let more = NewToken { acts: &signing, ..new };
        assert_eq!(fault(app.make_token(&waiting.deputy().await, &more, &DESK).await), AccountFault::NotAllowed);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vacant_post_lets_the_deputy_sign_until_somebody_holds_it() {
    for waiting in waiting().await {
        let (office, app) = (&waiting.office, &waiting.office.app);
        let post = |role| NewAbsence {
            whose: Whose::Post { role, body: CITY },
            ground: "vacant",
            ..of(Uuid::nil(), app.today(), None)
        };
        let held = fault(waiting.record(&post("body_head")).await);
        assert_eq!(held, AccountFault::PostHeld("Асан Үсенұлы".to_owned()));
        app.revoke(By::Operator, waiting.head, "body_head", CITY, "№ 13 бұйрық").await.unwrap();
        assert!(!waiting.may_sign().await, "nobody holds the post, and nobody said so");
        for role in ["charged_officer", "region_head", "nobody"] {
            let fault = fault(waiting.record(&post(role)).await);
            assert!(matches!(fault, AccountFault::NoRole { .. } | AccountFault::NotAtLevel(_)), "{role}: {fault:?}");
        }
        let id = waiting.record(&post("body_head")).await.unwrap();
        assert_eq!(refused(waiting.record(&post("body_head")).await), Refusal::AbsenceOverlaps);
        assert!(waiting.may_sign().await);
        let tree = app.store.tree().await.unwrap();
        let stand_in = app.signs_for(&waiting.deputy().await, &tree, OCTOBER).unwrap();
        assert_eq!((stand_in.absence.id, stand_in.role.as_str(), stand_in.login.as_str()), (id, "body_head", ""));
        office.person("new.head", CITY, &[("body_head", CITY)]).await;
        assert!(!waiting.may_sign().await, "the post is held again");
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn absences_of_one_account_do_not_overlap_and_are_recorded_whole() {
    for waiting in waiting().await {
        let (app, head) = (&waiting.office.app, waiting.head);
        let (from, until) = (date(2026, 11, 20), date(2026, 11, 25));
        let id = waiting.record(&of(head, from, Some(until))).await.unwrap();
        for (from, until) in [(20, Some(25)), (15, Some(20)), (25, Some(30)), (22, Some(22)), (10, None)] {
            let new = of(head, date(2026, 11, from), until.map(|until| date(2026, 11, until)));
            assert_eq!(refused(waiting.record(&new).await), Refusal::AbsenceOverlaps, "{from} {until:?}");
        }
        for (from, until) in [(10, Some(19)), (26, None)] {
            let new = of(head, date(2026, 11, from), until.map(|until| date(2026, 11, until)));
            waiting.record(&new).await.unwrap();
        }
        app.end_absence(By::Operator, id).await.unwrap();
        waiting.record(&of(head, from, Some(until))).await.unwrap();
        let good = of(head, date(2027, 1, 1), None);
        let fault_of = async |new: NewAbsence<'static>| fault(waiting.record(&new).await);
        for ground in ["", "vacant", "holiday"] {
            assert_eq!(fault_of(NewAbsence { ground, ..good }).await, AccountFault::NoGround);
        }
        assert_eq!(fault_of(NewAbsence { order: "  ", ..good }).await, AccountFault::NoOrder);
        let turned = NewAbsence {
            until: Some(date(2026, 12, 31)),
            ..good
        };
        assert_eq!(fault_of(turned).await, AccountFault::TurnedDays);
        assert_eq!(fault_of(of(Uuid::from_u128(9), from, None)).await, AccountFault::NoAccount);
        waiting.office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_record_one_absence_at_once_one_is_heard() {
    for waiting in waiting().await {
        let (app, head) = (waiting.office.app.clone(), waiting.head);
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let app = app.clone();
                tokio::spawn(async move { app.record_absence(By::Operator, &of(head, app.today(), None)).await.is_ok() })
            })
            .collect();
        let mut heard = 0;
        for task in tasks {
            heard += usize::from(task.await.unwrap());
        }
        assert_eq!(heard, 1);
        waiting.office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_keeps_the_accounts_of_the_body_records_and_ends() {
    for waiting in waiting().await {
        let (office, app, head) = (&waiting.office, &waiting.office.app, waiting.head);
        let own = office.somebody("admin", REGION, &[("administrator", REGION)]).await;
        let foreign = office.somebody("foreign", OTHER_REGION, &[("administrator", OTHER_REGION)]).await;
        let region = office.somebody("region", REGION, &[("region_head", REGION)]).await;
        let deputy = waiting.deputy().await;
        let new = of(head, app.today(), None);
        for who in [&foreign, &region, &deputy] {
            assert_eq!(fault(app.record_absence(By::Who(who), &new).await), AccountFault::NotAllowed);
        }
        let id = app.record_absence(By::Who(&own), &new).await.unwrap();
        for who in [&foreign, &region, &deputy] {
            assert_eq!(refused(app.end_absence(By::Who(who), id).await), Refusal::NoAbsence);
        }
        app.end_absence(By::Who(&own), id).await.unwrap();
        let person = app.person(&own, head).await.unwrap();
        let acts: Vec<_> = person.acts.iter().filter(|act| act.kind == "absence").map(|act| act.actor.as_str()).collect();
        assert_eq!((acts, person.absences.len()), (vec!["admin", "admin"], 1));
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_decides_about_an_absence_from_which_he_gains_a_signature() {
    for waiting in waiting().await {
        let (office, app) = (&waiting.office, &waiting.office.app);
        let today = app.today();
        let keeper = office.somebody("keeper", REGION, &[("administrator", REGION)]).await;
        let both = office
            .somebody("both", REGION, &[("administrator", REGION), ("overseeing_deputy", REGION)])
            .await;
        let vacant = NewAbsence {
            whose: Whose::Post {
                role: "region_head",
                body: REGION,
            },
            ground: "vacant",
            ..of(Uuid::nil(), today, None)
        };
        let record = async |who: &Who, new: &NewAbsence<'_>| app.record_absence(By::Who(who), new).await;
        let end = async |who: &Who, id: Uuid| app.end_absence(By::Who(who), id).await;
        // The deputy who keeps the accounts too: neither the vacant post of his body nor its head's absence is his to record or to end.
        assert_eq!(fault(record(&both, &vacant).await), AccountFault::Oneself);
        let post = record(&keeper, &vacant).await.unwrap();
        assert_eq!(fault(end(&both, post).await), AccountFault::Oneself);
        end(&keeper, post).await.unwrap();
        let region = office.person("region", REGION, &[("region_head", REGION)]).await;
        assert_eq!(fault(record(&both, &of(region, today, None)).await), AccountFault::Oneself);
        let away = record(&keeper, &of(region, today, None)).await.unwrap();
        assert_eq!(fault(end(&both, away).await), AccountFault::Oneself);
        end(&keeper, away).await.unwrap();
        // At another body whose accounts he keeps he stands in for nobody.
        let away = record(&both, &of(waiting.head, today, None)).await.unwrap();
        end(&both, away).await.unwrap();
        // Nobody decides about an absence of his own, whatever he holds.
        assert_eq!(fault(record(&keeper, &of(keeper.account, today, None)).await), AccountFault::Oneself);
        let own = record(&both, &of(keeper.account, today, None)).await;
        assert_eq!(fault(own), AccountFault::Oneself, "a deputy records none at his body, of whomever");
        let own = app.record_absence(By::Operator, &of(keeper.account, today, None)).await.unwrap();
        assert_eq!(fault(end(&keeper, own).await), AccountFault::Oneself);
        app.end_absence(By::Operator, own).await.unwrap();
        // Once the deputy's role is gone, so is what it kept him from.
        app.revoke(By::Operator, both.account, "overseeing_deputy", REGION, "№ 14 бұйрық")
            .await
            .unwrap();
        let both = office.sign_in("both").await.who;
        record(&both, &of(region, today, None)).await.unwrap();
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn absences_go_along_in_a_copy_and_a_changed_one_is_named() {
    for waiting in waiting().await {
        let office = &waiting.office;
        waiting.record(&of(waiting.head, office.app.today(), None)).await.unwrap();
        office.world.verified().await;
        for (change, back) in [
            ("UPDATE absence SET ended_day = from_day", "UPDATE absence SET ended_day = 2932896"),
            ("UPDATE absence SET role = 'body_head'", "UPDATE absence SET role = ''"),
        ] {
            assert_eq!(office.world.change(change).await, 1);
            let problems = office.app.verify(&mut |_, _| {}).await.unwrap().problems;
            assert!(problems.iter().any(|problem| problem.what == What::Absence), "{change}: {problems:?}");
            office.world.change(back).await;
        }
        office.world.verified().await;
        let folder = tempfile::tempdir().unwrap();
        let target = Store::open(&Location::Folder(folder.path().join("copy")), office.app.store.home())
            .await
            .unwrap();
        qorgau_store::copy(&office.app.store, &target, "copy").await.unwrap();
        let copied = office.on(target).await;
        let report = copied.verify(&mut |_, _| {}).await.unwrap();
        assert_eq!(report.problems, []);
        let absences = copied.store.gate_to_read().await.unwrap().absences_of(waiting.head).await.unwrap();
        assert_eq!(absences.len(), 1);
    }
}
