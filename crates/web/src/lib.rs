//! Pages over HTTP: the server, the design system, the words on a screen.
//!
//! A request goes: [`serve`] (connections, time-outs, TLS) -> the layers in `layers` (request id, headers, errors as
//! pages, limits) -> [`routes::TABLE`], the one table of method, path and who may -> the gate -> a handler in [`pages`],
//! which calls one use case of `qorgau-app` and fills a template with [`parts`].

pub mod api;
mod assets;
pub mod gate;
mod health;
mod here;
mod languages;
mod layers;
mod metrics;
pub mod pages;
pub mod parts;
pub mod printing;
mod received;
pub mod routes;
pub mod serve;
mod state;
mod visitor;

use axum::Router;

pub use assets::{FILES, File};
pub use here::Here;
pub use state::{Transport, Web};
pub use visitor::{Peer, Visitor};

/// The product's routes, guarded and dressed.
pub fn router(web: &Web) -> Router {
    build(web, routes::TABLE)
}

/// A router from a table of routes.
pub fn build(web: &Web, table: &[routes::Route]) -> Router {
    let open = table.iter().fold(Router::new(), |router, route| {
        let guarded = gate::guard(route.router(), web, route.access);
        router.route(route.path, guarded)
    });
    let router = open.fallback(pages::absent);
    layers::around(router, web).with_state(web.clone())
}
