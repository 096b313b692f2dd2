//! The second factor: set up by a picture or by words, confirmed by a code; recovery codes shown once.

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use qorgau_app::AppError;
use qorgau_app::accounts::{AccountFault, Enrolment, Who, fault};
use serde::Deserialize;

use super::super::asked::{Asked, again, text};
use super::super::inside::{Frame, Place, signed};
use super::super::{Gone, Page, Whole};
use super::password::crumbs;
use crate::here::Here;
use crate::parts::{Control, Crumbs, Field, Qr};
use crate::received::Received;
use crate::state::Web;

#[derive(Template)]
#[template(path = "account/factor.html")]
struct Factor {
    here: Here,
    frame: Frame,
    crumbs: Crumbs,
    stands: Stands,
    must: bool,
    asked: Asked,
}

/// How far a second factor is.
enum Stands {
    /// There is none.
    Off,
    /// It is to be confirmed: the picture, and the same in groups of letters.
    UnderWay(Option<Qr>, String),
    /// It is asked for; so many recovery codes are left.
    On(i64),
}

#[derive(Template)]
#[template(path = "account/codes.html")]
struct Codes {
    here: Here,
    frame: Frame,
    crumbs: Crumbs,
    login: String,
    day: String,
    codes: Vec<String>,
}

pub(crate) async fn page(State(web): State<Web>, here: Here) -> Result<impl IntoResponse, Gone> {
    Ok(Page(shown(&web, &here, None).await?))
}

async fn shown(web: &Web, here: &Here, wrong: Option<(&str, String)>) -> Result<Factor, Gone> {
    let (l, who) = (here.l, &signed(here)?.who);
    let stands = stands(web, here, who).await?;
    let field = match stands {
        Stands::UnderWay(..) => Field::new("code", l.factor_code(), text("", "one-time-code")).hint(l.factor_code_hint()),
        Stands::Off | Stands::On(_) => Field::new("secret", l.factor_password(), Control::Secret { fill: "current-password" }),
    };
    let mut asked = Asked::of([field]);
    if let Some((at, said)) = wrong {
        asked = asked.wrong(l, at, &said);
    }
    Ok(Factor {
        frame: Frame::read(web, here, Place::Account).await?,
        crumbs: crumbs(here),
        stands,
        must: who.must_enrol,
        asked,
        here: here.clone(),
    })
}

async fn stands(web: &Web, here: &Here, who: &Who) -> Result<Stands, Gone> {
    if let Some(left) = web.app().factor(who).await? {
        return Ok(Stands::On(left));
    }
    let under_way = web.app().factor_under_way(who).await?;
    Ok(under_way.map_or(Stands::Off, |Enrolment { secret, link }| {
        let letters: Vec<char> = secret.chars().collect();
        let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
        Stands::UnderWay(Qr::of(&link, here.l.factor_picture()), groups.join(" "))
    }))
}

/// A password that is asked for again.
#[derive(Deserialize)]
pub(crate) struct Secret {
    secret: String,
}

/// A code that the device shows.
#[derive(Deserialize)]
pub(crate) struct Shown {
    code: String,
}

/// Begins to set a second factor up.
pub(crate) async fn begin(State(web): State<Web>, here: Here, sent: Received<Secret>) -> Result<Response, Gone> {
    let done = web.app().enrol_factor(sent.who(), &sent.form.secret, &sent.sender.origin()).await;
    match done {
        Ok(_) => Ok(Redirect::to(&here.url("/account/factor")).into_response()),
        Err(error) => refused(&web, &here, error).await,
    }
}

/// Confirms it by a code; the recovery codes are shown this once.
pub(crate) async fn confirm(State(web): State<Web>, here: Here, sent: Received<Shown>) -> Result<Response, Gone> {
    let done = web.app().confirm_factor(sent.who(), &sent.form.code, &sent.sender.origin()).await;
    match done {
        Ok(codes) => handed(&web, &here, codes).await,
        Err(AppError::Account(wrong)) => {
            let page = shown(&web, &here, Some(("code", fault(here.l, &wrong)))).await?;
            Ok(again(page))
        }
        Err(error) => Err(error.into()),
    }
}

/// Gives new recovery codes, shown this once.
pub(crate) async fn codes(State(web): State<Web>, here: Here, sent: Received<Secret>) -> Result<Response, Gone> {
    let done = web.app().new_recovery_codes(sent.who(), &sent.form.secret, &sent.sender.origin()).await;
    match done {
        Ok(codes) => handed(&web, &here, codes).await,
        Err(error) => refused(&web, &here, error).await,
    }
}

/// Takes it off.
pub(crate) async fn off(State(web): State<Web>, here: Here, sent: Received<Secret>) -> Result<Response, Gone> {
    let done = web.app().remove_factor(sent.who(), &sent.form.secret, &sent.sender.origin()).await;
    match done {
        Ok(()) => Ok(Redirect::to(&here.url("/account/factor")).into_response()),
        Err(error) => refused(&web, &here, error).await,
    }
}

async fn refused(web: &Web, here: &Here, error: AppError) -> Result<Response, Gone> {
    let said = match error {
        AppError::Account(AccountFault::Refused) => here.l.account_wrong_password(),
        AppError::Account(wrong) => fault(here.l, &wrong),
        error => return Err(error.into()),
    };
    Ok(again(shown(web, here, Some(("secret", said))).await?))
}

async fn handed(web: &Web, here: &Here, codes: Vec<String>) -> Result<Response, Gone> {
    let page = Codes {
        frame: Frame::read(web, here, Place::Account).await?,
        crumbs: crumbs(here),
        login: signed(here)?.who.login.clone(),
        day: here.l.long_date(web.app().today()),
        codes,
        here: here.clone(),
    };
    Ok((StatusCode::OK, Extension(Whole), Page(page)).into_response())
}
