//! What an audit reads: rows as the tables have them.

use qorgau_domain::cut_over::Days;
use qorgau_domain::entry::Number;
use qorgau_domain::ledger::{Hash, LedgerRow};
use qorgau_domain::{BodyId, Contribution, EntryId, FigureId, Month};
use uuid::Uuid;

/// An act as it stands in the ledger, with what it says where that is still there.
#[derive(Debug, Clone)]
pub struct LedgerContent {
    /// The row.
    pub row: LedgerRow,
    /// Its hash as stored.
    pub hash: Hash,
    /// The plain part: salt and bytes.
    pub plain: Option<(Vec<u8>, Vec<u8>)>,
    /// The personal part: salt and bytes.
    pub personal: Option<(Vec<u8>, Vec<u8>)>,
}

/// An entry's row as the tables have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryState {
    /// The entry.
    pub id: EntryId,
    /// The register.
    pub register: String,
    /// The book.
    pub book: BodyId,
    /// Its number.
    pub number: Number,
    /// Its day.
    pub day: Option<i64>,
    /// Its last revision.
    pub revision: i64,
    /// active or withdrawn.
    pub state: String,
    /// Its last act.
    pub seq: i64,
}

/// A contribution as the tables have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredContribution {
    /// The act that made it.
    pub seq: i64,
    /// Which of the act's.
    pub item: i64,
    /// What it counts.
    pub contribution: Contribution,
    /// The class of a span's length.
    pub reach: Option<i64>,
    /// The act that ended it; 0 while it counts.
    pub ended: i64,
}

/// An entry's place in a link, or in a decision that records are apart, as the tables have it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LinkRow {
    /// The link or decision.
    pub link: Uuid,
    /// The entry's rank.
    pub rank: i64,
    /// The entry.
    pub entry: EntryId,
    /// The act that confirmed it.
    pub seq: i64,
    /// The act that dissolved it or took it back; 0 while it stands.
    pub ended: i64,
}

/// A step of a document, taken by the body, as the tables have it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DocumentStepRow {
    /// The document.
    pub document: Uuid,
    /// Which step of the document's life, from 1.
    pub no: i64,
    /// What was done.
    pub step: String,
    /// With which version.
    pub version: i64,
    /// The act.
    pub seq: i64,
    /// When it was received, in microseconds.
    pub at: i64,
}

/// A cut-over from paper as the tables have it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CutOverRow {
    /// The act.
    pub seq: i64,
    /// The register.
    pub register: String,
    /// Which statement about the register, from 1.
    pub no: i64,
    /// The days that opening totals count: from the first to before the second, which is the first day kept here.
    pub covered: Days,
    /// The year whose numbers it sets.
    pub year: i64,
    /// The number of its first entry here.
    pub next: i64,
}

/// A monthly sum of a body.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct BodyCell {
    /// The month.
    pub month: Month,
    /// The figure.
    pub figure: FigureId,
    /// The breakdown.
    pub dimension: String,
    /// The sum.
    pub amount: i64,
}

/// A book whose numbers are not 1, 2, 3 ... without gaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadNumbers {
    /// The register.
    pub register: String,
    /// Whose book.
    pub book: BodyId,
    /// The year.
    pub year: i64,
    /// How many entries it has.
    pub entries: i64,
    /// The highest number.
    pub highest: i64,
}

/// An account as the tables have it, as far as the ledger says it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AccountState {
    /// The account.
    pub id: Uuid,
    /// Its login.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// When it was closed, in microseconds; 0 while it is open.
    pub closed_at: i64,
    /// Its last act.
    pub seq: i64,
}

/// A role that an account holds at the body, as the tables have it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct GrantedState {
    /// The account.
    pub account: Uuid,
    /// The role.
    pub role: String,
    /// First day, as a day number.
    pub from: i64,
    /// Last day, as a day number.
    pub until: i64,
    /// The act that gave it.
    pub seq: i64,
}
