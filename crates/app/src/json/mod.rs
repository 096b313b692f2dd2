//! Entries between programs: the fields of an entry as JSON and back, exactly; and what a register asks for as a JSON Schema.
//!
//! A field goes by its code. Numbers are decimal numbers, money in tenge; days are `2026-11-03`, moments RFC 3339; choices the codes of their
//! lists; other entries their identities; bodies their codes; a place is `{name, lat, lon}`, a span `{from, until}`, geometry GeoJSON text, a
//! hash hexadecimal digits; a row is an object of its sub-fields with its number as `@row`. Absent means not stated.

mod read;
mod schema;
pub mod shapes;

use jiff::civil::Date;
use qorgau_domain::ledger::hex;
use qorgau_domain::value::{Content, Place, Value};
use qorgau_domain::{BodyId, Tree, amount};
use qorgau_rulebook::register::Field;
use serde_json::{Map, Value as Json, json};

pub use read::read;
pub use schema::schema;

/// The key of a row's number; no field's code begins so.
const ROW: &str = "@row";

/// Bodies by codes, as they are on a day.
#[derive(Clone, Copy)]
pub struct Codes<'a> {
    /// The tree.
    pub tree: &'a Tree,
    /// The day.
    pub today: Date,
}

impl Codes<'_> {
    /// The code of a body: today's, else its last; where that is another's now, or there is none, `id:` and the body's number.
    #[must_use]
    pub fn of(self, body: BodyId) -> String {
        let last = || self.tree.versions().filter(|version| version.id == body).last();
        let version = self.tree.on(body, self.today).or_else(last);
        let code = version.map(|version| version.code.clone()).filter(|code| self.body(code) == Some(body));
        code.unwrap_or_else(|| format!("id:{}", body.0))
    }

    /// The body of a code.
    #[must_use]
    pub fn body(self, code: &str) -> Option<BodyId> {
        if let Some(number) = code.strip_prefix("id:") {
            return number.parse().ok().map(BodyId);
        }
        let ended = || self.tree.versions().filter(|version| version.code == code).last().map(|version| version.id);
        self.tree.by_code(code, self.today).or_else(ended)
    }
}

/// The fields of an entry, or the cells of a row. What the system fills in is not given to programs, nor taken from them.
#[must_use]
pub fn written(defs: &[Field], fields: &Content, codes: Codes<'_>) -> Map<String, Json> {
    let one = |(code, value): (&String, &Value)| {
        let def = defs.iter().find(|def| def.code == *code);
        let asked = def.is_none_or(|def| !def.filled);
        asked.then(|| (code.clone(), write(def, value, codes)))
    };
    fields.iter().filter_map(one).collect()
}

fn write(def: Option<&Field>, value: &Value, codes: Codes<'_>) -> Json {
    match value {
        Value::Text(text) | Value::Choice(text) | Value::Geometry(text) => json!(text),
        Value::Number(number) => decimal(*number, def.map_or(0, Field::digits)),
        Value::YesNo(yes) => json!(yes),
        Value::Date(date) => json!(date.to_string()),
        Value::Moment(moment) => json!(moment.to_string()),
        Value::Choices(chosen) => json!(chosen),
        Value::Entry(id) => json!(id.to_string()),
        Value::Body(body) => json!(codes.of(*body)),
        Value::Place(place) => self::place(place),
        Value::Span(span) => match span.until {
            Some(until) => json!({"from": span.from.to_string(), "until": until.to_string()}),
            None => json!({"from": span.from.to_string()}),
        },
        Value::Attachment(hash) => json!(hex(hash)),
        Value::Rows(rows) => {
            let defs = def.map_or(&[][..], |def| def.field.as_slice());
            let row = |row: &qorgau_domain::value::Row| {
                let mut cells = written(defs, &row.cells, codes);
                cells.insert(ROW.to_owned(), json!(row.no));
                Json::Object(cells)
            };
            Json::Array(rows.iter().map(row).collect())
        }
    }
}

/// A number at a scale. What a sound field holds has 15 digits at most, so that its decimal comes through a float unchanged.
fn decimal(number: i64, scale: u8) -> Json {
    let text = amount::plain(number, scale);
    text.parse::<i64>()
        .map_or_else(|_| json!(text.parse::<f64>().unwrap_or_default()), |whole| json!(whole))
}

fn place(place: &Place) -> Json {
    let mut parts = Map::new();
    if !place.name.is_empty() {
        parts.insert("name".to_owned(), json!(place.name));
    }
    if let Some((lat, lon)) = place.at {
        parts.insert("lat".to_owned(), decimal(lat, 6));
        parts.insert("lon".to_owned(), decimal(lon, 6));
    }
    Json::Object(parts)
}
