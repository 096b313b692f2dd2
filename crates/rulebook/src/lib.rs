//! The rulebook: the Instruction as data.
//!
//! Loads and checks it, and says what follows from it: whether an entry is sound, what it counts for, what is
//! owed and by when. Pure: texts, days and facts are handed in. How a rulebook is written: `docs/rulebook.md`.

pub mod ban;
pub mod check;
pub mod clause;
pub mod count;
pub mod damage;
pub mod document;
pub mod due;
pub mod duty;
pub mod filing;
pub mod indicator;
pub mod keys;
pub mod list;
pub mod load;
pub mod map;
pub mod may;
pub mod official;
pub mod opening;
pub mod owed;
pub mod problem;
pub mod register;
pub mod same;
pub mod scenario;
pub mod shipped;
pub mod terms;
pub mod validate;
pub mod view;

use std::collections::BTreeMap;

pub use clause::{Clause, Instruction, Level, Reason};
pub use document::{Document, NomenclatureFile, Role};
pub use duty::Duty;
pub use indicator::{Indicator, Unit};
pub use list::{Item, List};
pub use load::load;
pub use problem::{Problem, Source};
pub use register::{Field, FieldType, Register};

/// A rulebook that was read whole and found without problems.
#[derive(Debug, Clone)]
pub struct Rulebook {
    /// The act and its dates.
    pub instruction: Instruction,
    /// Levels of bodies.
    pub levels: Vec<Level>,
    /// Every clause.
    pub clauses: Vec<Clause>,
    /// Why a clause is not fulfilled yet, by code.
    pub reasons: BTreeMap<String, Reason>,
    /// Registers by code.
    pub registers: BTreeMap<String, Register>,
    /// Reference lists by code.
    pub lists: BTreeMap<String, List>,
    /// Figures in the order of the return.
    pub indicators: Vec<Indicator>,
    /// Units of figures by code.
    pub units: BTreeMap<String, Unit>,
    /// Duties.
    pub duties: Vec<Duty>,
    /// Document kinds.
    pub documents: Vec<Document>,
    /// Roles.
    pub roles: Vec<Role>,
    /// The nomenclature of files.
    pub nomenclature: Vec<NomenclatureFile>,
    /// Import maps by code.
    pub maps: BTreeMap<String, map::ImportMap>,
    /// Cases that are run as tests.
    pub scenarios: Vec<scenario::Scenario>,
    /// SHA-256 of all files, in hexadecimal: the name of this very text.
    pub hash: String,
}

impl Rulebook {
    /// A register by its code.
    #[must_use]
    pub fn register(&self, code: &str) -> Option<&Register> {
        self.registers.get(code)
    }

    /// A figure by its code.
    #[must_use]
    pub fn indicator(&self, code: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.code == code)
    }

    /// A role by its code.
    #[must_use]
    pub fn role(&self, code: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.code == code)
    }

    /// The item of a list that bears a code on a day, or else the one that bore it last.
    #[must_use]
    pub fn item(&self, list: &str, code: &str) -> Option<&Item> {
        self.lists.get(list)?.items_of(code).pop()
    }
}
