//! A notice to whoever applied, as PDF. Each that leaves the system is remembered by the access chain.

use axum::extract::{Path, Request, State};
use axum::response::Response;
use qorgau_app::AppError;
use qorgau_app::notices::Notice;
use qorgau_domain::EntryId;
use qorgau_domain::access::What;
use qorgau_domain::entry::EntryState;
use qorgau_rulebook::official::Marked;

use crate::here::Here;
use crate::pages::Gone;
use crate::pages::files::saved;
use crate::pages::inside::{named, signed};
use crate::printing::{FileKind, Last, Letter, Standing};
use crate::state::Web;
use crate::visitor::Sender;

pub(crate) async fn file(State(web): State<Web>, here: Here, Path((_, id, name)): Path<(String, String, String)>, request: Request) -> Result<Response, Gone> {
    let (app, signed) = (web.app(), signed(&here)?);
    let id = EntryId(id.parse().map_err(|_| Gone::Absent)?);
    let tree = app.store.tree().await.map_err(AppError::from)?;
    let (stored, scope) = app.readable_entry(&signed.who, &tree, id).await?;
    let word = name.strip_suffix(".pdf").ok_or(Gone::Absent)?;
    let asked = Notice::of(&stored.entry).into_iter().find(|notice| notice.word() == word);
    let notice = asked.filter(|_| stored.entry.envelope.state == EntryState::Active).ok_or(Gone::Absent)?;
    if !app.may_take_out(&signed.who, &tree, &stored.entry) {
        return Err(Gone::Absent);
    }
    let lang = here.l.lang();
    let worded = notice.worded(app, &tree, (&scope, &stored.entry), lang).await?;
    let printer = web.printer().ok_or(Gone::Absent)?;
    let name = format!("{word}-{}.pdf", stored.entry.envelope.number.to_string().replace('/', "-"));
    let (parts, _) = request.into_parts();
    app.record_access(&signed.who, What::Export, &Sender::of(&parts).origin(), &format!("{id} {name}"))
        .await?;
    let letter = Letter {
        lang,
        official: app.marked(&stored.entry) != Marked::Nothing,
        addressee: worded.addressee,
        title: worded.title,
        body: named(&web, &here, &tree, stored.entry.body),
        dated: worded.dated,
        blocks: worded.blocks,
        signers: worded.signers,
        last: if worded.by_head { Last::Head } else { Last::Nobody },
        standing: Standing::Each,
    };
    let app = app.clone();
    let made = tokio::task::spawn_blocking(move || printer.letter(&app, letter));
    Ok(saved(made, &name, FileKind::Pdf).await)
}
