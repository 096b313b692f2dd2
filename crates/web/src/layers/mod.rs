//! What stands around every route, outermost first: observe, headers, compression, errors as pages, limits.

mod errors;
mod headers;
mod limits;
mod observe;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};

use crate::state::Web;

pub(crate) use headers::BROUGHT;
pub(crate) use limits::{PAPERS_MOST, TABLE_MOST, TRACK_MOST, most};
pub(crate) use observe::RequestId;

/// Puts the layers around a router; the last one put is the first to see a request.
pub(crate) fn around(router: Router<Web>, web: &Web) -> Router<Web> {
    let worthwhile = SizeAbove::new(512)
        .and(NotForContentType::IMAGES)
        .and(NotForContentType::new("font/woff2"))
        .and(NotForContentType::new("application/pdf"));
    let compression = CompressionLayer::new()
        .quality(tower_http::CompressionLevel::Precise(1))
        .compress_when(worthwhile);
    router
        .layer(from_fn(limits::limit))
        .layer(from_fn_with_state(web.clone(), errors::dress))
        .layer(compression)
        .layer(from_fn_with_state(web.transport(), headers::secure))
        .layer(from_fn_with_state(web.clone(), observe::observe))
}
