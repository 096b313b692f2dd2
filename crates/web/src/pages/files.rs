//! Returns as files: as they stand, and as they were signed; documents of words are printed by `reviews`. Each that leaves the system is
//! remembered by the access chain.

use std::sync::Arc;

use axum::extract::{Path, Query, Request, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use qorgau_app::AppError;
use qorgau_app::documents::{Made, Wanted as Paper};
use qorgau_app::returns::{Return, Sought};
use qorgau_domain::access::What;
use qorgau_domain::{BodyId, Tree};
use tokio::task::JoinHandle;

use super::document::{Asked as AskedVersion, Found};
use super::inside::{code, signed};
use super::returns::{Asked, Wanted};
use super::{Gone, failed, reviews};
use crate::here::Here;
use crate::printing::{FileKind, PrintFault, ReturnPaper};
use crate::state::Web;
use crate::visitor::Sender;

/// What is printed, apart from the request.
struct Sheet {
    tree: Arc<Tree>,
    figures: Return,
    heads: Vec<(BodyId, i64, Vec<u8>)>,
    signed: Option<String>,
    signer: String,
    /// It is marked for official use as a whole.
    official: bool,
}

/// The return of this moment.
pub(crate) async fn live(
    State(web): State<Web>,
    here: Here,
    Path((_, kind, period, name)): Path<(String, String, String, String)>,
    Query(asked): Query<Asked>,
    request: Request,
) -> Result<Response, Gone> {
    let file = of_name(&name)?;
    let who = &signed(&here)?.who;
    let wanted = Wanted::read(&web, signed(&here)?, &kind, &period, &asked.body).await?;
    let (tree, mut counts) = web.app().snapshot(wanted.body).await?;
    let paper = Paper {
        body: wanted.body,
        kind: Made::Return(wanted.kind),
        period: wanted.period,
    };
    let (official, may) = web.app().return_mark(who, &tree, paper).await?;
    if !may {
        return Err(Gone::Absent);
    }
    let figures = web.app().return_at(&mut counts, &tree, Sought::whole(wanted.kind, wanted.period)).await?;
    let heads = counts.heads().await.map_err(AppError::from)?;
    drop(counts);
    let sheet = Sheet {
        tree,
        figures,
        heads,
        signed: None,
        signer: String::new(),
        official,
    };
    hand_out(web, here, request, file, sheet).await
}

/// A signed version, with the figures that the signature froze.
pub(crate) async fn frozen(
    State(web): State<Web>,
    here: Here,
    Path((_, id, name)): Path<(String, String, String)>,
    Query(asked): Query<AskedVersion>,
    request: Request,
) -> Result<Response, Gone> {
    let found = Found::read(&web, signed(&here)?, &id).await?;
    if found.paper.kind.is_text() {
        return reviews::print::file(&web, &here, request, &found, (name.as_str(), asked.version)).await;
    }
    let file = of_name(&name)?;
    let version = found.version(asked.version)?.ok_or(Gone::Absent)?;
    if !found.may_leave(&web, signed(&here)?, version) {
        return Err(Gone::Absent);
    }
    let heads = version.frozen.heads.iter().map(|(body, seq, hash)| (*body, *seq, bytes(hash)));
    let sheet = Sheet {
        figures: version.frozen.as_return(found.paper),
        heads: heads.collect(),
        signed: Some(found.signature(&web, &here, version)),
        signer: found.name(&version.signed_by),
        official: found.is_marked(&web, Some(version)),
        tree: found.tree.clone(),
    };
    hand_out(web, here, request, file, sheet).await
}

fn of_name(name: &str) -> Result<FileKind, Gone> {
    let ending = name.strip_prefix("return.").ok_or(Gone::Absent)?;
    FileKind::of_ending(ending).ok_or(Gone::Absent)
}

/// A hash written in hexadecimal digits.
fn bytes(text: &str) -> Vec<u8> {
    let pair = |at: usize| text.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    (0..text.len() / 2).filter_map(|no| pair(no * 2)).collect()
}

/// Makes the file beside the threads that answer others, remembers that it left, and hands it out.
async fn hand_out(web: Web, here: Here, request: Request, file: FileKind, mut sheet: Sheet) -> Result<Response, Gone> {
    let printer = web.printer().ok_or(Gone::Absent)?;
    let (parts, _) = request.into_parts();
    let body = code(&web, &sheet.tree, sheet.figures.body);
    let name = format!("return-{}-{body}-{}.{}", sheet.figures.kind.word(), sheet.figures.period, file.ending());
    let who = signed(&here)?.who.clone();
    web.app().record_access(&who, What::Export, &Sender::of(&parts).origin(), &name).await?;
    let withheld = web.app().withhold_figures(&who, &sheet.tree, &mut sheet.figures);
    let withheld = withheld.then(|| here.l.official_figures_left());
    let (app, lang) = (web.app().clone(), here.l.lang());
    let made = tokio::task::spawn_blocking(move || {
        let paper = ReturnPaper {
            tree: &sheet.tree,
            figures: &sheet.figures,
            heads: &sheet.heads,
            signed: sheet.signed,
            signer: sheet.signer,
            official: sheet.official,
            withheld,
            lang,
        };
        printer.statistical_return(&app, &paper, file)
    });
    Ok(saved(made, &name, file).await)
}

/// A file that is being made beside the threads that answer others, to be saved under a name.
pub(super) async fn saved(made: JoinHandle<Result<Vec<u8>, PrintFault>>, name: &str, kind: FileKind) -> Response {
    match made.await {
        Ok(Ok(bytes)) => {
            let disposition = format!("attachment; filename=\"{name}\"");
            ([(CONTENT_TYPE, kind.mime().to_owned()), (CONTENT_DISPOSITION, disposition)], bytes).into_response()
        }
        Ok(Err(error)) => {
            tracing::error!(%error, "a file could not be made");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
        Err(_) => failed(&AppError::Absent),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_read_as_it_is_written() {
        assert_eq!(bytes("00ff1a"), [0, 255, 26]);
        assert_eq!(qorgau_domain::ledger::hex(&bytes("0123abcd")), "0123abcd");
    }
}
