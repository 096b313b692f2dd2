//! duties: what a body owes on a day.

use std::process::ExitCode;

use jiff::civil::Date;
use qorgau_app::App;
use qorgau_app::duties::{Item, Owed, words as said};
use qorgau_app::json::shapes;
use qorgau_domain::{BodyId, Lang, Tree};
use qorgau_l10n::L10n;
use qorgau_rulebook::Duty;
use qorgau_rulebook::due::{State, Why};

use crate::cli::{Duties, Place, Spoken};
use crate::open;
use crate::output::{self, Failure};

/// In which order states are shown: what is to be done first.
const ORDER: [State; 5] = [State::Late, State::Due, State::LateDone, State::Done, State::Planned];

/// Lists what is owed.
pub async fn run(place: &Place, duties: Duties) -> Result<ExitCode, Failure> {
    let app = open::app(place).await?;
    let body = app.body(&duties.body).await?;
    let (tree, scope) = app.scope(body).await?;
    let l = L10n::get(place.lang.unwrap_or(Lang::En));
    let mut blocks = vec![(body, app.duties(&tree, body, duties.on).await?)];
    if duties.matrix {
        blocks.extend(app.matrix(&tree, &scope, duties.on).await?);
    }
    if duties.format.format == Spoken::Json {
        let items = blocks.into_iter().flat_map(|(_, items)| items);
        let shapes: Vec<shapes::Duty> = items.map(|item| shapes::duty(&app, &tree, l, item)).collect();
        output::json(&shapes)?;
    } else {
        let on = duties.on;
        let shown: Vec<String> = blocks
            .iter()
            .map(|(body, items)| Block { app: &app, tree: &tree, l, on }.text(*body, items))
            .collect();
        output::line(&shown.join("\n\n"))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What one body owes, for people.
struct Block<'a> {
    app: &'a App,
    tree: &'a Tree,
    l: &'a L10n,
    on: Date,
}

impl Block<'_> {
    fn text(&self, body: BodyId, items: &[Item]) -> String {
        let l = self.l;
        let mut lines = vec![format!("{} · {} · {}", self.name(body), l.matrix_title(), l.long_date(self.on))];
        if items.is_empty() {
            lines.push(format!("  {}", l.said_nothing_owed()));
            return lines.join("\n");
        }
        let mut totals = Vec::new();
        for state in ORDER {
            let mut of_state = items.iter().filter(|item| item.state == state).peekable();
            if of_state.peek().is_none() {
                continue;
            }
            let word = said::state(l, state);
            lines.push(format!("\n{}", capital(&word)));
            let before = lines.len();
            lines.extend(of_state.map(|item| self.item(item)));
            totals.push(format!("{word}: {}", lines.len() - before));
        }
        lines.push(format!("\n{}", capital(&totals.join("; "))));
        lines.join("\n")
    }

    /// What it is, until when and to whom, and how that was found; of what was done in time, only what and when.
    fn item(&self, item: &Item) -> String {
        let l = self.l;
        let duty = self.duty(item);
        let what = [
            Some(duty.map_or_else(|| item.duty.clone(), |duty| duty.name.get(l.lang()).to_owned())),
            item.period.map(|period| l.period(period)),
            item.entry.as_ref().map(|owed| self.entry(duty, owed)),
        ];
        let due = item.due.map(|due| format!("{}: {}", l.matrix_due(), l.moment(&due, self.app.zone())));
        let to = item.to.map(|to| format!("{}: {}", l.matrix_to(), self.name(to)));
        let head = joined(what.into_iter().flatten());
        let when = joined([due, to].into_iter().flatten());
        if item.state == State::Done {
            let done = item.why.iter().filter(|why| matches!(why, Why::Fulfilled(_)));
            let done = done.map(|why| said::why(self.app, l, None, why));
            return format!("  {}", joined([head, when].into_iter().chain(done)));
        }
        let why = joined(said::whys(self.app, l, item).into_iter());
        let below = [when, why].into_iter().filter(|text| !text.is_empty()).map(|text| format!("\n      {text}"));
        format!("  {head}{}", below.collect::<String>())
    }

    fn duty(&self, item: &Item) -> Option<&Duty> {
        let duties = &self.app.rulebook.duties;
        duties.iter().find(|duty| duty.code == item.duty && duty.clause == item.clause)
    }

    /// The register and the number, and the row where the duty falls on one.
    fn entry(&self, duty: Option<&Duty>, owed: &Owed) -> String {
        let lang = self.l.lang();
        let register = self.app.rulebook.register(&owed.register);
        let name = register.map_or(owed.register.as_str(), |register| register.name.get(lang));
        let rows = duty.and_then(|duty| duty.of.as_ref()?.rows.as_ref()).and_then(|code| register?.field(code));
        let row = rows.filter(|_| owed.row > 0).map(|rows| format!(", {}: {}", rows.name.get(lang), owed.row));
        format!("{name} № {}{}", owed.number, row.unwrap_or_default())
    }

    fn name(&self, body: BodyId) -> &str {
        self.tree.on(body, self.on).map_or("", |version| version.name.get(self.l.lang()))
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
