//! Cut-over from paper without script: stated, checked, corrected; what a figure and an entry say of it; who may.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;
mod signing;

use std::collections::BTreeMap;

use common::{Answer, World};
use jiff::civil::date;
use qorgau_domain::EntryId;
use qorgau_domain::value::{Content, Value};
use signing::{CITY, OTHER, REGION, founded, mark, read, sent, signed_in};

const PAGE: &str = "/en/registers/offence/paper?body=391000000";

/// Sends the form of the page with what is typed, beside what stands in it, by a button.
async fn press(world: &World, cookie: &str, button: &str, typed: &[(&str, &str)]) -> Answer {
    let page = read(world, PAGE, cookie).await.text();
    let mut form = fields(&page);
    for (name, value) in typed {
        form.insert((*name).to_owned(), (*value).to_owned());
    }
    let mut pairs: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    pairs.push(("@do", button));
    sent(world, PAGE, cookie, &pairs).await
}

/// What stands in the form of the page.
fn fields(page: &str) -> BTreeMap<String, String> {
    let form = page
        .split("action=\"/en/registers/offence/paper")
        .nth(1)
        .expect("there is a form")
        .split("</form>")
        .next()
        .unwrap();
    let attribute = |tag: &str, name: &str| Some(tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next()?.to_owned());
    let inputs = form.split("<input").skip(1).map(|tag| tag.split('>').next().unwrap());
    inputs
        .filter_map(|tag| Some((attribute(tag, "name")?, attribute(tag, "value").unwrap_or_default())))
        .collect()
}

fn offence(day: jiff::civil::Date) -> Content {
    Content::from([
        ("nature".to_owned(), Value::Choice("administrative".to_owned())),
        ("article".to_owned(), Value::Choice("ao2014_382".to_owned())),
        ("revealed_on".to_owned(), Value::Date(day)),
        ("revealed_by".to_owned(), Value::Choice("line".to_owned())),
    ])
}

const STATED: [(&str, &str); 4] = [("first", "1.11.26"), ("next", "48"), ("t.F01.03", "12"), ("t.D01.03", "1 250,50")];

#[tokio::test(flavor = "multi_thread")]
async fn a_cut_over_is_checked_stated_and_corrected() {
    let world = founded().await;
    let cookie = signed_in(&world, "officer", "charged_officer", CITY).await;
    let list = read(&world, "/en/registers/offence", &cookie).await.text();
    assert!(list.contains("/en/registers/offence/paper?body=391000000"), "the list leads there");
    let none = read(&world, PAGE, &cookie).await.text();
    assert!(none.contains("No cut-over from paper was stated") && none.contains("name=\"t.F01.03\""));
    assert!(
        none.contains("name=\"t.F01.11\"") && !none.contains("name=\"t.F01.12\""),
        "months that have begun"
    );

    let wrong = press(&world, &cookie, "check", &[("first", "soon"), ("next", "x"), ("t.F01.03", "1,5")]).await;
    let text = wrong.text();
    assert_eq!(wrong.status, 422);
    for place in ["#first", "#next", "#t.F01.03"] {
        assert!(text.contains(&format!("href=\"{place}\"")), "{place}");
    }
    assert!(
        text.contains("value=\"soon\"") && text.contains("value=\"1,5\""),
        "what was typed is there still"
    );
    let late = press(&world, &cookie, "check", &[("first", "1.3.26"), ("next", "48"), ("t.F01.03", "12")]).await;
    assert!(late.status == 422 && late.text().contains("has no days before the first day"));

    let checked = press(&world, &cookie, "check", &STATED).await;
    let text = checked.text();
    assert_eq!(checked.status, 200, "{text}");
    assert!(text.contains("48/2026") && text.contains("name=\"t.F01.03\" value=\"12\"") && text.contains("value=\"store\""));
    let edited = press(&world, &cookie, "edit", &STATED).await;
    assert!(edited.status == 200 && edited.text().contains("value=\"1 250,50\""));
    let stored = press(&world, &cookie, "store", &STATED).await;
    assert_eq!(stored.status, 303, "{}", stored.text());
    let page = read(&world, stored.header("location"), &cookie).await.text();
    assert!(page.contains("The next entry of 2026 gets the number 48."), "{page}");
    assert!(page.contains("officer") && page.contains("Correct the cut-over"));

    let silent = press(&world, &cookie, "check", &[("t.F01.03", "13")]).await;
    assert!(silent.status == 422 && silent.text().contains("href=\"#@reason\""));
    let stale = press(&world, &cookie, "store", &[("@seen", "0"), ("@reason", "counted again")]).await;
    assert!(stale.status == 409 && stale.text().contains("Somebody else stated the cut-over meanwhile"));
    let corrected = press(&world, &cookie, "store", &[("t.F01.03", "13"), ("@reason", "counted again")]).await;
    assert_eq!(corrected.status, 303, "{}", corrected.text());
    let page = read(&world, PAGE, &cookie).await.text();
    assert!(page.contains("Statement 2:") && page.contains("Statement 1:") && page.contains("counted again"));
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_figure_opens_the_totals_and_an_entry_says_that_it_does_not_count_twice() {
    let world = founded().await;
    let cookie = signed_in(&world, "officer", "charged_officer", CITY).await;
    let region = signed_in(&world, "region", "region_head", REGION).await;
    assert_eq!(press(&world, &cookie, "store", &STATED).await.status, 303);
    let figure = read(&world, "/en/returns/monthly/2026-03/F01?body=390000000", &region).await.text();
    assert!(figure.contains("opening total from paper, stated by officer on"), "{figure}");
    assert!(figure.contains("/en/registers/offence/paper?body=391000000"), "and leads to where it was said");
    let page = read(&world, PAGE, &region).await;
    assert!(page.status == 200 && !page.text().contains("name=\"t.F01.03\""), "above it is read, not stated");

    let new = "/en/registers/offence/new";
    let form = read(&world, new, &cookie).await.text();
    let mark = mark(&form);
    let id = world.web.app().new_id().to_string();
    let typed = |day| {
        let fields = [
            ("nature", "administrative"),
            ("article", "ao2014_382"),
            ("revealed_by", "line"),
            ("revealed_on", day),
        ];
        let unseen = [("mark", mark.as_str()), ("@id", id.as_str()), ("@do", "check")];
        unseen.into_iter().chain(fields).collect::<Vec<(&str, &str)>>()
    };
    let old = sent(&world, new, &cookie, &typed("5.5.2026")).await.text();
    assert!(old.contains("count by the opening totals from paper"), "{old}");
    let now = sent(&world, new, &cookie, &typed("5.11.2026")).await.text();
    assert!(!now.contains("count by the opening totals from paper"));
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_that_count_otherwise_are_counted_on_the_page_of_answers() {
    let world = founded().await;
    let cookie = signed_in(&world, "officer", "charged_officer", CITY).await;
    let app = world.web.app();
    let (city, id) = (app.body(CITY).await.unwrap(), EntryId(app.new_id()));
    app.write("offence", city, id, offence(date(2026, 5, 5)), "officer").await.unwrap();
    let page = read(&world, PAGE, &cookie).await.text();
    assert!(!page.contains("name=\"next\"") && page.contains("the first number stays 1"), "{page}");
    let checked = press(&world, &cookie, "check", &[("first", "1.11.26"), ("t.F01.03", "12")]).await;
    assert!(
        checked.status == 200 && checked.text().contains("count otherwise by this: 1"),
        "{}",
        checked.text()
    );
    assert_eq!(press(&world, &cookie, "store", &[("first", "1.11.26"), ("t.F01.03", "12")]).await.status, 303);
    let entry = read(&world, &format!("/en/entries/{id}"), &cookie).await.text();
    assert!(entry.contains("Cut-over from paper on"), "its history says why it was written anew");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_states_or_sees_it() {
    let world = founded().await;
    let officer = signed_in(&world, "officer", "charged_officer", CITY).await;
    let head = signed_in(&world, "head", "body_head", CITY).await;
    let other = signed_in(&world, "other", "region_head", OTHER).await;
    assert_eq!(press(&world, &officer, "store", &STATED).await.status, 303);
    let page = read(&world, PAGE, &head).await.text();
    assert!(page.contains("48/2026") && !page.contains("Correct the cut-over"), "a head reads it");
    let form = [
        ("mark", mark(&page)),
        ("first", "1.11.26".to_owned()),
        ("next", "1".to_owned()),
        ("@do", "store".to_owned()),
    ];
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(sent(&world, PAGE, &head, &form).await.status, 404);
    assert_eq!(read(&world, PAGE, &other).await.status, 404);
    assert_eq!(
        read(&world, "/en/registers/unit_inspection/paper", &officer).await.status,
        404,
        "numbered in other bodies' books"
    );
    let foreign = sent(&world, PAGE, &officer, &[("mark", "x"), ("first", "typed"), ("@do", "store")]).await;
    assert!(
        foreign.status == 422 && foreign.text().contains("value=\"typed\""),
        "a form of another session is shown again"
    );
    world.stop().await;
}
