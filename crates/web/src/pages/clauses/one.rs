//! One clause: what it says, what fulfils it, and how the reader's body stands on it.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use qorgau_app::AppError;
use qorgau_app::duties::{Item, words};
use qorgau_rulebook::due::State as Due;

use super::super::inside::{Frame, Place, signed};
use super::super::{Gone, Page};
use super::standing::{Standing, answer, answers};
use super::{in_order, state, url};
use crate::here::Here;
use crate::parts::{Cell, Crumbs, Head, Link, Pager, Pair, Row, State as Shape, Status, Summary, Table};
use crate::state::Web;

#[derive(Template)]
#[template(path = "clause.html")]
struct One {
    here: Here,
    frame: Frame,
    crumbs: Crumbs,
    title: String,
    summary: String,
    earlier: Option<String>,
    about: Summary,
    owed: Option<Table>,
    entered: Option<Table>,
    nothing: bool,
    near: Pager,
}

pub(crate) async fn page(State(web): State<Web>, here: Here, Path((_, reference)): Path<(String, String)>) -> Result<impl IntoResponse, Gone> {
    let (app, signed, l) = (web.app(), signed(&here)?, here.l);
    let rulebook = &app.rulebook;
    let clauses = in_order(rulebook);
    let at = clauses.iter().position(|clause| clause.reference == reference).ok_or(Gone::Absent)?;
    let clause = *clauses.get(at).ok_or(Gone::Absent)?;
    let tree = app.store.tree().await.map_err(AppError::from)?;
    let standing = Standing::of(&web, signed, &tree).await?;
    let by = answers(&web, &here, clause);
    let why = clause.reason.as_ref().and_then(|code| rulebook.reasons.get(code));
    let mut pairs = vec![Pair::new(l.today_state(), Cell::State(state(&here, rulebook, clause, super::Stand::default())))];
    if !by.is_empty() {
        pairs.push(Pair::new(l.clauses_fulfilled_by(), Cell::Ways(by)));
    }
    pairs.extend(why.map(|reason| Pair::new(l.clauses_why(), Cell::text(reason.text.get(l.lang())))));
    let (owed, entered) = (owed(&web, &here, standing.items(clause)), entered(&web, &here, &standing, clause));
    let beside = |place: Option<usize>| {
        place
            .and_then(|place| clauses.get(place))
            .map(|near| Link::new(l.clause(&near.reference), url(&here, near)))
    };
    let page = One {
        frame: Frame::of(&web, &here, signed, &tree, Place::Clauses),
        crumbs: Crumbs {
            label: l.part_path(),
            steps: vec![Link::new(l.clauses_title(), here.url("/clauses"))],
        },
        title: l.clause(&clause.reference),
        summary: clause.summary.get(l.lang()).to_owned(),
        earlier: clause.earlier.as_ref().map(|earlier| earlier.get(l.lang()).to_owned()),
        about: Summary { pairs },
        nothing: owed.is_none() && entered.is_none(),
        owed,
        entered,
        near: Pager {
            label: l.clauses_near(),
            seen: String::new(),
            ways: [beside(at.checked_sub(1)), beside(Some(at + 1))].into_iter().flatten().collect(),
        },
        here: here.clone(),
    };
    Ok(Page(page))
}

fn owed<'a>(web: &Web, here: &Here, items: impl Iterator<Item = &'a Item>) -> Option<Table> {
    let (l, app) = (here.l, web.app());
    let mut items: Vec<&Item> = items.collect();
    items.sort_by_key(|item| (item.state != Due::Late, item.state != Due::Due, std::cmp::Reverse(item.due)));
    let row = |item: &Item| {
        let duty = app.rulebook.duties.iter().find(|duty| duty.code == item.duty);
        let name = duty.map_or_else(|| item.duty.clone(), |duty| duty.name.get(l.lang()).to_owned());
        let entry = item.entry.as_ref().map(|owed| format!("№ {}", owed.number));
        let what = [Some(name), item.period.map(|period| l.period(period)), entry];
        let due = item.due.map(|due| l.moment(&due, app.zone()));
        let shape = match item.state {
            Due::Late | Due::LateDone => Shape::Late,
            Due::Due => Shape::Due,
            Due::Done => Shape::Done,
            Due::Planned => Shape::Open,
        };
        Row::plain([
            Cell::Main {
                main: what.into_iter().flatten().collect::<Vec<_>>().join(", "),
                more: words::whys(app, l, item).join(" · "),
            },
            due.map_or(Cell::Blank, Cell::Text),
            Cell::State(Status::new(shape, words::state(l, item.state))),
        ])
    };
    let rows: Vec<Row> = items.into_iter().map(row).collect();
    let heads = [Head::words(l.today_what()), Head::short(l.today_due()), Head::short(l.today_state())];
    (!rows.is_empty()).then(|| Table::new(l.clauses_owed(), heads, rows))
}

fn entered(web: &Web, here: &Here, standing: &Standing, clause: &qorgau_rulebook::clause::Clause) -> Option<Table> {
    let l = here.l;
    let row = |(code, count): (&str, i64)| Row::plain([Cell::Ways(vec![answer(web, here, &format!("register:{code}"))]), Cell::text(l.number(count, 0))]);
    let rows: Vec<Row> = standing.entered(clause).map(row).collect();
    let heads = [Head::words(l.clauses_register()), Head::figures(l.clauses_this_year())];
    (!rows.is_empty()).then(|| Table::new(l.clauses_register(), heads, rows).dense())
}
