//! The gate: who can sign in, who is signed in, who knocks too often, and the access chain that remembers it.
//!
//! Rights and what is known of accounts are acts, written through [`Store::commit`]; here stands what is no act: secrets, sessions, codes.

mod absences;
mod access;
mod accounts;
mod codes;
mod secrets;
mod sessions;
mod throttle;
mod tokens;

use crate::StoreError;
use crate::db::Tx;
use crate::store::Store;

pub use absences::{Absence, Given, StandIn};
pub(crate) use absences::{AbsenceRow, GivenRow, absence, given};
pub(crate) use access::{AccessTuple, access_row};
pub use accounts::{Account, AccountAct, Granted, Holder};
pub use codes::{Code, Purpose};
pub use secrets::{Credential, Totp};
pub use sessions::{NewSession, Session, SignedInAs};
pub use throttle::Knocked;
pub use tokens::Token;

/// A transaction at the gate. Dropped before it is committed, it leaves everything as it was.
pub struct Gate {
    tx: Tx,
}

impl Store {
    /// Opens a transaction at the gate that writes.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn gate(&self) -> Result<Gate, StoreError> {
        Ok(Gate { tx: self.write().await? })
    }

    /// Opens one that only reads.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn gate_to_read(&self) -> Result<Gate, StoreError> {
        Ok(Gate { tx: self.read().await? })
    }
}

impl Gate {
    /// Makes what was written durable.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.tx.commit().await
    }
}
