//! The first start: the code that the server printed makes the first administrator. Once there is an account, nothing is here.

use askama::Template;
use axum::Form;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use qorgau_app::AppError;
use qorgau_app::accounts::{AccountFault, NewAccount, fault};
use serde::Deserialize;

use super::asked::{Asked, again, text};
use super::sign_in::read;
use super::{Gone, Page};
use crate::here::Here;
use crate::parts::{Control, Field, Width};
use crate::state::Web;
use crate::visitor::Sender;

#[derive(Template)]
#[template(path = "first.html")]
struct First {
    here: Here,
    asked: Asked,
    empty: bool,
}

/// What the form sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sent {
    code: String,
    name: String,
    person: String,
    secret: String,
    again: String,
}

/// Nothing is here once there is an account; whether there are no bodies yet.
async fn to_start(web: &Web) -> Result<bool, Gone> {
    if !web.app().is_to_start().await? {
        return Err(Gone::Absent);
    }
    let tree = web.app().store.tree().await.map_err(AppError::from)?;
    Ok(tree.bodies().next().is_none())
}

pub(crate) async fn page(State(web): State<Web>, here: Here) -> Result<impl IntoResponse, Gone> {
    let empty = to_start(&web).await?;
    let asked = asked(&here, "", "", "");
    Ok(Page(First { here, asked, empty }))
}

/// Makes the first account, or shows the form again with what was wrong.
pub(crate) async fn start(State(web): State<Web>, here: Here, request: Request) -> Result<Response, Gone> {
    let empty = to_start(&web).await?;
    let (parts, body) = request.into_parts();
    let sender = Sender::of(&parts);
    let Ok(Form(sent)) = read::<Sent>(Request::from_parts(parts, body)).await else {
        return Ok(StatusCode::UNPROCESSABLE_ENTITY.into_response());
    };
    let (at, said) = if sent.secret == sent.again {
        match made(&web, &here, &sent, &sender).await {
            Ok(()) => return Ok(Redirect::to(&here.url("/sign-in?chosen=1")).into_response()),
            Err(AppError::Account(wrong)) => (place(&wrong), fault(here.l, &wrong)),
            Err(error) => return Err(error.into()),
        }
    } else {
        ("again", here.l.code_unlike())
    };
    let asked = asked(&here, &sent.code, &sent.name, &sent.person).wrong(here.l, at, &said);
    Ok(again(First { here, asked, empty }))
}

async fn made(web: &Web, here: &Here, sent: &Sent, sender: &Sender) -> Result<(), AppError> {
    let body = web.app().start_body(&sent.code).await?;
    let new = NewAccount {
        login: sent.name.trim(),
        name: &sent.person,
        lang: here.l.lang(),
        body,
    };
    web.app().start(&sent.code, &new, &sent.secret, &sender.origin()).await.map(|_| ())
}

/// The field that a fault is about.
fn place(wrong: &AccountFault) -> &'static str {
    match wrong {
        AccountFault::BadLogin => "name",
        AccountFault::NoName => "person",
        AccountFault::Password(_) | AccountFault::Hashing => "secret",
        _ => "code",
    }
}

fn asked(here: &Here, code: &str, name: &str, person: &str) -> Asked {
    let l = here.l;
    let secret = || Control::Secret { fill: "new-password" };
    let person = Control::Text {
        value: person.to_owned(),
        width: Width::Full,
        fill: "name",
    };
    Asked::of([
        Field::new("code", l.first_code(), text(code, "off")).hint(l.first_code_hint()),
        Field::new("person", l.first_person(), person),
        Field::new("name", l.sign_in_name(), text(name, "username")).hint(l.first_name_hint()),
        Field::new("secret", l.code_secret(), secret()).hint(l.code_secret_hint()),
        Field::new("again", l.code_again(), secret()),
    ])
}
