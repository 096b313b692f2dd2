//! serve: the pages, until told to stop.

use std::fs::{File, TryLockError};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use qorgau_app::App;
use qorgau_l10n::L10n;
use qorgau_store::Location;
use qorgau_web::serve::{Door, Limits, Root, ServerConfig, TlsError};
use qorgau_web::{Transport, Web};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::cli::{Place, Serve};
use crate::open;
use crate::output::{self, Failure};
use crate::press::Press;

/// The file by which a second server on the same data is noticed.
const LOCK: &str = "serve.lock";

/// The signal of a file that grew past the limit of its process; the write then fails, and is told to whoever asked for it.
const SIGXFSZ: i32 = 25;

/// Serves until the process is told to stop.
pub async fn run(place: &Place, serve: Serve) -> Result<ExitCode, Failure> {
    let l = L10n::get(place.lang.unwrap_or(qorgau_domain::Lang::En));
    let door = Ready::of(&serve, l)?;
    let app = open::app_or_new(place).await?;
    let lock = lock(l, place)?;
    door.open(app, lock, l).await
}

/// Where to serve and how, checked before anything else is done.
pub(super) struct Ready {
    listen: SocketAddr,
    transport: Transport,
    tls: Option<Arc<ServerConfig>>,
    root: Option<Root>,
    basemap: Option<PathBuf>,
}

impl Ready {
    /// Reads the certificates and refuses plain HTTP beyond this machine.
    pub(super) fn of(serve: &Serve, l: &L10n) -> Result<Self, Failure> {
        let tls = match (&serve.tls_cert, &serve.tls_key) {
            (Some(certificate), Some(key)) => Some(qorgau_web::serve::config(certificate, key).map_err(|error| tls_failure(l, &error))?),
            _ => None,
        };
        let transport = if tls.is_some() { Transport::Tls } else { Transport::Plain };
        if !qorgau_web::serve::is_allowed(serve.listen, transport) {
            return Err(Failure::Usage(l.error_plain_http(&serve.listen.to_string())));
        }
        Ok(Ready {
            listen: serve.listen,
            transport,
            tls,
            root: serve.tls_cert.as_deref().and_then(Root::of),
            basemap: serve.basemap.clone(),
        })
    }

    /// Serves an installation until the process is told to stop. Where there is no account yet, the code of the first start is printed.
    pub(super) async fn open(self, app: App, _lock: Option<File>, l: &L10n) -> Result<ExitCode, Failure> {
        let cannot = |error: std::io::Error| Failure::Refused(l.error_listen(&self.listen.to_string(), &error.to_string()));
        let listener = TcpListener::bind(self.listen).await.map_err(cannot)?;
        let at = listener.local_addr().map_err(cannot)?;
        start_log();
        qorgau_web::serve::raise_limit_of_files();
        let stop = stop()?;
        let url = url(at, self.transport);
        output::line(&l.said_serving(&url))?;
        if let Some(code) = app.start_code().await? {
            output::line(&l.said_start(&format!("{url}{}/start", l.lang().code()), &code))?;
        }
        let web = Web::new(app, self.transport)
            .certified_by(self.root)
            .over(self.basemap)
            .printing_by(Arc::new(Press));
        let door = Door {
            listener,
            tls: self.tls,
            limits: Limits::default(),
        };
        let router = qorgau_web::router(&web);
        qorgau_web::serve::serve(web.clone(), router, door, stop).await;
        web.app().store.clone().close().await;
        output::line(&l.said_stopped())?;
        Ok(ExitCode::SUCCESS)
    }
}

fn url(at: SocketAddr, transport: Transport) -> String {
    match transport {
        Transport::Plain => format!("http://{at}/"),
        Transport::Tls => format!("https://{at}/"),
    }
}

fn tls_failure(l: &L10n, error: &TlsError) -> Failure {
    Failure::Refused(match error {
        TlsError::Open(path) => l.error_tls_open_key(&path.display().to_string()),
        other => l.error_tls(&other.to_string()),
    })
}

/// Keeps a second server from the same SQLite data; ends with the process. Servers on one PostgreSQL stand side by side.
pub(super) fn lock(l: &L10n, place: &Place) -> Result<Option<File>, Failure> {
    let Location::Folder(folder) = open::location(place)? else {
        return Ok(None);
    };
    let path = Path::new(&folder).join(LOCK);
    let file = File::options().create(true).append(true).open(&path).map_err(Failure::file(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(Failure::Refused(l.error_served(&folder.display().to_string()))),
        Err(TryLockError::Error(error)) => Err(Failure::file(&path)(error)),
    }
}

/// One JSON object a line on standard error. A panic is a line of it too.
fn start_log() {
    let log = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_target(false)
        .with_writer(std::io::stderr);
    if log.try_init().is_ok() {
        std::panic::set_hook(Box::new(|panic| {
            let at = panic.location().map(ToString::to_string).unwrap_or_default();
            tracing::error!(at, what = panic.payload_as_str().unwrap_or("?"), "the program failed");
        }));
    }
}

/// Ends when the process is asked to stop. A file that may not grow is from now on an error and not the end of the process.
fn stop() -> Result<impl Future<Output = ()>, Failure> {
    let listen = |kind: SignalKind| signal(kind).map_err(|error| Failure::Refused(error.to_string()));
    let (mut asked, mut broken_off) = (listen(SignalKind::terminate())?, listen(SignalKind::interrupt())?);
    let mut full = listen(SignalKind::from_raw(SIGXFSZ))?;
    Ok(async move {
        loop {
            tokio::select! {
                _ = asked.recv() => return,
                _ = broken_off.recv() => return,
                _ = full.recv() => tracing::error!("a file has grown to the limit of this process"),
            }
        }
    })
}
