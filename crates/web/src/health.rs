//! For whoever watches the server: is it well, and what has it done.

use std::fmt::Write as _;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;

use crate::state::Web;

/// Well while the database answers.
pub(crate) async fn health(State(web): State<Web>) -> impl IntoResponse {
    let text = [(CONTENT_TYPE, "text/plain; charset=utf-8")];
    match web.app().store.rulebook().await {
        Ok(_) => (StatusCode::OK, text, "ok\n"),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, text, "the database does not answer\n")
        }
    }
}

/// What was counted, as Prometheus reads it.
pub(crate) async fn metrics(State(web): State<Web>) -> impl IntoResponse {
    let mut text = web.metrics().text();
    if let Some(commits) = web.app().store.shared_commits() {
        let _ = writeln!(text, "# TYPE qorgau_commits_total counter\nqorgau_commits_total {commits}");
    }
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text)
}
