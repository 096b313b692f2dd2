//! One entry: what it says, who and what it is bound to, how it came to be, what it counts for.

pub mod drawing;
pub mod file;
mod history;
pub mod link;
mod links;
pub mod notice;
pub mod papers;
pub(crate) mod records;
pub mod strike;

use askama::Template;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Response};
use qorgau_app::forms::seek::Looker;
use qorgau_app::journals::{INSPECTIONS, MARKS};
use qorgau_app::notices::{APPLICATION, Notice};
use qorgau_app::repeats::REPEAT_OF;
use qorgau_app::{App, AppError, words};
use qorgau_domain::access::What;
use qorgau_domain::entry::EntryState;
use qorgau_domain::value::{self, Content, Value};
use qorgau_domain::{EntryId, Month, Tree};
use qorgau_rulebook::may::{Act, Subject};
use qorgau_rulebook::official::Marked;
use qorgau_rulebook::register::{Field, FieldType, Register};
use qorgau_rulebook::same::Sort;
use qorgau_store::{Scope, Stored};

use super::inside::{Frame, Place, code, named, signed};
use super::raid::has_course;
use super::terms::Terms;
use super::values::Shower;
use super::{Gone, Page, same};
use crate::here::Here;
use crate::parts::{Align, Cell, Crumbs, Drawing, Head, Link, Pair, Row, State as Shape, Status, Summary, Table};
use crate::state::Web;
use crate::visitor::{Sender, Signed};
use history::Step;
use links::Bound;
use papers::Part;

#[derive(Template)]
#[template(path = "entry.html")]
struct Entry {
    here: Here,
    frame: Frame,
    crumbs: Crumbs,
    title: String,
    sub: String,
    status: Status,
    /// What of it is for official use.
    official: Option<String>,
    erased: bool,
    actions: Vec<Link>,
    content: Summary,
    rows: Vec<(String, Table)>,
    drawing: Option<Drawing>,
    people: Option<Summary>,
    bound: Vec<Bound>,
    papers: Part,
    figures: Option<Table>,
    history: Vec<Step>,
    whole: bool,
}

pub(crate) async fn page(state: State<Web>, here: Here, path: Path<(String, String)>, request: Request) -> Result<Response, Gone> {
    shown(&state.0, here, &path.0.1, request, true).await
}

/// The entry alone, for paper: what it says and how it came to be.
pub(crate) async fn print(state: State<Web>, here: Here, path: Path<(String, String)>, request: Request) -> Result<Response, Gone> {
    shown(&state.0, here, &path.0.1, request, false).await
}

async fn shown(web: &Web, here: Here, id: &str, request: Request, whole: bool) -> Result<Response, Gone> {
    let (app, signed, l) = (web.app(), signed(&here)?, here.l);
    let id = EntryId(id.parse().map_err(|_| Gone::Absent)?);
    let tree = app.store.tree().await.map_err(AppError::from)?;
    let (stored, scope) = app.opened_entry(&signed.who, &tree, id).await?;
    let register = app.register(&stored.entry.envelope.register)?;
    let papers = app.store.papers(&scope, id).await.map_err(AppError::from)?;
    if !register.split(&stored.entry.fields).1.is_empty() || !papers.is_empty() {
        let sender = Sender::of(&request.into_parts().0);
        app.record_access(&signed.who, What::View, &sender.origin(), &id.to_string()).await?;
    }
    let revisions = app.store.revisions(&scope, id).await.map_err(AppError::from)?;
    let mut contents = vec![(register.field.as_slice(), &stored.entry.fields)];
    contents.extend(revisions.iter().map(|revision| (register.field.as_slice(), &revision.entry.fields)));
    let shower = Shower::of(web, &here, signed, &tree, &contents).await?;
    let names = app.names(history::actors(&revisions, &papers)).await?;
    let envelope = &stored.entry.envelope;
    let page = Entry {
        frame: Frame::of(web, &here, signed, &tree, Place::Registers),
        crumbs: Crumbs {
            label: l.part_path(),
            steps: vec![
                Link::new(l.registers_title(), here.url("/registers")),
                Link::new(register.name.get(l.lang()), here.url(&format!("/registers/{}", register.code))),
            ],
        },
        title: format!("{} № {}", register.name.get(l.lang()), envelope.number),
        sub: format!(
            "{} · {}",
            named(web, &here, &tree, stored.entry.body),
            l.entry_revision(&l.number(envelope.revision, 0))
        ),
        status: status(&here, envelope.state),
        official: official(web, &here, register, &stored),
        erased: stored.entry.erased,
        actions: if whole { actions(web, &here, signed, &tree, &stored) } else { Vec::new() },
        content: content(web, &shower, register, &stored, &here),
        rows: rows(web, &shower, register, &stored, &here),
        drawing: drawing::of(web, &here, (stored.entry.body, &stored.entry.fields), &[]).await?,
        people: people(&shower, register, &stored, &here),
        bound: if whole {
            links::of(web, &here, signed, &tree, (register, &stored), &revisions).await?
        } else {
            Vec::new()
        },
        figures: if whole {
            figures(web, &here, signed, &tree, (&scope, &stored)).await?
        } else {
            None
        },
        papers: Part::of(web, &here, signed, &tree, (register, &stored.entry, &papers)),
        history: history::of(&shower, register, (&revisions, &papers), &names, app.zone()),
        whole,
        here: here.clone(),
    };
    Ok(Page(page).into_response())
}

fn status(here: &Here, state: EntryState) -> Status {
    match state {
        EntryState::Active => Status::new(Shape::Done, here.l.entry_stands()),
        EntryState::Withdrawn => Status::new(Shape::Struck, here.l.entry_struck()),
    }
}

/// The mark for official use: of all of it, or of some fields by their names.
fn official(web: &Web, here: &Here, register: &Register, stored: &Stored) -> Option<String> {
    let l = here.l;
    match web.app().marked(&stored.entry) {
        Marked::Nothing => None,
        Marked::Whole => Some(l.official_full()),
        Marked::Fields(codes) => {
            let named = register.field.iter().filter(|def| codes.contains(&def.code)).map(|def| def.name.get(l.lang()));
            Some(l.official_part(&named.collect::<Vec<_>>().join(", ")))
        }
    }
}

/// What the reader may do about it, and nothing else.
fn actions(web: &Web, here: &Here, signed: &Signed, tree: &Tree, stored: &Stored) -> Vec<Link> {
    let (app, l, entry) = (web.app(), here.l, &stored.entry);
    let register = entry.envelope.register.as_str();
    let may = |act, body| signed.who.may(app, tree, act, Subject::Register(register), body);
    let (at, stands) = (here.url(&format!("/entries/{}", entry.id)), entry.envelope.state == EntryState::Active);
    let def = app.rulebook.register(register);
    let may_on = |act| def.is_some_and(|def| app.may_on(&signed.who, tree, act, def, entry));
    let mut actions = Vec::new();
    if has_course(stored) {
        actions.push(Link::new(l.raid_course(), format!("{at}/course")));
    }
    if may_on(Act::Correct) {
        actions.push(Link::new(l.entry_correct(), format!("{at}/correct")));
    }
    if may_on(Act::Withdraw) {
        actions.push(Link::new(l.entry_withdraw(), format!("{at}/withdraw")));
    }
    if def.is_some_and(|def| !app.may_move_to(&signed.who, tree, def, entry).is_empty()) {
        actions.push(Link::new(l.move_action(), format!("{at}/move")));
    }
    if stands && register == APPLICATION && may(Act::Enter, entry.body) {
        let url = here.url(&format!("/registers/{register}/new?{REPEAT_OF}={}", entry.id));
        actions.push(Link::new(l.warned_repeat(), url));
    }
    if stands && register == "officer" && app.may_hand_over(&signed.who, tree, entry.body) {
        actions.push(Link::new(l.hand_action(), format!("{at}/hand-over")));
    }
    actions.extend(marking(web, here, signed, tree, stored));
    actions.extend(linking(web, here, signed, tree, stored));
    actions.extend(Sort::of(register).map(|sort| Link::new(same::everything(l, sort), same::page_of(here, sort, entry.id))));
    let reads = app
        .reads(&signed.who, tree, register)
        .is_some_and(|scope| scope.sees(entry.body, entry.envelope.book));
    if reads && def.is_some_and(|def| !app.may_enter(&signed.who, tree, def).is_empty()) {
        actions.push(Link::new(l.entry_like(), here.url(&format!("/registers/{register}/new?like={}", entry.id))));
    }
    actions.push(Link::new(l.list_print(), format!("{at}/print")));
    let prints = stands && web.printer().is_some() && app.may_take_out(&signed.who, tree, entry);
    let notices = Notice::of(entry).into_iter().filter(|_| prints);
    let link = |notice: Notice| Link::new(l.notice_print(&notice.title(l)), format!("{at}/notice/{}.pdf", notice.word()));
    actions.extend(notices.map(link));
    actions
}

/// The way to the mark on an inspection, for whoever marks in the book that it stands in (column 6 of Appendix 2).
fn marking(web: &Web, here: &Here, signed: &Signed, tree: &Tree, stored: &Stored) -> Option<Link> {
    let (app, entry, envelope) = (web.app(), &stored.entry, &stored.entry.envelope);
    let marks = app.rulebook.register(MARKS)?;
    let stands = envelope.register == INSPECTIONS && envelope.state == EntryState::Active;
    let marks_there = stands && app.may_enter(&signed.who, tree, marks).contains(&envelope.book);
    let url = here.url(&format!("/registers/{MARKS}/new?inspection={}&%40body={}", entry.id, envelope.book.0));
    marks_there.then(|| Link::new(here.l.books_mark(), url))
}

/// The way to link it with other records of the same, or to dissolve that, for whoever may.
fn linking(web: &Web, here: &Here, signed: &Signed, tree: &Tree, stored: &Stored) -> Option<Link> {
    let (app, l) = (web.app(), here.l);
    let looker = Looker {
        app,
        who: &signed.who,
        tree,
        l,
    };
    let register = app.rulebook.register(&stored.entry.envelope.register)?;
    let text = same::action(l, app.linking(register)?);
    let url = here.url(&format!("/entries/{}/link", stored.entry.id));
    app.may_link_some(&looker, register, stored).then(|| Link::new(text, url))
}

const PEOPLE: [FieldType; 3] = [FieldType::Person, FieldType::Organisation, FieldType::Officer];

/// Its plain fields, and what is owed for it.
fn content(web: &Web, shower: &Shower<'_>, register: &Register, stored: &Stored, here: &Here) -> Summary {
    let plain = register
        .field
        .iter()
        .filter(|def| (def.kind != FieldType::Rows || def.filled) && def.kind != FieldType::Geometry);
    let pair = |def: &Field| Some(Pair::new(def.name.get(here.l.lang()), shower.cell(def, stored.entry.fields.get(&def.code)?)));
    let terms = Terms::of(web.app(), here, shower.tree, register).map_or_else(Vec::new, |terms| terms.pairs(&stored.entry));
    Summary {
        pairs: plain.filter_map(pair).chain(terms).collect(),
    }
}

/// Rows of sub-fields, each field a small table.
fn rows(web: &Web, shower: &Shower<'_>, register: &Register, stored: &Stored, here: &Here) -> Vec<(String, Table)> {
    let lang = here.l.lang();
    let table = |def: &Field| {
        let rows = stored.entry.fields.get(&def.code).map(Value::rows).filter(|rows| !rows.is_empty())?;
        let stated: Vec<&Field> = def
            .field
            .iter()
            .filter(|sub| rows.iter().any(|row| row.cells.contains_key(&sub.code)))
            .collect();
        let head = |sub: &&Field| {
            let align = match sub.kind {
                FieldType::Whole | FieldType::Decimal | FieldType::Money => Align::Figures,
                _ => Align::Words,
            };
            let word = sub.name.get(lang);
            if align == Align::Figures { Head::figures(word) } else { Head::words(word) }
        };
        let cells = |row: &qorgau_domain::Row| {
            let cell = |sub: &&Field| row.cells.get(&sub.code).map_or(Cell::Blank, |value| shower.cell(sub, value));
            Row::plain(stated.iter().map(cell).collect::<Vec<_>>())
        };
        let mut heads: Vec<Head> = stated.iter().map(head).collect();
        let mut lines: Vec<Row> = rows.iter().map(cells).collect();
        with_workings(web.app(), here, (def, &stored.entry.fields), &mut heads, &mut lines);
        let name = def.name.get(lang).to_owned();
        let table = Table::new(&name, heads, lines);
        Some((name, table.dense().scrolling()))
    };
    let asked = register.field.iter().filter(|def| def.kind == FieldType::Rows && !def.filled);
    asked.filter_map(table).collect()
}

/// A last column that says how amounts were reckoned, where some were.
pub(crate) fn with_workings(app: &App, here: &Here, (def, fields): (&Field, &Content), heads: &mut Vec<Head>, lines: &mut [Row]) {
    let workings = words::workings(app, here.l, &def.code, fields);
    if workings.is_empty() {
        return;
    }
    heads.push(Head::words(here.l.damage_working()));
    for (line, row) in lines.iter_mut().zip(value::rows(fields, &def.code)) {
        line.cells.push(workings.get(&row.no).map_or(Cell::Blank, Cell::text));
    }
}

/// Persons, organisations and officers that it names, each once.
fn people(shower: &Shower<'_>, register: &Register, stored: &Stored, here: &Here) -> Option<Summary> {
    let lang = here.l.lang();
    let mut pairs = Vec::new();
    for def in &register.field {
        match stored.entry.fields.get(&def.code) {
            Some(value) if PEOPLE.contains(&def.kind) => pairs.push(Pair::new(def.name.get(lang), shower.cell(def, value))),
            Some(Value::Rows(rows)) => {
                for row in rows {
                    let theirs = def.field.iter().filter(|sub| PEOPLE.contains(&sub.kind));
                    pairs.extend(theirs.filter_map(|sub| Some(Pair::new(sub.name.get(lang), shower.cell(sub, row.cells.get(&sub.code)?)))));
                }
            }
            _ => {}
        }
    }
    (!pairs.is_empty()).then_some(Summary { pairs })
}

/// The figures it counts for, each a way to the return of the month where the reader may open it.
async fn figures(web: &Web, here: &Here, signed: &Signed, tree: &Tree, (scope, stored): (&Scope, &Stored)) -> Result<Option<Table>, Gone> {
    let (app, l) = (web.app(), here.l);
    let body = code(web, tree, stored.entry.body);
    let opens = signed.who.may(app, tree, Act::Read, Subject::Document("return.monthly"), stored.entry.body);
    let mut lines = Vec::new();
    for (figure, made) in app.counts_of(scope, stored.entry.id).await? {
        let Some(indicator) = app.rulebook.indicator(&figure) else { continue };
        let day = qorgau_domain::time::date_of(made.day);
        let shown = app.shown(qorgau_app::returns::Kind::Monthly).any(|shown| shown.code == figure);
        let name = app.figure_name(indicator, l.lang());
        let url = here.url(&format!(
            "/returns/monthly/{}/{figure}?body={body}",
            qorgau_domain::Period::Month(Month::of(day))
        ));
        let cell = if opens && shown && day <= app.today() {
            Cell::way(name, url)
        } else {
            Cell::text(name)
        };
        lines.push(Row::plain([
            Cell::text(&figure),
            cell,
            Cell::text(l.date(day)),
            Cell::text(l.number(made.amount, indicator.scale)),
        ]));
    }
    let heads = [
        Head::short(l.head_code()),
        Head::words(l.head_indicator()),
        Head::short(l.figure_day()),
        Head::figures(l.figure_amount()),
    ];
    Ok((!lines.is_empty()).then(|| Table::new(l.entry_figures(), heads, lines).dense()))
}
