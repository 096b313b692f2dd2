//! The interface described for programs (OpenAPI 3.1), made from one table of its operations that the readable page shows too.

use qorgau_domain::Lang;
use qorgau_domain::paper::PaperKind;
use qorgau_l10n::L10n;
use serde_json::{Map, Value, json};

/// An operation.
pub struct Operation {
    /// The method, in small letters.
    pub method: &'static str,
    /// The pattern of the path.
    pub path: &'static str,
    /// What it is called between programs.
    pub id: &'static str,
    /// What it does.
    pub said: Said,
    /// Parameters after the question mark: name, and the schema of its value as JSON.
    pub asked: &'static [(&'static str, &'static str)],
    /// Those of the parameters that must be there.
    pub needed: &'static [&'static str],
    /// The schema of what is sent.
    pub sent: Option<&'static str>,
    /// Whether it makes something, and is answered so.
    pub makes: bool,
    /// The schema of what is answered.
    pub answered: &'static str,
    /// The statuses of refusals beside 401, 404 and 429.
    pub refused: &'static [u16],
}

const BODY: (&str, &str) = ("body", r#"{"type":"string","minLength":1,"description":"The code of a body."}"#);

/// Stands for bare bytes of a paper in the place of a schema.
const FILE: &str = "(file)";

/// Stands for the bytes of a receiver's file.
const TRACK: &str = "(track)";

/// What may be wrong with a document that is sent.
const SENT: &[u16] = &[400, 409, 413, 415, 422];

/// Every operation.
pub const OPERATIONS: &[Operation] = &[
    read("/api/v1/registers", "registers", L10n::api_op_registers, &[], "Registers"),
    read("/api/v1/registers/{code}", "register", L10n::api_op_register, &[], "Schema"),
    read(
        "/api/v1/registers/{code}/entries",
        "entries",
        L10n::api_op_list,
        &[
            (
                "after",
                r#"{"type":"string","pattern":"^(?:[0-9a-f]{2})*[.]-?[0-9]{1,9}[.][0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$","description":"From the answer before."}"#,
            ),
            ("limit", r#"{"type":"integer","minimum":1,"maximum":200,"default":50}"#),
            BODY,
            ("q", r#"{"type":"string","description":"Words, in any spelling the search knows."}"#),
            ("withdrawn", r#"{"type":"boolean","default":false}"#),
        ],
        "Page",
    ),
    read("/api/v1/lists/{code}", "list", L10n::api_op_reference, &[], "List"),
    read("/api/v1/bodies", "bodies", L10n::api_op_bodies, &[], "Bodies"),
    read(
        "/api/v1/duties",
        "duties",
        L10n::api_op_duties,
        &[BODY, ("on", r#"{"type":"string","format":"date"}"#)],
        "Duties",
    ),
    read(
        "/api/v1/returns/{kind}/{period}",
        "return",
        L10n::api_op_return,
        &[BODY, ("explain", r#"{"type":"string","description":"The code of a figure."}"#)],
        "Return",
    ),
    read("/api/v1/entries/{id}", "entry", L10n::api_op_entry, &[], "Entry"),
    Operation {
        method: "put",
        path: "/api/v1/entries/{id}",
        id: "put",
        said: L10n::api_op_put,
        asked: &[],
        needed: &[],
        sent: Some("Put"),
        makes: true,
        answered: "Stored",
        refused: &[400, 403, 409, 413, 415, 422],
    },
    Operation {
        method: "post",
        path: "/api/v1/entries/{id}/withdraw",
        id: "withdraw",
        said: L10n::api_op_withdraw,
        asked: &[],
        needed: &[],
        sent: Some("Withdraw"),
        makes: false,
        answered: "Stored",
        refused: SENT,
    },
    read("/api/v1/entries/{id}/revisions", "revisions", L10n::api_op_revisions, &[], "Revisions"),
    read("/api/v1/entries/{id}/papers", "papers", L10n::api_op_papers, &[], "Papers"),
    Operation {
        method: "post",
        path: "/api/v1/entries/{id}/papers",
        id: "attach",
        said: L10n::api_op_attach,
        asked: &[
            ("name", r#"{"type":"string","description":"The name of the file."}"#),
            ("caption", r#"{"type":"string","maxLength":500}"#),
        ],
        needed: &[],
        sent: Some(FILE),
        makes: true,
        answered: "Paper",
        refused: SENT,
    },
    read("/api/v1/entries/{id}/papers/{paper}", "paper", L10n::api_op_paper, &[], FILE),
    Operation {
        method: "post",
        path: "/api/v1/entries/{id}/course/{turn}",
        id: "turn",
        said: L10n::api_op_turn,
        asked: &[],
        needed: &[],
        sent: Some("Turn"),
        makes: false,
        answered: "Entry",
        refused: SENT,
    },
    Operation {
        method: "post",
        path: "/api/v1/entries/{id}/tracks",
        id: "track",
        said: L10n::api_op_track,
        asked: &[
            ("id", r#"{"type":"string","format":"uuid","description":"The identity of the track."}"#),
            ("mode", r#"{"type":"string","minLength":1,"description":"A code of the list track_modes."}"#),
            (
                "accuracy",
                r#"{"type":"integer","minimum":1,"maximum":500,"default":50,"description":"Metres."}"#,
            ),
            ("gap", r#"{"type":"integer","minimum":1,"maximum":60,"default":10,"description":"Minutes."}"#),
            ("name", r#"{"type":"string","description":"The name of the file."}"#),
        ],
        needed: &["id", "mode"],
        sent: Some(TRACK),
        makes: true,
        answered: "Entry",
        refused: &[400, 409, 413, 422],
    },
    read("/api/v1/entries/{id}/links", "links", L10n::api_op_links, &[], "Links"),
    Operation {
        method: "post",
        path: "/api/v1/entries/{id}/links",
        id: "link",
        said: L10n::api_op_link,
        asked: &[],
        needed: &[],
        sent: Some("Link"),
        makes: true,
        answered: "Links",
        refused: SENT,
    },
    Operation {
        method: "post",
        path: "/api/v1/entries/{id}/links/dissolve",
        id: "dissolve",
        said: L10n::api_op_dissolve,
        asked: &[],
        needed: &[],
        sent: Some("Dissolve"),
        makes: false,
        answered: "Links",
        refused: SENT,
    },
    read("/api/v1/files/{year}", "files", L10n::api_op_files, &[BODY], "Files"),
    read(
        "/api/v1/files/{year}/{file}",
        "file",
        L10n::api_op_file,
        &[
            BODY,
            ("volume", r#"{"type":"string","format":"uuid","description":"The entry of a volume."}"#),
            ("after", r#"{"type":"integer","minimum":0,"default":0,"description":"From the answer before."}"#),
            ("limit", r#"{"type":"integer","minimum":1,"maximum":1000,"default":200}"#),
        ],
        "File",
    ),
];

/// Words of one language.
pub type Said = fn(&L10n) -> String;

/// Every code of a refusal, its status and its title.
pub const CODES: &[(&str, u16, Said)] = &[
    ("token", 401, L10n::api_token_title),
    ("absent", 404, L10n::api_absent_title),
    ("method", 405, L10n::api_method_title),
    ("request", 400, L10n::api_request_title),
    ("fields", 422, L10n::api_fields_title),
    ("stale", 409, L10n::api_stale_title),
    ("seen", 409, L10n::api_seen_title),
    ("changed", 409, L10n::api_changed_title),
    ("withdrawn", 409, L10n::api_conflict_title),
    ("conflict", 409, L10n::api_conflict_title),
    ("paper", 422, L10n::api_paper_title),
    ("official_use", 403, L10n::official_full),
    ("track", 422, L10n::api_track_title),
    ("large", 413, L10n::page_large_title),
    ("media", 415, L10n::api_media_title),
    ("slow", 408, L10n::page_slow_title),
    ("wait", 429, L10n::api_wait_title),
    ("failed", 500, L10n::page_failed_title),
    ("busy", 503, L10n::page_busy_title),
];

const fn read(path: &'static str, id: &'static str, said: Said, asked: &'static [(&'static str, &'static str)], answered: &'static str) -> Operation {
    Operation {
        method: "get",
        path,
        id,
        said,
        asked,
        needed: &[],
        sent: None,
        makes: false,
        answered,
        refused: &[400],
    }
}

pub(crate) async fn document() -> super::Answer {
    super::said(build())
}

/// The whole description; the same text on every installation.
#[must_use]
pub fn build() -> Value {
    let l = L10n::get(Lang::En);
    let mut paths = Map::new();
    for operation in OPERATIONS {
        let path = paths.entry(operation.path).or_insert_with(|| json!({}));
        if let Value::Object(path) = path {
            path.insert(operation.method.to_owned(), described(l, operation));
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Qorgau",
            "version": "1",
            "description": l.api_lead(),
        },
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": super::schemas::schemas(),
        },
    })
}

fn described(l: &L10n, operation: &Operation) -> Value {
    let within = operation.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let schema_of = |name: &str| match name {
        "id" | "paper" => json!({"type": "string", "format": "uuid"}),
        "kind" => json!({"type": "string", "enum": ["monthly", "quarterly"]}),
        "period" => json!({"type": "string", "examples": ["2026-10", "2026Q3"], "minLength": 1}),
        "turn" => json!({"type": "string", "enum": ["start", "close"]}),
        "year" => json!({"type": "string", "pattern": "^[0-9]{4}$"}),
        _ => json!({"type": "string", "minLength": 1}),
    };
    let mut parameters: Vec<Value> = within
        .map(|name| json!({"name": name, "in": "path", "required": true, "schema": schema_of(name)}))
        .collect();
    for (name, schema) in operation.asked {
        let schema: Value = serde_json::from_str(schema).unwrap_or_default();
        let mut parameter = json!({"name": name, "in": "query", "schema": schema});
        if let (true, Value::Object(parameter)) = (operation.needed.contains(name), &mut parameter) {
            parameter.insert("required".to_owned(), json!(true));
        }
        parameters.push(parameter);
    }
    let answer = json!({
        "description": (operation.said)(l),
        "content": content(operation.answered),
    });
    let mut responses = Map::new();
    responses.insert("200".to_owned(), answer.clone());
    if operation.makes {
        responses.insert("201".to_owned(), answer);
    }
    let refusal = json!({
        "description": "Problem",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    });
    for status in operation.refused.iter().chain(&[401, 404, 429]) {
        responses.insert(status.to_string(), refusal.clone());
    }
    let mut described = json!({
        "operationId": operation.id,
        "summary": (operation.said)(l),
        "parameters": parameters,
        "responses": responses,
    });
    if let (Some(sent), Value::Object(described)) = (operation.sent, &mut described) {
        described.insert("requestBody".to_owned(), json!({"required": true, "content": content(sent)}));
    }
    described
}

/// What is sent or answered: JSON of a schema, or the bytes of a paper of some kind or of a receiver's file.
fn content(of: &str) -> Value {
    if of == TRACK {
        return json!({"application/gpx+xml": {}, "text/csv": {}});
    }
    if of == FILE {
        let kinds = [PaperKind::Jpeg, PaperKind::Png, PaperKind::WebP, PaperKind::Pdf];
        return Value::Object(kinds.map(|kind| (kind.media().to_owned(), json!({}))).into_iter().collect());
    }
    json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/{of}")}}})
}
