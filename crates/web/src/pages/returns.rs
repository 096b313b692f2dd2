//! The statistical return of a body for a period: every figure a way to what stands behind it, and the document it becomes.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use qorgau_app::AppError;
use qorgau_app::documents;
use qorgau_app::returns::{Kind, Sought, group_name};
use qorgau_domain::{BodyId, Month, Period, Tree};
use qorgau_rulebook::indicator::GROUPS;
use qorgau_rulebook::may::{Act, Subject};
use serde::Deserialize;

use super::figures::{Seen, Shown, View};
use super::inside::{Frame, Place, code, named, signed};
use super::panel::{Known, Panel, Sent, Tried, answered, take};
use super::{Gone, Page};
use crate::here::Here;
use crate::parts::{Choice, Link, Mark, Pager, Tab, Table, Tabs};
use crate::printing::FileKind;
use crate::received::Received;
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
    views: Option<Tabs>,
    bodies: Vec<Choice>,
    groups: Vec<Choice>,
    view: &'static str,
    periods: Pager,
    files: Vec<Link>,
    reviews: Link,
    figures: Table,
    panel: Option<Panel>,
}

/// What the address says beside the path.
#[derive(Deserialize)]
pub(crate) struct Asked {
    /// Whose return, by code; one's own body without it.
    #[serde(default)]
    pub(crate) body: String,
    /// Figures alone, or bodies in columns or rows.
    #[serde(default)]
    view: String,
    /// Which group of figures, where bodies stand in rows.
    #[serde(default)]
    group: String,
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
) -> Result<Response, Gone> {
    let wanted = Wanted::read(&web, signed(&here)?, &kind, &period, &asked.body).await?;
    show(&web, &here, &wanted, &asked, None).await
}

/// Takes a step of the document, or shows the page again with what was wrong.
pub(crate) async fn act(
    State(web): State<Web>,
    here: Here,
    Path((_, kind, period)): Path<(String, String, String)>,
    Query(asked): Query<Asked>,
    received: Received<Sent>,
) -> Result<Response, Gone> {
    let wanted = Wanted::read(&web, &received.signed, &kind, &period, &asked.body).await?;
    match take(&web, &here, received, wanted.paper()).await? {
        Ok(done) => Ok(done),
        Err(tried) => show(&web, &here, &wanted, &asked, Some(&tried)).await,
    }
}

async fn show(web: &Web, here: &Here, wanted: &Wanted, asked: &Asked, tried: Option<&Tried>) -> Result<Response, Gone> {
    let (app, signed) = (web.app(), signed(here)?);
    let (tree, mut counts) = app.snapshot(wanted.body).await?;
    let last = wanted.period.last_month();
    let view = View::of(&asked.view, !tree.children(wanted.body, last).is_empty());
    let sought = Sought {
        kind: wanted.kind,
        period: wanted.period,
        extent: view.extent(),
    };
    let figures = app.return_at(&mut counts, &tree, sought).await?;
    let trends = match view {
        View::Figures => app.trends(&mut counts, &tree, last).await?,
        View::Columns | View::Rows => BTreeMap::new(),
    };
    drop(counts);
    let seen = Seen {
        web,
        here,
        tree: &tree,
        wanted,
    };
    let group = GROUPS.iter().find(|group| **group == asked.group).copied();
    let shown = Shown::new(&figures, &trends, group);
    let page = Returns {
        frame: Frame::of(web, here, signed, &tree, Place::Returns),
        title: title(here, wanted.kind),
        body: named(web, here, &tree, wanted.body),
        period: here.l.period(wanted.period),
        kinds: kinds(web, here, &tree, wanted),
        views: (!figures.children.is_empty()).then(|| views(web, here, &tree, wanted, view)),
        bodies: bodies(web, here, signed, &tree, wanted),
        groups: if view == View::Rows { groups(here, &shown) } else { Vec::new() },
        view: view.word(),
        periods: periods(web, here, &tree, wanted),
        files: files(web, here, &tree, wanted),
        reviews: Link::new(here.l.reviews_title(), here.url(&format!("/reviews?body={}", code(web, &tree, wanted.body)))),
        figures: seen.table(view, &shown),
        panel: panel(web, here, signed, &tree, wanted, tried).await?,
        here: here.clone(),
    };
    Ok(answered(Page(page), tried))
}

/// The panel of the document; none for bodies that make no such return.
async fn panel(web: &Web, here: &Here, signed: &Signed, tree: &Tree, wanted: &Wanted, tried: Option<&Tried>) -> Result<Option<Panel>, Gone> {
    let (app, paper) = (web.app(), wanted.paper());
    if !app.makes(tree, paper) {
        return Ok(None);
    }
    let document = app.document_of(paper).await?;
    let scope = app.scope_in(tree, wanted.body);
    let past = match &document {
        Some(document) => app.told(&scope, document.id).await?.0,
        None => Vec::new(),
    };
    let known = Known {
        tree,
        wanted: paper,
        document: document.as_ref(),
        past: &past,
    };
    let url = wanted.url(web, here, tree, (wanted.kind, wanted.period), None);
    Ok(Some(Panel::of(web, here, signed, &known, url, tried).await?))
}

/// The title of a return.
pub(crate) fn title(here: &Here, kind: Kind) -> String {
    match kind {
        Kind::Monthly => here.l.return_title_monthly(),
        Kind::Quarterly => here.l.return_title_quarterly(),
    }
}

fn views(web: &Web, here: &Here, tree: &Tree, wanted: &Wanted, seen: View) -> Tabs {
    let l = here.l;
    let url = wanted.url(web, here, tree, (wanted.kind, wanted.period), None);
    let tab = |(view, text): (View, String)| Tab {
        link: Link::new(
            text,
            if view == View::Figures {
                url.clone()
            } else {
                format!("{url}&view={}", view.word())
            },
        ),
        count: String::new(),
    };
    let views = [
        (View::Figures, l.view_figures()),
        (View::Columns, l.view_columns()),
        (View::Rows, l.view_rows()),
    ];
    Tabs {
        label: l.return_figures(),
        seen: views.iter().position(|(view, _)| *view == seen).unwrap_or(0),
        tabs: views.into_iter().map(tab).collect(),
    }
}

fn groups(here: &Here, shown: &Shown<'_>) -> Vec<Choice> {
    let choice = |group: &&'static str| Choice {
        value: (*group).to_owned(),
        label: group_name(here.l, group),
        hint: String::new(),
        mark: if shown.group == *group { Mark::Taken } else { Mark::Free },
    };
    GROUPS.iter().map(choice).collect()
}

/// The files of the return as it stands.
fn files(web: &Web, here: &Here, tree: &Tree, wanted: &Wanted) -> Vec<Link> {
    let kinds = web.printer().map_or(&[][..], |_| &FileKind::ALL[..]);
    let file = |kind: &FileKind| {
        let place = format!("/returns/{}/{}/file/return.{}", wanted.kind.word(), wanted.period, kind.ending());
        let url = here.url(&format!("{place}?body={}", code(web, tree, wanted.body)));
        Link::new(kind.ending().to_uppercase(), url)
    };
    kinds.iter().map(file).collect()
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

    /// The document of the return.
    pub(crate) fn paper(&self) -> documents::Wanted {
        documents::Wanted {
            body: self.body,
            kind: documents::Made::Return(self.kind),
            period: self.period,
        }
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
pub(crate) fn bodies(web: &Web, here: &Here, signed: &Signed, tree: &Tree, wanted: &Wanted) -> Vec<Choice> {
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
        Period::Quarter(month) | Period::Year(month) | Period::TwoYears(month) => Period::Quarter(month.plus(-3)),
    };
    let after = Some(wanted.period.next()).filter(|next| next.first_month().first() <= web.app().today());
    let way = |period: Period| Link::new(here.l.period(period), wanted.url(web, here, tree, (wanted.kind, period), None));
    Pager {
        label: here.l.return_periods(),
        seen: here.l.period(wanted.period),
        ways: [Some(before), after].into_iter().flatten().map(way).collect(),
    }
}
