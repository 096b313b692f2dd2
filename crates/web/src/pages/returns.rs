//! The statistical return of a body for a period: every figure a way to what stands behind it.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use qorgau_app::AppError;
use qorgau_app::returns::{Figure, Kind, Return, group_name};
use qorgau_domain::{BodyId, Month, Period, Tree};
use qorgau_rulebook::Indicator;
use qorgau_rulebook::indicator::GROUPS;
use qorgau_rulebook::may::{Act, Subject};
use serde::Deserialize;

use super::inside::{Frame, Place, code, named, signed};
use super::{Gone, Page};
use crate::here::Here;
use crate::parts::{Cell, Choice, Head, Link, Mark, Pager, Row, RowKind, Tab, Table, Tabs};
use crate::state::Web;
use crate::visitor::Signed;

#[derive(Template)]
#[template(path = "returns.html")]
struct Returns {
    here: Here,
    frame: Frame,
    title: String,
    body: String,
    period: String,
    kinds: Tabs,
    bodies: Vec<Choice>,
    periods: Pager,
    figures: Table,
}

/// What the address says beside the path.
#[derive(Deserialize)]
pub(crate) struct Asked {
    /// Whose return, by code; one's own body without it.
    #[serde(default)]
    pub(crate) body: String,
}

/// Leads to the return of the last month that is over.
pub(crate) async fn latest(State(web): State<Web>, here: Here) -> Response {
    let month = Month::of(web.app().today()).plus(-1);
    Redirect::to(&here.url(&format!("/returns/monthly/{}", Period::Month(month)))).into_response()
}

pub(crate) async fn page(
    State(web): State<Web>,
    here: Here,
    Path((_, kind, period)): Path<(String, String, String)>,
    Query(asked): Query<Asked>,
) -> Result<impl IntoResponse, Gone> {
    let signed = signed(&here)?;
    let request = Wanted::read(&web, signed, &kind, &period, &asked.body).await?;
    let (tree, mut counts) = web.app().snapshot(request.body).await?;
    let figures = web.app().return_at(&mut counts, &tree, request.kind, request.period).await?;
    let title = match request.kind {
        Kind::Monthly => here.l.return_title_monthly(),
        Kind::Quarterly => here.l.return_title_quarterly(),
    };
    let page = Returns {
        frame: Frame::of(&web, &here, signed, &tree, Place::Returns),
        title,
        body: named(&web, &here, &tree, request.body),
        period: here.l.period(request.period),
        kinds: kinds(&web, &here, &tree, &request),
        bodies: bodies(&web, &here, signed, &tree, &request),
        periods: periods(&web, &here, &tree, &request),
        figures: table(&web, &here, &tree, &request, &figures),
        here: here.clone(),
    };
    Ok(Page(page))
}

/// Which return is asked for; one that may not be read is not there.
pub(crate) struct Wanted {
    pub(crate) kind: Kind,
    pub(crate) period: Period,
    pub(crate) body: BodyId,
}

impl Wanted {
    pub(crate) async fn read(web: &Web, signed: &Signed, kind: &str, period: &str, body: &str) -> Result<Self, Gone> {
        let app = web.app();
        let kind = [Kind::Monthly, Kind::Quarterly]
            .into_iter()
            .find(|known| known.word() == kind)
            .ok_or(Gone::Absent)?;
        let period: Period = period.parse().map_err(|_| Gone::Absent)?;
        kind.fits(period)?;
        if period.first_month().first() > app.today() {
            return Err(Gone::Absent);
        }
        let body = if body.is_empty() { signed.who.body } else { app.body(body).await? };
        let tree = app.store.tree().await.map_err(AppError::from)?;
        let document = format!("return.{}", kind.word());
        if !signed.who.may(app, &tree, Act::Read, Subject::Document(&document), body) {
            return Err(Gone::Absent);
        }
        Ok(Wanted { kind, period, body })
    }

    /// Where a return stands.
    pub(crate) fn url(&self, web: &Web, here: &Here, tree: &Tree, (kind, period): (Kind, Period), figure: Option<&str>) -> String {
        let figure = figure.map_or_else(String::new, |figure| format!("/{figure}"));
        here.url(&format!("/returns/{}/{period}{figure}?body={}", kind.word(), code(web, tree, self.body)))
    }
}

fn kinds(web: &Web, here: &Here, tree: &Tree, wanted: &Wanted) -> Tabs {
    let last = wanted.period.last_month();
    let quarter = Period::Quarter(Month::new(last.year(), (last.number() - 1) / 3 * 3 + 1));
    let tab = |text: String, kind, period| Tab {
        link: Link::new(text, wanted.url(web, here, tree, (kind, period), None)),
        count: String::new(),
    };
    Tabs {
        label: here.l.part_parts(),
        tabs: vec![
            tab(here.l.return_monthly(), Kind::Monthly, Period::Month(last)),
            tab(here.l.return_quarterly(), Kind::Quarterly, quarter),
        ],
        seen: usize::from(wanted.kind == Kind::Quarterly),
    }
}

/// One's own body and those directly below the one that is seen, as far as they may be read, and the way up again.
fn bodies(web: &Web, here: &Here, signed: &Signed, tree: &Tree, wanted: &Wanted) -> Vec<Choice> {
    let month = wanted.period.last_month();
    let mut near = tree.upward(wanted.body, month);
    near.reverse();
    near.extend(tree.children(wanted.body, month));
    let reads = |body: &BodyId| signed.who.may(web.app(), tree, Act::Read, Subject::Document("return.monthly"), *body);
    let choices: Vec<Choice> = near
        .into_iter()
        .filter(reads)
        .map(|body| Choice {
            value: code(web, tree, body),
            label: named(web, here, tree, body),
            hint: String::new(),
            mark: if body == wanted.body { Mark::Taken } else { Mark::Free },
        })
        .collect();
    if choices.len() > 1 { choices } else { Vec::new() }
}

fn periods(web: &Web, here: &Here, tree: &Tree, wanted: &Wanted) -> Pager {
    let before = match wanted.period {
        Period::Month(month) => Period::Month(month.plus(-1)),
        Period::Quarter(month) | Period::Year(month) => Period::Quarter(month.plus(-3)),
    };
    let after = Some(wanted.period.next()).filter(|next| next.first_month().first() <= web.app().today());
    let way = |period: Period| Link::new(here.l.period(period), wanted.url(web, here, tree, (wanted.kind, period), None));
    Pager {
        label: here.l.return_periods(),
        seen: here.l.period(wanted.period),
        ways: [Some(before), after].into_iter().flatten().map(way).collect(),
    }
}

fn table(web: &Web, here: &Here, tree: &Tree, wanted: &Wanted, figures: &Return) -> Table {
    let (app, l) = (web.app(), here.l);
    let by_code: BTreeMap<&str, &Figure> = figures.figures.iter().map(|figure| (figure.code.as_str(), figure)).collect();
    let mut rows = Vec::new();
    for group in GROUPS {
        let of_group = app.shown(wanted.kind).filter(|indicator| indicator.group == group);
        let lines: Vec<Row> = of_group
            .filter_map(|indicator| {
                let figure = by_code.get(indicator.code.as_str())?;
                let url = wanted.url(web, here, tree, (wanted.kind, wanted.period), Some(&indicator.code));
                Some(line(web, here, indicator, figure, url))
            })
            .collect();
        if !lines.is_empty() {
            rows.push(Row::of(RowKind::Group, [Cell::text(group_name(l, group))]));
            rows.extend(lines);
        }
    }
    let heads = [
        Head::short(l.head_code()).under("1"),
        Head::words(l.head_indicator()).under("2"),
        Head::short(l.head_unit()).under("3"),
        Head::figures(l.head_period()).under("4"),
        Head::figures(l.head_year_before()).under("5"),
        Head::figures(l.head_difference()).under("6"),
        Head::figures(l.head_year_to_date()).under("7"),
    ];
    Table::new(l.return_figures(), heads, rows).dense().scrolling()
}

fn line(web: &Web, here: &Here, indicator: &Indicator, figure: &Figure, url: String) -> Row {
    let l = here.l;
    let unit = web.app().rulebook.units.get(&indicator.unit).map_or("", |unit| unit.name.get(l.lang()));
    let shown = |value: Option<i64>| value.map_or_else(|| Cell::Missing(l.part_missing()), |value| Cell::text(l.number(value, indicator.scale)));
    let now = match figure.period {
        Some(value) => Cell::Way(Link::new(l.number(value, indicator.scale), url)),
        None => Cell::Missing(l.part_missing()),
    };
    let difference = figure.period.zip(figure.year_before).map(|(now, before)| now - before);
    let difference = difference.map_or(Cell::Blank, |difference| {
        let sign = if difference > 0 { "+" } else { "" };
        Cell::text(format!("{sign}{}", l.number(difference, indicator.scale)))
    });
    Row::plain([
        Cell::text(&indicator.code),
        Cell::text(indicator.name.get(l.lang())),
        Cell::text(unit),
        now,
        shown(figure.year_before),
        difference,
        shown(figure.year_to_date),
    ])
}
