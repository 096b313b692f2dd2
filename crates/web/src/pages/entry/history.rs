//! How an entry came to be: each revision, the last first, with what it changed.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use qorgau_domain::entry::{EntryState, Revision};
use qorgau_domain::value::Value;
use qorgau_rulebook::register::{Field, Register};
use qorgau_store::Attached;

use super::papers::called;
use crate::here::Here;
use crate::pages::values::Shower;
use crate::parts::{Cell, Head, Row, Table};

/// One revision.
pub(super) struct Step {
    pub(super) what: String,
    pub(super) who: String,
    pub(super) claimed: String,
    pub(super) received: String,
    pub(super) why: String,
    pub(super) changes: Option<Table>,
}

/// Who did something to an entry or its papers.
pub(super) fn actors<'a>(revisions: &'a [Revision], papers: &'a [Attached]) -> impl Iterator<Item = &'a str> {
    let of_papers = papers
        .iter()
        .flat_map(|paper| std::iter::once(&paper.actor).chain(paper.struck.iter().map(|struck| &struck.actor)));
    revisions.iter().map(|revision| &revision.actor).chain(of_papers).map(String::as_str)
}

pub(super) fn of(
    shower: &Shower<'_>,
    register: &Register,
    (revisions, papers): (&[Revision], &[Attached]),
    names: &BTreeMap<String, String>,
    zone: &TimeZone,
) -> Vec<Step> {
    let here = shower.here();
    let before = std::iter::once(None).chain(revisions.iter().map(Some));
    let revised = revisions
        .iter()
        .zip(before)
        .map(|(now, before)| (now.received_at, step(shower, register, (before, now), names, zone)));
    let mut steps: Vec<(Timestamp, Step)> = revised.collect();
    for paper in papers {
        let called = called(here, paper);
        let at = |at: Timestamp, who: &str, what: String, why: &str| {
            let when = here.l.moment(&at, zone);
            let step = Step {
                what,
                who: names.get(who).map_or(who, String::as_str).to_owned(),
                claimed: when.clone(),
                received: when,
                why: why.to_owned(),
                changes: None,
            };
            (at, step)
        };
        steps.push(at(paper.at, &paper.actor, here.l.attach_was_added(&called), ""));
        if let Some(struck) = &paper.struck {
            steps.push(at(struck.at, &struck.actor, here.l.attach_was_struck(&called), &struck.reason));
        }
    }
    // What happened at one moment keeps its order.
    steps.reverse();
    steps.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    steps.into_iter().map(|(_, step)| step).collect()
}

fn step(shower: &Shower<'_>, register: &Register, (before, now): (Option<&Revision>, &Revision), names: &BTreeMap<String, String>, zone: &TimeZone) -> Step {
    let (here, l) = (shower.here(), shower.here().l);
    Step {
        what: match (before, now.entry.envelope.state) {
            (_, EntryState::Withdrawn) => l.entry_withdrawn(),
            (None, EntryState::Active) => l.entry_made(),
            (Some(_), EntryState::Active) => l.entry_corrected(),
        },
        who: names.get(&now.actor).unwrap_or(&now.actor).clone(),
        claimed: l.moment(&now.claimed_at, zone),
        received: l.moment(&now.received_at, zone),
        why: now.entry.envelope.reason.clone().unwrap_or_default(),
        changes: before.and_then(|before| changes(shower, register, before, now, here)),
    }
}

/// Each field that says something else than before.
fn changes(shower: &Shower<'_>, register: &Register, before: &Revision, now: &Revision, here: &Here) -> Option<Table> {
    let l = here.l;
    let text = |def: &Field, value: Option<&Value>| value.map_or(Cell::Blank, |value| Cell::text(shower.text(def, value)));
    let row = |def: &Field| {
        let (old, new) = (before.entry.fields.get(&def.code), now.entry.fields.get(&def.code));
        (old != new).then(|| Row::plain([Cell::text(def.name.get(l.lang())), text(def, old), text(def, new)]))
    };
    let rows: Vec<Row> = register.field.iter().filter_map(row).collect();
    let heads = [Head::words(l.entry_field()), Head::words(l.entry_old()), Head::words(l.entry_now())];
    (!rows.is_empty()).then(|| Table::new(l.entry_corrected(), heads, rows).dense())
}
