//! Today: what the reader's body owes and by when, what is late below it, and what was done.

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use qorgau_app::duties::{Item, words};
use qorgau_domain::{BodyId, Month, Period, Tree};
use qorgau_rulebook::due::State as Standing;
use qorgau_rulebook::may::{Act, Subject};

use super::inside::{Frame, Place, named, signed};
use super::{Gone, Page};
use crate::here::Here;
use crate::parts::{Cell, Empty, Head, Link, Row, State as Shape, Status, Table};
use crate::state::Web;

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
    done: Option<Table>,
}

pub(crate) async fn page(State(web): State<Web>, here: Here) -> Result<impl IntoResponse, Gone> {
    let (app, signed) = (web.app(), signed(&here)?);
    let tree = app.store.tree().await.map_err(qorgau_app::AppError::from)?;
    let frame = Frame::of(&web, &here, signed, &tree, Place::Today);
    let body = signed.who.body;
    // Whoever may not read the returns of the body owes nothing that could be shown: an administrator, say.
    let reads = |of: BodyId| signed.who.may(app, &tree, Act::Read, Subject::Document("return.monthly"), of);
    let items = if reads(body) {
        app.duties(&tree, body, app.today()).await?
    } else {
        Vec::new()
    };
    let lister = Lister {
        web: &web,
        here: &here,
        tree: &tree,
    };
    let (owed, done): (Vec<&Item>, Vec<&Item>) = items
        .iter()
        .filter(|item| item.state != Standing::Planned)
        .partition(|item| matches!(item.state, Standing::Late | Standing::Due));
    let children: Vec<BodyId> = tree.children(body, Month::of(app.today())).into_iter().filter(|child| reads(*child)).collect();
    let mut below = Vec::new();
    for child in children {
        below.push((child, app.duties(&tree, child, app.today()).await?));
    }
    let page = Today {
        day: here.l.long_date(app.today()),
        owed: lister.owed(owed),
        nothing: Empty {
            title: here.l.today_nothing_title(),
            text: here.l.today_nothing_text(),
            action: None,
        },
        below: lister.below(&below),
        done: lister.done(done),
        frame,
        here: here.clone(),
    };
    Ok(Page(page))
}

struct Lister<'a> {
    web: &'a Web,
    here: &'a Here,
    tree: &'a Tree,
}

impl Lister<'_> {
    /// What is owed, the late first.
    fn owed(&self, mut items: Vec<&Item>) -> Option<Table> {
        let l = self.here.l;
        items.sort_by_key(|item| (item.state != Standing::Late, item.due));
        let rows: Vec<Row> = items
            .into_iter()
            .map(|item| {
                Row::plain([
                    Cell::State(self.status(item)),
                    Cell::Main {
                        main: self.what(item),
                        more: words::whys(self.web.app(), l, item).join(" · "),
                    },
                    Cell::Text(l.clause(&item.clause)),
                    self.step(item),
                ])
            })
            .collect();
        let heads = [
            Head::short(l.today_due()),
            Head::words(l.today_what()),
            Head::words(l.today_clause()),
            Head::short(l.today_step()),
        ];
        (!rows.is_empty()).then(|| Table::new(l.today_title(), heads, rows))
    }

    /// What was done this year, the last first.
    fn done(&self, mut items: Vec<&Item>) -> Option<Table> {
        let l = self.here.l;
        items.sort_by_key(|item| std::cmp::Reverse(item.due));
        let rows: Vec<Row> = items
            .into_iter()
            .map(|item| Row::plain([Cell::Text(self.what(item)), self.until(item), Cell::State(self.status(item))]))
            .collect();
        let heads = [Head::words(l.today_what()), Head::short(l.today_due()), Head::short(l.today_state())];
        (!rows.is_empty()).then(|| Table::new(l.today_done(), heads, rows).dense())
    }

    /// How many things are late in each body below, and which.
    fn below(&self, children: &[(BodyId, Vec<Item>)]) -> Option<Table> {
        let l = self.here.l;
        let row = |(child, items): &(BodyId, Vec<Item>)| {
            let late: Vec<&Item> = items.iter().filter(|item| item.state == Standing::Late).collect();
            let mut names: Vec<String> = late.iter().take(SHOWN).map(|item| self.what(item)).collect();
            names.extend((late.len() > SHOWN).then(|| "…".to_owned()));
            let count = i64::try_from(late.len()).unwrap_or(i64::MAX);
            let state = if late.is_empty() {
                Status::new(Shape::Done, l.today_none_late())
            } else {
                Status::new(Shape::Late, l.number(count, 0))
            };
            Row::plain([
                Cell::Text(named(self.web, self.here, self.tree, *child)),
                Cell::State(state),
                Cell::Text(names.join(" · ")),
            ])
        };
        let rows: Vec<Row> = children.iter().map(row).collect();
        let heads = [Head::words(l.today_body()), Head::short(l.today_late()), Head::words(l.today_what())];
        (!rows.is_empty()).then(|| Table::new(l.today_below(), heads, rows).dense())
    }

    fn what(&self, item: &Item) -> String {
        let l = self.here.l;
        let app = self.web.app();
        let duty = app.rulebook.duties.iter().find(|duty| duty.code == item.duty);
        let name = duty.map_or_else(|| item.duty.clone(), |duty| duty.name.get(l.lang()).to_owned());
        let entry = item.entry.as_ref().map(|owed| {
            let register = app.rulebook.register(&owed.register).map_or("", |register| register.name.get(l.lang()));
            format!("{register} № {}", owed.number)
        });
        let parts = [Some(name), item.period.map(|period| l.period(period)), entry];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    fn until(&self, item: &Item) -> Cell {
        let due = item.due.map(|due| self.here.l.moment(&due, self.web.app().zone()));
        due.map_or(Cell::Blank, Cell::Text)
    }

    fn status(&self, item: &Item) -> Status {
        let l = self.here.l;
        let shape = match item.state {
            Standing::Late | Standing::LateDone => Shape::Late,
            Standing::Due => Shape::Due,
            Standing::Done => Shape::Done,
            Standing::Planned => Shape::Open,
        };
        let word = words::state(l, item.state);
        let due = item.due.map(|due| l.moment(&due, self.web.app().zone()));
        match (item.state, due) {
            (Standing::Late | Standing::Due, Some(due)) => Status::new(shape, format!("{word} · {due}")),
            _ => Status::new(shape, word),
        }
    }

    /// The one thing to do: a return is looked at first.
    fn step(&self, item: &Item) -> Cell {
        let kind = item.duty.strip_prefix("return.");
        match (kind, item.period) {
            (Some(kind), Some(period @ (Period::Month(_) | Period::Quarter(_)))) => {
                Cell::Way(Link::new(self.here.l.today_look(), self.here.url(&format!("/returns/{kind}/{period}"))))
            }
            _ => Cell::Blank,
        }
    }
}
