//! A form that somebody signed in sent from one of our own pages.

use std::sync::Arc;

use axum::Form;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use qorgau_app::accounts::Who;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::state::Web;
use crate::visitor::{Sender, Signed, Visitor};

/// What every form of somebody signed in carries.
#[derive(Deserialize)]
struct Mark {
    mark: String,
}

/// A form whose mark is that of the session it was sent in.
pub(crate) struct Received<T> {
    /// Who sent it.
    pub(crate) signed: Arc<Signed>,
    /// From where.
    pub(crate) sender: Sender,
    /// What it says.
    pub(crate) form: T,
}

impl<T> Received<T> {
    /// Who sent it.
    pub(crate) fn who(&self) -> &Who {
        &self.signed.who
    }
}

impl<T: DeserializeOwned> FromRequest<Web> for Received<T> {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        let bytes = Bytes::from_request(Request::from_parts(parts.clone(), body), web)
            .await
            .map_err(IntoResponse::into_response)?;
        let again = || Request::from_parts(parts.clone(), Body::from(bytes.clone()));
        let Some(Visitor::Signed(signed)) = parts.extensions.get::<Visitor>().cloned() else {
            return Err(StatusCode::NOT_FOUND.into_response());
        };
        match Form::<Mark>::from_request(again(), web).await {
            Ok(Form(sent)) if sent.mark == signed.mark => {}
            _ => return Err(StatusCode::FORBIDDEN.into_response()),
        }
        let Ok(Form(form)) = Form::<T>::from_request(again(), web).await else {
            return Err(StatusCode::UNPROCESSABLE_ENTITY.into_response());
        };
        let sender = Sender::of(&parts);
        Ok(Received { signed, sender, form })
    }
}
