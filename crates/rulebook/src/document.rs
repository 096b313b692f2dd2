//! Document kinds, roles and the nomenclature of files.

use qorgau_domain::Text3;
use serde::Deserialize;
use toml::Spanned;

use crate::load::Placed;
use crate::problem::Source;

/// A kind of document.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Its code.
    pub code: String,
    /// The clause it rests on.
    pub clause: String,
    /// Its name.
    pub name: Text3,
    /// Levels whose bodies make it.
    #[serde(default)]
    pub levels: Vec<String>,
    /// Who signs.
    #[serde(default)]
    pub signed_by: Vec<String>,
    /// Whom it is sent to.
    pub sent_to: Option<String>,
    /// The file of Appendix 1 it goes into.
    pub file: Option<String>,
    /// The reason why it comes later.
    pub planned: Option<String>,
    /// Its parts.
    #[serde(default)]
    pub part: Vec<Part>,
    /// A remark.
    pub note: Option<String>,
    /// Where it stands.
    #[serde(skip)]
    pub source: Source,
}

/// A part of a document.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its code.
    pub code: String,
    /// The clause that asks for it.
    pub clause: String,
    /// Its name.
    pub name: Text3,
    /// It cannot be left out.
    #[serde(default)]
    pub obligatory: bool,
    /// Figures it draws on.
    #[serde(default)]
    pub draws_on: Vec<String>,
}

/// A role and what it may do.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Its code.
    pub code: String,
    /// Clauses it rests on.
    #[serde(default)]
    pub clauses: Vec<String>,
    /// Its name.
    pub name: Text3,
    /// Levels of the bodies it exists at.
    #[serde(default)]
    pub levels: Vec<String>,
    /// Whoever holds it signs in with a second factor.
    #[serde(default)]
    pub second_factor: bool,
    /// head, officer, partner or staff.
    pub person: String,
    /// What it may do.
    #[serde(default)]
    pub may: Vec<Grant>,
    /// A remark.
    pub note: Option<String>,
    /// Where it stands.
    #[serde(skip)]
    pub source: Source,
}

/// One thing a role may do.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// read, enter, correct, withdraw, prepare, sign, send, receive, return, inspect, mark, order, link, release, administer, audit.
    pub act: String,
    /// `register:CODE`, `document:CODE`, registers, documents, bodies, users, ledger.
    pub on: String,
    /// own, below or given.
    pub scope: String,
    /// It stands only while an absence of whoever holds one of these roles at the body is recorded.
    #[serde(default)]
    pub in_absence_of: Vec<String>,
}

/// A file of Appendix 1.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NomenclatureFile {
    /// Its code.
    pub code: String,
    /// Its index as printed.
    pub index: String,
    /// Its name in our words.
    pub name: Text3,
    /// The clause it rests on.
    pub clause: String,
    /// What goes into it.
    #[serde(default)]
    pub holds: Vec<String>,
    /// A remark.
    pub note: Option<String>,
    /// Where it stands.
    #[serde(skip)]
    pub source: Source,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DocumentFile {
    pub(crate) document: Vec<Spanned<Document>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RoleFile {
    pub(crate) role: Vec<Spanned<Role>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NomenclatureText {
    pub(crate) file: Vec<Spanned<NomenclatureFile>>,
}

impl Placed for Document {
    fn place(&mut self, source: Source) {
        self.source = source;
    }
}

impl Placed for Role {
    fn place(&mut self, source: Source) {
        self.source = source;
    }
}

impl Placed for NomenclatureFile {
    fn place(&mut self, source: Source) {
        self.source = source;
    }
}
