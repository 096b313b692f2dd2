//! What a diversion takes away from: raids, posts and quarantines, which it must not weaken (clause 13).
//!
//! Work of those whose people or vehicles are away is looked for in the days in which they are, and work of any body that names an officer
//! who is. A focus has no officers; its posts and its quarantine are its body's.

use std::collections::BTreeSet;

use jiff::civil::Date;
use qorgau_domain::entry::{Entry, EntryState};
use qorgau_domain::keys::ordered;
use qorgau_domain::time::{OPEN, day_number};
use qorgau_domain::value::{Content, Value, rows};
use qorgau_domain::{BodyId, EntryId, Tree};
use qorgau_store::{Filter, Scope, Stored};

use crate::accounts::Who;
use crate::raids::{self, RAID};
use crate::{App, AppError};

/// The register of diversions.
pub const DIVERSION: &str = "diversion";
/// Its field that says what is weakened, and how that is made good.
pub const WEAKENS: &str = "weakens";

/// The field of a raid that says for which day it is prepared.
const PLANNED: &str = "planned_on";
const PLAN_ITEM: &str = "plan_item";
const OUTBREAK: &str = "outbreak";
/// The regime that is no quarantine.
const RESTRICTION: &str = "restriction";

/// A raid without a last day that began longer ago than so many days goes on no more: nobody wrote its end down.
const LONGEST_RAID: i64 = 366;

/// The most entries of a register looked through that name one officer.
const MOST: usize = 100;

/// A first and a last day, as day numbers.
type Days = (i64, i64);

/// Work that a diversion weakens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// A raid goes on in its days.
    Raid,
    /// A raid is planned for a day of it.
    Planned(Date),
    /// A checkpoint stands.
    Checkpoint,
    /// A quarantine post stands.
    Post,
    /// A quarantine is imposed and not lifted.
    Quarantine,
}

/// An entry whose work a diversion weakens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weakened {
    /// The raid, the item of a plan, or the focus.
    pub entry: Entry,
    /// Which work of it.
    pub work: Vec<Work>,
    /// The officers it names who are away.
    pub officers: Vec<EntryId>,
}

/// Forces that are away.
struct Away {
    body: BodyId,
    officer: Option<EntryId>,
    days: Days,
}

impl App {
    /// What a diversion of a body weakens in its days, as far as somebody may read: each entry once, raids first, then items of plans, then
    /// foci.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn weakened(&self, who: &Who, tree: &Tree, body: BodyId, fields: &Content) -> Result<Vec<Weakened>, AppError> {
        let away = away(body, fields);
        let Some(first) = away.iter().map(|away| away.days.0).min() else {
            return Ok(Vec::new());
        };
        let mut found = Vec::new();
        for (register, since) in [(RAID, first - LONGEST_RAID), (PLAN_ITEM, first), (OUTBREAK, day_number(Date::MIN))] {
            let entries = self.concerned(who, tree, (register, since), &away).await?;
            found.extend(entries.into_iter().filter_map(|entry| self.judged(entry, &away)));
        }
        Ok(found)
    }

    /// The standing entries of a register since a day: of those whose forces are away, and any that name an officer who is.
    async fn concerned(&self, who: &Who, tree: &Tree, (register, since): (&str, i64), away: &[Away]) -> Result<Vec<Entry>, AppError> {
        let Some(reads) = self.reads(who, tree, register) else {
            return Ok(Vec::new());
        };
        let bodies: BTreeSet<BodyId> = away.iter().map(|away| away.body).filter(|body| reads.holds(*body)).collect();
        let scope = Scope::of(who.body, bodies);
        let mut found = self.store.entries(&scope, register, since, OPEN).await?;
        if register == RAID {
            // What is only prepared has no day yet, and is found by the day for which it is planned.
            let planned = Filter {
                field: PLANNED.to_owned(),
                from: ordered(since),
                until: ordered(OPEN),
            };
            let prepared = self.matching(&scope, RAID, vec![planned], MOST).await?;
            found.extend(prepared.into_iter().filter(|stored| stored.entry.envelope.state == EntryState::Active));
        }
        let officers: BTreeSet<EntryId> = away.iter().filter_map(|away| away.officer).collect();
        for officer in officers {
            let naming = self.standing_naming(who, tree, register, officer, MOST).await?;
            let lately = |day: Option<Date>| day.is_some_and(|day| day_number(day) >= since);
            let day = |stored: &Stored| stored.entry.envelope.day.or_else(|| raids::day(&stored.entry.fields));
            found.extend(naming.into_iter().filter(|stored| lately(day(stored))));
        }
        let mut known = BTreeSet::new();
        let entries = found.into_iter().map(|stored| stored.entry);
        Ok(entries.filter(|entry| known.insert(entry.id)).collect())
    }

    /// The work of an entry that is weakened; nothing where none is.
    fn judged(&self, entry: Entry, away: &[Away]) -> Option<Weakened> {
        let team = team(&entry.fields);
        let mut work: Vec<Work> = Vec::new();
        let mut officers: Vec<EntryId> = Vec::new();
        for (kind, days) in self.work_of(&entry) {
            for away in away.iter().filter(|away| away.meets(days)) {
                let named = away.officer.filter(|officer| team.contains(officer));
                if named.is_none() && away.body != entry.body {
                    continue;
                }
                if !work.contains(&kind) {
                    work.push(kind);
                }
                if let Some(officer) = named
                    && !officers.contains(&officer)
                {
                    officers.push(officer);
                }
            }
        }
        (!work.is_empty()).then_some(Weakened { entry, work, officers })
    }

    /// The work that an entry speaks of, and its days.
    fn work_of(&self, entry: &Entry) -> Vec<(Work, Days)> {
        let fields = &entry.fields;
        let day = |code: &str| fields.get(code).and_then(Value::day);
        let until = |last: Option<Date>| last.map_or(OPEN, day_number);
        match entry.envelope.register.as_str() {
            RAID => {
                let closed = match fields.get("ended_at") {
                    Some(Value::Moment(at)) => Some(self.day_of(*at)),
                    _ => None,
                };
                let raid = day("started_on").map(|from| (Work::Raid, (day_number(from), until(day("ended_on").or(closed)))));
                let planned = day(PLANNED).filter(|_| raid.is_none());
                let planned = planned.map(|on| (Work::Planned(on), (day_number(on), day_number(on))));
                let checkpoints = standing(fields, "checkpoints", Work::Checkpoint);
                raid.into_iter().chain(planned).chain(checkpoints).collect()
            }
            PLAN_ITEM => {
                let planned = fields.contains_key("measure") && !fields.contains_key("result");
                let due = day("due_on").filter(|_| planned);
                due.map(|due| (Work::Planned(due), (day_number(due), day_number(due)))).into_iter().collect()
            }
            OUTBREAK => {
                let restricted = fields.get("regime").and_then(Value::text) == Some(RESTRICTION);
                let imposed = day("imposed_on").filter(|_| !restricted);
                let quarantine = imposed.map(|from| (Work::Quarantine, (day_number(from), until(day("lifted_on")))));
                quarantine.into_iter().chain(standing(fields, "posts", Work::Post)).collect()
            }
            _ => Vec::new(),
        }
    }
}

impl Away {
    /// Whether they are away on any of these days.
    fn meets(&self, (first, last): Days) -> bool {
        self.days.0 <= last && first <= self.days.1
    }
}

/// The people and vehicles that a diversion of a body takes, row by row. A row that names no body is of that body's own.
fn away(body: BodyId, fields: &Content) -> Vec<Away> {
    let rows = ["people", "vehicles"].into_iter().flat_map(|code| rows(fields, code));
    let taken = rows.filter_map(|row| {
        let Some(Value::Span(span)) = row.cells.get("diverted") else { return None };
        Some(Away {
            body: match row.cells.get("body") {
                Some(Value::Body(theirs)) => *theirs,
                _ => body,
            },
            officer: entry(row.cells.get("officer")),
            days: span.days(),
        })
    });
    taken.collect()
}

/// The officers of a raid's team, or the one whose item of a plan it is.
fn team(fields: &Content) -> BTreeSet<EntryId> {
    let own = ["leader", "officer"].into_iter().filter_map(|code| entry(fields.get(code)));
    let of_rows = [("participants", "officer"), ("legs", "leader")].into_iter().flat_map(|(code, sub)| {
        let cells = rows(fields, code).iter().map(move |row| row.cells.get(sub));
        cells.filter_map(entry)
    });
    own.chain(of_rows).collect()
}

fn entry(value: Option<&Value>) -> Option<EntryId> {
    if let Some(Value::Entry(id)) = value { Some(*id) } else { None }
}

/// The rows of a field that say from when until when something stands.
fn standing<'a>(fields: &'a Content, code: &str, work: Work) -> impl Iterator<Item = (Work, Days)> + use<'a> {
    rows(fields, code).iter().filter_map(move |row| {
        let Some(Value::Span(span)) = row.cells.get("standing") else { return None };
        Some((work, span.days()))
    })
}
