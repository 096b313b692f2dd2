//! A register that the rulebook gains by a file alone is there everywhere: among the registers, in forms, for programs, in imports, in
//! searches and in the figures.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;
mod signing;
mod visit;

use common::World;
use qorgau_app::import::{Request, Target, read::table};
use qorgau_rulebook::load::Files;
use qorgau_rulebook::shipped;
use serde_json::{Value, json};
use signing::{CITY, founded_on, mark, read, sent, signed_in};
use visit::{Visit, entry_of};

const REGISTER: &str = r#"
code = "fire_watch"
version = 1
clauses = ["order.2.3"]
name = { kk = "Өрт күзеті", ru = "Пожарное дежурство", en = "Fire watch" }
section = "work"
kept_by = ["district"]
day = "watched_on"

[[field]]
code = "watched_on"
type = "date"
name = { kk = "Күні", ru = "Дата", en = "Date" }
required = true
not_future = true
filter = true
sort = true

[[field]]
code = "forest"
type = "text"
name = { kk = "Орман", ru = "Лес", en = "Forest" }
required = true

[[field]]
code = "people"
type = "whole"
unit = "person"
name = { kk = "Адам саны", ru = "Количество людей", en = "People" }
"#;

const INDICATOR: &str = r#"
[[indicator]]
code = "Z01"
kind = "flow"
name = { kk = "Өрт күзетіндегі адамдар", ru = "Людей в пожарном дежурстве", en = "People on fire watch" }
unit = "person"
clauses = ["order.2.3"]
group = "management"
returns = ["monthly"]

[[indicator.count]]
register = "fire_watch"
day = "watched_on"
amount = "people"
"#;

/// The shipped rulebook with one register more, which the charged officer keeps.
fn files() -> Files {
    let mut files = shipped::files();
    files.insert("registers/fire_watch.toml".to_owned(), REGISTER.to_owned());
    files.insert("indicators/fire_watch.toml".to_owned(), INDICATOR.to_owned());
    let roles = files.get_mut("roles.toml").unwrap();
    let (before, after) = roles.split_once("code = \"charged_officer\"").unwrap();
    let granted = "may = [\n  { act = \"enter\", on = \"register:fire_watch\", scope = \"own\" },";
    *roles = format!("{before}code = \"charged_officer\"{}", after.replacen("may = [", granted, 1));
    files
}

fn text_of(path: &str, answer: &common::Answer) -> String {
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer.text()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_register_that_is_one_more_file_is_there_everywhere() {
    let world = founded_on(World::ruled_by(&files()).await).await;
    let cookie = signed_in(&world, "officer", "charged_officer", CITY).await;
    let page = async |path: &str| text_of(path, &read(&world, path, &cookie).await);

    // Pages: the register, its form, the entry.
    assert!(page("/ru/registers").await.contains("Пожарное дежурство"));
    assert!(page("/kk/registers/fire_watch").await.contains("Өрт күзеті"));
    let mut visit = Visit::of(&world, &cookie, "/kk/registers/fire_watch/new").await;
    visit.put(&[("watched_on", "05.10.2026"), ("forest", "Қарқаралы орманы"), ("people", "4")]);
    let answers = visit.press("check").await;
    assert!(text_of("check", &answers).contains("Қарқаралы орманы"));
    let entry = entry_of(&visit.press("store").await);
    assert!(page(&format!("/en/entries/{entry}")).await.contains("Fire watch"));

    // Programs.
    let token = token(&world, &cookie).await;
    let bearer = format!("Bearer {token}");
    let asked = |method: &'static str, path: String, body: Vec<u8>| {
        let (world, bearer) = (&world, bearer.as_str());
        async move {
            let headers = [("authorization", bearer), ("content-type", "application/json")];
            let answer = world.ask(method, &path, &headers, &body).await;
            (answer.status, serde_json::from_slice::<Value>(&answer.bytes).unwrap())
        }
    };
    let (status, schema) = asked("GET", "/api/v1/registers/fire_watch".to_owned(), Vec::new()).await;
    assert_eq!(status, 200, "{schema}");
    assert!(schema.to_string().contains("watched_on"), "{schema}");
    let sent = json!({"register": "fire_watch", "body": CITY, "fields": {"watched_on": "2026-10-06", "forest": "Бектауата", "people": 3}});
    let path = "/api/v1/entries/6f9619ff-8b86-4d01-b42d-00cf4fc964ff".to_owned();
    let (status, stored) = asked("PUT", path, sent.to_string().into_bytes()).await;
    assert_eq!(status, 201, "{stored}");

    // Import.
    let app = world.web.app();
    let lines = "watched_on;forest;people\n2026-10-07;Ұлытау;5\n2026-10-08;;1\n";
    let table = table("watch.csv", lines.as_bytes(), b';').unwrap();
    let map = app.plain_map(app.register("fire_watch").unwrap(), &table);
    let request = Request {
        table: &table,
        map: &map,
        target: Target::Body(app.body(CITY).await.unwrap()),
        dry_run: false,
        whole: false,
        actor: "test",
        allowed: None,
        reader: None,
    };
    let imported = app.import(&request, &mut |_, _| {}).await.unwrap();
    assert_eq!((imported.accepted, imported.refused.len()), (1, 1), "{imported:?}");

    // Search, in a spelling of another language.
    assert!(page("/kk/search?q=ulytau").await.contains("Ұлытау"));

    // Figures, and the entries behind them.
    let returned = page("/en/returns/monthly/2026-10").await;
    assert!(returned.contains("People on fire watch"));
    let behind = page("/kk/returns/monthly/2026-10/Z01").await;
    assert!(behind.contains(">12<"), "4, 3 and 5 people: {behind}");
    assert!(behind.contains(&format!("/kk/entries/{entry}")));
    world.stop().await;
}

/// A token that reads and enters, made on its page.
async fn token(world: &World, cookie: &str) -> String {
    let page = read(world, "/en/account/tokens", cookie).await;
    let (mark, body) = (mark(&page.text()), world.web.app().body(CITY).await.unwrap().0.to_string());
    let form = [
        ("mark", mark.as_str()),
        ("name", "watch"),
        ("body", &body),
        ("until", "30.11.2026"),
        ("acts", "read"),
        ("acts", "enter"),
    ];
    let made = sent(world, "/en/account/tokens", cookie, &form).await;
    let text = text_of("token", &made);
    text.split("class=\"secret\">").nth(1).unwrap().split('<').next().unwrap().to_owned()
}
