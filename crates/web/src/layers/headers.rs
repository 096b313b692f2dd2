//! The headers by which a browser guards the reader, on every answer.

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::middleware::Next;
use axum::response::Response;

use crate::state::Transport;

/// Nothing comes from elsewhere, nothing runs inline, nobody frames us.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'";

/// What a file may do that somebody brought: be looked at.
pub(crate) const BROUGHT: &str = "default-src 'none'; img-src 'self'; sandbox; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 7] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    (REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// A year, as browsers ask for.
const ONLY_TLS: HeaderValue = HeaderValue::from_static("max-age=31536000; includeSubDomains");

pub(super) async fn secure(State(transport): State<Transport>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    // A file that somebody brought says itself that it may do even less than a page.
    let narrower = headers.get(CONTENT_SECURITY_POLICY) == Some(&HeaderValue::from_static(BROUGHT));
    for (name, value) in HEADERS {
        if name != CONTENT_SECURITY_POLICY || !narrower {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    if transport == Transport::Tls {
        headers.insert(STRICT_TRANSPORT_SECURITY, ONLY_TLS);
    }
    // Assets say themselves how long they keep; everything else is for this reader and this moment.
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
