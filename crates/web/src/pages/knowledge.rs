//! Who has not passed the test on the Instruction in a year (order item 2.1), of the officers of a body and of those below it.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::IntoResponse;
use qorgau_app::AppError;
use qorgau_app::knowledge::{Knowledge, OFFICER, TEST, Tried};
use qorgau_app::show;
use qorgau_domain::fold::fold;
use qorgau_domain::value::Value;
use qorgau_domain::{BodyId, Month, Period, Tree};
use qorgau_rulebook::Register;
use qorgau_rulebook::register::Field;
use qorgau_store::Stored;
use serde::Deserialize;

use super::inside::{Frame, Place, code, named, signed};
use super::{Gone, Page};
use crate::here::Here;
use crate::parts::{Cell, Choice, Crumbs, Empty, Head, Link, Mark, Pager, Row, Table};
use crate::state::Web;
use crate::visitor::Signed;

/// The first year that is looked at: that of the Instruction.
const FIRST_YEAR: i64 = 2002;

#[derive(Template)]
#[template(path = "knowledge.html")]
struct Tests {
    here: Here,
    frame: Frame,
    crumbs: Crumbs,
    body: String,
    year: String,
    counted: String,
    bodies: Vec<Choice>,
    years: Pager,
    table: Option<Table>,
    nothing: Empty,
    note: String,
    below: bool,
}

/// What the address says.
#[derive(Deserialize)]
pub(crate) struct Asked {
    /// Whose officers, by code; one's own body's without it.
    #[serde(default)]
    body: String,
    /// This year without it.
    #[serde(default)]
    year: String,
}

pub(crate) async fn page(State(web): State<Web>, here: Here, Query(asked): Query<Asked>) -> Result<impl IntoResponse, Gone> {
    let (app, signed, l) = (web.app(), signed(&here)?, here.l);
    let tree = app.store.tree().await.map_err(AppError::from)?;
    let this_year = i64::from(app.today().year());
    let year = asked
        .year
        .parse()
        .ok()
        .filter(|year| (FIRST_YEAR..=this_year).contains(year))
        .unwrap_or(this_year);
    let body = match asked.body.as_str() {
        "" => signed.who.body,
        code => app.body(code).await?,
    };
    let knowledge = app.knowledge(&signed.who, &tree, body, year).await?;
    let [tests, officers] = [app.register(TEST)?, app.register(OFFICER)?];
    let drawer = Drawer {
        web: &web,
        here: &here,
        tree: &tree,
    };
    let number = |count: usize| l.number(i64::try_from(count).unwrap_or(i64::MAX), 0);
    let wording = knowledge.wording.map_or("", |item| item.name.get(l.lang()));
    let page = Tests {
        frame: Frame::of(&web, &here, signed, &tree, Place::Registers),
        crumbs: Crumbs {
            label: l.part_path(),
            steps: vec![
                Link::new(l.registers_title(), here.url("/registers")),
                Link::new(tests.name.get(l.lang()), here.url(&format!("/registers/{TEST}"))),
            ],
        },
        body: named(&web, &here, &tree, body),
        year: said(&here, year),
        counted: l.tests_counted(&number(knowledge.missing.len()), &number(knowledge.passed)),
        bodies: bodies(&web, &here, signed, &tree, body),
        years: drawer.years(body, year, this_year),
        table: drawer.table(&knowledge, tests, officers),
        nothing: Empty {
            title: l.tests_nobody(),
            text: l.tests_nobody_text(),
            action: None,
        },
        note: l.tests_note(&l.date(knowledge.on), wording),
        below: knowledge.below,
        here: here.clone(),
    };
    Ok(Page(page))
}

/// The way to this page from the lists of tests and of officers, for whoever may see it.
pub(crate) fn way(web: &Web, here: &Here, signed: &Signed, tree: &Tree, (register, body): (&Register, BodyId)) -> Option<Link> {
    let fits = [TEST, OFFICER].contains(&register.code.as_str()) && web.app().may_see_knowledge(&signed.who, tree, body);
    fits.then(|| Link::new(here.l.tests_title(), here.url(&format!("/tests?body={}", code(web, tree, body)))))
}

fn said(here: &Here, year: i64) -> String {
    here.l.period(Period::Year(Month::new(year, 1)))
}

/// The body, those above it and those directly below, as far as their tests may be seen.
fn bodies(web: &Web, here: &Here, signed: &Signed, tree: &Tree, body: BodyId) -> Vec<Choice> {
    let month = Month::of(web.app().today());
    let mut near = tree.upward(body, month);
    near.reverse();
    near.extend(tree.children(body, month));
    let sees = |body: &BodyId| web.app().may_see_knowledge(&signed.who, tree, *body);
    let choice = |near: BodyId| Choice {
        value: code(web, tree, near),
        label: named(web, here, tree, near),
        hint: String::new(),
        mark: if near == body { Mark::Taken } else { Mark::Free },
    };
    let choices: Vec<Choice> = near.into_iter().filter(sees).map(choice).collect();
    if choices.len() > 1 { choices } else { Vec::new() }
}

struct Drawer<'a> {
    web: &'a Web,
    here: &'a Here,
    tree: &'a Tree,
}

impl Drawer<'_> {
    fn years(&self, body: BodyId, year: i64, this_year: i64) -> Pager {
        let at = code(self.web, self.tree, body);
        let near = [year - 1, year + 1].into_iter().filter(|year| (FIRST_YEAR..=this_year).contains(year));
        let way = |year: i64| Link::new(said(self.here, year), self.here.url(&format!("/tests?body={at}&year={year}")));
        Pager {
            label: self.here.l.tests_years(),
            seen: said(self.here, year),
            ways: near.map(way).collect(),
        }
    }

    fn table(&self, knowledge: &Knowledge<'_>, tests: &Register, officers: &Register) -> Option<Table> {
        let l = self.here.l;
        let name = |officer: &Stored| self.web.app().title(self.tree, officer, l.lang());
        let body = |officer: &Stored| named(self.web, self.here, self.tree, officer.entry.body);
        let row = |(officer, tried): &(Stored, Option<Tried>)| {
            let entry = &officer.entry;
            let post = entry.fields.get("post").and_then(Value::text).zip(officers.field("post"));
            let last = tried.as_ref().map(|tried| self.last(tests, tried));
            Row::plain([
                Cell::way(name(officer), self.here.url(&format!("/entries/{}", entry.id))),
                post.map_or(Cell::Blank, |(post, def)| Cell::Text(self.name(def, post))),
                Cell::text(body(officer)),
                last.unwrap_or_else(|| Cell::text(l.tests_never())),
            ])
        };
        let post = officers.field("post").map_or("", |def| def.name.get(l.lang()));
        let heads = [
            Head::words(l.tests_officer()),
            Head::words(post),
            Head::words(l.list_body()),
            Head::words(l.tests_last()),
        ];
        let mut missing: Vec<&(Stored, Option<Tried>)> = knowledge.missing.iter().collect();
        missing.sort_by_cached_key(|(officer, _)| (body(officer), fold(&name(officer))));
        let rows: Vec<Row> = missing.into_iter().map(row).collect();
        (!rows.is_empty()).then(|| Table::new(l.tests_title(), heads, rows))
    }

    /// The last test that somebody stood: its day, result and wording.
    fn last(&self, tests: &Register, tried: &Tried) -> Cell {
        let result = tests.field("tested").and_then(|rows| rows.sub("result"));
        let result = result.map(|def| self.name(def, &tried.result));
        let wording = tests.field("wording").map(|def| self.name(def, &tried.wording));
        let said: Vec<String> = [Some(self.here.l.date(tried.day)), result, wording].into_iter().flatten().collect();
        Cell::way(said.join(" · "), self.here.url(&format!("/entries/{}", tried.test)))
    }

    fn name(&self, def: &Field, code: &str) -> String {
        show::name(&self.web.app().rulebook, def, code, self.here.l.lang())
    }
}
