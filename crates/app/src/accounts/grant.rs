//! Rights are given and taken by acts in the chain of the body they are held at.

use jiff::civil::Date;
use qorgau_domain::act::{Kind, RecordDraft};
use qorgau_domain::time::{OPEN, day_number};
use qorgau_domain::value::{Content, Value};
use qorgau_domain::{BodyId, Tree};
use qorgau_store::{Draft, Effect};
use uuid::Uuid;

use super::{AccountFault, By};
use crate::{App, AppError};

/// A role to be given.
#[derive(Debug, Clone, Copy)]
pub struct Grant<'a> {
    /// To whom.
    pub account: Uuid,
    /// The role's code.
    pub role: &'a str,
    /// The body it is held at.
    pub body: BodyId,
    /// First day.
    pub from: Date,
    /// Last day; `None` while nothing is said.
    pub until: Option<Date>,
    /// Why: the order, the appointment.
    pub reason: &'a str,
}

/// A role of an account at a body.
pub(crate) struct Held<'a> {
    pub(crate) account: Uuid,
    pub(crate) login: &'a str,
    pub(crate) role: &'a str,
    pub(crate) body: BodyId,
}

impl App {
    /// Gives an account a role at a body; its sessions end at once, so that it signs in with what it may now.
    ///
    /// # Errors
    /// When the actor may not keep accounts there or acts on himself, the role does not exist there, or the account is closed.
    pub async fn grant(&self, by: By<'_>, grant: &Grant<'_>) -> Result<(), AppError> {
        let tree = self.store.tree().await?;
        self.may_decide(by, &tree, grant.account, grant.body)?;
        reasoned(grant.reason)?;
        self.fits(&tree, grant.role, grant.body)?;
        if grant.until.is_some_and(|until| until < grant.from) {
            return Err(AccountFault::TurnedDays.into());
        }
        let account = self.open_account(grant.account).await?;
        let held = Held {
            account: account.id,
            login: &account.login,
            role: grant.role,
            body: grant.body,
        };
        let draft = self.granting(&held, (grant.from, grant.until), grant.reason, by.actor());
        self.commit_one(draft).await?;
        Ok(())
    }

    /// Takes a role at a body from an account; its sessions end at once.
    ///
    /// # Errors
    /// When the actor may not keep accounts there or acts on himself, or the account holds no such role.
    pub async fn revoke(&self, by: By<'_>, account: Uuid, role: &str, body: BodyId, reason: &str) -> Result<(), AppError> {
        let tree = self.store.tree().await?;
        self.may_decide(by, &tree, account, body)?;
        reasoned(reason)?;
        let known = self.store.gate_to_read().await?.account(account).await?.ok_or(AccountFault::NoAccount)?;
        let held = Held {
            account,
            login: &known.login,
            role,
            body,
        };
        self.commit_one(self.revoking(&held, reason, by.actor())).await?;
        Ok(())
    }

    /// The act that takes a role.
    pub(super) fn revoking(&self, held: &Held<'_>, reason: &str, actor: &str) -> Draft {
        let plain = said(held, Value::YesNo(false), reason);
        self.about_right(held, plain, Effect::Revoke(held.role.to_owned()), actor)
    }

    fn may_decide(&self, by: By<'_>, tree: &Tree, account: Uuid, body: BodyId) -> Result<(), AppError> {
        if by.is(account) {
            return Err(AccountFault::Oneself.into());
        }
        self.must_administer(by, tree, body)
    }

    /// Refuses a role that does not exist at a body, before anything is done that counts on it.
    ///
    /// # Errors
    /// `NoRole`, `NotAtLevel`.
    pub async fn exists_at(&self, role: &str, body: BodyId) -> Result<(), AppError> {
        self.fits(&*self.store.tree().await?, role, body)
    }

    /// Refuses a role that does not exist at the level of a body.
    pub(super) fn fits(&self, tree: &Tree, role: &str, body: BodyId) -> Result<(), AppError> {
        let roles = &self.rulebook.roles;
        let Some(known) = self.rulebook.role(role) else {
            let known: Vec<&str> = roles.iter().map(|role| role.code.as_str()).collect();
            let (code, known) = (role.to_owned(), known.join(", "));
            return Err(AccountFault::NoRole { code, known }.into());
        };
        let version = tree.on(body, self.today()).ok_or_else(|| AppError::NoBody(body.0.to_string()))?;
        if known.levels.contains(&version.level) {
            return Ok(());
        }
        let level = self.rulebook.levels.iter().find(|level| level.code == version.level);
        let level = level.map(|level| level.name.clone()).unwrap_or_default();
        Err(AccountFault::NotAtLevel(Box::new([known.name.clone(), level])).into())
    }

    /// The act that gives a role.
    pub(crate) fn granting(&self, held: &Held<'_>, (from, until): (Date, Option<Date>), reason: &str, actor: &str) -> Draft {
        let mut plain = said(held, Value::YesNo(true), reason);
        plain.insert("@from".to_owned(), Value::Date(from));
        if let Some(until) = until {
            plain.insert("@until".to_owned(), Value::Date(until));
        }
        let effect = Effect::Grant {
            role: held.role.to_owned(),
            from: day_number(from),
            until: until.map_or(OPEN, day_number),
        };
        self.about_right(held, plain, effect, actor)
    }

    fn about_right(&self, held: &Held<'_>, plain: Content, effect: Effect, actor: &str) -> Draft {
        let record = RecordDraft {
            body: held.body,
            kind: Kind::Right,
            subject: held.account,
            plain,
            salt: self.salt(),
            stamp: self.stamp(actor),
        };
        Draft::Record(Box::new(record), effect)
    }
}

fn said(held: &Held<'_>, granted: Value, reason: &str) -> Content {
    let text = |text: &str| Value::Text(text.to_owned());
    Content::from([
        ("@account".to_owned(), text(held.login)),
        ("@role".to_owned(), text(held.role)),
        ("@granted".to_owned(), granted),
        ("@reason".to_owned(), text(reason.trim())),
    ])
}

/// A decision on rights has a reason.
pub(super) fn reasoned(reason: &str) -> Result<(), AccountFault> {
    if reason.trim().is_empty() { Err(AccountFault::NoReason) } else { Ok(()) }
}
