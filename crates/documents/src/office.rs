//! Papers of the office: covers, inventories, certification sheets, acts, registration journals, labels. One layout serves them all:
//! paragraphs, pairs of what and which, a table, paragraphs; a cover and a sheet of labels set the same parts in their own way.

use serde::Serialize;

use crate::error::DocumentError;
use crate::fonts::{BOLD, REGULAR};
use crate::forms::{Layout, Listing, Office};
use crate::printable::clean;
use crate::setting::Measure;
use crate::sheet::{LANDSCAPE, MM, PORTRAIT, Parts, Sheet};
use crate::world::{Template, typeset};
use crate::{VOLUME_ROWS, forms::Align};

/// The size of the type of paragraphs, in points.
const SIZE: f64 = 10.5;
/// The size of the name of a file on its cover.
const NAME: f64 = 14.0;
/// The size of the cells of a table.
const CELL: f64 = 9.0;
/// The size of its headings.
const HEADING: f64 = 8.0;
/// From the rule of a column to its text.
const PAD: f64 = 1.5 * MM;
/// The room in a label.
const LABEL: f64 = (PORTRAIT - 5.0 * MM) / 2.0 - 8.0 * MM;

#[derive(Serialize)]
struct Prepared {
    sheet: Sheet,
    layout: Layout,
    size: f64,
    heading: String,
    before: Vec<String>,
    pairs: Vec<[String; 2]>,
    table: Option<Table>,
    after: Vec<String>,
    labels: Vec<Vec<String>>,
}

#[derive(Serialize)]
struct Table {
    cell: f64,
    heading: f64,
    pad: f64,
    widths: Vec<f64>,
    headings: Vec<String>,
    aligns: Vec<Align>,
    rows: Vec<Vec<String>>,
    /// How many of the last rows go over to the last page with the signatures.
    keep: usize,
    empty: String,
}

/// Every row must have a cell for each column, and one print no more rows than are set at a time.
pub(crate) fn check(form: &Office) -> Result<(), DocumentError> {
    let Some(table) = &form.table else { return Ok(()) };
    let (expected, rows) = (table.columns.len(), table.rows.len());
    if expected == 0 {
        return Err(DocumentError::NoColumns);
    }
    if rows > VOLUME_ROWS {
        return Err(DocumentError::TooLong { rows, most: VOLUME_ROWS });
    }
    match (1..).zip(&table.rows).find(|(_, cells)| cells.len() != expected) {
        Some((row, cells)) => Err(DocumentError::Cells {
            row,
            expected,
            found: cells.len(),
        }),
        None => Ok(()),
    }
}

/// The paper as PDF.
pub(crate) fn pdf(form: &Office) -> Result<Vec<u8>, DocumentError> {
    Ok(typeset(Template::Office, &prepared(form)?)?.pdf)
}

fn prepared(form: &Office) -> Result<Prepared, DocumentError> {
    let width = if form.layout == Layout::Flat { LANDSCAPE } else { PORTRAIT };
    let line = Measure {
        lang: &form.lang,
        face: &REGULAR,
        size: SIZE,
        width,
    };
    let sheet = Sheet::of(Parts {
        lang: &form.lang,
        made_on: form.made_on,
        official: None,
        appendix: None,
        title: &form.title,
        under_title: form.under.clone(),
        note: form.translation_note.as_deref(),
        running: std::iter::once(form.title.as_str())
            .chain(form.under.iter().map(String::as_str))
            .collect::<Vec<_>>()
            .join(" · "),
        footnotes: &form.footnotes,
        signatures: &form.signatures,
        stamp: &form.stamp,
        trail: &form.trail,
        page_label: &form.page_label,
        width,
    })?;
    let before = if form.layout == Layout::Cover {
        Measure {
            face: &BOLD,
            size: NAME,
            width: width * 0.85,
            ..line
        }
    } else {
        line
    };
    let half = |share: f64| Measure { width: width * share, ..line };
    let label = Measure { width: LABEL, ..line };
    Ok(Prepared {
        sheet,
        layout: form.layout,
        size: SIZE,
        heading: clean(&form.heading),
        before: form.before.iter().map(|one| before.set(one)).collect(),
        pairs: form.pairs.iter().map(|(what, which)| [half(0.33).set(what), half(0.6).set(which)]).collect(),
        table: form.table.as_ref().map(|table| set_table(table, line)),
        after: form.after.iter().map(|one| line.set(one)).collect(),
        labels: form.labels.iter().map(|lines| lines.iter().map(|one| label.set(one)).collect()).collect(),
    })
}

fn set_table(form: &Listing, line: Measure<'_>) -> Table {
    let weight = |weight: u16| f64::from(weight.max(1));
    let all = form.columns.iter().map(|one| weight(one.weight)).sum::<f64>();
    let widths: Vec<f64> = form.columns.iter().map(|one| line.width * weight(one.weight) / all).collect();
    let column = |size: f64, width: f64| Measure {
        size,
        width: width - 2.0 * PAD,
        ..line
    };
    let cells: Vec<Measure<'_>> = widths.iter().map(|width| column(CELL, *width)).collect();
    let set = |row: &Vec<String>| row.iter().zip(&cells).map(|(text, cell)| cell.set(text)).collect();
    Table {
        cell: CELL,
        heading: HEADING,
        pad: PAD,
        headings: form
            .columns
            .iter()
            .zip(&widths)
            .map(|(one, width)| column(HEADING, *width).set_whole(&one.heading))
            .collect(),
        aligns: form.columns.iter().map(|one| one.align).collect(),
        rows: form.rows.iter().map(set).collect(),
        keep: form.rows.len().min(2),
        empty: clean(&form.empty),
        widths,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::small;

    #[test]
    fn the_typesetter_remarks_on_nothing_in_any_layout() {
        for layout in [Layout::Upright, Layout::Flat, Layout::Cover, Layout::Labels] {
            for rows in [0, 1, 120] {
                let set = typeset(Template::Office, &prepared(&small::office(layout, rows)).unwrap()).unwrap();
                assert_eq!(set.warnings, Vec::<String>::new(), "{layout:?} of {rows}");
            }
        }
    }

    #[test]
    fn a_row_that_lacks_a_cell_and_a_table_that_is_too_long_are_refused() {
        let mut form = small::office(Layout::Upright, 2);
        form.table.as_mut().unwrap().rows.push(vec!["1".to_owned()]);
        assert!(matches!(check(&form), Err(DocumentError::Cells { row: 3, expected: 2, found: 1 })));
        let long = small::office(Layout::Flat, VOLUME_ROWS + 1);
        assert!(matches!(check(&long), Err(DocumentError::TooLong { .. })));
    }
}
