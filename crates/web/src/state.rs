//! What every handler is handed.

use std::sync::Arc;

use qorgau_app::App;

use crate::metrics::Metrics;
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
}

struct Inner {
    app: App,
    metrics: Metrics,
    transport: Transport,
    root: Option<Root>,
}

impl Web {
    /// The pages of a product at work.
    #[must_use]
    pub fn new(app: App, transport: Transport) -> Self {
        Self::certified_by(app, transport, None)
    }

    /// The same on a server whose certificate an authority of the office's own vouches for.
    #[must_use]
    pub fn certified_by(app: App, transport: Transport, root: Option<Root>) -> Self {
        let inner = Inner {
            app,
            metrics: Metrics::default(),
            transport,
            root,
        };
        Web { inner: Arc::new(inner) }
    }

    /// The office's own authority, where there is one.
    #[must_use]
    pub fn root(&self) -> Option<&Root> {
        self.inner.root.as_ref()
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
