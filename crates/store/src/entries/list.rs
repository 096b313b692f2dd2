//! The one place where a query is composed: a register's entries by filters, in the order of a field, page by page.
//!
//! Only the number of conditions varies; every value is bound.

use qorgau_domain::{BodyId, EntryId};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::StoreError;
use crate::db::Tx;
use crate::scope::Scope;
use crate::store::Store;

/// A field lies between two keys, both included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// The field.
    pub field: String,
    /// The least key.
    pub from: Vec<u8>,
    /// The greatest key.
    pub until: Vec<u8>,
}

/// What is listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// The register.
    pub register: String,
    /// Conditions, all of which hold; at most [`MOST_FILTERS`].
    pub filters: Vec<Filter>,
    /// The field that orders, one marked `sort` in the rulebook.
    pub sort: String,
    /// The last key and entry of the page before.
    pub after: Option<(Vec<u8>, EntryId)>,
    /// How many.
    pub limit: i64,
}

/// The most conditions a listing takes.
pub const MOST_FILTERS: usize = 6;

impl Store {
    /// A page of entries, with the key each is ordered by.
    ///
    /// # Errors
    /// When there are too many conditions or the database cannot be read.
    pub async fn list(&self, scope: &Scope, listing: &Listing) -> Result<Vec<(Vec<u8>, EntryId, BodyId)>, StoreError> {
        if listing.filters.len() > MOST_FILTERS {
            return Err(StoreError::TooManyFilters {
                given: listing.filters.len(),
                most: MOST_FILTERS,
            });
        }
        let sql = compose(listing.filters.len());
        let (after_key, after_id) = listing.after.clone().map_or((Vec::new(), Uuid::nil()), |(key, id)| (key, id.0));
        let mut tx = self.read().await?;
        macro_rules! fetch {
            ($tx:expr) => {{
                let mut query = sqlx::query_as::<_, (Vec<u8>, Uuid, i64)>(AssertSqlSafe(sql))
                    .bind(listing.register.as_str())
                    .bind(listing.sort.as_str())
                    .bind(scope.root().0)
                    .bind(after_key)
                    .bind(after_id)
                    .bind(listing.limit);
                for filter in &listing.filters {
                    query = query
                        .bind(filter.field.as_str())
                        .bind(filter.from.as_slice())
                        .bind(filter.until.as_slice());
                }
                query.fetch_all(&mut **$tx).await?
            }};
        }
        let rows = match &mut tx {
            Tx::Sqlite(tx) => fetch!(tx),
            Tx::Postgres(tx) => fetch!(tx),
        };
        Ok(rows
            .into_iter()
            .map(|(key, id, body)| (key, EntryId(id), BodyId(body)))
            .filter(|(_, _, body)| scope.holds(*body))
            .collect())
    }
}

fn compose(filters: usize) -> String {
    let conditions: String = (0..filters)
        .map(|i| {
            let [field, from, until] = [7, 8, 9].map(|place| place + 3 * i);
            format!(
                "\n  AND EXISTS (SELECT 1 FROM field_key f WHERE f.entry_id = e.id AND f.register = $1 AND f.field = ${field} AND f.key BETWEEN ${from} AND ${until})"
            )
        })
        .collect();
    include_str!("../sql/entries/list.sql").replace("-- filters", &conditions)
}
