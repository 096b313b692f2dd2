//! What somebody signed in does with a form: enters, corrects, withdraws. Each asks for the right first; what is refused is absent.

use qorgau_domain::entry::{Entry, EntryState, Envelope};
use qorgau_domain::value::{Content, Value};
use qorgau_domain::{BodyId, EntryId, Month, Tree};
use qorgau_rulebook::damage;
use qorgau_rulebook::may::{Act, Relation, Subject, may};
use qorgau_rulebook::register::{Field, FieldType, Register};
use qorgau_rulebook::validate::validate;
use qorgau_store::{Receipt, Refusal};

use super::seek::Looker;
use super::{Reader, Trouble, Typed, Why, name_of};
use crate::accounts::Who;

use crate::typed::NotRead;
use crate::{App, AppError};

/// The acts that write a new entry: each register knows one of them.
pub const ENTERING: [Act; 3] = [Act::Enter, Act::Inspect, Act::Mark];

/// What became of a form that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sent {
    /// It is stored.
    Stored(Receipt),
    /// Something in it is wrong; nothing was stored.
    Wrong(Vec<Trouble>),
    /// The store did not take it.
    Refused(Refusal),
}

/// Fields that were read, and what is wrong with them.
pub type Read = (Content, Vec<Trouble>);

/// A form that is sent.
pub struct Sending<'a> {
    /// Who sends it.
    pub looker: &'a Looker<'a>,
    /// The entry; made when the form was opened, so that sending twice stores once.
    pub id: EntryId,
    /// What stands in it.
    pub typed: &'a Typed,
}

impl App {
    /// The bodies in whose name somebody may enter in a register.
    #[must_use]
    pub fn may_enter(&self, who: &Who, tree: &Tree, register: &Register) -> Vec<BodyId> {
        let on = Subject::Register(&register.code);
        // Where another body's book numbers the entry, the role reaches that body, not the writer's own.
        let relations: &[Relation] = if register.book.is_some() {
            &[Relation::Own, Relation::Below]
        } else {
            &[Relation::Own]
        };
        let mut bodies: Vec<BodyId> = who
            .rights
            .iter()
            .filter(|right| {
                let role = self.rulebook.role(&right.role);
                let narrow = |act: &Act| who.narrowed.as_ref().is_none_or(|token| token.is_for(*act, on));
                let allowed = |act: &Act| {
                    narrow(act)
                        && relations
                            .iter()
                            .any(|relation| role.is_some_and(|role| may(role, *act, on, *relation, &who.absent_at(right.body))))
                };
                let level = tree.on(right.body, self.today()).map(|version| version.level.as_str());
                ENTERING.iter().any(allowed) && level.is_some_and(|level| register.kept_by.iter().any(|kept| kept == level))
            })
            .map(|right| right.body)
            .collect();
        if let Some(token) = &who.narrowed {
            let today = Month::of(self.today());
            bodies.retain(|body| tree.upward(*body, today).contains(&token.body));
        }
        bodies.sort_by_key(|body| (*body != who.body, *body));
        bodies.dedup();
        bodies
    }

    /// Whether somebody may do an act on an entry: the body asked about is the one in whose book it stands.
    #[must_use]
    pub fn may_on(&self, who: &Who, tree: &Tree, act: Act, register: &Register, entry: &Entry) -> bool {
        entry.envelope.state == EntryState::Active && self.may_in_book(who, tree, act, register, entry)
    }

    /// The same whether the entry stands or is struck through. What was written in a book by another body is changed by that body and those above
    /// it alone: whoever is inspected does not strike out the inspection.
    fn may_in_book(&self, who: &Who, tree: &Tree, act: Act, register: &Register, entry: &Entry) -> bool {
        let on = Subject::Register(&register.code);
        match book_of(register, entry) {
            book if book == entry.body => who.may(self, tree, act, on, book),
            book => who.may_by(self, tree, act, on, book, entry.body),
        }
    }

    /// What a form says, with damage by rates filled in, and everything that is wrong with it.
    #[must_use]
    pub fn read_form(&self, register: &Register, typed: &Typed) -> Read {
        let reader = Reader {
            rulebook: &self.rulebook,
            zone: self.zone(),
            today: self.today(),
        };
        self.completed(register, reader.read(register, typed))
    }

    /// What was read, with damage by rates filled in, and also what is read and not sound.
    fn completed(&self, register: &Register, (mut fields, mut troubles): Read) -> Read {
        let mut problems = damage::fill(&self.rulebook, &mut fields);
        problems.extend(validate(&self.rulebook, register, &fields, self.today()));
        for trouble in problems.into_iter().map(Trouble::from) {
            // What could not be read is not missing, and one fault a field is enough to mend it.
            if troubles.iter().all(|known| known.name != trouble.name) {
                troubles.push(trouble);
            }
        }
        in_order(register, &mut troubles);
        (fields, troubles)
    }

    /// The same, and whether everything it points to is there for whoever writes. What an entry points to already may stay.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn check_form(&self, looker: &Looker<'_>, register: &Register, typed: &Typed, before: Option<&Content>) -> Result<Read, AppError> {
        self.pointing(looker, register, self.read_form(register, typed), before).await
    }

    /// Adds what points to nothing that is there for whoever writes.
    async fn pointing(&self, looker: &Looker<'_>, register: &Register, (fields, mut troubles): Read, before: Option<&Content>) -> Result<Read, AppError> {
        let mut pointing = Vec::new();
        references(&register.field, &fields, None, &mut pointing);
        let known = before.map(super::say::pointed).unwrap_or_default();
        for (name, def, value) in pointing {
            let there = match value {
                Value::Entry(id) if known.contains(id) => true,
                Value::Entry(id) => {
                    let found = looker.entry(*id).await?;
                    found.is_some_and(|(target, entry)| {
                        let meant = def.points_to() == Some(target.code.as_str()) && entry.envelope.state == EntryState::Active;
                        meant && refers_back(register, &fields, target, &entry)
                    })
                }
                Value::Body(body) => looker.tree.bodies().any(|known| known == *body),
                _ => true,
            };
            if !there && troubles.iter().all(|known| known.name != name) {
                let why = Why::NotRead(NotRead::Chosen(String::new()));
                troubles.push(Trouble { name, why });
            }
        }
        in_order(register, &mut troubles);
        Ok((fields, troubles))
    }

    /// Enters a form as a new entry of a body. Sent twice it is stored once.
    ///
    /// # Errors
    /// Absent where the right is missing; when the database fails.
    pub async fn enter(&self, sending: &Sending<'_>, register: &Register, body: BodyId) -> Result<Sent, AppError> {
        let Looker { who, tree, .. } = *sending.looker;
        if !self.may_enter(who, tree, register).contains(&body) {
            return Err(AppError::Absent);
        }
        let read = self.check_form(sending.looker, register, sending.typed, None).await?;
        self.enter_checked(sending.looker, sending.id, register, body, read).await
    }

    /// Enters what a program sent as a new entry of a body. Sent twice it is stored once.
    ///
    /// # Errors
    /// Absent where the right is missing; when the database fails.
    pub async fn enter_read(&self, looker: &Looker<'_>, id: EntryId, register: &Register, body: BodyId, read: Read) -> Result<Sent, AppError> {
        if !self.may_enter(looker.who, looker.tree, register).contains(&body) {
            return Err(AppError::Absent);
        }
        let read = self.pointing(looker, register, self.completed(register, read), None).await?;
        self.enter_checked(looker, id, register, body, read).await
    }

    async fn enter_checked(&self, looker: &Looker<'_>, id: EntryId, register: &Register, body: BodyId, (fields, troubles): Read) -> Result<Sent, AppError> {
        if !troubles.is_empty() {
            return Ok(Sent::Wrong(troubles));
        }
        if let Some(troubles) = self.foreign_book(looker.who, looker.tree, register, &fields) {
            return Ok(Sent::Wrong(troubles));
        }
        let outcome = self.write(&register.code, body, id, fields, &looker.who.login).await;
        if matches!(&outcome, Err(AppError::Refused(Refusal::Changed { fields })) if fields.is_empty()) && looker.entry(id).await?.is_none() {
            // The identity is that of an entry elsewhere which the writer does not read: of that nothing is said.
            return Err(AppError::Absent);
        }
        sent(register, outcome)
    }

    /// The book an entry goes into must be one that the writer's role reaches.
    fn foreign_book(&self, who: &Who, tree: &Tree, register: &Register, fields: &Content) -> Option<Vec<Trouble>> {
        let code = register.book.as_ref()?;
        let Some(Value::Body(book)) = fields.get(code) else { return None };
        let reaches = |act: &Act| who.may(self, tree, *act, Subject::Register(&register.code), *book);
        (!ENTERING.iter().any(reaches)).then(|| {
            vec![Trouble {
                name: code.clone(),
                why: Why::NotRead(NotRead::Chosen(String::new())),
            }]
        })
    }

    /// Corrects an entry by a form, based on the revision its writer saw.
    ///
    /// # Errors
    /// Absent where the entry or the right is missing; when the database fails.
    pub async fn amend(&self, sending: &Sending<'_>, based_on: i64, reason: &str) -> Result<Sent, AppError> {
        let looker = sending.looker;
        let (register, entry) = self.for_act(looker, Act::Correct, sending.id).await?;
        let read = self.check_form(looker, register, sending.typed, Some(&entry.fields)).await?;
        self.amend_checked(looker, (register, sending.id), (based_on, reason), read).await
    }

    /// Corrects an entry by what a program sent, based on the revision it saw.
    ///
    /// # Errors
    /// Absent where the entry or the right is missing; when the database fails.
    pub async fn amend_read(&self, looker: &Looker<'_>, id: EntryId, (based_on, reason): (i64, &str), read: Read) -> Result<Sent, AppError> {
        let (register, entry) = self.for_act(looker, Act::Correct, id).await?;
        let read = self.pointing(looker, register, self.completed(register, read), Some(&entry.fields)).await?;
        self.amend_checked(looker, (register, id), (based_on, reason), read).await
    }

    async fn amend_checked(
        &self,
        looker: &Looker<'_>,
        (register, id): (&Register, EntryId),
        (based_on, reason): (i64, &str),
        (fields, troubles): Read,
    ) -> Result<Sent, AppError> {
        if !troubles.is_empty() {
            return Ok(Sent::Wrong(troubles));
        }
        let scope = looker.everything();
        let outcome = self.correct(&scope, id, based_on, fields, reason, &looker.who.login).await;
        sent(register, outcome)
    }

    /// Strikes an entry through, based on the revision that was seen.
    ///
    /// # Errors
    /// Absent where the entry or the right is missing; when the database fails.
    pub async fn strike(&self, looker: &Looker<'_>, id: EntryId, based_on: i64, reason: &str) -> Result<Sent, AppError> {
        let (register, _) = self.for_act(looker, Act::Withdraw, id).await?;
        let outcome = self.withdraw(&looker.everything(), id, based_on, reason, &looker.who.login).await;
        sent(register, outcome)
    }

    /// An entry that somebody who may strike it through finds struck through just as he asks: what is sent twice is answered twice.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn struck_so(&self, looker: &Looker<'_>, id: EntryId, (based_on, reason): (i64, &str)) -> Result<Option<Entry>, AppError> {
        let Some((register, entry)) = looker.entry(id).await? else { return Ok(None) };
        let Envelope { state, moved, revision, .. } = entry.envelope;
        let same = state == EntryState::Withdrawn && moved.is_none() && revision == based_on.saturating_add(1);
        let is_so = same && entry.envelope.reason.as_deref() == Some(reason) && self.may_in_book(looker.who, looker.tree, Act::Withdraw, register, &entry);
        Ok(is_so.then_some(entry))
    }

    /// An entry on which somebody may do an act, with its register.
    ///
    /// # Errors
    /// Absent where the entry or the right is missing; when the database fails.
    pub async fn for_act<'a>(&self, looker: &'a Looker<'_>, act: Act, id: EntryId) -> Result<(&'a Register, Entry), AppError> {
        let (register, entry) = looker.entry(id).await?.ok_or(AppError::Absent)?;
        if !self.may_on(looker.who, looker.tree, act, register, &entry) {
            return Err(AppError::Absent);
        }
        Ok((register, entry))
    }
}

/// The body that is asked about for an act on an entry: the one in whose book it stands.
#[must_use]
pub fn book_of(register: &Register, entry: &Entry) -> BodyId {
    if register.book.is_some() { entry.envelope.book } else { entry.body }
}

/// Where the entries of a register stand in other bodies' books, one refers to earlier ones of the same book alone.
fn refers_back(register: &Register, fields: &Content, target: &Register, entry: &Entry) -> bool {
    let Some(code) = register.book.as_ref().filter(|_| target.code == register.code) else {
        return true;
    };
    let same_book = fields.get(code).is_none_or(|book| *book == Value::Body(entry.envelope.book));
    let earlier = register
        .day_of(fields)
        .is_none_or(|day| entry.envelope.day.is_some_and(|earlier| earlier < day));
    same_book && earlier
}

fn sent(register: &Register, outcome: Result<Receipt, AppError>) -> Result<Sent, AppError> {
    match outcome {
        Ok(receipt) => Ok(Sent::Stored(receipt)),
        Err(AppError::Unsound(problems)) => {
            let mut troubles: Vec<Trouble> = problems.into_iter().map(Trouble::from).collect();
            in_order(register, &mut troubles);
            Ok(Sent::Wrong(troubles))
        }
        Err(AppError::Refused(Refusal::NotUnique { field, other })) => {
            let why = Why::Taken(other);
            Ok(Sent::Wrong(vec![Trouble { name: field, why }]))
        }
        Err(AppError::Refused(refusal)) => Ok(Sent::Refused(refusal)),
        Err(error) => Err(error),
    }
}

/// Troubles in the order of the form.
fn in_order(register: &Register, troubles: &mut [Trouble]) {
    let at = |defs: &[Field], code: &str| defs.iter().position(|def| def.code == code).unwrap_or(usize::MAX);
    troubles.sort_by_cached_key(|trouble| {
        let mut parts = trouble.name.split('.');
        let code = parts.next().unwrap_or_default();
        let row: i64 = parts.next().and_then(|number| number.parse().ok()).unwrap_or(0);
        let sub = register.field(code).zip(parts.next()).map_or(0, |(def, sub)| at(&def.field, sub));
        (at(&register.field, code), row, sub)
    });
}

/// Everything in fields that points to something, with its name in the form.
fn references<'a>(defs: &'a [Field], fields: &'a Content, rows: Option<(&str, i64)>, found: &mut Vec<(String, &'a Field, &'a Value)>) {
    for def in defs {
        match fields.get(&def.code) {
            Some(Value::Rows(made)) => made.iter().for_each(|row| references(&def.field, &row.cells, Some((&def.code, row.no)), found)),
            Some(value) if def.points_to().is_some() || def.kind == FieldType::Body => found.push((name_of(rows, &def.code), def, value)),
            _ => {}
        }
    }
}
