//! The tables by subordinate body: as many parts as the names and figures need, about ten bodies to a part,
//! the code and the name repeated in each, the groups and steps of the main table kept.

use serde::Serialize;

use crate::fonts::{BOLD, REGULAR};
use crate::forms::{ByChild, ChildLine, ReturnForm};
use crate::printable::clean;
use crate::return_pdf::{STEP, SetGroup, SetLine, unbroken};
use crate::setting::Measure;
use crate::sheet::{LANDSCAPE, MM};

/// The size of the cells, in points.
const CELL: f64 = 8.0;
/// The sizes tried for the headings, until every word of theirs stands whole.
const HEADINGS: [f64; 3] = [7.6, 7.2, 6.9];
/// From a column to the next, on either side.
const PAD: f64 = 1.0 * MM;
/// The most columns of figures in a part: ten bodies and the body's own.
const COLUMNS: usize = 11;
/// The least room for the names of the indicators.
const NAMES: f64 = 58.0 * MM;
/// A column of figures is no narrower and no wider than this.
const NARROWEST: f64 = 15.0 * MM;
const WIDEST: f64 = 24.0 * MM;
/// How high headings that stand upright may become, in millimetres: the first that holds every name.
const HEIGHTS: [f64; 6] = [24.0, 30.0, 36.0, 42.0, 48.0, 54.0];

/// One part of the tables by child.
#[derive(Serialize)]
pub(crate) struct Part {
    title: String,
    size: f64,
    pad: f64,
    heading: f64,
    widths: Vec<f64>,
    headings: Vec<String>,
    /// The height of upright headings, or none when they lie flat.
    upright: Option<f64>,
    numbers: Vec<usize>,
    groups: Vec<SetGroup>,
    keep: usize,
}

/// The parts of the tables by child.
pub(crate) fn parts(form: &ReturnForm, by_child: &ByChild) -> Vec<Part> {
    let names = by_child.children.iter().chain([&by_child.own_label]).map(String::as_str).collect::<Vec<_>>();
    let cell = Measure {
        lang: &form.lang,
        face: &REGULAR,
        size: CELL,
        width: LANDSCAPE,
    };
    let head = Measure {
        face: &BOLD,
        size: HEADINGS[0],
        ..cell
    };
    let codes = by_child.lines.iter().map(|line| cell.of(&line.code));
    let code = codes.fold(head.widest_word(&form.headings.code), f64::max) + 2.0 * PAD + 0.5;
    let figures = by_child
        .lines
        .iter()
        .flat_map(|line| &line.figures)
        .map(|figure| cell.of(&unbroken(&figure.text)));
    let needed = figures.fold(NARROWEST - 2.0 * PAD, f64::max) + 2.0 * PAD + 0.5;
    let room = LANDSCAPE - code - NAMES;
    let slices = slices(names.len(), columns_that_fit(room, needed));
    let most = slices.iter().map(|(from, until)| until - from).max().unwrap_or(1);
    let width = (room / most as f64).clamp(needed, WIDEST.max(needed));
    let head = Heads::of(
        &names,
        Measure {
            width: width - 2.0 * PAD,
            ..head
        },
    );
    let layout = Layout {
        form,
        by_child,
        code,
        width,
        cell,
        head,
        parts: slices.len(),
    };
    (1..).zip(slices).map(|(number, slice)| layout.part(number, slice, &names)).collect()
}

/// How many columns of figures a part takes.
fn columns_that_fit(room: f64, needed: f64) -> usize {
    (1..=COLUMNS).rev().find(|&columns| needed * columns as f64 <= room).unwrap_or(1)
}

/// Parts of nearly equal length, none longer than `most`: where each begins and ends.
fn slices(all: usize, most: usize) -> Vec<(usize, usize)> {
    let parts = all.div_ceil(most);
    (0..parts).map(|part| (all * part / parts, all * (part + 1) / parts)).collect()
}

/// How the names of the bodies stand, the same in all parts: flat where every word of theirs fits the column,
/// in a smaller size if need be; otherwise upright, as high as needed.
struct Heads<'a> {
    measure: Measure<'a>,
    upright: Option<f64>,
}

impl<'a> Heads<'a> {
    fn of(names: &[&str], measure: Measure<'a>) -> Self {
        let flat = |&size: &f64| {
            let measure = Measure { size, ..measure };
            names.iter().all(|name| measure.holds_words_of(name))
        };
        if let Some(size) = HEADINGS.into_iter().find(flat) {
            return Self {
                measure: Measure { size, ..measure },
                upright: None,
            };
        }
        let lines = (measure.width / (measure.size * 1.3)).max(1.0);
        let holds = |height: &f64| {
            let head = Measure { width: *height, ..measure };
            names
                .iter()
                .all(|name| head.holds_words_of(name) && head.lines(&head.set_whole(name)) as f64 <= lines)
        };
        let [.., highest] = HEIGHTS;
        let height = HEIGHTS.into_iter().map(|mm| mm * MM).find(holds).unwrap_or(highest * MM);
        Self {
            measure: Measure { width: height, ..measure },
            upright: Some(height),
        }
    }
}

struct Layout<'a> {
    form: &'a ReturnForm,
    by_child: &'a ByChild,
    code: f64,
    width: f64,
    cell: Measure<'a>,
    head: Heads<'a>,
    parts: usize,
}

impl Layout<'_> {
    fn part(&self, number: usize, (from, until): (usize, usize), names: &[&str]) -> Part {
        let names = names.get(from..until).unwrap_or_default();
        let indicator = LANDSCAPE - self.code - self.width * names.len() as f64;
        let own = [clean(&self.form.headings.code), clean(&self.form.headings.indicator)];
        let groups = self.groups(indicator - 2.0 * PAD, (from, until));
        Part {
            title: match self.parts {
                1 => clean(&self.by_child.title),
                parts => format!("{} · {number}/{parts}", clean(&self.by_child.title)),
            },
            size: CELL,
            pad: PAD,
            heading: self.head.measure.size,
            widths: [self.code, indicator].into_iter().chain(std::iter::repeat_n(self.width, names.len())).collect(),
            headings: own.into_iter().chain(names.iter().map(|one| self.head.measure.set_whole(one))).collect(),
            upright: self.head.upright,
            numbers: [1, 2].into_iter().chain(from + 3..until + 3).collect(),
            keep: groups.last().map_or(0, |group| group.lines.len().min(2)),
            groups,
        }
    }

    /// The lines under the group headings of the main table; a line the main table lacks stays in its group.
    fn groups(&self, room: f64, (from, until): (usize, usize)) -> Vec<SetGroup> {
        let mut groups = Vec::<SetGroup>::new();
        let mut current = None;
        for line in &self.by_child.lines {
            let (group, indent) = self.place(line).map_or((current, 0), |(group, indent)| (Some(group), indent));
            if groups.is_empty() || group != current {
                let name = group.and_then(|at| self.form.groups.get(at)).map_or("", |group| &group.name);
                groups.push(SetGroup {
                    name: clean(name),
                    lines: Vec::new(),
                });
                current = group;
            }
            let name = Measure {
                width: room - STEP * f64::from(indent),
                ..self.cell
            };
            let set = SetLine {
                code: clean(&line.code),
                name: name.set(&line.name),
                indent,
                unit: None,
                figures: line.figures.iter().take(until).skip(from).map(|one| unbroken(&one.text)).collect(),
            };
            if let Some(last) = groups.last_mut() {
                last.lines.push(set);
            }
        }
        groups
    }

    /// In which group of the main table a line stands, and how deep.
    fn place(&self, line: &ChildLine) -> Option<(usize, u8)> {
        self.form.groups.iter().enumerate().find_map(|(at, group)| {
            let same = group.lines.iter().find(|other| other.code == line.code && other.name == line.name)?;
            Some((at, same.indent))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::slices;

    #[test]
    fn parts_are_nearly_equal() {
        assert_eq!(slices(21, 11), [(0, 10), (10, 21)]);
        assert_eq!(slices(11, 11), [(0, 11)]);
        assert_eq!(slices(12, 11), [(0, 6), (6, 12)]);
    }
}
