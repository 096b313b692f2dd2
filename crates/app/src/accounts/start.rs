//! The first start: there is no account that everybody knows; a code printed once makes the first.

use qorgau_domain::access::What;
use qorgau_store::{Draft, Purpose};
use uuid::Uuid;

use super::{AccountFault, Held, NewAccount, OPERATOR, Origin, code, micros, password};
use crate::{App, AppError};

/// The role of the first account.
const FIRST: &str = "administrator";

impl App {
    /// A code that makes the first account, in the place of any before; `None` where there is an account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn start_code(&self) -> Result<Option<String>, AppError> {
        if self.store.gate_to_read().await?.has_accounts().await? {
            return Ok(None);
        }
        let mut gate = self.store.gate().await?;
        let code = self.hand_over(&mut gate, Uuid::nil(), Purpose::Start).await?;
        gate.record(&self.event(Uuid::nil(), What::CodeMade, &Origin::LOCAL, "start")).await?;
        gate.commit().await?;
        Ok(Some(code))
    }

    /// Makes the first account, an administrator at its body.
    ///
    /// # Errors
    /// `BadCode`, `Started` where there is an account, or why login, name or password cannot be taken; the code stays unused then.
    pub async fn start(&self, typed: &str, new: &NewAccount<'_>, chosen: &str, origin: &Origin<'_>) -> Result<Uuid, AppError> {
        let mut gate = self.store.gate_to_read().await?;
        if gate.has_accounts().await? {
            return Err(AccountFault::Started.into());
        }
        let known = gate.code(&code::hash(typed)).await?;
        drop(gate);
        if self.in_time(known).is_none_or(|code| code.purpose != Purpose::Start) {
            return Err(AccountFault::BadCode.into());
        }
        new.check()?;
        password::check(chosen, new.login).map_err(AccountFault::from)?;
        let tree = self.store.tree().await?;
        self.fits(&tree, FIRST, new.body)?;
        let hash = self.hashing().hash(chosen, self.salt()).await?;
        self.use_start(typed).await?;
        let account = self.new_id();
        self.commit_whole(self.first(account, new)).await?;
        let mut gate = self.store.gate().await?;
        gate.set_password(account, &hash, micros(self.now())).await?;
        gate.record(&self.event(account, What::CodeUsed, origin, "start")).await?;
        gate.commit().await?;
        Ok(account)
    }

    /// Uses the code up before anything is made by it, so that two who hold it do not both start.
    async fn use_start(&self, typed: &str) -> Result<(), AppError> {
        let mut gate = self.store.gate().await?;
        let used = gate.use_code(&code::hash(typed)).await?;
        if self.in_time(used).is_none() {
            return Err(AccountFault::BadCode.into());
        }
        Ok(gate.commit().await?)
    }

    fn first(&self, account: Uuid, new: &NewAccount<'_>) -> Vec<Draft> {
        let held = Held {
            account,
            login: new.login,
            role: FIRST,
            body: new.body,
        };
        vec![
            self.opening(account, new, OPERATOR),
            self.granting(&held, (self.today(), None), "first start", OPERATOR),
        ]
    }
}
