//! The reader's own views of a register's list: all of them, one kept, one called otherwise, one forgotten.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use qorgau_app::AppError;
use qorgau_app::views::{LONGEST_NAME, MOST_VIEWS, NewView, ViewFault};
use qorgau_domain::{Lang, Tree};
use qorgau_l10n::L10n;
use qorgau_rulebook::register::Register;
use qorgau_store::View;
use serde::Deserialize;
use uuid::Uuid;

use super::asked::Asked;
use super::shelf;
use crate::here::Here;
use crate::pages::asked::{Asked as Form, again, choice, text};
use crate::pages::inside::{Frame, Place, code, signed};
use crate::pages::{Gone, Page};
use crate::parts::{Control, Crumb, Crumbs, Empty, Field, Link};
use crate::received::Received;
use crate::state::Web;
use crate::visitor::Signed;

/// A view in the list of all.
struct Kept {
    view: Link,
    change: Link,
    opens: bool,
}

/// All views of a register that the reader keeps; and the form of a new one that was not kept, with what is wrong.
#[derive(Template)]
#[template(path = "views.html")]
struct Views {
    here: Here,
    frame: Frame,
    crumbs: Crumbs,
    action: String,
    kept: Vec<Kept>,
    nothing: Empty,
    new: Option<New>,
}

struct New {
    form: Form,
    query: String,
    /// Whether it may stand in the place of the one that bears the name.
    replace: bool,
}

/// One view.
#[derive(Template)]
#[template(path = "view.html")]
struct One {
    here: Here,
    frame: Frame,
    crumbs: Crumbs,
    action: String,
    view: Link,
    form: Form,
}

/// What the forms send.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Sent {
    name: String,
    query: String,
    opens: String,
    replace: String,
    #[serde(rename = "do")]
    act: String,
}

/// The register, where the reader reads something of it.
async fn readable<'a>(web: &'a Web, signed: &Signed, register: &str) -> Result<(Arc<Tree>, &'a Register), Gone> {
    let app = web.app();
    let tree = app.store.tree().await.map_err(AppError::from)?;
    let register = app.register(register)?;
    app.reads(&signed.who, &tree, &register.code).ok_or(Gone::Absent)?;
    Ok((tree, register))
}

fn place(here: &Here, register: &Register, rest: &str) -> String {
    here.url(&format!("/registers/{}{rest}", register.code))
}

fn name_of(register: &Register, lang: Lang) -> String {
    register.name.get(lang).to_owned()
}

/// What is wrong with a view, and at which field.
fn fault(l: &L10n, fault: ViewFault) -> (&'static str, String) {
    let number = |most: i64| l.number(most, 0);
    match fault {
        ViewFault::NoName => ("name", l.views_no_name()),
        ViewFault::LongName => ("name", l.views_long_name(&number(i64::try_from(LONGEST_NAME).unwrap_or(0)))),
        ViewFault::LongQuery => ("name", l.views_long_query()),
        ViewFault::NameTaken => ("name", l.views_name_taken()),
        ViewFault::TooMany => ("name", l.views_too_many(&number(MOST_VIEWS))),
    }
}

fn form(here: &Here, name: &str, opens: bool, wrong: Option<ViewFault>) -> Form {
    let l = here.l;
    let form = Form::of([
        Field::new("name", l.views_name(), text(name, "off")).hint(l.views_name_hint()),
        Field::new("opens", l.views_when(), Control::Checks(vec![choice("1", l.views_opens(), opens)])),
    ]);
    match wrong.map(|wrong| fault(l, wrong)) {
        Some((at, said)) => form.wrong(l, at, &said),
        None => form,
    }
}

pub(crate) async fn page(State(web): State<Web>, here: Here, Path((_, register)): Path<(String, String)>) -> Result<impl IntoResponse, Gone> {
    let signed = signed(&here)?;
    let (tree, register) = readable(&web, signed, &register).await?;
    Ok(Page(all(&web, &here, signed, (&tree, register), None).await?))
}

async fn all(web: &Web, here: &Here, signed: &Signed, (tree, register): (&Tree, &Register), new: Option<New>) -> Result<Views, Gone> {
    let l = here.l;
    let views = web.app().views(&signed.who, &register.code).await?;
    let kept = |view: View| Kept {
        change: Link::new(l.views_change(), place(here, register, &format!("/views/{}", view.id))),
        opens: view.opens,
        view: Link::new(view.name.clone(), shelf::url(here, register, &view)),
    };
    Ok(Views {
        frame: Frame::of(web, here, signed, tree, Place::Registers),
        crumbs: crumbs(here, register, None),
        action: place(here, register, "/views"),
        kept: views.into_iter().map(kept).collect(),
        nothing: Empty {
            title: l.views_none_title(),
            text: l.views_none_text(),
            action: Some(Link::new(name_of(register, l.lang()), place(here, register, "?view=all"))),
        },
        new,
        here: here.clone(),
    })
}

fn crumbs(here: &Here, register: &Register, views: Option<String>) -> Crumbs {
    let list = Crumb::new(name_of(register, here.l.lang()), place(here, register, "?view=all"));
    let views = views.map(|title| Crumb::new(title, place(here, register, "/views")));
    Crumbs {
        label: here.l.part_path(),
        steps: std::iter::once(list).chain(views).collect(),
    }
}

/// Keeps a view and opens it, or shows the form again.
pub(crate) async fn keep(State(web): State<Web>, here: Here, Path((_, register)): Path<(String, String)>, sent: Received<Sent>) -> Result<Response, Gone> {
    let (signed, form_sent) = (sent.signed.as_ref(), &sent.form);
    let (tree, register) = readable(&web, signed, &register).await?;
    let query = Asked::of_query(&form_sent.query).kept(&web, register, &code(&web, &tree, signed.who.body));
    let opens = form_sent.opens == "1";
    let new = NewView {
        register: &register.code,
        name: &form_sent.name,
        query: &query,
        opens,
        replace: form_sent.replace == "1",
    };
    match web.app().keep_view(&signed.who, new).await {
        Ok(id) => {
            let view = web.app().view(&signed.who, &register.code, id).await?;
            Ok(Redirect::to(&shelf::url(&here, register, &view)).into_response())
        }
        Err(AppError::View(wrong)) => {
            let new = New {
                form: form(&here, &form_sent.name, opens, Some(wrong)),
                query,
                replace: wrong == ViewFault::NameTaken,
            };
            Ok(again(all(&web, &here, signed, (&tree, register), Some(new)).await?))
        }
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn one(State(web): State<Web>, here: Here, Path((_, register, id)): Path<(String, String, String)>) -> Result<impl IntoResponse, Gone> {
    let signed = signed(&here)?;
    let (tree, register) = readable(&web, signed, &register).await?;
    let view = own(&web, signed, register, &id).await?;
    let form = form(&here, &view.name, view.opens, None);
    Ok(Page(shown(&web, &here, signed, (&tree, register), &view, form)))
}

async fn own(web: &Web, signed: &Signed, register: &Register, id: &str) -> Result<View, Gone> {
    let id: Uuid = id.parse().map_err(|_| Gone::Absent)?;
    Ok(web.app().view(&signed.who, &register.code, id).await?)
}

fn shown(web: &Web, here: &Here, signed: &Signed, (tree, register): (&Tree, &Register), view: &View, form: Form) -> One {
    One {
        frame: Frame::of(web, here, signed, tree, Place::Registers),
        crumbs: crumbs(here, register, Some(here.l.views_mine())),
        action: place(here, register, &format!("/views/{}", view.id)),
        view: Link::new(view.name.clone(), shelf::url(here, register, view)),
        form,
        here: here.clone(),
    }
}

/// Calls a view otherwise, or forgets it.
pub(crate) async fn change(
    State(web): State<Web>,
    here: Here,
    Path((_, register, id)): Path<(String, String, String)>,
    sent: Received<Sent>,
) -> Result<Response, Gone> {
    let (app, signed) = (web.app(), sent.signed.as_ref());
    let (tree, register) = readable(&web, signed, &register).await?;
    let view = own(&web, signed, register, &id).await?;
    if sent.form.act == "drop" {
        app.drop_view(&signed.who, &register.code, view.id).await?;
        return Ok(Redirect::to(&place(&here, register, "/views")).into_response());
    }
    let (name, opens) = (sent.form.name.as_str(), sent.form.opens == "1");
    match app.rename_view(&signed.who, &register.code, view.id, (name, opens)).await {
        Ok(()) => Ok(Redirect::to(&place(&here, register, "/views")).into_response()),
        Err(AppError::View(wrong)) => {
            let form = form(&here, name, opens, Some(wrong));
            Ok(again(shown(&web, &here, signed, (&tree, register), &view, form)))
        }
        Err(error) => Err(error.into()),
    }
}
