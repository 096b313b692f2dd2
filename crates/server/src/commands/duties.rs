//! duties: what a body owes on a day.

use std::process::ExitCode;

use qorgau_app::App;
use qorgau_app::duties::Item;
use qorgau_domain::{Lang, Tree};
use qorgau_l10n::L10n;
use serde::Serialize;

use crate::cli::{Duties, Place, Spoken};
use crate::output::{self, Failure};
use crate::{open, words};

#[derive(Serialize)]
struct Shape {
    duty: String,
    clause: String,
    body: String,
    to: Option<String>,
    period: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<i64>,
    due: Option<String>,
    state: &'static str,
    why: Vec<String>,
}

/// Lists what is owed.
pub async fn run(place: &Place, duties: Duties) -> Result<ExitCode, Failure> {
    let app = open::app(place).await?;
    let body = app.body(&duties.body).await?;
    let (tree, scope) = app.scope(body).await?;
    let l = L10n::get(place.lang.unwrap_or(Lang::En));
    let mut items = app.duties(&tree, body, duties.on).await?;
    if duties.matrix {
        items.extend(app.matrix(&tree, &scope, duties.on).await?.into_iter().flat_map(|(_, items)| items));
    }
    let shapes: Vec<Shape> = items.into_iter().map(|item| shape(&app, &tree, l, item)).collect();
    if duties.format.format == Spoken::Json {
        output::json(&shapes)?;
    } else {
        print(&shapes)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn shape(app: &App, tree: &Tree, l: &L10n, item: Item) -> Shape {
    let code = |body| tree.on(body, app.today()).map_or_else(String::new, |version| version.code.clone());
    let due = item.due.map(|due| words::offset(app, due));
    let why = item.why.iter().map(|why| words::why(app, l, why)).collect();
    let (entry, row) = item.entry.map(|(id, row)| (id.to_string(), row)).unzip();
    Shape {
        duty: item.duty,
        clause: item.clause,
        body: code(item.body),
        to: item.to.map(code),
        period: item.period.map(|period| period.to_string()),
        entry,
        row: row.filter(|row| *row > 0),
        due,
        state: item.state.word(),
        why,
    }
}

fn print(shapes: &[Shape]) -> Result<(), Failure> {
    for shape in shapes {
        let period = shape.period.clone().or_else(|| shape.entry.clone()).unwrap_or_default();
        let due = shape.due.as_deref().unwrap_or("-");
        output::line(&format!(
            "{:<10} {:<9} {:<26} {:<8} {:<26} {}",
            shape.body, shape.state, shape.duty, shape.clause, due, period
        ))?;
        output::line(&format!("           {}", shape.why.join(" · ")))?;
    }
    output::line(&format!("{} items", shapes.len()))
}
