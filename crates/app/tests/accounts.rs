//! Signing in: sessions, their ends, waiting, the second factor.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod office;
mod world;

use jiff::SignedDuration;
use office::{CITY, DESK, MINISTRY, Office, PASSWORD, REGION, beside, fault, offices};
use qorgau_app::accounts::{AccountFault, Attempt, By, Factor, OnReset, Origin, PasswordFault};
use qorgau_rulebook::may::{Act, Subject};

const STRANGER: Origin<'static> = Origin {
    address: "203.0.113.9",
    agent: "hydra",
};

fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}

fn seconds(seconds: i64) -> SignedDuration {
    SignedDuration::from_secs(seconds)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_start_has_no_account_and_a_code_makes_the_only_one() {
    for office in offices().await {
        let app = &office.app;
        let earlier = app.start_code().await.unwrap().unwrap();
        let code = app.start_code().await.unwrap().unwrap();
        let new = office.new_account("asanov", MINISTRY);
        assert_eq!(fault(app.start(&earlier, &new, PASSWORD, &DESK).await), AccountFault::BadCode);
        assert_eq!(fault(app.start("NONE-SUCH", &new, PASSWORD, &DESK).await), AccountFault::BadCode);
        let short = fault(app.start(&code, &new, "short", &DESK).await);
        assert_eq!(short, AccountFault::Password(PasswordFault::Short));
        assert_eq!(fault(office.try_in("admin", "admin", None).await), AccountFault::Refused);
        app.start(&code.to_lowercase(), &new, PASSWORD, &DESK).await.unwrap();
        let other = office.new_account("usenov", MINISTRY);
        assert_eq!(fault(app.start(&code, &other, PASSWORD, &DESK).await), AccountFault::Started);
        assert_eq!(app.start_code().await.unwrap(), None);
        let who = office.sign_in("asanov").await.who;
        let tree = app.store.tree().await.unwrap();
        assert!(who.may(app, &tree, Act::Administer, Subject::Users, CITY));
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_code_ends_after_a_day() {
    for office in offices().await {
        let code = office.app.start_code().await.unwrap().unwrap();
        office.pass(minutes(24 * 60));
        let new = office.new_account("asanov", MINISTRY);
        assert_eq!(fault(office.app.start(&code, &new, PASSWORD, &DESK).await), AccountFault::BadCode);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_used_once_and_the_database_knows_neither_it_nor_the_password_nor_the_token() {
    for office in offices().await {
        let app = &office.app;
        let invited = app.invite(By::Operator, &office.new_account("asanov", CITY), &DESK).await.unwrap();
        assert_eq!(fault(office.try_in("asanov", "", None).await), AccountFault::Refused);
        assert_eq!(app.code_of(&invited.code).await.unwrap().login, "asanov");
        app.accept(&invited.code, PASSWORD, &DESK).await.unwrap();
        assert_eq!(fault(app.accept(&invited.code, PASSWORD, &DESK).await), AccountFault::BadCode);
        let token = office.sign_in(" Asanov ").await.token;
        assert_eq!(token.len(), 64);
        let mut gate = app.store.gate_to_read().await.unwrap();
        let kept = gate.credential(invited.account).await.unwrap().password.unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{kept}");
        drop(gate);
        assert_eq!(office.number("SELECT COUNT(*) FROM one_time_code").await, 0);
        assert_eq!(office.number("SELECT COUNT(*) FROM session WHERE length(token) = 32").await, 1);
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn logins_are_checked_and_never_given_twice() {
    for office in offices().await {
        let app = &office.app;
        for login in ["a", "Asanov", "асанов", "a b", "-asanov", "9asanov", "operator", "a\n"] {
            let invited = app.invite(By::Operator, &office.new_account(login, CITY), &DESK).await;
            assert_eq!(fault(invited), AccountFault::BadLogin, "{login}");
        }
        let account = office.person("asanov", CITY, &[]).await;
        app.close_account(By::Operator, account, "№ 3 бұйрық").await.unwrap();
        let again = app.invite(By::Operator, &office.new_account("asanov", REGION), &DESK).await;
        assert_eq!(again.unwrap_err().to_string(), "refused: LoginTaken");
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_planted_before_signing_in_opens_nothing_after_it() {
    for office in offices().await {
        office.person("asanov", CITY, &[]).await;
        let planted = "0".repeat(64);
        assert!(!office.is_in(&planted).await);
        let first = office.sign_in("asanov").await.token;
        let second = office.sign_in("asanov").await.token;
        assert!(first != second && first != planted);
        assert!(!office.is_in(&planted).await && office.is_in(&first).await && office.is_in(&second).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_after_half_an_hour_without_use_and_after_twelve_hours_with_it() {
    for office in offices().await {
        office.person("asanov", CITY, &[]).await;
        let idle = office.sign_in("asanov").await.token;
        office.pass(minutes(29));
        assert!(office.is_in(&idle).await);
        office.pass(minutes(29));
        assert!(office.is_in(&idle).await, "use puts the end off");
        office.pass(minutes(30));
        assert!(!office.is_in(&idle).await);
        let busy = office.sign_in("asanov").await;
        for _ in 0..71 {
            office.pass(minutes(10));
            assert!(office.is_in(&busy.token).await);
        }
        assert_eq!(office.app.sessions(&busy.who).await.unwrap().len(), 1, "what is over is not listed");
        office.pass(minutes(10));
        assert!(!office.is_in(&busy.token).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn use_is_written_at_most_once_a_minute() {
    for office in offices().await {
        office.person("asanov", CITY, &[]).await;
        let signed_in = office.sign_in("asanov").await;
        let opened = office.app.sessions(&signed_in.who).await.unwrap()[0].seen_at;
        office.pass(seconds(59));
        assert!(office.is_in(&signed_in.token).await);
        assert_eq!(office.app.sessions(&signed_in.who).await.unwrap()[0].seen_at, opened);
        office.pass(seconds(1));
        assert!(office.is_in(&signed_in.token).await);
        assert_eq!(office.app.sessions(&signed_in.who).await.unwrap()[0].seen_at, opened + 60_000_000);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_ends_ones_own_sessions_and_nobody_elses() {
    for office in offices().await {
        let (app, other) = (&office.app, "usenov");
        office.person("asanov", CITY, &[]).await;
        office.person(other, CITY, &[]).await;
        let [one, two, three] = [office.sign_in("asanov").await, office.sign_in("asanov").await, office.sign_in("asanov").await];
        let stranger = office.sign_in(other).await;
        app.end_session(&stranger.who, one.who.session, &DESK).await.unwrap();
        assert!(office.is_in(&one.token).await);
        app.end_session(&two.who, one.who.session, &DESK).await.unwrap();
        assert!(!office.is_in(&one.token).await && office.is_in(&two.token).await);
        app.end_other_sessions(&two.who, &DESK).await.unwrap();
        assert!(!office.is_in(&three.token).await && office.is_in(&two.token).await);
        app.sign_out(&two.who, &DESK).await.unwrap();
        assert!(!office.is_in(&two.token).await && office.is_in(&stranger.token).await);
        let told = app.own_access(&two.who, None, 3).await.unwrap();
        let words: Vec<&str> = told.iter().map(|row| row.what.as_str()).collect();
        assert_eq!(words, ["sign_out", "session_ended", "session_ended"]);
    }
}

async fn fail(office: &Office, login: &str, origin: Origin<'_>) -> AccountFault {
    fault(office.try_from(login, "wrong password", None, origin).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_fifth_failure_begins_to_cost_waiting_whether_the_login_is_there_or_not() {
    for office in offices().await {
        office.person("asanov", CITY, &[]).await;
        for (login, address) in [("asanov", "203.0.113.1"), ("nobody", "203.0.113.2")] {
            let origin = Origin { address, agent: "" };
            for _ in 0..5 {
                assert_eq!(fail(&office, login, origin).await, AccountFault::Refused);
            }
            assert_eq!(fail(&office, login, origin).await, AccountFault::Wait { seconds: 1 });
            office.pass(seconds(1));
            assert_eq!(fail(&office, login, origin).await, AccountFault::Refused);
            let right = fault(office.try_from(login, PASSWORD, None, origin).await);
            assert_eq!(right, AccountFault::Wait { seconds: 2 }, "the right password waits as well");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_guesses_at_once_are_counted_and_two_servers_agree() {
    for office in offices().await {
        office.person("asanov", CITY, &[]).await;
        let other = beside(&office.world, &office.clock, 2).await;
        let guesses = (0..40).map(|no| {
            let app = if no % 2 == 0 { office.app.clone() } else { other.clone() };
            tokio::spawn(async move {
                let attempt = Attempt {
                    login: "asanov",
                    password: "wrong password",
                    factor: None,
                    origin: STRANGER,
                };
                fault(app.sign_in(&attempt).await)
            })
        });
        let mut heard = 0;
        for guess in guesses.collect::<Vec<_>>() {
            heard += i32::from(guess.await.unwrap() == AccountFault::Refused);
        }
        assert_eq!(heard, 5);
        assert_eq!(office.number("SELECT COUNT(*) FROM access WHERE what = 'sign_in_failed'").await, 40);
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_who_guesses_does_not_shut_the_owner_out() {
    for office in offices().await {
        office.person("asanov", CITY, &[]).await;
        office.sign_in("asanov").await;
        let mut waited = 0;
        for _ in 0..30 {
            if let AccountFault::Wait { seconds: wait } = fail(&office, "asanov", STRANGER).await {
                waited = wait;
                office.pass(seconds(wait));
            }
        }
        assert_eq!(waited, 900, "waiting stops to grow at a quarter of an hour");
        fail(&office, "asanov", STRANGER).await;
        assert!(matches!(fail(&office, "asanov", STRANGER).await, AccountFault::Wait { .. }));
        office.sign_in("asanov").await;
        assert_eq!(
            fail(&office, "usenov", STRANGER).await,
            AccountFault::Wait { seconds: 900 },
            "the address waits for any login"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_gets_in_begins_anew_and_an_hour_of_quiet_forgets() {
    for office in offices().await {
        office.person("asanov", CITY, &[]).await;
        for _ in 0..4 {
            fail(&office, "asanov", DESK).await;
        }
        office.sign_in("asanov").await;
        for _ in 0..4 {
            assert_eq!(fail(&office, "asanov", DESK).await, AccountFault::Refused);
        }
        office.pass(minutes(61));
        for _ in 0..5 {
            assert_eq!(fail(&office, "asanov", DESK).await, AccountFault::Refused);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_of_the_device_works_once_and_the_password_alone_no_longer() {
    for office in offices().await {
        let (app, account) = (&office.app, office.person("asanov", CITY, &[]).await);
        let (who, other) = (office.sign_in("asanov").await.who, office.sign_in("asanov").await.token);
        assert_eq!(fault(app.enrol_factor(&who, "wrong", &DESK).await), AccountFault::Refused);
        let enrolment = app.enrol_factor(&who, PASSWORD, &DESK).await.unwrap();
        assert!(enrolment.link.contains(&enrolment.secret) && enrolment.secret.len() == 32);
        office.sign_in("asanov").await;
        assert_eq!(fault(app.confirm_factor(&who, "000000", &DESK).await), AccountFault::BadFactor);
        let digits = office.digits(account).await;
        let codes = app.confirm_factor(&who, &digits, &DESK).await.unwrap();
        assert_eq!((codes.len(), app.factor(&who).await.unwrap()), (10, Some(10)));
        assert!(!office.is_in(&other).await, "other sessions end");
        assert_eq!(fault(office.try_in("asanov", PASSWORD, None).await), AccountFault::FactorNeeded);
        let used = office.try_in("asanov", PASSWORD, Some(Factor::Totp(&digits))).await;
        assert_eq!(fault(used), AccountFault::Refused, "the code that confirmed it is used up");
        office.pass(seconds(30));
        let digits = office.digits(account).await;
        office.try_in("asanov", PASSWORD, Some(Factor::Totp(&digits))).await.unwrap();
        let again = office.try_in("asanov", PASSWORD, Some(Factor::Totp(&digits))).await;
        assert_eq!(fault(again), AccountFault::Refused);
        let wrong = office.try_in("asanov", "wrong password", Some(Factor::Totp(&digits))).await;
        assert_eq!(fault(wrong), AccountFault::Refused);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recovery_code_works_once_and_taking_the_factor_off_needs_the_password() {
    for office in offices().await {
        let (app, account) = (&office.app, office.person("asanov", CITY, &[]).await);
        let who = office.sign_in("asanov").await.who;
        app.enrol_factor(&who, PASSWORD, &DESK).await.unwrap();
        let codes = app.confirm_factor(&who, &office.digits(account).await, &DESK).await.unwrap();
        let recovery = Some(Factor::Recovery(&codes[3]));
        let who = office.try_in("asanov", PASSWORD, recovery).await.unwrap().who;
        assert_eq!(fault(office.try_in("asanov", PASSWORD, recovery).await), AccountFault::Refused);
        assert_eq!(app.factor(&who).await.unwrap(), Some(9));
        let fresh = app.new_recovery_codes(&who, PASSWORD, &DESK).await.unwrap();
        let old = office.try_in("asanov", PASSWORD, Some(Factor::Recovery(&codes[4]))).await;
        assert_eq!(fault(old), AccountFault::Refused, "new codes void the old");
        office.try_in("asanov", PASSWORD, Some(Factor::Recovery(&fresh[0]))).await.unwrap();
        assert_eq!(fault(app.enrol_factor(&who, PASSWORD, &DESK).await), AccountFault::FactorThere);
        assert_eq!(fault(app.remove_factor(&who, "wrong", &DESK).await), AccountFault::Refused);
        app.remove_factor(&who, PASSWORD, &DESK).await.unwrap();
        assert_eq!(app.factor(&who).await.unwrap(), None);
        office.sign_in("asanov").await;
        assert_eq!(office.number("SELECT COUNT(*) FROM recovery_code").await, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_password_needs_the_old_one_and_ends_all_other_sessions() {
    for office in offices().await {
        office.person("asanov", CITY, &[]).await;
        let (app, new) = (&office.app, "Степь да горы кругом");
        let [one, two] = [office.sign_in("asanov").await, office.sign_in("asanov").await];
        assert_eq!(fault(app.change_password(&one.who, "wrong", new, &DESK).await), AccountFault::Refused);
        let same = fault(app.change_password(&one.who, PASSWORD, PASSWORD, &DESK).await);
        assert_eq!(same, AccountFault::Password(PasswordFault::Same));
        app.change_password(&one.who, PASSWORD, new, &DESK).await.unwrap();
        assert!(office.is_in(&one.token).await && !office.is_in(&two.token).await);
        assert_eq!(fault(office.try_in("asanov", PASSWORD, None).await), AccountFault::Refused);
        office.try_in("asanov", new, None).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_the_password_of_somebody_who_left_his_desk_is_slowed_down() {
    for office in offices().await {
        let who = office.somebody("asanov", CITY, &[]).await;
        for _ in 0..5 {
            assert_eq!(fault(office.app.confirm(&who, "wrong", &DESK).await), AccountFault::Refused);
        }
        assert_eq!(fault(office.app.confirm(&who, PASSWORD, &DESK).await), AccountFault::Wait { seconds: 1 });
        office.pass(seconds(1));
        office.app.confirm(&who, PASSWORD, &DESK).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reset_ends_sessions_and_the_password_and_may_take_the_factor_off() {
    for office in offices().await {
        let (app, account) = (&office.app, office.person("asanov", CITY, &[]).await);
        let who = office.sign_in("asanov").await.who;
        app.enrol_factor(&who, PASSWORD, &DESK).await.unwrap();
        app.confirm_factor(&who, &office.digits(account).await, &DESK).await.unwrap();
        let first = app.reset(By::Operator, account, OnReset::KeepFactor, &DESK).await.unwrap();
        assert_eq!(fault(office.try_in("asanov", PASSWORD, None).await), AccountFault::Refused);
        let second = app.reset(By::Operator, account, OnReset::RemoveFactor, &DESK).await.unwrap();
        assert_eq!(
            fault(app.accept(&first, PASSWORD, &DESK).await),
            AccountFault::BadCode,
            "a new code voids the old"
        );
        app.accept(&second, PASSWORD, &DESK).await.unwrap();
        office.sign_in("asanov").await;
        assert_eq!(office.number("SELECT COUNT(*) FROM session").await, 1);
        office.world.verified().await;
    }
}
