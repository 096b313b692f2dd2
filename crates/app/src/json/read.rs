//! From JSON to the fields of an entry.

use qorgau_domain::value::{Content, Place, Row, Span, Value};
use qorgau_domain::{EntryId, amount};
use qorgau_rulebook::register::{Field, FieldType, Register};
use qorgau_rulebook::validate::Fault;
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::{Codes, ROW};
use crate::forms::{MOST_ROWS, Trouble, name_of};
use crate::typed::{self, NotRead};

/// The fields that a JSON object says, and what of it cannot be read: also every field that the register does not know.
#[must_use]
pub fn read(register: &Register, fields: &Map<String, Json>, codes: Codes<'_>) -> (Content, Vec<Trouble>) {
    let mut reader = Reader { codes, troubles: Vec::new() };
    let content = reader.fields(&register.field, fields, None);
    (content, reader.troubles)
}

struct Reader<'a> {
    codes: Codes<'a>,
    troubles: Vec<Trouble>,
}

impl Reader<'_> {
    fn wrong(&mut self, name: String, not_read: NotRead) {
        let why = match not_read {
            NotRead::Fault(fault) => fault.into(),
            other => crate::forms::Why::NotRead(other),
        };
        self.troubles.push(Trouble { name, why });
    }

    fn fields(&mut self, defs: &[Field], fields: &Map<String, Json>, rows: Option<(&str, i64)>) -> Content {
        let mut content = Content::new();
        for (code, json) in fields {
            let name = name_of(rows, code);
            let Some(def) = defs.iter().find(|def| def.code == *code && !def.filled) else {
                if rows.is_none() || code != ROW {
                    self.wrong(name, NotRead::Fault(Fault::Unknown));
                }
                continue;
            };
            // Not stated.
            if json.is_null() {
                continue;
            }
            let value = if def.kind == FieldType::Rows {
                self.rows(def, json)
            } else {
                value(def, json, self.codes)
            };
            match value {
                Ok(value) => drop(content.insert(code.clone(), value)),
                Err(not_read) => self.wrong(name, not_read),
            }
        }
        content
    }

    fn rows(&mut self, def: &Field, json: &Json) -> Result<Value, NotRead> {
        let made = json.as_array().filter(|rows| rows.len() <= MOST_ROWS).ok_or_else(wrong_type)?;
        let mut rows = Vec::new();
        for (at, json) in (1_i64..).zip(made) {
            let cells = json.as_object().ok_or_else(wrong_type)?;
            let no = match cells.get(ROW) {
                None => at,
                Some(no) => no.as_i64().filter(|no| (1..=999_999).contains(no)).ok_or_else(wrong_type)?,
            };
            let cells = self.fields(&def.field, cells, Some((&def.code, no)));
            rows.push(Row { no, cells });
        }
        // Rows stand in the order of their numbers, none twice.
        rows.sort_by_key(|row| row.no);
        let twice = rows.windows(2).any(|pair| matches!(pair, [one, other] if one.no == other.no));
        if twice { Err(wrong_type()) } else { Ok(Value::Rows(rows)) }
    }
}

fn wrong_type() -> NotRead {
    NotRead::Fault(Fault::WrongType)
}

fn value(def: &Field, json: &Json, codes: Codes<'_>) -> Result<Value, NotRead> {
    let said = || text(json);
    Ok(match def.kind {
        FieldType::Whole | FieldType::Decimal | FieldType::Money => Value::Number(number(json, def.digits())?),
        FieldType::YesNo => Value::YesNo(json.as_bool().ok_or_else(wrong_type)?),
        FieldType::Date => Value::Date(day(json)?),
        FieldType::Datetime => Value::Moment(said()?.parse().map_err(|_| NotRead::Moment(json.to_string()))?),
        FieldType::Choice => Value::Choice(said()?.to_owned()),
        FieldType::Choices => Value::Choices(choices(json)?),
        FieldType::Person | FieldType::Organisation | FieldType::Officer | FieldType::Link => {
            let id = Uuid::try_parse(said()?).map_err(|_| NotRead::Chosen(json.to_string()))?;
            Value::Entry(EntryId(id))
        }
        FieldType::Body => Value::Body(codes.body(said()?).ok_or_else(|| NotRead::Chosen(json.to_string()))?),
        FieldType::Place => Value::Place(place(json)?),
        FieldType::Span => Value::Span(span(json)?),
        FieldType::Geometry => Value::Geometry(typed::outline(said()?)?),
        FieldType::Text | FieldType::LongText => Value::Text(said()?.to_owned()),
        FieldType::Rows => return Err(wrong_type()),
    })
}

/// A text that says something; none holds signs that no keyboard writes and no printed form shows.
fn text(json: &Json) -> Result<&str, NotRead> {
    let text = json.as_str().ok_or_else(wrong_type)?;
    let strange = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\t');
    if text.trim().is_empty() || text.contains(strange) {
        return Err(wrong_type());
    }
    Ok(text)
}

fn number(json: &Json, scale: u8) -> Result<i64, NotRead> {
    let number = json.as_number().ok_or_else(wrong_type)?;
    let text = match (number.as_i64(), number.as_f64()) {
        (Some(whole), _) => whole.to_string(),
        (None, Some(decimal)) => decimal.to_string(),
        (None, None) => number.to_string(),
    };
    amount::parse(&text, scale).ok_or(NotRead::Number(text))
}

fn day(json: &Json) -> Result<jiff::civil::Date, NotRead> {
    let text = text(json)?;
    let plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let day = text.parse().ok().filter(|_| plain);
    day.ok_or_else(|| NotRead::Day(text.to_owned()))
}

fn choices(json: &Json) -> Result<Vec<String>, NotRead> {
    let chosen = json.as_array().ok_or_else(wrong_type)?;
    let mut codes = chosen.iter().map(|code| text(code).map(str::to_owned)).collect::<Result<Vec<_>, _>>()?;
    codes.sort();
    codes.dedup();
    Ok(codes)
}

/// The parts of an object that has no others.
fn parts<'a, const N: usize>(json: &'a Json, names: [&str; N]) -> Result<[Option<&'a Json>; N], NotRead> {
    let object = json.as_object().ok_or_else(wrong_type)?;
    if object.keys().any(|name| !names.contains(&name.as_str())) {
        return Err(wrong_type());
    }
    Ok(names.map(|name| object.get(name).filter(|part| !part.is_null())))
}

fn place(json: &Json) -> Result<Place, NotRead> {
    let [name, lat, lon] = parts(json, ["name", "lat", "lon"])?;
    let name = name.map(text).transpose()?.unwrap_or_default().to_owned();
    let at = match (lat, lon) {
        (None, None) => None,
        (Some(lat), Some(lon)) => Some((number(lat, 6)?, number(lon, 6)?)),
        _ => return Err(wrong_type()),
    };
    let place = Place { name, at };
    if place == Place::default() { Err(wrong_type()) } else { Ok(place) }
}

fn span(json: &Json) -> Result<Span, NotRead> {
    let [from, until] = parts(json, ["from", "until"])?;
    let from = day(from.ok_or(NotRead::Fault(Fault::Missing))?)?;
    Ok(Span {
        from,
        until: until.map(day).transpose()?,
    })
}
