//! The first start: there is no account that everybody knows; a code printed once makes the first.

use qorgau_domain::BodyId;
use qorgau_domain::access::What;
use qorgau_rulebook::shipped;
use qorgau_store::{Draft, Purpose};
use uuid::Uuid;

use super::{AccountFault, Held, NewAccount, OPERATOR, Origin, code, micros, password};
use crate::{App, AppError};

/// The shipped table of bodies.
const BODIES: &str = "reference/bodies.csv";

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

    /// The body that the first administrator belongs to: the top of the tree. Where there are no bodies yet, the shipped ones are brought in.
    ///
    /// # Errors
    /// `BadCode`, `Started` where there is an account; the code stays unused.
    pub async fn start_body(&self, typed: &str) -> Result<BodyId, AppError> {
        self.start_stands(typed).await?;
        let mut tree = self.store.tree().await?;
        if tree.bodies().next().is_none() {
            let files = shipped::files();
            let bodies = files.get(BODIES).ok_or_else(|| AppError::NotShipped(BODIES.to_owned()))?;
            self.import_bodies(bodies.as_bytes(), OPERATOR, false).await?;
            tree = self.store.tree().await?;
        }
        let today = self.today();
        let top = tree.bodies().find(|body| tree.on(*body, today).is_some_and(|version| version.parent.is_none()));
        top.ok_or_else(|| AppError::NoBody("MIA".to_owned()))
    }

    /// Whether there is no account yet, so that a code of the first start may be used.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn is_to_start(&self) -> Result<bool, AppError> {
        Ok(!self.store.gate_to_read().await?.has_accounts().await?)
    }

    /// Refuses a code of the first start that is not one, or no longer.
    async fn start_stands(&self, typed: &str) -> Result<(), AppError> {
        let mut gate = self.store.gate_to_read().await?;
        if gate.has_accounts().await? {
            return Err(AccountFault::Started.into());
        }
        let known = gate.code(&code::hash(typed)).await?;
        if self.in_time(known).is_none_or(|code| code.purpose != Purpose::Start) {
            return Err(AccountFault::BadCode.into());
        }
        Ok(())
    }

    /// Makes the first account, an administrator at its body.
    ///
    /// # Errors
    /// `BadCode`, `Started` where there is an account, or why login, name or password cannot be taken; the code stays unused then.
    pub async fn start(&self, typed: &str, new: &NewAccount<'_>, chosen: &str, origin: &Origin<'_>) -> Result<Uuid, AppError> {
        self.start_stands(typed).await?;
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
