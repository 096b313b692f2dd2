//! Acts: everything that changes the record is one, and stands as one row in a body's chain.

use jiff::Timestamp;
use uuid::Uuid;

use crate::count::Contribution;
use crate::entry::{EntryState, Number};
use crate::ids::{BodyId, EntryId};
use crate::keys;
use crate::value::Content;

/// What an act does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// An entry was written, corrected or withdrawn: the envelope says which.
    Entry,
    /// A body was named, moved or closed.
    Body,
    /// Records of the same fact, person or organisation were confirmed as linked.
    Link,
    /// Two records were decided not to be of the same.
    Apart,
    /// A link was dissolved, or such a decision taken back.
    Unlink,
    /// The personal part of an act was erased by a decision.
    Erasure,
    /// Another rulebook was applied.
    Rulebook,
    /// A territory was set.
    Territory,
    /// A document was signed and sent.
    Document,
    /// An account was opened, renamed or closed.
    Account,
    /// An account was given a role at a body, or lost it.
    Right,
    /// An absence was recorded, of whoever bears an account or of a post that nobody holds, or ended before its time.
    Absence,
    /// An account was expressly given a register of a body to read, or it was taken back.
    Given,
    /// A paper was added to an entry, or struck from it.
    Paper,
    /// A register was cut over from paper, or a cut-over was stated anew.
    CutOver,
    /// The open work of whoever leaves was handed over to another.
    HandOver,
}

impl Kind {
    const WORDS: [(Kind, &'static str); 16] = [
        (Kind::Entry, "entry"),
        (Kind::Body, "body"),
        (Kind::Link, "link"),
        (Kind::Apart, "apart"),
        (Kind::Unlink, "unlink"),
        (Kind::Erasure, "erasure"),
        (Kind::Rulebook, "rulebook"),
        (Kind::Territory, "territory"),
        (Kind::Document, "document"),
        (Kind::Account, "account"),
        (Kind::Right, "right"),
        (Kind::Absence, "absence"),
        (Kind::Given, "given"),
        (Kind::Paper, "paper"),
        (Kind::CutOver, "cut_over"),
        (Kind::HandOver, "hand_over"),
    ];

    /// The word that the ledger keeps.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }

    /// The kind of a word in the ledger.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(_, known)| *known == word).map(|(kind, _)| *kind)
    }
}

/// Who acts, and when by their own clock and the home's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// Who.
    pub actor: String,
    /// The actor's clock.
    pub claimed_at: Timestamp,
    /// The home installation's clock.
    pub received_at: Timestamp,
}

/// An entry's act made ready to be stored: everything but its number and its place in the chain.
#[derive(Debug, Clone)]
pub struct EntryDraft {
    /// The body whose register and chain it goes into.
    pub body: BodyId,
    /// Its identity.
    pub id: EntryId,
    /// The register.
    pub register: String,
    /// The version of the form.
    pub form: i64,
    /// The body whose book numbers it.
    pub book: BodyId,
    /// Year of registration.
    pub year: i64,
    /// The day that places it in time, as a day number.
    pub day: Option<i64>,
    /// The revision that a correction is based on; `None` for a new entry.
    pub based_on: Option<i64>,
    /// It stands or is struck through.
    pub state: EntryState,
    /// Why.
    pub reason: Option<String>,
    /// The entry it was moved from or to.
    pub moved: Option<EntryId>,
    /// The fields that are counted.
    pub plain: Content,
    /// The fields that may be erased.
    pub personal: Content,
    /// What it counts for.
    pub contributions: Vec<Contribution>,
    /// Keys for filters and sorting.
    pub keys: Vec<Key>,
    /// Salts of the two commitments.
    pub salts: [[u8; 16]; 2],
    /// Who and when.
    pub stamp: Stamp,
}

/// An order-preserving key of a field marked filter or sort.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The field.
    pub field: String,
    /// The key: texts folded, numbers and days in eight bytes that sort as they do.
    pub key: Vec<u8>,
    /// Taken from a personal field, so that it goes when that is erased.
    pub personal: bool,
}

impl Key {
    /// The key of an entry's number, which the store adds when it gives the number.
    #[must_use]
    pub fn of_number(number: Number) -> Self {
        Key {
            field: keys::NUMBER.to_owned(),
            key: keys::number(number),
            personal: false,
        }
    }
}

/// Any other act: its content and what it is about.
#[derive(Debug, Clone)]
pub struct RecordDraft {
    /// The body whose chain it goes into.
    pub body: BodyId,
    /// What it does.
    pub kind: Kind,
    /// What it is about.
    pub subject: Uuid,
    /// What it says.
    pub plain: Content,
    /// The salt of its commitment.
    pub salt: [u8; 16],
    /// Who and when.
    pub stamp: Stamp,
}
