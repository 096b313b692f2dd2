//! verify: every difference between what was written and what stands in the tables.

use std::process::ExitCode;

use qorgau_domain::Lang;
use qorgau_l10n::L10n;
use serde::Serialize;

use crate::cli::{Format, Place, Spoken};
use crate::output::{self, Failure};
use crate::{open, words};

#[derive(Serialize)]
struct Report {
    ok: bool,
    entries: usize,
    ledger_rows: i64,
    problems: Vec<Problem>,
}

#[derive(Serialize)]
struct Problem {
    what: String,
    body: String,
    number: String,
}

/// Checks and says what was found; exit code 1 on any difference.
pub async fn run(place: &Place, format: Format) -> Result<ExitCode, Failure> {
    let app = open::app_beside(place).await?;
    let tree = app.store.tree().await?;
    let l = L10n::get(place.lang.unwrap_or(Lang::En));
    let bar = words::bar("verify");
    let found = app.verify(&mut |done, total| words::advance(&bar, done, total)).await?;
    bar.finish_and_clear();
    let code = |body: qorgau_domain::BodyId| tree.on(body, app.today()).map_or_else(|| body.0.to_string(), |version| version.code.clone());
    let register_name = |code: &String| {
        app.rulebook
            .register(code)
            .map_or_else(|| code.clone(), |register| register.name.get(l.lang()).to_owned())
    };
    let problems = found.problems.iter().map(|problem| Problem {
        what: words::verify(l, problem.what),
        body: code(problem.place.body),
        number: problem.place.number.as_ref().map_or_else(
            || l.said_act(&problem.place.seq.to_string()),
            |(register, number)| l.said_entry_act(&register_name(register), &number.to_string(), &problem.place.seq.to_string()),
        ),
    });
    let report = Report {
        ok: found.problems.is_empty(),
        entries: found.entries,
        ledger_rows: found.ledger_rows,
        problems: problems.collect(),
    };
    if format.format == Spoken::Json {
        output::json(&report)?;
    } else {
        let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        output::line(&l.said_verified(count(report.entries), report.ledger_rows, count(report.problems.len())))?;
        for problem in &report.problems {
            output::line(&format!("  {} · {} · {}", problem.body, problem.number, problem.what))?;
        }
    }
    Ok(if report.ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
