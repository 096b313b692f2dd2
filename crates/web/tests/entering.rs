//! Entering without script: from the form to the receipt, with what was typed kept; who may.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;
mod signing;
mod visit;

use qorgau_domain::EntryId;
use qorgau_domain::value::{Content, Value};
use signing::{CITY, REGION, founded, read, sent, signed_in};
use visit::{Visit, entry_of, filled};

#[tokio::test(flavor = "multi_thread")]
async fn an_outbreak_is_entered_without_script_with_its_errors_kept() {
    let world = founded().await;
    let cookie = signed_in(&world, "officer", "charged_officer", CITY).await;
    let mut visit = Visit::of(&world, &cookie, "/kk/registers/outbreak/new").await;
    visit.put(&[
        ("disease", "fmd"),
        ("onset_on", "31.02.2026"),
        ("place.name", "Қараой"),
        ("place.at", "43,25667 76,92861"),
    ]);
    visit.put(&[("animals.1.species", "cattle"), ("animals.1.sick", "1 2x")]);
    let wrong = visit.press("check").await;
    assert_eq!(wrong.status, 422);
    let text = wrong.text();
    for name in ["sector", "onset_on", "animals.1.sick"] {
        assert!(text.contains(&format!("href=\"#{name}\"")), "{name} is named above the form");
    }
    assert!(!text.contains("href=\"#disease\""));
    assert_eq!(
        (visit.form["onset_on"].as_str(), visit.form["animals.1.sick"].as_str()),
        ("31.02.2026", "1 2x"),
        "what was typed is kept"
    );
    assert_eq!((visit.form["place.at"].as_str(), visit.form["disease"].as_str()), ("43,25667 76,92861", "fmd"));

    visit.put(&[("sector", "private"), ("onset_on", "0111"), ("animals.1.sick", "12")]);
    let added = visit.press("add animals").await;
    assert_eq!(added.status, 200);
    visit.put(&[("animals.2.species", "sheep"), ("animals.2.dead", "3")]);
    let checked = visit.press("check").await;
    assert_eq!(checked.status, 200, "{}", checked.text());
    assert!(checked.text().contains("01.11.2026") && checked.text().contains("Қараой; 43.25667, 76.92861"));
    let id = entry_of(&visit.press("store").await);
    let receipt = read(&world, &format!("/kk/entries/{id}/stored"), &cookie).await;
    assert!(receipt.status == 200 && receipt.text().contains("№ 1/2026"));
    assert!(receipt.text().contains("есептерге кірді"), "an outbreak counts");

    let again = entry_of(&visit.press("store").await);
    assert_eq!(again, id, "sent twice it is one entry");
    let app = world.web.app();
    let (_, scope) = app.scope(app.body(CITY).await.unwrap()).await.unwrap();
    let stored = app.store.entry(&scope, id).await.unwrap().unwrap().entry;
    assert_eq!(stored.envelope.number.to_string(), "1/2026");
    assert_eq!(stored.fields["animals"].rows().len(), 2);
    assert_eq!(stored.fields["animals"].rows()[1].cells["dead"], Value::Number(3));
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offence_is_entered_with_a_new_person_made_within_the_form() {
    let world = founded().await;
    let cookie = signed_in(&world, "officer", "charged_officer", CITY).await;
    let mut visit = Visit::of(&world, &cookie, "/ru/registers/offence/new").await;
    let articles = &world.web.app().rulebook.lists["articles"];
    let article = articles.item.iter().find(|item| item.in_force(world.web.app().today())).unwrap().code.clone();
    visit.put(&[
        ("nature", "administrative"),
        ("article", &article),
        ("revealed_on", "20.11.26"),
        ("revealed_by", "line"),
    ]);
    visit.put(&[("place.name", "Балқаш"), ("fine", "39 320,50")]);
    visit.press("add persons").await;
    visit.put(&[("persons.1.person@find", "Мысалов")]);
    assert!(visit.press("find persons.1.person").await.text().contains("ничего не найдено"));
    visit.press("open persons.1.person").await;
    assert_eq!(visit.press("make persons.1.person").await.status, 422, "a surname is needed");
    visit.put(&[("persons.1.person@new.surname", "Мысалов"), ("persons.1.person@new.given_name", "Ерлан")]);
    let made = visit.press("make persons.1.person").await;
    assert!(made.status == 200 && made.text().contains("Мысалов Ерлан"), "{}", made.status);
    visit.put(&[("persons.1.role", "offender"), ("persons.1.status", "citizen")]);
    visit.press("add seizures").await;
    visit.press("add seizures").await;
    visit.press("remove seizures.1").await;
    visit.put(&[("seizures.2.quantity", "5,4")]);
    let wrong = visit.press("check").await;
    assert!(wrong.status == 422 && wrong.text().contains("href=\"#seizures.2.kind\""));
    visit.press("remove seizures.2").await;
    let checked = visit.press("check").await;
    assert_eq!(checked.status, 200, "{}", checked.text());
    assert!(checked.text().contains("Мысалов Ерлан") && checked.text().contains("39\u{a0}320,50 ₸"));
    let id = entry_of(&visit.press("store").await);

    // A second entry of the same day, article and place is taken for a possible double, and can be stored all the same.
    let mut visit = Visit::of(&world, &cookie, "/ru/registers/offence/new").await;
    visit.put(&[
        ("nature", "administrative"),
        ("article", &article),
        ("revealed_on", "21.11.26"),
        ("revealed_by", "line"),
    ]);
    visit.put(&[("place.name", "балкаш")]);
    let checked = visit.press("check").await.text();
    assert!(checked.contains(&format!("/ru/entries/{id}")) && checked.contains("Возможно, этот факт уже введен"));
    assert_ne!(entry_of(&visit.press("store").await), id);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_nobody_may_send_is_not_there_and_an_unknown_reference_is_refused() {
    let world = founded().await;
    let officer = signed_in(&world, "officer", "charged_officer", CITY).await;
    let head = signed_in(&world, "head", "body_head", CITY).await;
    let region = signed_in(&world, "region", "region_head", REGION).await;
    let admin = signed_in(&world, "admin", "administrator", "MIA").await;
    let expected = [
        ("offence", [200, 404, 404, 404]),
        ("outbreak", [200, 404, 404, 404]),
        ("charge", [404, 200, 200, 404]),
        ("inspection_mark", [404, 200, 200, 404]),
        ("nothing", [404, 404, 404, 404]),
    ];
    for (register, statuses) in expected {
        let place = format!("/en/registers/{register}/new");
        for (cookie, status) in [&officer, &head, &region, &admin].into_iter().zip(statuses) {
            assert_eq!(read(&world, &place, cookie).await.status, status, "{place}");
            let refused = sent(&world, &place, cookie, &[("@do", "check")]).await.status;
            assert_eq!(refused == 404, status == 404, "{place}");
        }
    }
    let mut visit = Visit::of(&world, &officer, "/en/registers/offence/new").await;
    visit.form.insert("raid".to_owned(), "0198c0de-0000-7000-8000-000000000001".to_owned());
    assert!(visit.press("check").await.text().contains("href=\"#raid\""));
    // A form of another session is shown again, with what stands in it.
    visit.form.insert("mark".to_owned(), "another".to_owned());
    visit.put(&[("note", "stays")]);
    let answer = visit.press("store").await;
    assert_eq!((answer.status, visit.form["note"].as_str()), (422, "stays"));
    assert_ne!(visit.form["mark"], "another");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_register_has_its_form_in_every_language_for_whoever_enters_it() {
    let world = founded().await;
    let readers = [
        signed_in(&world, "officer", "charged_officer", CITY).await,
        signed_in(&world, "head", "body_head", CITY).await,
        signed_in(&world, "inspector", "inspecting_officer", REGION).await,
        signed_in(&world, "staff", "unit_staff", REGION).await,
        signed_in(&world, "leader", "leadership", REGION).await,
        signed_in(&world, "clerk", "records_clerk", REGION).await,
    ];
    for register in world.web.app().rulebook.registers.keys() {
        for lang in ["kk", "ru", "en"] {
            let place = format!("/{lang}/registers/{register}/new");
            let mut statuses = Vec::new();
            for cookie in &readers {
                let page = read(&world, &place, cookie).await;
                assert!(page.status == 404 || filled(&page.text()).contains_key("@id"), "{place}");
                statuses.push(page.status);
            }
            assert!(statuses.contains(&200), "{place}: {statuses:?}");
        }
    }
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outline_is_sent_as_text_and_brings_what_a_script_draws_it_by() {
    let world = founded().await;
    let cookie = signed_in(&world, "officer", "charged_officer", CITY).await;
    let place = "/en/registers/raid/new";
    let page = read(&world, place, &cookie).await.text();
    assert!(page.contains("<textarea id=\"area\" name=\"area\" rows=\"3\""), "without script it is typed");
    assert!(page.contains(" hidden data-draw=\"area\""), "without script nothing promises a map");
    assert!(page.contains("data-outlines=\"/en/map/outlines.json\"") && page.contains("data-few-outline=\"An outline needs"));
    assert_eq!(page.matches("data-draw=").count(), 1, "of a raid only the area is drawn");

    let mut visit = Visit::of(&world, &cookie, place).await;
    visit.put(&[("kind", "sweep"), ("started_on", "01.11.2026"), ("area", "63.6 53.2")]);
    let wrong = visit.press("check").await;
    assert!(wrong.status == 422 && wrong.text().contains("href=\"#area\""), "{}", wrong.status);
    let outline = r#"{"type":"Polygon","coordinates":[[[63.6,53.2],[63.7,53.2],[63.7,53.3],[63.6,53.2]]]}"#;
    visit.put(&[("area", outline)]);
    let check = visit.press("check").await;
    assert!(
        check.status == 200 && check.text().contains("class=\"drawing\"") && check.text().contains("drawn, 3 points"),
        "it is read over as a drawing: {}",
        check.text()
    );
    let id = entry_of(&visit.press("store").await);
    let receipt = read(&world, &format!("/en/entries/{id}/stored"), &cookie).await.text();
    assert!(receipt.contains(&format!("/en/entries/{id}/course")), "a raid leads to its course");

    let app = world.web.app();
    let (city, firm) = (app.body(CITY).await.unwrap(), EntryId(app.new_id()));
    let named = Content::from([("name".to_owned(), Value::Text("Балқаш балық".to_owned()))]);
    app.write("organisation", city, firm, named, "test").await.unwrap();
    let receipt = read(&world, &format!("/en/entries/{}/stored", firm.0), &cookie).await.text();
    assert!(
        receipt.contains("stands in the register.") && !receipt.contains("counts in the returns"),
        "no figure counts a firm"
    );
    let entry = read(&world, &format!("/en/entries/{id}"), &cookie).await.text();
    assert!(
        entry.contains("class=\"drawing\"") && entry.contains("<path class=\"area\""),
        "the entry shows it drawn"
    );
    let correct = read(&world, &format!("/en/entries/{id}/correct"), &cookie).await.text();
    assert!(correct.contains(" hidden data-draw=\"area\"") && correct.contains(&outline.replace('"', "&#34;")));
    world.stop().await;
}
