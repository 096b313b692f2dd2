//! What many bodies owe, judged by keys in one pass, is what each of them owes when its entries are read one by one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod office;
mod world;

use std::sync::Arc;

use jiff::civil::{Date, date};
use office::{CITY, MINISTRY, OTHER_REGION, Office, REGION};
use qorgau_app::App;
use qorgau_app::duties::Item;
use qorgau_domain::BodyId;
use qorgau_domain::value::{Content, Value};
use qorgau_rulebook::due::State;
use qorgau_rulebook::{Rulebook, load, shipped};
use world::{Counting, choice, content, id, offence, outbreak, rows};

fn raid(kind: &str, started: Date, briefed: Option<Date>) -> Content {
    let mut fields = content(vec![("kind", choice(kind)), ("started_on", Value::Date(started))]);
    if let Some(briefed) = briefed {
        fields.insert("briefed_on".to_owned(), Value::Date(briefed));
    }
    fields
}

fn application(applicant: &str, more: Vec<(&str, Value)>) -> Content {
    let mut fields = content(vec![
        ("kind", choice("application")),
        ("received_on", Value::Date(date(2026, 5, 8))),
        ("applicant", choice(applicant)),
        ("applicant_name", Value::Text("Сынақбаев Асан".into())),
        ("substance", Value::Text("Қақпандар".into())),
    ]);
    fields.extend(more.into_iter().map(|(code, value)| (code.to_owned(), value)));
    fields
}

async fn enter(office: &Office, register: &str, body: BodyId, name: &str, fields: Content) {
    office.app.write(register, body, id(name), fields, "test").await.unwrap();
}

/// What is open, and what was done for periods: what the pages show.
fn shown(items: &[Item]) -> Vec<Item> {
    let shows = |item: &&Item| item.entry.is_none() || matches!(item.state, State::Late | State::Due);
    items.iter().filter(shows).cloned().collect()
}

async fn agree(office: &Office) -> usize {
    let app = &office.app;
    let tree = app.store.tree().await.unwrap();
    let bodies: Vec<BodyId> = tree.bodies().collect();
    let mut late = 0;
    for (body, items) in app.owed_now(&tree, &bodies).await.unwrap().rows {
        let one_by_one = app.duties(&tree, body, app.today()).await.unwrap();
        assert_eq!(items, shown(&one_by_one), "{body:?}");
        late += items.iter().filter(|item| item.state == State::Late && item.entry.is_some()).count();
    }
    late
}

#[tokio::test(flavor = "multi_thread")]
async fn one_pass_says_what_reading_each_body_says() {
    for office in office::offices().await {
        let app = &office.app;
        enter(&office, "offence", CITY, "o1", offence(date(2026, 5, 3), 100, None)).await;
        enter(&office, "outbreak", BodyId(6), "v1", outbreak(date(2026, 8, 5), 10, None)).await;
        let kinds = &app.rulebook.lists["raid_kinds"].item;
        let other = kinds.iter().find(|item| item.code != "sweep").unwrap().code.clone();
        enter(&office, "raid", CITY, "r1", raid("sweep", date(2026, 6, 10), Some(date(2026, 6, 9)))).await;
        enter(&office, "raid", CITY, "r2", raid("sweep", date(2026, 6, 2), None)).await;
        enter(&office, "raid", CITY, "r3", raid(&other, date(2026, 7, 1), None)).await;
        enter(&office, "raid", BodyId(5), "r4", raid(&other, date(2026, 7, 1), Some(date(2026, 7, 1)))).await;
        enter(&office, "raid", BodyId(6), "r5", raid("sweep", date(2026, 9, 30), None)).await;
        enter(&office, "raid", REGION, "r6", raid("sweep", date(2026, 10, 1), None)).await;
        assert_eq!(agree(&office).await, 3, "three raids of districts without a briefing");
        // By a term, by a day set, by one extended; one is answered, one has no term.
        // The applicant was not told of the extension.
        let extended = ("extended_until", Value::Date(date(2026, 7, 1)));
        let on = ("extended_on", Value::Date(date(2026, 5, 25)));
        let why = ("extension_reason", Value::Text("expert opinion".into()));
        enter(&office, "application", CITY, "a1", application("citizen", vec![])).await;
        enter(
            &office,
            "application",
            CITY,
            "a2",
            application("citizen", vec![("due_on", Value::Date(date(2026, 6, 1)))]),
        )
        .await;
        enter(&office, "application", REGION, "a3", application("citizen", vec![extended, on, why])).await;
        enter(&office, "application", REGION, "a4", application("state_body", vec![])).await;
        let answered = vec![("answered_on", Value::Date(date(2026, 5, 20))), ("outcome", choice("satisfied"))];
        enter(&office, "application", MINISTRY, "a5", application("citizen", answered)).await;
        assert_eq!(agree(&office).await, 7, "and three applications without an answer, one without a notice too");
        office
            .app
            .withdraw(&office.app.scope(MINISTRY).await.unwrap().1, id("a1"), 1, "entered twice", "test")
            .await
            .unwrap();
        let late = vec![("answered_on", Value::Date(date(2026, 6, 20))), ("outcome", choice("satisfied"))];
        let corrected = application("citizen", late);
        office
            .app
            .correct(&office.app.scope(MINISTRY).await.unwrap().1, id("a2"), 1, corrected, "answered", "test")
            .await
            .unwrap();
        office
            .app
            .withdraw(&office.app.scope(MINISTRY).await.unwrap().1, id("a3"), 1, "entered twice", "test")
            .await
            .unwrap();
        // Corrected, a raid is briefed; another is struck through; a third moves to another month.
        let (_, scope) = app.scope(MINISTRY).await.unwrap();
        app.correct(
            &scope,
            id("r3"),
            1,
            raid(&other, date(2026, 7, 1), Some(date(2026, 7, 1))),
            "found the sheet",
            "test",
        )
        .await
        .unwrap();
        app.withdraw(&scope, id("r2"), 1, "entered twice", "test").await.unwrap();
        app.correct(
            &scope,
            id("r1"),
            1,
            raid("sweep", date(2026, 8, 10), Some(date(2026, 8, 9))),
            "wrong month",
            "test",
        )
        .await
        .unwrap();
        assert_eq!(agree(&office).await, 1);
        assert_eq!(app.owed_now(&app.store.tree().await.unwrap(), &[OTHER_REGION]).await.unwrap().rows.len(), 1);
        office.world.verified().await;
    }
}

/// The shipped rulebook, but that the seminar-meeting is owed by everybody whom a joint plan may bind to it.
fn with_seminars() -> Rulebook {
    let mut files = shipped::files();
    let duties = files.get_mut("duties.toml").unwrap();
    let (before, after) = duties.split_once("code = \"seminar\"").unwrap();
    let owed = after.replacen("only_where = \"joint_plan\"\nplanned = \"cycle\"\n", "", 1);
    assert_ne!(owed, after);
    *duties = format!("{before}code = \"seminar\"{owed}");
    load(&files).unwrap()
}

fn meeting(kind: &str, held: Date) -> Content {
    content(vec![("kind", choice(kind)), ("held_on", Value::Date(held))])
}

/// The periods for which a body owes a seminar-meeting, and how each stands.
async fn seminars(office: &Office, body: BodyId) -> Vec<(String, State)> {
    let tree = office.app.store.tree().await.unwrap();
    let items = office.app.duties(&tree, body, office.app.today()).await.unwrap();
    let of_it = items.into_iter().filter(|item| item.duty == "seminar");
    of_it.map(|item| (item.period.unwrap().to_string(), item.state)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_falls_each_two_years_is_done_once_in_two_calendar_years_and_late_after_them() {
    for mut office in office::offices().await {
        let (store, clock) = (office.world.app.store.clone(), office.clock.clone());
        office.app = App::beside(store, Arc::new(with_seminars()), clock, Arc::new(Counting::beside(2)))
            .await
            .unwrap();
        let said = |stands: &[(&str, State)]| stands.iter().map(|(period, state)| ((*period).to_owned(), *state)).collect::<Vec<_>>();
        // One of the first year holds for both, though that year is no more looked at for anything else.
        enter(&office, "meeting", REGION, "m1", meeting("seminar", date(2024, 5, 6))).await;
        assert_eq!(seminars(&office, REGION).await, said(&[("2026-2027", State::Due)]));
        enter(&office, "meeting", OTHER_REGION, "m2", meeting("operational", date(2025, 2, 3))).await;
        assert_eq!(
            seminars(&office, OTHER_REGION).await,
            said(&[("2024-2025", State::Late), ("2026-2027", State::Due)])
        );
        agree(&office).await;
        enter(&office, "meeting", OTHER_REGION, "m3", meeting("seminar", date(2026, 4, 2))).await;
        assert_eq!(
            seminars(&office, OTHER_REGION).await,
            said(&[("2024-2025", State::Late), ("2026-2027", State::Done)])
        );
        enter(&office, "meeting", OTHER_REGION, "m4", meeting("seminar", date(2025, 12, 31))).await;
        assert_eq!(seminars(&office, OTHER_REGION).await, said(&[("2026-2027", State::Done)]));
        agree(&office).await;
    }
}

fn assignment(recipients: Vec<Vec<(&str, Value)>>) -> Content {
    content(vec![
        ("given_on", Value::Date(date(2026, 6, 1))),
        ("subject", Value::Text("Қақпандар".into())),
        ("text", Value::Text("Жағаны тексеру".into())),
        ("due_on", Value::Date(date(2026, 6, 20))),
        ("recipients", rows(recipients)),
    ])
}

#[tokio::test(flavor = "multi_thread")]
async fn each_row_that_is_open_is_found_by_its_key() {
    for office in office::offices().await {
        let app = &office.app;
        let to = |name: &str| vec![("kind", choice("institution")), ("institution", Value::Text(name.into()))];
        let done = |name: &str| [to(name), vec![("done_on", Value::Date(date(2026, 6, 10)))]].concat();
        enter(&office, "assignment", REGION, "s1", assignment(vec![to("A"), done("B"), to("C")])).await;
        enter(&office, "assignment", CITY, "s2", assignment(vec![done("A")])).await;
        let decided = |due: Option<Date>| {
            let due = due.map(|due| ("due_on", Value::Date(due)));
            let decided = vec![("text", Value::Text("Тексеру".into())), ("executor", Value::Text("Сынақбаев".into()))];
            [decided, due.into_iter().collect()].concat()
        };
        let meeting = content(vec![
            ("kind", choice("seminar")),
            ("held_on", Value::Date(date(2026, 5, 5))),
            (
                "decisions",
                rows(vec![decided(None), decided(Some(date(2026, 7, 1))), decided(Some(date(2030, 1, 1)))]),
            ),
        ]);
        enter(&office, "meeting", MINISTRY, "m1", meeting).await;
        assert_eq!(agree(&office).await, 3, "two recipients and a decision are late; one has time, one has no day");
        let open = |items: &[Item]| -> Vec<(String, i64)> {
            let rows = items.iter().filter_map(|item| item.entry.as_ref());
            rows.map(|owed| (owed.register.clone(), owed.row)).collect()
        };
        let tree = app.store.tree().await.unwrap();
        let owed = app.owed_now(&tree, &[REGION, MINISTRY]).await.unwrap();
        let found: Vec<_> = owed.rows.iter().map(|(_, items)| open(items)).collect();
        let row = |register: &str, no| (register.to_owned(), no);
        assert_eq!(
            found,
            [vec![row("assignment", 1), row("assignment", 3)], vec![row("meeting", 2), row("meeting", 3)]]
        );
        // Carried out, a row is closed; the other stays open.
        let (_, scope) = app.scope(MINISTRY).await.unwrap();
        let corrected = assignment(vec![done("A"), done("B"), to("C")]);
        app.correct(&scope, id("s1"), 1, corrected, "reported", "test").await.unwrap();
        assert_eq!(agree(&office).await, 2);
        office.world.verified().await;
    }
}
