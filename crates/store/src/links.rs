//! Links between records of one fact.

use qorgau_domain::{BodyId, EntryId, FigureId};
use uuid::Uuid;

use crate::StoreError;
use crate::db::{Tx, fetch_all};
use crate::store::Store;

/// What a linked record counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Linked {
    /// The link.
    pub link: Uuid,
    /// The record's rank: where several count, the lowest rank stays.
    pub rank: i64,
    /// The body that keeps the record.
    pub body: BodyId,
    /// The figure.
    pub figure: FigureId,
    /// The day, or first day.
    pub day: i64,
    /// The last day of a span.
    pub until: Option<i64>,
    /// How much.
    pub amount: i64,
}

/// A link that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingLink {
    /// The link.
    pub id: Uuid,
    /// The body in whose chain it stands.
    pub body: BodyId,
    /// Its standing entries, the one that counts first, each with the body that keeps it.
    pub entries: Vec<(EntryId, BodyId)>,
}

impl Store {
    /// The link that an entry stands in.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn link_of(&self, entry: EntryId) -> Result<Option<StandingLink>, StoreError> {
        let mut tx = self.once().await?;
        let rows = fetch_all!(&mut tx, (Uuid, i64, Uuid, i64), include_str!("sql/links/of_entry.sql"), entry.0)?;
        Ok(rows.first().map(|(id, body, ..)| StandingLink {
            id: *id,
            body: BodyId(*body),
            entries: rows.iter().map(|(_, _, entry, of)| (EntryId(*entry), BodyId(*of))).collect(),
        }))
    }
}

/// What the records of all standing links count for.
pub(crate) async fn linked(tx: &mut Tx) -> Result<Vec<Linked>, StoreError> {
    let rows = fetch_all!(tx, (Uuid, i64, i64, i64, i64, Option<i64>, i64), include_str!("sql/links/standing.sql"))?;
    let linked = |(link, rank, body, figure, day, until, amount)| Linked {
        link,
        rank,
        body: BodyId(body),
        figure: FigureId(figure),
        day,
        until,
        amount,
    };
    Ok(rows.into_iter().map(linked).collect())
}
