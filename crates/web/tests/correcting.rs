//! Correcting and striking through without script: old and new, a stale form, who may.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;
mod signing;
mod visit;

use common::World;
use qorgau_domain::EntryId;
use qorgau_domain::entry::{Entry, EntryState};
use qorgau_domain::value::Value;
use signing::{CITY, OTHER, founded, read, sent, signed_in};
use visit::{Visit, entry_of};

async fn outbreak(world: &World, cookie: &str) -> EntryId {
    let mut visit = Visit::of(world, cookie, "/en/registers/outbreak/new").await;
    visit.put(&[("sector", "private"), ("disease", "fmd"), ("onset_on", "1.11.26"), ("place.name", "Қараой")]);
    visit.put(&[("animals.1.species", "cattle"), ("animals.1.sick", "12")]);
    assert_eq!(visit.press("check").await.status, 200);
    entry_of(&visit.press("store").await)
}

async fn stored(world: &World, id: EntryId) -> Entry {
    let app = world.web.app();
    let (_, scope) = app.scope(app.body(CITY).await.unwrap()).await.unwrap();
    app.store.entry(&scope, id).await.unwrap().unwrap().entry
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_shows_old_and_new_and_needs_a_reason() {
    let world = founded().await;
    let cookie = signed_in(&world, "officer", "charged_officer", CITY).await;
    let id = outbreak(&world, &cookie).await;
    let place = format!("/en/entries/{id}/correct");
    let mut visit = Visit::of(&world, &cookie, &place).await;
    assert_eq!((visit.form["animals.1.sick"].as_str(), visit.form["onset_on"].as_str()), ("12", "01.11.2026"));
    visit.put(&[("animals.1.sick", "15")]);
    let unreasoned = visit.press("check").await;
    assert!(unreasoned.status == 422 && unreasoned.text().contains("href=\"#@reason\""));
    visit.put(&[("@reason", "counted again")]);
    let shown = visit.press("check").await.text();
    assert!(
        shown.contains("<del>1. Animal species: Cattle, Number of sick animals: 12")
            && shown.contains("<ins>1. Animal species: Cattle, Number of sick animals: 15")
    );
    assert_eq!(entry_of(&visit.press("store").await), id);
    assert_eq!(entry_of(&visit.press("store").await), id, "sent twice it is stored once");
    let entry = stored(&world, id).await;
    assert_eq!((entry.envelope.revision, entry.envelope.reason.as_deref()), (2, Some("counted again")));
    assert_eq!(entry.fields["animals"].rows()[0].cells["sick"], Value::Number(15));
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stale_correction_shows_both_and_loses_nothing() {
    let world = founded().await;
    let cookie = signed_in(&world, "officer", "charged_officer", CITY).await;
    let id = outbreak(&world, &cookie).await;
    let place = format!("/en/entries/{id}/correct");
    let mut slow = Visit::of(&world, &cookie, &place).await;
    let mut quick = Visit::of(&world, &cookie, &place).await;
    quick.put(&[("place.name", "Балқаш"), ("note", "theirs"), ("serotype", "O"), ("@reason", "quick")]);
    assert_eq!(quick.press("check").await.status, 200);
    entry_of(&quick.press("store").await);

    slow.put(&[("place.name", "Ақкөл"), ("animals.1.sick", "20"), ("source", "mine"), ("@reason", "slow")]);
    let both = slow.press("store").await;
    let text = both.text();
    assert_eq!(both.status, 409);
    for said in ["Қараой", "Балқаш", "Ақкөл", "theirs", "mine"] {
        assert!(text.contains(said), "{said} is shown");
    }
    for (field, taken) in [("place", "now"), ("animals", "mine"), ("source", "mine"), ("note", "now"), ("serotype", "mine")] {
        assert!(text.contains(&format!("name=\"@take.{field}\"")), "{field}");
        slow.form.insert(format!("@take.{field}"), taken.to_owned());
    }
    let checked = slow.press("check").await;
    assert_eq!(checked.status, 200, "{}", checked.text());
    entry_of(&slow.press("store").await);
    let entry = stored(&world, id).await;
    let text = |field: &str| entry.fields.get(field).and_then(Value::text);
    assert_eq!(
        (entry.envelope.revision, text("note"), text("source"), text("serotype")),
        (3, Some("theirs"), Some("mine"), None)
    );
    assert!(matches!(&entry.fields["place"], Value::Place(place) if place.name == "Балқаш"));
    assert_eq!(entry.fields["animals"].rows()[0].cells["sick"], Value::Number(20));
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_strikes_through_with_a_reason_and_a_confirmation() {
    let world = founded().await;
    let officer = signed_in(&world, "officer", "charged_officer", CITY).await;
    let id = outbreak(&world, &officer).await;
    let place = format!("/kk/entries/{id}/withdraw");
    let page = read(&world, &place, &officer).await.text();
    let mark = page.split("name=\"mark\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let unsure = sent(&world, &place, &officer, &[("mark", &mark), ("@based", "1"), ("@reason", "қате")]).await;
    assert!(unsure.status == 422 && unsure.text().contains("href=\"#@sure\"") && unsure.text().contains("қате"));
    let form = [("mark", mark.as_str()), ("@based", "1"), ("@reason", "қате"), ("@sure", "1")];
    assert_eq!(sent(&world, &place, &officer, &form).await.status, 303);
    assert_eq!(stored(&world, id).await.envelope.state, EntryState::Withdrawn);
    assert_eq!(read(&world, &place, &officer).await.status, 404, "what is struck through is not struck again");
    assert_eq!(read(&world, &format!("/kk/entries/{id}/correct"), &officer).await.status, 404);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_corrects_or_strikes_without_the_right() {
    let world = founded().await;
    let officer = signed_in(&world, "officer", "charged_officer", CITY).await;
    let id = outbreak(&world, &officer).await;
    let others = [
        (signed_in(&world, "head", "body_head", CITY).await, [404, 200, 200]),
        (signed_in(&world, "clerk", "region_head", OTHER).await, [404, 404, 404]),
        (signed_in(&world, "admin", "administrator", "MIA").await, [404, 404, 404]),
        (signed_in(&world, "auditor", "auditor", "MIA").await, [404, 404, 200]),
    ];
    for (cookie, statuses) in others {
        for (act, status) in ["correct", "withdraw", "stored"].into_iter().zip(statuses) {
            let place = format!("/en/entries/{id}/{act}");
            assert_eq!(read(&world, &place, &cookie).await.status, status, "{place}");
            if status == 404 && act != "stored" {
                let form = [("@do", "store"), ("@based", "1"), ("@reason", "x"), ("@sure", "1")];
                assert_eq!(sent(&world, &place, &cookie, &form).await.status, 404, "{place}");
            }
        }
    }
    world.stop().await;
}
