//! Fields of forms: label, hint, error, control; and the list of errors above a form.

use askama::Template;

use super::Link;

/// How wide a control is: as wide as what belongs into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Width {
    /// A few digits.
    Number,
    /// A day, a plate, a number of a document.
    Short,
    /// An IIN, a name.
    Medium,
    /// A line.
    #[default]
    Full,
}

impl Width {
    fn class(self) -> &'static str {
        match self {
            Width::Number => "w-number",
            Width::Short => "w-short",
            Width::Medium => "w-medium",
            Width::Full => "w-full",
        }
    }
}

/// The most choices that stand beside other fields; longer lists are searched by typing.
const BRIEF_CHOICES: usize = 9;

/// The longest of them, in letters.
const BRIEF_LETTERS: usize = 32;

/// Whether a choice is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mark {
    /// Not taken.
    #[default]
    Free,
    /// Taken.
    Taken,
}

/// One of several choices.
#[derive(Debug, Clone)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// Its words.
    pub label: String,
    /// What helps to choose.
    pub hint: String,
    /// Whether it is taken.
    pub mark: Mark,
}

/// What is typed or chosen.
#[derive(Debug, Clone)]
pub enum Control {
    /// A line of text.
    Text {
        /// What stands there.
        value: String,
        /// How wide.
        width: Width,
        /// What may be filled in by the browser: `off`, `username`, ..
        fill: &'static str,
    },
    /// Coordinates: typed in any usual notation, or pointed at on a map where scripts run.
    Point {
        /// What stands there.
        value: String,
        /// The button and what it opens.
        map: Box<PointMap>,
    },
    /// An outline or a line as GeoJSON, or drawn on a map and by a list of its points where scripts run.
    Shape {
        /// What stands there.
        value: String,
        /// The words and places that the drawing needs.
        map: Box<ShapeMap>,
    },
    /// A figure, with its unit after it.
    Figure {
        /// What stands there.
        value: String,
        /// The unit, or nothing.
        unit: String,
    },
    /// A password.
    Secret {
        /// What may be filled in: `current-password`, `new-password`.
        fill: &'static str,
    },
    /// A day, written `03.11.2026`.
    Day {
        /// What stands there.
        value: String,
    },
    /// Several lines of text.
    Lines {
        /// What stands there.
        value: String,
    },
    /// One of many, folded up.
    Select(Vec<Choice>),
    /// One of a few.
    Radios(Vec<Choice>),
    /// Any of a few.
    Checks(Vec<Choice>),
    /// One of many, in groups; searched by typing where scripts run.
    Pick(Vec<Options>),
    /// Something found by a search.
    Seek(Box<Seek>),
    /// Several fields that say one thing together.
    Group(Vec<Field>),
}

/// The map on which a place is pointed out.
#[derive(Debug, Clone)]
pub struct PointMap {
    /// The button.
    pub open: String,
    /// What it opens, and how it is used.
    pub title: String,
    /// How a place is pointed at, by hand and by keyboard.
    pub hint: String,
    /// The button that closes it.
    pub done: String,
    /// That this browser draws no map.
    pub failed: String,
    /// Where the districts around are told.
    pub outlines: String,
    /// The base map, where the server has one.
    pub base: String,
}

/// The map and the list of points by which an outline or a line is drawn.
#[derive(Debug, Clone)]
pub struct ShapeMap {
    /// What is drawn: the question, and the two answers.
    pub kind: String,
    /// An outline.
    pub outline: String,
    /// A line.
    pub line: String,
    /// The button that opens the map.
    pub open: String,
    /// The same button, to put it away.
    pub shut: String,
    /// What the map is called.
    pub title: String,
    /// How points are set, by hand and by keyboard.
    pub hint: String,
    /// How the map is brought nearer by the wheel.
    pub wheel: String,
    /// How it is moved by touch.
    pub fingers: String,
    /// The button that brings it nearer.
    pub nearer: String,
    /// The button that brings it farther.
    pub farther: String,
    /// That this browser draws no map.
    pub failed: String,
    /// How many points there are, before the number.
    pub count: String,
    /// One of them, before its number.
    pub nth: String,
    /// How its coordinates are typed.
    pub how: String,
    /// The button that adds one.
    pub add: String,
    /// The button that takes one away.
    pub remove: String,
    /// The button that takes the last one away.
    pub last: String,
    /// The button that takes all away.
    pub clear: String,
    /// That an outline needs more points.
    pub few_outline: String,
    /// That a line needs more points.
    pub few_line: String,
    /// That the outline crosses itself.
    pub crosses: String,
    /// That a point cannot be read.
    pub wrong: String,
    /// That what stands there is changed as text only.
    pub whole: String,
    /// That what stands there cannot be drawn.
    pub unread: String,
    /// What the text is folded up under.
    pub as_text: String,
    /// Where the districts around are told.
    pub outlines: String,
    /// The base map, where the server has one.
    pub base: String,
}

/// Choices under a heading.
#[derive(Debug, Clone)]
pub struct Options {
    /// The heading; nothing where the choices need none.
    pub heading: String,
    /// The choices.
    pub choices: Vec<Choice>,
}

/// A thing to be found by a search: what was found stands in a list to choose from, and without script a button searches.
#[derive(Debug, Clone)]
pub struct Seek {
    /// What was found or stands there.
    pub choices: Vec<Choice>,
    /// What was typed to search by.
    pub text: String,
    /// What the line to type in is called.
    pub label: String,
    /// The button that searches.
    pub find: String,
    /// Where scripts search.
    pub url: String,
    /// Where the form goes, so that the answer shows this field again.
    pub action: String,
    /// The button that opens the fields of a new one; nothing where none may be made.
    pub open: String,
    /// The fields of a new one.
    pub maker: Option<Maker>,
}

/// The fields of a new thing, within a form that points to it.
#[derive(Debug, Clone)]
pub struct Maker {
    /// What is made.
    pub title: String,
    /// Its fields.
    pub fields: Vec<Field>,
    /// The button that makes it.
    pub make: String,
    /// The button that lets it be.
    pub shut: String,
}

/// One row of a field of rows.
#[derive(Debug, Clone)]
pub struct FormRow {
    /// Its number, which stays with it.
    pub number: i64,
    /// What it is called.
    pub label: String,
    /// Its fields.
    pub fields: Vec<Field>,
    /// The button that takes it away.
    pub remove: String,
}

/// A field of rows: each row has its own fields; rows come and go by buttons that send the form, so that nothing typed is lost.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/form_rows.html")]
pub struct FormRows {
    /// Its name, and id.
    pub name: String,
    /// What it asks for.
    pub label: String,
    /// The word beside the label where it may stay empty.
    pub optional: String,
    /// How it is answered.
    pub hint: String,
    /// What is wrong; nothing where nothing is.
    pub error: String,
    /// The word before the error, read out.
    pub error_word: String,
    /// Where the form goes.
    pub action: String,
    /// The rows.
    pub rows: Vec<FormRow>,
    /// The button that adds one.
    pub add: String,
}

/// A field of a form.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/field.html")]
pub struct Field {
    /// Its name, sent with what is typed; also its id.
    pub name: String,
    /// What it asks for.
    pub label: String,
    /// The word beside the label of a field that may stay empty; nothing where it must not.
    pub optional: String,
    /// How it is answered.
    pub hint: String,
    /// What is wrong with the answer; nothing where nothing is.
    pub error: String,
    /// The word before the error, read out.
    pub error_word: String,
    /// What is typed or chosen.
    pub control: Control,
}

impl Field {
    /// A field that must be filled in.
    #[must_use]
    pub fn new(name: impl Into<String>, label: impl Into<String>, control: Control) -> Self {
        Field {
            name: name.into(),
            label: label.into(),
            optional: String::new(),
            hint: String::new(),
            error: String::new(),
            error_word: String::new(),
            control,
        }
    }

    /// With a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// With the word that says it may stay empty.
    #[must_use]
    pub fn optional(mut self, word: impl Into<String>) -> Self {
        self.optional = word.into();
        self
    }

    /// With what is wrong, after the word that announces it.
    #[must_use]
    pub fn error(mut self, word: impl Into<String>, error: impl Into<String>) -> Self {
        self.error_word = word.into();
        self.error = error.into();
        self
    }

    /// Whether it is so short that others can stand beside it: a day, a figure, yes or no, one of a few short words.
    fn is_brief(&self) -> bool {
        match &self.control {
            Control::Day { .. } | Control::Figure { .. } => true,
            Control::Text { width, .. } => matches!(width, Width::Number | Width::Short),
            Control::Select(choices) => brief(choices.iter()),
            Control::Pick(groups) => brief(groups.iter().flat_map(|group| &group.choices)),
            _ => false,
        }
    }

    fn is_group(&self) -> bool {
        matches!(self.control, Control::Radios(_) | Control::Checks(_) | Control::Group(_))
    }

    /// Hint and error by their ids, for the control to point at.
    fn described_by(&self) -> String {
        let parts = [("hint", &self.hint), ("error", &self.error)];
        let ids = parts
            .iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(part, _)| format!("{}-{part}", self.name));
        ids.collect::<Vec<_>>().join(" ")
    }
}

/// A few short words.
fn brief<'a>(choices: impl Iterator<Item = &'a Choice>) -> bool {
    let mut seen = 0;
    for choice in choices {
        seen += 1;
        if seen > BRIEF_CHOICES || choice.label.chars().count() > BRIEF_LETTERS {
            return false;
        }
    }
    true
}

/// What is wrong in a form, above it, with a way to each field.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/errors.html")]
pub struct ErrorSummary {
    /// What is asked of the reader.
    pub title: String,
    /// Each error, with a way to its field.
    pub errors: Vec<Link>,
}
