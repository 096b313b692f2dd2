//! The access chain.

use qorgau_domain::access::{AccessRow, Event};
use qorgau_domain::ledger::{ALGORITHM, Hash, START};
use uuid::Uuid;

use super::Gate;
use crate::StoreError;
use crate::db::{Rows, execute, fetch_all, fetch_optional, fetch_rows};

pub(crate) type AccessTuple = (i64, i64, Uuid, String, String, String, Vec<u8>, Vec<u8>);

/// A row of the chain as the table has it, with its hash.
pub(crate) fn access_row((seq, at, account, what, address, detail, before, hash): AccessTuple) -> Result<(AccessRow, Hash), StoreError> {
    let fixed = |bytes: Vec<u8>| Hash::try_from(bytes).map_err(|_| StoreError::Damaged(format!("row {seq} of the access chain holds no hash")));
    let row = AccessRow {
        seq,
        at,
        account,
        what,
        address,
        detail,
        before: fixed(before)?,
    };
    Ok((row, fixed(hash)?))
}

impl Gate {
    /// Adds to the access chain. What is done in the same transaction is done only if this is written.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn record(&mut self, event: &Event) -> Result<(), StoreError> {
        let tx = &mut self.tx;
        execute!(tx, include_str!("../sql/gate/open_access.sql"), START.to_vec())?;
        let mut asked = Rows::default();
        asked.push([1.into()]);
        let head = fetch_rows!(tx, (i64, Vec<u8>), include_str!("../sql/gate/lock_access.sql"), asked).pop();
        let (seq, before) = head.ok_or_else(|| StoreError::Damaged("the access chain has no head".to_owned()))?;
        let before = Hash::try_from(before).map_err(|_| StoreError::Damaged("the head of the access chain is no hash".to_owned()))?;
        let row = AccessRow::after(seq, before, event);
        let hash = row.hash();
        execute!(
            tx,
            include_str!("../sql/gate/add_access.sql"),
            row.seq,
            row.at,
            row.account,
            row.what,
            row.address,
            row.detail,
            ALGORITHM,
            row.before.to_vec(),
            hash.to_vec()
        )?;
        Ok(execute!(tx, include_str!("../sql/gate/set_access.sql"), row.seq, hash.to_vec())?)
    }

    /// What an account did and what befell it, the last first, before a place of the chain.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn access_of(&mut self, account: Uuid, before: i64, limit: i64) -> Result<Vec<AccessRow>, StoreError> {
        let tx = &mut self.tx;
        let rows = fetch_all!(tx, AccessTuple, include_str!("../sql/gate/access_of.sql"), account, before, limit)?;
        rows.into_iter().map(|row| access_row(row).map(|(row, _)| row)).collect()
    }

    /// Whether an account signed in from an address after a moment, in microseconds.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn knows_address(&mut self, account: Uuid, address: &str, after: i64) -> Result<bool, StoreError> {
        let tx = &mut self.tx;
        let row = fetch_optional!(tx, (i64,), include_str!("../sql/gate/known_address.sql"), account, after, address)?;
        Ok(row.is_some())
    }
}
