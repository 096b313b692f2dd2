//! Accounts and their rights, as their acts made them.

use std::collections::BTreeSet;

use qorgau_domain::canonical;
use qorgau_domain::value::Content;
use qorgau_domain::{BodyId, Lang};
use uuid::Uuid;

use super::Gate;
use crate::StoreError;
use crate::db::{Rows, execute, fetch_all, fetch_optional, fetch_rows};

/// Who can sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its identity.
    pub id: Uuid,
    /// The body it belongs to.
    pub body: BodyId,
    /// The word it signs in by, which stands in the chains as the actor.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// The language the person is spoken to in.
    pub lang: Lang,
    /// When it was closed, in microseconds; 0 while it is open.
    pub closed_at: i64,
}

impl Account {
    /// Whether it can be used.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.closed_at == 0
    }
}

/// An act about an account or a right of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountAct {
    /// The body in whose chain it stands.
    pub body: BodyId,
    /// Its place there.
    pub seq: i64,
    /// The word of its kind.
    pub kind: String,
    /// Who.
    pub actor: String,
    /// When, in microseconds.
    pub at: i64,
    /// What it says.
    pub plain: Content,
}

/// A role held at a body, from a day to a last day, as day numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Granted {
    /// The role.
    pub role: String,
    /// The body.
    pub body: BodyId,
    /// First day.
    pub from: i64,
    /// Last day.
    pub until: i64,
}

/// Somebody with an open account who holds a role at a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The role, with the body and the days.
    pub held: Granted,
    /// The account.
    pub account: Uuid,
    /// The person's name.
    pub name: String,
}

pub(super) type AccountRow = (Uuid, i64, String, String, String, i64);

pub(super) fn account((id, body, login, name, lang, closed_at): AccountRow) -> Account {
    Account {
        id,
        body: BodyId(body),
        login,
        name,
        lang: lang.parse().unwrap_or_default(),
        closed_at,
    }
}

impl Gate {
    /// Whether there is any account, closed ones too.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn has_accounts(&mut self) -> Result<bool, StoreError> {
        Ok(fetch_optional!(&mut self.tx, (i64,), include_str!("../sql/gate/any_account.sql"))?.is_some())
    }

    /// The account of a login.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn account_named(&mut self, login: &str) -> Result<Option<Account>, StoreError> {
        let row = fetch_optional!(&mut self.tx, AccountRow, include_str!("../sql/gate/by_login.sql"), login)?;
        Ok(row.map(account))
    }

    /// An account.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn account(&mut self, id: Uuid) -> Result<Option<Account>, StoreError> {
        let row = fetch_optional!(&mut self.tx, AccountRow, include_str!("../sql/gate/by_id.sql"), id)?;
        Ok(row.map(account))
    }

    /// The accounts of bodies, by their logins.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn accounts_of(&mut self, bodies: &BTreeSet<BodyId>) -> Result<Vec<Account>, StoreError> {
        let mut asked = Rows::default();
        bodies.iter().for_each(|body| asked.push([body.0.into()]));
        let tx = &mut self.tx;
        let mut found: Vec<Account> = fetch_rows!(tx, AccountRow, include_str!("../sql/gate/of_body.sql"), asked)
            .into_iter()
            .map(account)
            .collect();
        found.sort_by(|one, other| one.login.cmp(&other.login));
        Ok(found)
    }

    /// The roles that an account holds, past and future ones too.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn granted(&mut self, account: Uuid) -> Result<Vec<Granted>, StoreError> {
        let rows = fetch_all!(&mut self.tx, (String, i64, i64, i64), include_str!("../sql/gate/rights.sql"), account)?;
        let granted = |(role, body, from, until)| Granted {
            role,
            body: BodyId(body),
            from,
            until,
        };
        Ok(rows.into_iter().map(granted).collect())
    }

    /// Who holds roles at bodies, by body and role; past and future ones too, closed accounts not.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn holders_at(&mut self, bodies: &BTreeSet<BodyId>) -> Result<Vec<Holder>, StoreError> {
        let mut asked = Rows::default();
        bodies.iter().for_each(|body| asked.push([body.0.into()]));
        let tx = &mut self.tx;
        let rows = fetch_rows!(tx, (i64, String, i64, i64, Uuid, String), include_str!("../sql/gate/holders_at.sql"), asked);
        let holder = |(body, role, from, until, account, name)| Holder {
            held: Granted {
                role,
                body: BodyId(body),
                from,
                until,
            },
            account,
            name,
        };
        Ok(rows.into_iter().map(holder).collect())
    }

    /// The acts about an account and its rights, and those by which its work was handed over, the last first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn acts_of(&mut self, account: Uuid, limit: i64) -> Result<Vec<AccountAct>, StoreError> {
        let about = fetch_all!(&mut self.tx, ActRow, include_str!("../sql/gate/acts_of.sql"), account, limit)?;
        let handed = fetch_all!(&mut self.tx, ActRow, include_str!("../sql/gate/hand_overs_of.sql"), account, limit)?;
        let mut acts = about.into_iter().chain(handed).map(act).collect::<Result<Vec<_>, _>>()?;
        acts.sort_by(|one, other| (other.at, one.body, other.seq).cmp(&(one.at, other.body, one.seq)));
        acts.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(acts)
    }

    /// The language a person is spoken to in from now on.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn set_lang(&mut self, account: Uuid, lang: Lang) -> Result<(), StoreError> {
        Ok(execute!(&mut self.tx, include_str!("../sql/gate/set_lang.sql"), account, lang.code())?)
    }
}

type ActRow = (i64, i64, String, String, i64, Vec<u8>);

fn act((body, seq, kind, actor, at, bytes): ActRow) -> Result<AccountAct, StoreError> {
    let plain = canonical::decode(&bytes).map_err(|_| StoreError::Damaged(format!("act {seq} of body {body} cannot be read")))?;
    let body = BodyId(body);
    Ok(AccountAct {
        body,
        seq,
        kind,
        actor,
        at,
        plain,
    })
}
