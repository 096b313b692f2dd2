//! Documents: how they stand, and what befell them.

use jiff::Timestamp;
use qorgau_domain::BodyId;
use qorgau_domain::canonical;
use qorgau_domain::document::{Life, State, Step};
use qorgau_domain::value::Content;
use uuid::Uuid;

use crate::StoreError;
use crate::db::{Rows, fetch_all, fetch_optional, fetch_rows};
use crate::entries::moment;
use crate::scope::Scope;
use crate::store::Store;

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

/// A document as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its identity, the same in every version.
    pub id: Uuid,
    /// Whose.
    pub body: BodyId,
    /// Its kind.
    pub kind: String,
    /// For which period, as written.
    pub period: String,
    /// How it stands.
    pub life: Life,
}

/// A step that was taken, without who took it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The document.
    pub id: Uuid,
    /// Whose document.
    pub body: BodyId,
    /// Its kind.
    pub kind: String,
    /// For which period, as written.
    pub period: String,
    /// Which step of the document's life, from 1.
    pub no: i64,
    /// What was done.
    pub step: Step,
    /// When the server took it.
    pub at: Timestamp,
}

/// A step of one document, with what was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Which step of the document's life, from 1.
    pub no: i64,
    /// What was done.
    pub step: Step,
    /// With which version.
    pub version: i64,
    /// In whose chain.
    pub body: BodyId,
    /// Which act of it.
    pub seq: i64,
    /// Who did it.
    pub actor: String,
    /// When the server took it.
    pub at: Timestamp,
    /// What the act says.
    pub said: Content,
}

/// A row of the table of documents.
pub(crate) type DocumentRow = (Uuid, i64, String, String, i64, String, i64, String);
type SentRow = (Uuid, i64, String, String, i64, String, i64, String, i64);
type TakenRow = (Uuid, i64, String, String, i64, String, i64);
type ToldRow = (i64, String, i64, i64, i64, String, i64, Option<Vec<u8>>);

impl Store {
    /// A document of the scope's bodies.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn document(&self, scope: &Scope, id: Uuid) -> Result<Option<Document>, StoreError> {
        let mut tx = self.once().await?;
        let row = fetch_optional!(&mut tx, DocumentRow, include_str!("sql/documents/get.sql"), id)?;
        let found = row.map(document).transpose()?;
        Ok(found.filter(|document| scope.holds(document.body)))
    }

    /// The documents of some of the scope's bodies, in no order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn documents(&self, scope: &Scope, bodies: impl IntoIterator<Item = BodyId>) -> Result<Vec<Document>, StoreError> {
        let mut tx = self.read().await?;
        let asked = asked(scope, bodies);
        let rows = fetch_rows!(&mut tx, DocumentRow, include_str!("sql/documents/of_bodies.sql"), asked);
        rows.into_iter().map(document).collect()
    }

    /// The same, each with the moment it was last sent.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn documents_sent(&self, scope: &Scope, bodies: impl IntoIterator<Item = BodyId>) -> Result<Vec<(Document, Option<Timestamp>)>, StoreError> {
        let mut tx = self.read().await?;
        let asked = asked(scope, bodies);
        let rows = fetch_rows!(&mut tx, SentRow, include_str!("sql/documents/of_bodies_sent.sql"), asked);
        let read = |(id, body, kind, period, version, state, steps, prepared_by, sent_at): SentRow| {
            let sent = if sent_at > 0 { Some(moment(sent_at)?) } else { None };
            Ok((document((id, body, kind, period, version, state, steps, prepared_by))?, sent))
        };
        rows.into_iter().map(read).collect()
    }

    /// What befell the documents of some of the scope's bodies, in the order in which it did.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn taken(&self, scope: &Scope, bodies: impl IntoIterator<Item = BodyId>) -> Result<Vec<Taken>, StoreError> {
        let mut tx = self.read().await?;
        let asked = asked(scope, bodies);
        let rows = fetch_rows!(&mut tx, TakenRow, include_str!("sql/documents/steps_of_bodies.sql"), asked);
        let mut taken = rows.into_iter().map(self::taken).collect::<Result<Vec<_>, _>>()?;
        taken.sort_by_key(|taken| (taken.id, taken.no));
        Ok(taken)
    }

    /// The documents that a body received last between two days of UTC and did not send back, each with that step.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn received(&self, by: BodyId, (first, last): (i64, i64)) -> Result<Vec<Taken>, StoreError> {
        let mut tx = self.once().await?;
        let sql = include_str!("sql/documents/received.sql");
        let rows = fetch_all!(&mut tx, TakenRow, sql, by.0, first * DAY, (last + 1) * DAY - 1)?;
        let mut received = rows.into_iter().map(taken).collect::<Result<Vec<_>, _>>()?;
        received.sort_by_key(|taken| (taken.at, taken.id));
        Ok(received)
    }

    /// What befell a document, the first first, with what was said. The superior's steps are told with it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn trail(&self, scope: &Scope, id: Uuid) -> Result<Vec<Told>, StoreError> {
        if self.document(scope, id).await?.is_none() {
            return Ok(Vec::new());
        }
        let mut tx = self.once().await?;
        let rows = fetch_all!(&mut tx, ToldRow, include_str!("sql/documents/trail.sql"), id)?;
        rows.into_iter().map(|row| told(id, row)).collect()
    }
}

fn asked(scope: &Scope, bodies: impl IntoIterator<Item = BodyId>) -> Rows {
    let mut asked = Rows::default();
    for body in bodies.into_iter().filter(|body| scope.holds(*body)) {
        asked.push([body.0.into()]);
    }
    asked
}

fn no_step(id: Uuid, word: &str) -> StoreError {
    StoreError::Damaged(format!("document {id}: `{word}` is no step"))
}

pub(crate) fn document((id, body, kind, period, version, state, steps, prepared_by): DocumentRow) -> Result<Document, StoreError> {
    let state = State::of_word(&state).ok_or_else(|| StoreError::Damaged(format!("document {id}: `{state}` is no state")))?;
    Ok(Document {
        id,
        body: BodyId(body),
        kind,
        period,
        life: Life {
            steps,
            version,
            state,
            prepared_by,
        },
    })
}

fn taken((id, body, kind, period, no, step, at): TakenRow) -> Result<Taken, StoreError> {
    Ok(Taken {
        id,
        body: BodyId(body),
        kind,
        period,
        no,
        step: Step::of_word(&step).ok_or_else(|| no_step(id, &step))?,
        at: moment(at)?,
    })
}

fn told(id: Uuid, (no, step, version, body, seq, actor, at, bytes): ToldRow) -> Result<Told, StoreError> {
    let bytes = bytes.ok_or_else(|| StoreError::Damaged(format!("document {id}: what its act {seq} says is not there")))?;
    let said = canonical::decode(&bytes).map_err(|error| StoreError::Damaged(format!("document {id}: {error}")))?;
    Ok(Told {
        no,
        step: Step::of_word(&step).ok_or_else(|| no_step(id, &step))?,
        version,
        body: BodyId(body),
        seq,
        actor,
        at: moment(at)?,
        said,
    })
}
