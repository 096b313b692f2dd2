//! Style sheet, fonts and scripts, embedded; each under an address that changes with its content, so that browsers keep it for good.

use axum::body::Body;
use axum::extract::OriginalUri;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

/// A file that pages use.
pub struct File {
    /// Where it is served: `/assets/{hash}/{name}`.
    pub address: &'static str,
    /// Its media type.
    pub kind: &'static str,
    /// Its content.
    pub bytes: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

const FOR_GOOD: &str = "public, max-age=31536000, immutable";

pub(crate) async fn file(OriginalUri(uri): OriginalUri) -> Response {
    match FILES.iter().find(|file| file.address == uri.path()) {
        Some(file) => ([(CONTENT_TYPE, file.kind), (CACHE_CONTROL, FOR_GOOD)], Body::from(file.bytes)).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
