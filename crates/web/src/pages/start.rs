//! The start page: what this is, and the way in; in the example country, who can sign in as what.

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;

use super::demo::{Doors, doors};
use super::{Gone, Page};
use crate::here::Here;
use crate::parts::{Cell, Pair, Summary};
use crate::state::Web;

#[derive(Template)]
#[template(path = "start.html")]
struct Start {
    here: Here,
    /// There is no account yet.
    first: bool,
    /// Who can sign in, in the example country.
    doors: Option<Doors>,
    holds: Summary,
}

pub(crate) async fn page(State(web): State<Web>, here: Here) -> Result<impl IntoResponse, Gone> {
    let page = Start {
        first: web.app().is_to_start().await?,
        doors: doors(&web, &here).await?,
        holds: holds(&web, &here),
        here,
    };
    Ok(Page(page))
}

/// What stands in the rulebook that this installation works by.
fn holds(web: &Web, here: &Here) -> Summary {
    let (l, rulebook) = (here.l, &web.app().rulebook);
    let act = &rulebook.instruction;
    let adopted = act.adopted.map_or_else(String::new, |day| l.date(day));
    let count = |count: usize| Cell::text(l.number(i64::try_from(count).unwrap_or(i64::MAX), 0));
    let basis = Cell::Main {
        main: l.web_order(&act.number, &adopted),
        more: act.name.get(l.lang()).to_owned(),
    };
    let pairs = vec![
        Pair::new(l.start_basis(), basis),
        Pair::new(l.start_clauses(), count(rulebook.clauses.len())),
        Pair::new(l.start_registers(), count(rulebook.registers.len())),
        Pair::new(l.start_figures(), count(rulebook.indicators.len())),
        Pair::new(l.start_duties(), count(rulebook.duties.len())),
    ];
    Summary { pairs }
}
