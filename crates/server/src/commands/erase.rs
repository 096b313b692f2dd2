//! erase: the personal part of an entry goes by a decision; figures and chain stay.

use std::process::ExitCode;

use qorgau_domain::{EntryId, Lang, Month};
use qorgau_l10n::L10n;

use crate::cli::{Erase, Place};
use crate::open;
use crate::output::{self, Failure};

/// Erases.
pub async fn run(place: &Place, erase: Erase) -> Result<ExitCode, Failure> {
    let l = L10n::get(place.lang.unwrap_or(Lang::En));
    let app = open::app(place).await?;
    let tree = app.store.tree().await?;
    let today = Month::of(app.today());
    let root = tree
        .bodies()
        .find(|body| tree.parent(*body, today).is_none())
        .ok_or_else(|| Failure::Refused(l.error_no_bodies()))?;
    let scope = app.scope_in(&tree, root);
    app.erase(&scope, EntryId(erase.entry), &erase.decision, "operator").await?;
    output::line(&l.said_erased())?;
    Ok(ExitCode::SUCCESS)
}
