//! A forgotten password: an administrator hands over a new code and never chooses a password for others.

use qorgau_domain::access::What;
use qorgau_store::Purpose;
use uuid::Uuid;

use super::{AccountFault, By, Origin, micros};
use crate::{App, AppError};

/// What becomes of the second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnReset {
    /// It stays.
    KeepFactor,
    /// The device and the recovery codes are lost: it is taken off.
    RemoveFactor,
}

impl App {
    /// Takes the password of an account away, ends its sessions and tokens, and gives a code for a new one.
    ///
    /// # Errors
    /// When the actor may not keep accounts at the account's body and wherever it holds a role (else he could take over a right that is
    /// above his own), when it is his own account, or the account is closed.
    pub async fn reset(&self, by: By<'_>, account: Uuid, then: OnReset, origin: &Origin<'_>) -> Result<String, AppError> {
        if by.is(account) {
            return Err(AccountFault::Oneself.into());
        }
        let tree = self.store.tree().await?;
        let known = self.open_account(account).await?;
        self.must_administer(by, &tree, known.body)?;
        let mut gate = self.store.gate().await?;
        for granted in gate.granted(account).await? {
            self.must_administer(by, &tree, granted.body)?;
        }
        gate.drop_password(account, micros(self.now())).await?;
        gate.drop_sessions(account).await?;
        gate.revoke_tokens(account, micros(self.now())).await?;
        if then == OnReset::RemoveFactor {
            gate.set_totp(account, None).await?;
            gate.record(&self.event(account, What::FactorOff, origin, &format!("reset by {}", by.actor())))
                .await?;
        }
        let code = self.hand_over(&mut gate, account, Purpose::Reset).await?;
        gate.record(&self.event(account, What::CodeMade, origin, &format!("reset by {}", by.actor())))
            .await?;
        gate.commit().await?;
        Ok(code)
    }
}
