//! The facts that fulfil duties: documents sent, and entries of the registers that duties name.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use qorgau_domain::document::Step;
use qorgau_domain::time::{day_number, end_of_day};
use qorgau_domain::value::{Content, Value, rows};
use qorgau_domain::{BodyId, EntryId, Month, Period, Tree};
use qorgau_rulebook::due::{Calendar, said};
use qorgau_rulebook::duty::{Duty, Fulfilment};
use qorgau_rulebook::register::Scene;
use qorgau_store::{Counts, KeptSince, Scope, Stored, Taken};

use crate::{App, AppError, stood_below};

/// What is known of a body's work.
#[derive(Default)]
pub(super) struct Facts {
    /// The month in which it, or anything below it, began to keep a register that returns are made of.
    pub(super) since: Option<Month>,
    /// When the document of a kind and period was sent that stands: what was sent back does not.
    pub(super) documents: BTreeMap<(String, String), Timestamp>,
    /// Entries of the body and below by register.
    pub(super) entries: BTreeMap<String, Vec<Stored>>,
    /// Entries that others numbered in the body's book, by register.
    pub(super) books: BTreeMap<String, Vec<Stored>>,
    /// By duty, the first day of each month on which an entry fulfilled it, where that was asked and not the entries.
    pub(super) counted: BTreeMap<String, BTreeSet<Date>>,
}

/// An entry, or one of its rows, that a duty falls on.
pub(super) struct Asked<'a> {
    pub(super) stored: &'a Stored,
    pub(super) row_no: i64,
    pub(super) row: Option<&'a Content>,
}

impl Asked<'_> {
    pub(super) fn id(&self) -> EntryId {
        self.stored.entry.id
    }

    pub(super) fn fields(&self) -> &Content {
        &self.stored.entry.fields
    }
}

/// Registers that duties ask for, each with the first month of which it is read.
pub(super) type ReadFrom<'a> = BTreeMap<&'a String, Month>;

/// Has a register read from a month on, or from an earlier one that it is read from already.
pub(super) fn read_from<'a>(registers: &mut ReadFrom<'a>, register: &'a String, from: Month) {
    let known = registers.entry(register).or_insert(from);
    *known = from.min(*known);
}

/// The registers that the duties of a level ask for in a year.
#[derive(Default)]
struct Registers<'a> {
    /// Those read from the body and below.
    below: ReadFrom<'a>,
    /// Those of which the body's own entries are read.
    own: ReadFrom<'a>,
    /// Those read from the body's books.
    booked: ReadFrom<'a>,
}

impl<'a> Registers<'a> {
    fn of(duties: impl Iterator<Item = &'a Duty>, year: i64) -> Self {
        let mut registers = Registers::default();
        for duty in duties.filter(|duty| duty.planned.is_none() && duty.only_where.is_none()) {
            let from = duty.looks_from(year);
            if let Some(of) = &duty.of {
                let read = if of.body_field.is_some() { &mut registers.booked } else { &mut registers.own };
                read_from(read, &of.register, from);
            }
            for register in duty.fulfilled_by.iter().flat_map(|by| by.register.iter().chain(&by.marked_by)) {
                read_from(&mut registers.below, register, from);
            }
        }
        registers.own.retain(|register, _| !registers.below.contains_key(register));
        registers
    }
}

impl Facts {
    /// Reads what the duties of a level may ask of a scope's root, from January of the year before `on`, or the beginning of longer periods,
    /// until that day: what came after it had not happened yet.
    pub(super) async fn gather(app: &App, tree: &Tree, scope: &Scope, level: &str, on: Date) -> Result<Self, AppError> {
        let now = end_of_day(on, app.zone())?;
        let days = |from: Month| (day_number(from.first()), day_number(on));
        let Registers { below, own, booked } = Registers::of(super::binding(app, level), i64::from(on.year()));
        let mut facts = Facts {
            since: None,
            documents: sent(app.store.taken(scope, [scope.root()]).await?, now),
            entries: BTreeMap::new(),
            books: BTreeMap::new(),
            counted: BTreeMap::new(),
        };
        for (register, from) in own {
            let mut of_body = app.store.entries_of(scope, register, &[scope.root()], days(from)).await?;
            of_body.sort_by_key(|stored| (stored.entry.envelope.day, stored.entry.envelope.number));
            facts.entries.insert(register.clone(), of_body);
        }
        for (register, from) in below {
            let (from, until) = days(from);
            let mut entries = app.store.entries(scope, register, from, until).await?;
            entries.retain(|stored| stood_below(tree, scope.root(), stored));
            facts.entries.insert(register.clone(), entries);
        }
        for (register, from) in booked {
            let (from, until) = days(from);
            facts.books.insert(register.clone(), app.store.book(scope, register, from, until).await?);
        }
        let counted = app.counted_registers();
        let kept = began(&mut app.store.counts(scope).await?).await?.into_iter();
        let kept = kept.filter(|(register, _)| counted.contains(register.as_str()));
        facts.since = kept.flat_map(|(_, bodies)| bodies).map(|(_, since)| since).min();
        Ok(facts)
    }

    /// Puts what was gathered in no order into the order of days and numbers.
    pub(super) fn in_order(&mut self) {
        for entries in self.entries.values_mut().chain(self.books.values_mut()) {
            entries.sort_by_key(|stored| (stored.entry.envelope.day, stored.entry.body, stored.entry.envelope.number));
        }
    }

    /// When a duty of a period was fulfilled.
    pub(super) fn fulfilled(&self, app: &App, duty: &Duty, period: Period, calendar: &Calendar) -> Option<Timestamp> {
        let by = duty.fulfilled_by.as_ref()?;
        if let Some(document) = &by.document {
            return self.documents.get(&(document.clone(), period.to_string())).copied();
        }
        if let Some(days) = self.counted.get(&duty.code) {
            let within = days.range(period.first_month().first()..=period.last_month().last()).next()?;
            return start_of(*within, calendar);
        }
        let register = app.rulebook.register(by.register.as_ref()?)?;
        let within = |stored: &&Stored| {
            stored
                .entry
                .envelope
                .day
                .is_some_and(|day| (period.first_month()..=period.last_month()).contains(&Month::of(day)))
        };
        let holds = |stored: &&Stored| {
            let scene = Scene {
                register,
                row: None,
                fields: &stored.entry.fields,
            };
            by.conditions.iter().all(|condition| scene.holds(condition, &app.rulebook.lists))
        };
        let entries = self.entries.get(&register.code)?;
        let mut days: Vec<Date> = entries
            .iter()
            .filter(within)
            .filter(holds)
            .filter_map(|stored| stored.entry.envelope.day)
            .collect();
        days.sort_unstable();
        let reached = days.get(by.at_least.unwrap_or(1).saturating_sub(1))?;
        start_of(*reached, calendar)
    }

    /// The entries or rows that a duty falls on.
    pub(super) fn entries_of<'a>(&'a self, app: &App, duty: &Duty, body: BodyId) -> Vec<Asked<'a>> {
        let Some(of) = &duty.of else { return Vec::new() };
        let Some(register) = app.rulebook.register(&of.register) else {
            return Vec::new();
        };
        let source = if of.body_field.is_some() {
            self.books.get(&of.register)
        } else {
            self.entries.get(&of.register)
        };
        let bound = |stored: &&Stored| of.body_field.is_some() || stored.entry.body == body;
        let holds = |stored: &&Stored| {
            let scene = Scene {
                register,
                row: None,
                fields: &stored.entry.fields,
            };
            of.conditions.iter().all(|condition| scene.holds(condition, &app.rulebook.lists))
        };
        let mut asked = Vec::new();
        for stored in source.into_iter().flatten().filter(bound).filter(holds) {
            let fields = &stored.entry.fields;
            match &of.rows {
                None => asked.push(Asked { stored, row_no: 0, row: None }),
                Some(code) => asked.extend(rows(fields, code).iter().map(|row| Asked {
                    stored,
                    row_no: row.no,
                    row: Some(&row.cells),
                })),
            }
        }
        asked
    }

    /// When the duty of an entry or row was fulfilled.
    pub(super) fn entry_fulfilled(&self, duty: &Duty, asked: &Asked<'_>, calendar: &Calendar) -> Option<Timestamp> {
        let by = duty.fulfilled_by.as_ref()?;
        let day = |code: &String| said(asked.fields(), asked.row, code).and_then(Value::day);
        if by.field.is_some() {
            return by_field(by, day, calendar);
        }
        let marks = self.entries.get(by.marked_by.as_ref()?)?;
        let of_entry = marks
            .iter()
            .filter(|mark| mark.entry.fields.values().any(|value| *value == Value::Entry(asked.id())));
        let marked = of_entry
            .flat_map(|mark| rows(&mark.entry.fields, "marks"))
            .filter(|row| row.cells.get("proposal").and_then(Value::number) == Some(asked.row_no));
        let days = marked
            .filter(|row| row.cells.contains_key("result"))
            .filter_map(|row| row.cells.get("marked_on").and_then(Value::day));
        start_of(days.min()?, calendar)
    }
}

/// When each document was sent that stood as sent at a moment, by kind and period. Sent back and sent anew, it counts from when it was sent anew.
fn sent(taken: Vec<Taken>, now: Timestamp) -> BTreeMap<(String, String), Timestamp> {
    let mut sent = BTreeMap::new();
    for Taken { kind, period, step, at, .. } in taken.into_iter().filter(|taken| taken.at <= now) {
        match step {
            Step::Send | Step::Whole => drop(sent.insert((kind, period), at)),
            Step::Return => drop(sent.remove(&(kind, period))),
            Step::Prepare | Step::Revise | Step::Sign | Step::Receive => {}
        }
    }
    sent
}

/// Since which month each of the scope's bodies keeps each register here. What it kept on paper before a cut-over counts in figures, and
/// makes it owe nothing here.
pub(super) async fn began(counts: &mut Counts) -> Result<KeptSince, AppError> {
    let mut kept = counts.kept().await?;
    let cut_over = counts.cut_over().await?;
    for (body, register, first) in cut_over {
        let bodies = kept.get_mut(&register).into_iter().flatten();
        for (_, since) in bodies.filter(|(keeping, _)| *keeping == body) {
            *since = Month::of_day(first);
        }
    }
    Ok(kept)
}

/// When a field says that a duty was fulfilled; after the day it should have come before, at the end of its own.
pub(super) fn by_field(by: &Fulfilment, day: impl Fn(&String) -> Option<Date>, calendar: &Calendar) -> Option<Timestamp> {
    let done = day(by.field.as_ref()?)?;
    let in_order = by.not_after.as_ref().and_then(&day).is_none_or(|limit| done <= limit);
    if in_order {
        start_of(done, calendar)
    } else {
        end_of_day(done, calendar.zone()).ok()
    }
}

/// A fact of a day counts as done from its beginning: the register tells the day, not the hour.
fn start_of(day: Date, calendar: &Calendar) -> Option<Timestamp> {
    end_of_day(day.yesterday().ok()?, calendar.zone()).ok()?.checked_add(1.second()).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use qorgau_rulebook::{load, shipped};

    use super::*;

    #[test]
    fn only_what_the_duties_of_a_level_ask_for_is_read() {
        let rulebook = load(&shipped::files()).unwrap();
        let of = |level: &str| {
            let bound = rulebook
                .duties
                .iter()
                .filter(|duty| !duty.off && duty.levels.iter().any(|bound| bound == level));
            let Registers { below, own, booked } = Registers::of(bound, 2026);
            [below, own, booked].map(|codes| codes.into_keys().cloned().collect::<Vec<_>>().join(" "))
        };
        assert_eq!(
            of("ministry"),
            ["", "application assignment directive_in info_request meeting", ""],
            "no duty of the ministry asks for what the country entered"
        );
        assert_eq!(
            of("region"),
            ["knowledge_test meeting raid", "application assignment directive_in info_request", ""]
        );
        assert_eq!(
            of("district"),
            ["inspection_mark", "application assignment directive_in meeting raid", "unit_inspection"]
        );
    }
}
