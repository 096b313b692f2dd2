//! The office's own authority: its certificate, and how phones and computers are told to trust it. Without one nothing is here.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use super::{Gone, Page};
use crate::here::Here;
use crate::state::Web;

#[derive(Template)]
#[template(path = "authority.html")]
struct Authority {
    here: Here,
    fingerprint: Vec<String>,
}

pub(crate) async fn page(State(web): State<Web>, here: Here) -> Result<impl IntoResponse, Gone> {
    let root = web.root().ok_or(Gone::Absent)?;
    // Four lines of eight pairs: what two people can compare by reading aloud.
    let pairs: Vec<&str> = root.fingerprint.split(':').collect();
    let fingerprint = pairs.chunks(8).map(|line| line.join(" ")).collect();
    Ok(Page(Authority { here, fingerprint }))
}

/// The certificate, in the form and by the media type that phones install.
pub(crate) async fn certificate(State(web): State<Web>) -> Response {
    match web.root() {
        Some(root) => (
            [
                (CONTENT_TYPE, "application/x-x509-ca-cert"),
                (CONTENT_DISPOSITION, "attachment; filename=\"qorgau-authority.crt\""),
            ],
            root.der.clone(),
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
