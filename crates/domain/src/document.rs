//! The life of a document: drafted, its draft revised, signed, sent, received, returned with a remark, and drafted anew.
//!
//! Pure: a step either follows from how the document stands and who takes it, or is wrong. The store asks it before an act
//! is taken, and whoever checks the chains asks it again.

/// A step of a document's life. Each is an act in the chain of the body that takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// It is drafted, as a new version where there was one before (30).
    Prepare,
    /// The text of a draft is written anew; the version stays.
    Revise,
    /// It is signed, and its figures are frozen (33).
    Sign,
    /// It goes to the superior body (29), or to the bodies below.
    Send,
    /// The superior body has it.
    Receive,
    /// The superior body sends it back with a remark.
    Return,
    /// It was sent at once, as before documents had steps.
    Whole,
}

impl Step {
    /// Every step, with the word of the ledger.
    pub const WORDS: [(Step, &'static str); 7] = [
        (Step::Prepare, "prepare"),
        (Step::Revise, "revise"),
        (Step::Sign, "sign"),
        (Step::Send, "send"),
        (Step::Receive, "receive"),
        (Step::Return, "return"),
        (Step::Whole, "whole"),
    ];

    /// The word of the ledger.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(step, _)| *step == self).map_or("", |(_, word)| word)
    }

    /// The step of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(_, known)| *known == word).map(|(step, _)| *step)
    }

    /// Whether the superior body takes it.
    #[must_use]
    pub fn is_superiors(self) -> bool {
        matches!(self, Step::Receive | Step::Return)
    }
}

/// How a document stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Prepared; its figures are those of the moment.
    Draft,
    /// Signed; its figures are frozen.
    Signed,
    /// On its way.
    Sent,
    /// With the superior body.
    Received,
    /// Sent back with a remark.
    Returned,
}

impl State {
    /// Every state, with its word.
    pub const WORDS: [(State, &'static str); 5] = [
        (State::Draft, "draft"),
        (State::Signed, "signed"),
        (State::Sent, "sent"),
        (State::Received, "received"),
        (State::Returned, "returned"),
    ];

    /// Its word in tables and data files.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(state, _)| *state == self).map_or("", |(_, word)| word)
    }

    /// The state of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(_, known)| *known == word).map(|(state, _)| *state)
    }

    /// Whether it has left its body and was not sent back: then it fulfils the duty it was made for.
    #[must_use]
    pub fn fulfils(self) -> bool {
        matches!(self, State::Sent | State::Received)
    }
}

/// How a document stands after some steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Life {
    /// How many steps were taken.
    pub steps: i64,
    /// Its version, from 1.
    pub version: i64,
    /// How it stands.
    pub state: State,
    /// Who prepared this version, or wrote it anew last.
    pub prepared_by: String,
}

/// Why a step cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// Somebody took another step meanwhile.
    Stale,
    /// The step does not follow from how the document stands; `None` where there is none yet.
    NotNow(Option<State>),
    /// Whoever prepared a version does not sign it.
    SamePerson,
}

impl Life {
    /// How a document stands after one more step, taken by somebody who saw it after `seen` steps.
    ///
    /// # Errors
    /// When the step does not follow.
    pub fn after(before: Option<&Life>, seen: i64, step: Step, actor: &str) -> Result<Life, Wrong> {
        let steps = before.map_or(0, |life| life.steps);
        if seen != steps {
            return Err(Wrong::Stale);
        }
        let version = before.map_or(0, |life| life.version);
        let state = before.map(|life| life.state);
        let (version, state) = match (step, state) {
            (Step::Prepare, None | Some(State::Signed | State::Returned)) => (version + 1, State::Draft),
            (Step::Revise, Some(State::Draft)) => (version, State::Draft),
            (Step::Whole, None) => (version + 1, State::Sent),
            (Step::Sign, Some(State::Draft)) if before.is_some_and(|life| life.prepared_by == actor) => return Err(Wrong::SamePerson),
            (Step::Sign, Some(State::Draft)) => (version, State::Signed),
            (Step::Send, Some(State::Signed)) => (version, State::Sent),
            (Step::Receive, Some(State::Sent)) => (version, State::Received),
            (Step::Return, Some(State::Sent | State::Received)) => (version, State::Returned),
            (_, state) => return Err(Wrong::NotNow(state)),
        };
        let prepared_by = match (step, before) {
            (Step::Prepare | Step::Revise | Step::Whole, _) | (_, None) => actor.to_owned(),
            (_, Some(life)) => life.prepared_by.clone(),
        };
        Ok(Life {
            steps: steps + 1,
            version,
            state,
            prepared_by,
        })
    }

    /// The steps that follow from how a document stands, whoever takes them.
    #[must_use]
    pub fn next(before: Option<&Life>) -> Vec<Step> {
        let seen = before.map_or(0, |life| life.steps);
        let steps = Step::WORDS.iter().map(|(step, _)| *step).filter(|step| *step != Step::Whole);
        steps
            .filter(|step| !matches!(Life::after(before, seen, *step, ""), Err(Wrong::NotNow(_))))
            .collect()
    }
}
