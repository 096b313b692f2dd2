//! Document kinds, roles and the nomenclature of files.

use qorgau_domain::Text3;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
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
    /// Every document of the kind is for official use.
    #[serde(default)]
    pub marked: bool,
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
    /// What it may do, one act on one thing each.
    #[serde(default, deserialize_with = "each")]
    pub may: Vec<Grant>,
    /// A remark.
    pub note: Option<String>,
    /// Where it stands.
    #[serde(skip)]
    pub source: Source,
}

/// One thing a role may do.
#[derive(Debug, Clone)]
pub struct Grant {
    /// read, enter, correct, withdraw, prepare, sign, send, receive, return, inspect, mark, order, link, release, administer, audit.
    pub act: String,
    /// `register:CODE`, `document:CODE`, registers, documents, bodies, users, ledger.
    pub on: String,
    /// own, below, given or named.
    pub scope: String,
    /// It stands only while an absence of whoever holds one of these roles at the body is recorded.
    pub in_absence_of: Vec<String>,
}

/// A grant as it is written: one for each of its acts on each thing it is on.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Granted {
    act: Words,
    on: Words,
    scope: String,
    #[serde(default)]
    in_absence_of: Vec<String>,
}

/// A word, or a list of words.
#[derive(Deserialize)]
#[serde(untagged)]
enum Words {
    One(String),
    Many(Vec<String>),
}

impl Words {
    fn all(self) -> Vec<String> {
        match self {
            Words::One(word) => vec![word],
            Words::Many(words) => words,
        }
    }
}

/// Reads grants, each act on each thing apart.
fn each<'de, D: Deserializer<'de>>(text: D) -> Result<Vec<Grant>, D::Error> {
    let mut grants = Vec::new();
    for granted in Vec::<Granted>::deserialize(text)? {
        let (acts, things) = (granted.act.all(), granted.on.all());
        if acts.is_empty() || things.is_empty() {
            return Err(D::Error::custom("a grant names no act, or nothing that it is on"));
        }
        for act in &acts {
            grants.extend(things.iter().map(|on| Grant {
                act: act.clone(),
                on: on.clone(),
                scope: granted.scope.clone(),
                in_absence_of: granted.in_absence_of.clone(),
            }));
        }
    }
    Ok(grants)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grant_of_lists_is_one_for_each_act_on_each_thing() {
        let text = r#"
            code = "clerk"
            name = { kk = "a", ru = "b", en = "c" }
            person = "staff"
            may = [
              { act = "read", on = "documents", scope = "own" },
              { act = ["enter", "correct"], on = ["register:raid", "register:track"], scope = "below", in_absence_of = ["head"] },
            ]
        "#;
        let role: Role = toml::from_str(text).unwrap();
        let said = |grant: &Grant| format!("{} {} {} {}", grant.act, grant.on, grant.scope, grant.in_absence_of.join(","));
        assert_eq!(
            role.may.iter().map(said).collect::<Vec<_>>(),
            [
                "read documents own ",
                "enter register:raid below head",
                "enter register:track below head",
                "correct register:raid below head",
                "correct register:track below head",
            ]
        );
        for wrong in ["on = 5", "on = []", "on = \"documents\", of = \"x\""] {
            let one = format!("may = [{{ act = \"read\", {wrong}, scope = \"own\" }}]");
            let (before, _) = text.split_once("may = [").unwrap();
            let read = toml::from_str::<Role>(&format!("{before}{one}"));
            // A grant on nothing says nothing, and is refused like one that cannot be read.
            assert!(read.is_err(), "{wrong}");
        }
    }
}
