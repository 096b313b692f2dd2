//! The base map, piece by piece: a file of PMTiles on the server's disk, never of another host.

use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use axum::extract::State;
use axum::http::header::{ACCEPT_RANGES, CACHE_CONTROL, CONTENT_RANGE, CONTENT_TYPE, RANGE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::state::Web;

/// The most bytes told at once; a reader of PMTiles asks for a tile or a directory.
const MOST: u64 = 4 * 1024 * 1024;

/// A piece of the file; whoever asks for no piece gets none.
pub(crate) async fn file(State(web): State<Web>, headers: HeaderMap) -> Response {
    let Some(path) = web.basemap().map(Path::to_owned) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let asked = headers.get(RANGE).and_then(|value| value.to_str().ok()).and_then(range);
    let Some((from, until)) = asked.filter(|(from, until)| from <= until && until - from < MOST) else {
        return StatusCode::RANGE_NOT_SATISFIABLE.into_response();
    };
    let read = tokio::task::spawn_blocking(move || piece(&path, from, until)).await;
    match read {
        Ok(Ok((bytes, whole))) if !bytes.is_empty() => {
            let last = from + bytes.len() as u64 - 1;
            let told = [
                (CONTENT_RANGE, format!("bytes {from}-{last}/{whole}")),
                (CONTENT_TYPE, "application/octet-stream".to_owned()),
                (ACCEPT_RANGES, "bytes".to_owned()),
                (CACHE_CONTROL, "private, max-age=3600".to_owned()),
            ];
            (StatusCode::PARTIAL_CONTENT, told, bytes).into_response()
        }
        Ok(Ok(_)) => StatusCode::RANGE_NOT_SATISFIABLE.into_response(),
        Ok(Err(error)) => {
            tracing::error!(%error, "the base map cannot be read");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// `bytes=0-16383`: both ends, the last included.
fn range(value: &str) -> Option<(u64, u64)> {
    let (from, until) = value.strip_prefix("bytes=")?.split_once('-')?;
    Some((from.parse().ok()?, until.parse().ok()?))
}

fn piece(path: &Path, from: u64, until: u64) -> io::Result<(Vec<u8>, u64)> {
    let mut file = std::fs::File::open(path)?;
    let whole = file.metadata()?.len();
    file.seek(SeekFrom::Start(from))?;
    let mut bytes = Vec::new();
    file.take(until - from + 1).read_to_end(&mut bytes)?;
    Ok((bytes, whole))
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn a_range_has_two_ends() {
        assert_eq!(range("bytes=0-16383"), Some((0, 16_383)));
        for other in ["bytes=5-", "bytes=-5", "bytes=0-1,5-6", "items=0-1", ""] {
            assert_eq!(range(other), None, "{other}");
        }
    }
}
