//! What stands behind a figure: the rows it is made of, and the entries.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::IntoResponse;
use qorgau_app::accounts::Who;
use qorgau_app::returns::{ExplainedEntry, Figure, Sought, Who as Whose};
use qorgau_domain::{BodyId, Tree};
use qorgau_rulebook::Indicator;
use qorgau_rulebook::may::Subject;

use super::charts::Charts;
use super::inside::{Frame, Place, code, named, signed};
use super::returns::{Asked, Wanted};
use super::{Gone, Page};
use crate::here::Here;
use crate::parts::{Bars, Cell, Crumbs, DistrictMap, Empty, Head, Lines, Link, Pair, Row, RowKind, Summary, Table};
use crate::state::Web;

/// More entries than a reader looks through; the rows lead to a body that has fewer.
const MOST: usize = 500;

#[derive(Template)]
#[template(path = "figure.html")]
struct Behind {
    here: Here,
    frame: Frame,
    crumbs: Crumbs,
    code: String,
    name: String,
    body: String,
    period: String,
    summary: Summary,
    trend: Option<Lines>,
    share: Option<Bars>,
    map: Option<DistrictMap>,
    rows: Option<Table>,
    entries: Option<Table>,
    seen: Option<String>,
    nothing: Empty,
}

pub(crate) async fn page(
    State(web): State<Web>,
    here: Here,
    Path((_, kind, period, figure)): Path<(String, String, String, String)>,
    Query(asked): Query<Asked>,
) -> Result<impl IntoResponse, Gone> {
    let (app, signed, l) = (web.app(), signed(&here)?, here.l);
    let wanted = Wanted::read(&web, signed, &kind, &period, &asked.body).await?;
    let indicator = app.shown(wanted.kind).find(|indicator| indicator.code == figure).ok_or(Gone::Absent)?;
    let (tree, mut counts) = app.snapshot(wanted.body).await?;
    let returned = app.return_at(&mut counts, &tree, Sought::whole(wanted.kind, wanted.period)).await?;
    let shown = returned.figures.iter().find(|shown| shown.code == figure).ok_or(Gone::Absent)?;
    let trends = app.trends(&mut counts, &tree, wanted.period.last_month()).await?;
    let explained = app.explain_at(&mut counts, &tree, &figure, wanted.period).await?;
    drop(counts);
    let charts = Charts {
        web: &web,
        here: &here,
        tree: &tree,
        wanted: &wanted,
    };
    let map = charts.map(indicator, shown, &returned.children).await?;
    let readable = readable(&web, &signed.who, &tree, indicator);
    let open: Vec<&ExplainedEntry> = explained.iter().filter(|entry| readable.contains(&entry.body)).collect();
    let number = |count: usize| l.number(i64::try_from(count).unwrap_or(i64::MAX), 0);
    let page = Behind {
        frame: Frame::of(&web, &here, signed, &tree, Place::Returns),
        crumbs: Crumbs {
            label: l.part_path(),
            steps: vec![Link::new(l.returns_title(), wanted.url(&web, &here, &tree, (wanted.kind, wanted.period), None))],
        },
        code: indicator.code.clone(),
        name: app.figure_name(indicator, l.lang()),
        body: named(&web, &here, &tree, wanted.body),
        period: l.period(wanted.period),
        summary: summary(&here, indicator, shown),
        trend: trends
            .get(&indicator.code)
            .filter(|_| shown.period.is_some())
            .map(|values| charts.trend(indicator, values)),
        share: charts.share(indicator, &returned),
        map,
        rows: rows(&web, &here, &tree, &wanted, (indicator, shown)),
        // Said only where not all are shown.
        seen: (open.len().min(MOST) < explained.len()).then(|| l.figure_seen(&number(open.len().min(MOST)), &number(explained.len()))),
        entries: entries(&web, &here, &tree, indicator, &open),
        nothing: Empty {
            title: l.figure_nothing_title(),
            text: l.figure_nothing_text(),
            action: None,
        },
        here: here.clone(),
    };
    Ok(Page(page))
}

/// The bodies whose entries behind the figure the reader may open.
pub(crate) fn readable(web: &Web, who: &Who, tree: &Tree, indicator: &Indicator) -> BTreeSet<BodyId> {
    let rulebook = &web.app().rulebook;
    let parts = [&indicator.numerator, &indicator.denominator].into_iter().flatten();
    let counted = parts.filter_map(|code| rulebook.indicator(code)).chain([indicator]);
    let registers: BTreeSet<&str> = counted.flat_map(|indicator| &indicator.count).map(|count| count.register.as_str()).collect();
    let each = registers.into_iter().map(|register| who.readable(web.app(), tree, Subject::Register(register)));
    each.reduce(|one, other| one.intersection(&other).copied().collect()).unwrap_or_default()
}

fn value(here: &Here, indicator: &Indicator, value: Option<i64>) -> Cell {
    value.map_or_else(
        || Cell::Missing(here.l.part_missing()),
        |value| Cell::text(here.l.number(value, indicator.scale)),
    )
}

fn summary(here: &Here, indicator: &Indicator, figure: &Figure) -> Summary {
    let l = here.l;
    let number = |count: usize| l.number(i64::try_from(count).unwrap_or(i64::MAX), 0);
    let (kept, all) = figure.kept_by;
    let pairs = vec![
        Pair::new(l.head_period(), value(here, indicator, figure.period)),
        Pair::new(l.head_year_before(), value(here, indicator, figure.year_before)),
        Pair::new(l.head_year_to_date(), value(here, indicator, figure.year_to_date)),
        Pair::new(l.figure_kept(), Cell::text(l.figure_kept_by(&number(kept), &number(all)))),
    ];
    Summary { pairs }
}

/// The bodies below, one's own facts and linked doubles; none for a body with nobody below it.
fn rows(web: &Web, here: &Here, tree: &Tree, wanted: &Wanted, (indicator, figure): (&Indicator, &Figure)) -> Option<Table> {
    let l = here.l;
    let below = |row: &&qorgau_app::returns::ChildRow| matches!(row.who, Whose::Child(_));
    figure.rows.iter().find(below)?;
    let line = |row: &qorgau_app::returns::ChildRow| {
        let name = match row.who {
            Whose::Child(child) => {
                let url = here.url(&format!(
                    "/returns/{}/{}/{}?body={}",
                    wanted.kind.word(),
                    wanted.period,
                    indicator.code,
                    code(web, tree, child)
                ));
                Cell::way(named(web, here, tree, child), url)
            }
            Whose::Own => Cell::text(l.head_own()),
            Whose::Doubles => Cell::text(l.head_doubles()),
        };
        Row::plain([name, value(here, indicator, row.period)])
    };
    let mut lines: Vec<Row> = figure.rows.iter().map(line).collect();
    lines.push(Row::of(RowKind::Total, [Cell::text(l.figure_all()), value(here, indicator, figure.period)]));
    let heads = [Head::words(l.today_body()), Head::figures(l.head_period())];
    Some(Table::new(l.figure_rows(), heads, lines).dense())
}

fn entries(web: &Web, here: &Here, tree: &Tree, indicator: &Indicator, open: &[&ExplainedEntry]) -> Option<Table> {
    let (app, l) = (web.app(), here.l);
    let row = |entry: &&ExplainedEntry| {
        let scale = app.rulebook.indicator(&entry.figure).map_or(indicator.scale, |indicator| indicator.scale);
        let number = match (entry.entry, &entry.opening) {
            (Some((id, number)), _) => Cell::way(number.to_string(), here.url(&format!("/entries/{id}"))),
            (None, Some(source)) => {
                let day = l.date(app.day_of(source.at));
                let url = format!("/registers/{}/paper?body={}", source.register, code(web, tree, entry.body));
                Cell::way(l.cut_over_origin(&source.actor, &day), here.url(&url))
            }
            (None, None) => Cell::text(l.head_doubles()),
        };
        Row::plain([
            number,
            Cell::text(l.date(entry.on)),
            Cell::text(named(web, here, tree, entry.body)),
            Cell::text(&entry.figure),
            Cell::text(l.number(entry.amount, scale)),
        ])
    };
    let rows: Vec<Row> = open.iter().take(MOST).map(row).collect();
    let heads = [
        Head::short("№"),
        Head::short(l.figure_day()),
        Head::words(l.today_body()),
        Head::short(l.head_code()),
        Head::figures(l.figure_amount()),
    ];
    (!rows.is_empty()).then(|| Table::new(l.figure_entries(), heads, rows).dense())
}
