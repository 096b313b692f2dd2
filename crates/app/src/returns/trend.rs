//! How figures went month by month.

use std::collections::BTreeMap;

use qorgau_domain::{FigureId, Month, Tree};
use qorgau_rulebook::Indicator;
use qorgau_store::Counts;

use super::doubles::Doubles;
use crate::{App, AppError};

/// How many months are shown.
pub const MONTHS: i64 = 24;

impl App {
    /// The events of figures in each of the 24 months up to one, the first first; missing before any body below kept a register behind them.
    /// What is not counted in events has no trend here.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn trends(&self, counts: &mut Counts, tree: &Tree, until: Month) -> Result<BTreeMap<String, Vec<Option<i64>>>, AppError> {
        let from = until.plus(1 - MONTHS);
        let months: Vec<Month> = (from.0..=until.0).map(Month).collect();
        let mut sums: BTreeMap<(FigureId, Month), i64> = BTreeMap::new();
        for (month, figure, amount) in counts.monthly(from, until).await? {
            sums.insert((figure, month), amount);
        }
        let linked = counts.linked().await?;
        let root = counts.scope().root();
        for month in months.iter().filter(|_| !linked.is_empty()) {
            for (double, path) in Doubles::of(tree, &linked).in_tree(*month) {
                if double.until.is_none() && Month::of_day(double.day) == *month && path.contains(&root) {
                    *sums.entry((double.figure, *month)).or_default() -= double.amount;
                }
            }
        }
        let kept = counts.kept().await?;
        let since = |indicator: &Indicator| {
            let behind = indicator.count.iter().filter_map(|count| kept.get(&count.register));
            behind.flatten().map(|(_, since)| *since).min()
        };
        let flows = self.rulebook.indicators.iter();
        let flows = flows.filter(|indicator| indicator.kind == qorgau_rulebook::indicator::Kind::Flow);
        let line = |figure: &FigureId, since: Option<Month>| {
            let of = |month: &Month| {
                let sum = sums.get(&(*figure, *month)).copied();
                since.filter(|since| since <= month).map(|_| sum.unwrap_or(0))
            };
            months.iter().map(of).collect::<Vec<Option<i64>>>()
        };
        let lines = flows.filter_map(|indicator| Some((indicator.code.clone(), line(self.figures.get(&indicator.code)?, since(indicator)))));
        Ok(lines.collect())
    }
}
