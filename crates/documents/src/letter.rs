//! A letter, A4 upright: a notice to whoever applied, a plan or a note for a file.

use serde::Serialize;

use crate::error::DocumentError;
use crate::fonts::{BOLD, Face, REGULAR};
use crate::forms::{Block, Letter};
use crate::setting::Measure;
use crate::sheet::{MM, PORTRAIT, Parts, Sheet};
use crate::world::{Template, typeset};

/// The size of the type, in points.
const SIZE: f64 = 11.0;
/// The size of cells.
const CELL: f64 = 9.0;
/// The size of the heads of columns.
const HEAD: f64 = 8.0;
/// From the rule of a column to its text.
const PAD: f64 = 1.4 * MM;
/// The share of the page that the first of two columns without heads takes.
const NAMES: f64 = 0.34;
/// A column counts no shorter and no longer text than this, in letters, when the page is shared out.
const LETTERS: (usize, usize) = (5, 32);
/// What stands between the rules of a column and its letters, in letters.
const AIR: usize = 2;
/// A column to be written in by hand counts as of so many letters.
const BY_HAND: usize = 18;

#[derive(Serialize)]
struct Prepared {
    sheet: Sheet,
    size: f64,
    cell: f64,
    head: f64,
    pad: f64,
    blocks: Vec<Piece>,
}

/// A block whose words are set for its widths.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Piece {
    Heading {
        text: String,
    },
    Paragraph {
        text: String,
    },
    Table {
        widths: Vec<f64>,
        heads: Vec<String>,
        rows: Vec<Vec<String>>,
        /// Whether somebody writes into its rows by hand, which needs room.
        by_hand: bool,
    },
}

/// The letter as PDF.
pub(crate) fn pdf(form: &Letter) -> Result<Vec<u8>, DocumentError> {
    Ok(typeset(Template::Letter, &prepared(form)?)?.pdf)
}

fn prepared(form: &Letter) -> Result<Prepared, DocumentError> {
    let sheet = Sheet::of(Parts {
        lang: &form.lang,
        made_on: form.made_on,
        official: form.official.as_deref(),
        appendix: Some(form.addressee.as_str()).filter(|to| !to.is_empty()),
        title: &form.title,
        under_title: vec![form.body.clone(), form.dated.clone()],
        note: form.translation_note.as_deref(),
        running: [form.title.as_str(), &form.dated].join(" · "),
        footnotes: &form.footnotes,
        signatures: &form.signatures,
        stamp: &form.stamp,
        trail: &form.trail,
        page_label: &form.page_label,
        width: PORTRAIT,
    })?;
    Ok(Prepared {
        sheet,
        size: SIZE,
        cell: CELL,
        head: HEAD,
        pad: PAD,
        blocks: form.blocks.iter().map(|block| set(form, block)).collect::<Result<_, _>>()?,
    })
}

fn measure<'a>(form: &'a Letter, face: &'a Face, size: f64, width: f64) -> Measure<'a> {
    Measure {
        lang: &form.lang,
        face,
        size,
        width,
    }
}

fn set(form: &Letter, block: &Block) -> Result<Piece, DocumentError> {
    Ok(match block {
        Block::Heading(text) => Piece::Heading {
            text: measure(form, &BOLD, SIZE, PORTRAIT).set(text),
        },
        Block::Paragraph(text) => Piece::Paragraph {
            text: measure(form, &REGULAR, SIZE, PORTRAIT).set(text),
        },
        Block::Table { heads, rows } => {
            let columns = if heads.is_empty() { rows.first().map_or(0, Vec::len) } else { heads.len() };
            if let Some((row, cells)) = (1..).zip(rows).find(|(_, cells)| cells.len() != columns) {
                return Err(DocumentError::Cells {
                    row,
                    expected: columns,
                    found: cells.len(),
                });
            }
            let widths = widths(heads, rows, columns);
            let line = |face, size, cells: &[String]| -> Vec<String> {
                let set = |(width, text): (&f64, &String)| measure(form, face, size, width - 2.0 * PAD).set(text);
                widths.iter().zip(cells).map(set).collect()
            };
            Piece::Table {
                heads: line(&REGULAR, HEAD, heads),
                rows: rows.iter().map(|cells| line(&REGULAR, CELL, cells)).collect(),
                by_hand: (0..columns).any(|column| by_hand(rows, column)),
                widths,
            }
        }
    })
}

/// A column that is empty throughout is to be written in by hand.
fn by_hand(rows: &[Vec<String>], column: usize) -> bool {
    rows.iter().filter_map(|cells| cells.get(column)).all(String::is_empty)
}

/// The page shared out among columns, by the longest words that stand in each.
#[allow(clippy::cast_precision_loss, reason = "a few letters")]
fn widths(heads: &[String], rows: &[Vec<String>], columns: usize) -> Vec<f64> {
    if heads.is_empty() && columns == 2 {
        return vec![PORTRAIT * NAMES, PORTRAIT * (1.0 - NAMES)];
    }
    let letters = |text: &String| text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    let share = |column: usize| {
        let cells = rows.iter().filter_map(|cells| cells.get(column)).map(letters).max().unwrap_or(0);
        // A head is set smaller, and may break between its words.
        let head = heads
            .get(column)
            .map_or(0, |head| head.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0));
        let least = if by_hand(rows, column) { BY_HAND } else { LETTERS.0 };
        (cells.max(head).clamp(least, LETTERS.1) + AIR) as f64
    };
    let shares: Vec<f64> = (0..columns).map(share).collect();
    let all: f64 = shares.iter().sum();
    shares.iter().map(|share| PORTRAIT * share / all).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_typesetter_remarks_on_nothing() {
        let set = typeset(Template::Letter, &prepared(&crate::small::letter()).unwrap()).unwrap();
        assert_eq!(set.warnings, Vec::<String>::new());
    }
}
