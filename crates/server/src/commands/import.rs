//! import: bodies, territories, entries.

use std::collections::BTreeSet;
use std::process::ExitCode;

use qorgau_app::import::{Imported, Request, Target, read};
use qorgau_app::{App, territories};
use qorgau_domain::Lang;
use qorgau_l10n::L10n;
use qorgau_rulebook::map::ImportMap;
use serde::Serialize;

use crate::cli::{Entries, How, Import, Place, Spoken};
use crate::output::{self, Failure};
use crate::{errors, open, words};

/// Who acts on the command line.
const ACTOR: &str = "operator";
/// How many refused lines a person is shown.
const SHOWN: usize = 20;

#[derive(Serialize)]
struct Report {
    accepted: usize,
    already_there: usize,
    refused: Vec<RefusedShape>,
    #[serde(skip_serializing_if = "Option::is_none")]
    into_regions: Option<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    repaired: Vec<String>,
}

#[derive(Serialize)]
struct RefusedShape {
    line: u64,
    field: String,
    reason: String,
}

/// Imports; exit code 1 if anything was refused.
pub async fn run(place: &Place, what: Import) -> Result<ExitCode, Failure> {
    let l = L10n::get(place.lang.unwrap_or(Lang::En));
    match what {
        Import::Bodies { file, how } => {
            let table = output::read(&file)?;
            // Bodies come first, so importing them founds a database.
            let app = open::app_or_new(place).await?;
            let imported = app.import_bodies(&table, ACTOR, how.dry_run).await?;
            if !imported.refused.is_empty() {
                eprintln!("qorgau: {}", l.bodies_nothing_stored());
            }
            say(l, &report(&app, l, &imported), how)
        }
        Import::Territories { file, how } => {
            let app = open::app(place).await?;
            let imported = app.import_territories(&output::text(&file)?, ACTOR, how.dry_run).await?;
            say(l, &of_territories(l, imported), how)
        }
        Import::Entries(entries) => import_entries(&open::app(place).await?, l, entries).await,
    }
}

async fn import_entries(app: &App, l: &L10n, entries: Entries) -> Result<ExitCode, Failure> {
    let register = app.register(&entries.register)?;
    let named = match &entries.map {
        Some(name) => Some(map(app, l, name)?),
        None => None,
    };
    let delimiter = named.as_ref().and_then(|map| map.delimiter.bytes().next()).unwrap_or(b',');
    let name = entries.file.display().to_string();
    let table =
        read::table(&name, &output::read(&entries.file)?, delimiter).map_err(|error| Failure::Refused(format!("{name}: {}", errors::fault(l, &error))))?;
    let map = named.unwrap_or_else(|| app.plain_map(register, &table));
    if map.register != entries.register {
        return Err(Failure::Usage(l.error_map_register(&map.code, &map.register, &entries.register)));
    }
    let target = match &entries.body {
        Some(code) => Target::Body(app.body(code).await?),
        None => Target::Place,
    };
    let request = Request {
        table: &table,
        map: &map,
        target,
        dry_run: entries.how.dry_run,
        whole: entries.whole,
        actor: ACTOR,
        allowed: None,
        reader: None,
    };
    let bar = words::bar("import");
    let imported = app.import(&request, &mut |done, total| words::advance(&bar, done, total)).await?;
    bar.finish_and_clear();
    if let Some(file) = &entries.refused {
        output::bytes(&imported.refused_lines, Some(file))?;
    }
    if imported.into_regions > 0 {
        eprintln!("qorgau: {} ({})", l.warning_region_book(), imported.into_regions);
    }
    if entries.map.is_none() && imported.accepted + imported.already_there == 0 && !imported.refused.is_empty() {
        eprintln!("qorgau: {}", l.said_no_map(&maps(app)));
    }
    say(l, &report(app, l, &imported), entries.how)
}

fn map(app: &App, l: &L10n, name: &str) -> Result<ImportMap, Failure> {
    if let Some(map) = app.rulebook.maps.get(name) {
        return Ok(map.clone());
    }
    let path = std::path::Path::new(name);
    if !path.exists() {
        return Err(Failure::Usage(l.error_no_map(name, &maps(app))));
    }
    qorgau_rulebook::map::parse(&output::text(path)?).map_err(|error| Failure::Refused(format!("{name}: {error}")))
}

fn maps(app: &App) -> String {
    app.rulebook.maps.keys().map(String::as_str).collect::<Vec<_>>().join(", ")
}

fn report(app: &App, l: &L10n, imported: &Imported) -> Report {
    let refused = imported.refused.iter().map(|refused| RefusedShape {
        line: refused.line,
        field: refused.field.clone(),
        reason: words::reason(app, l, &refused.field, &refused.reason),
    });
    Report {
        accepted: imported.accepted,
        already_there: imported.already_there,
        refused: refused.collect(),
        into_regions: Some(imported.into_regions).filter(|count| *count > 0),
        repaired: Vec::new(),
    }
}

fn of_territories(l: &L10n, imported: territories::Imported) -> Report {
    let refused = imported.refused.into_iter().map(|(no, kato, reason)| RefusedShape {
        line: u64::try_from(no).unwrap_or(0),
        field: format!("kato {kato}"),
        reason: words::territory(l, &reason),
    });
    Report {
        accepted: imported.accepted,
        already_there: imported.already_there,
        refused: refused.collect(),
        into_regions: None,
        repaired: imported.repaired,
    }
}

fn say(l: &L10n, report: &Report, how: How) -> Result<ExitCode, Failure> {
    if how.format.format == Spoken::Json {
        output::json(report)?;
    } else {
        print(l, report, how)?;
    }
    Ok(if report.refused.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A line with several faults is one refused line; of very many only the first are shown.
fn print(l: &L10n, report: &Report, how: How) -> Result<(), Failure> {
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let lines: BTreeSet<u64> = report.refused.iter().map(|refused| refused.line).collect();
    output::line(&if how.dry_run {
        l.said_rehearsed(count(report.accepted), count(report.already_there), count(lines.len()))
    } else {
        l.said_imported(count(report.accepted), count(report.already_there), count(lines.len()))
    })?;
    let last = lines.iter().nth(SHOWN - 1).copied().unwrap_or(u64::MAX);
    for refused in report.refused.iter().filter(|refused| refused.line <= last) {
        let line = refused.line.to_string();
        // Most reasons name the field themselves.
        let said = if refused.reason.contains(&refused.field) {
            l.said_line(&line, &refused.reason)
        } else {
            l.said_line_field(&line, &refused.field, &refused.reason)
        };
        output::line(&format!("  {said}"))?;
    }
    if lines.len() > SHOWN {
        output::line(&format!("  {}", l.said_more_refused(count(lines.len() - SHOWN))))?;
    }
    for kato in &report.repaired {
        output::line(&format!("  {}", l.said_repaired(kato)))?;
    }
    Ok(())
}
