//! journal: the prescribed books, and any register as a table.

use std::process::ExitCode;

use qorgau_domain::Lang;
use qorgau_l10n::L10n;

use super::forms;
use crate::cli::{Journal, Paper, Place};
use crate::open;
use crate::output::{self, Failure};

/// Writes the journal.
pub async fn run(place: &Place, journal: Journal) -> Result<ExitCode, Failure> {
    let said = L10n::get(place.lang.unwrap_or(Lang::En));
    if journal.to < journal.from {
        let (from, to) = (said.date(journal.from), said.date(journal.to));
        return Err(Failure::Usage(said.error_turned_days(&from, &to)));
    }
    let app = open::app(place).await?;
    let body = app.body(&journal.body).await?;
    if app.register(&journal.register)?.print.is_none() && journal.format == Paper::Pdf {
        return Err(Failure::Usage(said.error_no_journal(&journal.register)));
    }
    let (tree, scope) = app.scope(body).await?;
    let lang = place.lang.unwrap_or_default();
    // Before the book, so that what is printed is at least what stood at this position.
    let heads = app.store.audit().await?.heads().await?;
    let book = app.book(&tree, &scope, &journal.register, journal.from, journal.to, lang).await?;
    let form = forms::journal(&app, &tree, &heads, (body, (journal.from, journal.to)), &book, lang);
    output::bytes(&forms::write_journal(&form, journal.format)?, journal.out.as_deref())?;
    Ok(ExitCode::SUCCESS)
}
