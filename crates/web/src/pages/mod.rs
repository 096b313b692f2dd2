//! Pages: one file each, a template filled from one use case.

pub mod error;
pub mod sign_in;
pub mod start;
pub mod style;

use askama::Template;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

/// A page that says itself what it is; error pages carry it, so that they are not dressed twice.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Whole;

/// A template as an answer.
pub(crate) struct Page<T>(pub(crate) T);

impl<T: Template> IntoResponse for Page<T> {
    fn into_response(self) -> Response {
        match self.0.render() {
            Ok(text) => ([(CONTENT_TYPE, "text/html; charset=utf-8")], text).into_response(),
            Err(error) => {
                tracing::error!(%error, "a template failed");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

/// There is nothing here.
pub(crate) async fn absent() -> StatusCode {
    StatusCode::NOT_FOUND
}
