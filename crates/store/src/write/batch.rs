//! One batch: lock, decide, write.

use std::collections::{BTreeMap, BTreeSet};

use qorgau_domain::ledger::START;
use qorgau_domain::{BodyId, EntryId};
use uuid::Uuid;

use super::buffer::{Buffer, Head};
use super::decide;
use super::{Draft, Outcome};
use crate::StoreError;
use crate::bodies;
use crate::db::{Tx, execute, fetch_optional};
use crate::error::Refusal;

/// An entry as it stands while a batch is decided.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) body: BodyId,
    pub(super) register: String,
    pub(super) book: BodyId,
    pub(super) year: i64,
    pub(super) number: i64,
    pub(super) revision: i64,
    pub(super) active: bool,
    pub(super) seq: i64,
    /// Written in this very batch, so that its rows are not in the tables yet.
    pub(super) fresh: bool,
}

type KnownRow = (Uuid, i64, String, i64, i64, i64, i64, String, i64);

/// What a batch has locked, read and gathered.
pub(super) struct Batch<'a> {
    pub(super) tx: &'a mut Tx,
    pub(super) heads: BTreeMap<BodyId, Head>,
    pub(super) closed: BTreeMap<BodyId, Refusal>,
    pub(super) numbering: BTreeMap<(String, BodyId, i64), i64>,
    pub(super) known: BTreeMap<EntryId, Option<Known>>,
    pub(super) unique: BTreeMap<(String, BodyId, String, Vec<u8>), EntryId>,
    pub(super) buffer: Buffer,
    pub(super) tree_changed: bool,
}

/// Decides and writes acts in their order; what became of each comes back in the same order.
pub(crate) async fn run(tx: &mut Tx, home: Uuid, drafts: &[Draft]) -> Result<Vec<Outcome>, StoreError> {
    let mut batch = Batch {
        tx,
        heads: BTreeMap::new(),
        closed: BTreeMap::new(),
        numbering: BTreeMap::new(),
        known: BTreeMap::new(),
        unique: BTreeMap::new(),
        buffer: Buffer::default(),
        tree_changed: false,
    };
    batch.open(home, drafts).await?;
    let mut outcomes = Vec::with_capacity(drafts.len());
    for draft in drafts {
        outcomes.push(decide::decide(&mut batch, draft).await?);
    }
    batch.close().await?;
    Ok(outcomes)
}

impl Batch<'_> {
    /// Locks the chains, then the numberings, each in the order of their ids, so that two batches never wait for each other in a ring.
    async fn open(&mut self, home: Uuid, drafts: &[Draft]) -> Result<(), StoreError> {
        let bodies: BTreeSet<BodyId> = drafts.iter().map(Draft::body).collect();
        for body in bodies {
            self.lock(body, home, drafts).await?;
        }
        let numberings: BTreeSet<(&str, BodyId, i64)> = drafts
            .iter()
            .filter_map(|draft| match draft {
                Draft::Entry(draft, _) if draft.based_on.is_none() => Some((draft.register.as_str(), draft.book, draft.year)),
                _ => None,
            })
            .collect();
        for (register, book, year) in numberings {
            let tx = &mut *self.tx;
            execute!(tx, include_str!("../sql/write/open_numbering.sql"), register, book.0, year)?;
            let last = fetch_optional!(tx, (i64,), include_str!("../sql/write/lock_numbering.sql"), register, book.0, year)?;
            self.numbering.insert((register.to_owned(), book, year), last.map_or(0, |(last,)| last));
        }
        Ok(())
    }

    async fn lock(&mut self, body: BodyId, home: Uuid, drafts: &[Draft]) -> Result<(), StoreError> {
        let tx = &mut *self.tx;
        let mut found = fetch_optional!(tx, (Uuid,), include_str!("../sql/write/home.sql"), body.0)?;
        let founding = drafts
            .iter()
            .any(|draft| draft.body() == body && matches!(draft, Draft::Record(_, super::Effect::Body(_))));
        if found.is_none() && founding {
            execute!(tx, include_str!("../sql/write/body.sql"), body.0, home)?;
            found = Some((home,));
        }
        match found {
            None => {
                self.closed.insert(body, Refusal::NoBody);
            }
            Some((other,)) if other != home => {
                self.closed.insert(body, Refusal::ForeignHome);
            }
            Some(_) => {
                execute!(tx, include_str!("../sql/write/open_chain.sql"), body.0, START.to_vec())?;
                let head = fetch_optional!(tx, (i64, Vec<u8>), include_str!("../sql/write/lock_chain.sql"), body.0)?;
                let (seq, hash) = head.ok_or_else(|| StoreError::Damaged(format!("the chain of body {} is not there", body.0)))?;
                let hash = hash
                    .try_into()
                    .map_err(|_| StoreError::Damaged(format!("the head of body {} is no hash", body.0)))?;
                self.heads.insert(body, Head { seq, hash });
            }
        }
        Ok(())
    }

    /// An entry as it stands, this batch's own acts included.
    pub(super) async fn entry(&mut self, id: EntryId) -> Result<Option<Known>, StoreError> {
        if let Some(known) = self.known.get(&id) {
            return Ok(known.clone());
        }
        let tx = &mut *self.tx;
        let row = fetch_optional!(tx, KnownRow, include_str!("../sql/write/entry_now.sql"), id.0)?;
        let known = row.map(|(_, body, register, book, year, number, revision, state, seq)| Known {
            body: BodyId(body),
            register,
            book: BodyId(book),
            year,
            number,
            revision,
            active: state == "active",
            seq,
            fresh: false,
        });
        self.known.insert(id, known.clone());
        Ok(known)
    }

    async fn close(self) -> Result<(), StoreError> {
        let Batch {
            tx,
            heads,
            numbering,
            buffer,
            tree_changed,
            ..
        } = self;
        buffer.flush(tx, &heads).await?;
        if tree_changed {
            bodies::derive_placements(tx).await?;
        }
        for ((register, book, year), last) in numbering {
            execute!(tx, include_str!("../sql/write/set_numbering.sql"), register.as_str(), book.0, year, last)?;
        }
        Ok(())
    }

    /// Writes what was gathered, so that a later act of the batch can read it from the tables.
    pub(super) async fn spill(&mut self) -> Result<(), StoreError> {
        let buffer = std::mem::take(&mut self.buffer);
        buffer.flush(self.tx, &self.heads).await?;
        self.known.values_mut().flatten().for_each(|known| known.fresh = false);
        self.unique.clear();
        Ok(())
    }
}
