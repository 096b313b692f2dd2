//! Links between records of one fact: confirmed, and dissolved, by a body above them.

use qorgau_domain::act::{Kind, RecordDraft};
use qorgau_domain::value::{Content, Row, Value};
use qorgau_domain::{BodyId, EntryId, Month, Tree};
use qorgau_store::{Draft, Effect, Scope};
use uuid::Uuid;

use crate::{App, AppError};

impl App {
    /// Confirms that entries record one fact. The first is the one that stays counted above them all.
    /// The act goes into the chain of the lowest body above them.
    ///
    /// # Errors
    /// When there are fewer than two entries or one is not in scope.
    pub async fn link(&self, tree: &Tree, scope: &Scope, entries: &[EntryId], actor: &str) -> Result<Uuid, AppError> {
        let mut bodies = Vec::new();
        for id in entries {
            let stored = self.store.entry(scope, *id).await?.ok_or(AppError::Absent)?;
            bodies.push(stored.entry.body);
        }
        let body = common(tree, &bodies, Month::of(self.today()))
            .filter(|_| entries.len() > 1)
            .ok_or(AppError::NoLink)?;
        let rows = (1..)
            .zip(entries)
            .map(|(no, id)| Row {
                no,
                cells: Content::from([("entry".to_owned(), Value::Entry(*id))]),
            })
            .collect();
        let plain = Content::from([("@entries".to_owned(), Value::Rows(rows))]);
        let id = self.new_id();
        let record = RecordDraft {
            body,
            kind: Kind::Link,
            subject: id,
            plain,
            salt: self.salt(),
            stamp: self.stamp(actor),
        };
        self.commit_one(Draft::Record(Box::new(record), Effect::Link(entries.to_vec()))).await?;
        Ok(id)
    }

    /// Dissolves a link; the records count each by itself again.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn unlink(&self, body: BodyId, link: Uuid, reason: &str, actor: &str) -> Result<(), AppError> {
        let plain = Content::from([("@reason".to_owned(), Value::Text(reason.to_owned()))]);
        let record = RecordDraft {
            body,
            kind: Kind::Unlink,
            subject: link,
            plain,
            salt: self.salt(),
            stamp: self.stamp(actor),
        };
        self.commit_one(Draft::Record(Box::new(record), Effect::Unlink)).await?;
        Ok(())
    }
}

/// The lowest body that stands above all of these, or is one of them.
fn common(tree: &Tree, bodies: &[BodyId], month: Month) -> Option<BodyId> {
    let (first, rest) = bodies.split_first()?;
    let rest: Vec<Vec<BodyId>> = rest.iter().map(|body| tree.upward(*body, month)).collect();
    tree.upward(*first, month)
        .into_iter()
        .find(|above| rest.iter().all(|path| path.contains(above)))
}
