//! What a test must know of each route to walk it. Whoever adds a route adds its line here, or the test says which is missing.

use super::{Case, Case::*};

/// The right to read returns.
const RETURN: (&str, &str) = ("read", "document:return.monthly");

/// The rights to read accounts, and to keep them.
const READ_USERS: (&str, &str) = ("read", "users");
const KEEP_USERS: (&str, &str) = ("administer", "users");

/// Method, pattern, case. `{body}` stands for the code of the body acted on, `{account}` for an account of it.
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
    ("GET", "/{lang}/style", Open("/kk/style", 200)),
];
