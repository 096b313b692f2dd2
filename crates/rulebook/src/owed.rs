//! Keys by which duties are judged without reading entries: of entries whose duty is still open, and of entries that fulfil one.
//!
//! They stand among the keys of fields, under names that no field has, and follow from the content of entries as those do.

use qorgau_domain::BodyId;
use qorgau_domain::act::Key;
use qorgau_domain::time::{Month, day_number};
use qorgau_domain::value::{Content, Value, rows};

use crate::Rulebook;
use crate::duty::{Duty, Every};
use crate::register::{Register, Scene};

/// Under which name the entries stand whose duty is open.
#[must_use]
pub fn open(duty: &str) -> String {
    format!("@open:{duty}")
}

/// Under which name the entries stand that fulfil a duty of a period.
#[must_use]
pub fn counts(duty: &str) -> String {
    format!("@counts:{duty}")
}

/// Whether a duty of entries is judged by the entry's own fields alone.
#[must_use]
pub fn by_itself(duty: &Duty) -> bool {
    let own = duty.of.as_ref().is_some_and(|of| of.body_field.is_none());
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
    let ordered = |number: i64| (number ^ i64::MIN).to_be_bytes();
    [ordered(body.0), ordered(month.0), ordered(day)].concat()
}

/// The body and the month of a place's first 16 bytes.
#[must_use]
pub fn body_and_month(place: &[u8]) -> Option<(BodyId, Month)> {
    let read = |bytes: &[u8]| Some(i64::from_be_bytes(bytes.try_into().ok()?) ^ i64::MIN);
    Some((BodyId(read(place.get(..8)?)?), Month(read(place.get(8..16)?)?)))
}

/// The keys of a standing entry of a body.
#[must_use]
pub fn keys(rulebook: &Rulebook, register: &Register, fields: &Content, body: BodyId) -> Vec<Key> {
    let Some(day) = register.day_of(fields).map(day_number) else {
        return Vec::new();
    };
    let place = place(body, Month::of_day(day), day);
    let mut names = Vec::new();
    for duty in &rulebook.duties {
        let scene = Scene { register, row: None, fields };
        let of = duty.of.as_ref().filter(|of| of.register == register.code && by_itself(duty));
        if of.is_some_and(|of| of.conditions.iter().all(|condition| scene.holds(condition, &rulebook.lists))) && is_open(duty, fields) {
            names.push(open(&duty.code));
        }
        let by = duty
            .fulfilled_by
            .as_ref()
            .filter(|by| by.register.as_deref() == Some(&register.code) && by_one(duty));
        if by.is_some_and(|by| by.conditions.iter().all(|condition| scene.holds(condition, &rulebook.lists))) {
            names.push(counts(&duty.code));
        }
    }
    names.sort_unstable();
    names.dedup();
    let key = |field| Key {
        field,
        key: place.clone(),
        personal: false,
    };
    names.into_iter().map(key).collect()
}

/// Whether the entry, or any of the rows that the duty falls on, lacks the day that fulfils it.
fn is_open(duty: &Duty, fields: &Content) -> bool {
    let Some(field) = duty.fulfilled_by.as_ref().and_then(|by| by.field.as_ref()) else {
        return false;
    };
    let has = |cells: &Content| cells.get(field).or_else(|| fields.get(field)).and_then(Value::day).is_some();
    match duty.of.as_ref().and_then(|of| of.rows.as_ref()) {
        None => !has(fields),
        Some(code) => rows(fields, code).iter().any(|row| !has(&row.cells)),
    }
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
