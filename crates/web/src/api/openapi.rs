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
    /// The schema of what is sent.
    pub sent: Option<&'static str>,
    /// The schema of what is answered.
    pub answered: &'static str,
    /// The statuses of refusals beside 401, 404 and 429.
    pub refused: &'static [u16],
}

const BODY: (&str, &str) = ("body", r#"{"type":"string","minLength":1,"description":"The code of a body."}"#);

/// Stands for bare bytes of a paper in the place of a schema.
const FILE: &str = "(file)";

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
        sent: Some("Put"),
        answered: "Stored",
        refused: &[400, 403, 409, 413, 415, 422],
    },
    Operation {
        method: "post",
        path: "/api/v1/entries/{id}/withdraw",
        id: "withdraw",
        said: L10n::api_op_withdraw,
        asked: &[],
        sent: Some("Withdraw"),
        answered: "Stored",
        refused: &[400, 409, 413, 415, 422],
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
        sent: Some(FILE),
        answered: "Paper",
        refused: &[400, 409, 413, 415, 422],
    },
    read("/api/v1/entries/{id}/papers/{paper}", "paper", L10n::api_op_paper, &[], FILE),
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
    ("changed", 409, L10n::api_changed_title),
    ("withdrawn", 409, L10n::api_conflict_title),
    ("conflict", 409, L10n::api_conflict_title),
    ("paper", 422, L10n::api_paper_title),
    ("official_use", 403, L10n::official_full),
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
        sent: None,
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
        _ => json!({"type": "string", "minLength": 1}),
    };
    let mut parameters: Vec<Value> = within
        .map(|name| json!({"name": name, "in": "path", "required": true, "schema": schema_of(name)}))
        .collect();
    for (name, schema) in operation.asked {
        let schema: Value = serde_json::from_str(schema).unwrap_or_default();
        parameters.push(json!({"name": name, "in": "query", "schema": schema}));
    }
    let answer = json!({
        "description": (operation.said)(l),
        "content": content(operation.answered),
    });
    let mut responses = Map::new();
    responses.insert("200".to_owned(), answer.clone());
    if operation.method == "put" || operation.sent == Some(FILE) {
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

/// What is sent or answered: JSON of a schema, or the bytes of a paper of some kind.
fn content(of: &str) -> Value {
    if of == FILE {
        let kinds = [PaperKind::Jpeg, PaperKind::Png, PaperKind::WebP, PaperKind::Pdf];
        return Value::Object(kinds.map(|kind| (kind.media().to_owned(), json!({}))).into_iter().collect());
    }
    json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/{of}")}}})
}
