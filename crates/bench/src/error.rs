//! What can go wrong while measuring.

/// A measurement that could not be made, or that would not have been worth anything.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BenchError {
    #[error(transparent)]
    App(#[from] qorgau_app::AppError),
    #[error(transparent)]
    Store(#[from] qorgau_store::StoreError),
    #[error("the raw program: {0}")]
    Raw(#[from] rusqlite::Error),
    #[error(transparent)]
    Files(#[from] std::io::Error),
    #[error(transparent)]
    Http(#[from] hyper::Error),
    #[error(transparent)]
    Request(#[from] hyper::http::Error),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// The two programs did not do the same, or the product gave another answer than it should.
    #[error("nothing was measured: {0}")]
    Unfair(String),
}
