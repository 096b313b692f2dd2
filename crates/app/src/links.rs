//! Links between records of one fact, person or organisation, and decisions that records are not of one: taken, and taken back, by a body
//! above them.

pub mod apart;
pub mod join;
pub mod suggest;

use std::collections::BTreeSet;

use qorgau_domain::act::{Kind, RecordDraft};
use qorgau_domain::value::{Content, Row, Value};
use qorgau_domain::{BodyId, EntryId, Month, Tree};
use qorgau_store::{Draft, Effect, Scope};
use uuid::Uuid;

use crate::{App, AppError};

/// An entry on its way to another body.
pub(crate) struct Moved<'a> {
    /// The entry that is struck through.
    pub(crate) from: EntryId,
    /// The one that takes its place.
    pub(crate) to: EntryId,
    /// The body it goes to.
    pub(crate) body: BodyId,
    /// Why.
    pub(crate) reason: &'a str,
}

impl App {
    /// Confirms that entries record one fact. The first is the one that stays counted above them all.
    /// The act goes into the chain of the lowest body above them.
    ///
    /// # Errors
    /// When there are fewer than two entries, one is not in scope, or they are not of one register.
    pub async fn link(&self, tree: &Tree, scope: &Scope, entries: &[EntryId], actor: &str) -> Result<Uuid, AppError> {
        let body = self.above(tree, scope, entries).await?;
        let id = self.new_id();
        self.commit_one(self.link_draft(body, id, entries, actor)).await?;
        Ok(id)
    }

    /// The lowest body above entries of one register.
    async fn above(&self, tree: &Tree, scope: &Scope, entries: &[EntryId]) -> Result<BodyId, AppError> {
        let (mut bodies, mut registers) = (Vec::new(), BTreeSet::new());
        for id in entries {
            let stored = self.store.entry(scope, *id).await?.ok_or(AppError::Absent)?;
            bodies.push(stored.entry.body);
            registers.insert(stored.entry.envelope.register);
        }
        common(tree, &bodies, Month::of(self.today()))
            .filter(|_| entries.len() > 1 && registers.len() == 1)
            .ok_or(AppError::NoLink)
    }

    /// Dissolves a link; the records count each by itself again. Or takes back a decision that records are apart.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn unlink(&self, body: BodyId, link: Uuid, reason: &str, actor: &str) -> Result<(), AppError> {
        self.commit_one(self.unlink_draft(body, link, reason, actor)).await?;
        Ok(())
    }

    /// The acts that put an entry moved to another body in its own place in the link it stands in, and in the decisions that it is apart from
    /// others: none where it stands in none. Records that were struck through meanwhile fall out; where no other is left, the link is only
    /// dissolved.
    pub(crate) async fn relink(&self, tree: &Tree, moved: &Moved<'_>, actor: &str) -> Result<Vec<Draft>, AppError> {
        let mut drafts = self.apart_again(tree, moved, actor).await?;
        let Some(link) = self.store.link_of(moved.from).await? else {
            return Ok(drafts);
        };
        let place = |(id, body): (EntryId, BodyId)| if id == moved.from { (moved.to, moved.body) } else { (id, body) };
        let (entries, bodies): (Vec<EntryId>, Vec<BodyId>) = link.entries.into_iter().map(place).unzip();
        drafts.push(self.unlink_draft(link.body, link.id, moved.reason, actor));
        if entries.len() > 1 {
            let body = common(tree, &bodies, Month::of(self.today())).ok_or(AppError::NoLink)?;
            drafts.push(self.link_draft(body, self.new_id(), &entries, actor));
        }
        Ok(drafts)
    }

    fn link_draft(&self, body: BodyId, id: Uuid, entries: &[EntryId], actor: &str) -> Draft {
        let record = RecordDraft {
            body,
            kind: Kind::Link,
            subject: id,
            plain: Content::from([("@entries".to_owned(), named(entries))]),
            salt: self.salt(),
            stamp: self.stamp(actor),
        };
        Draft::Record(Box::new(record), Effect::Link(entries.to_vec()))
    }

    fn unlink_draft(&self, body: BodyId, link: Uuid, reason: &str, actor: &str) -> Draft {
        let record = RecordDraft {
            body,
            kind: Kind::Unlink,
            subject: link,
            plain: Content::from([("@reason".to_owned(), Value::Text(reason.to_owned()))]),
            salt: self.salt(),
            stamp: self.stamp(actor),
        };
        Draft::Record(Box::new(record), Effect::Unlink)
    }
}

/// Entries as an act names them.
fn named(entries: &[EntryId]) -> Value {
    let rows = (1..).zip(entries).map(|(no, id)| Row {
        no,
        cells: Content::from([("entry".to_owned(), Value::Entry(*id))]),
    });
    Value::Rows(rows.collect())
}

/// The lowest body that stands above all of these, or is one of them.
fn common(tree: &Tree, bodies: &[BodyId], month: Month) -> Option<BodyId> {
    let (first, rest) = bodies.split_first()?;
    let rest: Vec<Vec<BodyId>> = rest.iter().map(|body| tree.upward(*body, month)).collect();
    tree.upward(*first, month)
        .into_iter()
        .find(|above| rest.iter().all(|path| path.contains(above)))
}
