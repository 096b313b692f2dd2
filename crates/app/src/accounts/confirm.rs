//! The password is asked for again: before signing, and before what it protects is changed.

use qorgau_domain::access::What;

use super::throttle::Knocker;
use super::{AccountFault, Origin, Who, micros};
use crate::{App, AppError};

impl App {
    /// Makes sure that it is still the same person who sits there.
    ///
    /// # Errors
    /// `Refused` where the password is wrong, `Wait` after too many failures.
    pub async fn confirm(&self, who: &Who, password: &str, origin: &Origin<'_>) -> Result<(), AppError> {
        let knocker = Knocker::inside(&who.login);
        self.knock(&knocker, who.account, origin).await?;
        let kept = self.store.gate_to_read().await?.credential(who.account).await?.password;
        let right = self.hashing().verify(password, kept).await?;
        let mut gate = self.store.gate().await?;
        let what = if right { What::Confirmed } else { What::ConfirmFailed };
        if right {
            knocker.forgive(&mut gate, micros(self.now())).await?;
        }
        gate.record(&self.event(who.account, what, origin, "")).await?;
        gate.commit().await?;
        if right { Ok(()) } else { Err(AccountFault::Refused.into()) }
    }
}
