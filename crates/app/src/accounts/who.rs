//! Somebody signed in, and how far his rights reach.

use std::collections::BTreeSet;

use qorgau_domain::{BodyId, Lang, Month, Tree};
use qorgau_rulebook::Rulebook;
use qorgau_rulebook::may::{Act, Relation, Subject, may};
use qorgau_store::{Scope, StandIn};
use uuid::Uuid;

use super::{AccountFault, By, Narrowed};
use crate::{App, AppError};

/// A role held at a body today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Right {
    /// The role's code.
    pub role: String,
    /// The body.
    pub body: BodyId,
}

/// A register of a body, expressly given to be read today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lent {
    /// The register's code.
    pub register: String,
    /// The body.
    pub body: BodyId,
}

/// Somebody signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// The account.
    pub account: Uuid,
    /// The session, which a list of sessions names; or the token.
    pub session: Uuid,
    /// The login, which stands in the ledger as the actor.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// The language the person is spoken to in.
    pub lang: Lang,
    /// The body the account belongs to.
    pub body: BodyId,
    /// The roles held today, each at its body.
    pub rights: Vec<Right>,
    /// The roles that somebody may stand in for today, at the bodies where a role is held that stands in for another (33).
    pub absences: Vec<StandIn>,
    /// What is expressly given to be read today. No token reaches it.
    pub given: Vec<Lent>,
    /// A role held asks for a second factor, and none is set up: that comes before anything else.
    pub must_enrol: bool,
    /// How far a token lets the rights reach; `None` for a person signed in.
    pub narrowed: Option<Narrowed>,
}

impl Who {
    /// Whether any role held allows an act on something of a body, by the tree of today.
    #[must_use]
    pub fn may(&self, app: &App, tree: &Tree, act: Act, on: Subject<'_>, body: BodyId) -> bool {
        self.allowed(app, tree, act, on, body, |_| true) || act == Act::Read && self.lent(app, on).contains(&body)
    }

    /// The same by the roles alone that are held at another body or above it.
    #[must_use]
    pub fn may_by(&self, app: &App, tree: &Tree, act: Act, on: Subject<'_>, body: BodyId, by: BodyId) -> bool {
        let above = tree.upward(by, Month::of(app.today()));
        self.allowed(app, tree, act, on, body, |held_at| above.contains(&held_at))
    }

    fn allowed(&self, app: &App, tree: &Tree, act: Act, on: Subject<'_>, body: BodyId, counts: impl Fn(BodyId) -> bool) -> bool {
        let above = tree.upward(body, Month::of(app.today()));
        if !self.narrowed.as_ref().is_none_or(|token| token.is_for(act, on) && above.contains(&token.body)) {
            return false;
        }
        let relation = |held_at: BodyId| match above.iter().position(|above| *above == held_at) {
            Some(0) => Relation::Own,
            Some(_) => Relation::Below,
            None => Relation::Other,
        };
        let absent = self.absent_at(body);
        let mut roles = self.roles(app).filter(|(_, held_at)| counts(*held_at));
        roles.any(|(role, held_at)| may(role, act, on, relation(held_at), &absent))
    }

    /// Whether any role held allows an act somewhere. At which bodies, and what was given, is not asked.
    #[must_use]
    pub fn may_somewhere(&self, rulebook: &Rulebook, act: Act, on: Subject<'_>) -> bool {
        let relations = [Relation::Own, Relation::Below, Relation::Given];
        self.rights.iter().any(|right| {
            let absent = self.absent_at(right.body);
            let role = rulebook.role(&right.role);
            role.is_some_and(|role| relations.iter().any(|relation| may(role, act, on, *relation, &absent)))
        })
    }

    /// The roles that somebody may stand in for at a body today.
    #[must_use]
    pub fn absent_at(&self, body: BodyId) -> Vec<&str> {
        let at = self.absences.iter().filter(|stand_in| stand_in.body == body);
        at.map(|stand_in| stand_in.role.as_str()).collect()
    }

    /// The bodies whose things of a kind were expressly given to be read, as far as a role held can be given such. It opens no other act, and
    /// no token reaches it.
    #[must_use]
    pub fn lent(&self, app: &App, on: Subject<'_>) -> BTreeSet<BodyId> {
        let Subject::Register(code) = on else { return BTreeSet::new() };
        let given = self.given.iter().filter(|lent| lent.register == code).map(|lent| lent.body);
        let bodies: BTreeSet<BodyId> = given.filter(|_| self.narrowed.is_none()).collect();
        if bodies.is_empty() || !self.roles(app).any(|(role, _)| may(role, Act::Read, on, Relation::Given, &[])) {
            return BTreeSet::new();
        }
        bodies
    }

    /// The bodies at which a role held reads things of a kind that name them, although they stand at a body above. No token reaches them.
    #[must_use]
    pub fn reads_named(&self, app: &App, on: Subject<'_>) -> BTreeSet<BodyId> {
        let named = self.roles(app).filter(|(role, _)| may(role, Act::Read, on, Relation::Named, &[]));
        named.filter(|_| self.narrowed.is_none()).map(|(_, held_at)| held_at).collect()
    }

    /// The bodies whose things of a kind may be read: own ones, all that ever stood below them as far as the roles reach, and those that gave
    /// theirs.
    #[must_use]
    pub fn readable(&self, app: &App, tree: &Tree, on: Subject<'_>) -> BTreeSet<BodyId> {
        let mut readable = BTreeSet::new();
        for (role, held_at) in self.roles(app) {
            if may(role, Act::Read, on, Relation::Own, &self.absent_at(held_at)) {
                readable.insert(held_at);
            }
            if may(role, Act::Read, on, Relation::Below, &[]) {
                readable.extend(app.scope_in(tree, held_at).bodies().filter(|body| *body != held_at));
            }
        }
        readable.extend(self.lent(app, on));
        if let Some(token) = &self.narrowed {
            let within: BTreeSet<BodyId> = app.scope_in(tree, token.body).bodies().collect();
            readable.retain(|body| token.is_for(Act::Read, on) && within.contains(body));
        }
        readable
    }

    /// What may be read of things of a kind when looking from a body downward; `None` where that is nothing.
    #[must_use]
    pub fn scope(&self, app: &App, tree: &Tree, on: Subject<'_>, root: BodyId) -> Option<Scope> {
        let readable = self.readable(app, tree, on);
        let bodies: BTreeSet<BodyId> = app.scope_in(tree, root).bodies().filter(|body| readable.contains(body)).collect();
        (!bodies.is_empty()).then(|| app.sight(on, root, bodies))
    }

    fn roles<'a>(&'a self, app: &'a App) -> impl Iterator<Item = (&'a qorgau_rulebook::Role, BodyId)> {
        self.rights.iter().filter_map(|right| Some((app.rulebook.role(&right.role)?, right.body)))
    }
}

impl App {
    /// What is seen of things of a kind by whoever sees these bodies: in a register whose entries other bodies' books number, also what stands in
    /// these bodies' books.
    pub(crate) fn sight(&self, on: Subject<'_>, root: BodyId, bodies: BTreeSet<BodyId>) -> Scope {
        let scope = Scope::of(root, bodies);
        match on {
            Subject::Register(code) if self.rulebook.register(code).is_some_and(|register| register.book.is_some()) => scope.with_books(),
            _ => scope,
        }
    }

    /// Refuses whoever may not keep the accounts of a body.
    pub(super) fn must_administer(&self, by: By<'_>, tree: &Tree, body: BodyId) -> Result<(), AppError> {
        match by {
            By::Operator => Ok(()),
            By::Who(who) if who.may(self, tree, Act::Administer, Subject::Users, body) => Ok(()),
            By::Who(_) => Err(AccountFault::NotAllowed.into()),
        }
    }
}
