//! Rows on their way to the tables.

use std::collections::{BTreeMap, BTreeSet};

use qorgau_domain::act::{Key, Stamp};
use qorgau_domain::canonical;
use qorgau_domain::keys::NO_DAY;
use qorgau_domain::ledger::{ALGORITHM, Hash, LedgerRow, commitment};
use qorgau_domain::value::Content;
use qorgau_domain::{BodyId, Contribution, EntryId, Month};
use uuid::Uuid;

use crate::StoreError;
use crate::bodies::Above;
use crate::db::{Param, Rows, Tx};

/// The head of a chain while a batch is decided.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    pub(super) seq: i64,
    pub(super) hash: Hash,
}

/// What an act is, beside what it says.
pub(super) struct Heading<'a> {
    pub(super) body: BodyId,
    pub(super) kind: &'a str,
    pub(super) subject: Uuid,
    pub(super) stamp: &'a Stamp,
}

/// A part of an act with its salt.
pub(super) struct Part<'a> {
    pub(super) content: &'a Content,
    pub(super) salt: &'a [u8; 16],
}

#[derive(Default)]
pub(super) struct Buffer {
    ledger: Rows,
    content: Rows,
    pub(super) entries: BTreeMap<Uuid, [Param; 10]>,
    pub(super) revisions: Rows,
    contributions: Rows,
    pub(super) cells: BTreeMap<(i64, i64, i64, String), i64>,
    pub(super) kept: BTreeMap<(i64, String), i64>,
    pub(super) keys: Rows,
    pub(super) links: Rows,
    pub(super) apart: Rows,
}

impl Buffer {
    /// Adds an act to its body's chain and moves the head.
    pub(super) fn act(&mut self, head: &mut Head, heading: &Heading<'_>, plain: Part<'_>, personal: Option<Part<'_>>) {
        let Heading { body, kind, subject, stamp } = *heading;
        let seq = head.seq + 1;
        let plain = self.part(body, seq, 0, plain);
        let personal = personal.map(|part| self.part(body, seq, 1, part));
        let row = LedgerRow {
            body,
            seq,
            kind: kind.to_owned(),
            subject,
            stamp: stamp.clone(),
            before: head.hash,
            plain,
            personal,
        };
        *head = Head { seq, hash: row.hash() };
        self.ledger.push([
            body.0.into(),
            seq.into(),
            kind.into(),
            subject.into(),
            stamp.actor.as_str().into(),
            stamp.claimed_at.as_microsecond().into(),
            stamp.received_at.as_microsecond().into(),
            ALGORITHM.into(),
            row.before.into(),
            plain.into(),
            Param::Bytes(personal.map(|hash| hash.to_vec())),
            head.hash.into(),
        ]);
    }

    fn part(&mut self, body: BodyId, seq: i64, part: i64, content: Part<'_>) -> Hash {
        let bytes = canonical::encode(content.content);
        let hash = commitment(content.salt, &bytes);
        self.content
            .push([body.0.into(), seq.into(), part.into(), content.salt.to_vec().into(), bytes.into()]);
        hash
    }

    /// Adds a contribution and moves its cell.
    pub(super) fn contribute(&mut self, body: BodyId, seq: i64, item: i64, contribution: &Contribution) {
        self.contributions.push(contribution_row(body, (seq, item), contribution, 0));
        self.cell(body, contribution, 1);
    }

    /// Moves the cell of an event's contribution by its amount, there or back.
    pub(super) fn cell(&mut self, body: BodyId, contribution: &Contribution, sign: i64) {
        if contribution.until.is_none() {
            let key = (body.0, Month::of_day(contribution.day).0, contribution.figure.0, contribution.dimension.clone());
            *self.cells.entry(key).or_default() += sign * contribution.amount;
        }
    }

    /// Sends everything to the tables, upserts in the order of their keys.
    pub(super) async fn flush(mut self, tx: &mut Tx, heads: &BTreeMap<BodyId, Head>) -> Result<(), StoreError> {
        self.ledger.insert(tx, include_str!("../sql/write/ledger.sql")).await?;
        self.content.insert(tx, include_str!("../sql/write/content.sql")).await?;
        let mut entries = Rows::default();
        self.entries.into_values().for_each(|row| entries.push(row));
        entries.insert(tx, include_str!("../sql/write/entry.sql")).await?;
        self.revisions.insert(tx, include_str!("../sql/write/revision.sql")).await?;
        self.contributions.insert(tx, include_str!("../sql/write/contribution.sql")).await?;
        flush_cells(tx, std::mem::take(&mut self.cells)).await?;
        let mut kept = Rows::default();
        for ((body, register), since) in std::mem::take(&mut self.kept) {
            kept.push([body.into(), Param::Text(register), since.into()]);
        }
        kept.insert(tx, include_str!("../sql/write/kept.sql")).await?;
        self.keys.insert(tx, include_str!("../sql/write/key.sql")).await?;
        self.links.insert(tx, include_str!("../sql/write/link.sql")).await?;
        self.apart.insert(tx, include_str!("../sql/write/apart.sql")).await?;
        let mut moved = Rows::default();
        for (body, head) in heads {
            moved.push([body.0.into(), head.seq.into(), head.hash.into()]);
        }
        moved.insert(tx, include_str!("../sql/write/set_head.sql")).await
    }
}

/// A contribution's row: made by an act as one of its items, ended by another; 0 while it counts.
pub(crate) fn contribution_row(body: BodyId, (seq, item): (i64, i64), contribution: &Contribution, ended: i64) -> [Param; 11] {
    [
        body.0.into(),
        seq.into(),
        item.into(),
        contribution.figure.0.into(),
        contribution.row.into(),
        contribution.day.into(),
        contribution.until.into(),
        contribution.reach().into(),
        contribution.amount.into(),
        contribution.dimension.as_str().into(),
        ended.into(),
    ]
}

/// A key's row.
pub(crate) fn key_row(register: &str, body: BodyId, day: Option<i64>, entry: EntryId, key: &Key) -> [Param; 7] {
    [
        entry.0.into(),
        key.field.as_str().into(),
        key.key.clone().into(),
        register.into(),
        body.0.into(),
        day.unwrap_or(NO_DAY).into(),
        i64::from(key.personal).into(),
    ]
}

/// Moves the monthly sums of bodies, and of everything above them by that month's tree.
async fn flush_cells(tx: &mut Tx, cells: BTreeMap<(i64, i64, i64, String), i64>) -> Result<(), StoreError> {
    if cells.is_empty() {
        return Ok(());
    }
    let bodies: BTreeSet<i64> = cells.keys().map(|(body, ..)| *body).collect();
    let above = Above::read(tx, bodies).await?;
    let mut sums: BTreeMap<(i64, i64, i64), i64> = BTreeMap::new();
    let mut rows = Rows::default();
    let mut path: ((i64, i64), Vec<i64>) = ((0, 0), Vec::new());
    for ((body, month, figure, dimension), amount) in cells.into_iter().filter(|(_, amount)| *amount != 0) {
        if path.0 != (body, month) {
            path = ((body, month), above.path(body, month));
        }
        for at in &path.1 {
            *sums.entry((*at, month, figure)).or_default() += amount;
        }
        rows.push([body.into(), month.into(), figure.into(), Param::Text(dimension), amount.into()]);
    }
    rows.insert(tx, include_str!("../sql/write/cell.sql")).await?;
    let mut rows = Rows::default();
    for ((body, month, figure), amount) in sums.into_iter().filter(|(_, amount)| *amount != 0) {
        rows.push([body.into(), month.into(), figure.into(), amount.into()]);
    }
    rows.insert(tx, include_str!("../sql/write/rollup.sql")).await
}
