//! What stands behind a figure: the entries, and what each counts for.

use std::collections::{BTreeMap, BTreeSet};

use qorgau_domain::entry::Number;
use qorgau_domain::time::{date_of, day_number};
use qorgau_domain::{BodyId, Contribution, EntryId, Month, Period, Tree};
use qorgau_rulebook::Indicator;
use qorgau_rulebook::indicator::Kind;
use qorgau_store::{Asked, Behind, Counts, Explained, OpeningSource, Scope};

use super::doubles::Doubles;
use crate::{App, AppError};

/// An entry behind a figure. Several rows of one entry stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedEntry {
    /// The figure: the one asked, or a part of it that is divided.
    pub figure: String,
    /// The entry; `None` for what is taken off as a linked double, and for opening totals.
    pub entry: Option<(EntryId, Number)>,
    /// Where an opening total from paper was said, where it is one.
    pub opening: Option<OpeningSource>,
    /// The body that keeps it, or where the double is taken off.
    pub body: BodyId,
    /// The day, or first day.
    pub on: jiff::civil::Date,
    /// What it adds to the figure of the period.
    pub amount: i64,
}

impl App {
    /// The entries behind a figure of the scope's root in a period; their amounts sum to the figure where it is additive.
    ///
    /// # Errors
    /// When there is no such figure or the database cannot be read.
    pub async fn explain(&self, tree: &Tree, scope: &Scope, code: &str, period: Period) -> Result<Vec<ExplainedEntry>, AppError> {
        let mut counts = self.store.counts(scope).await?;
        self.explain_at(&mut counts, tree, code, period).await
    }

    /// The same from a snapshot that the caller asks more of.
    ///
    /// # Errors
    /// When there is no such figure or the database cannot be read.
    pub async fn explain_at(&self, counts: &mut Counts, tree: &Tree, code: &str, period: Period) -> Result<Vec<ExplainedEntry>, AppError> {
        let indicator = self.rulebook.indicator(code).ok_or_else(|| AppError::NoFigure(code.to_owned()))?;
        let parts = [&indicator.numerator, &indicator.denominator].into_iter().flatten();
        let mut figures: Vec<&Indicator> = parts.filter_map(|code| self.rulebook.indicator(code)).collect();
        if figures.is_empty() {
            figures.push(indicator);
        }
        let scope = &counts.scope().clone();
        let links = Doubles::of(tree, &counts.linked().await?);
        let mut found = Found::default();
        for indicator in figures {
            let Some(figure) = self.figures.get(&indicator.code) else { continue };
            for (month, days) in stretches(tree, indicator, period) {
                let bodies = tree.subtree(scope.root(), month);
                let asked = Asked {
                    figure: *figure,
                    first: days.0,
                    last: days.1,
                };
                for explained in counts.explain(bodies, asked, indicator.by_spans()).await? {
                    found.put(indicator, &explained, days);
                }
                self.explain_doubles(scope, &links, indicator, month, days, &mut found.entries);
            }
        }
        Ok(found.entries)
    }

    fn explain_doubles(&self, scope: &Scope, links: &Doubles<'_>, indicator: &Indicator, month: Month, days: (i64, i64), found: &mut Vec<ExplainedEntry>) {
        for (double, path) in links.in_tree(month) {
            let touches = double.day <= days.1 && double.until.unwrap_or(double.day) >= days.0;
            if self.figures.get(&indicator.code) == Some(&double.figure) && touches && path.contains(&scope.root()) {
                let body = path.first().copied().unwrap_or(scope.root());
                let amount = -weighed(indicator, double.day, double.until, double.amount, days);
                found.push(ExplainedEntry {
                    figure: indicator.code.clone(),
                    entry: None,
                    opening: None,
                    body,
                    on: date_of(double.day),
                    amount,
                });
            }
        }
    }
}

/// The days that a figure of a period asks for, each stretch of one tree with its first month.
fn stretches(tree: &Tree, indicator: &Indicator, period: Period) -> Vec<(Month, (i64, i64))> {
    let last = period.last_month();
    if indicator.kind == Kind::Stock || indicator.kind == Kind::Flag && indicator.by_spans() {
        let day = day_number(last.last());
        return vec![(last, (day, day))];
    }
    let runs = tree.runs(period.first_month(), last).into_iter();
    runs.map(|(first, last)| (first, (day_number(first.first()), day_number(last.last()))))
        .collect()
}

/// What was found, several rows of one entry together.
#[derive(Default)]
struct Found {
    entries: Vec<ExplainedEntry>,
    /// Where an entry stands by figure and day.
    places: BTreeMap<(String, EntryId, i64), usize>,
    /// Spans of a peak that were met already: one that lasts over a change of the tree is met before and after it.
    met: BTreeSet<(EntryId, Contribution)>,
}

impl Found {
    fn put(&mut self, indicator: &Indicator, explained: &Explained, days: (i64, i64)) {
        let counted = &explained.contribution;
        let amount = weighed(indicator, counted.day, counted.until, counted.amount, days);
        let (entry, opening) = match &explained.behind {
            Behind::Entry(entry, number) => (Some((*entry, *number)), None),
            Behind::Opening(source) => (None, Some(source.clone())),
        };
        if let Some((entry, _)) = entry {
            if indicator.kind == Kind::Peak && !self.met.insert((entry, counted.clone())) {
                return;
            }
            let key = (indicator.code.clone(), entry, counted.day);
            if let Some(known) = self.places.get(&key).and_then(|place| self.entries.get_mut(*place)) {
                known.amount += amount;
                return;
            }
            self.places.insert(key, self.entries.len());
        }
        self.entries.push(ExplainedEntry {
            figure: indicator.code.clone(),
            entry,
            opening,
            body: explained.body,
            on: date_of(counted.day),
            amount,
        });
    }
}

/// Person-days weigh an amount by the days of overlap.
fn weighed(indicator: &Indicator, day: i64, until: Option<i64>, amount: i64, days: (i64, i64)) -> i64 {
    match until {
        Some(until) if indicator.kind == Kind::Days => amount * (until.min(days.1) - day.max(days.0) + 1),
        _ => amount,
    }
}
