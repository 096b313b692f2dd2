//! Connections: slow ones are closed while others are served, TLS, and the end.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;

use std::fs;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::routing::on;
use common::World;
use qorgau_web::gate::Access;
use qorgau_web::routes::Route;
use qorgau_web::serve::authority::{Day, make};
use qorgau_web::serve::{Limits, TlsError, config, is_allowed, raise_limit_of_files};
use qorgau_web::{Transport, Web};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto::ring};

/// Limits that a test can wait for.
fn short() -> Limits {
    Limits {
        head: Duration::from_millis(1_500),
        stall: Duration::from_millis(1_500),
        farewell: Duration::from_millis(1_500),
        ..Limits::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_half_open_connections_are_closed_while_another_is_served() {
    raise_limit_of_files();
    let world = World::with(qorgau_web::router, None, short()).await;
    let mut slow = Vec::new();
    for number in 0..1_000 {
        let mut stream = TcpStream::connect(world.at).await.unwrap();
        // Some say nothing, some begin a request and never end it.
        if number % 2 == 0 {
            stream.write_all(b"GET /kk/ HTTP/1.1\r\nhost: x\r\nx-slow: ").await.unwrap();
        }
        slow.push(stream);
    }
    assert_eq!(world.get("/kk/").await.status, 200, "another is served");
    for mut stream in slow {
        let mut rest = Vec::new();
        // A refusal may be said first; what counts is that the connection ends.
        let _ = stream.read_to_end(&mut rest).await;
    }
    assert_eq!(world.get("/kk/").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn at_most_so_many_connections_are_open_and_the_next_one_waits() {
    let limits = Limits { connections: 4, ..short() };
    let world = World::with(qorgau_web::router, None, limits).await;
    let mut idle = Vec::new();
    for _ in 0..8 {
        idle.push(TcpStream::connect(world.at).await.unwrap());
    }
    assert_eq!(world.get("/kk/").await.status, 200);
    assert!(world.web.metrics().open() <= 4);
}

const ECHO: &[Route] = &[Route::post("/{lang}/echo", Access::Anyone, |method| on(method, async |body: Bytes| body))];

#[tokio::test(start_paused = true)]
async fn a_body_that_stops_coming_is_given_up() {
    use tower::ServiceExt;
    let folder = tempfile::tempdir().unwrap();
    tokio::time::resume();
    let web = common::product(&folder, Transport::Plain).await;
    tokio::time::pause();
    let body = axum::body::Body::from_stream(futures_util::stream::pending::<Result<Bytes, std::io::Error>>());
    let request = axum::http::Request::post("/en/echo")
        .header("sec-fetch-site", "same-origin")
        .body(body)
        .unwrap();
    let answer = qorgau_web::build(&web, ECHO).oneshot(request).await.unwrap();
    assert_eq!(answer.status(), 408);
    assert_eq!(answer.headers()["connection"], "close");
}

#[test]
fn plain_http_is_for_this_machine_only() {
    for (place, allowed) in [
        ("127.0.0.1:80", true),
        ("[::1]:80", true),
        ("0.0.0.0:80", false),
        ("[::]:80", false),
        ("192.168.1.5:80", false),
    ] {
        let place: SocketAddr = place.parse().unwrap();
        assert_eq!(is_allowed(place, Transport::Plain), allowed, "{place}");
        assert!(is_allowed(place, Transport::Tls));
    }
}

/// An office's papers, and where the server's stand.
struct Papers {
    certificate: PathBuf,
    key: PathBuf,
    authority: CertificateDer<'static>,
}

fn papers(folder: &Path) -> Papers {
    let today = Day {
        year: 2026,
        month: 11,
        day: 22,
    };
    let made = make(&["qorgau.test".to_owned(), "192.0.2.7".to_owned()], today).unwrap();
    let (certificate, key) = (folder.join("server.crt"), folder.join("server.key"));
    fs::write(&certificate, made.server).unwrap();
    fs::write(&key, made.server_key).unwrap();
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
    let authority = CertificateDer::from_pem_slice(made.authority.as_bytes()).unwrap();
    Papers { certificate, key, authority }
}

#[tokio::test]
async fn tls_is_spoken_with_a_certificate_of_the_offices_own() {
    let folder = tempfile::tempdir().unwrap();
    let papers = papers(folder.path());
    let tls = config(&papers.certificate, &papers.key).unwrap();
    let world = World::with(qorgau_web::router, Some(tls), Limits::default()).await;
    let mut roots = RootCertStore::empty();
    roots.add(papers.authority.clone()).unwrap();
    let client = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let connector = TlsConnector::from(Arc::new(client));
    let name = ServerName::try_from("qorgau.test").unwrap();
    let stream = connector.connect(name, TcpStream::connect(world.at).await.unwrap()).await.unwrap();
    let answer = common::ask(stream, "GET", "/kk/", &[], b"").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("strict-transport-security"), "max-age=31536000; includeSubDomains");
    // Whoever speaks plainly to it is not answered.
    let mut plain = TcpStream::connect(world.at).await.unwrap();
    plain.write_all(b"GET /kk/ HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    let mut said = Vec::new();
    let _ = plain.read_to_end(&mut said).await;
    assert!(!said.starts_with(b"HTTP"), "{said:?}");
}

#[test]
fn a_key_that_others_may_read_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let papers = papers(folder.path());
    fs::set_permissions(&papers.key, fs::Permissions::from_mode(0o644)).unwrap();
    assert!(matches!(config(&papers.certificate, &papers.key), Err(TlsError::Open(_))));
    assert!(matches!(config(&papers.certificate, &folder.path().join("none")), Err(TlsError::Key { .. })));
    assert!(matches!(
        config(&papers.key, &papers.key),
        Err(TlsError::Open(_) | TlsError::Certificate { .. })
    ));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_told_to_stop_ends_what_is_under_way() {
    let world = World::with(|web: &Web| qorgau_web::build(web, ECHO), None, Limits::default()).await;
    let mut under_way = TcpStream::connect(world.at).await.unwrap();
    under_way
        .write_all(b"POST /kk/echo HTTP/1.1\r\nhost: x\r\norigin: http://x\r\ncontent-length: 4\r\n\r\nab")
        .await
        .unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    let stopped = tokio::spawn(world.stop());
    tokio::time::sleep(Duration::from_millis(100)).await;
    under_way.write_all(b"cd").await.unwrap();
    let mut said = Vec::new();
    under_way.read_to_end(&mut said).await.unwrap();
    let answer = common::parse(&said);
    assert_eq!((answer.status, answer.text().as_str()), (200, "abcd"));
    stopped.await.unwrap();
}
