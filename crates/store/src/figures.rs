//! The numbers an installation gives to codes of figures.

use std::collections::BTreeMap;

use qorgau_domain::FigureId;

use crate::StoreError;
use crate::db::{Hold, execute, fetch_all};
use crate::store::Store;

impl Store {
    /// The numbers of these codes; a code met for the first time gets the next one, and keeps it.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn figures(&self, codes: &[&str]) -> Result<BTreeMap<String, FigureId>, StoreError> {
        let mut tx = self.read().await?;
        let known = fetch_all!(&mut tx, (String, i64), include_str!("sql/figures/all.sql"))?;
        if codes.iter().all(|code| known.iter().any(|(other, _)| other == code)) {
            return Ok(known.into_iter().map(|(code, id)| (code, FigureId(id))).collect());
        }
        drop(tx);
        let mut tx = self.write().await?;
        tx.hold(Hold::Alone).await?;
        for code in codes {
            execute!(&mut tx, include_str!("sql/figures/add.sql"), *code)?;
        }
        let all = fetch_all!(&mut tx, (String, i64), include_str!("sql/figures/all.sql"))?;
        tx.commit().await?;
        Ok(all.into_iter().map(|(code, id)| (code, FigureId(id))).collect())
    }
}
