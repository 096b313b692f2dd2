//! The tree changed by whoever keeps it, entries moved by whoever may, and work handed over: what is allowed, what follows, and what is not
//! touched by it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod office;
mod world;

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use office::{CITY, MINISTRY, OTHER_REGION, Office, REGION, fault, offices};
use qorgau_app::accounts::{AccountFault, HandOver, Who};
use qorgau_app::bodies::{BodyFault, Change, Did, Ordered};
use qorgau_app::documents::{Act, Made, Wanted};
use qorgau_app::forms::handing::{Handed, Handing, How, seen_of};
use qorgau_app::forms::moving::Moved;
use qorgau_app::forms::seek::Looker;
use qorgau_app::returns::Kind;
use qorgau_app::{App, AppError};
use qorgau_domain::entry::EntryState;
use qorgau_domain::value::{Content, Span, Value};
use qorgau_domain::{BodyId, Lang, Month, Period, Text3, Tree, TreeFault};
use qorgau_l10n::L10n;
use qorgau_store::Refusal;
use world::{choice, content, id, outbreak};

/// The district of the other region.
const ITS_CITY: BodyId = BodyId(6);
/// The other district of the region.
const RAYON: BodyId = BodyId(5);

fn ordered(body: BodyId, change: Change, from: Date) -> Ordered<'static> {
    Ordered {
        body,
        change,
        from,
        reason: "№ 7 бұйрық, 01.11.2026",
    }
}

fn name(word: &str) -> Text3 {
    Text3 {
        kk: word.into(),
        ru: word.into(),
        en: word.into(),
    }
}

fn new(code: &str, level: &str) -> Change {
    Change::Found {
        code: code.into(),
        level: level.into(),
        name: name("жаңа орган"),
    }
}

async fn tree(app: &App) -> Tree {
    Tree::clone(&app.store.tree().await.unwrap())
}

async fn figure(app: &App, body: BodyId, month: Month) -> Option<i64> {
    let (tree, scope) = app.scope(body).await.unwrap();
    let figures = app.statistical_return(&tree, &scope, Kind::Monthly, Period::Month(month)).await.unwrap();
    figures.figures.iter().find(|figure| figure.code == "V01").unwrap().period
}

async fn figures(app: &App, month: Month) -> Vec<Option<i64>> {
    let mut all = Vec::new();
    for body in 1..=6 {
        all.push(figure(app, BodyId(body), month).await);
    }
    all
}

fn looker<'a>(app: &'a App, who: &'a Who, tree: &'a Tree) -> Looker<'a> {
    let l = L10n::get(Lang::Kk);
    Looker { app, who, tree, l }
}

async fn keeper(office: &Office) -> Who {
    office.somebody("keeper", MINISTRY, &[("administrator", MINISTRY)]).await
}

fn wrong<T: std::fmt::Debug>(result: Result<T, AppError>) -> BodyFault {
    match result {
        Err(AppError::Body(fault)) => fault,
        other => panic!("a fault of the tree was expected, not {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_placed_elsewhere_changes_no_earlier_month() {
    for office in offices().await {
        let app = &office.app;
        for (name, month) in [("a", 9), ("b", 10), ("c", 11)] {
            app.write("outbreak", CITY, id(name), outbreak(date(2026, month, 3), 10, None), "test")
                .await
                .unwrap();
        }
        let (before, october) = (figures(app, Month::new(2026, 9)).await, figures(app, Month::new(2026, 10)).await);
        let who = keeper(&office).await;
        let order = ordered(CITY, Change::Place(OTHER_REGION), date(2026, 11, 10));
        let plan = app.plan_body(&who, &tree(app).await, &order).unwrap();
        let recount = plan.recount.unwrap();
        assert_eq!((recount.first, recount.over, recount.along), (Month::new(2026, 11), 0, 1));
        assert_eq!(recount.of, [REGION, OTHER_REGION], "the ministry's figures stay");
        app.change_body(&who, &order).await.unwrap();
        assert_eq!(figures(app, Month::new(2026, 9)).await, before);
        assert_eq!(figures(app, Month::new(2026, 10)).await, october);
        let november = figures(app, Month::new(2026, 11)).await;
        assert_eq!((november[1], november[2], november[3]), (None, Some(1), Some(1)));
        // What is told of the past, the last first.
        let past = app.body_past(CITY).await.unwrap();
        let told: Vec<(&Did, &str)> = past.iter().map(|past| (&past.did, past.actor.as_str())).collect();
        assert_eq!(told[0], (&Did::Placed(Some(OTHER_REGION)), "keeper"));
        assert_eq!((past[0].from, past[0].reason.as_str()), (Some(date(2026, 11, 10)), "№ 7 бұйрық, 01.11.2026"));
        assert_eq!(told[1], (&Did::Founded, "test"));
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_a_month_that_is_over_says_so_and_moves_only_from_there() {
    for office in offices().await {
        let app = &office.app;
        for (name, month) in [("a", 8), ("b", 9)] {
            app.write("outbreak", CITY, id(name), outbreak(date(2026, month, 3), 10, None), "test")
                .await
                .unwrap();
        }
        let august = figures(app, Month::new(2026, 8)).await;
        let who = keeper(&office).await;
        let order = ordered(CITY, Change::Close(RAYON), date(2026, 9, 1));
        assert_eq!(app.plan_body(&who, &tree(app).await, &order).unwrap().recount.unwrap().over, 2);
        app.change_body(&who, &order).await.unwrap();
        assert_eq!(figures(app, Month::new(2026, 8)).await, august);
        let september = figures(app, Month::new(2026, 9)).await;
        assert_eq!((september[1], september[4]), (Some(1), Some(1)), "the successor counts the work it took over");
        assert_eq!(
            wrong(app.change_body(&who, &ordered(CITY, Change::Rename(name("x")), date(2026, 10, 1))).await),
            BodyFault::Closed
        );
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_is_founded_renamed_and_found_on_the_day_asked() {
    for office in offices().await {
        let app = &office.app;
        let who = keeper(&office).await;
        let body = app
            .change_body(&who, &ordered(REGION, new("399900000", "district"), date(2026, 11, 1)))
            .await
            .unwrap();
        app.change_body(&who, &ordered(body, Change::Rename(name("Жаңа қала")), date(2026, 11, 15)))
            .await
            .unwrap();
        // A second change from the same day takes the place of the first.
        app.change_body(&who, &ordered(body, Change::Rename(name("Ескі қала")), date(2026, 11, 15)))
            .await
            .unwrap();
        let tree = tree(app).await;
        assert_eq!(tree.versions().filter(|version| version.id == body).count(), 2);
        let names = |on: Date, typed: &str| -> Vec<(String, usize)> {
            let lines = app.tree_on(&who, &tree, on, typed);
            lines.into_iter().map(|line| (line.version.name.kk, line.depth)).collect()
        };
        assert_eq!(names(date(2026, 10, 31), "399900"), []);
        assert_eq!(names(date(2026, 11, 2), "399900"), [("жаңа орган".to_owned(), 0)]);
        assert_eq!(names(date(2026, 11, 20), "ескі"), [("Ескі қала".to_owned(), 0)]);
        let all = names(date(2026, 11, 20), "");
        assert_eq!(
            all.iter().map(|(_, depth)| *depth).collect::<Vec<_>>(),
            [0, 1, 2, 2, 2, 1, 2],
            "each after its superior: {all:?}"
        );
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_makes_no_tree_is_refused_at_its_field_and_leaves_nothing() {
    for office in offices().await {
        let app = &office.app;
        let who = keeper(&office).await;
        let day = date(2026, 11, 10);
        let acts = office.number("SELECT COUNT(*) FROM ledger").await;
        let no_english = Text3 {
            en: " ".into(),
            ..name("атау")
        };
        for (body, change, from, expected) in [
            (REGION, new("B5", "district"), day, BodyFault::Tree(TreeFault::SameCode(RAYON))),
            (REGION, new("", "district"), day, BodyFault::BadCode),
            (REGION, new("39 99", "district"), day, BodyFault::BadCode),
            (REGION, new("399900000", "region"), day, BodyFault::WrongLevel),
            (CITY, new("399900000", "district"), day, BodyFault::WrongLevel),
            (CITY, Change::Rename(no_english), day, BodyFault::NoName(Lang::En)),
            (CITY, Change::Place(REGION), day, BodyFault::Same),
            (CITY, Change::Place(RAYON), day, BodyFault::WrongLevel),
            (REGION, Change::Place(REGION), day, BodyFault::WrongLevel),
            (REGION, Change::Close(OTHER_REGION), day, BodyFault::StandBelow(2)),
            (CITY, Change::Close(REGION), day, BodyFault::WrongLevel),
            (CITY, Change::Close(CITY), day, BodyFault::Tree(TreeFault::OwnSuccessor)),
            (MINISTRY, Change::Place(REGION), day, BodyFault::WrongLevel),
            (CITY, Change::Place(OTHER_REGION), date(2025, 11, 19), BodyFault::TooEarly(date(2025, 11, 20))),
            (CITY, Change::Place(OTHER_REGION), date(2206, 11, 10), BodyFault::TooLate(date(2027, 11, 20))),
        ] {
            let found = wrong(app.change_body(&who, &ordered(body, change.clone(), from)).await);
            assert_eq!(found, expected, "{change:?} of {body:?}");
        }
        let no_order = Ordered {
            reason: "  ",
            ..ordered(CITY, Change::Place(OTHER_REGION), day)
        };
        assert_eq!(wrong(app.change_body(&who, &no_order).await), BodyFault::NoReason);
        assert_eq!(office.number("SELECT COUNT(*) FROM ledger").await, acts);
        // A change later than another that is known already.
        app.change_body(&who, &ordered(CITY, Change::Place(OTHER_REGION), day)).await.unwrap();
        let earlier = ordered(CITY, Change::Rename(name("x")), date(2026, 11, 9));
        assert_eq!(wrong(app.change_body(&who, &earlier).await), BodyFault::TooEarly(day));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_keeps_a_region_changes_nothing_beside_it() {
    for office in offices().await {
        let app = &office.app;
        let who = office.somebody("oblast", REGION, &[("administrator", REGION)]).await;
        let day = date(2026, 11, 10);
        for (body, change) in [
            (CITY, Change::Place(OTHER_REGION)),
            (CITY, Change::Close(ITS_CITY)),
            (ITS_CITY, Change::Place(REGION)),
            (MINISTRY, new("770000000", "region")),
            (ITS_CITY, Change::Rename(name("x"))),
        ] {
            let done = app.change_body(&who, &ordered(body, change.clone(), day)).await;
            assert!(matches!(done, Err(AppError::Absent)), "{change:?} of {body:?}: {done:?}");
        }
        let tree = tree(app).await;
        let seen: Vec<i64> = app.tree_on(&who, &tree, day, "").iter().map(|line| line.version.id.0).collect();
        assert_eq!(seen, [2, 4, 5]);
        assert!(app.readable_body(&who, &tree, ITS_CITY).is_err());
        let head = office.somebody("head", CITY, &[("body_head", CITY)]).await;
        assert_eq!(app.tree_on(&head, &tree, day, "").len(), 0, "only whom the rulebook lets read bodies");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_is_moved_by_whoever_gives_orders_to_both_bodies() {
    for office in offices().await {
        let app = &office.app;
        app.write("outbreak", CITY, id("a"), outbreak(date(2026, 10, 3), 10, None), "test")
            .await
            .unwrap();
        let people = [
            ("head", REGION, "region_head", vec![REGION, RAYON]),
            ("unit", REGION, "unit_head", vec![RAYON]),
            ("deputy", REGION, "overseeing_deputy", vec![]),
            ("other", OTHER_REGION, "region_head", vec![]),
            ("city", CITY, "body_head", vec![]),
            ("officer", CITY, "charged_officer", vec![]),
            ("keeper", MINISTRY, "administrator", vec![]),
        ];
        let tree = tree(app).await;
        for (login, body, role, expected) in people {
            let who = office.somebody(login, body, &[(role, body)]).await;
            let looker = looker(app, &who, &tree);
            let found = app.for_move(&looker, id("a")).await.map(|(.., bodies)| bodies).unwrap_or_default();
            let expected: Vec<BodyId> = expected
                .into_iter()
                .filter(|body| *body != REGION || app.register("outbreak").unwrap().kept_by.contains(&"region".to_owned()))
                .collect();
            assert_eq!(found, expected, "{role}");
        }
        // Whoever strikes it through here and enters it there needs no superior.
        let both = office.somebody("both", CITY, &[("charged_officer", CITY), ("charged_officer", ITS_CITY)]).await;
        let looker = looker(app, &both, &tree);
        assert_eq!(app.for_move(&looker, id("a")).await.unwrap().2, [ITS_CITY]);
        let beyond = app.move_entry(&looker, id("a"), (1, "онда жатыр"), RAYON).await;
        assert!(matches!(beyond, Err(AppError::Absent)));
        let stale = app.move_entry(&looker, id("a"), (7, "онда жатыр"), ITS_CITY).await.unwrap();
        assert!(matches!(stale, Moved::Refused(Refusal::Stale { .. })), "{stale:?}");
        let Moved::To(new) = app.move_entry(&looker, id("a"), (1, "онда жатыр"), ITS_CITY).await.unwrap() else {
            panic!("it was not moved");
        };
        let (_, old) = looker.entry(id("a")).await.unwrap().unwrap();
        let (_, new) = looker.entry(new).await.unwrap().unwrap();
        assert_eq!((old.envelope.state, old.envelope.moved), (EntryState::Withdrawn, Some(new.id)));
        assert_eq!((new.body, new.envelope.moved), (ITS_CITY, Some(id("a"))));
        assert!(app.for_move(&looker, id("a")).await.is_err(), "what is struck through goes nowhere");
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn work_is_counted_and_its_roles_pass_in_one_act() {
    for office in offices().await {
        let app = &office.app;
        let keeper = keeper(&office).await;
        let leaver = office.person("leaver", CITY, &[("charged_officer", CITY)]).await;
        let taker = office.person("taker", CITY, &[]).await;
        let far = office.person("far", RAYON, &[]).await;
        let who = office.sign_in("leaver").await;
        let wanted = Wanted {
            body: CITY,
            kind: Made::Return(Kind::Monthly),
            period: "2026-10".parse().unwrap(),
        };
        app.take(&who.who, wanted, 0, &Act::Prepare { note: "", official: false }).await.unwrap();
        let (_, work) = app.open_work(&keeper, leaver).await.unwrap();
        assert!(work.is_open());
        assert_eq!((work.roles.len(), work.papers.len(), work.tokens, work.tables), (1, 1, 0, 0));
        let mut over = HandOver {
            from: leaver,
            to: far,
            day: app.today(),
            order: "№ 9 бұйрық",
            roles: vec![("charged_officer".to_owned(), CITY)],
        };
        assert_eq!(fault(app.hand_work_over(&keeper, &over).await), AccountFault::NotBeside);
        over.to = taker;
        let nameless = HandOver { order: " ", ..over.clone() };
        assert_eq!(fault(app.hand_work_over(&keeper, &nameless).await), AccountFault::NoReason);
        let outsider = office.somebody("outsider", OTHER_REGION, &[("administrator", OTHER_REGION)]).await;
        assert_eq!(fault(app.hand_work_over(&outsider, &over).await), AccountFault::NoAccount);
        let not_held = HandOver {
            roles: vec![("body_head".to_owned(), CITY)],
            ..over.clone()
        };
        let acts = office.number("SELECT COUNT(*) FROM ledger").await;
        assert!(matches!(app.hand_work_over(&keeper, &not_held).await, Err(AppError::Refused(Refusal::NoRight))));
        assert_eq!(office.number("SELECT COUNT(*) FROM ledger").await, acts, "nothing by halves");
        app.hand_work_over(&keeper, &over).await.unwrap();
        assert!(!office.is_in(&who.token).await, "whoever lost a role signs in anew");
        assert_eq!(app.open_work(&keeper, leaver).await.unwrap().1.roles, []);
        assert_eq!(app.open_work(&keeper, taker).await.unwrap().1.roles.len(), 1);
        let person = app.person(&keeper, leaver).await.unwrap();
        let act = person.acts.iter().find(|act| act.kind == "hand_over").unwrap();
        assert_eq!(act.plain.get("@to").and_then(Value::text), Some("taker"));
        assert_eq!(act.plain.get("@papers").unwrap().rows().len(), 1);
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_handed_over_from_a_later_day_is_held_by_one_of_the_two_on_every_day() {
    for office in offices().await {
        let app = &office.app;
        let keeper = keeper(&office).await;
        let leaver = office.person("leaver", CITY, &[("charged_officer", CITY)]).await;
        office.pass(jiff::SignedDuration::from_hours(24));
        let taker = office.person("taker", CITY, &[]).await;
        let day = date(2026, 12, 1);
        let over = HandOver {
            from: leaver,
            to: taker,
            day,
            order: "№ 9 бұйрық",
            roles: vec![("charged_officer".to_owned(), CITY)],
        };
        app.hand_work_over(&keeper, &over).await.unwrap();
        let until = app.open_work(&keeper, leaver).await.unwrap().1.roles[0].until;
        let from = app.open_work(&keeper, taker).await.unwrap().1.roles[0].from;
        assert_eq!((from, until + 1), (qorgau_domain::time::day_number(day), from));
        office.world.verified().await;
    }
}

fn officer(surname: &str) -> Content {
    content(vec![
        ("surname", Value::Text(surname.into())),
        ("given_name", Value::Text("Үсенұлы".into())),
        ("post", choice(post())),
        ("appointed_on", Value::Date(date(2026, 1, 10))),
        ("service", lasting(date(2026, 1, 10), None)),
    ])
}

/// Some post of the list.
fn post() -> &'static str {
    let rulebook = world::rulebook();
    rulebook.lists["posts"].item.first().unwrap().code.clone().leak()
}

fn lasting(from: Date, until: Option<Date>) -> Value {
    Value::Span(Span { from, until })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_charge_is_ended_and_begun_anew_and_what_is_past_stays() {
    for office in offices().await {
        let app = &office.app;
        let head = office.somebody("head", CITY, &[("body_head", CITY)]).await;
        for surname in ["Асан", "Болат"] {
            app.write("officer", CITY, id(surname), officer(surname), "test").await.unwrap();
        }
        let charge = |from: Date, until: Option<Date>| {
            let kinds = world::rulebook().lists["charge_kinds"].item.first().unwrap().code.clone();
            content(vec![
                ("kind", Value::Choice(kinds)),
                ("officer", Value::Entry(id("Асан"))),
                ("order_number", Value::Text("1".into())),
                ("ordered_on", Value::Date(date(2026, 2, 1))),
                ("in_charge", lasting(from, until)),
            ])
        };
        app.write("charge", CITY, id("past"), charge(date(2026, 2, 1), Some(date(2026, 3, 1))), "test")
            .await
            .unwrap();
        app.write("charge", CITY, id("now"), charge(date(2026, 2, 1), None), "test").await.unwrap();
        app.write("charge", CITY, id("next"), charge(date(2026, 12, 1), None), "test").await.unwrap();
        let raid = content(vec![
            ("kind", choice("sweep")),
            ("started_on", Value::Date(date(2026, 11, 20))),
            ("briefed_by", Value::Entry(id("Асан"))),
        ]);
        app.write("raid", CITY, id("raid"), raid, "test").await.unwrap();
        let tree = tree(app).await;
        let looker = looker(app, &head, &tree);
        let day = date(2026, 11, 20);
        let (_, bound) = app.bound_to(&looker, id("Асан"), day).await.unwrap();
        let found: Vec<_> = bound.iter().map(|bound| (bound.entry.id, bound.how, bound.may)).collect();
        assert_eq!(
            found,
            [(id("now"), How::Lasts, true), (id("next"), How::Ahead, true)],
            "a raid names whoever was there"
        );
        let seen = seen_of(&bound);
        let handing = Handing {
            from: id("Асан"),
            to: id("Болат"),
            day,
            order: "33",
            ordered_on: day,
            reason: "Тапсырылды, бұйрық № 33",
            seen: &seen,
        };
        // Somebody corrects one of them after they were read over, and enters another.
        let (_, scope) = app.scope(CITY).await.unwrap();
        app.correct(&scope, id("next"), 1, charge(date(2026, 12, 5), None), "күні басқа", "test")
            .await
            .unwrap();
        let acts = office.number("SELECT COUNT(*) FROM ledger").await;
        assert_eq!(app.hand_over_entries(&looker, &handing).await.unwrap(), Handed::Changed);
        assert_eq!(office.number("SELECT COUNT(*) FROM ledger").await, acts, "nothing was stored");
        let (_, bound) = app.bound_to(&looker, id("Асан"), day).await.unwrap();
        let seen = seen_of(&bound);
        assert_eq!(seen, BTreeMap::from([(id("now"), 1), (id("next"), 2)]));
        let handing = Handing { seen: &seen, ..handing };
        app.write("charge", CITY, id("later"), charge(date(2026, 12, 7), None), "test").await.unwrap();
        assert_eq!(app.hand_over_entries(&looker, &handing).await.unwrap(), Handed::Changed);
        app.withdraw(&scope, id("later"), 1, "қате", "test").await.unwrap();
        assert_eq!(app.hand_over_entries(&looker, &handing).await.unwrap(), Handed::Done(2));
        let (_, ended) = looker.entry(id("now")).await.unwrap().unwrap();
        assert_eq!(ended.fields["in_charge"], lasting(date(2026, 2, 1), Some(date(2026, 11, 19))));
        assert_eq!(ended.fields["officer"], Value::Entry(id("Асан")), "who was in charge then was in charge then");
        let (_, theirs) = app.bound_to(&looker, id("Болат"), day).await.unwrap();
        assert_eq!(theirs.len(), 2);
        let begun = &theirs.iter().find(|bound| bound.entry.id != id("next")).unwrap().entry.fields;
        assert_eq!((&begun["in_charge"], &begun["order_number"]), (&lasting(day, None), &Value::Text("33".into())));
        assert_eq!(app.hand_over_entries(&looker, &handing).await.unwrap(), Handed::Nothing);
        // The administrator sees how much there is, by the name of the account, and no content.
        let keeper = keeper(&office).await;
        let leaver = office.person("asan", CITY, &[]).await;
        let (_, work) = app.open_work(&keeper, leaver).await.unwrap();
        assert_eq!((work.officers.as_slice(), work.entries.get("raid")), (&[id("Асан")][..], None));
        assert!(app.bound_to(&looker_of(app, &keeper, &tree), id("Асан"), day).await.is_err());
        office.world.verified().await;
    }
}

fn looker_of<'a>(app: &'a App, who: &'a Who, tree: &'a Tree) -> Looker<'a> {
    looker(app, who, tree)
}
