//! The pages of bodies, of moving an entry and of handing work over: who sees what, what is refused at which field, and what is stored.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;
mod signing;

use common::World;
use jiff::civil::{Date, date};
use qorgau_app::accounts::{By, NewAccount, Origin};
use qorgau_domain::value::{Content, Span, Value};
use qorgau_domain::{BodyId, EntryId, Lang};
use signing::{CITY, OTHER, REGION, founded, invited, mark, read, sent, signed_in};

async fn body(world: &World, code: &str) -> BodyId {
    world.web.app().body(code).await.unwrap()
}

async fn acts(world: &World, code: &str) -> usize {
    world.web.app().body_past(body(world, code).await).await.unwrap().len()
}

/// A form of a page sent with its mark; the fields come after it.
async fn send(world: &World, cookie: &str, path: &str, fields: &[(&str, &str)]) -> common::Answer {
    let mark = mark(&read(world, "/kk/account", cookie).await.text());
    let mut form = vec![("mark", mark.as_str())];
    form.extend_from_slice(fields);
    sent(world, path, cookie, &form).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tree_is_read_as_the_rulebook_says_and_refused_looks_as_absent() {
    let world = founded().await;
    let admin = signed_in(&world, "admin", "administrator", REGION).await;
    let unit = signed_in(&world, "unit", "unit_head", REGION).await;
    let head = signed_in(&world, "head", "region_head", REGION).await;
    let (region, city, other) = (body(&world, REGION).await, body(&world, CITY).await, body(&world, OTHER).await);
    let list = read(&world, "/kk/bodies", &admin).await.text();
    assert!(list.contains(&format!("/kk/bodies/{}\"", city.0)) && !list.contains(&format!("/kk/bodies/{}\"", other.0)));
    assert!(list.contains("<a href=\"/kk/bodies\" aria-current=\"page\">Органдар</a>"));
    for (who, place, status) in [
        (&admin, format!("/kk/bodies/{}", region.0), 200),
        (&admin, format!("/kk/bodies/{}", other.0), 404),
        (&admin, format!("/kk/bodies/{}", 999_999), 404),
        (&unit, format!("/kk/bodies/{}", city.0), 200),
        (&unit, format!("/kk/bodies/{}", region.0), 404),
        (&unit, format!("/kk/bodies/{}/change/rename", city.0), 404),
        (&head, "/kk/bodies".to_owned(), 404),
        (&head, format!("/kk/bodies/{}", region.0), 404),
        (&admin, format!("/kk/bodies/{}/change/below", region.0), 200),
        (&admin, format!("/kk/bodies/{}/change/below", city.0), 404),
        (&admin, format!("/kk/bodies/{}/change/burn", city.0), 404),
        (&admin, format!("/kk/bodies/{}/change/place", other.0), 404),
    ] {
        assert_eq!(read(&world, &place, who).await.status, status, "{place}");
    }
    // The administrator sees who works there and no registers; the head of a unit the other way round.
    let page = read(&world, &format!("/kk/bodies/{}", region.0), &admin).await.text();
    assert!(page.contains("/kk/people/") && !page.contains("/kk/registers/officer"));
    let page = read(&world, &format!("/kk/bodies/{}", city.0), &unit).await.text();
    assert!(!page.contains("/kk/people/") && page.contains(&format!("/kk/registers/officer?body={CITY}&#38;reach=own")));
    assert!(!page.contains("/registers/officer/new"), "he enters in his own body's books only");
    // By name on another keyboard, and on a day before the bodies were.
    let found = read(&world, "/ru/bodies?q=rjcnfyfq", &admin).await.text();
    assert!(found.contains(&format!("/ru/bodies/{}\"", region.0)), "{found}");
    let wrong = read(&world, "/kk/bodies?on=32.13.2026", &admin).await.text();
    assert!(wrong.contains("03.11.2026 түрінде"));
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_is_changed_after_it_was_read_over() {
    let world = founded().await;
    let admin = signed_in(&world, "admin", "administrator", "MIA").await;
    let (region, city, other) = (body(&world, REGION).await, body(&world, CITY).await, body(&world, OTHER).await);
    let rename = format!("/kk/bodies/{}/change/rename", city.0);
    let nothing = send(&world, &admin, &rename, &[]).await;
    assert_eq!(nothing.status, 422);
    let names = [("name_kk", "Жаңа атау"), ("name_ru", "Новое название"), ("name_en", "")];
    let rest = [("from", "01.12.2026"), ("reason", "№ 7, 20.11.2026")];
    let fields: Vec<_> = names.into_iter().chain(rest).collect();
    let wrong = send(&world, &admin, &rename, &fields).await;
    assert_eq!(wrong.status, 422);
    let page = wrong.text();
    assert!(page.contains("href=\"#name_en\"") && page.contains("Атауын үш тілде де жазыңыз") && page.contains("value=\"Жаңа атау\""));
    // Read over first: nothing is stored by that.
    let fields: Vec<_> = fields
        .into_iter()
        .map(|(name, value)| (name, if name == "name_en" { "New name" } else { value }))
        .collect();
    let before = acts(&world, CITY).await;
    let check = send(&world, &admin, &rename, &fields).await;
    assert_eq!((check.status, acts(&world, CITY).await), (200, before));
    assert!(check.text().contains("Ешқандай көрсеткіш өзгермейді"));
    let mut store = fields.clone();
    store.push(("do", "store"));
    let stored = send(&world, &admin, &rename, &store).await;
    assert_eq!((stored.status, stored.header("location")), (303, format!("/kk/bodies/{}", city.0).as_str()));
    assert_eq!(acts(&world, CITY).await, before + 1);
    let page = read(&world, &format!("/kk/bodies/{}", city.0), &admin).await.text();
    assert!(page.contains("Жаңа атау") && page.contains("№ 7, 20.11.2026"));
    // Placing says which returns change; the same day twice is one version.
    let place = format!("/kk/bodies/{}/change/place", city.0);
    let (to, day) = (other.0.to_string(), ("from", "01.12.2026"));
    let check = send(&world, &admin, &place, &[("under", &to), day, ("reason", "№ 8")]).await.text();
    assert!(check.contains("Көрсеткіштер қайта есептеледі") && check.contains("2026"));
    // A code that is borne, and a body that others stand below.
    let below = format!("/kk/bodies/{}/change/below", region.0);
    let borne = [
        ("level", "district"),
        ("code", CITY),
        ("name_kk", "а"),
        ("name_ru", "б"),
        ("name_en", "c"),
        day,
        ("reason", "№ 9"),
    ];
    let wrong = send(&world, &admin, &below, &borne).await;
    assert!(wrong.status == 422 && wrong.text().contains("href=\"#code\""), "{}", wrong.text());
    let close = format!("/kk/bodies/{}/change/close", region.0);
    let wrong = send(&world, &admin, &close, &[("successor", &to), day, ("reason", "№ 9")]).await;
    assert!(wrong.status == 422 && wrong.text().contains("href=\"#successor\""));
    // Without the session's mark nothing is taken.
    assert_eq!(sent(&world, &rename, &admin, &store).await.status, 403);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_goes_to_another_body_by_its_superior() {
    let world = founded().await;
    let app = world.web.app();
    let (city, rayon) = (body(&world, CITY).await, body(&world, "391600000").await);
    let fields = Content::from([
        ("kind".to_owned(), Value::Choice("sweep".to_owned())),
        ("started_on".to_owned(), Value::Date(app.today())),
    ]);
    let entry = EntryId(app.new_id());
    app.write("raid", city, entry, fields, "test").await.unwrap();
    let head = signed_in(&world, "head", "region_head", REGION).await;
    let officer = signed_in(&world, "officer", "charged_officer", CITY).await;
    let (page, place) = (format!("/kk/entries/{entry}"), format!("/kk/entries/{entry}/move"));
    assert!(read(&world, &page, &head).await.text().contains(&place));
    assert!(!read(&world, &page, &officer).await.text().contains(&place));
    assert_eq!(read(&world, &place, &officer).await.status, 404);
    assert_eq!(send(&world, &officer, &place, &[]).await.status, 404);
    let wrong = send(&world, &head, &place, &[("to", &city.0.to_string())]).await;
    assert!(wrong.status == 422 && wrong.text().contains("href=\"#to\"") && wrong.text().contains("href=\"#reason\""));
    let to = rayon.0.to_string();
    let fields = [("to", to.as_str()), ("reason", "сол ауданда болған"), ("based", "1")];
    let check = send(&world, &head, &place, &fields).await;
    assert!(check.status == 200 && check.text().contains("сол ауданда болған"));
    let mut store = fields.to_vec();
    store.push(("do", "store"));
    let stored = send(&world, &head, &place, &store).await;
    assert_eq!(stored.status, 303, "{}", stored.text());
    let new = read(&world, stored.header("location"), &head).await;
    assert!(new.status == 200 && new.text().contains(&entry.to_string()), "each names the other");
    assert_eq!(send(&world, &head, &place, &store).await.status, 404, "what is struck through goes nowhere");
    world.stop().await;
}

fn fields<const N: usize>(fields: [(&str, Value); N]) -> Content {
    fields.map(|(code, value)| (code.to_owned(), value)).into()
}

/// Two officers of a city, and a charge of the first that lasts.
async fn charged(world: &World, city: BodyId) -> [EntryId; 3] {
    let app = world.web.app();
    let ids = [(); 3].map(|()| EntryId(app.new_id()));
    for (id, surname) in ids.iter().zip(["Асан", "Болат"]) {
        let officer = fields([
            ("surname", Value::Text(surname.to_owned())),
            ("given_name", Value::Text("Үсен".to_owned())),
            ("post", Value::Choice(app.rulebook.lists["posts"].item[0].code.clone())),
            ("appointed_on", Value::Date(date(2026, 1, 10))),
            ("service", since(date(2026, 1, 10))),
        ]);
        app.write("officer", city, *id, officer, "test").await.unwrap();
    }
    app.write("charge", city, ids[2], charge(world, ids[0], "1"), "test").await.unwrap();
    ids
}

fn since(from: Date) -> Value {
    Value::Span(Span { from, until: None })
}

fn charge(world: &World, officer: EntryId, number: &str) -> Content {
    fields([
        ("kind", Value::Choice(world.web.app().rulebook.lists["charge_kinds"].item[0].code.clone())),
        ("officer", Value::Entry(officer)),
        ("order_number", Value::Text(number.to_owned())),
        ("ordered_on", Value::Date(date(2026, 2, 1))),
        ("in_charge", since(date(2026, 2, 1))),
    ])
}

/// The entries and revisions that a page carries.
fn seen(page: &str) -> String {
    page.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_are_handed_over_as_they_were_read_over_and_shown_again_where_they_changed() {
    let world = founded().await;
    let (app, city) = (world.web.app(), body(&world, CITY).await);
    let [leaver, taker, held] = charged(&world, city).await;
    let head = signed_in(&world, "head", "body_head", CITY).await;
    let (place, to) = (format!("/kk/entries/{leaver}/hand-over"), taker.to_string());
    let asked = [("to", to.as_str()), ("day", "20.11.2026"), ("order", "33"), ("ordered_on", "20.11.2026")];
    let check = send(&world, &head, &place, &asked).await;
    assert_eq!(check.status, 200, "{}", check.text());
    let carried = seen(&check.text());
    // It is corrected after it was read over.
    let (_, scope) = app.scope(city).await.unwrap();
    app.correct(&scope, held, 1, charge(&world, leaver, "2"), "нөмірі қате", "test").await.unwrap();
    let store = async |carried: &str| {
        let form: Vec<_> = asked.into_iter().chain([("seen", carried), ("do", "store")]).collect();
        send(&world, &head, &place, &form).await
    };
    let mut now = String::new();
    for stale in [carried.as_str(), "", "x.1"] {
        let again = store(stale).await;
        let page = again.text();
        assert!(
            again.status == 409 && page.contains("өзгерген немесе қосылған жазбалар: № 1/2026"),
            "{stale}: {page}"
        );
        assert_eq!(app.store.revisions(&scope, held).await.unwrap().len(), 2, "nothing was stored");
        now = seen(&page);
        assert_ne!(now, carried);
    }
    assert_eq!(store(&now).await.status, 303, "as it was shown again");
    assert_eq!(app.store.revisions(&scope, held).await.unwrap().len(), 3);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_with_open_work_is_not_closed_without_a_word() {
    let world = founded().await;
    let app = world.web.app();
    let admin = signed_in(&world, "admin", "administrator", REGION).await;
    invited(&world, "leaver", "charged_officer", CITY).await;
    let new = NewAccount {
        login: "taker",
        name: "Орынбасаров Ерлан",
        lang: Lang::Kk,
        body: body(&world, CITY).await,
    };
    let taker = app.invite(By::Operator, &new, &Origin::LOCAL).await.unwrap().account;
    let leaver = app.account_named("leaver").await.unwrap().id;
    let (person, place) = (format!("/kk/people/{leaver}"), format!("/kk/people/{leaver}/hand-over"));
    let page = read(&world, &person, &admin).await.text();
    assert!(page.contains("Аяқталмаған жұмыс бар") && page.contains(&place));
    let page = read(&world, &place, &admin).await;
    assert!(page.status == 200 && page.text().contains("Орынбасаров Ерлан"));
    let elsewhere = signed_in(&world, "elsewhere", "administrator", OTHER).await;
    assert_eq!(read(&world, &place, &elsewhere).await.status, 404);
    let auditor = signed_in(&world, "auditor", "auditor", "MIA").await;
    let shown = read(&world, &place, &auditor).await;
    assert!(shown.status == 200 && !shown.text().contains("name=\"order\""), "who reads changes nothing");
    assert_eq!(send(&world, &auditor, &place, &[]).await.status, 404);
    let (to, role) = (taker.to_string(), format!("charged_officer@{}", new.body.0));
    let fields = [("to", to.as_str()), ("roles", role.as_str()), ("day", "22.11.2026"), ("order", "")];
    let wrong = send(&world, &admin, &place, &fields).await;
    assert!(wrong.status == 422 && wrong.text().contains("href=\"#order\""), "{}", wrong.text());
    let fields = [("to", to.as_str()), ("roles", role.as_str()), ("day", "22.11.2026"), ("order", "№ 12")];
    assert_eq!(send(&world, &admin, &place, &fields).await.status, 303);
    let page = read(&world, &person, &admin).await.text();
    assert!(!page.contains("Аяқталмаған жұмыс бар") && page.contains("taker"));
    let page = read(&world, &format!("/kk/people/{taker}"), &admin).await.text();
    assert!(page.contains("№ 12"));
    world.stop().await;
}
