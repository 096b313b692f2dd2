//! Gives each request an id, counts it and logs it: one line a request, with the pattern of its route, never its path.

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use tokio::time::Instant;
use uuid::Uuid;

use crate::state::Web;

/// The header that carries the id.
const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request: in its log line, in the header of its answer and on its error page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RequestId(pub(crate) Uuid);

pub(super) async fn observe(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let id = web.app().new_id();
    let start = Instant::now();
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let method = known(request.method());
    request.extensions_mut().insert(RequestId(id));
    let mut response = next.run(request).await;
    let took = start.elapsed();
    let route = matched.as_ref().map_or("none", MatchedPath::as_str);
    let status = response.status().as_u16();
    web.metrics().answered(route, method, status, took);
    let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
    tracing::info!(request_id = %id, method, route, status, micros, "answered");
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}

/// A method of the standard by its name; whatever else a client makes up is one class.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
