//! Changing one's own password.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use qorgau_app::AppError;
use qorgau_app::accounts::{AccountFault, fault};
use serde::Deserialize;

use super::super::asked::{Asked, again};
use super::super::inside::{Frame, Place};
use super::super::{Gone, Page};
use crate::here::Here;
use crate::parts::{Control, Crumb, Crumbs, Field};
use crate::received::Received;
use crate::state::Web;

#[derive(Template)]
#[template(path = "account/password.html")]
struct Password {
    here: Here,
    frame: Frame,
    crumbs: Crumbs,
    asked: Asked,
}

/// What the form sends.
#[derive(Deserialize)]
pub(crate) struct Sent {
    old: String,
    secret: String,
    again: String,
}

pub(super) fn crumbs(here: &Here) -> Crumbs {
    Crumbs {
        label: here.l.part_path(),
        steps: vec![Crumb::new(here.l.account_title(), here.url("/account"))],
    }
}

async fn shown(web: &Web, here: &Here, asked: Asked) -> Result<Password, Gone> {
    Ok(Password {
        frame: Frame::read(web, here, Place::Account).await?,
        crumbs: crumbs(here),
        asked,
        here: here.clone(),
    })
}

pub(crate) async fn page(State(web): State<Web>, here: Here) -> Result<impl IntoResponse, Gone> {
    Ok(Page(shown(&web, &here, asked(&here)).await?))
}

/// Takes the new password, or shows the form again with what was wrong.
pub(crate) async fn change(State(web): State<Web>, here: Here, sent: Received<Sent>) -> Result<Response, Gone> {
    let (l, form) = (here.l, &sent.form);
    let (at, said) = if form.secret == form.again {
        match web.app().change_password(sent.who(), &form.old, &form.secret, &sent.sender.origin()).await {
            Ok(()) => return Ok(Redirect::to(&here.url("/account")).into_response()),
            Err(AppError::Account(AccountFault::Refused)) => ("old", l.account_wrong_password()),
            Err(AppError::Account(wrong @ AccountFault::Wait { .. })) => ("old", fault(l, &wrong)),
            Err(AppError::Account(wrong)) => ("secret", fault(l, &wrong)),
            Err(error) => return Err(error.into()),
        }
    } else {
        ("again", l.code_unlike())
    };
    let asked = asked(&here).wrong(l, at, &said);
    Ok(again(shown(&web, &here, asked).await?))
}

fn asked(here: &Here) -> Asked {
    let l = here.l;
    let secret = |fill| Control::Secret { fill };
    Asked::of([
        Field::new("old", l.account_old(), secret("current-password")),
        Field::new("secret", l.code_secret(), secret("new-password")).hint(l.code_secret_hint()),
        Field::new("again", l.code_again(), secret("new-password")),
    ])
}
