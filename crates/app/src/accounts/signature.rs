//! Before signing: the password again, or a code of the second factor where one is set.

use qorgau_domain::access::What;

use super::throttle::Knocker;
use super::{AccountFault, Origin, Who, factor, micros};
use crate::{App, AppError};

/// Digits of a code that counts time.
const DIGITS: usize = 6;

impl App {
    /// Makes sure that it is the signer who sits there. What is typed is a code where it is six digits and a second factor is set up,
    /// and the password otherwise; passwords are longer.
    ///
    /// # Errors
    /// `Refused` where it is wrong, `Wait` after too many failures.
    pub async fn confirm_signature(&self, who: &Who, typed: &str, origin: &Origin<'_>) -> Result<(), AppError> {
        let typed = typed.trim();
        let is_code = typed.len() == DIGITS && typed.bytes().all(|digit| digit.is_ascii_digit());
        let factor = self.store.gate_to_read().await?.credential(who.account).await?.totp;
        match factor.filter(|factor| factor.confirmed_at > 0 && is_code) {
            Some(factor) => self.confirm_code(who, &factor, typed, origin).await,
            None => self.confirm(who, typed, origin).await,
        }
    }

    async fn confirm_code(&self, who: &Who, factor: &qorgau_store::Totp, typed: &str, origin: &Origin<'_>) -> Result<(), AppError> {
        let knocker = Knocker::inside(&who.login);
        self.knock(&knocker, who.account, origin).await?;
        let mut gate = self.store.gate().await?;
        let right = match factor::step(factor, typed, self.now())? {
            Some(step) => gate.use_step(who.account, step).await?,
            None => false,
        };
        let what = if right { What::Confirmed } else { What::ConfirmFailed };
        if right {
            knocker.forgive(&mut gate, micros(self.now())).await?;
        }
        gate.record(&self.event(who.account, what, origin, "factor")).await?;
        gate.commit().await?;
        if right { Ok(()) } else { Err(AccountFault::Refused.into()) }
    }
}
