//! The one table of routes: method, path, who may, and what answers. The router is built from it, and tests walk it.

use axum::extract::DefaultBodyLimit;
use axum::routing::{MethodFilter, MethodRouter, on};
use qorgau_app::forms::acts::ENTERING;
use qorgau_rulebook::may::{Act, Subject};

use crate::gate::Access;
use crate::layers::{PAPERS_MOST, TABLE_MOST, TRACK_MOST};
use crate::state::Web;
use crate::{api, assets, health, languages, pages};

/// One way in.
pub struct Route {
    /// The method; GET answers HEAD too.
    pub method: MethodFilter,
    /// The pattern of the path.
    pub path: &'static str,
    /// Who may.
    pub access: Access,
    /// What answers.
    pub handler: fn(MethodFilter) -> MethodRouter<Web>,
}

impl Route {
    /// A page or file that is read.
    #[must_use]
    pub const fn get(path: &'static str, access: Access, handler: fn(MethodFilter) -> MethodRouter<Web>) -> Self {
        Route {
            method: MethodFilter::GET,
            path,
            access,
            handler,
        }
    }

    /// A form that is sent.
    #[must_use]
    pub const fn post(path: &'static str, access: Access, handler: fn(MethodFilter) -> MethodRouter<Web>) -> Self {
        Route {
            method: MethodFilter::POST,
            path,
            access,
            handler,
        }
    }

    /// A thing that a program puts in its place.
    #[must_use]
    pub const fn put(path: &'static str, access: Access, handler: fn(MethodFilter) -> MethodRouter<Web>) -> Self {
        Route {
            method: MethodFilter::PUT,
            path,
            access,
            handler,
        }
    }

    pub(crate) fn router(&self) -> MethodRouter<Web> {
        (self.handler)(self.method)
    }
}

/// Whoever may read returns of some body; of which, the page asks.
pub(crate) const RETURNS: Access = Access::May {
    act: Act::Read,
    on: Subject::Document("return.monthly"),
};

/// Whoever may read reviews of some body; of which, the page asks.
const REVIEWS: Access = Access::May {
    act: Act::Read,
    on: Subject::Document("review"),
};

/// Whoever may prepare reviews of some body.
const WRITES_REVIEWS: Access = Access::May {
    act: Act::Prepare,
    on: Subject::Document("review"),
};

/// Whoever may read the accounts of some body.
pub(crate) const USERS: Access = Access::May {
    act: Act::Read,
    on: Subject::Users,
};

/// Whoever may read some bodies.
pub(crate) const BODIES: Access = Access::May {
    act: Act::Read,
    on: Subject::Bodies,
};

/// Whoever keeps the place of some body in the tree.
const KEEPS_BODIES: Access = Access::May {
    act: Act::Administer,
    on: Subject::Bodies,
};

/// Whoever keeps the accounts of some body.
const KEEPS: Access = Access::May {
    act: Act::Administer,
    on: Subject::Users,
};

/// Whoever may read the volumes of files of some body; of which, the page asks.
pub(crate) const FILES: Access = Access::May {
    act: Act::Read,
    on: Subject::Register(qorgau_rulebook::filing::REGISTER),
};

/// Whoever reads some register.
pub(crate) const READS: Access = Access::Registers(&[Act::Read]);

/// Whoever writes in some register.
pub(crate) const WRITES: Access = Access::Registers(&ENTERING);

/// Every way in.
pub const TABLE: &[Route] = &[
    Route::get("/", Access::Anyone, |method| on(method, languages::choose)),
    Route::get("/healthz", Access::Anyone, |method| on(method, health::health)),
    Route::get("/metrics", Access::ThisMachine, |method| on(method, health::metrics)),
    Route::get("/assets/{hash}/{name}", Access::Anyone, |method| on(method, assets::file)),
    Route::get("/{lang}", Access::Anyone, |method| on(method, languages::slash)),
    Route::get("/{lang}/", Access::Anyone, |method| on(method, pages::start::page)),
    Route::get("/{lang}/sign-in", Access::Anyone, |method| on(method, pages::sign_in::page)),
    Route::post("/{lang}/sign-in", Access::Anyone, |method| on(method, pages::sign_in::sign_in)),
    Route::post("/{lang}/sign-out", Access::Entering, |method| on(method, pages::sign_in::sign_out)),
    Route::get("/{lang}/code", Access::Anyone, |method| on(method, pages::code::page)),
    Route::post("/{lang}/code", Access::Anyone, |method| on(method, pages::code::choose)),
    Route::get("/{lang}/start", Access::Anyone, |method| on(method, pages::first::page)),
    Route::post("/{lang}/start", Access::Anyone, |method| on(method, pages::first::start)),
    Route::get("/{lang}/account", Access::SignedIn, |method| on(method, pages::account::page)),
    Route::post("/{lang}/account/language", Access::SignedIn, |method| on(method, pages::account::speak)),
    Route::post("/{lang}/account/sessions", Access::SignedIn, |method| on(method, pages::account::end)),
    Route::get("/{lang}/account/password", Access::SignedIn, |method| {
        on(method, pages::account::password::page)
    }),
    Route::post("/{lang}/account/password", Access::SignedIn, |method| {
        on(method, pages::account::password::change)
    }),
    Route::get("/{lang}/account/factor", Access::Entering, |method| on(method, pages::account::factor::page)),
    Route::post("/{lang}/account/factor", Access::Entering, |method| on(method, pages::account::factor::begin)),
    Route::post("/{lang}/account/factor/confirm", Access::Entering, |method| {
        on(method, pages::account::factor::confirm)
    }),
    Route::post("/{lang}/account/factor/codes", Access::SignedIn, |method| {
        on(method, pages::account::factor::codes)
    }),
    Route::post("/{lang}/account/factor/off", Access::SignedIn, |method| on(method, pages::account::factor::off)),
    Route::get("/{lang}/authority", Access::Anyone, |method| on(method, pages::authority::page)),
    Route::get("/authority.crt", Access::Anyone, |method| on(method, pages::authority::certificate)),
    Route::get("/{lang}/people", USERS, |method| on(method, pages::people::page)),
    Route::get("/{lang}/people/new", KEEPS, |method| on(method, pages::people::open::page)),
    Route::post("/{lang}/people/new", KEEPS, |method| on(method, pages::people::open::open)),
    Route::get("/{lang}/people/{account}", USERS, |method| on(method, pages::people::one::page)),
    Route::post("/{lang}/people/{account}/give", KEEPS, |method| on(method, pages::people::acts::give)),
    Route::post("/{lang}/people/{account}/take", KEEPS, |method| on(method, pages::people::acts::take)),
    Route::post("/{lang}/people/{account}/rename", KEEPS, |method| on(method, pages::people::acts::rename)),
    Route::post("/{lang}/people/{account}/reset", KEEPS, |method| on(method, pages::people::acts::reset)),
    Route::post("/{lang}/people/{account}/close", KEEPS, |method| on(method, pages::people::acts::close)),
    Route::post("/{lang}/people/{account}/absence", KEEPS, |method| on(method, pages::people::absence::record)),
    Route::post("/{lang}/people/{account}/absence/end", KEEPS, |method| on(method, pages::people::absence::end)),
    Route::post("/{lang}/people/{account}/given", KEEPS, |method| on(method, pages::people::given::give)),
    Route::post("/{lang}/people/{account}/given/take", KEEPS, |method| {
        on(method, pages::people::given::take_back)
    }),
    Route::get("/{lang}/people/posts", USERS, |method| on(method, pages::people::posts::page)),
    Route::post("/{lang}/people/posts", KEEPS, |method| on(method, pages::people::posts::record)),
    Route::post("/{lang}/people/posts/end", KEEPS, |method| on(method, pages::people::posts::end)),
    Route::get("/{lang}/people/{account}/hand-over", USERS, |method| on(method, pages::people::hand_over::page)),
    Route::post("/{lang}/people/{account}/hand-over", KEEPS, |method| on(method, pages::people::hand_over::send)),
    Route::get("/{lang}/bodies", BODIES, |method| on(method, pages::bodies::page)),
    Route::get("/{lang}/bodies/{id}", BODIES, |method| on(method, pages::bodies::one::page)),
    Route::get("/{lang}/bodies/{id}/change/{what}", KEEPS_BODIES, |method| {
        on(method, pages::bodies::change::page)
    }),
    Route::post("/{lang}/bodies/{id}/change/{what}", KEEPS_BODIES, |method| {
        on(method, pages::bodies::change::send)
    }),
    Route::get("/{lang}/today", Access::SignedIn, |method| on(method, pages::today::page)),
    Route::get("/{lang}/registers", Access::SignedIn, |method| on(method, pages::registers::page)),
    Route::get("/{lang}/registers/{register}", Access::SignedIn, |method| on(method, pages::list::page)),
    Route::get("/{lang}/registers/{register}/export/{format}", Access::SignedIn, |method| {
        on(method, pages::list::export)
    }),
    Route::get("/{lang}/registers/{register}/journal/{format}", Access::SignedIn, |method| {
        on(method, pages::list::journal::file)
    }),
    Route::get("/{lang}/registers/{register}/paper", Access::SignedIn, |method| {
        on(method, pages::cut_over::page)
    }),
    Route::post("/{lang}/registers/{register}/paper", Access::SignedIn, |method| {
        on(method, pages::cut_over::send)
    }),
    Route::get("/{lang}/registers/{register}/views", Access::SignedIn, |method| {
        on(method, pages::list::views::page)
    }),
    Route::post("/{lang}/registers/{register}/views", Access::SignedIn, |method| {
        on(method, pages::list::views::keep)
    }),
    Route::get("/{lang}/registers/{register}/views/{id}", Access::SignedIn, |method| {
        on(method, pages::list::views::one)
    }),
    Route::post("/{lang}/registers/{register}/views/{id}", Access::SignedIn, |method| {
        on(method, pages::list::views::change)
    }),
    Route::get("/{lang}/entries/{id}", Access::SignedIn, |method| on(method, pages::entry::page)),
    Route::get("/{lang}/entries/{id}/print", Access::SignedIn, |method| on(method, pages::entry::print)),
    Route::get("/{lang}/entries/{id}/notice/{name}", Access::SignedIn, |method| {
        on(method, pages::entry::notice::file)
    }),
    Route::get("/{lang}/entries/{id}/course", Access::SignedIn, |method| on(method, pages::raid::page)),
    Route::post("/{lang}/entries/{id}/course", Access::SignedIn, |method| on(method, pages::raid::send)),
    Route::get("/{lang}/entries/{id}/course/paper/{name}", Access::SignedIn, |method| {
        on(method, pages::raid::paper::file)
    }),
    Route::get("/{lang}/entries/{id}/course/track", Access::SignedIn, |method| {
        on(method, pages::raid::track::page)
    }),
    Route::post("/{lang}/entries/{id}/course/track", Access::SignedIn, |method| {
        on(method, pages::raid::track::bring).layer(DefaultBodyLimit::max(TRACK_MOST))
    }),
    Route::get("/{lang}/entries/{id}/papers", Access::SignedIn, |method| on(method, pages::entry::papers::page)),
    Route::post("/{lang}/entries/{id}/papers", Access::SignedIn, |method| {
        on(method, pages::entry::papers::bring).layer(DefaultBodyLimit::max(PAPERS_MOST))
    }),
    Route::get("/{lang}/entries/{id}/papers/{paper}", Access::SignedIn, |method| {
        on(method, pages::entry::file::shown)
    }),
    Route::get("/{lang}/entries/{id}/papers/{paper}/thumbnail", Access::SignedIn, |method| {
        on(method, pages::entry::file::thumbnail)
    }),
    Route::get("/{lang}/entries/{id}/papers/{paper}/original", Access::SignedIn, |method| {
        on(method, pages::entry::file::original)
    }),
    Route::get("/{lang}/entries/{id}/papers/{paper}/strike", Access::SignedIn, |method| {
        on(method, pages::entry::strike::page)
    }),
    Route::post("/{lang}/entries/{id}/papers/{paper}/strike", Access::SignedIn, |method| {
        on(method, pages::entry::strike::send)
    }),
    Route::get("/{lang}/search", Access::SignedIn, |method| on(method, pages::find::page)),
    Route::get("/{lang}/find.json", Access::SignedIn, |method| on(method, pages::find::json)),
    Route::get("/{lang}/returns", RETURNS, |method| on(method, pages::returns::latest)),
    Route::get("/{lang}/returns/{kind}/{period}", RETURNS, |method| on(method, pages::returns::page)),
    Route::post("/{lang}/returns/{kind}/{period}", RETURNS, |method| on(method, pages::returns::act)),
    Route::get("/{lang}/returns/{kind}/{period}/{figure}", RETURNS, |method| on(method, pages::figure::page)),
    Route::get("/{lang}/returns/{kind}/{period}/file/{name}", RETURNS, |method| on(method, pages::files::live)),
    Route::get("/{lang}/documents/{id}", RETURNS, |method| on(method, pages::document::page)),
    Route::post("/{lang}/documents/{id}", RETURNS, |method| on(method, pages::document::act)),
    Route::get("/{lang}/documents/{id}/file/{name}", RETURNS, |method| on(method, pages::files::frozen)),
    Route::get("/{lang}/matrix", RETURNS, |method| on(method, pages::matrix::page)),
    Route::get("/{lang}/registers/{register}/new", Access::SignedIn, |method| {
        on(method, pages::form::new::page)
    }),
    Route::post("/{lang}/registers/{register}/new", Access::SignedIn, |method| {
        on(method, pages::form::new::send)
    }),
    Route::get("/{lang}/registers/{register}/blank", Access::SignedIn, |method| {
        on(method, pages::form::blank::page)
    }),
    Route::get("/{lang}/entries/{id}/correct", Access::SignedIn, |method| {
        on(method, pages::form::correct::page)
    }),
    Route::post("/{lang}/entries/{id}/correct", Access::SignedIn, |method| {
        on(method, pages::form::correct::send)
    }),
    Route::get("/{lang}/entries/{id}/withdraw", Access::SignedIn, |method| {
        on(method, pages::form::withdraw::page)
    }),
    Route::post("/{lang}/entries/{id}/withdraw", Access::SignedIn, |method| {
        on(method, pages::form::withdraw::send)
    }),
    Route::get("/{lang}/entries/{id}/hand-over", Access::SignedIn, |method| {
        on(method, pages::form::hand_over::page)
    }),
    Route::post("/{lang}/entries/{id}/hand-over", Access::SignedIn, |method| {
        on(method, pages::form::hand_over::send)
    }),
    Route::get("/{lang}/entries/{id}/move", Access::SignedIn, |method| on(method, pages::form::moving::page)),
    Route::post("/{lang}/entries/{id}/move", Access::SignedIn, |method| on(method, pages::form::moving::send)),
    Route::get("/{lang}/entries/{id}/link", Access::SignedIn, |method| on(method, pages::entry::link::page)),
    Route::post("/{lang}/entries/{id}/link", Access::SignedIn, |method| on(method, pages::entry::link::send)),
    Route::get("/{lang}/persons/{id}", Access::SignedIn, |method| on(method, pages::persons::page)),
    Route::get("/{lang}/organisations/{id}", Access::SignedIn, |method| {
        on(method, pages::persons::organisation)
    }),
    Route::get("/{lang}/entries/{id}/stored", Access::SignedIn, |method| on(method, pages::form::stored::page)),
    Route::get("/{lang}/pick.json", Access::SignedIn, |method| on(method, pages::form::find::json)),
    Route::get("/{lang}/clauses", Access::SignedIn, |method| on(method, pages::clauses::page)),
    Route::get("/{lang}/files", FILES, |method| on(method, pages::filing::page)),
    Route::get("/{lang}/files/{year}/{file}", FILES, |method| on(method, pages::filing::one::page)),
    Route::get("/{lang}/files/{year}/{file}/print/{name}", FILES, |method| {
        on(method, pages::filing::print::file)
    }),
    Route::get("/{lang}/bans", READS, |method| on(method, pages::bans::page)),
    Route::get("/{lang}/addressed", READS, |method| on(method, pages::addressed::page)),
    Route::get("/{lang}/tests", READS, |method| on(method, pages::knowledge::page)),
    Route::get("/{lang}/territory", RETURNS, |method| on(method, pages::territory::latest)),
    Route::get("/{lang}/participation/{period}", RETURNS, |method| on(method, pages::participation::page)),
    Route::get("/{lang}/territory/{period}", RETURNS, |method| on(method, pages::territory::page)),
    Route::get("/{lang}/reviews", REVIEWS, |method| on(method, pages::reviews::page)),
    Route::get("/{lang}/reviews/{period}", WRITES_REVIEWS, |method| on(method, pages::reviews::form::page)),
    Route::post("/{lang}/reviews/{period}", WRITES_REVIEWS, |method| on(method, pages::reviews::form::send)),
    Route::get("/{lang}/map", RETURNS, |method| on(method, pages::map::page)),
    Route::get("/{lang}/map/districts.json", RETURNS, |method| on(method, pages::map::data::districts)),
    Route::get("/{lang}/map/points.json", RETURNS, |method| on(method, pages::map::data::points)),
    Route::get("/{lang}/map/bans.json", RETURNS, |method| on(method, pages::map::data::bans)),
    Route::get("/{lang}/map/tracks.json", RETURNS, |method| on(method, pages::map::data::tracks)),
    Route::get("/{lang}/map/outlines.json", WRITES, |method| on(method, pages::map::data::outlines)),
    Route::get("/{lang}/map/base.pmtiles", Access::SignedIn, |method| on(method, pages::map::base::file)),
    Route::get("/{lang}/help", Access::SignedIn, |method| on(method, pages::help::index)),
    Route::get("/{lang}/help/{guide}", Access::SignedIn, |method| on(method, pages::help::page)),
    Route::get("/{lang}/import", WRITES, |method| on(method, pages::import::page)),
    Route::post("/{lang}/import", WRITES, |method| {
        on(method, pages::import::bring).layer(DefaultBodyLimit::max(TABLE_MOST))
    }),
    Route::get("/{lang}/import/{id}", WRITES, |method| on(method, pages::import::show::page)),
    Route::post("/{lang}/import/{id}", WRITES, |method| on(method, pages::import::act::act)),
    Route::get("/{lang}/import/{id}/refused", WRITES, |method| on(method, pages::import::files::refused)),
    Route::get("/{lang}/import/{id}/map", WRITES, |method| on(method, pages::import::files::map)),
    Route::get("/{lang}/clauses/{clause}", Access::SignedIn, |method| on(method, pages::clauses::one::page)),
    Route::get("/api/v1/openapi.json", Access::Anyone, |method| on(method, api::openapi::document)),
    Route::get("/api/v1/registers", Access::Token, |method| on(method, api::registers)),
    Route::get("/api/v1/registers/{code}", Access::Token, |method| on(method, api::register)),
    Route::get("/api/v1/registers/{code}/entries", Access::Token, |method| on(method, api::entries_of)),
    Route::get("/api/v1/lists/{code}", Access::Token, |method| on(method, api::list)),
    Route::get("/api/v1/bodies", Access::Token, |method| on(method, api::bodies)),
    Route::get("/api/v1/duties", Access::Token, |method| on(method, api::duties)),
    Route::get("/api/v1/returns/{kind}/{period}", Access::Token, |method| on(method, api::returns)),
    Route::get("/api/v1/entries/{id}", Access::Token, |method| on(method, api::entry)),
    Route::put("/api/v1/entries/{id}", Access::Token, |method| on(method, api::put)),
    Route::post("/api/v1/entries/{id}/withdraw", Access::Token, |method| on(method, api::withdraw)),
    Route::get("/api/v1/entries/{id}/revisions", Access::Token, |method| on(method, api::revisions)),
    Route::get("/api/v1/entries/{id}/papers", Access::Token, |method| on(method, api::papers)),
    Route::post("/api/v1/entries/{id}/papers", Access::Token, |method| {
        on(method, api::attach).layer(DefaultBodyLimit::max(qorgau_app::papers::MOST))
    }),
    Route::get("/api/v1/entries/{id}/papers/{paper}", Access::Token, |method| on(method, api::paper)),
    Route::post("/api/v1/entries/{id}/course/{turn}", Access::Token, |method| on(method, api::turn)),
    Route::post("/api/v1/entries/{id}/tracks", Access::Token, |method| {
        on(method, api::track).layer(DefaultBodyLimit::max(TRACK_MOST))
    }),
    Route::get("/api/v1/entries/{id}/links", Access::Token, |method| on(method, api::links)),
    Route::post("/api/v1/entries/{id}/links", Access::Token, |method| on(method, api::link)),
    Route::post("/api/v1/entries/{id}/links/dissolve", Access::Token, |method| on(method, api::dissolve)),
    Route::get("/api/v1/files/{year}", Access::Token, |method| on(method, api::files)),
    Route::get("/api/v1/files/{year}/{file}", Access::Token, |method| on(method, api::file)),
    Route::get("/{lang}/api", Access::SignedIn, |method| on(method, pages::api::page)),
    Route::get("/{lang}/account/tokens", Access::SignedIn, |method| on(method, pages::account::tokens::page)),
    Route::post("/{lang}/account/tokens", Access::SignedIn, |method| on(method, pages::account::tokens::make)),
    Route::post("/{lang}/account/tokens/revoke", Access::SignedIn, |method| {
        on(method, pages::account::tokens::revoke)
    }),
    Route::get("/{lang}/style", Access::Anyone, |method| on(method, pages::style::page)),
];

/// Whether there is such a way in; pages lead only to places that are there.
pub(crate) fn has(path: &str) -> bool {
    TABLE.iter().any(|route| route.path == path)
}
