//! Links, and decisions that records are apart, as their acts say it.

use qorgau_domain::value::{Content, Value, rows};
use qorgau_store::{LedgerContent, LinkRow};

use super::Replayed;

/// The places of entries in a link or a decision, in the order in which its act names them.
pub(super) fn places(act: &LedgerContent, plain: &Content) -> impl Iterator<Item = LinkRow> {
    let entries = (1..).zip(rows(plain, "@entries"));
    entries.filter_map(move |(rank, row)| {
        let Some(Value::Entry(entry)) = row.cells.get("entry") else { return None };
        Some(LinkRow {
            link: act.row.subject,
            rank,
            entry: *entry,
            seq: act.row.seq,
            ended: 0,
        })
    })
}

/// A link was dissolved, or a decision taken back.
pub(super) fn end(replayed: &mut Replayed, act: &LedgerContent) {
    let all = replayed.links.iter_mut().chain(&mut replayed.apart);
    for row in all.filter(|row| row.link == act.row.subject) {
        row.ended = act.row.seq;
    }
}
