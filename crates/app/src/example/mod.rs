//! A made-up country: what its police might have entered in some months, for demonstrations, tests and measurement.
//!
//! Pure: the same seed and plan give the same facts; no clock, no files. Proportions are those that police publish.
//! Names of people, farms and most places are invented. Each entry is written in one language: two thirds in Kazakh, a third in Russian, and what has
//! to do with partners and media abroad in English.

mod accounts;
mod calendar;
mod control;
mod country;
mod course;
mod crimes;
mod damage;
mod directory;
mod diseases;
mod diversions;
pub mod files;
mod filing;
mod fill;
mod form;
mod geography;
mod inquiries;
mod inspections;
mod lately;
mod lists;
mod matters;
mod meetings;
mod middles;
mod objects;
mod offences;
mod office;
mod outbreaks;
mod papers;
mod personnel;
pub mod pictures;
mod plans;
mod proposals;
mod public;
mod quota;
mod raids;
mod seed;
mod seizures;
mod service;
mod stream;
#[cfg(test)]
mod tests;
mod tracks;
mod words;
mod world;

pub use accounts::{DemoAccount, PASSWORD, accounts as open_to};
pub use fill::{Filled, Size, fill};
use jiff::civil::Date;
use qorgau_domain::value::Content;
use qorgau_domain::{BodyId, EntryId, Month, Tree};
use qorgau_rulebook::Rulebook;

/// Gives latitude and longitude, in millionths of a degree, of a point in a body's territory; the number decides which.
/// `None` where the outline is not known.
pub type PlaceIn<'a> = &'a (dyn Fn(BodyId, u64) -> Option<(i64, i64)> + Sync);

/// How large a country, and when.
#[derive(Clone, Copy)]
pub struct Plan<'a> {
    /// What everything follows from.
    pub seed: u64,
    /// About how many entries, personnel among them.
    pub entries: usize,
    /// The first month.
    pub from: Month,
    /// The last month; it should be past, for no fact but what is planned goes beyond its last day.
    pub until: Month,
    /// Outlines of territories, where the caller has them.
    pub place_in: Option<PlaceIn<'a>>,
}

/// An entry that a body might have made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The body whose book it stands in.
    pub body: BodyId,
    /// The register.
    pub register: String,
    /// Its identity: the same for the same seed, so that loading twice stores once.
    pub id: EntryId,
    /// The day that places it in time.
    pub day: Date,
    /// Its fields. Damage by a rate has no amount: the rulebook computes it.
    pub fields: Content,
}

/// The facts of a plan: units, officers, charges, persons, organisations, other directories, items of plans and volumes of files first, then all others in the order of their days.
/// A fact points only to facts before it.
pub fn facts<'a>(rulebook: &'a Rulebook, tree: &'a Tree, plan: &Plan<'a>) -> impl Iterator<Item = Fact> + Send + use<'a> {
    stream::Stream::new(rulebook, tree, plan)
}
