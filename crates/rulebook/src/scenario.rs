//! Cases a lawyer can read, kept beside the rules and run as tests.

use serde::Deserialize;
use toml::Spanned;

use crate::load::Placed;
use crate::problem::Source;

/// A case about a duty or about counting.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Scenario {
    /// When something is owed and whether it came in time.
    Duty(DutyCase),
    /// What a single entry counts for.
    Counting(CountingCase),
}

/// A case about a duty.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DutyCase {
    /// What the case says.
    pub name: String,
    /// The duty.
    pub duty: String,
    /// The level of the body bound.
    pub level: String,
    /// The period.
    pub period: String,
    /// When it was sent.
    pub sent: Option<String>,
    /// The moment at which we look.
    pub on: Option<String>,
    /// What must come out.
    pub expect: DutyExpectation,
    /// Where it stands.
    #[serde(skip)]
    pub source: Source,
}

/// What a case about a duty must give.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DutyExpectation {
    /// The last moment.
    pub due: String,
    /// due, done, late, late_done, planned.
    pub state: String,
}

/// A case about counting: a world with one entry.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountingCase {
    /// What the case says.
    pub name: String,
    /// The register.
    pub register: String,
    /// The entry's fields.
    pub fields: toml::Table,
    /// What must come out.
    pub expect: Vec<CountingExpectation>,
    /// Where it stands.
    #[serde(skip)]
    pub source: Source,
}

/// What a figure must be in a month.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountingExpectation {
    /// The figure.
    pub figure: String,
    /// The month.
    pub month: String,
    /// Its value, as a decimal number; `none` where it has none.
    pub value: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScenarioFile {
    pub(crate) case: Vec<Spanned<Scenario>>,
}

impl Placed for Scenario {
    fn place(&mut self, source: Source) {
        match self {
            Scenario::Duty(case) => case.source = source,
            Scenario::Counting(case) => case.source = source,
        }
    }
}
