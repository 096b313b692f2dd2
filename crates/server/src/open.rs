//! Opens the store and the rulebook that the command line names.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use qorgau_app::App;
use qorgau_domain::source::{Chance, Clock};
use qorgau_rulebook::load::Files;
use qorgau_rulebook::{Rulebook, shipped};
use qorgau_store::{Location, Store, StoreError};

use crate::cli::Place;
use crate::output::{self, Failure};
use crate::source::{SystemChance, SystemClock};

/// The store's place.
pub fn location(place: &Place) -> Result<Location, Failure> {
    Ok(Location::parse(place.database.as_deref().unwrap_or(&place.data))?)
}

/// Opens a store; one made now becomes a new installation.
pub async fn store(location: &Location) -> Result<Store, Failure> {
    let fresh = SystemChance.id(SystemClock.now());
    Ok(Store::open(location, fresh).await?)
}

/// The product at work on the named store, which must be there.
pub async fn app(place: &Place) -> Result<App, Failure> {
    let location = location(place)?;
    if !Store::is_there(&location).await? {
        return Err(StoreError::NoDatabase(location.to_string()).into());
    }
    app_or_new(place).await
}

/// The product at work on the named store, which is made where there is none.
pub async fn app_or_new(place: &Place) -> Result<App, Failure> {
    let rulebook = Arc::new(rulebook(place.rulebook.as_deref())?);
    let store = store(&location(place)?).await?;
    Ok(App::new(store, rulebook, Arc::new(SystemClock), Arc::new(SystemChance)).await?)
}

/// The product on a store that may work by another rulebook still.
pub async fn app_beside(place: &Place) -> Result<App, Failure> {
    let rulebook = Arc::new(rulebook(place.rulebook.as_deref())?);
    let location = location(place)?;
    if !Store::is_there(&location).await? {
        return Err(StoreError::NoDatabase(location.to_string()).into());
    }
    let store = store(&location).await?;
    Ok(App::beside(store, rulebook, Arc::new(SystemClock), Arc::new(SystemChance)).await?)
}

/// The rulebook of a folder, or the shipped one.
pub fn rulebook(folder: Option<&Path>) -> Result<Rulebook, Failure> {
    let files = match folder {
        Some(folder) => files(folder)?,
        None => shipped::files(),
    };
    qorgau_rulebook::load(&files).map_err(|problems| {
        let first = problems.iter().take(5).map(ToString::to_string).collect::<Vec<_>>().join("\n  ");
        Failure::Refused(format!(
            "the rulebook has {} problems; `qorgau rulebook check` lists them all\n  {first}",
            problems.len()
        ))
    })
}

/// Every file below a folder as text.
pub fn files(folder: &Path) -> Result<Files, Failure> {
    let mut files = BTreeMap::new();
    walk(folder, folder, &mut files)?;
    if files.is_empty() {
        return Err(Failure::Refused(format!("{} holds no rulebook", folder.display())));
    }
    Ok(files)
}

fn walk(root: &Path, folder: &Path, files: &mut Files) -> Result<(), Failure> {
    for entry in std::fs::read_dir(folder).map_err(Failure::file(folder))? {
        let path = entry.map_err(Failure::file(folder))?.path();
        if path.is_dir() {
            walk(root, &path, files)?;
        } else if let Ok(name) = path.strip_prefix(root) {
            files.insert(name.display().to_string().replace('\\', "/"), output::text(&path)?);
        }
    }
    Ok(())
}
