//! A new account: opened, given its first role, and its one-time code handed over on paper.

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::SignedDuration;
use qorgau_app::AppError;
use qorgau_app::accounts::{AccountFault, By, Grant, INVITATION, NewAccount, fault};
use qorgau_domain::Lang;
use qorgau_store::{Account, Refusal};
use serde::Deserialize;
use uuid::Uuid;

use super::super::account::own_name;
use super::super::asked::{Asked, again, choice, text};
use super::super::inside::{Frame, Place, named};
use super::super::{Gone, Page, Whole};
use super::{bodies, roles};
use crate::here::Here;
use crate::parts::{Control, Crumb, Crumbs, Field, Width};
use crate::received::Received;
use crate::state::Web;

#[derive(Template)]
#[template(path = "people/open.html")]
struct Open {
    here: Here,
    frame: Frame,
    crumbs: Crumbs,
    asked: Asked,
}

/// A code on paper.
#[derive(Template)]
#[template(path = "people/handed.html")]
struct Handed {
    here: Here,
    frame: Frame,
    crumbs: Crumbs,
    account: Uuid,
    name: String,
    login: String,
    body: String,
    code: String,
    until: String,
}

/// What the form sends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Sent {
    person: String,
    login: String,
    body: String,
    lang: String,
    role: String,
    reason: String,
}

pub(super) fn crumbs(here: &Here) -> Crumbs {
    Crumbs {
        label: here.l.part_path(),
        steps: vec![Crumb::new(here.l.people_title(), here.url("/people"))],
    }
}

pub(crate) async fn page(State(web): State<Web>, here: Here) -> Result<impl IntoResponse, Gone> {
    Ok(Page(shown(&web, &here, &Sent::default(), None).await?))
}

async fn shown(web: &Web, here: &Here, sent: &Sent, wrong: Option<(&str, String)>) -> Result<Open, Gone> {
    let l = here.l;
    let tree = web.app().store.tree().await.map_err(AppError::from)?;
    let lang = |lang: Lang| choice(lang.code(), own_name(lang), sent.lang == lang.code());
    let line = |value: &str| Control::Text {
        value: value.to_owned(),
        width: Width::Full,
        fill: "off",
    };
    let mut asked = Asked::of([
        Field::new("person", l.people_person(), line(&sent.person)),
        Field::new("login", l.account_login(), text(&sent.login, "off")).hint(l.first_name_hint()),
        Field::new("body", l.account_body(), Control::Select(bodies(web, here, &tree, &sent.body)?)),
        Field::new("lang", l.account_language(), Control::Select(Lang::ALL.map(lang).into())),
        Field::new("role", l.account_role(), Control::Select(roles(web, here, &sent.role))).hint(l.people_role_hint()),
        Field::new("reason", l.people_reason(), line(&sent.reason)).hint(l.people_reason_hint()),
    ]);
    if let Some((at, said)) = wrong {
        asked = asked.wrong(l, at, &said);
    }
    Ok(Open {
        frame: Frame::read(web, here, Place::People).await?,
        crumbs: crumbs(here),
        asked,
        here: here.clone(),
    })
}

/// Opens the account and shows the code this once, or the form again.
pub(crate) async fn open(State(web): State<Web>, here: Here, sent: Received<Sent>) -> Result<Response, Gone> {
    match opened(&web, &sent).await {
        Ok((account, code)) => {
            let known = web.app().person(sent.who(), account).await?.listed.account;
            handed(&web, &here, &known, (code, INVITATION)).await
        }
        Err(error) => {
            let (at, said) = wrong(&here, error)?;
            Ok(again(shown(&web, &here, &sent.form, Some((at, said))).await?))
        }
    }
}

async fn opened(web: &Web, sent: &Received<Sent>) -> Result<(Uuid, String), AppError> {
    let (app, form, by) = (web.app(), &sent.form, By::Who(sent.who()));
    let body = app.body(&form.body).await?;
    if !form.role.is_empty() {
        app.exists_at(&form.role, body).await?;
        if form.reason.trim().is_empty() {
            return Err(AccountFault::NoReason.into());
        }
    }
    let new = NewAccount {
        login: form.login.trim(),
        name: &form.person,
        lang: form.lang.parse().unwrap_or_default(),
        body,
    };
    let invited = app.invite(by, &new, &sent.sender.origin()).await?;
    if !form.role.is_empty() {
        let grant = Grant {
            account: invited.account,
            role: &form.role,
            body,
            from: app.today(),
            until: None,
            reason: &form.reason,
        };
        app.grant(by, &grant).await?;
    }
    Ok((invited.account, invited.code))
}

/// Where something is wrong, and what. Whatever may not be done is not there.
pub(super) fn wrong(here: &Here, error: AppError) -> Result<(&'static str, String), Gone> {
    let l = here.l;
    Ok(match error {
        AppError::Account(AccountFault::NotAllowed | AccountFault::NoAccount) => return Err(Gone::Absent),
        AppError::NoBody(code) => ("body", l.error_no_body(&code)),
        AppError::Account(wrong) => {
            let at = match wrong {
                AccountFault::BadLogin => "login",
                AccountFault::NoName => "person",
                AccountFault::NoReason => "reason",
                AccountFault::NoRole { .. } | AccountFault::NotAtLevel(_) => "role",
                AccountFault::TurnedDays => "until",
                _ => "person",
            };
            (at, fault(l, &wrong))
        }
        AppError::Refused(Refusal::LoginTaken) => ("login", l.refusal_login_taken()),
        AppError::Refused(Refusal::NoRight) => ("role", l.refusal_no_right()),
        error => return Err(error.into()),
    })
}

/// Shows a code this once, on a sheet to be handed over.
pub(super) async fn handed(web: &Web, here: &Here, account: &Account, (code, lasts): (String, SignedDuration)) -> Result<Response, Gone> {
    let tree = web.app().store.tree().await.map_err(AppError::from)?;
    let ends = web.app().now().checked_add(lasts).map_err(AppError::from)?;
    let page = Handed {
        frame: Frame::read(web, here, Place::People).await?,
        crumbs: crumbs(here),
        account: account.id,
        name: account.name.clone(),
        login: account.login.clone(),
        body: named(web, here, &tree, account.body),
        code,
        until: here.l.moment(&ends, web.app().zone()),
        here: here.clone(),
    };
    Ok((StatusCode::OK, Extension(Whole), Page(page)).into_response())
}
