//! Tokens of programs: what they open, for how long, and how far.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod office;
mod world;

use jiff::SignedDuration;
use office::{CITY, DESK, MINISTRY, OTHER_REGION, Office, REGION, fault, offices};
use qorgau_app::accounts::{AccountFault, By, NewToken, OnReset, Who};
use qorgau_domain::BodyId;
use qorgau_rulebook::may::{Act, Subject};

const DAY: SignedDuration = SignedDuration::from_hours(24);
const OFFENCE: Subject<'static> = Subject::Register("offence");

fn token(acts: &[Act], body: BodyId, lasts: SignedDuration) -> NewToken<'_> {
    NewToken {
        name: "Кесте",
        acts,
        body,
        lasts,
    }
}

async fn made(office: &Office, who: &Who, acts: &[Act], body: BodyId) -> String {
    office.app.make_token(who, &token(acts, body, DAY), &DESK).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_reaches_what_its_account_may_and_no_further_than_it_says() {
    for office in offices().await {
        let who = office.somebody("head", REGION, &[("region_head", REGION), ("administrator", REGION)]).await;
        let tree = office.app.store.tree().await.unwrap();
        let secret = made(&office, &who, &[Act::Read], CITY).await;
        let program = office.app.who_by_token(&secret, &DESK).await.unwrap();
        let may = |who: &Who, act, on, body| who.may(&office.app, &tree, act, on, body);
        assert!(may(&who, Act::Read, OFFENCE, REGION) && may(&who, Act::Read, OFFENCE, CITY));
        assert!(may(&program, Act::Read, OFFENCE, CITY));
        assert!(!may(&program, Act::Read, OFFENCE, REGION), "the token is for the city");
        assert!(!may(&program, Act::Read, OFFENCE, OTHER_REGION), "the account may not");
        assert!(may(&who, Act::Administer, Subject::Users, CITY) && !may(&program, Act::Administer, Subject::Users, CITY));
        assert_eq!(program.readable(&office.app, &tree, OFFENCE).into_iter().collect::<Vec<_>>(), [CITY]);
        assert!(program.readable(&office.app, &tree, Subject::Users).is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_ends_when_its_time_is_over_it_is_revoked_or_its_account_is_reset() {
    for office in offices().await {
        let who = office.somebody("head", REGION, &[("region_head", REGION)]).await;
        let [first, second, third] = [
            made(&office, &who, &[Act::Read], REGION).await,
            made(&office, &who, &[Act::Read], REGION).await,
            office.app.make_token(&who, &token(&[Act::Read], REGION, DAY * 3), &DESK).await.unwrap(),
        ];
        let opens = async |secret: &str| office.app.who_by_token(secret, &DESK).await.is_ok();
        assert!(opens(&first).await && opens(&second).await && opens(&third).await);
        let tokens = office.app.tokens(&who).await.unwrap();
        assert_eq!(tokens.len(), 3);
        office.pass(SignedDuration::from_secs(1));
        let used = office.app.who_by_token(&first, &DESK).await.unwrap();
        office.app.revoke_token(&who, used.session, &DESK).await.unwrap();
        assert!(!opens(&first).await && opens(&second).await);
        office.pass(DAY);
        assert!(!opens(&second).await && opens(&third).await);
        office.app.reset(By::Operator, who.account, OnReset::KeepFactor, &DESK).await.unwrap();
        assert!(!opens(&third).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_not_made_for_more_than_one_has_nor_by_another_token() {
    for office in offices().await {
        let who = office.somebody("head", REGION, &[("region_head", REGION)]).await;
        let year = SignedDuration::from_hours(367 * 24);
        let wrong = [
            token(&[], REGION, DAY),
            token(&[Act::Read, Act::Sign], REGION, DAY),
            token(&[Act::Read], OTHER_REGION, DAY),
            token(&[Act::Read], MINISTRY, DAY),
            token(&[Act::Read], REGION, year),
            token(&[Act::Read], REGION, SignedDuration::ZERO),
        ];
        for new in wrong {
            assert_eq!(fault(office.app.make_token(&who, &new, &DESK).await), AccountFault::NotAllowed, "{new:?}");
        }
        let secret = made(&office, &who, &[Act::Read], REGION).await;
        let program = office.app.who_by_token(&secret, &DESK).await.unwrap();
        let more = office.app.make_token(&program, &token(&[Act::Read], REGION, DAY), &DESK).await;
        assert_eq!(fault(more), AccountFault::NotAllowed);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn use_is_remembered_once_and_guessing_is_slowed_down() {
    for office in offices().await {
        let who = office.somebody("head", REGION, &[("region_head", REGION)]).await;
        let secret = made(&office, &who, &[Act::Read], REGION).await;
        for _ in 0..5 {
            office.app.who_by_token(&secret, &DESK).await.unwrap();
        }
        let rows = office.app.own_access(&who, None, 100).await.unwrap();
        let count = |what: &str| rows.iter().filter(|row| row.what == what).count();
        assert_eq!((count("token_made"), count("token_used")), (1, 1));
        assert!(rows.iter().all(|row| !row.detail.contains(&secret)));
        let mut faults = Vec::new();
        for guess in 0..6 {
            faults.push(fault(office.app.who_by_token(&format!("qorgau_{guess}"), &DESK).await));
        }
        assert_eq!(faults[0], AccountFault::Refused);
        assert_eq!(faults[5], AccountFault::Wait { seconds: 1 });
        assert!(office.app.who_by_token(&secret, &DESK).await.is_ok(), "a stranger's guesses shut nobody out");
    }
}
