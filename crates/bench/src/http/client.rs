//! One connection to a server, kept open.

use std::time::Duration;

use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::error::BenchError;
use crate::measure::Stopwatch;

/// A connection.
pub(super) struct Client {
    at: String,
    sender: SendRequest<Full<Bytes>>,
}

/// What came back.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) cookie: Option<String>,
    pub(super) body: Bytes,
    pub(super) took: Duration,
}

/// What is asked.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Bytes,
}

impl Asked {
    /// A page, asked for by somebody signed in.
    pub(super) fn page(path: &str, cookie: &str) -> Self {
        Asked {
            method: Method::GET,
            path: path.to_owned(),
            headers: vec![("cookie", cookie.to_owned())],
            body: Bytes::new(),
        }
    }

    /// The same as a browser asks: it takes answers made small.
    pub(super) fn browsed(mut self) -> Self {
        self.headers.push(("accept-encoding", "gzip, deflate, br".to_owned()));
        self
    }
}

impl Client {
    pub(super) async fn connect(at: &str) -> Result<Self, BenchError> {
        let stream = TcpStream::connect(at).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Client { at: at.to_owned(), sender })
    }

    /// Asks and waits for the whole answer.
    pub(super) async fn ask(&mut self, asked: &Asked) -> Result<Answer, BenchError> {
        let mut request = Request::builder()
            .method(&asked.method)
            .uri(&asked.path)
            .header("host", &self.at)
            .header("origin", format!("http://{}", self.at));
        for (name, value) in &asked.headers {
            request = request.header(*name, value);
        }
        let request = request.body(Full::new(asked.body.clone()))?;
        self.sender.ready().await?;
        let watch = Stopwatch::start();
        let answer = self.sender.send_request(request).await?;
        let status = answer.status();
        let cookie = answer.headers().get("set-cookie").and_then(|cookie| cookie.to_str().ok()).map(str::to_owned);
        let body = answer.into_body().collect().await?.to_bytes();
        let took = watch.took();
        Ok(Answer { status, cookie, body, took })
    }

    /// The same, where nothing but `200 OK` is worth measuring.
    pub(super) async fn page(&mut self, asked: &Asked) -> Result<Answer, BenchError> {
        let answer = self.ask(asked).await?;
        if answer.status == StatusCode::OK {
            return Ok(answer);
        }
        Err(BenchError::Unfair(format!("{} is answered by {}", asked.path, answer.status)))
    }
}
