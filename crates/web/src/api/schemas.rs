//! The shapes of the interface, as schemas of its description.

use serde_json::{Map, Value, json};

/// Every schema by its name.
pub(super) fn schemas() -> Value {
    let (text, whole, maybe) = (
        || json!({"type": "string"}),
        || json!({"type": "integer"}),
        || json!({"type": ["string", "null"]}),
    );
    let text3 = || object(&[("kk", text()), ("ru", text()), ("en", text())], &[]);
    let based_on = || json!({"type": "integer", "minimum": 1, "maximum": i64::from(i32::MAX)});
    let reason = || json!({"type": "string", "pattern": r"\S", "maxLength": super::entries::REASON_MOST});
    let number = || json!({"type": ["number", "null"]});
    let fields = || json!({"type": "object", "description": "By the schema of the register."});
    let entry = [
        ("id", json!({"type": "string", "format": "uuid"})),
        ("register", text()),
        ("form", whole()),
        ("revision", whole()),
        ("body", text()),
        ("book", text()),
        ("number", whole()),
        ("year", whole()),
        ("day", maybe()),
        ("state", json!({"type": "string", "enum": ["active", "withdrawn"]})),
        ("reason", maybe()),
        ("moved", maybe()),
        ("erased", json!({"type": "boolean"})),
        ("fields", fields()),
    ];
    let revision: Vec<(&str, Value)> = entry.iter().cloned().chain([("actor", text()), ("received_at", text())]).collect();
    let known = [("code", text()), ("version", whole()), ("name", text3()), ("clauses", many(text()))];
    let item = [
        ("code", text()),
        ("name", text3()),
        ("tags", many(text())),
        ("from", maybe()),
        ("until", maybe()),
    ];
    let body = [("code", text()), ("parent", maybe()), ("level", text()), ("name", text3())];
    let duty = [
        ("duty", text()),
        ("clause", text()),
        ("body", text()),
        ("to", maybe()),
        ("period", maybe()),
        ("due", maybe()),
        ("state", json!({"type": "string", "enum": ["planned", "due", "done", "late", "late_done"]})),
        ("why", many(text())),
    ];
    let child = object(
        &[("body", text()), ("period", number())],
        &[("own", json!({"type": "boolean"})), ("linked_doubles", json!({"type": "boolean"}))],
    );
    let figure = [
        ("code", text()),
        ("period", number()),
        ("year_before", number()),
        ("year_to_date", number()),
        ("kept_by", json!({"type": "array", "items": whole(), "minItems": 2, "maxItems": 2})),
        ("children", many(child)),
    ];
    let behind = [
        ("figure", text()),
        ("id", maybe()),
        ("number", maybe()),
        ("body", text()),
        ("on", text()),
        ("amount", json!({"type": "number"})),
    ];
    let wrong = object(&[("field", text()), ("reason", text())], &[]);
    json!({
        "Schema": {"type": "object", "description": "A JSON Schema (2020-12)."},
        "Registers": many(object(&known, &[])),
        "List": object(&[("code", text()), ("name", text3()), ("items", many(object(&item, &[])))], &[]),
        "Bodies": many(object(&body, &[])),
        "Duties": many(object(&duty, &[("entry", text()), ("row", whole())])),
        "Return": object(
            &[("kind", text()), ("body", text()), ("period", text()), ("figures", many(object(&figure, &[])))],
            &[("entries", many(object(&behind, &[])))],
        ),
        "Entry": object(&entry, &[]),
        "Revisions": many(object(&revision, &[])),
        "Page": object(
            &[("entries", many(object(&entry, &[]))), ("after", maybe()), ("counted", whole()), ("more", json!({"type": "boolean"}))],
            &[],
        ),
        "Put": {"oneOf": [closed(&[("register", text()), ("body", text()), ("fields", fields())]),
            closed(&[("based_on", based_on()), ("reason", reason()), ("fields", fields())])]},
        "Withdraw": closed(&[("based_on", based_on()), ("reason", reason())]),
        "Stored": object(&[("id", text()), ("number", json!({"type": ["integer", "null"]})), ("year", json!({"type": ["integer", "null"]})), ("revision", whole())], &[]),
        "Problem": object(
            &[("type", text()), ("status", whole()), ("code", text()), ("title", text()), ("detail", text()), ("instance", text())],
            &[("errors", many(wrong)), ("based_on", json!({"type": ["object", "null"]})), ("current", json!({"type": ["object", "null"]}))],
        ),
    })
}

/// An object that has all of some names, and may have others.
fn object(all: &[(&str, Value)], some: &[(&str, Value)]) -> Value {
    let properties: Map<String, Value> = all.iter().chain(some).map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    let required: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
    json!({"type": "object", "properties": properties, "required": required})
}

/// An object that has these names and no others.
fn closed(all: &[(&str, Value)]) -> Value {
    let mut closed = object(all, &[]);
    if let Value::Object(closed) = &mut closed {
        closed.insert("additionalProperties".to_owned(), json!(false));
    }
    closed
}

fn many(item: Value) -> Value {
    json!({"type": "array", "items": item})
}
