//! Participation by officer: in how many entries of a quarter each officer of a body is named, register by register (clauses 11, 12 and 21.3).

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use qorgau_app::participation::Participant;
use qorgau_app::returns::Kind;
use qorgau_domain::Period;
use qorgau_rulebook::Register;
use serde::Deserialize;

use super::inside::{Frame, Place, code, named, signed};
use super::returns::{Wanted, bodies};
use super::territory::quarters;
use super::{Gone, Page};
use crate::here::Here;
use crate::languages::encoded;
use crate::parts::{Cell, Choice, Empty, Head, Mark, Pager, Row, Table};
use crate::state::Web;

#[derive(Template)]
#[template(path = "participation.html")]
struct Participation {
    here: Here,
    frame: Frame,
    body: String,
    period: String,
    bodies: Vec<Choice>,
    periods: Pager,
    territory: String,
    table: Option<Table>,
    nothing: Empty,
}

/// What the address says beside the path.
#[derive(Deserialize)]
pub(crate) struct Asked {
    /// Whose officers, by the code of the body; one's own without it.
    #[serde(default)]
    body: String,
}

pub(crate) async fn page(State(web): State<Web>, here: Here, Path((_, period)): Path<(String, String)>, Query(asked): Query<Asked>) -> Result<Response, Gone> {
    let (app, signed, l) = (web.app(), signed(&here)?, here.l);
    let wanted = Wanted::read(&web, signed, Kind::Quarterly.word(), &period, &asked.body).await?;
    let tree = app.store.tree().await.map_err(qorgau_app::AppError::from)?;
    let days = (wanted.period.first_month().first(), wanted.period.last_month().last());
    let found = app.participation(&signed.who, &tree, wanted.body, days, l.lang()).await?;
    let at = code(&web, &tree, wanted.body);
    let page = Participation {
        frame: Frame::of(&web, &here, signed, &tree, Place::Territory),
        body: named(&web, &here, &tree, wanted.body),
        period: l.period(wanted.period),
        bodies: bodies(&web, &here, signed, &tree, &wanted),
        periods: quarters(&web, &here, &tree, &wanted, "participation"),
        territory: here.url(&format!("/territory/{}?body={at}", wanted.period)),
        table: (!found.is_empty()).then(|| table(&web, &here, (&at, wanted.period), &found)),
        nothing: Empty {
            title: l.participation_nothing_title(),
            text: l.participation_nothing_text(),
            action: None,
        },
        here: here.clone(),
    };
    Ok(Page(page).into_response())
}

/// A row for each officer, a column for each register in which anybody is named; each number leads to its entries.
fn table(web: &Web, here: &Here, (body, period): (&str, Period), found: &[Participant]) -> Table {
    let l = here.l;
    let named: BTreeSet<&str> = found.iter().flat_map(|one| one.counts.keys()).map(String::as_str).collect();
    let registers: Vec<&Register> = named.into_iter().filter_map(|code| web.app().rulebook.register(code)).collect();
    let mut heads = vec![Head::words(l.participation_officer())];
    heads.extend(registers.iter().map(|register| Head::figures(register.name.get(l.lang()))));
    let days = (l.date(period.first_month().first()), l.date(period.last_month().last()));
    let cell = |one: &Participant, register: &Register| {
        let Some(count) = one.counts.get(&register.code) else { return Cell::Blank };
        let filters = register.day.as_ref().and_then(|day| register.field(day)).filter(|day| day.filter);
        let span = filters.map_or_else(String::new, |day| {
            format!("&f.{0}.from={1}&f.{0}.until={2}", encoded(&day.code), encoded(&days.0), encoded(&days.1))
        });
        let url = format!("/registers/{}?body={body}&reach=own&names={}{span}", encoded(&register.code), one.officer);
        Cell::way(l.number(*count, 0), here.url(&url))
    };
    let row = |one: &Participant| {
        let name = match &one.name {
            Some(name) => Cell::way(name, here.url(&format!("/entries/{}", one.officer))),
            None => Cell::text(l.entry_hidden()),
        };
        Row::plain(
            std::iter::once(name)
                .chain(registers.iter().map(|register| cell(one, register)))
                .collect::<Vec<_>>(),
        )
    };
    Table::new(l.participation_title(), heads, found.iter().map(row).collect::<Vec<_>>())
        .dense()
        .scrolling()
}
