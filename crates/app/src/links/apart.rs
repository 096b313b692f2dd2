//! Decisions that two records are not of the same fact, person or organisation. While one stands the two are neither suggested to each other nor
//! linked. Whoever reads both and may link them where they meet takes it, with a reason, and takes it back.

use std::collections::BTreeMap;

use jiff::Timestamp;
use qorgau_domain::act::{Kind, RecordDraft};
use qorgau_domain::value::{Content, Value};
use qorgau_domain::{BodyId, EntryId, Month, Tree};
use qorgau_store::{Draft, Effect, Scope, StandingApart, Stored};
use uuid::Uuid;

use super::join::{Confirmed, Grouped, Joined, Seen, seen_of, told};
use super::{Moved, common, named};
use crate::forms::seek::Looker;
use crate::{App, AppError};

/// A decision as somebody reads it: he reads both records.
#[derive(Debug, Clone)]
pub struct Parted {
    /// The decision.
    pub decision: StandingApart,
    /// The other record.
    pub other: Stored,
}

/// What a decision says.
struct Said<'a> {
    entries: [EntryId; 2],
    reason: &'a str,
    /// Who took it and when, where it only goes along with a record that is moved.
    taken: Option<(&'a str, Timestamp)>,
}

impl App {
    /// Decides that two entries of one register are not of the same. The act goes into the chain of the lowest body above both.
    ///
    /// # Errors
    /// When one is not in scope, they are not of one register, or the store refuses.
    pub async fn set_apart(&self, tree: &Tree, scope: &Scope, entries: [EntryId; 2], reason: &str, actor: &str) -> Result<Uuid, AppError> {
        let body = self.above(tree, scope, &entries).await?;
        let (id, taken) = (self.new_id(), None);
        self.commit_one(self.apart_draft((body, id), &Said { entries, reason, taken }, actor)).await?;
        Ok(id)
    }

    /// The standing decisions that records of a group are not of the same as others, as far as somebody reads those.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn parted(&self, looker: &Looker<'_>, group: &Grouped) -> Result<Vec<Parted>, AppError> {
        let register = group.own().map(|own| own.entry.envelope.register.as_str()).unwrap_or_default();
        let Some(scope) = self.reads(looker.who, looker.tree, register) else {
            return Ok(Vec::new());
        };
        let mut decisions = Vec::new();
        for stored in &group.records {
            decisions.extend(self.store.apart_of(stored.entry.id).await?);
        }
        let others: Vec<EntryId> = decisions.iter().map(|decision| decision.other.0).collect();
        let others = self.store.some(&scope, &others).await?;
        let others: BTreeMap<EntryId, Stored> = others.into_iter().map(|stored| (stored.entry.id, stored)).collect();
        let read = decisions.into_iter().filter_map(|decision| {
            let other = others.get(&decision.other.0)?.clone();
            Some(Parted { decision, other })
        });
        Ok(read.collect())
    }

    /// Whether somebody may take back the decisions that stand between records: he may link at each body that keeps one.
    #[must_use]
    pub fn may_take_back(&self, looker: &Looker<'_>, joined: &Joined) -> bool {
        let register = joined.register();
        !joined.apart.is_empty() && joined.apart.iter().all(|decision| self.may_link(looker, register, decision.body))
    }

    /// Decides that two records are not of the same, as somebody saw them, with a reason.
    ///
    /// # Errors
    /// Absent where a record or the right is missing; when the database fails.
    pub async fn decide_apart(&self, looker: &Looker<'_>, entries: [EntryId; 2], seen: &Seen, reason: &str) -> Result<Confirmed, AppError> {
        let joined = self.joined_by(looker, entries).await?;
        if seen_of(&joined.records) != *seen {
            return Ok(Confirmed::Changed);
        }
        if !joined.apart.is_empty() {
            return Ok(Confirmed::Apart);
        }
        let body = joined.pair.ok_or(AppError::Absent)?;
        let said = Said { entries, reason, taken: None };
        let draft = self.apart_draft((body, self.new_id()), &said, &looker.who.login);
        told(self.commit_one(draft).await.map(|_| ()))
    }

    /// Takes back the decisions that stand between two records, as somebody saw them, with a reason.
    ///
    /// # Errors
    /// Absent where a record, a decision or the right is missing; when the database fails.
    pub async fn take_back_apart(&self, looker: &Looker<'_>, entries: [EntryId; 2], seen: &Seen, reason: &str) -> Result<Confirmed, AppError> {
        let joined = self.joined_by(looker, entries).await?;
        if seen_of(&joined.records) != *seen {
            return Ok(Confirmed::Changed);
        }
        if !self.may_take_back(looker, &joined) {
            return Err(AppError::Absent);
        }
        let drafts = joined.apart.iter();
        let drafts = drafts.map(|decision| self.unlink_draft(decision.body, decision.id, reason, &looker.who.login));
        told(self.commit_whole(drafts.collect()).await)
    }

    async fn joined_by(&self, looker: &Looker<'_>, [one, other]: [EntryId; 2]) -> Result<Joined, AppError> {
        let group = self.for_link(looker, one).await?;
        self.joined(looker, &group, other).await
    }

    /// The acts that put an entry moved to another body in its own place in the decisions that it is apart from others. Each keeps its reason,
    /// who took it and when.
    pub(super) async fn apart_again(&self, tree: &Tree, moved: &Moved<'_>, actor: &str) -> Result<Vec<Draft>, AppError> {
        let mut drafts = Vec::new();
        for decision in self.store.apart_of(moved.from).await? {
            let (other, kept_by) = decision.other;
            let body = common(tree, &[moved.body, kept_by], Month::of(self.today())).ok_or(AppError::NoLink)?;
            let said = Said {
                entries: [moved.to, other],
                reason: &decision.reason,
                taken: Some((decision.by.as_str(), decision.at)),
            };
            drafts.push(self.unlink_draft(decision.body, decision.id, moved.reason, actor));
            drafts.push(self.apart_draft((body, self.new_id()), &said, actor));
        }
        Ok(drafts)
    }

    fn apart_draft(&self, (body, id): (BodyId, Uuid), said: &Said<'_>, actor: &str) -> Draft {
        let mut plain = Content::from([
            ("@entries".to_owned(), named(&said.entries)),
            ("@reason".to_owned(), Value::Text(said.reason.to_owned())),
        ]);
        if let Some((by, at)) = said.taken {
            plain.insert("@by".to_owned(), Value::Text(by.to_owned()));
            plain.insert("@at".to_owned(), Value::Moment(at));
        }
        let record = RecordDraft {
            body,
            kind: Kind::Apart,
            subject: id,
            plain,
            salt: self.salt(),
            stamp: self.stamp(actor),
        };
        Draft::Record(Box::new(record), Effect::Apart(said.entries))
    }
}
