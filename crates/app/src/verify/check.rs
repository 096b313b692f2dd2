//! One body's tables against its chain.

use std::collections::{BTreeMap, BTreeSet};

use qorgau_domain::entry::Number;
use qorgau_domain::{BodyId, EntryId, Tree};
use qorgau_store::{Audit, StoredContribution};

use super::{Known, Place, Problem, What};
use crate::AppError;
use crate::replay::Replayed;

/// One body's tables against its chain.
pub(super) struct Check<'a> {
    pub(super) audit: &'a mut Audit,
    pub(super) tree: &'a Tree,
    pub(super) body: BodyId,
    pub(super) replayed: &'a Replayed,
    pub(super) problems: &'a mut Vec<Problem>,
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

    /// Everything that stands in the tables of the body.
    pub(super) async fn whole(&mut self, known: &Known) -> Result<(), AppError> {
        self.head(known.heads.get(&self.body));
        self.rows().await?;
        self.counts().await?;
        self.acts().await?;
        self.papers().await?;
        self.accounts().await?;
        self.standing().await?;
        self.cut_overs().await?;
        self.keys().await?;
        self.body(known).await
    }

    fn head(&mut self, head: Option<&(i64, Vec<u8>)>) {
        let sound = head.is_some_and(|(seq, hash)| *seq == self.replayed.acts && hash.as_slice() == self.replayed.head);
        if !sound {
            self.found(What::Head, self.replayed.acts, None);
        }
    }

    async fn rows(&mut self) -> Result<(), AppError> {
        let mut stored: BTreeMap<_, _> = self.audit.entry_states(self.body).await?.into_iter().map(|entry| (entry.id, entry)).collect();
        for (id, entry) in &self.replayed.entries {
            if stored.remove(id).as_ref() != Some(entry) {
                self.found(What::Entry, entry.seq, Some((entry.register.clone(), entry.number)));
            }
        }
        for extra in stored.into_values() {
            self.found(What::Entry, extra.seq, Some((extra.register, extra.number)));
        }
        let stored: BTreeSet<_> = self.audit.revision_rows(self.body).await?.into_iter().collect();
        for (id, _, seq) in stored.symmetric_difference(&self.replayed.revisions) {
            let number = self.number_of(*id);
            self.found(What::Revision, *seq, number);
        }
        Ok(())
    }

    async fn counts(&mut self) -> Result<(), AppError> {
        let key = |made: &StoredContribution| (made.seq, made.item);
        let stored: BTreeMap<_, _> = self.audit.contributions(self.body).await?.into_iter().map(|made| (key(&made), made)).collect();
        let rebuilt: BTreeMap<_, _> = self.replayed.contributions.iter().map(|made| (key(made), made)).collect();
        let places: BTreeSet<_> = stored.keys().chain(rebuilt.keys()).copied().collect();
        for place in places {
            if stored.get(&place) != rebuilt.get(&place).copied() {
                let number = self.number_at(place.0);
                self.found(What::Contribution, place.0, number);
            }
        }
        let stored: BTreeSet<_> = self.audit.cells(self.body).await?.into_iter().collect();
        let rebuilt: BTreeSet<_> = self.replayed.cells().into_iter().collect();
        for _ in stored.symmetric_difference(&rebuilt) {
            self.found(What::Cell, 0, None);
        }
        Ok(())
    }

    /// Links, decisions that records are apart, and documents.
    async fn acts(&mut self) -> Result<(), AppError> {
        let stored: BTreeSet<_> = self.audit.link_rows(self.body).await?.into_iter().collect();
        let rebuilt: BTreeSet<_> = self.replayed.links.iter().cloned().collect();
        for row in stored.symmetric_difference(&rebuilt) {
            let number = self.number_of(row.entry);
            self.found(What::Link, row.seq, number);
        }
        let stored: BTreeSet<_> = self.audit.apart_rows(self.body).await?.into_iter().collect();
        let rebuilt: BTreeSet<_> = self.replayed.apart.iter().cloned().collect();
        for row in stored.symmetric_difference(&rebuilt) {
            let number = self.number_of(row.entry);
            self.found(What::Apart, row.seq, number);
        }
        let stored: BTreeSet<_> = self.audit.document_steps(self.body).await?.into_iter().collect();
        let rebuilt: BTreeSet<_> = self.replayed.documents.iter().map(|step| step.row.clone()).collect();
        for row in stored.symmetric_difference(&rebuilt) {
            self.found(What::Document, row.seq, None);
        }
        Ok(())
    }

    /// Papers of entries; their bytes are checked for all bodies at once.
    async fn papers(&mut self) -> Result<(), AppError> {
        let stored: BTreeSet<_> = self.audit.paper_rows(self.body).await?.into_iter().collect();
        let rebuilt: BTreeSet<_> = self.replayed.papers.values().cloned().collect();
        for row in stored.symmetric_difference(&rebuilt) {
            let number = self.number_of(row.entry);
            self.found(What::Paper, row.seq, number);
        }
        Ok(())
    }

    /// Accounts, and the roles held at the body.
    async fn accounts(&mut self) -> Result<(), AppError> {
        let stored: BTreeSet<_> = self.audit.account_rows(self.body).await?.into_iter().collect();
        let rebuilt: BTreeSet<_> = self.replayed.accounts.values().cloned().collect();
        for row in stored.symmetric_difference(&rebuilt) {
            self.found(What::Account, row.seq, None);
        }
        let stored: BTreeSet<_> = self.audit.granted_rows(self.body).await?.into_iter().collect();
        let rebuilt: BTreeSet<_> = self.replayed.granted.values().cloned().collect();
        for row in stored.symmetric_difference(&rebuilt) {
            self.found(What::Right, row.seq, None);
        }
        Ok(())
    }

    /// Absences, and what is given of the body.
    async fn standing(&mut self) -> Result<(), AppError> {
        let stored: BTreeSet<_> = self.audit.absence_rows(self.body).await?.into_iter().collect();
        let rebuilt: BTreeSet<_> = self.replayed.absences.values().cloned().collect();
        for row in stored.symmetric_difference(&rebuilt) {
            self.found(What::Absence, row.seq, None);
        }
        let stored: BTreeSet<_> = self.audit.given_rows(self.body).await?.into_iter().collect();
        let rebuilt: BTreeSet<_> = self.replayed.given.values().cloned().collect();
        for row in stored.symmetric_difference(&rebuilt) {
            self.found(What::Given, row.seq, None);
        }
        Ok(())
    }

    /// Cut-overs from paper.
    async fn cut_overs(&mut self) -> Result<(), AppError> {
        let (stored, until) = self.audit.cut_overs(self.body).await?;
        let stored: BTreeSet<_> = stored.into_iter().collect();
        let rebuilt: BTreeSet<_> = self.replayed.cut_overs.iter().cloned().collect();
        for row in stored.symmetric_difference(&rebuilt) {
            self.found(What::CutOver, row.seq, None);
        }
        if until != self.replayed.covered_until {
            self.found(What::CutOver, 0, None);
        }
        Ok(())
    }

    async fn keys(&mut self) -> Result<(), AppError> {
        let stored: BTreeSet<_> = self.audit.key_rows(self.body).await?.into_iter().collect();
        let rebuilt = self.replayed.key_rows();
        let differing: BTreeSet<EntryId> = stored.symmetric_difference(&rebuilt).map(|(_, id, ..)| *id).collect();
        for id in differing {
            let (seq, number) = (self.replayed.entries.get(&id).map_or(0, |entry| entry.seq), self.number_of(id));
            self.found(What::Key, seq, number);
        }
        Ok(())
    }

    /// What is known of the body itself.
    async fn body(&mut self, known: &Known) -> Result<(), AppError> {
        let versions: Vec<_> = self.tree.versions().filter(|version| version.id == self.body).cloned().collect();
        let derived = self.tree.placements().iter().filter(|placement| placement.body == self.body);
        let territory = self.audit.territory(self.body).await?;
        let same = versions == self.replayed.versions
            && derived.eq(known.placements.get(&self.body).into_iter().flatten())
            && known.homes.get(&self.body).map(ToString::to_string) == self.replayed.home
            && territory == self.replayed.territory
            && known.kept.get(&self.body).cloned().unwrap_or_default() == self.replayed.kept;
        if !same {
            self.found(What::Body, 0, None);
        }
        Ok(())
    }
}
