//! Seasonal bans: who sees which, when they hold, and the warning when an offence was done within one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;
mod signing;
mod visit;

use common::World;
use qorgau_domain::EntryId;
use qorgau_domain::value::{Content, Place, Row, Value};
use signing::{CITY, OTHER, REGION, founded, read, signed_in};
use visit::{Visit, entry_of};

/// A lake at 46 to 47 degrees north, 74 to 75 east.
const LAKE: &str = r#"{"type":"Polygon","coordinates":[[[74,46],[75,46],[75,47],[74,47],[74,46]]]}"#;

/// A ban: gear, first day, last day.
type Season<'a> = (Option<&'a str>, (i64, i64), (i64, i64));

async fn object(world: &World, body: &str, name: &str, area: Option<&str>, seasons: &[Season<'_>]) -> EntryId {
    let app = world.web.app();
    let row = |(no, (way, first, last)): (i64, &Season<'_>)| {
        let number = |code: &str, number: i64| (code.to_owned(), Value::Number(number));
        let mut cells = Content::from([
            number("first_month", first.0),
            number("first_day", first.1),
            number("last_month", last.0),
            number("last_day", last.1),
            ("act".to_owned(), Value::Text("18-04/190".to_owned())),
        ]);
        cells.extend(way.map(|way| ("way".to_owned(), Value::Choice(way.to_owned()))));
        Row { no, cells }
    };
    let mut fields = Content::from([
        ("kind".to_owned(), Value::Choice("spawning_ground".to_owned())),
        ("name".to_owned(), Value::Text(name.to_owned())),
        ("as_of".to_owned(), Value::Date("2026-01-15".parse().unwrap())),
        ("regime".to_owned(), Value::Choice("seasonal".to_owned())),
        ("seasons".to_owned(), Value::Rows((1..).zip(seasons).map(row).collect())),
    ]);
    fields.extend(area.map(|area| ("area".to_owned(), Value::Geometry(area.to_owned()))));
    let id = EntryId(app.new_id());
    app.write("natural_object", app.body(body).await.unwrap(), id, fields, "test").await.unwrap();
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_forbidden_is_told_by_day_place_and_gear() {
    let world = founded().await;
    let cookie = signed_in(&world, "officer", "charged_officer", CITY).await;
    let ask = async |query: &str| {
        let page = read(&world, &format!("/en/bans?{query}"), &cookie).await;
        assert_eq!(page.status, 200, "{query}");
        page.text()
    };
    assert!(ask("").await.contains("No bans are known"));

    let lake = object(&world, CITY, "Lake of the test", Some(LAKE), &[(Some("net"), (4, 15), (6, 1))]).await;
    object(&world, CITY, "River of the test", None, &[(None, (12, 1), (1, 31))]).await;
    let theirs = object(&world, REGION, "Basin of the region", None, &[(Some("firearm"), (5, 1), (5, 31))]).await;
    object(&world, OTHER, "Pond of strangers", None, &[(None, (1, 1), (12, 31))]).await;

    let may = ask("day=01.05.2026").await;
    assert!(may.contains("2 bans hold"), "{may}");
    assert!(may.contains(&format!("/en/entries/{lake}")), "one's own object is a way to it");
    assert!(may.contains("Basin of the region") && !may.contains(&format!("/en/entries/{theirs}")));
    assert!(!may.contains("Pond of strangers"));
    assert!(ask("day=01.05.2026&way=net").await.contains("a ban holds"));
    assert!(ask("day=01.05.2026&way=hooks").await.contains("no known ban holds"));
    assert!(ask("day=01.05.2026&way=net&at=50.5,%2070.1").await.contains("no known ban holds"), "elsewhere");
    assert!(ask("day=01.05.2026&way=net&at=46.5,%2074.5").await.contains("a ban holds"), "on the lake");
    for winter in ["31.12.2026", "31.01.2026"] {
        assert!(ask(&format!("day={winter}")).await.contains("a ban holds"), "across the year's end: {winter}");
    }
    assert!(ask("day=01.02.2026").await.contains("no known ban holds"));
    let wrong = ask("day=31.02.2026&at=somewhere").await;
    assert_eq!(wrong.matches("class=\"wrong\"").count(), 2, "both are named: {wrong}");
    let stranger = signed_in(&world, "admin", "administrator", "MIA").await;
    assert_eq!(read(&world, "/en/bans", &stranger).await.status, 404);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_that_no_year_has_is_refused_and_nothing_typed_is_lost() {
    let world = founded().await;
    let cookie = signed_in(&world, "officer", "charged_officer", CITY).await;
    let mut visit = Visit::of(&world, &cookie, "/en/registers/natural_object/new").await;
    visit.put(&[
        ("kind", "spawning_ground"),
        ("name", "Lake of the test"),
        ("as_of", "15.01.2026"),
        ("regime", "seasonal"),
    ]);
    visit.press("add seasons").await;
    visit.put(&[
        ("seasons.1.first_month", "4"),
        ("seasons.1.first_day", "31"),
        ("seasons.1.last_month", "13"),
        ("seasons.1.last_day", "1"),
    ]);
    let wrong = visit.press("check").await;
    assert_eq!(wrong.status, 422);
    assert_eq!(
        wrong.text().matches("no year has such a day").count(),
        4,
        "each above the form and beside its field"
    );
    assert_eq!(
        (visit.form["name"].as_str(), visit.form["seasons.1.first_day"].as_str()),
        ("Lake of the test", "31")
    );
    visit.put(&[("seasons.1.first_day", "30"), ("seasons.1.last_month", "6")]);
    assert_eq!(visit.press("check").await.status, 200);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_net_seized_in_a_spawning_ban_is_warned_of() {
    let world = founded().await;
    object(&world, CITY, "Lake of the test", Some(LAKE), &[(Some("net"), (4, 15), (6, 1))]).await;
    let cookie = signed_in(&world, "officer", "charged_officer", CITY).await;
    let mut visit = Visit::of(&world, &cookie, "/en/registers/offence/new").await;
    visit.put(&[
        ("nature", "administrative"),
        ("article", "ao2014_383"),
        ("revealed_on", "03.05.2026"),
        ("revealed_by", "line"),
    ]);
    visit.put(&[("place.name", "Лақалы"), ("place.at", "46.5, 74.5")]);
    visit.press("add seizures").await;
    let seized = |kind| {
        [
            ("seizures.1.kind", kind),
            ("seizures.1.quantity", "1"),
            ("seizures.1.unit", "piece"),
            ("seizures.1.seized_on", "03.05.2026"),
        ]
    };
    let warned = async |visit: &mut Visit<'_>| {
        let page = visit.press("check").await;
        assert_eq!(page.status, 200, "{}", page.text());
        let warned = page.text().contains("On this day a ban holds");
        visit.press("edit").await;
        warned
    };
    visit.put(&seized("net"));
    assert!(warned(&mut visit).await);
    visit.put(&seized("firearm"));
    assert!(!warned(&mut visit).await, "the ban is on nets");
    visit
        .put(&seized("net"))
        .put(&[("revealed_on", "03.06.2026"), ("seizures.1.seized_on", "03.06.2026")]);
    assert!(!warned(&mut visit).await, "the ban is over");

    let id = entry_of(&visit.press("store").await);
    let mut correction = Visit::of(&world, &cookie, &format!("/en/entries/{id}/correct")).await;
    correction.put(&[("note", "a note"), ("@reason", "a note was missing")]);
    let page = correction.press("check").await;
    assert_eq!(page.status, 200, "{}", page.text());
    assert!(!page.text().contains("On this day a ban holds"));
    correction.put(&[("revealed_on", "03.05.2026"), ("seizures.1.seized_on", "03.05.2026")]);
    let page = correction.press("check").await;
    assert_eq!(page.status, 200, "{}", page.text());
    assert!(page.text().contains("On this day a ban holds"), "corrections are warned of too");
    assert_eq!(entry_of(&correction.press("store").await), id, "a warning stops nobody");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_raid_says_what_is_forbidden_on_its_day_where_it_is() {
    let world = founded().await;
    let app = world.web.app();
    let afar = LAKE.replace("46", "50").replace("47", "51");
    let lake = object(&world, CITY, "Lake of the test", Some(LAKE), &[(None, (4, 15), (6, 1))]).await;
    object(&world, CITY, "Lake afar", Some(&afar), &[(None, (1, 1), (12, 31))]).await;
    object(&world, OTHER, "Pond of strangers", None, &[(None, (1, 1), (12, 31))]).await;
    let cookie = signed_in(&world, "officer", "charged_officer", CITY).await;
    let course = async |day: &str, place: Option<(&str, Value)>| {
        let mut fields = Content::from([
            ("kind".to_owned(), Value::Choice("raid".to_owned())),
            ("started_on".to_owned(), Value::Date(day.parse().unwrap())),
        ]);
        fields.extend(place.map(|(code, value)| (code.to_owned(), value)));
        let id = EntryId(app.new_id());
        app.write("raid", app.body(CITY).await.unwrap(), id, fields, "test").await.unwrap();
        read(&world, &format!("/en/entries/{id}/course"), &cookie).await.text()
    };
    let shore = r#"{"type":"Polygon","coordinates":[[[74.5,46.5],[75.5,46.5],[75.5,46.7],[74.5,46.7],[74.5,46.5]]]}"#;
    let at = Place {
        name: "Лақалы".to_owned(),
        at: Some((46_500_000, 74_500_000)),
    };
    for place in [("area", Value::Geometry(shore.to_owned())), ("place", Value::Place(at))] {
        let page = course("2026-05-03", Some(place)).await;
        assert!(
            page.contains("Forbidden on the day of the raid") && page.contains(&format!("/en/entries/{lake}\"")),
            "{page}"
        );
        assert!(page.contains("Lake of the test</a> · 15.04 – 01.06. 18-04/190") && page.contains("/en/bans?day=03.05.2026"));
        assert!(!page.contains("Lake afar") && !page.contains("Pond of strangers"));
    }
    let over = course("2026-06-03", Some(("area", Value::Geometry(shore.to_owned())))).await;
    assert!(over.contains("No known ban holds on 03.06.2026") && !over.contains("Lake of the test"));
    let anywhere = course("2026-06-03", None).await;
    assert!(
        anywhere.contains("Lake afar") && !anywhere.contains("Pond of strangers"),
        "its body's, where no place is stated"
    );
    world.stop().await;
}
