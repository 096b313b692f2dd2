//! The store: one SQL text for SQLite and PostgreSQL, the ledger, entries, counts.
//!
//! Every act is written through [`Store::commit`], which takes it made ready by `app` and stores it whole or not at
//! all. Whoever reads facts for people hands in a [`Scope`], so that it cannot be forgotten; an [`Audit`] reads
//! everything, and is for checking and rebuilding only.

mod audit;
mod bodies;
mod copy;
mod counts;
mod cut_overs;
mod db;
mod documents;
mod entries;
mod error;
mod figures;
mod gate;
mod links;
mod papers;
mod points;
mod rebuild;
mod recent;
mod remembered;
mod schema;
mod scope;
mod settings;
mod store;
mod uploads;
mod views;
mod write;

pub use audit::Audit;
pub use audit::{AccountState, BadNumbers, BodyCell, CutOverRow, DocumentStepRow, EntryState, GrantedState, LedgerContent, LinkRow, StoredContribution};
pub use bodies::BodyAct;
pub use copy::{Copied, backup, copy};
pub use counts::{Asked, Behind, ByBody, Change, ChildSum, Counts, Explained, KeptSince, OpeningSource};
pub use cut_overs::{Ground, Stated};
pub use db::Tx;
pub use documents::{Document, Taken, Told};
pub use entries::{Filter, Head, KeyRange, Keyed, Listed, Listing, MOST_FILTERS, Naming, Namings, Order, Page, PageFrom, Position, Sheet, Shown, Stored};
pub use error::{CutOverWrong, Refusal, StoreError};
pub use gate::{
    Absence, Account, AccountAct, Code, Credential, Gate, Given, Granted, Holder, Knocked, NewSession, Purpose, Session, SignedInAs, StandIn, Token, Totp,
};
pub use links::{Linked, StandingApart, StandingLink};
pub use papers::{Attached, Blobs, PaperRow, Struck};
pub use points::PlainEntry;
pub use rebuild::{KeyRow, Rebuild};
pub use recent::Recent;
pub use scope::Scope;
pub use store::{Location, Store};
pub use uploads::{Mapping, NewUpload, Outcome as UploadOutcome, RefusedLine, Upload};
pub use views::{Kept, View};
pub use write::{AccountChange, CutOverStart, DocumentStep, Draft, Effect, Mode, Outcome, PaperChange, PaperFile, Receipt};
