//! Reading figures: sums of events by child, spans, and the contributions behind a figure.

use qorgau_domain::entry::Number;
use qorgau_domain::{BodyId, Contribution, EntryId, FigureId, Month};
use uuid::Uuid;

use crate::StoreError;
use crate::db::fetch_all;
use crate::scope::Scope;
use crate::store::Store;

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

/// A span as it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpanRow {
    /// The body that made it.
    pub body: BodyId,
    /// First day.
    pub day: i64,
    /// Last day.
    pub until: i64,
    /// How much.
    pub amount: i64,
}

/// A contribution with the entry behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The entry.
    pub entry: EntryId,
    /// Its number.
    pub number: Number,
    /// The body that keeps it.
    pub body: BodyId,
    /// What it counts.
    pub contribution: Contribution,
}

/// A monthly sum of a body.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct BodyCell {
    /// The month.
    pub month: Month,
    /// The figure.
    pub figure: FigureId,
    /// The breakdown.
    pub dimension: String,
    /// The sum.
    pub amount: i64,
}

type ExplainedRow = (Uuid, i64, i64, i64, i64, i64, Option<i64>, i64, String);

impl Store {
    /// Events of the months `from` to `until`, summed for each child of the scope's root by each month's tree, and its own row.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn flows(&self, scope: &Scope, from: Month, until: Month) -> Result<Vec<ChildSum>, StoreError> {
        let mut tx = self.read().await?;
        let rows = fetch_all!(&mut tx, (i64, i64, i64), include_str!("sql/counts/flows.sql"), scope.root().0, from.0, until.0)?;
        let sum = |(child, figure, amount)| ChildSum {
            child: BodyId(child),
            figure: FigureId(figure),
            amount,
        };
        Ok(rows.into_iter().map(sum).collect())
    }

    /// Events of the months `from` to `until` of the scope's root and everything below it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn totals(&self, scope: &Scope, from: Month, until: Month) -> Result<Vec<(FigureId, i64)>, StoreError> {
        let mut tx = self.read().await?;
        let rows = fetch_all!(&mut tx, (i64, i64), include_str!("sql/counts/totals.sql"), scope.root().0, from.0, until.0)?;
        Ok(rows.into_iter().map(|(figure, amount)| (FigureId(figure), amount)).collect())
    }

    /// The bodies below the scope's root, by the tree of `month`, with any event of a figure in these days; each after the child it stands under.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn flagged(&self, scope: &Scope, month: Month, figure: FigureId, days: (i64, i64)) -> Result<Vec<(BodyId, BodyId)>, StoreError> {
        let mut tx = self.read().await?;
        let sql = include_str!("sql/counts/flags.sql");
        let rows = fetch_all!(&mut tx, (i64, i64), sql, scope.root().0, month.0, figure.0, days.0, days.1)?;
        Ok(rows.into_iter().map(|(child, body)| (BodyId(child), BodyId(body))).collect())
    }

    /// Spans of a figure that touch the days `from` to `until`, of the scope's bodies.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn spans(&self, scope: &Scope, figure: FigureId, from: i64, until: i64) -> Result<Vec<SpanRow>, StoreError> {
        let mut tx = self.read().await?;
        let rows = fetch_all!(&mut tx, (i64, i64, i64, i64), include_str!("sql/counts/spans.sql"), figure.0, from, until)?;
        let span = |(body, day, until, amount)| SpanRow {
            body: BodyId(body),
            day,
            until,
            amount,
        };
        Ok(rows.into_iter().map(span).filter(|span| scope.holds(span.body)).collect())
    }

    /// What stands of a figure on a day, by body.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn standing(&self, scope: &Scope, figure: FigureId, day: i64) -> Result<Vec<(BodyId, i64)>, StoreError> {
        let mut tx = self.read().await?;
        let rows = fetch_all!(&mut tx, (i64, i64), include_str!("sql/counts/standing.sql"), figure.0, day)?;
        Ok(by_body(scope, rows))
    }

    /// Amount times days of overlap with the days `from` to `until` of a figure, by body.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn days(&self, scope: &Scope, figure: FigureId, from: i64, until: i64) -> Result<Vec<(BodyId, i64)>, StoreError> {
        let mut tx = self.read().await?;
        let rows = fetch_all!(&mut tx, (i64, i64), include_str!("sql/counts/days.sql"), figure.0, from, until)?;
        Ok(by_body(scope, rows))
    }

    /// What counts for a figure within days, with the entries behind it, for each of the scope's bodies that is asked.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn explain(
        &self,
        scope: &Scope,
        bodies: impl IntoIterator<Item = BodyId>,
        figure: FigureId,
        from: i64,
        until: i64,
    ) -> Result<Vec<Explained>, StoreError> {
        let mut tx = self.read().await?;
        let mut found = Vec::new();
        for body in bodies.into_iter().filter(|body| scope.holds(*body)) {
            let rows = fetch_all!(&mut tx, ExplainedRow, include_str!("sql/counts/explain.sql"), figure.0, from, until, body.0)?;
            found.extend(rows.into_iter().map(|row| explained(figure, row)));
        }
        Ok(found)
    }

    /// Since which month each body keeps each register.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn kept(&self, scope: &Scope) -> Result<Vec<(BodyId, String, Month)>, StoreError> {
        Ok(self.kept_by_all().await?.into_iter().filter(|(body, ..)| scope.holds(*body)).collect())
    }

    /// The same for every body, for whoever checks the whole database.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn kept_by_all(&self) -> Result<Vec<(BodyId, String, Month)>, StoreError> {
        let mut tx = self.read().await?;
        let rows = fetch_all!(&mut tx, (i64, String, i64), include_str!("sql/counts/kept.sql"))?;
        Ok(rows.into_iter().map(|(body, register, since)| (BodyId(body), register, Month(since))).collect())
    }

    /// The monthly sums of one body.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn cells(&self, scope: &Scope, body: BodyId) -> Result<Vec<BodyCell>, StoreError> {
        if !scope.holds(body) {
            return Ok(Vec::new());
        }
        let mut tx = self.read().await?;
        let rows = fetch_all!(&mut tx, (i64, i64, String, i64), include_str!("sql/counts/cells_of.sql"), body.0)?;
        Ok(rows
            .into_iter()
            .map(|(month, figure, dimension, amount)| BodyCell {
                month: Month(month),
                figure: FigureId(figure),
                dimension,
                amount,
            })
            .collect())
    }
}

fn by_body(scope: &Scope, rows: Vec<(i64, i64)>) -> Vec<(BodyId, i64)> {
    rows.into_iter()
        .map(|(body, amount)| (BodyId(body), amount))
        .filter(|(body, _)| scope.holds(*body))
        .collect()
}

fn explained(figure: FigureId, (entry, year, number, body, row, day, until, amount, dimension): ExplainedRow) -> Explained {
    let contribution = Contribution {
        figure,
        row,
        day,
        until,
        amount,
        dimension,
    };
    Explained {
        entry: EntryId(entry),
        number: Number { year, number },
        body: BodyId(body),
        contribution,
    }
}
