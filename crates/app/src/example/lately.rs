//! What happened lately, for later facts to refer to.

use std::collections::VecDeque;

use qorgau_domain::value::{Content, Value, rows};
use qorgau_domain::{BodyId, EntryId};

use super::country::Actor;
use super::directory::Organisation;
use super::seed::Seed;

/// How many of each kind are remembered.
const KEPT: usize = 96;

/// The latest of a kind; the oldest is forgotten first.
#[derive(Debug)]
pub(super) struct Latest<T>(VecDeque<T>);

impl<T> Default for Latest<T> {
    fn default() -> Self {
        Latest(VecDeque::new())
    }
}

impl<T: Clone> Latest<T> {
    /// Remembers one.
    pub(super) fn add(&mut self, one: T) {
        self.0.push_back(one);
        if self.0.len() > KEPT {
            self.0.pop_front();
        }
    }

    /// One of those that pass; any of them.
    pub(super) fn pick(&self, seed: &mut Seed, passes: impl Fn(&T) -> bool) -> Option<T> {
        let all: Vec<&T> = self.0.iter().filter(|one| passes(one)).collect();
        let at = seed.below(u64::try_from(all.len()).ok()?);
        all.get(usize::try_from(at).ok()?).copied().cloned()
    }

    /// Those that pass, the latest first.
    pub(super) fn all(&self, passes: impl Fn(&T) -> bool) -> impl Iterator<Item = &T> {
        self.0.iter().rev().filter(move |one| passes(one))
    }
}

/// A raid.
#[derive(Debug, Clone)]
pub(super) struct Held<'a> {
    /// Who held it.
    pub(super) actor: Actor<'a>,
    /// Its first day.
    pub(super) day: i64,
    /// Its entry.
    pub(super) entry: EntryId,
    /// Whether the media were there.
    pub(super) media: bool,
}

/// An offence.
#[derive(Debug, Clone)]
pub(super) struct Revealed<'a> {
    /// Who revealed it.
    pub(super) actor: Actor<'a>,
    /// When.
    pub(super) day: i64,
    /// Its entry.
    pub(super) entry: EntryId,
    /// The person it names, and in which role.
    pub(super) person: Option<(EntryId, &'static str)>,
}

/// An inspection of an organisation.
#[derive(Debug, Clone)]
pub(super) struct Checked<'a> {
    /// Who inspected.
    pub(super) actor: Actor<'a>,
    /// When.
    pub(super) day: i64,
    /// Its entry.
    pub(super) entry: EntryId,
    /// Whom.
    pub(super) organisation: Organisation<'a>,
}

/// A proposal of groups and checkpoints that was accepted.
#[derive(Debug, Clone)]
pub(super) struct Proposed {
    /// Who made it.
    pub(super) body: BodyId,
    /// Its entry.
    pub(super) entry: EntryId,
    /// Its number.
    pub(super) number: String,
    /// From when raids follow it.
    pub(super) from: i64,
    /// Until when they do.
    pub(super) until: i64,
}

/// All of it.
#[derive(Debug, Default)]
pub(super) struct Lately<'a> {
    /// Raids.
    pub(super) raids: Latest<Held<'a>>,
    /// Proposals that raids may follow.
    pub(super) proposals: Latest<Proposed>,
    /// Administrative offences.
    pub(super) offences: Latest<Revealed<'a>>,
    /// Crimes.
    pub(super) crimes: Latest<Revealed<'a>>,
    /// Inspections of organisations.
    pub(super) checks: Latest<Checked<'a>>,
}

impl<'a> Lately<'a> {
    /// Remembers a raid.
    pub(super) fn held(&mut self, actor: &Actor<'a>, day: i64, (entry, fields): (EntryId, &Content)) {
        let media = fields.contains_key("media");
        self.raids.add(Held {
            actor: *actor,
            day,
            entry,
            media,
        });
    }

    /// Remembers an offence.
    pub(super) fn revealed(&mut self, actor: &Actor<'a>, day: i64, (entry, fields): (EntryId, &Content)) {
        let criminal = fields.get("nature").and_then(Value::text) == Some("criminal");
        let role = if criminal { "suspect" } else { "offender" };
        let named = rows(fields, "persons").iter().find_map(|row| match row.cells.get("person") {
            Some(Value::Entry(person)) => Some((*person, role)),
            _ => None,
        });
        let latest = if criminal { &mut self.crimes } else { &mut self.offences };
        latest.add(Revealed {
            actor: *actor,
            day,
            entry,
            person: named,
        });
    }
}
