//! Two records taken for one fact, person or organisation by somebody who reads both: who may, what comes together, and the act.
//!
//! Whatever of a link lies beyond the reader is not told: it shows only when he acts, and then as a link that another body keeps.

use std::collections::BTreeMap;

use qorgau_domain::entry::EntryState;
use qorgau_domain::{BodyId, EntryId, Month};
use qorgau_rulebook::may::{Act, Subject};
use qorgau_rulebook::register::Register;
use qorgau_rulebook::same::Sort;
use qorgau_store::{Refusal, StandingApart, StandingLink, Stored};
use uuid::Uuid;

use super::common;
use crate::forms::seek::Looker;
use crate::{App, AppError};

/// What records of a register are when they are linked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Linking {
    /// Records of one fact: above the bodies that keep them, one counts (D26).
    Fact,
    /// Records of one whom entries name, and who counts for nothing.
    Named(Sort),
}

/// A record with the others of its link, as far as somebody reads them.
#[derive(Debug, Clone)]
pub struct Grouped {
    /// What such records are.
    pub linking: Linking,
    /// The record it is about.
    pub id: EntryId,
    /// The standing records, the one that counts first; alone where it is not linked.
    pub records: Vec<Stored>,
    /// The link it stands in.
    link: Option<StandingLink>,
}

impl Grouped {
    /// The record it is about.
    #[must_use]
    pub fn own(&self) -> Option<&Stored> {
        self.records.iter().find(|stored| stored.entry.id == self.id)
    }

    /// The link, where others that the reader sees stand in it.
    #[must_use]
    pub fn link(&self) -> Option<Uuid> {
        self.link.as_ref().filter(|_| self.records.len() > 1).map(|link| link.id)
    }

    /// Whether the reader sees every record of the link.
    fn whole(&self) -> bool {
        self.link.as_ref().is_none_or(|link| link.entries.len() == self.records.len())
    }
}

/// Records that come together, the one that counts so far first.
#[derive(Debug, Clone)]
pub struct Joined {
    /// What such records are.
    pub linking: Linking,
    /// The records, the one that counts so far first.
    pub records: Vec<Stored>,
    /// The lowest body above them all, in whose chain the link is confirmed.
    pub body: BodyId,
    /// The lowest body above the two alone, where the reader may decide there that they are not of the same.
    pub pair: Option<BodyId>,
    /// The standing decisions that records of the one link are not of the same as records of the other, which the reader sees. While there are
    /// any, nothing is linked.
    pub apart: Vec<StandingApart>,
    /// The links that go up in the new one.
    links: Vec<StandingLink>,
    /// Whether all records of those are seen, and whether the reader may dissolve them.
    free: bool,
}

impl Joined {
    /// The register of the records.
    pub(super) fn register(&self) -> &str {
        self.records.first().map(|stored| stored.entry.envelope.register.as_str()).unwrap_or_default()
    }
}

/// The records that somebody saw, each with its revision.
pub type Seen = BTreeMap<EntryId, i64>;

/// Records as somebody sees them.
#[must_use]
pub fn seen_of(records: &[Stored]) -> Seen {
    records.iter().map(|stored| (stored.entry.id, stored.entry.envelope.revision)).collect()
}

/// What somebody confirms.
pub struct Confirming<'a> {
    /// The record he came from, and the other.
    pub records: [EntryId; 2],
    /// The one that is to count above them all.
    pub first: EntryId,
    /// What he saw.
    pub seen: &'a Seen,
    /// Why links that go up in the new one are dissolved.
    pub reason: &'a str,
}

/// What became of a confirmation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Confirmed {
    /// It is done.
    Done,
    /// The records or their links are not what was seen.
    Changed,
    /// A record stands in a link that another body keeps, or that reaches further than the reader sees.
    Elsewhere,
    /// A decision stands that two of the records are not of the same.
    Apart,
    /// The store did not take it.
    Refused(Refusal),
}

impl App {
    /// What records of a register are when they are linked; `None` where linking them says nothing: they count for no figure, and are of nobody.
    #[must_use]
    pub fn linking(&self, register: &Register) -> Option<Linking> {
        if let Some(sort) = Sort::of(&register.code) {
            return Some(Linking::Named(sort));
        }
        let mut counts = self.rulebook.indicators.iter().flat_map(|indicator| &indicator.count);
        counts.any(|count| count.register == register.code).then_some(Linking::Fact)
    }

    /// Whether somebody may confirm links of a register in the chain of a body.
    pub(super) fn may_link(&self, looker: &Looker<'_>, register: &str, body: BodyId) -> bool {
        looker.who.may(self, looker.tree, Act::Link, Subject::Register(register), body)
    }

    /// Whether somebody may link a record with some other: he may at its body or at one above it.
    #[must_use]
    pub fn may_link_some(&self, looker: &Looker<'_>, register: &Register, stored: &Stored) -> bool {
        let above = looker.tree.upward(stored.entry.body, Month::of(self.today()));
        let stands = stored.entry.envelope.state == EntryState::Active;
        stands && self.linking(register).is_some() && above.into_iter().any(|body| self.may_link(looker, &register.code, body))
    }

    /// The lowest body above records of a register, where somebody may link them there.
    fn links_at(&self, looker: &Looker<'_>, register: &str, records: &[Stored]) -> Option<BodyId> {
        let bodies: Vec<BodyId> = records.iter().map(|stored| stored.entry.body).collect();
        common(looker.tree, &bodies, Month::of(self.today())).filter(|body| self.may_link(looker, register, *body))
    }

    /// Whether somebody may link a record with those of a group: one of their register, not among them, below a body at which he may.
    #[must_use]
    pub fn may_join(&self, looker: &Looker<'_>, group: &Grouped, other: &Stored) -> bool {
        let (Some(own), entry) = (group.own(), &other.entry) else { return false };
        let register = &own.entry.envelope.register;
        let apart = group.records.iter().all(|stored| stored.entry.id != entry.id);
        let mut records = group.records.clone();
        records.push(other.clone());
        apart && entry.envelope.register == *register && entry.envelope.state == EntryState::Active && self.links_at(looker, register, &records).is_some()
    }

    /// A record that somebody reads, with the others of its link that he reads.
    ///
    /// # Errors
    /// Absent where it is not there, not his to read, or of a register whose records are not linked; when the database fails.
    pub async fn grouped(&self, looker: &Looker<'_>, id: EntryId) -> Result<Grouped, AppError> {
        let (stored, scope) = self.readable_entry(looker.who, looker.tree, id).await?;
        let register = self.register(&stored.entry.envelope.register)?;
        let linking = self.linking(register).ok_or(AppError::Absent)?;
        let link = self.store.link_of(id).await?;
        let ids: Vec<EntryId> = link.iter().flat_map(|link| &link.entries).map(|(id, _)| *id).collect();
        let records = if ids.contains(&id) {
            self.store.some(&scope, &ids).await?
        } else {
            vec![stored]
        };
        Ok(Grouped { linking, id, records, link })
    }

    /// The same for somebody who may link it with some other record.
    ///
    /// # Errors
    /// Absent where the record or the right is missing; when the database fails.
    pub async fn for_link(&self, looker: &Looker<'_>, id: EntryId) -> Result<Grouped, AppError> {
        let group = self.grouped(looker, id).await?;
        let own = group.own().ok_or(AppError::Absent)?;
        let register = self.register(&own.entry.envelope.register)?;
        if self.may_link_some(looker, register, own) {
            Ok(group)
        } else {
            Err(AppError::Absent)
        }
    }

    /// Whether somebody may dissolve the link of a group: he sees it whole, and may link at the body that keeps it.
    #[must_use]
    pub fn may_dissolve(&self, looker: &Looker<'_>, group: &Grouped) -> bool {
        let (Some(link), Some(own)) = (&group.link, group.own()) else { return false };
        group.records.len() > 1 && group.whole() && self.may_link(looker, &own.entry.envelope.register, link.body)
    }

    /// What comes together when two records are linked.
    ///
    /// # Errors
    /// Absent where a record or the right is missing, where they are of two registers or linked already; when the database fails.
    pub async fn joined(&self, looker: &Looker<'_>, group: &Grouped, other: EntryId) -> Result<Joined, AppError> {
        let others = self.for_link(looker, other).await?;
        let (own, its) = (group.own().ok_or(AppError::Absent)?, others.own().ok_or(AppError::Absent)?);
        if !self.may_join(looker, group, its) {
            return Err(AppError::Absent);
        }
        let register = own.entry.envelope.register.clone();
        let pair = self.links_at(looker, &register, &[own.clone(), its.clone()]);
        let apart = self.parted(looker, group).await?.into_iter().map(|parted| parted.decision);
        let is_its = |decision: &StandingApart| others.records.iter().any(|stored| stored.entry.id == decision.other.0);
        let apart: Vec<StandingApart> = apart.filter(is_its).collect();
        let groups = [group, &others];
        let records: Vec<Stored> = groups.iter().flat_map(|group| group.records.iter().cloned()).collect();
        let body = self.links_at(looker, &register, &records).ok_or(AppError::Absent)?;
        let links: Vec<StandingLink> = groups.iter().filter_map(|group| group.link.clone()).collect();
        let whole = groups.iter().all(|group| group.whole());
        let free = whole && links.iter().all(|link| self.may_link(looker, &register, link.body));
        Ok(Joined {
            linking: group.linking,
            records,
            body,
            pair,
            apart,
            links,
            free,
        })
    }

    /// Confirms that two records are of one fact, person or organisation, as somebody saw them. Links they stand in go up in the new one.
    ///
    /// # Errors
    /// Absent where a record or the right is missing; when the database fails.
    pub async fn confirm_link(&self, looker: &Looker<'_>, confirming: &Confirming<'_>) -> Result<Confirmed, AppError> {
        let [one, other] = confirming.records;
        let group = self.for_link(looker, one).await?;
        let Joined {
            records,
            body,
            apart,
            links,
            free,
            ..
        } = self.joined(looker, &group, other).await?;
        if seen_of(&records) != *confirming.seen {
            return Ok(Confirmed::Changed);
        }
        if !apart.is_empty() {
            return Ok(Confirmed::Apart);
        }
        if !free {
            return Ok(Confirmed::Elsewhere);
        }
        let mut entries: Vec<EntryId> = records.iter().map(|stored| stored.entry.id).collect();
        // The one that is to count comes first; the others stay in their order.
        entries.sort_by_key(|id| *id != confirming.first);
        let actor = looker.who.login.as_str();
        let dissolved = links.iter().map(|link| self.unlink_draft(link.body, link.id, confirming.reason, actor));
        let mut drafts: Vec<_> = dissolved.collect();
        drafts.push(self.link_draft(body, self.new_id(), &entries, actor));
        told(self.commit_whole(drafts).await)
    }

    /// Dissolves the link of a record that somebody saw, with a reason.
    ///
    /// # Errors
    /// Absent where the record, the link or the right is missing; when the database fails.
    pub async fn dissolve_link(&self, looker: &Looker<'_>, id: EntryId, seen: &Seen, reason: &str) -> Result<Confirmed, AppError> {
        let group = self.for_link(looker, id).await?;
        if seen_of(&group.records) != *seen {
            return Ok(Confirmed::Changed);
        }
        let Some(link) = group.link.as_ref().filter(|_| self.may_dissolve(looker, &group)) else {
            return Err(AppError::Absent);
        };
        told(self.unlink(link.body, link.id, reason, &looker.who.login).await)
    }
}

/// What became of acts that were sent.
pub(super) fn told(outcome: Result<(), AppError>) -> Result<Confirmed, AppError> {
    match outcome {
        Ok(()) => Ok(Confirmed::Done),
        Err(AppError::Refused(refusal)) => Ok(Confirmed::Refused(refusal)),
        Err(error) => Err(error),
    }
}
