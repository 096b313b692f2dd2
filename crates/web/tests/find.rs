//! Registers, entries and searching over HTTP: what each reader sees of them, and what he may do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;
mod signing;

use common::World;
use jiff::civil::date;
use qorgau_domain::EntryId;
use qorgau_domain::value::{Content, Row, Value};
use signing::{CITY, OTHER, REGION, founded, read, signed_in};

fn person(surname: &str) -> Content {
    let text = |text: &str| Value::Text(text.to_owned());
    Content::from([("surname".to_owned(), text(surname)), ("given_name".to_owned(), text("Серік"))])
}

fn offence(object: &str) -> Content {
    let day = Value::Date(date(2026, 5, 4));
    Content::from([
        ("nature".to_owned(), Value::Choice("administrative".to_owned())),
        ("article".to_owned(), Value::Choice("ao2014_382".to_owned())),
        ("revealed_on".to_owned(), day),
        ("revealed_by".to_owned(), Value::Choice("line".to_owned())),
        ("natural_object".to_owned(), Value::Text(object.to_owned())),
    ])
}

/// A person and an offence of the city, the offence corrected once.
async fn written(world: &World) -> (EntryId, EntryId) {
    let app = world.web.app();
    let city = app.body(CITY).await.unwrap();
    let (who, what) = (EntryId(app.new_id()), EntryId(app.new_id()));
    app.write("person", city, who, person("Құлыншақов"), "test").await.unwrap();
    app.write("offence", city, what, offence("Нұра өзені"), "test").await.unwrap();
    let (_, scope) = app.scope(city).await.unwrap();
    app.correct(&scope, what, 1, offence("Есіл өзені"), "қате жазылған", "test").await.unwrap();
    (who, what)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_and_what_leads_to_it_are_there_for_whoever_may_read_it_and_for_nobody_else() {
    let world = founded().await;
    let (who, what) = written(&world).await;
    let readers = [
        (signed_in(&world, "head", "region_head", REGION).await, true),
        (signed_in(&world, "officer", "charged_officer", CITY).await, true),
        (signed_in(&world, "auditor", "auditor", "MIA").await, true),
        (signed_in(&world, "other", "region_head", OTHER).await, false),
        (signed_in(&world, "admin", "administrator", "MIA").await, false),
    ];
    for (cookie, reads) in &readers {
        for id in [who, what] {
            for path in [format!("/kk/entries/{id}"), format!("/kk/entries/{id}/print")] {
                assert_eq!(read(&world, &path, cookie).await.status, if *reads { 200 } else { 404 }, "{path}");
            }
        }
        for typed in ["кулыншаков", "Kulynshakov", "reksyifrjd", "есил", "1/2026"] {
            let encoded: String = typed.bytes().map(|byte| format!("%{byte:02X}")).collect();
            let json = read(&world, &format!("/kk/find.json?q={encoded}"), cookie).await.text();
            let page = read(&world, &format!("/kk/search?q={encoded}"), cookie).await.text();
            for text in [json, page] {
                let leads = text.contains("/kk/entries/") || text.contains("/kk/persons/");
                assert_eq!(leads, *reads, "{typed}: {text}");
            }
        }
    }
    for path in [
        "entries/00000000-0000-0000-0000-000000000001",
        "entries/x",
        "registers/none",
        "registers/offence/export/doc",
    ] {
        assert_eq!(read(&world, &format!("/kk/{path}"), &readers[0].0).await.status, 404, "{path}");
    }
    assert_eq!(read(&world, "/kk/registers/offence", &readers[4].0).await.status, 404);
    assert_eq!(read(&world, &format!("/kk/registers/offence?body={CITY}"), &readers[3].0).await.status, 404);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_more_names_who_was_found_the_page_leads_to_all_of_it() {
    let world = founded().await;
    let (who, _) = written(&world).await;
    let app = world.web.app();
    let city = app.body(CITY).await.unwrap();
    let cells = [
        ("person", Value::Entry(who)),
        ("role", Value::Choice("offender".to_owned())),
        ("status", Value::Choice("citizen".to_owned())),
    ];
    let cells = Content::from(cells.map(|(code, value)| (code.to_owned(), value)));
    let naming = || {
        let mut fields = offence("Есіл өзені");
        fields.insert("persons".to_owned(), Value::Rows(vec![Row { no: 1, cells: cells.clone() }]));
        app.write("offence", city, EntryId(app.new_id()), fields, "test")
    };
    let head = signed_in(&world, "head", "region_head", REGION).await;
    let all = format!("/kk/registers/offence?names={who}");
    for no in 1..=11 {
        naming().await.unwrap();
        let page = read(&world, "/kk/search?q=kulynshakov", &head).await.text();
        assert_eq!(
            (page.contains(&all), page.matches("/kk/entries/").count()),
            (no > 10, no.min(10)),
            "{no}: {page}"
        );
    }
    let list = read(&world, &all, &head).await.text();
    assert!(list.contains("№ 12") || list.matches("/kk/entries/").count() >= 11, "{list}");
    let admin = signed_in(&world, "admin", "administrator", "MIA").await;
    assert!(!read(&world, "/kk/search?q=kulynshakov", &admin).await.text().contains("names="));
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_shows_its_history_and_only_what_one_may_do() {
    let world = founded().await;
    let (_, what) = written(&world).await;
    let officer = signed_in(&world, "officer", "charged_officer", CITY).await;
    let auditor = signed_in(&world, "auditor", "auditor", "MIA").await;
    let page = read(&world, &format!("/ru/entries/{what}"), &officer).await.text();
    for said in ["Нұра өзені", "Есіл өзені", "қате жазылған", "04.05.2026"] {
        assert!(page.contains(said), "{said} is missing");
    }
    assert!(page.contains(&format!("/ru/entries/{what}/correct")));
    let page = read(&world, &format!("/ru/entries/{what}"), &auditor).await.text();
    assert!(
        !page.contains("/correct") && !page.contains("/withdraw") && !page.contains("like="),
        "an auditor changes nothing"
    );
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_filters_searches_and_speaks_three_languages() {
    let world = founded().await;
    written(&world).await;
    let cookie = signed_in(&world, "head", "region_head", REGION).await;
    for lang in ["kk", "ru", "en"] {
        for path in ["registers", "registers/offence", "registers/person", "search", "search?q=12"] {
            assert_eq!(read(&world, &format!("/{lang}/{path}"), &cookie).await.status, 200, "{lang} {path}");
        }
    }
    for (query, there) in [
        ("", true),
        ("?f.article=ao2014_382", true),
        ("?f.article=ao2014_383", false),
        ("?f.revealed_on.from=01.05.2026&f.revealed_on.until=31.05.2026", true),
        ("?f.revealed_on.from=01.06.2026", false),
        ("?f.decision=-", true),
        ("?q=esil", true),
        ("?q=nura", false),
        ("?reach=own", false),
        ("?sort=protocol_number&way=down&dense=1&col=story", true),
        ("?after=zz&sort=nothing", true),
    ] {
        let text = read(&world, &format!("/kk/registers/offence{query}"), &cookie).await.text();
        assert_eq!(text.contains("/kk/entries/"), there, "{query}");
    }
    world.stop().await;
}
