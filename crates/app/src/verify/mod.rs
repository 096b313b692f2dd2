//! Goes from content to ledger, entries, contributions, cells and numbers, and names every difference.

mod access;
mod check;
mod documents;
mod papers;

use std::collections::{BTreeMap, BTreeSet};

use qorgau_domain::entry::Number;
use qorgau_domain::ledger::hex;
use qorgau_domain::{BodyId, Month, Placement, Tree};
use qorgau_store::{Audit, StoreError};
use uuid::Uuid;

use check::Check;

use crate::replay::FrozenHead;
use crate::{App, AppError};

/// What a check of the whole database found.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Entries seen.
    pub entries: usize,
    /// Acts seen.
    pub ledger_rows: i64,
    /// Differences.
    pub problems: Vec<Problem>,
}

/// A difference and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What.
    pub what: What,
    /// Where.
    pub place: Place,
}

/// Where a difference is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Whose chain.
    pub body: BodyId,
    /// Which act; 0 where it is none.
    pub seq: i64,
    /// The entry's number, where it is about one.
    pub number: Option<(String, Number)>,
}

/// What a difference is. Words for people: `l10n`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The act's own hash is wrong.
    Hash,
    /// The act does not follow the one before it.
    Before,
    /// The chain has a gap.
    SeqGap,
    /// The plain content does not match its commitment.
    ContentPlain,
    /// The personal content does not match its commitment.
    ContentPersonal,
    /// Content is missing that no decision erased.
    ContentMissing,
    /// The head of the chain is not the last act.
    Head,
    /// The entry's row is not what the ledger says.
    Entry,
    /// A revision's row is not what the ledger says.
    Revision,
    /// A contribution is not what the content counts for.
    Contribution,
    /// A monthly sum is not the sum of its contributions.
    Cell,
    /// The numbers of a book have a gap or repeat.
    Numbers,
    /// A key for filters or sorting is not what the content says.
    Key,
    /// A body's versions or territory are not what the ledger says.
    Body,
    /// A link between records is not what the ledger says.
    Link,
    /// A decision that records are not of the same is not what the ledger says.
    Apart,
    /// A document sent is not what the ledger says.
    Document,
    /// There is content that no act says.
    Orphan,
    /// Personal content stands that a decision erased.
    ContentErased,
    /// The bodies make no tree.
    Tree,
    /// An account is not what the ledger says.
    Account,
    /// A right is not what the ledger says.
    Right,
    /// An absence is not what the ledger says.
    Absence,
    /// Something expressly given is not what the ledger says.
    Given,
    /// A paper of an entry is not what the ledger says.
    Paper,
    /// The bytes of a paper are not those of its hash, or are missing, or stand although no entry holds them.
    Bytes,
    /// A cut-over from paper is not what the ledger says.
    CutOver,
    /// A row of the access chain is not what was written, or is missing; the place is its number there.
    Access,
}

/// What is known of all bodies at once.
struct Known {
    homes: BTreeMap<BodyId, Uuid>,
    heads: BTreeMap<BodyId, (i64, Vec<u8>)>,
    kept: BTreeMap<BodyId, BTreeMap<String, Month>>,
    placements: BTreeMap<BodyId, Vec<Placement>>,
}

impl Known {
    async fn read(audit: &mut Audit) -> Result<Self, AppError> {
        let mut known = Known {
            homes: audit.homes().await?,
            heads: audit.heads().await?.into_iter().map(|(body, seq, hash)| (body, (seq, hash))).collect(),
            kept: BTreeMap::new(),
            placements: BTreeMap::new(),
        };
        for (body, register, since) in audit.kept_by_all().await? {
            known.kept.entry(body).or_default().insert(register, since);
        }
        for placement in audit.placements().await? {
            known.placements.entry(placement.body).or_default().push(placement);
        }
        Ok(known)
    }
}

impl App {
    /// Checks everything, in one snapshot. `progress` is told how many chains of how many are done.
    ///
    /// # Errors
    /// When the database cannot be read, or works by another rulebook than this app counts by.
    pub async fn verify(&self, progress: &mut (dyn FnMut(usize, usize) + Send)) -> Result<Report, AppError> {
        let mut audit = self.store.audit().await?;
        if audit.rulebook().await?.is_some_and(|rulebook| rulebook != self.rulebook.hash) {
            return Err(StoreError::OtherRulebook.into());
        }
        let tree = audit.tree().await?;
        let known = Known::read(&mut audit).await?;
        let mut report = Report::default();
        let mut chains: BTreeSet<BodyId> = audit.chains().await?.into_iter().collect();
        chains.extend(known.homes.keys());
        let total = chains.len();
        let mut frozen: BTreeMap<BodyId, Vec<FrozenHead>> = BTreeMap::new();
        let mut steps = Vec::new();
        for (done, body) in (1..).zip(chains) {
            let mut replayed = self.replay(&mut audit, body).await?;
            report.entries += replayed.entries.len();
            report.ledger_rows += replayed.acts;
            report.problems.append(&mut replayed.problems);
            for head in replayed.frozen.drain(..) {
                frozen.entry(head.of).or_default().push(head);
            }
            let mut check = Check {
                audit: &mut audit,
                tree: &tree,
                body,
                replayed: &replayed,
                problems: &mut report.problems,
            };
            check.whole(&known).await?;
            steps.extend(replayed.documents.drain(..).map(|step| (body, step)));
            progress(done, total);
        }
        report.documents(&mut audit, steps).await?;
        report.frozen_heads(&mut audit, frozen).await?;
        report.across(&mut audit, &tree).await?;
        report.papers(&mut audit).await?;
        report.access(&mut audit).await?;
        Ok(report)
    }
}

impl Report {
    fn found(&mut self, what: What, body: BodyId, seq: i64, number: Option<(String, Number)>) {
        self.problems.push(Problem {
            what,
            place: Place { body, seq, number },
        });
    }

    /// The heads that documents were signed at must be those of the chains still.
    async fn frozen_heads(&mut self, audit: &mut Audit, frozen: BTreeMap<BodyId, Vec<FrozenHead>>) -> Result<(), AppError> {
        for (of, heads) in frozen {
            let places: BTreeSet<i64> = heads.iter().map(|head| head.seq).collect();
            let hashes = audit.hashes(of, places).await?;
            for head in heads {
                if hashes.get(&head.seq).is_none_or(|hash| hex(hash) != head.hash) {
                    self.found(What::Document, head.document.0, head.document.1, None);
                }
            }
        }
        Ok(())
    }

    /// What lies across bodies.
    async fn across(&mut self, audit: &mut Audit, tree: &Tree) -> Result<(), AppError> {
        for (version, _) in tree.faults() {
            self.found(What::Tree, version.id, 0, None);
        }
        for (body, _) in audit.bad_rollups().await? {
            self.found(What::Cell, body, 0, None);
        }
        for (body, seq) in audit.orphans().await? {
            self.found(What::Orphan, body, seq, None);
        }
        for (body, seq) in audit.stray_revisions().await? {
            self.found(What::Revision, body, seq, None);
        }
        for register in audit.stray_keys().await? {
            self.found(What::Key, BodyId(0), 0, Some((register, Number { year: 0, number: 0 })));
        }
        for bad in audit.bad_numbers().await? {
            let number = Number {
                year: bad.year,
                number: bad.highest,
            };
            self.found(What::Numbers, bad.book, 0, Some((bad.register, number)));
        }
        Ok(())
    }
}
