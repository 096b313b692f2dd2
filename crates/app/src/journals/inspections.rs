//! The journal of Appendix 2: the book of each inspected body, a new one each year (D6).
//!
//! Columns 1 to 5 are the inspecting body's own act; column 6 joins the marks of the inspected head.

use std::collections::BTreeMap;

use qorgau_domain::time::OPEN;
use qorgau_domain::value::{Content, Row, Value, rows as rows_of};
use qorgau_domain::{BodyId, EntryId, Lang, Month, Tree};
use qorgau_l10n::L10n;
use qorgau_store::{Scope, Stored};

use crate::{App, AppError};

pub(super) async fn rows(app: &App, tree: &Tree, scope: &Scope, days: (i64, i64), lang: Lang) -> Result<Vec<Vec<String>>, AppError> {
    let mut found = Vec::new();
    for body in tree.subtree(scope.root(), Month::of_day(days.1)) {
        let own = Scope::below(tree, body, [Month::of_day(days.1)]);
        let inspections = app.store.book(&own, "unit_inspection", days.0, days.1).await?;
        if inspections.is_empty() {
            continue;
        }
        // A mark may come long after the inspection, so every later one is asked.
        let marks = app.store.entries(&own, "inspection_mark", days.0, OPEN).await?;
        let words = L10n::get(lang);
        let name = tree.on(body, Month::of_day(days.1).last()).map_or("", |version| version.name.get(lang));
        found.extend(inspections.iter().map(|inspection| (body, name, line(app, inspection, &marks, lang, words))));
    }
    // Each inspected body has a book of its own; where several are read as one, the number alone would not say whose.
    let several = found.iter().any(|(body, ..)| found.first().is_some_and(|(first, ..)| first != body));
    let named = |(_, name, mut cells): (BodyId, &str, Vec<String>)| {
        if let Some(number) = cells.first_mut().filter(|_| several) {
            *number = format!("{number}\n{name}");
        }
        cells
    };
    Ok(found.into_iter().map(named).collect())
}

fn line(app: &App, inspection: &Stored, marks: &[Stored], lang: Lang, words: &L10n) -> Vec<String> {
    let fields = &inspection.entry.fields;
    let text = |code: &str| fields.get(code).and_then(Value::text).unwrap_or_default().to_owned();
    let date = fields.get("inspected_on").and_then(Value::day).map_or_else(String::new, |day| words.date(day));
    vec![
        inspection.entry.envelope.number.number.to_string(),
        date,
        text("inspector_text"),
        text("findings"),
        numbered(rows_of(fields, "proposals").iter().map(|row| (row.no, cell(row, "text").to_owned()))),
        column_six(app, inspection.entry.id, marks, lang, words),
    ]
}

fn cell<'a>(row: &'a Row, code: &str) -> &'a str {
    row.cells.get(code).and_then(Value::text).unwrap_or_default()
}

fn numbered(lines: impl Iterator<Item = (i64, String)>) -> String {
    lines.map(|(no, text)| format!("{no}. {text}")).collect::<Vec<_>>().join("\n")
}

/// The head's instructions, and how each proposal stands by its last mark.
fn column_six(app: &App, inspection: EntryId, marks: &[Stored], lang: Lang, words: &L10n) -> String {
    let of_this = |fields: &Content| fields.get("inspection") == Some(&Value::Entry(inspection));
    let mine: Vec<&Stored> = marks.iter().filter(|mark| of_this(&mark.entry.fields)).collect();
    let mut lines: Vec<String> = mine
        .iter()
        .filter_map(|mark| mark.entry.fields.get("instruction").and_then(Value::text))
        .map(str::to_owned)
        .collect();
    let mut stands: BTreeMap<i64, Stands> = BTreeMap::new();
    for row in mine.iter().flat_map(|mark| rows_of(&mark.entry.fields, "marks")) {
        let Some(proposal) = row.cells.get("proposal").and_then(Value::number) else {
            continue;
        };
        let stands = stands.entry(proposal).or_default();
        stands.instructed(cell(row, "instruction").to_owned());
        stands.marked(mark(app, row, lang, words));
    }
    let stands = stands.into_iter().map(|(no, stands)| (no, joined([stands.instruction, stands.mark], "; ")));
    lines.push(numbered(stands.filter(|(_, text)| !text.is_empty())));
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

/// How a proposal stands: what its last instruction and its last mark say.
#[derive(Default)]
struct Stands {
    instruction: String,
    mark: String,
}

impl Stands {
    fn instructed(&mut self, text: String) {
        if !text.is_empty() {
            self.instruction = text;
        }
    }

    fn marked(&mut self, text: String) {
        if !text.is_empty() {
            self.mark = text;
        }
    }
}

/// A mark: the result, what was done, and the day.
fn mark(app: &App, row: &Row, lang: Lang, words: &L10n) -> String {
    let result = app.rulebook.item("mark_results", cell(row, "result"));
    let result = result.map_or_else(String::new, |item| item.name.get(lang).to_owned());
    let date = row.cells.get("marked_on").and_then(Value::day).map_or_else(String::new, |day| words.date(day));
    joined([result, cell(row, "result_text").to_owned(), date], ", ")
}

/// Parts in one line. Sentences that others wrote lose their full stop where the line goes on.
fn joined<const N: usize>(parts: [String; N], by: &str) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let last = parts.len().saturating_sub(1);
    let part = |(at, part): (usize, &String)| {
        if at < last {
            part.trim_end_matches(['.', ' ']).to_owned()
        } else {
            part.clone()
        }
    };
    parts.iter().enumerate().map(part).collect::<Vec<_>>().join(by)
}
