//! Writing: acts that wait together are decided one after another and stored in one commit.
//!
//! An act is decided in memory, against what is read under the locks of the chains it touches, before anything of
//! it is written: a refused act leaves nothing, and the rows of all accepted acts go to the tables together.

mod absences;
mod accounts;
mod batch;
mod buffer;
mod cut_overs;
mod decide;
mod documents;
mod links;
mod papers;
mod queue;

use std::sync::Arc;

use qorgau_domain::act::{EntryDraft, Key, RecordDraft};
use qorgau_domain::cut_over::Days;
use qorgau_domain::document::Step;
use qorgau_domain::entry::Number;
use qorgau_domain::ledger::Hash;
use qorgau_domain::paper::{Called, PaperKind};
use qorgau_domain::{BodyId, BodyVersion, Contribution, EntryId, Lang};
use uuid::Uuid;

use crate::error::Refusal;
use crate::gate::{Absence, Given};

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
    /// These entries record the same, the first being the one that counts.
    Link(Vec<EntryId>),
    /// These two do not; refused while they stand in one link.
    Apart([EntryId; 2]),
    /// The link named by the act's subject is dissolved, or the decision taken back that two entries are apart.
    Unlink,
    /// The personal part of every revision of the entry named by the act's subject is erased.
    Erase,
    /// What becomes of a paper of the entry named by the act's subject.
    Paper(Box<PaperChange>),
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
    /// An absence is recorded at the act's body; refused where one of the same account or post is on some of its days already.
    Absence(Absence),
    /// The absence ends: from this day on, a day number, it no longer counts.
    AbsenceEnds {
        /// Which.
        id: Uuid,
        /// From which day on.
        day: i64,
    },
    /// Something of the act's body is given to the account named by the act's subject. Its sessions end.
    Give(Given),
    /// It is taken back: from this day on, a day number, it no longer counts. The sessions of the account end.
    TakeBack {
        /// Which.
        id: Uuid,
        /// From which day on.
        day: i64,
    },
    /// The body keeps a register here from a day on; what paper counted before counts by opening totals.
    CutOver(Box<CutOverStart>),
    /// Nothing beside the ledger.
    None,
}

/// What becomes of a paper.
#[derive(Debug, Clone)]
pub enum PaperChange {
    /// It is added to the entry, unless the entry has the same bytes already.
    Add {
        /// Its identity.
        id: Uuid,
        /// The hash of its bytes.
        hash: Hash,
        /// What it is.
        kind: PaperKind,
        /// How many bytes.
        length: i64,
        /// What it is called: the personal part of the act.
        called: Called,
        /// The salt of that part's commitment.
        salt: [u8; 16],
        /// Its bytes; `None` where they are there already, as another entry's.
        file: Option<PaperFile>,
    },
    /// It is struck from the entry; its bytes stay.
    Strike(Uuid),
}

/// The bytes of a paper.
#[derive(Clone)]
pub struct PaperFile {
    /// As they came.
    pub bytes: Vec<u8>,
    /// A small picture of it (JPEG), where it is one.
    pub thumbnail: Option<Vec<u8>>,
}

impl std::fmt::Debug for PaperFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PaperFile({} bytes)", self.bytes.len())
    }
}

/// A cut-over from paper, ready to be stored.
#[derive(Debug, Clone)]
pub struct CutOverStart {
    /// The register.
    pub register: String,
    /// How many statements about it the actor saw.
    pub seen: i64,
    /// The head of the body's chain when it was made ready: with an entry in between other entries might have to be counted anew.
    pub head: i64,
    /// The days that opening totals count: from the first to before the second, which is the first day kept here.
    pub covered: Days,
    /// The year whose numbers it sets.
    pub year: i64,
    /// The number of its first entry here.
    pub next: i64,
    /// What its opening totals count for, sorted.
    pub contributions: Vec<Contribution>,
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
