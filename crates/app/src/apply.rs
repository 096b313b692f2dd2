//! Changing over to another rulebook: what would change, and the change as one act of the ledger.

use std::collections::{BTreeMap, BTreeSet};

use qorgau_domain::act::{Kind, RecordDraft};
use qorgau_domain::time::day_number;
use qorgau_domain::value::{Content, Value};
use qorgau_domain::{BodyId, FigureId, Month};
use qorgau_rulebook::indicator::Kind as FigureKind;
use qorgau_store::{Audit, BodyCell, Draft, Effect, KeyRow, Rebuild, StoredContribution};
use uuid::Uuid;

use crate::replay::Replayed;
use crate::returns;
use crate::{App, AppError};

/// A monthly sum that the new rulebook changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Whose.
    pub body: BodyId,
    /// The month.
    pub month: Month,
    /// The figure.
    pub figure: String,
    /// Before, at the figure's scale.
    pub before: i64,
    /// After.
    pub after: i64,
}

impl App {
    /// Which past figures the rulebook of this app would change.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn changes(&self) -> Result<Vec<Change>, AppError> {
        let mut audit = self.store.audit().await?;
        let mut changes = Vec::new();
        for body in audit.chains().await? {
            let replayed = self.replay(&mut audit, body).await?;
            let mut sums: BTreeMap<(Month, FigureId), (i64, i64)> = BTreeMap::new();
            for cell in audit.cells(body).await? {
                sums.entry((cell.month, cell.figure)).or_default().0 += cell.amount;
            }
            for cell in replayed.cells() {
                sums.entry((cell.month, cell.figure)).or_default().1 += cell.amount;
            }
            let before = audit.contributions(body).await?;
            self.spans(&before, &replayed.contributions, &mut sums);
            changes.extend(self.differing(body, sums));
        }
        Ok(changes)
    }

    /// Puts the monthly values of figures made of spans beside each other, where the spans differ.
    fn spans(&self, before: &[StoredContribution], after: &[StoredContribution], sums: &mut BTreeMap<(Month, FigureId), (i64, i64)>) {
        let (before, after) = (standing_spans(before), standing_spans(after));
        let figures: BTreeSet<FigureId> = before.keys().chain(after.keys()).copied().collect();
        let none = Vec::new();
        for figure in figures {
            let (before, after) = (before.get(&figure).unwrap_or(&none), after.get(&figure).unwrap_or(&none));
            let first = before.iter().chain(after).map(|(day, ..)| *day).min();
            let indicator = self
                .rulebook
                .indicators
                .iter()
                .find(|indicator| self.figures().get(&indicator.code) == Some(&figure));
            let Some(first) = first.filter(|_| before != after) else { continue };
            let kind = indicator.map_or(FigureKind::Stock, |indicator| indicator.kind);
            for month in (Month::of_day(first).0..=Month::of(self.today()).0).map(Month) {
                let sums = sums.entry((month, figure)).or_default();
                sums.0 += value(kind, before, month);
                sums.1 += value(kind, after, month);
            }
        }
    }

    fn differing(&self, body: BodyId, sums: BTreeMap<(Month, FigureId), (i64, i64)>) -> Vec<Change> {
        let code = |figure: FigureId| {
            self.figures()
                .iter()
                .find(|(_, id)| **id == figure)
                .map_or_else(|| figure.0.to_string(), |(code, _)| code.clone())
        };
        let change = |((month, figure), (before, after))| Change {
            body,
            month,
            figure: code(figure),
            before,
            after,
        };
        sums.into_iter().filter(|(_, (before, after))| before != after).map(change).collect()
    }

    /// Changes over: counts everything anew, writes what comes out otherwise, and appends the act to the chain of the ministry.
    ///
    /// # Errors
    /// When the database cannot be written; then everything is as it was.
    pub async fn change_over(&self, actor: &str) -> Result<(), AppError> {
        let before = self.store.rulebook().await?.unwrap_or_default();
        let mut rebuild = self.store.rebuild().await?;
        // From here on nobody else writes, so that this snapshot is what the change-over stands on.
        let mut audit = self.store.audit().await?;
        let tree = audit.tree().await?;
        for body in audit.chains().await? {
            let replayed = self.replay(&mut audit, body).await?;
            put(&mut rebuild, &mut audit, body, &replayed).await?;
        }
        let root = tree
            .bodies()
            .find(|body| tree.parent(*body, Month::of(self.today())).is_none())
            .ok_or_else(|| AppError::NoBody("MIA".to_owned()))?;
        let text = |text: &str| Value::Text(text.to_owned());
        let plain = Content::from([("@before".to_owned(), text(&before)), ("@after".to_owned(), text(&self.rulebook.hash))]);
        let record = RecordDraft {
            body: root,
            kind: Kind::Rulebook,
            subject: Uuid::nil(),
            plain,
            salt: self.salt(),
            stamp: self.stamp(actor),
        };
        rebuild.finish(Draft::Record(Box::new(record), Effect::None), &self.rulebook.hash).await??;
        Ok(())
    }
}

/// Gives what a body's chain counts for by the new rulebook, as far as the tables say otherwise: most rulebooks change little.
async fn put(rebuild: &mut Rebuild, audit: &mut Audit, body: BodyId, replayed: &Replayed) -> Result<(), AppError> {
    let of = |made: &StoredContribution| ((made.seq, made.item), made.clone());
    let stored: BTreeMap<_, _> = audit.contributions(body).await?.iter().map(of).collect();
    if stored != replayed.contributions.iter().map(of).collect() {
        rebuild.contributions(body, &replayed.contributions).await?;
    }
    let cells = replayed.cells();
    let stored: BTreeSet<BodyCell> = audit.cells(body).await?.into_iter().collect();
    if stored != cells.iter().cloned().collect() {
        rebuild.cells(body, &cells).await?;
    }
    let keys = replayed.key_rows();
    let stored: BTreeSet<KeyRow> = audit.key_rows(body).await?.into_iter().collect();
    let (gone, come): (Vec<_>, Vec<_>) = (stored.difference(&keys).collect(), keys.difference(&stored).collect());
    rebuild.keys(body, &gone, &come).await?;
    Ok(())
}

/// First day, last day, amount.
type Span = (i64, i64, i64);

/// The spans that count now, by figure, in order.
fn standing_spans(contributions: &[StoredContribution]) -> BTreeMap<FigureId, Vec<Span>> {
    let mut spans: BTreeMap<FigureId, Vec<Span>> = BTreeMap::new();
    for StoredContribution { contribution, .. } in contributions.iter().filter(|made| made.ended == 0) {
        if let Some(until) = contribution.until {
            spans
                .entry(contribution.figure)
                .or_default()
                .push((contribution.day, until, contribution.amount));
        }
    }
    spans.values_mut().for_each(|spans| spans.sort_unstable());
    spans
}

/// What spans of one body make of a month, by the kind of figure.
fn value(kind: FigureKind, spans: &[Span], month: Month) -> i64 {
    let (first, last) = (day_number(month.first()), day_number(month.last()));
    let standing = spans
        .iter()
        .filter(|(day, until, _)| (*day..=*until).contains(&last))
        .map(|(.., amount)| amount);
    let overlap = |(day, until, amount): &Span| amount * ((*until).min(last) - (*day).max(first) + 1).max(0);
    match kind {
        FigureKind::Days => spans.iter().map(overlap).sum(),
        FigureKind::Peak => returns::peak(spans.iter().copied().filter(|(day, until, _)| *day <= last && *until >= first), first, last),
        FigureKind::Flag => i64::from(standing.sum::<i64>() > 0),
        _ => standing.sum(),
    }
}
