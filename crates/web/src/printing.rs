//! What turns things into files to keep or to print.
//!
//! This crate knows no typesetter: the server hands a [`Printer`] in, with a method for each thing. One that was not handed one prints
//! nothing, and its pages offer no files.

use jiff::civil::Date;
use qorgau_app::App;
use qorgau_app::filing::Printed;
use qorgau_app::journals::Book;
use qorgau_app::letters::Block;
use qorgau_app::returns::Return;
use qorgau_domain::{BodyId, Lang, Tree};

/// The form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// To print.
    Pdf,
    /// For a spreadsheet.
    Xlsx,
    /// Plain rows.
    Csv,
    /// For programs.
    Json,
}

impl FileKind {
    /// Every form, in the order in which pages offer them.
    pub const ALL: [FileKind; 4] = [FileKind::Pdf, FileKind::Xlsx, FileKind::Csv, FileKind::Json];

    /// The ending of its name.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            FileKind::Pdf => "pdf",
            FileKind::Xlsx => "xlsx",
            FileKind::Csv => "csv",
            FileKind::Json => "json",
        }
    }

    /// The form of an ending.
    #[must_use]
    pub fn of_ending(ending: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.ending() == ending)
    }

    /// What it is called between programs.
    #[must_use]
    pub fn mime(self) -> &'static str {
        match self {
            FileKind::Pdf => "application/pdf",
            FileKind::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            FileKind::Csv => "text/csv; charset=utf-8",
            FileKind::Json => "application/json",
        }
    }
}

/// A return to be printed: as it stands, or as it was signed.
pub struct ReturnPaper<'a> {
    /// The tree of bodies.
    pub tree: &'a Tree,
    /// The figures.
    pub figures: &'a Return,
    /// The heads of the chains they stand at.
    pub heads: &'a [(BodyId, i64, Vec<u8>)],
    /// What is said of the signature; nothing on a return that is not signed.
    pub signed: Option<String>,
    /// Who signed, for the place of the signature.
    pub signer: String,
    /// It bears the mark for official use as a whole.
    pub official: bool,
    /// What is said of figures that stay behind; nothing where none do.
    pub withheld: Option<String>,
    /// The language.
    pub lang: Lang,
}

/// A journal that an appendix prescribes, on its way to paper.
pub struct JournalPaper<'a> {
    /// The tree of bodies.
    pub tree: &'a Tree,
    /// What stands in it.
    pub book: &'a Book,
    /// Whose it is.
    pub body: BodyId,
    /// From which day until which.
    pub days: (Date, Date),
    /// The heads of the chains it stands at.
    pub heads: &'a [(BodyId, i64, Vec<u8>)],
    /// The language.
    pub lang: Lang,
}

/// A table on its way into a file.
pub struct Sheet {
    /// Its language.
    pub lang: Lang,
    /// Its title.
    pub title: String,
    /// The mark for official use, in words; nothing where it bears none.
    pub official: Option<String>,
    /// What stands under the title: whose it is.
    pub under: String,
    /// Year, month and day on which it is made.
    pub made_on: (i16, i8, i8),
    /// The heads.
    pub heads: Vec<String>,
    /// The rows, each with a cell for each head.
    pub rows: Vec<Vec<String>>,
}

/// A letter on its way to paper.
pub struct Letter {
    /// Its language.
    pub lang: Lang,
    /// It bears the mark for official use.
    pub official: bool,
    /// To whom, on lines of their own; nothing on what is sent to nobody.
    pub addressee: String,
    /// What it is.
    pub title: String,
    /// Whose it is.
    pub body: String,
    /// Its number and date, or what it answers.
    pub dated: String,
    /// What it says.
    pub blocks: Vec<Block>,
    /// The posts of those who sign it before the head of the body.
    pub signers: Vec<String>,
    /// Who signs last.
    pub last: Last,
    /// Whether the Kazakh print is the form and another language's a translation of it.
    pub standing: Standing,
}

/// Who signs a letter after the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Last {
    /// The head of the body, by hand.
    Head,
    /// Somebody signed it in the system: the post and the name.
    By(String, String),
    /// Nobody else.
    Nobody,
}

/// In which languages a paper is what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// In every language: whoever applied is answered in the language he wrote in.
    Each,
    /// In Kazakh; Russian and English prints say that they are translations.
    Kazakh,
}

/// The most rows of a table that one paper of the office holds; whatever is longer is printed in parts.
pub const ROWS_MOST: usize = 2_000;

/// Why something could not be printed, in words for the log.
#[derive(Debug, thiserror::Error)]
#[error("it cannot be printed: {0}")]
pub struct PrintFault(pub String);

/// Turns things into files.
pub trait Printer: Send + Sync {
    /// A table, as XLSX or CSV.
    ///
    /// # Errors
    /// What kept it from being made.
    fn table(&self, sheet: Sheet, kind: FileKind) -> Result<Vec<u8>, PrintFault>;

    /// A statistical return.
    ///
    /// # Errors
    /// When the file cannot be made.
    fn statistical_return(&self, app: &App, paper: &ReturnPaper<'_>, kind: FileKind) -> Result<Vec<u8>, PrintFault>;

    /// A journal as its appendix prescribes it, as PDF or XLSX.
    ///
    /// # Errors
    /// When the file cannot be made, for one because a PDF would have more rows than [`ROWS_MOST`].
    fn journal(&self, app: &App, paper: &JournalPaper<'_>, kind: FileKind) -> Result<Vec<u8>, PrintFault>;

    /// A letter as PDF, with a place for each signature.
    ///
    /// # Errors
    /// When it cannot be made.
    fn letter(&self, app: &App, letter: Letter) -> Result<Vec<u8>, PrintFault>;

    /// A paper of the office as PDF: a cover, an inventory, an act, labels.
    ///
    /// # Errors
    /// When it cannot be made, for one because its table has more rows than [`ROWS_MOST`].
    fn office(&self, app: &App, paper: Printed) -> Result<Vec<u8>, PrintFault>;
}
