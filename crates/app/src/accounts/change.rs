//! Somebody changes his own password.

use qorgau_domain::access::What;

use super::{AccountFault, Origin, PasswordFault, Who, micros, password};
use crate::{App, AppError};

impl App {
    /// Changes one's own password; the old one is needed, and all other sessions end.
    ///
    /// # Errors
    /// `Refused` where the old one is wrong, or why the new one cannot be taken.
    pub async fn change_password(&self, who: &Who, old: &str, new: &str, origin: &Origin<'_>) -> Result<(), AppError> {
        password::check(new, &who.login).map_err(AccountFault::from)?;
        if old == new {
            return Err(AccountFault::from(PasswordFault::Same).into());
        }
        self.confirm(who, old, origin).await?;
        let hash = self.hashing().hash(new, self.salt()).await?;
        let mut gate = self.store.gate().await?;
        gate.set_password(who.account, &hash, micros(self.now())).await?;
        gate.drop_other_sessions(who.account, who.session).await?;
        gate.record(&self.event(who.account, What::PasswordChanged, origin, "")).await?;
        Ok(gate.commit().await?)
    }
}
