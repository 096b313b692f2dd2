//! demo: fills an example country, made up from a seed, and shows its month.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use qorgau_app::App;
use qorgau_app::example::{Filled, Size, fill};
use qorgau_app::import::Imported;
use qorgau_app::returns::{Kind, Return};
use qorgau_domain::{BodyId, Lang, Month, Period, Tree};
use qorgau_l10n::L10n;
use qorgau_rulebook::due::State;

use super::forms;
use crate::cli::{Demo, Place, Written};
use crate::output::{self, Failure};
use crate::{open, words};

/// Fills an empty database and shows what the service's month looks like.
pub async fn run(place: &Place, demo: Demo) -> Result<ExitCode, Failure> {
    let app = open::app_or_new(place).await?;
    let lang = place.lang.unwrap_or_default();
    if app.store.tree().await?.bodies().next().is_some() {
        return Err(Failure::Refused("the database already holds bodies; name an empty --data folder".to_owned()));
    }
    let out = demo.out.clone().unwrap_or_else(|| Path::new(&place.data).join("forms"));
    std::fs::create_dir_all(&out).map_err(|error| Failure::Refused(format!("{}: {error}", out.display())))?;
    let size = if demo.small { Size::Small } else { Size::Full };
    let bar = words::bar("example country");
    let filled = fill(&app, size, &mut |done, total| words::advance(&bar, done, total)).await?;
    bar.finish_and_clear();
    imports(&app, &filled, &out)?;
    let (tree, scope) = app.scope(filled.ministry).await?;
    let period = Period::Month(filled.until);
    let figures = app.statistical_return(&tree, &scope, Kind::Monthly, period).await?;
    print_return(&app, &tree, &figures, lang)?;
    late(&app, &tree, filled.ministry, filled.until, lang).await?;
    let written = write_forms(&app, &tree, &filled, &figures, &out).await?;
    output::line(&format!("\n{written} forms in {}", out.display()))?;
    Ok(ExitCode::SUCCESS)
}

fn imports(app: &App, filled: &Filled, out: &Path) -> Result<(), Failure> {
    let l = L10n::get(Lang::En);
    output::line(&format!(
        "{} bodies, {} entries, {} territories, {} links, {} returns sent",
        filled.bodies, filled.entries, filled.territories, filled.links, filled.returns
    ))?;
    for (name, text, imported) in &filled.imports {
        output::bytes(text.as_bytes(), Some(&out.join(name)))?;
        let Imported {
            accepted,
            already_there,
            refused,
            ..
        } = imported;
        output::line(&format!(
            "{name}: {accepted} accepted, {already_there} already there, {} lines refused",
            refused.len()
        ))?;
        for refused in refused.iter().take(3) {
            output::line(&format!(
                "    line {}: {}",
                refused.line,
                words::reason(app, l, &refused.field, &refused.reason)
            ))?;
        }
    }
    Ok(())
}

fn print_return(app: &App, tree: &Tree, figures: &Return, lang: Lang) -> Result<(), Failure> {
    let l = L10n::get(lang);
    let name = tree
        .on(figures.body, figures.period.last_month().last())
        .map_or("", |version| version.name.get(lang));
    output::line(&format!("\n{} · {name} · {}", l.return_title_monthly(), l.period(figures.period)))?;
    let shown = |number: Option<i64>, scale: u8| number.map_or_else(|| "—".to_owned(), |number| l.number(number, scale));
    for figure in &figures.figures {
        let Some(indicator) = app.rulebook.indicator(&figure.code) else { continue };
        let [now, before, to_date] = [figure.period, figure.year_before, figure.year_to_date].map(|number| shown(number, indicator.scale));
        output::line(&format!(
            "  {:<18}{now:>16}{before:>16}{to_date:>18}  {}",
            figure.code,
            indicator.name.get(lang)
        ))?;
    }
    Ok(())
}

/// What is late on the day after the last returns were due.
async fn late(app: &App, tree: &Tree, ministry: BodyId, until: Month, lang: Lang) -> Result<(), Failure> {
    let l = L10n::get(lang);
    let on = until.plus(1).first().with().day(10).build().unwrap_or(until.last());
    output::line(&format!("\n{} · {}", l.state_late(), l.date(on)))?;
    let (_, scope) = app.scope(ministry).await?;
    for (region, items) in app.matrix(tree, &scope, on).await? {
        let name = tree.on(region, on).map_or("", |version| version.name.get(lang));
        let (_, below) = app.scope(region).await?;
        let districts = app.matrix(tree, &below, on).await?;
        let owed = districts.iter().flat_map(|(_, items)| items).filter(|item| item.state == State::Late).count();
        let bodies = districts.iter().filter(|(_, items)| items.iter().any(|item| item.state == State::Late)).count();
        output::line(&format!("  {name}: + {owed} ({bodies}/{})", districts.len()))?;
        for item in items.iter().filter(|item| item.state == State::Late) {
            let period = item.period.map_or_else(String::new, |period| period.to_string());
            let due = item.due.map_or_else(String::new, |due| l.moment(&due, app.zone()));
            output::line(&format!("      {:<18} {period:<8} {due}  ({})", item.duty, item.clause))?;
        }
    }
    Ok(())
}

async fn write_forms(app: &App, tree: &Tree, filled: &Filled, figures: &Return, out: &Path) -> Result<usize, Failure> {
    let mut written = 0;
    let mut write = |name: String, bytes: Vec<u8>| {
        written += 1;
        output::bytes(&bytes, Some(&out.join(PathBuf::from(name))))
    };
    for lang in Lang::ALL {
        let form = forms::statistical_return(app, tree, figures, lang).await?;
        write(
            format!("return-{}-{}.pdf", figures.period, lang.code()),
            forms::write_return(&form, Written::Pdf)?,
        )?;
        for register in ["outbreak", "unit_inspection"] {
            let (_, scope) = app.scope(filled.region).await?;
            let days = (filled.from.first(), filled.until.last());
            let book = app.book(tree, &scope, register, days.0, days.1, lang).await?;
            let form = forms::journal(app, tree, filled.region, &book, days, lang).await?;
            write(
                format!("{}-{}.pdf", register.replace('_', "-"), lang.code()),
                forms::write_journal(&form, Written::Pdf)?,
            )?;
        }
    }
    let form = forms::statistical_return(app, tree, figures, Lang::Kk).await?;
    write(format!("return-{}-kk.xlsx", figures.period), forms::write_return(&form, Written::Xlsx)?)?;
    Ok(written)
}
