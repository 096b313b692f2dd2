//! Everything a stretch of months counts for below a body: sums of events, spans, flags, doubles.

use std::collections::{BTreeMap, BTreeSet};

use qorgau_domain::time::day_number;
use qorgau_domain::{BodyId, FigureId, Month, Tree};
use qorgau_rulebook::Indicator;
use qorgau_rulebook::indicator::Kind;
use qorgau_store::{Scope, SpanRow};

use super::Who;
use super::doubles::Doubles;
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
    /// Gathers the months `from` to `until` for the scope's root.
    pub(crate) async fn sheet(&self, tree: &Tree, scope: &Scope, links: &Doubles<'_>, from: Month, until: Month) -> Result<Sheet, AppError> {
        let mut sheet = Sheet::default();
        let kind = |indicator: &Indicator| Some((*self.figures.get(&indicator.code)?, indicator.kind));
        let kinds = self.rulebook.indicators.iter().filter_map(kind).collect();
        let days = (day_number(from.first()), day_number(until.last()));
        let spans = self.store.spans(scope, days.0, days.1).await?;
        for (first, last) in tree.runs(from, until) {
            for sum in self.store.flows(scope, first, last).await? {
                let who = if sum.child == scope.root() { Who::Own } else { Who::Child(sum.child) };
                *sheet.sums.entry((sum.figure, who)).or_default() += sum.amount;
            }
            let run = Run {
                kinds: &kinds,
                root: scope.root(),
                rows: rows(tree, scope, first),
                first,
                last,
            };
            run.spans(&mut sheet, &spans, links);
            run.doubles(&mut sheet, links);
        }
        let last = Run {
            kinds: &kinds,
            root: scope.root(),
            rows: rows(tree, scope, until),
            first: until,
            last: until,
        };
        last.standing(&mut sheet, &spans, links);
        self.flags(&mut sheet, scope, &last, days).await?;
        Ok(sheet)
    }

    async fn flags(&self, sheet: &mut Sheet, scope: &Scope, run: &Run<'_>, days: (i64, i64)) -> Result<(), AppError> {
        for indicator in self
            .rulebook
            .indicators
            .iter()
            .filter(|indicator| indicator.kind == Kind::Flag && !indicator.by_spans() && indicator.planned.is_none())
        {
            let Some(figure) = self.figures.get(&indicator.code) else { continue };
            let flagged = self.store.flagged(scope, run.last, *figure, days).await?;
            let rows = flagged
                .into_iter()
                .map(|(child, body)| (if child == run.root { Who::Own } else { Who::Child(child) }, body));
            sheet.flagged.insert(*figure, rows.collect());
        }
        Ok(())
    }
}

/// The row that each body below the root stands under in a month.
fn rows(tree: &Tree, scope: &Scope, month: Month) -> BTreeMap<BodyId, Who> {
    tree.rows(scope.root(), month)
        .into_iter()
        .map(|(body, child)| (body, child.map_or(Who::Own, Who::Child)))
        .collect()
}

/// Months of one tree.
struct Run<'a> {
    kinds: &'a BTreeMap<FigureId, Kind>,
    root: BodyId,
    rows: BTreeMap<BodyId, Who>,
    first: Month,
    last: Month,
}

/// A span, or the taking off of one, as it counts in a row.
#[derive(Clone, Copy)]
struct Piece {
    who: Who,
    figure: FigureId,
    day: i64,
    until: i64,
    amount: i64,
}

impl Run<'_> {
    fn days(&self) -> (i64, i64) {
        (day_number(self.first.first()), day_number(self.last.last()))
    }

    fn is(&self, figure: FigureId, kind: Kind) -> bool {
        self.kinds.get(&figure) == Some(&kind)
    }

    /// Where the root, on the path from a meeting of doubles upward, shows what is taken off there.
    fn row_of_path(&self, path: &[BodyId]) -> Option<Who> {
        let at = path.iter().position(|body| *body == self.root)?;
        Some(
            at.checked_sub(1)
                .and_then(|below| path.get(below))
                .map_or(Who::Doubles, |child| Who::Child(*child)),
        )
    }

    fn pieces(&self, spans: &[SpanRow], links: &Doubles<'_>) -> Vec<Piece> {
        let own = spans.iter().filter_map(|span| {
            let who = *self.rows.get(&span.body)?;
            Some(Piece {
                who,
                figure: span.figure,
                day: span.day,
                until: span.until,
                amount: span.amount,
            })
        });
        let doubles = links.in_tree(self.last).into_iter().filter_map(|(double, path)| {
            let who = self.row_of_path(&path)?;
            Some(Piece {
                who,
                figure: double.figure,
                day: double.day,
                until: double.until?,
                amount: -double.amount,
            })
        });
        own.chain(doubles).collect()
    }

    /// Person-days and peaks.
    fn spans(&self, sheet: &mut Sheet, spans: &[SpanRow], links: &Doubles<'_>) {
        let (from, until) = self.days();
        let mut peaks: BTreeMap<FigureId, Vec<Piece>> = BTreeMap::new();
        for piece in self.pieces(spans, links) {
            let overlap = piece.until.min(until) - piece.day.max(from) + 1;
            if overlap <= 0 {
                continue;
            }
            if self.is(piece.figure, Kind::Days) {
                *sheet.sums.entry((piece.figure, piece.who)).or_default() += piece.amount * overlap;
            } else if self.is(piece.figure, Kind::Peak) {
                peaks.entry(piece.figure).or_default().push(piece);
            }
        }
        for (figure, pieces) in peaks {
            let mut rows: BTreeSet<Option<Who>> = pieces.iter().map(|piece| Some(piece.who)).collect();
            rows.insert(None);
            for row in rows {
                let peak = peak(pieces.iter().filter(|piece| row.is_none_or(|who| piece.who == who)), from, until);
                let greatest = sheet.peaks.entry((figure, row)).or_default();
                *greatest = peak.max(*greatest);
            }
        }
    }

    /// Events of linked doubles, each in its own month; the months of a run share a tree.
    fn doubles(&self, sheet: &mut Sheet, links: &Doubles<'_>) {
        let (from, until) = self.days();
        for (double, path) in links.in_tree(self.last) {
            if double.until.is_none()
                && (from..=until).contains(&double.day)
                && let Some(who) = self.row_of_path(&path)
            {
                *sheet.sums.entry((double.figure, who)).or_default() -= double.amount;
            }
        }
    }

    /// What stands on the last day, and which bodies have any of it.
    fn standing(&self, sheet: &mut Sheet, spans: &[SpanRow], links: &Doubles<'_>) {
        let (_, last) = self.days();
        for piece in self.pieces(spans, links).iter().filter(|piece| (piece.day..=piece.until).contains(&last)) {
            *sheet.standing.entry((piece.figure, piece.who)).or_default() += piece.amount;
        }
        for span in spans.iter().filter(|span| (span.day..=span.until).contains(&last) && span.amount > 0) {
            if let Some(who) = self.rows.get(&span.body)
                && self.is(span.figure, Kind::Flag)
            {
                sheet.flagged.entry(span.figure).or_default().insert((*who, span.body));
            }
        }
    }
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
