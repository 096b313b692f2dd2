//! What a register asks for, as a JSON Schema (2020-12) of the fields of its entries. Names and hints stand in three languages beside it.

use qorgau_domain::Text3;
use qorgau_rulebook::Rulebook;
use qorgau_rulebook::register::{Field, FieldType, Register};
use qorgau_rulebook::validate::text_most;
use serde_json::{Map, Value as Json, json};

use super::ROW;
use crate::forms::MOST_ROWS;

/// The schema of the fields of a register's entries.
#[must_use]
pub fn schema(rulebook: &Rulebook, register: &Register) -> Json {
    let mut schema = object(rulebook, &register.field, None);
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("$id".to_owned(), json!(format!("/api/v1/registers/{}", register.code)));
    called(&mut schema, &register.name, register.help.as_ref());
    schema.insert("x-code".to_owned(), json!(register.code));
    schema.insert("x-version".to_owned(), json!(register.version));
    schema.insert("x-clauses".to_owned(), json!(register.clauses));
    schema.insert("x-day".to_owned(), json!(register.day));
    Json::Object(schema)
}

/// A text in three languages.
#[must_use]
pub(super) fn text3(text: &Text3) -> Json {
    json!({"kk": text.kk, "ru": text.ru, "en": text.en})
}

fn called(schema: &mut Map<String, Json>, name: &Text3, help: Option<&Text3>) {
    schema.insert("title".to_owned(), json!(name.kk));
    schema.insert("x-name".to_owned(), text3(name));
    if let Some(help) = help {
        schema.insert("description".to_owned(), json!(help.kk));
        schema.insert("x-help".to_owned(), text3(help));
    }
}

fn object(rulebook: &Rulebook, defs: &[Field], row: Option<Json>) -> Map<String, Json> {
    let asked = defs.iter().filter(|def| !def.filled);
    let mut properties: Map<String, Json> = asked.map(|def| (def.code.clone(), field(rulebook, def))).collect();
    properties.extend(row.map(|row| (ROW.to_owned(), row)));
    let required: Vec<&str> = defs.iter().filter(|def| def.required).map(|def| def.code.as_str()).collect();
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), Json::Object(properties));
    schema.insert("required".to_owned(), json!(required));
    schema.insert("additionalProperties".to_owned(), json!(false));
    schema
}

fn field(rulebook: &Rulebook, def: &Field) -> Json {
    let mut schema = match kind(rulebook, def) {
        Json::Object(schema) => schema,
        _ => Map::new(),
    };
    called(&mut schema, &def.name, def.help.as_ref());
    let mut note = |name: &str, said: Json| schema.insert(format!("x-{name}"), said);
    if let Some(list) = &def.list {
        note("list", json!(format!("/api/v1/lists/{list}")));
    }
    if let Some(register) = def.points_to() {
        note("register", json!(register));
    }
    if let Some(unit) = &def.unit {
        note("unit", json!(unit));
    }
    for (name, holds) in [
        ("personal", def.personal),
        ("filter", def.filter),
        ("sort", def.sort),
        ("not-future", def.not_future),
    ] {
        if holds {
            note(name, json!(true));
        }
    }
    Json::Object(schema)
}

fn kind(rulebook: &Rulebook, def: &Field) -> Json {
    let day = || json!({"type": "string", "format": "date"});
    match def.kind {
        FieldType::Text | FieldType::LongText => json!({"type": "string", "minLength": 1, "maxLength": text_most(def.kind), "pattern": r"\S"}),
        FieldType::Whole => json!({"type": "integer", "minimum": 0}),
        FieldType::Decimal | FieldType::Money => {
            let step: f64 = qorgau_domain::amount::plain(1, def.digits()).parse().unwrap_or(1.0);
            json!({"type": "number", "minimum": 0, "multipleOf": step})
        }
        FieldType::Date => day(),
        FieldType::Datetime => json!({"type": "string", "format": "date-time"}),
        FieldType::YesNo => json!({"type": "boolean"}),
        FieldType::Choice => codes(rulebook, def),
        FieldType::Choices => json!({"type": "array", "items": codes(rulebook, def), "uniqueItems": true}),
        FieldType::Person | FieldType::Organisation | FieldType::Officer | FieldType::Link => json!({"type": "string", "format": "uuid"}),
        FieldType::Body => json!({"type": "string", "minLength": 1}),
        FieldType::Place => json!({
            "type": "object",
            "properties": {
                "name": {"type": "string", "minLength": 1, "maxLength": text_most(def.kind)},
                "lat": {"type": "number", "minimum": -90, "maximum": 90},
                "lon": {"type": "number", "minimum": -180, "maximum": 180},
            },
            "dependentRequired": {"lat": ["lon"], "lon": ["lat"]},
            "minProperties": 1,
            "additionalProperties": false,
        }),
        FieldType::Span => json!({
            "type": "object",
            "properties": {"from": day(), "until": day()},
            "required": ["from"],
            "additionalProperties": false,
        }),
        FieldType::Geometry => json!({"type": "string", "contentMediaType": "application/geo+json"}),
        FieldType::Rows => {
            let row = object(rulebook, &def.field, Some(json!({"type": "integer", "minimum": 1, "maximum": 999_999})));
            json!({"type": "array", "items": row, "maxItems": MOST_ROWS})
        }
    }
}

fn codes(rulebook: &Rulebook, def: &Field) -> Json {
    let list = def.list.as_ref().and_then(|list| rulebook.lists.get(list));
    let mut codes: Vec<&str> = list.iter().flat_map(|list| &list.item).map(|item| item.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    json!({"type": "string", "enum": codes})
}
