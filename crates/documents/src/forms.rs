//! The forms as the caller hands them over: every text ready-made, in one language.
//!
//! Nothing here is worked out from the facts. What a column is called, how a date or a figure is written
//! and whether a print is a translation is decided where the facts are known; this crate only lays out.

use serde::Serialize;

/// The day a form was made, for the properties of the file.
///
/// An archive copy (PDF/A) has to carry a date, and the same form must give the same bytes,
/// so the day is handed in and never taken from a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MadeOn {
    /// The year of the common era.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

/// On which side the text of a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// Words.
    Left,
    /// Short marks and dates.
    Center,
    /// Figures.
    Right,
}

/// A column of a journal.
#[derive(Debug, Clone)]
pub struct Column {
    /// The heading exactly as the prescribed form has it.
    pub heading: String,
    /// The share of the page width, in relation to the other columns; 0 counts as 1.
    pub weight: u16,
    /// How the cells stand.
    pub align: Align,
}

/// A person who signs, with room for the signature between post and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signature {
    /// The post, with the rank where there is one.
    pub post: String,
    /// The name as it stands beside a signature.
    pub name: String,
}

/// A journal (Appendices 2 and 3): a book of rows in prescribed columns, A4 landscape.
#[derive(Debug, Clone)]
pub struct Journal {
    /// The language of the texts: "kk", "ru" or "en".
    pub lang: String,
    /// The day the print was made.
    pub made_on: MadeOn,
    /// The mark for official use, in words; nothing where it bears none.
    pub official: Option<String>,
    /// Which appendix of the Instruction prescribes the form; may hold line breaks.
    pub appendix: String,
    /// The title; may hold line breaks.
    pub title: String,
    /// Whose book it is, and of which period.
    pub book: String,
    /// Says in small type that the print is a translation (Russian, English).
    pub translation_note: Option<String>,
    /// The columns, in the order of the form.
    pub columns: Vec<Column>,
    /// The rows, a cell for each column; a cell may hold line breaks.
    pub rows: Vec<Vec<String>>,
    /// Remarks under the table.
    pub footnotes: Vec<String>,
    /// Who signs.
    pub signatures: Vec<Signature>,
    /// The mark of the place for the stamp ("М.О.", "М.П.", "Seal").
    pub stamp: String,
    /// The position of the ledger the print was made at.
    pub trail: String,
    /// How a page is named, with `{page}` and `{pages}`.
    pub page_label: String,
    /// How a volume is named, with `{volume}` and `{volumes}`; printed only when there are several.
    pub volume_label: String,
    /// What is said when there are no rows.
    pub empty: String,
}

/// A figure of a return, written out and, where there is one, as a number.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The figure as it is printed: "31 560 250", "53,6", "−2" or "—".
    pub text: String,
    /// The number, for spreadsheets and CSV; none where the figure is missing.
    pub number: Option<f64>,
}

/// The headings of the main table of a return.
#[derive(Debug, Clone)]
pub struct ReturnHeadings {
    /// Over the codes.
    pub code: String,
    /// Over the names of the indicators.
    pub indicator: String,
    /// Over the units.
    pub unit: String,
    /// Over the figures of the period.
    pub period: String,
    /// Over the figures of the same period of the year before.
    pub year_before: String,
    /// Over the differences.
    pub difference: String,
    /// Over the figures from the beginning of the year.
    pub year_to_date: String,
}

/// A line of the main table of a return.
#[derive(Debug, Clone)]
pub struct Line {
    /// The code of the indicator.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How deep it stands under the lines above ("of which"); 0 is the outermost.
    pub indent: u8,
    /// The unit.
    pub unit: String,
    /// The figure of the period.
    pub period: Figure,
    /// The same period of the year before.
    pub year_before: Figure,
    /// The difference of the two.
    pub difference: Figure,
    /// From the beginning of the year.
    pub year_to_date: Figure,
}

/// Lines under a small heading.
#[derive(Debug, Clone)]
pub struct Group {
    /// The heading; an empty one prints none.
    pub name: String,
    /// The lines.
    pub lines: Vec<Line>,
}

/// A line of the tables by child.
#[derive(Debug, Clone)]
pub struct ChildLine {
    /// The code of the indicator.
    pub code: String,
    /// Its name.
    pub name: String,
    /// A figure for each child and then the body's own.
    pub figures: Vec<Figure>,
}

/// The figures of the period by subordinate body.
#[derive(Debug, Clone)]
pub struct ByChild {
    /// The title over each part.
    pub title: String,
    /// The names of the subordinate bodies.
    pub children: Vec<String>,
    /// The heading of the last column, the body's own facts.
    pub own_label: String,
    /// The lines.
    pub lines: Vec<ChildLine>,
}

/// A statistical return: the main table A4 portrait, the tables by child A4 landscape.
#[derive(Debug, Clone)]
pub struct ReturnForm {
    /// The language of the texts: "kk", "ru" or "en".
    pub lang: String,
    /// The day the print was made.
    pub made_on: MadeOn,
    /// The mark for official use, in words; nothing where it bears none.
    pub official: Option<String>,
    /// The title; may hold line breaks.
    pub title: String,
    /// Whose return it is.
    pub body: String,
    /// The period it is for.
    pub period: String,
    /// Says in small type that the print is a translation (Russian, English).
    pub translation_note: Option<String>,
    /// The headings of the main table.
    pub headings: ReturnHeadings,
    /// The lines by group.
    pub groups: Vec<Group>,
    /// The figures by subordinate body, where there are any.
    pub by_child: Option<ByChild>,
    /// Remarks at the end.
    pub footnotes: Vec<String>,
    /// Who signs.
    pub signatures: Vec<Signature>,
    /// The mark of the place for the stamp.
    pub stamp: String,
    /// The position of the ledger the figures were frozen at.
    pub trail: String,
    /// How a page is named, with `{page}` and `{pages}`.
    pub page_label: String,
}

/// A piece of a letter, from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// What the next pieces are about.
    Heading(String),
    /// Words.
    Paragraph(String),
    /// Lines of cells.
    Table {
        /// The heads of the columns; none where the first cell of each line says what the second is.
        heads: Vec<String>,
        /// The lines; all have as many cells as there are heads, or as the first line where there are none.
        rows: Vec<Vec<String>>,
    },
}

/// A letter: a few pieces to somebody, or for a file, A4 portrait.
#[derive(Debug, Clone)]
pub struct Letter {
    /// The language of the texts: "kk", "ru" or "en".
    pub lang: String,
    /// The day the print was made.
    pub made_on: MadeOn,
    /// The mark for official use, in words; nothing where it bears none.
    pub official: Option<String>,
    /// To whom: name and address, on lines of their own; nothing on what is sent to nobody.
    pub addressee: String,
    /// The title; may hold line breaks.
    pub title: String,
    /// Who sends it.
    pub body: String,
    /// Its number and date, or what it is an answer to.
    pub dated: String,
    /// Says in small type that the print is a translation (Russian, English).
    pub translation_note: Option<String>,
    /// What it says.
    pub blocks: Vec<Block>,
    /// Remarks at the end.
    pub footnotes: Vec<String>,
    /// Who signs.
    pub signatures: Vec<Signature>,
    /// The mark of the place for the stamp.
    pub stamp: String,
    /// The position of the ledger it was made at.
    pub trail: String,
    /// How a page is named, with `{page}` and `{pages}`.
    pub page_label: String,
}

/// How a paper of the office stands on its sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// A4 portrait.
    Upright,
    /// A4 landscape.
    Flat,
    /// The cover of a file: A4 portrait, framed, its title in the middle.
    Cover,
    /// Labels side by side on A4 portrait.
    Labels,
}

/// A table of a paper of the office.
#[derive(Debug, Clone)]
pub struct Listing {
    /// The columns, in their order.
    pub columns: Vec<Column>,
    /// The rows, a cell for each column; a cell may hold line breaks.
    pub rows: Vec<Vec<String>>,
    /// What is said when there are no rows.
    pub empty: String,
}

/// A paper of the office: a cover, an inventory, a certification sheet, an act, a registration journal, labels.
#[derive(Debug, Clone)]
pub struct Office {
    /// The language of the texts: "kk", "ru" or "en".
    pub lang: String,
    /// The day the print was made.
    pub made_on: MadeOn,
    /// How it stands on its sheet.
    pub layout: Layout,
    /// Stands at the right of the head: who approves; may hold line breaks, may be empty.
    pub heading: String,
    /// The title; may hold line breaks.
    pub title: String,
    /// What stands under it: whose it is, of which year.
    pub under: Vec<String>,
    /// Says in small type that the print is a translation (Russian, English).
    pub translation_note: Option<String>,
    /// Paragraphs before the table; on a cover the name of the file.
    pub before: Vec<String>,
    /// What, and which.
    pub pairs: Vec<(String, String)>,
    /// The table, where there is one.
    pub table: Option<Listing>,
    /// Paragraphs after it, held together with the signatures.
    pub after: Vec<String>,
    /// The lines of each label, the first one large.
    pub labels: Vec<Vec<String>>,
    /// Remarks at the end.
    pub footnotes: Vec<String>,
    /// Who signs.
    pub signatures: Vec<Signature>,
    /// The mark of the place for the stamp; empty where none is put.
    pub stamp: String,
    /// The position of the ledger it was made at.
    pub trail: String,
    /// How a page is named, with `{page}` and `{pages}`.
    pub page_label: String,
}

impl Figure {
    /// A figure that has a number.
    pub fn of(text: impl Into<String>, number: f64) -> Self {
        Self {
            text: text.into(),
            number: Some(number),
        }
    }

    /// A figure that is missing: a dash, never a zero.
    pub fn missing() -> Self {
        Self {
            text: "—".to_owned(),
            number: None,
        }
    }
}

impl ReturnHeadings {
    /// The headings in the order of the columns.
    pub(crate) fn in_order(&self) -> [&str; 7] {
        [
            &self.code,
            &self.indicator,
            &self.unit,
            &self.period,
            &self.year_before,
            &self.difference,
            &self.year_to_date,
        ]
    }
}

impl Line {
    /// The figures in the order of the columns.
    pub(crate) fn figures(&self) -> [&Figure; 4] {
        [&self.period, &self.year_before, &self.difference, &self.year_to_date]
    }
}
