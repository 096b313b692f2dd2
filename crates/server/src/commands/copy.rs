//! backup, restore, copy: one way of copying a whole database.

use std::path::Path;
use std::process::ExitCode;

use qorgau_domain::Lang;
use qorgau_l10n::L10n;
use qorgau_store::{Copied, Location, Store};

use crate::cli::Place;
use crate::open;
use crate::output::{self, Failure};

/// Writes everything into one file.
pub async fn backup(place: &Place, file: &Path) -> Result<ExitCode, Failure> {
    let source = Store::open_to_read(&open::location(place)?).await?;
    say(words(place), qorgau_store::backup(&source, file).await?)
}

/// Fills an empty database from a backup.
pub async fn restore(place: &Place, file: &Path) -> Result<ExitCode, Failure> {
    between(words(place), &Location::File(file.to_owned()), &open::location(place)?).await
}

/// Copies a database of either engine to an empty one of either.
pub async fn copy(place: &Place, from: &str, to: &str) -> Result<ExitCode, Failure> {
    between(words(place), &Location::parse(from)?, &Location::parse(to)?).await
}

async fn between(l: &L10n, from: &Location, to: &Location) -> Result<ExitCode, Failure> {
    if from == to {
        return Err(Failure::Usage(l.error_same_place()));
    }
    // The source first: where it holds nothing, no target is made.
    let source = Store::open_to_read(from).await?;
    let target = open::store(to).await?;
    let copied = qorgau_store::copy(&source, &target, &to.to_string()).await?;
    target.close().await;
    source.close().await;
    say(l, copied)
}

fn words(place: &Place) -> &'static L10n {
    L10n::get(place.lang.unwrap_or(Lang::En))
}

fn say(l: &L10n, copied: Copied) -> Result<ExitCode, Failure> {
    output::line(&l.said_copied(i64::try_from(copied.rows).unwrap_or(i64::MAX)))?;
    Ok(ExitCode::SUCCESS)
}
