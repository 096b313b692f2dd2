//! Counts the figures of a signed document once more, from what the chains said up to the heads it was signed at.
//!
//! Everything comes from the content of acts: the tree, what was kept, what was linked, what counted. The tables are not asked.

use std::collections::{BTreeMap, BTreeSet};

use qorgau_domain::{BodyId, Contribution, EntryId, FigureId, Month, Tree};
use qorgau_store::{Asked, ByBody, Change, ChildSum, KeptSince, Linked, Scope, StoreError};

use super::{Frozen, FrozenFigure, Wanted};
use crate::replay::Replayed;
use crate::returns::{Amounts, Flagged, Source, Totals};
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
        let figures = self.figures_from(&mut said, &tree, wanted.sought()).await?;
        Ok(Some(self.drawn(wanted, &figures)))
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
        let (mut counted, mut kept) = (Vec::new(), KeptSince::new());
        let mut by_entry: BTreeMap<EntryId, (BodyId, Vec<&Contribution>)> = BTreeMap::new();
        for (body, chain) in chains {
            for (register, since) in chain.kept.iter().filter(|_| scope.holds(*body)) {
                kept.entry(register.clone()).or_default().push((*body, *since));
            }
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
        Said {
            scope,
            tree,
            counted,
            kept,
            linked,
        }
    }

    /// Events with the bodies above them in their month, lowest first.
    fn events(&self, (from, until): (Month, Month)) -> impl Iterator<Item = (Vec<BodyId>, &Contribution)> {
        let events = self.counted.iter().filter(|(_, counts)| counts.until.is_none());
        let within = events.filter(move |(_, counts)| (from..=until).contains(&Month::of_day(counts.day)));
        within.map(|(body, counts)| (self.tree.upward(*body, Month::of_day(counts.day)), counts))
    }

    /// Spans of a figure that touch the days asked: body, or the root where bodies are not told apart, first day, last day, amount.
    fn touching(&self, asked: Asked, apart: bool) -> Vec<Span> {
        let counted = self
            .counted
            .iter()
            .filter(|(body, counts)| counts.figure == asked.figure && self.scope.holds(*body));
        let spans = counted.filter_map(|(body, counts)| {
            let body = if apart { *body } else { self.scope.root() };
            Some((body, counts.day, counts.until?, counts.amount))
        });
        spans.filter(|(_, day, until, _)| *day <= asked.last && *until >= asked.first).collect()
    }

    fn by_body(&self, asked: &ByBody, amount: impl Fn(&Asked, &Span) -> i64) -> Amounts {
        let mut found = Amounts::new();
        for (asked, apart) in asked {
            let mut sums: BTreeMap<BodyId, i64> = BTreeMap::new();
            for span in self.touching(*asked, *apart) {
                *sums.entry(span.0).or_default() += amount(asked, &span);
            }
            found.insert(*asked, sums.into_iter().collect());
        }
        found
    }

    /// The scope's bodies with any contribution of a figure that is so.
    fn bodies_with(&self, asked: &[Asked], had: impl Fn(&Asked, &Contribution) -> bool) -> Flagged {
        let of = |asked: &Asked| {
            let counted = self
                .counted
                .iter()
                .filter(|(body, counts)| counts.figure == asked.figure && counts.amount > 0 && self.scope.holds(*body) && had(asked, counts));
            counted.map(|(body, _)| *body).collect::<BTreeSet<_>>().into_iter().collect()
        };
        asked.iter().map(|asked| (*asked, of(asked))).collect()
    }
}

/// Body, first day, last day, amount.
type Span = (BodyId, i64, i64, i64);

impl Source for Said {
    fn scope(&self) -> &Scope {
        &self.scope
    }

    async fn kept(&mut self) -> Result<KeptSince, StoreError> {
        Ok(self.kept.clone())
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

    async fn days(&mut self, asked: &ByBody) -> Result<Amounts, StoreError> {
        let overlap = |asked: &Asked, (_, day, until, amount): &Span| amount * (until.min(&asked.last) - day.max(&asked.first) + 1);
        Ok(self.by_body(asked, overlap))
    }

    async fn standing(&mut self, asked: &ByBody) -> Result<Amounts, StoreError> {
        let standing = |asked: &Asked, (_, day, until, amount): &Span| if (day..=until).contains(&&asked.last) { *amount } else { 0 };
        Ok(self.by_body(asked, standing))
    }

    async fn changes(&mut self, asked: &ByBody) -> Result<BTreeMap<Asked, Vec<Change>>, StoreError> {
        let of = |(asked, apart): (&Asked, &bool)| {
            let mut changes = Vec::new();
            for (body, day, until, amount) in self.touching(*asked, *apart) {
                let day = day.max(asked.first);
                changes.push(Change { body, day, amount });
                if until < asked.last {
                    changes.push(Change {
                        body,
                        day: until + 1,
                        amount: -amount,
                    });
                }
            }
            (*asked, changes)
        };
        Ok(asked.iter().map(of).collect())
    }

    async fn flagged(&mut self, asked: &[Asked]) -> Result<Flagged, StoreError> {
        Ok(self.bodies_with(asked, |asked, counts| (asked.first..=asked.last).contains(&counts.day)))
    }

    async fn flagged_spans(&mut self, asked: &[Asked]) -> Result<Flagged, StoreError> {
        let stands = |asked: &Asked, counts: &Contribution| counts.until.is_some_and(|until| (counts.day..=until).contains(&asked.last));
        Ok(self.bodies_with(asked, stands))
    }
}
