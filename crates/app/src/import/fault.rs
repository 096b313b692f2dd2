//! Why a file cannot be read at all. Then nothing of it is stored.

/// Why a file was refused whole. Words for people: `l10n`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileFault {
    /// A line holds bytes that are no UTF-8.
    NotUtf8 {
        /// The first such line, from 1.
        line: usize,
    },
    /// It holds zero bytes, as no text does.
    ZeroBytes,
    /// A quotation mark is opened and never closed.
    OpenQuote,
    /// The first line has no columns.
    NoColumns {
        /// What should part them.
        delimiter: char,
    },
    /// Columns are not there that are needed.
    Lacks {
        /// Their names.
        columns: String,
        /// The import map that reads them; none for a table of bodies.
        map: Option<String>,
    },
    /// A workbook without a sheet, or with an empty one.
    EmptyWorkbook,
    /// GeoJSON, but no collection of features.
    NoFeatures,
    /// A workbook that would take up too much unpacked.
    Unpacks {
        /// The most megabytes it may.
        most: u64,
    },
    /// Something stands farther to the right or below than a table may reach.
    Beyond {
        /// The cell, as `KO1`.
        cell: String,
        /// The most columns.
        columns: usize,
        /// The most rows.
        rows: u64,
    },
    /// Its lines have too many cells together.
    ManyCells {
        /// The most.
        most: usize,
    },
    /// Its owner has too many tables under way.
    TooMany(usize),
    /// Its reader says more than we can word.
    Unreadable(String),
}

impl From<csv::Error> for FileFault {
    fn from(error: csv::Error) -> Self {
        FileFault::Unreadable(error.to_string())
    }
}
