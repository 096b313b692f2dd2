//! Records of one organisation: suggested, linked, shown on one page, dissolved; and records that were decided to be two, of whatever they are.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;
mod linking;
mod signing;

use common::World;
use jiff::civil::date;
use linking::{BESIDE, carried, choice, compared, confirm, write};
use qorgau_domain::EntryId;
use qorgau_domain::value::{Content, Row, Value};
use signing::{CITY, OTHER, REGION, founded, mark, read, sent, signed_in};

/// A BIN whose check digit is right, and another.
const BIN: &str = "050340000128";
const SECOND: &str = "050340000346";

async fn organisation(world: &World, body: &str, name: &str, bin: &str) -> EntryId {
    let texts = [("name", name), ("bin", bin)].into_iter().filter(|(_, text)| !text.is_empty());
    let fields = texts.map(|(code, text)| (code.to_owned(), Value::Text(text.to_owned())));
    write(world, "organisation", body, fields.collect()).await
}

/// An offence of an organisation.
async fn offence(world: &World, body: &str, of: EntryId) -> EntryId {
    let fields = [
        ("nature", choice("administrative")),
        ("article", choice("ao2014_382")),
        ("revealed_on", Value::Date(date(2026, 5, 4))),
        ("revealed_by", choice("line")),
        ("organisation", Value::Entry(of)),
    ];
    let fields: Content = fields.into_iter().map(|(code, value)| (code.to_owned(), value)).collect();
    write(world, "offence", body, fields).await
}

fn outbreak() -> Content {
    let cells = [("species", choice("cattle")), ("sick", Value::Number(3))];
    let cells: Content = cells.into_iter().map(|(code, value)| (code.to_owned(), value)).collect();
    let place = qorgau_domain::Place {
        name: "Қызылжар".to_owned(),
        at: None,
    };
    let fields = [
        ("sector", choice("private")),
        ("disease", choice("fmd")),
        ("onset_on", Value::Date(date(2026, 5, 4))),
        ("place", Value::Place(place)),
        ("animals", Value::Rows(vec![Row { no: 1, cells }])),
    ];
    fields.into_iter().map(|(code, value)| (code.to_owned(), value)).collect()
}

/// Whether a record is among those suggested for another.
async fn is_suggested(world: &World, cookie: &str, one: EntryId, other: EntryId) -> bool {
    let page = read(world, &format!("/kk/entries/{one}/link"), cookie).await.text();
    let suggested = page.split("id=\"suggested\"").nth(1).expect("there is the part");
    suggested
        .split("id=\"find-other\"")
        .next()
        .is_some_and(|part| part.contains(&format!("?with={other}")))
}

async fn sound(world: &World) {
    let verified = world.web.app().verify(&mut |_, _| {}).await.unwrap();
    assert!(verified.problems.is_empty(), "{:?}", verified.problems);
}

#[tokio::test(flavor = "multi_thread")]
async fn organisations_of_one_bin_are_suggested_linked_shown_on_one_page_and_dissolved() {
    let world = founded().await;
    let one = organisation(&world, CITY, "«Тобыл балық» ЖШС", BIN).await;
    let other = organisation(&world, BESIDE, "ТОО «Тобол-рыба»", BIN).await;
    let namesake = organisation(&world, BESIDE, "Tobyl Balyk LLP", "").await;
    let second = organisation(&world, BESIDE, "«Тобыл балық» ЖШС", SECOND).await;
    let foreign = organisation(&world, OTHER, "«Тобыл балық» ЖШС", BIN).await;
    let (here, there) = (offence(&world, CITY, one).await, offence(&world, BESIDE, other).await);
    let abroad = offence(&world, OTHER, foreign).await;
    let staff = signed_in(&world, "staff", "unit_staff", REGION).await;
    let officer = signed_in(&world, "officer", "charged_officer", CITY).await;
    let page_of = |id: EntryId| format!("/kk/organisations/{id}");
    let seen_on = async |cookie: &str, path: String| {
        let text = read(&world, &path, cookie).await.text();
        [here, there, abroad].map(|id| text.contains(&format!("/kk/entries/{id}")))
    };
    assert_eq!(seen_on(&staff, page_of(one)).await, [true, false, false]);

    // By the BIN under whatever name, and by the name where no BIN speaks against it.
    for (id, expected) in [(other, true), (namesake, true), (second, false), (foreign, false)] {
        assert_eq!(is_suggested(&world, &staff, one, id).await, expected, "{id}");
        assert!(!is_suggested(&world, &officer, one, id).await, "the city links what is its own");
    }
    let done = confirm(&world, &staff, one, other, "").await;
    assert_eq!((done.status, done.header("location")), (303, page_of(one).as_str()), "{}", done.text());
    for id in [one, other] {
        assert_eq!(seen_on(&staff, page_of(id)).await, [true, true, false]);
    }
    assert_eq!(seen_on(&officer, page_of(one)).await, [true, false, false]);
    assert_eq!(read(&world, &page_of(other), &officer).await.status, 404);

    // What names it and what finds it lead there; a person's page has no organisation, nor the other way round.
    for path in [format!("/kk/entries/{here}"), format!("/kk/entries/{one}"), format!("/kk/search?q={BIN}")] {
        let text = read(&world, &path, &officer).await.text();
        assert!(text.contains(&page_of(one)), "{path}: {text}");
    }
    for path in [
        format!("/kk/persons/{one}"),
        page_of(here),
        page_of(EntryId(world.web.app().new_id())),
        "/kk/organisations/x".to_owned(),
    ] {
        assert_eq!(read(&world, &path, &staff).await.status, 404, "{path}");
    }

    let place = format!("/kk/entries/{one}/link");
    let page = read(&world, &place, &staff).await.text();
    let (mark, seen) = (mark(&page), carried(&page, "seen"));
    let form: &[(&str, &str)] = &[("mark", &mark), ("do", "dissolve"), ("seen", &seen), ("reason", "басқа ұйым")];
    assert_eq!(sent(&world, &place, &staff, form).await.status, 303);
    assert_eq!(seen_on(&staff, page_of(one)).await, [true, false, false]);
    sound(&world).await;
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_decided_to_be_two_is_not_suggested_nor_linked_until_that_is_taken_back() {
    let world = founded().await;
    let one = organisation(&world, CITY, "«Тобыл балық» ЖШС", BIN).await;
    let other = organisation(&world, BESIDE, "«Тобыл балық» ЖШС", BIN).await;
    let staff = signed_in(&world, "staff", "unit_staff", REGION).await;
    let head = signed_in(&world, "head", "region_head", REGION).await;
    let app = world.web.app();
    assert!(is_suggested(&world, &staff, one, other).await);
    assert_eq!(compared(&world, &staff, [one, other], "apart", ("reason", " ")).await.status, 422);
    let place = format!("/kk/entries/{one}/link");
    let decided = compared(&world, &staff, [one, other], "apart", ("reason", "мекенжайы басқа <b>")).await;
    assert_eq!((decided.status, decided.header("location")), (303, place.as_str()), "{}", decided.text());

    // From neither side, and to nobody; who decided and why is told on the page of the link and on that of the entry.
    let second = signed_in(&world, "second", "unit_staff", REGION).await;
    for cookie in [&staff, &second] {
        assert!(!is_suggested(&world, cookie, one, other).await);
        assert!(!is_suggested(&world, cookie, other, one).await);
    }
    for (path, cookie) in [
        (place.clone(), &staff),
        (format!("{place}?with={other}"), &second),
        (format!("/kk/entries/{other}"), &head),
    ] {
        let text = read(&world, &path, cookie).await.text();
        assert!(
            text.contains("мекенжайы басқа &#60;b&#62;") && text.contains("Сынақбаев Асан"),
            "{path}: {text}"
        );
    }
    // Whoever does not read the other record learns nothing of the decision.
    let officer = signed_in(&world, "officer", "charged_officer", CITY).await;
    for path in [place.clone(), format!("/kk/entries/{one}")] {
        let text = read(&world, &path, &officer).await.text();
        assert!(!text.contains("мекенжайы басқа") && !text.contains(&other.to_string()), "{path}: {text}");
    }

    let refused = confirm(&world, &staff, one, other, "").await;
    assert_eq!(refused.status, 409);
    assert!(refused.text().contains("value=\"take-back\"") && !refused.text().contains("value=\"link\""));
    let (tree, scope) = app.scope(app.body(REGION).await.unwrap()).await.unwrap();
    assert!(app.link(&tree, &scope, &[one, other], "test").await.is_err());
    assert_eq!(compared(&world, &staff, [one, other], "apart", ("reason", "тағы")).await.status, 409);
    assert_eq!(app.store.link_of(one).await.unwrap(), None);
    sound(&world).await;

    assert_eq!(compared(&world, &second, [other, one], "take-back", ("reason", "")).await.status, 422);
    assert_eq!(compared(&world, &second, [other, one], "take-back", ("reason", "қате шешім")).await.status, 303);
    assert!(is_suggested(&world, &staff, one, other).await);
    assert!(!read(&world, &format!("/kk/entries/{one}"), &staff).await.text().contains("мекенжайы басқа"));
    assert_eq!(confirm(&world, &staff, one, other, "").await.status, 303);
    sound(&world).await;
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_whoever_may_link_where_both_records_meet_decides_and_takes_back() {
    let world = founded().await;
    let one = organisation(&world, CITY, "«Тобыл балық» ЖШС", BIN).await;
    let other = organisation(&world, BESIDE, "«Тобыл балық» ЖШС", BIN).await;
    let staff = signed_in(&world, "staff", "unit_staff", REGION).await;
    let place = format!("/kk/entries/{one}/link");
    let page = read(&world, &format!("{place}?with={other}"), &staff).await.text();
    let (seen, with) = (carried(&page, "seen"), other.to_string());
    let mut cookies = Vec::new();
    for (login, role, body) in [
        ("officer", "charged_officer", CITY),
        ("neighbour", "charged_officer", BESIDE),
        ("head", "region_head", REGION),
        ("foreign", "unit_staff", OTHER),
        ("auditor", "auditor", "MIA"),
    ] {
        cookies.push((login, signed_in(&world, login, role, body).await));
    }
    for act in ["apart", "take-back"] {
        for (login, cookie) in &cookies {
            let today = read(&world, "/kk/today", cookie).await.text();
            let form: &[(&str, &str)] = &[("mark", &mark(&today)), ("do", act), ("with", &with), ("seen", &seen), ("reason", "басқа")];
            assert_eq!(sent(&world, &place, cookie, form).await.status, 404, "{login}: {act}");
        }
        if act == "apart" {
            assert_eq!(world.web.app().store.apart_of(one).await.unwrap(), []);
            assert_eq!(compared(&world, &staff, [one, other], act, ("reason", "басқа")).await.status, 303);
        }
    }
    assert_eq!(world.web.app().store.apart_of(one).await.unwrap().len(), 1);
    // Nobody takes back what does not stand.
    assert_eq!(compared(&world, &staff, [one, other], "take-back", ("reason", "қате")).await.status, 303);
    let page = read(&world, &format!("{place}?with={other}"), &staff).await.text();
    let form: &[(&str, &str)] = &[
        ("mark", &mark(&page)),
        ("do", "take-back"),
        ("with", &with),
        ("seen", &seen),
        ("reason", "қате"),
    ];
    assert_eq!(sent(&world, &place, &staff, form).await.status, 404);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn records_of_two_facts_come_together_by_no_third_record_either() {
    let world = founded().await;
    let mut ids = Vec::new();
    for body in [CITY, BESIDE, "393200000"] {
        ids.push(write(&world, "outbreak", body, outbreak()).await);
    }
    let [one, two, three] = ids[..] else { panic!("three were written") };
    let staff = signed_in(&world, "staff", "unit_staff", REGION).await;
    assert!(is_suggested(&world, &staff, one, two).await);
    assert_eq!(compared(&world, &staff, [one, two], "apart", ("reason", "екі бөлек мал")).await.status, 303);
    assert!(!is_suggested(&world, &staff, one, two).await);
    assert!(is_suggested(&world, &staff, one, three).await && is_suggested(&world, &staff, two, three).await);
    assert_eq!(confirm(&world, &staff, one, three, &one.to_string()).await.status, 303);
    // The third is one with the first now, which is not one with the second.
    assert!(!is_suggested(&world, &staff, three, two).await);
    assert!(!is_suggested(&world, &staff, two, three).await);
    assert_eq!(confirm(&world, &staff, three, two, &two.to_string()).await.status, 409);
    assert_eq!(compared(&world, &staff, [three, two], "take-back", ("reason", "қате")).await.status, 303);
    assert_eq!(confirm(&world, &staff, three, two, &two.to_string()).await.status, 303);
    assert_eq!(world.web.app().store.link_of(one).await.unwrap().unwrap().entries.len(), 3);
    sound(&world).await;
    world.stop().await;
}
