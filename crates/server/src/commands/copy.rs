//! backup, restore, copy: one way of copying a whole database.

use std::path::Path;
use std::process::ExitCode;

use qorgau_store::Location;

use crate::cli::Place;
use crate::open;
use crate::output::{self, Failure};

/// Writes everything into one file.
pub async fn backup(place: &Place, file: &Path) -> Result<ExitCode, Failure> {
    if file.exists() {
        return Err(Failure::Refused(format!("{} is there already; name a file that is not", file.display())));
    }
    between(&open::location(place)?, &Location::File(file.to_owned()), &file.display().to_string()).await
}

/// Fills an empty database from a backup.
pub async fn restore(place: &Place, file: &Path) -> Result<ExitCode, Failure> {
    if !file.exists() {
        return Err(Failure::Refused(format!("{} is not there", file.display())));
    }
    between(&Location::File(file.to_owned()), &open::location(place)?, "the database").await
}

/// Copies a database of either engine to an empty one of either.
pub async fn copy(from: &str, to: &str) -> Result<ExitCode, Failure> {
    between(&Location::parse(from)?, &Location::parse(to)?, to).await
}

async fn between(from: &Location, to: &Location, named: &str) -> Result<ExitCode, Failure> {
    if from == to {
        return Err(Failure::Usage("source and target are the same".to_owned()));
    }
    let source = open::store(from).await?;
    let target = open::store(to).await?;
    let copied = qorgau_store::copy(&source, &target, named).await?;
    target.close().await;
    source.close().await;
    output::line(&format!("{} rows copied", copied.rows))?;
    Ok(ExitCode::SUCCESS)
}
