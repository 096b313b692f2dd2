//! The Instruction as a table: each clause in our words, and what fulfils it or why nothing does.

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use qorgau_app::AppError;
use qorgau_domain::Lang;
use qorgau_rulebook::Rulebook;
use qorgau_rulebook::clause::{Clause, ReasonState};

use super::inside::{Frame, Place, signed};
use super::{Gone, Page};
use crate::here::Here;
use crate::parts::{Cell, Head, Row, State as Shape, Status, Table};
use crate::state::Web;

#[derive(Template)]
#[template(path = "clauses.html")]
struct Clauses {
    here: Here,
    frame: Frame,
    counted: String,
    clauses: Table,
}

pub(crate) async fn page(State(web): State<Web>, here: Here) -> Result<impl IntoResponse, Gone> {
    let (app, signed, l) = (web.app(), signed(&here)?, here.l);
    let tree = app.store.tree().await.map_err(AppError::from)?;
    let rulebook = &app.rulebook;
    let mut clauses: Vec<&Clause> = rulebook.clauses.iter().collect();
    clauses.sort_by_key(|clause| place(clause));
    let rows: Vec<Row> = clauses.into_iter().map(|clause| row(&here, rulebook, clause)).collect();
    let count = |state: Option<ReasonState>| {
        let of_state = rulebook.clauses.iter().filter(|clause| reason(rulebook, clause) == state).count();
        l.number(i64::try_from(of_state).unwrap_or(i64::MAX), 0)
    };
    let counted = l.clauses_counted(&count(None), &count(Some(ReasonState::Planned)), &count(Some(ReasonState::DeclaredOut)));
    let heads = [
        Head::words(l.today_clause()),
        Head::words(l.clauses_says()),
        Head::words(l.clauses_fulfilled_by()),
        Head::short(l.today_state()),
    ];
    let page = Clauses {
        frame: Frame::of(&web, &here, signed, &tree, Place::Clauses),
        counted,
        clauses: Table::new(l.clauses_title(), heads, rows),
        here: here.clone(),
    };
    Ok(Page(page))
}

/// The order stands first, then the Instruction that it approves, then its appendices; within each the order of the text is kept.
fn place(clause: &Clause) -> u8 {
    match clause.reference.as_str() {
        order if order.starts_with("order") => 0,
        appendix if appendix.starts_with("app") => 2,
        _ => 1,
    }
}

fn reason(rulebook: &Rulebook, clause: &Clause) -> Option<ReasonState> {
    Some(rulebook.reasons.get(clause.reason.as_ref()?)?.state)
}

fn row(here: &Here, rulebook: &Rulebook, clause: &Clause) -> Row {
    let l = here.l;
    let by = clause
        .fulfilled_by
        .iter()
        .map(|what| answer(rulebook, what, l.lang()))
        .collect::<Vec<_>>()
        .join(", ");
    let why = clause.reason.as_ref().and_then(|code| rulebook.reasons.get(code));
    let why = why.map_or_else(String::new, |reason| reason.text.get(l.lang()).to_owned());
    let state = match reason(rulebook, clause) {
        None => Status::new(Shape::Done, l.clauses_fulfilled()),
        Some(ReasonState::Planned) => Status::new(Shape::Open, l.clauses_planned()),
        Some(ReasonState::DeclaredOut) => Status::new(Shape::Struck, l.clauses_out()),
    };
    Row::plain([
        Cell::text(l.clause(&clause.reference)),
        Cell::text(clause.summary.get(l.lang())),
        Cell::Main { main: by, more: why },
        Cell::State(state),
    ])
}

/// The name of a register, duty, document or role that answers a clause; what has no name of its own stays as it is written.
fn answer(rulebook: &Rulebook, what: &str, lang: Lang) -> String {
    let named = |(kind, code): (&str, &str)| {
        let name = match kind {
            "register" => &rulebook.register(code)?.name,
            "duty" => &rulebook.duties.iter().find(|duty| duty.code == code)?.name,
            "document" => &rulebook.documents.iter().find(|document| document.code == code)?.name,
            "role" => &rulebook.role(code)?.name,
            "list" => &rulebook.lists.get(code)?.name,
            "indicator" => &rulebook.indicator(code)?.name,
            "nomenclature" => return Some(rulebook.nomenclature.iter().find(|file| file.code == code)?.index.clone()),
            _ => return None,
        };
        Some(name.get(lang).to_owned())
    };
    what.split_once(':').and_then(named).unwrap_or_else(|| what.to_owned())
}
