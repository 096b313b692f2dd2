//! What is for official use: shown to whoever reads, and taken out of the system only by those who may.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;
mod signing;

use std::sync::Arc;

use common::World;
use jiff::civil::date;
use qorgau_app::App;
use qorgau_app::filing::Printed;
use qorgau_app::letters::Block;
use qorgau_domain::EntryId;
use qorgau_domain::value::{Content, Value};
use qorgau_rulebook::shipped;
use qorgau_web::printing::{FileKind, JournalPaper, Letter, PrintFault, Printer, ReturnPaper, Sheet};
use serde_json::{Value as Json, json};
use signing::{CITY, PASSWORD, REGION, founded_on, mark, read, sent, signed_in};

const MARK: &str = "Для служебного пользования";

/// Prints what it was given, with the mark where it bears one.
struct Echo;

impl Printer for Echo {
    fn journal(&self, _: &App, paper: &JournalPaper<'_>, _: FileKind) -> Result<Vec<u8>, PrintFault> {
        Ok(paper.book.title.en.clone().into_bytes())
    }

    fn table(&self, sheet: Sheet, _: FileKind) -> Result<Vec<u8>, PrintFault> {
        let rows = sheet.rows.iter().map(|row| row.join(";"));
        let lines: Vec<String> = sheet.official.into_iter().chain(rows).collect();
        Ok(lines.join("\n").into_bytes())
    }

    fn letter(&self, _: &App, letter: Letter) -> Result<Vec<u8>, PrintFault> {
        let said = letter.blocks.iter().map(Block::text).collect::<Vec<_>>().join("\n");
        Ok(format!("{} {said}", letter.official).into_bytes())
    }

    fn office(&self, _: &App, paper: Printed) -> Result<Vec<u8>, PrintFault> {
        Ok(format!("{paper:?}").into_bytes())
    }

    fn statistical_return(&self, _: &App, paper: &ReturnPaper<'_>, _: FileKind) -> Result<Vec<u8>, PrintFault> {
        Ok(format!("{} {:?}", paper.official, paper.withheld).into_bytes())
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn choice(code: &str) -> Value {
    Value::Choice(code.to_owned())
}

async fn written(world: &World, register: &str, fields: &[(&str, Value)]) -> EntryId {
    let app = world.web.app();
    let fields: Content = fields.iter().map(|(code, value)| ((*code).to_owned(), value.clone())).collect();
    let id = EntryId(app.new_id());
    app.write(register, app.body(CITY).await.unwrap(), id, fields, "test").await.unwrap();
    id
}

/// A note that names its source, and one that is marked as a whole by hand.
async fn notes(world: &World) -> [EntryId; 2] {
    let note = |substance: &str| {
        vec![
            ("source_kind", choice("np_staff")),
            ("received_on", Value::Date(date(2026, 10, 5))),
            ("source_reliability", choice("reliable")),
            ("substance", text(substance)),
            ("information_reliability", choice("probable")),
        ]
    };
    let mut named = note("Өзенде тор құрылған");
    named.push(("source_name", text("Сынақбаев Асан")));
    let mut whole = note("Орманда ағаш кесілуде");
    whole.push(("official_use", Value::YesNo(true)));
    [
        written(world, "information_note", &named).await,
        written(world, "information_note", &whole).await,
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_marked_is_shown_and_leaves_as_a_file_only_with_those_who_may() {
    let world = founded_on(World::printing(Arc::new(Echo)).await).await;
    let [named, whole] = notes(&world).await;
    let officer = signed_in(&world, "officer", "charged_officer", CITY).await;
    let staff = signed_in(&world, "staff", "unit_staff", REGION).await;

    // Both see everything, with the mark.
    for cookie in [&officer, &staff] {
        let page = read(&world, &format!("/ru/entries/{named}"), cookie).await.text();
        assert!(page.contains(&format!("{MARK}: Кто сообщил")) && page.contains("Сынақбаев Асан"), "{page}");
        let page = read(&world, &format!("/ru/entries/{whole}/print"), cookie).await.text();
        assert!(
            page.contains(&format!("class=\"official\">{MARK}<")) && page.contains("ағаш кесілуде"),
            "{page}"
        );
        let list = read(&world, "/ru/registers/information_note", cookie).await.text();
        assert!(list.contains("2/2026 (ДСП)") && !list.contains("1/2026 (ДСП)"), "{list}");
    }
    // The body's own officer takes all of it out; staff of the region that only reads it does not, and the file says so.
    let columns = "col=source_name&col=substance";
    let place = format!("/ru/registers/information_note/export/csv?{columns}&body={CITY}");
    let taken = read(&world, &place, &officer).await.text();
    assert!(
        taken.starts_with(MARK) && taken.contains("Сынақбаев Асан") && taken.contains("ағаш кесілуде"),
        "{taken}"
    );
    let left = read(&world, &place, &staff).await.text();
    assert!(left.starts_with(MARK) && left.contains("тор құрылған"), "{left}");
    assert!(!left.contains("Сынақбаев") && !left.contains("кесілуде"), "{left}");
    assert!(left.contains("2/2026 (ДСП)") && left.contains("не выгруженные в этот файл: 2."), "{left}");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_papers_of_a_marked_raid_bear_the_mark_and_go_to_those_who_may() {
    let world = founded_on(World::printing(Arc::new(Echo)).await).await;
    let raid = async |kind: &str| {
        let fields = [("kind", choice(kind)), ("started_on", Value::Date(date(2026, 10, 5)))];
        written(&world, "raid", &fields).await
    };
    let (search, plain) = (raid("search").await, raid("raid").await);
    let officer = signed_in(&world, "officer", "charged_officer", CITY).await;
    let staff = signed_in(&world, "staff", "unit_staff", REGION).await;
    let paper = |raid: EntryId| format!("/ru/entries/{raid}/course/paper/note.pdf");
    assert!(read(&world, &paper(search), &officer).await.text().starts_with("true "));
    assert!(read(&world, &paper(plain), &staff).await.text().starts_with("false "));
    assert_eq!(read(&world, &paper(search), &staff).await.status, 404);
    let page = read(&world, &format!("/ru/entries/{search}/course"), &staff).await;
    assert!(page.status == 200 && !page.text().contains("/course/paper/"), "no way to what is refused");
    assert!(
        read(&world, &format!("/ru/entries/{search}/course"), &officer)
            .await
            .text()
            .contains("/course/paper/")
    );
    // A note that tells of a marked offence is marked too, and goes to those who may take that out.
    let offence = [
        ("nature", choice("administrative")),
        ("article", choice("ao2014_381_1")),
        ("revealed_on", Value::Date(date(2026, 10, 5))),
        ("revealed_by", choice("line")),
        ("raid", Value::Entry(plain)),
        ("official_use", Value::YesNo(true)),
    ];
    written(&world, "offence", &offence).await;
    assert_eq!(read(&world, &paper(plain), &staff).await.status, 404);
    assert!(read(&world, &paper(plain), &officer).await.text().starts_with("true "));
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_return_marked_by_whoever_prepares_it_bears_the_mark_and_goes_to_those_who_may() {
    let world = founded_on(World::printing(Arc::new(Echo)).await).await;
    let officer = signed_in(&world, "officer", "charged_officer", CITY).await;
    let head = signed_in(&world, "head", "body_head", CITY).await;
    let staff = signed_in(&world, "staff", "unit_staff", REGION).await;
    let place = "/ru/returns/monthly/2026-10";
    let step = async |cookie: &str, path: &str, more: &[(&str, &str)]| {
        let mark = mark(&read(&world, path, cookie).await.text());
        let form: Vec<(&str, &str)> = [("mark", mark.as_str())].into_iter().chain(more.iter().copied()).collect();
        let answer = sent(&world, path, cookie, &form).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        answer.header("location").to_owned()
    };
    let document = step(&officer, place, &[("step", "prepare"), ("seen", "0"), ("official", "1")]).await;
    step(&head, &document, &[("step", "sign"), ("seen", "1"), ("secret", PASSWORD)]).await;
    let file = format!("{document}/file/return.pdf");
    for (cookie, may) in [(&officer, true), (&head, true), (&staff, false)] {
        let page = read(&world, &document, cookie).await.text();
        assert!(page.contains(&format!("class=\"official\">{MARK}<")), "{page}");
        assert_eq!(page.contains(&file), may, "a way only for those who may: {page}");
        let answer = read(&world, &file, cookie).await;
        assert_eq!(
            (answer.status, answer.text().starts_with("true ")),
            if may { (200, true) } else { (404, false) }
        );
    }
    // Nor do the same figures leave as those of this moment.
    let live = format!("{place}/file/return.pdf?body={CITY}");
    assert_eq!((read(&world, &live, &staff).await.status, read(&world, &live, &head).await.status), (404, 200));
    // Prepared anew without the mark, the new version bears none and goes to all who read it; the old one keeps its own.
    step(&officer, &document, &[("step", "prepare"), ("seen", "2")]).await;
    step(&head, &document, &[("step", "sign"), ("seen", "3"), ("secret", PASSWORD)]).await;
    assert!(read(&world, &file, &staff).await.text().starts_with("false "));
    assert_eq!(read(&world, &format!("{file}?version=1"), &staff).await.status, 404);
    world.stop().await;
}

async fn token(world: &World, cookie: &str, body: &str, acts: &[&str]) -> String {
    let page = read(world, "/en/account/tokens", cookie).await;
    let (mark, body) = (mark(&page.text()), world.web.app().body(body).await.unwrap().0.to_string());
    let mut form = vec![("mark", mark.as_str()), ("name", "test"), ("body", &body), ("until", "30.11.2026")];
    form.extend(acts.iter().map(|act| ("acts", *act)));
    let text = sent(world, "/en/account/tokens", cookie, &form).await.text();
    text.split("class=\"secret\">").nth(1).unwrap().split('<').next().unwrap().to_owned()
}

async fn asked(world: &World, token: &str, method: &str, path: &str, said: &Json) -> (u16, Json) {
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    let bytes = if method == "GET" { Vec::new() } else { said.to_string().into_bytes() };
    let answer = world.ask(method, path, &headers, &bytes).await;
    (answer.status, serde_json::from_slice(&answer.bytes).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_is_told_what_is_marked_only_by_a_token_that_says_so() {
    let world = founded_on(World::open().await).await;
    let [named, whole] = notes(&world).await;
    let officer = signed_in(&world, "officer", "charged_officer", CITY).await;
    let staff = signed_in(&world, "staff", "unit_staff", REGION).await;
    let reads = token(&world, &officer, CITY, &["read", "correct"]).await;
    let releases = token(&world, &officer, CITY, &["read", "correct", "release"]).await;
    // Whoever may not take it out himself makes no token that does.
    let above = token(&world, &staff, REGION, &["read", "release"]).await;
    let path = |id: EntryId| format!("/api/v1/entries/{id}");

    let (_, all) = asked(&world, &releases, "GET", &path(named), &Json::Null).await;
    let said = (&all["official_use"], &all["withheld"], &all["fields"]["source_name"]);
    assert_eq!(said, (&json!(true), &json!([]), &json!("Сынақбаев Асан")));
    for token in [&reads, &above] {
        let (status, some) = asked(&world, token, "GET", &path(named), &Json::Null).await;
        assert_eq!((status, &some["withheld"]), (200, &json!(["source_name"])), "{some}");
        assert!(!some.to_string().contains("Сынақбаев") && some.to_string().contains("тор құрылған"), "{some}");
        let (_, none) = asked(&world, token, "GET", &path(whole), &Json::Null).await;
        assert_eq!((&none["fields"], &none["number"]), (&json!({}), &json!(2)), "{none}");
        let (_, revisions) = asked(&world, token, "GET", &format!("{}/revisions", path(whole)), &Json::Null).await;
        assert!(!revisions.to_string().contains("кесілуде"), "{revisions}");
        let (_, list) = asked(&world, token, "GET", "/api/v1/registers/information_note/entries", &Json::Null).await;
        assert!(!list.to_string().contains("Сынақбаев") && !list.to_string().contains("кесілуде"), "{list}");
    }
    // What was marked later is kept from its earlier revisions too.
    let mut marked = all["fields"].clone();
    marked["official_use"] = json!(true);
    let said = json!({"based_on": 1, "reason": "белгі қойылды", "fields": marked});
    let (status, stored) = asked(&world, &releases, "PUT", &path(named), &said).await;
    assert_eq!((status, &stored["revision"]), (200, &json!(2)), "{stored}");
    let (_, revisions) = asked(&world, &reads, "GET", &format!("{}/revisions", path(named)), &Json::Null).await;
    assert!(
        !revisions.to_string().contains("тор құрылған") && !revisions.to_string().contains("белгі қойылды"),
        "{revisions}"
    );
    // A correction by whoever is not told everything would take away what he was not told.
    let said = json!({"based_on": 2, "reason": "қате", "fields": all["fields"]});
    let (status, refused) = asked(&world, &reads, "PUT", &path(named), &said).await;
    assert_eq!((status, &refused["code"]), (403, &json!("official_use")), "{refused}");
    let (status, stored) = asked(&world, &releases, "PUT", &path(named), &said).await;
    assert_eq!((status, &stored["revision"]), (200, &json!(3)), "{stored}");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_marked_figure_bears_the_mark_and_stays_behind() {
    let mut files = shipped::files();
    let offences = files.get_mut("indicators/offences.toml").unwrap();
    *offences = offences.replacen("code = \"F01\"", "code = \"F01\"\nmarked = true", 1);
    let world = founded_on(World::ruled_by(&files).await).await;
    let head = signed_in(&world, "head", "body_head", CITY).await;
    let officer = signed_in(&world, "officer", "charged_officer", CITY).await;
    let page = read(&world, &format!("/ru/returns/monthly/2026-10?body={CITY}"), &officer).await.text();
    assert!(page.contains("(ДСП)"), "{page}");
    let figures = async |cookie: &str, acts: &[&str]| {
        let token = token(&world, cookie, CITY, acts).await;
        let (status, said) = asked(&world, &token, "GET", &format!("/api/v1/returns/monthly/2026-10?body={CITY}"), &Json::Null).await;
        assert_eq!(status, 200, "{said}");
        let figure = |code: &str| said["figures"].as_array().unwrap().iter().find(|figure| figure["code"] == code).unwrap()["period"].clone();
        (figure("F01"), figure("F02"))
    };
    let kept = figures(&head, &["read", "release"]).await;
    assert_eq!(figures(&head, &["read"]).await, (Json::Null, kept.1.clone()));
    assert!(kept.0.is_number() || kept.1.is_null(), "{kept:?}");
    world.stop().await;
}
