//! The pages of bodies, of moving an entry and of handing work over: who sees what, what is refused at which field, and what is stored.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;
mod signing;

use common::World;
use qorgau_app::accounts::{By, NewAccount, Origin};
use qorgau_domain::value::{Content, Value};
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
