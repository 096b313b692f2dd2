//! Whether an entry may be there already: a simple rule, told in words, that stops nobody.
//!
//! Another standing entry of the same register and body, of the same day or the day beside it, may be the same fact where every
//! required choice is the same and at least one of these is too: the place, a person, the organisation, a document's number.

use jiff::ToSpan;
use jiff::civil::Date;
use qorgau_domain::entry::Entry;
use qorgau_domain::fold::fold;
use qorgau_domain::time::day_number;
use qorgau_domain::value::{Content, Place, Value};
use qorgau_domain::{BodyId, EntryId};
use qorgau_rulebook::register::{Field, FieldType, Register};
use qorgau_store::Scope;

use super::say::pointed;
use crate::{App, AppError};

/// How near two points are taken for one place: about a kilometre, in millionths of a degree of latitude.
const NEAR: i64 = 9_000;

/// How many are named.
const NAMED: usize = 3;

/// An entry that may be the same fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    /// The entry.
    pub entry: Entry,
    /// The fields in which it is the same.
    pub fields: Vec<String>,
}

impl App {
    /// Standing entries of a body that may be the same fact as these fields, but for the entry itself.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn alike(&self, register: &Register, body: BodyId, id: EntryId, fields: &Content) -> Result<Vec<Alike>, AppError> {
        let Some(day) = register.day_of(fields) else {
            return Ok(Vec::new());
        };
        let scope = Scope::of(body, [body].into());
        let (from, until) = (beside(day, -1), beside(day, 1));
        let stored = self.store.entries(&scope, &register.code, day_number(from), day_number(until)).await?;
        let others = stored.into_iter().map(|stored| stored.entry).filter(|entry| entry.id != id);
        let alike = others.filter_map(|entry| {
            let fields = same(register, fields, &entry.fields)?;
            Some(Alike { entry, fields })
        });
        Ok(alike.take(NAMED).collect())
    }
}

fn beside(day: Date, days: i64) -> Date {
    day.saturating_add(days.days())
}

/// The fields in which two entries are the same; `None` where they cannot be taken for one fact.
pub(crate) fn same(register: &Register, one: &Content, other: &Content) -> Option<Vec<String>> {
    let mut fields = Vec::new();
    for def in register.field.iter().filter(|def| def.required && def.kind == FieldType::Choice) {
        if one.get(&def.code) != other.get(&def.code) {
            return None;
        }
        fields.push(def.code.clone());
    }
    let telling: Vec<String> = register.field.iter().filter(|def| tells(def, one, other)).map(|def| def.code.clone()).collect();
    if telling.is_empty() {
        return None;
    }
    fields.extend(telling);
    Some(fields)
}

/// Whether a field has in both what makes them likely one fact.
fn tells(def: &Field, one: &Content, other: &Content) -> bool {
    let (Some(a), Some(b)) = (one.get(&def.code), other.get(&def.code)) else {
        return false;
    };
    match (a, b) {
        (Value::Place(a), Value::Place(b)) => same_place(a, b),
        (Value::Entry(a), Value::Entry(b)) => def.kind == FieldType::Organisation && a == b,
        (Value::Text(a), Value::Text(b)) => (def.filter || def.sort) && fold(a) == fold(b),
        (Value::Rows(_), Value::Rows(_)) => {
            let persons = |value: &Value| -> Vec<EntryId> {
                let codes = def.field.iter().filter(|sub| sub.kind == FieldType::Person).map(|sub| sub.code.as_str());
                let codes: Vec<&str> = codes.collect();
                let rows = value.rows().iter().flat_map(|row| row.cells.iter());
                let cells: Content = rows
                    .filter(|(code, _)| codes.contains(&code.as_str()))
                    .enumerate()
                    .map(|(at, (_, value))| (at.to_string(), value.clone()))
                    .collect();
                pointed(&cells)
            };
            let others = persons(b);
            persons(a).iter().any(|person| others.contains(person))
        }
        _ => false,
    }
}

fn same_place(a: &Place, b: &Place) -> bool {
    let named = !a.name.is_empty() && fold(&a.name) == fold(&b.name);
    let near =
        a.at.zip(b.at)
            .is_some_and(|((lat, lon), (other_lat, other_lon))| (lat - other_lat).abs() <= NEAR && (lon - other_lon).abs() <= NEAR);
    named || near
}
