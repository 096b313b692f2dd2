//! Decisions that two records are not of the same: what they refuse, what follows a record to another body, and the chain behind them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod world;

use std::sync::Arc;

use jiff::civil::date;
use qorgau_app::AppError;
use qorgau_app::verify::What;
use qorgau_domain::{BodyId, Tree};
use qorgau_store::{Refusal, Scope};
use world::{World, id, outbreak};

/// Three outbreaks: two of districts of one region, one of another region's.
async fn three(world: &World) -> (Arc<Tree>, Scope) {
    world.small_tree().await;
    for (name, body) in [("a", 4), ("b", 5), ("c", 6)] {
        let fields = outbreak(date(2026, 5, 3), 10, None);
        world.app.write("outbreak", BodyId(body), id(name), fields, "test").await.unwrap();
    }
    world.app.scope(BodyId(1)).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn records_set_apart_are_not_linked_until_the_body_that_decided_takes_it_back() {
    for world in world::worlds().await {
        let (tree, scope) = three(&world).await;
        let app = &world.app;
        let (a, b, c) = (id("a"), id("b"), id("c"));
        let decision = app.set_apart(&tree, &scope, [a, b], "two herds", "decider").await.unwrap();
        for (one, other) in [(a, b), (b, a)] {
            let stands = app.store.apart_of(one).await.unwrap();
            let said = stands
                .iter()
                .map(|known| (known.id, known.body, known.other.0, known.reason.as_str(), known.by.as_str()));
            assert_eq!(said.collect::<Vec<_>>(), [(decision, BodyId(2), other, "two herds", "decider")]);
        }
        assert_eq!(app.store.apart_of(c).await.unwrap(), []);
        for entries in [vec![a, b], vec![b, a], vec![c, a, b]] {
            let linked = app.link(&tree, &scope, &entries, "test").await;
            assert!(matches!(linked, Err(AppError::Refused(Refusal::Apart))), "{linked:?}");
        }
        let again = app.set_apart(&tree, &scope, [b, a], "two herds", "test").await;
        assert!(matches!(again, Err(AppError::Refused(Refusal::Apart))), "{again:?}");
        // One of the two may be one with a third; that says nothing of the other.
        let link = app.link(&tree, &scope, &[a, c], "test").await.unwrap();
        let apart = app.set_apart(&tree, &scope, [a, c], "two herds", "test").await;
        assert!(matches!(apart, Err(AppError::Refused(Refusal::Linked { .. }))), "{apart:?}");
        app.unlink(BodyId(1), link, "another fact", "test").await.unwrap();
        let elsewhere = app.unlink(BodyId(1), decision, "wrong", "test").await;
        assert!(matches!(elsewhere, Err(AppError::Refused(Refusal::NoLink))), "{elsewhere:?}");
        app.unlink(BodyId(2), decision, "wrong", "test").await.unwrap();
        assert_eq!(app.store.apart_of(a).await.unwrap(), []);
        let twice = app.unlink(BodyId(2), decision, "wrong", "test").await;
        assert!(matches!(twice, Err(AppError::Refused(Refusal::NoLink))), "{twice:?}");
        app.link(&tree, &scope, &[a, b], "test").await.unwrap();
        world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_goes_along_with_a_record_that_moves() {
    for world in world::worlds().await {
        let (tree, scope) = three(&world).await;
        let app = &world.app;
        let (a, b) = (id("a"), id("b"));
        app.set_apart(&tree, &scope, [a, b], "two herds", "decider").await.unwrap();
        let before = app.store.apart_of(a).await.unwrap();
        let new = app.relocate(&scope, b, 1, BodyId(6), "it lies there", "mover").await.unwrap();
        let now = app.store.apart_of(a).await.unwrap();
        assert_eq!((now.len(), now[0].body, now[0].other), (1, BodyId(1), (new, BodyId(6))));
        assert_eq!(
            (&now[0].reason, &now[0].by, now[0].at),
            (&before[0].reason, &before[0].by, before[0].at),
            "who decided, when and why stays"
        );
        assert_eq!(app.store.apart_of(b).await.unwrap(), []);
        let linked = app.link(&tree, &scope, &[a, new], "test").await;
        assert!(matches!(linked, Err(AppError::Refused(Refusal::Apart))), "{linked:?}");
        world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_that_was_changed_by_hand_is_named() {
    for sql in [
        "DELETE FROM apart WHERE rank = 2",
        "UPDATE apart SET ended_seq = 1",
        "UPDATE apart SET seq = seq + 1",
        "UPDATE apart SET body_id = 1",
    ] {
        for world in world::worlds().await {
            let (tree, scope) = three(&world).await;
            world.app.set_apart(&tree, &scope, [id("a"), id("b")], "two herds", "test").await.unwrap();
            world.verified().await;
            assert!(world.change(sql).await > 0, "{sql}");
            let problems = world.app.verify(&mut |_, _| {}).await.unwrap().problems;
            assert!(
                !problems.is_empty() && problems.iter().all(|problem| problem.what == What::Apart),
                "{sql}: {problems:?}"
            );
        }
    }
}
