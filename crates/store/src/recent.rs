//! What somebody entered lately.

use jiff::Timestamp;
use qorgau_domain::entry::Number;
use qorgau_domain::{BodyId, EntryId};
use uuid::Uuid;

use crate::StoreError;
use crate::db::{fetch_all, fetch_optional};
use crate::entries::moment;
use crate::scope::Scope;
use crate::store::Store;

/// How many acts back are looked through.
const BACK: i64 = 3000;
/// How many entries come back.
const MOST: usize = 8;

/// An entry that somebody wrote or corrected lately.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recent {
    /// The entry.
    pub id: EntryId,
    /// Its register.
    pub register: String,
    /// Its number there.
    pub number: Number,
    /// When it was last written by him.
    pub at: Timestamp,
}

impl Store {
    /// The entries that an actor wrote or corrected last in the chain of a body, the last first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn recent(&self, scope: &Scope, body: BodyId, actor: &str) -> Result<Vec<Recent>, StoreError> {
        if !scope.holds(body) {
            return Ok(Vec::new());
        }
        let mut tx = self.read().await?;
        let head = fetch_optional!(&mut tx, (i64,), include_str!("sql/entries/head.sql"), body.0)?;
        let after = head.map_or(0, |(seq,)| seq - BACK);
        let sql = include_str!("sql/entries/mine.sql");
        let rows = fetch_all!(&mut tx, (Uuid, String, i64, i64, i64), sql, body.0, actor, after)?;
        let mut found: Vec<Recent> = Vec::new();
        for (id, register, year, number, at) in rows {
            if found.len() < MOST && found.iter().all(|known| known.id != EntryId(id)) {
                found.push(Recent {
                    id: EntryId(id),
                    register,
                    number: Number { year, number },
                    at: moment(at)?,
                });
            }
        }
        Ok(found)
    }
}
