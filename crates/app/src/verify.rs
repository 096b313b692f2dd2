//! Goes from content to ledger, entries, contributions, cells and numbers, and names every difference.

use std::collections::{BTreeMap, BTreeSet};

use qorgau_domain::entry::Number;
use qorgau_domain::{BodyId, EntryId, Tree};
use qorgau_store::{Scope, StoredContribution};

use crate::replay::Replayed;
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
    /// A link between records of one fact is not what the ledger says.
    Link,
    /// A document sent is not what the ledger says.
    Document,
    /// There is content that no act says.
    Orphan,
}

impl App {
    /// Checks everything. `progress` is told how many chains of how many are done.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn verify(&self, progress: &mut (dyn FnMut(usize, usize) + Send)) -> Result<Report, AppError> {
        let tree = self.store.tree().await?;
        let mut report = Report::default();
        let heads: BTreeMap<BodyId, (i64, Vec<u8>)> = self.store.heads().await?.into_iter().map(|(body, seq, hash)| (body, (seq, hash))).collect();
        let mut chains: BTreeSet<BodyId> = self.store.chains().await?.into_iter().collect();
        chains.extend(heads.keys());
        let kept = self.kept_registers().await?;
        let total = chains.len();
        for (done, body) in (1..).zip(chains) {
            let mut replayed = self.replay(body).await?;
            report.entries += replayed.entries.len();
            report.ledger_rows += replayed.acts;
            report.problems.append(&mut replayed.problems);
            let mut check = Check {
                app: self,
                body,
                replayed: &replayed,
                problems: &mut report.problems,
            };
            check.head(heads.get(&body));
            check.rows().await?;
            check.counts(&tree).await?;
            check.acts().await?;
            check.rest(&tree, kept.get(&body)).await?;
            progress(done, total);
        }
        for (body, _) in self.store.bad_rollups().await? {
            report.problems.push(Problem {
                what: What::Cell,
                place: Place { body, seq: 0, number: None },
            });
        }
        for (body, seq) in self.store.orphans().await? {
            report.problems.push(Problem {
                what: What::Orphan,
                place: Place { body, seq, number: None },
            });
        }
        for bad in self.store.bad_numbers().await? {
            let number = Some((
                bad.register,
                Number {
                    year: bad.year,
                    number: bad.highest,
                },
            ));
            report.problems.push(Problem {
                what: What::Numbers,
                place: Place {
                    body: bad.book,
                    seq: 0,
                    number,
                },
            });
        }
        Ok(report)
    }

    async fn kept_registers(&self) -> Result<BTreeMap<BodyId, BTreeMap<String, qorgau_domain::Month>>, AppError> {
        let mut kept: BTreeMap<BodyId, BTreeMap<String, qorgau_domain::Month>> = BTreeMap::new();
        for (body, register, since) in self.store.kept_by_all().await? {
            kept.entry(body).or_default().insert(register, since);
        }
        Ok(kept)
    }
}

struct Check<'a> {
    app: &'a App,
    body: BodyId,
    replayed: &'a Replayed,
    problems: &'a mut Vec<Problem>,
}

impl Check<'_> {
    fn found(&mut self, what: What, seq: i64, number: Option<(String, Number)>) {
        self.problems.push(Problem {
            what,
            place: Place { body: self.body, seq, number },
        });
    }

    /// The number of the entry that an act was about.
    fn number_at(&self, seq: i64) -> Option<(String, Number)> {
        let id = self.replayed.revisions.iter().find(|(.., at)| *at == seq).map(|(id, ..)| *id)?;
        self.number_of(id)
    }

    fn number_of(&self, id: EntryId) -> Option<(String, Number)> {
        self.replayed.entries.get(&id).map(|entry| (entry.register.clone(), entry.number))
    }

    fn head(&mut self, head: Option<&(i64, Vec<u8>)>) {
        let sound = head.is_some_and(|(seq, hash)| *seq == self.replayed.acts && hash.as_slice() == self.replayed.head);
        if !sound {
            self.found(What::Head, self.replayed.acts, None);
        }
    }

    async fn rows(&mut self) -> Result<(), AppError> {
        let mut stored: BTreeMap<_, _> = self
            .app
            .store
            .entry_states(self.body)
            .await?
            .into_iter()
            .map(|entry| (entry.id, entry))
            .collect();
        for (id, entry) in &self.replayed.entries {
            if stored.remove(id).as_ref() != Some(entry) {
                self.found(What::Entry, entry.seq, Some((entry.register.clone(), entry.number)));
            }
        }
        for extra in stored.into_values() {
            self.found(What::Entry, extra.seq, Some((extra.register, extra.number)));
        }
        let stored: BTreeSet<_> = self.app.store.revision_rows(self.body).await?.into_iter().collect();
        for (id, _, seq) in stored.symmetric_difference(&self.replayed.revisions) {
            let number = self.number_of(*id);
            self.found(What::Revision, *seq, number);
        }
        Ok(())
    }

    async fn counts(&mut self, tree: &Tree) -> Result<(), AppError> {
        let key = |made: &StoredContribution| (made.seq, made.item);
        let stored: BTreeMap<_, _> = self
            .app
            .store
            .contributions(self.body)
            .await?
            .into_iter()
            .map(|made| (key(&made), made))
            .collect();
        let rebuilt: BTreeMap<_, _> = self.replayed.contributions.iter().map(|made| (key(made), made)).collect();
        let places: BTreeSet<_> = stored.keys().chain(rebuilt.keys()).copied().collect();
        for place in places {
            if stored.get(&place) != rebuilt.get(&place).copied() {
                let number = self.number_at(place.0);
                self.found(What::Contribution, place.0, number);
            }
        }
        let alone = Scope::below(tree, self.body, [qorgau_domain::Month::of(self.app.today())]);
        let stored: BTreeSet<_> = self.app.store.cells(&alone, self.body).await?.into_iter().collect();
        let rebuilt: BTreeSet<_> = self.replayed.cells().into_iter().collect();
        for _ in stored.symmetric_difference(&rebuilt) {
            self.found(What::Cell, 0, None);
        }
        Ok(())
    }

    /// Links and documents.
    async fn acts(&mut self) -> Result<(), AppError> {
        let stored: BTreeSet<_> = self.app.store.link_rows(self.body).await?.into_iter().collect();
        let rebuilt: BTreeSet<_> = self.replayed.links.iter().cloned().collect();
        for row in stored.symmetric_difference(&rebuilt) {
            let number = self.number_of(row.entry);
            self.found(What::Link, row.seq, number);
        }
        let stored: BTreeSet<_> = self.app.store.document_rows(self.body).await?.into_iter().collect();
        let rebuilt: BTreeSet<_> = self.replayed.documents.iter().cloned().collect();
        for row in stored.symmetric_difference(&rebuilt) {
            self.found(What::Document, row.seq, None);
        }
        Ok(())
    }

    async fn rest(&mut self, tree: &Tree, kept: Option<&BTreeMap<String, qorgau_domain::Month>>) -> Result<(), AppError> {
        let stored: BTreeSet<_> = self.app.store.key_rows(self.body).await?.into_iter().collect();
        let rebuilt: BTreeSet<_> = self
            .replayed
            .keys
            .iter()
            .flat_map(|(id, (_, day, keys))| keys.iter().map(move |key| (*id, *day, key.clone())))
            .collect();
        let differing: BTreeSet<EntryId> = stored.symmetric_difference(&rebuilt).map(|(id, ..)| *id).collect();
        for id in differing {
            let (seq, number) = (self.replayed.entries.get(&id).map_or(0, |entry| entry.seq), self.number_of(id));
            self.found(What::Key, seq, number);
        }
        let versions: Vec<_> = tree.versions().filter(|version| version.id == self.body).cloned().collect();
        let territory = self.app.store.territory(self.body).await?;
        let kept_differs = kept.cloned().unwrap_or_default() != self.replayed.kept;
        if versions != self.replayed.versions || territory != self.replayed.territory || kept_differs {
            self.found(What::Body, 0, None);
        }
        Ok(())
    }
}
