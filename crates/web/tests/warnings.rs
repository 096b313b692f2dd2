//! Warnings where the answers are read over: they name what they are about, by ways to it, and stop nobody.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;
mod signing;
mod visit;

use common::World;
use jiff::civil::date;
use qorgau_domain::EntryId;
use qorgau_domain::value::{Content, Value};
use signing::{CITY, REGION, founded, read, signed_in};
use visit::{Visit, entry_of};

async fn write(world: &World, body: &str, register: &str, fields: &[(&str, Value)]) -> EntryId {
    let app = world.web.app();
    let id = EntryId(app.new_id());
    let fields: Content = fields.iter().map(|(code, value)| ((*code).to_owned(), value.clone())).collect();
    app.write(register, app.body(body).await.unwrap(), id, fields, "test").await.unwrap();
    id
}

async fn raid(world: &World, body: &str) -> EntryId {
    let fields = [("kind", Value::Choice("raid".to_owned())), ("started_on", Value::Date(date(2026, 11, 20)))];
    write(world, body, "raid", &fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_diversion_that_weakens_a_raid_is_warned_of_when_it_is_entered_and_when_it_is_corrected() {
    let world = founded().await;
    let (ours, theirs) = (raid(&world, CITY).await, raid(&world, "111000000").await);
    let chief = signed_in(&world, "chief", "leadership", REGION).await;
    let mut visit = Visit::of(&world, &chief, "/en/registers/diversion/new").await;
    visit.put(&[
        ("ordered_by", "region"),
        ("instruction_number", "12"),
        ("instructed_on", "20.11.2026"),
        ("ground", "mass_event"),
        ("event", "A festival"),
    ]);
    for (row, body) in [("1", CITY), ("2", "111000000")] {
        visit.press("add people").await;
        let body = world.web.app().body(body).await.unwrap().0.to_string();
        let name = |field: &str| format!("people.{row}.{field}");
        visit.put(&[
            (&name("body"), &body),
            (&name("count"), "2"),
            (&name("diverted.from"), "24.11.2026"),
            (&name("diverted.until"), "26.11.2026"),
        ]);
    }
    let days = |from: &str, until: &str| {
        let of = |row: &str, part: &str, day: &str| (format!("people.{row}.diverted.{part}"), day.to_owned());
        [of("1", "from", from), of("1", "until", until), of("2", "from", from), of("2", "until", until)]
    };
    let put = |visit: &mut Visit<'_>, days: [(String, String); 4]| {
        visit.form.extend(days);
    };
    let said = visit.press("check").await;
    assert_eq!(said.status, 200, "{}", said.text());
    let said = said.text();
    assert!(said.contains("This diversion weakens nature-protection or quarantine work"), "{said}");
    assert!(said.contains(&format!("/en/entries/{ours}\"")) && said.contains("a raid or operation in these days"));
    assert!(said.contains("under “Work that it weakens”"), "it says where to write how each is made good");
    assert!(!said.contains(&theirs.to_string()), "of what the writer does not read nothing is said");

    visit.press("edit").await;
    put(&mut visit, days("01.11.2026", "19.11.2026"));
    let said = visit.press("check").await.text();
    assert!(!said.contains("This diversion weakens"), "{said}");
    let id = entry_of(&visit.press("store").await);

    let mut correction = Visit::of(&world, &chief, &format!("/en/entries/{id}/correct")).await;
    put(&mut correction, days("20.11.2026", "21.11.2026"));
    correction.put(&[("@reason", "other days")]);
    let said = correction.press("check").await;
    assert_eq!(said.status, 200, "{}", said.text());
    assert!(said.text().contains("This diversion weakens") && said.text().contains(&format!("/en/entries/{ours}\"")));
    assert_eq!(entry_of(&correction.press("store").await), id, "a warning stops nobody");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeat_application_is_offered_and_told_of() {
    let world = founded().await;
    let text = |text: &str| Value::Text(text.to_owned());
    let fields = [
        ("kind", Value::Choice("application".to_owned())),
        ("received_on", Value::Date(date(2026, 11, 3))),
        ("applicant", Value::Choice("citizen".to_owned())),
        ("applicant_name", text("Сынақбаев Асан")),
        ("substance", text("Өзен жағасындағы қақпандар")),
    ];
    let before = write(&world, CITY, "application", &fields).await;
    let theirs = write(&world, "111000000", "application", &fields).await;
    let cookie = signed_in(&world, "officer", "charged_officer", CITY).await;
    let repeat = format!("/en/registers/application/new?repeat_of={before}");
    let page = read(&world, &format!("/en/entries/{before}"), &cookie).await.text();
    assert!(page.contains(&repeat), "the page of an application offers a repeat of it");

    let answers = |name| {
        [
            ("kind", "application"),
            ("received_on", "20.11.2026"),
            ("applicant", "citizen"),
            ("applicant_name", name),
            ("substance", "Тағы қақпандар"),
        ]
    };
    let mut visit = Visit::of(&world, &cookie, "/en/registers/application/new").await;
    visit.put(&answers("Сынақбаев Асан"));
    let said = visit.press("check").await;
    assert_eq!(said.status, 200, "{}", said.text());
    let said = said.text();
    assert!(said.contains("This applicant has applied before") && said.contains(&format!("/en/entries/{before}\"")));
    assert!(!said.contains(&theirs.to_string()));
    visit.press("edit").await;
    visit.put(&answers("Басқаев Асан"));
    assert!(!visit.press("check").await.text().contains("This applicant has applied before"));

    let mut linked = Visit::of(&world, &cookie, &repeat).await;
    assert_eq!(linked.form["repeat_of"], before.to_string(), "the earlier one is chosen already");
    linked.put(&answers("Сынақбаев Асан"));
    assert!(!linked.press("check").await.text().contains("This applicant has applied before"));
    let id = entry_of(&linked.press("store").await);
    let page = read(&world, &format!("/en/entries/{before}"), &cookie).await.text();
    assert!(page.contains(&format!("/en/entries/{id}\"")), "each names the other");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_extension_beyond_the_law_is_told_of_with_its_last_day_and_stops_nobody() {
    let world = founded().await;
    let cookie = signed_in(&world, "officer", "charged_officer", CITY).await;
    let mut visit = Visit::of(&world, &cookie, "/en/registers/application/new").await;
    visit.put(&[
        ("kind", "application"),
        ("received_on", "02.11.2026"),
        ("applicant", "citizen"),
        ("applicant_name", "Сынақбаев Асан"),
        ("substance", "Қақпандар"),
        ("extended_until", "01.03.2027"),
        ("extended_on", "20.11.2026"),
        ("extension_reason", "Сараптама"),
        ("extension_notice_on", "20.11.2026"),
    ]);
    visit.press("add forwardings").await;
    visit.put(&[("forwardings.1.to", "Аудан әкімдігі"), ("forwardings.1.sent_on", "06.11.2026")]);
    let said = visit.press("check").await;
    assert_eq!(said.status, 200, "{}", said.text());
    let said = said.text();
    // Fifteen working days end on 23 November, and two months later is the last day.
    for part in [
        "A term of considering the application is passed over",
        "extended until 01.03.2027",
        "the law allows is 23.01.2027",
        "Forwarded on 06.11.2026: Аудан әкімдігі",
        "the last day was 05.11.2026",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(!said.contains("was told of the extension on"), "told in time: {said}");
    visit.press("edit").await;
    visit.put(&[("extended_until", "23.01.2027")]);
    let said = visit.press("check").await.text();
    assert!(!said.contains("the law allows") && said.contains("the last day was 05.11.2026"), "{said}");
    entry_of(&visit.press("store").await);
    world.stop().await;
}
