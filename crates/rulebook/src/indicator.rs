//! Figures of the returns: their kinds and what they are counted from.

use std::collections::BTreeMap;

use qorgau_domain::Text3;
use serde::Deserialize;
use toml::Spanned;

use crate::load::Placed;
use crate::problem::Source;
use crate::register::Condition;

/// The groups of figures, in the order of the return.
pub const GROUPS: [&str; 10] = [
    "raids",
    "offences",
    "crimes",
    "seizures",
    "damage",
    "veterinary",
    "organisations",
    "causes",
    "management",
    "optional",
];

/// How a figure behaves over time and over bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A sum of events: additive over bodies and months.
    Flow,
    /// What stands at the end of the period: additive over bodies.
    Stock,
    /// Amount times days of overlap: additive over bodies and months.
    Days,
    /// The greatest daily sum: additive over neither.
    Peak,
    /// One flow as a percentage of another.
    Ratio,
    /// One flow divided by another.
    Mean,
    /// Whether there was any; above a body, how many bodies.
    Flag,
}

/// A figure.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// `F01`, `V03.in_force`.
    pub code: String,
    /// How it behaves.
    pub kind: Kind,
    /// Its name.
    pub name: Text3,
    /// A code of the units.
    pub unit: String,
    /// Digits after the comma.
    #[serde(default)]
    pub scale: u8,
    /// Clauses or published figures it rests on.
    #[serde(default)]
    pub clauses: Vec<String>,
    /// The group it is printed in.
    pub group: String,
    /// The figure it is indented under.
    pub part_of: Option<String>,
    /// Its breakdowns, in the order they are joined.
    #[serde(default)]
    pub dimensions: Vec<String>,
    /// The returns that show it.
    #[serde(default)]
    pub returns: Vec<String>,
    /// Present but not shown.
    #[serde(default)]
    pub off: bool,
    /// For official use.
    #[serde(default)]
    pub marked: bool,
    /// The reason why it counts nothing yet.
    pub planned: Option<String>,
    /// Ratio, mean: what is divided.
    pub numerator: Option<String>,
    /// Ratio, mean: by what.
    pub denominator: Option<String>,
    /// Flag: 1 where there is none.
    #[serde(default)]
    pub inverted: bool,
    /// Flag: the levels it asks.
    #[serde(default)]
    pub levels: Vec<String>,
    /// A remark on how it is counted.
    pub help: Option<Text3>,
    /// What it is counted from.
    #[serde(default)]
    pub count: Vec<Count>,
    /// Where it stands.
    #[serde(skip)]
    pub source: Source,
}

impl Indicator {
    /// Whether its contributions are spans, evaluated when read, and not events summed in cells.
    #[must_use]
    pub fn by_spans(&self) -> bool {
        matches!(self.kind, Kind::Stock | Kind::Days | Kind::Peak) || self.kind == Kind::Flag && self.count.iter().any(Count::is_span)
    }
}

/// One way in which entries of a register contribute.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// The register.
    pub register: String,
    /// One contribution for each row of this field.
    pub rows: Option<String>,
    /// The day of the event.
    pub day: Option<String>,
    /// A span field.
    pub span: Option<String>,
    /// First day of a span.
    pub from: Option<String>,
    /// Last day of a span.
    pub until: Option<String>,
    /// The span lasts so many months from its first day on.
    pub lasts_months: Option<i64>,
    /// The day named by `until` is no longer part of the span.
    #[serde(default)]
    pub until_excluded: bool,
    /// How much; absent: 1.
    pub amount: Option<String>,
    /// How much: the days from one date to another.
    pub amount_days: Option<[String; 2]>,
    /// Each value of this field counts once in an entry.
    pub distinct: Option<String>,
    /// All must hold.
    #[serde(rename = "where", default)]
    pub conditions: Vec<Condition>,
    /// Only entries that fulfilled this duty of entries in time.
    pub in_time: Option<String>,
    /// From a dimension to the field that gives it.
    #[serde(default)]
    pub dimensions: BTreeMap<String, String>,
}

impl Count {
    /// Whether it makes spans.
    #[must_use]
    pub fn is_span(&self) -> bool {
        self.span.is_some() || self.from.is_some()
    }
}

/// A unit of figures.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// Its code.
    pub code: String,
    /// Its name, short.
    pub name: Text3,
    /// Where it stands.
    #[serde(skip)]
    pub source: Source,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct IndicatorFile {
    #[serde(default)]
    pub(crate) indicator: Vec<Spanned<Indicator>>,
    #[serde(default)]
    pub(crate) unit: Vec<Spanned<Unit>>,
}

impl Placed for Indicator {
    fn place(&mut self, source: Source) {
        self.source = source;
    }
}

impl Placed for Unit {
    fn place(&mut self, source: Source) {
        self.source = source;
    }
}
