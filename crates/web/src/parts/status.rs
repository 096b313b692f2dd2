//! A state: a word with a shape and a colour, so that none of the three is needed alone.

use askama::Template;

/// What kind of state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Past its time: a full square.
    Late,
    /// Due now or soon, or being worked on: a half circle.
    Due,
    /// Done: a tick.
    Done,
    /// Came back with a remark: an arrow back.
    Back,
    /// Not begun, or a draft: an open circle.
    Open,
    /// Locked by somebody: a lock.
    Locked,
    /// Struck through: a cross.
    Struck,
}

impl State {
    /// Every state.
    pub const ALL: [State; 7] = [State::Late, State::Due, State::Done, State::Back, State::Open, State::Locked, State::Struck];

    /// Its name in the style sheet.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            State::Late => "late",
            State::Due => "due",
            State::Done => "done",
            State::Back => "back",
            State::Open => "open",
            State::Locked => "locked",
            State::Struck => "struck",
        }
    }
}

/// A state in a word or a few.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/status.html")]
pub struct Status {
    /// What kind.
    pub state: State,
    /// The word.
    pub word: String,
}

impl Status {
    /// A state in words.
    #[must_use]
    pub fn new(state: State, word: impl Into<String>) -> Self {
        let word = word.into();
        Status { state, word }
    }
}
