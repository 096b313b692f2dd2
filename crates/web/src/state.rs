//! What every handler is handed.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use qorgau_app::App;
use qorgau_app::map::Outlines;

use crate::metrics::Metrics;
use crate::printing::Printer;
use crate::serve::Root;

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
    root: Option<Arc<Root>>,
    basemap: Option<Arc<Path>>,
    printer: Option<Arc<dyn Printer>>,
}

struct Inner {
    app: App,
    metrics: Metrics,
    transport: Transport,
    outlines: Outlines,
}

impl Web {
    /// The pages of a product at work.
    #[must_use]
    pub fn new(app: App, transport: Transport) -> Self {
        let inner = Inner {
            app,
            metrics: Metrics::default(),
            transport,
            outlines: Outlines::default(),
        };
        Web {
            inner: Arc::new(inner),
            root: None,
            basemap: None,
            printer: None,
        }
    }

    /// On a server whose certificate an authority of the office's own vouches for.
    #[must_use]
    pub fn certified_by(self, root: Option<Root>) -> Self {
        let root = root.map(Arc::new);
        Web { root, ..self }
    }

    /// With a file of PMTiles that lies under its maps.
    #[must_use]
    pub fn over(self, basemap: Option<PathBuf>) -> Self {
        let basemap = basemap.map(Arc::from);
        Web { basemap, ..self }
    }

    /// The office's own authority, where there is one.
    #[must_use]
    pub fn root(&self) -> Option<&Root> {
        self.root.as_deref()
    }

    /// The file that lies under its maps.
    #[must_use]
    pub(crate) fn basemap(&self) -> Option<&Path> {
        self.basemap.as_deref()
    }

    /// Outlines made ready for maps.
    #[must_use]
    pub(crate) fn outlines(&self) -> &Outlines {
        &self.inner.outlines
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
