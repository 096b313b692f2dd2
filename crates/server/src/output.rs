//! What the program says and writes, and why it failed.

use std::io::Write;
use std::path::Path;

use qorgau_app::AppError;
use qorgau_store::StoreError;
use serde::Serialize;

/// Why a command failed. Words for people: [`crate::errors`].
#[derive(Debug)]
pub enum Failure {
    /// It was called wrongly, said in the language asked for.
    Usage(String),
    /// It was refused, said in the language asked for.
    Refused(String),
    /// A use case failed.
    App(AppError),
    /// A file cannot be used.
    File(String, std::io::Error),
    /// A form is too long for one print.
    TooLong {
        /// Its rows.
        rows: i64,
        /// How many fit.
        most: i64,
    },
    /// A file is not text in UTF-8.
    NotText(String),
}

impl Failure {
    /// 2 where the command was called wrongly, 1 where it was refused.
    pub fn code(&self) -> u8 {
        match self {
            Failure::Usage(_) | Failure::App(AppError::Period { .. } | AppError::NoRegister(_) | AppError::NoFigure(_) | AppError::NoJournal(_)) => 2,
            _ => 1,
        }
    }

    /// What befell a file.
    pub fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Failure {
        let path = path.display().to_string();
        move |error| Failure::File(path, error)
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        Failure::App(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Failure::App(AppError::Store(error))
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
        Some(path) => std::fs::write(path, bytes).map_err(Failure::file(path)),
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
        other => other.map_err(|error| Failure::File("stdout".to_owned(), error)),
    }
}

/// Reads a file.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(Failure::file(path))
}

/// Reads a file of text.
pub fn text(path: &Path) -> Result<String, Failure> {
    String::from_utf8(read(path)?).map_err(|_| Failure::NotText(path.display().to_string()))
}
