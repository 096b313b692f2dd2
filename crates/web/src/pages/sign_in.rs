//! Signing in and out.

use askama::Template;
use axum::extract::rejection::FormRejection;
use axum::extract::{FromRequest, Query, Request, State};
use axum::http::StatusCode;
use axum::http::header::{RETRY_AFTER, SET_COOKIE};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use axum::{Extension, Form};
use qorgau_app::AppError;
use qorgau_app::accounts::{AccountFault, Attempt, Factor, fault};
use serde::Deserialize;

use super::{Gone, Page, Whole, failed};
use crate::here::Here;
use crate::parts::{Banner, Control, ErrorSummary, Field, Link, Tone, Width};
use crate::received::Received;
use crate::state::Web;
use crate::visitor::{Sender, cookie};

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn {
    here: Here,
    banner: Option<Banner>,
    errors: Option<ErrorSummary>,
    fields: Vec<Field>,
    next: String,
}

/// What the address says.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    next: String,
    /// A password was chosen just now.
    #[serde(default)]
    chosen: String,
}

/// What the form sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sent {
    name: String,
    secret: String,
    #[serde(default)]
    factor: String,
    #[serde(default)]
    next: String,
}

pub(crate) async fn page(here: Here, Query(asked): Query<Asked>) -> impl IntoResponse {
    let banner = (!asked.chosen.is_empty()).then(|| Banner {
        tone: Tone::Done,
        title: here.l.code_done_title(),
        text: here.l.code_done_text(),
        action: None,
    });
    let fields = fields(&here, "", None);
    Page(SignIn {
        banner,
        errors: None,
        fields,
        next: asked.next,
        here,
    })
}

/// Signs in, or shows the form again with what was wrong.
pub(crate) async fn sign_in(State(web): State<Web>, here: Here, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let sender = Sender::of(&parts);
    let Ok(Form(sent)) = read::<Sent>(Request::from_parts(parts, body)).await else {
        return StatusCode::UNPROCESSABLE_ENTITY.into_response();
    };
    let typed = sent.factor.trim();
    let factor = match typed.len() {
        0 => None,
        6 => Some(Factor::Totp(typed)),
        _ => Some(Factor::Recovery(typed)),
    };
    let attempt = Attempt {
        login: &sent.name,
        password: &sent.secret,
        factor,
        origin: sender.origin(),
    };
    match web.app().sign_in(&attempt).await {
        Ok(signed_in) => {
            let to = Redirect::to(&inner(&sent.next).unwrap_or_else(|| here.url("/today")));
            (AppendHeaders([(SET_COOKIE, cookie(&signed_in.token, web.transport()))]), to).into_response()
        }
        Err(AppError::Account(wrong)) => again(here, sent, &wrong),
        Err(error) => failed(&error),
    }
}

/// Reads a form that is sent.
pub(crate) async fn read<T: serde::de::DeserializeOwned>(request: Request) -> Result<Form<T>, FormRejection> {
    Form::from_request(request, &()).await
}

fn again(here: Here, sent: Sent, wrong: &AccountFault) -> Response {
    let said = fault(here.l, wrong);
    let (status, at) = match wrong {
        AccountFault::FactorNeeded => (StatusCode::OK, "factor"),
        AccountFault::Wait { .. } => (StatusCode::TOO_MANY_REQUESTS, "name"),
        _ => (StatusCode::UNPROCESSABLE_ENTITY, "name"),
    };
    let mut fields = fields(&here, &sent.name, Some(wrong));
    if let Some(field) = fields.iter_mut().find(|field| field.name == at) {
        *field = field.clone().error(here.l.part_error(), &said);
    }
    let errors = ErrorSummary {
        title: here.l.part_errors(),
        errors: vec![Link::new(said, format!("#{at}"))],
    };
    let page = SignIn {
        banner: None,
        errors: Some(errors),
        fields,
        next: sent.next,
        here,
    };
    let mut answer = (status, Extension(Whole), Page(page)).into_response();
    if let AccountFault::Wait { seconds } = wrong {
        answer.headers_mut().insert(RETRY_AFTER, (*seconds).max(0).into());
    }
    answer
}

/// The second factor is asked for only where it is needed, or was just typed wrong.
fn fields(here: &Here, name: &str, wrong: Option<&AccountFault>) -> Vec<Field> {
    let text = |value: &str, fill| Control::Text {
        value: value.to_owned(),
        width: Width::Medium,
        fill,
    };
    let secret = Control::Secret { fill: "current-password" };
    let mut fields = vec![
        Field::new("name", here.l.sign_in_name(), text(name, "username")),
        Field::new("secret", here.l.sign_in_secret(), secret),
    ];
    if wrong.is_some() {
        let factor = Field::new("factor", here.l.sign_in_factor(), text("", "one-time-code"));
        fields.push(factor.hint(here.l.sign_in_factor_hint()).optional(here.l.part_optional()));
    }
    fields
}

/// A place of ours to go on to: never one of another host. Browsers pass over signs that are not seen, so that these may not stand in it either.
fn inner(next: &str) -> Option<String> {
    let seen = next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let sound = seen && next.starts_with('/') && !next.starts_with("//");
    sound.then(|| next.to_owned())
}

/// A form that says nothing but its mark.
#[derive(Deserialize)]
pub(crate) struct Nothing {}

/// Ends the session at work.
pub(crate) async fn sign_out(State(web): State<Web>, here: Here, sent: Received<Nothing>) -> Result<Response, Gone> {
    web.app().sign_out(sent.who(), &sent.sender.origin()).await?;
    let gone = AppendHeaders([(SET_COOKIE, cookie("", web.transport()))]);
    Ok((gone, Redirect::to(&here.url("/sign-in"))).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_to_another_host() {
        for next in [
            "//evil",
            "https://evil",
            "/\\evil",
            "",
            "evil",
            "/kk\r\nSet-Cookie: a=b",
            "/\t/evil",
            "/\0",
            "/kk/ә",
        ] {
            assert_eq!(inner(next), None, "{next:?}");
        }
        assert_eq!(inner("/kk/today?body=1").as_deref(), Some("/kk/today?body=1"));
    }
}
