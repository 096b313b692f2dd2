//! Links between records of the same, and decisions that records are apart.

use jiff::Timestamp;
use qorgau_domain::value::Value;
use qorgau_domain::{BodyId, EntryId, FigureId, canonical};
use uuid::Uuid;

use crate::StoreError;
use crate::db::{Tx, fetch_all};
use crate::entries::moment;
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

/// A standing decision that two records are not of the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingApart {
    /// The decision.
    pub id: Uuid,
    /// The body in whose chain it stands.
    pub body: BodyId,
    /// The record that was asked about.
    pub entry: EntryId,
    /// The other, with the body that keeps it.
    pub other: (EntryId, BodyId),
    /// Why.
    pub reason: String,
    /// Who decided.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

type ApartRow = (Uuid, i64, Uuid, i64, String, i64, Option<Vec<u8>>);

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

    /// The standing decisions that an entry is not of the same as others that stand, the first taken first.
    ///
    /// # Errors
    /// When the database cannot be read, or what a decision says cannot.
    pub async fn apart_of(&self, entry: EntryId) -> Result<Vec<StandingApart>, StoreError> {
        let mut tx = self.once().await?;
        let rows = fetch_all!(&mut tx, ApartRow, include_str!("sql/links/apart.sql"), entry.0)?;
        rows.into_iter().map(|row| apart(entry, row)).collect()
    }
}

/// A decision that went along with a record says itself who took it and when; else its act does.
fn apart(entry: EntryId, (id, body, other, of, actor, received, bytes): ApartRow) -> Result<StandingApart, StoreError> {
    let damaged = || StoreError::Damaged(format!("what the decision {id} says cannot be read"));
    let said = canonical::decode(&bytes.ok_or_else(damaged)?).map_err(|_| damaged())?;
    let text = |key: &str| said.get(key).and_then(Value::text).map(str::to_owned);
    Ok(StandingApart {
        id,
        body: BodyId(body),
        entry,
        other: (EntryId(other), BodyId(of)),
        reason: text("@reason").unwrap_or_default(),
        by: text("@by").unwrap_or(actor),
        at: match said.get("@at") {
            Some(Value::Moment(at)) => *at,
            _ => moment(received)?,
        },
    })
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
