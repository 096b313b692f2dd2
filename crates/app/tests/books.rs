//! What the prescribed books print, and what a body owes on a day.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod world;

use jiff::civil::{Date, date};
use qorgau_app::duties::Item;
use qorgau_domain::value::{Content, Value};
use qorgau_domain::{BodyId, Lang};
use qorgau_rulebook::due::State;
use world::{World, choice, content, id, offence, outbreak, rows};

const FROM: Date = date(2026, 1, 1);
const UNTIL: Date = date(2026, 12, 31);

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

/// An inspection of body 4 with three proposals.
fn inspection() -> Content {
    let proposal = |words: &str| vec![("text", text(words)), ("due_on", Value::Date(date(2026, 6, 30)))];
    content(vec![
        ("inspected", Value::Body(BodyId(4))),
        ("inspected_on", Value::Date(date(2026, 5, 20))),
        ("unit", text("сала")),
        ("inspector_text", text("майор Үлгібаев")),
        ("findings", text("Кемшіліктер бар.")),
        ("proposals", rows(vec![proposal("бірінші"), proposal("екінші"), proposal("үшінші")])),
    ])
}

/// The head orders all three done, one of them in words of its own; one gets its mark.
async fn inspected(world: &World) {
    world.small_tree().await;
    let app = &world.app;
    app.write("unit_inspection", BodyId(2), id("i"), inspection(), "test").await.unwrap();
    let row = |no: i64| vec![("proposal", Value::Number(no))];
    let first = [
        row(1),
        vec![
            ("result", choice("done")),
            ("result_text", text("Сабақ өтті.")),
            ("marked_on", Value::Date(date(2026, 6, 10))),
        ],
    ];
    let second = [row(2), vec![("instruction", text("Апта ішінде."))]];
    let marks = content(vec![
        ("inspection", Value::Entry(id("i"))),
        ("given_on", Value::Date(date(2026, 6, 10))),
        ("instruction", text("Орындалсын.")),
        ("marks", rows(vec![first.concat(), second.concat(), row(3)])),
    ]);
    app.write("inspection_mark", BodyId(4), id("m"), marks, "test").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_without_instruction_or_mark_prints_no_bare_number() {
    for world in world::worlds().await {
        inspected(&world).await;
        let (tree, scope) = world.app.scope(BodyId(4)).await.unwrap();
        let book = world.app.book(&tree, &scope, "unit_inspection", FROM, UNTIL, Lang::Kk).await.unwrap();
        let done = world.app.rulebook.item("mark_results", "done").unwrap().name.get(Lang::Kk);
        assert_eq!(book.rows[0][5], format!("Орындалсын.\n1. {done}, Сабақ өтті, 10.06.2026\n2. Апта ішінде."));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_footnote_on_peaks_needs_a_figure() {
    for world in world::worlds().await {
        world.small_tree().await;
        let app = &world.app;
        let mut quiet = outbreak(date(2026, 5, 1), 2, None);
        quiet.remove("posts");
        quiet.remove("people");
        app.write("outbreak", BodyId(4), id("quiet"), quiet, "test").await.unwrap();
        app.write("outbreak", BodyId(5), id("posted"), outbreak(date(2026, 5, 1), 2, None), "test")
            .await
            .unwrap();
        for (body, peaks) in [(4, false), (5, true)] {
            let (tree, scope) = app.scope(BodyId(body)).await.unwrap();
            let book = app.book(&tree, &scope, "outbreak", FROM, UNTIL, Lang::Kk).await.unwrap();
            assert_eq!((book.rows.len(), book.has_peaks), (1, peaks));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_owed_on_an_entry_names_its_register_and_number() {
    for world in world::worlds().await {
        inspected(&world).await;
        let app = &world.app;
        let (tree, _) = app.scope(BodyId(4)).await.unwrap();
        let marks = |items: Vec<Item>| items.into_iter().filter(|item| item.duty == "inspection.marks").collect::<Vec<_>>();
        let owed = marks(app.duties(&tree, BodyId(4), date(2026, 7, 1)).await.unwrap());
        let shown: Vec<_> = owed
            .iter()
            .map(|item| {
                let owed = item.entry.as_ref().unwrap();
                (item.state, owed.register.as_str(), owed.number.to_string(), owed.row)
            })
            .collect();
        let of = |state, row| (state, "unit_inspection", "1/2026".to_owned(), row);
        assert_eq!(shown, [of(State::Done, 1), of(State::Late, 2), of(State::Late, 3)]);
        let before = marks(app.duties(&tree, BodyId(4), date(2026, 5, 19)).await.unwrap());
        assert_eq!(before, [], "there was no inspection yet");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn duties_of_far_days_are_those_of_their_year_and_what_is_open_of_the_year_before() {
    for world in world::worlds().await {
        world.small_tree().await;
        let app = &world.app;
        app.write("offence", BodyId(4), id("o"), offence(date(2026, 5, 1), 100, None), "test")
            .await
            .unwrap();
        let (tree, _) = app.scope(BodyId(4)).await.unwrap();
        let months = async |on: Date| {
            let items = app.duties(&tree, BodyId(4), on).await.unwrap().into_iter();
            let returns = items.filter(|item| item.duty == "return.monthly");
            returns.map(|item| item.period.unwrap().to_string()).collect::<Vec<_>>()
        };
        let none: [&str; 0] = [];
        assert_eq!(months(date(2025, 12, 31)).await, none, "nobody kept a register then");
        assert_eq!(months(date(2026, 7, 1)).await, ["2026-05", "2026-06", "2026-07"]);
        let far = months(date(2031, 2, 3)).await;
        assert_eq!((far[0].as_str(), far.len(), far.last().unwrap().as_str()), ("2030-01", 14, "2031-02"));
    }
}
