//! Duties: who owes what to whom, how often, until when.

use qorgau_domain::{Month, Period, Text3};
use serde::Deserialize;
use toml::Spanned;

use crate::load::Placed;
use crate::problem::Source;
use crate::register::Condition;

/// A duty as one clause lays it on bodies of some levels.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// Its code; one code may stand several times, for other levels.
    pub code: String,
    /// The clause.
    pub clause: String,
    /// Levels of the bodies bound.
    pub levels: Vec<String>,
    /// Who answers for it.
    #[serde(default)]
    pub role: String,
    /// To whom: superior, ministry, partner, own.
    #[serde(default)]
    pub to: String,
    /// How often.
    pub every: Every,
    /// The first of the calendar years that are counted by twos, where it falls each two years.
    pub first_year: Option<i64>,
    /// Until when.
    pub due: Due,
    /// What fulfils it.
    pub fulfilled_by: Option<Fulfilment>,
    /// For duties of each entry or row: of which.
    pub of: Option<Of>,
    /// Bound only where this exists.
    pub only_where: Option<String>,
    /// Declared, switched off.
    #[serde(default)]
    pub off: bool,
    /// The reason why it comes later.
    pub planned: Option<String>,
    /// Its name.
    pub name: Text3,
    /// A remark.
    pub note: Option<String>,
    /// Where it stands.
    #[serde(skip)]
    pub source: Source,
}

/// How often a duty falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Every {
    /// Each month.
    Month,
    /// Each quarter.
    Quarter,
    /// Each year.
    Year,
    /// Each two calendar years, counted from the duty's first year.
    TwoYears,
    /// Once for each entry of a register.
    Entry,
    /// Once for each row of each entry.
    Row,
}

impl Duty {
    /// The period that holds a month; `None` for duties of entries and rows.
    #[must_use]
    pub fn period(&self, month: Month) -> Option<Period> {
        let kind = match self.every {
            Every::Month => Period::Month(month),
            Every::Quarter => Period::Quarter(month),
            Every::Year => Period::Year(month),
            Every::TwoYears => Period::TwoYears(Month::new(self.first_year?, 1)),
            Every::Entry | Every::Row => return None,
        };
        Some(kind.holding(month))
    }

    /// The first month whose facts are looked at in a year: January of the year before, or the beginning of the period that holds it.
    #[must_use]
    pub fn looks_from(&self, year: i64) -> Month {
        let january = Month::new(year - 1, 1);
        self.period(january).map_or(january, Period::first_month)
    }
}

/// Until when. One of the rules is given.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// The end of this day of the month after the period.
    pub day_of_next_month: Option<i8>,
    /// `same_day` or `next_working_day`.
    pub on_day_off: Option<String>,
    /// The end of the period's last day.
    #[serde(default)]
    pub end_of_period: bool,
    /// Before the period begins.
    #[serde(default)]
    pub before_period: bool,
    /// Of an entry or row: what the first of these that names a day says.
    #[serde(default)]
    pub first_of: Vec<DayRule>,
}

/// A day that an entry or a row of it names, or one that is counted from it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DayRule {
    /// The date field.
    pub field: String,
    /// That many days later.
    pub days_after: Option<i64>,
    /// As many working days later as a dated list says.
    pub term: Option<Term>,
}

/// A statutory term in working days.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The list.
    pub list: String,
    /// What its items call the number of working days.
    #[serde(default = "working_days")]
    pub days: String,
    /// The choice field that names the item. What the list does not name on that day has no statutory term.
    pub by: String,
}

fn working_days() -> String {
    "working_days".to_owned()
}

/// What fulfils a duty.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fulfilment {
    /// A document of this kind ...
    pub document: Option<String>,
    /// ... in this state.
    pub state: Option<String>,
    /// Entries of this register whose day lies in the period ...
    pub register: Option<String>,
    /// ... at least so many ...
    pub at_least: Option<usize>,
    /// ... of which all this holds.
    #[serde(rename = "where", default)]
    pub conditions: Vec<Condition>,
    /// This date of the entry ...
    pub field: Option<String>,
    /// ... is there and not after that one.
    pub not_after: Option<String>,
    /// An entry of this register marks the row.
    pub marked_by: Option<String>,
}

/// The entries, or rows, each of which the duty falls on.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Of {
    /// The register.
    pub register: String,
    /// The rows field.
    pub rows: Option<String>,
    /// The body field that names who is bound; absent: the body that keeps the entry.
    pub body_field: Option<String>,
    /// All must hold of the entry.
    #[serde(rename = "where", default)]
    pub conditions: Vec<Condition>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DutyFile {
    pub(crate) duty: Vec<Spanned<Duty>>,
}

impl Placed for Duty {
    fn place(&mut self, source: Source) {
        self.source = source;
    }
}
