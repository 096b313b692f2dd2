//! What follows an entry to another body, and what a change of the tree leaves as it was.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod world;

use jiff::civil::date;
use qorgau_app::returns::Kind;
use qorgau_app::{App, AppError};
use qorgau_domain::value::Value;
use qorgau_domain::{BodyId, BodyVersion, Lang, Month, Period, Tree, TreeFault};
use qorgau_store::{Mode, Receipt, Refusal};
use world::{World, content, id, outbreak, version};

async fn figure(world: &World, body: i64, code: &str, month: Month) -> Option<i64> {
    let (tree, scope) = world.app.scope(BodyId(body)).await.unwrap();
    let figures = world.app.statistical_return(&tree, &scope, Kind::Monthly, Period::Month(month)).await.unwrap();
    figures.figures.iter().find(|figure| figure.code == code).unwrap().period
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_moves_to_another_body_stays_linked() {
    for world in world::worlds().await {
        world.small_tree().await;
        let app = &world.app;
        let (tree, scope) = app.scope(BodyId(1)).await.unwrap();
        let may = Month::new(2026, 5);
        for (name, body) in [("a", 4), ("b", 5)] {
            let fields = outbreak(date(2026, 5, 3), 10, None);
            app.write("outbreak", BodyId(body), id(name), fields, "test").await.unwrap();
        }
        app.link(&tree, &scope, &[id("a"), id("b")], "test").await.unwrap();
        let new = app.relocate(&scope, id("b"), 1, BodyId(6), "it lies there", "test").await.unwrap();
        for (body, foci) in [(1, 1), (2, 1), (3, 1), (4, 1), (5, 0), (6, 1)] {
            assert_eq!(figure(&world, body, "V01", may).await, Some(foci), "body {body}");
        }
        let link = app.store.link_of(new).await.unwrap().unwrap();
        assert_eq!((link.body, link.entries), (BodyId(1), vec![(id("a"), BodyId(4)), (new, BodyId(6))]));
        assert_eq!(app.store.link_of(id("b")).await.unwrap(), None);
        world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_moves_although_one_it_is_linked_with_was_struck_through() {
    for world in world::worlds().await {
        world.small_tree().await;
        let app = &world.app;
        let (tree, scope) = app.scope(BodyId(1)).await.unwrap();
        for (name, body) in [("a", 4), ("b", 5)] {
            let fields = outbreak(date(2026, 5, 3), 10, None);
            app.write("outbreak", BodyId(body), id(name), fields, "test").await.unwrap();
        }
        app.link(&tree, &scope, &[id("a"), id("b")], "test").await.unwrap();
        app.withdraw(&scope, id("a"), 1, "written twice", "test").await.unwrap();
        let new = app.relocate(&scope, id("b"), 1, BodyId(6), "it lies there", "test").await.unwrap();
        assert_eq!(app.store.link_of(new).await.unwrap(), None);
        assert_eq!(figure(&world, 1, "V01", Month::new(2026, 5)).await, Some(1));
        world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_moves_leaves_its_earlier_facts_in_the_journal_of_the_region_it_stood_under() {
    for world in world::worlds().await {
        world.small_tree().await;
        let app = &world.app;
        let versions = vec![
            version(4, "district", Some(2), None, Some(date(2026, 5, 31))),
            version(4, "district", Some(3), Some(date(2026, 6, 1)), None),
        ];
        world.set(versions).await;
        for (name, month) in [("a", 5), ("b", 6), ("c", 7)] {
            let fields = outbreak(date(2026, month, 3), 10, None);
            app.write("outbreak", BodyId(4), id(name), fields, "test").await.unwrap();
        }
        for (region, rows) in [(1, 3), (2, 1), (3, 2)] {
            let (tree, scope) = app.scope(BodyId(region)).await.unwrap();
            let book = app
                .book(&tree, &scope, "outbreak", date(2026, 1, 1), date(2026, 12, 31), Lang::Kk)
                .await
                .unwrap();
            assert_eq!(book.rows.len(), rows, "region {region}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn erasing_an_entry_erases_what_it_was_moved_from_and_only_once() {
    for world in world::worlds().await {
        world.small_tree().await;
        let app = &world.app;
        let (_, scope) = app.scope(BodyId(1)).await.unwrap();
        let person = content(vec![("surname", Value::Text("Сейітов".into())), ("given_name", Value::Text("Болат".into()))]);
        app.write("person", BodyId(4), id("p"), person, "test").await.unwrap();
        let second = app.relocate(&scope, id("p"), 1, BodyId(5), "theirs", "test").await.unwrap();
        let third = app.relocate(&scope, second, 1, BodyId(6), "theirs", "test").await.unwrap();
        let without = app.erase(&scope, second, " ", "test").await;
        assert!(matches!(without, Err(AppError::NoDecision)));
        app.erase(&scope, second, "decision 7 of 2026-11-01", "test").await.unwrap();
        for id in [id("p"), second, third] {
            let revisions = app.store.revisions(&scope, id).await.unwrap();
            assert!(revisions.iter().all(|revision| !revision.entry.fields.contains_key("surname")), "{id}");
        }
        let again = app.erase(&scope, third, "decision 8 of 2026-11-02", "test").await;
        assert!(matches!(again, Err(AppError::NothingPersonal)));
        world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_span_across_a_change_of_the_tree_is_explained_by_each_part() {
    for world in world::worlds().await {
        world.small_tree().await;
        let app = &world.app;
        let moved = date(2026, 5, 10);
        let versions = vec![
            version(4, "district", Some(2), None, Some(moved.yesterday().unwrap())),
            version(4, "district", Some(3), Some(moved), None),
        ];
        world.set(versions).await;
        let fields = outbreak(date(2026, 4, 1), 10, Some(date(2026, 6, 30)));
        app.write("outbreak", BodyId(4), id("a"), fields, "test").await.unwrap();
        let quarter = Period::Quarter(Month::new(2026, 4));
        // Three people on the post: April counts for region 2, May and June for region 3.
        for (body, days) in [(1, 3 * 91), (2, 3 * 30), (3, 3 * 61)] {
            let (tree, scope) = app.scope(BodyId(body)).await.unwrap();
            let explained = app.explain(&tree, &scope, "V06.line_days", quarter).await.unwrap();
            assert_eq!(explained.iter().map(|entry| entry.amount).sum::<i64>(), days, "body {body}");
            let peak = app.explain(&tree, &scope, "V06.peak", quarter).await.unwrap();
            assert_eq!(
                peak.iter().map(|entry| entry.amount).collect::<Vec<_>>(),
                [3],
                "body {body}: the entry stands once"
            );
        }
    }
}

async fn tree(app: &App) -> Tree {
    Tree::clone(&app.store.tree().await.unwrap())
}

fn versions(tree: &Tree, body: i64) -> Vec<BodyVersion> {
    tree.versions().filter(|version| version.id == BodyId(body)).cloned().collect()
}

/// Commits a change of the tree that was made ready on `seen`.
async fn changed(app: &App, seen: &Tree, body: i64, after: Vec<BodyVersion>) -> Result<Receipt, Refusal> {
    let draft = app.body_draft(BodyId(body), versions(seen, body), after, "test");
    app.store.commit(vec![draft], Mode::Whole).await.unwrap().remove(0)
}

fn fault(outcome: Result<Receipt, Refusal>) -> (String, TreeFault) {
    match outcome {
        Err(Refusal::Tree { code, fault }) => (code, fault),
        other => panic!("a fault of the tree was expected, not {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_changes_made_on_the_same_tree_never_make_a_ring() {
    for world in world::worlds().await {
        world.small_tree().await;
        let app = &world.app;
        let seen = tree(app).await;
        // Each would be sound by itself, made on the same tree.
        changed(app, &seen, 2, vec![version(2, "region", Some(3), None, None)]).await.unwrap();
        let second = changed(app, &seen, 3, vec![version(3, "region", Some(2), None, None)]).await;
        assert_eq!(fault(second).1, TreeFault::Ring);
        assert_eq!(tree(app).await.faults(), []);
        world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_closing_a_body_and_placing_another_under_it_the_second_is_refused() {
    for closes_first in [true, false] {
        for world in world::worlds().await {
            world.small_tree().await;
            let app = &world.app;
            let seen = tree(app).await;
            let under = |body: i64, above: i64| -> Vec<BodyVersion> {
                let parent = Some(BodyId(above));
                versions(&seen, body).into_iter().map(|version| BodyVersion { parent, ..version }).collect()
            };
            // What stands there goes elsewhere first, so that nothing but the newcomer would be left alone.
            changed(app, &seen, 6, under(6, 2)).await.unwrap();
            // Each made on the same tree, in which both are sound: the region closes, and the town comes to stand under it.
            let closed = |version| BodyVersion {
                until: Some(date(2026, 11, 9)),
                successor: Some(BodyId(2)),
                ..version
            };
            let closed: Vec<BodyVersion> = versions(&seen, 3).into_iter().map(closed).collect();
            let (first, second) = if closes_first {
                (changed(app, &seen, 3, closed).await, changed(app, &seen, 4, under(4, 3)).await)
            } else {
                (changed(app, &seen, 4, under(4, 3)).await, changed(app, &seen, 3, closed).await)
            };
            first.unwrap();
            let town = versions(&seen, 4)[0].code.clone();
            assert_eq!(fault(second), (town, TreeFault::UnderClosed(BodyId(3))), "closes first: {closes_first}");
            assert_eq!(tree(app).await.faults(), []);
            world.verified().await;
        }
    }
}
