//! The one table of routes: method, path, who may, and what answers. The router is built from it, and tests walk it.

use axum::routing::{MethodFilter, MethodRouter, on};

use crate::gate::Access;
use crate::state::Web;
use crate::{assets, health, languages, pages};

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

    pub(crate) fn router(&self) -> MethodRouter<Web> {
        (self.handler)(self.method)
    }
}

/// Every way in.
pub const TABLE: &[Route] = &[
    Route::get("/", Access::Anyone, |method| on(method, languages::choose)),
    Route::get("/healthz", Access::Anyone, |method| on(method, health::health)),
    Route::get("/metrics", Access::ThisMachine, |method| on(method, health::metrics)),
    Route::get("/assets/{hash}/{name}", Access::Anyone, |method| on(method, assets::file)),
    Route::get("/{lang}", Access::Anyone, |method| on(method, languages::slash)),
    Route::get("/{lang}/", Access::Anyone, |method| on(method, pages::start::page)),
    Route::get("/{lang}/sign-in", Access::Anyone, |method| on(method, pages::sign_in::page)),
    Route::get("/{lang}/style", Access::Anyone, |method| on(method, pages::style::page)),
];
