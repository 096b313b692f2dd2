//! What every handler is handed.

use std::sync::Arc;

use qorgau_app::App;
use qorgau_domain::Lang;

use crate::metrics::Metrics;

/// How the outside reaches this server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// Plain HTTP, on this machine only.
    Plain,
    /// TLS.
    Tls,
}

/// What makes tables into files. Whoever starts the server hands it in, since pages link no typesetter.
pub trait Tables: Send + Sync {
    /// The bytes of a table.
    ///
    /// # Errors
    /// What kept it from being made.
    fn table(&self, sheet: Sheet) -> Result<Vec<u8>, String>;
}

/// A table on its way into a file.
pub struct Sheet {
    /// What it is made into.
    pub kind: TableFile,
    /// Its language.
    pub lang: Lang,
    /// Its title.
    pub title: String,
    /// What stands under the title: whose it is.
    pub under: String,
    /// Year, month and day on which it is made.
    pub made_on: (i16, i8, i8),
    /// The heads.
    pub heads: Vec<String>,
    /// The rows, each with a cell for each head.
    pub rows: Vec<Vec<String>>,
}

/// What a table is made into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFile {
    /// For other programs.
    Csv,
    /// For a spreadsheet program.
    Xlsx,
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
    tables: Option<Arc<dyn Tables>>,
}

impl Web {
    /// The pages of a product at work.
    #[must_use]
    pub fn new(app: App, transport: Transport, tables: Option<Arc<dyn Tables>>) -> Self {
        let metrics = Metrics::default();
        Web {
            inner: Arc::new(Inner {
                app,
                metrics,
                transport,
                tables,
            }),
        }
    }

    /// What makes tables into files; without it no way to them is shown.
    #[must_use]
    pub fn tables(&self) -> Option<&dyn Tables> {
        self.inner.tables.as_deref()
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
