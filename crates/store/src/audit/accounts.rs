//! Accounts, rights and the access chain, for whoever checks them.

use qorgau_domain::BodyId;
use qorgau_domain::access::AccessRow;
use qorgau_domain::ledger::Hash;
use uuid::Uuid;

use super::{AccountState, Audit, GrantedState};
use crate::StoreError;
use crate::db::{fetch_all, fetch_optional};
use crate::gate::{AccessTuple, access_row};

impl Audit {
    /// The accounts of a body.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn account_rows(&mut self, body: BodyId) -> Result<Vec<AccountState>, StoreError> {
        let rows = fetch_all!(
            &mut self.tx,
            (Uuid, String, String, i64, i64),
            include_str!("../sql/audit/accounts.sql"),
            body.0
        )?;
        let row = |(id, login, name, closed_at, seq)| AccountState {
            id,
            login,
            name,
            closed_at,
            seq,
        };
        Ok(rows.into_iter().map(row).collect())
    }

    /// The roles held at a body.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn granted_rows(&mut self, body: BodyId) -> Result<Vec<GrantedState>, StoreError> {
        let rows = fetch_all!(&mut self.tx, (Uuid, String, i64, i64, i64), include_str!("../sql/audit/granted.sql"), body.0)?;
        let row = |(account, role, from, until, seq)| GrantedState {
            account,
            role,
            from,
            until,
            seq,
        };
        Ok(rows.into_iter().map(row).collect())
    }

    /// The next rows of the access chain after `after`, at most `limit`, each with its hash as stored.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn access(&mut self, after: i64, limit: i64) -> Result<Vec<(AccessRow, Hash)>, StoreError> {
        let rows = fetch_all!(&mut self.tx, AccessTuple, include_str!("../sql/audit/access.sql"), after, limit)?;
        rows.into_iter().map(access_row).collect()
    }

    /// The head of the access chain; `None` before anybody knocked.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn access_head(&mut self) -> Result<Option<(i64, Vec<u8>)>, StoreError> {
        Ok(fetch_optional!(&mut self.tx, (i64, Vec<u8>), include_str!("../sql/audit/access_head.sql"))?)
    }
}
