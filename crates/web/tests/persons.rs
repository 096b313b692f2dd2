//! Records of one person and of one fact: suggested, laid side by side, linked by whoever may, dissolved; and the page of a person.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;
mod linking;
mod signing;

use common::World;
use jiff::civil::{Date, date};
use linking::{BESIDE, carried, choice, confirm, write};
use qorgau_app::accounts::{By, Grant};
use qorgau_app::returns::Kind;
use qorgau_domain::value::{Content, Row, Value};
use qorgau_domain::{EntryId, Month, Period};
use signing::{CITY, OTHER, PASSWORD, REGION, founded, invited, mark, read, sent, signed_in};

/// An IIN whose check digit is right.
const IIN: &str = "850304300128";

async fn person(world: &World, body: &str, name: [&str; 2], iin: &str) -> EntryId {
    let texts = [("surname", name[0]), ("given_name", name[1]), ("iin", iin)];
    let texts = texts.into_iter().filter(|(_, text)| !text.is_empty());
    let fields = texts.map(|(code, text)| (code.to_owned(), Value::Text(text.to_owned())));
    write(world, "person", body, fields.collect()).await
}

/// An offence that names somebody, with a fine of 50 000 tenge of which 30 000 are paid.
async fn offence(world: &World, body: &str, who: EntryId, day: Date) -> EntryId {
    let content = |cells: Vec<(&str, Value)>| -> Content { cells.into_iter().map(|(code, value)| (code.to_owned(), value)).collect() };
    let named = content(vec![("person", Value::Entry(who)), ("role", choice("offender")), ("status", choice("citizen"))]);
    let paid = content(vec![
        ("for", choice("fine")),
        ("paid_on", Value::Date(day)),
        ("amount", Value::Number(3_000_000)),
    ]);
    let fields = content(vec![
        ("nature", choice("administrative")),
        ("article", choice("ao2014_382")),
        ("revealed_on", Value::Date(day)),
        ("revealed_by", choice("line")),
        ("persons", Value::Rows(vec![Row { no: 1, cells: named }])),
        ("fine", Value::Number(5_000_000)),
        ("payments", Value::Rows(vec![Row { no: 1, cells: paid }])),
    ]);
    write(world, "offence", body, fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_region_links_two_records_of_a_person_whose_page_shows_both_until_the_link_is_dissolved() {
    let world = founded().await;
    let one = person(&world, CITY, ["Әлиев", "Асқар"], IIN).await;
    let other = person(&world, BESIDE, ["Aliyev", "Askar"], IIN).await;
    let foreign = person(&world, OTHER, ["Алиев", "Аскар"], IIN).await;
    let day = date(2026, 5, 4);
    let (here, there) = (offence(&world, CITY, one, day).await, offence(&world, BESIDE, other, day).await);
    let abroad = offence(&world, OTHER, foreign, day).await;
    let staff = signed_in(&world, "staff", "unit_staff", REGION).await;
    let officer = signed_in(&world, "officer", "charged_officer", CITY).await;
    let seen_on = async |cookie: &str, path: String| {
        let text = read(&world, &path, cookie).await.text();
        [here, there, abroad].map(|id| text.contains(&format!("/kk/entries/{id}")))
    };
    let page_of = |id: EntryId| format!("/kk/persons/{id}");
    assert_eq!(seen_on(&staff, page_of(one)).await, [true, false, false]);

    // The region is shown the other record, whatever it is spelled; the city and another region's are nobody's here.
    let choosing = read(&world, &format!("/kk/entries/{one}/link"), &staff).await.text();
    assert!(choosing.contains(&format!("?with={other}")) && choosing.contains("+30"), "{choosing}");
    assert!(!choosing.contains(&foreign.to_string()));
    let of_city = read(&world, &format!("/kk/entries/{one}/link"), &officer).await;
    assert_eq!(of_city.status, 200);
    assert!(!of_city.text().contains(&other.to_string()));
    for id in [other, foreign] {
        assert_eq!(read(&world, &format!("/kk/entries/{one}/link?with={id}"), &officer).await.status, 404);
    }

    let done = confirm(&world, &staff, one, other, "").await;
    assert_eq!((done.status, done.header("location")), (303, page_of(one).as_str()), "{}", done.text());
    for id in [one, other] {
        assert_eq!(seen_on(&staff, page_of(id)).await, [true, true, false]);
    }
    let page = read(&world, &page_of(one), &staff).await.text();
    for said in ["Aliyev", "Әлиев", "құқық бұзушы", "50\u{a0}000,00 ₸", "30\u{a0}000,00 ₸"] {
        assert!(page.to_lowercase().contains(&said.to_lowercase()), "{said}: {page}");
    }
    // The city reads its own record and offence, and nothing of the neighbour's; another region neither.
    assert_eq!(seen_on(&officer, page_of(one)).await, [true, false, false]);
    assert!(!read(&world, &page_of(one), &officer).await.text().contains("Aliyev"));
    assert_eq!(read(&world, &page_of(other), &officer).await.status, 404);
    let elsewhere = signed_in(&world, "elsewhere", "region_head", OTHER).await;
    assert_eq!(read(&world, &page_of(one), &elsewhere).await.status, 404);

    // Nobody at the city sees the link that the region keeps, nor can dissolve it.
    let place = format!("/kk/entries/{one}/link");
    let page = read(&world, &place, &officer).await.text();
    assert!(!page.contains("value=\"dissolve\""), "{page}");
    let form: &[(&str, &str)] = &[("mark", &mark(&page)), ("do", "dissolve"), ("reason", "басқа адам")];
    assert_eq!(sent(&world, &place, &officer, form).await.status, 404);

    let page = read(&world, &place, &staff).await.text();
    let (mark, seen) = (mark(&page), carried(&page, "seen"));
    let dissolve = async |reason: &str| {
        sent(
            &world,
            &place,
            &staff,
            &[("mark", &mark), ("do", "dissolve"), ("seen", &seen), ("reason", reason)],
        )
        .await
    };
    assert_eq!(dissolve(" ").await.status, 422);
    assert_eq!(dissolve("басқа адам").await.status, 303);
    assert_eq!(seen_on(&staff, page_of(one)).await, [true, false, false]);
    assert_eq!(dissolve("басқа адам").await.status, 404, "it is dissolved already");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_whoever_links_at_a_body_above_both_records_may_and_what_changed_meanwhile_is_shown_again() {
    let world = founded().await;
    let one = person(&world, CITY, ["Ахметов", "Болат"], IIN).await;
    let other = person(&world, BESIDE, ["Ахметов", "Болат"], IIN).await;
    let (place, with) = (format!("/kk/entries/{one}/link"), other.to_string());
    for (login, role, body) in [
        ("neighbour", "charged_officer", BESIDE),
        ("head", "region_head", REGION),
        ("city-head", "body_head", CITY),
        ("auditor", "auditor", "MIA"),
        ("foreign", "unit_staff", OTHER),
        ("admin", "administrator", "MIA"),
    ] {
        let cookie = signed_in(&world, login, role, body).await;
        assert_eq!(read(&world, &place, &cookie).await.status, 404, "{login}");
        let today = read(&world, "/kk/today", &cookie).await.text();
        let form: &[(&str, &str)] = &[("mark", &mark(&today)), ("do", "link"), ("with", &with)];
        assert_eq!(sent(&world, &place, &cookie, form).await.status, 404, "{login}");
    }
    // The city's officer links what is the city's, and cannot link it with the neighbour's, whatever he sends.
    let officer = signed_in(&world, "officer", "charged_officer", CITY).await;
    let form_mark = mark(&read(&world, &place, &officer).await.text());
    let form: &[(&str, &str)] = &[("mark", &form_mark), ("do", "link"), ("with", &with), ("seen", "")];
    assert_eq!(sent(&world, &place, &officer, form).await.status, 404);

    let staff = signed_in(&world, "staff", "unit_staff", REGION).await;
    let page = read(&world, &format!("{place}?with={other}"), &staff).await.text();
    let (mark, seen) = (mark(&page), carried(&page, "seen"));
    let app = world.web.app();
    let (_, scope) = app.scope(app.body(REGION).await.unwrap()).await.unwrap();
    let mut fields = app.store.entry(&scope, other).await.unwrap().unwrap().entry.fields;
    fields.insert("address".to_owned(), Value::Text("Қараой ауылы".to_owned()));
    app.correct(&scope, other, 1, fields, "мекенжайы", "test").await.unwrap();
    let form: &[(&str, &str)] = &[("mark", &mark), ("do", "link"), ("with", &with), ("seen", &seen)];
    let again = sent(&world, &place, &staff, form).await;
    assert_eq!(again.status, 409);
    assert!(again.text().contains("Қараой ауылы"), "what changed is there to be read");
    assert_eq!(app.store.link_of(one).await.unwrap(), None);
    let nothing = [("mark", mark.as_str()), ("do", "something")];
    assert_eq!(sent(&world, &place, &staff, &nothing).await.status, 422);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_look_at_a_person_is_noted_for_every_record_that_was_seen() {
    let world = founded().await;
    let one = person(&world, CITY, ["Ахметов", "Болат"], IIN).await;
    let other = person(&world, BESIDE, ["Ахметов", "Болат"], IIN).await;
    let staff = signed_in(&world, "staff", "unit_staff", REGION).await;
    let noted = async || {
        let mut audit = world.web.app().store.audit().await.unwrap();
        let rows = audit.access(0, 1_000).await.unwrap();
        let views = rows.into_iter().filter(|(row, _)| row.what == "view").map(|(row, _)| row.detail);
        views.collect::<Vec<_>>()
    };
    assert_eq!(confirm(&world, &staff, one, other, "").await.status, 303);
    let before = noted().await;
    assert_eq!(read(&world, &format!("/kk/persons/{other}"), &staff).await.status, 200);
    assert_eq!(noted().await[before.len()..], [other.to_string(), one.to_string()]);
    assert_eq!(
        read(&world, &format!("/kk/persons/{}", EntryId(world.web.app().new_id())), &staff).await.status,
        404
    );
    assert_eq!(noted().await.len(), before.len() + 2);
    world.stop().await;
}

fn outbreak(day: Date) -> Content {
    let animals = Row {
        no: 1,
        cells: Content::from([("species".to_owned(), choice("cattle")), ("sick".to_owned(), Value::Number(3))]),
    };
    let place = qorgau_domain::Place {
        name: "Қызылжар".to_owned(),
        at: None,
    };
    Content::from([
        ("sector".to_owned(), choice("private")),
        ("disease".to_owned(), choice("fmd")),
        ("onset_on".to_owned(), Value::Date(day)),
        ("place".to_owned(), Value::Place(place)),
        ("animals".to_owned(), Value::Rows(vec![animals])),
    ])
}

#[tokio::test(flavor = "multi_thread")]
async fn records_of_one_fact_count_once_above_and_a_third_joins_them() {
    let world = founded().await;
    let day = date(2026, 5, 4);
    let third = "393200000";
    let mut ids = Vec::new();
    for body in [CITY, BESIDE, third] {
        ids.push(write(&world, "outbreak", body, outbreak(day)).await);
    }
    let [one, two, three] = ids[..] else { panic!("three were written") };
    let staff = signed_in(&world, "staff", "unit_staff", REGION).await;
    let app = world.web.app();
    let foci = async |body: &str| {
        let (tree, scope) = app.scope(app.body(body).await.unwrap()).await.unwrap();
        let may = Period::Month(Month::new(2026, 5));
        let figures = app.statistical_return(&tree, &scope, Kind::Monthly, may).await.unwrap().figures;
        figures.iter().find(|figure| figure.code == "V01").unwrap().period
    };
    assert_eq!((foci(REGION).await, foci(CITY).await), (Some(3), Some(1)));
    let choosing = read(&world, &format!("/kk/entries/{one}/link"), &staff).await.text();
    assert!(
        choosing.contains(&format!("?with={two}")) && choosing.contains(&format!("?with={three}")),
        "{choosing}"
    );
    assert_eq!(confirm(&world, &staff, one, two, "nobody").await.status, 422, "which counts is chosen");
    let done = confirm(&world, &staff, one, two, &two.to_string()).await;
    assert_eq!((done.status, done.header("location")), (303, format!("/kk/entries/{one}").as_str()));
    let order = async || {
        let link = app.store.link_of(one).await.unwrap().unwrap();
        link.entries.into_iter().map(|(id, _)| id).collect::<Vec<_>>()
    };
    assert_eq!(order().await, [two, one]);
    assert_eq!((foci(REGION).await, foci(CITY).await), (Some(2), Some(1)));
    let entry = read(&world, &format!("/kk/entries/{one}"), &staff).await.text();
    assert!(
        entry.contains(&format!("/kk/entries/{two}")) && entry.contains(&format!("/kk/entries/{one}/link")),
        "{entry}"
    );
    // The third comes to the two: one link, in which the same record counts.
    assert_eq!(confirm(&world, &staff, three, one, &two.to_string()).await.status, 303);
    let joined = order().await;
    assert_eq!((joined[0], joined.len()), (two, 3));
    assert_eq!(foci(REGION).await, Some(1));
    let verified = app.verify(&mut |_, _| {}).await.unwrap();
    assert!(verified.problems.is_empty(), "{:?}", verified.problems);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_another_body_keeps_is_dissolved_there_first() {
    let world = founded().await;
    let one = person(&world, CITY, ["Ахметов", "Болат"], IIN).await;
    let twice = person(&world, CITY, ["Ахметов", "Болат"], IIN).await;
    let other = person(&world, BESIDE, ["Ахметов", "Болат"], IIN).await;
    let officer = signed_in(&world, "officer", "charged_officer", CITY).await;
    let staff = signed_in(&world, "staff", "unit_staff", REGION).await;
    assert_eq!(confirm(&world, &staff, one, other, "").await.status, 303);
    let refused = confirm(&world, &officer, twice, one, "").await;
    assert_eq!(refused.status, 409);
    let link = world.web.app().store.link_of(one).await.unwrap().unwrap();
    assert_eq!((link.entries.len(), world.web.app().store.link_of(twice).await.unwrap()), (2, None));
    // Whoever may link there takes all three together.
    assert_eq!(confirm(&world, &staff, twice, one, "").await.status, 303);
    assert_eq!(world.web.app().store.link_of(twice).await.unwrap().unwrap().entries.len(), 3);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_iin_however_it_is_parted_finds_the_person_and_what_names_him() {
    let world = founded().await;
    let who = person(&world, CITY, ["Ахметов", "Болат"], IIN).await;
    let what = offence(&world, CITY, who, date(2026, 5, 4)).await;
    let officer = signed_in(&world, "officer", "charged_officer", CITY).await;
    let neighbour = signed_in(&world, "neighbour", "charged_officer", BESIDE).await;
    for typed in [IIN, "850304%20300128", "850304%20300%20128", "850304-300128", "850304%20300"] {
        for path in [format!("/kk/search?q={typed}"), format!("/kk/find.json?q={typed}")] {
            let text = read(&world, &path, &officer).await.text();
            let found = [format!("/kk/persons/{who}"), format!("/kk/entries/{what}")].map(|way| text.contains(&way));
            assert_eq!(found, [true, true], "{path}: {text}");
            let text = read(&world, &path, &neighbour).await.text();
            assert!(!text.contains(&who.to_string()) && !text.contains(&what.to_string()), "{path}: {text}");
        }
    }
    let entry = read(&world, &format!("/kk/entries/{what}"), &officer).await.text();
    assert!(entry.contains(&format!("/kk/persons/{who}")), "his name in an entry leads to all on him");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_link_in_two_districts_may_not_link_across_them() {
    let world = founded().await;
    let app = world.web.app();
    let one = person(&world, CITY, ["Ахметов", "Болат"], IIN).await;
    let other = person(&world, BESIDE, ["Ахметов", "Болат"], IIN).await;
    let code = invited(&world, "both", "charged_officer", CITY).await;
    let grant = Grant {
        account: app.account_named("both").await.unwrap().id,
        role: "charged_officer",
        body: app.body(BESIDE).await.unwrap(),
        from: app.today(),
        until: None,
        reason: "test",
    };
    app.grant(By::Operator, &grant).await.unwrap();
    sent(&world, "/kk/code", "", &[("code", &code), ("secret", PASSWORD), ("again", PASSWORD)]).await;
    let answer = sent(&world, "/kk/sign-in", "", &[("name", "both"), ("secret", PASSWORD)]).await;
    let both = answer.header("set-cookie").split(';').next().unwrap().to_owned();
    let place = format!("/kk/entries/{one}/link");
    let own = read(&world, &place, &both).await;
    assert_eq!(own.status, 200, "he may link records of the city");
    assert_eq!(read(&world, &format!("/kk/entries/{other}"), &both).await.status, 200, "and reads the other");
    assert_eq!(read(&world, &format!("{place}?with={other}"), &both).await.status, 404);
    // Nor by what another's page carries.
    let staff = signed_in(&world, "staff", "unit_staff", REGION).await;
    let page = read(&world, &format!("{place}?with={other}"), &staff).await.text();
    let (mark, seen) = (mark(&own.text()), carried(&page, "seen"));
    let other_id = other.to_string();
    let form: &[(&str, &str)] = &[("mark", &mark), ("do", "link"), ("with", &other_id), ("seen", &seen), ("first", "")];
    assert_eq!(sent(&world, &place, &both, form).await.status, 404);
    assert_eq!(app.store.link_of(one).await.unwrap(), None);
    world.stop().await;
}
