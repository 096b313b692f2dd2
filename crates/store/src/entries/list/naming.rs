//! Entries that name others: whoever is found is found with what says his name.

use qorgau_domain::{BodyId, EntryId};
use uuid::Uuid;

use super::compose::{self, Reach};
use crate::StoreError;
use crate::scope::Scope;
use crate::store::Store;

/// An entry that names another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming {
    /// Its register.
    pub register: String,
    /// The entry.
    pub id: EntryId,
    /// Whose it is.
    pub body: BodyId,
    /// The entry it names.
    pub named: EntryId,
}

/// No more keys of a register than these are looked at.
const MOST_KEYS: i64 = 2_000;

/// No more of them than these are handed on; of a reader of many bodies some may be others'.
const MOST_READ: i64 = 200;

impl Store {
    /// The entries of registers that name one of some entries, each register as far as its scope reaches, the last first; struck-through ones
    /// too. One statement, whatever is asked.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn naming(&self, asked: &[(String, Scope)], named: &[EntryId]) -> Result<Vec<Naming>, StoreError> {
        if asked.is_empty() || named.is_empty() {
            return Ok(Vec::new());
        }
        let reached: Vec<(String, Reach)> = asked.iter().map(|(register, scope)| (register.clone(), Reach::of(scope))).collect();
        let ids: Vec<Uuid> = named.iter().map(|id| id.0).collect();
        let mut tx = self.read().await?;
        let query = compose::naming(&reached, &ids, (MOST_KEYS, MOST_READ));
        let mut rows = query.fetch_all::<(String, Vec<u8>, Uuid, i64, i64)>(&mut tx).await?;
        rows.sort_by_key(|row| std::cmp::Reverse((row.4, row.2)));
        let holds = |register: &str, body: BodyId| asked.iter().any(|(of, scope)| of == register && scope.holds(body));
        let naming = rows.into_iter().filter_map(|(register, key, id, body, _)| {
            Some(Naming {
                named: EntryId(Uuid::from_slice(&key).ok()?),
                id: EntryId(id),
                body: BodyId(body),
                register,
            })
        });
        Ok(naming.filter(|naming| holds(&naming.register, naming.body)).collect())
    }
}
