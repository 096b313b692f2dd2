//! Changing over to another rulebook: what would change, and the change as one act of the ledger.

use std::collections::BTreeMap;

use qorgau_domain::act::{Kind, RecordDraft};
use qorgau_domain::value::{Content, Value};
use qorgau_domain::{BodyId, FigureId, Month};
use qorgau_store::{BodyCell, Draft, Effect, Scope};
use uuid::Uuid;

use crate::{App, AppError};

/// A monthly sum that the new rulebook changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Whose.
    pub body: BodyId,
    /// The month.
    pub month: Month,
    /// The figure.
    pub figure: String,
    /// Before, at the figure's scale.
    pub before: i64,
    /// After.
    pub after: i64,
}

impl App {
    /// Which past figures the rulebook of this app would change.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn changes(&self) -> Result<Vec<Change>, AppError> {
        let mut changes = Vec::new();
        for body in self.store.chains().await? {
            let replayed = self.replay(body).await?;
            changes.extend(self.compare(body, &replayed.cells()).await?);
        }
        Ok(changes)
    }

    async fn compare(&self, body: BodyId, cells: &[BodyCell]) -> Result<Vec<Change>, AppError> {
        let tree = self.store.tree().await?;
        let alone = Scope::below(&tree, body, [Month::of(self.today())]);
        let mut sums: BTreeMap<(Month, FigureId), (i64, i64)> = BTreeMap::new();
        for cell in self.store.cells(&alone, body).await? {
            sums.entry((cell.month, cell.figure)).or_default().0 += cell.amount;
        }
        for cell in cells {
            sums.entry((cell.month, cell.figure)).or_default().1 += cell.amount;
        }
        let code = |figure: FigureId| {
            self.figures()
                .iter()
                .find(|(_, id)| **id == figure)
                .map_or_else(|| figure.0.to_string(), |(code, _)| code.clone())
        };
        let change = |((month, figure), (before, after))| Change {
            body,
            month,
            figure: code(figure),
            before,
            after,
        };
        Ok(sums.into_iter().filter(|(_, (before, after))| before != after).map(change).collect())
    }

    /// Changes over: counts everything anew and appends the act to the chain of the ministry.
    ///
    /// # Errors
    /// When the database cannot be written; then everything is as it was.
    pub async fn change_over(&self, actor: &str) -> Result<(), AppError> {
        let tree = self.store.tree().await?;
        let before = self.store.rulebook().await?.unwrap_or_default();
        let mut rebuild = self.store.rebuild().await?;
        for body in self.store.chains().await? {
            let replayed = self.replay(body).await?;
            let keys = replayed
                .keys
                .iter()
                .flat_map(|(id, (register, day, keys))| keys.iter().map(|key| (register.clone(), *day, *id, key.clone())))
                .collect();
            rebuild.put(body, &replayed.contributions, &replayed.cells(), keys).await?;
        }
        let root = tree
            .bodies()
            .find(|body| tree.parent(*body, Month::of(self.today())).is_none())
            .ok_or_else(|| AppError::NoBody("MIA".to_owned()))?;
        let text = |text: &str| Value::Text(text.to_owned());
        let plain = Content::from([("@before".to_owned(), text(&before)), ("@after".to_owned(), text(&self.rulebook.hash))]);
        let record = RecordDraft {
            body: root,
            kind: Kind::Rulebook,
            subject: Uuid::nil(),
            plain,
            salt: self.salt(),
            stamp: self.stamp(actor),
        };
        for outcome in rebuild.finish(Draft::Record(Box::new(record), Effect::None), &self.rulebook.hash).await? {
            outcome?;
        }
        Ok(())
    }
}
