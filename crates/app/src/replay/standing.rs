//! Absences and what is expressly given, as their acts say it.

use qorgau_domain::time::{OPEN, day_number};
use qorgau_domain::value::{Content, Value};
use qorgau_store::{Absence, Given, LedgerContent};
use uuid::Uuid;

use super::Replayed;

fn text(plain: &Content, key: &str) -> String {
    plain.get(key).and_then(Value::text).unwrap_or_default().to_owned()
}

fn day(plain: &Content, key: &str) -> Option<i64> {
    plain.get(key).and_then(Value::day).map(day_number)
}

fn id(plain: &Content, key: &str) -> Uuid {
    text(plain, key).parse().unwrap_or_default()
}

/// An absence was recorded, or ended before its time.
pub(super) fn absence(replayed: &mut Replayed, act: &LedgerContent, plain: &Content) {
    let id = id(plain, "@absence");
    if let Some(ended) = day(plain, "@ended") {
        if let Some(known) = replayed.absences.get_mut(&id) {
            known.ended = ended;
            known.seq = act.row.seq;
        }
        return;
    }
    let role = text(plain, "@role");
    let absence = Absence {
        id,
        body: act.row.body,
        account: if role.is_empty() { act.row.subject } else { Uuid::nil() },
        role,
        ground: text(plain, "@ground"),
        basis: text(plain, "@order"),
        from: day(plain, "@from").unwrap_or(0),
        until: day(plain, "@until").unwrap_or(OPEN),
        ended: OPEN,
        seq: act.row.seq,
    };
    replayed.absences.insert(id, absence);
}

/// Something was given, or taken back.
pub(super) fn given(replayed: &mut Replayed, act: &LedgerContent, plain: &Content) {
    let id = id(plain, "@given");
    if let Some(ended) = day(plain, "@ended") {
        if let Some(known) = replayed.given.get_mut(&id) {
            known.ended = ended;
            known.seq = act.row.seq;
        }
        return;
    }
    let given = Given {
        id,
        body: act.row.body,
        account: act.row.subject,
        what: text(plain, "@what"),
        basis: text(plain, "@reason"),
        from: day(plain, "@from").unwrap_or(0),
        until: day(plain, "@until").unwrap_or(OPEN),
        ended: OPEN,
        seq: act.row.seq,
    };
    replayed.given.insert(id, given);
}
