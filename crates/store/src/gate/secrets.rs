//! What somebody proves himself by: password, second factor, recovery codes.

use qorgau_domain::ledger::Hash;
use uuid::Uuid;

use super::Gate;
use crate::StoreError;
use crate::db::{Rows, execute, fetch_optional};

/// What an account proves itself by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Credential {
    /// The password's hash in PHC form; `None` while none was chosen.
    pub password: Option<String>,
    /// When it was chosen, in microseconds.
    pub changed_at: i64,
    /// The second factor, set up or under way.
    pub totp: Option<Totp>,
}

/// A second factor that counts time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totp {
    /// The secret shared with the device.
    pub secret: Vec<u8>,
    /// When it was confirmed, in microseconds; while it is under way, when it was begun, as a negative number.
    pub confirmed_at: i64,
    /// The last step of the clock that was used.
    pub step: i64,
}

type CredentialRow = (String, i64, Option<Vec<u8>>, i64, i64);

impl Gate {
    /// What an account proves itself by.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn credential(&mut self, account: Uuid) -> Result<Credential, StoreError> {
        let row = fetch_optional!(&mut self.tx, CredentialRow, include_str!("../sql/gate/credential.sql"), account)?;
        let Some((password, changed_at, secret, confirmed_at, step)) = row else {
            return Ok(Credential::default());
        };
        let totp = secret.map(|secret| Totp { secret, confirmed_at, step });
        Ok(Credential {
            password: Some(password).filter(|password| !password.is_empty()),
            changed_at,
            totp,
        })
    }

    /// Sets the password's hash.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn set_password(&mut self, account: Uuid, hash: &str, at: i64) -> Result<(), StoreError> {
        Ok(execute!(&mut self.tx, include_str!("../sql/gate/set_password.sql"), account, hash, at)?)
    }

    /// Takes the password away, so that only a code lets the account in.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn drop_password(&mut self, account: Uuid, at: i64) -> Result<(), StoreError> {
        Ok(execute!(&mut self.tx, include_str!("../sql/gate/drop_password.sql"), account, at)?)
    }

    /// Sets the second factor, or takes it off with its recovery codes.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn set_totp(&mut self, account: Uuid, totp: Option<&Totp>) -> Result<(), StoreError> {
        let tx = &mut self.tx;
        let (secret, at, step) = totp.map_or((None, 0, 0), |totp| (Some(totp.secret.clone()), totp.confirmed_at, totp.step));
        execute!(tx, include_str!("../sql/gate/set_totp.sql"), account, secret, at, step)?;
        if totp.is_none() {
            execute!(tx, include_str!("../sql/gate/drop_recovery.sql"), account)?;
        }
        Ok(())
    }

    /// Takes a step of the clock for used; `false` where it or a later one was already.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn use_step(&mut self, account: Uuid, step: i64) -> Result<bool, StoreError> {
        let row = fetch_optional!(&mut self.tx, (i64,), include_str!("../sql/gate/use_step.sql"), account, step)?;
        Ok(row.is_some())
    }

    /// Keeps the hashes of new recovery codes in the place of those before.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn put_recovery(&mut self, account: Uuid, hashes: &[Hash]) -> Result<(), StoreError> {
        let tx = &mut self.tx;
        execute!(tx, include_str!("../sql/gate/drop_recovery.sql"), account)?;
        let mut rows = Rows::default();
        hashes.iter().for_each(|hash| rows.push([account.into(), (*hash).into()]));
        rows.insert(tx, include_str!("../sql/gate/add_recovery.sql")).await
    }

    /// Uses a recovery code up; `false` where the account has none such.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn use_recovery(&mut self, account: Uuid, hash: &Hash) -> Result<bool, StoreError> {
        let row = fetch_optional!(&mut self.tx, (Vec<u8>,), include_str!("../sql/gate/use_recovery.sql"), account, hash.to_vec())?;
        Ok(row.is_some())
    }

    /// How many recovery codes an account has left.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn recovery_left(&mut self, account: Uuid) -> Result<i64, StoreError> {
        let row = fetch_optional!(&mut self.tx, (i64,), include_str!("../sql/gate/count_recovery.sql"), account)?;
        Ok(row.map_or(0, |(count,)| count))
    }
}
