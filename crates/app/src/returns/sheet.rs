//! Everything a stretch of months counts for below a body: sums of events, spans, flags, doubles.

use std::collections::{BTreeMap, BTreeSet};

use qorgau_domain::time::day_number;
use qorgau_domain::{BodyId, FigureId, Month, Tree};
use qorgau_rulebook::Indicator;
use qorgau_rulebook::indicator::Kind;
use qorgau_store::{Scope, SpanRow};

use super::Who;
use super::doubles::{Double, Doubles};
use crate::{App, AppError};

/// What a stretch of months counts for, by row.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    /// Events and days, summed.
    pub(crate) sums: BTreeMap<(FigureId, Who), i64>,
    /// What stands on the last day.
    pub(crate) standing: BTreeMap<(FigureId, Who), i64>,
    /// The greatest daily sums; those of the whole body stand under `None`.
    pub(crate) peaks: BTreeMap<(FigureId, Option<Who>), i64>,
    /// The bodies that had any, with the row they stand under.
    pub(crate) flagged: BTreeMap<FigureId, BTreeSet<(Who, BodyId)>>,
}

impl App {
    /// Gathers the months `from` to `until` for the scope's root: row by row, or, where only the whole is asked, as one row.
    pub(crate) async fn sheet(&self, tree: &Tree, scope: &Scope, links: &Doubles<'_>, months: (Month, Month), rows: Rows) -> Result<Sheet, AppError> {
        let (from, until) = months;
        let mut sheet = Sheet::default();
        self.flows(&mut sheet, scope, months, rows).await?;
        for (first, last) in tree.runs(from, until) {
            let run = Run::new(tree, scope, links, first, last);
            self.days(&mut sheet, scope, &run).await?;
            self.peaks(&mut sheet, scope, &run).await?;
            run.events_of_doubles(&mut sheet);
        }
        let last = Run::new(tree, scope, links, until, until);
        self.standing(&mut sheet, scope, &last).await?;
        self.flags(&mut sheet, scope, &last, (day_number(from.first()), day_number(until.last())))
            .await?;
        Ok(sheet)
    }

    /// The figures of a kind that count something, with their numbers.
    fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (&Indicator, FigureId)> {
        let counted = move |indicator: &&Indicator| indicator.kind == kind && !indicator.count.is_empty();
        self.rulebook
            .indicators
            .iter()
            .filter(counted)
            .filter_map(|indicator| Some((indicator, *self.figures.get(&indicator.code)?)))
    }

    async fn flows(&self, sheet: &mut Sheet, scope: &Scope, (from, until): (Month, Month), rows: Rows) -> Result<(), AppError> {
        if rows == Rows::Together {
            let totals = self.store.totals(scope, from, until).await?;
            sheet.sums.extend(totals.into_iter().map(|(figure, amount)| ((figure, Who::Own), amount)));
            return Ok(());
        }
        for sum in self.store.flows(scope, from, until).await? {
            let who = if sum.child == scope.root() { Who::Own } else { Who::Child(sum.child) };
            *sheet.sums.entry((sum.figure, who)).or_default() += sum.amount;
        }
        Ok(())
    }

    /// Person-days.
    async fn days(&self, sheet: &mut Sheet, scope: &Scope, run: &Run) -> Result<(), AppError> {
        let (from, until) = run.days();
        for (_, figure) in self.of_kind(Kind::Days) {
            for (body, amount) in self.store.days(scope, figure, from, until).await? {
                if let Some(who) = run.rows.get(&body) {
                    *sheet.sums.entry((figure, *who)).or_default() += amount;
                }
            }
            for piece in run.doubles(figure) {
                let overlap = piece.until.min(until) - piece.day.max(from) + 1;
                *sheet.sums.entry((figure, piece.who)).or_default() += piece.amount * overlap.max(0);
            }
        }
        Ok(())
    }

    async fn peaks(&self, sheet: &mut Sheet, scope: &Scope, run: &Run) -> Result<(), AppError> {
        let (from, until) = run.days();
        for (_, figure) in self.of_kind(Kind::Peak) {
            let spans = self.store.spans(scope, figure, from, until).await?;
            let mut pieces = run.doubles(figure);
            pieces.retain(|piece| piece.day <= until && piece.until >= from);
            pieces.extend(spans.iter().filter_map(|span| run.piece(span)));
            let mut rows: BTreeSet<Option<Who>> = pieces.iter().map(|piece| Some(piece.who)).collect();
            rows.insert(None);
            for row in rows {
                let peak = peak(pieces.iter().filter(|piece| row.is_none_or(|who| piece.who == who)), from, until);
                let greatest = sheet.peaks.entry((figure, row)).or_default();
                *greatest = peak.max(*greatest);
            }
        }
        Ok(())
    }

    /// What stands on the last day, and which bodies have any of it.
    async fn standing(&self, sheet: &mut Sheet, scope: &Scope, run: &Run) -> Result<(), AppError> {
        let (_, last) = run.days();
        let flags = self.of_kind(Kind::Flag).filter(|(indicator, _)| indicator.by_spans());
        for (indicator, figure) in self.of_kind(Kind::Stock).chain(flags) {
            for (body, amount) in self.store.standing(scope, figure, last).await? {
                let Some(who) = run.rows.get(&body) else { continue };
                *sheet.standing.entry((figure, *who)).or_default() += amount;
                if indicator.kind == Kind::Flag && amount > 0 {
                    sheet.flagged.entry(figure).or_default().insert((*who, body));
                }
            }
            for piece in run.doubles(figure).iter().filter(|piece| (piece.day..=piece.until).contains(&last)) {
                *sheet.standing.entry((figure, piece.who)).or_default() += piece.amount;
            }
        }
        Ok(())
    }

    async fn flags(&self, sheet: &mut Sheet, scope: &Scope, run: &Run, days: (i64, i64)) -> Result<(), AppError> {
        for (_, figure) in self.of_kind(Kind::Flag).filter(|(indicator, _)| !indicator.by_spans()) {
            let flagged = self.store.flagged(scope, run.last, figure, days).await?;
            let row = |(child, body)| (if child == run.root { Who::Own } else { Who::Child(child) }, body);
            sheet.flagged.insert(figure, flagged.into_iter().map(row).collect());
        }
        Ok(())
    }
}

/// Whether a sheet tells its rows apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rows {
    /// Each child, the own row, the doubles.
    Apart,
    /// Events of everything in one row.
    Together,
}

/// Months of one tree.
struct Run {
    root: BodyId,
    rows: BTreeMap<BodyId, Who>,
    /// What is taken off below the root, with the row it is taken off in.
    doubles: Vec<(Double, Who)>,
    first: Month,
    last: Month,
}

/// A span, or the taking off of one, as it counts in a row.
#[derive(Clone, Copy)]
struct Piece {
    who: Who,
    day: i64,
    until: i64,
    amount: i64,
}

impl Run {
    fn new(tree: &Tree, scope: &Scope, links: &Doubles<'_>, first: Month, last: Month) -> Self {
        let root = scope.root();
        let rows = tree
            .rows(root, first)
            .into_iter()
            .map(|(body, child)| (body, child.map_or(Who::Own, Who::Child)));
        let doubles = links
            .in_tree(last)
            .into_iter()
            .filter_map(|(double, path)| Some((double, row_of_path(root, &path)?)));
        Run {
            root,
            rows: rows.collect(),
            doubles: doubles.collect(),
            first,
            last,
        }
    }

    fn days(&self) -> (i64, i64) {
        (day_number(self.first.first()), day_number(self.last.last()))
    }

    fn piece(&self, span: &SpanRow) -> Option<Piece> {
        let who = *self.rows.get(&span.body)?;
        Some(Piece {
            who,
            day: span.day,
            until: span.until,
            amount: span.amount,
        })
    }

    /// The spans of a figure that are taken off.
    fn doubles(&self, figure: FigureId) -> Vec<Piece> {
        let taken = self.doubles.iter().filter(|(double, _)| double.figure == figure);
        let piece = |(double, who): &(Double, Who)| {
            Some(Piece {
                who: *who,
                day: double.day,
                until: double.until?,
                amount: -double.amount,
            })
        };
        taken.filter_map(piece).collect()
    }

    /// Events of linked doubles, each in its own month; the months of a run share a tree.
    fn events_of_doubles(&self, sheet: &mut Sheet) {
        let (from, until) = self.days();
        for (double, who) in self
            .doubles
            .iter()
            .filter(|(double, _)| double.until.is_none() && (from..=until).contains(&double.day))
        {
            *sheet.sums.entry((double.figure, *who)).or_default() -= double.amount;
        }
    }
}

/// Where a root, on the path from a meeting of doubles upward, shows what is taken off there.
fn row_of_path(root: BodyId, path: &[BodyId]) -> Option<Who> {
    let at = path.iter().position(|body| *body == root)?;
    Some(
        at.checked_sub(1)
            .and_then(|below| path.get(below))
            .map_or(Who::Doubles, |child| Who::Child(*child)),
    )
}

/// The greatest daily sum in days `from` to `until`.
fn peak<'a>(pieces: impl Iterator<Item = &'a Piece>, from: i64, until: i64) -> i64 {
    let mut changes: BTreeMap<i64, i64> = BTreeMap::new();
    for piece in pieces {
        *changes.entry(piece.day.max(from)).or_default() += piece.amount;
        if piece.until < until {
            *changes.entry(piece.until + 1).or_default() -= piece.amount;
        }
    }
    let mut sum = 0;
    changes
        .values()
        .map(|change| {
            sum += change;
            sum
        })
        .max()
        .unwrap_or(0)
}
