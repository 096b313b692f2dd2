//! Lists of what is known and what is to do, and what is said above a page.

use askama::Template;

use super::{Cell, Link, Status};

/// A line of a summary.
#[derive(Debug, Clone)]
pub struct Pair {
    /// What it is.
    pub key: String,
    /// What is known.
    pub value: Cell,
    /// What can be done about it.
    pub action: Option<Link>,
}

impl Pair {
    /// What is known of something.
    #[must_use]
    pub fn new(key: impl Into<String>, value: Cell) -> Self {
        Pair {
            key: key.into(),
            value,
            action: None,
        }
    }

    /// With a way to change it.
    #[must_use]
    pub fn with(mut self, action: Link) -> Self {
        self.action = Some(action);
        self
    }
}

/// What is known of one thing, line by line.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/summary.html")]
pub struct Summary {
    /// The lines.
    pub pairs: Vec<Pair>,
}

/// One thing to do of several.
#[derive(Debug, Clone)]
pub struct Task {
    /// What and where.
    pub link: Link,
    /// What helps to understand it.
    pub hint: String,
    /// How far it is.
    pub status: Status,
}

/// What there is to do for one aim.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/tasks.html")]
pub struct Tasks {
    /// The things.
    pub tasks: Vec<Task>,
}

/// How something is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// To know.
    Note,
    /// It worked.
    Done,
    /// It is refused, late or wrong.
    Late,
    /// Soon due, or only part of it worked.
    Due,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Tone::Note => "info",
            Tone::Done => "done",
            Tone::Late => "late",
            Tone::Due => "due",
        }
    }
}

/// What is said above a page.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/banner.html")]
pub struct Banner {
    /// How.
    pub tone: Tone,
    /// What happened, in a few words.
    pub title: String,
    /// What it means.
    pub text: String,
    /// The next step.
    pub action: Option<Link>,
}

/// A list that is empty: what belongs here, and the one next step.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/empty.html")]
pub struct Empty {
    /// That there is nothing.
    pub title: String,
    /// What belongs here.
    pub text: String,
    /// The next step.
    pub action: Option<Link>,
}

/// One thing that happened.
#[derive(Debug, Clone)]
pub struct Past {
    /// When.
    pub when: String,
    /// Who.
    pub who: String,
    /// What.
    pub what: String,
    /// What was before and what is now, where something changed.
    pub change: Option<(String, String)>,
}

/// What happened to a thing, the last first.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/trail.html")]
pub struct Trail {
    /// The steps.
    pub steps: Vec<Past>,
}
