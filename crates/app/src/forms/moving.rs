//! An entry moved to another body: who may, where to, and the act. Why so: `docs/decisions/7-moving-and-handing-over.md`.

use qorgau_domain::entry::{Entry, EntryState};
use qorgau_domain::{BodyId, EntryId, Tree};
use qorgau_rulebook::may::{Act, Subject};
use qorgau_rulebook::register::Register;
use qorgau_rulebook::validate::FieldProblem;
use qorgau_store::Refusal;

use super::seek::Looker;
use crate::accounts::Who;
use crate::{App, AppError};

/// What became of a move.
#[derive(Debug, Clone, PartialEq)]
pub enum Moved {
    /// It stands in the other body's book, under this identity.
    To(EntryId),
    /// As it stands it would not be taken today; nothing was stored.
    Unsound(Vec<FieldProblem>),
    /// The store did not take it.
    Refused(Refusal),
}

impl App {
    /// The bodies to which somebody may move an entry: they keep its register today, and either he may strike it through where it stands and
    /// enter it there, or he reads both and gives orders to both. An entry in another body's book goes nowhere, nor one struck through.
    #[must_use]
    pub fn may_move_to(&self, who: &Who, tree: &Tree, register: &Register, entry: &Entry) -> Vec<BodyId> {
        let on = Subject::Register(&register.code);
        let may = |act, body| who.may(self, tree, act, on, body);
        let orders = |body| who.may(self, tree, Act::Order, Subject::Bodies, body) && may(Act::Read, body);
        let (strikes, commands) = (may(Act::Withdraw, entry.body), orders(entry.body));
        let stands = entry.envelope.state == EntryState::Active && register.book.is_none();
        if !stands || !(strikes || commands) {
            return Vec::new();
        }
        let today = self.today();
        let keeps = |body: BodyId| {
            let level = tree.on(body, today).map(|version| version.level.as_str());
            tree.exists_on(body, today) && level.is_some_and(|level| register.kept_by.iter().any(|kept| kept == level))
        };
        let reaches = |body: BodyId| strikes && may(Act::Enter, body) || commands && orders(body);
        tree.bodies().filter(|body| *body != entry.body && keeps(*body) && reaches(*body)).collect()
    }

    /// An entry that somebody may move, with its register and where it may go.
    ///
    /// # Errors
    /// Absent where the entry or the right is missing; when the database fails.
    pub async fn for_move<'a>(&self, looker: &'a Looker<'_>, id: EntryId) -> Result<(&'a Register, Entry, Vec<BodyId>), AppError> {
        let (register, entry) = looker.entry(id).await?.ok_or(AppError::Absent)?;
        let bodies = self.may_move_to(looker.who, looker.tree, register, &entry);
        if bodies.is_empty() {
            return Err(AppError::Absent);
        }
        Ok((register, entry, bodies))
    }

    /// Moves an entry to another body, based on the revision that was seen: struck through there, entered here, in one transaction.
    ///
    /// # Errors
    /// Absent where the entry or the right is missing; when the database fails.
    pub async fn move_entry(&self, looker: &Looker<'_>, id: EntryId, (based_on, reason): (i64, &str), to: BodyId) -> Result<Moved, AppError> {
        let (.., bodies) = self.for_move(looker, id).await?;
        if !bodies.contains(&to) {
            return Err(AppError::Absent);
        }
        match self.relocate(&looker.everything(), id, based_on, to, reason, &looker.who.login).await {
            Ok(new) => Ok(Moved::To(new)),
            Err(AppError::Unsound(problems)) => Ok(Moved::Unsound(problems)),
            Err(AppError::Refused(refusal)) => Ok(Moved::Refused(refusal)),
            Err(error) => Err(error),
        }
    }
}
