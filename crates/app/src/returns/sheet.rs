//! Everything a stretch of months counts for below a body: sums of events, spans, flags, doubles.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use qorgau_domain::time::day_number;
use qorgau_domain::tree::Rows;
use qorgau_domain::{BodyId, FigureId, Month, Tree};
use qorgau_rulebook::Indicator;
use qorgau_rulebook::indicator::Kind;
use qorgau_store::{Asked, ByBody, Change, Scope};

use super::doubles::{Double, Doubles};
use super::{Amounts, Flagged, Kind as ReturnKind, Sought, Source, Who};
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
    /// The bodies that had any.
    pub(crate) flagged: BTreeMap<FigureId, BTreeSet<BodyId>>,
}

/// Some months with the trees they have.
struct Stretch {
    months: (Month, Month),
    runs: Vec<Run>,
    /// The last month alone.
    end: Run,
}

impl Stretch {
    fn new(tree: &Tree, scope: &Scope, links: &Doubles<'_>, months: (Month, Month)) -> Self {
        let runs = tree.runs(months.0, months.1).into_iter();
        Stretch {
            months,
            runs: runs.map(|(first, last)| Run::new(tree, scope, links, first, last)).collect(),
            end: Run::new(tree, scope, links, months.1, months.1),
        }
    }

    fn whole(&self, figure: FigureId) -> Asked {
        Asked {
            figure,
            first: day_number(self.months.0.first()),
            last: day_number(self.months.1.last()),
        }
    }

    fn end(&self, figure: FigureId) -> Asked {
        self.end.asked(figure)
    }
}

/// Everything that the sheets are made of but sums of events, read at once.
struct Read {
    days: Amounts,
    changes: BTreeMap<Asked, Vec<Change>>,
    standing: Amounts,
    /// By events within days, and by what stands on the last of them.
    flagged: Flagged,
    flagged_spans: Flagged,
}

impl App {
    /// Gathers the stretches of months of a return of the scope's root: the first row by row if rows are sought, of the others only the whole.
    pub(crate) async fn sheets(&self, tree: &Tree, scope: &Scope, counts: &mut impl Source, sought: Sought) -> Result<Vec<Sheet>, AppError> {
        let linked = counts.linked().await?;
        let links = Doubles::of(tree, &linked);
        let stretches = sought.stretches().into_iter();
        let stretches: Vec<Stretch> = stretches.map(|months| Stretch::new(tree, scope, &links, months)).collect();
        let figures = Figures::of(self, sought.kind);
        let rows = sought.extent.has_rows();
        let read = figures.read(counts, &stretches, rows).await?;
        let mut sheets = Vec::new();
        for stretch in &stretches {
            let mut sheet = Sheet::default();
            figures.days(&mut sheet, stretch, &read);
            figures.peaks(&mut sheet, stretch, &read);
            figures.standing(&mut sheet, stretch, &read);
            figures.flags(&mut sheet, stretch, &read);
            stretch.runs.iter().for_each(|run| run.events_of_doubles(&mut sheet));
            sheets.push(sheet);
        }
        events(counts, scope, &stretches, &mut sheets, rows).await?;
        Ok(sheets)
    }
}

/// The figures that are evaluated from spans, or by asking who had any event, as far as a return shows them.
struct Figures<'a>(Vec<(&'a Indicator, FigureId)>);

impl<'a> Figures<'a> {
    fn of(app: &'a App, kind: ReturnKind) -> Self {
        let shown = app.shown(kind).filter(|indicator| indicator.kind != Kind::Flow && !indicator.count.is_empty());
        Figures(shown.filter_map(|indicator| Some((indicator, *app.figures.get(&indicator.code)?))).collect())
    }

    async fn read(&self, counts: &mut impl Source, stretches: &[Stretch], rows: bool) -> Result<Read, AppError> {
        // Only the first stretch has rows, of the others the whole is shown: whose each is need not be told unless some stood elsewhere then.
        let apart = |days: &mut dyn Iterator<Item = (usize, &Run, FigureId)>| {
            let mut asked = ByBody::new();
            days.for_each(|(at, run, figure)| *asked.entry(run.asked(figure)).or_default() |= rows && at == 0 || !run.whole);
            asked
        };
        let of_runs = |kind: Kind| {
            let figures = self.of_kind(kind).map(|(_, figure)| figure);
            let runs = || {
                stretches
                    .iter()
                    .enumerate()
                    .flat_map(|(at, stretch)| stretch.runs.iter().map(move |run| (at, run)))
            };
            apart(&mut figures.flat_map(|figure| runs().map(move |(at, run)| (at, run, figure))))
        };
        let ends = |figures: &mut dyn Iterator<Item = FigureId>| {
            let ends = |figure| stretches.iter().enumerate().map(move |(at, stretch)| (at, &stretch.end, figure));
            apart(&mut figures.flat_map(ends))
        };
        let wholes = self.event_flags().flat_map(|figure| stretches.iter().map(move |stretch| stretch.whole(figure)));
        let wholes: BTreeSet<Asked> = wholes.collect();
        let flags = ends(&mut self.span_flags());
        Ok(Read {
            days: counts.days(&of_runs(Kind::Days)).await?,
            changes: counts.changes(&of_runs(Kind::Peak)).await?,
            standing: counts.standing(&ends(&mut self.of_kind(Kind::Stock).map(|(_, figure)| figure))).await?,
            flagged: counts.flagged(&wholes.into_iter().collect::<Vec<_>>()).await?,
            flagged_spans: counts.flagged_spans(&flags.into_keys().collect::<Vec<_>>()).await?,
        })
    }

    fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (&'a Indicator, FigureId)> {
        self.0.iter().copied().filter(move |(indicator, _)| indicator.kind == kind)
    }

    /// The figures that ask who has anything standing on the last day.
    fn span_flags(&self) -> impl Iterator<Item = FigureId> {
        let flags = self.of_kind(Kind::Flag).filter(|(indicator, _)| indicator.by_spans());
        flags.map(|(_, figure)| figure)
    }

    /// The figures that ask who had any event.
    fn event_flags(&self) -> impl Iterator<Item = FigureId> {
        let flags = self.of_kind(Kind::Flag).filter(|(indicator, _)| !indicator.by_spans());
        flags.map(|(_, figure)| figure)
    }

    /// Person-days.
    fn days(&self, sheet: &mut Sheet, stretch: &Stretch, read: &Read) {
        for (_, figure) in self.of_kind(Kind::Days) {
            for run in &stretch.runs {
                let asked = run.asked(figure);
                for (body, amount) in read.days.get(&asked).into_iter().flatten() {
                    if let Some(who) = run.who(*body) {
                        *sheet.sums.entry((figure, who)).or_default() += amount;
                    }
                }
                for piece in run.doubles(figure) {
                    let overlap = piece.until.min(asked.last) - piece.day.max(asked.first) + 1;
                    *sheet.sums.entry((figure, piece.who)).or_default() += piece.amount * overlap.max(0);
                }
            }
        }
    }

    fn peaks(&self, sheet: &mut Sheet, stretch: &Stretch, read: &Read) {
        for (_, figure) in self.of_kind(Kind::Peak) {
            for run in &stretch.runs {
                let asked = run.asked(figure);
                let mut changes: BTreeMap<Option<Who>, BTreeMap<i64, i64>> = BTreeMap::from([(None, BTreeMap::new())]);
                let mut change = |who: Who, day: i64, amount: i64| {
                    for row in [None, Some(who)] {
                        *changes.entry(row).or_default().entry(day).or_default() += amount;
                    }
                };
                for Change { body, day, amount } in read.changes.get(&asked).into_iter().flatten() {
                    if let Some(who) = run.who(*body) {
                        change(who, *day, *amount);
                    }
                }
                for piece in run.doubles(figure) {
                    if piece.day <= asked.last && piece.until >= asked.first {
                        change(piece.who, piece.day.max(asked.first), piece.amount);
                        change(piece.who, piece.until + 1, -piece.amount);
                    }
                }
                for (row, changes) in changes {
                    let greatest = sheet.peaks.entry((figure, row)).or_default();
                    *greatest = highest(&changes, asked.last).max(*greatest);
                }
            }
        }
    }

    /// What stands on the last day, and which bodies have any of it.
    fn standing(&self, sheet: &mut Sheet, stretch: &Stretch, read: &Read) {
        for (_, figure) in self.of_kind(Kind::Stock) {
            let asked = stretch.end(figure);
            for (body, amount) in read.standing.get(&asked).into_iter().flatten() {
                if let Some(who) = stretch.end.who(*body) {
                    *sheet.standing.entry((figure, who)).or_default() += amount;
                }
            }
            for piece in stretch.end.doubles(figure) {
                if (piece.day..=piece.until).contains(&asked.last) {
                    *sheet.standing.entry((figure, piece.who)).or_default() += piece.amount;
                }
            }
        }
    }

    fn flags(&self, sheet: &mut Sheet, stretch: &Stretch, read: &Read) {
        let by_events = self.event_flags().map(|figure| (figure, read.flagged.get(&stretch.whole(figure))));
        let by_spans = self.span_flags().map(|figure| (figure, read.flagged_spans.get(&stretch.end(figure))));
        for (figure, had) in by_events.chain(by_spans) {
            sheet.flagged.insert(figure, had.into_iter().flatten().copied().collect());
        }
    }
}

/// Adds the sums of events: to the first sheet row by row if rows are sought, to the others as one row.
async fn events(counts: &mut impl Source, scope: &Scope, stretches: &[Stretch], sheets: &mut [Sheet], rows: bool) -> Result<(), AppError> {
    let (apart, wholes) = stretches.split_at(usize::from(rows));
    for (stretch, sheet) in apart.iter().zip(&mut *sheets) {
        for sum in counts.flows(stretch.months.0, stretch.months.1).await? {
            let who = if sum.child == scope.root() { Who::Own } else { Who::Child(sum.child) };
            *sheet.sums.entry((sum.figure, who)).or_default() += sum.amount;
        }
    }
    let months: Vec<(Month, Month)> = wholes.iter().map(|stretch| stretch.months).collect();
    let totals = counts.totals(&months).await?;
    for (stretch, sheet) in wholes.iter().zip(sheets.iter_mut().skip(apart.len())) {
        for (figure, amount) in totals.get(&stretch.months).into_iter().flatten() {
            *sheet.sums.entry((*figure, Who::Own)).or_default() += amount;
        }
    }
    Ok(())
}

/// Months of one tree.
struct Run {
    rows: Arc<Rows>,
    /// Whether all that statements take for being below the root stood there then.
    whole: bool,
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
        let rows = tree.rows(root, first);
        let doubles = links
            .in_tree(last)
            .into_iter()
            .filter_map(|(double, path)| Some((double, row_of_path(root, &path)?)));
        Run {
            whole: tree.reached(root).len() == rows.len(),
            rows,
            doubles: doubles.collect(),
            first,
            last,
        }
    }

    fn days(&self) -> (i64, i64) {
        (day_number(self.first.first()), day_number(self.last.last()))
    }

    fn asked(&self, figure: FigureId) -> Asked {
        let (first, last) = self.days();
        Asked { figure, first, last }
    }

    /// In which row a body stood.
    fn who(&self, body: BodyId) -> Option<Who> {
        self.rows.get(&body).map(|child| child.map_or(Who::Own, Who::Child))
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

/// The greatest daily sum in days `from` to `until` of pieces (first day, last day, amount) that all touch these days.
pub(crate) fn peak(pieces: impl Iterator<Item = (i64, i64, i64)>, from: i64, until: i64) -> i64 {
    let mut changes: BTreeMap<i64, i64> = BTreeMap::new();
    for (day, last, amount) in pieces {
        *changes.entry(day.max(from)).or_default() += amount;
        *changes.entry(last + 1).or_default() -= amount;
    }
    highest(&changes, until)
}

/// The greatest daily sum of all days up to one, from the days on which it changes.
fn highest(changes: &BTreeMap<i64, i64>, until: i64) -> i64 {
    let mut sum = 0;
    let sums = changes.range(..=until).map(|(_, change)| {
        sum += change;
        sum
    });
    sums.max().unwrap_or(0)
}
