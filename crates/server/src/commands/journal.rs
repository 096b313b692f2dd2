//! journal: the prescribed books, and any register as a table.

use std::process::ExitCode;

use super::forms;
use crate::cli::{Journal, Place, Written};
use crate::open;
use crate::output::{self, Failure};

/// Writes the journal.
pub async fn run(place: &Place, journal: Journal) -> Result<ExitCode, Failure> {
    if journal.to < journal.from {
        return Err(Failure::Usage(format!("--from {} is after --to {}", journal.from, journal.to)));
    }
    if journal.format == Written::Json {
        return Err(Failure::Usage("a journal is written as pdf, xlsx or csv".to_owned()));
    }
    let app = open::app(place).await?;
    let body = app.body(&journal.body).await?;
    let (tree, scope) = app.scope(body).await?;
    let lang = place.lang.unwrap_or_default();
    let book = app.book(&tree, &scope, &journal.register, journal.from, journal.to, lang).await?;
    if book.appendix.is_none() && journal.format == Written::Pdf {
        return Err(Failure::Usage(format!(
            "register `{}` has no printed form; use --format xlsx or csv",
            journal.register
        )));
    }
    let form = forms::journal(&app, &tree, body, &book, (journal.from, journal.to), lang).await?;
    output::bytes(&forms::write_journal(&form, journal.format)?, journal.out.as_deref())?;
    Ok(ExitCode::SUCCESS)
}
