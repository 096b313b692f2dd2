//! Whatever steps are tried in whatever order, a document's life stays sound.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use proptest::prelude::*;
use qorgau_domain::document::{Life, State, Step, Wrong};

const PEOPLE: [&str; 3] = ["officer", "head", "region"];

fn tries() -> impl Strategy<Value = Vec<(usize, usize, i64)>> {
    proptest::collection::vec((0..Step::WORDS.len(), 0..PEOPLE.len(), 0_i64..2), 0..60)
}

proptest! {
    #[test]
    fn only_steps_that_follow_are_taken(tries in tries()) {
        let mut life: Option<Life> = None;
        let (mut taken, mut signed_by) = (Vec::new(), None);
        for (step, person, back) in tries {
            let (step, actor) = (Step::WORDS[step].0, PEOPLE[person]);
            let seen = life.as_ref().map_or(0, |life| life.steps) - back;
            let follows = Life::next(life.as_ref()).contains(&step) || life.is_none() && step == Step::Whole;
            let Ok(after) = Life::after(life.as_ref(), seen, step, actor) else {
                let alone = life.as_ref().is_some_and(|life| step == Step::Sign && life.prepared_by == actor);
                prop_assert!(back > 0 || !follows || alone, "{step:?} of {life:?} was refused");
                continue;
            };
            prop_assert!(follows && back == 0);
            prop_assert_eq!(after.steps, life.as_ref().map_or(0, |life| life.steps) + 1);
            if step == Step::Sign {
                prop_assert_ne!(actor, after.prepared_by.as_str());
                signed_by = Some(actor);
            }
            // What was sent is signed, unless it was sent before documents had steps.
            if step == Step::Send {
                prop_assert!(signed_by.is_some());
            }
            let drafts = i64::try_from(taken.iter().chain([&step]).filter(|step| matches!(step, Step::Prepare | Step::Whole)).count()).unwrap();
            prop_assert_eq!(after.version, drafts, "each draft is a version");
            taken.push(step);
            life = Some(after);
        }
    }
}

fn walked(steps: &[(Step, &str)]) -> Result<Life, Wrong> {
    let mut life: Option<Life> = None;
    for (step, actor) in steps {
        life = Some(Life::after(life.as_ref(), life.as_ref().map_or(0, |life| life.steps), *step, actor)?);
    }
    Ok(life.unwrap())
}

#[test]
fn a_return_that_came_back_is_drafted_signed_and_sent_anew() {
    let life = walked(&[
        (Step::Prepare, "officer"),
        (Step::Sign, "head"),
        (Step::Send, "officer"),
        (Step::Receive, "region"),
        (Step::Return, "region"),
        (Step::Prepare, "another"),
        (Step::Sign, "head"),
        (Step::Send, "head"),
    ]);
    let life = life.unwrap();
    assert_eq!((life.version, life.state, life.steps), (2, State::Sent, 8));
    assert_eq!(life.prepared_by, "another");
}

#[test]
fn whoever_prepared_a_version_does_not_sign_it_but_may_sign_another() {
    assert_eq!(walked(&[(Step::Prepare, "head"), (Step::Sign, "head")]), Err(Wrong::SamePerson));
    let again = [
        (Step::Prepare, "head"),
        (Step::Sign, "deputy"),
        (Step::Prepare, "officer"),
        (Step::Sign, "head"),
    ];
    assert!(walked(&again).is_ok());
}

#[test]
fn a_draft_is_revised_until_it_is_signed_and_whoever_wrote_last_does_not_sign() {
    let revised = [(Step::Prepare, "officer"), (Step::Revise, "head")];
    let life = walked(&revised).unwrap();
    assert_eq!((life.version, life.state, life.prepared_by.as_str()), (1, State::Draft, "head"));
    assert_eq!(walked(&[&revised[..], &[(Step::Sign, "head")]].concat()), Err(Wrong::SamePerson));
    let signed = [&revised[..], &[(Step::Sign, "deputy")]].concat();
    assert!(walked(&signed).is_ok());
    assert_eq!(
        walked(&[&signed[..], &[(Step::Revise, "officer")]].concat()),
        Err(Wrong::NotNow(Some(State::Signed)))
    );
    assert_eq!(walked(&[(Step::Revise, "officer")]), Err(Wrong::NotNow(None)));
}

#[test]
fn nothing_is_sent_unsigned_nor_returned_before_it_was_sent() {
    assert_eq!(
        walked(&[(Step::Prepare, "officer"), (Step::Send, "officer")]),
        Err(Wrong::NotNow(Some(State::Draft)))
    );
    assert_eq!(walked(&[(Step::Sign, "head")]), Err(Wrong::NotNow(None)));
    let early = [(Step::Prepare, "officer"), (Step::Sign, "head"), (Step::Return, "region")];
    assert_eq!(walked(&early), Err(Wrong::NotNow(Some(State::Signed))));
}
