//! What a test must know of each route to walk it. Whoever adds a route adds its line here, or the test says which is missing.

use super::{ANY_REGISTER, Case, Case::*};

/// The right to read returns.
const RETURN: (&str, &str) = ("read", "document:return.monthly");

/// The rights to read accounts, and to keep them.
const READ_USERS: (&str, &str) = ("read", "users");
const KEEP_USERS: (&str, &str) = ("administer", "users");

/// The rights to entries of raids, of which each body has one.
const READ_RAIDS: (&str, &str) = ("read", "register:raid");
const ENTER_RAIDS: (&str, &str) = ("enter", "register:raid");
const CORRECT_RAIDS: (&str, &str) = ("correct", "register:raid");
const WITHDRAW_RAIDS: (&str, &str) = ("withdraw", "register:raid");

/// The right to read who works where.
const READ_UNITS: (&str, &str) = ("read", "register:unit");

/// The right to write in some register or other.
const ENTER: (&str, &str) = ("enter", ANY_REGISTER);

/// Method, pattern, case. `{body}` stands for the code of the body acted on, `{account}`, `{entry}` and `{document}` for what it has.
pub const CASES: &[(&str, &str, Case)] = &[
    ("GET", "/", Open("/", 303)),
    ("GET", "/healthz", Open("/healthz", 200)),
    ("GET", "/metrics", Open("/metrics", 200)),
    ("GET", "/assets/{hash}/{name}", Open("/assets/none/none", 404)),
    ("GET", "/{lang}", Open("/kk", 308)),
    ("GET", "/{lang}/", Open("/kk/", 200)),
    ("GET", "/{lang}/sign-in", Open("/kk/sign-in", 200)),
    ("POST", "/{lang}/sign-in", Open("/kk/sign-in", 422)),
    ("POST", "/{lang}/sign-out", Signed("/kk/sign-out")),
    ("GET", "/{lang}/code", Open("/kk/code", 200)),
    ("POST", "/{lang}/code", Open("/kk/code", 422)),
    ("GET", "/{lang}/start", Open("/kk/start", 404)),
    ("POST", "/{lang}/start", Open("/kk/start", 404)),
    ("GET", "/{lang}/authority", Open("/kk/authority", 404)),
    ("GET", "/authority.crt", Open("/authority.crt", 404)),
    ("GET", "/{lang}/account", Signed("/kk/account")),
    ("POST", "/{lang}/account/language", Signed("/kk/account/language")),
    ("POST", "/{lang}/account/sessions", Signed("/kk/account/sessions")),
    ("GET", "/{lang}/account/password", Signed("/kk/account/password")),
    ("POST", "/{lang}/account/password", Signed("/kk/account/password")),
    ("GET", "/{lang}/account/factor", Signed("/kk/account/factor")),
    ("POST", "/{lang}/account/factor", Signed("/kk/account/factor")),
    ("POST", "/{lang}/account/factor/confirm", Signed("/kk/account/factor/confirm")),
    ("POST", "/{lang}/account/factor/codes", Signed("/kk/account/factor/codes")),
    ("POST", "/{lang}/account/factor/off", Signed("/kk/account/factor/off")),
    ("GET", "/{lang}/people", Anywhere("/kk/people", READ_USERS)),
    ("GET", "/{lang}/people/new", Anywhere("/kk/people/new", KEEP_USERS)),
    ("POST", "/{lang}/people/new", Anywhere("/kk/people/new", KEEP_USERS)),
    ("GET", "/{lang}/people/{account}", At("/kk/people/{account}", READ_USERS)),
    ("POST", "/{lang}/people/{account}/give", At("/kk/people/{account}/give", KEEP_USERS)),
    ("POST", "/{lang}/people/{account}/take", At("/kk/people/{account}/take", KEEP_USERS)),
    ("POST", "/{lang}/people/{account}/rename", At("/kk/people/{account}/rename", KEEP_USERS)),
    ("POST", "/{lang}/people/{account}/reset", At("/kk/people/{account}/reset", KEEP_USERS)),
    ("POST", "/{lang}/people/{account}/close", At("/kk/people/{account}/close", KEEP_USERS)),
    ("GET", "/{lang}/today", Signed("/kk/today")),
    ("GET", "/{lang}/returns", Anywhere("/kk/returns", RETURN)),
    ("GET", "/{lang}/returns/{kind}/{period}", At("/kk/returns/monthly/2026-10?body={body}", RETURN)),
    (
        "GET",
        "/{lang}/returns/{kind}/{period}/{figure}",
        At("/kk/returns/monthly/2026-10/V01?body={body}", RETURN),
    ),
    ("POST", "/{lang}/returns/{kind}/{period}", At("/kk/returns/monthly/2026-10?body={body}", RETURN)),
    // Without something that prints there are no files; `papers.rs` tests who may take them.
    (
        "GET",
        "/{lang}/returns/{kind}/{period}/file/{name}",
        Missing("/kk/returns/monthly/2026-10/file/return.pdf"),
    ),
    ("GET", "/{lang}/documents/{id}", At("/kk/documents/{document}", RETURN)),
    ("GET", "/{lang}/documents/{id}/file/{name}", Missing("/kk/documents/{document}/file/return.pdf")),
    ("GET", "/{lang}/matrix", At("/kk/matrix?body={body}", RETURN)),
    ("GET", "/{lang}/registers", Signed("/kk/registers")),
    (
        "GET",
        "/{lang}/registers/{register}",
        At("/kk/registers/raid?body={body}&reach=own", READ_RAIDS),
    ),
    ("GET", "/{lang}/registers/{register}/export/{format}", Missing("/kk/registers/raid/export/csv")),
    ("GET", "/{lang}/registers/{register}/new", Anywhere("/kk/registers/raid/new", ENTER_RAIDS)),
    ("POST", "/{lang}/registers/{register}/new", Anywhere("/kk/registers/raid/new", ENTER_RAIDS)),
    ("GET", "/{lang}/registers/{register}/blank", Anywhere("/kk/registers/raid/blank", READ_RAIDS)),
    // Views are for whoever reads the list; of raids some read only what is given to them, and have none.
    ("GET", "/{lang}/registers/{register}/views", Anywhere("/kk/registers/unit/views", READ_UNITS)),
    ("POST", "/{lang}/registers/{register}/views", Anywhere("/kk/registers/unit/views", READ_UNITS)),
    // A view belongs to its account alone; `views.rs` tests that nobody else sees it.
    (
        "GET",
        "/{lang}/registers/{register}/views/{id}",
        Missing("/kk/registers/raid/views/00000000-0000-0000-0000-000000000000"),
    ),
    (
        "POST",
        "/{lang}/registers/{register}/views/{id}",
        Missing("/kk/registers/raid/views/00000000-0000-0000-0000-000000000000"),
    ),
    ("GET", "/{lang}/entries/{id}", At("/kk/entries/{entry}", READ_RAIDS)),
    ("GET", "/{lang}/entries/{id}/print", At("/kk/entries/{entry}/print", READ_RAIDS)),
    ("GET", "/{lang}/entries/{id}/stored", At("/kk/entries/{entry}/stored", READ_RAIDS)),
    ("GET", "/{lang}/entries/{id}/correct", At("/kk/entries/{entry}/correct", CORRECT_RAIDS)),
    ("POST", "/{lang}/entries/{id}/correct", At("/kk/entries/{entry}/correct", CORRECT_RAIDS)),
    ("GET", "/{lang}/entries/{id}/withdraw", At("/kk/entries/{entry}/withdraw", WITHDRAW_RAIDS)),
    ("POST", "/{lang}/entries/{id}/withdraw", At("/kk/entries/{entry}/withdraw", WITHDRAW_RAIDS)),
    ("GET", "/{lang}/search", Signed("/kk/search?q=raid")),
    ("GET", "/{lang}/find.json", Signed("/kk/find.json?q=raid")),
    ("GET", "/{lang}/pick.json", Anywhere("/kk/pick.json?register=unit&q=", READ_UNITS)),
    ("GET", "/{lang}/clauses", Signed("/kk/clauses")),
    ("GET", "/{lang}/account/tokens", Signed("/kk/account/tokens")),
    ("POST", "/{lang}/account/tokens", Signed("/kk/account/tokens")),
    ("POST", "/{lang}/account/tokens/revoke", Signed("/kk/account/tokens/revoke")),
    ("GET", "/{lang}/api", Signed("/kk/api")),
    ("GET", "/api/v1/openapi.json", Open("/api/v1/openapi.json", 200)),
    ("GET", "/api/v1/registers", Token("/api/v1/registers")),
    ("GET", "/api/v1/registers/{code}", Token("/api/v1/registers/offence")),
    ("GET", "/api/v1/registers/{code}/entries", Token("/api/v1/registers/offence/entries")),
    ("GET", "/api/v1/lists/{code}", Token("/api/v1/lists/disease")),
    ("GET", "/api/v1/bodies", Token("/api/v1/bodies")),
    ("GET", "/api/v1/duties", Token("/api/v1/duties?body={body}")),
    ("GET", "/api/v1/returns/{kind}/{period}", Token("/api/v1/returns/monthly/2026-10?body={body}")),
    ("GET", "/api/v1/entries/{id}", Token("/api/v1/entries/6f9619ff-8b86-4d01-b42d-00cf4fc964ff")),
    ("PUT", "/api/v1/entries/{id}", Token("/api/v1/entries/6f9619ff-8b86-4d01-b42d-00cf4fc964ff")),
    (
        "POST",
        "/api/v1/entries/{id}/withdraw",
        Token("/api/v1/entries/6f9619ff-8b86-4d01-b42d-00cf4fc964ff/withdraw"),
    ),
    (
        "GET",
        "/api/v1/entries/{id}/revisions",
        Token("/api/v1/entries/6f9619ff-8b86-4d01-b42d-00cf4fc964ff/revisions"),
    ),
    ("GET", "/{lang}/clauses/{clause}", Signed("/kk/clauses/29.1")),
    ("GET", "/{lang}/map", At("/kk/map?body={body}", RETURN)),
    ("GET", "/{lang}/map/districts.json", At("/kk/map/districts.json?body={body}", RETURN)),
    (
        "GET",
        "/{lang}/map/points.json",
        At("/kk/map/points.json?body={body}&register=raid", READ_RAIDS),
    ),
    ("GET", "/{lang}/map/outlines.json", Anywhere("/kk/map/outlines.json", ENTER)),
    ("GET", "/{lang}/map/base.pmtiles", Missing("/kk/map/base.pmtiles")),
    ("GET", "/{lang}/help", Signed("/kk/help")),
    ("GET", "/{lang}/help/{guide}", Signed("/kk/help/inspector")),
    ("GET", "/{lang}/import", Anywhere("/kk/import", ENTER)),
    ("POST", "/{lang}/import", Anywhere("/kk/import", ENTER)),
    // A table belongs to its account alone; `places.rs` tests that nobody else sees it.
    ("GET", "/{lang}/import/{id}", Missing("/kk/import/00000000-0000-0000-0000-000000000000")),
    ("POST", "/{lang}/import/{id}", Missing("/kk/import/00000000-0000-0000-0000-000000000000")),
    (
        "GET",
        "/{lang}/import/{id}/refused",
        Missing("/kk/import/00000000-0000-0000-0000-000000000000/refused"),
    ),
    ("GET", "/{lang}/import/{id}/map", Missing("/kk/import/00000000-0000-0000-0000-000000000000/map")),
    ("GET", "/{lang}/style", Open("/kk/style", 200)),
];
