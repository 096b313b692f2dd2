//! Import: rows of somebody else's table become entries, each whole or not at all.
//!
//! An empty onset takes the report date and is marked so; a missing count stays missing; an item that is not in the
//! lists is refused with the nearest names; importing the same file again stores nothing new.

mod convert;
mod decode;
mod fault;
mod naming;
mod place;
mod plain;
pub mod read;
mod run;
mod uploads;
pub mod words;

use jiff::civil::Date;
use qorgau_domain::{BodyId, TreeFault};
use qorgau_rulebook::validate::Fault;
use qorgau_store::Refusal;

use crate::typed::NotRead;

pub use convert::Fact;
pub(crate) use decode::delimiter;
pub use decode::{DELIMITERS, Encoding};
pub use fault::FileFault;
pub use plain::{Asked, MapFault, Target as MapTarget, asked_of, targets};
pub use run::{Request, Target};
pub use uploads::{Allowed, Brought, MOST as UPLOAD_MOST, Reading, Work};

/// What became of a table.
#[derive(Debug, Clone, Default)]
pub struct Imported {
    /// Facts stored now.
    pub accepted: usize,
    /// Facts that were there already.
    pub already_there: usize,
    /// Lines that were refused.
    pub refused: Vec<Refused>,
    /// Facts that went into a region's own book, which its districts should keep.
    pub into_regions: usize,
    /// Every refused line with the header, written as the table was, to be mended and sent again.
    pub refused_lines: Vec<u8>,
}

/// A refused line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The line of the file, from 1.
    pub line: u64,
    /// The field or column.
    pub field: String,
    /// Why.
    pub reason: Reason,
}

/// Why a line was refused. Words for people: `l10n`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The field is not sound.
    Fault(Fault),
    /// Not a number.
    NotANumber(String),
    /// Not a day in the way the file writes days.
    NotADay(String),
    /// Not a yes or no.
    NotYesOrNo(String),
    /// The column that names the fact is empty.
    NoId,
    /// The line names no animal species.
    NoSpecies,
    /// The line has another number of cells than the header.
    Cells {
        /// Found.
        found: usize,
        /// Wanted.
        wanted: usize,
    },
    /// No body has a territory that holds the place.
    NoTerritory {
        /// Latitude.
        lat: String,
        /// Longitude.
        lon: String,
    },
    /// The line has no coordinates to find a body by.
    NoCoordinates,
    /// Another line of the same fact was refused.
    SameFact(u64),
    /// The store refused the act.
    Store(Refusal),
    /// All rows or none were asked for, and another was refused.
    NotWhole,
    /// No body of the table or the database has the code.
    NoBody(String),
    /// The rulebook has no such level of bodies.
    NoLevel {
        /// Found.
        given: String,
        /// Those there are.
        known: String,
    },
    /// Only the ministry stands under nobody.
    NoSuperior,
    /// The table names a body and leaves out what is known of it from a day.
    Omits {
        /// The body.
        code: String,
        /// The first day of what is left out; `None`: always.
        from: Option<Date>,
    },
    /// A cell names no entry that whoever imports may read, or more than one.
    Names {
        /// What it says.
        given: String,
        /// The register whose entry it should name.
        register: String,
        /// How many entries it names.
        found: usize,
    },
    /// Another line of the fact gives the field another value.
    OtherValue,
    /// The bodies would not make a tree.
    Tree {
        /// The body at which it shows.
        code: String,
        /// Why.
        fault: TreeFault,
    },
}

impl From<NotRead> for Reason {
    fn from(not_read: NotRead) -> Self {
        match not_read {
            NotRead::Number(text) | NotRead::Coordinates(text) => Reason::NotANumber(text),
            NotRead::Day(text) | NotRead::Moment(text) => Reason::NotADay(text),
            NotRead::YesNo(text) => Reason::NotYesOrNo(text),
            NotRead::Chosen(_) | NotRead::Outline(_) => Reason::Fault(Fault::WrongType),
            NotRead::Fault(fault) => Reason::Fault(fault),
        }
    }
}

/// A fact ready to be stored, with the lines it came from.
#[derive(Debug, Clone)]
pub(crate) struct Ready {
    pub(crate) fact: Fact,
    pub(crate) body: BodyId,
}
