//! Takes or refuses steps of documents. Their rows are locked with the chains, so that two bodies cannot take two steps at once.

use qorgau_domain::BodyId;
use qorgau_domain::act::RecordDraft;
use qorgau_domain::document::Life;
use uuid::Uuid;

use super::batch::Batch;
use super::{Draft, Effect};
use crate::StoreError;
use crate::db::{Rows, Tx, execute, fetch_optional, fetch_rows};
use crate::documents::{Document, DocumentRow, document};
use crate::error::Refusal;

/// Reads and locks the documents that acts are about, in the order of their ids.
pub(super) async fn lock(tx: &mut Tx, drafts: &[Draft]) -> Result<Vec<Document>, StoreError> {
    let mut asked = Rows::default();
    for draft in drafts {
        if let Draft::Record(draft, Effect::Document(_)) = draft {
            asked.push([draft.subject.into()]);
        }
    }
    let rows = fetch_rows!(tx, DocumentRow, include_str!("../sql/write/lock_document.sql"), asked);
    rows.into_iter().map(document).collect()
}

/// How a document stands after a step, or why the step is not taken; `None` for any other act.
pub(super) async fn decide(batch: &mut Batch<'_>, draft: &RecordDraft, effect: &Effect) -> Result<Option<Result<Document, Refusal>>, StoreError> {
    let Effect::Document(step) = effect else { return Ok(None) };
    let before = batch.documents.get(&draft.subject);
    let about = (step.of, step.kind.as_str(), step.period.as_str());
    if before.is_some_and(|before| (before.body, before.kind.as_str(), before.period.as_str()) != about) {
        return Ok(Some(Err(Refusal::NoDocument)));
    }
    let life = match Life::after(before.map(|before| &before.life), step.seen, step.step, &draft.stamp.actor) {
        Ok(life) => life,
        Err(wrong) => return Ok(Some(Err(Refusal::Document(wrong)))),
    };
    if before.is_none() && named(batch, step.of, &step.kind, &step.period).await?.is_some() {
        return Ok(Some(Err(Refusal::Document(qorgau_domain::document::Wrong::Stale))));
    }
    Ok(Some(Ok(Document {
        id: draft.subject,
        body: step.of,
        kind: step.kind.clone(),
        period: step.period.clone(),
        life,
    })))
}

/// The document of a body for a period; asked under the lock of the body's chain, in which alone a document begins.
async fn named(batch: &mut Batch<'_>, body: BodyId, kind: &str, period: &str) -> Result<Option<Uuid>, StoreError> {
    let same = |known: &&Document| known.body == body && known.kind == kind && known.period == period;
    if let Some(known) = batch.documents.values().find(same) {
        return Ok(Some(known.id));
    }
    let tx = &mut *batch.tx;
    let found = fetch_optional!(tx, (Uuid,), include_str!("../sql/write/document_named.sql"), body.0, kind, period)?;
    Ok(found.map(|(id,)| id))
}

/// Writes a step that was taken.
pub(super) async fn apply(batch: &mut Batch<'_>, draft: &RecordDraft, effect: &Effect, seq: i64, now: Document) -> Result<(), StoreError> {
    let Effect::Document(step) = effect else { return Ok(()) };
    let Document { id, body, kind, period, life } = &now;
    let tx = &mut *batch.tx;
    execute!(
        tx,
        include_str!("../sql/write/document.sql"),
        *id,
        body.0,
        kind.as_str(),
        period.as_str(),
        life.version,
        life.state.word(),
        life.steps,
        life.prepared_by.as_str()
    )?;
    let at = draft.stamp.received_at.as_microsecond();
    let sql = include_str!("../sql/write/document_step.sql");
    execute!(tx, sql, *id, life.steps, step.step.word(), life.version, draft.body.0, seq, at)?;
    batch.documents.insert(now.id, now);
    Ok(())
}
