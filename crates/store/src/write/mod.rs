//! Writing: acts that wait together are decided one after another and stored in one commit.
//!
//! An act is decided in memory, against what is read under the locks of the chains it touches, before anything of
//! it is written: a refused act leaves nothing, and the rows of all accepted acts go to the tables together.

mod accounts;
mod batch;
mod buffer;
mod decide;
mod documents;
mod queue;

use std::sync::Arc;

use qorgau_domain::act::{EntryDraft, Key, RecordDraft};
use qorgau_domain::document::Step;
use qorgau_domain::entry::Number;
use qorgau_domain::{BodyId, BodyVersion, EntryId, Lang};
use uuid::Uuid;

use crate::error::Refusal;

pub(crate) use batch::run;
pub(crate) use buffer::{contribution_row, key_row};
pub(crate) use queue::Queue;

/// Under what a batch is written.
#[derive(Debug, Clone)]
pub(crate) struct Terms {
    /// This installation: it appends only to the chains of bodies that have their home here.
    pub(crate) home: Uuid,
    /// The rulebook that entries were counted by; the database must work by the same.
    pub(crate) rulebook: Option<Arc<str>>,
}

/// An act ready to be stored, with what it does beside standing in the ledger.
#[derive(Debug, Clone)]
pub enum Draft {
    /// An entry written, corrected or withdrawn. The keys named must be unique within the book.
    Entry(Box<EntryDraft>, Vec<Key>),
    /// Anything else.
    Record(Box<RecordDraft>, Effect),
}

impl Draft {
    /// The body whose chain it goes into.
    #[must_use]
    pub fn body(&self) -> BodyId {
        match self {
            Draft::Entry(draft, _) => draft.body,
            Draft::Record(draft, _) => draft.body,
        }
    }
}

/// What an act other than an entry's does to the tables.
#[derive(Debug, Clone)]
pub enum Effect {
    /// A body's versions are these from now on; refused where they were others than those the act was made on, or where the tree would
    /// be no tree any more with what others changed meanwhile.
    Body {
        /// The versions that the act was made on; none for a new body.
        before: Vec<BodyVersion>,
        /// The versions from now on.
        after: Vec<BodyVersion>,
    },
    /// These entries record one fact, the first being the one that counts.
    Link(Vec<EntryId>),
    /// The link named by the act's subject is dissolved.
    Unlink,
    /// The personal part of every revision of the entry named by the act's subject is erased.
    Erase,
    /// A body's territory.
    Territory(String),
    /// The document named by the act's subject goes a step on.
    Document(DocumentStep),
    /// What becomes of the account named by the act's subject.
    Account(AccountChange),
    /// The account named by the act's subject holds a role at the act's body, from a day to a last day, as day numbers. Its sessions end.
    Grant {
        /// The role.
        role: String,
        /// First day.
        from: i64,
        /// Last day.
        until: i64,
    },
    /// The account named by the act's subject holds this role no longer. Its sessions end.
    Revoke(String),
    /// Nothing beside the ledger.
    None,
}

/// A step of a document's life.
#[derive(Debug, Clone)]
pub struct DocumentStep {
    /// Whose document it is.
    pub of: BodyId,
    /// Its kind.
    pub kind: String,
    /// For which period.
    pub period: String,
    /// What is done.
    pub step: Step,
    /// After how many steps the actor saw the document; 0 for a new one.
    pub seen: i64,
}

/// What becomes of an account.
#[derive(Debug, Clone)]
pub enum AccountChange {
    /// It is opened at the act's body. Its login is never given to another.
    Open {
        /// The word it signs in by.
        login: String,
        /// The person's name.
        name: String,
        /// The language the person is spoken to in; not in the ledger.
        lang: Lang,
    },
    /// The person bears another name.
    Rename(String),
    /// It is closed for good, and its sessions and codes end.
    Close,
}

/// Whether acts sent together stand alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Each is taken or refused by itself.
    Each,
    /// All are taken, or none.
    Whole,
    /// Each is decided as it would be, and nothing is kept.
    Rehearsal,
}

/// What became of an act.
pub type Outcome = Result<Receipt, Refusal>;

/// An act was taken and is durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt {
    /// Its place in the chain of its body.
    pub seq: i64,
    /// An entry's number.
    pub number: Option<Number>,
    /// An entry's revision.
    pub revision: i64,
    /// It was there already; nothing was stored again.
    pub already_there: bool,
}
