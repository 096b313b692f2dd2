//! Today: what the reader owes and by when, what came back, what waits for him, what is late below, and what he entered.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use qorgau_app::documents::Wanted as Paper;
use qorgau_app::duties::{Clock, Item, OwedNow, words};
use qorgau_app::{App, AppError};
use qorgau_domain::document::{State as PaperState, Step};
use qorgau_domain::{BodyId, Month, Period, Tree};
use qorgau_rulebook::due::State as Standing;
use qorgau_rulebook::may::{Act, Subject};
use qorgau_store::{Document, Recent};

use super::inside::{Frame, Place, named, signed};
use super::matrix::shape;
use super::{Gone, Page};
use crate::here::Here;
use crate::parts::{Cell, Empty, Head, Row, State as Shape, Status, Table};
use crate::state::Web;
use crate::visitor::Signed;

/// So many days before its last day something owed is said to be near.
const NEAR: i64 = 7;

/// How many late things of a body below are named; the state says how many there are.
const SHOWN: usize = 3;

#[derive(Template)]
#[template(path = "today.html")]
struct Today {
    here: Here,
    frame: Frame,
    day: String,
    owed: Option<Table>,
    nothing: Empty,
    below: Option<Table>,
    mine: Option<Table>,
    done: Option<Table>,
}

pub(crate) async fn page(State(web): State<Web>, here: Here) -> Result<impl IntoResponse, Gone> {
    let (app, signed, l) = (web.app(), signed(&here)?, here.l);
    let tree = app.store.tree().await.map_err(AppError::from)?;
    let body = signed.who.body;
    let reads = |of: &BodyId| signed.who.may(app, &tree, Act::Read, Subject::Document("return.monthly"), *of);
    let below: Vec<BodyId> = tree.children(body, Month::of(app.today())).into_iter().filter(reads).collect();
    let asked: Vec<BodyId> = std::iter::once(body).chain(below.iter().copied()).collect();
    let OwedNow { rows: owed, papers } = app.owed_now(&tree, &asked).await?;
    let lister = Lister {
        web: &web,
        here: &here,
        signed,
        tree: &tree,
        papers: &papers,
    };
    let mine = owed.iter().filter(|(of, _)| *of == body).flat_map(|(_, items)| items);
    let mine: Vec<&Item> = mine.filter(|item| app.concerns(&signed.who, &tree, item)).collect();
    let children: Vec<&(BodyId, Vec<Item>)> = owed.iter().filter(|(of, _)| *of != body).collect();
    let (rows, done) = (lister.rows(&mine).await?, lister.done(&mine));
    let page = Today {
        frame: Frame::of(&web, &here, signed, &tree, Place::Today),
        day: l.long_date(app.today()),
        owed: lister.owed(rows),
        nothing: lister.nothing(reads(&body)),
        below: lister.below(&children),
        mine: lister.mine(
            &app.store
                .recent(&app.scope_in(&tree, body), body, &signed.who.login)
                .await
                .map_err(AppError::from)?,
        ),
        done,
        here: here.clone(),
    };
    Ok(Page(page))
}

/// A thing to do, with what it is sorted by: the late first, then by its day.
struct Todo {
    order: (bool, Option<i64>),
    row: Row,
}

struct Lister<'a> {
    web: &'a Web,
    here: &'a Here,
    signed: &'a Signed,
    tree: &'a Tree,
    papers: &'a BTreeMap<Paper, Document>,
}

impl Lister<'_> {
    /// What is owed, and what waits to be taken in.
    async fn rows(&self, items: &[&Item]) -> Result<Vec<Todo>, Gone> {
        let mut rows = Vec::new();
        for item in items.iter().filter(|item| matches!(item.state, Standing::Late | Standing::Due)) {
            rows.push(self.todo(item).await?);
        }
        rows.extend(self.to_take_in());
        rows.sort_by_key(|todo| todo.order);
        Ok(rows)
    }

    async fn todo(&self, item: &Item) -> Result<Todo, Gone> {
        let (app, l) = (self.web.app(), self.here.l);
        let clock = words::clock(l, item.clock(app));
        let paper = item.paper();
        let document = paper.and_then(|paper| self.papers.get(&paper));
        let state = document.map(|document| document.life.state);
        let waits = match state {
            Some(PaperState::Returned) => Some((Shape::Back, l.today_back())),
            Some(PaperState::Draft) => Some((Shape::Due, l.today_to_sign())),
            Some(PaperState::Signed) => Some((Shape::Due, l.today_to_send())),
            _ => None,
        };
        let mut more = vec![l.clause(&item.clause)];
        let status = match waits {
            Some((_, word)) if item.state == Standing::Late && state != Some(PaperState::Returned) => {
                more.insert(0, word);
                Status::new(Shape::Late, clock)
            }
            Some((shape, word)) => {
                more.insert(0, clock);
                Status::new(shape, word)
            }
            None => Status::new(shape_of(item, app), clock),
        };
        if let Some(document) = document.filter(|document| document.life.state == PaperState::Returned) {
            more.insert(0, self.remark(document).await?);
        } else {
            more.extend(item.due.map(|due| l.paper_due(&l.moment(&due, app.zone()))));
        }
        let row = Row::plain([
            Cell::State(status),
            Cell::Main {
                main: words::what(app, l, item),
                more: more.join(" · "),
            },
            self.step(item, document),
        ]);
        Ok(Todo {
            order: (item.state != Standing::Late, item.due.map(|due| due.as_second())),
            row,
        })
    }

    /// The last remark on a document.
    async fn remark(&self, document: &Document) -> Result<String, Gone> {
        let scope = self.web.app().scope_in(self.tree, document.body);
        let (past, _) = self.web.app().told(&scope, document.id).await?;
        let remark = past.into_iter().rev().find(|past| past.step == Step::Return);
        Ok(remark.map_or_else(String::new, |past| past.words))
    }

    /// The one thing to do about it by whoever reads.
    fn step(&self, item: &Item, document: Option<&Document>) -> Cell {
        let l = self.here.l;
        let Some(paper) = item.paper() else { return self.entry(item) };
        let place = match document {
            Some(document) => format!("/documents/{}", document.id),
            None => format!("/returns/{}/{}", paper.kind.word(), paper.period),
        };
        let life = document.map(|document| &document.life);
        let over = self.web.app().today() > paper.period.last_month().last();
        let steps = self.web.app().steps_for(&self.signed.who, self.tree, paper, life);
        let word = match steps.first().filter(|_| over) {
            Some(Step::Prepare) if life.is_some_and(|life| life.state == PaperState::Returned) => l.today_do_again(),
            Some(Step::Sign) => l.today_do_sign(),
            Some(Step::Prepare) if life.is_none() => l.today_do_prepare(),
            _ if steps.contains(&Step::Send) => l.today_do_send(),
            _ => l.today_do_look(),
        };
        Cell::way(word, self.here.url(&place))
    }

    /// The way to the entry that it falls on, for whoever may read it.
    fn entry(&self, item: &Item) -> Cell {
        let reads = |register: &str| {
            self.signed
                .who
                .may(self.web.app(), self.tree, Act::Read, Subject::Register(register), item.body)
        };
        let owed = item.entry.as_ref().filter(|owed| reads(&owed.register));
        owed.map_or(Cell::Blank, |owed| {
            Cell::way(self.here.l.today_do_look(), self.here.url(&format!("/entries/{}", owed.id)))
        })
    }

    /// What bodies below sent and nobody took in yet, by kind and period.
    fn to_take_in(&self) -> Vec<Todo> {
        let (app, l) = (self.web.app(), self.here.l);
        let mut waiting: BTreeMap<(Period, String), i64> = BTreeMap::new();
        let sent = self.papers.iter().filter(|(_, document)| document.life.state == PaperState::Sent);
        for (paper, document) in sent {
            if app
                .steps_for(&self.signed.who, self.tree, *paper, Some(&document.life))
                .contains(&Step::Receive)
            {
                *waiting.entry((paper.period, paper.document())).or_default() += 1;
            }
        }
        let row = |((period, kind), count): ((Period, String), i64)| {
            let named = app.rulebook.documents.iter().find(|document| document.code == kind);
            let name = named.map_or_else(String::new, |document| document.name.get(l.lang()).to_owned());
            let url = self.here.url(&format!("/matrix?period={}", Period::Month(period.last_month())));
            Todo {
                order: (true, None),
                row: Row::plain([
                    Cell::State(Status::new(Shape::Due, l.today_to_receive())),
                    Cell::Main {
                        main: l.today_to_take_in(&name, &l.period(period), &l.number(count, 0)),
                        more: String::new(),
                    },
                    Cell::way(l.today_do_receive(), url),
                ]),
            }
        };
        waiting.into_iter().rev().take(6).map(row).collect()
    }

    fn owed(&self, rows: Vec<Todo>) -> Option<Table> {
        let l = self.here.l;
        let heads = [Head::short(l.today_due()), Head::words(l.today_what()), Head::short(l.today_step())];
        let rows: Vec<Row> = rows.into_iter().map(|todo| todo.row).collect();
        (!rows.is_empty()).then(|| Table::new(l.today_title(), heads, rows))
    }

    fn nothing(&self, reads: bool) -> Empty {
        let l = self.here.l;
        let (title, text) = if reads {
            (l.today_nothing_title(), l.today_nothing_text())
        } else {
            (l.today_admin_title(), l.today_admin_text())
        };
        Empty { title, text, action: None }
    }

    /// What was done this year for periods, the last first.
    fn done(&self, items: &[&Item]) -> Option<Table> {
        let (app, l) = (self.web.app(), self.here.l);
        let done = items
            .iter()
            .filter(|item| matches!(item.state, Standing::Done | Standing::LateDone) && item.period.is_some());
        let mut done: Vec<&&Item> = done.collect();
        done.sort_by_key(|item| std::cmp::Reverse(item.due));
        let row = |item: &&Item| {
            let what = words::what(app, l, item);
            let document = item.paper().and_then(|paper| self.papers.get(&paper));
            let name = match document {
                Some(document) => Cell::way(what, self.here.url(&format!("/documents/{}", document.id))),
                None => Cell::text(what),
            };
            let due = item.due.map(|due| l.moment(&due, app.zone()));
            let state = Status::new(shape(item.state), words::clock(l, item.clock(app)));
            Row::plain([name, due.map_or(Cell::Blank, Cell::Text), Cell::State(state)])
        };
        let rows: Vec<Row> = done.into_iter().map(row).collect();
        let heads = [Head::words(l.today_what()), Head::short(l.today_due()), Head::short(l.today_state())];
        (!rows.is_empty()).then(|| Table::new(l.today_done(), heads, rows).dense())
    }

    /// How many things are late in each body below, and which.
    fn below(&self, children: &[&(BodyId, Vec<Item>)]) -> Option<Table> {
        let (app, l) = (self.web.app(), self.here.l);
        let mut found: Vec<(usize, Row)> = Vec::new();
        for (child, items) in children {
            let late: Vec<&Item> = items.iter().filter(|item| item.state == Standing::Late).collect();
            if late.is_empty() {
                continue;
            }
            let mut names: Vec<String> = late.iter().take(SHOWN).map(|item| words::what(app, l, item)).collect();
            names.extend((late.len() > SHOWN).then(|| "…".to_owned()));
            let count = l.number(i64::try_from(late.len()).unwrap_or(i64::MAX), 0);
            let row = Row::plain([
                Cell::Text(named(self.web, self.here, self.tree, *child)),
                Cell::State(Status::new(Shape::Late, count)),
                Cell::Text(names.join(" · ")),
            ]);
            found.push((late.len(), row));
        }
        if children.is_empty() {
            return None;
        }
        found.sort_by_key(|(late, _)| std::cmp::Reverse(*late));
        let mut rows: Vec<Row> = found.into_iter().map(|(_, row)| row).collect();
        if rows.is_empty() {
            let state = Status::new(Shape::Done, l.today_none_late());
            rows.push(Row::plain([Cell::text(l.figure_all()), Cell::State(state), Cell::Blank]));
        }
        let heads = [Head::words(l.today_body()), Head::short(l.today_late()), Head::words(l.today_what())];
        Some(Table::new(l.today_below(), heads, rows).dense())
    }

    /// What the reader entered lately.
    fn mine(&self, recent: &[Recent]) -> Option<Table> {
        let (app, l) = (self.web.app(), self.here.l);
        let row = |entry: &Recent| {
            let register = app.rulebook.register(&entry.register).map_or("", |register| register.name.get(l.lang()));
            Row::plain([
                Cell::way(entry.number.to_string(), self.here.url(&format!("/entries/{}", entry.id))),
                Cell::text(register),
                Cell::text(l.moment(&entry.at, app.zone())),
            ])
        };
        let rows: Vec<Row> = recent.iter().map(row).collect();
        let heads = [Head::short(l.today_number()), Head::words(l.today_register()), Head::short(l.today_when())];
        (!rows.is_empty()).then(|| Table::new(l.today_mine(), heads, rows).dense())
    }
}

/// The shape of something owed: what is still far off is merely open.
fn shape_of(item: &Item, app: &App) -> Shape {
    match item.clock(app) {
        Clock::Left(days) if days > NEAR => Shape::Open,
        _ => shape(item.state),
    }
}
