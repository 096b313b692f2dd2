//! The law of counting: a figure is the sum over its children by that month's tree, its own row, and the linked doubles.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod world;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use qorgau_app::cut_over::Wish;
use qorgau_app::returns::{Extent, Figure, Kind, Return, Sought, Who};
use qorgau_domain::cut_over::{CutOver, Opening};
use qorgau_domain::{BodyId, EntryId, Month, Period};
use qorgau_rulebook::indicator::Kind as FigureKind;
use world::{World, id, offence, officer, outbreak, version};

/// What happens in a random world.
#[derive(Debug, Clone)]
enum Step {
    Offence { body: i64, day: u16, fine: u16, paid_after: u16 },
    Outbreak { body: i64, day: u16, sick: u8, days: Option<u16> },
    Correct { entry: usize, day: u16 },
    Withdraw { entry: usize },
    Relocate { entry: usize, body: i64 },
    Link { entries: [usize; 3], three: bool },
    CutOver { body: i64, first: u16, months: [i64; 2], amount: i64 },
}

const DISTRICTS: std::ops::RangeInclusive<i64> = 5..=9;

fn step() -> impl Strategy<Value = Step> {
    let body = DISTRICTS;
    prop_oneof![
        4 => (body.clone(), 0..300_u16, 1..500_u16, 0..90_u16).prop_map(|(body, day, fine, paid_after)| Step::Offence { body, day, fine, paid_after }),
        3 => (body.clone(), 0..300_u16, 1..50_u8, proptest::option::of(1..120_u16)).prop_map(|(body, day, sick, days)| Step::Outbreak { body, day, sick, days }),
        2 => (0..40_usize, 0..300_u16).prop_map(|(entry, day)| Step::Correct { entry, day }),
        1 => (0..40_usize).prop_map(|entry| Step::Withdraw { entry }),
        1 => (0..40_usize, body).prop_map(|(entry, body)| Step::Relocate { entry, body }),
        2 => (DISTRICTS, 40..350_u16, prop::array::uniform2(1..12_i64), 0..50_i64).prop_map(|(body, first, months, amount)| Step::CutOver { body, first, months, amount }),
        2 => (prop::array::uniform3(0..40_usize), any::<bool>()).prop_map(|(entries, three)| Step::Link { entries, three }),
    ]
}

/// Where each district stands, and on which day it moves to another region.
fn moves() -> impl Strategy<Value = Vec<(i64, i64, Option<u16>)>> {
    proptest::collection::vec((2..=4_i64, 2..=4_i64, proptest::option::of(0..300_u16)), 5)
}

fn day(offset: u16) -> Date {
    date(2025, 12, 1).checked_add(i64::from(offset).days()).unwrap()
}

async fn build(world: &World, moves: &[(i64, i64, Option<u16>)]) {
    world.set(vec![version(1, "ministry", None, None, None)]).await;
    for region in 2..=4 {
        world.set(vec![version(region, "region", Some(1), None, None)]).await;
    }
    for (district, (first, then, moved)) in DISTRICTS.zip(moves) {
        let versions = match moved {
            Some(moved) => vec![
                version(district, "district", Some(*first), None, Some(day(*moved).yesterday().unwrap())),
                version(district, "district", Some(*then), Some(day(*moved)), None),
            ],
            None => vec![version(district, "district", Some(*first), None, None)],
        };
        world.set(versions).await;
    }
}

async fn play(world: &World, steps: &[Step]) {
    let app = &world.app;
    let (tree, scope) = app.scope(BodyId(1)).await.unwrap();
    let mut entries: Vec<(EntryId, &str)> = Vec::new();
    for (n, step) in steps.iter().enumerate() {
        let known = |at: usize| entries.get(at % entries.len().max(1)).copied();
        match step {
            Step::Offence {
                body,
                day: on,
                fine,
                paid_after,
            } => {
                let fields = offence(day(*on), i64::from(*fine) * 100, Some(day((on + paid_after).min(350))));
                let entry = id(&n.to_string());
                app.write("offence", BodyId(*body), entry, fields, "test").await.unwrap();
                entries.push((entry, "offence"));
            }
            Step::Outbreak { body, day: on, sick, days } => {
                let fields = outbreak(day(*on), i64::from(*sick), days.map(|days| day((on + days).min(350))));
                let entry = id(&n.to_string());
                app.write("outbreak", BodyId(*body), entry, fields, "test").await.unwrap();
                entries.push((entry, "outbreak"));
            }
            Step::Correct { entry, day: on } => {
                let Some((entry, register)) = known(*entry) else { continue };
                let stored = app.store.entry(&scope, entry).await.unwrap().unwrap();
                let fields = if register == "offence" {
                    offence(day(*on), 7_700, None)
                } else {
                    outbreak(day(*on), 3, None)
                };
                // A withdrawn entry refuses; that is part of the play.
                let _ = app.correct(&scope, entry, stored.entry.envelope.revision, fields, "another day", "test").await;
            }
            Step::Withdraw { entry } => {
                let Some((entry, _)) = known(*entry) else { continue };
                let stored = app.store.entry(&scope, entry).await.unwrap().unwrap();
                let _ = app.withdraw(&scope, entry, stored.entry.envelope.revision, "entered twice", "test").await;
            }
            Step::Relocate { entry, body } => {
                let Some((entry, register)) = known(*entry) else { continue };
                let stored = app.store.entry(&scope, entry).await.unwrap().unwrap();
                if stored.entry.body != BodyId(*body)
                    && let Ok(moved) = app
                        .relocate(&scope, entry, stored.entry.envelope.revision, BodyId(*body), "not ours", "test")
                        .await
                {
                    entries.push((moved, register));
                }
            }
            Step::CutOver { body, first, months, amount } => cut_over(world, BodyId(*body), day(*first), *months, *amount).await,
            Step::Link { entries: chosen, three } => {
                let chosen: Vec<EntryId> = chosen
                    .iter()
                    .take(if *three { 3 } else { 2 })
                    .filter_map(|at| known(*at))
                    .map(|(entry, _)| entry)
                    .collect();
                let mut distinct = chosen.clone();
                distinct.sort();
                distinct.dedup();
                if distinct.len() == chosen.len() && chosen.len() > 1 {
                    // One of them may stand in another link already.
                    let _ = app.link(&tree, &scope, &chosen, "test").await;
                }
            }
        }
    }
}

/// Offences of a district were kept on paper until a day; said once more, other days and totals hold.
async fn cut_over(world: &World, body: BodyId, first: Date, months: [i64; 2], amount: i64) {
    let app = &world.app;
    let register = app.register("offence").unwrap();
    let tree = app.store.tree().await.unwrap();
    let standing = app.cut_over_standing(body, register).await.unwrap();
    let who = officer(body);
    let mut months: Vec<Month> = months.map(|month| Month::new(2026, month)).into();
    months.retain(|month| CutOver::takes(first, *month));
    months.dedup();
    let total = |(month, figure): (&Month, &str)| Opening {
        figure: figure.to_owned(),
        month: *month,
        amount,
    };
    let wish = Wish {
        first,
        next: standing.fixed().unwrap_or(20),
        totals: months.iter().flat_map(|month| [(month, "F01"), (month, "D01")].map(total)).collect(),
        reason: "counted again".to_owned(),
    };
    app.cut_over(&who, &tree, (body, register), standing.seen(), &wish, "cut over").await.unwrap();
}

async fn figures(world: &World, body: i64, kind: Kind, period: Period) -> Return {
    let (tree, scope) = world.app.scope(BodyId(body)).await.unwrap();
    world.app.statistical_return(&tree, &scope, kind, period).await.unwrap()
}

/// Less of a return is a part of the whole.
async fn check_extents(world: &World, whole: &Return) {
    let part = |extent| {
        let (kind, period) = (whole.kind, whole.period);
        async move {
            let (tree, mut counts) = world.app.snapshot(whole.body).await.unwrap();
            let figures = world.app.return_at(&mut counts, &tree, Sought { kind, period, extent }).await.unwrap();
            figures.figures
        }
    };
    let without = |left_out: fn(&mut Figure)| {
        let mut figures = whole.figures.clone();
        figures.iter_mut().for_each(left_out);
        figures
    };
    assert_eq!(part(Extent::Compared).await, without(|figure| figure.rows.clear()));
    let alone = without(|figure| (figure.year_before, figure.year_to_date) = (None, None));
    assert_eq!(part(Extent::ByBody).await, alone);
}

async fn check_law(world: &World, kind: Kind, period: Period) {
    for body in 1..=9 {
        let own = figures(world, body, kind, period).await;
        check_extents(world, &own).await;
        for figure in &own.figures {
            let indicator = world.app.rulebook.indicator(&figure.code).unwrap();
            let additive = matches!(indicator.kind, FigureKind::Flow | FigureKind::Stock | FigureKind::Days);
            if !additive || own.children.is_empty() {
                continue;
            }
            let rows: i64 = figure.rows.iter().filter_map(|row| row.period).sum();
            assert_eq!(figure.period.unwrap_or(0), rows, "{} of body {body} in {period}", figure.code);
        }
        // Within a quarter a child may have stood elsewhere.
        for child in own.children.iter().filter(|_| kind == Kind::Monthly) {
            let theirs = figures(world, child.0, kind, period).await;
            for (figure, their) in own.figures.iter().zip(&theirs.figures) {
                let row = figure.rows.iter().find(|row| row.who == Who::Child(*child)).unwrap();
                assert_eq!(row.period, their.period, "{} of body {} in {period} as row of {body}", figure.code, child.0);
            }
        }
    }
}

/// Figures of a longer period are sums of months, and what explains a figure adds up to it.
async fn check_sums(world: &World, quarter: Period) {
    let (tree, scope) = world.app.scope(BodyId(1)).await.unwrap();
    let whole = figures(world, 1, Kind::Quarterly, quarter).await;
    let mut months = Vec::new();
    for month in quarter.first_month().0..=quarter.last_month().0 {
        months.push(figures(world, 1, Kind::Monthly, Period::Month(Month(month))).await);
    }
    for figure in &whole.figures {
        let indicator = world.app.rulebook.indicator(&figure.code).unwrap();
        let of_month = |month: &Return| month.figures.iter().find(|other| other.code == figure.code).and_then(|other| other.period);
        if matches!(indicator.kind, FigureKind::Flow | FigureKind::Days) {
            let sum: i64 = months.iter().filter_map(of_month).sum();
            assert_eq!(figure.period.unwrap_or(0), sum, "{} in {quarter}", figure.code);
        }
        if matches!(indicator.kind, FigureKind::Flow | FigureKind::Days | FigureKind::Stock) {
            let explained = world.app.explain(&tree, &scope, &figure.code, quarter).await.unwrap();
            let sum: i64 = explained.iter().map(|entry| entry.amount).sum();
            assert_eq!(figure.period.unwrap_or(0), sum, "what explains {} in {quarter}", figure.code);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: if std::env::var("QORGAU_FULL").is_ok() { 60 } else { 8 }, ..ProptestConfig::default() })]

    #[test]
    fn a_figure_is_the_sum_of_its_rows_whatever_happens(moves in moves(), steps in proptest::collection::vec(step(), 10..40), looked in 0..10_i64) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(async {
            for world in world::worlds().await {
                build(&world, &moves).await;
                play(&world, &steps).await;
                check_law(&world, Kind::Monthly, Period::Month(Month::new(2026, 1).plus(looked))).await;
                check_law(&world, Kind::Monthly, Period::Month(Month::new(2026, 4))).await;
                // In January the year to date is the month.
                check_law(&world, Kind::Monthly, Period::Month(Month::new(2026, 1))).await;
                check_law(&world, Kind::Quarterly, "2026Q2".parse().unwrap()).await;
                check_sums(&world, "2026Q1".parse().unwrap()).await;
                world.verified().await;
            }
        });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_the_tree_changes_no_earlier_month() {
    for world in world::worlds().await {
        world.small_tree().await;
        let app = &world.app;
        app.write("offence", BodyId(4), id("a"), offence(date(2026, 3, 5), 100, None), "test")
            .await
            .unwrap();
        app.write("outbreak", BodyId(4), id("b"), outbreak(date(2026, 3, 5), 14, None), "test")
            .await
            .unwrap();
        let march = Period::Month(Month::new(2026, 3));
        let [before, other] = [figures(&world, 2, Kind::Monthly, march).await, figures(&world, 3, Kind::Monthly, march).await];
        let moved = vec![
            version(4, "district", Some(2), None, Some(date(2026, 4, 14))),
            version(4, "district", Some(3), Some(date(2026, 4, 15)), None),
        ];
        world.set(moved).await;
        assert_eq!(figures(&world, 2, Kind::Monthly, march).await.figures, before.figures);
        assert_eq!(figures(&world, 3, Kind::Monthly, march).await.figures, other.figures);
        let april = figures(&world, 3, Kind::Monthly, Period::Month(Month::new(2026, 4))).await;
        let in_force = april.figures.iter().find(|figure| figure.code == "V03.in_force").unwrap();
        assert_eq!(in_force.period, Some(1), "the open quarantine went with the district");
        world.verified().await;
    }
}
