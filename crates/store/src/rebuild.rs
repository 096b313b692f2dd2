//! Changing over to another rulebook: what counts is built anew and swapped as one act.

use qorgau_domain::act::Key;
use qorgau_domain::{BodyId, EntryId};

use crate::StoreError;
use crate::audit::{BodyCell, StoredContribution};
use crate::bodies;
use crate::db::{Hold, Rows, Tx, execute};
use crate::error::Refusal;
use crate::settings;
use crate::store::Store;
use crate::write::{self, Draft, Outcome, Terms};
use crate::write::{contribution_row, key_row};

/// A key of an entry: its register, the entry, its day, the key.
pub type KeyRow = (String, EntryId, Option<i64>, Key);

/// A change-over under way. Nothing of it is seen before it is finished; dropped, it leaves everything as it was.
pub struct Rebuild {
    tx: Tx,
    terms: Terms,
    /// Whether sums of bodies above are to be derived anew.
    cells: bool,
}

impl Store {
    /// Begins a change-over: contributions, cells and keys of bodies are given anew where they differ. Until it is finished nobody else writes.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn rebuild(&self) -> Result<Rebuild, StoreError> {
        let mut tx = self.write().await?;
        tx.hold(Hold::Alone).await?;
        let terms = Terms {
            rulebook: None,
            ..self.terms().clone()
        };
        Ok(Rebuild { tx, terms, cells: false })
    }
}

impl Rebuild {
    /// Gives all that one body's chain counts for.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn contributions(&mut self, body: BodyId, contributions: &[StoredContribution]) -> Result<(), StoreError> {
        execute!(&mut self.tx, include_str!("sql/rebuild/clear_contributions.sql"), body.0)?;
        let mut rows = Rows::default();
        for StoredContribution {
            seq,
            item,
            contribution,
            ended,
            ..
        } in contributions
        {
            rows.push(contribution_row(body, (*seq, *item), contribution, *ended));
        }
        rows.insert(&mut self.tx, include_str!("sql/write/contribution.sql")).await
    }

    /// Gives all monthly sums of one body.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn cells(&mut self, body: BodyId, cells: &[BodyCell]) -> Result<(), StoreError> {
        self.cells = true;
        execute!(&mut self.tx, include_str!("sql/rebuild/clear_cells.sql"), body.0)?;
        let mut rows = Rows::default();
        for cell in cells {
            rows.push([
                body.0.into(),
                cell.month.0.into(),
                cell.figure.0.into(),
                cell.dimension.as_str().into(),
                cell.amount.into(),
            ]);
        }
        rows.insert(&mut self.tx, include_str!("sql/write/cell.sql")).await
    }

    /// Takes away keys of one body's entries, and gives others: most keys of an entry stay as they are.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn keys(&mut self, body: BodyId, gone: &[&KeyRow], come: &[&KeyRow]) -> Result<(), StoreError> {
        for (_, entry, _, key) in gone {
            let sql = include_str!("sql/rebuild/drop_key.sql");
            execute!(&mut self.tx, sql, entry.0, key.field.as_str(), key.key.clone())?;
        }
        let mut rows = Rows::default();
        for (register, entry, day, key) in come {
            rows.push(key_row(register, body, *day, *entry, key));
        }
        rows.insert(&mut self.tx, include_str!("sql/write/key.sql")).await
    }

    /// Swaps: the act is appended, the database works by the new rulebook from now on. Where the act is refused, everything is as it was.
    ///
    /// # Errors
    /// When the database cannot be written; then everything is as it was.
    pub async fn finish(mut self, act: Draft, rulebook: &str) -> Result<Outcome, StoreError> {
        if self.cells {
            bodies::derive_rollups(&mut self.tx).await?;
        }
        let outcome: Option<Outcome> = write::run(&mut self.tx, &self.terms, &[act]).await?.pop();
        match outcome {
            Some(Ok(receipt)) => {
                settings::set(&mut self.tx, settings::RULEBOOK, rulebook).await?;
                self.tx.commit().await?;
                Ok(Ok(receipt))
            }
            refused => {
                self.tx.rollback().await?;
                Ok(refused.unwrap_or(Err(Refusal::NoBody)))
            }
        }
    }
}
