//! report: the statistical return, and what stands behind a figure.

use std::process::ExitCode;

use qorgau_app::App;
use qorgau_app::json::shapes;
use qorgau_app::returns::{ExplainedEntry, Kind, Return, Sought};
use qorgau_domain::{Lang, Period, Tree};
use qorgau_l10n::L10n;

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
    let figures = app.return_at(&mut counts, &tree, Sought::whole(kind, report.period)).await?;
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
    let document = shapes::document(app, tree, code, figures, explained)?;
    let text = serde_json::to_string_pretty(&document).map_err(|error| Failure::Refused(error.to_string()))?;
    Ok(format!("{text}\n").into_bytes())
}
