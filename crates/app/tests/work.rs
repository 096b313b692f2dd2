//! Many hands at one book, erasure by decision, links, and the chain behind it all.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod world;

use jiff::civil::date;
use qorgau_app::AppError;
use qorgau_app::returns::Kind;
use qorgau_app::verify::What;
use qorgau_domain::value::Value;
use qorgau_domain::{BodyId, Month, Period};
use qorgau_store::Refusal;
use world::{content, id, offence, outbreak, rows};

#[tokio::test(flavor = "multi_thread")]
async fn sixteen_tasks_at_one_book_leave_no_gap() {
    for world in world::worlds().await {
        world.small_tree().await;
        let tasks: Vec<_> = (0..16)
            .map(|task| {
                let app = world.app.clone();
                tokio::spawn(async move {
                    for n in 0..12 {
                        let fields = offence(date(2026, 5, 1), 100 + n, None);
                        app.write("offence", BodyId(4), id(&format!("{task}-{n}")), fields, "test").await.unwrap();
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        let mut numbers: Vec<i64> = world
            .app
            .store
            .audit()
            .await
            .unwrap()
            .entry_states(BodyId(4))
            .await
            .unwrap()
            .iter()
            .map(|entry| entry.number.number)
            .collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=192).collect::<Vec<_>>());
        world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sending_twice_stores_once_and_a_stale_correction_is_refused() {
    for world in world::worlds().await {
        world.small_tree().await;
        let app = &world.app;
        let (_, scope) = app.scope(BodyId(1)).await.unwrap();
        let first = app
            .write("offence", BodyId(4), id("a"), offence(date(2026, 5, 1), 100, None), "test")
            .await
            .unwrap();
        let again = app
            .write("offence", BodyId(4), id("a"), offence(date(2026, 5, 1), 100, None), "test")
            .await
            .unwrap();
        assert!(!first.already_there && again.already_there && first.number == again.number);
        app.correct(&scope, id("a"), 1, offence(date(2026, 4, 1), 300, None), "wrong day", "test")
            .await
            .unwrap();
        let stale = app.correct(&scope, id("a"), 1, offence(date(2026, 3, 1), 1, None), "late", "test").await;
        assert!(matches!(stale, Err(AppError::Refused(Refusal::Stale { current: 2 }))));
        assert_eq!(app.store.revisions(&scope, id("a")).await.unwrap().len(), 2);
        world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn erasing_a_person_changes_no_figure_and_breaks_no_chain() {
    for world in world::worlds().await {
        world.small_tree().await;
        let app = &world.app;
        let (tree, scope) = app.scope(BodyId(1)).await.unwrap();
        let person = content(vec![("surname", Value::Text("Сейітов".into())), ("given_name", Value::Text("Болат".into()))]);
        app.write("person", BodyId(4), id("p"), person, "test").await.unwrap();
        let mut fields = offence(date(2026, 5, 1), 100, Some(date(2026, 6, 1)));
        let involved = vec![
            ("person", Value::Entry(id("p"))),
            ("role", Value::Choice(app.rulebook.lists["person_roles"].item[0].code.clone())),
            ("status", Value::Choice("citizen".into())),
            ("brought_on", Value::Date(date(2026, 5, 2))),
        ];
        fields.insert("persons".into(), rows(vec![involved]));
        app.write("offence", BodyId(4), id("o"), fields, "test").await.unwrap();
        let may = Period::Month(Month::new(2026, 5));
        let before = app.statistical_return(&tree, &scope, Kind::Monthly, may).await.unwrap().figures;
        for entry in ["p", "o"] {
            app.erase(&scope, id(entry), "decision 7 of 2026-11-01", "test").await.unwrap();
        }
        assert_eq!(app.statistical_return(&tree, &scope, Kind::Monthly, may).await.unwrap().figures, before);
        let erased = app.store.entry(&scope, id("p")).await.unwrap().unwrap();
        assert!(!erased.entry.fields.contains_key("surname"));
        let first = &app.store.revisions(&scope, id("p")).await.unwrap()[0];
        assert!(first.entry.erased && !first.entry.fields.contains_key("surname"));
        app.withdraw(&scope, id("p"), 2, "not the person", "test").await.unwrap();
        world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn three_records_of_one_fact_count_once_above_and_each_below() {
    for world in world::worlds().await {
        world.small_tree().await;
        let app = &world.app;
        let (tree, scope) = app.scope(BodyId(1)).await.unwrap();
        for (n, body) in [(1, 4), (2, 5), (3, 6)] {
            app.write("outbreak", BodyId(body), id(&n.to_string()), outbreak(date(2026, 5, n), 10, None), "test")
                .await
                .unwrap();
        }
        app.link(&tree, &scope, &[id("1"), id("2"), id("3")], "test").await.unwrap();
        for (body, foci) in [(1, 1), (2, 1), (3, 1), (4, 1), (5, 1)] {
            let (tree, scope) = app.scope(BodyId(body)).await.unwrap();
            let figures = app
                .statistical_return(&tree, &scope, Kind::Monthly, Period::Month(Month::new(2026, 5)))
                .await
                .unwrap();
            for (code, expected) in [("V01", foci), ("V02", 10 * foci), ("V03.in_force", foci)] {
                let figure = figures.figures.iter().find(|figure| figure.code == code).unwrap();
                assert_eq!(figure.period, Some(expected), "{code} of body {body}");
            }
        }
        world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_stands_in_one_link_until_the_body_that_confirmed_it_dissolves_it() {
    for world in world::worlds().await {
        world.small_tree().await;
        let app = &world.app;
        let (tree, scope) = app.scope(BodyId(1)).await.unwrap();
        for (n, body) in [(1, 4), (2, 5), (3, 6)] {
            let fields = outbreak(date(2026, 5, n), 10, None);
            app.write("outbreak", BodyId(body), id(&n.to_string()), fields, "test").await.unwrap();
        }
        let foci = async || {
            let figures = app
                .statistical_return(&tree, &scope, Kind::Monthly, Period::Month(Month::new(2026, 5)))
                .await
                .unwrap()
                .figures;
            figures.iter().find(|figure| figure.code == "V01").unwrap().period
        };
        let link = app.link(&tree, &scope, &[id("1"), id("2")], "test").await.unwrap();
        let again = app.link(&tree, &scope, &[id("3"), id("2")], "test").await;
        assert!(matches!(again, Err(AppError::Refused(Refusal::Linked { entry })) if entry == id("2")));
        assert_eq!(foci().await, Some(2));
        let elsewhere = app.unlink(BodyId(3), link, "not the same", "test").await;
        assert!(matches!(elsewhere, Err(AppError::Refused(Refusal::NoLink))));
        app.unlink(BodyId(2), link, "not the same", "test").await.unwrap();
        assert_eq!(foci().await, Some(3));
        app.link(&tree, &scope, &[id("3"), id("2")], "test").await.unwrap();
        assert_eq!(foci().await, Some(2));
        world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn personal_content_written_after_an_erasure_may_not_vanish() {
    for world in world::worlds().await {
        world.small_tree().await;
        let app = &world.app;
        let (_, scope) = app.scope(BodyId(1)).await.unwrap();
        let person = |name: &str| content(vec![("surname", Value::Text(name.into())), ("given_name", Value::Text("Болат".into()))]);
        app.write("person", BodyId(4), id("p"), person("Сейітов"), "test").await.unwrap();
        app.erase(&scope, id("p"), "decision 7 of 2026-11-01", "test").await.unwrap();
        let stale = app.correct(&scope, id("p"), 1, person("Сейітов"), "read before the erasure", "test").await;
        assert!(matches!(stale, Err(AppError::Refused(Refusal::Stale { current: 2 }))), "{stale:?}");
        app.correct(&scope, id("p"), 2, person("Ахметов"), "another person", "test").await.unwrap();
        world.verified().await;
        let vanished = world
            .change("DELETE FROM content WHERE part = 1 AND seq = (SELECT MAX(seq) FROM content WHERE part = 1)")
            .await;
        assert_eq!(vanished, 1);
        assert_eq!(app.verify(&mut |_, _| {}).await.unwrap().problems[0].what, What::ContentMissing);
    }
}
