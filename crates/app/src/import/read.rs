//! Reads CSV and XLSX into lines of cells.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, XlsxError};
use qorgau_domain::time::date_of;

use super::{FileFault, Reason, Refused};

/// The most bytes a workbook may take up unpacked.
const UNPACKED_MOST: u64 = 256 * 1024 * 1024;

/// A table with a header.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Column names.
    pub header: Vec<String>,
    /// Lines whose cells match the header.
    pub lines: Vec<Line>,
    /// Lines with another number of cells.
    broken: Vec<Line>,
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

    fn push(&mut self, no: u64, cells: Vec<String>) {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        let kept = if cells.len() == self.header.len() {
            &mut self.lines
        } else {
            &mut self.broken
        };
        kept.push(Line { no, cells });
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
/// When it is not UTF-8, a quote is not closed, or there is no header.
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
    let header = reader.headers()?.iter().map(str::to_owned).collect::<Vec<_>>();
    if header.len() < 2 {
        let delimiter = char::from(delimiter);
        return Err(FileFault::NoColumns { delimiter });
    }
    let mut table = Table::new(header);
    let mut lines = Lines { text, at: 0, no: 1 };
    for record in reader.records() {
        let record = record?;
        let no = lines.number(record.position().map_or(0, csv::Position::byte));
        table.push(no, record.iter().map(str::to_owned).collect());
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

/// Reads the first sheet of a workbook.
///
/// # Errors
/// When it is no workbook or the sheet is empty.
pub fn xlsx(file: &[u8]) -> Result<Table, FileFault> {
    if unpacked(file) > UNPACKED_MOST {
        return Err(FileFault::Unpacks {
            most: UNPACKED_MOST / (1024 * 1024),
        });
    }
    let wrong = |error: XlsxError| FileFault::Unreadable(error.to_string());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).map_err(wrong)?;
    let sheet = book.worksheet_range_at(0).ok_or(FileFault::EmptyWorkbook)?.map_err(wrong)?;
    let mut rows = sheet.rows();
    let header = rows.next().ok_or(FileFault::EmptyWorkbook)?;
    let mut table = Table::new(header.iter().map(cell).collect());
    for (no, row) in (2..).zip(rows) {
        table.push(no, row.iter().map(cell).collect());
    }
    Ok(table)
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
mod tests {
    use super::*;

    #[test]
    fn a_small_archive_that_unpacks_to_much_is_not_opened() {
        let record = |size: u32| [&b"PK\x01\x02"[..], &[0; 20], &size.to_le_bytes(), &[0; 18]].concat();
        assert_eq!(unpacked(&record(7)), 7);
        let bomb = [record(200 * 1024 * 1024), record(200 * 1024 * 1024)].concat();
        assert!(matches!(xlsx(&bomb), Err(FileFault::Unpacks { most: 256 })));
        assert!(matches!(xlsx(&record(7)), Err(FileFault::Unreadable(_))));
    }
}
