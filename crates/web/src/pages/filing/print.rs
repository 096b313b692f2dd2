//! What is printed of files and of years, as PDF. Each that leaves the system is remembered by the access chain.

use axum::extract::{Path, Query, Request, State};
use axum::response::Response;
use qorgau_app::filing::{Depth, Print, Printed, YearFile, year};
use qorgau_domain::access::What;

use super::Wanted;
use super::one::{Asked, Found};
use crate::here::Here;
use crate::pages::Gone;
use crate::pages::files::saved;
use crate::pages::inside::code;
use crate::printing::{FileKind, ROWS_MOST};
use crate::state::Web;
use crate::visitor::Sender;

pub(crate) async fn file(
    State(web): State<Web>,
    here: Here,
    Path((_, year, file, name)): Path<(String, String, String, String)>,
    Query(asked): Query<Asked>,
    request: Request,
) -> Result<Response, Gone> {
    let word = name.strip_suffix(".pdf").ok_or(Gone::Absent)?;
    let printer = web.printer().ok_or(Gone::Absent)?;
    let of = |prints: &[Print]| prints.iter().copied().find(|print| print.word() == word).ok_or(Gone::Absent);
    let (printed, body) = if file == "all" {
        let print = of(&Print::OF_YEAR)?;
        let wanted = Wanted::read(&web, &here, &asked.body, &year).await?;
        (wanted.printed(print).await?, code(&web, &wanted.tree, wanted.body))
    } else {
        let print = of(&Print::OF_FILE)?;
        let found = Found::read(&web, &here, (&year, &file), &asked).await?;
        (found.printed(print)?, code(&web, &found.wanted.tree, found.wanted.body))
    };
    let part = if asked.part.is_empty() {
        1
    } else {
        asked.part.parse::<usize>().map_err(|_| Gone::Absent)?
    };
    let whole = printed.rows() <= ROWS_MOST;
    let printed = printed.part(part, ROWS_MOST).ok_or(Gone::Absent)?;
    let letters: String = file.chars().filter(char::is_ascii_alphanumeric).collect();
    let no = if whole { String::new() } else { format!("-{part}") };
    let name = format!("{word}-{body}-{year}-{letters}{no}.pdf");
    let (parts, _) = request.into_parts();
    let who = &crate::pages::inside::signed(&here)?.who;
    web.app().record_access(who, What::Export, &Sender::of(&parts).origin(), &name).await?;
    let app = web.app().clone();
    let made = tokio::task::spawn_blocking(move || printer.office(&app, printed));
    Ok(saved(made, &name, FileKind::Pdf).await)
}

impl Wanted<'_> {
    async fn counted(&self) -> Result<Vec<YearFile>, Gone> {
        self.files(self.volumes().await?, Depth::Counted).await
    }

    /// A print of the year.
    async fn printed(&self, print: Print) -> Result<Printed, Gone> {
        let (app, who, lang) = (self.web.app(), &self.signed.who, self.l().lang());
        let body = self.body_name();
        Ok(match print {
            Print::Nomenclature => year::nomenclature((&body, self.year), &self.counted().await?, self.today(), lang),
            Print::Labels => year::labels((&body, self.year), &self.counted().await?, lang),
            Print::Incoming | Print::Outgoing => app.paper_journal(who, &self.tree, (self.body, self.year), print, lang).await?,
            Print::Transfer => {
                let volumes = self.volumes().await?;
                year::transfer((&body, self.year), &volumes, &|volume| self.called(volume), lang)
            }
            Print::Destruction => {
                let volumes = self.volumes().await?;
                year::destruction(&body, &volumes, &|volume| self.called(volume), self.today(), lang)
            }
            Print::Cover | Print::Inventory | Print::Certification | Print::Label => return Err(Gone::Absent),
        })
    }
}

impl Found<'_> {
    /// A print of the file or volume.
    fn printed(&self, print: Print) -> Result<Printed, Gone> {
        let body = self.wanted.body_name();
        self.shelf(&body).printed(print).ok_or(Gone::Absent)
    }
}
