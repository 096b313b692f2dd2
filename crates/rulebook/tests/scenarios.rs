//! Runs the cases that stand beside the rules: what a lawyer reads there is what the rules do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use jiff::Timestamp;
use jiff::civil::Date;
use qorgau_domain::time::day_number;
use qorgau_domain::value::{Content, Row, Span, Value};
use qorgau_domain::{BodyId, Contribution, EntryId, FigureId, Month, amount};
use qorgau_rulebook::count::{FigureIds, contributions};
use qorgau_rulebook::due::{Calendar, of_period, state};
use qorgau_rulebook::indicator::Kind;
use qorgau_rulebook::register::{Field, FieldType};
use qorgau_rulebook::scenario::{CountingCase, DutyCase, Scenario};
use qorgau_rulebook::{Rulebook, damage, load, shipped, validate};

#[test]
fn every_case_about_a_duty_holds() {
    let rulebook = load(&shipped::files()).unwrap();
    let cases: Vec<&DutyCase> = rulebook
        .scenarios
        .iter()
        .filter_map(|case| if let Scenario::Duty(case) = case { Some(case) } else { None })
        .collect();
    assert!(cases.len() > 10, "only {} cases about duties", cases.len());
    for case in cases {
        duty(&rulebook, case);
    }
}

fn duty(rulebook: &Rulebook, case: &DutyCase) {
    let calendar = Calendar::of(rulebook).unwrap();
    let duty = rulebook
        .duties
        .iter()
        .find(|duty| duty.code == case.duty && duty.levels.contains(&case.level))
        .unwrap();
    let moment = of_period(duty, case.period.parse().unwrap(), &calendar).unwrap();
    let expected: Timestamp = case.expect.due.parse().unwrap();
    assert_eq!(moment.due, expected, "{}", case.name);
    let sent = case.sent.as_ref().map(|sent| sent.parse().unwrap());
    // Without a moment to look from, any later one serves.
    let now = case.on.as_ref().map_or(Timestamp::MAX, |on| on.parse().unwrap());
    assert_eq!(state(duty, moment.due, sent, now).word(), case.expect.state, "{}", case.name);
}

#[test]
fn every_case_about_counting_holds() {
    let rulebook = load(&shipped::files()).unwrap();
    let ids: FigureIds = (1..)
        .zip(&rulebook.indicators)
        .map(|(no, indicator)| (indicator.code.clone(), FigureId(no)))
        .collect();
    let cases: Vec<&CountingCase> = rulebook
        .scenarios
        .iter()
        .filter_map(|case| if let Scenario::Counting(case) = case { Some(case) } else { None })
        .collect();
    assert!(cases.len() > 10, "only {} cases about counting", cases.len());
    for case in cases {
        let register = rulebook.register(&case.register).unwrap();
        let mut fields = content(&register.field, &case.fields);
        let mut problems = damage::fill(&rulebook, &mut fields);
        problems.extend(validate::validate(&rulebook, register, &fields, jiff::civil::date(2030, 1, 1)));
        assert_eq!(problems, [], "{}", case.name);
        let counted = contributions(&rulebook, &ids, register, &fields);
        for expected in &case.expect {
            let found = value(&rulebook, &ids, &counted, &expected.figure, expected.month.parse().unwrap());
            assert_eq!(found, expected.value, "{}: {} in {}", case.name, expected.figure, expected.month);
        }
    }
}

/// A figure in a world of one entry of one body, as a decimal number.
fn value(rulebook: &Rulebook, ids: &FigureIds, counted: &[Contribution], code: &str, month: Month) -> String {
    let indicator = rulebook.indicator(code).unwrap();
    let of = |code: &str| {
        let figure = ids[code];
        counted.iter().filter(move |made| made.figure == figure)
    };
    let (first, last) = (day_number(month.first()), day_number(month.last()));
    let events = |code: &str| -> i64 {
        of(code)
            .filter(|made| made.until.is_none() && (first..=last).contains(&made.day))
            .map(|made| made.amount)
            .sum()
    };
    let standing = |day: i64| -> i64 {
        of(code)
            .filter(|made| made.day <= day && made.until.is_some_and(|until| day <= until))
            .map(|made| made.amount)
            .sum()
    };
    let divided = |times: i64| {
        let part = events(indicator.numerator.as_ref().unwrap());
        amount::ratio(part * times, events(indicator.denominator.as_ref().unwrap()))
    };
    let number = match indicator.kind {
        Kind::Flow => Some(events(code)),
        Kind::Stock => Some(standing(last)),
        Kind::Days => Some((first..=last).map(standing).sum()),
        Kind::Peak => (first..=last).map(standing).max(),
        Kind::Ratio => divided(1000),
        Kind::Mean => divided(amount::unit(indicator.scale)),
        Kind::Flag => {
            let any = if indicator.by_spans() { standing(last) > 0 } else { events(code) > 0 };
            Some(i64::from(any != indicator.inverted))
        }
    };
    number.map_or_else(|| "none".to_owned(), |number| amount::plain(number, indicator.scale))
}

/// The fields of a case: numbers may stand as text, so that money and weights keep their digits.
fn content(defs: &[Field], table: &toml::Table) -> Content {
    table
        .iter()
        .map(|(code, value)| {
            let def = defs.iter().find(|def| def.code == *code).unwrap_or_else(|| panic!("no field {code}"));
            (code.clone(), field(def, value))
        })
        .collect()
}

fn field(def: &Field, value: &toml::Value) -> Value {
    let text = || value.as_str().unwrap().to_owned();
    match def.kind {
        FieldType::Text | FieldType::LongText => Value::Text(text()),
        FieldType::Choice => Value::Choice(text()),
        FieldType::Person | FieldType::Organisation | FieldType::Officer | FieldType::Link => Value::Entry(EntryId(text().parse().unwrap())),
        FieldType::Body => Value::Body(BodyId(value.as_integer().unwrap())),
        FieldType::Choices => Value::Choices(value.as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned()).collect()),
        FieldType::YesNo => Value::YesNo(value.as_bool().unwrap()),
        FieldType::Date => Value::Date(date(value)),
        FieldType::Whole | FieldType::Decimal | FieldType::Money => {
            let written = value.as_integer().map_or_else(text, |number| number.to_string());
            Value::Number(amount::parse(&written, def.digits()).unwrap())
        }
        FieldType::Span => {
            let table = value.as_table().unwrap();
            Value::Span(Span {
                from: date(&table["from"]),
                until: table.get("until").map(date),
            })
        }
        FieldType::Rows => {
            let rows = (1..).zip(value.as_array().unwrap()).map(|(no, row)| Row {
                no,
                cells: content(&def.field, row.as_table().unwrap()),
            });
            Value::Rows(rows.collect())
        }
        other => panic!("a case holds no {other:?}"),
    }
}

fn date(value: &toml::Value) -> Date {
    value.as_datetime().unwrap().to_string().parse().unwrap()
}
