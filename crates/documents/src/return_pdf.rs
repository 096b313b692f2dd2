//! The statistical return on paper: the main table upright, the tables by subordinate body across.
//!
//! Figures are never broken, so their columns are measured first; the names of the indicators take what is left,
//! in a smaller size where very long figures leave too little.

use serde::Serialize;

use crate::error::DocumentError;
use crate::fonts::{BOLD, Face, REGULAR};
use crate::forms::{Figure, Line, ReturnForm};
use crate::printable::clean;
use crate::return_parts::{Part, parts};
use crate::setting::Measure;
use crate::sheet::{LANDSCAPE, MM, PORTRAIT, Parts, Sheet};
use crate::world::{Template, typeset};

/// The sizes tried for the main table, in points, until the names have room.
const SIZES: [f64; 4] = [8.6, 8.2, 7.8, 7.2];
/// The room the names of the indicators should have.
const NAMES: f64 = 58.0 * MM;
/// A step of indentation.
pub(crate) const STEP: f64 = 3.2 * MM;
/// From a column to the next, on either side.
const PAD: f64 = 1.4 * MM;
/// The size of the headings.
const HEADING: f64 = 7.6;

#[derive(Serialize)]
struct Return {
    sheet: Sheet,
    step: f64,
    main: Main,
    parts: Vec<Part>,
}

#[derive(Serialize)]
struct Main {
    size: f64,
    pad: f64,
    heading: f64,
    widths: Vec<f64>,
    headings: Vec<String>,
    upright: Option<f64>,
    numbers: [u8; 7],
    groups: Vec<SetGroup>,
    keep: usize,
}

/// Lines under one heading, ready to be set.
#[derive(Serialize)]
pub(crate) struct SetGroup {
    pub(crate) name: String,
    pub(crate) lines: Vec<SetLine>,
}

/// A line ready to be set; the tables by child have no units.
#[derive(Serialize)]
pub(crate) struct SetLine {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) indent: u8,
    pub(crate) unit: Option<String>,
    pub(crate) figures: Vec<String>,
}

/// Every line by child must have a figure for each child and the body's own.
pub(crate) fn check(form: &ReturnForm) -> Result<(), DocumentError> {
    let Some(by_child) = &form.by_child else {
        return Ok(());
    };
    let expected = by_child.children.len() + 1;
    match (1..).zip(&by_child.lines).find(|(_, line)| line.figures.len() != expected) {
        Some((row, line)) => Err(DocumentError::Cells {
            row,
            expected,
            found: line.figures.len(),
        }),
        None => Ok(()),
    }
}

/// The return as PDF.
pub(crate) fn pdf(form: &ReturnForm) -> Result<Vec<u8>, DocumentError> {
    Ok(typeset(Template::Return, &prepared(form)?)?.pdf)
}

fn prepared(form: &ReturnForm) -> Result<Return, DocumentError> {
    Ok(Return {
        sheet: sheet(form)?,
        step: STEP,
        main: main_table(form),
        parts: form.by_child.as_ref().map(|by_child| parts(form, by_child)).unwrap_or_default(),
    })
}

fn sheet(form: &ReturnForm) -> Result<Sheet, DocumentError> {
    Sheet::of(Parts {
        lang: &form.lang,
        made_on: form.made_on,
        official: form.official.as_deref(),
        appendix: None,
        title: &form.title,
        under_title: vec![form.body.clone(), form.period.clone()],
        note: form.translation_note.as_deref(),
        running: [form.title.as_str(), &form.body, &form.period].join(" · "),
        footnotes: &form.footnotes,
        signatures: &form.signatures,
        stamp: &form.stamp,
        trail: &form.trail,
        page_label: &form.page_label,
        width: if form.by_child.is_some() { LANDSCAPE } else { PORTRAIT },
    })
}

fn main_table(form: &ReturnForm) -> Main {
    let (size, widths) = widths(form);
    let column = |at: usize, face, size, less: f64| {
        let pads = if at == 0 || at == 6 { PAD } else { 2.0 * PAD };
        Measure {
            lang: &form.lang,
            face,
            size,
            width: widths.get(at).copied().unwrap_or(NAMES) - pads - less,
        }
    };
    let line = |line: &Line| SetLine {
        code: clean(&line.code),
        name: column(1, &REGULAR, size, STEP * f64::from(line.indent)).set(&line.name),
        indent: line.indent,
        unit: Some(column(2, &REGULAR, size, 0.0).set(&line.unit)),
        figures: line.figures().into_iter().map(|figure| unbroken(&figure.text)).collect(),
    };
    Main {
        size,
        pad: PAD,
        heading: HEADING,
        upright: None,
        numbers: [1, 2, 3, 4, 5, 6, 7],
        headings: (0..)
            .zip(form.headings.in_order())
            .map(|(at, text)| column(at, &BOLD, HEADING, 0.0).set_whole(text))
            .collect(),
        groups: form
            .groups
            .iter()
            .map(|group| SetGroup {
                name: clean(&group.name),
                lines: group.lines.iter().map(line).collect(),
            })
            .collect(),
        keep: form.groups.last().map_or(0, |group| group.lines.len().min(2)),
        widths,
    }
}

/// The size of the type and the widths of the seven columns.
fn widths(form: &ReturnForm) -> (f64, Vec<f64>) {
    let mut chosen = (0.0, Vec::new());
    for size in SIZES {
        let fixed = fixed_widths(form, size);
        let names = PORTRAIT - fixed.iter().sum::<f64>();
        let [code, unit, figures @ ..] = fixed;
        chosen = (size, [vec![code, names.max(30.0 * MM), unit], figures.to_vec()].concat());
        if names >= NAMES {
            break;
        }
    }
    chosen
}

/// The widths of every column but the names: code, unit and the four of figures.
fn fixed_widths(form: &ReturnForm, size: f64) -> [f64; 6] {
    let lines = || form.groups.iter().flat_map(|group| &group.lines);
    let measure = |face: &'static Face, size| Measure {
        lang: &form.lang,
        face,
        size,
        width: PORTRAIT,
    };
    let cell = measure(&REGULAR, size);
    let headings = form.headings.in_order().map(|text| measure(&BOLD, HEADING).widest_word(text));
    let [code, _, unit, period, before, difference, to_date] = headings;
    let widest = |least: f64, all: &mut dyn Iterator<Item = f64>| all.fold(least.min(26.0 * MM), f64::max) + 2.0 * PAD + 1.5;
    let figures = |heading: f64, of: fn(&Line) -> &Figure| widest(heading.max(12.0 * MM), &mut lines().map(|line| cell.of(&unbroken(&of(line).text))));
    [
        widest(code, &mut lines().map(|line| cell.of(&line.code))) - PAD,
        widest(unit, &mut lines().map(|line| cell.widest_word(&line.unit).min(24.0 * MM))),
        figures(period, |line| &line.period),
        figures(before, |line| &line.year_before),
        figures(difference, |line| &line.difference),
        figures(to_date, |line| &line.year_to_date) - PAD,
    ]
}

/// A figure stays on one line whatever separates its thousands.
pub(crate) fn unbroken(text: &str) -> String {
    clean(text).replace(' ', "\u{a0}")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::small;

    #[test]
    fn the_typesetter_has_nothing_to_remark_on() {
        for lines in [0, 1, 120] {
            let form = small::statistical_return(lines);
            let typeset = typeset(Template::Return, &prepared(&form).unwrap()).unwrap();
            assert_eq!(typeset.warnings, Vec::<String>::new());
        }
    }

    #[test]
    fn the_columns_fill_the_page() {
        let (size, widths) = widths(&small::statistical_return(3));
        assert_eq!(widths.len(), 7);
        assert!((widths.iter().sum::<f64>() - PORTRAIT).abs() < 0.01);
        assert!((size - 8.6).abs() < 0.01);
    }
}
