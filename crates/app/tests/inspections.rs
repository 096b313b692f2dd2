//! Inspections of units' work: read by the book they stand in, referred back to within one book, and brought by tables.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod office;
mod world;

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use office::{CITY, MINISTRY, OTHER_REGION, Office, REGION, offices};
use qorgau_app::AppError;
use qorgau_app::accounts::Who;
use qorgau_app::forms::acts::Sent;
use qorgau_app::forms::seek::Looker;
use qorgau_app::import::{Brought, Work};
use qorgau_app::journals::{INSPECTIONS, MARKS};
use qorgau_domain::keys::{DAY, NUMBER, WORD};
use qorgau_domain::value::{Content, Value};
use qorgau_domain::{BodyId, EntryId, Lang, Tree, search};
use qorgau_l10n::L10n;
use qorgau_rulebook::keys;
use qorgau_store::{Filter, Listing, Order, PageFrom, Scope};
use world::{content, id, rows};

/// What is inspected: its name, by whom, whose work.
const MADE: [(&str, i64, i64); 7] = [("a", 2, 4), ("b", 2, 4), ("c", 2, 5), ("d", 1, 2), ("e", 3, 6), ("f", 1, 4), ("g", 2, 5)];

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn inspection(of: BodyId, day: Date, repeats: Option<EntryId>) -> Content {
    let mut proposal = vec![("text", text("Оқу өткізу"))];
    proposal.extend(repeats.map(|earlier| ("repeats", Value::Entry(earlier))));
    content(vec![
        ("inspected", Value::Body(of)),
        ("inspected_on", Value::Date(day)),
        ("inspector", Value::Entry(id("inspector"))),
        ("inspector_text", text("майор Үлгібаев")),
        ("findings", text("Есеп кеш берілген.")),
        ("proposals", rows(vec![proposal])),
    ])
}

async fn filled(office: &Office) {
    for (month, (name, by, of)) in (1_i8..).zip(MADE) {
        let fields = inspection(BodyId(of), date(2026, month, 10), None);
        office.app.write(INSPECTIONS, BodyId(by), id(name), fields, "test").await.unwrap();
    }
}

fn looker<'a>(office: &'a Office, who: &'a Who, tree: &'a Tree) -> Looker<'a> {
    Looker {
        app: &office.app,
        who,
        tree,
        l: L10n::get(Lang::En),
    }
}

/// Everything that a list shows, page by page.
async fn paged(office: &Office, scope: &Scope, filters: &[Filter], sort: &str, order: Order) -> Vec<EntryId> {
    let (mut found, mut from) = (Vec::new(), PageFrom::Start);
    loop {
        let listing = Listing {
            register: INSPECTIONS.into(),
            filters: filters.to_vec(),
            sort: sort.into(),
            order,
            from,
            limit: 2,
            ..Listing::default()
        };
        let sheet = office.app.store.sheet(scope, &listing, 100).await.unwrap();
        found.extend(sheet.entries.iter().map(|(stored, _)| stored.entry.id));
        let Some(next) = sheet.next else {
            assert_eq!((sheet.counted, sheet.more), (found.len(), false), "{filters:?} by {sort}");
            return found;
        };
        from = PageFrom::After(next);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_reads_a_body_reads_what_others_wrote_in_its_book_and_nothing_else() {
    for office in offices().await {
        filled(&office).await;
        let (app, tree) = (&office.app, office.app.store.tree().await.unwrap());
        let readers = [
            ("head", CITY, "body_head", "abf"),
            ("region", REGION, "region_head", "abcdfg"),
            ("other", OTHER_REGION, "region_head", "e"),
            ("auditor", MINISTRY, "auditor", "abcdefg"),
        ];
        for (login, body, role, expected) in readers {
            let who = office.somebody(login, body, &[(role, body)]).await;
            let ids: BTreeSet<EntryId> = expected.chars().map(|name| id(&name.to_string())).collect();
            let scope = app.reads(&who, &tree, INSPECTIONS).unwrap();
            let word = search::words("берілген").into_iter().map(|word| Filter::begins(WORD, word.as_bytes()));
            let city = Filter::is("inspected", keys::bytes(&Value::Body(CITY)).unwrap());
            for sort in [DAY, NUMBER, "inspected_on"] {
                for order in [Order::Up, Order::Down] {
                    for filters in [Vec::new(), word.clone().collect()] {
                        let found = paged(&office, &scope, &filters, sort, order).await;
                        assert_eq!(found.iter().copied().collect::<BTreeSet<_>>(), ids, "{login} {sort} {filters:?}");
                        assert_eq!(found.len(), ids.len(), "none twice");
                    }
                    let found = paged(&office, &scope, std::slice::from_ref(&city), sort, order).await;
                    let of_city = ["a", "b", "f"].map(id).into_iter().filter(|id| ids.contains(id)).count();
                    assert_eq!(found.len(), of_city, "{login}");
                }
            }
            let looker = looker(&office, &who, &tree);
            let sought = looker.seek(app.register(INSPECTIONS).unwrap(), "есеп").await.unwrap();
            assert_eq!(sought.into_iter().map(|found| found.id).collect::<BTreeSet<_>>(), ids, "{login}");
            let named_by = app.naming_any(&who, &tree, &[id("inspector")], 10).await.unwrap();
            assert_eq!(named_by.entries.iter().map(|(stored, _)| stored.entry.id).collect::<BTreeSet<_>>(), ids);
            for (name, ..) in MADE {
                let (id, reads) = (id(name), ids.contains(&id(name)));
                assert_eq!(app.readable_entry(&who, &tree, id).await.is_ok(), reads, "{login} {name}");
                assert_eq!(looker.entry(id).await.unwrap().is_some(), reads, "{login} {name}");
                assert_eq!(app.store.revisions(&scope, id).await.unwrap().len(), usize::from(reads), "{login} {name}");
            }
        }
        let admin = office.somebody("admin", MINISTRY, &[("administrator", MINISTRY)]).await;
        assert!(app.reads(&admin, &tree, INSPECTIONS).is_none());
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_inspection_repeats_an_earlier_one_of_the_same_body_alone_and_the_journal_says_which() {
    for office in offices().await {
        filled(&office).await;
        let (app, tree) = (&office.app, office.app.store.tree().await.unwrap());
        let who = office.somebody("inspector", REGION, &[("inspecting_officer", REGION)]).await;
        let looker = looker(&office, &who, &tree);
        let register = app.register(INSPECTIONS).unwrap();
        let offered = looker.earlier(register, CITY, Some(date(2026, 6, 1))).await.unwrap();
        assert_eq!(
            offered.iter().map(|found| found.id).collect::<Vec<_>>(),
            ["b", "a"].map(id),
            "the last first, before the day"
        );
        assert!(
            offered[0].label.contains("10.02.2026") && offered[0].label.contains("body 4"),
            "{}",
            offered[0].label
        );
        assert_eq!(
            looker.earlier(register, BodyId(6), None).await.unwrap(),
            [],
            "of a body that he does not read there is nothing"
        );

        let enter = async |name: &str, of: BodyId, day: Date, repeats: &str| {
            let mut fields = inspection(of, day, Some(id(repeats)));
            fields.remove("inspector");
            app.enter_read(&looker, id(name), register, REGION, (fields, Vec::new())).await.unwrap()
        };
        for (of, day, repeats) in [
            (BodyId(5), date(2026, 9, 1), "a"),
            (CITY, date(2026, 1, 10), "a"),
            (CITY, date(2026, 9, 1), "e"),
        ] {
            let Sent::Wrong(troubles) = enter("wrong", of, day, repeats).await else {
                panic!("{repeats} of {of:?}")
            };
            assert_eq!(
                troubles.iter().map(|trouble| trouble.name.as_str()).collect::<Vec<_>>(),
                ["proposals.1.repeats"]
            );
        }
        assert!(matches!(enter("h", CITY, date(2026, 9, 1), "b").await, Sent::Stored(_)));
        let (_, scope) = app.scope(CITY).await.unwrap();
        let book = app
            .book(&tree, &scope, INSPECTIONS, date(2026, 1, 1), date(2026, 12, 31), Lang::En)
            .await
            .unwrap();
        let findings: Vec<&str> = book.rows.iter().map(|row| row[3].as_str()).collect();
        let plain = "Есеп кеш берілген.";
        assert_eq!(findings, [plain, plain, plain, "Есеп кеш берілген.\nRepeat: proposal 1, see No. 2/2026"]);
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_joins_marks_only_for_whoever_may_read_them() {
    for office in offices().await {
        filled(&office).await;
        let (app, tree) = (&office.app, office.app.store.tree().await.unwrap());
        let mark = |of: &str| {
            content(vec![
                ("inspection", Value::Entry(id(of))),
                ("given_on", Value::Date(date(2026, 8, 1))),
                ("instruction", text("Орындалсын.")),
            ])
        };
        app.write(MARKS, CITY, id("m4"), mark("a"), "test").await.unwrap();
        app.write(MARKS, REGION, id("m2"), mark("d"), "test").await.unwrap();
        let days = (date(2026, 1, 1), date(2026, 12, 31));
        let marked = async |login: &str, role: &str, body: BodyId| {
            let who = office.somebody(login, body, &[(role, body)]).await;
            let scope = app.reads(&who, &tree, INSPECTIONS).unwrap();
            let book = app.book_for(&who, &tree, &scope, INSPECTIONS, days, Lang::Kk).await.unwrap();
            (book.rows.len(), book.rows.iter().filter(|row| row[5] == "Орындалсын.").count())
        };
        assert_eq!(marked("head", "body_head", CITY).await, (3, 1));
        assert_eq!(marked("region", "region_head", REGION).await, (6, 2));
        // He reads the inspections of his own region, and the marks of those below it alone.
        assert_eq!(marked("inspector", "inspecting_officer", REGION).await, (6, 1));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn inspections_are_brought_by_whoever_inspects_and_into_no_book_that_he_does_not_reach() {
    const LINES: &str = "id;inspected;inspected_on;inspector_text;findings;proposals.text\n\
        1;B4;2026-05-20;майор Үлгібаев;Кемшілік бар;Оқу өткізу\n\
        2;B6;2026-05-21;майор Үлгібаев;Кемшілік бар;Оқу өткізу\n\
        3;B2;2026-05-22;майор Үлгібаев;Кемшілік бар;Оқу өткізу\n";
    for office in offices().await {
        let (app, tree) = (&office.app, office.app.store.tree().await.unwrap());
        let brought = |body| Brought {
            name: "тексеру.csv".to_owned(),
            bytes: LINES.as_bytes().to_vec(),
            register: INSPECTIONS.to_owned(),
            body,
        };
        let who = office.somebody("inspector", REGION, &[("inspecting_officer", REGION)]).await;
        let head = office.somebody("head", CITY, &[("body_head", CITY)]).await;
        let officer = office.somebody("officer", CITY, &[("charged_officer", CITY)]).await;
        assert_eq!(app.may_bring_to(&who, &tree, INSPECTIONS), BTreeSet::from([REGION]));
        assert_eq!(app.may_bring_to(&head, &tree, INSPECTIONS), BTreeSet::new());
        assert_eq!(app.may_bring_to(&head, &tree, MARKS), BTreeSet::from([CITY]));
        assert_eq!(app.may_bring_to(&officer, &tree, MARKS), BTreeSet::new());
        for (somebody, body) in [(&who, CITY), (&head, CITY)] {
            let refused = app.bring(somebody, brought(Some(body))).await;
            assert!(matches!(refused, Err(AppError::Absent)), "{refused:?}");
        }

        let table = app.bring(&who, brought(Some(REGION))).await.unwrap();
        assert!(app.claim(&who, table, Work::Store, false).await.unwrap());
        app.work(&who, table, Work::Store).await.unwrap();
        let outcome = app.upload(&who, table).await.unwrap().outcome;
        assert_eq!((outcome.accepted, outcome.refused), (1, 2));
        let refused = app.store.upload_refused(table, 0, 10).await.unwrap();
        assert_eq!(
            refused.iter().map(|line| (line.line, line.field.as_str())).collect::<Vec<_>>(),
            [(3, "inspected"), (4, "inspected")]
        );
        let scope = app.reads(&head, &tree, INSPECTIONS).unwrap();
        let stored = app.worded(&scope, INSPECTIONS, &[], 10).await.unwrap();
        let places: Vec<_> = stored.iter().map(|stored| (stored.entry.body, stored.entry.envelope.book)).collect();
        assert_eq!(places, [(REGION, CITY)]);
        office.world.verified().await;
    }
}
