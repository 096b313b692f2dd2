//! The inventories that closed volumes keep, the days of volumes, and how far files are read.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod office;
mod shelves;
mod world;

use jiff::civil::{Date, date};
use office::{CITY, offices};
use qorgau_app::entries::Act as Entering;
use qorgau_app::filing::{Depth, Print, YearFile, office::Shelf, sheets};
use qorgau_domain::value::{Content, Value, rows};
use qorgau_domain::{BodyId, EntryId, Lang};
use qorgau_rulebook::filing::{MOST_LINES, OWN};
use qorgau_rulebook::validate::Fault;
use qorgau_store::{Mode, Scope};
use shelves::*;
use world::{choice, content, id};

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_volume_keeps_its_inventory_whatever_becomes_of_the_facts() {
    for office in offices().await {
        let (app, clerk) = (&office.app, clerk(&office).await);
        let own = Scope::of(CITY, [CITY].into());
        let kept = incoming(&office, "kept", ("2", date(2026, 2, 1)), 2, None).await;
        let moved = incoming(&office, "moved", ("2", date(2026, 2, 2)), 3, None).await;
        let counted = incoming(&office, "counted", ("2", date(2026, 2, 3)), 4, None).await;
        let ordered = order(&office, "order", date(2026, 2, 4)).await;
        let fields = volume_of("2", (2026, 1), date(2026, 1, 10), &closed(date(2026, 6, 30)));
        let one = volume(&office, "v1", fields.clone()).await;
        let first = volume(&office, "v0", volume_of("1", (2026, 1), date(2026, 1, 10), &closed(date(2026, 6, 30)))).await;
        // Sent twice it is stored once, also when something came in between.
        let late = incoming(&office, "late", ("2", date(2026, 3, 1)), 1, None).await;
        app.write("file_volume", CITY, one, fields.clone(), "test").await.unwrap();

        let correct = async |id: EntryId, code: &str, value: Value| {
            let stored = app.store.entry(&own, id).await.unwrap().unwrap();
            let mut fields = stored.entry.fields;
            fields.insert(code.to_owned(), value);
            app.correct(&own, id, stored.entry.envelope.revision, fields, "қате", "test").await.unwrap();
        };
        correct(moved, "file", choice("4")).await;
        correct(counted, "sheets", Value::Number(9)).await;
        let found = files(&office, &clerk, 2026).await.unwrap();
        let second = file(&found, "2");
        assert_eq!(ids(second, Some(one)), [kept, moved, counted]);
        assert_eq!(sheets(second.lines_of(Some(one))), (9, true), "as they were counted then");
        assert_eq!(differing(second, one), [("gone", moved), ("changed", counted), ("added", late)]);
        let titles = second.lines_of(Some(one)).iter().all(|line| line.title.contains("инспекция"));
        assert!(titles && second.volumes[0].frozen.as_ref().unwrap().on == app.today());
        let held = file(&found, "1");
        assert_eq!((ids(held, Some(first)), differing(held, first)), (vec![ordered], vec![]));
        assert!(held.lines_of(Some(first))[0].title.contains("Рейд туралы"));

        // A correction that leaves the volume where it is leaves the inventory as it is; its form says nothing of it.
        let termed = volume_of("2", (2026, 1), date(2026, 1, 10), &[&closed(date(2026, 6, 30))[..], &kept_for(5)].concat());
        app.correct(&own, one, 1, termed, "мерзімі", "test").await.unwrap();
        let found = files(&office, &clerk, 2026).await.unwrap();
        assert_eq!(ids(file(&found, "2"), Some(one)), [kept, moved, counted]);
        // Opened again and closed anew, it is what lies in it then; what it was is still told by the chain.
        let open = volume_of("2", (2026, 1), date(2026, 1, 10), &[]);
        app.correct(&own, one, 2, open, "қайта ашылды", "test").await.unwrap();
        assert!(files(&office, &clerk, 2026).await.unwrap()[1].volumes[0].frozen.is_none());
        app.correct(&own, one, 3, fields, "жабылды", "test").await.unwrap();
        let found = files(&office, &clerk, 2026).await.unwrap();
        assert_eq!(ids(file(&found, "2"), Some(one)), [kept, counted, late]);
        assert_eq!(differing(file(&found, "2"), one), []);
        let revisions = app.store.revisions(&own, one).await.unwrap();
        let lines: Vec<usize> = revisions.iter().map(|revision| rows(&revision.entry.fields, "inventory").len()).collect();
        assert_eq!(lines, [3, 3, 0, 3]);
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_prints_of_a_closed_volume_are_made_from_its_inventory_and_name_what_came_since() {
    for office in offices().await {
        let clerk = clerk(&office).await;
        incoming(&office, "a", ("2", date(2026, 2, 1)), 2, None).await;
        let one = volume(&office, "v1", volume_of("2", (2026, 1), date(2026, 1, 10), &closed(date(2026, 6, 30)))).await;
        incoming(&office, "Кейін келген", ("2", date(2026, 3, 1)), 7, None).await;
        let found = files(&office, &clerk, 2026).await.unwrap();
        let second = file(&found, "2");
        let shelf = Shelf {
            body: "орган",
            year: 2026,
            file: second,
            volume: second.volumes.iter().find(|kept| kept.id == one),
            lang: Lang::Kk,
        };
        let inventory = shelf.printed(Print::Inventory).unwrap();
        assert_eq!((inventory.rows(), shelf.rows()), (1, 1));
        assert!(inventory.before[0].contains("20.11.2026"), "{inventory:?}");
        let after = inventory.after.join("\n");
        assert!(after.contains("қосылғаны – 1") && after.contains("Кейін келген"), "{after}");
        let certified = shelf.printed(Print::Certification).unwrap().before.join("\n");
        assert!(certified.contains("40") && certified.contains("құжат саны – 1; парақ саны – 2"), "{certified}");
        let cover = shelf.printed(Print::Cover).unwrap();
        let said: Vec<&str> = cover.pairs.iter().map(|(_, which)| which.as_str()).collect();
        assert!(said.contains(&"1") && said.contains(&"40"), "{said:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn volumes_of_one_file_whose_days_overlap_are_refused_and_the_other_is_named() {
    for office in offices().await {
        let (app, clerk) = (&office.app, clerk(&office).await);
        let own = Scope::of(CITY, [CITY].into());
        let one = volume(&office, "v1", volume_of("2", (2026, 1), date(2026, 1, 10), &closed(date(2026, 6, 30)))).await;
        let write = async |name: &str, fields: Content| app.write("file_volume", CITY, id(name), fields, "test").await;
        let meets = |until: Option<Date>| Fault::Meets {
            volume: 1,
            from: date(2026, 1, 10),
            until,
        };
        let second = |opened: Date| volume_of("2", (2026, 2), opened, &[]);
        assert_eq!(faults(write("v2", second(date(2026, 6, 29))).await), [meets(Some(date(2026, 6, 30)))]);
        // Beside it stand what begins where it ends, another file, and another year.
        write("v2", second(date(2026, 6, 30))).await.unwrap();
        write("v3", volume_of("3", (2026, 1), date(2026, 2, 1), &[])).await.unwrap();
        write("v4", volume_of("2", (2025, 1), date(2026, 2, 1), &[])).await.unwrap();
        let open = volume_of("2", (2026, 1), date(2026, 1, 10), &[]);
        let opened_again = app.correct(&own, one, 1, open, "қате", "test").await;
        let second_meets = Fault::Meets {
            volume: 2,
            from: date(2026, 6, 30),
            until: None,
        };
        assert_eq!(faults(opened_again), [second_meets]);
        let third = faults(write("v5", volume_of("2", (2026, 3), date(2026, 7, 1), &[])).await);
        assert_eq!(third.len(), 1, "the second is open still");
        assert_eq!(file(&files(&office, &clerk, 2026).await.unwrap(), "2").volumes.len(), 2);
        // Own files are told apart by their index; a volume of another body is none of it.
        for (name, index) in [("o1", "№ 6-ІС"), ("o2", "№ 7-ІС")] {
            let own = [("index", text(index)), ("title", text("Зона"))];
            write(name, volume_of(OWN, (2026, 1), date(2026, 1, 10), &own)).await.unwrap();
        }
        app.write("file_volume", BodyId(5), id("n"), second(date(2026, 6, 1)), "test").await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn counting_the_lines_of_a_year_finds_as_many_as_reading_them_and_one_file_is_read_alone() {
    for office in offices().await {
        let (app, clerk) = (&office.app, clerk(&office).await);
        let tree = app.store.tree().await.unwrap();
        incoming(&office, "a", ("2", date(2026, 5, 1)), 4, None).await;
        order(&office, "b", date(2026, 2, 3)).await;
        order(&office, "c", date(2025, 2, 3)).await;
        let read = async |depth: Depth<'_>| {
            let volumes = app.volumes(&clerk, &tree, CITY).await.unwrap();
            let found = app.files_among((&clerk, &tree), volumes, (CITY, 2026), (depth, Lang::Kk)).await.unwrap();
            let of = |file: &YearFile| (file.lines.len(), sheets(&file.lines));
            found.iter().map(of).collect::<Vec<_>>()
        };
        let whole = read(Depth::Whole).await;
        assert_eq!(whole[..2], [(1, (1, false)), (1, (4, true))]);
        assert_eq!(read(Depth::Counted).await, whole);
        let (one, none) = (read(Depth::One("1")).await, (0, (0, true)));
        assert_eq!((one[0], one[1]), (whole[0], none));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_inventory_takes_thousands_of_lines_and_says_when_there_are_too_many() {
    for office in offices().await {
        let (app, clerk) = (&office.app, clerk(&office).await);
        let own = Scope::of(CITY, [CITY].into());
        let register = app.register("incoming_paper").unwrap();
        let paper = |no: usize| {
            let fields = content(vec![
                ("received_on", Value::Date(date(2026, 3, 2))),
                ("sender", text("Инспекция")),
                ("subject", text(&format!("хат {no}"))),
                ("sheets", Value::Number(1)),
                ("file", choice("2")),
            ]);
            app.draft(register, fields, Entering::new(id(&format!("p{no}")), CITY, app.stamp("test")))
                .unwrap()
        };
        let drafts = (0..=MOST_LINES).map(paper).collect();
        for outcome in app.store.commit(drafts, Mode::Whole).await.unwrap() {
            outcome.unwrap();
        }
        let fields = volume_of("2", (2026, 1), date(2026, 1, 10), &closed(date(2026, 6, 30)));
        let refused = app.write("file_volume", CITY, id("v"), fields.clone(), "test").await;
        let many = Fault::ManyLines {
            found: MOST_LINES + 1,
            most: MOST_LINES,
        };
        assert_eq!(faults(refused), [many]);
        app.withdraw(&own, id("p7"), 1, "қате", "test").await.unwrap();
        app.write("file_volume", CITY, id("v"), fields, "test").await.unwrap();
        let found = files(&office, &clerk, 2026).await.unwrap();
        assert_eq!(file(&found, "2").lines_of(Some(id("v"))).len(), MOST_LINES);
        assert_eq!(differing(file(&found, "2"), id("v")), []);
    }
}
