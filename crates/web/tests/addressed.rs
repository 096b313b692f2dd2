//! What a body above wrote of a body: opened there by whoever's role says so, entry by entry, and known to nothing else.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;
mod signing;

use common::World;
use qorgau_domain::EntryId;
use qorgau_domain::value::{Content, Row, Span, Value};
use signing::{CITY, OTHER, REGION, founded, read, signed_in};

/// A district beside the city, in the same region.
const BESIDE: &str = "391600000";

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn choice(code: &str) -> Value {
    Value::Choice(code.to_owned())
}

fn content(pairs: Vec<(&str, Value)>) -> Content {
    pairs.into_iter().map(|(code, value)| (code.to_owned(), value)).collect()
}

async fn body(world: &World, code: &str) -> Value {
    Value::Body(world.web.app().body(code).await.unwrap())
}

async fn directive(world: &World, number: &str, to: &[&str]) -> Content {
    let today = Value::Date(world.web.app().today());
    let mut rows = Vec::new();
    for (no, code) in (1..).zip(to) {
        let cells = content(vec![("body", body(world, code).await), ("sent_on", today.clone())]);
        rows.push(Row { no, cells });
    }
    let kind = world.web.app().rulebook.lists["directive_kinds"].item[0].code.clone();
    content(vec![
        ("kind", choice(&kind)),
        ("number", text(number)),
        ("dated_on", today.clone()),
        ("subject", text("Уылдырық шашу кезеңі")),
        ("bodies", Value::Rows(rows)),
    ])
}

async fn diversion(world: &World, of: &str) -> Content {
    let from = world.web.app().today();
    let people = content(vec![
        ("body", body(world, of).await),
        ("count", Value::Number(2)),
        ("diverted", Value::Span(Span { from, until: None })),
    ]);
    content(vec![
        ("ordered_by", choice("region")),
        ("instruction_number", text("17")),
        ("instructed_on", Value::Date(from)),
        ("ground", choice("natural_disaster")),
        ("event", text("Су тасқыны")),
        ("people", Value::Rows(vec![Row { no: 1, cells: people }])),
    ])
}

async fn write(world: &World, register: &str, at: &str, fields: Content) -> EntryId {
    let app = world.web.app();
    let id = EntryId(app.new_id());
    app.write(register, app.body(at).await.unwrap(), id, fields, "test").await.unwrap();
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn a_district_opens_what_its_region_addressed_to_it_and_nothing_else_of_the_region() {
    let world = founded().await;
    let ours = write(&world, "directive_out", REGION, directive(&world, "12-А", &[CITY, BESIDE]).await).await;
    let theirs = write(&world, "directive_out", REGION, directive(&world, "13-Б", &[BESIDE]).await).await;
    let abroad = write(&world, "directive_out", OTHER, directive(&world, "14-В", &[CITY]).await).await;
    let taken = write(&world, "diversion", REGION, diversion(&world, CITY).await).await;
    let own = write(&world, "diversion", REGION, diversion(&world, REGION).await).await;
    let all = [ours, theirs, abroad, taken, own];
    let city = signed_in(&world, "city", "charged_officer", CITY).await;
    let opens = async |cookie: &str| {
        let page = read(&world, "/kk/addressed", cookie).await.text();
        let mut opened = Vec::new();
        for id in all {
            let status = read(&world, &format!("/kk/entries/{id}"), cookie).await.status;
            assert_eq!(
                status == 200,
                page.contains(&format!("/kk/entries/{id}")),
                "what is listed is what opens: {id} {status}"
            );
            opened.push(status == 200);
        }
        opened
    };
    assert_eq!(opens(&city).await, [true, false, false, true, false]);
    let beside = signed_in(&world, "beside", "charged_officer", BESIDE).await;
    assert_eq!(opens(&beside).await, [true, true, false, false, false]);
    // A clerk reads the body's own directives, and what was addressed to it comes to him as a paper.
    let clerk = signed_in(&world, "clerk", "records_clerk", CITY).await;
    assert_eq!(opens(&clerk).await, [false; 5]);

    // Lists and searches go by whole bodies and show none of it, and whoever opens it does nothing with it.
    for path in ["/kk/registers/directive_out", "/kk/registers/diversion", "/kk/search?q=12-%D0%90"] {
        let page = read(&world, path, &city).await;
        assert!(page.status == 200 && !page.text().contains(&ours.to_string()), "{path}");
    }
    let page = read(&world, &format!("/kk/entries/{ours}"), &city).await.text();
    for act in ["/correct", "/withdraw", "/move", "/new?"] {
        assert!(
            !page.contains(&format!("/kk/entries/{ours}{act}")) && !page.contains(&format!("{act}like={ours}")),
            "{act}"
        );
    }
    assert!(!page.contains(&format!("={ours}")), "no entry of the city can name it: {page}");
    for path in ["correct", "withdraw"] {
        assert_eq!(read(&world, &format!("/kk/entries/{ours}/{path}"), &city).await.status, 404, "{path}");
    }
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_directive_is_recorded_as_received_with_what_it_says_and_closes_when_it_names_the_body_no_more() {
    let world = founded().await;
    let id = write(&world, "directive_out", REGION, directive(&world, "12-А", &[CITY, BESIDE]).await).await;
    let city = signed_in(&world, "city", "charged_officer", CITY).await;
    let list = read(&world, "/kk/addressed", &city).await.text();
    let way = list.split("href=\"").find(|rest| rest.starts_with("/kk/registers/directive_in/new?")).unwrap();
    let way = way.split('"').next().unwrap().replace("&amp;", "&").replace("&#38;", "&");
    let form = read(&world, &way, &city).await;
    assert_eq!(form.status, 200);
    for said in ["value=\"12-А\"", "value=\"Уылдырық шашу кезеңі\"", "value=\"22.11.2026\""] {
        assert!(form.text().contains(said), "{said}: {}", form.text());
    }
    for list in ["directive_in", "directive_out", "diversion"] {
        assert!(
            read(&world, &format!("/kk/registers/{list}"), &city).await.text().contains("/kk/addressed"),
            "{list}"
        );
    }

    let app = world.web.app();
    let (_, scope) = app.scope(app.body(REGION).await.unwrap()).await.unwrap();
    let corrected = directive(&world, "12-А", &[BESIDE]).await;
    app.correct(&scope, id, 1, corrected, "қалаға жолданбаған", "test").await.unwrap();
    assert_eq!(read(&world, &format!("/kk/entries/{id}"), &city).await.status, 404);
    assert!(!read(&world, "/kk/addressed", &city).await.text().contains(&id.to_string()));
    world.stop().await;
}
