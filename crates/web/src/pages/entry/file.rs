//! A paper as a file: the copy without metadata, the small picture, the sealed original.

use axum::extract::{Path, Query, Request, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use qorgau_app::AppError;
use qorgau_domain::paper::{PaperKind, short};
use qorgau_store::Attached;
use serde::Deserialize;
use uuid::Uuid;

use super::papers::identity;
use crate::here::Here;
use crate::layers::BROUGHT;
use crate::pages::Gone;
use crate::pages::inside::signed;
use crate::state::Web;
use crate::visitor::Sender;

type Which = Path<(String, String, String)>;

/// What is asked of a copy.
#[derive(Deserialize)]
pub(crate) struct Asked {
    /// It is to be saved, not looked at.
    #[serde(default)]
    save: String,
}

/// How a browser takes a file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// It is shown.
    Shown,
    /// It is saved.
    Saved,
    /// It is saved as what was sealed.
    Sealed,
}

/// The copy without metadata. Pictures are shown, a PDF is saved, since what it does when opened is its own.
pub(crate) async fn shown(
    State(web): State<Web>,
    here: Here,
    Path((_, entry, paper)): Which,
    Query(asked): Query<Asked>,
    request: Request,
) -> Result<Response, Gone> {
    let (app, signed) = (web.app(), signed(&here)?);
    let which = (identity(&entry)?, one(&paper)?);
    let tree = app.store.tree().await.map_err(AppError::from)?;
    let sender = Sender::of(&request.into_parts().0);
    let (paper, bytes) = app.paper_shown(&signed.who, &tree, which, &sender.origin()).await?;
    let way = if paper.kind.is_picture() && asked.save.is_empty() {
        Way::Shown
    } else {
        Way::Saved
    };
    Ok(file(&paper, bytes, way))
}

pub(crate) async fn thumbnail(State(web): State<Web>, here: Here, Path((_, entry, paper)): Which) -> Result<Response, Gone> {
    let (app, signed) = (web.app(), signed(&here)?);
    let tree = app.store.tree().await.map_err(AppError::from)?;
    let bytes = app.paper_small(&signed.who, &tree, identity(&entry)?, one(&paper)?).await?;
    let headers = [(CONTENT_TYPE, PaperKind::Jpeg.media()), (CONTENT_SECURITY_POLICY, BROUGHT)];
    Ok((headers, bytes).into_response())
}

/// The paper as it came.
pub(crate) async fn original(State(web): State<Web>, here: Here, Path((_, entry, paper)): Which, request: Request) -> Result<Response, Gone> {
    let (app, signed) = (web.app(), signed(&here)?);
    let which = (identity(&entry)?, one(&paper)?);
    let tree = app.store.tree().await.map_err(AppError::from)?;
    let sender = Sender::of(&request.into_parts().0);
    let (paper, bytes) = app.paper_original(&signed.who, &tree, which, &sender.origin()).await?;
    Ok(file(&paper, bytes, Way::Sealed))
}

fn one(id: &str) -> Result<Uuid, Gone> {
    Uuid::try_parse(id).map_err(|_| Gone::Absent)
}

/// A file that somebody brought: of the type that its bytes are, and allowed nothing but to be looked at.
pub(crate) fn file(paper: &Attached, bytes: Vec<u8>, way: Way) -> Response {
    let ending = paper.kind.word();
    let sealed = if way == Way::Sealed { "original-" } else { "" };
    let plain = format!("{sealed}{}.{ending}", short(&paper.hash));
    let name = match paper.called.name.as_str() {
        "" => plain.clone(),
        name if ends(name, paper.kind) => format!("{sealed}{name}"),
        name => format!("{sealed}{name}.{ending}"),
    };
    let how = if way == Way::Shown { "inline" } else { "attachment" };
    let disposition = format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{}", escaped(&name));
    let headers = [
        (CONTENT_TYPE, paper.kind.media().to_owned()),
        (CONTENT_DISPOSITION, disposition),
        (CONTENT_SECURITY_POLICY, BROUGHT.to_owned()),
    ];
    (headers, bytes).into_response()
}

/// Whether a name ends as files of the kind do.
fn ends(name: &str, kind: PaperKind) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    ending == kind.word() || kind == PaperKind::Jpeg && ending == "jpeg"
}

/// A name as headers carry it (RFC 8187).
fn escaped(name: &str) -> String {
    let letter = |byte: u8| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    name.bytes().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_escaped_and_end_as_what_they_are() {
        assert_eq!(escaped("қала 1.jpg"), "%D2%9B%D0%B0%D0%BB%D0%B0%201.jpg");
        assert_eq!(escaped("a\"\r\n"), "a%22%0D%0A");
        assert!(ends("A.JPG", PaperKind::Jpeg) && ends("a.jpeg", PaperKind::Jpeg) && !ends("a.html", PaperKind::Png) && !ends("pdf", PaperKind::Pdf));
    }
}
