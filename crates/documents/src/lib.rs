//! Printed forms as PDF, XLSX and CSV.
//!
//! The caller brings a form with every text ready-made in one language; this crate lays it out and knows nothing
//! of the facts behind it. It stands alone because it is the only one that carries a typesetter, which takes
//! minutes to build.
//!
//! - [`journal`]: Appendices 2 and 3, A4 landscape; long ones by [`journal_pdf_volumes`].
//! - [`statistical_return`]: the return and its tables by subordinate body.
//! - [`letter`]: a letter: paragraphs and small tables for somebody, or for a file.
//! - [`office`]: covers, inventories, acts, registration journals and labels.
//!
//! PDFs are PDF/A-2b with embedded fonts only. The same form always gives the same bytes.

mod csv_file;
mod error;
mod fonts;
mod forms;
mod journal;
mod journal_xlsx;
mod letter;
mod office;
mod printable;
mod return_parts;
mod return_pdf;
mod return_xlsx;
mod setting;
mod sheet;
#[cfg(test)]
mod small;
mod syllables;
mod world;
mod xlsx;

pub use error::DocumentError;
pub use forms::{
    Align, Block, ByChild, ChildLine, Column, Figure, Group, Journal, Layout, Letter, Line, Listing, MadeOn, Office, ReturnForm, ReturnHeadings, Signature,
};
pub use printable::unprintable;

/// What a form is made into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For paper and for keeping: PDF/A-2b.
    Pdf,
    /// For a spreadsheet program; figures are numbers.
    Xlsx,
    /// For other programs: UTF-8, commas, line feeds, plain decimal figures.
    Csv,
}

/// The rows of one PDF volume. A full row of Appendix 3 costs up to 0.3 MB until its volume is finished,
/// so this bounds the memory to about 0.6 GB whatever the length of the book.
pub const VOLUME_ROWS: usize = 2_000;

/// Lays out a journal.
///
/// # Errors
/// [`DocumentError::TooLong`] for a PDF of more than [`VOLUME_ROWS`] rows, to be made by [`journal_pdf_volumes`];
/// otherwise what a form can lack.
pub fn journal(form: &Journal, format: Format) -> Result<Vec<u8>, DocumentError> {
    journal::check(form)?;
    match format {
        Format::Pdf if form.rows.len() > VOLUME_ROWS => Err(DocumentError::TooLong {
            rows: form.rows.len(),
            most: VOLUME_ROWS,
        }),
        Format::Pdf => journal::volume(form, &form.rows, None),
        Format::Xlsx => journal_xlsx::workbook(form),
        Format::Csv => csv_file::journal(form),
    }
}

/// Lays out a journal as PDF volumes of at most [`VOLUME_ROWS`] rows, each numbered, signed and closed on its own,
/// as bound books are. A journal that fits one volume gives exactly what [`journal`] gives.
///
/// # Errors
/// As [`journal`].
pub fn journal_pdf_volumes(form: &Journal) -> Result<Vec<Vec<u8>>, DocumentError> {
    journal::check(form)?;
    let parts = form.rows.chunks(VOLUME_ROWS).collect::<Vec<_>>();
    match parts.as_slice() {
        [] | [_] => Ok(vec![journal::volume(form, &form.rows, None)?]),
        several => (1..)
            .zip(several)
            .map(|(volume, rows)| journal::volume(form, rows, Some((volume, several.len()))))
            .collect(),
    }
}

/// Lays out a statistical return.
///
/// # Errors
/// What a form can lack.
pub fn statistical_return(form: &ReturnForm, format: Format) -> Result<Vec<u8>, DocumentError> {
    return_pdf::check(form)?;
    match format {
        Format::Pdf => return_pdf::pdf(form),
        Format::Xlsx => return_xlsx::workbook(form),
        Format::Csv => csv_file::statistical_return(form),
    }
}

/// Lays out a letter as PDF.
///
/// # Errors
/// What a form can lack.
pub fn letter(form: &Letter) -> Result<Vec<u8>, DocumentError> {
    letter::pdf(form)
}

/// Lays out a paper of the office as PDF.
///
/// # Errors
/// [`DocumentError::TooLong`] for a table of more than [`VOLUME_ROWS`] rows; otherwise what a form can lack.
pub fn office(form: &Office) -> Result<Vec<u8>, DocumentError> {
    office::check(form)?;
    office::pdf(form)
}
