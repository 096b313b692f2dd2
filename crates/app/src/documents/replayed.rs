//! Counts the figures of a signed return once more, from what the chains said up to the heads it was signed at.
//!
//! Everything comes from the content of acts: the tree, what was kept, what was linked, what counted. The tables are not asked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use qorgau_domain::{BodyId, Contribution, EntryId, FigureId, Month, Tree};
use qorgau_store::{Asked, ChildSum, KeptSince, Linked, Scope, SpanRow, StoreError};

use super::{Frozen, FrozenFigure, Wanted};
use crate::replay::Replayed;
use crate::returns::{ByBody, Source, Totals};
use crate::{App, AppError};

impl App {
    /// The figures of a document counted anew as of the heads it was signed at; they must be those that were frozen. `None` where it was
    /// signed by another rulebook than this app counts by.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn replay_figures(&self, wanted: Wanted, frozen: &Frozen) -> Result<Option<Vec<FrozenFigure>>, AppError> {
        if frozen.rulebook != self.rulebook.hash {
            return Ok(None);
        }
        let mut audit = self.store.audit().await?;
        let mut chains = BTreeMap::new();
        for (body, seq, _) in &frozen.heads {
            chains.insert(*body, self.replay_to(&mut audit, *body, *seq).await?);
        }
        let tree = Tree::new(chains.values().flat_map(|chain| chain.versions.iter().cloned()));
        let mut said = Said::of(self.scope_in(&tree, wanted.body), tree.clone(), &chains);
        let figures = self.figures_from(&mut said, &tree, wanted.kind, wanted.period).await?;
        Ok(Some(figures.figures.iter().map(FrozenFigure::from).collect()))
    }
}

/// What chains said.
struct Said {
    scope: Scope,
    tree: Tree,
    counted: Vec<(BodyId, Contribution)>,
    kept: KeptSince,
    linked: Vec<Linked>,
}

impl Said {
    fn of(scope: Scope, tree: Tree, chains: &BTreeMap<BodyId, Replayed>) -> Self {
        let (mut counted, mut kept) = (Vec::new(), Vec::new());
        let mut by_entry: BTreeMap<EntryId, (BodyId, Vec<&Contribution>)> = BTreeMap::new();
        for (body, chain) in chains {
            kept.extend(chain.kept.iter().map(|(register, since)| (*body, register.clone(), *since)));
            for (entry, contribution) in chain.standing() {
                by_entry.entry(entry).or_insert_with(|| (*body, Vec::new())).1.push(contribution);
                counted.push((*body, contribution.clone()));
            }
        }
        let links = chains.values().flat_map(|chain| &chain.links).filter(|link| link.ended == 0);
        let mut linked = Vec::new();
        for link in links {
            let Some((body, contributions)) = by_entry.get(&link.entry) else { continue };
            linked.extend(contributions.iter().map(|counts| Linked {
                link: link.link,
                rank: link.rank,
                body: *body,
                figure: counts.figure,
                day: counts.day,
                until: counts.until,
                amount: counts.amount,
            }));
        }
        kept.retain(|(body, ..)| scope.holds(*body));
        Said {
            scope,
            tree,
            counted,
            kept: Arc::new(kept),
            linked,
        }
    }

    /// Events with the bodies above them in their month, lowest first.
    fn events(&self, (from, until): (Month, Month)) -> impl Iterator<Item = (Vec<BodyId>, &Contribution)> {
        let events = self.counted.iter().filter(|(_, counts)| counts.until.is_none());
        let within = events.filter(move |(_, counts)| (from..=until).contains(&Month::of_day(counts.day)));
        within.map(|(body, counts)| (self.tree.upward(*body, Month::of_day(counts.day)), counts))
    }

    /// Spans of the scope's bodies that touch the days asked: body, first day, last day, amount.
    fn touching(&self, asked: Asked) -> impl Iterator<Item = SpanRow> {
        let mine = self
            .counted
            .iter()
            .filter(move |(body, counts)| counts.figure == asked.figure && self.scope.holds(*body));
        mine.filter_map(|(body, counts)| Some((body, counts, counts.until?)))
            .filter(move |(_, counts, until)| counts.day <= asked.last && *until >= asked.first)
            .map(|(body, counts, until)| SpanRow {
                body: *body,
                day: counts.day,
                until,
                amount: counts.amount,
            })
    }

    fn by_body(&self, asked: &[Asked], amount: impl Fn(&Asked, &SpanRow) -> i64) -> ByBody {
        let mut found = ByBody::new();
        for asked in asked {
            let mut sums: BTreeMap<BodyId, i64> = BTreeMap::new();
            for span in self.touching(*asked) {
                *sums.entry(span.body).or_default() += amount(asked, &span);
            }
            found.insert(*asked, sums.into_iter().collect());
        }
        found
    }
}

impl Source for Said {
    fn scope(&self) -> &Scope {
        &self.scope
    }

    async fn kept(&mut self) -> Result<KeptSince, StoreError> {
        Ok(Arc::clone(&self.kept))
    }

    async fn linked(&mut self) -> Result<Vec<Linked>, StoreError> {
        Ok(self.linked.clone())
    }

    async fn flows(&mut self, from: Month, until: Month) -> Result<Vec<ChildSum>, StoreError> {
        let root = self.scope.root();
        let mut sums: BTreeMap<(BodyId, FigureId), i64> = BTreeMap::new();
        for (path, counts) in self.events((from, until)) {
            let Some(at) = path.iter().position(|body| *body == root) else { continue };
            let row = at.checked_sub(1).and_then(|below| path.get(below)).unwrap_or(&root);
            *sums.entry((*row, counts.figure)).or_default() += counts.amount;
        }
        let sum = |((child, figure), amount)| ChildSum { child, figure, amount };
        Ok(sums.into_iter().map(sum).collect())
    }

    async fn totals(&mut self, stretches: &[(Month, Month)]) -> Result<Totals, StoreError> {
        let root = self.scope.root();
        let mut totals = Totals::new();
        for stretch in stretches {
            let mut sums: BTreeMap<FigureId, i64> = BTreeMap::new();
            for (_, counts) in self.events(*stretch).filter(|(path, _)| path.contains(&root)) {
                *sums.entry(counts.figure).or_default() += counts.amount;
            }
            totals.insert(*stretch, sums.into_iter().collect());
        }
        Ok(totals)
    }

    async fn days(&mut self, asked: &[Asked]) -> Result<ByBody, StoreError> {
        let overlap = |asked: &Asked, span: &SpanRow| span.amount * (span.until.min(asked.last) - span.day.max(asked.first) + 1);
        Ok(self.by_body(asked, overlap))
    }

    async fn standing(&mut self, asked: &[Asked]) -> Result<ByBody, StoreError> {
        let last: Vec<Asked> = asked.iter().map(|asked| Asked { first: asked.last, ..*asked }).collect();
        let found = self.by_body(&last, |_, span| span.amount);
        let back = asked
            .iter()
            .filter_map(|asked| Some((*asked, found.get(&Asked { first: asked.last, ..*asked })?.clone())));
        Ok(back.collect())
    }

    async fn spans(&mut self, asked: &[Asked]) -> Result<BTreeMap<Asked, Vec<SpanRow>>, StoreError> {
        Ok(asked.iter().map(|asked| (*asked, self.touching(*asked).collect())).collect())
    }

    async fn flagged(&mut self, asked: &[Asked]) -> Result<BTreeMap<Asked, Vec<BodyId>>, StoreError> {
        let of = |asked: &Asked| {
            let counted = self.counted.iter().filter(|(body, counts)| {
                counts.figure == asked.figure && counts.amount > 0 && (asked.first..=asked.last).contains(&counts.day) && self.scope.holds(*body)
            });
            counted.map(|(body, _)| *body).collect::<BTreeSet<_>>().into_iter().collect()
        };
        Ok(asked.iter().map(|asked| (*asked, of(asked))).collect())
    }
}
