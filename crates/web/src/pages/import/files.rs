//! What can be taken away from an import: the refused lines to be mended, and the map for the next time.

use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use qorgau_app::AppError;
use uuid::Uuid;

use super::super::Gone;
use super::super::inside::signed;
use crate::here::Here;
use crate::state::Web;

/// The refused lines with the header, as the table was parted, in UTF-8 with the mark by which spreadsheets know it.
pub(crate) async fn refused(State(web): State<Web>, here: Here, Path((_, id)): Path<(String, Uuid)>) -> Result<Response, Gone> {
    let upload = web.app().upload(&signed(&here)?.who, id).await?;
    if upload.outcome.refused == 0 {
        return Err(Gone::Absent);
    }
    let lines = web.app().store.upload_refused_bytes(id).await.map_err(AppError::from)?;
    let file: Vec<u8> = b"\xef\xbb\xbf".iter().copied().chain(lines).collect();
    Ok(sent("text/csv; charset=utf-8", "refused.csv", file))
}

/// The map that reads the table, as `qorgau import entries --map` takes it.
pub(crate) async fn map(State(web): State<Web>, here: Here, Path((_, id)): Path<(String, Uuid)>) -> Result<Response, Gone> {
    let upload = web.app().upload(&signed(&here)?.who, id).await?;
    Ok(sent("application/toml", "map.toml", upload.map.into_bytes()))
}

fn sent(kind: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, disposition)], bytes).into_response()
}
