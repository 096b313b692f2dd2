//! The Instruction as a living table: each clause in our words, what fulfils it or why nothing does, and how the reader's body stands on it.

pub mod one;
mod standing;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::IntoResponse;
use qorgau_app::AppError;
use qorgau_domain::fold::fold;
use qorgau_rulebook::Rulebook;
use qorgau_rulebook::clause::{Clause, ReasonState};
use serde::Deserialize;

use super::inside::{Frame, Place, signed};
use super::{Gone, Page};
use crate::here::Here;
use crate::languages::encoded;
use crate::parts::{Cell, Choice, Empty, Head, Link, Mark, Row, State as Shape, Status, Table};
use crate::state::Web;
use standing::{Stand, Standing, answers};

#[derive(Template)]
#[template(path = "clauses.html")]
struct Clauses {
    here: Here,
    frame: Frame,
    counted: String,
    states: Vec<Choice>,
    q: String,
    clauses: Option<Table>,
    nothing: Empty,
}

/// What the address says.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    /// Words to be found.
    #[serde(default)]
    q: String,
    /// Which clauses: fulfilled, later, out, late, due.
    #[serde(default)]
    state: String,
}

pub(crate) async fn page(State(web): State<Web>, here: Here, Query(asked): Query<Asked>) -> Result<impl IntoResponse, Gone> {
    let (app, signed, l) = (web.app(), signed(&here)?, here.l);
    let tree = app.store.tree().await.map_err(AppError::from)?;
    let standing = Standing::of(&web, signed, &tree).await?;
    let rulebook = &app.rulebook;
    let wanted = |clause: &&Clause| in_state(rulebook, &standing, clause, &asked.state) && holds(&here, clause, &asked.q);
    let rows: Vec<Row> = in_order(rulebook)
        .into_iter()
        .filter(wanted)
        .map(|clause| row(&web, &here, &standing, clause))
        .collect();
    let heads = [
        Head::words(l.today_clause()),
        Head::words(l.clauses_says()),
        Head::words(l.clauses_fulfilled_by()),
        Head::short(l.clauses_standing()),
    ];
    let page = Clauses {
        frame: Frame::of(&web, &here, signed, &tree, Place::Clauses),
        counted: counted(&here, rulebook),
        states: states(&here, &asked.state),
        clauses: (!rows.is_empty()).then(|| Table::new(l.clauses_title(), heads, rows)),
        nothing: Empty {
            title: l.clauses_nothing(),
            text: l.clauses_nothing_text(),
            action: Some(Link::new(l.clauses_all(), here.url("/clauses"))),
        },
        q: asked.q,
        here: here.clone(),
    };
    Ok(Page(page))
}

/// The order stands first, then the Instruction that it approves, then its appendices; within each the order of the text is kept.
fn in_order(rulebook: &Rulebook) -> Vec<&Clause> {
    let mut clauses: Vec<&Clause> = rulebook.clauses.iter().collect();
    clauses.sort_by_key(|clause| match clause.reference.as_str() {
        order if order.starts_with("order") => 0,
        appendix if appendix.starts_with("app") => 2,
        _ => 1,
    });
    clauses
}

fn counted(here: &Here, rulebook: &Rulebook) -> String {
    let count = |state: Option<ReasonState>| {
        let of_state = rulebook.clauses.iter().filter(|clause| reason(rulebook, clause) == state).count();
        here.l.number(i64::try_from(of_state).unwrap_or(i64::MAX), 0)
    };
    here.l
        .clauses_counted(&count(None), &count(Some(ReasonState::Planned)), &count(Some(ReasonState::DeclaredOut)))
}

fn reason(rulebook: &Rulebook, clause: &Clause) -> Option<ReasonState> {
    Some(rulebook.reasons.get(clause.reason.as_ref()?)?.state)
}

fn in_state(rulebook: &Rulebook, standing: &Standing, clause: &Clause, state: &str) -> bool {
    match state {
        "fulfilled" => reason(rulebook, clause).is_none(),
        "later" => reason(rulebook, clause) == Some(ReasonState::Planned),
        "out" => reason(rulebook, clause) == Some(ReasonState::DeclaredOut),
        "late" => standing.on(clause).late > 0,
        "due" => standing.on(clause).due > 0,
        _ => true,
    }
}

/// Whether the name or the words of a clause hold what is looked for, whatever the spelling.
fn holds(here: &Here, clause: &Clause, q: &str) -> bool {
    let q = fold(q.trim());
    let text = format!(
        "{} {} {}",
        clause.reference,
        here.l.clause(&clause.reference),
        clause.summary.get(here.l.lang())
    );
    q.is_empty() || fold(&text).contains(&q)
}

fn states(here: &Here, asked: &str) -> Vec<Choice> {
    let l = here.l;
    let choices = [
        ("", l.clauses_all()),
        ("late", l.state_late()),
        ("due", l.state_due()),
        ("fulfilled", l.clauses_fulfilled()),
        ("later", l.clauses_planned()),
        ("out", l.clauses_out()),
    ];
    let choice = |(value, label): (&str, String)| Choice {
        value: value.to_owned(),
        label,
        hint: String::new(),
        mark: if value == asked { Mark::Taken } else { Mark::Free },
    };
    choices.map(choice).into()
}

/// Where a clause stands by itself.
fn url(here: &Here, clause: &Clause) -> String {
    here.url(&format!("/clauses/{}", encoded(&clause.reference)))
}

fn row(web: &Web, here: &Here, standing: &Standing, clause: &Clause) -> Row {
    let l = here.l;
    let rulebook = &web.app().rulebook;
    let mut by: Vec<Link> = answers(web, here, clause);
    let why = clause.reason.as_ref().and_then(|code| rulebook.reasons.get(code));
    by.extend(why.map(|reason| Link::new(reason.text.get(l.lang()), "")));
    Row::plain([
        Cell::way(l.clause(&clause.reference), url(here, clause)),
        Cell::text(clause.summary.get(l.lang())),
        Cell::Ways(by),
        Cell::State(state(here, rulebook, clause, standing.on(clause))),
    ])
}

/// How the body stands where something is owed or was entered; otherwise how the clause is fulfilled.
fn state(here: &Here, rulebook: &Rulebook, clause: &Clause, stand: Stand) -> Status {
    let l = here.l;
    let number = |count: usize| l.number(i64::try_from(count).unwrap_or(i64::MAX), 0);
    match (stand.late, stand.due, reason(rulebook, clause)) {
        (1.., ..) => Status::new(Shape::Late, format!("{}: {}", l.state_late(), number(stand.late))),
        (0, 1.., _) => Status::new(Shape::Due, format!("{}: {}", l.state_due(), number(stand.due))),
        (0, 0, None) => {
            let word = match stand.entered {
                Some(count) if count > 0 => l.clauses_entered(&l.number(count, 0)),
                _ => l.clauses_fulfilled(),
            };
            Status::new(Shape::Done, word)
        }
        (0, 0, Some(ReasonState::Planned)) => Status::new(Shape::Open, l.clauses_planned()),
        (0, 0, Some(ReasonState::DeclaredOut)) => Status::new(Shape::Struck, l.clauses_out()),
    }
}
