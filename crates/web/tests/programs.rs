//! What programs do beside entries: they start and end raids, bring tracks, link records and dissolve the link, and read files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;
mod signing;

use common::World;
use jiff::civil::{Date, date};
use qorgau_app::tracks;
use qorgau_domain::EntryId;
use qorgau_domain::value::{Content, Place, Row, Span, Value};
use serde_json::{Value as Json, json};
use signing::{CITY, OTHER, REGION, founded, mark, read, sent, signed_in};
use uuid::Uuid;

/// A district beside the city, in the same region.
const BESIDE: &str = "391600000";
const RAID: &str = "/api/v1/entries/00000000-0000-0000-0000-000000000001";

/// Asks with a token; what is refused is a problem with its code.
async fn ask(world: &World, method: &str, path: &str, token: &str, kind: &str, body: &[u8]) -> (u16, Json) {
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str()), ("accept-language", "en"), ("content-type", kind)];
    let answer = world.ask(method, path, &headers, body).await;
    let json: Json = serde_json::from_slice(&answer.bytes).unwrap_or_else(|_| panic!("{method} {path} said no JSON: {}", answer.text()));
    if answer.status >= 400 {
        assert_eq!(answer.header("content-type"), "application/problem+json", "{method} {path}");
        assert!(json["code"].is_string() && json["detail"].is_string(), "{json}");
    }
    (answer.status, json)
}

async fn get(world: &World, path: &str, token: &str) -> (u16, Json) {
    ask(world, "GET", path, token, "application/json", b"").await
}

async fn post(world: &World, path: &str, token: &str, body: &Json) -> (u16, Json) {
    ask(world, "POST", path, token, "application/json", body.to_string().as_bytes()).await
}

/// The token of somebody with a role at a body, for some acts.
async fn token(world: &World, (login, role, body): (&str, &str, &str), acts: &[&str]) -> String {
    let cookie = signed_in(world, login, role, body).await;
    another(world, &cookie, body, acts).await
}

/// One more token of somebody signed in.
async fn another(world: &World, cookie: &str, body: &str, acts: &[&str]) -> String {
    let mark = mark(&read(world, "/en/account/tokens", cookie).await.text());
    let body = world.web.app().body(body).await.unwrap().0.to_string();
    let mut form = vec![("mark", mark.as_str()), ("name", "program"), ("body", &body), ("until", "30.11.2026")];
    form.extend(acts.iter().map(|act| ("acts", *act)));
    let made = sent(world, "/en/account/tokens", cookie, &form).await.text();
    made.split("class=\"secret\">").nth(1).unwrap().split('<').next().unwrap().to_owned()
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

async fn write(world: &World, register: &str, body: &str, no: u128, fields: Content) -> EntryId {
    let (app, id) = (world.web.app(), EntryId(Uuid::from_u128(no)));
    app.write(register, app.body(body).await.unwrap(), id, fields, "test").await.unwrap();
    id
}

/// A raid of the city from a day on, and what more is known of it.
async fn raid(world: &World, started_on: Date, more: &[(&str, Value)]) {
    let cells = content(&[("service", choice("line")), ("count", Value::Number(3))]);
    let mut fields = content(&[
        ("kind", choice("raid")),
        ("started_on", Value::Date(started_on)),
        ("participants", Value::Rows(vec![Row { no: 1, cells }])),
    ]);
    fields.extend(content(more));
    write(world, "raid", CITY, 1, fields).await;
}

async fn briefed(world: &World) {
    let from = date(2020, 1, 6);
    let chief = content(&[
        ("surname", text("Оспанов")),
        ("given_name", text("Ерлан")),
        ("rank", choice("captain")),
        ("post", choice("specialist")),
        ("appointed_on", Value::Date(from)),
        ("service", Value::Span(Span { from, until: None })),
    ]);
    let chief = write(world, "officer", CITY, 9, chief).await;
    let briefing = [
        ("briefed_on", Value::Date(date(2026, 11, 20))),
        ("briefed", Value::Number(3)),
        ("briefed_by", Value::Entry(chief)),
        ("topics", text("Қару қолдану тәртібі")),
    ];
    raid(world, date(2026, 11, 22), &briefing).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_raid_is_started_and_ended_once_each_and_not_without_its_briefing() {
    let world = founded().await;
    raid(&world, date(2026, 11, 22), &[]).await;
    let turns = token(&world, ("officer", "charged_officer", CITY), &["read", "correct"]).await;
    let (status, problem) = post(&world, &format!("{RAID}/course/start"), &turns, &json!({"based_on": 1})).await;
    assert_eq!((status, &problem["code"]), (422, &json!("fields")));
    let wrong: Vec<&str> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["field"].as_str().unwrap())
        .collect();
    assert!(wrong.contains(&"briefed_on") && wrong.contains(&"topics"), "{problem}");
    assert_eq!(get(&world, RAID, &turns).await.1["revision"], json!(1), "nothing is half stored");
    world.stop().await;

    let world = founded().await;
    briefed(&world).await;
    let cookie = signed_in(&world, "officer", "charged_officer", CITY).await;
    let turns = another(&world, &cookie, CITY, &["read", "correct"]).await;
    let reads = another(&world, &cookie, CITY, &["read"]).await;
    let elsewhere = token(&world, ("elsewhere", "charged_officer", BESIDE), &["read", "correct"]).await;
    let (start, close) = (format!("{RAID}/course/start"), format!("{RAID}/course/close"));
    for token in [&reads, &elsewhere] {
        assert_eq!(post(&world, &start, token, &json!({"based_on": 1})).await.0, 404);
    }
    assert_eq!(
        post(&world, &close, &turns, &json!({"based_on": 1})).await.0,
        404,
        "the end comes after the start"
    );
    let (status, begun) = post(&world, &start, &turns, &json!({"based_on": 1})).await;
    assert_eq!(
        (status, &begun["revision"], &begun["fields"]["started_on"]),
        (200, &json!(2), &json!("2026-11-22"))
    );
    assert_eq!(begun["fields"]["started_at"], json!("2026-11-22T06:00:00Z"));
    assert_eq!(
        post(&world, &start, &turns, &json!({"based_on": 1.0})).await,
        (200, begun.clone()),
        "sent twice"
    );
    assert_eq!(get(&world, RAID, &turns).await, (200, begun));
    let (status, problem) = post(&world, &close, &turns, &json!({"based_on": 1})).await;
    assert_eq!((status, &problem["code"], &problem["current"]["revision"]), (409, &json!("stale"), &json!(2)));
    let (status, over) = post(&world, &close, &turns, &json!({"based_on": 2})).await;
    assert_eq!((status, &over["revision"]), (200, &json!(3)), "{over}");
    assert_eq!(
        (over["fields"]["ended_on"].as_str(), over["fields"]["hours"].as_f64()),
        (Some("2026-11-22"), Some(0.0))
    );
    assert_eq!(post(&world, &close, &turns, &json!({"based_on": 2})).await, (200, over), "sent twice");
    assert_eq!(post(&world, &start, &turns, &json!({"based_on": 3})).await.0, 404, "it is over");
    for (path, body, status) in [
        (format!("{RAID}/course/fly"), json!({"based_on": 3}), 404),
        (start.clone(), json!({}), 400),
        (start.clone(), json!({"based_on": 1.5}), 400),
        (start, json!({"based_on": 3, "at": "12:00"}), 400),
        (
            "/api/v1/entries/00000000-0000-0000-0000-000000000009/course/start".to_owned(),
            json!({"based_on": 1}),
            404,
        ),
    ] {
        assert_eq!(post(&world, &path, &turns, &body).await.0, status, "{path} {body}");
    }
    world.stop().await;
}

/// A walk to the north of a hundred metres a minute on a day, each fix worded.
fn walk(day: &str, fix: impl Fn(&str, f64) -> String) -> String {
    let at = |no: u32| fix(&format!("{day}T05:{no:02}:00Z"), 53.0 + f64::from(no) * 0.0009);
    (0..11).map(at).collect()
}

fn gpx(day: &str) -> Vec<u8> {
    let points = walk(day, |at, lat| format!("<trkpt lat=\"{lat:.4}\" lon=\"69.0\"><time>{at}</time></trkpt>"));
    format!("<?xml version=\"1.0\"?><gpx version=\"1.1\" creator=\"test\"><trk><trkseg>{points}</trkseg></trk></gpx>").into_bytes()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_track_is_brought_once_as_bare_bytes_and_answered_with_its_cleaning() {
    let world = founded().await;
    raid(&world, date(2026, 11, 18), &[("ended_on", Value::Date(date(2026, 11, 19)))]).await;
    let cookie = signed_in(&world, "officer", "charged_officer", CITY).await;
    let (writes, reads) = (
        another(&world, &cookie, CITY, &["read", "enter"]).await,
        another(&world, &cookie, CITY, &["read"]).await,
    );
    let region = token(&world, ("region", "region_head", REGION), &["read", "enter"]).await;
    let at = |query: &str| format!("{RAID}/tracks?{query}");
    let id = |no: u128| Uuid::from_u128(no).to_string();
    let bring = async |query: &str, token: &str, file: &[u8]| ask(&world, "POST", &at(query), token, "application/octet-stream", file).await;
    let foot = format!("id={}&mode=foot&name=track.gpx", id(50));
    for token in [&reads, &region] {
        assert_eq!(bring(&foot, token, &gpx("2026-11-18")).await.0, 404);
    }
    let (status, track) = bring(&foot, &writes, &gpx("2026-11-18")).await;
    assert_eq!((status, &track["register"], &track["id"]), (201, &json!("track"), &json!(id(50))), "{track}");
    let fields = &track["fields"];
    assert_eq!(
        (fields["raid"].as_str(), fields["file_name"].as_str()),
        RAID.rsplit('/').next().map(|raid| (Some(raid), Some("track.gpx"))).unwrap()
    );
    // Ten times 0.0009 degrees of latitude are 1,000.76 m, in ten minutes.
    for (field, number) in [
        ("km", 1.0),
        ("hours", 0.2),
        ("fixes", 11.0),
        ("gaps", 0.0),
        ("too_fast", 0.0),
        ("accuracy_most", 50.0),
    ] {
        assert_eq!(fields[field].as_f64(), Some(number), "{field}");
    }
    assert_eq!(
        bring(&foot, &writes, &gpx("2026-11-18")).await,
        (200, track.clone()),
        "sent twice it is stored once"
    );
    assert_eq!(get(&world, &format!("/api/v1/entries/{}", id(50)), &reads).await, (200, track));

    let table = format!("time,lat,lon\n{}", walk("2026-11-19", |at, lat| format!("{at},{lat:.4},69.0\n")));
    let (status, track) = bring(&format!("id={}&mode=vehicle&accuracy=20&gap=5", id(51)), &writes, table.as_bytes()).await;
    assert_eq!((status, track["fields"]["gap_least"].as_f64()), (201, Some(5.0)), "{track}");

    let large = vec![b' '; tracks::MOST + 1];
    let new = format!("id={}&mode=foot", id(52));
    for (query, file, status, code) in [
        (format!("id={}&mode=vehicle", id(50)), gpx("2026-11-18"), 409, "changed"),
        (new.clone(), gpx("2026-11-18"), 422, "fields"),
        (new.clone(), gpx("2026-11-17"), 422, "track"),
        (new.clone(), b"hello".to_vec(), 422, "track"),
        (new.clone(), Vec::new(), 422, "track"),
        (new.clone(), large, 413, "large"),
        (format!("id={}&mode=carpet", id(52)), gpx("2026-11-19"), 422, "track"),
        (format!("{new}&gap=0"), gpx("2026-11-19"), 422, "track"),
        (format!("{new}&accuracy=x"), gpx("2026-11-19"), 400, "request"),
        (format!("{new}&colour=red"), gpx("2026-11-19"), 400, "request"),
        (format!("id={}", id(52)), gpx("2026-11-19"), 400, "request"),
        ("mode=foot".to_owned(), gpx("2026-11-19"), 400, "request"),
    ] {
        let (refused, problem) = bring(&query, &writes, &file).await;
        assert_eq!((refused, problem["code"].as_str()), (status, Some(code)), "{query}: {problem}");
    }
    assert_eq!(get(&world, &format!("/api/v1/entries/{}", id(52)), &reads).await.0, 404, "nothing was stored");
    world.stop().await;
}

async fn person(world: &World, body: &str, no: u128) -> EntryId {
    write(
        world,
        "person",
        body,
        no,
        content(&[("surname", text("Ахметов")), ("given_name", text("Болат"))]),
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn records_of_a_person_are_linked_as_they_were_seen_and_the_link_is_dissolved() {
    let world = founded().await;
    let (one, other, twice) = (person(&world, CITY, 71).await, person(&world, BESIDE, 72).await, person(&world, CITY, 73).await);
    let staff = signed_in(&world, "staff", "unit_staff", REGION).await;
    let links = another(&world, &staff, REGION, &["read", "link"]).await;
    let reads = another(&world, &staff, REGION, &["read"]).await;
    let city = token(&world, ("officer", "charged_officer", CITY), &["read", "link"]).await;
    let foreign = token(&world, ("foreign", "unit_staff", OTHER), &["read", "link"]).await;
    let at = |id: EntryId| format!("/api/v1/entries/{id}/links");
    let alone = get(&world, &at(one), &links).await.1;
    assert_eq!(
        (&alone["of"], &alone["link"], alone["records"].as_array().unwrap().len()),
        (&json!("person"), &Json::Null, 1)
    );
    assert_eq!(get(&world, &at(one), &foreign).await.0, 404);

    let both = json!({one.to_string(): 1, other.to_string(): 1});
    let joining = json!({"with": other.to_string(), "first": other.to_string(), "seen": both});
    for token in [&reads, &city, &foreign] {
        assert_eq!(post(&world, &at(one), token, &joining).await.0, 404, "only above both");
    }
    let mut stale = joining.clone();
    stale["seen"][other.to_string()] = json!(2);
    let (status, problem) = post(&world, &at(one), &links, &stale).await;
    assert_eq!((status, &problem["code"]), (409, &json!("seen")));
    let mut nobody = joining.clone();
    nobody["first"] = json!(twice.to_string());
    assert_eq!(post(&world, &at(one), &links, &nobody).await.0, 400);
    let (status, linked) = post(&world, &at(one), &links, &joining).await;
    assert_eq!(status, 201, "{linked}");
    let order: Vec<&str> = linked["records"]
        .as_array()
        .unwrap()
        .iter()
        .map(|record| record["id"].as_str().unwrap())
        .collect();
    assert_eq!(order, [other.to_string(), one.to_string()]);
    assert_eq!(
        post(&world, &at(one), &links, &joining).await,
        (200, linked.clone()),
        "sent twice it is linked once"
    );
    assert_eq!(get(&world, &at(other), &links).await, (200, linked.clone()));
    let mut otherwise = joining.clone();
    otherwise["first"] = json!(one.to_string());
    assert_eq!(post(&world, &at(one), &links, &otherwise).await.1["code"], json!("conflict"));

    // What the region keeps is not seen by the city, and shows only when it acts.
    assert_eq!(get(&world, &at(one), &city).await.1, alone);
    let own = json!({"with": one.to_string(), "seen": {one.to_string(): 1, twice.to_string(): 1}});
    let (status, problem) = post(&world, &at(twice), &city, &own).await;
    assert_eq!((status, &problem["code"]), (409, &json!("conflict")), "{problem}");

    let dissolve = format!("{}/dissolve", at(one));
    let asked = json!({"link": linked["link"], "seen": both, "reason": "басқа адам"});
    let with = |name: &str, value: Json| {
        let mut asked = asked.clone();
        asked[name] = value;
        asked
    };
    for (token, body, status) in [
        (&reads, asked.clone(), 404),
        (&foreign, asked.clone(), 404),
        (&links, with("reason", json!(" ")), 422),
        (&links, with("link", json!(Uuid::from_u128(5).to_string())), 409),
        (&links, with("seen", json!({one.to_string(): 1})), 409),
        (&links, with("why", json!("x")), 400),
    ] {
        assert_eq!(post(&world, &dissolve, token, &body).await.0, status, "{body}");
    }
    for time in ["first", "second"] {
        assert_eq!(post(&world, &dissolve, &links, &asked).await, (200, alone.clone()), "{time}");
    }
    assert_eq!(world.web.app().store.link_of(one).await.unwrap(), None);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_records_of_a_fact_the_one_that_counted_so_far_goes_on_to_where_none_is_named() {
    let world = founded().await;
    let cells = content(&[("species", choice("cattle")), ("sick", Value::Number(3))]);
    let place = Place {
        name: "Қызылжар".to_owned(),
        at: None,
    };
    let outbreak = content(&[
        ("sector", choice("private")),
        ("disease", choice("fmd")),
        ("onset_on", Value::Date(date(2026, 5, 4))),
        ("place", Value::Place(place)),
        ("animals", Value::Rows(vec![Row { no: 1, cells }])),
    ]);
    let one = write(&world, "outbreak", CITY, 81, outbreak.clone()).await;
    let other = write(&world, "outbreak", BESIDE, 82, outbreak).await;
    let links = token(&world, ("staff", "unit_staff", REGION), &["read", "link"]).await;
    let path = format!("/api/v1/entries/{one}/links");
    let joining = json!({"with": other.to_string(), "seen": {one.to_string(): 1, other.to_string(): 1}});
    let (status, linked) = post(&world, &path, &links, &joining).await;
    assert_eq!(
        (status, &linked["of"], &linked["records"][0]["id"]),
        (201, &json!("fact"), &json!(one.to_string()))
    );
    // What counts for nothing and is no person is not linked.
    let firm = write(&world, "organisation", CITY, 83, content(&[("name", text("«Балқаш балық» ЖШС"))])).await;
    let itself = json!({"with": one.to_string(), "seen": {one.to_string(): 1}});
    assert_eq!(post(&world, &path, &links, &itself).await.0, 404, "no record is linked with itself");
    let crossed = json!({"with": firm.to_string(), "seen": {one.to_string(): 1, firm.to_string(): 1}});
    assert_eq!(post(&world, &path, &links, &crossed).await.0, 404);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_files_of_a_year_and_what_lies_in_one_are_read_by_whoever_reads_them() {
    let world = founded().await;
    let day = Value::Date(date(2026, 11, 3));
    let volume = content(&[
        ("file", choice("2")),
        ("year", Value::Number(2026)),
        ("volume", Value::Number(1)),
        ("opened_on", Value::Date(date(2026, 1, 5))),
    ]);
    let volume = write(&world, "file_volume", CITY, 90, volume).await.to_string();
    for (no, subject) in [(91, "Ауға рұқсат"), (92, "Балық аулау")] {
        let paper = content(&[
            ("received_on", day.clone()),
            ("sender", text("Облыстық инспекция")),
            ("subject", text(subject)),
            ("sheets", Value::Number(7)),
            ("file", choice("2")),
        ]);
        write(&world, "incoming_paper", CITY, no, paper).await;
    }
    let reads = token(&world, ("officer", "charged_officer", CITY), &["read"]).await;
    let writes = token(&world, ("writer", "charged_officer", CITY), &["enter"]).await;
    let stranger = token(&world, ("stranger", "records_clerk", OTHER), &["read"]).await;
    let (status, files) = get(&world, "/api/v1/files/2026", &reads).await;
    assert_eq!((status, files.as_array().unwrap().len()), (200, 5), "{files}");
    let file = files.as_array().unwrap().iter().find(|file| file["file"] == "2").unwrap();
    assert_eq!(
        (&file["lines"], &file["sheets"], &file["exact"], &file["loose"]),
        (&json!(2), &json!(14), &json!(true), &json!(0))
    );
    let kept = &file["volumes"][0];
    assert_eq!(
        (&kept["id"], &kept["state"], &kept["lines"], &kept["retention"]),
        (&json!(volume), &json!("open"), &json!(2), &json!("unset"))
    );

    let page = format!("/api/v1/files/2026/2?body={CITY}&volume={volume}&limit=1");
    let (status, first) = get(&world, &page, &reads).await;
    assert_eq!((status, &first["counted"], &first["after"]), (200, &json!(2), &json!(1)), "{first}");
    let line = &first["lines"][0];
    assert_eq!(
        (&line["of"], &line["id"], &line["day"]),
        (&json!("entry"), &json!(Uuid::from_u128(91).to_string()), &json!("2026-11-03"))
    );
    assert!(
        line["title"].as_str().unwrap().contains("Ауға рұқсат") && line["volume"] == json!(volume),
        "{line}"
    );
    let (_, last) = get(&world, &format!("{page}&after=1"), &reads).await;
    assert_eq!((last["lines"].as_array().unwrap().len(), &last["after"]), (1, &Json::Null));
    for (token, path, status) in [
        (&writes, "/api/v1/files/2026".to_owned(), 404),
        (&stranger, format!("/api/v1/files/2026?body={CITY}"), 404),
        (&stranger, format!("/api/v1/files/2026/2?body={CITY}"), 404),
        (&reads, format!("/api/v1/files/2026/2?volume={}", Uuid::from_u128(5)), 404),
        (&reads, "/api/v1/files/2026/9".to_owned(), 404),
        (&reads, "/api/v1/files/year".to_owned(), 404),
        (&reads, "/api/v1/files/2026/2?limit=0".to_owned(), 400),
        (&reads, "/api/v1/files/2026/2?page=2".to_owned(), 400),
    ] {
        assert_eq!(get(&world, &path, token).await.0, status, "{path}");
    }
    let mut audit = world.web.app().store.audit().await.unwrap();
    let rows = audit.access(0, 1_000).await.unwrap();
    let taken: Vec<String> = rows.into_iter().filter(|(row, _)| row.what == "export").map(|(row, _)| row.detail).collect();
    assert_eq!(
        taken,
        vec![format!("api files {CITY} 2026 2"); 2],
        "each time what lies in a file leaves the system"
    );
    drop(audit);
    world.stop().await;
}
