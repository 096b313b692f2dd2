//! Reads CSV and XLSX into lines of cells.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, XlsxError};
use qorgau_domain::time::date_of;

use super::{FileFault, Reason, Refused};

/// The most bytes a workbook may take up unpacked.
const UNPACKED_MOST: u64 = 256 * 1024 * 1024;

/// The most columns of a table: each is shown with every field that it may become.
pub const COLUMNS_MOST: usize = 300;

/// The last row that may hold something.
pub const ROWS_MOST: u64 = 1_000_000;

/// The most cells of the lines that are kept: a table of them is held in memory, empty cells too.
const CELLS_MOST: usize = 4_000_000;

/// A table with a header.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Column names.
    pub header: Vec<String>,
    /// Lines whose cells match the header.
    pub lines: Vec<Line>,
    /// Lines with another number of cells.
    broken: Vec<Line>,
    /// How many cells its lines have.
    cells: usize,
    index: BTreeMap<String, usize>,
}

/// A line of a table.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// Its number in the file, from 1.
    pub no: u64,
    /// Its cells.
    pub cells: Vec<String>,
}

impl Table {
    fn new(header: Vec<String>) -> Self {
        let header: Vec<String> = header.into_iter().map(|name| name.trim().to_owned()).collect();
        let index = header.iter().enumerate().map(|(at, name)| (name.clone(), at)).collect();
        Table {
            header,
            index,
            ..Table::default()
        }
    }

    /// Whether there is such a column.
    #[must_use]
    pub fn has(&self, column: &str) -> bool {
        self.index.contains_key(column)
    }

    /// A cell, without spaces around it; empty where there is none.
    #[must_use]
    pub fn cell<'a>(&self, line: &'a Line, column: &str) -> &'a str {
        self.index.get(column).and_then(|at| line.cells.get(*at)).map_or("", |cell| cell.trim())
    }

    fn push(&mut self, no: u64, cells: Vec<String>) -> Result<(), FileFault> {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        self.cells += cells.len();
        if self.cells > CELLS_MOST {
            return Err(FileFault::ManyCells { most: CELLS_MOST });
        }
        let kept = if cells.len() == self.header.len() {
            &mut self.lines
        } else {
            &mut self.broken
        };
        kept.push(Line { no, cells });
        Ok(())
    }

    /// Why its lines with another number of cells are refused.
    #[must_use]
    pub fn refused(&self) -> Vec<Refused> {
        let refused = self.broken.iter().map(|line| Refused {
            line: line.no,
            field: String::new(),
            reason: Reason::Cells {
                found: line.cells.len(),
                wanted: self.header.len(),
            },
        });
        refused.collect()
    }

    /// Some of its lines as a table of its own, to be mended and sent again.
    ///
    /// # Errors
    /// When a cell cannot be written.
    pub fn of_lines(&self, numbers: &BTreeSet<u64>, delimiter: u8) -> Result<Vec<u8>, csv::Error> {
        let mut lines: Vec<&Line> = self.lines.iter().chain(&self.broken).filter(|line| numbers.contains(&line.no)).collect();
        lines.sort_by_key(|line| line.no);
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).flexible(true).from_writer(Vec::new());
        writer.write_record(&self.header)?;
        for line in lines {
            writer.write_record(&line.cells)?;
        }
        writer.into_inner().map_err(|error| error.into_error().into())
    }
}

/// Reads a file by its name's ending: `.xlsx`, or else CSV.
///
/// # Errors
/// When it cannot be read as such.
pub fn table(name: &str, file: &[u8], delimiter: u8) -> Result<Table, FileFault> {
    if name.to_lowercase().ends_with(".xlsx") {
        xlsx(file)
    } else {
        csv(file, delimiter)
    }
}

/// Reads CSV in UTF-8, with or without a byte order mark.
///
/// # Errors
/// When it is not UTF-8, a quote is not closed, there is no header, or it is too wide or long.
pub fn csv(file: &[u8], delimiter: u8) -> Result<Table, FileFault> {
    let file = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    let text = std::str::from_utf8(file).map_err(|error| {
        let line = file.iter().take(error.valid_up_to()).filter(|byte| **byte == b'\n').count() + 1;
        FileFault::NotUtf8 { line }
    })?;
    if text.contains('\0') {
        return Err(FileFault::ZeroBytes);
    }
    if text.matches('"').count() % 2 != 0 {
        return Err(FileFault::OpenQuote);
    }
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let header = reader.headers()?;
    within(1, header.len())?;
    let header = header.iter().map(str::to_owned).collect::<Vec<_>>();
    if header.len() < 2 {
        let delimiter = char::from(delimiter);
        return Err(FileFault::NoColumns { delimiter });
    }
    let mut table = Table::new(header);
    let mut lines = Lines { text, at: 0, no: 1 };
    for record in reader.records() {
        let record = record?;
        let no = lines.number(record.position().map_or(0, csv::Position::byte));
        within(no, record.len())?;
        table.push(no, record.iter().map(str::to_owned).collect())?;
    }
    Ok(table)
}

/// Counts lines up to where records begin. The reader's own count is one short after CR LF and before empty lines,
/// since it puts the beginning of a record straight behind the one before.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    no: u64,
}

impl Lines<'_> {
    /// The line on which a record begins whose place is not before those asked for already.
    fn number(&mut self, byte: u64) -> u64 {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX);
        for (place, letter) in self.text.bytes().enumerate().skip(self.at) {
            if place >= byte && !matches!(letter, b'\r' | b'\n') {
                break;
            }
            self.no += u64::from(letter == b'\n');
            self.at = place + 1;
        }
        self.no
    }
}

/// That a row of so many columns lies within a table; the fault names its last cell.
fn within(row: u64, columns: usize) -> Result<(), FileFault> {
    if columns <= COLUMNS_MOST && row <= ROWS_MOST {
        return Ok(());
    }
    let mut letters = Vec::new();
    let mut left = columns;
    while let Some(at) = left.checked_sub(1) {
        letters.insert(0, char::from(b'A' + u8::try_from(at % 26).unwrap_or(0)));
        left = at / 26;
    }
    Err(FileFault::Beyond {
        cell: format!("{}{row}", String::from_iter(letters)),
        columns: COLUMNS_MOST,
        rows: ROWS_MOST,
    })
}

/// Reads the first sheet of a workbook. Its lines have the numbers of its rows.
///
/// # Errors
/// When it is no workbook, the sheet is empty, or it is too wide or long.
pub fn xlsx(file: &[u8]) -> Result<Table, FileFault> {
    if unpacked(file) > UNPACKED_MOST {
        return Err(too_large_unpacked());
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).map_err(unreadable)?;
    let cells = filled(&mut book)?;
    let columns = cells.iter().map(|cell| cell.column);
    let (Some(first), Some(last)) = (columns.clone().min(), columns.max()) else {
        return Err(FileFault::EmptyWorkbook);
    };
    let mut rows = cells.chunk_by(|one, next| one.row == next.row).map(|filled| {
        let mut row = vec![String::new(); last - first + 1];
        for cell in filled {
            if let Some(place) = row.get_mut(cell.column - first) {
                place.clone_from(&cell.text);
            }
        }
        (filled.first().map_or(0, |cell| cell.row), row)
    });
    let (_, header) = rows.next().ok_or(FileFault::EmptyWorkbook)?;
    let mut table = Table::new(header);
    for (no, row) in rows {
        table.push(no, row)?;
    }
    Ok(table)
}

/// A cell of a sheet that says something.
struct Filled {
    /// From 1.
    row: u64,
    /// From 0.
    column: usize,
    text: String,
}

/// The filled cells of the first sheet, row by row. They are read one after the other, so that a single cell far out makes no large table.
fn filled(book: &mut Xlsx<Cursor<&[u8]>>) -> Result<Vec<Filled>, FileFault> {
    let name = book.sheet_names().into_iter().next().ok_or(FileFault::EmptyWorkbook)?;
    let mut reader = book.worksheet_cells_reader(&name).map_err(unreadable)?;
    let mut cells = Vec::new();
    let mut bytes = 0;
    while let Some(read) = reader.next_cell().map_err(unreadable)? {
        let text = cell(&Data::from(read.get_value().clone()));
        if text.trim().is_empty() {
            continue;
        }
        let (row, column) = read.get_position();
        let (row, column) = (u64::from(row) + 1, usize::try_from(column).unwrap_or(usize::MAX));
        within(row, column.saturating_add(1))?;
        // Many cells may share one long text.
        bytes += text.len() as u64;
        if bytes > UNPACKED_MOST {
            return Err(too_large_unpacked());
        }
        if cells.len() == CELLS_MOST {
            return Err(FileFault::ManyCells { most: CELLS_MOST });
        }
        cells.push(Filled { row, column, text });
    }
    // They need not stand in order.
    cells.sort_by_key(|cell| cell.row);
    Ok(cells)
}

fn unreadable(error: XlsxError) -> FileFault {
    FileFault::Unreadable(error.to_string())
}

fn too_large_unpacked() -> FileFault {
    FileFault::Unpacks {
        most: UNPACKED_MOST / (1024 * 1024),
    }
}

/// How many bytes a workbook says its parts take up unpacked: each part of the archive has a record at the end that begins with `PK\1\2`.
fn unpacked(file: &[u8]) -> u64 {
    let size = |record: &[u8]| record.get(24..28).and_then(|size| size.try_into().ok()).map_or(0, u32::from_le_bytes);
    let starts = file.windows(4).enumerate().filter(|(_, mark)| *mark == b"PK\x01\x02");
    starts.filter_map(|(at, _)| file.get(at..)).map(|record| u64::from(size(record))).sum()
}

/// A cell as text: whole numbers without a point, days as ISO.
fn cell(data: &Data) -> String {
    match data {
        Data::DateTime(moment) => serial(moment.as_f64()),
        Data::Empty => String::new(),
        other => other.to_string(),
    }
}

/// The day of a spreadsheet's serial number, whose day 25569 is 1970-01-01.
#[allow(clippy::cast_possible_truncation, reason = "a cell's day is far below 2^52")]
fn serial(days: f64) -> String {
    date_of(days.floor() as i64 - 25_569).to_string()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use rust_xlsxwriter::Workbook;

    use super::*;

    /// A workbook with texts at rows and columns from 0.
    fn book(cells: &[(u32, u16, &str)]) -> Vec<u8> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (row, column, text) in cells {
            sheet.write(*row, *column, *text).unwrap();
        }
        book.save_to_buffer().unwrap()
    }

    fn beyond(read: Result<Table, FileFault>) -> String {
        match read {
            Err(FileFault::Beyond { cell, .. }) => cell,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_cell_far_out_is_refused_before_a_table_is_made() {
        assert_eq!(beyond(xlsx(&book(&[(0, 0, "a"), (1_048_575, 16_383, "b")]))), "XFD1048576");
        assert_eq!(beyond(xlsx(&book(&[(0, 0, "a"), (1_048_575, 0, "b")]))), "A1048576");
        assert_eq!(beyond(xlsx(&book(&[(0, 0, "a"), (0, 300, "b")]))), "KO1");
    }

    #[test]
    fn a_sheet_is_read_from_where_it_begins_and_its_lines_keep_their_rows() {
        let table = xlsx(&book(&[(2, 1, "a"), (2, 3, "c"), (5, 3, "far"), (3, 1, "near"), (9, 5, " ")])).unwrap();
        assert_eq!(table.header, ["a", "", "c"]);
        let lines: Vec<_> = table.lines.iter().map(|line| (line.no, line.cells.join("|"))).collect();
        assert_eq!(lines, [(4, "near||".to_owned()), (6, "||far".to_owned())]);
    }

    #[test]
    fn a_small_archive_that_unpacks_to_much_is_not_opened() {
        let record = |size: u32| [&b"PK\x01\x02"[..], &[0; 20], &size.to_le_bytes(), &[0; 18]].concat();
        assert_eq!(unpacked(&record(7)), 7);
        let bomb = [record(200 * 1024 * 1024), record(200 * 1024 * 1024)].concat();
        assert!(matches!(xlsx(&bomb), Err(FileFault::Unpacks { most: 256 })));
        assert!(matches!(xlsx(&record(7)), Err(FileFault::Unreadable(_))));
    }

    #[test]
    fn a_table_of_too_many_columns_or_cells_is_refused() {
        let wide = |columns: usize| vec!["a"; columns].join(";");
        assert_eq!(csv(wide(300).as_bytes(), b';').unwrap().header.len(), 300);
        assert_eq!(beyond(csv(wide(80_000).as_bytes(), b';')), "DNHX1");
        assert_eq!(beyond(csv(format!("a;b\n1;2\n{}\n", wide(301)).as_bytes(), b';')), "KO3");
        let long = format!("{}\n{}", wide(300), format!("a{}\n", ";".repeat(299)).repeat(13_334));
        assert!(matches!(csv(long.as_bytes(), b';'), Err(FileFault::ManyCells { most: 4_000_000 })));
    }
}
