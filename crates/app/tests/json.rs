//! Entries between programs: JSON and back is the identity for every register, and what programs may write ends where a token ends.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod office;
mod world;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use office::{CITY, DESK, REGION, offices};
use proptest::prelude::*;
use qorgau_app::accounts::{NewToken, Origin};
use qorgau_app::forms::acts::Sent;
use qorgau_app::forms::seek::Looker;
use qorgau_app::json::{Codes, read, schema, written};
use qorgau_domain::value::{Content, Place, Row, Span, Value};
use qorgau_domain::{BodyId, BodyVersion, EntryId, Lang, Tree};
use qorgau_l10n::L10n;
use qorgau_rulebook::may::Act;
use qorgau_rulebook::register::{Field, FieldType};
use serde_json::json;
use uuid::Uuid;

const TODAY: Date = date(2026, 11, 20);

/// Bodies of today, one that ended and whose code another took over, and one that nobody knows.
fn tree() -> Tree {
    let ended = world::version(3, "district", Some(1), None, Some(date(2020, 1, 1)));
    let heir = BodyVersion {
        code: ended.code.clone(),
        ..world::version(4, "district", Some(1), Some(date(2020, 1, 2)), None)
    };
    let gone = world::version(5, "district", Some(1), None, Some(date(2021, 1, 1)));
    Tree::new([world::version(1, "region", None, None, None), ended, heir, gone])
}

fn text() -> impl Strategy<Value = String> {
    "[ -~әғқңөұүһіӘҒҚҢӨҰҮҺІ№\n\t]{0,20}".prop_filter("says something", |text| !text.trim().is_empty())
}

fn day() -> impl Strategy<Value = Date> {
    (1900_i16..2100, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| date(year, month, day))
}

fn value(def: &Field) -> BoxedStrategy<Value> {
    let code = || "[a-z0-9_.-]{1,8}";
    match def.kind {
        FieldType::Text | FieldType::LongText => text().prop_map(Value::Text).boxed(),
        FieldType::Whole | FieldType::Decimal | FieldType::Money => (0_i64..=100_000_000_000_000).prop_map(Value::Number).boxed(),
        FieldType::Date => day().prop_map(Value::Date).boxed(),
        FieldType::Datetime => (0_i64..4_000_000_000_000_000)
            .prop_map(|micros| Value::Moment(Timestamp::from_microsecond(micros).unwrap()))
            .boxed(),
        FieldType::YesNo => any::<bool>().prop_map(Value::YesNo).boxed(),
        FieldType::Choice => code().prop_map(Value::Choice).boxed(),
        FieldType::Choices => prop::collection::btree_set(code(), 0..4)
            .prop_map(|codes| Value::Choices(codes.into_iter().collect()))
            .boxed(),
        FieldType::Person | FieldType::Organisation | FieldType::Officer | FieldType::Link => {
            any::<u128>().prop_map(|id| Value::Entry(EntryId(Uuid::from_u128(id)))).boxed()
        }
        FieldType::Body => (1_i64..8).prop_map(|id| Value::Body(BodyId(id))).boxed(),
        FieldType::Place => (
            prop::option::of(text()),
            prop::option::of((-90_000_000_i64..=90_000_000, -180_000_000_i64..=180_000_000)),
        )
            .prop_filter("says something", |(name, at)| name.is_some() || at.is_some())
            .prop_map(|(name, at)| {
                Value::Place(Place {
                    name: name.unwrap_or_default(),
                    at,
                })
            })
            .boxed(),
        FieldType::Span => (day(), prop::option::of(day()))
            .prop_map(|(from, until)| Value::Span(Span { from, until }))
            .boxed(),
        FieldType::Geometry => (-90_i64..90, 0_i64..99)
            .prop_map(|(lat, part)| Value::Geometry(format!("{{ \"type\": \"Point\", \"coordinates\": [{lat}.{part}0, 5] }}")))
            .boxed(),
        FieldType::Rows => prop::collection::btree_map(1_i64..=999_999, content(&def.field), 0..3)
            .prop_map(|rows| Value::Rows(rows.into_iter().map(|(no, cells)| Row { no, cells }).collect()))
            .boxed(),
    }
}

/// Any fields of a register, each there or not.
fn content(defs: &[Field]) -> BoxedStrategy<Content> {
    // What the system fills in does not go over the wire.
    let each: Vec<_> = defs
        .iter()
        .filter(|def| !def.filled)
        .map(|def| {
            prop::option::of(value(def).prop_map({
                let code = def.code.clone();
                move |value| (code.clone(), value)
            }))
        })
        .collect();
    each.prop_map(|fields| fields.into_iter().flatten().collect()).boxed()
}

#[test]
fn json_and_back_is_the_identity_for_every_register() {
    let (rulebook, tree) = (world::rulebook(), tree());
    let codes = Codes { tree: &tree, today: TODAY };
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(64));
    assert!(rulebook.registers.len() > 5);
    for register in rulebook.registers.values() {
        let same = runner.run(&content(&register.field), |fields| {
            let json = written(&register.field, &fields, codes);
            // As it goes over the wire.
            let json = serde_json::from_str(&serde_json::to_string(&json).unwrap()).unwrap();
            let (back, troubles) = read(register, &json, codes);
            prop_assert_eq!(troubles, vec![]);
            prop_assert_eq!(back, fields);
            Ok(())
        });
        same.unwrap_or_else(|error| panic!("{}: {error}", register.code));
    }
}

#[test]
fn a_schema_names_every_field_of_a_register_in_three_languages_and_no_other() {
    let rulebook = world::rulebook();
    for register in rulebook.registers.values() {
        let schema = schema(&rulebook, register);
        let properties = schema["properties"].as_object().unwrap();
        let asked = || register.field.iter().filter(|def| !def.filled);
        assert_eq!(properties.len(), asked().count());
        assert_eq!(schema["additionalProperties"], json!(false));
        for def in asked() {
            let property = &properties[&def.code];
            for lang in ["kk", "ru", "en"] {
                assert!(
                    property["x-name"][lang].as_str().is_some_and(|name| !name.is_empty()),
                    "{}.{}",
                    register.code,
                    def.code
                );
            }
            assert_eq!(schema["required"].as_array().unwrap().contains(&json!(def.code)), def.required);
        }
    }
}

#[test]
fn what_is_wrong_is_named_by_its_field() {
    let (rulebook, tree) = (world::rulebook(), tree());
    let codes = Codes { tree: &tree, today: TODAY };
    let register = rulebook.register("person").unwrap();
    let sent = json!({"surname": 5, "given_name": "  ", "patronymic": "a\u{0}b", "no_such": 1, "citizenship": null});
    let (content, troubles) = read(register, sent.as_object().unwrap(), codes);
    let mut names: Vec<&str> = troubles.iter().map(|trouble| trouble.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["given_name", "no_such", "patronymic", "surname"]);
    assert!(content.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_enters_and_corrects_where_it_reaches_and_nowhere_else() {
    for office in offices().await {
        let app = &office.app;
        let tree = app.store.tree().await.unwrap();
        let person = office.somebody("asanov", CITY, &[("charged_officer", CITY)]).await;
        let register = app.register("person").unwrap();
        let codes = Codes {
            tree: &tree,
            today: app.today(),
        };
        let fields = json!({"surname": "Сынақбаев", "given_name": "Асан"});
        let fields = read(register, fields.as_object().unwrap(), codes);
        let id = EntryId(Uuid::from_u128(77));
        let mut stored = Vec::new();
        for (acts, may) in [(&[Act::Read][..], false), (&[Act::Enter], true), (&[Act::Read, Act::Enter], true)] {
            let new = NewToken {
                name: "import",
                acts,
                body: CITY,
                lasts: jiff::SignedDuration::from_hours(24),
            };
            let secret = app.make_token(&person, &new, &DESK).await.unwrap();
            let who = app.who_by_token(&secret, &DESK).await.unwrap();
            let looker = Looker {
                app,
                who: &who,
                tree: &tree,
                l: L10n::get(Lang::Kk),
            };
            let sent = app.enter_read(&looker, id, register, CITY, fields.clone()).await;
            assert_eq!(sent.is_ok(), may, "{acts:?}: {sent:?}");
            assert!(app.enter_read(&looker, id, register, REGION, fields.clone()).await.is_err());
            if let Ok(Sent::Stored(receipt)) = sent {
                stored.push(receipt.already_there);
            }
            let corrected = app.amend_read(&looker, id, (1, "тексеру"), fields.clone()).await;
            assert!(corrected.is_err(), "no token here is for corrections");
        }
        assert_eq!(stored, [false, true], "sent twice it is stored once");
        let _ = Origin::LOCAL;
    }
}
