//! From gathered sums to figures, by kind.

use std::collections::{BTreeMap, BTreeSet};

use qorgau_domain::{BodyId, FigureId, Month, Tree, amount};
use qorgau_rulebook::indicator::Kind;
use qorgau_rulebook::{Indicator, Register};
use qorgau_store::{KeptSince, Scope};

use super::sheet::Sheet;
use super::{ChildRow, Figure, Sought, Who};
use crate::App;

/// The bodies of each row in a month, and since when they keep their registers.
struct Members<'k> {
    month: Month,
    of_row: BTreeMap<Option<Who>, BTreeSet<BodyId>>,
    /// The registers that any body of a row kept in the months it stood there.
    kept: BTreeMap<Option<Who>, BTreeSet<&'k str>>,
}

/// Who keeps a register at the end of the period, of those who should.
struct Keepers {
    keeping: BTreeSet<BodyId>,
    bound: BTreeSet<BodyId>,
}

pub(super) struct Evaluation<'a> {
    app: &'a App,
    tree: &'a Tree,
    keepers: BTreeMap<&'a str, Keepers>,
    children: Vec<BodyId>,
    /// Bodies that moved away within the period still have a row for the months they stood here.
    moved: BTreeSet<Who>,
    sheets: &'a [Sheet],
    /// Of each stretch that is counted.
    members: Vec<Members<'a>>,
    /// Whether rows are counted.
    apart: bool,
}

impl<'a> Evaluation<'a> {
    pub(super) fn new(app: &'a App, tree: &'a Tree, scope: &Scope, kept: &'a KeptSince, sheets: &'a [Sheet], sought: Sought) -> Self {
        let apart = sought.extent.has_rows();
        let stretches = sought.stretches().into_iter();
        let members: Vec<Members<'_>> = stretches.map(|months| Members::new(tree, scope.root(), kept, months, apart)).collect();
        let children = tree.children(scope.root(), sought.period.last_month());
        Evaluation {
            app,
            tree,
            keepers: members.first().map(|now| Keepers::all(app, tree, kept, now)).unwrap_or_default(),
            moved: moved(sheets.first(), &children),
            children,
            sheets,
            members,
            apart,
        }
    }

    pub(super) fn children(&self) -> &[BodyId] {
        &self.children
    }

    pub(super) fn figure(&self, indicator: &Indicator) -> Figure {
        let mut stretches = self.sheets.iter().zip(&self.members);
        let mut next = || stretches.next().and_then(|(sheet, members)| self.value(indicator, sheet, None, members));
        Figure {
            code: indicator.code.clone(),
            period: next(),
            year_before: next(),
            year_to_date: next(),
            kept_by: self.kept_by(indicator),
            rows: self.rows(indicator),
        }
    }

    fn rows(&self, indicator: &Indicator) -> Vec<ChildRow> {
        let (Some(sheet), Some(now), true) = (self.sheets.first(), self.members.first(), self.apart && !self.children.is_empty()) else {
            return Vec::new();
        };
        let mut who: Vec<Who> = self.children.iter().copied().map(Who::Child).collect();
        who.extend(&self.moved);
        who.push(Who::Own);
        if matches!(indicator.kind, Kind::Flow | Kind::Stock | Kind::Days) {
            who.push(Who::Doubles);
        }
        let row = |who: Who| ChildRow {
            who,
            period: self.value(indicator, sheet, Some(who), now),
        };
        who.into_iter()
            .map(row)
            .filter(|row| matches!(row.who, Who::Child(_)) || row.period.is_some_and(|amount| amount != 0))
            .collect()
    }

    /// A figure of the whole body, or of one row of it.
    fn value(&self, indicator: &Indicator, sheet: &Sheet, row: Option<Who>, members: &Members<'_>) -> Option<i64> {
        if !self.is_kept(indicator, row, members) {
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
            Kind::Flag => Some(self.flag(indicator, sheet, row, members)),
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

    fn flag(&self, indicator: &Indicator, sheet: &Sheet, row: Option<Who>, members: &Members<'_>) -> i64 {
        let flagged = self.id(&indicator.code).and_then(|figure| sheet.flagged.get(&figure));
        let is_flagged = |body: &BodyId| flagged.is_some_and(|flagged| flagged.contains(body));
        let asked = members.bodies(row).filter(|body| self.asks(indicator, *body, members.month));
        let count = asked.filter(|body| is_flagged(body) != indicator.inverted).count();
        i64::try_from(count).unwrap_or(i64::MAX)
    }

    fn asks(&self, indicator: &Indicator, body: BodyId, month: Month) -> bool {
        let level = self.tree.on(body, month.last()).map(|version| version.level.as_str());
        self.tree.exists_on(body, month.last()) && (indicator.levels.is_empty() || indicator.levels.iter().any(|asked| Some(asked.as_str()) == level))
    }

    /// The registers behind a figure.
    fn registers<'i>(&'i self, indicator: &'i Indicator) -> impl Iterator<Item = &'i str> {
        let parts = [&indicator.numerator, &indicator.denominator]
            .into_iter()
            .flatten()
            .filter_map(|code| self.app.rulebook.indicator(code));
        parts
            .chain(std::iter::once(indicator))
            .flat_map(|figure| figure.count.iter().map(|count| count.register.as_str()))
    }

    /// Whether any body of the row kept a register behind the figure in the months it stood there. What nobody kept is missing, not zero.
    fn is_kept(&self, indicator: &Indicator, row: Option<Who>, members: &Members<'_>) -> bool {
        if row == Some(Who::Doubles) || indicator.kind == Kind::Flag && indicator.inverted {
            return true;
        }
        members
            .kept
            .get(&row)
            .is_some_and(|kept| self.registers(indicator).any(|register| kept.contains(register)))
    }

    /// How many bodies keep a register behind the figure, of how many that should.
    fn kept_by(&self, indicator: &Indicator) -> (usize, usize) {
        let registers: BTreeSet<&str> = self.registers(indicator).collect();
        let keepers = || registers.iter().filter_map(|register| self.keepers.get(*register));
        if let (1, Some(keepers)) = (registers.len(), keepers().next()) {
            return (keepers.keeping.len(), keepers.bound.len());
        }
        let keeping: BTreeSet<BodyId> = keepers().flat_map(|keepers| &keepers.keeping).copied().collect();
        let bound: BTreeSet<BodyId> = keepers().flat_map(|keepers| &keepers.bound).copied().collect();
        (keeping.len(), bound.len())
    }
}

impl Keepers {
    /// By register.
    fn all<'k>(app: &'k App, tree: &Tree, kept: &KeptSince, members: &Members<'_>) -> BTreeMap<&'k str, Keepers> {
        let last = members.month.last();
        let levels: BTreeMap<BodyId, &str> = members
            .bodies(None)
            .filter(|body| tree.exists_on(*body, last))
            .filter_map(|body| Some((body, tree.on(body, last)?.level.as_str())))
            .collect();
        let of = |register: &'k Register| {
            let asks = |level: &str| register.kept_by.iter().any(|asked| asked == level);
            let bound: BTreeSet<BodyId> = levels.iter().filter(|(_, level)| asks(level)).map(|(body, _)| *body).collect();
            let keeping = kept.get(&register.code).into_iter().flatten();
            let keeping = keeping.filter(|(body, since)| *since <= members.month && bound.contains(body));
            let keeping = keeping.map(|(body, _)| *body).collect();
            (register.code.as_str(), Keepers { keeping, bound })
        };
        app.rulebook.registers.values().map(of).collect()
    }
}

impl<'k> Members<'k> {
    fn new(tree: &Tree, root: BodyId, kept: &'k KeptSince, (first, last): (Month, Month), apart: bool) -> Self {
        let rows_of = |child: &Option<BodyId>| {
            let row = apart.then_some(child.map_or(Who::Own, Who::Child));
            std::iter::once(None).chain(row.map(Some))
        };
        let mut members = Members {
            month: last,
            of_row: BTreeMap::new(),
            kept: BTreeMap::new(),
        };
        for (_, until) in tree.runs(first, last) {
            let rows = tree.rows(root, until);
            for (register, bodies) in kept {
                let keeping = bodies.iter().filter(|(_, since)| *since <= until).filter_map(|(body, _)| rows.get(body));
                for row in keeping.flat_map(rows_of) {
                    members.kept.entry(row).or_default().insert(register);
                }
            }
            // Who stands where is asked at the end.
            members.of_row.clear();
            for (body, child) in &*rows {
                for row in rows_of(child) {
                    members.of_row.entry(row).or_default().insert(*body);
                }
            }
        }
        members
    }

    fn bodies(&self, row: Option<Who>) -> impl Iterator<Item = BodyId> + '_ {
        self.of_row.get(&row).into_iter().flatten().copied()
    }
}

fn moved(sheet: Option<&Sheet>, children: &[BodyId]) -> BTreeSet<Who> {
    let rows = sheet.into_iter().flat_map(|sheet| sheet.sums.keys()).map(|(_, who)| *who);
    rows.filter(|row| matches!(row, Who::Child(child) if !children.contains(child))).collect()
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
