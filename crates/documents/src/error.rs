//! What can go wrong when a form is laid out.
//!
//! The errors carry facts; the words for people are the caller's.

/// Why a form could not be made.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// A row has not as many cells as the form has columns.
    #[error("row {row} has {found} cells where the form has {expected} columns")]
    Cells {
        /// The row, counted from 1.
        row: usize,
        /// How many cells it should have.
        expected: usize,
        /// How many it has.
        found: usize,
    },
    /// A form needs at least one column.
    #[error("the form has no columns")]
    NoColumns,
    /// A journal longer than a volume has to be printed in volumes.
    #[error("{rows} rows do not fit one PDF of at most {most} rows: print it in volumes")]
    TooLong {
        /// How many rows it has.
        rows: usize,
        /// How many one volume takes.
        most: usize,
    },
    /// The day the print was made is not in the calendar.
    #[error("there is no day {day} in month {month} of {year}")]
    NoSuchDay {
        /// The year.
        year: u16,
        /// The month.
        month: u8,
        /// The day.
        day: u8,
    },
    /// The typesetter refused, with its diagnostics.
    #[error("the form could not be typeset: {0}")]
    Typeset(String),
    /// The form could not be handed to the template.
    #[error("the form could not be handed to its template")]
    Json(#[from] serde_json::Error),
    /// The spreadsheet could not be written.
    #[error("the spreadsheet could not be written")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// The CSV could not be written.
    #[error("the CSV could not be written")]
    Csv(#[from] csv::Error),
}
