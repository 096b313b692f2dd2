//! Whether the fields of an entry are sound, by the register's definition.

use jiff::civil::Date;
use qorgau_domain::season::YearDay;
use qorgau_domain::value::{Content, Row, Value};

use crate::Rulebook;
use crate::filing;
use crate::list::List;
use crate::register::{Constraint, Field, FieldType, Register, Scene, chosen};

/// The largest number of a field: a trillion tenge in tiyn. Ten thousand of them still sum without overflow.
const MOST: i64 = 100_000_000_000_000;

/// The most characters of a text of one line, and of the name of a place.
const LINE_MOST: usize = 500;

/// The most characters of a long text.
const LONG_MOST: usize = 20_000;

/// The most characters (Unicode code points) that a text in a field of a kind may have.
#[must_use]
pub fn text_most(kind: FieldType) -> usize {
    if kind == FieldType::LongText { LONG_MOST } else { LINE_MOST }
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The register has no such field.
    Unknown,
    /// It must be there.
    Missing,
    /// It holds something else than its type.
    WrongType,
    /// Not a code of its list; the codes nearest to it.
    NotInList {
        /// What was given.
        given: String,
        /// The list.
        list: String,
        /// Codes of the nearest items.
        nearest: Vec<String>,
    },
    /// A day after today.
    Future(Date),
    /// The first day is after the second.
    Order {
        /// The other field.
        other: String,
    },
    /// The part is above its whole.
    PartAbove {
        /// The whole.
        whole: String,
    },
    /// A day of the year that no year has.
    NoSuchDay,
    /// Nobody said how long a volume is kept, or it is kept for ever.
    NoTerm,
    /// A volume is kept until this day.
    KeptUntil(Date),
    /// A volume must not be destroyed on that day.
    Held,
    /// The days of another volume of the file meet those of this one.
    Meets {
        /// The number of the other volume.
        volume: i64,
        /// When it was opened.
        from: Date,
        /// When it was closed; `None` while it is open.
        until: Option<Date>,
    },
    /// More lies in a volume than its inventory takes.
    ManyLines {
        /// How many documents lie in it.
        found: usize,
        /// The most.
        most: usize,
    },
    /// The chosen item was not in force on the day.
    NotInForce {
        /// The item.
        code: String,
        /// The day.
        on: Date,
    },
    /// A wrong check digit.
    CheckDigit,
    /// Negative where only zero or more makes sense.
    Negative,
    /// So large that sums of such numbers could not be kept.
    TooLarge,
    /// A text of more characters than its kind may have.
    TooLong {
        /// The most.
        most: usize,
    },
    /// A text with control characters, or with signs that turn the letters after them round.
    Signs,
    /// Latitude or longitude out of range.
    OutOfRange,
    /// No dated rate or index for damage on that day.
    NoRate(Date),
    /// A tariff beside a rate: one row is reckoned by one of them.
    RateAndTariff,
    /// The amount given is not what the rate gives.
    RateDiffers {
        /// What the rate gives, in tiyn.
        computed: i64,
    },
}

/// A fault and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// The field, or `rows.field`.
    pub field: String,
    /// The row, from 1.
    pub row: Option<i64>,
    /// What is wrong.
    pub fault: Fault,
}

/// Every fault of an entry's fields. `today` is the day at the home installation.
#[must_use]
pub fn validate(rulebook: &Rulebook, register: &Register, fields: &Content, today: Date) -> Vec<FieldProblem> {
    let mut check = Check {
        rulebook,
        register,
        fields,
        today,
        problems: Vec::new(),
    };
    check.content(&register.field, fields, None);
    for constraint in &register.constraint {
        check.constraint(constraint);
    }
    if register.code == filing::REGISTER {
        check.problems.extend(filing::problems(fields));
    }
    check.problems
}

struct Check<'a> {
    rulebook: &'a Rulebook,
    register: &'a Register,
    fields: &'a Content,
    today: Date,
    problems: Vec<FieldProblem>,
}

impl<'a> Check<'a> {
    fn found(&mut self, field: &str, within: Option<(&Field, &Row)>, fault: Fault) {
        let field = within.map_or_else(|| field.to_owned(), |(rows, _)| format!("{}.{field}", rows.code));
        self.problems.push(FieldProblem {
            field,
            row: within.map(|(_, row)| row.no),
            fault,
        });
    }

    fn content(&mut self, defs: &'a [Field], content: &'a Content, within: Option<(&'a Field, &'a Row)>) {
        for code in content.keys().filter(|code| defs.iter().all(|def| def.code != **code)) {
            self.found(code, within, Fault::Unknown);
        }
        for def in defs {
            match content.get(&def.code) {
                Some(value) => self.value(def, value, within),
                None if self.is_required(def, within) => self.found(&def.code, within, Fault::Missing),
                None => {}
            }
        }
    }

    fn is_required(&self, def: &Field, within: Option<(&'a Field, &'a Row)>) -> bool {
        let scene = Scene {
            register: self.register,
            row: within,
            fields: self.fields,
        };
        def.required || def.required_when.as_ref().is_some_and(|condition| scene.holds(condition, &self.rulebook.lists))
    }

    fn value(&mut self, def: &'a Field, value: &'a Value, within: Option<(&'a Field, &'a Row)>) {
        if !fits(def.kind, value) {
            self.found(&def.code, within, Fault::WrongType);
            return;
        }
        if def.required && is_empty(value) {
            self.found(&def.code, within, Fault::Missing);
        }
        if let Some(list) = def.list.as_ref().and_then(|list| self.rulebook.lists.get(list)) {
            for code in chosen(value).filter(|code| list.items_of(code).is_empty()) {
                self.found(&def.code, within, not_in_list(list, code));
            }
        }
        if let Some(fault) = text_fault(def.kind, value) {
            self.found(&def.code, within, fault);
        }
        match value {
            Value::Date(date) if def.not_future && *date > self.today => self.found(&def.code, within, Fault::Future(*date)),
            Value::Number(number) if *number < 0 => self.found(&def.code, within, Fault::Negative),
            Value::Number(number) if *number > MOST => self.found(&def.code, within, Fault::TooLarge),
            Value::Span(span) if span.until.is_some_and(|until| until < span.from) => {
                self.found(&def.code, within, Fault::Order { other: def.code.clone() });
            }
            Value::Text(text) if def.check.is_some() && !check_digit(text) => self.found(&def.code, within, Fault::CheckDigit),
            Value::Place(place) if place.at.is_some_and(|(lat, lon)| lat.abs() > 90_000_000 || lon.abs() > 180_000_000) => {
                self.found(&def.code, within, Fault::OutOfRange);
            }
            Value::Rows(rows) => rows.iter().for_each(|row| self.content(&def.field, &row.cells, Some((def, row)))),
            _ => {}
        }
    }

    fn constraint(&mut self, constraint: &'a Constraint) {
        match constraint {
            Constraint::OrderOfDates { fields: [first, second], rows } => self.each(rows.as_deref(), |check, scene| {
                let value = |code: &str| scene.get(code).1;
                let turned = match (value(first), value(second)) {
                    (Some(Value::Moment(a)), Some(Value::Moment(b))) => a > b,
                    (a, b) => a.and_then(Value::day).zip(b.and_then(Value::day)).is_some_and(|(a, b)| a > b),
                };
                if turned {
                    check.found(second, scene.row, Fault::Order { other: first.clone() });
                }
            }),
            Constraint::PartNotAbove { part, whole, rows } => self.each(rows.as_deref(), |check, scene| {
                let number = |code: &str| scene.get(code).1.and_then(Value::number);
                if let (Some(a), Some(b)) = (number(part), number(whole))
                    && a > b
                {
                    check.found(part, scene.row, Fault::PartAbove { whole: whole.clone() });
                }
            }),
            Constraint::DayOfYear { month, day, rows } => self.each(rows.as_deref(), |check, scene| {
                let number = |code: &str| scene.get(code).1.and_then(Value::number);
                if let (Some(of), Some(no)) = (number(month), number(day))
                    && YearDay::new(of, no).is_none()
                {
                    check.found(day, scene.row, Fault::NoSuchDay);
                }
            }),
            Constraint::InForceOn { field, day } => self.in_force(field, day),
            // Asked of the store, inside the transaction: `app::entries`.
            Constraint::Unique { .. } => {}
        }
    }

    fn each(&mut self, rows: Option<&str>, ask: impl Fn(&mut Self, Scene<'a>)) {
        let whole = Scene {
            register: self.register,
            row: None,
            fields: self.fields,
        };
        let Some(def) = rows.and_then(|code| self.register.field(code)) else {
            return ask(self, whole);
        };
        for row in qorgau_domain::value::rows(self.fields, &def.code) {
            ask(
                self,
                Scene {
                    row: Some((def, row)),
                    ..whole
                },
            );
        }
    }

    fn in_force(&mut self, field: &str, day: &str) {
        let on = self.fields.get(day).and_then(Value::day).or_else(|| self.register.day_of(self.fields));
        let list = self
            .register
            .field(field)
            .and_then(|def| def.list.as_ref())
            .and_then(|list| self.rulebook.lists.get(list));
        let (Some(on), Some(list), Some(value)) = (on, list, self.fields.get(field)) else {
            return;
        };
        for code in chosen(value).filter(|code| !list.items_of(code).is_empty() && list.on(code, on).is_none()) {
            self.found(field, None, Fault::NotInForce { code: code.to_owned(), on });
        }
    }
}

/// The fault of a text that a list does not know, with the nearest codes.
#[must_use]
pub fn not_in_list(list: &List, given: &str) -> Fault {
    let nearest = list.nearest(given).into_iter().map(|item| item.code.clone()).collect();
    Fault::NotInList {
        given: given.to_owned(),
        list: list.code.clone(),
        nearest,
    }
}

/// What is wrong with a text, whatever it says.
fn text_fault(kind: FieldType, value: &Value) -> Option<Fault> {
    let (text, most) = match value {
        Value::Text(text) => (text, text_most(kind)),
        Value::Place(place) => (&place.name, text_most(kind)),
        _ => return None,
    };
    // The bytes tell of most texts that they are short enough.
    if text.len() > most && text.chars().count() > most {
        return Some(Fault::TooLong { most });
    }
    text.contains(strange).then_some(Fault::Signs)
}

/// Whether no keyboard writes a sign that would stand in a text unseen: a control character other than the end of a line or a tab, or
/// one that overrides the direction of letters.
fn strange(letter: char) -> bool {
    (letter.is_control() && !matches!(letter, '\n' | '\r' | '\t')) || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Text(text) | Value::Choice(text) => text.trim().is_empty(),
        Value::Choices(codes) => codes.is_empty(),
        Value::Rows(rows) => rows.is_empty(),
        _ => false,
    }
}

fn fits(kind: FieldType, value: &Value) -> bool {
    use FieldType as T;
    matches!(
        (kind, value),
        (T::Text | T::LongText, Value::Text(_))
            | (T::Whole | T::Decimal | T::Money, Value::Number(_))
            | (T::Date, Value::Date(_))
            | (T::Datetime, Value::Moment(_))
            | (T::YesNo, Value::YesNo(_))
            | (T::Choice, Value::Choice(_))
            | (T::Choices, Value::Choices(_))
            | (T::Person | T::Organisation | T::Officer | T::Link, Value::Entry(_))
            | (T::Body, Value::Body(_))
            | (T::Place, Value::Place(_))
            | (T::Geometry, Value::Geometry(_))
            | (T::Rows, Value::Rows(_))
            | (T::Span, Value::Span(_))
    )
}

/// The check digit of an IIN or BIN: weights 1 to 11 modulo 11; where that gives 10, weights 3 to 11, 1, 2.
#[must_use]
pub fn check_digit(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|digit| digit.to_digit(10)).collect();
    let (Some((last, body)), 12, 12) = (digits.split_last(), digits.len(), text.chars().count()) else {
        return false;
    };
    let sum = |shift: usize| {
        body.iter()
            .zip((0..11).map(|i| (i + shift) % 11 + 1))
            .map(|(digit, weight)| digit * u32::try_from(weight).unwrap_or(0))
            .sum::<u32>()
            % 11
    };
    let check = if sum(0) == 10 { sum(2) } else { sum(0) };
    check == *last
}

#[cfg(test)]
mod tests {
    use qorgau_domain::value::{Place, Value};

    use super::{Fault, LINE_MOST, LONG_MOST, check_digit, text_fault};
    use crate::register::FieldType;

    #[test]
    fn a_text_has_an_end_and_no_unseen_signs() {
        let told = |kind, text: &str| text_fault(kind, &Value::Text(text.to_owned()));
        // Letters count, not their bytes.
        assert_eq!(told(FieldType::Text, &"қ".repeat(LINE_MOST)), None);
        assert_eq!(told(FieldType::Text, &"қ".repeat(LINE_MOST + 1)), Some(Fault::TooLong { most: LINE_MOST }));
        assert_eq!(told(FieldType::LongText, &"қ".repeat(LONG_MOST)), None);
        assert_eq!(told(FieldType::LongText, &"қ".repeat(LONG_MOST + 1)), Some(Fault::TooLong { most: LONG_MOST }));
        assert_eq!(told(FieldType::LongText, "бір\r\nекі\tүш"), None);
        for sign in ['\0', '\u{1b}', '\u{202a}', '\u{202e}', '\u{2066}', '\u{2069}'] {
            assert_eq!(told(FieldType::Text, &format!("Ахмет{sign}ов")), Some(Fault::Signs), "{sign:?}");
        }
        let place = |name: String| text_fault(FieldType::Place, &Value::Place(Place { name, at: None }));
        assert_eq!(place("a".repeat(LINE_MOST)), None);
        assert_eq!(place("a".repeat(LINE_MOST + 1)), Some(Fault::TooLong { most: LINE_MOST }));
    }

    #[test]
    fn a_check_digit_is_right_or_wrong() {
        // Worked by hand: 8 5 0 1 0 1 3 0 0 1 2 with weights 1..11 is 81, and 81 modulo 11 is 4.
        assert!(check_digit("850101300124"));
        assert!(!check_digit("850101300123"));
        assert!(!check_digit("85010130012"));
        assert!(!check_digit("85010130012x"));
    }
}
