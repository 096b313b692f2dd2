//! Who is signed in.

use qorgau_domain::ledger::Hash;
use uuid::Uuid;

use super::Gate;
use super::accounts::{Account, account};
use crate::StoreError;
use crate::db::{execute, fetch_all, fetch_optional};

/// A session as its owner sees it. Moments are microseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its identity, which opens nothing.
    pub id: Uuid,
    /// From where it was opened.
    pub address: String,
    /// By what program.
    pub agent: String,
    /// When it was opened.
    pub made_at: i64,
    /// When it was last used, to the minute.
    pub seen_at: i64,
}

/// A session to be opened.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// The hash of its token.
    pub token: Hash,
    /// Whose.
    pub account: Uuid,
    /// The rest.
    pub session: Session,
}

/// Whom a token stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedInAs {
    /// The session.
    pub session: Uuid,
    /// When it was opened.
    pub made_at: i64,
    /// When it was last used, to the minute.
    pub seen_at: i64,
    /// Whose it is.
    pub account: Account,
}

impl Gate {
    /// Opens a session.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn put_session(&mut self, new: NewSession) -> Result<(), StoreError> {
        let NewSession { token, account, session } = new;
        Ok(execute!(
            &mut self.tx,
            include_str!("../sql/gate/add_session.sql"),
            token.to_vec(),
            session.id,
            account,
            session.address,
            session.agent,
            session.made_at,
            session.seen_at
        )?)
    }

    /// Whom a token stands for, by its hash, whether or not its time is over.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn session(&mut self, token: &Hash) -> Result<Option<SignedInAs>, StoreError> {
        type Row = (Uuid, i64, i64, Uuid, i64, String, String, String, i64);
        let row = fetch_optional!(&mut self.tx, Row, include_str!("../sql/gate/session.sql"), token.to_vec())?;
        Ok(row.map(|(session, made_at, seen_at, id, body, login, name, lang, closed_at)| SignedInAs {
            session,
            made_at,
            seen_at,
            account: account((id, body, login, name, lang, closed_at)),
        }))
    }

    /// The sessions of an account, the last used first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn sessions(&mut self, account: Uuid) -> Result<Vec<Session>, StoreError> {
        let rows = fetch_all!(
            &mut self.tx,
            (Uuid, String, String, i64, i64),
            include_str!("../sql/gate/sessions.sql"),
            account
        )?;
        let session = |(id, address, agent, made_at, seen_at)| Session {
            id,
            address,
            agent,
            made_at,
            seen_at,
        };
        Ok(rows.into_iter().map(session).collect())
    }

    /// Notes that a session was used.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn see_session(&mut self, token: &Hash, at: i64) -> Result<(), StoreError> {
        Ok(execute!(&mut self.tx, include_str!("../sql/gate/see_session.sql"), token.to_vec(), at)?)
    }

    /// Ends one of an account's sessions; `false` where it has none such.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn drop_session(&mut self, account: Uuid, session: Uuid) -> Result<bool, StoreError> {
        let row = fetch_optional!(&mut self.tx, (Uuid,), include_str!("../sql/gate/drop_session.sql"), account, session)?;
        Ok(row.is_some())
    }

    /// Ends all sessions of an account but one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn drop_other_sessions(&mut self, account: Uuid, but: Uuid) -> Result<(), StoreError> {
        Ok(execute!(&mut self.tx, include_str!("../sql/gate/drop_other_sessions.sql"), account, but)?)
    }

    /// Ends all sessions of an account.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn drop_sessions(&mut self, account: Uuid) -> Result<(), StoreError> {
        Ok(execute!(&mut self.tx, include_str!("../sql/gate/drop_sessions.sql"), account)?)
    }

    /// Forgets all sessions last used, or opened, at these moments or before.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn drop_old_sessions(&mut self, seen_at: i64, made_at: i64) -> Result<(), StoreError> {
        Ok(execute!(&mut self.tx, include_str!("../sql/gate/drop_old_sessions.sql"), seen_at, made_at)?)
    }
}
