//! What is done about an account: each an act of the ledger, or a one-time code that is shown once.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use qorgau_app::AppError;
use qorgau_app::accounts::{By, Grant, OnReset, SHORT};
use serde::Deserialize;
use uuid::Uuid;

use super::super::Gone;
use super::super::asked::{again, day};
use super::one::{shown, way};
use super::open::{handed, wrong};
use crate::here::Here;
use crate::received::Received;
use crate::state::Web;

/// What the forms send; each sends its part.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Sent {
    pub(super) role: String,
    pub(super) body: String,
    pub(super) from: String,
    pub(super) until: String,
    pub(super) reason: String,
    /// The absence or the giving that is ended.
    pub(super) id: String,
    pub(super) ground: String,
    pub(super) order: String,
    pub(super) away_from: String,
    pub(super) away_until: String,
    pub(super) what: String,
    pub(super) given_body: String,
    pub(super) given_from: String,
    pub(super) given_until: String,
    pub(super) basis: String,
    person: String,
    lost: String,
    why: String,
}

/// The account that a form is about.
type About = Path<(String, Uuid)>;

/// Gives a role.
pub(crate) async fn give(State(web): State<Web>, here: Here, Path((_, account)): About, sent: Received<Sent>) -> Result<Response, Gone> {
    let form = &sent.form;
    let (from, until) = (day(&form.from), day(&form.until));
    for (at, text, day) in [("from", &form.from, from), ("until", &form.until, until)] {
        if !text.trim().is_empty() && day.is_none() {
            return refused(&web, &here, account, form, (at, here.l.people_bad_day())).await;
        }
    }
    let done = given(&web, &sent, account, (from, until)).await;
    settled(&web, &here, account, form, done).await
}

async fn given(web: &Web, sent: &Received<Sent>, account: Uuid, (from, until): (Option<Date>, Option<Date>)) -> Result<(), AppError> {
    let (app, form) = (web.app(), &sent.form);
    let grant = Grant {
        account,
        role: &form.role,
        body: app.body(&form.body).await?,
        from: from.unwrap_or(app.today()),
        until,
        reason: &form.reason,
    };
    app.grant(By::Who(sent.who()), &grant).await
}

/// Takes a role.
pub(crate) async fn take(State(web): State<Web>, here: Here, Path((_, account)): About, sent: Received<Sent>) -> Result<Response, Gone> {
    let form = &sent.form;
    let done = match web.app().body(&form.body).await {
        Ok(body) => web.app().revoke(By::Who(sent.who()), account, &form.role, body, &form.reason).await,
        Err(error) => Err(error),
    };
    settled(&web, &here, account, form, done).await
}

/// The person bears another name.
pub(crate) async fn rename(State(web): State<Web>, here: Here, Path((_, account)): About, sent: Received<Sent>) -> Result<Response, Gone> {
    let done = web.app().rename_account(By::Who(sent.who()), account, &sent.form.person).await;
    settled(&web, &here, account, &sent.form, done).await
}

/// Closes the account for good.
pub(crate) async fn close(State(web): State<Web>, here: Here, Path((_, account)): About, sent: Received<Sent>) -> Result<Response, Gone> {
    let done = web.app().close_account(By::Who(sent.who()), account, &sent.form.why).await;
    settled(&web, &here, account, &sent.form, done).await
}

/// Takes the password away and shows a code for a new one, this once.
pub(crate) async fn reset(State(web): State<Web>, here: Here, Path((_, account)): About, sent: Received<Sent>) -> Result<Response, Gone> {
    let then = if sent.form.lost.is_empty() {
        OnReset::KeepFactor
    } else {
        OnReset::RemoveFactor
    };
    match web.app().reset(By::Who(sent.who()), account, then, &sent.sender.origin()).await {
        Ok(code) => {
            let known = web.app().person(sent.who(), account).await?.listed.account;
            handed(&web, &here, &known, (code, SHORT)).await
        }
        Err(error) => settled(&web, &here, account, &sent.form, Err(error)).await,
    }
}

async fn settled(web: &Web, here: &Here, account: Uuid, form: &Sent, done: Result<(), AppError>) -> Result<Response, Gone> {
    match done {
        Ok(()) => Ok(Redirect::to(&way(here, account)).into_response()),
        Err(error) => {
            let wrong = wrong(here, error)?;
            refused(web, here, account, form, wrong).await
        }
    }
}

/// The page at a part of it, or the page with what was wrong.
pub(super) async fn settled_as(
    web: &Web,
    here: &Here,
    account: Uuid,
    form: &Sent,
    done: Result<(), (&'static str, String)>,
    part: &str,
) -> Result<Response, Gone> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("{}#{part}", way(here, account))).into_response()),
        Err(wrong) => refused(web, here, account, form, wrong).await,
    }
}

async fn refused(web: &Web, here: &Here, account: Uuid, form: &Sent, wrong: (&str, String)) -> Result<Response, Gone> {
    Ok(again(shown(web, here, account, form, Some(wrong)).await?))
}
