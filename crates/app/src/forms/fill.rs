//! From the fields of an entry to what a form shows.

use jiff::tz::TimeZone;
use qorgau_domain::ledger::hex;
use qorgau_domain::value::{Content, Value};
use qorgau_rulebook::register::{Field, Register};

use super::{Typed, name_of};
use crate::typed;

/// What a form shows of an entry's fields.
#[must_use]
pub fn typed(register: &Register, fields: &Content, zone: &TimeZone) -> Typed {
    let mut shown = Typed::default();
    put_all(&mut shown, &register.field, fields, None, zone);
    shown
}

fn put_all(shown: &mut Typed, defs: &[Field], fields: &Content, rows: Option<(&str, i64)>, zone: &TimeZone) {
    for def in defs.iter().filter(|def| !def.filled) {
        if let Some(value) = fields.get(&def.code) {
            put(shown, def, value, name_of(rows, &def.code), zone);
        }
    }
}

fn put(shown: &mut Typed, def: &Field, value: &Value, name: String, zone: &TimeZone) {
    let text = match value {
        Value::Text(text) | Value::Choice(text) | Value::Geometry(text) => text.clone(),
        Value::Number(number) => typed::plain(*number, def.digits()),
        Value::YesNo(yes) => (if *yes { "1" } else { "0" }).to_owned(),
        Value::Date(date) => typed::of_day(*date),
        Value::Moment(moment) => typed::of_moment(*moment, zone),
        Value::Entry(id) => id.to_string(),
        Value::Body(id) => id.0.to_string(),
        Value::Attachment(hash) => hex(hash),
        Value::Choices(codes) => return shown.set_all(name, codes.clone()),
        Value::Place(place) => {
            shown.set(format!("{name}.name"), place.name.clone());
            shown.set(format!("{name}.at"), place.at.map_or_else(String::new, typed::written));
            return;
        }
        Value::Span(span) => {
            shown.set(format!("{name}.from"), typed::of_day(span.from));
            shown.set(format!("{name}.until"), span.until.map_or_else(String::new, typed::of_day));
            return;
        }
        Value::Rows(rows) => {
            for row in rows {
                shown.set(format!("{name}.{}", row.no), "");
                put_all(shown, &def.field, &row.cells, Some((&def.code, row.no)), zone);
            }
            return;
        }
    };
    shown.set(name, text);
}
