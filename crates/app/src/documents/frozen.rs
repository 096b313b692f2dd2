//! Figures frozen by a signature, with the heads of the chains they were computed at.

use qorgau_domain::value::{Content, Row, Value, rows};
use qorgau_domain::{BodyId, Month};

use super::Wanted;
use crate::returns::{Figure, Return};
use crate::{App, AppError};

/// What a signature froze.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frozen {
    /// The figures as they were signed.
    pub figures: Vec<FrozenFigure>,
    /// The heads of the chains of the body, of everything below it and above it: body, act, hash in hexadecimal digits.
    pub heads: Vec<(BodyId, i64, String)>,
    /// The hash of the rulebook they were computed by.
    pub rulebook: String,
}

/// A figure as it was signed. `None` is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrozenFigure {
    /// Its code.
    pub code: String,
    /// In the period.
    pub period: Option<i64>,
    /// In the same period of the year before.
    pub year_before: Option<i64>,
    /// From the beginning of the year.
    pub year_to_date: Option<i64>,
}

impl From<&Figure> for FrozenFigure {
    fn from(figure: &Figure) -> Self {
        FrozenFigure {
            code: figure.code.clone(),
            period: figure.period,
            year_before: figure.year_before,
            year_to_date: figure.year_to_date,
        }
    }
}

impl Frozen {
    /// What an act of signing says; nothing of other acts.
    #[must_use]
    pub fn of(said: &Content) -> Option<Self> {
        said.get("@figures")?;
        let text = |cells: &Content, key: &str| cells.get(key).and_then(Value::text).unwrap_or_default().to_owned();
        let figure = |row: &Row| FrozenFigure {
            code: text(&row.cells, "code"),
            period: row.cells.get("period").and_then(Value::number),
            year_before: row.cells.get("year_before").and_then(Value::number),
            year_to_date: row.cells.get("year_to_date").and_then(Value::number),
        };
        let head = |row: &Row| {
            let Some(Value::Body(body)) = row.cells.get("body") else { return None };
            Some((*body, row.cells.get("seq").and_then(Value::number)?, text(&row.cells, "hash")))
        };
        Some(Frozen {
            figures: rows(said, "@figures").iter().map(figure).collect(),
            heads: rows(said, "@heads").iter().filter_map(head).collect(),
            rulebook: text(said, "@rulebook"),
        })
    }

    /// The same as a return, without the rows it was made of: they are not frozen.
    #[must_use]
    pub fn as_return(&self, wanted: Wanted) -> Return {
        let figure = |frozen: &FrozenFigure| Figure {
            code: frozen.code.clone(),
            period: frozen.period,
            year_before: frozen.year_before,
            year_to_date: frozen.year_to_date,
            kept_by: (0, 0),
            rows: Vec::new(),
        };
        Return {
            kind: wanted.kind.figures(),
            body: wanted.body,
            period: wanted.period,
            children: Vec::new(),
            figures: self.figures.iter().map(figure).collect(),
        }
    }

    /// A figure by its code.
    #[must_use]
    pub fn figure(&self, code: &str) -> Option<&FrozenFigure> {
        self.figures.iter().find(|figure| figure.code == code)
    }
}

impl App {
    /// The figures that a document holds, as a signature freezes them: all of a return, of a document of words those that its parts draw on.
    pub(super) fn drawn(&self, wanted: Wanted, figures: &Return) -> Vec<FrozenFigure> {
        let named = |code: &str| self.parts(wanted).iter().flat_map(|part| &part.draws_on).any(|drawn| drawn == code);
        let held = figures.figures.iter().filter(|figure| !wanted.kind.is_text() || named(&figure.code));
        held.map(FrozenFigure::from).collect()
    }

    /// The figures of this moment and the heads they stand at, read in one snapshot. With the chains below stand those above: they
    /// hold what was confirmed as linked.
    pub(super) async fn freeze(&self, wanted: Wanted) -> Result<Content, AppError> {
        let today = Month::of(self.today());
        let above = |tree: &qorgau_domain::Tree| tree.upward(wanted.body, today);
        let (tree, mut counts) = self.snapshot(wanted.body).await?;
        let figures = self.drawn(wanted, &self.return_at(&mut counts, &tree, wanted.sought()).await?);
        let heads = counts.heads_with(&above(&tree)).await?;
        let head = |(no, (of, seq, hash)): (i64, (BodyId, i64, Vec<u8>))| Row {
            no,
            cells: Content::from([
                ("body".to_owned(), Value::Body(of)),
                ("seq".to_owned(), Value::Number(seq)),
                ("hash".to_owned(), Value::Text(qorgau_domain::ledger::hex(&hash))),
            ]),
        };
        Ok(Content::from([
            ("@rulebook".to_owned(), Value::Text(self.rulebook.hash.clone())),
            ("@figures".to_owned(), Value::Rows(rows_of(&figures))),
            ("@heads".to_owned(), Value::Rows((1..).zip(heads).map(head).collect())),
        ]))
    }
}

fn rows_of(figures: &[FrozenFigure]) -> Vec<Row> {
    let rows = (1..).zip(figures).map(|(no, figure)| {
        let values = [
            ("period", figure.period),
            ("year_before", figure.year_before),
            ("year_to_date", figure.year_to_date),
        ];
        let mut cells: Content = values
            .into_iter()
            .filter_map(|(key, value)| Some((key.to_owned(), Value::Number(value?))))
            .collect();
        cells.insert("code".to_owned(), Value::Text(figure.code.clone()));
        Row { no, cells }
    });
    rows.collect()
}
