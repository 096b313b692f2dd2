//! What a form shows of an entry is read back as the entry's very fields.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use proptest::prelude::*;
use qorgau_app::example::{Plan, facts};
use qorgau_app::forms::{Reader, Typed, typed};
use qorgau_domain::value::{Content, Place, Row, Span, Value};
use qorgau_domain::{BodyId, EntryId, Month, Tree};
use qorgau_rulebook::register::{Field, FieldType};
use qorgau_rulebook::{Rulebook, load, shipped};
use uuid::Uuid;

const TODAY: Date = Date::constant(2026, 11, 25);

fn round(rulebook: &Rulebook, register: &str, fields: &Content) -> Content {
    let zone = TimeZone::get("Asia/Almaty").unwrap();
    let reader = Reader {
        rulebook,
        zone: &zone,
        today: TODAY,
    };
    let register = rulebook.register(register).unwrap();
    let shown = typed(register, fields, &zone);
    // As a browser sends it: pairs in any order.
    let pairs: Vec<(String, String)> = shown.pairs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let (read, troubles) = reader.read(register, &Typed::of(pairs));
    assert_eq!(troubles, []);
    read
}

fn tree() -> Tree {
    let version = |id: i64, code: &str, level: &str, parent: Option<i64>| qorgau_domain::BodyVersion {
        id: BodyId(id),
        from: None,
        until: None,
        code: code.to_owned(),
        level: level.to_owned(),
        parent: parent.map(BodyId),
        successor: None,
        name: qorgau_domain::Text3 {
            kk: code.to_owned(),
            ru: code.to_owned(),
            en: code.to_owned(),
        },
    };
    Tree::new([
        version(1, "MIA", "ministry", None),
        version(2, "390000000", "region", Some(1)),
        version(3, "391000000", "district", Some(2)),
        version(4, "TRN", "transport", Some(1)),
    ])
}

#[test]
fn every_entry_of_the_example_country_comes_back_as_it_was() {
    let rulebook = load(&shipped::files()).unwrap();
    let tree = tree();
    let plan = Plan {
        seed: 27,
        entries: 3000,
        from: Month::new(2026, 1),
        until: Month::new(2026, 10),
        place_in: None,
    };
    let mut seen = BTreeSet::new();
    for fact in facts(&rulebook, &tree, &plan) {
        assert_eq!(round(&rulebook, &fact.register, &fact.fields), fact.fields, "{}", fact.register);
        seen.insert(fact.register);
    }
    let all: BTreeSet<String> = rulebook.registers.keys().cloned().collect();
    assert_eq!(seen, all, "every register is tried");
}

/// Any value that a field can hold.
fn value(rulebook: &Rulebook, def: &Field) -> BoxedStrategy<Value> {
    let day = (1950_i16..2100, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| Date::constant(year, month, day));
    let text = "[^\\pZ\\pC]([^\\pC]{0,30}[^\\pZ\\pC])?";
    let codes = def.list.as_ref().and_then(|list| rulebook.lists.get(list)).map_or_else(Vec::new, |list| {
        let codes: BTreeSet<&String> = list.item.iter().map(|item| &item.code).collect();
        codes.into_iter().cloned().collect()
    });
    match def.kind {
        FieldType::Text | FieldType::LongText => text.prop_map(Value::Text).boxed(),
        FieldType::Whole | FieldType::Decimal | FieldType::Money => any::<u32>().prop_map(|number| Value::Number(number.into())).boxed(),
        FieldType::Date => day.prop_map(Value::Date).boxed(),
        FieldType::Datetime => (0_i64..4_000_000_000).prop_map(|at| Value::Moment(jiff::Timestamp::constant(at, 0))).boxed(),
        FieldType::YesNo => any::<bool>().prop_map(Value::YesNo).boxed(),
        FieldType::Choice => prop::sample::select(codes).prop_map(Value::Choice).boxed(),
        FieldType::Choices => {
            let most = codes.len();
            prop::sample::subsequence(codes, 1..=most)
                .prop_map(|mut codes| {
                    codes.sort();
                    Value::Choices(codes)
                })
                .boxed()
        }
        FieldType::Person | FieldType::Organisation | FieldType::Officer | FieldType::Link => {
            any::<u128>().prop_map(|id| Value::Entry(EntryId(Uuid::from_u128(id)))).boxed()
        }
        FieldType::Body => any::<u16>().prop_map(|id| Value::Body(BodyId(id.into()))).boxed(),
        FieldType::Place => (text, prop::option::of((-90_000_000_i64..=90_000_000, -180_000_000_i64..=180_000_000)))
            .prop_map(|(name, at)| Value::Place(Place { name, at }))
            .boxed(),
        FieldType::Geometry => Just(Value::Geometry(r#"{"type":"Point","coordinates":[76.9,43.2]}"#.to_owned())).boxed(),
        FieldType::Span => (day.clone(), prop::option::of(day))
            .prop_map(|(from, until)| Value::Span(Span { from, until }))
            .boxed(),
        FieldType::Rows => {
            let cells = content(rulebook, &def.field).prop_filter("a row says something", |cells| !cells.is_empty());
            prop::collection::btree_map(1_i64..60, cells, 1..4)
                .prop_map(|rows| Value::Rows(rows.into_iter().map(|(no, cells)| Row { no, cells }).collect()))
                .boxed()
        }
    }
}

/// Any fields, stated or not.
fn content(rulebook: &Rulebook, defs: &[Field]) -> BoxedStrategy<Content> {
    // What the system fills in stands in no form.
    let fields: Vec<_> = defs
        .iter()
        .filter(|def| !def.filled)
        .map(|def| {
            prop::option::of(value(rulebook, def)).prop_map({
                let code = def.code.clone();
                move |value| value.map(|value| (code.clone(), value))
            })
        })
        .collect();
    fields.prop_map(|fields| fields.into_iter().flatten().collect::<BTreeMap<_, _>>()).boxed()
}

#[test]
fn whatever_an_entry_says_comes_back_as_it_was() {
    let rulebook = load(&shipped::files()).unwrap();
    for register in rulebook.registers.values() {
        let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
            cases: 64,
            failure_persistence: None,
            ..ProptestConfig::default()
        });
        runner
            .run(&content(&rulebook, &register.field), |fields| {
                prop_assert_eq!(round(&rulebook, &register.code, &fields), fields);
                Ok(())
            })
            .unwrap_or_else(|error| panic!("{}: {error}", register.code));
    }
}
