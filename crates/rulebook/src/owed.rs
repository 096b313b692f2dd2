//! Keys by which duties are judged without reading entries: of entries and rows whose duty is still open, and of entries that fulfil one.
//!
//! They stand among the keys of fields, under names that no field has, and follow from the content of entries as those do.

use jiff::civil::Date;
use qorgau_domain::act::Key;
use qorgau_domain::keys::{number_of, ordered};
use qorgau_domain::time::{date_of, day_number};
use qorgau_domain::value::{Content, Row, Value, rows};
use qorgau_domain::{BodyId, Month};

use crate::Rulebook;
use crate::due::{counted, said};
use crate::duty::{Duty, Every, Of};
use crate::register::{Register, Scene};

/// Under which name the entries stand whose duty is open, or that of a row.
#[must_use]
pub fn open(duty: &str) -> String {
    format!("@open:{duty}")
}

/// Under which name the entries stand that fulfil a duty of a period.
#[must_use]
pub fn counts(duty: &str) -> String {
    format!("@counts:{duty}")
}

/// Whether a duty of entries, or of their rows, is judged by their own fields alone: by the day that fulfils it, and those that its time is
/// counted from.
#[must_use]
pub fn by_itself(duty: &Duty) -> bool {
    let plain = |of: &Of| of.body_field.is_none() && of.conditions.is_empty();
    let own = duty.of.as_ref().is_some_and(plain) && !duty.due.first_of.is_empty();
    let field = duty.fulfilled_by.as_ref().is_some_and(|by| by.field.is_some());
    matches!(duty.every, Every::Entry | Every::Row) && own && field && stands(duty)
}

/// Whether one entry of a period fulfils a duty.
#[must_use]
pub fn by_one(duty: &Duty) -> bool {
    let one = duty
        .fulfilled_by
        .as_ref()
        .is_some_and(|by| by.register.is_some() && by.at_least.unwrap_or(1) <= 1);
    !matches!(duty.every, Every::Entry | Every::Row) && one && stands(duty)
}

fn stands(duty: &Duty) -> bool {
    !duty.off && duty.planned.is_none() && duty.only_where.is_none()
}

/// A place in the order of keys: a body, a month, a day.
#[must_use]
pub fn place(body: BodyId, month: Month, day: i64) -> Vec<u8> {
    [ordered(body.0), ordered(month.0), ordered(day)].concat()
}

/// The body and the month of a place's first 16 bytes.
#[must_use]
pub fn body_and_month(place: &[u8]) -> Option<(BodyId, Month)> {
    Some((BodyId(number_of(place.get(..8)?)?), Month(number_of(place.get(8..16)?)?)))
}

/// What an open duty is judged by, as its key tells it: the day that its time is counted from, and an entry with that day, the item that names
/// its term and the row that it falls on, and nothing else.
#[must_use]
pub fn judged_by(duty: &Duty, key: &[u8]) -> Option<(Date, Content)> {
    let rows = duty.of.as_ref()?.rows.as_ref();
    let from = date_of(number_of(key.get(24..32)?)?);
    let rest = key.get(if rows.is_some() { 40 } else { 32 }..)?;
    let (no, by) = rest.split_first().map_or((0, &[][..]), |(no, by)| (usize::from(*no), by));
    let rule = duty.due.first_of.get(no)?;
    let mut fields = Content::from([(rule.field.clone(), Value::Date(from))]);
    if let Some(term) = &rule.term {
        fields.insert(term.by.clone(), Value::Choice(std::str::from_utf8(by).ok()?.to_owned()));
    }
    let entry = match rows {
        Some(code) => Content::from([(
            code.clone(),
            Value::Rows(vec![Row {
                no: number_of(key.get(32..40)?)?,
                cells: fields,
            }]),
        )]),
        None => fields,
    };
    Some((from, entry))
}

/// The keys of a standing entry of a body.
#[must_use]
pub fn keys(rulebook: &Rulebook, register: &Register, fields: &Content, body: BodyId) -> Vec<Key> {
    let Some(day) = register.day_of(fields).map(day_number) else {
        return Vec::new();
    };
    let place = place(body, Month::of_day(day), day);
    let scene = Scene { register, row: None, fields };
    let mut keys = Vec::new();
    for duty in &rulebook.duties {
        let of = duty.of.as_ref().filter(|of| of.register == register.code && by_itself(duty));
        let judged = of.map_or_else(Vec::new, |of| open_by(duty, of, rulebook, fields));
        keys.extend(judged.into_iter().map(|judged| key(open(&duty.code), [place.as_slice(), &judged].concat())));
        let by = duty
            .fulfilled_by
            .as_ref()
            .filter(|by| by.register.as_deref() == Some(&register.code) && by_one(duty));
        if by.is_some_and(|by| by.conditions.iter().all(|condition| scene.holds(condition, &rulebook.lists))) {
            keys.push(key(counts(&duty.code), place.clone()));
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn key(field: String, key: Vec<u8>) -> Key {
    Key { field, key, personal: false }
}

/// By what an open duty of an entry is judged, or that of each of its rows: the day that its time is counted from, the number of the row, and,
/// but for a first rule without a term, which rule that is and the item that names the term. Nothing where the duty is done, or no rule finds
/// a day.
fn open_by(duty: &Duty, of: &Of, rulebook: &Rulebook, fields: &Content) -> Vec<Vec<u8>> {
    match &of.rows {
        None => open_at(duty, rulebook, fields, None).into_iter().collect(),
        Some(code) => rows(fields, code).iter().filter_map(|row| open_at(duty, rulebook, fields, Some(row))).collect(),
    }
}

fn open_at(duty: &Duty, rulebook: &Rulebook, fields: &Content, row: Option<&Row>) -> Option<Vec<u8>> {
    let get = |code: &str| said(fields, row.map(|row| &row.cells), code);
    let done = duty.fulfilled_by.as_ref().and_then(|by| get(by.field.as_ref()?)?.day());
    let counted = counted(duty, rulebook, get).filter(|_| done.is_none())?;
    let numbers = [Some(day_number(counted.from)), row.map(|row| row.no)];
    let mut key: Vec<u8> = numbers.into_iter().flatten().flat_map(ordered).collect();
    let term = counted.rule.term.as_ref();
    if counted.no > 0 || term.is_some() {
        key.push(u8::try_from(counted.no).ok()?);
    }
    key.extend(term.and_then(|term| get(&term.by)?.text()).unwrap_or_default().bytes());
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_sort_by_body_then_month_then_day_and_are_read_back() {
        let places = [(2, 5, 9), (2, 5, 10), (2, 6, 1), (3, -1, 0), (10, 0, 0)].map(|(body, month, day)| place(BodyId(body), Month(month), day));
        assert!(places.is_sorted());
        assert_eq!(places.iter().filter_map(|place| body_and_month(place)).next(), Some((BodyId(2), Month(5))));
        assert_eq!(body_and_month(&[1, 2]), None);
    }
}
