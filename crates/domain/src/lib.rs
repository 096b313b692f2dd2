//! The words of the service: ids, texts, dates, the dated tree of bodies, field values, entries and acts.
//!
//! Pure: no clock, no randomness, no files, no database. What needs a time or an id is handed one.

pub mod access;
pub mod act;
pub mod amount;
pub mod canonical;
pub mod count;
pub mod cut_over;
pub mod document;
pub mod entry;
pub mod fold;
pub mod ids;
pub mod keys;
pub mod ledger;
pub mod paper;
pub mod search;
pub mod season;
pub mod source;
pub mod text;
pub mod time;
pub mod track;
pub mod tree;
pub mod value;

pub use count::Contribution;
pub use ids::{BodyId, EntryId, FigureId};
pub use text::{Lang, Text3};
pub use time::{Month, Period};
pub use tree::{BodyVersion, Placement, Tree, TreeFault};
pub use value::{Content, Place, Row, Span, Value};
