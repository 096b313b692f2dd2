//! The returns beside a naive program that reads every fact again for every figure and every day.
//!
//! It shares nothing with the counting but the rulebook's text and the tree: conditions, spans, doubles, rounding and
//! missing figures are worked out here once more, in the most simple-minded way.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod naive;
mod world;

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use naive::{Naive, Paper};
use qorgau_app::cut_over::Wish;
use qorgau_app::entries::Act;
use qorgau_app::example::{self, Plan};
use qorgau_app::returns::{Kind, Who};
use qorgau_domain::cut_over::Opening;
use qorgau_domain::{BodyId, EntryId, Month, Period, Tree};
use qorgau_rulebook::{opening, shipped};
use qorgau_store::Mode;
use world::World;

const ENTRIES: usize = 4_000;

/// Two districts move to the next region in the middle of a month, one of them at a quarter's end.
async fn regroup(world: &World) {
    let tree = world.app.store.tree().await.unwrap();
    let month = Month::new(2026, 1);
    let regions: Vec<BodyId> = tree
        .children(tree_root(&tree), month)
        .into_iter()
        .filter(|region| tree.children(*region, month).len() > 5)
        .collect();
    for (at, day) in [(0, date(2026, 5, 14)), (3, date(2026, 6, 30))] {
        let district = tree.children(regions[at], month)[2];
        let now = tree.on(district, day).unwrap().clone();
        let mut before = now.clone();
        before.until = day.yesterday().ok();
        let after = qorgau_domain::BodyVersion {
            from: Some(day),
            parent: Some(regions[at + 1]),
            ..now
        };
        world.set(vec![before, after]).await;
    }
}

fn tree_root(tree: &Tree) -> BodyId {
    tree.bodies().find(|body| tree.parent(*body, Month::new(2026, 1)).is_none()).unwrap()
}

/// The facts of fourteen months; every identity with its register.
async fn fill(world: &World) -> Vec<(EntryId, String)> {
    let app = &world.app;
    let bodies = shipped::files()["reference/bodies.csv"].clone();
    app.import_bodies(bodies.as_bytes(), "test", false).await.unwrap();
    regroup(world).await;
    let tree = app.store.tree().await.unwrap();
    let plan = Plan {
        seed: 5,
        entries: ENTRIES,
        from: Month::new(2025, 9),
        until: Month::new(2026, 10),
        place_in: None,
    };
    let mut known = Vec::new();
    let mut drafts = Vec::new();
    for fact in example::facts(&app.rulebook, &tree, &plan) {
        known.push((fact.id, fact.register.clone()));
        let act = Act::new(fact.id, fact.body, app.stamp("test"));
        drafts.push(app.draft(app.register(&fact.register).unwrap(), fact.fields, act).unwrap());
    }
    for batch in drafts.chunks(500) {
        for outcome in app.store.commit(batch.to_vec(), Mode::Each).await.unwrap() {
            outcome.unwrap();
        }
    }
    known
}

/// Corrections to the fields of a withdrawn neighbour, withdrawals, moves to another body, links of two and three.
async fn disturb(world: &World, known: &mut Vec<(EntryId, String)>) -> Vec<Vec<EntryId>> {
    let mut links = Vec::new();
    let app = &world.app;
    let (tree, scope) = app.scope(app.body("MIA").await.unwrap()).await.unwrap();
    let districts: Vec<BodyId> = tree
        .bodies()
        .filter(|body| tree.on(*body, date(2026, 6, 1)).is_some_and(|version| version.level == "district"))
        .collect();
    for register in ["offence", "outbreak", "raid"] {
        let own: Vec<EntryId> = known.iter().filter(|(_, of)| of == register).map(|(id, _)| *id).collect();
        for (n, group) in own.chunks_exact(12).enumerate() {
            let withdrawn = app.store.entry(&scope, group[0]).await.unwrap().unwrap().entry;
            app.withdraw(&scope, group[0], 1, "twice", "test").await.unwrap();
            app.correct(&scope, group[1], 1, withdrawn.fields, "another day", "test").await.unwrap();
            let moved = app
                .relocate(&scope, group[2], 1, districts[n % districts.len()], "not ours", "test")
                .await
                .unwrap();
            known.push((moved, register.to_owned()));
            let linked = if n % 2 == 0 { &group[3..5] } else { &group[3..6] };
            app.link(&tree, &scope, linked, "test").await.unwrap();
            links.push(linked.to_vec());
        }
    }
    links
}

/// States that a body kept a register on paper until a day, with totals of some figures in some months.
async fn cut_over(world: &World, body: BodyId, register: &str, first: Date, months: &[i64]) -> Paper {
    let app = &world.app;
    let tree = app.store.tree().await.unwrap();
    let who = world::officer(body);
    let register = app.register(register).unwrap();
    let of_month = |month: &i64| {
        let figures = opening::figures(&app.rulebook, &register.code);
        let total = figures.zip(1..).filter(|(_, n)| n % 3 != month % 3);
        let total = total.map(|(figure, n)| (figure.code.clone(), Month::new(2026, *month), n * 7 + month));
        total.collect::<Vec<_>>()
    };
    let totals: Vec<_> = months.iter().flat_map(of_month).collect();
    let opening = |(figure, month, amount): &(String, Month, i64)| Opening {
        figure: figure.clone(),
        month: *month,
        amount: *amount,
    };
    let standing = app.cut_over_standing(body, register).await.unwrap();
    let wish = Wish {
        first,
        next: standing.fixed().unwrap_or(1),
        totals: totals.iter().map(opening).collect(),
        reason: "counted again".to_owned(),
    };
    app.cut_over(&who, &tree, (body, register), standing.seen(), &wish, "cut over").await.unwrap();
    Paper {
        body,
        register: register.code.clone(),
        first,
        totals,
    }
}

/// Some districts kept registers on paper; one of them says so twice, and other days count then. Facts of those days are corrected after.
async fn from_paper(world: &World, naive: &mut Naive<'_>, known: &[(EntryId, String)], districts: &[BodyId]) {
    let app = &world.app;
    cut_over(world, districts[0], "offence", date(2026, 6, 16), &[2, 3, 6]).await;
    naive.papers = vec![
        cut_over(world, districts[0], "offence", date(2026, 8, 1), &[5, 6]).await,
        cut_over(world, districts[1], "raid", date(2026, 9, 1), &[4, 5, 6, 7, 8]).await,
        cut_over(world, districts[2], "outbreak", date(2026, 6, 20), &[6]).await,
        cut_over(world, districts[2], "offence", date(2026, 10, 1), &[]).await,
    ];
    let (_, scope) = app.scope(app.body("MIA").await.unwrap()).await.unwrap();
    let mut corrected = 0;
    for (id, _) in known {
        let entry = app.store.entry(&scope, *id).await.unwrap().unwrap().entry;
        if districts.contains(&entry.body) && entry.envelope.state == qorgau_domain::entry::EntryState::Active {
            let sent = app.correct(&scope, *id, entry.envelope.revision, entry.fields, "seen again", "test").await;
            sent.unwrap();
            corrected += 1;
        }
    }
    assert!(corrected > 10, "the districts have facts");
}

/// Every figure of a body's return, and each row of a body that stays below it, beside the naive one.
async fn compare(world: &World, naive: &Naive<'_>, body: BodyId, kind: Kind, period: Period, seen: &mut BTreeSet<String>) {
    let (tree, scope) = world.app.scope(body).await.unwrap();
    let shown = world.app.statistical_return(&tree, &scope, kind, period).await.unwrap();
    let year = Period::Year(Month::new(period.last_month().year(), 1));
    for figure in &shown.figures {
        let indicator = world.app.rulebook.indicator(&figure.code).unwrap();
        let place = format!("{} of {} in {period}", figure.code, body.0);
        let of = |body, (first, last): (Month, Month)| naive.figure(indicator, body, first, last);
        let before = period.year_before();
        assert_eq!(figure.period, of(body, (period.first_month(), period.last_month())), "{place}");
        assert_eq!(
            figure.year_before,
            of(body, (before.first_month(), before.last_month())),
            "{place}, a year before"
        );
        assert_eq!(
            figure.year_to_date,
            of(body, (year.first_month(), period.last_month())),
            "{place}, year to date"
        );
        for row in &figure.rows {
            let Who::Child(child) = row.who else { continue };
            if naive.stays(child, body, period) {
                assert_eq!(
                    row.period,
                    of(child, (period.first_month(), period.last_month())),
                    "{place}, row of {}",
                    child.0
                );
            }
        }
        if figure.period.is_some_and(|amount| amount != 0) {
            seen.insert(format!("{:?}", indicator.kind));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_figure_of_the_returns_equals_a_naive_recount() {
    for world in world::worlds().await {
        let mut known = fill(&world).await;
        let mut naive = Naive::of(&world.app, &known).await;
        naive.links = disturb(&world, &mut known).await;
        let ministry = world.app.body("MIA").await.unwrap();
        let region = naive.tree.children(ministry, Month::new(2026, 1))[1];
        let districts: Vec<BodyId> = naive.tree.children(region, Month::new(2026, 1)).into_iter().skip(1).take(3).collect();
        from_paper(&world, &mut naive, &known, &districts).await;
        naive.read(&world.app, &known).await;
        let mut seen = BTreeSet::new();
        let mut bodies = vec![ministry, world.app.body("TRN").await.unwrap()];
        for region in naive.tree.children(ministry, Month::new(2026, 1)).into_iter().skip(1).take(3) {
            bodies.push(region);
            bodies.extend(naive.tree.children(region, Month::new(2026, 1)).into_iter().skip(1).take(3));
        }
        for body in bodies {
            for month in ["2025-09", "2026-05", "2026-06", "2026-10"] {
                compare(&world, &naive, body, Kind::Monthly, month.parse().unwrap(), &mut seen).await;
            }
            for quarter in ["2026Q2", "2026Q3"] {
                compare(&world, &naive, body, Kind::Quarterly, quarter.parse().unwrap(), &mut seen).await;
            }
        }
        let all = ["Days", "Flag", "Flow", "Mean", "Peak", "Ratio", "Stock"].map(str::to_owned);
        assert_eq!(seen, BTreeSet::from(all), "every kind of figure was there to be compared");
        world.verified().await;
    }
}
