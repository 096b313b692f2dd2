//! Who may take which step of a document. This is the one place where it is asked.

use qorgau_domain::document::{Life, Step};
use qorgau_domain::{BodyId, Month, Tree};
use qorgau_rulebook::may::{Act, Subject, stands_in_for};
use qorgau_store::StandIn;

use super::Wanted;
use crate::App;
use crate::accounts::Who;

/// How far somebody reads a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// All of it: its drafts, every step, its figures as they are now.
    Whole,
    /// The versions that were sent to his body, as they were signed.
    AsSent,
}

/// As what somebody signs.
enum Signs {
    /// By himself: as the head, or in a role that the rulebook names for the document.
    Himself,
    /// For the head, in this absence.
    For(Box<StandIn>),
}

impl App {
    /// The body as which somebody would take a step: the document's own, or the one directly above it; `None` where he may not.
    pub(super) fn acting(&self, who: &Who, tree: &Tree, wanted: Wanted, step: Step) -> Option<BodyId> {
        let document = wanted.document();
        let on = Subject::Document(&document);
        let kind = self.made_by(tree, wanted)?;
        let above = tree.parent(wanted.body, Month::of(self.today()));
        let (by, may) = match step {
            Step::Revise if !wanted.kind.is_text() => return None,
            Step::Prepare | Step::Revise => (wanted.body, who.may(self, tree, Act::Prepare, on, wanted.body)),
            Step::Sign => (wanted.body, self.signs(&kind.signed_by, who, tree, on, wanted.body).is_some()),
            Step::Send => (wanted.body, who.may(self, tree, Act::Send, on, wanted.body)),
            // What goes to the bodies below is taken in by nobody.
            Step::Receive | Step::Return if kind.sent_to.as_deref() != Some("superior") => return None,
            // Not of everything that stands below, only of what is sent to that very body.
            Step::Receive => (above?, at(who, above?).may(self, tree, Act::Receive, on, wanted.body)),
            Step::Return => (above?, at(who, above?).may(self, tree, Act::Return, on, wanted.body)),
            Step::Whole => return None,
        };
        may.then_some(by)
    }

    /// As what somebody signs for a body (33): as its head, in a role that is named, or for the head in a recorded absence; `None` where he
    /// does not sign.
    fn signs(&self, signers: &[String], who: &Who, tree: &Tree, on: Subject<'_>, body: BodyId) -> Option<Signs> {
        let named = |word: &str| signers.iter().any(|signer| signer == word);
        let is_head = |role: &str| self.rulebook.role(role).is_some_and(|role| role.person == "head");
        let mut himself = who.clone();
        himself.rights.retain(|right| named(&right.role) || named("head") && is_head(&right.role));
        if himself.may(self, tree, Act::Sign, on, body) {
            return Some(Signs::Himself);
        }
        // What a token is narrowed to holds here too.
        if !named("deputy_in_absence") || !who.may(self, tree, Act::Sign, on, body) {
            return None;
        }
        let held = who.rights.iter().filter(|right| right.body == body);
        let roles = held.filter_map(|right| self.rulebook.role(&right.role));
        let stood_in: Vec<&str> = roles.flat_map(|role| stands_in_for(role, Act::Sign, on)).filter(|role| is_head(role)).collect();
        let mut absences = who.absences.iter().filter(|absence| absence.body == body);
        absences
            .find(|absence| stood_in.contains(&absence.role.as_str()))
            .cloned()
            .map(|absence| Signs::For(Box::new(absence)))
    }

    /// The absence in which somebody would sign a document for the head of its body; `None` where he signs by himself, or not at all.
    #[must_use]
    pub fn signs_for(&self, who: &Who, tree: &Tree, wanted: Wanted) -> Option<StandIn> {
        let document = wanted.document();
        let kind = self.made_by(tree, wanted)?;
        match self.signs(&kind.signed_by, who, tree, Subject::Document(&document), wanted.body)? {
            Signs::Himself => None,
            Signs::For(absence) => Some(*absence),
        }
    }

    /// The steps that follow from how a document stands and that somebody may take.
    #[must_use]
    pub fn steps_for(&self, who: &Who, tree: &Tree, wanted: Wanted, life: Option<&Life>) -> Vec<Step> {
        let next = Life::next(life).into_iter();
        let alone = |step: Step| step == Step::Sign && life.is_some_and(|life| life.prepared_by == who.login);
        next.filter(|step| !alone(*step) && self.acting(who, tree, wanted, *step).is_some()).collect()
    }

    /// How far somebody may read a document; `None` where not at all. What is sent to the bodies below is read there by whoever reads their
    /// own documents of the kind.
    #[must_use]
    pub fn reads_document(&self, who: &Who, tree: &Tree, wanted: Wanted) -> Option<Reading> {
        let on = Subject::Document(wanted.kind.word());
        if who.may(self, tree, Act::Read, on, wanted.body) {
            return Some(Reading::Whole);
        }
        let sent_to = self.made_by(tree, wanted)?.sent_to.as_deref();
        let today = Month::of(self.today());
        let stands_below = |body: BodyId| body != wanted.body && tree.upward(body, today).contains(&wanted.body);
        let mut held_at = who.rights.iter().map(|right| right.body);
        let reads = sent_to == Some("below") && held_at.any(|body| stands_below(body) && who.may(self, tree, Act::Read, on, body));
        reads.then_some(Reading::AsSent)
    }

    /// Whether a body makes such a document at all.
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
