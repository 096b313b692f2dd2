//! Order-preserving keys of the fields marked filter or sort.

use qorgau_domain::act::Key;
use qorgau_domain::fold::fold;
use qorgau_domain::time::day_number;
use qorgau_domain::value::{Content, Value};

use crate::register::{Field, Register};

/// The longest key kept of a text, in bytes.
const LONGEST: usize = 64;

/// The keys of an entry, one for each value of each field marked filter or sort.
#[must_use]
pub fn keys(register: &Register, fields: &Content) -> Vec<Key> {
    let mut keys = Vec::new();
    for def in register.field.iter().filter(|def| def.filter || def.sort) {
        if let Some(value) = fields.get(&def.code) {
            put(def, value, &mut keys);
        }
    }
    keys.sort();
    keys.dedup();
    keys
}

fn put(def: &Field, value: &Value, keys: &mut Vec<Key>) {
    match value {
        Value::Choices(codes) => keys.extend(codes.iter().map(|code| key(def, code.as_bytes().to_vec()))),
        _ => keys.extend(bytes(value).map(|bytes| key(def, bytes))),
    }
}

fn key(def: &Field, key: Vec<u8>) -> Key {
    Key {
        field: def.code.clone(),
        key,
        personal: def.personal,
    }
}

/// The key of a single value; values without an order have none.
#[must_use]
pub fn bytes(value: &Value) -> Option<Vec<u8>> {
    Some(match value {
        Value::Text(text) => cut(fold(text).into_bytes()),
        Value::Choice(code) => code.clone().into_bytes(),
        Value::Number(number) => ordered(*number),
        Value::Date(date) => ordered(day_number(*date)),
        Value::Moment(moment) => ordered(moment.as_microsecond()),
        Value::YesNo(yes) => vec![u8::from(*yes)],
        Value::Body(id) => ordered(id.0),
        Value::Entry(id) => id.0.as_bytes().to_vec(),
        Value::Span(span) => ordered(span.days().0),
        _ => return None,
    })
}

/// Eight bytes that sort as the numbers do.
fn ordered(number: i64) -> Vec<u8> {
    (number.cast_unsigned() ^ (1 << 63)).to_be_bytes().to_vec()
}

fn cut(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.truncate(LONGEST);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_numbers_sort_as_the_numbers_do() {
        let numbers = [i64::MIN, -5, -1, 0, 1, 77, i64::MAX];
        assert!(numbers.map(ordered).is_sorted());
    }
}
