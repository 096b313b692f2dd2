//! A code is used to choose a password.

use qorgau_domain::access::What;
use qorgau_store::{Account, Code, Purpose};

use super::{AccountFault, Origin, code, micros, password};
use crate::{App, AppError};

impl App {
    /// Whose a code is, for the page where the password is chosen; the code stays unused.
    ///
    /// # Errors
    /// `BadCode` where it is wrong, was used, or its time is over.
    pub async fn code_of(&self, typed: &str) -> Result<Account, AppError> {
        let mut gate = self.store.gate_to_read().await?;
        let code = gate.code(&code::hash(typed)).await?;
        let code = self.in_time(code).filter(|code| code.purpose != Purpose::Start).ok_or(AccountFault::BadCode)?;
        let account = gate.account(code.account).await?;
        Ok(account.filter(Account::is_open).ok_or(AccountFault::BadCode)?)
    }

    pub(super) fn in_time(&self, code: Option<Code>) -> Option<Code> {
        code.filter(|code| micros(self.now()) < code.ends_at)
    }

    /// Chooses a password by the code of an invitation or a reset. Nobody is signed in by it.
    ///
    /// # Errors
    /// `BadCode`, or why the password cannot be taken; the code stays unused then.
    pub async fn accept(&self, typed: &str, new: &str, origin: &Origin<'_>) -> Result<Account, AppError> {
        let account = self.code_of(typed).await?;
        password::check(new, &account.login).map_err(AccountFault::from)?;
        let hash = self.hashing().hash(new, self.salt()).await?;
        let mut gate = self.store.gate().await?;
        let used = gate.use_code(&code::hash(typed)).await?;
        if self.in_time(used).is_none_or(|code| code.account != account.id) {
            return Err(AccountFault::BadCode.into());
        }
        gate.set_password(account.id, &hash, micros(self.now())).await?;
        gate.drop_sessions(account.id).await?;
        gate.record(&self.event(account.id, What::CodeUsed, origin, "")).await?;
        gate.commit().await?;
        Ok(account)
    }
}
