//! What is wrong in a form, in words of one language.

use qorgau_l10n::L10n;
use qorgau_rulebook::register::{Field, Register};
use qorgau_rulebook::validate::Fault;

use super::{Trouble, Why};
use crate::typed::NotRead;
use crate::{App, words};

/// The field, or sub-field, of a name in a form, and the number of its row.
#[must_use]
pub fn field_of<'a>(register: &'a Register, name: &str) -> Option<(&'a Field, Option<i64>)> {
    let mut parts = name.split('.');
    let def = register.field(parts.next()?)?;
    match (parts.next(), parts.next()) {
        (Some(number), Some(code)) if !def.field.is_empty() => Some((def.sub(code)?, number.parse().ok())),
        _ => Some((def, None)),
    }
}

/// What is wrong at a field. Fields are called by their names.
#[must_use]
pub fn trouble(app: &App, l: &L10n, register: &Register, trouble: &Trouble) -> String {
    let called = |name: &str| field_of(register, name).map_or_else(|| name.to_owned(), |(def, _)| def.name.get(l.lang()).to_owned());
    // Another field of a constraint stands in the same row, where there is one.
    let beside = |code: &str| {
        let in_row = trouble.name.rsplit_once('.').map(|(row, _)| format!("{row}.{code}"));
        in_row
            .filter(|name| field_of(register, name).is_some_and(|(def, _)| def.code == code))
            .map_or_else(|| called(code), |name| called(&name))
    };
    let field = called(&trouble.name);
    match &trouble.why {
        Why::NotRead(not_read) => self::not_read(l, not_read),
        Why::Taken(_) => l.forms_taken(),
        Why::Fault(Fault::Order { other }) if *other != last(&trouble.name) => l.fault_order(&field, &beside(other)),
        Why::Fault(Fault::PartAbove { whole }) => l.fault_part_above(&field, &beside(whole)),
        Why::Fault(Fault::NotInForce { code, on }) => {
            let item = field_of(register, &trouble.name)
                .and_then(|(def, _)| app.rulebook.item(def.list.as_ref()?, code))
                .map_or_else(|| code.clone(), |item| item.name.get(l.lang()).to_owned());
            l.fault_not_in_force(&item, &l.date(*on))
        }
        Why::Fault(Fault::Order { .. }) => l.fault_span_order(&field),
        Why::Fault(fault) => words::fault(app, l, &field, fault),
    }
}

fn last(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// Why something typed cannot be read.
#[must_use]
pub fn not_read(l: &L10n, not_read: &NotRead) -> String {
    match not_read {
        NotRead::Number(text) => l.forms_not_a_number(text),
        NotRead::Day(text) => l.forms_not_a_day(text),
        NotRead::Moment(text) => l.forms_not_a_moment(text),
        NotRead::YesNo(text) => l.refused_not_yes_or_no(text),
        NotRead::Coordinates(text) => l.forms_not_coordinates(text),
        NotRead::Chosen(_) => l.forms_not_chosen(),
        NotRead::Outline(_) => l.forms_not_an_outline(),
        NotRead::Fault(_) => String::new(),
    }
}
