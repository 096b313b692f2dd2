//! What every handler is handed.

use std::sync::Arc;

use qorgau_app::App;

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
}

impl Web {
    /// The pages of a product at work.
    #[must_use]
    pub fn new(app: App, transport: Transport) -> Self {
        let metrics = Metrics::default();
        Web {
            inner: Arc::new(Inner { app, metrics, transport }),
            printer: None,
        }
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
