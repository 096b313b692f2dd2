//! The papers of a raid as PDF. Each that leaves the system is remembered by the access chain.

use axum::extract::{Path, Request, State};
use axum::response::Response;
use qorgau_app::raid_papers::RaidPaper;
use qorgau_domain::access::What;

use super::file_name;
use crate::here::Here;
use crate::pages::Gone;
use crate::pages::entry::papers::identity;
use crate::pages::files::saved;
use crate::pages::form::desk::Desk;
use crate::pages::inside::named;
use crate::printing::{FileKind, Last, Letter, Standing};
use crate::state::Web;
use crate::visitor::Sender;

pub(crate) async fn file(State(web): State<Web>, here: Here, Path((_, id, name)): Path<(String, String, String)>, request: Request) -> Result<Response, Gone> {
    let desk = Desk::of(&web, &here).await?;
    let (app, who) = (web.app(), &desk.signed.who);
    let (stored, _) = app.readable_entry(who, &desk.tree, identity(&id)?).await?;
    let word = name.strip_suffix(".pdf").ok_or(Gone::Absent)?;
    let paper = RaidPaper::ALL.into_iter().find(|paper| paper.word() == word).ok_or(Gone::Absent)?;
    let worded = paper.worded(&desk.looker(), &stored.entry).await?;
    let printer = web.printer().ok_or(Gone::Absent)?;
    let name = file_name(word, &stored.entry);
    let (parts, _) = request.into_parts();
    app.record_access(who, What::Export, &Sender::of(&parts).origin(), &format!("{id} {name}"))
        .await?;
    let letter = Letter {
        lang: here.l.lang(),
        official: worded.official,
        addressee: String::new(),
        title: worded.title,
        body: named(&web, &here, &desk.tree, stored.entry.body),
        dated: worded.dated,
        blocks: worded.blocks,
        signers: worded.signers,
        last: Last::Head,
        standing: Standing::Kazakh,
    };
    let app = app.clone();
    let made = tokio::task::spawn_blocking(move || printer.letter(&app, letter));
    Ok(saved(made, &name, FileKind::Pdf).await)
}
