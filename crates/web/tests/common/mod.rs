//! A server of a test's own: an empty database, a door on this machine, and a client that speaks bare HTTP.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs, dead_code)]

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use jiff::Timestamp;
use qorgau_app::App;
use qorgau_app::accounts::Hashing;
use qorgau_domain::source::{Chance, Clock};
use qorgau_rulebook::load::Files;
use qorgau_rulebook::shipped;
use qorgau_store::{Location, Store};
use qorgau_web::printing::Printer;
use qorgau_web::serve::{Door, Limits, serve};
use qorgau_web::{Transport, Web};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio_rustls::rustls::ServerConfig;
use uuid::Uuid;

struct Noon;

impl Clock for Noon {
    fn now(&self) -> Timestamp {
        "2026-11-22T06:00:00Z".parse().unwrap()
    }
}

struct Dice;

impl Chance for Dice {
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).unwrap();
    }
}

/// Chance that draws the same from the same turn on, so that two worlds can be compared.
#[derive(Default)]
pub struct Turns(AtomicU64);

impl Turns {
    /// What is drawn from now on belongs to this turn, whatever was drawn before.
    pub fn turn(&self, no: u64) {
        self.0.store(no << 32, Ordering::Relaxed);
    }
}

impl Chance for Turns {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let drawn = self.0.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes();
            chunk.copy_from_slice(&drawn[..chunk.len()]);
        }
    }
}

pub struct World {
    pub at: SocketAddr,
    pub web: Web,
    folder: tempfile::TempDir,
    stop: Option<oneshot::Sender<()>>,
    served: JoinHandle<()>,
}

/// What a browser says of a form sent from one of our own pages.
pub const OURS: [(&str, &str); 1] = [("origin", "http://localhost")];

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

pub async fn product(folder: &tempfile::TempDir, transport: Transport) -> Web {
    product_by(folder, transport, Arc::new(Dice), &shipped::files()).await
}

async fn product_by(folder: &tempfile::TempDir, transport: Transport, chance: Arc<dyn Chance>, files: &Files) -> Web {
    let place = Location::Folder(folder.path().join("data"));
    let store = Store::open(&place, Uuid::from_u128(27)).await.unwrap();
    let rulebook = Arc::new(qorgau_rulebook::load(files).unwrap());
    let app = App::new(store, rulebook, Arc::new(Noon), chance).await.unwrap();
    let app = app.hashing_by(Hashing::weak_for_tests());
    Web::new(app, transport)
}

impl World {
    pub async fn open() -> Self {
        World::with(qorgau_web::router, None, Limits::default()).await
    }

    pub async fn with(router: impl FnOnce(&Web) -> Router, tls: Option<Arc<ServerConfig>>, limits: Limits) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let transport = if tls.is_some() { Transport::Tls } else { Transport::Plain };
        let web = product(&folder, transport).await;
        World::at(folder, web, router, tls, limits).await
    }

    /// A server with a printer.
    pub async fn printing(printer: Arc<dyn Printer>) -> Self {
        World::by(Arc::new(Dice), printer).await
    }

    /// A server that draws by turns, and prints by a printer.
    pub async fn by_turns(turns: Arc<Turns>, printer: Arc<dyn Printer>) -> Self {
        World::by(turns, printer).await
    }

    /// A server that works by a rulebook of other files.
    pub async fn ruled_by(files: &Files) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let web = product_by(&folder, Transport::Plain, Arc::new(Dice), files).await;
        World::at(folder, web, qorgau_web::router, None, Limits::default()).await
    }

    async fn by(chance: Arc<dyn Chance>, printer: Arc<dyn Printer>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let web = product_by(&folder, Transport::Plain, chance, &shipped::files()).await.printing_by(printer);
        World::at(folder, web, qorgau_web::router, None, Limits::default()).await
    }

    async fn at(folder: tempfile::TempDir, web: Web, router: impl FnOnce(&Web) -> Router, tls: Option<Arc<ServerConfig>>, limits: Limits) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let door = Door { listener, tls, limits };
        let serving = serve(web.clone(), router(&web), door, async move {
            let _ = stopped.await;
        });
        World {
            at,
            web,
            folder,
            stop: Some(stop),
            served: tokio::spawn(serving),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], b"").await
    }

    pub async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        ask(TcpStream::connect(self.at).await.unwrap(), method, path, headers, body).await
    }

    /// Tells the server to stop, and waits until it has.
    pub async fn stop(mut self) {
        self.stop.take().unwrap().send(()).unwrap();
        self.served.await.unwrap();
    }
}

/// One request on a connection of its own; the server closes it.
pub async fn ask(mut stream: impl AsyncRead + AsyncWrite + Unpin, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let mut head = format!("{method} {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    if !body.is_empty() {
        head.push_str(&format!("content-length: {}\r\n", body.len()));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(body).await.unwrap();
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes).await;
    parse(&bytes)
}

/// Takes an answer apart.
pub fn parse(bytes: &[u8]) -> Answer {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").expect("an answer has a head");
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split_whitespace().nth(1).unwrap().parse().unwrap();
    let headers: BTreeMap<String, String> = lines
        .map(|line| line.split_once(": ").unwrap_or((line, "")))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let mut body = bytes[end + 4..].to_vec();
    if headers.get("transfer-encoding").is_some_and(|coding| coding == "chunked") {
        body = unchunked(&body);
    }
    Answer { status, headers, bytes: body }
}

fn unchunked(mut rest: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    while let Some(end) = rest.windows(2).position(|window| window == b"\r\n") {
        let length = usize::from_str_radix(std::str::from_utf8(&rest[..end]).unwrap(), 16).unwrap();
        whole.extend_from_slice(&rest[end + 2..end + 2 + length]);
        rest = &rest[end + 4 + length..];
        if length == 0 {
            break;
        }
    }
    whole
}

/// A request whose body comes in pieces of its own making.
pub async fn chunked(stream: &mut TcpStream, path: &str, pieces: &[u8]) -> Answer {
    let head = format!("POST {path} HTTP/1.1\r\nhost: localhost\r\norigin: http://localhost\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    // The server may answer before it has read everything.
    let _ = stream.write_all(pieces).await;
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes).await;
    parse(&bytes)
}
