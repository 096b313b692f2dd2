//! The files of Appendix 1: what lies in them, in which volume, how many sheets; how long they are kept, and when they may be destroyed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod office;
mod shelves;
mod world;

use jiff::civil::{Date, date};
use office::{CITY, DESK, PASSWORD, REGION, offices};
use qorgau_app::AppError;
use qorgau_app::accounts::Who;
use qorgau_app::documents::{Act, Made, Wanted};
use qorgau_app::example::pictures::photo;
use qorgau_app::filing::{Of, Print, sheets, year as prints};
use qorgau_app::papers::BroughtPaper;
use qorgau_app::returns::Kind;
use qorgau_domain::value::{Content, Row, Span, Value};
use qorgau_domain::{BodyId, Lang, Month, Period};
use qorgau_rulebook::filing::OWN;
use qorgau_rulebook::validate::Fault;
use qorgau_store::Scope;
use shelves::*;
use world::{choice, content, id};

#[tokio::test(flavor = "multi_thread")]
async fn a_file_holds_the_papers_that_name_it_and_the_entries_of_its_registers_of_that_year() {
    for office in offices().await {
        let clerk = clerk(&office).await;
        let last_year = incoming(&office, "a", ("2", date(2025, 12, 31)), 1, None).await;
        let later = incoming(&office, "b", ("2", date(2026, 11, 20)), 5, None).await;
        let first = incoming(&office, "c", ("2", date(2026, 1, 1)), 3, None).await;
        let other = incoming(&office, "d", ("4", date(2026, 3, 2)), 2, None).await;
        let ordered = order(&office, "e", date(2026, 2, 3)).await;
        let found = files(&office, &clerk, 2026).await.unwrap();
        assert_eq!(
            found.iter().map(|file| file.index.as_str()).collect::<Vec<_>>(),
            ["№ 1-ІС", "№ 2-ІС", "№ 3-ІС", "№ 4-ІС", "№ 5-ІС"]
        );
        assert_eq!(ids(file(&found, "2"), None), [first, later], "by day");
        assert_eq!(ids(file(&found, "4"), None), [other]);
        assert_eq!(ids(file(&found, "1"), None), [ordered]);
        assert!(file(&found, "1").lines[0].title.contains("Рейд туралы"));
        assert_eq!(ids(file(&files(&office, &clerk, 2025).await.unwrap(), "2"), None), [last_year]);
        assert_eq!(sheets(&file(&found, "2").lines), (8, true), "counted when they were registered");
        assert_eq!(sheets(&file(&found, "1").lines), (1, false), "an entry is at least a sheet");
        assert!(
            file(&found, "2").unread.is_empty(),
            "the clerk reads all that the files hold: {:?}",
            file(&found, "2").unread
        );
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paper_attached_to_an_entry_is_a_sheet_more_until_it_is_struck() {
    for office in offices().await {
        let staff = office.somebody("staff", CITY, &[("unit_staff", CITY)]).await;
        let (clerk, tree) = (clerk(&office).await, office.app.store.tree().await.unwrap());
        let ordered = order(&office, "e", date(2026, 2, 3)).await;
        let brought = |no: u32| BroughtPaper {
            name: format!("{no}.jpg"),
            caption: String::new(),
            bytes: photo(40 + no, 30, 1),
        };
        let (first, _) = office.app.attach(&staff, &tree, ordered, brought(1)).await.unwrap();
        office.app.attach(&staff, &tree, ordered, brought(2)).await.unwrap();
        let counted = async || sheets(&file(&files(&office, &clerk, 2026).await.unwrap(), "1").lines);
        assert_eq!(counted().await, (3, false));
        office.app.strike_paper(&staff, &tree, ordered, first.id, "қате").await.unwrap();
        assert_eq!(counted().await, (2, false));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_return_lies_in_its_file_from_its_signature_on() {
    for office in offices().await {
        let clerk = clerk(&office).await;
        let officer = office.somebody("officer", CITY, &[("charged_officer", CITY)]).await;
        let head = office.somebody("head", CITY, &[("body_head", CITY)]).await;
        let wanted = Wanted {
            body: CITY,
            kind: Made::Return(Kind::Monthly),
            period: Period::Month(Month::new(2026, 10)),
        };
        let fifth = async || file(&files(&office, &clerk, 2026).await.unwrap(), "5").lines.clone();
        office.app.take(&officer, wanted, 0, &Act::Prepare { note: "", official: false }).await.unwrap();
        assert_eq!(fifth().await, [], "a draft is no paper");
        let sign = Act::Sign {
            secret: PASSWORD,
            origin: &DESK,
        };
        let document = office.app.take(&head, wanted, 1, &sign).await.unwrap();
        let lines = fifth().await;
        assert_eq!((lines.len(), lines[0].of, lines[0].day), (1, Of::Document(document), date(2026, 11, 20)));
        assert!(!lines[0].note.is_empty(), "it was not sent yet");
        office.app.take(&officer, wanted, 2, &Act::Send).await.unwrap();
        assert!(fifth().await[0].note.is_empty());
        assert_eq!(file(&files(&office, &clerk, 2025).await.unwrap(), "5").lines, []);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_return_received_from_below_lies_in_the_file_of_the_superior_from_that_day_on() {
    for office in offices().await {
        let above = office.somebody("above", REGION, &[("records_clerk", REGION)]).await;
        let officer = office.somebody("officer", CITY, &[("charged_officer", CITY)]).await;
        let head = office.somebody("head", CITY, &[("body_head", CITY)]).await;
        let region = office.somebody("region", REGION, &[("region_head", REGION)]).await;
        let tree = office.app.store.tree().await.unwrap();
        let wanted = Wanted {
            body: CITY,
            kind: qorgau_app::documents::Made::Return(Kind::Monthly),
            period: Period::Month(Month::new(2026, 10)),
        };
        let sign = Act::Sign {
            secret: PASSWORD,
            origin: &DESK,
        };
        let fifth = async |who: &Who, body: BodyId, year: i64| {
            let found = office.app.files(who, &tree, body, year, Lang::Kk).await.unwrap();
            file(&found, "5").lines.clone()
        };
        office.app.take(&officer, wanted, 0, &Act::Prepare { note: "", official: false }).await.unwrap();
        let document = office.app.take(&head, wanted, 1, &sign).await.unwrap();
        office.app.take(&officer, wanted, 2, &Act::Send).await.unwrap();
        assert_eq!(fifth(&above, REGION, 2026).await, [], "it is on its way");
        office.app.take(&region, wanted, 3, &Act::Receive).await.unwrap();
        let lines = fifth(&above, REGION, 2026).await;
        assert_eq!((lines.len(), lines[0].of, lines[0].day), (1, Of::Document(document), date(2026, 11, 20)));
        assert!(lines[0].title.ends_with("орган 4") && !lines[0].note.is_empty(), "{:?}", lines[0]);
        assert_eq!(fifth(&above, REGION, 2025).await, []);
        let clerk = clerk(&office).await;
        assert_eq!(fifth(&clerk, CITY, 2026).await.len(), 1, "of the body below it is its own return still");
        let back = Act::Return { remark: "F01" };
        office.app.take(&region, wanted, 4, &back).await.unwrap();
        assert_eq!(fifth(&above, REGION, 2026).await, [], "what was sent back lies there no more");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_volume_takes_what_came_between_its_opening_and_its_closing() {
    for office in offices().await {
        let clerk = clerk(&office).await;
        let (early, last_day) = (
            incoming(&office, "early", ("2", date(2026, 1, 3)), 1, None).await,
            incoming(&office, "last", ("2", date(2026, 6, 30)), 1, None).await,
        );
        let autumn = incoming(&office, "autumn", ("2", date(2026, 9, 1)), 1, None).await;
        assert_eq!(
            file(&files(&office, &clerk, 2026).await.unwrap(), "2").loose(),
            0,
            "without volumes the file is one"
        );
        let one = volume(&office, "v1", volume_of("2", (2026, 1), date(2026, 1, 10), &closed(date(2026, 6, 30)))).await;
        let named = incoming(&office, "named", ("2", date(2026, 9, 2)), 1, Some(one)).await;
        let found = files(&office, &clerk, 2026).await.unwrap();
        let second = file(&found, "2");
        assert_eq!(ids(second, Some(one)), [early, last_day], "the first takes what came before it");
        assert_eq!(differing(second, one), [("added", named)], "what came in later is no part of its inventory");
        assert_eq!(second.loose(), 1);
        let two = volume(&office, "v2", volume_of("2", (2026, 2), date(2026, 6, 30), &[])).await;
        let found = files(&office, &clerk, 2026).await.unwrap();
        assert_eq!((ids(file(&found, "2"), Some(two)), file(&found, "2").loose()), (vec![autumn], 0));
        assert_eq!(file(&found, "2").lines.len(), 4);
        // Volumes of other years and of other files are none of it.
        volume(&office, "v3", volume_of("2", (2025, 3), date(2025, 1, 10), &[])).await;
        assert_eq!(file(&files(&office, &clerk, 2026).await.unwrap(), "2").volumes.len(), 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_the_bodys_own_stands_under_its_index() {
    for office in offices().await {
        let clerk = clerk(&office).await;
        let own = [("index", text("№ 6-ІС")), ("title", text("Қаратау қорығы"))];
        let opened = volume(&office, "own", volume_of(OWN, (2026, 1), date(2026, 1, 10), &own)).await;
        let paper = incoming(&office, "paper", (OWN, date(2026, 2, 1)), 2, Some(opened)).await;
        let found = files(&office, &clerk, 2026).await.unwrap();
        let last = found.last().unwrap();
        assert_eq!(
            (last.index.as_str(), last.name.as_str(), ids(last, Some(opened))),
            ("№ 6-ІС", "Қаратау қорығы", vec![paper])
        );
        let homeless = content(vec![
            ("received_on", Value::Date(date(2026, 2, 2))),
            ("sender", text("x")),
            ("subject", text("y")),
            ("sheets", Value::Number(1)),
            ("file", choice(OWN)),
        ]);
        let refused = office.app.write("incoming_paper", CITY, id("z"), homeless, "test").await;
        assert!(matches!(refused, Err(AppError::Unsound(_))), "a paper of an own file names the volume");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_the_bodys_own_holds_the_registers_that_its_volume_names_in_its_year() {
    for office in offices().await {
        let clerk = clerk(&office).await;
        let lesson = async |name: &str, day: Date| {
            let fields = content(vec![
                ("topic", text("Хаттама толтыру")),
                ("held_on", Value::Date(day)),
                ("audience", choice("police")),
            ]);
            office.app.write("lesson", CITY, id(name), fields, "test").await.unwrap();
        };
        lesson("in", date(2026, 3, 4)).await;
        lesson("before", date(2025, 3, 4)).await;
        let holding = |index: &str, registers: &[&str]| {
            let registers = registers.iter().map(|code| (*code).to_owned()).collect();
            [("index", text(index)), ("title", text("Оқыту")), ("registers", Value::Choices(registers))]
        };
        let first = holding("№ 7-ІС", &["information_note", "lesson"]);
        let opened = volume(&office, "own", volume_of(OWN, (2026, 1), date(2026, 1, 10), &first)).await;
        let second = holding("№ 8-ІС", &["lesson"]);
        volume(&office, "second", volume_of(OWN, (2026, 1), date(2026, 1, 10), &second)).await;
        let found = files(&office, &clerk, 2026).await.unwrap();
        let of = |index: &str| found.iter().find(|file| file.index == index).unwrap();
        assert_eq!(ids(of("№ 7-ІС"), Some(opened)), [id("in")]);
        assert_eq!(of("№ 7-ІС").unread, ["Алынған ақпарат"], "what the clerk may not read is said to lie there too");
        assert_eq!(ids(of("№ 8-ІС"), None), [], "an entry lies in one file");
        assert!(of("№ 8-ІС").unread.is_empty());
        let appendix = volume_of("2", (2026, 1), date(2026, 1, 10), &first[2..]);
        volume(&office, "named", appendix).await;
        assert_eq!(
            ids(file(&files(&office, &clerk, 2026).await.unwrap(), "2"), None),
            [],
            "the nomenclature says what its files hold"
        );
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_reads_no_volumes_of_a_body_is_told_nothing_of_its_files() {
    for office in offices().await {
        incoming(&office, "a", ("2", date(2026, 5, 1)), 1, None).await;
        let tree = office.app.store.tree().await.unwrap();
        let neighbour = office.somebody("neighbour", BodyId(5), &[("records_clerk", BodyId(5))]).await;
        let other = office.somebody("other", CITY, &[("other_service", CITY)]).await;
        for who in [&neighbour, &other] {
            assert!(matches!(files(&office, who, 2026).await, Err(AppError::Absent)));
            let journal = office.app.paper_journal(who, &tree, (CITY, 2026), Print::Incoming, Lang::Kk).await;
            assert!(matches!(journal, Err(AppError::Absent)));
        }
        let above = office.somebody("above", REGION, &[("unit_head", REGION)]).await;
        assert_eq!(file(&files(&office, &above, 2026).await.unwrap(), "2").lines.len(), 1);
        assert!(matches!(files(&office, &above, 99_999).await, Err(AppError::Absent)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_destroyed_was_past_its_term_and_its_record_and_inventory_remain() {
    for office in offices().await {
        let (app, clerk) = (&office.app, clerk(&office).await);
        let tree = app.store.tree().await.unwrap();
        let paper = incoming(&office, "old", ("2", date(2020, 5, 1)), 40, None).await;
        let old = [&closed(date(2020, 12, 30))[..], &kept_for(5)].concat();
        let held = Row {
            no: 1,
            cells: content(vec![
                (
                    "held",
                    Value::Span(Span {
                        from: date(2026, 1, 1),
                        until: None,
                    }),
                ),
                ("ground", text("сот ісі")),
            ]),
        };
        let due = volume(&office, "due", volume_of("2", (2020, 1), date(2020, 1, 5), &old)).await;
        let on_hold = [&old[..], &[("holds", Value::Rows(vec![held]))]].concat();
        volume(&office, "held", volume_of("3", (2020, 1), date(2020, 1, 5), &on_hold)).await;
        let early = [&closed(date(2021, 1, 1))[..], &kept_for(5)].concat();
        volume(&office, "early", volume_of("4", (2020, 1), date(2020, 1, 5), &early)).await;
        volume(&office, "unset", volume_of("5", (2020, 1), date(2020, 1, 5), &closed(date(2020, 12, 30)))).await;
        let act = async || {
            let volumes = app.volumes(&clerk, &tree, CITY).await.unwrap();
            let act = prints::destruction(
                "орган",
                &volumes,
                &|volume| (format!("{:?}", volume.file), String::new()),
                app.today(),
                Lang::Kk,
            );
            act.grid.unwrap().rows
        };
        let volumes = app.volumes(&clerk, &tree, CITY).await.unwrap();
        let given = prints::transfer(("орган", 2020), &volumes, &|volume| (format!("{:?}", volume.file), String::new()), Lang::Kk);
        assert_eq!(given.grid.unwrap().rows.len(), 4, "every closed volume of the year");
        let rows = act().await;
        assert_eq!(rows.len(), 1, "held, kept longer and without a term are not in it: {rows:?}");
        assert!(rows[0][1].contains('2') && rows[0].contains(&"31.12.2025".to_owned()), "{rows:?}");

        let ended = |day: Date, of: &[(&str, Value)]| {
            let commission = Row {
                no: 1,
                cells: content(vec![("member", text("аға инспектор"))]),
            };
            let end = [
                ("destroyed_on", Value::Date(day)),
                ("destruction_act", text("№ 1 акт")),
                ("commission", Value::Rows(vec![commission])),
            ];
            volume_of("2", (2020, 1), date(2020, 1, 5), &[of, &end[..]].concat())
        };
        let own = Scope::of(CITY, [CITY].into());
        let correct = async |fields: Content| app.correct(&own, due, 1, fields, "жойылды", "test").await;
        for (day, of, fault) in [
            (date(2025, 12, 31), &old, Fault::KeptUntil(date(2025, 12, 31))),
            (date(2026, 2, 1), &on_hold, Fault::Held),
            (date(2026, 2, 1), &closed(date(2020, 12, 30)).to_vec(), Fault::NoTerm),
        ] {
            match correct(ended(day, of)).await {
                Err(AppError::Unsound(problems)) => assert_eq!(problems.iter().map(|one| &one.fault).collect::<Vec<_>>(), [&fault]),
                other => panic!("{fault:?} was expected, not {other:?}"),
            }
        }
        correct(ended(date(2026, 2, 1), &old)).await.unwrap();
        assert_eq!(act().await, Vec::<Vec<String>>::new());
        let found = files(&office, &clerk, 2020).await.unwrap();
        let second = file(&found, "2");
        assert_eq!(ids(second, Some(due)), [paper], "what was in it is still told");
        assert_eq!(second.volumes[0].volume.destroyed, Some((date(2026, 2, 1), "№ 1 акт".to_owned())));
        office.world.verified().await;
    }
}
