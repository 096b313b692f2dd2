//! Forms as spreadsheets, written row by row in constant memory.
//!
//! The sheet is set up to print as the form does: A4, headings repeated, one page wide, page numbers.
//! It is for working on; the PDF is the print that is kept.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format as Style, FormatAlign, FormatBorder, Workbook, Worksheet};

use crate::error::DocumentError;
use crate::forms::{Align, Figure, MadeOn, Signature};

/// The typeface of the print; a program that lacks it takes its own serif.
const FACE: &str = "Noto Serif";
/// The most characters a cell may hold.
const CELL: usize = 32_767;
/// The most characters a footer may hold.
const FOOTER: usize = 255;

/// The styles of a workbook.
pub(crate) struct Styles {
    pub(crate) title: Style,
    pub(crate) plain: Style,
    pub(crate) small: Style,
    pub(crate) centered: Style,
    pub(crate) right: Style,
    pub(crate) heading: Style,
    pub(crate) number: Style,
    pub(crate) group: Style,
    pub(crate) cell: Style,
    pub(crate) cell_centered: Style,
    pub(crate) figure: Style,
}

impl Styles {
    pub(crate) fn new() -> Self {
        let plain = Style::new().set_font_name(FACE).set_font_size(10.0);
        let cell = plain.clone().set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::Top);
        let middle = cell.clone().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
        Self {
            title: plain.clone().set_bold().set_font_size(13.0).set_text_wrap().set_align(FormatAlign::Center),
            small: plain.clone().set_font_size(8.0),
            centered: plain.clone().set_align(FormatAlign::Center),
            right: plain.clone().set_align(FormatAlign::Right),
            heading: middle.clone().set_font_size(9.0),
            number: middle.set_font_size(8.0),
            group: plain.clone().set_bold().set_border(FormatBorder::Thin),
            cell_centered: cell.clone().set_align(FormatAlign::Center),
            figure: cell.clone().set_align(FormatAlign::Right),
            cell,
            plain,
        }
    }

    pub(crate) fn of(&self, align: Align) -> &Style {
        match align {
            Align::Left => &self.cell,
            Align::Center => &self.cell_centered,
            Align::Right => &self.figure,
        }
    }
}

/// A sheet that is written from the top down.
pub(crate) struct Page<'a> {
    pub(crate) sheet: &'a mut Worksheet,
    pub(crate) styles: &'a Styles,
    pub(crate) row: u32,
    pub(crate) columns: u16,
}

impl Page<'_> {
    /// A text over the whole width. Merged rows do not grow by themselves, so their height follows the line breaks.
    pub(crate) fn across(&mut self, text: &str, style: &Style) -> Result<(), DocumentError> {
        let size = if style == &self.styles.title { 18.0 } else { 14.0 };
        let lines = text.lines().map(|line| 1 + line.chars().count() / 110).sum::<usize>().max(1);
        self.sheet.set_row_height(self.row, size * lines as f64)?;
        if self.columns > 1 {
            self.sheet.merge_range(self.row, 0, self.row, self.columns - 1, &fitting(text), style)?;
        } else {
            self.sheet.write_string_with_format(self.row, 0, fitting(text), style)?;
        }
        self.row += 1;
        Ok(())
    }

    /// A row of cells, each in the style of its place.
    pub(crate) fn cells<'t>(&mut self, cells: impl IntoIterator<Item = (&'t str, &'t Style)>) -> Result<(), DocumentError> {
        for (column, (text, style)) in (0..).zip(cells) {
            self.sheet.write_string_with_format(self.row, column, fitting(text), style)?;
        }
        self.row += 1;
        Ok(())
    }

    /// The headings and the row of column numbers, repeated on every printed page and held in sight on the screen.
    pub(crate) fn head(&mut self, headings: &[&str]) -> Result<(), DocumentError> {
        let (first, styles) = (self.row, self.styles);
        self.cells(headings.iter().map(|&one| (one, &styles.heading)))?;
        for (column, number) in (0..self.columns).zip(1_u16..) {
            self.sheet.write_number_with_format(self.row, column, number, &styles.number)?;
        }
        self.row += 1;
        self.sheet.set_repeat_rows(first, first + 1)?;
        self.sheet.set_freeze_panes(self.row, 0)?;
        Ok(())
    }

    /// A figure as a number where it has one, written as its text has it: with separated thousands and as many
    /// decimals; else as its text.
    pub(crate) fn figure(&mut self, column: u16, figure: &Figure) -> Result<(), DocumentError> {
        match figure.number {
            Some(number) => {
                let style = self.styles.figure.clone().set_num_format(number_format(&figure.text));
                self.sheet.write_number_with_format(self.row, column, number, &style)?;
            }
            None => {
                self.sheet
                    .write_string_with_format(self.row, column, fitting(&figure.text), &self.styles.figure)?;
            }
        }
        Ok(())
    }

    /// Remarks, signatures, the place for the stamp and the position of the ledger.
    pub(crate) fn closing(&mut self, footnotes: &[String], signatures: &[Signature], stamp: &str, trail: &str) -> Result<(), DocumentError> {
        let styles = self.styles;
        for note in footnotes {
            self.cells([(note.as_str(), &styles.small)])?;
        }
        for one in signatures {
            self.row += 1;
            self.cells([(format!("{} ____________________ {}", one.post, one.name).as_str(), &styles.plain)])?;
        }
        self.row += 1;
        self.cells([(stamp, &styles.plain)])?;
        self.row += 1;
        self.cells([(trail, &styles.small)])
    }
}

/// How the sheets of one workbook print.
pub(crate) struct Paper<'a> {
    pub(crate) landscape: bool,
    pub(crate) page_label: &'a str,
    pub(crate) widths: Vec<f64>,
}

impl Paper<'_> {
    pub(crate) fn set_up(&self, sheet: &mut Worksheet) -> Result<(), DocumentError> {
        sheet
            .set_paper_size(9)
            .set_print_fit_to_pages(1, 0)
            .set_margins(0.79, 0.39, 0.55, 0.63, 0.3, 0.3);
        if self.landscape {
            sheet.set_landscape();
        }
        let label = self.page_label.replace('&', "&&").replace("{page}", "&P").replace("{pages}", "&N");
        sheet.set_footer(format!("&R&8{label}").chars().take(FOOTER).collect::<String>());
        for (column, &width) in (0..).zip(&self.widths) {
            sheet.set_column_width(column, width)?;
        }
        Ok(())
    }
}

/// A workbook whose properties name the day the form was made, so that it is the same each time.
pub(crate) fn workbook(title: &str, made_on: MadeOn) -> Result<Workbook, DocumentError> {
    let day = ExcelDateTime::from_ymd(made_on.year, made_on.month, made_on.day).map_err(|_| DocumentError::NoSuchDay {
        year: made_on.year,
        month: made_on.month,
        day: made_on.day,
    })?;
    let mut workbook = Workbook::new();
    let title = title.replace('\n', " ");
    workbook.set_properties(&DocProperties::new().set_title(title).set_author("Qorgau").set_creation_datetime(&day));
    Ok(workbook)
}

/// A text as long as a cell takes it, without control characters; what is cut is seen to be cut.
fn fitting(text: &str) -> String {
    let shown = text.chars().filter(|&c| c == '\n' || !c.is_control()).collect::<String>();
    match shown.char_indices().nth(CELL) {
        Some(_) => shown.chars().take(CELL - 1).chain(['…']).collect(),
        None => shown,
    }
}

/// A name a sheet may have: at most 31 characters, none of the forbidden ones.
pub(crate) fn sheet_name(text: &str) -> String {
    let plain = text.replace(['*', '?', ':', '[', ']', '\\', '/', '\n'], " ");
    let mut name = String::new();
    for word in plain.split_whitespace() {
        if name.encode_utf16().count() + word.encode_utf16().count() + 1 > 31 {
            break;
        }
        name.push_str(if name.is_empty() { "" } else { " " });
        name.push_str(word);
    }
    let name = name.trim_matches('\'').to_owned();
    if name.is_empty() { "1".to_owned() } else { name }
}

/// The number format that writes a number as its text is written.
fn number_format(text: &str) -> String {
    let decimals = text
        .rsplit_once([',', '.'])
        .map_or(0, |(_, after)| after.chars().filter(char::is_ascii_digit).count());
    let sign = if text.starts_with('+') { "+#,##0{d};-#,##0{d};0{d}" } else { "#,##0{d}" };
    let places = if decimals == 0 { String::new() } else { format!(".{}", "0".repeat(decimals)) };
    sign.replace("{d}", &places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_has_a_name_that_is_allowed() {
        assert_eq!(sheet_name("Нұсқаулыққа\nN 3 қосымша"), "Нұсқаулыққа N 3 қосымша");
        assert_eq!(sheet_name("Айлық статистикалық есеп: бағынысты органдар"), "Айлық статистикалық есеп");
        assert_eq!(sheet_name("///"), "1");
    }

    #[test]
    fn numbers_are_written_as_their_text() {
        assert_eq!(number_format("2 113,7"), "#,##0.0");
        assert_eq!(number_format("31 560 250"), "#,##0");
        assert_eq!(number_format("+7"), "+#,##0;-#,##0;0");
    }

    #[test]
    fn a_long_text_is_seen_to_be_cut() {
        assert_eq!(fitting(&"ә".repeat(40_000)).chars().count(), CELL);
        assert_eq!(fitting(&"ә".repeat(CELL)).chars().last(), Some('ә'));
        assert_eq!(fitting("ә\u{7}\nә"), "ә\nә");
    }
}
