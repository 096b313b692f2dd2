//! The accounts that somebody may see, with what they hold.

use std::collections::BTreeSet;

use qorgau_domain::BodyId;
use qorgau_rulebook::may::{Act, Subject};
use qorgau_store::{Account, Granted};

use super::By;
use crate::{App, AppError};

/// An account as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The account.
    pub account: Account,
    /// The roles it holds, past and future ones too.
    pub rights: Vec<Granted>,
    /// Whether signing in asks for a second factor.
    pub has_factor: bool,
    /// Whether a password was chosen.
    pub has_password: bool,
}

impl App {
    /// The accounts of the bodies whose accounts the actor may keep or read, by login; closed ones too.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn accounts(&self, by: By<'_>) -> Result<Vec<Listed>, AppError> {
        let tree = self.store.tree().await?;
        let seen = |body: &BodyId| match by {
            By::Operator => true,
            By::Who(who) => [Act::Administer, Act::Read].iter().any(|act| who.may(self, &tree, *act, Subject::Users, *body)),
        };
        let bodies: BTreeSet<BodyId> = tree.bodies().filter(seen).collect();
        let mut gate = self.store.gate_to_read().await?;
        let mut listed = Vec::new();
        for account in gate.accounts_of(&bodies).await? {
            listed.push(super::people::listed(&mut gate, account).await?);
        }
        Ok(listed)
    }

    /// The account of a login, for the command line.
    ///
    /// # Errors
    /// `NoAccount` where there is none.
    pub async fn account_named(&self, login: &str) -> Result<Account, AppError> {
        let account = self.store.gate_to_read().await?.account_named(&login.trim().to_lowercase()).await?;
        Ok(account.ok_or(super::AccountFault::NoAccount)?)
    }
}
