//! Who may take which step of a document. This is the one place where it is asked.

use qorgau_domain::document::{Life, Step};
use qorgau_domain::{BodyId, Month, Tree};
use qorgau_rulebook::may::{Act, Subject};

use super::Wanted;
use crate::App;
use crate::accounts::Who;

impl App {
    /// The body as which somebody would take a step: the document's own, or the one directly above it; `None` where he may not.
    pub(super) fn acting(&self, who: &Who, tree: &Tree, wanted: Wanted, step: Step) -> Option<BodyId> {
        let document = wanted.document();
        let on = Subject::Document(&document);
        let kind = self.made_by(tree, wanted)?;
        let above = tree.parent(wanted.body, Month::of(self.today()));
        let (by, may) = match step {
            Step::Prepare => (wanted.body, who.may(self, tree, Act::Prepare, on, wanted.body)),
            Step::Sign => (wanted.body, self.signs(&kind.signed_by, who, tree, on, wanted.body)),
            Step::Send => (wanted.body, who.may(self, tree, Act::Send, on, wanted.body)),
            // Not of everything that stands below, only of what is sent to that very body.
            Step::Receive => (above?, at(who, above?).may(self, tree, Act::Receive, on, wanted.body)),
            Step::Return => (above?, at(who, above?).may(self, tree, Act::Return, on, wanted.body)),
            Step::Whole => return None,
        };
        may.then_some(by)
    }

    /// Whether somebody signs for a body (33): its head. Whoever stands in for the head does so in a recorded absence only, and comes
    /// in here with the absences: until then nobody does.
    fn signs(&self, signers: &[String], who: &Who, tree: &Tree, on: Subject<'_>, body: BodyId) -> bool {
        let is_head = |role: &str| self.rulebook.role(role).is_some_and(|role| role.person == "head");
        let mut as_head = who.clone();
        as_head.rights.retain(|right| is_head(&right.role));
        signers.iter().any(|signer| signer == "head") && as_head.may(self, tree, Act::Sign, on, body)
    }

    /// The steps that follow from how a document stands and that somebody may take.
    #[must_use]
    pub fn steps_for(&self, who: &Who, tree: &Tree, wanted: Wanted, life: Option<&Life>) -> Vec<Step> {
        let next = Life::next(life).into_iter();
        let alone = |step: Step| step == Step::Sign && life.is_some_and(|life| life.prepared_by == who.login);
        next.filter(|step| !alone(*step) && self.acting(who, tree, wanted, *step).is_some()).collect()
    }

    /// Whether a body makes such a return at all.
    #[must_use]
    pub fn makes(&self, tree: &Tree, wanted: Wanted) -> bool {
        self.made_by(tree, wanted).is_some()
    }

    /// Whether somebody has any part in what a body owes by a kind of document: prepares, signs or sends it, or takes it in.
    #[must_use]
    pub fn has_part(&self, who: &Who, tree: &Tree, wanted: Wanted) -> bool {
        let steps = [Step::Prepare, Step::Sign, Step::Send, Step::Receive, Step::Return];
        steps.into_iter().any(|step| self.acting(who, tree, wanted, step).is_some())
    }
}

/// Somebody as far as he holds roles at one body.
fn at(who: &Who, body: BodyId) -> Who {
    let mut there = who.clone();
    there.rights.retain(|right| right.body == body);
    there
}
