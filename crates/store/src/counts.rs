//! Reading figures: sums of events by child, spans, and the contributions behind a figure.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use qorgau_domain::entry::Number;
use qorgau_domain::{BodyId, Contribution, EntryId, FigureId, Month, Tree};
use uuid::Uuid;

use crate::StoreError;
use crate::audit;
use crate::bodies;
use crate::db::{Rows, Tx, fetch_all, fetch_optional, fetch_rows};
use crate::entries::moment;
use crate::links::{self, Linked};
use crate::remembered::Remembered;
use crate::scope::Scope;
use crate::store::Store;

/// A figure and the days it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Asked {
    /// The figure.
    pub figure: FigureId,
    /// First day.
    pub first: i64,
    /// Last day.
    pub last: i64,
}

impl Asked {
    /// Whether the days of another, of the same figure, lie within these.
    fn surrounds(&self, other: &Asked) -> bool {
        self != other && self.figure == other.figure && self.first <= other.first && other.last <= self.last
    }
}

/// Events of one child of a body (or its own row), summed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChildSum {
    /// The child, or the body itself for its own row.
    pub child: BodyId,
    /// The figure.
    pub figure: FigureId,
    /// The sum.
    pub amount: i64,
}

/// Days that are asked for, each with whether bodies are told apart. Otherwise all that ever stood under the scope's root counts as its own.
pub type ByBody = BTreeMap<Asked, bool>;

/// By how much a daily sum rises or falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Whose; the scope's root where bodies are not told apart.
    pub body: BodyId,
    /// The first day of the other sum.
    pub day: i64,
    /// By how much.
    pub amount: i64,
}

/// What made a contribution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Behind {
    /// An entry, with its number.
    Entry(EntryId, Number),
    /// An opening total of a cut-over from paper.
    Opening(OpeningSource),
}

/// Where an opening total was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpeningSource {
    /// The register.
    pub register: String,
    /// Who said it.
    pub actor: String,
    /// When the server took it.
    pub at: Timestamp,
}

/// A contribution with what is behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// What made it.
    pub behind: Behind,
    /// The body that keeps it.
    pub body: BodyId,
    /// What it counts.
    pub contribution: Contribution,
}

type SpanExplained = (Uuid, i64, i64, i64, i64, i64, Option<i64>, i64, String);
type EventExplained = (
    Uuid,
    Option<i64>,
    Option<i64>,
    Option<String>,
    Option<String>,
    i64,
    i64,
    i64,
    i64,
    Option<i64>,
    i64,
    String,
);

/// Since which month bodies keep registers, by register.
pub type KeptSince = BTreeMap<String, Vec<(BodyId, Month)>>;

/// One snapshot of what counts, as a scope may see it: figures read from it belong together whatever is written meanwhile.
pub struct Counts {
    tx: Tx,
    scope: Scope,
    known_kept: Remembered<(i64, i64), KeptSince>,
}

impl Store {
    /// Opens a snapshot.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn counts(&self, scope: &Scope) -> Result<Counts, StoreError> {
        Ok(Counts {
            tx: self.read().await?,
            scope: scope.clone(),
            known_kept: self.known_kept().clone(),
        })
    }

    /// Opens a snapshot with the tree that stands in it, from which the scope is made.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn counts_with_tree(&self, scope: impl FnOnce(&Tree) -> Scope) -> Result<(Arc<Tree>, Counts), StoreError> {
        let mut tx = self.read().await?;
        let tree = bodies::tree(&mut tx, self.known_tree()).await?;
        let counts = Counts {
            tx,
            scope: scope(&tree),
            known_kept: self.known_kept().clone(),
        };
        Ok((tree, counts))
    }
}

impl Counts {
    /// Events of the months `from` to `until`, summed for each child of the scope's root by each month's tree, and its own row.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn flows(&mut self, from: Month, until: Month) -> Result<Vec<ChildSum>, StoreError> {
        let sql = include_str!("sql/counts/flows.sql");
        let rows = fetch_all!(&mut self.tx, (i64, i64, i64), sql, self.scope.root().0, from.0, until.0)?;
        let sum = |(child, figure, amount)| ChildSum {
            child: BodyId(child),
            figure: FigureId(figure),
            amount,
        };
        Ok(rows.into_iter().map(sum).collect())
    }

    /// Events of stretches of months of the scope's root and everything below it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn totals(&mut self, stretches: &[(Month, Month)]) -> Result<BTreeMap<(Month, Month), Vec<(FigureId, i64)>>, StoreError> {
        // In January the month and the year to date are one stretch.
        let stretches: Vec<(Month, Month)> = stretches.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
        let mut asked = Rows::default();
        for (n, (first, last)) in (0_i64..).zip(&stretches) {
            asked.push([n.into(), self.scope.root().0.into(), first.0.into(), last.0.into()]);
        }
        let mut totals: BTreeMap<(Month, Month), Vec<(FigureId, i64)>> = BTreeMap::new();
        let tx = &mut self.tx;
        for (n, figure, amount) in fetch_rows!(tx, (i64, i64, i64), include_str!("sql/counts/totals.sql"), asked) {
            if let Some(stretch) = nth(&stretches, n) {
                totals.entry(stretch).or_default().push((FigureId(figure), amount));
            }
        }
        Ok(totals)
    }

    /// Events of each of the months `from` to `until` of the scope's root and everything below it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn monthly(&mut self, from: Month, until: Month) -> Result<Vec<(Month, FigureId, i64)>, StoreError> {
        let sql = include_str!("sql/counts/monthly.sql");
        let rows = fetch_all!(&mut self.tx, (i64, i64, i64), sql, self.scope.root().0, from.0, until.0)?;
        let sum = |(month, figure, amount)| (Month(month), FigureId(figure), amount);
        Ok(rows.into_iter().map(sum).collect())
    }

    /// The scope's bodies with any event in the days asked.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn flagged(&mut self, asked: &[Asked]) -> Result<BTreeMap<Asked, Vec<BodyId>>, StoreError> {
        self.bodies_with(include_str!("sql/counts/flagged_events.sql"), asked).await
    }

    /// The scope's bodies with anything that stands on the last of the days asked.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn flagged_spans(&mut self, asked: &[Asked]) -> Result<BTreeMap<Asked, Vec<BodyId>>, StoreError> {
        self.bodies_with(include_str!("sql/counts/flagged_spans.sql"), asked).await
    }

    async fn bodies_with(&mut self, sql: &str, asked: &[Asked]) -> Result<BTreeMap<Asked, Vec<BodyId>>, StoreError> {
        let mut flagged: BTreeMap<Asked, Vec<BodyId>> = BTreeMap::new();
        let (rows, tx) = (self.rows(asked), &mut self.tx);
        for (n, body) in fetch_rows!(tx, (i64, i64), sql, rows) {
            if let (Some(asked), true) = (nth(asked, n), self.scope.holds(BodyId(body))) {
                flagged.entry(asked).or_default().push(BodyId(body));
            }
        }
        Ok(flagged)
    }

    /// On which of the days asked the daily sum of spans rises or falls, and by how much.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn changes(&mut self, asked: &ByBody) -> Result<BTreeMap<Asked, Vec<Change>>, StoreError> {
        // Days that lie within others are not read again: of a month in the year to date the year tells.
        let around = |days: &Asked, apart: &bool| asked.iter().find(|(other, told)| other.surrounds(days) && *told == apart);
        let (within, read): (ByBody, ByBody) = asked.iter().partition(|(days, apart)| around(days, apart).is_some());
        let mut changes: BTreeMap<Asked, Vec<Change>> = BTreeMap::new();
        let (rows, tx) = (self.rows_apart(&read), &mut self.tx);
        let read: Vec<Asked> = read.into_keys().collect();
        for (n, body, day, amount) in fetch_rows!(tx, (i64, i64, i64, i64), include_str!("sql/counts/changes.sql"), rows) {
            if let Some(asked) = nth(&read, n) {
                let body = BodyId(body);
                changes.entry(asked).or_default().push(Change { body, day, amount });
            }
        }
        for (days, apart) in within {
            let widest = read.iter().find(|read| read.surrounds(&days) && asked.get(read) == Some(&apart));
            let told = widest.and_then(|widest| changes.get(widest)).map(|told| narrowed(told, days));
            changes.extend(told.map(|told| (days, told)));
        }
        Ok(changes)
    }

    /// What stands on the last of the days asked, by body.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn standing(&mut self, asked: &ByBody) -> Result<BTreeMap<Asked, Vec<(BodyId, i64)>>, StoreError> {
        self.by_body(include_str!("sql/counts/standing.sql"), asked).await
    }

    /// Amount times days of overlap with the days asked, by body.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn days(&mut self, asked: &ByBody) -> Result<BTreeMap<Asked, Vec<(BodyId, i64)>>, StoreError> {
        self.by_body(include_str!("sql/counts/days.sql"), asked).await
    }

    async fn by_body(&mut self, sql: &str, asked: &ByBody) -> Result<BTreeMap<Asked, Vec<(BodyId, i64)>>, StoreError> {
        let mut found: BTreeMap<Asked, Vec<(BodyId, i64)>> = BTreeMap::new();
        let (rows, tx) = (self.rows_apart(asked), &mut self.tx);
        let asked: Vec<Asked> = asked.keys().copied().collect();
        for (n, body, amount) in fetch_rows!(tx, (i64, i64, i64), sql, rows) {
            if let Some(asked) = nth(&asked, n) {
                found.entry(asked).or_default().push((BodyId(body), amount));
            }
        }
        Ok(found)
    }

    /// What is asked, each with its place and whether bodies are told apart, as statements take it.
    fn rows_apart(&self, asked: &ByBody) -> Rows {
        let mut rows = Rows::default();
        for (n, (Asked { figure, first, last }, apart)) in (0_i64..).zip(asked) {
            let (root, apart) = (self.scope.root().0, i64::from(*apart));
            rows.push([n.into(), figure.0.into(), (*first).into(), (*last).into(), root.into(), apart.into()]);
        }
        rows
    }

    /// What is asked, each with its place, as statements take it.
    fn rows(&self, asked: &[Asked]) -> Rows {
        let mut rows = Rows::default();
        for (n, Asked { figure, first, last }) in (0_i64..).zip(asked) {
            rows.push([n.into(), figure.0.into(), (*first).into(), (*last).into(), self.scope.root().0.into()]);
        }
        rows
    }

    /// What counts for a figure within days, its spans or its events, with the entries behind it, for each of the scope's
    /// bodies that is asked, in the order of bodies, days and numbers.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn explain(&mut self, bodies: impl IntoIterator<Item = BodyId>, asked: Asked, by_spans: bool) -> Result<Vec<Explained>, StoreError> {
        let mut by_body = Rows::default();
        for body in bodies.into_iter().filter(|body| self.scope.holds(*body)) {
            by_body.push([asked.figure.0.into(), body.0.into(), asked.first.into(), asked.last.into()]);
        }
        let tx = &mut self.tx;
        let mut found: Vec<Explained> = if by_spans {
            let rows = fetch_rows!(tx, SpanExplained, include_str!("sql/counts/explain_spans.sql"), by_body);
            rows.into_iter().map(|row| span(asked.figure, row)).collect()
        } else {
            let rows = fetch_rows!(tx, EventExplained, include_str!("sql/counts/explain_events.sql"), by_body);
            rows.into_iter().map(|row| event(asked.figure, row)).collect::<Result<_, _>>()?
        };
        found.sort_by_key(order);
        Ok(found)
    }

    /// Since which month each of the scope's bodies keeps each register.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn kept(&mut self) -> Result<KeptSince, StoreError> {
        let kept = self.kept_by_all().await?;
        let seen = |(register, bodies): (&String, &Vec<(BodyId, Month)>)| {
            let seen: Vec<_> = bodies.iter().copied().filter(|(body, _)| self.scope.holds(*body)).collect();
            (!seen.is_empty()).then(|| (register.clone(), seen))
        };
        Ok(kept.iter().filter_map(seen).collect())
    }

    async fn kept_by_all(&mut self) -> Result<Arc<KeptSince>, StoreError> {
        let state = fetch_optional!(&mut self.tx, (i64, i64), include_str!("sql/counts/kept_state.sql"))?.unwrap_or_default();
        if let Some(kept) = self.known_kept.of(&state) {
            return Ok(kept);
        }
        let mut kept = KeptSince::new();
        for (register, body, since) in fetch_all!(&mut self.tx, (String, i64, i64), include_str!("sql/counts/kept.sql"))? {
            kept.entry(register).or_default().push((BodyId(body), Month(since)));
        }
        let kept = Arc::new(kept);
        self.known_kept.keep(state, &kept);
        Ok(kept)
    }

    /// From which day each of the scope's bodies keeps registers that were cut over from paper.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn cut_over(&mut self) -> Result<Vec<(BodyId, String, i64)>, StoreError> {
        let (bodies, tx) = (self.bodies(), &mut self.tx);
        let rows = fetch_rows!(tx, (i64, String, i64), include_str!("sql/cut_overs/first_days.sql"), bodies);
        Ok(rows.into_iter().map(|(body, register, first)| (BodyId(body), register, first)).collect())
    }

    /// The scope's bodies, as statements take them.
    fn bodies(&self) -> Rows {
        let mut bodies = Rows::default();
        self.scope.bodies().for_each(|body| bodies.push([body.0.into()]));
        bodies
    }

    /// What the snapshot may show.
    #[must_use]
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// The heads of the chains of the scope's bodies: the position in time that the snapshot stands at.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn heads(&mut self) -> Result<Vec<(BodyId, i64, Vec<u8>)>, StoreError> {
        let heads = audit::heads(&mut self.tx).await?.into_iter();
        Ok(heads.filter(|(body, ..)| self.scope.holds(*body)).collect())
    }

    /// The same with the heads of some bodies beside the scope's: those above its root, whose acts may bear on its figures.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn heads_with(&mut self, beside: &[BodyId]) -> Result<Vec<(BodyId, i64, Vec<u8>)>, StoreError> {
        let heads = audit::heads(&mut self.tx).await?.into_iter();
        Ok(heads.filter(|(body, ..)| self.scope.holds(*body) || beside.contains(body)).collect())
    }

    /// What the records of all standing links count for. Counting needs them all, since a figure above two bodies is less what they share.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn linked(&mut self) -> Result<Vec<Linked>, StoreError> {
        links::linked(&mut self.tx).await
    }
}

/// The changes of some days, from those of more days around them: what changed before rises on the first.
fn narrowed(changes: &[Change], days: Asked) -> Vec<Change> {
    let mut sums: BTreeMap<(BodyId, i64), i64> = BTreeMap::new();
    for change in changes.iter().filter(|change| change.day <= days.last) {
        *sums.entry((change.body, change.day.max(days.first))).or_default() += change.amount;
    }
    let change = |((body, day), amount)| Change { body, day, amount };
    sums.into_iter().map(change).collect()
}

/// What stands at a place.
fn nth<T: Copy>(asked: &[T], n: i64) -> Option<T> {
    asked.get(usize::try_from(n).ok()?).copied()
}

fn order(explained: &Explained) -> (BodyId, i64, i64, i64, i64) {
    let Explained { behind, body, contribution } = explained;
    // What was said of paper comes before the entries of its day.
    let (year, number) = match behind {
        Behind::Entry(_, number) => (number.year, number.number),
        Behind::Opening(_) => (0, 0),
    };
    (*body, contribution.day, year, number, contribution.row)
}

fn span(figure: FigureId, (entry, year, number, body, row, day, until, amount, dimension): SpanExplained) -> Explained {
    let contribution = Contribution {
        figure,
        row,
        day,
        until,
        amount,
        dimension,
    };
    Explained {
        behind: Behind::Entry(EntryId(entry), Number { year, number }),
        body: BodyId(body),
        contribution,
    }
}

fn event(figure: FigureId, row: EventExplained) -> Result<Explained, StoreError> {
    let (subject, year, number, register, actor, at, body, row, day, until, amount, dimension) = row;
    let behind = match (year.zip(number), register) {
        (None, Some(register)) => Behind::Opening(OpeningSource {
            register,
            actor: actor.unwrap_or_default(),
            at: moment(at)?,
        }),
        (numbered, _) => {
            let (year, number) = numbered.unwrap_or_default();
            Behind::Entry(EntryId(subject), Number { year, number })
        }
    };
    let contribution = Contribution {
        figure,
        row,
        day,
        until,
        amount,
        dimension,
    };
    Ok(Explained {
        behind,
        body: BodyId(body),
        contribution,
    })
}
