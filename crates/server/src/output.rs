//! What the program says and writes.

use std::io::Write;
use std::path::Path;

use qorgau_app::AppError;
use qorgau_store::StoreError;
use serde::Serialize;

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// It was called wrongly.
    #[error("{0}")]
    Usage(String),
    /// It was refused.
    #[error("{0}")]
    Refused(String),
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Period { .. } | AppError::NoRegister(_) | AppError::NoFigure(_) => Failure::Usage(error.to_string()),
            _ => Failure::Refused(error.to_string()),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Failure::Refused(error.to_string())
    }
}

/// Prints one JSON document.
pub fn json(document: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(document).map_err(|error| Failure::Refused(error.to_string()))?;
    to_stdout(format!("{text}\n").as_bytes())
}

/// Writes bytes to a file, or to standard output.
pub fn bytes(bytes: &[u8], out: Option<&Path>) -> Result<(), Failure> {
    match out {
        Some(path) => std::fs::write(path, bytes).map_err(|error| Failure::Refused(format!("{}: {error}", path.display()))),
        None => to_stdout(bytes),
    }
}

/// Prints a line.
pub fn line(text: &str) -> Result<(), Failure> {
    to_stdout(format!("{text}\n").as_bytes())
}

fn to_stdout(bytes: &[u8]) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        // Whoever reads our output may stop reading.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|error| Failure::Refused(format!("standard output: {error}"))),
    }
}

/// Reads a file.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| Failure::Refused(format!("{}: {error}", path.display())))
}
