//! The page of a refusal: what was wrong, what to do, and the mark by which the log knows it.

use askama::Template;
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use qorgau_l10n::L10n;

use super::inside::{Frame, Place};
use super::{Page, Whole};
use crate::here::Here;
use crate::state::Web;

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    here: Here,
    code: String,
    title: String,
    text: String,
    mark: String,
}

/// The same for somebody signed in: with the sections, the name and the way home.
#[derive(Template)]
#[template(path = "error_inside.html")]
struct ErrorInside {
    here: Here,
    frame: Frame,
    code: String,
    title: String,
    text: String,
    mark: String,
}

pub(crate) async fn page(web: &Web, here: Here, status: StatusCode, mark: String, most: usize) -> Response {
    let (title, text) = words(here.l, status, most);
    let code = here.l.page_code(status.as_str());
    // Where the database fails as well, the page speaks to nobody.
    let frame = Frame::read(web, &here, Place::Nowhere).await;
    let page = match frame {
        Ok(frame) => Page(ErrorInside {
            here,
            frame,
            code,
            title,
            text,
            mark,
        })
        .into_response(),
        Err(_) => Page(ErrorPage { here, code, title, text, mark }).into_response(),
    };
    (Extension(Whole), page).into_response()
}

/// What was wrong and what to do. No status says more than a reader may know.
fn words(l: &L10n, status: StatusCode, most: usize) -> (String, String) {
    match status {
        StatusCode::NOT_FOUND => (l.page_absent_title(), l.page_absent_text()),
        StatusCode::METHOD_NOT_ALLOWED => (l.page_method_title(), l.page_method_text()),
        StatusCode::PAYLOAD_TOO_LARGE => (l.page_large_title(), l.page_large_text(&(most / (1024 * 1024)).to_string())),
        StatusCode::REQUEST_TIMEOUT => (l.page_slow_title(), l.page_slow_text()),
        StatusCode::SERVICE_UNAVAILABLE => (l.page_busy_title(), l.page_busy_text()),
        other if other.is_server_error() => (l.page_failed_title(), l.page_failed_text()),
        _ => (l.page_request_title(), l.page_request_text()),
    }
}
