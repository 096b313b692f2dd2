//! What every handler is handed.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use qorgau_app::App;
use qorgau_app::map::Outlines;

use crate::metrics::Metrics;
use crate::printing::Printer;

/// How the outside reaches this server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// Plain HTTP, on this machine only.
    Plain,
    /// TLS.
    Tls,
}

/// The product, and what the server knows of itself.
#[derive(Clone)]
pub struct Web {
    inner: Arc<Inner>,
    printer: Option<Arc<dyn Printer>>,
}

struct Inner {
    app: App,
    metrics: Metrics,
    transport: Transport,
    outlines: Outlines,
    basemap: Option<PathBuf>,
}

impl Web {
    /// The pages of a product at work.
    #[must_use]
    pub fn new(app: App, transport: Transport) -> Self {
        Web::with_basemap(app, transport, None)
    }

    /// The same with a file of PMTiles that lies under its maps.
    #[must_use]
    pub fn with_basemap(app: App, transport: Transport, basemap: Option<PathBuf>) -> Self {
        let inner = Inner {
            app,
            metrics: Metrics::default(),
            transport,
            outlines: Outlines::default(),
            basemap,
        };
        Web {
            inner: Arc::new(inner),
            printer: None,
        }
    }

    /// Outlines made ready for maps.
    #[must_use]
    pub(crate) fn outlines(&self) -> &Outlines {
        &self.inner.outlines
    }

    /// The file that lies under its maps.
    #[must_use]
    pub(crate) fn basemap(&self) -> Option<&Path> {
        self.inner.basemap.as_deref()
    }

    /// With what turns things into files.
    #[must_use]
    pub fn printing_by(self, printer: Arc<dyn Printer>) -> Self {
        let printer = Some(printer);
        Web { printer, ..self }
    }

    /// What turns things into files, where the server handed it in.
    pub(crate) fn printer(&self) -> Option<Arc<dyn Printer>> {
        self.printer.clone()
    }

    /// The use cases.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.inner.app
    }

    /// What is counted.
    #[must_use]
    pub fn metrics(&self) -> &Metrics {
        &self.inner.metrics
    }

    /// How the outside reaches this server.
    #[must_use]
    pub fn transport(&self) -> Transport {
        self.inner.transport
    }
}
