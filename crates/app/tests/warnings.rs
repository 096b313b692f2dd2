//! What whoever writes is warned of: what a diversion weakens, that an applicant has applied before, that terms are passed over; never what he may
//! not read.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod office;
mod world;

use jiff::civil::{Date, date};
use office::{CITY, Office, REGION, offices};
use qorgau_app::accounts::Who;
use qorgau_app::warnings::{Warning, Writing};
use qorgau_app::weakened::Work;
use qorgau_domain::value::{Content, Span, Value};
use qorgau_domain::{BodyId, EntryId};
use qorgau_rulebook::terms::Passed;
use world::{choice, content, id, officer, outbreak, rows};

/// A district of the city's region, and one of another.
const BESIDE: BodyId = BodyId(5);
const ABROAD: BodyId = BodyId(6);

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn span(from: Date, until: Option<Date>) -> Value {
    Value::Span(Span { from, until })
}

fn raid(started: Date, ended: Option<Date>, officer: Option<EntryId>) -> Content {
    let mut fields = content(vec![("kind", choice("raid")), ("started_on", Value::Date(started))]);
    fields.extend(ended.map(|ended| ("ended_on".to_owned(), Value::Date(ended))));
    let member = |officer| {
        rows(vec![vec![
            ("service", choice("line")),
            ("count", Value::Number(1)),
            ("officer", Value::Entry(officer)),
        ]])
    };
    fields.extend(officer.map(|officer| ("participants".to_owned(), member(officer))));
    fields
}

fn item(due: Date, more: Vec<(&str, Value)>) -> Content {
    let mut fields = content(vec![
        ("item", text("7")),
        ("plan", choice("work")),
        ("period", span(date(2026, 10, 1), Some(date(2026, 12, 31)))),
        ("text", text("Рейд өткізу")),
        ("due_on", Value::Date(due)),
    ]);
    fields.extend(content(more));
    fields
}

/// A diversion of people of a body, the writer's own where none is named.
fn diversion(body: Option<BodyId>, officer: Option<EntryId>, days: (Date, Option<Date>)) -> Content {
    let mut row = vec![("count", Value::Number(1)), ("diverted", span(days.0, days.1))];
    row.extend(body.map(|body| ("body", Value::Body(body))));
    row.extend(officer.map(|officer| ("officer", Value::Entry(officer))));
    content(vec![("instructed_on", Value::Date(date(2026, 11, 20))), ("people", rows(vec![row]))])
}

async fn write(office: &Office, body: BodyId, register: &str, name: &str, fields: Content) {
    office.app.write(register, body, id(name), fields, "test").await.unwrap();
}

async fn warned(office: &Office, who: &Who, register: &str, name: &str, fields: &Content) -> Vec<Warning> {
    let tree = office.app.store.tree().await.unwrap();
    let writing = Writing {
        id: id(name),
        body: who.body,
        register: office.app.register(register).unwrap(),
        fields,
    };
    office.app.warnings(who, &tree, &writing).await.unwrap()
}

async fn weakened(office: &Office, who: &Who, fields: &Content) -> Vec<(EntryId, Vec<Work>)> {
    let warnings = warned(office, who, "diversion", "diversion", fields).await;
    let named = |warning| match warning {
        Warning::Weakened(weakened) => (weakened.entry.id, weakened.work),
        other => panic!("a diversion weakens: {other:?}"),
    };
    warnings.into_iter().map(named).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_diversion_weakens_what_goes_on_in_its_days_and_nothing_else() {
    for office in offices().await {
        let chief = office.somebody("chief", REGION, &[("leadership", REGION)]).await;
        let day = |month, day| date(2026, month, day);
        write(&office, CITY, "raid", "open", raid(day(11, 10), None, None)).await;
        write(&office, CITY, "raid", "over", raid(day(10, 1), Some(day(10, 3)), None)).await;
        write(&office, CITY, "raid", "forgotten", raid(date(2025, 10, 1), None, None)).await;
        write(&office, BESIDE, "raid", "beside", raid(day(11, 10), None, None)).await;
        let measure = || ("measure", choice("raid"));
        write(&office, CITY, "plan_item", "planned", item(day(11, 25), vec![measure()])).await;
        write(&office, CITY, "plan_item", "lesson", item(day(11, 25), Vec::new())).await;
        let done = vec![measure(), ("result", choice("done")), ("result_on", Value::Date(day(11, 19)))];
        write(&office, CITY, "plan_item", "done", item(day(11, 25), done)).await;
        write(&office, CITY, "outbreak", "standing", outbreak(day(11, 1), 5, None)).await;
        write(&office, CITY, "outbreak", "lifted", outbreak(day(9, 1), 5, Some(day(9, 20)))).await;
        let mut restricted = outbreak(day(11, 2), 5, None);
        restricted.insert("regime".to_owned(), choice("restriction"));
        write(&office, BESIDE, "outbreak", "restricted", restricted).await;

        let of = |body, days| diversion(Some(body), None, days);
        let named = |found: Vec<(EntryId, Vec<Work>)>| found.into_iter().map(|(id, _)| id).collect::<Vec<_>>();
        assert_eq!(
            weakened(&office, &chief, &of(CITY, (day(11, 24), Some(day(11, 26))))).await,
            [
                (id("open"), vec![Work::Raid]),
                (id("planned"), vec![Work::Planned(day(11, 25))]),
                (id("standing"), vec![Work::Quarantine, Work::Post]),
            ]
        );
        let later = weakened(&office, &chief, &of(CITY, (day(11, 26), None))).await;
        assert_eq!(named(later), [id("open"), id("standing")], "what is planned for the day before is not touched");
        let once = weakened(&office, &chief, &of(CITY, (day(10, 3), Some(day(10, 3))))).await;
        assert_eq!(named(once), [id("over")]);
        assert_eq!(weakened(&office, &chief, &of(CITY, (day(10, 4), Some(day(10, 30))))).await, []);
        let beside = weakened(&office, &chief, &of(BESIDE, (day(11, 24), None))).await;
        assert_eq!(beside, [(id("beside"), vec![Work::Raid]), (id("restricted"), vec![Work::Post])]);
        let own = diversion(None, None, (day(11, 24), None));
        assert_eq!(weakened(&office, &chief, &own).await, [], "the region's own people do none of it");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_raid_that_is_only_prepared_is_weakened_on_its_day() {
    for office in offices().await {
        let chief = office.somebody("chief", REGION, &[("leadership", REGION)]).await;
        let day = date(2026, 12, 5);
        let prepared = content(vec![("kind", choice("raid")), ("planned_on", Value::Date(day))]);
        write(&office, CITY, "raid", "prepared", prepared).await;
        let of = |from, until| diversion(Some(CITY), None, (date(2026, 12, from), Some(date(2026, 12, until))));
        assert_eq!(weakened(&office, &chief, &of(4, 6)).await, [(id("prepared"), vec![Work::Planned(day)])]);
        assert_eq!(weakened(&office, &chief, &of(6, 9)).await, []);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_checkpoint_stands_beyond_the_day_of_its_raid() {
    for office in offices().await {
        let chief = office.somebody("chief", REGION, &[("leadership", REGION)]).await;
        let mut fields = raid(date(2026, 11, 10), Some(date(2026, 11, 10)), None);
        let standing = ("standing", span(date(2026, 11, 10), Some(date(2026, 12, 1))));
        fields.insert("checkpoints".to_owned(), rows(vec![vec![("count", Value::Number(1)), standing]]));
        write(&office, CITY, "raid", "manned", fields).await;
        let of = |day| diversion(Some(CITY), None, (date(2026, 12, day), None));
        assert_eq!(weakened(&office, &chief, &of(1)).await, [(id("manned"), vec![Work::Checkpoint])]);
        assert_eq!(weakened(&office, &chief, &of(2)).await, []);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_who_is_away_is_looked_for_in_every_team_that_the_writer_reads() {
    for office in offices().await {
        let chief = office.somebody("chief", REGION, &[("leadership", REGION)]).await;
        let day = date(2026, 11, 10);
        write(&office, BESIDE, "raid", "joint", raid(day, None, Some(id("officer")))).await;
        write(&office, BESIDE, "raid", "others", raid(day, None, Some(id("another")))).await;
        write(&office, ABROAD, "raid", "abroad", raid(day, None, Some(id("officer")))).await;
        let led = item(date(2026, 11, 25), vec![("measure", choice("raid")), ("officer", Value::Entry(id("officer")))]);
        write(&office, BESIDE, "plan_item", "led", led).await;
        let away = |body, who| diversion(Some(body), who, (date(2026, 11, 24), Some(date(2026, 11, 26))));

        let found = warned(&office, &chief, "diversion", "diversion", &away(CITY, Some(id("officer")))).await;
        let named: Vec<(EntryId, Vec<EntryId>)> = found
            .into_iter()
            .map(|warning| match warning {
                Warning::Weakened(weakened) => (weakened.entry.id, weakened.officers),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(named, [(id("joint"), vec![id("officer")]), (id("led"), vec![id("officer")])]);
        assert_eq!(weakened(&office, &chief, &away(CITY, None)).await, []);
        // What the writer does not read is not named, whomever the row says.
        assert_eq!(weakened(&office, &chief, &away(ABROAD, None)).await, []);
    }
}

fn application(name: &str, received: Date) -> Content {
    content(vec![
        ("kind", choice("application")),
        ("received_on", Value::Date(received)),
        ("applicant", choice("citizen")),
        ("applicant_name", text(name)),
        ("substance", text("Өзен жағасындағы қақпандар")),
    ])
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_applies_again_is_told_of_with_what_he_sent_before() {
    for office in offices().await {
        let clerk = officer(CITY);
        let before = application("Сынақбаев Асан", date(2026, 3, 2));
        write(&office, CITY, "application", "first", before.clone()).await;
        write(&office, CITY, "application", "old", application("Сынақбаев Асан", date(2025, 2, 2))).await;
        write(&office, CITY, "application", "another", application("Сынақбаев Ерлан", date(2026, 4, 2))).await;
        write(&office, BESIDE, "application", "beside", application("Сынақбаев Асан", date(2026, 5, 2))).await;
        let told = async |name: &str, fields: &Content| -> Vec<EntryId> {
            let warnings = warned(&office, &clerk, "application", name, fields).await;
            let named = |warning| match warning {
                Warning::Before(entry) => entry.id,
                other => panic!("{other:?}"),
            };
            warnings.into_iter().map(named).collect()
        };
        let mut again = application("АСАН  Сынакбаев", date(2026, 11, 19));
        assert_eq!(
            told("new", &again).await,
            [id("first")],
            "in any spelling and order, and what he may read alone"
        );
        assert_eq!(
            told("new", &application("Сынақбаев Асан", date(2026, 3, 1))).await,
            [],
            "nothing that came later"
        );
        assert_eq!(told("first", &before).await, [], "an application is not before itself");
        again.insert("repeat_of".to_owned(), Value::Entry(id("first")));
        assert_eq!(told("new", &again).await, [], "it says so itself");
        again.remove("repeat_of");
        let (_, scope) = office.app.scope(CITY).await.unwrap();
        office.app.withdraw(&scope, id("first"), 1, "қате", "test").await.unwrap();
        assert_eq!(told("new", &again).await, [], "what is struck through was not sent");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn terms_that_an_application_passes_over_are_told_of_as_of_today() {
    for office in offices().await {
        let clerk = officer(CITY);
        let mut fields = application("Сынақбаев Асан", date(2026, 10, 20));
        let extend = |fields: &mut Content, on: Date| {
            fields.extend(content(vec![
                ("extended_until", Value::Date(date(2026, 12, 1))),
                ("extended_on", Value::Date(on)),
                ("extension_reason", text("сараптама")),
            ]));
        };
        extend(&mut fields, date(2026, 11, 18));
        assert_eq!(
            warned(&office, &clerk, "application", "new", &fields).await,
            [],
            "the three working days are not over"
        );
        extend(&mut fields, date(2026, 11, 10));
        let missed = Passed::Notice {
            told: None,
            last: date(2026, 11, 13),
        };
        assert_eq!(warned(&office, &clerk, "application", "new", &fields).await, [Warning::Term(missed)]);
    }
}
