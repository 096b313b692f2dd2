//! Takes or refuses papers of entries, and puts their bytes in place: in the transaction of the act, so that there is never half a paper.

use std::collections::BTreeSet;

use qorgau_domain::EntryId;
use qorgau_domain::act::{EntryDraft, RecordDraft};
use qorgau_domain::entry::EntryState;
use qorgau_domain::paper::MOST_OF_ENTRY;
use qorgau_domain::value::Content;
use uuid::Uuid;

use super::batch::Batch;
use super::{Draft, Effect, Outcome, PaperChange, PaperFile, Receipt};
use crate::StoreError;
use crate::db::{Tx, execute, fetch_all, fetch_optional};
use crate::error::Refusal;

/// How many bytes stand in one piece.
const PIECE: usize = 256 * 1024;

/// What becomes of an act about a paper that is not written: it is refused, or the entry has the paper already. `None` where it is to be
/// written, and for any other act.
pub(super) async fn decide(batch: &mut Batch<'_>, draft: &RecordDraft, effect: &Effect) -> Result<Option<Outcome>, StoreError> {
    let Effect::Paper(change) = effect else { return Ok(None) };
    let refusal = match batch.entry(EntryId(draft.subject)).await? {
        None => Some(Refusal::Absent),
        Some(known) if known.body != draft.body => Some(Refusal::Absent),
        Some(known) if !known.active => Some(Refusal::Withdrawn),
        Some(_) => None,
    };
    if let Some(refusal) = refusal {
        return Ok(Some(Err(refusal)));
    }
    let tx = &mut *batch.tx;
    match &**change {
        PaperChange::Add { hash, file, .. } => {
            let there = fetch_optional!(tx, (i64,), include_str!("../sql/papers/standing.sql"), draft.subject, hash.to_vec())?;
            if let Some((seq,)) = there {
                return Ok(Some(Ok(already_there(seq))));
            }
            if standing(&mut *batch.tx, draft.subject).await?.len() >= MOST_OF_ENTRY {
                return Ok(Some(Err(Refusal::TooManyPapers)));
            }
            let tx = &mut *batch.tx;
            let lacks = file.is_none() && fetch_optional!(tx, (i64,), include_str!("../sql/papers/length.sql"), hash.to_vec())?.is_none();
            Ok(lacks.then_some(Err(Refusal::NoPaper)))
        }
        PaperChange::Strike(id) => {
            let stands = fetch_optional!(tx, (i64,), include_str!("../sql/papers/stands.sql"), *id, draft.subject)?;
            Ok(stands.is_none().then_some(Err(Refusal::NoPaper)))
        }
    }
}

/// A paper by what goes along with it: its hash, its name, its caption.
pub(super) type Along = (Vec<u8>, String, String);

/// A paper with the entry it is brought to.
pub(super) type Brought = (Uuid, Along);

/// The papers that a batch brings.
pub(super) fn brought(drafts: &[Draft]) -> BTreeSet<Brought> {
    let added = drafts.iter().filter_map(|draft| match draft {
        Draft::Record(draft, Effect::Paper(change)) => match &**change {
            PaperChange::Add { hash, called, .. } => Some((draft.subject, (hash.to_vec(), called.name.clone(), called.caption.clone()))),
            PaperChange::Strike(_) => None,
        },
        _ => None,
    });
    added.collect()
}

/// Why an entry does not move to another body: its papers are others than those that its batch brings there. `None` for any other act. The
/// chain of its body is locked, so that no paper comes in between.
pub(super) async fn left_behind(batch: &mut Batch<'_>, draft: &EntryDraft) -> Result<Option<Refusal>, StoreError> {
    let Some(to) = draft.moved.filter(|_| draft.state == EntryState::Withdrawn) else {
        return Ok(None);
    };
    let stand: BTreeSet<Along> = standing(&mut *batch.tx, draft.id.0).await?.into_iter().collect();
    let along: BTreeSet<Along> = batch.brought.iter().filter(|(at, _)| *at == to.0).map(|(_, paper)| paper.clone()).collect();
    Ok((stand != along).then_some(Refusal::PapersChanged))
}

async fn standing(tx: &mut Tx, entry: Uuid) -> Result<Vec<Along>, StoreError> {
    Ok(fetch_all!(tx, Along, include_str!("../sql/papers/standing_of.sql"), entry)?)
}

fn already_there(seq: i64) -> Receipt {
    Receipt {
        seq,
        number: None,
        revision: 0,
        already_there: true,
    }
}

/// The personal part of an act about a paper, with its salt.
pub(super) fn personal(effect: &Effect) -> Option<(Content, [u8; 16])> {
    let Effect::Paper(change) = effect else { return None };
    match &**change {
        PaperChange::Add { called, salt, .. } => Some((called.personal(), *salt)),
        PaperChange::Strike(_) => None,
    }
}

/// Does what a taken act says.
pub(super) async fn apply(tx: &mut Tx, draft: &RecordDraft, change: &PaperChange, seq: i64) -> Result<(), StoreError> {
    match change {
        PaperChange::Add {
            id,
            hash,
            kind,
            length,
            called,
            file,
            ..
        } => {
            if let Some(file) = file {
                put(tx, hash, file).await?;
            }
            execute!(
                tx,
                include_str!("../sql/papers/add.sql"),
                *id,
                draft.subject,
                draft.body.0,
                seq,
                hash.to_vec(),
                kind.word(),
                *length,
                called.name.as_str(),
                called.caption.as_str()
            )?;
        }
        PaperChange::Strike(id) => execute!(tx, include_str!("../sql/papers/strike.sql"), *id, seq)?,
    }
    Ok(())
}

/// Puts bytes in their place unless they are there already.
async fn put(tx: &mut Tx, hash: &[u8; 32], file: &PaperFile) -> Result<(), StoreError> {
    let length = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
    let new = fetch_optional!(&mut *tx, (i64,), include_str!("../sql/papers/add_blob.sql"), hash.to_vec(), length)?;
    if new.is_none() {
        return Ok(());
    }
    for (no, piece) in (0_i64..).zip(file.bytes.chunks(PIECE)) {
        execute!(&mut *tx, include_str!("../sql/papers/add_part.sql"), hash.to_vec(), no, piece)?;
    }
    if let Some(thumbnail) = &file.thumbnail {
        execute!(&mut *tx, include_str!("../sql/papers/add_thumbnail.sql"), hash.to_vec(), thumbnail.as_slice())?;
    }
    Ok(())
}

/// Erases what the papers of an entry are called, and their bytes where no other entry holds the same.
pub(super) async fn erase(tx: &mut Tx, entry: Uuid, seq: i64) -> Result<(), StoreError> {
    let papers = fetch_all!(&mut *tx, (i64, i64, Vec<u8>), include_str!("../sql/papers/to_erase.sql"), entry)?;
    if papers.is_empty() {
        return Ok(());
    }
    execute!(&mut *tx, include_str!("../sql/papers/erase.sql"), entry, seq)?;
    let mut hashes = BTreeSet::new();
    for (body, seq, hash) in papers {
        execute!(&mut *tx, include_str!("../sql/write/erase_personal.sql"), body, seq)?;
        hashes.insert(hash);
    }
    for hash in hashes {
        if fetch_optional!(&mut *tx, (i64, i64), include_str!("../sql/papers/held.sql"), hash.clone())?.is_some() {
            continue;
        }
        execute!(&mut *tx, include_str!("../sql/papers/drop_parts.sql"), hash.clone())?;
        execute!(&mut *tx, include_str!("../sql/papers/drop_thumbnail.sql"), hash.clone())?;
        execute!(&mut *tx, include_str!("../sql/papers/drop_blob.sql"), hash)?;
    }
    Ok(())
}
