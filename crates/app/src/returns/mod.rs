//! Statistical returns (clause 29): the figures of a body for a period, each with what stands behind it.
//!
//! The law that holds for every additive figure: a body's figure is the sum over its children by that month's
//! tree, its own row, and the (negative) row of linked doubles. Longer periods are sums of months.

mod doubles;
mod evaluate;
mod explain;
mod sheet;
mod source;
mod trend;

use std::collections::BTreeSet;

use qorgau_domain::{BodyId, Month, Period, Tree};
use qorgau_l10n::L10n;
use qorgau_rulebook::Indicator;
use qorgau_store::{Counts, Scope};

pub use explain::ExplainedEntry;
pub use qorgau_store::OpeningSource;
pub(crate) use sheet::peak;
pub(crate) use source::{Amounts, Flagged, Source, Totals};
pub use trend::MONTHS;

use crate::{App, AppError};

/// Which return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Of a month.
    Monthly,
    /// Of a quarter.
    Quarterly,
}

impl Kind {
    /// The word in data files and in the rulebook.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Kind::Monthly => "monthly",
            Kind::Quarterly => "quarterly",
        }
    }

    /// Refuses a period of another kind.
    ///
    /// # Errors
    /// When the period does not fit.
    pub fn fits(self, period: Period) -> Result<(), AppError> {
        match (self, period) {
            (Kind::Monthly, Period::Month(_)) | (Kind::Quarterly, Period::Quarter(_)) => Ok(()),
            (Kind::Monthly, _) => Err(AppError::Period {
                kind: "monthly",
                example: "2026-10",
            }),
            (Kind::Quarterly, _) => Err(AppError::Period {
                kind: "quarterly",
                example: "2026Q3",
            }),
        }
    }
}

/// How much of a return is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All that a document holds.
    Whole,
    /// The period beside the year before and the year to date, without rows.
    Compared,
    /// The period with its rows, beside nothing.
    ByBody,
}

impl Extent {
    fn has_rows(self) -> bool {
        self != Extent::Compared
    }
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sought {
    /// Which return.
    pub kind: Kind,
    /// For when.
    pub period: Period,
    /// How much of it.
    pub extent: Extent,
}

impl Sought {
    /// All of a return.
    #[must_use]
    pub fn whole(kind: Kind, period: Period) -> Self {
        let extent = Extent::Whole;
        Sought { kind, period, extent }
    }

    /// The months that are looked at: the period, then, where it is compared, the same of the year before and the year to date.
    fn stretches(self) -> Vec<(Month, Month)> {
        let of = |period: Period| (period.first_month(), period.last_month());
        let now = of(self.period);
        let january = Month::new(now.1.year(), 1);
        match self.extent {
            Extent::ByBody => vec![now],
            Extent::Whole | Extent::Compared => vec![now, of(self.period.year_before()), (january, now.1)],
        }
    }
}

/// The figures of a body for a period.
#[derive(Debug, Clone)]
pub struct Return {
    /// Which return.
    pub kind: Kind,
    /// Whose.
    pub body: BodyId,
    /// For when.
    pub period: Period,
    /// The bodies below it at the end of the period, by their codes.
    pub children: Vec<BodyId>,
    /// The figures in the order of the rulebook.
    pub figures: Vec<Figure>,
}

/// One figure. `None` is missing: no body below kept the register, or the [`Extent`] leaves it out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Its code.
    pub code: String,
    /// In the period.
    pub period: Option<i64>,
    /// In the same period of the year before.
    pub year_before: Option<i64>,
    /// From the beginning of the year to the end of the period.
    pub year_to_date: Option<i64>,
    /// How many of the bodies that should keep the registers behind it did.
    pub kept_by: (usize, usize),
    /// The rows it is made of.
    pub rows: Vec<ChildRow>,
}

/// A row below a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChildRow {
    /// Whose.
    pub who: Who,
    /// In the period.
    pub period: Option<i64>,
}

/// Whose row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// A body below.
    Child(BodyId),
    /// The body's own facts.
    Own,
    /// Less linked doubles.
    Doubles,
}

impl App {
    /// The return of the scope's root for a period.
    ///
    /// # Errors
    /// When the period does not fit the return or the database cannot be read.
    pub async fn statistical_return(&self, tree: &Tree, scope: &Scope, kind: Kind, period: Period) -> Result<Return, AppError> {
        let mut counts = self.store.counts(scope).await?;
        self.return_at(&mut counts, tree, Sought::whole(kind, period)).await
    }

    /// As much of it as is asked, from a snapshot that the caller asks more of.
    ///
    /// # Errors
    /// When the period does not fit the return or the database cannot be read.
    pub async fn return_at(&self, counts: &mut Counts, tree: &Tree, sought: Sought) -> Result<Return, AppError> {
        self.figures_from(counts, tree, sought).await
    }

    /// The same, wherever it is counted from.
    pub(crate) async fn figures_from(&self, counts: &mut impl Source, tree: &Tree, sought: Sought) -> Result<Return, AppError> {
        let Sought { kind, period, .. } = sought;
        kind.fits(period)?;
        let scope = &counts.scope().clone();
        let indicators: Vec<&Indicator> = self.shown(kind).collect();
        let kept = counts.kept().await?;
        let sheets = self.sheets(tree, scope, counts, sought).await?;
        let evaluation = evaluate::Evaluation::new(self, tree, scope, &kept, &sheets, sought);
        let children = evaluation.children().to_vec();
        let figures = indicators.into_iter().map(|indicator| evaluation.figure(indicator)).collect();
        Ok(Return {
            kind,
            body: scope.root(),
            period,
            children,
            figures,
        })
    }

    /// The registers whose events the returns are made of: with the first entry in one of them a body's work here began.
    pub(crate) fn counted_registers(&self) -> BTreeSet<&str> {
        let flows = self
            .rulebook
            .indicators
            .iter()
            .filter(|indicator| indicator.kind == qorgau_rulebook::indicator::Kind::Flow && !indicator.returns.is_empty());
        flows
            .flat_map(|indicator| indicator.count.iter().map(|count| count.register.as_str()))
            .collect()
    }

    /// The figures that a return shows.
    pub fn shown(&self, kind: Kind) -> impl Iterator<Item = &Indicator> + Clone {
        let shows = move |indicator: &&Indicator| !indicator.off && indicator.planned.is_none() && indicator.returns.iter().any(|shown| shown == kind.word());
        self.rulebook.indicators.iter().filter(shows)
    }
}

/// The name of a group of figures.
#[must_use]
pub fn group_name(l: &L10n, group: &str) -> String {
    match group {
        "raids" => l.group_raids(),
        "offences" => l.group_offences(),
        "crimes" => l.group_crimes(),
        "seizures" => l.group_seizures(),
        "damage" => l.group_damage(),
        "veterinary" => l.group_veterinary(),
        "organisations" => l.group_organisations(),
        "causes" => l.group_causes(),
        "management" => l.group_management(),
        _ => l.group_optional(),
    }
}
