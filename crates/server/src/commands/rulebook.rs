//! rulebook check, rulebook apply.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use qorgau_domain::{Lang, amount};
use qorgau_l10n::L10n;
use qorgau_rulebook::clause::ReasonState;
use qorgau_rulebook::{Problem, Rulebook, shipped};
use serde::Serialize;

use crate::cli::{self, Format, Place, Spoken};
use crate::open;
use crate::output::{self, Failure};

#[derive(Serialize)]
struct Report {
    ok: bool,
    clauses: Clauses,
    problems: Vec<Problem>,
}

#[derive(Serialize, Default)]
struct Clauses {
    fulfilled: usize,
    planned: usize,
    declared_out: usize,
}

/// Checks or applies.
pub async fn run(place: &Place, what: cli::Rulebook) -> Result<ExitCode, Failure> {
    let l = L10n::get(place.lang.unwrap_or(Lang::En));
    match what {
        cli::Rulebook::Check { dir, format } => check(l, dir.as_deref().or(place.rulebook.as_deref()), format),
        cli::Rulebook::Apply { dry_run, format } => apply(l, place, dry_run, format).await,
    }
}

fn check(l: &L10n, dir: Option<&Path>, format: Format) -> Result<ExitCode, Failure> {
    let files = match dir {
        Some(dir) => open::files(dir)?,
        None => shipped::files(),
    };
    let report = match qorgau_rulebook::load(&files) {
        Ok(rulebook) => Report {
            ok: true,
            clauses: clauses(&rulebook),
            problems: Vec::new(),
        },
        Err(problems) => Report {
            ok: false,
            clauses: Clauses::default(),
            problems,
        },
    };
    if format.format == Spoken::Json {
        output::json(&report)?;
    } else {
        for problem in &report.problems {
            output::line(&problem.to_string())?;
        }
        let Clauses {
            fulfilled,
            planned,
            declared_out,
        } = report.clauses;
        let [problems, fulfilled, planned, out] =
            [report.problems.len(), fulfilled, planned, declared_out].map(|count| i64::try_from(count).unwrap_or(i64::MAX));
        output::line(&l.said_checked(problems, fulfilled, planned, out))?;
    }
    Ok(if report.ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn clauses(rulebook: &Rulebook) -> Clauses {
    let mut counted = Clauses::default();
    for clause in &rulebook.clauses {
        match clause.reason.as_ref().and_then(|code| rulebook.reasons.get(code)).map(|reason| reason.state) {
            None => counted.fulfilled += 1,
            Some(ReasonState::Planned) => counted.planned += 1,
            Some(ReasonState::DeclaredOut) => counted.declared_out += 1,
        }
    }
    counted
}

#[derive(Serialize)]
struct Change {
    body: String,
    month: String,
    figure: String,
    before: String,
    after: String,
}

#[derive(Serialize)]
struct Applied {
    applied: bool,
    changes: Vec<Change>,
}

async fn apply(l: &L10n, place: &Place, dry_run: bool, format: Format) -> Result<ExitCode, Failure> {
    let app = open::app_beside(place).await?;
    let tree = app.store.tree().await?;
    let scales: BTreeMap<&str, u8> = app
        .rulebook
        .indicators
        .iter()
        .map(|indicator| (indicator.code.as_str(), indicator.scale))
        .collect();
    let changes: Vec<Change> = app
        .changes()
        .await?
        .into_iter()
        .map(|change| {
            let scale = scales.get(change.figure.as_str()).copied().unwrap_or(0);
            let body = tree
                .on(change.body, change.month.last())
                .map_or_else(String::new, |version| version.code.clone());
            let plain = |number| amount::plain(number, scale);
            Change {
                body,
                month: change.month.to_string(),
                figure: change.figure,
                before: plain(change.before),
                after: plain(change.after),
            }
        })
        .collect();
    if !dry_run {
        app.change_over("operator").await?;
    }
    if format.format == Spoken::Json {
        output::json(&Applied { applied: !dry_run, changes })?;
    } else {
        for change in &changes {
            output::line(&format!(
                "{} {} {}: {} → {}",
                change.body, change.month, change.figure, change.before, change.after
            ))?;
        }
        output::line(&l.said_changes(i64::try_from(changes.len()).unwrap_or(i64::MAX)))?;
        output::line(&if dry_run { l.said_not_applied() } else { l.said_applied() })?;
    }
    Ok(ExitCode::SUCCESS)
}
