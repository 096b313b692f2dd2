//! What stands in a time: the plain parts of entries for a map, and how many there are.

use qorgau_domain::entry::Envelope;
use qorgau_domain::value::Content;
use qorgau_domain::{BodyId, EntryId, canonical};
use uuid::Uuid;

use crate::StoreError;
use crate::db::{fetch_all, fetch_optional};
use crate::scope::Scope;
use crate::store::Store;

/// The part of an entry that names nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainEntry {
    /// The entry.
    pub id: EntryId,
    /// Its body.
    pub body: BodyId,
    /// Its number, day and state.
    pub envelope: Envelope,
    /// Its fields without the personal ones.
    pub fields: Content,
}

impl Store {
    /// The plain parts of the last `most` standing entries of a register in days `from` to `until` at the scope's root and below it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn plain_entries(&self, scope: &Scope, register: &str, (from, until): (i64, i64), most: i64) -> Result<Vec<PlainEntry>, StoreError> {
        let mut tx = self.read().await?;
        let sql = include_str!("sql/entries/plain.sql");
        let rows = fetch_all!(&mut tx, (Uuid, i64, Vec<u8>), sql, register, scope.root().0, from, until, most)?;
        let inside = rows.into_iter().filter(|(_, body, _)| scope.holds(BodyId(*body)));
        inside.map(|(id, body, bytes)| plain(id, body, &bytes)).collect()
    }

    /// How many standing entries of some registers a body has in days `from` to `until`; none outside the scope.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn standing_entries(&self, scope: &Scope, registers: &[&str], body: BodyId, (from, until): (i64, i64)) -> Result<Vec<i64>, StoreError> {
        if !scope.holds(body) {
            return Ok(vec![0; registers.len()]);
        }
        let mut tx = self.read().await?;
        let mut counts = Vec::new();
        for register in registers {
            let sql = include_str!("sql/entries/standing.sql");
            let row = fetch_optional!(&mut tx, (i64,), sql, *register, body.0, from, until)?;
            counts.push(row.map_or(0, |(count,)| count));
        }
        Ok(counts)
    }
}

fn plain(id: Uuid, body: i64, bytes: &[u8]) -> Result<PlainEntry, StoreError> {
    let damaged = |what: &str| StoreError::Damaged(format!("entry {id}: {what}"));
    let content = canonical::decode(bytes).map_err(|error| damaged(&error.to_string()))?;
    let (envelope, fields) = Envelope::open(content).ok_or_else(|| damaged("its content is no entry's"))?;
    Ok(PlainEntry {
        id: EntryId(id),
        body: BodyId(body),
        envelope,
        fields,
    })
}
