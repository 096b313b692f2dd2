//! Pages: one file each, a template filled from one use case.

pub mod account;
pub mod addressed;
pub mod api;
mod asked;
pub mod authority;
pub mod bans;
pub mod bodies;
pub(crate) mod charts;
pub mod clauses;
pub mod code;
pub mod cut_over;
pub mod demo;
pub mod document;
pub mod entry;
pub mod error;
pub mod figure;
pub(crate) mod figures;
pub mod files;
pub mod filing;
pub mod find;
pub mod first;
pub mod form;
pub mod help;
pub mod import;
pub mod inside;
pub mod knowledge;
pub mod list;
pub mod map;
pub mod matrix;
pub(crate) mod panel;
pub mod participation;
pub mod people;
pub mod persons;
pub mod raid;
pub mod registers;
pub mod returns;
pub mod reviews;
pub(crate) mod same;
pub mod sign_in;
pub mod start;
pub mod style;
pub(crate) mod terms;
pub mod territory;
pub mod today;
pub(crate) mod values;

use askama::Template;
use axum::Extension;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use qorgau_app::AppError;
use qorgau_app::accounts::AccountFault;

use crate::state::Web;
use crate::visitor::Visitor;

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

/// There is nothing here; the page says so to whoever reads, as where something is refused.
pub(crate) async fn absent(State(web): State<Web>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    match Visitor::of(&parts, &web).await {
        Ok(visitor) => (StatusCode::NOT_FOUND, Extension(visitor)).into_response(),
        Err(error) => failed(&error),
    }
}

/// Why a page is not there, or could not be made.
pub(crate) enum Gone {
    /// Nothing is there, or not for this reader: the two look the same.
    Absent,
    /// The product failed.
    Failed(AppError),
}

impl IntoResponse for Gone {
    fn into_response(self) -> Response {
        match self {
            Gone::Absent => StatusCode::NOT_FOUND.into_response(),
            Gone::Failed(error) => failed(&error),
        }
    }
}

impl From<AppError> for Gone {
    fn from(error: AppError) -> Self {
        match error {
            AppError::NoBody(_) | AppError::NoFigure(_) | AppError::NoRegister(_) | AppError::Period { .. } | AppError::Absent => Gone::Absent,
            AppError::Account(AccountFault::NoAccount | AccountFault::NotAllowed) => Gone::Absent,
            error => Gone::Failed(error),
        }
    }
}

/// The product failed: said once in the log, and to the reader as a page with the mark of the request.
pub(crate) fn failed(error: &AppError) -> Response {
    tracing::error!(%error, "a use case failed");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}
