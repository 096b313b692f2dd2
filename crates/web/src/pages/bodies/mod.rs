//! Bodies: the dated tree from the reader's downward, each by itself, and what is changed in it.

pub mod change;
pub mod one;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::IntoResponse;
use jiff::civil::Date;
use qorgau_app::AppError;
use qorgau_app::bodies::{Line, Staff};
use qorgau_domain::BodyId;
use serde::Deserialize;

use super::asked::day;
use super::inside::{Frame, Place, signed};
use super::{Gone, Page};
use crate::here::Here;
use crate::parts::{Control, Crumb, Crumbs, Empty, Field};
use crate::state::Web;

#[derive(Template)]
#[template(path = "bodies/list.html")]
struct Bodies {
    here: Here,
    frame: Frame,
    lead: String,
    q: String,
    on: Field,
    found: String,
    /// Whether heads and accounts are shown: some of the bodies' accounts may be read.
    staffed: bool,
    rows: Vec<BodyRow>,
    nothing: Empty,
}

/// A body as a row.
struct BodyRow {
    code: String,
    name: String,
    url: String,
    /// The class that says how many stand above it.
    depth: &'static str,
    level: String,
    head: String,
    accounts: String,
    since: String,
}

/// What the address asks for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Asked {
    q: String,
    on: String,
}

pub(crate) async fn page(State(web): State<Web>, here: Here, Query(asked): Query<Asked>) -> Result<impl IntoResponse, Gone> {
    let (app, signed, l) = (web.app(), signed(&here)?, here.l);
    let tree = app.store.tree().await.map_err(AppError::from)?;
    let on = day(&asked.on).unwrap_or_else(|| app.today());
    let lines = app.tree_on(&signed.who, &tree, on, &asked.q);
    let staff = app.staff(&signed.who, &tree, lines.iter().map(|line| line.version.id)).await?;
    let mut field = Field::new("on", l.tree_on(), Control::Day { value: asked.on.clone() });
    if !asked.on.trim().is_empty() && day(&asked.on).is_none() {
        field = field.error(l.part_error(), l.tree_bad_day());
    }
    let page = Bodies {
        frame: Frame::of(&web, &here, signed, &tree, Place::Bodies),
        lead: l.tree_lead(&l.long_date(on)),
        q: asked.q,
        on: field,
        found: l.tree_found(i64::try_from(lines.len()).unwrap_or(i64::MAX)),
        staffed: !staff.accounts.is_empty(),
        rows: lines.iter().map(|line| row(&web, &here, &staff, line)).collect(),
        nothing: Empty {
            title: l.tree_none(),
            text: l.tree_none_text(),
            action: None,
        },
        here: here.clone(),
    };
    Ok(Page(page))
}

fn row(web: &Web, here: &Here, staff: &Staff, line: &Line) -> BodyRow {
    let (l, version) = (here.l, &line.version);
    let heads = staff.heads.get(&version.id).into_iter().flatten();
    BodyRow {
        code: version.code.clone(),
        name: version.name.get(l.lang()).to_owned(),
        url: way(here, version.id),
        depth: ["d0", "d1", "d2", "d3"].get(line.depth).copied().unwrap_or("d3"),
        level: level(web, here, &version.level),
        head: heads.map(|head| head.name.as_str()).collect::<Vec<_>>().join(", "),
        accounts: staff.accounts.get(&version.id).map_or_else(String::new, |known| counted(here, known.len())),
        since: since(here, version.from),
    }
}

fn counted(here: &Here, many: usize) -> String {
    here.l.number(i64::try_from(many).unwrap_or(i64::MAX), 0)
}

/// The name of a level.
fn level(web: &Web, here: &Here, code: &str) -> String {
    let known = web.app().rulebook.levels.iter().find(|level| level.code == code);
    known.map_or(code, |level| level.name.get(here.l.lang())).to_owned()
}

/// A first day in words.
fn since(here: &Here, from: Option<Date>) -> String {
    from.map_or_else(|| here.l.tree_always(), |from| here.l.date(from))
}

/// A way to a body.
fn way(here: &Here, body: BodyId) -> String {
    here.url(&format!("/bodies/{}", body.0))
}

fn crumbs(here: &Here) -> Crumbs {
    Crumbs {
        label: here.l.part_path(),
        steps: vec![Crumb::new(here.l.tree_title(), here.url("/bodies"))],
    }
}
