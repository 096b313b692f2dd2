//! An account is closed for good, or its person bears another name.

use qorgau_domain::value::{Content, Value};
use qorgau_store::{Account, AccountChange};
use uuid::Uuid;

use super::grant::reasoned;
use super::{AccountFault, By, invite};
use crate::{App, AppError};

impl App {
    /// An account that is there and open.
    pub(super) async fn open_account(&self, account: Uuid) -> Result<Account, AppError> {
        let known = self.store.gate_to_read().await?.account(account).await?;
        Ok(known.filter(Account::is_open).ok_or(AccountFault::NoAccount)?)
    }

    /// Closes an account for good; its sessions and codes end at once. Its login is never given to another.
    ///
    /// # Errors
    /// When the actor may not keep accounts there or acts on himself, or it is closed already.
    pub async fn close_account(&self, by: By<'_>, account: Uuid, reason: &str) -> Result<(), AppError> {
        if by.is(account) {
            return Err(AccountFault::Oneself.into());
        }
        reasoned(reason)?;
        let known = self.open_account(account).await?;
        self.must_administer(by, &*self.store.tree().await?, known.body)?;
        let mut plain: Content = invite::said(&known.login, &known.name, Value::YesNo(true));
        plain.insert("@reason".to_owned(), Value::Text(reason.trim().to_owned()));
        self.commit_one(self.about_account((account, known.body), plain, AccountChange::Close, by.actor()))
            .await?;
        Ok(())
    }

    /// The person of an account bears another name. The login stays, for it stands in the chains.
    ///
    /// # Errors
    /// When the actor may not keep accounts there, or no name is given.
    pub async fn rename_account(&self, by: By<'_>, account: Uuid, name: &str) -> Result<(), AppError> {
        invite::named(name)?;
        let known = self.open_account(account).await?;
        self.must_administer(by, &*self.store.tree().await?, known.body)?;
        let name = name.trim();
        let plain = invite::said(&known.login, name, Value::YesNo(false));
        let change = AccountChange::Rename(name.to_owned());
        self.commit_one(self.about_account((account, known.body), plain, change, by.actor())).await?;
        Ok(())
    }
}
