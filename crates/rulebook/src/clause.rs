//! The act, its levels and its clauses.

use jiff::civil::Date;
use qorgau_domain::Text3;
use serde::Deserialize;
use toml::Spanned;

use crate::load::{self, Placed};
use crate::problem::Source;

/// The act that the rulebook puts into data.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Instruction {
    /// Its code here.
    pub code: String,
    /// Its title.
    pub name: Text3,
    /// Its number.
    pub number: String,
    /// When it was adopted.
    #[serde(deserialize_with = "load::date", default)]
    pub adopted: Option<Date>,
    /// In force from.
    #[serde(deserialize_with = "load::date", default)]
    pub in_force_from: Option<Date>,
    /// The last day before its repeal, where it was repealed.
    #[serde(deserialize_with = "load::date", default)]
    pub repealed: Option<Date>,
    /// What the repeal means for the system.
    #[serde(default)]
    pub repealed_note: Text3,
    /// Acts that changed it.
    #[serde(default)]
    pub amended: Vec<Amendment>,
    /// The service's time zone (IANA name).
    pub time_zone: String,
    /// Printed small on forms in other languages than the official one.
    pub translation_note: Text3,
}

/// An act that changed the Instruction.
#[derive(Debug, Clone, Deserialize)]
pub struct Amendment {
    /// Its number.
    pub number: String,
    /// Its day.
    #[serde(deserialize_with = "load::date", default)]
    pub on: Option<Date>,
}

/// A level of bodies.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// `ministry`, `region`, `district`, `transport`.
    pub code: String,
    /// Its name.
    pub name: Text3,
    /// The level it reports to.
    pub reports_to: Option<String>,
    /// The clause it rests on.
    #[serde(default)]
    pub clauses: Vec<String>,
    /// Where it stands.
    #[serde(skip)]
    pub source: Source,
}

/// One clause: what it says in our words and what fulfils it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// `order.2.1`, `14.4`, `app3.8`.
    #[serde(rename = "ref")]
    pub reference: String,
    /// title, head, duty, right, statement or form.
    pub kind: String,
    /// Roles or levels that it binds.
    #[serde(default)]
    pub binds: Vec<String>,
    /// Its wording is that of an amending order; what stood before is unknown unless `earlier` gives its sense.
    #[serde(default)]
    pub amended: bool,
    /// The sense of the wording before, where it is known.
    pub earlier: Option<Text3>,
    /// One or two sentences.
    pub summary: Text3,
    /// What in the system fulfils it: `register:raid`, `duty:return.monthly` ...
    #[serde(default)]
    pub fulfilled_by: Vec<String>,
    /// Why nothing does yet, or not wholly.
    pub reason: Option<String>,
    /// A remark for whoever keeps the rulebook.
    pub note: Option<String>,
    /// Where it stands.
    #[serde(skip)]
    pub source: Source,
}

/// Why a clause is not fulfilled: to come, or nothing to do.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Its code.
    pub code: String,
    /// Planned or declared out.
    pub state: ReasonState,
    /// The reason in words.
    pub text: Text3,
    /// Where it stands.
    #[serde(skip)]
    pub source: Source,
}

/// What a reason says of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReasonState {
    /// It comes later.
    Planned,
    /// There is nothing for a system to do.
    DeclaredOut,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClauseFile {
    #[serde(default)]
    pub(crate) clause: Vec<Spanned<Clause>>,
    #[serde(default)]
    pub(crate) reason: Vec<Spanned<Reason>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LevelFile {
    pub(crate) level: Vec<Spanned<Level>>,
}

impl Placed for Clause {
    fn place(&mut self, source: Source) {
        self.source = source;
    }
}

impl Placed for Reason {
    fn place(&mut self, source: Source) {
        self.source = source;
    }
}

impl Placed for Level {
    fn place(&mut self, source: Source) {
        self.source = source;
    }
}
