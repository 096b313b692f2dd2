//! A one-time code is used to choose a password.

use askama::Template;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Extension, Form};
use qorgau_app::AppError;
use qorgau_app::accounts::{AccountFault, fault};
use serde::Deserialize;

use super::sign_in::read;
use super::{Page, Whole, failed};
use crate::here::Here;
use crate::parts::{Control, ErrorSummary, Field, Link, Width};
use crate::state::Web;
use crate::visitor::Sender;

#[derive(Template)]
#[template(path = "code.html")]
struct Code {
    here: Here,
    errors: Option<ErrorSummary>,
    fields: Vec<Field>,
}

/// What the form sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sent {
    code: String,
    secret: String,
    again: String,
}

pub(crate) async fn page(here: Here) -> impl IntoResponse {
    let fields = fields(&here, "");
    Page(Code { here, errors: None, fields })
}

/// Takes the password, or shows the form again with what was wrong.
pub(crate) async fn choose(State(web): State<Web>, here: Here, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let sender = Sender::of(&parts);
    let Ok(Form(sent)) = read::<Sent>(Request::from_parts(parts, body)).await else {
        return StatusCode::UNPROCESSABLE_ENTITY.into_response();
    };
    if sent.secret != sent.again {
        let said = here.l.code_unlike();
        return again(here, &sent.code, "again", said);
    }
    match web.app().accept(&sent.code, &sent.secret, &sender.origin()).await {
        Ok(_) => Redirect::to(&here.url("/sign-in?chosen=1")).into_response(),
        Err(AppError::Account(wrong)) => {
            let at = if matches!(wrong, AccountFault::Password(_)) { "secret" } else { "code" };
            let said = fault(here.l, &wrong);
            again(here, &sent.code, at, said)
        }
        Err(error) => failed(&error),
    }
}

fn again(here: Here, code: &str, at: &str, said: String) -> Response {
    let mut fields = fields(&here, code);
    if let Some(field) = fields.iter_mut().find(|field| field.name == at) {
        *field = field.clone().error(here.l.part_error(), &said);
    }
    let errors = Some(ErrorSummary {
        title: here.l.part_errors(),
        errors: vec![Link::new(said, format!("#{at}"))],
    });
    (StatusCode::UNPROCESSABLE_ENTITY, Extension(Whole), Page(Code { here, errors, fields })).into_response()
}

fn fields(here: &Here, code: &str) -> Vec<Field> {
    let typed = Control::Text {
        value: code.to_owned(),
        width: Width::Medium,
        fill: "off",
    };
    let secret = || Control::Secret { fill: "new-password" };
    vec![
        Field::new("code", here.l.code_code(), typed),
        Field::new("secret", here.l.code_secret(), secret()).hint(here.l.code_secret_hint()),
        Field::new("again", here.l.code_again(), secret()),
    ]
}
