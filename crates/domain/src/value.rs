//! What a field of an entry can hold.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::ids::{BodyId, EntryId};
use crate::time::{OPEN, day_number};

/// Where something happened: a settlement by name, coordinates, or both.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// Settlement or locality as written.
    pub name: String,
    /// Latitude and longitude in millionths of a degree (WGS 84).
    pub at: Option<(i64, i64)>,
}

/// From a day to a last day; open while it has not ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First day.
    pub from: Date,
    /// Last day; `None` while it goes on.
    pub until: Option<Date>,
}

impl Span {
    /// First and last day as day numbers; an open end is [`OPEN`].
    #[must_use]
    pub fn days(self) -> (i64, i64) {
        (day_number(self.from), self.until.map_or(OPEN, day_number))
    }
}

/// One row of a rows field. Its number stays with it through every correction.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// Number within the field, from 1.
    pub no: i64,
    /// Sub-fields.
    pub cells: Content,
}

/// The value of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Text, long text.
    Text(String),
    /// Whole number; also decimals at their field's scale and money in tiyn.
    Number(i64),
    /// Yes or no.
    YesNo(bool),
    /// A day.
    Date(Date),
    /// A moment, in UTC.
    Moment(Timestamp),
    /// The code of a reference item.
    Choice(String),
    /// Codes of reference items, sorted, none twice.
    Choices(Vec<String>),
    /// Another entry: person, organisation, officer, or any link.
    Entry(EntryId),
    /// A body of the service.
    Body(BodyId),
    /// A place.
    Place(Place),
    /// From a day to a day.
    Span(Span),
    /// Geometry as GeoJSON text.
    Geometry(String),
    /// The SHA-256 of an attachment.
    Attachment([u8; 32]),
    /// Rows of sub-fields.
    Rows(Vec<Row>),
}

/// The fields of an entry by their codes. Absent means not stated, which is never zero.
pub type Content = BTreeMap<String, Value>;

impl Value {
    /// The date, or the first day of a span.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        match self {
            Value::Date(date) => Some(*date),
            Value::Span(span) => Some(span.from),
            _ => None,
        }
    }

    /// The number.
    #[must_use]
    pub fn number(&self) -> Option<i64> {
        if let Value::Number(number) = self { Some(*number) } else { None }
    }

    /// The text, or the code of a choice.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) | Value::Choice(text) => Some(text),
            _ => None,
        }
    }

    /// The rows; none for any other value.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        if let Value::Rows(rows) = self { rows } else { &[] }
    }
}

/// The rows of a field; none when it is absent.
#[must_use]
pub fn rows<'a>(content: &'a Content, field: &str) -> &'a [Row] {
    content.get(field).map_or(&[], Value::rows)
}

/// The two parts of an entry laid into one: rows with one number become one row.
#[must_use]
pub fn merged(plain: &Content, personal: &Content) -> Content {
    let mut whole = plain.clone();
    for (field, value) in personal {
        match (whole.get_mut(field), value) {
            (Some(Value::Rows(rows)), Value::Rows(more)) => merge_rows(rows, more),
            _ => {
                whole.insert(field.clone(), value.clone());
            }
        }
    }
    whole
}

fn merge_rows(rows: &mut Vec<Row>, more: &[Row]) {
    for extra in more {
        match rows.iter_mut().find(|row| row.no == extra.no) {
            Some(row) => row.cells.extend(extra.cells.iter().map(|(k, v)| (k.clone(), v.clone()))),
            None => rows.push(extra.clone()),
        }
    }
}
