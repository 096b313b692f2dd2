//! Who has not passed the test on the Instruction: of whom the tests say so that the reader may read.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;
mod signing;

use common::World;
use jiff::civil::{Date, date};
use qorgau_domain::EntryId;
use qorgau_domain::value::{Content, Row, Span, Value};
use signing::{CITY, OTHER, REGION, founded, read, signed_in};

fn content(pairs: Vec<(&str, Value)>) -> Content {
    pairs.into_iter().map(|(code, value)| (code.to_owned(), value)).collect()
}

fn choice(code: &str) -> Value {
    Value::Choice(code.to_owned())
}

async fn write(world: &World, register: &str, body: &str, fields: Content) -> EntryId {
    let app = world.web.app();
    let id = EntryId(app.new_id());
    app.write(register, app.body(body).await.unwrap(), id, fields, "test").await.unwrap();
    id
}

async fn officer(world: &World, body: &str, surname: &str, until: Option<Date>) -> EntryId {
    let from = date(2024, 2, 1);
    let fields = content(vec![
        ("surname", Value::Text(surname.to_owned())),
        ("post", choice(&world.web.app().rulebook.lists["posts"].item[0].code)),
        ("appointed_on", Value::Date(from)),
        ("service", Value::Span(Span { from, until })),
    ]);
    write(world, "officer", body, fields).await
}

async fn test(world: &World, body: &str, day: Date, wording: &str, results: &[(EntryId, &str)]) -> EntryId {
    let occasion = world.web.app().rulebook.lists["test_occasions"].item[0].code.clone();
    let row = |(no, (officer, result)): (i64, &(EntryId, &str))| Row {
        no,
        cells: content(vec![
            ("officer", Value::Entry(*officer)),
            ("service", choice("inquiry")),
            ("result", choice(result)),
        ]),
    };
    let fields = content(vec![
        ("occasion", choice(&occasion)),
        ("tested_on", Value::Date(day)),
        ("wording", choice(wording)),
        ("tested", Value::Rows((1..).zip(results).map(row).collect())),
    ]);
    write(world, "knowledge_test", body, fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_serves_and_has_not_passed_this_year_on_the_newest_wording_is_named() {
    let world = founded().await;
    let passed = officer(&world, CITY, "Бірінші", None).await;
    let failed = officer(&world, CITY, "Екінші", None).await;
    let never = officer(&world, CITY, "Үшінші", None).await;
    let of_old = officer(&world, CITY, "Төртінші", None).await;
    let last_year = officer(&world, CITY, "Бесінші", None).await;
    let left = officer(&world, CITY, "Алтыншы", Some(date(2026, 3, 1))).await;
    let of_region = officer(&world, REGION, "Жетінші", None).await;
    test(&world, CITY, date(2025, 6, 2), "order_385", &[(last_year, "passed"), (never, "failed")]).await;
    test(&world, CITY, date(2026, 2, 2), "order_385", &[(passed, "failed"), (failed, "failed")]).await;
    test(&world, CITY, date(2026, 3, 2), "order_385", &[(passed, "passed")]).await;
    test(&world, CITY, date(2026, 4, 2), "order_385", &[(passed, "failed")]).await;
    let old = test(&world, CITY, date(2026, 4, 3), "order_27", &[(of_old, "passed")]).await;
    let all = [passed, failed, never, of_old, last_year, left, of_region];
    let named = async |path: &str, cookie: &str| {
        let answer = read(&world, path, cookie).await;
        assert_eq!(answer.status, 200, "{path}");
        all.map(|id| answer.text().contains(&format!("/kk/entries/{id}")))
    };
    let city = signed_in(&world, "city", "charged_officer", CITY).await;
    let expected = [false, true, true, true, true, false, false];
    assert_eq!(named("/kk/tests", &city).await, expected);
    let page = read(&world, "/kk/tests", &city).await.text();
    assert!(page.contains("Тапсырмағаны: 4; тапсырғаны: 1"), "{page}");
    assert!(
        page.contains("02.02.2026") && page.contains(&format!("/kk/entries/{old}")),
        "the last test leads to its entry"
    );
    let places = ["Бесінші", "Екінші", "Төртінші", "Үшінші"].map(|surname| page.find(surname));
    assert!(places.is_sorted() && places[0].is_some(), "by name: {places:?}");
    // The year before: whoever had passed then had, and whoever left later served still.
    assert_eq!(named("/kk/tests?year=2025", &city).await, [true, true, true, true, false, true, false]);

    // A region sees its own officers with those of the bodies below, and its test counts for them.
    test(&world, REGION, date(2026, 5, 5), "order_385", &[(never, "passed"), (of_region, "passed")]).await;
    let region = signed_in(&world, "region", "region_head", REGION).await;
    assert_eq!(
        named(&format!("/kk/tests?body={CITY}"), &region).await,
        [false, true, false, true, true, false, false]
    );
    let page = read(&world, "/kk/tests", &region).await;
    assert!(page.text().contains(&format!("/kk/entries/{failed}")) && !page.text().contains(&format!("/kk/entries/{of_region}")));
    // The city does not read the region's test: nothing changes for it, and its page says so.
    assert_eq!(named("/kk/tests", &city).await, expected);
    assert!(page.text().contains("Сізге жабық тізілімдердегі"));
    for (body, cookie) in [(OTHER, &region), (REGION, &city)] {
        assert_eq!(read(&world, &format!("/kk/tests?body={body}"), cookie).await.status, 404, "{body}");
    }
    let other = signed_in(&world, "other", "other_service", CITY).await;
    assert_eq!(read(&world, "/kk/tests", &other).await.status, 404, "who reads no tests");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_lists_of_tests_and_of_officers_lead_there() {
    let world = founded().await;
    let city = signed_in(&world, "city", "charged_officer", CITY).await;
    let way = format!("/kk/tests?body={CITY}");
    for (list, leads) in [("knowledge_test", true), ("officer", true), ("raid", false)] {
        let page = read(&world, &format!("/kk/registers/{list}"), &city).await.text();
        assert_eq!(page.contains(&way), leads, "{list}");
    }
    world.stop().await;
}
