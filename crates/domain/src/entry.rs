//! Entries: one fact in one body's register, with its revisions.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::ids::{BodyId, EntryId};
use crate::value::{Content, Value};

/// Whether an entry stands or was struck through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryState {
    /// It stands.
    Active,
    /// It was withdrawn; its number stays taken.
    Withdrawn,
}

impl EntryState {
    /// The word the store keeps.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            EntryState::Active => "active",
            EntryState::Withdrawn => "withdrawn",
        }
    }

    /// The state of a word the store kept; anything but `withdrawn` stands.
    #[must_use]
    pub fn of_word(word: &str) -> Self {
        if word == "withdrawn" { EntryState::Withdrawn } else { EntryState::Active }
    }
}

/// The number of an entry: gapless within a register, the body whose book it is, and the year of registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number {
    /// Year of registration.
    pub year: i64,
    /// From 1.
    pub number: i64,
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.number, self.year)
    }
}

/// What an entry's act says beside the fields: everything needed to rebuild the entry from the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The register.
    pub register: String,
    /// The version of the register's form it was made with.
    pub form: i64,
    /// From 1.
    pub revision: i64,
    /// The body whose book numbers it.
    pub book: BodyId,
    /// Its number; given by the store.
    pub number: Number,
    /// The day that places it in time.
    pub day: Option<Date>,
    /// It stands or is struck through by this revision.
    pub state: EntryState,
    /// Why it was corrected, withdrawn or moved.
    pub reason: Option<String>,
    /// The entry in another body that this one was moved from, or to.
    pub moved: Option<EntryId>,
}

impl Envelope {
    /// The fields and the envelope as one content; the envelope's keys begin with `@`, which no field code does.
    #[must_use]
    pub fn seal(&self, fields: &Content) -> Content {
        let mut whole = fields.clone();
        let mut put = |key: &str, value: Value| whole.insert(format!("@{key}"), value);
        put("register", Value::Text(self.register.clone()));
        put("form", Value::Number(self.form));
        put("revision", Value::Number(self.revision));
        put("book", Value::Body(self.book));
        put("year", Value::Number(self.number.year));
        put("number", Value::Number(self.number.number));
        put("state", Value::Text(self.state.word().to_owned()));
        if let Some(day) = self.day {
            put("day", Value::Date(day));
        }
        if let Some(reason) = &self.reason {
            put("reason", Value::Text(reason.clone()));
        }
        if let Some(moved) = self.moved {
            put("moved", Value::Entry(moved));
        }
        whole
    }

    /// The envelope and the fields of a sealed content; `None` when it is not an entry's.
    #[must_use]
    pub fn open(mut whole: Content) -> Option<(Envelope, Content)> {
        let mut take = |key: &str| whole.remove(&format!("@{key}"));
        let text = |value: Option<Value>| if let Some(Value::Text(text)) = value { Some(text) } else { None };
        let number = |value: Option<Value>| value.as_ref().and_then(Value::number);
        let envelope = Envelope {
            register: text(take("register"))?,
            form: number(take("form"))?,
            revision: number(take("revision"))?,
            book: if let Some(Value::Body(book)) = take("book") { book } else { return None },
            number: Number {
                year: number(take("year"))?,
                number: number(take("number"))?,
            },
            state: EntryState::of_word(&text(take("state"))?),
            day: take("day").as_ref().and_then(Value::day),
            reason: text(take("reason")),
            moved: if let Some(Value::Entry(id)) = take("moved") { Some(id) } else { None },
        };
        Some((envelope, whole))
    }
}

/// An entry as it stands, read with its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its identity.
    pub id: EntryId,
    /// The body that keeps it.
    pub body: BodyId,
    /// What its last act says.
    pub envelope: Envelope,
    /// Its fields, plain and personal together.
    pub fields: Content,
    /// Whether its personal part was erased.
    pub erased: bool,
}

/// One revision of an entry: who wrote it and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// The entry as it was then.
    pub entry: Entry,
    /// Who wrote it.
    pub actor: String,
    /// When, by their clock.
    pub claimed_at: Timestamp,
    /// When the home installation received it.
    pub received_at: Timestamp,
}
