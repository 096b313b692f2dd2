//! What a field of a form may point to, found by its name or number, within what the reader may see.

use axum::extract::{Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use qorgau_domain::BodyId;
use serde::{Deserialize, Serialize};

use super::desk::Desk;
use crate::here::Here;
use crate::pages::Gone;
use crate::state::Web;

/// What the address asks.
#[derive(Deserialize)]
pub(crate) struct Asked {
    register: String,
    #[serde(default)]
    q: String,
    /// The body whose book an entry is to refer back in.
    book: Option<i64>,
}

#[derive(Serialize)]
struct Choice {
    id: String,
    label: String,
}

pub(crate) async fn json(State(web): State<Web>, here: Here, Query(asked): Query<Asked>) -> Result<impl IntoResponse, Gone> {
    let desk = Desk::of(&web, &here).await?;
    let register = web.app().register(&asked.register)?;
    if web.app().reads(&desk.signed.who, &desk.tree, &register.code).is_none() {
        return Err(Gone::Absent);
    }
    let looker = desk.looker();
    let found = match asked.book.filter(|_| asked.q.trim().is_empty()) {
        Some(book) => looker.earlier(register, BodyId(book), None).await?,
        None => looker.seek(register, &asked.q).await?,
    };
    let choices = found.into_iter().map(|found| Choice {
        id: found.id.to_string(),
        label: found.label,
    });
    let text = serde_json::to_string(&choices.collect::<Vec<_>>()).unwrap_or_else(|_| "[]".to_owned());
    // Names are personal: no cache keeps them.
    Ok(([(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-store")], text))
}
