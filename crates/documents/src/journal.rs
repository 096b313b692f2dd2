//! A journal on paper: its columns measured, its rows prepared, its last rows held together with the signatures.

use serde::Serialize;

use crate::error::DocumentError;
use crate::fonts::REGULAR;
use crate::forms::{Align, Journal};
use crate::printable::clean;
use crate::setting::Measure;
use crate::sheet::{LANDSCAPE, MM, Parts, Sheet};
use crate::world::{Template, typeset};

/// The size of the cells, in points.
const CELL: f64 = 8.6;
/// The sizes tried for the headings, until every word of theirs stands whole.
const HEADINGS: [f64; 4] = [8.0, 7.8, 7.6, 7.4];
/// From the rule of a column to its heading.
const HEADING_PAD: f64 = 1.0 * MM;
/// From the rule of a column to its text.
const PAD: f64 = 1.5 * MM;
/// From one line of a cell to the next.
const LINE: f64 = CELL * 1.26;
/// A row higher than this may go on over the page; a lower one never does.
const WHOLE: f64 = 75.0 * MM;
/// The last rows that stay with the signatures take no more than this.
const KEPT: f64 = 60.0 * MM;

#[derive(Serialize)]
struct Volume {
    sheet: Sheet,
    cell: f64,
    heading: f64,
    heading_pad: f64,
    pad: f64,
    widths: Vec<f64>,
    headings: Vec<String>,
    aligns: Vec<Align>,
    rows: Vec<Row>,
    keep: usize,
    empty: String,
}

#[derive(Serialize)]
struct Row {
    cells: Vec<String>,
    whole: bool,
    #[serde(skip)]
    height: f64,
}

/// Every row must have a cell for each column, or the columns would shift on paper.
pub(crate) fn check(form: &Journal) -> Result<(), DocumentError> {
    let expected = form.columns.len();
    if expected == 0 {
        return Err(DocumentError::NoColumns);
    }
    match (1..).zip(&form.rows).find(|(_, cells)| cells.len() != expected) {
        Some((row, cells)) => Err(DocumentError::Cells {
            row,
            expected,
            found: cells.len(),
        }),
        None => Ok(()),
    }
}

/// One volume as PDF: the rows given, and which volume of how many it is.
pub(crate) fn volume(form: &Journal, rows: &[Vec<String>], number: Option<(usize, usize)>) -> Result<Vec<u8>, DocumentError> {
    Ok(typeset(Template::Journal, &prepared(form, rows, number)?)?.pdf)
}

fn prepared(form: &Journal, rows: &[Vec<String>], number: Option<(usize, usize)>) -> Result<Volume, DocumentError> {
    let widths = widths(form);
    let column = |size: f64, width: f64| Measure {
        lang: &form.lang,
        face: &REGULAR,
        size,
        width,
    };
    let cells = widths.iter().map(|&width| column(CELL, width - 2.0 * PAD)).collect::<Vec<_>>();
    let head = |size: f64| {
        let columns = widths.iter().map(move |&width| column(size, width - 2.0 * HEADING_PAD));
        columns.zip(form.columns.iter().map(|one| &one.heading))
    };
    let whole = |&size: &f64| head(size).all(|(column, text)| column.holds_words_of(text));
    let heading = HEADINGS.into_iter().find(whole).unwrap_or(HEADINGS[1]);
    let rows = rows.iter().map(|row| set_row(row, &cells)).collect::<Vec<_>>();
    Ok(Volume {
        sheet: Sheet::of(parts(form, number))?,
        cell: CELL,
        heading,
        heading_pad: HEADING_PAD,
        pad: PAD,
        headings: head(heading).map(|(column, text)| column.set_whole(text)).collect(),
        aligns: form.columns.iter().map(|one| one.align).collect(),
        keep: kept(&rows),
        rows,
        widths,
        empty: clean(&form.empty),
    })
}

fn parts(form: &Journal, number: Option<(usize, usize)>) -> Parts<'_> {
    let volume = number.map(|(volume, volumes)| {
        form.volume_label
            .replace("{volume}", &volume.to_string())
            .replace("{volumes}", &volumes.to_string())
    });
    let running = [Some(form.book.clone()), volume.clone()].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    Parts {
        lang: &form.lang,
        made_on: form.made_on,
        official: form.official.as_deref(),
        appendix: Some(&form.appendix),
        title: &form.title,
        under_title: [Some(form.book.clone()), volume].into_iter().flatten().collect(),
        note: form.translation_note.as_deref(),
        running,
        footnotes: &form.footnotes,
        signatures: &form.signatures,
        stamp: &form.stamp,
        trail: &form.trail,
        page_label: &form.page_label,
        width: LANDSCAPE,
    }
}

fn widths(form: &Journal) -> Vec<f64> {
    let weight = |weight: u16| f64::from(weight.max(1));
    let all = form.columns.iter().map(|one| weight(one.weight)).sum::<f64>();
    form.columns.iter().map(|one| LANDSCAPE * weight(one.weight) / all).collect()
}

fn set_row(cells: &[String], columns: &[Measure<'_>]) -> Row {
    let cells = cells.iter().zip(columns).map(|(text, column)| column.set(text)).collect::<Vec<_>>();
    let lines = cells.iter().zip(columns).map(|(text, column)| column.lines(text)).max().unwrap_or(1);
    let height = 3.2 * MM + LINE * f64::from(u32::try_from(lines).unwrap_or(u32::MAX));
    Row {
        whole: height <= WHOLE,
        cells,
        height,
    }
}

/// How many of the last rows go over to the last page with the signatures, so that signatures never
/// stand on a page of their own: two, or fewer where they are too high.
fn kept(rows: &[Row]) -> usize {
    let mut height = 0.0;
    rows.iter()
        .rev()
        .take(2)
        .take_while(|row| {
            height += row.height;
            height <= KEPT
        })
        .count()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::small;

    #[test]
    fn the_typesetter_has_nothing_to_remark_on() {
        for rows in [0, 1, 2, 200] {
            let form = small::journal(rows);
            let typeset = typeset(Template::Journal, &prepared(&form, &form.rows, None).unwrap()).unwrap();
            assert_eq!(typeset.warnings, Vec::<String>::new());
        }
    }

    #[test]
    fn a_row_that_would_fill_half_a_page_may_go_on_over_it() {
        let mut form = small::journal(2);
        if let Some(cell) = form.rows.iter_mut().next_back().and_then(|row| row.last_mut()) {
            *cell = "Тексеру нәтижелері. ".repeat(200);
        }
        let volume = prepared(&form, &form.rows, None).unwrap();
        assert_eq!(volume.rows.iter().map(|row| row.whole).collect::<Vec<_>>(), [true, false]);
        assert_eq!(volume.keep, 0);
    }

    #[test]
    fn a_day_that_is_not_in_the_calendar_is_refused() {
        let mut form = small::journal(1);
        form.made_on.day = 31;
        assert!(matches!(volume(&form, &form.rows, None), Err(DocumentError::NoSuchDay { day: 31, .. })));
    }
}
