//! What lies over the districts of the map: what is closed on a day, and the tracks of raids; who sees which, and how much.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;
mod signing;

use common::World;
use jiff::civil::{Date, date};
use qorgau_app::tracks::drawn::MOST_ON_MAP;
use qorgau_domain::EntryId;
use qorgau_domain::value::{Content, Place, Row, Value};
use serde_json::Value as Json;
use signing::{CITY, OTHER, REGION, founded, read, signed_in};
use uuid::Uuid;

/// A region and its only known outline.
const OUTLINES: &str = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"kato":"390000000"},"geometry":
    {"type":"Polygon","coordinates":[[[62,50],[66,50],[66,54],[62,54],[62,50]]]}}]}"#;

/// A lake in that region.
const LAKE: &str = r#"{"type":"Polygon","coordinates":[[[63,52],[64,52],[64,53],[63,53],[63,52]]]}"#;

/// Where an object lies.
enum Lies {
    Drawn,
    At(i64, i64),
    Nowhere,
}

/// A natural object with one ban from a day of each year to another.
async fn object(world: &World, body: &str, name: &str, lies: Lies, (first, last): ((i64, i64), (i64, i64))) -> EntryId {
    let app = world.web.app();
    let number = |code: &str, number: i64| (code.to_owned(), Value::Number(number));
    let cells = Content::from([
        number("first_month", first.0),
        number("first_day", first.1),
        number("last_month", last.0),
        number("last_day", last.1),
        ("way".to_owned(), Value::Choice("net".to_owned())),
        ("act".to_owned(), Value::Text("18-04/190".to_owned())),
    ]);
    let mut fields = Content::from([
        ("kind".to_owned(), Value::Choice("spawning_ground".to_owned())),
        ("name".to_owned(), Value::Text(name.to_owned())),
        ("as_of".to_owned(), Value::Date(date(2026, 1, 15))),
        ("regime".to_owned(), Value::Choice("seasonal".to_owned())),
        ("seasons".to_owned(), Value::Rows(vec![Row { no: 1, cells }])),
    ]);
    match lies {
        Lies::Drawn => {
            fields.insert("area".to_owned(), Value::Geometry(LAKE.to_owned()));
        }
        Lies::At(lat, lon) => {
            let place = Place {
                name: "Лақалы".to_owned(),
                at: Some((lat, lon)),
            };
            fields.insert("place".to_owned(), Value::Place(place));
        }
        Lies::Nowhere => {}
    }
    let id = EntryId(app.new_id());
    app.write("natural_object", app.body(body).await.unwrap(), id, fields, "test").await.unwrap();
    id
}

async fn raid(world: &World, no: u128) -> EntryId {
    let (app, id) = (world.web.app(), EntryId(Uuid::from_u128(no)));
    let fields = Content::from([
        ("kind".to_owned(), Value::Choice("raid".to_owned())),
        ("started_on".to_owned(), Value::Date(date(2026, 11, 10))),
    ]);
    app.write("raid", app.body(CITY).await.unwrap(), id, fields, "test").await.unwrap();
    id
}

/// A track of a raid of the city; its number tells its file from others.
async fn track(world: &World, raid: EntryId, day: Date, no: usize) -> EntryId {
    let (app, id) = (world.web.app(), EntryId(world.web.app().new_id()));
    let numbers = [
        ("km", 42),
        ("hours", 2),
        ("fixes", 11),
        ("repeated", 0),
        ("inaccurate", 0),
        ("too_fast", 0),
        ("gaps", 0),
        ("accuracy_most", 50),
        ("speed_most", 15),
        ("gap_least", 10),
    ];
    let line = r#"{"type":"LineString","coordinates":[[63.6,53.2],[63.61,53.21],[63.63,53.21]]}"#;
    let fields = [
        ("raid", Value::Entry(raid)),
        ("went_on", Value::Date(day)),
        ("mode", Value::Choice("foot".to_owned())),
        ("began_at", Value::Moment("2026-09-01T05:00:00Z".parse().unwrap())),
        ("ended_at", Value::Moment("2026-09-01T05:10:00Z".parse().unwrap())),
        ("source_id", Value::Text(format!("file {no}"))),
        ("line", Value::Geometry(line.to_owned())),
    ];
    let numbers = numbers.map(|(code, number)| (code, Value::Number(number)));
    let fields: Content = fields.into_iter().chain(numbers).map(|(code, value)| (code.to_owned(), value)).collect();
    app.write("track", app.body(CITY).await.unwrap(), id, fields, "test").await.unwrap();
    id
}

/// What the script is told at a place.
async fn told(world: &World, path: &str, cookie: &str) -> Vec<Json> {
    let answer = read(world, path, cookie).await;
    assert_eq!(answer.status, 200, "{path}");
    assert_eq!(answer.header("content-type"), "application/geo+json", "{path}");
    let whole: Json = serde_json::from_str(&answer.text()).unwrap();
    whole["features"].as_array().unwrap().clone()
}

fn names(features: &[Json]) -> Vec<&str> {
    features.iter().map(|feature| feature["properties"]["name"].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_closed_on_a_day_lies_over_the_map_and_a_day_later_does_not() {
    let world = founded().await;
    assert_eq!(world.web.app().import_territories(OUTLINES, "test", false).await.unwrap().accepted, 1);
    let spring = ((4, 15), (6, 1));
    let lake = object(&world, CITY, "Lake of the test", Lies::Drawn, spring).await;
    let spring_of = object(&world, CITY, "Spring of the test", Lies::At(52_500_000, 63_500_000), spring).await;
    object(&world, CITY, "Nowhere of the test", Lies::Nowhere, spring).await;
    let basin = object(&world, REGION, "Basin of the region", Lies::Drawn, ((5, 1), (6, 30))).await;
    object(&world, OTHER, "Pond of strangers", Lies::Drawn, ((1, 1), (12, 31))).await;
    let officer = signed_in(&world, "officer", "charged_officer", CITY).await;

    let last = told(&world, "/en/map/bans.json?day=01.06.2026", &officer).await;
    let mut seen = names(&last);
    seen.sort_unstable();
    assert_eq!(seen, ["Basin of the region", "Lake of the test", "Spring of the test"]);
    let of = |id: EntryId| last.iter().find(|feature| feature["properties"]["key"] == id.to_string()).unwrap();
    assert_eq!(of(lake)["geometry"]["type"], "MultiPolygon");
    assert_eq!(
        (of(spring_of)["geometry"]["type"].as_str(), of(spring_of)["geometry"]["coordinates"][0].as_f64()),
        (Some("Point"), Some(63.5))
    );
    let said = of(lake)["properties"].to_string();
    assert!(said.contains("gear or way: Net; last day: 01.06.2026 (18-04/190)"), "{said}");
    assert!(
        said.contains(&format!("/en/entries/{lake}")) && said.contains("/en/bans?day=01.06.2026"),
        "{said}"
    );
    let theirs = of(basin)["properties"].to_string();
    assert!(
        !theirs.contains("/en/entries/") && theirs.contains("/en/bans?day="),
        "it binds, and its entry stays closed: {theirs}"
    );
    let after = told(&world, "/en/map/bans.json?day=02.06.2026", &officer).await;
    assert_eq!(names(&after), ["Basin of the region"]);
    assert!(told(&world, "/en/map/bans.json", &officer).await.is_empty(), "today nothing is closed");

    let page = read(&world, "/en/map?bans=1&day=01.06.2026", &officer).await.text();
    assert_eq!(
        page.matches("fill=\"url(#closed-days)\"").count(),
        2,
        "both areas are drawn without script: {page}"
    );
    assert_eq!(page.matches("<circle class=\"closed\"").count(), 1);
    assert!(page.contains("neither outline nor place: 1") && page.contains("Nowhere of the test"));
    assert!(page.contains("map/bans.json") && page.contains("swatch closed"));
    let page = read(&world, "/en/map?day=01.06.2026", &officer).await.text();
    assert!(
        page.contains("name=\"bans\"") && !page.contains("Lake of the test"),
        "it is shown where it is asked for"
    );
    let wrong = read(&world, "/en/map?bans=1&day=31.02.2026", &officer).await;
    assert!(wrong.status == 200 && wrong.text().contains("id=\"day-error\""));

    let head = signed_in(&world, "head", "region_head", OTHER).await;
    let theirs = told(&world, "/en/map/bans.json?day=01.06.2026", &head).await;
    assert_eq!(names(&theirs), ["Pond of strangers"]);
    assert_eq!(read(&world, &format!("/en/map/bans.json?body={CITY}&day=01.06.2026"), &head).await.status, 404);
    let admin = signed_in(&world, "admin", "administrator", "MIA").await;
    assert_eq!(read(&world, "/en/map/bans.json?day=01.06.2026", &admin).await.status, 404);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_newest_tracks_lie_over_the_map_and_those_left_out_are_counted() {
    let world = founded().await;
    assert_eq!(world.web.app().import_territories(OUTLINES, "test", false).await.unwrap().accepted, 1);
    let (raid, other) = (raid(&world, 1).await, raid(&world, 2).await);
    track(&world, raid, date(2026, 10, 31), 0).await;
    for no in 1..=3 {
        track(&world, raid, date(2026, 11, 1), no).await;
    }
    for no in 4..MOST_ON_MAP + 4 {
        track(&world, raid, date(2026, 11, 10), no).await;
    }
    let officer = signed_in(&world, "officer", "charged_officer", CITY).await;
    let features = told(&world, "/en/map/tracks.json?period=2026-11", &officer).await;
    assert_eq!(features.len(), MOST_ON_MAP);
    assert!(features.iter().all(|feature| feature["properties"]["name"] == "10.11.2026 · On foot"));
    let page = read(&world, "/en/map?tracks=1&period=2026-11", &officer).await.text();
    assert!(page.contains("the newest 500 tracks; not shown: 3."), "{page}");
    assert_eq!(page.matches("<path class=\"track way\"").count(), MOST_ON_MAP);
    assert_eq!(told(&world, "/en/map/tracks.json?period=2026-10", &officer).await.len(), 1);
    let october = read(&world, "/en/map?tracks=1&period=2026-10", &officer).await.text();
    assert!(october.contains("31.10.2026") && !october.contains("not shown"), "{october}");
    // A raid's tracks are shown whenever they were gone.
    let page = read(&world, &format!("/en/map?tracks=1&period=2026-10&raid={raid}"), &officer).await.text();
    assert!(
        page.contains("not shown: 4.") && page.contains("Tracks of raid No.") && page.contains(" data-near"),
        "{page}"
    );
    let none = read(&world, &format!("/en/map?tracks=1&raid={other}"), &officer).await.text();
    assert!(none.contains("There are no tracks.") && !none.contains(" data-near"), "{none}");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_track_leads_to_its_raid_and_who_may_not_read_it_sees_neither() {
    let world = founded().await;
    assert_eq!(world.web.app().import_territories(OUTLINES, "test", false).await.unwrap().accepted, 1);
    let (with, without) = (raid(&world, 1).await, raid(&world, 2).await);
    let track = track(&world, with, date(2026, 11, 10), 1).await;
    let officer = signed_in(&world, "officer", "charged_officer", CITY).await;
    let region = signed_in(&world, "region", "region_head", REGION).await;
    for reader in [&officer, &region] {
        let features = told(&world, "/en/map/tracks.json?period=2026-11", reader).await;
        let said = features[0]["properties"].to_string();
        assert_eq!((features.len(), features[0]["geometry"]["type"].as_str()), (1, Some("MultiLineString")));
        assert!(
            said.contains(&format!("/en/entries/{with}/course")) && said.contains(&format!("/en/entries/{track}")),
            "{said}"
        );
        let course = read(&world, &format!("/en/entries/{with}/course"), reader).await.text();
        assert!(course.contains(&format!("/en/map?body={CITY}")) && course.contains("On the map"), "{course}");
    }
    let course = read(&world, &format!("/en/entries/{without}/course"), &officer).await.text();
    assert!(!course.contains("On the map"), "without tracks there is nothing to see");

    let stranger = signed_in(&world, "stranger", "charged_officer", "111000000").await;
    assert!(told(&world, "/en/map/tracks.json?period=2026-11", &stranger).await.is_empty());
    let page = read(&world, "/en/map?tracks=1&period=2026-11", &stranger).await.text();
    assert!(page.contains("There are no tracks.") && !page.contains(&track.to_string()), "{page}");
    for hidden in [
        format!("map/tracks.json?raid={with}"),
        format!("map?tracks=1&raid={with}"),
        "map/tracks.json?raid=nothing".to_owned(),
        format!("map/tracks.json?body={CITY}"),
    ] {
        assert_eq!(read(&world, &format!("/en/{hidden}"), &stranger).await.status, 404, "{hidden}");
    }
    let admin = signed_in(&world, "admin", "administrator", "MIA").await;
    assert_eq!(read(&world, "/en/map/tracks.json", &admin).await.status, 404);
    world.stop().await;
}
