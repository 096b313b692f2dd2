//! What a test must know of each route to walk it. Whoever adds a route adds its line here, or the test says which is missing.

use super::{ANY_REGISTER, Case, Case::*};

/// The right to read returns.
const RETURN: (&str, &str) = ("read", "document:return.monthly");

/// The right to read reviews.
const READ_REVIEWS: (&str, &str) = ("read", "document:review");

/// The rights to read accounts, and to keep them.
const READ_USERS: (&str, &str) = ("read", "users");
const KEEP_USERS: (&str, &str) = ("administer", "users");

/// The rights to read bodies, and to keep their place in the tree.
const READ_BODIES: (&str, &str) = ("read", "bodies");
const KEEP_BODIES: (&str, &str) = ("administer", "bodies");

/// The rights to entries of the register that a role is walked with, of which each body has one.
const READ_ENTRIES: (&str, &str) = ("read", "register:{register}");
const ENTER_ENTRIES: (&str, &str) = ("enter", "register:{register}");
const CORRECT_ENTRIES: (&str, &str) = ("correct", "register:{register}");
const WITHDRAW_ENTRIES: (&str, &str) = ("withdraw", "register:{register}");

/// The right to read who works where.
const READ_UNITS: (&str, &str) = ("read", "register:unit");

/// The right to read what natural objects forbid.
const READ_OBJECTS: (&str, &str) = ("read", "register:natural_object");

/// The right to read tracks of raids.
const READ_TRACKS: (&str, &str) = ("read", "register:track");

/// The right to read tests on the Instruction; whoever has it reads the officers too.
const READ_TESTS: (&str, &str) = ("read", "register:knowledge_test");

/// The right to read directives sent; what names a body is shown to some of those who have it.
const READ_DIRECTIVES: (&str, &str) = ("read", "register:directive_out");

/// The right to read volumes of files.
const READ_VOLUMES: (&str, &str) = ("read", "register:file_volume");

/// The right to write in some register or other.
const ENTER: (&str, &str) = ("enter", ANY_REGISTER);

/// Method, pattern, case. `{body}` stands for the code of the body acted on, `{account}`, `{entry}`, its `{paper}` and `{document}` for what it has,
/// `{register}` for the register that the role is walked with.
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
    ("POST", "/{lang}/people/{account}/absence", At("/kk/people/{account}/absence", KEEP_USERS)),
    (
        "POST",
        "/{lang}/people/{account}/absence/end",
        At("/kk/people/{account}/absence/end", KEEP_USERS),
    ),
    ("POST", "/{lang}/people/{account}/given", At("/kk/people/{account}/given", KEEP_USERS)),
    ("POST", "/{lang}/people/{account}/given/take", At("/kk/people/{account}/given/take", KEEP_USERS)),
    ("GET", "/{lang}/people/posts", Anywhere("/kk/people/posts", READ_USERS)),
    ("POST", "/{lang}/people/posts", Anywhere("/kk/people/posts", KEEP_USERS)),
    ("POST", "/{lang}/people/posts/end", Anywhere("/kk/people/posts/end", KEEP_USERS)),
    ("GET", "/{lang}/people/{account}/hand-over", At("/kk/people/{account}/hand-over", READ_USERS)),
    ("POST", "/{lang}/people/{account}/hand-over", At("/kk/people/{account}/hand-over", KEEP_USERS)),
    ("GET", "/{lang}/bodies", Anywhere("/kk/bodies", READ_BODIES)),
    ("GET", "/{lang}/bodies/{id}", At("/kk/bodies/{id}", READ_BODIES)),
    ("GET", "/{lang}/bodies/{id}/change/{what}", At("/kk/bodies/{id}/change/rename", KEEP_BODIES)),
    ("POST", "/{lang}/bodies/{id}/change/{what}", At("/kk/bodies/{id}/change/rename", KEEP_BODIES)),
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
    ("POST", "/{lang}/documents/{id}", At("/kk/documents/{document}", RETURN)),
    ("GET", "/{lang}/documents/{id}/file/{name}", Missing("/kk/documents/{document}/file/return.pdf")),
    ("GET", "/{lang}/matrix", At("/kk/matrix?body={body}", RETURN)),
    ("GET", "/{lang}/registers", Signed("/kk/registers")),
    (
        "GET",
        "/{lang}/registers/{register}",
        At("/kk/registers/{register}?body={body}&reach=own", READ_ENTRIES),
    ),
    (
        "GET",
        "/{lang}/registers/{register}/export/{format}",
        Missing("/kk/registers/{register}/export/csv"),
    ),
    // Without something that prints there are no journals; `inspections.rs` tests who may take them.
    (
        "GET",
        "/{lang}/registers/{register}/journal/{format}",
        Missing("/kk/registers/{register}/journal/pdf"),
    ),
    (
        "GET",
        "/{lang}/registers/{register}/new",
        Anywhere("/kk/registers/{register}/new", ENTER_ENTRIES),
    ),
    (
        "POST",
        "/{lang}/registers/{register}/new",
        Anywhere("/kk/registers/{register}/new", ENTER_ENTRIES),
    ),
    (
        "GET",
        "/{lang}/registers/{register}/blank",
        Anywhere("/kk/registers/{register}/blank", READ_ENTRIES),
    ),
    ("GET", "/{lang}/territory", Anywhere("/kk/territory", RETURN)),
    ("GET", "/{lang}/participation/{period}", At("/kk/participation/2026Q3?body={body}", RETURN)),
    ("GET", "/{lang}/territory/{period}", At("/kk/territory/2026Q3?body={body}", RETURN)),
    ("GET", "/{lang}/reviews", At("/kk/reviews?body={body}", READ_REVIEWS)),
    // A review is of a quarter, and only some bodies make one; `reviews.rs` tests who writes it.
    ("GET", "/{lang}/reviews/{period}", Missing("/kk/reviews/2026-10")),
    ("POST", "/{lang}/reviews/{period}", Missing("/kk/reviews/2026-10")),
    ("GET", "/{lang}/entries/{id}", At("/kk/entries/{entry}", READ_ENTRIES)),
    ("GET", "/{lang}/entries/{id}/print", At("/kk/entries/{entry}/print", READ_ENTRIES)),
    // Only raids have a course; `raids.rs` tests who sees it, turns it and brings tracks to it.
    (
        "GET",
        "/{lang}/entries/{id}/course",
        Missing("/kk/entries/00000000-0000-0000-0000-000000000000/course"),
    ),
    (
        "POST",
        "/{lang}/entries/{id}/course",
        Missing("/kk/entries/00000000-0000-0000-0000-000000000000/course"),
    ),
    (
        "GET",
        "/{lang}/entries/{id}/course/paper/{name}",
        Missing("/kk/entries/00000000-0000-0000-0000-000000000000/course/paper/note.pdf"),
    ),
    (
        "GET",
        "/{lang}/entries/{id}/course/track",
        Missing("/kk/entries/00000000-0000-0000-0000-000000000000/course/track"),
    ),
    (
        "POST",
        "/{lang}/entries/{id}/course/track",
        Missing("/kk/entries/00000000-0000-0000-0000-000000000000/course/track"),
    ),
    // A notice is asked for by applications alone; `notices.rs` tests who gets one.
    (
        "GET",
        "/{lang}/entries/{id}/notice/{name}",
        Missing("/kk/entries/00000000-0000-0000-0000-000000000000/notice/extension.pdf"),
    ),
    ("GET", "/{lang}/entries/{id}/stored", At("/kk/entries/{entry}/stored", READ_ENTRIES)),
    ("GET", "/{lang}/entries/{id}/correct", At("/kk/entries/{entry}/correct", CORRECT_ENTRIES)),
    ("POST", "/{lang}/entries/{id}/correct", At("/kk/entries/{entry}/correct", CORRECT_ENTRIES)),
    ("GET", "/{lang}/entries/{id}/withdraw", At("/kk/entries/{entry}/withdraw", WITHDRAW_ENTRIES)),
    ("POST", "/{lang}/entries/{id}/withdraw", At("/kk/entries/{entry}/withdraw", WITHDRAW_ENTRIES)),
    ("GET", "/{lang}/entries/{id}/papers", At("/kk/entries/{entry}/papers", READ_ENTRIES)),
    // Whoever enters without reading has no page to bring papers on; so the right to correct says who brings and strikes.
    ("POST", "/{lang}/entries/{id}/papers", At("/kk/entries/{entry}/papers", CORRECT_ENTRIES)),
    (
        "GET",
        "/{lang}/entries/{id}/papers/{paper}",
        At("/kk/entries/{entry}/papers/{paper}", READ_ENTRIES),
    ),
    (
        "GET",
        "/{lang}/entries/{id}/papers/{paper}/thumbnail",
        At("/kk/entries/{entry}/papers/{paper}/thumbnail", READ_ENTRIES),
    ),
    (
        "GET",
        "/{lang}/entries/{id}/papers/{paper}/original",
        At("/kk/entries/{entry}/papers/{paper}/original", CORRECT_ENTRIES),
    ),
    (
        "GET",
        "/{lang}/entries/{id}/papers/{paper}/strike",
        At("/kk/entries/{entry}/papers/{paper}/strike", CORRECT_ENTRIES),
    ),
    (
        "POST",
        "/{lang}/entries/{id}/papers/{paper}/strike",
        At("/kk/entries/{entry}/papers/{paper}/strike", CORRECT_ENTRIES),
    ),
    (
        "GET",
        "/{lang}/registers/{register}/paper",
        Unlent("/kk/registers/{register}/paper?body={body}", READ_ENTRIES),
    ),
    (
        "POST",
        "/{lang}/registers/{register}/paper",
        At("/kk/registers/{register}/paper?body={body}", CORRECT_ENTRIES),
    ),
    ("GET", "/{lang}/entries/{id}/link", Links("/kk/entries/{entry}/link")),
    ("POST", "/{lang}/entries/{id}/link", Links("/kk/entries/{entry}/link")),
    // No entry here is a person or an organisation; `persons.rs` and `organisations.rs` test who looks at one, and the test of two worlds walks
    // all of them.
    ("GET", "/{lang}/persons/{id}", Missing("/kk/persons/{entry}")),
    ("GET", "/{lang}/organisations/{id}", Missing("/kk/organisations/{entry}")),
    ("GET", "/{lang}/entries/{id}/move", Commands("/kk/entries/{entry}/move")),
    ("POST", "/{lang}/entries/{id}/move", Commands("/kk/entries/{entry}/move")),
    // Only an officer is left by: these entries are raids. `bodies.rs` tests who may hand over.
    ("GET", "/{lang}/entries/{id}/hand-over", Missing("/kk/entries/{entry}/hand-over")),
    ("POST", "/{lang}/entries/{id}/hand-over", Missing("/kk/entries/{entry}/hand-over")),
    (
        "GET",
        "/{lang}/registers/{register}/views",
        Anywhere("/kk/registers/{register}/views", READ_ENTRIES),
    ),
    (
        "POST",
        "/{lang}/registers/{register}/views",
        Anywhere("/kk/registers/{register}/views", READ_ENTRIES),
    ),
    // A view belongs to its account alone; `views.rs` tests that nobody else sees it.
    (
        "GET",
        "/{lang}/registers/{register}/views/{id}",
        Missing("/kk/registers/{register}/views/00000000-0000-0000-0000-000000000000"),
    ),
    (
        "POST",
        "/{lang}/registers/{register}/views/{id}",
        Missing("/kk/registers/{register}/views/00000000-0000-0000-0000-000000000000"),
    ),
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
    (
        "GET",
        "/api/v1/entries/{id}/papers",
        Token("/api/v1/entries/6f9619ff-8b86-4d01-b42d-00cf4fc964ff/papers"),
    ),
    (
        "POST",
        "/api/v1/entries/{id}/papers",
        Token("/api/v1/entries/6f9619ff-8b86-4d01-b42d-00cf4fc964ff/papers"),
    ),
    (
        "GET",
        "/api/v1/entries/{id}/papers/{paper}",
        Token("/api/v1/entries/6f9619ff-8b86-4d01-b42d-00cf4fc964ff/papers/6f9619ff-8b86-4d01-b42d-00cf4fc964ff"),
    ),
    (
        "POST",
        "/api/v1/entries/{id}/course/{turn}",
        Token("/api/v1/entries/6f9619ff-8b86-4d01-b42d-00cf4fc964ff/course/start"),
    ),
    (
        "POST",
        "/api/v1/entries/{id}/tracks",
        Token("/api/v1/entries/6f9619ff-8b86-4d01-b42d-00cf4fc964ff/tracks"),
    ),
    (
        "GET",
        "/api/v1/entries/{id}/links",
        Token("/api/v1/entries/6f9619ff-8b86-4d01-b42d-00cf4fc964ff/links"),
    ),
    (
        "POST",
        "/api/v1/entries/{id}/links",
        Token("/api/v1/entries/6f9619ff-8b86-4d01-b42d-00cf4fc964ff/links"),
    ),
    (
        "POST",
        "/api/v1/entries/{id}/links/dissolve",
        Token("/api/v1/entries/6f9619ff-8b86-4d01-b42d-00cf4fc964ff/links/dissolve"),
    ),
    ("GET", "/api/v1/files/{year}", Token("/api/v1/files/2026?body={body}")),
    ("GET", "/api/v1/files/{year}/{file}", Token("/api/v1/files/2026/2?body={body}")),
    ("GET", "/{lang}/clauses/{clause}", Signed("/kk/clauses/29.1")),
    ("GET", "/{lang}/files", At("/kk/files?body={body}", READ_VOLUMES)),
    ("GET", "/{lang}/files/{year}/{file}", At("/kk/files/2026/2?body={body}", READ_VOLUMES)),
    // Without something that prints there are no papers; `filing.rs` tests who may take them.
    (
        "GET",
        "/{lang}/files/{year}/{file}/print/{name}",
        Missing("/kk/files/2026/2/print/inventory.pdf?body={body}"),
    ),
    ("GET", "/{lang}/bans", Anywhere("/kk/bans", READ_OBJECTS)),
    ("GET", "/{lang}/addressed", Anywhere("/kk/addressed", READ_DIRECTIVES)),
    ("GET", "/{lang}/tests", At("/kk/tests?body={body}", READ_TESTS)),
    ("GET", "/{lang}/map", At("/kk/map?body={body}", RETURN)),
    ("GET", "/{lang}/map/districts.json", At("/kk/map/districts.json?body={body}", RETURN)),
    (
        "GET",
        "/{lang}/map/points.json",
        Both("/kk/map/points.json?body={body}&register={register}", RETURN, READ_ENTRIES),
    ),
    (
        "GET",
        "/{lang}/map/bans.json",
        Both("/kk/map/bans.json?body={body}&day=01.05.2026", RETURN, READ_OBJECTS),
    ),
    (
        "GET",
        "/{lang}/map/tracks.json",
        Both("/kk/map/tracks.json?body={body}&period=2026-11", RETURN, READ_TRACKS),
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
