//! Takes connections and closes them again: on every one, something must come or go all the time.

pub mod authority;
mod root;
mod stall;
mod tls;

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;
use tower::Service;

use crate::state::{Transport, Web};
use crate::visitor::Peer;

pub use root::Root;
pub use tls::{TlsError, config};
pub use tokio_rustls::rustls::ServerConfig;

/// How long a client may take to say something whole.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// For the handshake of TLS, for the head of a request, and between two requests of one connection.
    pub head: Duration,
    /// For taking the next piece of an answer.
    pub stall: Duration,
    /// For ending what is under way when the server stops.
    pub farewell: Duration,
    /// How many connections are open at once; further ones wait.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            head: Duration::from_secs(10),
            stall: Duration::from_secs(10),
            farewell: Duration::from_secs(10),
            connections: 4_096,
        }
    }
}

/// A place that is listened at.
pub struct Door {
    /// Takes connections.
    pub listener: TcpListener,
    /// Certificate and key, where TLS is spoken.
    pub tls: Option<Arc<ServerConfig>>,
    /// How long a client may take.
    pub limits: Limits,
}

/// Whether a place may be listened at: plain HTTP is for this machine only.
#[must_use]
pub fn is_allowed(place: SocketAddr, transport: Transport) -> bool {
    transport == Transport::Tls || place.ip().to_canonical().is_loopback()
}

/// Lets this process hold as many connections as the machine allows it. Without it the system's first limit stays.
pub fn raise_limit_of_files() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    if let Err(error) = setrlimit(Resource::Nofile, limit) {
        tracing::warn!(%error, "the limit of open files cannot be raised");
    }
}

/// Serves until told to stop, then ends what is under way.
pub async fn serve(web: Web, router: Router, door: Door, stop: impl Future<Output = ()>) {
    let acceptor = door.tls.map(TlsAcceptor::from);
    let places = Arc::new(Semaphore::new(door.limits.connections));
    let graceful = GracefulShutdown::new();
    tokio::pin!(stop);
    loop {
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = accept(&door.listener, &places) => accepted,
        };
        let Some((stream, from, place)) = accepted else { continue };
        let connection = Connection {
            router: router.clone(),
            peer: Peer(from.ip()),
            limits: door.limits,
            watcher: graceful.watcher(),
        };
        let (acceptor, counted) = (acceptor.clone(), web.metrics().connected());
        tokio::spawn(async move {
            connection.run(stream, acceptor).await;
            drop((counted, place));
        });
    }
    drop(door.listener);
    if timeout(door.limits.farewell, graceful.shutdown()).await.is_err() {
        tracing::warn!("connections were still open at the end");
    }
}

type Accepted = (TcpStream, SocketAddr, tokio::sync::OwnedSemaphorePermit);

/// The next connection, once there is a place for it.
async fn accept(listener: &TcpListener, places: &Arc<Semaphore>) -> Option<Accepted> {
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, from)) => Some((stream, from, place)),
        Err(error) => {
            // Out of files or memory: what is open must end before more can be taken.
            if !is_the_clients(&error) {
                tracing::error!(%error, "a connection cannot be taken");
                sleep(Duration::from_millis(100)).await;
            }
            None
        }
    }
}

fn is_the_clients(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

struct Connection {
    router: Router,
    peer: Peer,
    limits: Limits,
    watcher: Watcher,
}

impl Connection {
    async fn run(self, stream: TcpStream, acceptor: Option<TlsAcceptor>) {
        let _ = stream.set_nodelay(true);
        let stream = stall::Stall::new(stream, self.limits.stall);
        match acceptor {
            None => self.speak(stream).await,
            Some(acceptor) => match timeout(self.limits.head, acceptor.accept(stream)).await {
                Ok(Ok(stream)) => self.speak(stream).await,
                Ok(Err(error)) => tracing::debug!(%error, "no handshake"),
                Err(_) => tracing::debug!("the handshake took too long"),
            },
        }
    }

    /// HTTP/1.1, one protocol to guard.
    async fn speak(self, stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) {
        let Connection { router, peer, limits, watcher } = self;
        let service = service_fn(move |mut request: hyper::Request<Incoming>| {
            request.extensions_mut().insert(peer);
            let mut router = router.clone();
            async move { Ok::<_, Infallible>(router.call(request.map(Body::new)).await.unwrap_or_else(|never| match never {})) }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits.head)
            .max_buf_size(64 * 1024)
            .serve_connection(TokioIo::new(stream), service);
        if let Err(error) = watcher.watch(connection).await {
            tracing::debug!(%error, "a connection ended early");
        }
    }
}
