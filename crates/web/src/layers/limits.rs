//! How much a request may bring, and how slowly.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::header::{CONNECTION, CONTENT_LENGTH, EXPECT};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::future::poll_fn;
use http_body::{Frame, SizeHint};
use qorgau_app::import::UPLOAD_MOST;
use qorgau_app::{papers, tracks};
use tokio::time::{Instant, Sleep, sleep_until};

use crate::api::ROOT;

/// How many bytes a request may bring.
const BODY_MOST: usize = 1024 * 1024;

/// How many bytes a request to a place may bring: a table that is imported is larger than a form.
pub(crate) fn most(path: &str) -> usize {
    match path {
        _ if path.ends_with("/import") => TABLE_MOST,
        _ if path.starts_with(ROOT) && path.ends_with("/papers") => papers::MOST,
        _ if path.ends_with("/papers") => PAPERS_MOST,
        _ if path.ends_with("/course/track") || path.starts_with(ROOT) && path.ends_with("/tracks") => TRACK_MOST,
        _ => BODY_MOST,
    }
}

/// Papers that a form brings together: a handful of the largest, and the fields sent with them.
pub(crate) const PAPERS_MOST: usize = 5 * papers::MOST + 64 * 1024;

/// The track of a raid, and the fields sent with it.
pub(crate) const TRACK_MOST: usize = tracks::MOST + 64 * 1024;

/// A table, and the fields sent with it.
pub(crate) const TABLE_MOST: usize = UPLOAD_MOST + 64 * 1024;

/// How many bytes at least of a request that brings too much are read and thrown away, so that its sender hears why it was refused.
const DRAINED: u64 = 8 * 1024 * 1024;

/// How long a body may stand still at its beginning.
const PATIENCE: Duration = Duration::from_secs(10);

/// How many bytes earn another second.
const PACE: u64 = 8 * 1024;

/// Refuses what brings too much or comes too slowly.
pub(super) async fn limit(request: Request, next: Next) -> Response {
    let late = Arc::new(AtomicBool::new(false));
    let most = most(request.uri().path());
    let announced = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    let waits = request.headers().contains_key(EXPECT);
    let request = request.map(|body| Body::new(Paced::new(body, Arc::clone(&late))));
    if announced.is_some_and(|length| length > most as u64) {
        if !waits {
            drain(request.into_body(), DRAINED.max(2 * most as u64)).await;
        }
        return closing(StatusCode::PAYLOAD_TOO_LARGE);
    }
    let response = next.run(request).await;
    if late.load(Ordering::Relaxed) {
        return closing(StatusCode::REQUEST_TIMEOUT);
    }
    response
}

/// After such an answer nothing more is read from the connection.
fn closing(status: StatusCode) -> Response {
    ([(CONNECTION, HeaderValue::from_static("close"))], status).into_response()
}

async fn drain(mut body: Body, drained: u64) {
    let mut read: u64 = 0;
    while let Some(Ok(frame)) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        read += frame.data_ref().map_or(0, |data| data.len() as u64);
        if read > drained {
            return;
        }
    }
}

/// A body that must keep coming: every byte moves the moment by which the next must be there.
struct Paced {
    body: Body,
    read: u64,
    started: Instant,
    sleep: Pin<Box<Sleep>>,
    late: Arc<AtomicBool>,
}

impl Paced {
    fn new(body: Body, late: Arc<AtomicBool>) -> Self {
        let started = Instant::now();
        Paced {
            body,
            read: 0,
            started,
            sleep: Box::pin(sleep_until(started + PATIENCE)),
            late,
        }
    }
}

impl HttpBody for Paced {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        match Pin::new(&mut self.body).poll_frame(context) {
            Poll::Ready(Some(Ok(frame))) => {
                self.read += frame.data_ref().map_or(0, |data| data.len() as u64);
                let by = self.started + PATIENCE + Duration::from_secs(self.read / PACE);
                self.sleep.as_mut().reset(by);
                Poll::Ready(Some(Ok(frame)))
            }
            Poll::Pending if self.sleep.as_mut().poll(context).is_ready() => {
                self.late.store(true, Ordering::Relaxed);
                Poll::Ready(Some(Err(axum::Error::new("the body came too slowly"))))
            }
            other => other,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
