//! Tokens by which programs work for an account.

use qorgau_domain::BodyId;
use qorgau_domain::ledger::Hash;
use uuid::Uuid;

use super::Gate;
use super::accounts::{Account, account};
use crate::StoreError;
use crate::db::{execute, fetch_all, fetch_optional};

/// A token as its owner sees it. Moments are microseconds; 0 stands for never.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its identity, which opens nothing.
    pub id: Uuid,
    /// What its owner calls it.
    pub name: String,
    /// The words of the acts it is for, parted by spaces.
    pub acts: String,
    /// The body at and below which it is good.
    pub body: BodyId,
    /// When it was made.
    pub made_at: i64,
    /// When it ends by itself.
    pub ends_at: i64,
    /// When it was last used, to the minute.
    pub seen_at: i64,
    /// When its owner revoked it.
    pub revoked_at: i64,
}

type TokenRow = (Uuid, String, String, i64, i64, i64, i64, i64);

fn token((id, name, acts, body, made_at, ends_at, seen_at, revoked_at): TokenRow) -> Token {
    Token {
        id,
        name,
        acts,
        body: BodyId(body),
        made_at,
        ends_at,
        seen_at,
        revoked_at,
    }
}

impl Gate {
    /// Keeps a new token by its hash.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn put_token(&mut self, hash: &Hash, owner: Uuid, new: &Token) -> Result<(), StoreError> {
        Ok(execute!(
            &mut self.tx,
            include_str!("../sql/gate/add_token.sql"),
            hash.to_vec(),
            new.id,
            owner,
            new.name.as_str(),
            new.acts.as_str(),
            new.body.0,
            new.made_at,
            new.ends_at
        )?)
    }

    /// A token by its hash with the account it works for, whether or not it still opens anything.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn token(&mut self, hash: &Hash) -> Result<Option<(Token, Account)>, StoreError> {
        type Row = (Uuid, String, String, i64, i64, i64, i64, i64, Uuid, i64, String, String, String, i64);
        let row = fetch_optional!(&mut self.tx, Row, include_str!("../sql/gate/token.sql"), hash.to_vec())?;
        Ok(
            row.map(|(id, name, acts, body, made, ends, seen, revoked, owner, home, login, person, lang, closed)| {
                (
                    token((id, name, acts, body, made, ends, seen, revoked)),
                    account((owner, home, login, person, lang, closed)),
                )
            }),
        )
    }

    /// The tokens of an account, the last made first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn tokens(&mut self, owner: Uuid) -> Result<Vec<Token>, StoreError> {
        let rows = fetch_all!(&mut self.tx, TokenRow, include_str!("../sql/gate/tokens.sql"), owner)?;
        Ok(rows.into_iter().map(token).collect())
    }

    /// Notes that a token was used.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn see_token(&mut self, hash: &Hash, at: i64) -> Result<(), StoreError> {
        Ok(execute!(&mut self.tx, include_str!("../sql/gate/see_token.sql"), hash.to_vec(), at)?)
    }

    /// Revokes one of an account's tokens; `false` where it has none such that still stands.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn revoke_token(&mut self, owner: Uuid, id: Uuid, at: i64) -> Result<bool, StoreError> {
        let row = fetch_optional!(&mut self.tx, (Uuid,), include_str!("../sql/gate/revoke_token.sql"), owner, id, at)?;
        Ok(row.is_some())
    }

    /// Revokes all tokens of an account.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn revoke_tokens(&mut self, owner: Uuid, at: i64) -> Result<(), StoreError> {
        Ok(execute!(&mut self.tx, include_str!("../sql/gate/revoke_tokens.sql"), owner, at)?)
    }
}
