//! An account is opened. Who opens it hands over a code and never knows the password.

use jiff::SignedDuration;
use qorgau_domain::access::What;
use qorgau_domain::act::{Kind, RecordDraft};
use qorgau_domain::value::{Content, Value};
use qorgau_domain::{BodyId, Lang};
use qorgau_store::{AccountChange, Code, Draft, Effect, Gate, Purpose};
use uuid::Uuid;

use super::{AccountFault, By, OPERATOR, Origin, code, micros};
use crate::{App, AppError};

/// How long an invitation can be accepted.
pub const INVITATION: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How long any other code can be used.
pub const SHORT: SignedDuration = SignedDuration::from_hours(24);

/// Logins that stand in the chains for no person.
const RESERVED: [&str; 3] = [OPERATOR, "example", "qorgau"];

/// An account to be opened.
#[derive(Debug, Clone, Copy)]
pub struct NewAccount<'a> {
    /// 2 to 64 small Latin letters, digits, dots, hyphens and underscores, beginning with a letter.
    pub login: &'a str,
    /// The person's name.
    pub name: &'a str,
    /// The language the person is spoken to in.
    pub lang: Lang,
    /// The body it belongs to.
    pub body: BodyId,
}

impl NewAccount<'_> {
    pub(super) fn check(&self) -> Result<(), AccountFault> {
        let fits = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || ".-_".contains(letter);
        let begins = self.login.starts_with(|letter: char| letter.is_ascii_lowercase());
        if !begins || !(2..=64).contains(&self.login.len()) || !self.login.chars().all(fits) || RESERVED.contains(&self.login) {
            return Err(AccountFault::BadLogin);
        }
        named(self.name)
    }
}

/// A person has a name.
pub(super) fn named(name: &str) -> Result<(), AccountFault> {
    if name.trim().is_empty() || name.chars().count() > 200 {
        return Err(AccountFault::NoName);
    }
    Ok(())
}

/// An account, and the code that is handed over to the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    /// The account.
    pub account: Uuid,
    /// The code, shown once.
    pub code: String,
}

impl App {
    /// Opens an account at a body. It can do nothing yet but choose a password by the code.
    ///
    /// # Errors
    /// When the actor may not keep accounts there, the login or name does not fit, or the login is another's.
    pub async fn invite(&self, by: By<'_>, new: &NewAccount<'_>, origin: &Origin<'_>) -> Result<Invited, AppError> {
        let tree = self.store.tree().await?;
        self.must_administer(by, &tree, new.body)?;
        new.check()?;
        let account = self.new_id();
        self.commit_one(self.opening(account, new, by.actor())).await?;
        let mut gate = self.store.gate().await?;
        let code = self.hand_over(&mut gate, account, Purpose::Invite).await?;
        gate.record(&self.event(account, What::CodeMade, origin, &format!("invite by {}", by.actor())))
            .await?;
        gate.commit().await?;
        Ok(Invited { account, code })
    }

    /// The act that opens an account.
    pub(crate) fn opening(&self, account: Uuid, new: &NewAccount<'_>, actor: &str) -> Draft {
        let change = AccountChange::Open {
            login: new.login.to_owned(),
            name: new.name.trim().to_owned(),
            lang: new.lang,
        };
        self.about_account((account, new.body), said(new.login, new.name, Value::YesNo(false)), change, actor)
    }

    /// An act about an account, in the chain of its body.
    pub(super) fn about_account(&self, (account, body): (Uuid, BodyId), plain: Content, change: AccountChange, actor: &str) -> Draft {
        let record = RecordDraft {
            body,
            kind: Kind::Account,
            subject: account,
            plain,
            salt: self.salt(),
            stamp: self.stamp(actor),
        };
        Draft::Record(Box::new(record), Effect::Account(change))
    }

    /// Makes a code for an account; earlier ones are void.
    pub(super) async fn hand_over(&self, gate: &mut Gate, account: Uuid, purpose: Purpose) -> Result<String, AppError> {
        let made = code::one_time(self);
        let lasts = if purpose == Purpose::Invite { INVITATION } else { SHORT };
        let ends_at = micros(self.now().checked_add(lasts)?);
        let code = Code { account, purpose, ends_at };
        gate.put_code(&made.hash, code).await?;
        Ok(made.shown)
    }
}

/// What an act says of an account: all of it, so that the last act says how it stands.
pub(super) fn said(login: &str, name: &str, closed: Value) -> Content {
    let text = |text: &str| Value::Text(text.trim().to_owned());
    Content::from([
        ("@login".to_owned(), text(login)),
        ("@name".to_owned(), text(name)),
        ("@closed".to_owned(), closed),
    ])
}
