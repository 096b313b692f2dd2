//! report: the statistical return, and what stands behind a figure.

use std::process::ExitCode;

use qorgau_app::App;
use qorgau_app::returns::{ExplainedEntry, Figure, Kind, Return, Who};
use qorgau_domain::{Lang, Period, Tree, amount};
use qorgau_l10n::L10n;
use serde::Serialize;
use serde_json::value::RawValue;

use super::forms;
use crate::cli::{Place, Report, ReturnKind, Written};
use crate::open;
use crate::output::{self, Failure};

/// Computes and writes.
pub async fn run(place: &Place, report: Report) -> Result<ExitCode, Failure> {
    let said = L10n::get(place.lang.unwrap_or(Lang::En));
    if report.explain.is_some() && report.format != Written::Json {
        return Err(Failure::Usage(said.error_explain_json()));
    }
    let app = open::app(place).await?;
    let body = app.body(&report.body).await?;
    let kind = match report.kind {
        ReturnKind::Monthly => Kind::Monthly,
        ReturnKind::Quarterly => Kind::Quarterly,
    };
    kind.fits(report.period)?;
    has_begun(&app, said, report.period)?;
    // Figures, the entries behind them and the printed position of the chain belong together.
    let (tree, mut counts) = app.snapshot(body).await?;
    let figures = app.return_at(&mut counts, &tree, kind, report.period).await?;
    let out = report.out.as_deref();
    if let Some(paper) = report.format.paper() {
        let form = forms::statistical_return(&app, &tree, &figures, &counts.heads().await?, place.lang.unwrap_or_default());
        output::bytes(&forms::write_return(&form, paper)?, out)?;
        return Ok(ExitCode::SUCCESS);
    }
    let explained = match &report.explain {
        Some(code) => Some(app.explain_at(&mut counts, &tree, code, report.period).await?),
        None => None,
    };
    output::bytes(&json(&app, &tree, &report.body, &figures, explained)?, out)?;
    Ok(ExitCode::SUCCESS)
}

/// Noughts of a month that is still to come would look like figures.
fn has_begun(app: &App, said: &L10n, period: Period) -> Result<(), Failure> {
    let first = period.first_month().first();
    if first <= app.today() {
        return Ok(());
    }
    Err(Failure::Refused(said.error_period_future(&said.period(period), &said.date(first))))
}

/// The JSON of the contract.
pub fn json(app: &App, tree: &Tree, code: &str, figures: &Return, explained: Option<Vec<ExplainedEntry>>) -> Result<Vec<u8>, Failure> {
    let document = document(app, tree, code, figures, explained)?;
    let text = serde_json::to_string_pretty(&document).map_err(|error| Failure::Refused(error.to_string()))?;
    Ok(format!("{text}\n").into_bytes())
}

#[derive(Serialize)]
struct Document {
    kind: &'static str,
    body: String,
    period: String,
    figures: Vec<FigureShape>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entries: Option<Vec<EntryShape>>,
}

#[derive(Serialize)]
struct FigureShape {
    code: String,
    period: Option<Box<RawValue>>,
    year_before: Option<Box<RawValue>>,
    year_to_date: Option<Box<RawValue>>,
    kept_by: [usize; 2],
    children: Vec<ChildShape>,
}

#[derive(Serialize)]
struct ChildShape {
    body: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    own: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    linked_doubles: Option<bool>,
    period: Option<Box<RawValue>>,
}

#[derive(Serialize)]
struct EntryShape {
    figure: String,
    id: Option<String>,
    number: Option<String>,
    body: String,
    on: String,
    amount: Box<RawValue>,
}

/// An amount as a JSON number with exactly its digits.
fn raw(number: i64, scale: u8) -> Result<Box<RawValue>, Failure> {
    RawValue::from_string(amount::plain(number, scale)).map_err(|error| Failure::Refused(error.to_string()))
}

fn document(app: &App, tree: &Tree, code: &str, figures: &Return, explained: Option<Vec<ExplainedEntry>>) -> Result<Document, Failure> {
    let shapes = figures
        .figures
        .iter()
        .map(|figure| shape(app, tree, code, figures, figure))
        .collect::<Result<_, _>>()?;
    let entries = explained
        .map(|entries| entries.into_iter().map(|entry| entry_shape(app, tree, entry)).collect::<Result<Vec<_>, _>>())
        .transpose()?;
    Ok(Document {
        kind: figures.kind.word(),
        body: code.to_owned(),
        period: figures.period.to_string(),
        figures: shapes,
        entries,
    })
}

fn shape(app: &App, tree: &Tree, code: &str, figures: &Return, figure: &Figure) -> Result<FigureShape, Failure> {
    let scale = scale(app, &figure.code);
    let number = |number: Option<i64>| number.map(|number| raw(number, scale)).transpose();
    let last = figures.period.last_month().last();
    let children = figure.rows.iter().map(|row| {
        let body = match row.who {
            Who::Child(child) => tree.on(child, last).map_or_else(String::new, |version| version.code.clone()),
            Who::Own | Who::Doubles => code.to_owned(),
        };
        let (own, linked_doubles) = ((row.who == Who::Own).then_some(true), (row.who == Who::Doubles).then_some(true));
        Ok(ChildShape {
            body,
            own,
            linked_doubles,
            period: number(row.period)?,
        })
    });
    Ok(FigureShape {
        code: figure.code.clone(),
        period: number(figure.period)?,
        year_before: number(figure.year_before)?,
        year_to_date: number(figure.year_to_date)?,
        kept_by: [figure.kept_by.0, figure.kept_by.1],
        children: children.collect::<Result<_, Failure>>()?,
    })
}

fn entry_shape(app: &App, tree: &Tree, entry: ExplainedEntry) -> Result<EntryShape, Failure> {
    let scale = scale(app, &entry.figure);
    let body = tree.on(entry.body, entry.on).map_or_else(String::new, |version| version.code.clone());
    let (id, number) = entry.entry.map(|(id, number)| (id.to_string(), number.to_string())).unzip();
    Ok(EntryShape {
        id,
        number,
        body,
        on: entry.on.to_string(),
        amount: raw(entry.amount, scale)?,
        figure: entry.figure,
    })
}

fn scale(app: &App, code: &str) -> u8 {
    app.rulebook.indicator(code).map_or(0, |indicator| indicator.scale)
}
