//! The course of a raid over HTTP: its briefing before its start, its end, tracks from files of receivers, its papers.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;
mod signing;

use std::collections::BTreeMap;
use std::sync::Arc;

use common::{Answer, OURS, World};
use jiff::civil::date;
use qorgau_app::App;
use qorgau_app::filing::Printed;
use qorgau_app::letters::Block;
use qorgau_domain::EntryId;
use qorgau_domain::value::{Content, Row, Span, Value};
use qorgau_web::printing::{FileKind, JournalPaper, Letter, PrintFault, Printer, ReturnPaper, Sheet};
use signing::{CITY, REGION, founded_on, mark, read, sent, signed_in};
use uuid::Uuid;

const ENTRY: &str = "/kk/entries/00000000-0000-0000-0000-000000000001";

/// Prints what it was given.
struct Echo;

impl Printer for Echo {
    fn table(&self, sheet: Sheet, _: FileKind) -> Result<Vec<u8>, PrintFault> {
        Ok(sheet.title.into_bytes())
    }

    fn letter(&self, _: &App, letter: Letter) -> Result<Vec<u8>, PrintFault> {
        let said: Vec<String> = letter.blocks.iter().map(Block::text).collect();
        Ok([letter.title, letter.dated, said.join("\n"), letter.signers.join("; ")].join("\n").into_bytes())
    }

    fn office(&self, _: &App, paper: Printed) -> Result<Vec<u8>, PrintFault> {
        Ok(paper.title.into_bytes())
    }

    fn statistical_return(&self, _: &App, paper: &ReturnPaper<'_>, _: FileKind) -> Result<Vec<u8>, PrintFault> {
        Ok(paper.signer.clone().into_bytes())
    }

    fn journal(&self, _: &App, paper: &JournalPaper<'_>, _: FileKind) -> Result<Vec<u8>, PrintFault> {
        Ok(paper.book.title.en.clone().into_bytes())
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn choice(code: &str) -> Value {
    Value::Choice(code.to_owned())
}

fn content(pairs: &[(&str, Value)]) -> Content {
    pairs.iter().map(|(code, value)| ((*code).to_owned(), value.clone())).collect()
}

fn row(no: i64, pairs: &[(&str, Value)]) -> Row {
    Row { no, cells: content(pairs) }
}

async fn write(world: &World, register: &str, no: u128, fields: Content) -> EntryId {
    let (app, id) = (world.web.app(), EntryId(Uuid::from_u128(no)));
    app.write(register, app.body(CITY).await.unwrap(), id, fields, "test").await.unwrap();
    id
}

/// A server with one raid of a city in which five take part, and its officer's cookie.
async fn staffed(more: &[(&str, Value)]) -> (World, String) {
    let world = founded_on(World::printing(Arc::new(Echo)).await).await;
    let group = |no, service: &str, count| row(no, &[("service", choice(service)), ("count", Value::Number(count))]);
    let mut fields = content(&[
        ("kind", choice("raid")),
        ("started_on", Value::Date(world.web.app().today())),
        ("participants", Value::Rows(vec![group(1, "line", 3), group(2, "criminal_police", 2)])),
    ]);
    fields.extend(content(more));
    write(&world, "raid", 1, fields).await;
    let officer = signed_in(&world, "officer", "charged_officer", CITY).await;
    (world, officer)
}

async fn fields(world: &World, id: u128) -> Content {
    let app = world.web.app();
    let (_, scope) = app.scope(app.body(CITY).await.unwrap()).await.unwrap();
    app.store.entry(&scope, EntryId(Uuid::from_u128(id))).await.unwrap().unwrap().entry.fields
}

async fn turned(world: &World, cookie: &str, turn: &str) -> Answer {
    let page = read(world, &format!("{ENTRY}/course"), cookie).await.text();
    let based_on = page
        .split("name=\"based_on\" value=\"")
        .nth(1)
        .map_or("1", |rest| rest.split('"').next().unwrap());
    let form = [("mark", mark(&page)), ("turn", turn.to_owned()), ("based_on", based_on.to_owned())];
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    sent(world, &format!("{ENTRY}/course"), cookie, &form).await
}

async fn bring(world: &World, cookie: &str, given: &[(&str, &str)], file: &[u8]) -> Answer {
    let page = read(world, &format!("{ENTRY}/course/track"), cookie).await.text();
    let id = page.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let mut form = BTreeMap::from([("mark", mark(&page)), ("id", id), ("mode", "vehicle".to_owned())]);
    form.extend([("accuracy", "50".to_owned()), ("gap", "10".to_owned())]);
    form.extend(given.iter().map(|(name, value)| (*name, (*value).to_owned())));
    let mut sent = Vec::new();
    for (field, value) in form {
        sent.extend(format!("--b\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").bytes());
    }
    sent.extend(b"--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"track.gpx\"\r\ncontent-type: application/gpx+xml\r\n\r\n");
    sent.extend(file);
    sent.extend(b"\r\n--b--\r\n");
    let kind = ("content-type", "multipart/form-data; boundary=b");
    world
        .ask("POST", &format!("{ENTRY}/course/track"), &[OURS[0], kind, ("cookie", cookie)], &sent)
        .await
}

/// A receiver's file of fixes: moment, latitude, longitude.
fn gpx(fixes: &[(String, String, String)]) -> Vec<u8> {
    let point = |(at, lat, lon): &(String, String, String)| format!("<trkpt lat=\"{lat}\" lon=\"{lon}\"><time>{at}</time></trkpt>");
    let points: String = fixes.iter().map(point).collect();
    format!("<?xml version=\"1.0\"?><gpx version=\"1.1\" creator=\"test\"><trk><trkseg>{points}</trkseg></trk></gpx>").into_bytes()
}

/// A walk to the north of a hundred metres a minute on a day.
fn walk(day: &str) -> Vec<u8> {
    let fix = |no: u32| {
        (
            format!("{day}T05:{no:02}:00Z"),
            format!("{:.4}", 53.0 + f64::from(no) * 0.0009),
            "69.0".to_owned(),
        )
    };
    gpx(&(0..11).map(fix).collect::<Vec<_>>())
}

#[tokio::test(flavor = "multi_thread")]
async fn no_raid_starts_without_its_briefing_and_its_end_fills_in_what_it_took() {
    let (world, officer) = staffed(&[]).await;
    let page = read(&world, ENTRY, &officer).await.text();
    assert!(page.contains(&format!("{ENTRY}/course")));
    let refused = turned(&world, &officer, "start").await;
    assert_eq!(refused.status, 422);
    for field in ["briefed_on", "briefed", "briefed_by", "topics"] {
        assert!(refused.text().contains(&format!("{ENTRY}/correct#{field}")), "{field}: {}", refused.text());
    }
    assert!(!fields(&world, 1).await.contains_key("started_at"), "nothing is half stored");
    // Nor by the form itself.
    let by_hand = content(&[("kind", choice("raid")), ("started_on", Value::Date(date(2026, 11, 2)))]);
    let started = Value::Moment("2026-11-02T05:00:00Z".parse().unwrap());
    let app = world.web.app();
    let city = app.body(CITY).await.unwrap();
    let mut unbriefed = by_hand.clone();
    unbriefed.insert("started_at".to_owned(), started);
    assert!(app.write("raid", city, EntryId(app.new_id()), unbriefed, "test").await.is_err());
    assert!(app.write("raid", city, EntryId(app.new_id()), by_hand, "test").await.is_ok());
    // The end comes after the start.
    assert_eq!(turned(&world, &officer, "close").await.status, 404);
    world.stop().await;

    let chief = EntryId(Uuid::from_u128(9));
    let briefing = [
        ("briefed_on", Value::Date(date(2026, 11, 20))),
        ("briefed", Value::Number(5)),
        ("briefed_by", Value::Entry(chief)),
        ("topics", text("Қару қолдану тәртібі")),
        ("person_hours", Value::Number(70)),
    ];
    let (world, officer) = staffed(&briefing).await;
    let post = [
        ("surname", text("Оспанов")),
        ("given_name", text("Ерлан")),
        ("rank", choice("captain")),
        ("post", choice("specialist")),
        ("appointed_on", Value::Date(date(2020, 1, 6))),
        (
            "service",
            Value::Span(Span {
                from: date(2020, 1, 6),
                until: None,
            }),
        ),
    ];
    write(&world, "officer", 9, content(&post)).await;
    let started = turned(&world, &officer, "start").await;
    assert_eq!(
        (started.status, started.header("location")),
        (303, format!("{ENTRY}/course").as_str()),
        "{}",
        started.text()
    );
    let page = read(&world, &format!("{ENTRY}/course"), &officer).await.text();
    assert!(page.contains("Рейдті аяқтау") && !page.contains("Рейдті бастау"));
    assert_eq!(turned(&world, &officer, "start").await.status, 404, "it starts once");
    assert_eq!(turned(&world, &officer, "close").await.status, 303);
    let raid = fields(&world, 1).await;
    assert!(raid.contains_key("ended_at") && raid.contains_key("ended_on"));
    assert_eq!(
        (raid.get("hours"), raid.get("person_hours")),
        (Some(&Value::Number(0)), Some(&Value::Number(70)))
    );
    let page = read(&world, &format!("{ENTRY}/course"), &officer).await.text();
    assert!(!page.contains("name=\"turn\""));
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_track_is_cleaned_kept_with_its_working_and_taken_once() {
    let (world, officer) = staffed(&[("started_on", Value::Date(date(2026, 11, 18))), ("ended_on", Value::Date(date(2026, 11, 19)))]).await;
    let answer = bring(&world, &officer, &[("mode", "foot")], &walk("2026-11-18")).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let place = answer.header("location").to_owned();
    let page = read(&world, &place, &officer).await.text();
    assert!(page.contains("class=\"drawing\"") && page.contains("track.gpx"));
    let id = Uuid::parse_str(place.rsplit('/').next().unwrap()).unwrap().as_u128();
    let track = fields(&world, id).await;
    // Ten times 0.0009 degrees of latitude are 1,000.76 m, in ten minutes.
    for (field, number) in [("km", 10), ("hours", 2), ("fixes", 11), ("gaps", 0), ("too_fast", 0), ("speed_most", 15)] {
        assert_eq!(track.get(field), Some(&Value::Number(number)), "{field}");
    }
    assert_eq!(track.get("went_on"), Some(&Value::Date(date(2026, 11, 18))));
    let course = read(&world, &format!("{ENTRY}/course"), &officer).await.text();
    assert!(course.contains("class=\"drawing\"") && course.contains("Трек бойынша: Жаяу"), "{course}");

    let again = bring(&world, &officer, &[("mode", "foot")], &walk("2026-11-18")).await;
    assert_eq!(again.status, 422, "the same file is there already");
    let app = world.web.app();
    let (_, scope) = app.scope(app.body(CITY).await.unwrap()).await.unwrap();
    let tracks = app.store.entries(&scope, "track", i64::from(i32::MIN), i64::from(i32::MAX)).await.unwrap();
    assert_eq!(tracks.len(), 1);
    for (given, file, field) in [
        (vec![("mode", "foot")], walk("2026-11-17"), "file"),
        (vec![("mode", "foot")], walk("2026-11-20"), "file"),
        (vec![("mode", "foot")], b"<gpx></gpx>".to_vec(), "file"),
        (vec![("mode", "foot")], b"hello".to_vec(), "file"),
        (vec![("mode", "foot")], Vec::new(), "file"),
        (vec![("mode", "carpet")], walk("2026-11-19"), "mode"),
        (vec![("gap", "0")], walk("2026-11-19"), "accuracy"),
        (vec![("accuracy", "x")], walk("2026-11-19"), "accuracy"),
    ] {
        let refused = bring(&world, &officer, &given, &file).await;
        assert_eq!(refused.status, 422, "{given:?}");
        assert!(refused.text().contains(&format!("{field}-error")), "{given:?}: {}", refused.text());
    }
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_whoever_writes_the_raid_turns_it_and_brings_tracks_and_only_readers_see_it() {
    let (world, officer) = staffed(&[]).await;
    let region = signed_in(&world, "region", "region_head", REGION).await;
    let other = signed_in(&world, "other", "charged_officer", "111000000").await;
    let (course, track) = (format!("{ENTRY}/course"), format!("{ENTRY}/course/track"));
    assert_eq!(read(&world, &course, &officer).await.status, 200);
    let page = read(&world, &course, &region).await;
    assert_eq!(page.status, 200);
    assert!(!page.text().contains("name=\"turn\"") && !page.text().contains("/course/track"));
    for (cookie, paths) in [(&region, vec![&track]), (&other, vec![&course, &track])] {
        for path in paths {
            assert_eq!(read(&world, path, cookie).await.status, 404);
            let form = [("mark", mark(&read(&world, "/kk/account", cookie).await.text()))];
            let form = [("mark", form[0].1.as_str()), ("turn", "start"), ("based_on", "1")];
            assert_eq!(sent(&world, path, cookie, &form).await.status, 404, "{path}");
        }
    }
    for word in ["plan", "briefing", "note"] {
        let paper = format!("{ENTRY}/course/paper/{word}.pdf");
        assert_eq!(read(&world, &paper, &region).await.status, 200);
        assert_eq!(read(&world, &paper, &other).await.status, 404);
    }
    assert_eq!(read(&world, &format!("{ENTRY}/course/paper/secret.pdf"), &officer).await.status, 404);
    // What is no raid has no course.
    write(&world, "organisation", 5, content(&[("name", text("«Балқаш балық» ЖШС"))])).await;
    let organisation = format!("/kk/entries/{}/course", Uuid::from_u128(5));
    assert_eq!(read(&world, &organisation, &officer).await.status, 404);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_note_tells_of_what_names_the_raid_and_the_plan_of_who_agrees() {
    let raid = Value::Entry(EntryId(Uuid::from_u128(1)));
    let agreeing = row(1, &[("body", text("Балық инспекциясы")), ("post", text("инспекция басшысы"))]);
    let (world, officer) = staffed(&[("approvals", Value::Rows(vec![agreeing])), ("task", text("Уылдырық шашу кезеңін қорғау"))]).await;
    let person = write(&world, "person", 7, content(&[("surname", text("Құпиябаев"))])).await;
    let day = |day| Value::Date(date(2026, 11, day));
    let net = |no, kind: &str, quantity, unit: &str| {
        let cells = [
            ("kind", choice(kind)),
            ("quantity", Value::Number(quantity)),
            ("unit", choice(unit)),
            ("seized_on", day(20)),
        ];
        row(no, &cells)
    };
    for (no, amount) in [(2, 1_234_500), (3, 100_000)] {
        let held = [
            ("person", Value::Entry(person)),
            ("role", choice("offender")),
            ("status", choice("citizen")),
            ("held_on", day(20)),
        ];
        let damage = row(
            1,
            &[("amount", Value::Number(amount)), ("assessed_on", day(20)), ("by_hand", text("сараптама"))],
        );
        let fields = [
            ("nature", choice("administrative")),
            ("article", choice("ao2014_383")),
            ("revealed_on", day(20)),
            ("revealed_by", choice("line")),
            ("raid", raid.clone()),
            ("persons", Value::Rows(vec![row(1, &held)])),
            ("seizures", Value::Rows(vec![net(1, "net", 2_000, "piece"), net(2, "fish", 5_400, "kg")])),
            ("damage", Value::Rows(vec![damage])),
        ];
        write(&world, "offence", no, content(&fields)).await;
    }
    let note = read(&world, &format!("{ENTRY}/course/paper/note.pdf"), &officer).await.text();
    assert!(
        note.contains("Құқық бұзушылықтар: 2; ұсталған адамдар: 2; зиян, барлығы: 13\u{a0}345,00 теңге."),
        "{note}"
    );
    assert!(note.contains("| 4 | ") && note.contains("| 10,8 | "), "alike things stand together: {note}");
    assert!(!note.contains("Құпиябаев"), "persons are not named");
    let plan = read(&world, &format!("{ENTRY}/course/paper/plan.pdf"), &officer).await.text();
    assert!(
        plan.contains("Балық инспекциясы, инспекция басшысы") && plan.contains("Уылдырық шашу кезеңін қорғау"),
        "{plan}"
    );
    let briefing = read(&world, &format!("{ENTRY}/course/paper/briefing.pdf"), &officer).await.text();
    assert!(briefing.contains("1 | ") && briefing.contains("2 | "), "{briefing}");
    assert!(
        briefing.contains("10 |  |  |  | ") && !briefing.contains("11 | "),
        "whoever is not named has a line to sign on: {briefing}"
    );
    world.stop().await;
}

/// Fixes of real patrols, told by a program that shares nothing with this one (haversine, the same rules): fixes, repeated, too fast, gaps,
/// tenths of a kilometre and of an hour. The receiver of the first wrote a fix each 10 to 14 minutes.
const PATROLS: [(&str, &str, [i64; 6]); 4] = [
    ("02e2d7ef", "15", [147, 98, 3, 1, 623, 63]),
    ("0917a0c7", "10", [214, 0, 0, 0, 71, 19]),
    ("0a253393", "10", [1_677, 0, 1, 2, 1_426, 200]),
    ("0ae117bb", "10", [608, 456, 0, 0, 108, 21]),
];

#[tokio::test(flavor = "multi_thread")]
async fn tracks_of_real_patrols_are_as_long_as_another_program_says() {
    let file = std::path::absolute("../../../shared/data/patrols/smart-fixes.csv").unwrap();
    let Ok(data) = std::fs::read_to_string(&file) else {
        eprintln!("real patrols were NOT tested: {} is absent", file.display());
        return;
    };
    let days = [("started_on", Value::Date(date(2024, 1, 1))), ("ended_on", Value::Date(date(2024, 1, 3)))];
    let (world, officer) = staffed(&days).await;
    for (patrol, gap, expected) in PATROLS {
        let lines = data.lines().filter(|line| line.starts_with(patrol));
        let fixes: Vec<(String, String, String)> = lines
            .map(|line| {
                let cells: Vec<&str> = line.split(',').collect();
                (cells[3].replace(' ', "T"), cells[5].to_owned(), cells[4].to_owned())
            })
            .collect();
        let answer = bring(&world, &officer, &[("gap", gap)], &gpx(&fixes)).await;
        assert_eq!(answer.status, 303, "{patrol}: {}", answer.text());
        let id = Uuid::parse_str(answer.header("location").rsplit('/').next().unwrap()).unwrap().as_u128();
        let track = fields(&world, id).await;
        let said = ["fixes", "repeated", "too_fast", "gaps", "km", "hours"].map(|code| track.get(code).and_then(Value::number).unwrap());
        assert_eq!(said, expected, "{patrol}");
        let Some(Value::Geometry(line)) = track.get("line") else {
            panic!("{track:?}")
        };
        assert!(line.len() < 200_000, "{}", line.len());
    }
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_raid_for_a_day_to_come_has_its_plan_and_counts_from_the_day_it_starts() {
    let world = founded_on(World::printing(Arc::new(Echo)).await).await;
    let (app, today) = (world.web.app(), world.web.app().today());
    let officer = signed_in(&world, "officer", "charged_officer", CITY).await;
    let ahead = today.saturating_add(jiff::ToSpan::days(9));
    let chief = EntryId(Uuid::from_u128(9));
    let prepared = content(&[
        ("kind", choice("raid")),
        ("planned_on", Value::Date(ahead)),
        ("briefed_on", Value::Date(today)),
        ("briefed", Value::Number(5)),
        ("briefed_by", Value::Entry(chief)),
        ("topics", text("Қару қолдану тәртібі")),
    ]);
    let undated = content(&[("kind", choice("raid"))]);
    let city = app.body(CITY).await.unwrap();
    assert!(
        app.write("raid", city, EntryId(app.new_id()), undated, "test").await.is_err(),
        "one day or the other"
    );
    write(&world, "raid", 1, prepared).await;
    let counted = async || {
        let (tree, scope) = app.scope(city).await.unwrap();
        let month = qorgau_domain::Period::Month(qorgau_domain::Month::of(today));
        let figures = app.statistical_return(&tree, &scope, qorgau_app::returns::Kind::Monthly, month).await.unwrap();
        figures.figures.iter().find(|figure| figure.code == "R01").unwrap().period.unwrap_or(0)
    };
    assert_eq!(counted().await, 0, "what is only prepared is no raid yet");
    let plan = read(&world, &format!("{ENTRY}/course/paper/plan.pdf"), &officer).await;
    let day = format!("{:02}.{:02}.{}", ahead.day(), ahead.month(), ahead.year());
    assert!(plan.status == 200 && plan.text().contains(&day), "{}", plan.text());
    assert_eq!(turned(&world, &officer, "start").await.status, 303);
    let raid = fields(&world, 1).await;
    assert_eq!(
        (raid.get("started_on"), raid.get("planned_on")),
        (Some(&Value::Date(today)), Some(&Value::Date(ahead)))
    );
    assert_eq!(counted().await, 1);
    world.stop().await;
}
