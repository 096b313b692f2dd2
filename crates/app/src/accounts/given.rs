//! What is expressly given: a register of one body, to be read by somebody whose role can be given it (the scope `given` of roles.toml).
//!
//! It opens that register of that body and nothing else: no correction, no other register, no body below. Giving and taking back are acts in
//! the chain of the body that gives, and end the sessions of the account, as rights do.

use jiff::civil::Date;
use qorgau_domain::BodyId;
use qorgau_domain::act::{Kind, RecordDraft};
use qorgau_domain::time::{OPEN, date_of, day_number};
use qorgau_domain::value::{Content, Value};
use qorgau_rulebook::may::{Act, Relation, Subject, may};
use qorgau_rulebook::register::Register;
use qorgau_store::{Draft, Effect, Gate, Given, Granted, Refusal};
use uuid::Uuid;

use super::grant::reasoned;
use super::{AccountFault, By, Lent, Right};
use crate::{App, AppError};

/// A register to be given.
#[derive(Debug, Clone, Copy)]
pub struct Giving<'a> {
    /// To whom.
    pub account: Uuid,
    /// The register's code.
    pub register: &'a str,
    /// The body whose register it is.
    pub body: BodyId,
    /// First day.
    pub from: Date,
    /// Last day; `None` while nothing is said.
    pub until: Option<Date>,
    /// The order or the agreement.
    pub basis: &'a str,
}

impl App {
    /// Gives an account a register of a body to read; its identity comes back. The sessions of the account end.
    ///
    /// # Errors
    /// When the actor may not keep accounts there or acts on himself, the account is closed, none of its roles can be given such, the body
    /// keeps no such register, the basis is missing, the days are turned round; and the store's refusal where it was given on some of the
    /// days already.
    pub async fn give(&self, by: By<'_>, giving: &Giving<'_>) -> Result<Uuid, AppError> {
        if by.is(giving.account) {
            return Err(AccountFault::Oneself.into());
        }
        let tree = self.store.tree().await?;
        self.must_administer(by, &tree, giving.body)?;
        reasoned(giving.basis)?;
        let account = self.open_account(giving.account).await?;
        let granted = self.store.gate_to_read().await?.granted(account.id).await?;
        let Some(register) = self.to_be_given(&granted).find(|register| register.code == giving.register) else {
            return Err(AccountFault::NotToGive.into());
        };
        if !self.keeps(&tree, giving.body, &register.kept_by) {
            return Err(AccountFault::NotKept.into());
        }
        if giving.until.is_some_and(|until| until < giving.from) {
            return Err(AccountFault::TurnedDays.into());
        }
        let given = Given {
            id: self.new_id(),
            body: giving.body,
            account: account.id,
            what: worded(giving.register),
            basis: giving.basis.trim().to_owned(),
            from: day_number(giving.from),
            until: giving.until.map_or(OPEN, day_number),
            ended: OPEN,
            seq: 0,
        };
        let id = given.id;
        self.commit_one(self.giving(given, &account.login, by.actor())).await?;
        Ok(id)
    }

    /// Takes back what was given; the sessions of the account end.
    ///
    /// # Errors
    /// When the actor acts on himself, or no reason is given; the store's refusal where it is not there, the actor may not keep accounts
    /// there, it was taken back, or is over.
    pub async fn take_back(&self, by: By<'_>, id: Uuid, reason: &str) -> Result<(), AppError> {
        let tree = self.store.tree().await?;
        let known = self.store.gate_to_read().await?.given(id).await?;
        let kept = known.filter(|given| self.must_administer(by, &tree, given.body).is_ok());
        let known = kept.ok_or(Refusal::NotGiven)?;
        if by.is(known.account) {
            return Err(AccountFault::Oneself.into());
        }
        reasoned(reason)?;
        let today = self.today();
        let plain = Content::from([
            ("@given".to_owned(), Value::Text(id.to_string())),
            ("@what".to_owned(), Value::Text(known.what.clone())),
            ("@ended".to_owned(), Value::Date(today)),
            ("@reason".to_owned(), Value::Text(reason.trim().to_owned())),
        ]);
        let effect = Effect::TakeBack { id, day: day_number(today) };
        self.commit_one(self.about_given((known.body, known.account), plain, effect, by.actor()))
            .await?;
        Ok(())
    }

    /// The act that gives something.
    pub(crate) fn giving(&self, given: Given, login: &str, actor: &str) -> Draft {
        let text = |text: &str| Value::Text(text.to_owned());
        let mut plain = Content::from([
            ("@given".to_owned(), text(&given.id.to_string())),
            ("@account".to_owned(), text(login)),
            ("@what".to_owned(), text(&given.what)),
            ("@reason".to_owned(), text(&given.basis)),
            ("@from".to_owned(), Value::Date(date_of(given.from))),
        ]);
        if given.until < OPEN {
            plain.insert("@until".to_owned(), Value::Date(date_of(given.until)));
        }
        self.about_given((given.body, given.account), plain, Effect::Give(given), actor)
    }

    fn about_given(&self, (body, account): (BodyId, Uuid), plain: Content, effect: Effect, actor: &str) -> Draft {
        let record = RecordDraft {
            body,
            kind: Kind::Given,
            subject: account,
            plain,
            salt: self.salt(),
            stamp: self.stamp(actor),
        };
        Draft::Record(Box::new(record), effect)
    }

    /// The registers that somebody with these roles can be given, now or when a role of his begins.
    pub fn to_be_given<'a>(&'a self, granted: &'a [Granted]) -> impl Iterator<Item = &'a Register> {
        let today = day_number(self.today());
        let roles = move || {
            let held = granted.iter().filter(move |granted| granted.until >= today);
            held.filter_map(|granted| self.rulebook.role(&granted.role))
        };
        let can = move |register: &&Register| roles().any(|role| may(role, Act::Read, Subject::Register(&register.code), Relation::Given, &[]));
        self.rulebook.registers.values().filter(can)
    }

    /// What is given today to an account, where it holds a role that can be given anything.
    pub(super) async fn lent_to(&self, gate: &mut Gate, account: Uuid, rights: &[Right], today: i64) -> Result<Vec<Lent>, AppError> {
        let role = |right: &Right| self.rulebook.role(&right.role);
        if !rights.iter().filter_map(role).any(|role| role.may.iter().any(|grant| grant.scope == "given")) {
            return Ok(Vec::new());
        }
        let given = gate.given_to(account).await?.into_iter().filter(|given| given.counts_on(today));
        let lent = |given: Given| {
            Some(Lent {
                register: given.what.strip_prefix(REGISTER)?.to_owned(),
                body: given.body,
            })
        };
        Ok(given.filter_map(lent).collect())
    }
}

/// What stands before the code of a register in `what`.
const REGISTER: &str = "register:";

/// A register as the rulebook words it in grants.
pub(crate) fn worded(register: &str) -> String {
    format!("{REGISTER}{register}")
}
