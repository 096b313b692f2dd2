//! How an entry came to be: each revision, the last first, with what it changed.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use qorgau_domain::entry::{EntryState, Revision};
use qorgau_domain::value::Value;
use qorgau_rulebook::register::{Field, Register};

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

pub(super) fn of(shower: &Shower<'_>, register: &Register, revisions: &[Revision], names: &BTreeMap<String, String>, zone: &TimeZone) -> Vec<Step> {
    let before = std::iter::once(None).chain(revisions.iter().map(Some));
    let mut steps: Vec<Step> = revisions
        .iter()
        .zip(before)
        .map(|(now, before)| step(shower, register, (before, now), names, zone))
        .collect();
    steps.reverse();
    steps
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
