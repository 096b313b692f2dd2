//! Values as text.

use jiff::tz::TimeZone;
use qorgau_domain::value::{Place, Row, Value};
use qorgau_domain::{Lang, Tree, amount};
use qorgau_l10n::L10n;
use qorgau_rulebook::Rulebook;
use qorgau_rulebook::register::Field;

use crate::map;

/// A value as text: days as ISO, choices by name, rows parted by semicolons.
#[must_use]
pub fn text(rulebook: &Rulebook, tree: &Tree, def: &Field, value: &Value, lang: Lang) -> String {
    match value {
        Value::Text(text) | Value::Geometry(text) => text.clone(),
        Value::Number(number) => amount::plain(*number, def.digits()),
        Value::YesNo(yes) => (if *yes { "1" } else { "0" }).to_owned(),
        Value::Date(date) => date.to_string(),
        Value::Moment(moment) => moment.to_string(),
        Value::Choice(code) => name(rulebook, def, code, lang),
        Value::Choices(codes) => codes.iter().map(|code| name(rulebook, def, code, lang)).collect::<Vec<_>>().join("; "),
        Value::Entry(id) => id.to_string(),
        Value::Body(id) => tree
            .versions()
            .filter(|version| version.id == *id)
            .last()
            .map_or_else(String::new, |version| version.name.get(lang).to_owned()),
        Value::Place(place) => self::place(place),
        Value::Span(span) => format!("{}/{}", span.from, span.until.map_or_else(|| "..".to_owned(), |until| until.to_string())),
        Value::Attachment(hash) => qorgau_domain::ledger::hex(hash),
        Value::Rows(rows) => rows.iter().map(|row| self::row(rulebook, tree, def, row, lang)).collect::<Vec<_>>().join("; "),
    }
}

/// A single value as people read it on a screen: days and figures as they are written in the language, yes and no in words. Entries are
/// shown by what they are called, by whoever knows it.
#[must_use]
pub fn shown(rulebook: &Rulebook, tree: &Tree, (l, zone): (&L10n, &TimeZone), def: &Field, value: &Value) -> String {
    match value {
        Value::Number(number) => {
            let unit = def
                .unit
                .as_deref()
                .and_then(|unit| rulebook.units.get(unit))
                .map(|unit| unit.name.get(l.lang()));
            let figure = figure(l, def, *number);
            unit.map_or_else(|| figure.clone(), |unit| format!("{figure} {unit}"))
        }
        Value::YesNo(yes) => {
            if *yes {
                l.find_yes()
            } else {
                l.find_no()
            }
        }
        Value::Date(date) => l.date(*date),
        Value::Moment(moment) => l.moment(moment, zone),
        Value::Span(span) => format!("{} – {}", l.date(span.from), span.until.map_or_else(|| l.find_open(), |until| l.date(until))),
        Value::Choices(codes) => codes.iter().map(|code| name(rulebook, def, code, l.lang())).collect::<Vec<_>>().join(", "),
        Value::Entry(_) | Value::Rows(_) => String::new(),
        _ => text(rulebook, tree, def, value, l.lang()),
    }
}

/// An outline in a line of text; it is looked at on a map. What is neither area nor line stands as it was typed.
#[must_use]
pub fn outline(l: &L10n, geojson: &str) -> String {
    match i64::try_from(map::corners(geojson)) {
        Ok(corners @ 1..) => l.shown_outline(corners),
        _ => geojson.to_owned(),
    }
}

/// A number as people write it; a year is no amount and has no space between its digits.
#[must_use]
pub fn figure(l: &L10n, def: &Field, number: i64) -> String {
    if def.year { number.to_string() } else { l.number(number, def.digits()) }
}

/// The name of a chosen item; its code where the list no longer has it.
#[must_use]
pub fn name(rulebook: &Rulebook, def: &Field, code: &str, lang: Lang) -> String {
    let item = def.list.as_ref().and_then(|list| rulebook.item(list, code));
    item.map_or_else(|| code.to_owned(), |item| item.name.get(lang).to_owned())
}

fn row(rulebook: &Rulebook, tree: &Tree, def: &Field, row: &Row, lang: Lang) -> String {
    let cell = |sub: &Field| row.cells.get(&sub.code).map(|value| text(rulebook, tree, sub, value, lang));
    def.field.iter().filter_map(cell).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
}

fn place(place: &Place) -> String {
    let at = place.at.map(|(lat, lon)| format!("{}, {}", amount::plain(lat, 6), amount::plain(lon, 6)));
    [Some(place.name.clone()).filter(|name| !name.is_empty()), at]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("; ")
}
