//! What stands behind a figure: the entries, and what each counts for.

use qorgau_domain::entry::Number;
use qorgau_domain::time::{date_of, day_number};
use qorgau_domain::{BodyId, EntryId, Month, Period, Tree};
use qorgau_rulebook::Indicator;
use qorgau_rulebook::indicator::Kind;
use qorgau_store::{Explained, Scope};

use super::doubles::Doubles;
use crate::{App, AppError};

/// An entry behind a figure. Several rows of one entry stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedEntry {
    /// The figure: the one asked, or a part of it that is divided.
    pub figure: String,
    /// The entry; `None` for what is taken off as a linked double.
    pub entry: Option<(EntryId, Number)>,
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
        let indicator = self.rulebook.indicator(code).ok_or_else(|| AppError::NoFigure(code.to_owned()))?;
        let parts = [&indicator.numerator, &indicator.denominator].into_iter().flatten();
        let mut figures: Vec<&Indicator> = parts.filter_map(|code| self.rulebook.indicator(code)).collect();
        if figures.is_empty() {
            figures.push(indicator);
        }
        let links = Doubles::of(tree, &self.store.linked().await?);
        let mut found = Vec::new();
        for indicator in figures {
            self.explain_one(tree, scope, &links, indicator, period, &mut found).await?;
        }
        Ok(found)
    }

    async fn explain_one(
        &self,
        tree: &Tree,
        scope: &Scope,
        links: &Doubles<'_>,
        indicator: &Indicator,
        period: Period,
        found: &mut Vec<ExplainedEntry>,
    ) -> Result<(), AppError> {
        let Some(figure) = self.figures.get(&indicator.code).copied() else {
            return Ok(());
        };
        let standing = indicator.kind == Kind::Stock || indicator.kind == Kind::Flag && indicator.by_spans();
        let first = if standing { period.last_month() } else { period.first_month() };
        for (first, last) in tree.runs(first, period.last_month()) {
            let days = if standing {
                (day_number(last.last()), day_number(last.last()))
            } else {
                (day_number(first.first()), day_number(last.last()))
            };
            let bodies = tree.subtree(scope.root(), first);
            for explained in self.store.explain(scope, bodies, figure, days.0, days.1).await? {
                put(found, indicator, &explained, days);
            }
            self.explain_doubles(scope, links, indicator, first, days, found);
        }
        Ok(())
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
                    body,
                    on: date_of(double.day),
                    amount,
                });
            }
        }
    }
}

fn put(found: &mut Vec<ExplainedEntry>, indicator: &Indicator, explained: &Explained, days: (i64, i64)) {
    let entry = Some((explained.entry, explained.number));
    let counted = &explained.contribution;
    let amount = weighed(indicator, counted.day, counted.until, counted.amount, days);
    let same = |known: &&mut ExplainedEntry| known.entry == entry && known.figure == indicator.code && known.on == date_of(counted.day);
    match found.iter_mut().rev().take(64).find(same) {
        Some(known) => known.amount += amount,
        None => found.push(ExplainedEntry {
            figure: indicator.code.clone(),
            entry,
            body: explained.body,
            on: date_of(counted.day),
            amount,
        }),
    }
}

/// Person-days weigh an amount by the days of overlap.
fn weighed(indicator: &Indicator, day: i64, until: Option<i64>, amount: i64, days: (i64, i64)) -> i64 {
    match until {
        Some(until) if indicator.kind == Kind::Days => amount * (until.min(days.1) - day.max(days.0) + 1),
        _ => amount,
    }
}
