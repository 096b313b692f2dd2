//! The fields of an entry in words of one language, as a page shows them.

use std::collections::BTreeMap;

use qorgau_domain::value::{Content, Place, Value};
use qorgau_domain::{BodyId, EntryId, Tree};
use qorgau_l10n::L10n;
use qorgau_rulebook::register::{Field, FieldType};

use crate::{App, show, typed};

/// What is needed to say values.
pub struct Saying<'a> {
    /// Lists and the time zone.
    pub app: &'a App,
    /// The language.
    pub l: &'a L10n,
    /// Bodies by name.
    pub tree: &'a Tree,
    /// Entries that may be named, by what they are called.
    pub labels: &'a BTreeMap<EntryId, String>,
}

impl Saying<'_> {
    /// A value that is no rows.
    #[must_use]
    pub fn value(&self, def: &Field, value: &Value) -> String {
        let l = self.l;
        match value {
            Value::Text(text) => text.clone(),
            Value::Geometry(text) => show::outline(l, text),
            Value::Number(number) => self.number(def, *number),
            Value::YesNo(true) => l.forms_yes(),
            Value::YesNo(false) => l.forms_no(),
            Value::Date(date) => l.date(*date),
            Value::Moment(moment) => l.moment(moment, self.app.zone()),
            Value::Choice(code) => show::name(&self.app.rulebook, def, code, l.lang()),
            Value::Choices(codes) => {
                let names = codes.iter().map(|code| show::name(&self.app.rulebook, def, code, l.lang()));
                names.collect::<Vec<_>>().join("; ")
            }
            Value::Entry(id) => self.labels.get(id).cloned().unwrap_or_else(|| l.forms_not_shown()),
            Value::Body(body) => self.body(*body),
            Value::Place(place) => self::place(place),
            Value::Span(span) => match span.until {
                Some(until) => format!("{} – {}", l.date(span.from), l.date(until)),
                None => l.forms_since(&l.date(span.from)),
            },
            Value::Attachment(hash) => qorgau_domain::ledger::hex(hash),
            Value::Rows(rows) => {
                let said = rows.iter().map(|row| self.row(def, &row.cells));
                said.collect::<Vec<_>>().join("; ")
            }
        }
    }

    /// The cells of a row, one after the other.
    #[must_use]
    pub fn row(&self, rows: &Field, cells: &Content) -> String {
        let cell = |def: &Field| {
            cells
                .get(&def.code)
                .map(|value| format!("{}: {}", def.name.get(self.l.lang()), self.value(def, value)))
        };
        rows.field.iter().filter_map(cell).collect::<Vec<_>>().join(", ")
    }

    fn number(&self, def: &Field, number: i64) -> String {
        let figure = show::figure(self.l, def, number);
        if def.kind == FieldType::Money {
            return format!("{figure} ₸");
        }
        let unit = def.unit.as_ref().and_then(|unit| self.app.rulebook.units.get(unit));
        unit.map_or(figure.clone(), |unit| format!("{figure} {}", unit.name.get(self.l.lang())))
    }

    /// A body by its last name.
    #[must_use]
    pub fn body(&self, body: BodyId) -> String {
        let versions = self.tree.versions().filter(|version| version.id == body);
        versions.last().map_or_else(String::new, |version| version.name.get(self.l.lang()).to_owned())
    }
}

fn place(place: &Place) -> String {
    let at = place.at.map(typed::written);
    let parts = [Some(place.name.clone()).filter(|name| !name.is_empty()), at];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// Every entry that fields point to.
#[must_use]
pub fn pointed(fields: &Content) -> Vec<EntryId> {
    let mut ids = Vec::new();
    for value in fields.values() {
        match value {
            Value::Entry(id) => ids.push(*id),
            Value::Rows(rows) => rows.iter().for_each(|row| ids.extend(pointed(&row.cells))),
            _ => {}
        }
    }
    ids.sort_unstable();
    ids.dedup();
    ids
}
