//! The list of a register: searched, filtered, sorted, page by page, and taken away as a file just as it is shown.

pub(crate) mod asked;
mod bar;
pub(crate) mod journal;
mod names;
mod shelf;
pub(crate) mod views;

use askama::Template;
use axum::extract::{Path, Query, Request, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use qorgau_app::AppError;
use qorgau_app::lists::{List, Wish};
use qorgau_app::official::called;
use qorgau_domain::access::What;
use qorgau_domain::entry::EntryState;
use qorgau_domain::keys::{DAY, NUMBER};
use qorgau_domain::{BodyId, Tree};
use qorgau_rulebook::official::Marked;
use qorgau_rulebook::register::{Field, FieldType, Register};
use qorgau_store::{Order, PageFrom, Scope, Stored};

use super::inside::{Frame, Place, named, signed};
use super::terms::Terms;
use super::values::Shower;
use super::{Gone, Page, addressed, knowledge};
use crate::here::Here;
use crate::parts::{Align, Banner, Cell, Empty, Head, Link, Pager, Row, Sort, State as Shape, Status, Table};
use crate::printing::{FileKind, Sheet};
use crate::state::Web;
use crate::visitor::{Sender, Signed};
use asked::{Asked, written};
use bar::Bar;
use journal::Printing;
use names::Names;
use shelf::Shelf;

/// The most entries that one file holds.
const MOST_EXPORTED: usize = 10_000;

#[derive(Template)]
#[template(path = "list.html")]
struct Listed {
    here: Here,
    frame: Frame,
    title: String,
    body: String,
    counted: String,
    shelf: Shelf,
    left_out: Option<Banner>,
    bar: Bar,
    names: Names,
    table: Option<Table>,
    nothing: Empty,
    pager: Pager,
    new: Option<String>,
    /// Where the register is looked at in another way.
    beside: Option<Link>,
    /// Where a cut-over from paper is stated.
    paper: Option<String>,
    /// By what the prescribed journal is printed.
    printing: Option<Printing>,
}

/// A list on its way into a file.
#[derive(Default)]
struct Leaving {
    rows: Vec<Vec<String>>,
    /// Something in it is marked for official use.
    official: bool,
    /// Of so many entries something stays behind.
    withheld: usize,
}

/// What both the page and the file are made from.
struct Reading<'a> {
    web: &'a Web,
    here: &'a Here,
    signed: &'a Signed,
    tree: &'a Tree,
    register: &'a Register,
    asked: &'a Asked,
    columns: Vec<&'a Field>,
    /// What is owed for the entries, where something is.
    terms: Option<Terms<'a>>,
    /// Entries of several bodies stand in it.
    bodies: bool,
    /// It leaves the system: what the reader may not take out stays behind.
    leaves: bool,
}

pub(crate) async fn page(
    State(web): State<Web>,
    here: Here,
    Path((_, register)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Gone> {
    let (app, signed, l) = (web.app(), signed(&here)?, here.l);
    let tree = app.store.tree().await.map_err(AppError::from)?;
    let register = app.register(&register)?;
    let views = app.views(&signed.who, &register.code).await?;
    let first = views.iter().find(|view| view.opens).filter(|_| pairs.is_empty());
    if let Some(first) = first.filter(|_| app.reads(&signed.who, &tree, &register.code).is_some()) {
        return Ok(Redirect::to(&shelf::url(&here, register, first)).into_response());
    }
    let asked = Asked::of(pairs);
    let (asked, (body, scope), mut left_out) = opened(&web, signed, &tree, register, asked).await?;
    left_out.extend(asked.left_out(&web, register));
    let names = Names::of(&web, &here, signed, &tree, (register, &asked)).await?;
    if let Some(url) = names.meant() {
        return Ok(Redirect::to(&url).into_response());
    }
    let list = names.list(app, &scope, &asked.wish(&web, &tree, register)?).await?;
    let reading = Reading::of(&web, &here, signed, &tree, (register, &asked), several(&scope));
    let rows = reading.rows(&list).await?;
    let enters = !app.may_enter(&signed.who, &tree, register).is_empty();
    let new = enters.then(|| here.url(&format!("/registers/{}/new", register.code)));
    let paper = app.may_cut_over(&signed.who, &tree, register, body).then(|| {
        let body = super::inside::code(&web, &tree, body);
        here.url(&format!("/registers/{}/paper?body={body}", register.code))
    });
    let count = l.number(i64::try_from(list.counted).unwrap_or(i64::MAX), 0);
    let page = Listed {
        frame: Frame::of(&web, &here, signed, &tree, Place::Registers),
        title: register.name.get(l.lang()).to_owned(),
        body: reading.whose(body),
        counted: if list.more { l.list_over(&count) } else { l.list_counted(&count) },
        shelf: Shelf::of(&web, &here, signed, &tree, (register, &asked, &views)),
        left_out: (!left_out.is_empty()).then(|| shelf::left_out(&here, &left_out)),
        bar: Bar::of(&web, &here, signed, &tree, (register, &asked, body)),
        table: (!rows.is_empty()).then(|| reading.table(rows)),
        nothing: nothing(&here, &asked, register),
        pager: reading.pager(&list),
        new,
        beside: knowledge::way(&web, &here, signed, &tree, (register, body)).or_else(|| addressed::way(&web, &here, signed, register)),
        paper,
        printing: Printing::of(&web, &here, &tree, (register, &asked), (body, &scope)),
        names,
        here: here.clone(),
    };
    Ok(Page(page).into_response())
}

/// Whether entries of several bodies may stand in a list: those of all that are read, and in these bodies' books those of others.
fn several(scope: &Scope) -> bool {
    scope.goes_by_books() || scope.bodies().nth(1).is_some()
}

/// Whose entries are asked for. A view of a body that is no more, or is not the reader's any more, opens with his own; what was left out is
/// said.
async fn opened(web: &Web, signed: &Signed, tree: &Tree, register: &Register, asked: Asked) -> Result<(Asked, (BodyId, Scope), Vec<String>), Gone> {
    match asked.scope(web, signed, tree, &register.code).await {
        Ok(scope) => Ok((asked, scope, Vec::new())),
        Err(Gone::Absent) if !asked.get("view").is_empty() && !asked.get("body").is_empty() => {
            let lost = asked.get("body").to_owned();
            let asked = asked.without("body");
            let scope = asked.scope(web, signed, tree, &register.code).await?;
            Ok((asked, scope, vec![lost]))
        }
        Err(gone) => Err(gone),
    }
}

fn nothing(here: &Here, asked: &Asked, register: &Register) -> Empty {
    let l = here.l;
    if !asked.narrows() {
        return Empty {
            title: l.list_empty_title(),
            text: l.list_empty_text(),
            action: None,
        };
    }
    Empty {
        title: l.list_nothing_title(),
        text: l.list_nothing_text(),
        action: Some(Link::new(l.list_drop(), here.url(&format!("/registers/{}?{}", register.code, asked.bare())))),
    }
}

impl<'a> Reading<'a> {
    fn of(web: &'a Web, here: &'a Here, signed: &'a Signed, tree: &'a Tree, (register, asked): (&'a Register, &'a Asked), bodies: bool) -> Self {
        Reading {
            web,
            here,
            signed,
            tree,
            register,
            asked,
            columns: asked.columns(register),
            terms: Terms::of(web.app(), here, tree, register),
            bodies,
            leaves: false,
        }
    }

    /// Whose entries they are, in words.
    fn whose(&self, body: BodyId) -> String {
        if self.asked.is_whole(self.web, self.signed, &self.register.code) {
            self.here.l.given_all()
        } else {
            named(self.web, self.here, self.tree, body)
        }
    }

    async fn rows(&self, list: &List) -> Result<Vec<Row>, AppError> {
        let contents: Vec<_> = list
            .entries
            .iter()
            .map(|(stored, _)| (self.register.field.as_slice(), &stored.entry.fields))
            .collect();
        let shower = Shower::of(self.web, self.here, self.signed, self.tree, &contents).await?;
        let shower = if self.leaves { shower.leaving() } else { shower };
        Ok(list.entries.iter().map(|(stored, _)| Row::plain(self.cells(&shower, stored))).collect())
    }

    /// Every entry of the list as plain text, from the first on; what is left out is said in a last row.
    async fn leaving(&self, scope: &Scope, wish: Wish) -> Result<Leaving, AppError> {
        let (app, l) = (self.web.app(), self.here.l);
        let (mut leaving, mut wish) = (
            Leaving::default(),
            Wish {
                from: PageFrom::Start,
                limit: 500,
                ..wish
            },
        );
        loop {
            let list = app.list(scope, &wish).await?;
            for (stored, _) in &list.entries {
                leaving.official |= app.marked(&stored.entry) != Marked::Nothing;
                leaving.withheld += usize::from(!app.may_take_out(&self.signed.who, self.tree, &stored.entry));
            }
            let read = self.rows(&list).await?;
            leaving.rows.extend(read.iter().map(|row| row.cells.iter().map(plain).collect()));
            match list.after {
                Some(at) if leaving.rows.len() < MOST_EXPORTED => wish.from = PageFrom::After(at),
                after => {
                    let number = |count: usize| l.number(i64::try_from(count).unwrap_or(i64::MAX), 0);
                    let cut = after.map(|_| l.list_cut(&number(leaving.rows.len())));
                    let left = (leaving.withheld > 0).then(|| l.official_left(&number(leaving.withheld)));
                    leaving.rows.extend(cut.into_iter().chain(left).map(|said| self.remark(said)));
                    return Ok(leaving);
                }
            }
        }
    }

    /// A last row that says something of the others.
    fn remark(&self, said: String) -> Vec<String> {
        let blank = std::iter::repeat_n(String::new(), self.heads().len().saturating_sub(1));
        std::iter::once(said).chain(blank).collect()
    }

    fn cells(&self, shower: &Shower<'_>, stored: &Stored) -> Vec<Cell> {
        let (l, entry, app) = (self.here.l, &stored.entry, self.web.app());
        let withheld = if self.leaves {
            app.withheld(&self.signed.who, self.tree, entry)
        } else {
            Marked::Nothing
        };
        let number = called(&entry.envelope.number.to_string(), app.marked(entry) == Marked::Whole, l.lang());
        let mut cells = vec![Cell::way(number, self.here.url(&format!("/entries/{}", entry.id)))];
        if self.register.day.is_some() {
            cells.push(entry.envelope.day.map_or(Cell::Blank, |day| Cell::text(l.date(day))));
        }
        if self.bodies {
            cells.push(Cell::text(named(self.web, self.here, self.tree, entry.body)));
        }
        let cell = |def: &&Field| match entry.fields.get(&def.code) {
            Some(_) if withheld.holds(&def.code) => Cell::text(l.official_short()),
            Some(value) => shower.cell(def, value),
            None => Cell::Blank,
        };
        cells.extend(self.columns.iter().map(cell));
        let term = |terms: &Terms<'_>| match withheld {
            Marked::Whole => Cell::text(l.official_short()),
            _ => terms.cell(entry),
        };
        cells.extend(self.terms.as_ref().map(term));
        if self.asked.get("struck") == "1" {
            cells.push(match entry.envelope.state {
                EntryState::Active => Cell::Blank,
                EntryState::Withdrawn => Cell::State(Status::new(Shape::Struck, l.entry_struck())),
            });
        }
        cells
    }

    fn heads(&self) -> Vec<Head> {
        let l = self.here.l;
        let mut heads = vec![self.head(l.list_number(), Align::Short, NUMBER)];
        if let Some(day) = self.register.day.as_ref().and_then(|code| self.register.field(code)) {
            heads.push(self.head(day.name.get(l.lang()).to_owned(), Align::Short, DAY));
        }
        if self.bodies {
            heads.push(Head::words(l.list_body()));
        }
        for def in &self.columns {
            let align = match def.kind {
                FieldType::Whole | FieldType::Decimal | FieldType::Money => Align::Figures,
                FieldType::Date => Align::Short,
                _ => Align::Words,
            };
            heads.push(self.head(called(def.name.get(l.lang()), def.marked, l.lang()), align, &def.code));
        }
        if self.terms.is_some() {
            heads.push(Head::words(l.list_term()));
        }
        if self.asked.get("struck") == "1" {
            heads.push(Head::short(l.list_state()));
        }
        heads
    }

    /// A head that sorts, where one can sort by it: a second time the other way.
    fn head(&self, word: String, align: Align, field: &str) -> Head {
        let head = match align {
            Align::Words => Head::words(word),
            Align::Short => Head::short(word),
            Align::Figures => Head::figures(word),
        };
        let (app, l) = (self.web.app(), self.here.l);
        if !app.sorts(self.register, field) {
            return head;
        }
        let (usual, way) = app.usual_order(self.register);
        let now = match self.asked.get("sort") {
            "" => (usual.as_str(), way),
            sort => (sort, if self.asked.get("way") == "down" { Order::Down } else { Order::Up }),
        };
        let to = |way: &str| self.url(&format!("sort={}&way={way}", crate::languages::encoded(field)));
        head.sorted(match now {
            (by, Order::Up) if by == field => Sort::Up(to("down"), l.list_up()),
            (by, Order::Down) if by == field => Sort::Down(to("up"), l.part_sorted_down()),
            _ => Sort::Can(to(if field == DAY || field == NUMBER { "down" } else { "up" })),
        })
    }

    fn url(&self, sort: &str) -> String {
        let kept: Vec<String> = self
            .asked
            .with("sort", "")
            .split('&')
            .filter(|pair| !pair.is_empty() && !pair.starts_with("way="))
            .map(str::to_owned)
            .collect();
        let query: Vec<&str> = kept.iter().map(String::as_str).chain([sort]).collect();
        self.here.url(&format!("/registers/{}?{}", self.register.code, query.join("&")))
    }

    fn table(&self, rows: Vec<Row>) -> Table {
        let table = Table::new(self.register.name.get(self.here.l.lang()), self.heads(), rows);
        if self.asked.is_dense() { table.dense() } else { table }
    }

    fn pager(&self, list: &List) -> Pager {
        let (l, at) = (self.here.l, |query: String| {
            self.here.url(&format!("/registers/{}?{query}", self.register.code))
        });
        let placed = |name: &str, position| {
            let rest = self.asked.with(name, "");
            let sep = if rest.is_empty() { "" } else { "&" };
            at(format!("{rest}{sep}{name}={}", written(position)))
        };
        let mut ways = Vec::new();
        if list.before {
            ways.push(Link::new(l.part_first(), at(self.asked.with("after", ""))));
            ways.extend(
                list.entries
                    .first()
                    .map(|(_, position)| Link::new(l.list_previous(), placed("before", position))),
            );
        }
        ways.extend(list.after.as_ref().map(|position| Link::new(l.part_next(), placed("after", position))));
        Pager {
            label: l.part_pages(),
            seen: String::new(),
            ways,
        }
    }
}

/// The list as a file: the same entries in the same order and columns, from the first on.
pub(crate) async fn export(
    State(web): State<Web>,
    here: Here,
    Path((_, register, format)): Path<(String, String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
    request: Request,
) -> Result<Response, Gone> {
    let (app, signed, l, asked) = (web.app(), signed(&here)?, here.l, Asked::of(pairs));
    let kind = FileKind::of_ending(&format)
        .filter(|kind| matches!(kind, FileKind::Csv | FileKind::Xlsx))
        .ok_or(Gone::Absent)?;
    let printer = web.printer().ok_or(Gone::Absent)?;
    let tree = app.store.tree().await.map_err(AppError::from)?;
    let register = app.register(&register)?;
    let (body, scope) = asked.scope(&web, signed, &tree, &register.code).await?;
    let reading = Reading {
        leaves: true,
        ..Reading::of(&web, &here, signed, &tree, (register, &asked), several(&scope))
    };
    let names = Names::of(&web, &here, signed, &tree, (register, &asked)).await?;
    let leaving = if names.clear() {
        reading.leaving(&scope, asked.wish(&web, &tree, register)?).await?
    } else {
        Leaving::default()
    };
    let sender = Sender::of(&request.into_parts().0);
    app.record_access(
        &signed.who,
        What::Export,
        &sender.origin(),
        &format!("{} {format} {}", register.code, leaving.rows.len()),
    )
    .await?;
    let today = app.today();
    let sheet = Sheet {
        lang: l.lang(),
        title: register.name.get(l.lang()).to_owned(),
        official: leaving.official.then(|| l.official_full()),
        under: format!("{} · {}", reading.whose(body), l.date(today)),
        made_on: (today.year(), today.month(), today.day()),
        heads: reading.heads().into_iter().map(|head| head.word).collect(),
        rows: leaving.rows,
    };
    let bytes = printer.table(sheet, kind).map_err(|error| {
        tracing::error!(%error, "a table could not be made");
        Gone::Absent
    })?;
    let name = format!("attachment; filename=\"{}-{today}.{format}\"", register.code);
    Ok(([(CONTENT_TYPE, kind.mime().to_owned()), (CONTENT_DISPOSITION, name)], bytes).into_response())
}

/// A cell as plain text.
fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) | Cell::Code(text) => text.clone(),
        Cell::Way(link) | Cell::Clause(link) => link.text.clone(),
        Cell::Main { main, more } => format!("{main} {more}"),
        Cell::State(status) => status.word.clone(),
        Cell::Ways(links) => links.iter().map(|link| link.text.as_str()).collect::<Vec<_>>().join(", "),
        Cell::Blank | Cell::Missing(_) | Cell::Trend(_) | Cell::Year(_) | Cell::Change { .. } => String::new(),
    }
}
