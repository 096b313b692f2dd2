//! Order-preserving keys of an entry: its day, the fields marked filter or sort, the words it is found by, the entries it names.

use qorgau_domain::act::Key;
use qorgau_domain::fold::fold;
use qorgau_domain::keys::{DAY, LINK, WORD, ordered};
use qorgau_domain::search;
use qorgau_domain::time::day_number;
use qorgau_domain::value::{Content, Value};

use crate::register::{Field, FieldType, Register};

/// In which form keys follow from a rulebook and the content of an entry, here and in [`crate::owed`]. Raised whenever other keys follow from the
/// same: every rulebook is another one then, and databases ask to be changed over.
pub const FORM: u32 = 2;

/// The longest key kept of a text, in bytes.
const LONGEST: usize = 64;

/// The most words of one field that an entry is found by.
const MOST_WORDS: usize = 40;

/// The most plates and numbers written in parts of one field.
const MOST_IN_PARTS: usize = 8;

/// The keys of an entry: one for each value of each field marked filter or sort, an empty one where such a field is not stated, and those
/// that every entry has. The store adds the number, which it gives itself.
#[must_use]
pub fn keys(register: &Register, fields: &Content) -> Vec<Key> {
    let mut keys = Vec::new();
    let day = register.day_of(fields).map(|day| ordered(day_number(day)));
    keys.push(key(DAY, day.unwrap_or_default(), false));
    for def in register.field.iter().filter(|def| def.filter || def.sort) {
        match fields.get(&def.code) {
            Some(Value::Choices(codes)) if !codes.is_empty() => {
                keys.extend(codes.iter().map(|code| key(&def.code, code.as_bytes().to_vec(), def.personal)));
            }
            value => match value.and_then(bytes) {
                Some(bytes) if !bytes.is_empty() => keys.push(key(&def.code, bytes, def.personal)),
                // What is not stated is nobody's secret, and stays in its place when the personal part is erased.
                _ => keys.push(key(&def.code, Vec::new(), false)),
            },
        }
    }
    found_by(&register.field, fields, false, &mut keys);
    // Of a word that stands in both parts, the plain one is kept.
    keys.sort();
    keys.dedup_by(|later, kept| later.field == kept.field && later.key == kept.key);
    keys
}

fn key(field: &str, key: Vec<u8>, personal: bool) -> Key {
    Key {
        field: field.to_owned(),
        key,
        personal,
    }
}

/// The words that stand in fields and rows, and the entries they name.
fn found_by(defs: &[Field], fields: &Content, personal: bool, keys: &mut Vec<Key>) {
    for (code, value) in fields {
        // What is filled in repeats what other entries say: those are found by it.
        let Some(def) = defs.iter().find(|def| def.code == *code && !def.filled) else {
            continue;
        };
        let personal = personal || def.personal;
        match value {
            Value::Text(text) if matches!(def.kind, FieldType::Text | FieldType::LongText) => words(text, personal, keys),
            Value::Place(place) => words(&place.name, personal, keys),
            Value::Entry(id) => keys.push(key(LINK, id.0.as_bytes().to_vec(), personal)),
            Value::Rows(rows) => rows.iter().for_each(|row| found_by(&def.field, &row.cells, personal, keys)),
            _ => {}
        }
    }
}

fn words(text: &str, personal: bool, keys: &mut Vec<Key>) {
    let words = search::words(text).into_iter().take(MOST_WORDS);
    let words = words.chain(search::in_parts(text).into_iter().take(MOST_IN_PARTS));
    keys.extend(words.map(|word| key(WORD, word.into_bytes(), personal)));
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

fn cut(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.truncate(LONGEST);
    bytes
}
