//! Links between records, and decisions that two are apart: what refuses them, and what they change.

use qorgau_domain::EntryId;
use qorgau_domain::act::RecordDraft;
use uuid::Uuid;

use super::Effect;
use super::batch::Batch;
use crate::StoreError;
use crate::db::{Rows, execute, fetch_all, fetch_optional};
use crate::error::Refusal;

/// Why a link or a decision is not taken, or not taken back; `None` where it is, and for any other act.
pub(super) async fn refusal(batch: &mut Batch<'_>, draft: &RecordDraft, effect: &Effect) -> Result<Option<Refusal>, StoreError> {
    if !matches!(effect, Effect::Link(_) | Effect::Apart(_) | Effect::Unlink) {
        return Ok(None);
    }
    // Those of this very batch are read from the tables as well.
    batch.spill().await?;
    match effect {
        Effect::Link(entries) => not_linked(batch, entries).await,
        Effect::Apart(entries) => not_apart(batch, entries).await,
        _ => {
            let tx = &mut *batch.tx;
            let stands = fetch_optional!(tx, (i64,), include_str!("../sql/write/link_now.sql"), draft.subject)?;
            Ok((stands != Some((draft.body.0,))).then_some(Refusal::NoLink))
        }
    }
}

/// Why entries cannot be linked.
async fn not_linked(batch: &mut Batch<'_>, entries: &[EntryId]) -> Result<Option<Refusal>, StoreError> {
    for entry in entries {
        if let Some(refusal) = gone(batch, *entry).await? {
            return Ok(Some(refusal));
        }
        if link_of(batch, *entry).await?.is_some() {
            return Ok(Some(Refusal::Linked { entry: *entry }));
        }
        if apart_from(batch, *entry, entries).await? {
            return Ok(Some(Refusal::Apart));
        }
    }
    Ok(None)
}

/// Why two entries cannot be set apart.
async fn not_apart(batch: &mut Batch<'_>, entries: &[EntryId; 2]) -> Result<Option<Refusal>, StoreError> {
    let [one, other] = *entries;
    for entry in [one, other] {
        if let Some(refusal) = gone(batch, entry).await? {
            return Ok(Some(refusal));
        }
    }
    let link = link_of(batch, one).await?;
    if link.is_some() && link == link_of(batch, other).await? {
        return Ok(Some(Refusal::Linked { entry: one }));
    }
    let stands = apart_from(batch, one, entries).await?;
    Ok(stands.then_some(Refusal::Apart))
}

/// Why an entry can be neither linked nor set apart: it is not there, or struck through.
async fn gone(batch: &mut Batch<'_>, entry: EntryId) -> Result<Option<Refusal>, StoreError> {
    Ok(match batch.entry(entry).await? {
        None => Some(Refusal::Absent),
        Some(known) if !known.active => Some(Refusal::Withdrawn),
        Some(_) => None,
    })
}

async fn link_of(batch: &mut Batch<'_>, entry: EntryId) -> Result<Option<(Uuid,)>, StoreError> {
    let tx = &mut *batch.tx;
    Ok(fetch_optional!(tx, (Uuid,), include_str!("../sql/write/link_of_entry.sql"), entry.0)?)
}

/// Whether an entry stands apart from any of these.
async fn apart_from(batch: &mut Batch<'_>, entry: EntryId, others: &[EntryId]) -> Result<bool, StoreError> {
    let tx = &mut *batch.tx;
    let apart = fetch_all!(tx, (Uuid,), include_str!("../sql/write/apart_of_entry.sql"), entry.0)?;
    Ok(apart.iter().any(|(other,)| others.contains(&EntryId(*other))))
}

/// Writes a link or a decision, or ends it.
pub(super) async fn apply(batch: &mut Batch<'_>, draft: &RecordDraft, effect: &Effect, seq: i64) -> Result<(), StoreError> {
    match effect {
        Effect::Link(entries) => stand(&mut batch.buffer.links, draft, entries, seq),
        Effect::Apart(entries) => stand(&mut batch.buffer.apart, draft, entries, seq),
        _ => {
            let tx = &mut *batch.tx;
            execute!(tx, include_str!("../sql/write/end_link.sql"), draft.subject, seq)?;
            execute!(tx, include_str!("../sql/write/end_apart.sql"), draft.subject, seq)?;
        }
    }
    Ok(())
}

fn stand(rows: &mut Rows, draft: &RecordDraft, entries: &[EntryId], seq: i64) {
    for (rank, entry) in (1_i64..).zip(entries) {
        rows.push([draft.subject.into(), rank.into(), entry.0.into(), draft.body.0.into(), seq.into(), 0.into()]);
    }
}
