//! import: bodies, territories, entries.

use std::process::ExitCode;

use qorgau_app::import::{Imported, Request, Target, read};
use qorgau_app::{App, territories};
use qorgau_domain::Lang;
use qorgau_l10n::L10n;
use qorgau_rulebook::map::ImportMap;
use serde::Serialize;

use crate::cli::{Entries, Format, Import, Place, Spoken};
use crate::output::{self, Failure};
use crate::{open, words};

/// Who acts on the command line.
const ACTOR: &str = "operator";

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
    // Bodies come first, so importing them founds a database.
    let app = if matches!(what, Import::Bodies { .. }) { open::app_or_new(place).await? } else { open::app(place).await? };
    let l = L10n::get(place.lang.unwrap_or(Lang::En));
    match what {
        Import::Bodies { file, how } => {
            let imported = app.import_bodies(&output::read(&file)?, ACTOR, how.dry_run).await?;
            if !imported.refused.is_empty() {
                eprintln!("qorgau: {}", l.bodies_nothing_stored());
            }
            say(&report(&app, l, &imported), how.format)
        }
        Import::Territories { file, how } => {
            let bytes = output::read(&file)?;
            let text = String::from_utf8(bytes).map_err(|_| Failure::Refused("the file is not UTF-8. Nothing was stored".to_owned()))?;
            let imported = app.import_territories(&text, ACTOR, how.dry_run).await?;
            say(&of_territories(imported), how.format)
        }
        Import::Entries(entries) => import_entries(&app, l, entries).await,
    }
}

async fn import_entries(app: &App, l: &L10n, entries: Entries) -> Result<ExitCode, Failure> {
    let register = app.register(&entries.register)?;
    let named = match &entries.map {
        Some(name) => Some(map(app, name)?),
        None => None,
    };
    let delimiter = named.as_ref().and_then(|map| map.delimiter.bytes().next()).unwrap_or(b',');
    let name = entries.file.display().to_string();
    let table = read::table(&name, &output::read(&entries.file)?, delimiter).map_err(|error| Failure::Refused(format!("{name}: {error}")))?;
    let map = named.unwrap_or_else(|| app.plain_map(register, &table));
    if map.register != entries.register {
        return Err(Failure::Usage(format!(
            "map `{}` fills register `{}`, not `{}`",
            map.code, map.register, entries.register
        )));
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
    say(&report(app, l, &imported), entries.how.format)
}

fn map(app: &App, name: &str) -> Result<ImportMap, Failure> {
    if let Some(map) = app.rulebook.maps.get(name) {
        return Ok(map.clone());
    }
    let known: Vec<&str> = app.rulebook.maps.keys().map(String::as_str).collect();
    let path = std::path::Path::new(name);
    if !path.exists() {
        return Err(Failure::Usage(format!(
            "there is no map `{name}`; shipped are {}, or name a TOML file",
            known.join(", ")
        )));
    }
    let text = String::from_utf8(output::read(path)?).map_err(|_| Failure::Refused(format!("{name} is not UTF-8")))?;
    qorgau_rulebook::map::parse(&text).map_err(|error| Failure::Refused(format!("{name}: {error}")))
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

fn of_territories(imported: territories::Imported) -> Report {
    let refused = imported.refused.into_iter().map(|(no, kato, reason)| RefusedShape {
        line: u64::try_from(no).unwrap_or(0),
        field: format!("kato {kato}"),
        reason,
    });
    Report {
        accepted: imported.accepted,
        already_there: imported.already_there,
        refused: refused.collect(),
        into_regions: None,
        repaired: imported.repaired,
    }
}

fn say(report: &Report, format: Format) -> Result<ExitCode, Failure> {
    if format.format == Spoken::Json {
        output::json(report)?;
    } else {
        output::line(&format!(
            "{} accepted, {} already there, {} refused",
            report.accepted,
            report.already_there,
            report.refused.len()
        ))?;
        for refused in &report.refused {
            output::line(&format!("  line {}: {}: {}", refused.line, refused.field, refused.reason))?;
        }
        for kato in &report.repaired {
            output::line(&format!("  {kato}: the geometry was repaired"))?;
        }
    }
    Ok(if report.refused.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
