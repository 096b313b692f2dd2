//! The interface for programs, `/api/v1/..`: JSON in and out, by tokens alone. A cookie never opens it, so that no other site can use it.

mod entries;
mod files;
mod links;
mod list;
pub mod openapi;
mod papers;
mod problem;
mod raids;
mod rules;
mod schemas;

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use qorgau_app::accounts::{AccountFault, Who};
use qorgau_app::forms::seek::Looker;
use qorgau_app::json::Codes;
use qorgau_app::{App, AppError};
use qorgau_domain::{EntryId, Tree};
use qorgau_l10n::L10n;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::languages;
use crate::state::Web;
use crate::visitor::Sender;

pub(crate) use entries::{entry, put, revisions, withdraw};
pub(crate) use files::{file, files};
pub(crate) use links::{dissolve, link, links};
pub(crate) use list::list as entries_of;
pub(crate) use papers::{attach, paper, papers};
pub(crate) use problem::{Fault, answer};
pub(crate) use raids::{track, turn};
pub(crate) use rules::{bodies, duties, list, register, registers, returns};

/// Where the interface begins.
pub(crate) const ROOT: &str = "/api/";

/// For whom a program asks; put into a request by the gate.
#[derive(Clone)]
pub(crate) struct Caller(pub(crate) Arc<Who>);

/// The account of the token that a request carries.
pub(crate) async fn caller(parts: &Parts, web: &Web) -> Result<Caller, Fault> {
    let said = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or("");
    let (scheme, secret) = said.split_once(' ').unwrap_or(("", ""));
    if !scheme.eq_ignore_ascii_case("bearer") || secret.trim().is_empty() {
        return Err(Fault::Token);
    }
    let who = web.app().who_by_token(secret.trim(), &Sender::of(parts).origin()).await;
    match who {
        // Who must have a second factor sets it up before any program works for him.
        Ok(who) if who.must_enrol => Err(Fault::Token),
        Ok(who) => Ok(Caller(Arc::new(who))),
        Err(AppError::Account(AccountFault::Refused)) => Err(Fault::Token),
        Err(AppError::Account(AccountFault::Wait { seconds })) => Err(Fault::Wait(seconds)),
        Err(error) => Err(error.into()),
    }
}

/// A program at work: for whom, from where, in which language it is answered.
pub(crate) struct Desk {
    web: Web,
    who: Arc<Who>,
    sender: Sender,
    tree: Arc<Tree>,
    l: &'static L10n,
}

impl Desk {
    fn app(&self) -> &App {
        self.web.app()
    }

    fn looker(&self) -> Looker<'_> {
        Looker {
            app: self.app(),
            who: &self.who,
            tree: &self.tree,
            l: self.l,
        }
    }

    fn codes(&self) -> Codes<'_> {
        Codes {
            tree: &self.tree,
            today: self.app().today(),
        }
    }
}

impl FromRequestParts<Web> for Desk {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Fault> {
        let Some(Caller(who)) = parts.extensions.get::<Caller>().cloned() else {
            return Err(Fault::Token);
        };
        Ok(Desk {
            tree: web.app().store.tree().await.map_err(AppError::from)?,
            web: web.clone(),
            who,
            sender: Sender::of(parts),
            l: L10n::get(languages::of(parts)),
        })
    }
}

/// A JSON document that was sent, with no name that is not known.
pub(crate) struct Sent<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<Web> for Sent<T> {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        if !is_json(request.headers()) {
            return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response());
        }
        let bytes = Bytes::from_request(request, web).await.map_err(IntoResponse::into_response)?;
        serde_json::from_slice(&bytes)
            .map(Sent)
            .map_err(|error| Fault::Request(error.to_string()).into_response())
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

/// The names and values after the question mark, each known and said once.
struct Asked(Vec<(String, String)>);

impl Asked {
    /// Refuses a name that is not known, or is said twice.
    fn of(pairs: Vec<(String, String)>, known: impl Fn(&str) -> bool) -> Result<Self, Fault> {
        for (at, (name, _)) in pairs.iter().enumerate() {
            let twice = pairs.iter().skip(at + 1).any(|(other, _)| other == name);
            if twice || !known(name) {
                return Err(Fault::Request(name.clone()));
            }
        }
        Ok(Asked(pairs))
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The value of a name, read; what cannot be read is refused by name.
    fn read<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>, Fault> {
        let read = |text: &str| text.parse().map_err(|_| Fault::Request(format!("{name}={text}")));
        self.get(name).map(read).transpose()
    }
}

fn identity(text: &str) -> Result<EntryId, Fault> {
    uuid::Uuid::try_parse(text).map(EntryId).map_err(|_| Fault::Absent)
}

/// What is answered.
type Answer = Result<Response, Fault>;

fn said(what: impl Serialize) -> Answer {
    let text = serde_json::to_vec(&what).map_err(AppError::from)?;
    Ok(([(CONTENT_TYPE, "application/json")], text).into_response())
}
