//! Views of lists kept by their accounts alone, and entries found by whom they name, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod office;
mod world;

use std::collections::BTreeSet;

use jiff::civil::date;
use office::{CITY, OTHER_REGION, Office, REGION, offices};
use qorgau_app::AppError;
use qorgau_app::accounts::Who;
use qorgau_app::entries::Act;
use qorgau_app::lists::NamedBy;
use qorgau_app::views::{LONGEST_NAME, MOST_VIEWS, NewView, ViewFault};
use qorgau_domain::value::{Content, Value};
use qorgau_domain::{BodyId, EntryId};
use qorgau_store::Mode;
use uuid::Uuid;
use world::{choice, content, id, rows};

fn new<'a>(name: &'a str, query: &'a str) -> NewView<'a> {
    NewView {
        register: "offence",
        name,
        query,
        opens: false,
        replace: false,
    }
}

async fn keep(office: &Office, who: &Who, view: NewView<'_>) -> Result<Uuid, ViewFault> {
    match office.app.keep_view(who, view).await {
        Ok(id) => Ok(id),
        Err(AppError::View(fault)) => Err(fault),
        Err(error) => panic!("{error}"),
    }
}

async fn names(office: &Office, who: &Who) -> Vec<(String, String, bool)> {
    let views = office.app.views(who, "offence").await.unwrap();
    let mut said: Vec<_> = views.into_iter().map(|view| (view.name, view.query, view.opens)).collect();
    // Those kept at one moment of the clock stand in any order.
    said.sort();
    said
}

fn of(name: &str, query: &str, opens: bool) -> (String, String, bool) {
    (name.to_owned(), query.to_owned(), opens)
}

#[tokio::test]
async fn a_view_is_kept_once_under_its_name_and_seen_by_its_account_alone() {
    for office in offices().await {
        let (one, other) = (
            office.somebody("one", CITY, &[("charged_officer", CITY)]).await,
            office.somebody("other", CITY, &[("charged_officer", CITY)]).await,
        );
        let first = keep(&office, &one, new("  Менің\u{a0}  айым ", "span=month")).await.unwrap();
        assert_eq!(keep(&office, &one, new("Менің айым", "q=x")).await, Err(ViewFault::NameTaken));
        assert_eq!(names(&office, &one).await, [of("Менің айым", "span=month", false)]);
        let replaced = NewView {
            replace: true,
            opens: true,
            ..new("Менің айым", "q=x")
        };
        assert_eq!(keep(&office, &one, replaced).await, Ok(first), "the place stays the same");
        // The same name may stand in another account and another register.
        keep(&office, &other, new("Менің айым", "q=y")).await.unwrap();
        let of_raids = NewView {
            register: "raid",
            ..new("Менің айым", "")
        };
        keep(&office, &one, of_raids).await.unwrap();
        assert_eq!(names(&office, &one).await, [of("Менің айым", "q=x", true)]);
        assert_eq!(names(&office, &other).await, [of("Менің айым", "q=y", false)]);

        // Only one opens with the list. Views stand in the order in which they were kept.
        office.pass(jiff::SignedDuration::from_secs(1));
        let second = keep(
            &office,
            &one,
            NewView {
                opens: true,
                ..new("Б", "q=z")
            },
        )
        .await
        .unwrap();
        assert_eq!(names(&office, &one).await, [of("Б", "q=z", true), of("Менің айым", "q=x", false)]);
        office.app.rename_view(&one, "offence", first, ("А", true)).await.unwrap();
        assert_eq!(names(&office, &one).await, [of("А", "q=x", true), of("Б", "q=z", false)]);
        let taken = office.app.rename_view(&one, "offence", first, ("Б", false)).await;
        assert!(matches!(taken, Err(AppError::View(ViewFault::NameTaken))), "{taken:?}");

        // Another's view is not there, nor is it in another register; nothing of it moves.
        for (who, register) in [(&other, "offence"), (&one, "raid")] {
            let renamed = office.app.rename_view(who, register, second, ("В", true)).await;
            assert!(matches!(renamed, Err(AppError::Absent)), "{renamed:?}");
            assert!(matches!(office.app.drop_view(who, register, second).await, Err(AppError::Absent)));
            assert!(matches!(office.app.view(who, register, second).await, Err(AppError::Absent)));
        }
        assert_eq!(names(&office, &one).await, [of("А", "q=x", true), of("Б", "q=z", false)]);
        office.app.drop_view(&one, "offence", first).await.unwrap();
        assert!(matches!(office.app.drop_view(&one, "offence", first).await, Err(AppError::Absent)));
        assert_eq!(names(&office, &one).await, [of("Б", "q=z", false)]);
    }
}

#[tokio::test]
async fn views_have_a_name_and_an_end() {
    for office in offices().await {
        let who = office.somebody("one", CITY, &[("charged_officer", CITY)]).await;
        assert_eq!(keep(&office, &who, new(" \n ", "")).await, Err(ViewFault::NoName));
        assert_eq!(keep(&office, &who, new(&"ә".repeat(LONGEST_NAME + 1), "")).await, Err(ViewFault::LongName));
        assert_eq!(keep(&office, &who, new("ұзын", &"q".repeat(5_000))).await, Err(ViewFault::LongQuery));
        for no in 0..MOST_VIEWS {
            keep(&office, &who, new(&format!("{no} {}", "ә".repeat(LONGEST_NAME - 4)), "")).await.unwrap();
        }
        assert_eq!(keep(&office, &who, new("тағы", "")).await, Err(ViewFault::TooMany));
        let name = format!("7 {}", "ә".repeat(LONGEST_NAME - 4));
        let replaced = NewView {
            replace: true,
            ..new(&name, "q=7")
        };
        keep(&office, &who, replaced).await.unwrap();
        assert_eq!(names(&office, &who).await.len(), usize::try_from(MOST_VIEWS).unwrap());
    }
}

fn person(surname: &str) -> Content {
    content(vec![
        ("surname", Value::Text(surname.to_owned())),
        ("given_name", Value::Text("Серік".to_owned())),
    ])
}

fn offence_of(who: EntryId) -> Content {
    content(vec![
        ("nature", choice("administrative")),
        ("article", choice("ao2014_382")),
        ("revealed_on", Value::Date(date(2026, 5, 4))),
        ("revealed_by", choice("line")),
        (
            "persons",
            rows(vec![vec![
                ("person", Value::Entry(who)),
                ("role", choice("offender")),
                ("status", choice("citizen")),
            ]]),
        ),
    ])
}

async fn write(office: &Office, register: &str, body: BodyId, name: &str, fields: Content) -> EntryId {
    office.app.write(register, body, id(name), fields, "test").await.unwrap();
    id(name)
}

#[tokio::test]
async fn an_entry_is_found_by_whom_it_names_as_far_as_one_reads() {
    for office in offices().await {
        let (here, there) = (
            write(&office, "person", CITY, "here", person("Құлыншақов")).await,
            write(&office, "person", OTHER_REGION, "there", person("Құлыншақов")).await,
        );
        let own = write(&office, "offence", CITY, "own", offence_of(here)).await;
        let others = write(&office, "offence", OTHER_REGION, "others", offence_of(there)).await;
        // An offence of another region that names the person of here.
        let across = write(&office, "offence", OTHER_REGION, "across", offence_of(here)).await;
        let tree = office.app.store.tree().await.unwrap();
        for (role, body, expected) in [
            ("charged_officer", CITY, vec![own]),
            ("region_head", REGION, vec![own]),
            ("region_head", OTHER_REGION, vec![others, across]),
            ("auditor", BodyId(1), vec![own, others, across]),
            ("administrator", BodyId(1), vec![]),
        ] {
            let who = office.somebody(&format!("{}.{}", role.replace('_', "."), body.0), body, &[(role, body)]).await;
            let found = office.app.naming_any(&who, &tree, &[here, there], 10).await.unwrap();
            let found: BTreeSet<EntryId> = found.entries.into_iter().map(|(stored, _)| stored.entry.id).collect();
            assert_eq!(found, expected.into_iter().collect(), "{role} at {}", body.0);
            let register = office.app.register("offence").unwrap();
            let nameable = office
                .app
                .nameable(&who, &tree, register, "кулыншаков", 10, qorgau_domain::Lang::Kk)
                .await
                .unwrap();
            let nameable: BTreeSet<EntryId> = nameable.into_iter().map(|(id, _)| id).collect();
            let readable = [(here, CITY), (there, OTHER_REGION)];
            let readable = readable.into_iter().filter(|(_, at)| {
                let scope = office.app.reads(&who, &tree, "person");
                scope.is_some_and(|scope| scope.holds(*at))
            });
            assert_eq!(nameable, readable.map(|(id, _)| id).collect(), "{role} at {}", body.0);
        }
        // No more of a register than asked for, the last first.
        let who = office.somebody("auditor", BodyId(1), &[("auditor", BodyId(1))]).await;
        let one = office.app.naming_any(&who, &tree, &[here, there], 1).await.unwrap();
        assert_eq!(one.entries.len(), 1);
        assert!(one.more.contains(&("offence".to_owned(), here)), "two of them name this one: {:?}", one.more);
        let all = office.app.naming_any(&who, &tree, &[here, there], 3).await.unwrap();
        assert_eq!((all.entries.len(), all.more.len()), (3, 0));
        assert!(office.app.naming_any(&who, &tree, &[], 10).await.unwrap().entries.is_empty());
        office.world.verified().await;
    }
}

#[tokio::test]
async fn of_a_reader_of_many_bodies_what_is_others_is_passed_over_before_anything_is_cut() {
    for office in offices().await {
        let app = &office.app;
        // More districts than are asked one by one.
        let districts = (100..150).map(|no| app.body_draft(BodyId(no), Vec::new(), vec![world::version(no, "district", Some(REGION.0), None, None)], "test"));
        assert!(app.store.commit(districts.collect(), Mode::Whole).await.unwrap().iter().all(Result::is_ok));
        let here = write(&office, "person", CITY, "here", person("Құлыншақов")).await;
        let day = |day: i8| {
            let mut fields = offence_of(here);
            fields.insert("revealed_on".to_owned(), Value::Date(date(2026, 5, day)));
            fields
        };
        for (name, on) in [("own 1", 1), ("own 2", 2), ("own 3", 3)] {
            write(&office, "offence", CITY, name, day(on)).await;
        }
        // Far more entries of another region name him, and all of them are later.
        let register = app.register("offence").unwrap();
        let others = (0..2_100).map(|no| {
            let act = Act::new(id(&format!("other {no}")), OTHER_REGION, app.stamp("test"));
            app.draft(register, day(20), act).unwrap()
        });
        assert!(app.store.commit(others.collect(), Mode::Whole).await.unwrap().iter().all(Result::is_ok));
        let tree = app.store.tree().await.unwrap();
        let who = office.somebody("head", REGION, &[("region_head", REGION)]).await;
        let ids = |found: &NamedBy| found.entries.iter().map(|(stored, _)| stored.entry.id).collect::<Vec<_>>();
        let found = app.naming_any(&who, &tree, &[here], 10).await.unwrap();
        assert_eq!((ids(&found), found.more.len()), (vec![id("own 3"), id("own 2"), id("own 1")], 0));
        let cut = app.naming_any(&who, &tree, &[here], 2).await.unwrap();
        assert_eq!(ids(&cut), [id("own 3"), id("own 2")]);
        assert_eq!(cut.more, BTreeSet::from([("offence".to_owned(), here)]));
        let auditor = office.somebody("auditor", BodyId(1), &[("auditor", BodyId(1))]).await;
        let all = app.naming_any(&auditor, &tree, &[here], 10).await.unwrap();
        assert_eq!((all.entries.len(), all.more.len()), (10, 1));
        let last: BTreeSet<EntryId> = (0..2_100).map(|no| id(&format!("other {no}"))).collect();
        let last: Vec<EntryId> = last.into_iter().rev().take(10).collect();
        assert_eq!(ids(&all), last, "of one day the last identities, on both engines");
    }
}

#[tokio::test]
async fn a_plate_is_found_however_it_is_parted() {
    for office in offices().await {
        let raid = |plate: &str| {
            content(vec![
                ("kind", choice("sweep")),
                ("started_on", Value::Date(date(2026, 5, 4))),
                ("note", Value::Text(format!("көлік {plate}, ақ"))),
            ])
        };
        let mut all = BTreeSet::new();
        for (no, plate) in ["777 ABC 02", "777ABC02", "777АВС02", "777-АВС-02"].into_iter().enumerate() {
            all.insert(write(&office, "raid", CITY, &format!("raid {no}"), raid(plate)).await);
        }
        write(&office, "raid", CITY, "another", raid("778 ABC 02")).await;
        let (_, scope) = office.app.scope(CITY).await.unwrap();
        for typed in ["777 ABC 02", "777abc02", "777 авс 02", "777АВС", "777 ФИС 02"] {
            let mut found = BTreeSet::new();
            for words in qorgau_domain::search::readings(typed) {
                found = office
                    .app
                    .worded(&scope, "raid", &words, 10)
                    .await
                    .unwrap()
                    .into_iter()
                    .map(|stored| stored.entry.id)
                    .collect();
                if !found.is_empty() {
                    break;
                }
            }
            assert_eq!(found, all, "{typed}");
        }
        office.world.verified().await;
    }
}
