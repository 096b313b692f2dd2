//! Rights: who may do what where, who may give them, and that the ledger knows them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod office;
mod world;

use jiff::SignedDuration;
use jiff::civil::date;
use office::{CITY, DESK, MINISTRY, OTHER_REGION, Office, PASSWORD, REGION, fault, offices};
use qorgau_app::AppError;
use qorgau_app::accounts::{AccountFault, Attempt, By, Grant, OnReset};
use qorgau_app::example::{self, Size};
use qorgau_app::verify::What;
use qorgau_domain::access;
use qorgau_domain::{BodyId, Text3};
use qorgau_rulebook::may::{Act, Subject};
use qorgau_store::{Location, Store};
use uuid::Uuid;

const OFFENCES: Subject<'static> = Subject::Register("offence");
const RETURN: Subject<'static> = Subject::Document("return.monthly");

#[tokio::test(flavor = "multi_thread")]
async fn a_role_reaches_its_body_and_below_as_the_rulebook_says_and_no_neighbour() {
    for office in offices().await {
        let (app, tree) = (&office.app, office.app.store.tree().await.unwrap());
        let head = office.somebody("region.head", REGION, &[("region_head", REGION)]).await;
        let may = |act, on, body| head.may(app, &tree, act, on, body);
        assert!(may(Act::Read, OFFENCES, REGION) && may(Act::Read, OFFENCES, CITY) && may(Act::Sign, RETURN, REGION));
        assert!(!may(Act::Sign, RETURN, CITY), "a superior signs nothing for a body below");
        for body in [MINISTRY, OTHER_REGION, BodyId(6), BodyId(99)] {
            assert!(!may(Act::Read, OFFENCES, body), "{body:?}");
        }
        assert!(!may(Act::Prepare, RETURN, REGION) && !may(Act::Administer, Subject::Users, REGION));
        let scope = head.scope(app, &tree, OFFENCES, REGION).unwrap();
        assert_eq!(scope.bodies().collect::<Vec<_>>(), [2, 4, 5].map(BodyId));
        assert!(head.scope(app, &tree, OFFENCES, OTHER_REGION).is_none());
        assert_eq!(
            head.scope(app, &tree, OFFENCES, MINISTRY).unwrap().bodies().count(),
            3,
            "looking from above shows no more"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn roles_at_several_bodies_add_up_and_a_role_of_tomorrow_counts_tomorrow() {
    for office in offices().await {
        let app = &office.app;
        let account = office.person("asanov", CITY, &[("charged_officer", CITY)]).await;
        let tomorrow = Grant {
            account,
            role: "charged_officer",
            body: BodyId(6),
            from: date(2026, 11, 21),
            until: Some(date(2026, 11, 21)),
            reason: "№ 14 бұйрық",
        };
        app.grant(By::Operator, &tomorrow).await.unwrap();
        let tree = app.store.tree().await.unwrap();
        let mut seen = Vec::new();
        for _ in 0..3 {
            let who = office.sign_in("asanov").await.who;
            seen.push(who.readable(app, &tree, OFFENCES).into_iter().map(|body| body.0).collect::<Vec<_>>());
            assert!(who.may(app, &tree, Act::Enter, OFFENCES, CITY));
            office.pass(SignedDuration::from_hours(24));
        }
        assert_eq!(seen, [vec![4], vec![4, 6], vec![4]]);
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_right_given_or_taken_and_a_closed_account_end_sessions_at_once() {
    for office in offices().await {
        let (app, account) = (&office.app, office.person("asanov", CITY, &[]).await);
        let token = office.sign_in("asanov").await.token;
        office.give(By::Operator, account, "body_head", CITY).await.unwrap();
        assert!(!office.is_in(&token).await);
        let token = office.sign_in("asanov").await.token;
        app.revoke(By::Operator, account, "body_head", CITY, "№ 13 бұйрық").await.unwrap();
        assert!(!office.is_in(&token).await);
        let signed_in = office.sign_in("asanov").await;
        assert_eq!(signed_in.who.rights, []);
        let code = app.reset(By::Operator, account, OnReset::KeepFactor, &DESK).await.unwrap();
        app.close_account(By::Operator, account, "№ 13 бұйрық").await.unwrap();
        assert!(!office.is_in(&signed_in.token).await);
        assert_eq!(fault(office.try_in("asanov", PASSWORD, None).await), AccountFault::Refused);
        assert_eq!(fault(app.accept(&code, PASSWORD, &DESK).await), AccountFault::BadCode);
        assert_eq!(fault(app.close_account(By::Operator, account, "again").await), AccountFault::NoAccount);
        assert_eq!(fault(office.give(By::Operator, account, "body_head", CITY).await), AccountFault::NoAccount);
        office.world.verified().await;
    }
}

/// Everything that an administrator does, tried by somebody on somebody's account.
async fn all_refused(office: &Office, by: By<'_>, account: Uuid, body: BodyId) {
    let app = &office.app;
    let refused = [
        office.give(by, account, "records_clerk", body).await,
        app.revoke(by, account, "charged_officer", body, "reason").await,
        app.close_account(by, account, "reason").await,
        app.rename_account(by, account, "Other Name").await,
        app.reset(by, account, OnReset::KeepFactor, &DESK).await.map(drop),
        app.invite(by, &office.new_account("newcomer", body), &DESK).await.map(drop),
    ];
    for result in refused {
        assert_eq!(fault(result), AccountFault::NotAllowed);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_without_the_right_gives_rights_opens_closes_or_resets() {
    for office in offices().await {
        let victim = office.person("victim", CITY, &[("charged_officer", CITY)]).await;
        let roles = [
            ("ministry", MINISTRY, "ministry_control"),
            ("auditor", MINISTRY, "auditor"),
            ("region", REGION, "region_head"),
            ("city", CITY, "body_head"),
            ("neighbour", OTHER_REGION, "administrator"),
            ("below", BodyId(5), "administrator"),
        ];
        for (login, body, role) in roles {
            let who = office.somebody(login, body, &[(role, body)]).await;
            all_refused(&office, By::Who(&who), victim, CITY).await;
        }
        let who = office.somebody("noroles", MINISTRY, &[]).await;
        all_refused(&office, By::Who(&who), victim, CITY).await;
        assert_eq!(office.app.accounts(By::Who(&who)).await.unwrap(), []);
        let above = office.somebody("regionadmin", REGION, &[("administrator", REGION)]).await;
        office.give(By::Who(&above), victim, "records_clerk", CITY).await.unwrap();
        assert_eq!(
            fault(office.give(By::Who(&above), victim, "ministry_control", MINISTRY).await),
            AccountFault::NotAllowed
        );
        let listed = office.app.accounts(By::Who(&above)).await.unwrap();
        let logins: Vec<&str> = listed.iter().map(|listed| listed.account.login.as_str()).collect();
        assert_eq!(logins, ["below", "city", "region", "regionadmin", "victim"]);
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gives_himself_rights_and_none_is_taken_over_that_lies_above_ones_own() {
    for office in offices().await {
        let app = &office.app;
        let admin = office.somebody("regionadmin", REGION, &[("administrator", REGION)]).await;
        let (by, own) = (By::Who(&admin), admin.account);
        let oneself = [
            office.give(by, own, "region_head", REGION).await,
            app.revoke(by, own, "administrator", REGION, "reason").await,
            app.close_account(by, own, "reason").await,
            app.reset(by, own, OnReset::KeepFactor, &DESK).await.map(drop),
        ];
        for result in oneself {
            assert_eq!(fault(result), AccountFault::Oneself);
        }
        let high = office.person("high", REGION, &[("ministry_control", MINISTRY)]).await;
        assert_eq!(fault(app.reset(by, high, OnReset::KeepFactor, &DESK).await), AccountFault::NotAllowed);
        let invited = app.invite(by, &office.new_account("newcomer", CITY), &DESK).await.unwrap();
        office.give(by, invited.account, "charged_officer", CITY).await.unwrap();
        app.reset(by, invited.account, OnReset::KeepFactor, &DESK).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_is_given_only_where_it_exists_for_a_reason_and_forward_in_time() {
    for office in offices().await {
        let (app, account) = (&office.app, office.person("asanov", CITY, &[]).await);
        let at_level = fault(office.give(By::Operator, account, "region_head", CITY).await);
        assert!(matches!(at_level, AccountFault::NotAtLevel(names) if *names != [Text3::default(), Text3::default()]));
        let none = fault(office.give(By::Operator, account, "king", CITY).await);
        assert!(matches!(none, AccountFault::NoRole { code, known } if code == "king" && known.contains("body_head")));
        assert!(matches!(
            office.give(By::Operator, account, "body_head", BodyId(99)).await,
            Err(AppError::NoBody(_))
        ));
        let grant = Grant {
            account,
            role: "body_head",
            body: CITY,
            from: date(2026, 11, 2),
            until: Some(date(2026, 11, 1)),
            reason: "№ 1",
        };
        assert_eq!(fault(app.grant(By::Operator, &grant).await), AccountFault::TurnedDays);
        let unreasoned = Grant {
            reason: " ",
            until: None,
            ..grant
        };
        assert_eq!(fault(app.grant(By::Operator, &unreasoned).await), AccountFault::NoReason);
        let nobody = office.give(By::Operator, Uuid::max(), "body_head", CITY).await;
        assert_eq!(fault(nobody), AccountFault::NoAccount);
        let untaken = app.revoke(By::Operator, account, "body_head", CITY, "№ 1").await;
        assert_eq!(untaken.unwrap_err().to_string(), "refused: NoRight");
        office.world.verified().await;
    }
}

/// What a check finds, after everything was sound.
async fn found(office: &Office, tampering: &'static str) -> Vec<What> {
    assert!(office.world.change(tampering).await > 0, "{tampering}");
    let report = office.app.verify(&mut |_, _| {}).await.unwrap();
    report.problems.iter().map(|problem| problem.what).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_and_rights_changed_by_hand_are_named() {
    let cases = [
        ("UPDATE granted SET role = 'administrator'", What::Right),
        ("UPDATE granted SET body_id = 1", What::Right),
        ("UPDATE granted SET until_day = until_day - 1", What::Right),
        ("DELETE FROM granted", What::Right),
        ("INSERT INTO granted SELECT id, 'administrator', 1, 0, 99999, 1 FROM account", What::Right),
        ("UPDATE account SET name = 'Other'", What::Account),
        ("UPDATE account SET login = 'other'", What::Account),
        ("UPDATE account SET closed_at = 1", What::Account),
        ("UPDATE account SET body_id = 1", What::Account),
    ];
    for (tampering, what) in cases {
        for office in offices().await {
            let account = office.person("asanov", CITY, &[("body_head", CITY)]).await;
            office.app.rename_account(By::Operator, account, "Асан Мысалұлы").await.unwrap();
            office.world.verified().await;
            assert!(found(&office, tampering).await.contains(&what), "{tampering}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_access_chain_changed_by_hand_is_named() {
    let cases = [
        "UPDATE access_head SET seq = seq - 1",
        "INSERT INTO access SELECT seq + 100, at, account_id, what, address, detail, algorithm, hash_before, hash FROM access WHERE seq = 1",
        "DELETE FROM access_head",
    ];
    for tampering in cases {
        for office in offices().await {
            office.somebody("asanov", CITY, &[]).await;
            office.world.verified().await;
            assert!(found(&office, tampering).await.contains(&What::Access), "{tampering}");
        }
    }
    for office in offices().await {
        let who = office.somebody("asanov", CITY, &[]).await;
        office.app.record_access(&who, access::What::Export, &DESK, "offence.csv").await.unwrap();
        office.world.verified().await;
        let drop = if office.world.is_sqlite() {
            "DROP TRIGGER access_keeps"
        } else {
            "DROP TRIGGER access_keeps ON access"
        };
        office.world.change(drop).await;
        let changed = found(&office, "UPDATE access SET detail = 'other.csv' WHERE what = 'export'").await;
        assert_eq!(changed, [What::Access]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_keeps_accounts_rights_and_the_access_chain_but_nobody_signed_in() {
    for office in offices().await {
        let app = &office.app;
        let account = office.person("asanov", CITY, &[("body_head", CITY)]).await;
        let who = office.sign_in("asanov").await.who;
        app.enrol_factor(&who, PASSWORD, &DESK).await.unwrap();
        let codes = app.confirm_factor(&who, &office.digits(account).await, &DESK).await.unwrap();
        let token = office.sign_in_by(&codes[0]).await.token;
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&Location::Folder(folder.path().to_owned()), Uuid::max()).await.unwrap();
        qorgau_store::copy(&app.store, &store, "the copy").await.unwrap();
        let copy = office.on(store).await;
        assert_eq!(copy.verify(&mut |_, _| {}).await.unwrap().problems, []);
        assert_eq!(copy.accounts(By::Operator).await.unwrap(), app.accounts(By::Operator).await.unwrap());
        assert_eq!(copy.who(&token).await.unwrap(), None);
        let attempt = |code| Attempt {
            login: "asanov",
            password: PASSWORD,
            factor: Some(qorgau_app::accounts::Factor::Recovery(code)),
            origin: DESK,
        };
        assert_eq!(fault(copy.sign_in(&attempt(&codes[0])).await), AccountFault::Refused);
        let who = copy.sign_in(&attempt(&codes[1])).await.unwrap().who;
        assert_eq!(who.rights.len(), 1);
        assert_eq!(copy.verify(&mut |_, _| {}).await.unwrap().problems, [], "the chain goes on");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_account_of_the_example_country_signs_in_with_its_role() {
    // The country is large; one engine is enough for who can sign in to it.
    for world in world::worlds().await.into_iter().take(1) {
        let app = world.app.clone().hashing_by(qorgau_app::accounts::Hashing::weak_for_tests());
        let filled = example::fill(&app, Size::Small, &mut |_, _| {}).await.unwrap();
        assert_eq!(filled.accounts.len(), 12);
        for account in &filled.accounts {
            let attempt = Attempt {
                login: account.login,
                password: example::PASSWORD,
                factor: None,
                origin: DESK,
            };
            let who = app.sign_in(&attempt).await.unwrap().who;
            assert_eq!((who.name.as_str(), who.body), (account.name, account.body));
            assert_eq!(who.rights[0].role, account.role);
            assert_eq!(who.rights[0].body, account.body);
            app.exists_at(account.role, account.body).await.unwrap();
        }
        world.verified().await;
    }
}
