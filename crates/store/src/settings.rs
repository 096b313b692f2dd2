//! The few things an installation remembers of itself.

use crate::StoreError;
use crate::db::{Tx, execute, fetch_optional};

/// The installation's identity.
pub(crate) const INSTALLATION: &str = "installation";
/// The hash of the rulebook it works by.
pub(crate) const RULEBOOK: &str = "rulebook";
/// Whether the country in it is the made-up one.
pub(crate) const EXAMPLE: &str = "example";
/// How often the tree of bodies has changed.
pub(crate) const TREE: &str = "tree";
/// The version of the tables.
pub(crate) const SCHEMA: &str = "schema";

pub(crate) async fn get(tx: &mut Tx, name: &str) -> Result<Option<String>, StoreError> {
    let row = fetch_optional!(tx, (String,), include_str!("sql/settings/get.sql"), name)?;
    Ok(row.map(|(value,)| value))
}

pub(crate) async fn set(tx: &mut Tx, name: &str, value: &str) -> Result<(), StoreError> {
    Ok(execute!(tx, include_str!("sql/settings/set.sql"), name, value)?)
}
