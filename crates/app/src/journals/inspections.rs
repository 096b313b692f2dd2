//! The journal of Appendix 2: the book of each inspected body, a new one each year (D6).
//!
//! Columns 1 to 5 are the inspecting body's own act; column 6 joins the marks of the inspected head. What an inspection found that an earlier one
//! of the same body had found is said among its findings, since the text has no column for it.

use std::collections::BTreeMap;

use qorgau_domain::entry::Number;
use qorgau_domain::time::OPEN;
use qorgau_domain::value::{Content, Row, Value, rows as rows_of};
use qorgau_domain::{BodyId, EntryId, Lang, Month, Tree};
use qorgau_l10n::L10n;
use qorgau_store::{Scope, Stored};

use super::{Bound, INSPECTIONS, MARKS};
use crate::{App, AppError};

/// The books of the bodies of a scope, one after the other, with the marks of bodies of another, and the entries they are made of.
pub(super) async fn rows(app: &App, tree: &Tree, (scope, readable): (&Scope, &Scope), days: (i64, i64), lang: Lang) -> Result<Bound, AppError> {
    let (mut found, mut used) = (Vec::new(), Vec::new());
    let bodies = tree.subtree(scope.root(), Month::of_day(days.1));
    for body in bodies.into_iter().filter(|body| scope.holds(*body)) {
        let own = Scope::below(tree, body, [Month::of_day(days.1)]);
        let inspections = app.store.book(&own, INSPECTIONS, days.0, days.1).await?;
        if inspections.is_empty() {
            continue;
        }
        // A mark may come long after the inspection, so every later one is asked.
        let marks = app.store.entries(&readable.narrowed(body, own.bodies()), MARKS, days.0, OPEN).await?;
        let named = earlier(app, body, &inspections).await?;
        let book = Printed {
            app,
            marks: &marks,
            earlier: &named,
            lang,
            words: L10n::get(lang),
        };
        let name = tree.on(body, Month::of_day(days.1).last()).map_or("", |version| version.name.get(lang));
        found.extend(inspections.iter().map(|inspection| (body, name, book.line(inspection))));
        let of_these = |mark: &Stored| inspections.iter().any(|inspection| names(&mark.entry.fields, inspection.entry.id));
        used.extend(marks.into_iter().filter(of_these));
        used.extend(inspections);
    }
    // Each inspected body has a book of its own; where several are read as one, the number alone would not say whose.
    let several = found.iter().any(|(body, ..)| found.first().is_some_and(|(first, ..)| first != body));
    let named = |(_, name, mut cells): (BodyId, &str, Vec<String>)| {
        if let Some(number) = cells.first_mut().filter(|_| several) {
            *number = format!("{number}\n{name}");
        }
        cells
    };
    Ok((found.into_iter().map(named).collect(), used))
}

/// Whether a mark is of an inspection.
fn names(mark: &Content, inspection: EntryId) -> bool {
    mark.get("inspection") == Some(&Value::Entry(inspection))
}

/// The inspection of the same body whose finding a proposal repeats.
fn repeats(row: &Row) -> Option<EntryId> {
    match row.cells.get("repeats") {
        Some(Value::Entry(id)) => Some(*id),
        _ => None,
    }
}

/// The numbers of the earlier inspections in a body's book that some inspections refer to.
async fn earlier(app: &App, body: BodyId, inspections: &[Stored]) -> Result<BTreeMap<EntryId, Number>, AppError> {
    let rows = inspections.iter().flat_map(|inspection| rows_of(&inspection.entry.fields, "proposals"));
    let mut ids: Vec<EntryId> = rows.filter_map(repeats).collect();
    ids.sort_unstable();
    ids.dedup();
    let own = Scope::of(body, [body].into()).with_books();
    let stored = app.store.some(&own, &ids).await?.into_iter();
    Ok(stored.map(|stored| (stored.entry.id, stored.entry.envelope.number)).collect())
}

/// What a body's book is printed from.
struct Printed<'a> {
    app: &'a App,
    marks: &'a [Stored],
    earlier: &'a BTreeMap<EntryId, Number>,
    lang: Lang,
    words: &'a L10n,
}

impl Printed<'_> {
    fn line(&self, inspection: &Stored) -> Vec<String> {
        let fields = &inspection.entry.fields;
        let text = |code: &str| fields.get(code).and_then(Value::text).unwrap_or_default().to_owned();
        let date = fields
            .get("inspected_on")
            .and_then(Value::day)
            .map_or_else(String::new, |day| self.words.date(day));
        let proposals = rows_of(fields, "proposals");
        let repeated = proposals.iter().filter_map(|row| self.repeated(row));
        vec![
            inspection.entry.envelope.number.number.to_string(),
            date,
            text("inspector_text"),
            std::iter::once(text("findings")).chain(repeated).collect::<Vec<_>>().join("\n"),
            numbered(proposals.iter().map(|row| (row.no, cell(row, "text").to_owned()))),
            column_six(self.app, inspection.entry.id, self.marks, self.lang, self.words),
        ]
    }

    /// That a proposal repeats what an earlier inspection found, with its number.
    fn repeated(&self, row: &Row) -> Option<String> {
        let number = self.earlier.get(&repeats(row)?);
        let number = number.map_or_else(|| "—".to_owned(), Number::to_string);
        Some(self.words.journal_repeat(&row.no.to_string(), &number))
    }
}

fn cell<'a>(row: &'a Row, code: &str) -> &'a str {
    row.cells.get(code).and_then(Value::text).unwrap_or_default()
}

fn numbered(lines: impl Iterator<Item = (i64, String)>) -> String {
    lines.map(|(no, text)| format!("{no}. {text}")).collect::<Vec<_>>().join("\n")
}

/// The head's instructions, and how each proposal stands by its last mark.
fn column_six(app: &App, inspection: EntryId, marks: &[Stored], lang: Lang, words: &L10n) -> String {
    let mine: Vec<&Stored> = marks.iter().filter(|mark| names(&mark.entry.fields, inspection)).collect();
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
