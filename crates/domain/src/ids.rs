//! Names of things: newtypes, so that one cannot stand for another.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A body of the service, by a surrogate that outlives its codes and names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BodyId(pub i64);

/// A figure of the returns, by the number the installation gave its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureId(pub i64);

/// An entry, by the identity that whoever entered it made; sending it twice stores it once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntryId(pub Uuid);

impl EntryId {
    /// The identity of a fact that a source outside already names: the same source and name give the same entry.
    #[must_use]
    pub fn of_source(register: &str, source: &str, name: &str) -> Self {
        let text = format!("{register}\u{1f}{source}\u{1f}{name}");
        EntryId(Uuid::new_v5(&Uuid::from_u128(0x51c0_27a7_2002_4011_8a14_716f_7267_6175), text.as_bytes()))
    }
}

impl std::fmt::Display for EntryId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
