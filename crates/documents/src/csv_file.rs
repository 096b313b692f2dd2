//! The tables of the forms as CSV, for other programs: UTF-8, commas, line feeds, no byte order mark.
//!
//! Only the table is written, without title and signatures, so that a reader meets one heading line and then rows.

use csv::Writer;

use crate::error::DocumentError;
use crate::forms::{ByChild, ChildLine, Figure, Journal, Line, ReturnForm};

/// The rows of a journal under its headings.
pub(crate) fn journal(form: &Journal) -> Result<Vec<u8>, DocumentError> {
    let mut out = Writer::from_writer(Vec::new());
    out.write_record(form.columns.iter().map(|column| one_line(&column.heading)))?;
    for row in &form.rows {
        out.write_record(row.iter().map(|cell| harmless(cell)))?;
    }
    finished(out)
}

/// The lines of a return: the seven columns of the main table, then one for each child and the body's own.
pub(crate) fn statistical_return(form: &ReturnForm) -> Result<Vec<u8>, DocumentError> {
    let mut out = Writer::from_writer(Vec::new());
    let names = form.by_child.iter().flat_map(|by_child| by_child.children.iter().chain([&by_child.own_label]));
    let headings = form.headings.in_order().into_iter().chain(names.map(String::as_str));
    out.write_record(headings.map(one_line))?;
    for line in form.groups.iter().flat_map(|group| &group.lines) {
        let words = [&line.code, &line.name, &line.unit].map(|word| harmless(word));
        let children = form.by_child.iter().flat_map(|by_child| by_child_of(by_child, line));
        out.write_record(words.into_iter().chain(line.figures().into_iter().map(plain)).chain(children))?;
    }
    finished(out)
}

/// The figures by child of a line of the main table; empty where the tables by child do not have the line.
fn by_child_of(by_child: &ByChild, line: &Line) -> Vec<String> {
    let same = |other: &&ChildLine| other.code == line.code && other.name == line.name;
    match by_child.lines.iter().find(same) {
        Some(found) => found.figures.iter().map(plain).collect(),
        None => vec![String::new(); by_child.children.len() + 1],
    }
}

/// A figure as a plain decimal; a missing one is empty, never a zero.
fn plain(figure: &Figure) -> String {
    match figure.number {
        Some(number) => number.to_string(),
        None if matches!(figure.text.trim(), "—" | "–" | "-") => String::new(),
        None => harmless(&figure.text),
    }
}

fn one_line(heading: &str) -> String {
    heading.replace('\n', " ")
}

/// A spreadsheet program would run a cell that begins like a formula; an apostrophe makes it words again.
/// Signs before digits (a phone number, a figure) are left alone.
fn harmless(cell: &str) -> String {
    let mut characters = cell.chars();
    let runs = match characters.next() {
        Some('=' | '@' | '\t' | '\r' | '\n') => true,
        Some('+' | '-') => !characters
            .as_str()
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_whitespace() || "()-.,".contains(c)),
        _ => false,
    };
    if runs { format!("'{cell}") } else { cell.to_owned() }
}

fn finished(out: Writer<Vec<u8>>) -> Result<Vec<u8>, DocumentError> {
    out.into_inner().map_err(|failed| DocumentError::Csv(csv::Error::from(failed.into_error())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_never_begins_a_formula() {
        for (cell, expected) in [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("-2+cmd|' /C calc'!A0", "'-2+cmd|' /C calc'!A0"),
            ("+7 (701) 000-00-00", "+7 (701) 000-00-00"),
            ("\n=1+1", "'\n=1+1"),
            ("-5,4", "-5,4"),
            ("14; 9", "14; 9"),
        ] {
            assert_eq!(harmless(cell), expected);
        }
    }

    #[test]
    fn a_missing_figure_is_empty_and_not_a_zero() {
        assert_eq!(plain(&Figure::missing()), "");
        assert_eq!(plain(&Figure::of("31 560 250", 31_560_250.0)), "31560250");
        assert_eq!(plain(&Figure::of("−53,6", -53.6)), "-53.6");
    }
}
