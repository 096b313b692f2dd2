//! Codes that are handed over and used once.

use qorgau_domain::ledger::Hash;
use uuid::Uuid;

use super::Gate;
use crate::StoreError;
use crate::db::{execute, fetch_optional};

/// What a code is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To make the first account.
    Start,
    /// To choose the first password.
    Invite,
    /// To choose a password in the place of a forgotten one.
    Reset,
}

impl Purpose {
    const WORDS: [(Purpose, &'static str); 3] = [(Purpose::Start, "start"), (Purpose::Invite, "invite"), (Purpose::Reset, "reset")];

    /// The word that the table keeps.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(purpose, _)| *purpose == self).map_or("", |(_, word)| word)
    }
}

/// A code, known by its hash only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// Whose; nil for the start.
    pub account: Uuid,
    /// What for.
    pub purpose: Purpose,
    /// Until when, in microseconds.
    pub ends_at: i64,
}

type CodeRow = (Uuid, String, i64);

fn code((account, purpose, ends_at): CodeRow) -> Option<Code> {
    let (purpose, _) = Purpose::WORDS.iter().find(|(_, word)| *word == purpose)?;
    Some(Code {
        account,
        purpose: *purpose,
        ends_at,
    })
}

impl Gate {
    /// Keeps the hash of a new code; earlier codes of the account are void.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn put_code(&mut self, hash: &Hash, new: Code) -> Result<(), StoreError> {
        let tx = &mut self.tx;
        execute!(tx, include_str!("../sql/gate/drop_codes.sql"), new.account)?;
        let sql = include_str!("../sql/gate/add_code.sql");
        Ok(execute!(tx, sql, hash.to_vec(), new.account, new.purpose.word(), new.ends_at)?)
    }

    /// What a code is for, leaving it unused.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn code(&mut self, hash: &Hash) -> Result<Option<Code>, StoreError> {
        let row = fetch_optional!(&mut self.tx, CodeRow, include_str!("../sql/gate/code.sql"), hash.to_vec())?;
        Ok(row.and_then(code))
    }

    /// Uses a code up.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn use_code(&mut self, hash: &Hash) -> Result<Option<Code>, StoreError> {
        let row = fetch_optional!(&mut self.tx, CodeRow, include_str!("../sql/gate/use_code.sql"), hash.to_vec())?;
        Ok(row.and_then(code))
    }
}
