//! Makes every refusal a page of ours: what a handler, an extractor, the router or a panic leaves as a bare status.

use std::panic::AssertUnwindSafe;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{ALLOW, CACHE_CONTROL, CONNECTION, HeaderName};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;

use crate::api;
use crate::here::Here;
use crate::languages;
use crate::layers::RequestId;
use crate::pages;
use crate::state::Web;
use crate::visitor::Visitor;

/// What a page of ours carries over from the bare answer.
const KEPT: [HeaderName; 2] = [ALLOW, CONNECTION];

pub(super) async fn dress(State(web): State<Web>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let (reader, program) = (Reader::of(&parts), parts.uri.path().starts_with(api::ROOT));
    let request = Request::from_parts(parts, body);
    let response = match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => response,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    };
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) || response.extensions().get::<pages::Whole>().is_some() {
        return response;
    }
    if program {
        return api::answer(&web, reader.here.l.lang(), &response, &reader.id, reader.most);
    }
    reader.page(&web, response).await
}

/// Whom the error page speaks to.
struct Reader {
    here: Here,
    id: String,
    /// How many bytes may be brought to the place.
    most: usize,
}

impl Reader {
    fn of(parts: &Parts) -> Self {
        let lang = languages::of(parts);
        let id = parts.extensions.get::<RequestId>().map_or_else(String::new, |id| id.0.to_string());
        // The language switch of an error page leads to the start: what was not there in one language is not there in another.
        let here = Here::new(lang, Visitor::Nobody, "/".to_owned());
        let most = super::most(parts.uri.path());
        Reader { here, id, most }
    }

    async fn page(mut self, web: &Web, bare: Response) -> Response {
        let (bare, _) = bare.into_parts();
        if let Some(visitor) = bare.extensions.get::<Visitor>() {
            self.here.visitor = visitor.clone();
        }
        let mut page = (bare.status, pages::error::page(web, self.here, bare.status, self.id, self.most).await).into_response();
        for name in KEPT {
            if let Some(value) = bare.headers.get(&name) {
                page.headers_mut().insert(name, value.clone());
            }
        }
        page.headers_mut().remove(CACHE_CONTROL);
        page
    }
}
