//! The shapes of the interface, as schemas of its description.

use serde_json::{Map, Value, json};

/// Every schema by its name.
pub(super) fn schemas() -> Value {
    let mut schemas = Map::new();
    for (name, schema) in read().into_iter().chain(written()).chain(linked()).chain(filed()).chain(counted()) {
        schemas.insert(name.to_owned(), schema);
    }
    Value::Object(schemas)
}

fn text() -> Value {
    json!({"type": "string"})
}

fn whole() -> Value {
    json!({"type": "integer"})
}

fn maybe(kind: &str) -> Value {
    json!({"type": [kind, "null"]})
}

fn text3() -> Value {
    object(&[("kk", text()), ("ru", text()), ("en", text())], &[])
}

fn fields() -> Value {
    json!({"type": "object", "description": "By the schema of the register."})
}

/// Registers, lists, bodies and entries.
fn read() -> Vec<(&'static str, Value)> {
    let entry = [
        ("id", json!({"type": "string", "format": "uuid"})),
        ("register", text()),
        ("form", whole()),
        ("revision", whole()),
        ("body", text()),
        ("book", text()),
        ("number", whole()),
        ("year", whole()),
        ("day", maybe("string")),
        ("state", json!({"type": "string", "enum": ["active", "withdrawn"]})),
        ("reason", maybe("string")),
        ("moved", maybe("string")),
        ("erased", json!({"type": "boolean"})),
        ("official_use", json!({"type": "boolean"})),
        ("withheld", many(text())),
        ("fields", fields()),
    ];
    let revision: Vec<(&str, Value)> = entry.iter().cloned().chain([("actor", text()), ("received_at", text())]).collect();
    let known = [("code", text()), ("version", whole()), ("name", text3()), ("clauses", many(text()))];
    let days = [("from", maybe("string")), ("until", maybe("string"))];
    let item: Vec<(&str, Value)> = [("code", text()), ("name", text3()), ("tags", many(text()))].into_iter().chain(days).collect();
    let body = [("code", text()), ("parent", maybe("string")), ("level", text()), ("name", text3())];
    let page = [
        ("entries", many(object(&entry, &[]))),
        ("after", maybe("string")),
        ("counted", maybe("integer")),
        ("more", json!({"type": "boolean"})),
    ];
    let paper = [
        ("id", json!({"type": "string", "format": "uuid"})),
        ("sha256", json!({"type": "string", "pattern": "^[0-9a-f]{64}$"})),
        ("kind", text()),
        ("bytes", whole()),
        ("name", text()),
        ("caption", text()),
        ("actor", text()),
        ("received_at", text()),
        ("struck", json!({"type": "boolean"})),
        ("erased", json!({"type": "boolean"})),
    ];
    vec![
        ("Paper", object(&paper, &[])),
        ("Papers", many(object(&paper, &[]))),
        ("Schema", json!({"type": "object", "description": "A JSON Schema (2020-12)."})),
        ("Registers", many(object(&known, &[]))),
        ("List", object(&[("code", text()), ("name", text3()), ("items", many(object(&item, &[])))], &[])),
        ("Bodies", many(object(&body, &[]))),
        ("Entry", object(&entry, &[])),
        ("Revisions", many(object(&revision, &[]))),
        ("Page", object(&page, &[])),
    ]
}

/// What is sent, what is answered to it, and refusals.
fn written() -> Vec<(&'static str, Value)> {
    let based_on = json!({"type": "integer", "minimum": 1, "maximum": i64::from(i32::MAX)});
    let reason = json!({"type": "string", "pattern": r"\S", "maxLength": super::entries::REASON_MOST});
    let new = closed(&[("register", text()), ("body", text()), ("fields", fields())]);
    let correction = closed(&[("based_on", based_on.clone()), ("reason", reason.clone()), ("fields", fields())]);
    let stored = [("id", text()), ("number", maybe("integer")), ("year", maybe("integer")), ("revision", whole())];
    let problem = [
        ("type", text()),
        ("status", whole()),
        ("code", text()),
        ("title", text()),
        ("detail", text()),
        ("instance", text()),
    ];
    let wrong = object(&[("field", text()), ("reason", text())], &[]);
    let more = [("errors", many(wrong)), ("based_on", maybe("object")), ("current", maybe("object"))];
    vec![
        ("Put", json!({"oneOf": [new, correction]})),
        ("Withdraw", closed(&[("based_on", based_on), ("reason", reason)])),
        ("Stored", object(&stored, &[])),
        ("Problem", object(&problem, &more)),
    ]
}

/// Raids that are turned, and records that are linked.
fn linked() -> Vec<(&'static str, Value)> {
    let uuid = || json!({"type": "string", "format": "uuid"});
    let revision = || json!({"type": "integer", "minimum": 1, "maximum": i64::from(i32::MAX)});
    let seen = || {
        json!({
            "type": "object",
            "description": "Every record that was seen, by its identity, with its revision.",
            "propertyNames": uuid(),
            "additionalProperties": revision(),
        })
    };
    let reason = json!({"type": "string", "pattern": r"\S", "maxLength": super::entries::REASON_MOST});
    let entry = json!({"$ref": "#/components/schemas/Entry"});
    let group = [("of", text()), ("link", maybe("string")), ("records", many(entry))];
    let mut link = closed(&[("with", uuid()), ("first", uuid()), ("seen", seen())]);
    if let Value::Object(link) = &mut link {
        // The record that counts so far goes on to count.
        link.insert("required".to_owned(), json!(["with", "seen"]));
    }
    vec![
        ("Turn", closed(&[("based_on", revision())])),
        ("Links", object(&group, &[])),
        ("Link", link),
        ("Dissolve", closed(&[("link", uuid()), ("seen", seen()), ("reason", reason)])),
    ]
}

/// Files and what lies in them.
fn filed() -> Vec<(&'static str, Value)> {
    let yes_or_no = || json!({"type": "boolean"});
    let volume = [
        ("id", text()),
        ("volume", whole()),
        (
            "state",
            json!({"type": "string", "enum": ["open", "closed", "held", "transferred", "destroyed"]}),
        ),
        ("opened", text()),
        ("closed", maybe("string")),
        ("documents", maybe("integer")),
        ("sheets", maybe("integer")),
        ("lines", whole()),
        ("retention", json!({"type": "string", "enum": ["unset", "permanent", "years"]})),
        ("years", maybe("integer")),
        ("kept_until", maybe("string")),
    ];
    let file = [
        ("file", text()),
        ("index", text()),
        ("name", text()),
        ("clause", maybe("string")),
        ("lines", whole()),
        ("loose", whole()),
        ("sheets", whole()),
        ("exact", yes_or_no()),
        ("unread", many(text())),
        ("volumes", many(object(&volume, &[]))),
    ];
    let line = [
        ("of", json!({"type": "string", "enum": ["entry", "document"]})),
        ("id", text()),
        ("day", text()),
        ("index", text()),
        ("title", text()),
        ("sheets", whole()),
        ("exact", yes_or_no()),
        ("note", text()),
        ("volume", maybe("string")),
    ];
    let lines = [
        ("file", text()),
        ("lines", many(object(&line, &[]))),
        ("counted", whole()),
        ("after", maybe("integer")),
    ];
    vec![("Files", many(object(&file, &[]))), ("File", object(&lines, &[]))]
}

/// Duties and returns.
fn counted() -> Vec<(&'static str, Value)> {
    let duty = [
        ("duty", text()),
        ("clause", text()),
        ("body", text()),
        ("to", maybe("string")),
        ("period", maybe("string")),
        ("due", maybe("string")),
        ("state", json!({"type": "string", "enum": ["planned", "due", "done", "late", "late_done"]})),
        ("why", many(text())),
    ];
    let flags = [("own", json!({"type": "boolean"})), ("linked_doubles", json!({"type": "boolean"}))];
    let child = object(&[("body", text()), ("period", maybe("number"))], &flags);
    let figure = [
        ("code", text()),
        ("period", maybe("number")),
        ("year_before", maybe("number")),
        ("year_to_date", maybe("number")),
        ("kept_by", json!({"type": "array", "items": whole(), "minItems": 2, "maxItems": 2})),
        ("children", many(child)),
    ];
    let behind = [
        ("figure", text()),
        ("id", maybe("string")),
        ("number", maybe("string")),
        ("body", text()),
        ("on", text()),
        ("amount", json!({"type": "number"})),
    ];
    let returned = [("kind", text()), ("body", text()), ("period", text()), ("figures", many(object(&figure, &[])))];
    vec![
        ("Duties", many(object(&duty, &[("entry", text()), ("row", whole())]))),
        ("Return", object(&returned, &[("entries", many(object(&behind, &[("opening_total", text())])))])),
    ]
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
