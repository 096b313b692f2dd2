//! Where an entry came from and what followed: told from the rulebook's fields, as far as the reader sees it, with ways to enter what is next.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;
mod signing;

use common::World;
use qorgau_domain::EntryId;
use qorgau_domain::value::{Content, Row, Span, Value};
use signing::{CITY, REGION, founded, read, signed_in};
use uuid::Uuid;

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn choice(code: &str) -> Value {
    Value::Choice(code.to_owned())
}

fn content(pairs: &[(&str, Value)]) -> Content {
    pairs.iter().map(|(code, value)| ((*code).to_owned(), value.clone())).collect()
}

async fn write(world: &World, register: &str, no: u128, fields: Content) -> EntryId {
    let (app, id) = (world.web.app(), EntryId(Uuid::from_u128(no)));
    app.write(register, app.body(CITY).await.unwrap(), id, fields, "test").await.unwrap();
    id
}

async fn plan_item(world: &World) -> EntryId {
    let today = world.web.app().today();
    let period = Span {
        from: today,
        until: Some(today),
    };
    let fields = content(&[
        ("item", text("7.1")),
        ("plan", choice("work")),
        ("period", Value::Span(period)),
        ("text", text("Тобыл өзенінде рейд өткізу")),
        ("due_on", Value::Date(today)),
    ]);
    write(world, "plan_item", 1, fields).await
}

async fn raid(world: &World, item: EntryId) -> EntryId {
    let group = Row {
        no: 1,
        cells: content(&[("service", choice("line")), ("count", Value::Number(3))]),
    };
    let fields = content(&[
        ("plan_item", Value::Entry(item)),
        ("kind", choice("raid")),
        ("started_on", Value::Date(world.web.app().today())),
        ("participants", Value::Rows(vec![group])),
    ]);
    write(world, "raid", 2, fields).await
}

async fn offence(world: &World, raid: EntryId, no: u128) -> EntryId {
    let fields = content(&[
        ("raid", Value::Entry(raid)),
        ("nature", choice("administrative")),
        ("article", choice("ao2014_382")),
        ("revealed_on", Value::Date(world.web.app().today())),
        ("revealed_by", choice("line")),
    ]);
    write(world, "offence", no, fields).await
}

/// The part of an entry's page that says what it is bound to.
fn links(page: &str) -> &str {
    page.split("<section id=\"links\">").nth(1).unwrap().split("</section>").next().unwrap()
}

async fn links_of(world: &World, id: EntryId, cookie: &str) -> String {
    let answer = read(world, &format!("/kk/entries/{id}"), cookie).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    links(&answer.text()).to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_leads_to_what_it_came_from_and_to_what_followed_by_the_fields_that_say_so() {
    let world = founded().await;
    let item = plan_item(&world).await;
    let raid = raid(&world, item).await;
    let offence = offence(&world, raid, 3).await;
    let officer = signed_in(&world, "officer", "charged_officer", CITY).await;

    let of_raid = links_of(&world, raid, &officer).await;
    let (from, followed) = of_raid.split_once("Одан кейін не болды").expect("both parts stand there");
    let register = |code: &str| world.web.app().rulebook.register(code).unwrap().clone();
    let by = |code: &str, field: &str| register(code).field(field).unwrap().name.kk.clone();
    assert!(
        from.contains(&format!("/kk/entries/{item}")) && from.contains(&by("raid", "plan_item")),
        "{from}"
    );
    assert!(
        followed.contains(&format!("/kk/entries/{offence}")) && followed.contains(&by("offence", "raid")),
        "{followed}"
    );
    assert!(!followed.contains(&item.to_string()));
    // The item says what came of it, the offence where it came from.
    let of_item = links_of(&world, item, &officer).await;
    assert!(
        of_item.contains(&format!("/kk/entries/{raid}")) && !of_item.contains("Неден туындады"),
        "{of_item}"
    );
    let of_offence = links_of(&world, offence, &officer).await;
    assert!(of_offence.contains("Неден туындады") && of_offence.contains(&format!("/kk/entries/{raid}")));
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_entry_begins_with_this_one_named_in_it_for_whoever_may_enter_it() {
    let world = founded().await;
    let item = plan_item(&world).await;
    let raid = raid(&world, item).await;
    let officer = signed_in(&world, "officer", "charged_officer", CITY).await;
    let of_item = links_of(&world, item, &officer).await;
    let way = format!("/kk/registers/raid/new?plan_item={item}");
    assert!(of_item.contains(&way), "{of_item}");
    let form = read(&world, &way, &officer).await;
    assert_eq!(form.status, 200);
    assert!(form.text().contains(&format!("value=\"{item}\"")), "the form names the item: {}", form.text());

    let of_raid = links_of(&world, raid, &officer).await;
    for register in ["offence", "publication", "application", "information_note", "proposal", "org_inspection"] {
        let way = of_raid.split(&format!("/kk/registers/{register}/new?")).nth(1).expect(register);
        assert!(way.split('"').next().unwrap().ends_with(&format!("raid={raid}")), "{register}: {way}");
    }
    let place = |code: &str| of_raid.find(&format!("/registers/{code}/new")).unwrap();
    assert!(
        place("offence") < place("proposal") && place("proposal") < place("publication"),
        "work, control, office"
    );
    assert!(of_raid.contains(&format!("/kk/entries/{raid}/course/track")), "a track comes as a file");
    assert!(!of_raid.contains("/registers/diversion/new"), "which no district keeps");

    // Whoever only reads is shown no way; nor is anybody at an entry that is struck through.
    let head = signed_in(&world, "head", "region_head", REGION).await;
    let read_by_head = links_of(&world, raid, &head).await;
    assert!(read_by_head.contains(&item.to_string()) && !read_by_head.contains("/new?"), "{read_by_head}");
    let app = world.web.app();
    let (_, scope) = app.scope(app.body(CITY).await.unwrap()).await.unwrap();
    app.withdraw(&scope, raid, 1, "қате жазылды", "test").await.unwrap();
    assert!(!links_of(&world, raid, &officer).await.contains("/new?"));
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_that_followed_are_cut_and_the_list_has_the_rest_and_what_is_hidden_is_not_counted() {
    let world = founded().await;
    let item = plan_item(&world).await;
    let raid = raid(&world, item).await;
    let officer = signed_in(&world, "officer", "charged_officer", CITY).await;
    // A clerk reads raids, and no offences.
    let clerk = signed_in(&world, "clerk", "records_clerk", CITY).await;
    let before = links_of(&world, raid, &clerk).await;
    for no in 100..120 {
        offence(&world, raid, no).await;
    }
    let seen = |page: &str| (100..121).filter(|no| page.contains(&Uuid::from_u128(*no).to_string())).count();
    let all = format!("/kk/registers/offence?names={raid}");
    let shown = links_of(&world, raid, &officer).await;
    assert_eq!((seen(&shown), shown.contains(&all)), (20, false), "all are shown: {shown}");
    offence(&world, raid, 120).await;
    let shown = links_of(&world, raid, &officer).await;
    assert_eq!((seen(&shown), shown.contains(&all)), (20, true), "{shown}");
    let list = read(&world, &all, &officer).await;
    assert_eq!((list.status, seen(&list.text())), (200, 21));
    assert_eq!(links_of(&world, raid, &clerk).await, before, "nothing shows that there is any");
    world.stop().await;
}
