//! Import: a table is brought, its columns become fields, it is checked, and its rows become entries.

pub mod act;
mod columns;
pub mod files;
pub mod show;

use std::collections::BTreeSet;

use askama::Template;
use axum::Extension;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use qorgau_app::AppError;
use qorgau_app::import::{Brought, UPLOAD_MOST, words};
use qorgau_domain::{BodyId, Tree};
use qorgau_store::Upload;

use super::inside::{Frame, Place, code, named, signed};
use super::{Gone, Page, Whole, failed};
use crate::here::Here;
use crate::parts::{Cell, Choice, Control, ErrorSummary, Field, Head, Link, Mark, Row, State as Shape, Status, Table};
use crate::state::Web;
use crate::visitor::Signed;

/// What is sent where each fact goes to the body in whose territory it lies.
const BY_PLACE: &str = "by-place";

#[derive(Template)]
#[template(path = "import/page.html")]
struct Import {
    here: Here,
    frame: Frame,
    errors: Option<ErrorSummary>,
    file_error: String,
    most: String,
    fields: Vec<Field>,
    under_way: Option<Table>,
}

/// What was sent with a table.
#[derive(Default)]
struct Sent {
    mark: String,
    register: String,
    body: String,
    name: String,
    bytes: Vec<u8>,
}

pub(crate) async fn page(State(web): State<Web>, here: Here) -> Result<Response, Gone> {
    let signed = signed(&here)?;
    let tree = web.app().store.tree().await.map_err(AppError::from)?;
    form(&web, &here, signed, &tree, &Sent::default(), None).await
}

/// Takes a table, or shows the form again with what was wrong.
pub(crate) async fn bring(State(web): State<Web>, here: Here, parts: Multipart) -> Result<Response, Gone> {
    let (app, signed, l) = (web.app(), signed(&here)?, here.l);
    let sent = match read(parts).await {
        Ok(sent) => sent,
        Err(status) => return Ok(status.into_response()),
    };
    if sent.mark != signed.mark {
        return Ok(StatusCode::FORBIDDEN.into_response());
    }
    let tree = app.store.tree().await.map_err(AppError::from)?;
    let body = match sent.body.as_str() {
        BY_PLACE => Some(None),
        code => tree.by_code(code, app.today()).map(Some),
    };
    let Some(body) = body else { return Err(Gone::Absent) };
    if sent.bytes.is_empty() {
        return form(&web, &here, signed, &tree, &sent, Some(("file", l.imports_no_file()))).await;
    }
    if sent.bytes.len() > UPLOAD_MOST {
        return Ok(StatusCode::PAYLOAD_TOO_LARGE.into_response());
    }
    let brought = Brought {
        name: sent.name.clone(),
        bytes: sent.bytes.clone(),
        register: sent.register.clone(),
        body,
    };
    match app.bring(&signed.who, brought).await {
        Ok(id) => Ok(Redirect::to(&here.url(&format!("/import/{id}"))).into_response()),
        Err(AppError::File(fault)) => form(&web, &here, signed, &tree, &sent, Some(("file", words::file(l, &fault)))).await,
        Err(AppError::Absent) => form(&web, &here, signed, &tree, &sent, Some(("body", l.imports_not_allowed()))).await,
        Err(error) => Err(error.into()),
    }
}

async fn read(mut parts: Multipart) -> Result<Sent, StatusCode> {
    let mut sent = Sent::default();
    while let Some(part) = parts.next_field().await.map_err(|error| error.status())? {
        let name = part.name().unwrap_or_default().to_owned();
        let file = part.file_name().map(str::to_owned);
        let bytes = part.bytes().await.map_err(|error| error.status())?;
        let text = || String::from_utf8(bytes.to_vec()).map_err(|_| StatusCode::UNPROCESSABLE_ENTITY);
        match name.as_str() {
            "mark" => sent.mark = text()?,
            "register" => sent.register = text()?,
            "body" => sent.body = text()?,
            "file" => {
                sent.name = named_file(&file.unwrap_or_default());
                sent.bytes = bytes.to_vec();
            }
            _ => return Err(StatusCode::UNPROCESSABLE_ENTITY),
        }
    }
    Ok(sent)
}

/// The name of a file without folders, as some browsers send them, and not longer than a line.
fn named_file(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    name.chars().filter(|letter| !letter.is_control()).take(120).collect()
}

async fn form(web: &Web, here: &Here, signed: &Signed, tree: &Tree, sent: &Sent, wrong: Option<(&str, String)>) -> Result<Response, Gone> {
    let (app, l) = (web.app(), here.l);
    let registers: Vec<(&str, BTreeSet<BodyId>)> = app
        .rulebook
        .registers
        .values()
        .map(|register| (register.code.as_str(), app.may_bring_to(&signed.who, tree, &register.code)))
        .filter(|(_, bodies)| !bodies.is_empty())
        .collect();
    if registers.is_empty() {
        return Err(Gone::Absent);
    }
    let mut fields = vec![
        registers_field(web, here, &registers, sent),
        bodies_field(web, here, signed, tree, &registers, sent),
    ];
    if let Some((at, why)) = &wrong
        && let Some(field) = fields.iter_mut().find(|field| field.name == *at)
    {
        *field = field.clone().error(l.part_error(), why);
    }
    let uploads = app
        .store
        .uploads(signed.who.account, app.now().as_microsecond())
        .await
        .map_err(AppError::from)?;
    let page = Import {
        frame: Frame::of(web, here, signed, tree, Place::Import),
        errors: wrong.as_ref().map(|(at, why)| ErrorSummary {
            title: l.part_errors(),
            errors: vec![Link::new(why, format!("#{at}"))],
        }),
        file_error: wrong.as_ref().filter(|(at, _)| *at == "file").map_or_else(String::new, |(_, why)| why.clone()),
        most: l.imports_file_hint(&(UPLOAD_MOST / (1024 * 1024)).to_string()),
        fields,
        under_way: (!uploads.is_empty()).then(|| under_way(web, here, &uploads)),
        here: here.clone(),
    };
    Ok(match wrong {
        Some(_) => (StatusCode::UNPROCESSABLE_ENTITY, Extension(Whole), Page(page)).into_response(),
        None => Page(page).into_response(),
    })
}

fn registers_field(web: &Web, here: &Here, registers: &[(&str, BTreeSet<BodyId>)], sent: &Sent) -> Field {
    let choices = registers.iter().filter_map(|(code, _)| {
        let register = web.app().rulebook.register(code)?;
        Some(choice(code, register.name.get(here.l.lang()), sent.register == *code))
    });
    Field::new("register", here.l.imports_register(), Control::Select(choices.collect()))
}

fn bodies_field(web: &Web, here: &Here, signed: &Signed, tree: &Tree, registers: &[(&str, BTreeSet<BodyId>)], sent: &Sent) -> Field {
    let bodies: BTreeSet<BodyId> = registers.iter().flat_map(|(_, bodies)| bodies.iter().copied()).collect();
    let mut bodies: Vec<BodyId> = bodies.into_iter().collect();
    bodies.sort_by_key(|body| *body != signed.who.body);
    let choices = bodies.into_iter().map(|body| {
        let value = code(web, tree, body);
        let taken = value == sent.body;
        choice(&value, &named(web, here, tree, body), taken)
    });
    let by_place = choice(BY_PLACE, &here.l.imports_by_place(), sent.body == BY_PLACE);
    let field = Field::new("body", here.l.imports_whose(), Control::Select(choices.chain([by_place]).collect()));
    field.hint(here.l.imports_whose_hint())
}

fn choice(value: &str, label: &str, taken: bool) -> Choice {
    Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        hint: String::new(),
        mark: if taken { Mark::Taken } else { Mark::Free },
    }
}

/// Tables brought and not done with.
fn under_way(web: &Web, here: &Here, uploads: &[Upload]) -> Table {
    let l = here.l;
    let heads = [
        Head::words(l.imports_file()),
        Head::words(l.imports_register()),
        Head::short(l.imports_brought()),
        Head::short(l.today_state()),
    ];
    let rows = uploads.iter().map(|upload| {
        let register = web.app().rulebook.register(&upload.register);
        Row::plain([
            Cell::way(shown_name(here, upload), here.url(&format!("/import/{}", upload.id))),
            Cell::text(register.map_or("", |register| register.name.get(l.lang()))),
            Cell::text(moment(web, here, upload.made_at)),
            Cell::State(state(here, upload)),
        ])
    });
    Table::new(l.imports_under_way(), heads, rows.collect::<Vec<_>>())
}

/// A file without a name is called a table.
fn shown_name(here: &Here, upload: &Upload) -> String {
    if upload.name.is_empty() { here.l.imports_file() } else { upload.name.clone() }
}

fn moment(web: &Web, here: &Here, micros: i64) -> String {
    let moment = qorgau_app::moment(micros);
    here.l.moment(&moment, web.app().zone())
}

fn state(here: &Here, upload: &Upload) -> Status {
    let l = here.l;
    match upload.state.as_str() {
        "checking" => Status::new(Shape::Due, l.imports_checking()),
        "checked" => Status::new(Shape::Open, l.imports_checked()),
        "storing" => Status::new(Shape::Due, l.imports_storing()),
        "stored" => Status::new(Shape::Done, l.imports_stored()),
        "failed" => Status::new(Shape::Late, l.imports_failed()),
        _ => Status::new(Shape::Open, l.imports_open()),
    }
}

/// Works on a table that was claimed, beside the requests. What fails is said in the log, and the table says so too.
fn start(web: &Web, signed: &Signed, id: uuid::Uuid, work: qorgau_app::import::Work) {
    let (app, who) = (web.app().clone(), signed.who.clone());
    let runtime = tokio::runtime::Handle::current();
    // Reading and converting keep a thread busy; those that answer requests stay free.
    tokio::task::spawn_blocking(move || {
        if let Err(error) = runtime.block_on(app.work(&who, id, work)) {
            let _ = failed(&error);
        }
    });
}
