//! Papers of entries: listed, added as bare bytes, fetched without metadata.

use axum::body::Bytes;
use axum::extract::{FromRequest, Path, Query, Request};
use axum::http::StatusCode;
use qorgau_app::papers::{BroughtPaper, PaperFault};
use qorgau_domain::ledger::hex;
use qorgau_rulebook::official::Marked;
use qorgau_store::Attached;
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::{Answer, Asked, Desk, Fault, identity, said};
use crate::pages::entry::file::{Way, file};

pub(crate) async fn papers(desk: Desk, Path(id): Path<String>) -> Answer {
    let papers = desk.app().papers(&desk.who, &desk.tree, identity(&id)?).await?;
    let withheld = desk.app().withheld(&desk.who, &desk.tree, &papers.entry) == Marked::Whole;
    // What papers of an entry for official use are called stays behind with the papers.
    let shown = |paper: &Attached| shape(paper, !withheld);
    said(papers.papers.iter().map(shown).collect::<Vec<_>>())
}

/// Adds a paper. The entry's own bytes sent again are answered with the paper there is.
pub(crate) async fn attach(desk: Desk, Path(id): Path<String>, Query(pairs): Query<Vec<(String, String)>>, request: Request) -> Answer {
    let id = identity(&id)?;
    // Whoever may bring none is not listened to: a paper is 20 MiB.
    desk.app().papers_to_change(&desk.who, &desk.tree, id).await?;
    let bytes = Bytes::from_request(request, &()).await.map_err(|wrong| match wrong.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Fault::Paper(PaperFault::TooLarge),
        _ => Fault::Request("body".to_owned()),
    })?;
    let asked = Asked::of(pairs, |name| matches!(name, "name" | "caption"))?;
    let text = |name: &str| asked.get(name).unwrap_or_default().to_owned();
    let brought = BroughtPaper {
        name: text("name"),
        caption: text("caption"),
        bytes: bytes.to_vec(),
    };
    let (paper, new) = desk.app().attach(&desk.who, &desk.tree, id, brought).await?;
    let mut answer = said(shape(&paper, true))?;
    if new {
        *answer.status_mut() = StatusCode::CREATED;
    }
    Ok(answer)
}

pub(crate) async fn paper(desk: Desk, Path((id, paper)): Path<(String, String)>) -> Answer {
    let which = (identity(&id)?, Uuid::try_parse(&paper).map_err(|_| Fault::Absent)?);
    let (paper, bytes) = desk.app().paper_shown(&desk.who, &desk.tree, which, &desk.sender.origin()).await?;
    Ok(file(&paper, bytes, Way::Saved))
}

fn shape(paper: &Attached, named: bool) -> Json {
    let said = |text: &str| if named { text.to_owned() } else { String::new() };
    json!({
        "id": paper.id.to_string(),
        "sha256": hex(&paper.hash),
        "kind": paper.kind.media(),
        "bytes": paper.length,
        "name": said(&paper.called.name),
        "caption": said(&paper.called.caption),
        "actor": paper.actor,
        "received_at": paper.at.to_string(),
        "struck": paper.struck.is_some(),
        "erased": paper.erased,
    })
}

/// The status of a fault of a file.
pub(super) fn status(fault: PaperFault) -> StatusCode {
    match fault {
        PaperFault::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        PaperFault::Kind => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}
