//! One batch: lock, decide, write.

use std::collections::{BTreeMap, BTreeSet};

use qorgau_domain::cut_over::Covered;
use qorgau_domain::ledger::START;
use qorgau_domain::{BodyId, EntryId};
use uuid::Uuid;

use super::buffer::{Buffer, Head};
use super::{Draft, Effect, Outcome, Terms};
use super::{cut_overs, decide, documents, papers};
use crate::StoreError;
use crate::bodies;
use crate::db::{Hold, Param, Rows, Tx, fetch_rows};
use crate::documents::Document;
use crate::error::Refusal;
use crate::settings;

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

/// A book's numbers of a year: register, book, year.
type Numbering = (String, BodyId, i64);

/// A key within a book: register, book, field, key.
pub(super) type UniqueKey = (String, BodyId, String, Vec<u8>);

/// What an entry's first revision says.
#[derive(Debug, Clone)]
pub(super) struct First {
    pub(super) plain: Vec<u8>,
    /// It had a personal part.
    pub(super) had_personal: bool,
    /// The personal part, unless it was erased.
    pub(super) personal: Option<Vec<u8>>,
}

type FirstRow = (Uuid, Vec<u8>, Option<Vec<u8>>, Option<Vec<u8>>);

type KnownRow = (Uuid, i64, String, i64, i64, i64, i64, String, i64);

/// What a batch has locked, read and gathered.
pub(super) struct Batch<'a> {
    pub(super) tx: &'a mut Tx,
    pub(super) heads: BTreeMap<BodyId, Head>,
    pub(super) closed: BTreeMap<BodyId, Refusal>,
    /// Before which day opening totals of a body ever counted, where they did.
    covered_until: BTreeMap<BodyId, i64>,
    /// What opening totals of bodies count, as far as acts of this batch may touch it.
    pub(super) covered: BTreeMap<BodyId, Covered>,
    pub(super) numbering: BTreeMap<Numbering, i64>,
    pub(super) known: BTreeMap<EntryId, Option<Known>>,
    /// The first revisions of entries that are sent as new although they are there.
    firsts: BTreeMap<EntryId, First>,
    /// The standing entries that hold a key which is to be unique in its book.
    pub(super) holders: BTreeMap<UniqueKey, BTreeSet<EntryId>>,
    /// Documents as they stand while the batch is decided.
    pub(super) documents: BTreeMap<Uuid, Document>,
    /// The papers that this batch brings to entries.
    pub(super) brought: BTreeSet<papers::Brought>,
    pub(super) buffer: Buffer,
    pub(super) tree_changed: bool,
    /// There is one act alone, so that what it makes of the tree is what stands afterwards.
    pub(super) sole: bool,
}

/// Decides and writes acts in their order; what became of each comes back in the same order.
///
/// Whoever changes the tree is alone, since the sums of all subtrees are derived anew; so is whoever erases, since bytes go that another entry
/// may be about to hold, and whoever sets records apart, since another may be about to link them in another chain. Everybody else goes beside
/// others.
pub(crate) async fn run(tx: &mut Tx, terms: &Terms, drafts: &[Draft]) -> Result<Vec<Outcome>, StoreError> {
    let alone = |draft: &Draft| matches!(draft, Draft::Record(_, Effect::Body { .. } | Effect::Erase | Effect::Apart(_)));
    tx.hold(if drafts.iter().any(alone) { Hold::Alone } else { Hold::Shared }).await?;
    let mut batch = Batch {
        tx,
        heads: BTreeMap::new(),
        closed: BTreeMap::new(),
        covered_until: BTreeMap::new(),
        covered: BTreeMap::new(),
        numbering: BTreeMap::new(),
        known: BTreeMap::new(),
        firsts: BTreeMap::new(),
        holders: BTreeMap::new(),
        documents: BTreeMap::new(),
        brought: papers::brought(drafts),
        buffer: Buffer::default(),
        tree_changed: false,
        sole: drafts.len() == 1,
    };
    batch.open(terms, drafts).await?;
    let mut outcomes = Vec::with_capacity(drafts.len());
    for draft in drafts {
        outcomes.push(decide::decide(&mut batch, draft).await?);
    }
    batch.close().await?;
    Ok(outcomes)
}

impl Batch<'_> {
    /// Locks the chains, then the numberings, each in the order of their ids, so that two batches never wait for each other in a ring.
    /// Sums are locked last, all at once and in one order, when the batch closes.
    async fn open(&mut self, terms: &Terms, drafts: &[Draft]) -> Result<(), StoreError> {
        let home = terms.home;
        let bodies: BTreeSet<BodyId> = drafts.iter().map(Draft::body).collect();
        self.lock_chains(&bodies, home).await?;
        // Read under the locks, so that no change-over comes in between.
        if let Some(rulebook) = &terms.rulebook
            && settings::get(self.tx, settings::RULEBOOK).await?.as_deref() != Some(rulebook)
        {
            return Err(StoreError::OtherRulebook);
        }
        let known = |body: &BodyId| self.heads.contains_key(body) || self.closed.contains_key(body);
        let new: BTreeSet<BodyId> = bodies.into_iter().filter(|body| !known(body)).collect();
        if !new.is_empty() {
            self.open_chains(new, home, drafts).await?;
        }
        self.covered = cut_overs::covered(self.tx, &self.covered_until, drafts).await?;
        let locked = documents::lock(self.tx, drafts).await?;
        self.documents = locked.into_iter().map(|document| (document.id, document)).collect();
        self.lock_numberings(drafts).await?;
        self.read_entries(drafts).await?;
        self.read_holders(drafts).await
    }

    /// Locks the chains there are and reads their heads. A body that has its home elsewhere is closed to writing.
    async fn lock_chains(&mut self, bodies: &BTreeSet<BodyId>, home: Uuid) -> Result<(), StoreError> {
        let tx = &mut *self.tx;
        let locked = fetch_rows!(tx, (i64, Uuid, i64, Vec<u8>, i64), include_str!("../sql/write/lock_chain.sql"), ids(bodies));
        for (body, at, seq, hash, covered_until) in locked {
            let hash = hash
                .try_into()
                .map_err(|_| StoreError::Damaged(format!("the head of body {body} is no hash")))?;
            if at == home {
                self.heads.insert(BodyId(body), Head { seq, hash });
                self.covered_until.insert(BodyId(body), covered_until);
            } else {
                self.closed.insert(BodyId(body), Refusal::ForeignHome);
            }
        }
        Ok(())
    }

    /// Opens the chains of bodies that have none yet. A body that is founded here has its home here; one that nobody founded is closed.
    async fn open_chains(&mut self, bodies: BTreeSet<BodyId>, home: Uuid, drafts: &[Draft]) -> Result<(), StoreError> {
        let tx = &mut *self.tx;
        let known = fetch_rows!(tx, (i64,), include_str!("../sql/write/known_body.sql"), ids(&bodies));
        let known: BTreeSet<i64> = known.into_iter().map(|(body,)| body).collect();
        let founds = |draft: &&Draft| matches!(draft, Draft::Record(_, Effect::Body { .. }));
        let founded: BTreeSet<BodyId> = drafts.iter().filter(founds).map(Draft::body).collect();
        let (mut homes, mut first, mut opened) = (Rows::default(), Rows::default(), BTreeSet::new());
        for body in bodies {
            let is_known = known.contains(&body.0);
            if !is_known && !founded.contains(&body) {
                self.closed.insert(body, Refusal::NoBody);
                continue;
            }
            if !is_known {
                homes.push([body.0.into(), home.into()]);
            }
            first.push([body.0.into(), 0.into(), START.into()]);
            opened.insert(body);
        }
        homes.insert(self.tx, include_str!("../sql/write/body.sql")).await?;
        first.insert(self.tx, include_str!("../sql/write/open_chain.sql")).await?;
        self.lock_chains(&opened, home).await
    }

    /// Locks the numberings that new entries and cut-overs need; the first entry of a year opens one.
    async fn lock_numberings(&mut self, drafts: &[Draft]) -> Result<(), StoreError> {
        let opened = drafts.iter().filter_map(|draft| match draft {
            Draft::Entry(draft, _) if draft.based_on.is_none() => Some((draft.register.clone(), draft.book, draft.year)),
            Draft::Record(draft, Effect::CutOver(start)) => Some((start.register.clone(), draft.body, start.year)),
            _ => None,
        });
        let mut opened: BTreeSet<Numbering> = opened.collect();
        self.read_numbers(&opened).await?;
        opened.retain(|numbering| !self.numbering.contains_key(numbering));
        if opened.is_empty() {
            return Ok(());
        }
        let mut first = Rows::default();
        for (register, book, year) in &opened {
            first.push([register.as_str().into(), book.0.into(), (*year).into(), 0.into()]);
        }
        first.insert(self.tx, include_str!("../sql/write/open_numbering.sql")).await?;
        self.read_numbers(&opened).await
    }

    async fn read_numbers(&mut self, numberings: &BTreeSet<Numbering>) -> Result<(), StoreError> {
        let mut asked = Rows::default();
        for (register, book, year) in numberings {
            asked.push([register.as_str().into(), book.0.into(), (*year).into()]);
        }
        let tx = &mut *self.tx;
        let locked = fetch_rows!(tx, (String, i64, i64, i64), include_str!("../sql/write/lock_numbering.sql"), asked);
        let locked = locked.into_iter().map(|(register, book, year, last)| ((register, BodyId(book), year), last));
        self.numbering.extend(locked);
        Ok(())
    }

    /// Reads how the entries stand that these acts are about.
    async fn read_entries(&mut self, drafts: &[Draft]) -> Result<(), StoreError> {
        let about = drafts
            .iter()
            .filter_map(|draft| if let Draft::Entry(draft, _) = draft { Some(draft.id) } else { None });
        self.read(about.collect()).await?;
        let again = drafts.iter().filter_map(|draft| match draft {
            Draft::Entry(draft, _) if draft.based_on.is_none() => Some(draft.id),
            _ => None,
        });
        let again: Vec<EntryId> = again.filter(|id| self.known.get(id).is_some_and(Option::is_some)).collect();
        self.read_firsts(&again).await
    }

    async fn read_firsts(&mut self, entries: &[EntryId]) -> Result<(), StoreError> {
        let mut asked = Rows::default();
        entries.iter().for_each(|id| asked.push([id.0.into()]));
        let tx = &mut *self.tx;
        for (id, plain, committed, personal) in fetch_rows!(tx, FirstRow, include_str!("../sql/write/first_said.sql"), asked) {
            let had_personal = committed.is_some();
            self.firsts.insert(EntryId(id), First { plain, had_personal, personal });
        }
        Ok(())
    }

    /// What an entry that is there already said when it was entered.
    pub(super) async fn first(&mut self, id: EntryId) -> Result<Option<First>, StoreError> {
        if !self.firsts.contains_key(&id) {
            // Entered by this very batch.
            self.spill().await?;
            self.read_firsts(&[id]).await?;
        }
        Ok(self.firsts.get(&id).cloned())
    }

    /// Reads who holds the keys that these acts want for themselves.
    async fn read_holders(&mut self, drafts: &[Draft]) -> Result<(), StoreError> {
        let mut asked = Rows::default();
        for draft in drafts {
            let Draft::Entry(draft, unique) = draft else { continue };
            for key in unique {
                asked.push([
                    draft.register.as_str().into(),
                    key.field.as_str().into(),
                    key.key.clone().into(),
                    draft.book.0.into(),
                ]);
            }
        }
        let tx = &mut *self.tx;
        for (register, field, key, book, id) in fetch_rows!(tx, (String, String, Vec<u8>, i64, Uuid), include_str!("../sql/write/same_key.sql"), asked) {
            self.holders.entry((register, BodyId(book), field, key)).or_default().insert(EntryId(id));
        }
        Ok(())
    }

    async fn read(&mut self, entries: BTreeSet<EntryId>) -> Result<(), StoreError> {
        let mut asked = Rows::default();
        for id in entries {
            asked.push([id.0.into()]);
            self.known.insert(id, None);
        }
        let tx = &mut *self.tx;
        for (id, body, register, book, year, number, revision, state, seq) in fetch_rows!(tx, KnownRow, include_str!("../sql/write/entry_now.sql"), asked) {
            let known = Known {
                body: BodyId(body),
                register,
                book: BodyId(book),
                year,
                number,
                revision,
                active: state == "active",
                seq,
                fresh: false,
            };
            self.known.insert(EntryId(id), Some(known));
        }
        Ok(())
    }

    /// An entry as it stands, this batch's own acts included.
    pub(super) async fn entry(&mut self, id: EntryId) -> Result<Option<Known>, StoreError> {
        if !self.known.contains_key(&id) {
            self.read(BTreeSet::from([id])).await?;
        }
        Ok(self.known.get(&id).cloned().flatten())
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
        let mut last_numbers = Rows::default();
        for ((register, book, year), last) in numbering {
            last_numbers.push([Param::Text(register), book.0.into(), year.into(), last.into()]);
        }
        last_numbers.insert(tx, include_str!("../sql/write/set_numbering.sql")).await
    }

    /// Writes what was gathered, so that a later act of the batch can read it from the tables. No act reads sums; they wait for the end of
    /// the batch, where all are locked in one order.
    pub(super) async fn spill(&mut self) -> Result<(), StoreError> {
        let mut buffer = std::mem::take(&mut self.buffer);
        std::mem::swap(&mut buffer.cells, &mut self.buffer.cells);
        buffer.flush(self.tx, &self.heads).await?;
        self.known.values_mut().flatten().for_each(|known| known.fresh = false);
        Ok(())
    }
}

fn ids(bodies: &BTreeSet<BodyId>) -> Rows {
    let mut ids = Rows::default();
    bodies.iter().for_each(|body| ids.push([body.0.into()]));
    ids
}
