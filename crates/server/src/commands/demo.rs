//! demo: fills an example country, made up from a seed, shows its month, and serves it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use jiff::civil::Date;
use qorgau_app::App;
use qorgau_app::duties::Item;
use qorgau_app::example::{self, DemoAccount, Filled, PASSWORD, Size, fill};
use qorgau_app::returns::{Kind, Return};
use qorgau_domain::{BodyId, Lang, Period, Tree};
use qorgau_l10n::L10n;
use qorgau_rulebook::due::State;

use super::forms;
use super::serve::{self, Ready};
use crate::cli::{Demo, Paper, Place};
use crate::output::{self, Failure};
use crate::{open, words};

/// Fills an empty database, shows what the service's month looks like, and serves it. One that holds the example country is served as it is.
pub async fn run(place: &Place, demo: Demo) -> Result<ExitCode, Failure> {
    let l = L10n::get(place.lang.unwrap_or_default());
    let ready = Ready::of(&demo.serve, l)?;
    let app = open::app_or_new(place).await?;
    let lock = serve::lock(l, place)?;
    let there = example::open_to(&app).await?;
    match &there {
        Some(accounts) => sign_ins(&app, l, accounts)?,
        None => fill_and_show(&app, place, &demo, l).await?,
    }
    if demo.fill_only {
        return Ok(ExitCode::SUCCESS);
    }
    ready.open(app, lock, l).await
}

async fn fill_and_show(app: &App, place: &Place, demo: &Demo, l: &L10n) -> Result<(), Failure> {
    if app.store.tree().await?.bodies().next().is_some() {
        return Err(Failure::Refused(l.error_holds_bodies()));
    }
    let out = demo.out.clone().unwrap_or_else(|| Path::new(&place.data).join("forms"));
    std::fs::create_dir_all(&out).map_err(Failure::file(&out))?;
    let size = if demo.small { Size::Small } else { Size::Full };
    let bar = words::bar("example country");
    let filled = fill(app, size, &mut |done, total| words::advance(&bar, done, total)).await?;
    bar.finish_and_clear();
    imports(app, l, &filled, &out)?;
    let (tree, scope) = app.scope(filled.ministry).await?;
    let period = Period::Month(filled.until);
    let figures = app.statistical_return(&tree, &scope, Kind::Monthly, period).await?;
    print_return(app, &tree, &figures, l)?;
    Late {
        app,
        tree: &tree,
        on: filled.until.plus(1).first().with().day(10).build().unwrap_or(filled.until.last()),
        l,
    }
    .print(filled.ministry)
    .await?;
    let written = write_forms(app, &tree, &filled, &figures, &out).await?;
    output::line(&format!("\n{}", l.demo_forms(whole(written), &out.display().to_string())))?;
    sign_ins(app, l, &filled.accounts)
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Who can sign in to the example country, and with what.
fn sign_ins(app: &App, l: &L10n, accounts: &[DemoAccount]) -> Result<(), Failure> {
    output::line(&format!("\n{}", l.demo_sign_ins(PASSWORD)))?;
    for account in accounts {
        let role = app.rulebook.role(account.role).map_or(account.role, |role| role.name.get(l.lang()));
        output::line(&format!("  {:<14}{} · {role}", account.login, account.name))?;
    }
    Ok(())
}

fn imports(app: &App, l: &L10n, filled: &Filled, out: &Path) -> Result<(), Failure> {
    let [bodies, entries, territories, links, returns] = [filled.bodies, filled.entries, filled.territories, filled.links, filled.returns].map(whole);
    output::line(&l.demo_filled(bodies, entries, territories, links, returns))?;
    for (name, text, imported) in &filled.imports {
        output::bytes(text.as_bytes(), Some(&out.join(name)))?;
        let lines: BTreeSet<u64> = imported.refused.iter().map(|refused| refused.line).collect();
        let [accepted, there, refused] = [imported.accepted, imported.already_there, lines.len()].map(whole);
        output::line(&format!("{name} · {}", l.said_imported(accepted, there, refused)))?;
        for refused in imported.refused.iter().take(3) {
            let reason = words::reason(app, l, &refused.field, &refused.reason);
            output::line(&format!("    {}", l.said_line(&refused.line.to_string(), &reason)))?;
        }
    }
    Ok(())
}

fn print_return(app: &App, tree: &Tree, figures: &Return, l: &L10n) -> Result<(), Failure> {
    let period = figures.period;
    let name = tree
        .on(figures.body, period.last_month().last())
        .map_or("", |version| version.name.get(l.lang()));
    output::line(&format!("\n{} · {name} · {}", l.return_title_monthly(), l.period(period)))?;
    let row = |code: &str, [now, before, to_date]: [String; 3], name: &str| output::line(&format!("  {code:<18}{now:>18}{before:>18}{to_date:>20}  {name}"));
    let heads = [l.period(period), l.period(period.year_before()), l.head_year_to_date()];
    row(&l.head_code(), heads, &l.head_indicator())?;
    let shown = |number: Option<i64>, scale: u8| number.map_or_else(|| "—".to_owned(), |number| l.number(number, scale));
    for figure in &figures.figures {
        let Some(indicator) = app.rulebook.indicator(&figure.code) else { continue };
        let numbers = [figure.period, figure.year_before, figure.year_to_date].map(|number| shown(number, indicator.scale));
        row(&figure.code, numbers, indicator.name.get(l.lang()))?;
    }
    Ok(())
}

/// What is late on the day after the last returns were due.
struct Late<'a> {
    app: &'a App,
    tree: &'a Tree,
    on: Date,
    l: &'a L10n,
}

impl Late<'_> {
    async fn print(&self, ministry: BodyId) -> Result<(), Failure> {
        let l = self.l;
        output::line(&format!("\n{}", l.demo_late(&l.date(self.on))))?;
        let row = |name: &str, bodies: &str, items: &str| output::line(&format!("  {name:<44}{bodies:>28}{items:>26}"));
        row(&l.demo_late_region(), &l.demo_late_bodies(), &l.demo_late_items())?;
        let (_, scope) = self.app.scope(ministry).await?;
        for (region, items) in self.app.matrix(self.tree, &scope, self.on).await? {
            let below = self.app.scope_in(self.tree, region);
            let districts = self.app.matrix(self.tree, &below, self.on).await?;
            let late = districts.iter().map(|(_, items)| items.iter().filter(|item| item.state == State::Late).count());
            let late: Vec<usize> = late.filter(|count| *count > 0).collect();
            let of = l.demo_of(&late.len().to_string(), &districts.len().to_string());
            let name = self.tree.on(region, self.on).map_or("", |version| version.name.get(l.lang()));
            if districts.is_empty() {
                row(name, "—", "—")?;
            } else {
                row(name, &of, &late.iter().sum::<usize>().to_string())?;
            }
            self.own(&items)?;
        }
        Ok(())
    }

    /// What the region itself is late with.
    fn own(&self, items: &[Item]) -> Result<(), Failure> {
        let l = self.l;
        for item in items.iter().filter(|item| item.state == State::Late) {
            let duty = self.app.rulebook.duties.iter().find(|duty| duty.code == item.duty);
            let name = duty.map_or(item.duty.as_str(), |duty| duty.name.get(l.lang()));
            let period = item.period.map_or_else(String::new, |period| l.period(period));
            let due = item.due.map_or_else(String::new, |due| l.moment(&due, self.app.zone()));
            output::line(&format!(
                "      {}: {name} · {period} · {}: {due} · {}",
                l.demo_late_own(),
                l.matrix_due(),
                l.clause(&item.clause)
            ))?;
        }
        Ok(())
    }
}

async fn write_forms(app: &App, tree: &Tree, filled: &Filled, figures: &Return, out: &Path) -> Result<usize, Failure> {
    let heads = app.store.audit().await?.heads().await?;
    let mut written = 0;
    let mut write = |name: String, bytes: Vec<u8>| {
        written += 1;
        output::bytes(&bytes, Some(&out.join(PathBuf::from(name))))
    };
    for lang in Lang::ALL {
        let form = forms::statistical_return(app, tree, figures, &heads, lang);
        write(
            format!("return-{}-{}.pdf", figures.period, lang.code()),
            forms::write_return(&form, Paper::Pdf)?,
        )?;
        for register in ["outbreak", "unit_inspection"] {
            let (_, scope) = app.scope(filled.region).await?;
            let days = (filled.from.first(), filled.until.last());
            let book = app.book(tree, &scope, register, days.0, days.1, lang).await?;
            let form = forms::journal(app, tree, &heads, (filled.region, days), &book, lang);
            write(
                format!("{}-{}.pdf", register.replace('_', "-"), lang.code()),
                forms::write_journal(&form, Paper::Pdf)?,
            )?;
        }
    }
    let form = forms::statistical_return(app, tree, figures, &heads, Lang::Kk);
    write(format!("return-{}-kk.xlsx", figures.period), forms::write_return(&form, Paper::Xlsx)?)?;
    Ok(written)
}
