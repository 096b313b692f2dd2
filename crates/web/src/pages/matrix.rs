//! The bodies below and their duties of a period, each with its clock; what was sent is taken in from here.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::IntoResponse;
use qorgau_app::AppError;
use qorgau_app::documents::{Made, Wanted as Paper};
use qorgau_app::duties::{Item, OwedNow, words};
use qorgau_app::returns::Kind;
use qorgau_domain::document::{State as PaperState, Step};
use qorgau_domain::{BodyId, Month, Period, Tree};
use qorgau_rulebook::due::State as Standing;
use qorgau_rulebook::may::{Act, Subject};
use qorgau_store::Document;
use serde::Deserialize;

use super::inside::{Frame, Place, code, named, signed};
use super::returns::{Wanted, bodies};
use super::{Gone, Page, panel};
use crate::here::Here;
use crate::parts::{Choice, Empty, Link, Mark, Pager, State as Shape, Status};
use crate::state::Web;
use crate::visitor::Signed;

#[derive(Template)]
#[template(path = "papers/matrix.html")]
struct Matrix {
    here: Here,
    frame: Frame,
    body: String,
    period: String,
    bodies: Vec<Choice>,
    asked: String,
    periods: Pager,
    received: String,
    heads: Vec<Column>,
    rows: Vec<Line>,
    nothing: Empty,
}

/// What the address says.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    body: String,
    /// A month, as 2026-10; the last one that is over without it.
    #[serde(default)]
    period: String,
}

/// A duty of a period.
struct Column {
    duty: String,
    period: Option<Period>,
    name: String,
    small: String,
}

/// A body below.
struct Line {
    name: Link,
    cells: Vec<Square>,
}

/// How a duty of a body stands.
#[derive(Default)]
struct Square {
    status: Option<Status>,
    url: String,
    clock: String,
    take_in: Option<TakeIn>,
}

/// A step taken from here.
struct TakeIn {
    url: String,
    seen: i64,
}

pub(crate) async fn page(State(web): State<Web>, here: Here, Query(asked): Query<Asked>) -> Result<impl IntoResponse, Gone> {
    let (app, signed) = (web.app(), signed(&here)?);
    let tree = app.store.tree().await.map_err(AppError::from)?;
    let month = month(&web, &asked.period)?;
    let body = if asked.body.is_empty() {
        signed.who.body
    } else {
        app.body(&asked.body).await?
    };
    let reads = |of: BodyId| signed.who.may(app, &tree, Act::Read, Subject::Document("return.monthly"), of);
    if !reads(body) {
        return Err(Gone::Absent);
    }
    let children: Vec<BodyId> = tree.children(body, month).into_iter().filter(|child| reads(*child)).collect();
    let OwedNow { rows: owed, papers } = app.owed_now(&tree, &children).await?;
    let drawer = Drawer {
        web: &web,
        here: &here,
        signed,
        tree: &tree,
        papers: &papers,
    };
    let heads = drawer.heads(&children, month);
    let rows: Vec<Line> = owed.iter().map(|(child, items)| drawer.line(*child, items, &heads)).collect();
    let wanted = Wanted {
        kind: Kind::Monthly,
        period: Period::Month(month),
        body,
    };
    let page = Matrix {
        frame: Frame::of(&web, &here, signed, &tree, Place::Matrix),
        body: named(&web, &here, &tree, body),
        period: here.l.month(month),
        bodies: with_children(&web, &here, signed, &tree, &wanted),
        asked: Period::Month(month).to_string(),
        periods: periods(&web, &here, &tree, body, month),
        received: drawer.received(&children, &heads),
        nothing: Empty {
            title: here.l.matrix_nobody(),
            text: here.l.matrix_nobody_text(),
            action: None,
        },
        heads,
        rows,
        here: here.clone(),
    };
    Ok(Page(page))
}

fn month(web: &Web, asked: &str) -> Result<Month, Gone> {
    let today = Month::of(web.app().today());
    if asked.is_empty() {
        return Ok(today.plus(-1));
    }
    let period: Period = asked.parse().map_err(|_| Gone::Absent)?;
    Some(period.last_month()).filter(|month| *month <= today).ok_or(Gone::Absent)
}

/// The bodies near by that have bodies below them.
fn with_children(web: &Web, here: &Here, signed: &Signed, tree: &Tree, wanted: &Wanted) -> Vec<Choice> {
    let month = wanted.period.last_month();
    let today = web.app().today();
    let has = |choice: &Choice| tree.by_code(&choice.value, today).is_some_and(|body| !tree.children(body, month).is_empty());
    let near: Vec<Choice> = bodies(web, here, signed, tree, wanted).into_iter().filter(has).collect();
    if near.len() > 1 { near } else { Vec::new() }
}

fn periods(web: &Web, here: &Here, tree: &Tree, body: BodyId, month: Month) -> Pager {
    let today = Month::of(web.app().today());
    let way = |month: Month| {
        let url = here.url(&format!("/matrix?period={}&body={}", Period::Month(month), code(web, tree, body)));
        Link::new(here.l.month(month), url)
    };
    Pager {
        label: here.l.return_periods(),
        seen: here.l.month(month),
        ways: [Some(month.plus(-1)), Some(month.plus(1)).filter(|next| *next <= today)]
            .into_iter()
            .flatten()
            .map(way)
            .collect(),
    }
}

struct Drawer<'a> {
    web: &'a Web,
    here: &'a Here,
    signed: &'a Signed,
    tree: &'a Tree,
    papers: &'a BTreeMap<Paper, Document>,
}

impl Drawer<'_> {
    /// The duties of the levels of the bodies that fall on the month, or on the quarter that ends with it; then one column for all of entries.
    fn heads(&self, children: &[BodyId], month: Month) -> Vec<Column> {
        let (app, l) = (self.web.app(), self.here.l);
        let level = |child: &BodyId| self.tree.on(*child, month.last()).map(|version| version.level.clone());
        let levels: Vec<String> = children.iter().filter_map(level).collect();
        let (mut columns, mut of_entries): (Vec<Column>, bool) = (Vec::new(), false);
        for duty in &app.rulebook.duties {
            let bound = !duty.off && duty.planned.is_none() && duty.only_where.is_none() && duty.levels.iter().any(|bound| levels.contains(bound));
            let period = duty.period(month).filter(|period| period.last_month() == month);
            of_entries |= bound && duty.period(month).is_none();
            if let Some(period) = period.filter(|_| bound && columns.iter().all(|column| column.duty != duty.code)) {
                columns.push(Column {
                    duty: duty.code.clone(),
                    period: Some(period),
                    name: duty.name.get(l.lang()).to_owned(),
                    small: l.period(period),
                });
            }
        }
        columns.extend(of_entries.then(|| Column {
            duty: String::new(),
            period: None,
            name: l.matrix_terms(),
            small: String::new(),
        }));
        columns
    }

    fn line(&self, child: BodyId, items: &[Item], heads: &[Column]) -> Line {
        let place = format!("/matrix?body={}", code(self.web, self.tree, child));
        let has_children = !self.tree.children(child, Month::of(self.web.app().today())).is_empty();
        let returns = format!("/returns?body={}", code(self.web, self.tree, child));
        let url = self.here.url(if has_children { &place } else { &returns });
        Line {
            name: Link::new(named(self.web, self.here, self.tree, child), url),
            cells: heads.iter().map(|column| self.square(child, items, column)).collect(),
        }
    }

    fn square(&self, child: BodyId, items: &[Item], column: &Column) -> Square {
        let Some(period) = column.period else { return self.entries(items) };
        let item = items.iter().find(|item| item.duty == column.duty && item.period == Some(period));
        let paper = match column.duty.as_str() {
            "return.monthly" => Some((Kind::Monthly, period)),
            "return.quarterly" => Some((Kind::Quarterly, period)),
            _ => None,
        };
        match paper {
            Some((kind, period)) => self.paper((child, kind, period), item),
            None => item.map_or_else(Square::default, |item| self.plain(item)),
        }
    }

    /// A duty that entries fulfil.
    fn plain(&self, item: &Item) -> Square {
        let l = self.here.l;
        Square {
            status: Some(Status::new(shape(item.state), words::state(l, item.state))),
            clock: words::clock(l, item.clock(self.web.app())),
            ..Square::default()
        }
    }

    /// How many entries are late, and by which duties.
    fn entries(&self, items: &[Item]) -> Square {
        let (app, l) = (self.web.app(), self.here.l);
        let mut late_by: BTreeMap<&str, usize> = BTreeMap::new();
        for item in items.iter().filter(|item| item.entry.is_some() && item.state == Standing::Late) {
            *late_by.entry(item.duty.as_str()).or_default() += 1;
        }
        let late: usize = late_by.values().sum();
        let named = |(code, count): (&&str, &usize)| {
            let duty = app.rulebook.duties.iter().find(|duty| duty.code == **code);
            let name = duty.map_or(*code, |duty| duty.name.get(l.lang()));
            format!("{name}: {}", l.number(i64::try_from(*count).unwrap_or(i64::MAX), 0))
        };
        let status = if late == 0 {
            Status::new(Shape::Done, l.today_none_late())
        } else {
            Status::new(Shape::Late, l.matrix_late_count(&l.number(i64::try_from(late).unwrap_or(i64::MAX), 0)))
        };
        Square {
            status: Some(status),
            clock: late_by.iter().map(named).collect::<Vec<_>>().join("; "),
            ..Square::default()
        }
    }

    /// A return: how its document stands, and the clock.
    fn paper(&self, (body, kind, period): (BodyId, Kind, Period), item: Option<&Item>) -> Square {
        let (app, l) = (self.web.app(), self.here.l);
        let wanted = Wanted { kind, period, body };
        let paper = wanted.paper();
        let document = self.papers.get(&paper);
        let life = document.map(|document| &document.life);
        let clock = item.map_or_else(String::new, |item| words::clock(l, item.clock(app)));
        let mut status = panel::status(self.here, life);
        if item.is_some_and(|item| item.state == Standing::Late) && status.state != Shape::Back {
            status.state = Shape::Late;
        }
        let returns = wanted.url(self.web, self.here, self.tree, (kind, period), None);
        let takes_in =
            life.is_some_and(|life| life.state == PaperState::Sent) && app.steps_for(&self.signed.who, self.tree, paper, life).contains(&Step::Receive);
        Square {
            status: Some(status),
            url: document.map_or_else(|| returns.clone(), |document| self.here.url(&format!("/documents/{}", document.id))),
            clock,
            take_in: takes_in.then(|| TakeIn {
                url: returns.clone(),
                seen: life.map_or(0, |life| life.steps),
            }),
        }
    }

    /// How many returns of the month were taken in.
    fn received(&self, children: &[BodyId], heads: &[Column]) -> String {
        let l = self.here.l;
        let monthly = heads.iter().find(|column| column.duty == "return.monthly").and_then(|column| column.period);
        let Some(period) = monthly else { return String::new() };
        let has = |child: &&BodyId| {
            let paper = Paper {
                body: **child,
                kind: Made::Return(Kind::Monthly),
                period,
            };
            self.papers.get(&paper).is_some_and(|document| document.life.state == PaperState::Received)
        };
        let [received, all] = [children.iter().filter(has).count(), children.len()].map(|count| l.number(i64::try_from(count).unwrap_or(i64::MAX), 0));
        l.matrix_received(&received, &all)
    }
}

/// The shape of a duty's state.
pub(crate) fn shape(state: Standing) -> Shape {
    match state {
        Standing::Late | Standing::LateDone => Shape::Late,
        Standing::Due => Shape::Due,
        Standing::Done => Shape::Done,
        Standing::Planned => Shape::Open,
    }
}
