//! Absences: who is away, from when to when and by which order, so that another signs for him (16, 25, 33; decision D3).
//!
//! An absence is an act in the chain of the body whose account it is, or at which a post is vacant. Whoever keeps the accounts there records
//! it and ends it before its time; what was signed meanwhile names it and stays as it is.

use jiff::civil::Date;
use qorgau_domain::BodyId;
use qorgau_domain::act::{Kind, RecordDraft};
use qorgau_domain::time::{OPEN, date_of, day_number};
use qorgau_domain::value::{Content, Value};
use qorgau_store::{Absence, Draft, Effect, Gate, Refusal, StandIn};
use uuid::Uuid;

use super::{AccountFault, By, Right, Who};
use crate::{App, AppError};

/// The rulebook's list of grounds.
pub const GROUNDS: &str = "absence_grounds";
/// The ground of a post that nobody holds.
pub const VACANT: &str = "vacant";
/// The longest name of an order, in characters.
const LONGEST: usize = 200;

/// Whose absence.
#[derive(Debug, Clone, Copy)]
pub enum Whose<'a> {
    /// Whoever bears an account.
    Account(Uuid),
    /// A post that nobody holds.
    Post {
        /// The role.
        role: &'a str,
        /// The body.
        body: BodyId,
    },
}

/// An absence to be recorded.
#[derive(Debug, Clone, Copy)]
pub struct NewAbsence<'a> {
    /// Whose.
    pub whose: Whose<'a>,
    /// Why, by [`GROUNDS`]; [`VACANT`] for a post and for nothing else.
    pub ground: &'a str,
    /// The order: its number and day.
    pub order: &'a str,
    /// First day.
    pub from: Date,
    /// Last day; `None` while nothing is said.
    pub until: Option<Date>,
}

impl App {
    /// Records an absence; its identity comes back.
    ///
    /// # Errors
    /// When the actor may not keep accounts there, the account is closed, the ground or the order is missing, the days are turned round, the
    /// post is held; and the store's refusal where one of the same account or post is recorded on some of its days.
    pub async fn record_absence(&self, by: By<'_>, new: &NewAbsence<'_>) -> Result<Uuid, AppError> {
        let tree = self.store.tree().await?;
        let (account, login, role, body) = match new.whose {
            Whose::Account(account) => {
                let known = self.open_account(account).await?;
                (account, known.login, "", known.body)
            }
            Whose::Post { role, body } => (Uuid::nil(), String::new(), role, body),
        };
        self.must_administer(by, &tree, body)?;
        self.gains_nothing(by, account, body)?;
        if !role.is_empty() {
            self.fits(&tree, role, body)?;
            if self.stood_in_for().all(|known| known.code != role) {
                let known: Vec<&str> = self.stood_in_for().map(|role| role.code.as_str()).collect();
                let (code, known) = (role.to_owned(), known.join(", "));
                return Err(AccountFault::NoRole { code, known }.into());
            }
            self.must_be_vacant(role, body).await?;
        }
        self.recordable(new, role.is_empty())?;
        let absence = Absence {
            id: self.new_id(),
            body,
            account,
            role: role.to_owned(),
            ground: new.ground.to_owned(),
            basis: new.order.trim().to_owned(),
            from: day_number(new.from),
            until: new.until.map_or(OPEN, day_number),
            ended: OPEN,
            seq: 0,
        };
        let id = absence.id;
        let plain = said(&absence, &login);
        self.commit_one(self.about_absence(&absence, plain, Effect::Absence(absence.clone()), by.actor()))
            .await?;
        Ok(id)
    }

    /// Refuses whoever decides about an absence of his own, or at a body where he stands in for those away: nobody gives himself a right.
    fn gains_nothing(&self, by: By<'_>, account: Uuid, body: BodyId) -> Result<(), AccountFault> {
        let stands_in = |right: &Right| {
            let role = self.rulebook.role(&right.role);
            right.body == body && role.is_some_and(|role| role.may.iter().any(|grant| !grant.in_absence_of.is_empty()))
        };
        match by {
            By::Who(who) if who.account == account || who.rights.iter().any(stands_in) => Err(AccountFault::Oneself),
            _ => Ok(()),
        }
    }

    fn recordable(&self, new: &NewAbsence<'_>, of_account: bool) -> Result<(), AccountFault> {
        let known = self.rulebook.item(GROUNDS, new.ground).is_some();
        if !known || (new.ground == VACANT) == of_account {
            return Err(AccountFault::NoGround);
        }
        let order = new.order.trim();
        if order.is_empty() || order.chars().count() > LONGEST {
            return Err(AccountFault::NoOrder);
        }
        if new.until.is_some_and(|until| until < new.from) {
            return Err(AccountFault::TurnedDays);
        }
        Ok(())
    }

    /// Refuses a post that somebody holds today.
    async fn must_be_vacant(&self, role: &str, body: BodyId) -> Result<(), AppError> {
        let mut gate = self.store.gate_to_read().await?;
        let holders = gate.holders(body, day_number(self.today())).await?;
        match holders.iter().find(|(_, held)| held == role) {
            Some((account, _)) => {
                let name = gate.account(*account).await?.map(|account| account.name).unwrap_or_default();
                Err(AccountFault::PostHeld(name).into())
            }
            None => Ok(()),
        }
    }

    /// Ends an absence today: whoever is away is back, or the post is held again. From now on nobody stands in by it.
    ///
    /// # Errors
    /// The store's refusal where it is not there, the actor may not keep accounts there, it was ended, or is over.
    pub async fn end_absence(&self, by: By<'_>, id: Uuid) -> Result<(), AppError> {
        let tree = self.store.tree().await?;
        let known = self.store.gate_to_read().await?.absence(id).await?;
        let kept = known.filter(|absence| self.must_administer(by, &tree, absence.body).is_ok());
        let known = kept.ok_or(Refusal::NoAbsence)?;
        self.gains_nothing(by, known.account, known.body)?;
        let today = self.today();
        let plain = Content::from([("@absence".to_owned(), Value::Text(id.to_string())), ("@ended".to_owned(), Value::Date(today))]);
        let effect = Effect::AbsenceEnds { id, day: day_number(today) };
        self.commit_one(self.about_absence(&known, plain, effect, by.actor())).await?;
        Ok(())
    }

    fn about_absence(&self, absence: &Absence, plain: Content, effect: Effect, actor: &str) -> Draft {
        let record = RecordDraft {
            body: absence.body,
            kind: Kind::Absence,
            subject: if absence.account.is_nil() { absence.id } else { absence.account },
            plain,
            salt: self.salt(),
            stamp: self.stamp(actor),
        };
        Draft::Record(Box::new(record), effect)
    }

    /// The absence of his own that somebody has recorded today.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn own_absence(&self, who: &Who) -> Result<Option<Absence>, AppError> {
        let today = day_number(self.today());
        let absences = self.store.gate_to_read().await?.absences_of(who.account).await?;
        let counts = |absence: &Absence| absence.from <= today && absence.until >= today && absence.ended > today;
        Ok(absences.into_iter().find(counts))
    }

    /// The posts recorded as vacant at the bodies whose accounts somebody reads, the last first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn vacancies(&self, who: &Who) -> Result<Vec<Absence>, AppError> {
        use qorgau_rulebook::may::{Act, Subject};
        let tree = self.store.tree().await?;
        let bodies = self.bodies_open_to(who, &tree, Act::Read, Subject::Users);
        Ok(self.store.gate_to_read().await?.vacancies_of(bodies).await?)
    }

    /// The roles that another one may stand in for.
    pub fn stood_in_for(&self) -> impl Iterator<Item = &qorgau_rulebook::Role> {
        let grants = || self.rulebook.roles.iter().flat_map(|role| &role.may);
        let named = move |code: &String| grants().any(|grant| grant.in_absence_of.contains(code));
        self.rulebook.roles.iter().filter(move |role| named(&role.code))
    }

    /// The roles that may be stood in for today, at the bodies at which somebody holds a role that stands in for others.
    pub(super) async fn stand_ins(&self, gate: &mut Gate, rights: &[Right], today: i64) -> Result<Vec<StandIn>, AppError> {
        let stands_in = |right: &&Right| {
            let role = self.rulebook.role(&right.role);
            role.is_some_and(|role| role.may.iter().any(|grant| !grant.in_absence_of.is_empty()))
        };
        let mut bodies: Vec<BodyId> = rights.iter().filter(stands_in).map(|right| right.body).collect();
        bodies.sort_unstable();
        bodies.dedup();
        let mut found = Vec::new();
        for body in bodies {
            found.extend(gate.stand_ins(body, today).await?);
        }
        Ok(found)
    }
}

/// What the act that records an absence says.
fn said(absence: &Absence, login: &str) -> Content {
    let text = |text: &str| Value::Text(text.to_owned());
    let mut said = Content::from([
        ("@absence".to_owned(), text(&absence.id.to_string())),
        ("@ground".to_owned(), Value::Choice(absence.ground.clone())),
        ("@order".to_owned(), text(&absence.basis)),
        ("@from".to_owned(), Value::Date(date_of(absence.from))),
    ]);
    if absence.until < OPEN {
        said.insert("@until".to_owned(), Value::Date(date_of(absence.until)));
    }
    if absence.role.is_empty() {
        said.insert("@account".to_owned(), text(login));
    } else {
        said.insert("@role".to_owned(), text(&absence.role));
    }
    said
}
