//! A form being filled: puts values under field codes and leaves out what is not stated.

use jiff::Timestamp;
use qorgau_domain::time::date_of;
use qorgau_domain::value::{Content, Place, Row, Span, Value};
use qorgau_domain::{BodyId, EntryId};

/// The moment so many minutes into a day by the clock of Almaty, five hours ahead of UTC.
pub(super) fn at(day: i64, minutes: i64) -> Option<Timestamp> {
    Timestamp::from_second(day * 86_400 + (minutes - 300) * 60).ok()
}

/// The fields filled so far. Days are day numbers.
#[derive(Debug, Default)]
pub(super) struct Form(Content);

impl Form {
    fn put(&mut self, field: &str, value: Value) -> &mut Self {
        self.0.insert(field.to_owned(), value);
        self
    }

    /// Text.
    pub(super) fn text(&mut self, field: &str, text: impl Into<String>) -> &mut Self {
        self.put(field, Value::Text(text.into()))
    }

    /// Text, when there is some.
    pub(super) fn text_if(&mut self, field: &str, text: Option<&str>) -> &mut Self {
        match text {
            Some(text) => self.text(field, text),
            None => self,
        }
    }

    /// Takes out what was put in.
    pub(super) fn leave_out(&mut self, field: &str) -> &mut Self {
        self.0.remove(field);
        self
    }

    /// The code of an item.
    pub(super) fn choice(&mut self, field: &str, code: &str) -> &mut Self {
        self.put(field, Value::Choice(code.to_owned()))
    }

    /// Codes of items; nothing when there are none.
    pub(super) fn choices(&mut self, field: &str, codes: &[&str]) -> &mut Self {
        if codes.is_empty() {
            return self;
        }
        let mut codes: Vec<String> = codes.iter().map(|code| (*code).to_owned()).collect();
        codes.sort_unstable();
        codes.dedup();
        self.put(field, Value::Choices(codes))
    }

    /// A number at its field's scale.
    pub(super) fn number(&mut self, field: &str, number: i64) -> &mut Self {
        self.put(field, Value::Number(number))
    }

    /// A yes.
    pub(super) fn yes(&mut self, field: &str) -> &mut Self {
        self.put(field, Value::YesNo(true))
    }

    /// A no.
    pub(super) fn no(&mut self, field: &str) -> &mut Self {
        self.put(field, Value::YesNo(false))
    }

    /// A moment: so many minutes into a day.
    pub(super) fn moment(&mut self, field: &str, day: i64, minutes: i64) -> &mut Self {
        match at(day, minutes) {
            Some(moment) => self.instant(field, moment),
            None => self,
        }
    }

    /// A moment that is known to the second.
    pub(super) fn instant(&mut self, field: &str, at: Timestamp) -> &mut Self {
        self.put(field, Value::Moment(at))
    }

    /// GeoJSON text.
    pub(super) fn geometry(&mut self, field: &str, text: String) -> &mut Self {
        self.put(field, Value::Geometry(text))
    }

    /// A day.
    pub(super) fn day(&mut self, field: &str, day: i64) -> &mut Self {
        self.put(field, Value::Date(date_of(day)))
    }

    /// A day, when it has come.
    pub(super) fn day_if(&mut self, field: &str, day: Option<i64>) -> &mut Self {
        match day {
            Some(day) => self.day(field, day),
            None => self,
        }
    }

    /// From a day to a last day, or still.
    pub(super) fn span(&mut self, field: &str, from: i64, until: Option<i64>) -> &mut Self {
        self.put(
            field,
            Value::Span(Span {
                from: date_of(from),
                until: until.map(date_of),
            }),
        )
    }

    /// A body.
    pub(super) fn body(&mut self, field: &str, body: BodyId) -> &mut Self {
        self.put(field, Value::Body(body))
    }

    /// Another entry, when there is one.
    pub(super) fn entry(&mut self, field: &str, entry: Option<EntryId>) -> &mut Self {
        match entry {
            Some(entry) => self.put(field, Value::Entry(entry)),
            None => self,
        }
    }

    /// A place.
    pub(super) fn place(&mut self, field: &str, place: Place) -> &mut Self {
        self.put(field, Value::Place(place))
    }

    /// Rows, numbered from 1; nothing when there are none.
    pub(super) fn rows(&mut self, field: &str, rows: Vec<Form>) -> &mut Self {
        if rows.is_empty() {
            return self;
        }
        let rows = (1..).zip(rows).map(|(no, Form(cells))| Row { no, cells }).collect();
        self.put(field, Value::Rows(rows))
    }

    /// What was filled.
    pub(super) fn done(self) -> Content {
        self.0
    }
}
