//! From gathered sums to figures, by kind.

use std::collections::{BTreeMap, BTreeSet};

use qorgau_domain::{BodyId, FigureId, Month, Period, Tree, amount};
use qorgau_rulebook::Indicator;
use qorgau_rulebook::indicator::Kind;
use qorgau_store::Scope;

use super::sheet::Sheet;
use super::{ChildRow, Figure, Who};
use crate::App;

pub(super) struct Evaluation<'a> {
    pub(super) app: &'a App,
    pub(super) tree: &'a Tree,
    pub(super) scope: &'a Scope,
    pub(super) kept: &'a [(BodyId, String, Month)],
    pub(super) period: Period,
}

impl Evaluation<'_> {
    pub(super) fn figure(&self, indicator: &Indicator, sheets: &[Sheet]) -> Figure {
        let value = |i: usize, month: Month| sheets.get(i).and_then(|sheet| self.value(indicator, sheet, None, month));
        let last = self.period.last_month();
        let rows = sheets.first().map(|sheet| self.rows(indicator, sheet)).unwrap_or_default();
        Figure {
            code: indicator.code.clone(),
            period: value(0, last),
            year_before: value(1, self.period.year_before().last_month()),
            year_to_date: value(2, last),
            kept_by: self.kept_by(indicator, last),
            rows,
        }
    }

    fn rows(&self, indicator: &Indicator, sheet: &Sheet) -> Vec<ChildRow> {
        let children = self.tree.children(self.scope.root(), self.period.last_month());
        if children.is_empty() {
            return Vec::new();
        }
        let mut who: Vec<Who> = children.into_iter().map(Who::Child).collect();
        // A body that moved away within the period still has a row for the months it stood here.
        let moved = sheet.sums.keys().map(|(_, who)| *who).filter(|row| matches!(row, Who::Child(_)) && !who.contains(row));
        let moved: BTreeSet<Who> = moved.collect();
        who.extend(moved);
        who.push(Who::Own);
        if matches!(indicator.kind, Kind::Flow | Kind::Stock | Kind::Days) {
            who.push(Who::Doubles);
        }
        let row = |who: Who| ChildRow { who, period: self.value(indicator, sheet, Some(who), self.period.last_month()) };
        who.into_iter().map(row).filter(|row| matches!(row.who, Who::Child(_)) || row.period.is_some_and(|amount| amount != 0)).collect()
    }

    /// A figure of the whole body, or of one row of it.
    fn value(&self, indicator: &Indicator, sheet: &Sheet, row: Option<Who>, month: Month) -> Option<i64> {
        if !self.is_kept(indicator, row, month) {
            return None;
        }
        match indicator.kind {
            Kind::Flow | Kind::Days => Some(sum(&sheet.sums, self.id(&indicator.code)?, row)),
            Kind::Stock => Some(sum(&sheet.standing, self.id(&indicator.code)?, row)),
            Kind::Peak => Some(sheet.peaks.get(&(self.id(&indicator.code)?, row)).copied().unwrap_or(0)),
            Kind::Ratio => {
                let (part, whole) = self.parts(indicator, sheet, row)?;
                amount::percent(part, whole)
            }
            Kind::Mean => {
                let (part, whole) = self.parts(indicator, sheet, row)?;
                amount::ratio(part.checked_mul(amount::unit(indicator.scale))?, whole)
            }
            Kind::Flag => Some(self.flag(indicator, sheet, row, month)),
        }
    }

    fn id(&self, code: &str) -> Option<FigureId> {
        self.app.figures.get(code).copied()
    }

    fn parts(&self, indicator: &Indicator, sheet: &Sheet, row: Option<Who>) -> Option<(i64, i64)> {
        let part = self.id(indicator.numerator.as_ref()?)?;
        let whole = self.id(indicator.denominator.as_ref()?)?;
        Some((sum(&sheet.sums, part, row), sum(&sheet.sums, whole, row)))
    }

    fn flag(&self, indicator: &Indicator, sheet: &Sheet, row: Option<Who>, month: Month) -> i64 {
        let asked: BTreeSet<BodyId> = self.below(row, month).filter(|body| self.asks(indicator, *body, month)).collect();
        let flagged = self.id(&indicator.code).and_then(|figure| sheet.flagged.get(&figure));
        let has = |body: &BodyId| flagged.is_some_and(|flagged| flagged.iter().any(|(_, other)| other == body));
        let count = asked.iter().filter(|body| has(body) != indicator.inverted).count();
        i64::try_from(count).unwrap_or(i64::MAX)
    }

    fn asks(&self, indicator: &Indicator, body: BodyId, month: Month) -> bool {
        let level = self.tree.on(body, month.last()).map(|version| version.level.as_str());
        self.tree.exists_on(body, month.last()) && (indicator.levels.is_empty() || indicator.levels.iter().any(|asked| Some(asked.as_str()) == level))
    }

    /// The bodies of a row: below the child, the root alone, or all.
    fn below(&self, row: Option<Who>, month: Month) -> Box<dyn Iterator<Item = BodyId>> {
        match row {
            None => Box::new(self.tree.subtree(self.scope.root(), month).into_iter()),
            Some(Who::Child(child)) => Box::new(self.tree.subtree(child, month).into_iter()),
            Some(Who::Own) => Box::new(std::iter::once(self.scope.root())),
            Some(Who::Doubles) => Box::new(std::iter::empty()),
        }
    }

    /// The registers behind a figure.
    fn registers(&self, indicator: &Indicator) -> BTreeSet<String> {
        let parts = [&indicator.numerator, &indicator.denominator].into_iter().flatten().filter_map(|code| self.app.rulebook.indicator(code));
        parts.chain(std::iter::once(indicator)).flat_map(|figure| figure.count.iter().map(|count| count.register.clone())).collect()
    }

    /// Whether any body of the row kept a register behind the figure by the end of the month. What nobody kept is missing, not zero.
    fn is_kept(&self, indicator: &Indicator, row: Option<Who>, month: Month) -> bool {
        if row == Some(Who::Doubles) || indicator.kind == Kind::Flag && indicator.inverted {
            return true;
        }
        let registers = self.registers(indicator);
        let bodies: BTreeSet<BodyId> = self.below(row, month).collect();
        self.kept.iter().any(|(body, register, since)| *since <= month && registers.contains(register) && bodies.contains(body))
    }

    fn kept_by(&self, indicator: &Indicator, month: Month) -> (usize, usize) {
        let registers = self.registers(indicator);
        let levels: BTreeSet<&String> = registers.iter().filter_map(|code| self.app.rulebook.register(code)).flat_map(|register| &register.kept_by).collect();
        let level = |body: &BodyId| self.tree.on(*body, month.last()).map(|version| version.level.clone());
        let bound: BTreeSet<BodyId> =
            self.below(None, month).filter(|body| self.tree.exists_on(*body, month.last()) && level(body).is_some_and(|level| levels.contains(&level))).collect();
        let keeping: BTreeSet<&BodyId> =
            self.kept.iter().filter(|(_, register, since)| *since <= month && registers.contains(register)).map(|(body, ..)| body).filter(|body| bound.contains(*body)).collect();
        (keeping.len(), bound.len())
    }
}

/// The sum over all rows, or one row's.
fn sum(sums: &BTreeMap<(FigureId, Who), i64>, figure: FigureId, row: Option<Who>) -> i64 {
    match row {
        Some(who) => sums.get(&(figure, who)).copied().unwrap_or(0),
        None => {
            let least = Who::Child(BodyId(i64::MIN));
            sums.range((figure, least)..=(figure, Who::Doubles)).map(|(_, amount)| amount).sum()
        }
    }
}
