//! Takes or refuses one act, and gathers what it changes.

use std::collections::BTreeSet;

use qorgau_domain::act::{EntryDraft, Key, Kind, RecordDraft};
use qorgau_domain::canonical;
use qorgau_domain::entry::{EntryState, Envelope, Number};
use qorgau_domain::time::date_of;
use qorgau_domain::value::Content;
use qorgau_domain::{BodyId, BodyVersion, Contribution, EntryId, FigureId, Month, Tree, TreeFault};
use uuid::Uuid;

use super::batch::{Batch, First, Known, UniqueKey};
use super::buffer::{Heading, Part, key_row};
use super::{Draft, Effect, Outcome, Receipt};
use super::{absences, accounts, cut_overs, documents, links, papers};
use crate::StoreError;
use crate::bodies;
use crate::db::{Param, Tx, execute, fetch_all};
use crate::error::Refusal;

pub(super) async fn decide(batch: &mut Batch<'_>, draft: &Draft) -> Result<Outcome, StoreError> {
    if let Some(refusal) = batch.closed.get(&draft.body()) {
        return Ok(Err(refusal.clone()));
    }
    match draft {
        Draft::Entry(draft, unique) => entry(batch, draft, unique).await,
        Draft::Record(draft, effect) => record(batch, draft, effect).await,
    }
}

async fn entry(batch: &mut Batch<'_>, draft: &EntryDraft, unique: &[Key]) -> Result<Outcome, StoreError> {
    let known = batch.entry(draft.id).await?;
    let number = match (&known, draft.based_on) {
        (Some(known), None) if known.body == draft.body && known.register == draft.register => {
            return again(batch, draft, known).await;
        }
        (Some(_), None) => return Ok(Err(Refusal::Changed { fields: Vec::new() })),
        (None, Some(_)) => return Ok(Err(Refusal::Absent)),
        (Some(known), Some(_)) if known.body != draft.body || known.register != draft.register => return Ok(Err(Refusal::Absent)),
        (Some(known), Some(_)) if !known.active => return Ok(Err(Refusal::Withdrawn)),
        (Some(known), Some(based_on)) if known.revision != based_on => return Ok(Err(Refusal::Stale { current: known.revision })),
        (Some(known), Some(_)) if known.book != draft.book => return Ok(Err(Refusal::OtherBook)),
        (Some(known), Some(_)) => Number {
            year: known.year,
            number: known.number,
        },
        (None, None) => Number { year: draft.year, number: 0 },
    };
    if let Some(refusal) = not_unique(batch, draft, unique) {
        return Ok(Err(refusal));
    }
    if let Some(refusal) = papers::left_behind(batch, draft).await? {
        return Ok(Err(refusal));
    }
    hold(batch, draft, unique);
    if known.as_ref().is_some_and(|known| known.fresh) {
        batch.spill().await?;
    }
    let number = if known.is_some() { number } else { next_number(batch, draft) };
    write_entry(batch, draft, known.as_ref(), number).await.map(Ok)
}

/// An entry is sent as new although it is there: the same content is taken as sent twice, other content is refused.
async fn again(batch: &mut Batch<'_>, draft: &EntryDraft, known: &Known) -> Result<Outcome, StoreError> {
    let first = batch.first(draft.id).await?;
    let fields = first.map(|first| differing(&first, draft)).transpose()?.unwrap_or_default();
    if !fields.is_empty() {
        return Ok(Err(Refusal::Changed { fields }));
    }
    let number = Some(Number {
        year: known.year,
        number: known.number,
    });
    Ok(Ok(Receipt {
        seq: known.seq,
        number,
        revision: known.revision,
        already_there: true,
    }))
}

/// The fields in which a draft says something else than an entry's first revision.
fn differing(first: &First, draft: &EntryDraft) -> Result<Vec<String>, StoreError> {
    let damaged = || StoreError::Damaged(format!("the first revision of entry {} cannot be read", draft.id));
    let read = |bytes: &[u8]| canonical::decode(bytes).map_err(|_| damaged());
    let (_, plain) = Envelope::open(read(&first.plain)?).ok_or_else(damaged)?;
    let mut fields = unlike(&plain, &draft.plain);
    match &first.personal {
        Some(personal) => fields.extend(unlike(&read(personal)?, &draft.personal)),
        // What was erased can no longer be compared.
        None if first.had_personal => {}
        None => fields.extend(draft.personal.keys().cloned()),
    }
    Ok(fields)
}

fn unlike(one: &Content, other: &Content) -> Vec<String> {
    let fields: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    fields.into_iter().filter(|field| one.get(*field) != other.get(*field)).cloned().collect()
}

fn next_number(batch: &mut Batch<'_>, draft: &EntryDraft) -> Number {
    let last = batch.numbering.entry((draft.register.clone(), draft.book, draft.year)).or_default();
    *last += 1;
    Number {
        year: draft.year,
        number: *last,
    }
}

fn not_unique(batch: &Batch<'_>, draft: &EntryDraft, unique: &[Key]) -> Option<Refusal> {
    if draft.state == EntryState::Withdrawn {
        return None;
    }
    unique.iter().find_map(|key| {
        let holders = batch.holders.get(&place(draft, key))?;
        let other = *holders.iter().find(|other| **other != draft.id)?;
        let field = key.field.clone();
        Some(Refusal::NotUnique { field, other })
    })
}

fn place(draft: &EntryDraft, key: &Key) -> UniqueKey {
    (draft.register.clone(), draft.book, key.field.clone(), key.key.clone())
}

/// The entry lets go of the keys it held, and holds these while it stands.
fn hold(batch: &mut Batch<'_>, draft: &EntryDraft, unique: &[Key]) {
    if draft.based_on.is_some() {
        for holders in batch.holders.values_mut() {
            holders.remove(&draft.id);
        }
    }
    if draft.state == EntryState::Active {
        for key in unique {
            batch.holders.entry(place(draft, key)).or_default().insert(draft.id);
        }
    }
}

async fn write_entry(batch: &mut Batch<'_>, draft: &EntryDraft, known: Option<&Known>, number: Number) -> Result<Receipt, StoreError> {
    let now = Known {
        body: draft.body,
        register: draft.register.clone(),
        book: known.map_or(draft.book, |known| known.book),
        year: number.year,
        number: number.number,
        revision: known.map_or(1, |known| known.revision + 1),
        active: draft.state == EntryState::Active,
        seq: 0,
        fresh: true,
    };
    let seq = append(batch, draft, &now)?;
    let now = Known { seq, ..now };
    batch.buffer.entries.insert(draft.id.0, entry_row(draft, &now));
    let revision = now.revision;
    batch
        .buffer
        .revisions
        .push([draft.id.0.into(), revision.into(), draft.body.0.into(), seq.into()]);
    count(batch, draft, known.is_some(), seq).await?;
    keys(batch, draft, known.is_some(), number).await?;
    batch.known.insert(draft.id, Some(now));
    Ok(Receipt {
        seq,
        number: Some(number),
        revision,
        already_there: false,
    })
}

/// Appends the entry's act to the chain of its body; its place there comes back.
fn append(batch: &mut Batch<'_>, draft: &EntryDraft, now: &Known) -> Result<i64, StoreError> {
    let envelope = Envelope {
        register: draft.register.clone(),
        form: draft.form,
        revision: now.revision,
        book: now.book,
        number: Number {
            year: now.year,
            number: now.number,
        },
        day: draft.day.map(date_of),
        state: draft.state,
        reason: draft.reason.clone(),
        moved: draft.moved,
    };
    let sealed = envelope.seal(&draft.plain);
    let Some(head) = batch.heads.get_mut(&draft.body) else {
        return Err(StoreError::Damaged(format!("the chain of body {} is not locked", draft.body.0)));
    };
    let [plain_salt, personal_salt] = &draft.salts;
    let plain = Part {
        content: &sealed,
        salt: plain_salt,
    };
    let personal = (!draft.personal.is_empty()).then_some(Part {
        content: &draft.personal,
        salt: personal_salt,
    });
    let heading = Heading {
        body: draft.body,
        kind: Kind::Entry.word(),
        subject: draft.id.0,
        stamp: &draft.stamp,
    };
    batch.buffer.act(head, &heading, plain, personal);
    Ok(head.seq)
}

fn entry_row(draft: &EntryDraft, now: &Known) -> [Param; 10] {
    [
        draft.id.0.into(),
        draft.body.0.into(),
        draft.register.as_str().into(),
        now.book.0.into(),
        now.year.into(),
        now.number.into(),
        draft.day.into(),
        now.revision.into(),
        draft.state.word().into(),
        now.seq.into(),
    ]
}

pub(super) type ContributionRow = (i64, i64, i64, i64, i64, Option<i64>, i64, String);

/// Counts an entry. Events of days that opening totals from paper count are left out.
async fn count(batch: &mut Batch<'_>, draft: &EntryDraft, corrects: bool, seq: i64) -> Result<(), StoreError> {
    let mut new: Vec<Contribution> = if draft.state == EntryState::Active {
        draft.contributions.clone()
    } else {
        Vec::new()
    };
    if let Some(covered) = batch.covered.get(&draft.body) {
        new.retain(|made| made.until.is_some() || !covered.counts(&draft.register, made.day));
    }
    let mut old = Vec::new();
    if corrects {
        let tx = &mut *batch.tx;
        old = fetch_all!(tx, ContributionRow, include_str!("../sql/write/contributions_of_entry.sql"), draft.id.0)?;
    }
    recount(batch, draft.body, old, new, seq).await?;
    if let Some(day) = draft.day {
        let since = batch.buffer.kept.entry((draft.body.0, draft.register.clone())).or_insert(i64::MAX);
        *since = (*since).min(Month::of_day(day).0);
    }
    Ok(())
}

/// Ends the old contributions that are not among the new, adds the new ones that are not among the old, and moves the cells by the difference.
pub(super) async fn recount(batch: &mut Batch<'_>, body: BodyId, old: Vec<ContributionRow>, mut new: Vec<Contribution>, seq: i64) -> Result<(), StoreError> {
    for (made, item, figure, row, day, until, amount, dimension) in old {
        let old = Contribution {
            figure: FigureId(figure),
            row,
            day,
            until,
            amount,
            dimension,
        };
        if let Some(at) = new.iter().position(|kept| *kept == old) {
            new.remove(at);
            continue;
        }
        let tx = &mut *batch.tx;
        execute!(tx, include_str!("../sql/write/end_contribution.sql"), body.0, made, item, seq)?;
        batch.buffer.cell(body, &old, -1);
    }
    for (item, contribution) in (1..).zip(&new) {
        batch.buffer.contribute(body, seq, item, contribution);
    }
    Ok(())
}

async fn keys(batch: &mut Batch<'_>, draft: &EntryDraft, corrects: bool, number: Number) -> Result<(), StoreError> {
    if corrects {
        let tx = &mut *batch.tx;
        execute!(tx, include_str!("../sql/write/drop_keys.sql"), draft.id.0)?;
    }
    let number = Key::of_number(number);
    for key in draft.keys.iter().chain([&number]) {
        let row = key_row(&draft.register, draft.body, draft.day, draft.id, key);
        batch.buffer.keys.push(row);
    }
    Ok(())
}

/// Why an act other than an entry's is not taken, documents and papers aside.
async fn refused(batch: &mut Batch<'_>, draft: &RecordDraft, effect: &Effect) -> Result<Option<Refusal>, StoreError> {
    if let Some(refusal) = links::refusal(batch, draft, effect).await? {
        return Ok(Some(refusal));
    }
    if let Effect::Body { before, after } = effect {
        if bodies::of(batch.tx, draft.body).await? != *before {
            return Ok(Some(Refusal::BodyChanged));
        }
        if batch.sole
            && let Some(refusal) = breaks_the_tree(batch.tx, draft.body, after).await?
        {
            return Ok(Some(refusal));
        }
    }
    if matches!(effect, Effect::Erase) && batch.entry(EntryId(draft.subject)).await?.is_none() {
        return Ok(Some(Refusal::Absent));
    }
    if let Some(refusal) = accounts::refusal(batch.tx, draft, effect).await? {
        return Ok(Some(refusal));
    }
    cut_overs::refusal(batch, draft, effect).await
}

async fn record(batch: &mut Batch<'_>, draft: &RecordDraft, effect: &Effect) -> Result<Outcome, StoreError> {
    if let Some(refusal) = refused(batch, draft, effect).await? {
        return Ok(Err(refusal));
    }
    if let Some(outcome) = papers::decide(batch, draft, effect).await? {
        return Ok(outcome);
    }
    let document = match documents::decide(batch, draft, effect).await? {
        Some(Err(refusal)) => return Ok(Err(refusal)),
        Some(Ok(document)) => Some(document),
        None => None,
    };
    let Some(head) = batch.heads.get_mut(&draft.body) else {
        return Ok(Err(Refusal::NoBody));
    };
    let heading = Heading {
        body: draft.body,
        kind: draft.kind.word(),
        subject: draft.subject,
        stamp: &draft.stamp,
    };
    batch.buffer.act(
        head,
        &heading,
        Part {
            content: &draft.plain,
            salt: &draft.salt,
        },
        papers::personal(effect).as_ref().map(|(content, salt)| Part { content, salt }),
    );
    let seq = head.seq;
    match document {
        Some(document) => documents::apply(batch, draft, effect, seq, document).await?,
        None => apply(batch, draft, effect, seq).await?,
    }
    Ok(Ok(Receipt {
        seq,
        number: None,
        revision: 0,
        already_there: false,
    }))
}

/// Why versions make no tree with what others changed since the act was made ready: a ring, a code borne twice, a body under one that is
/// closed. Asked where no other act of the batch could mend it.
async fn breaks_the_tree(tx: &mut Tx, body: BodyId, after: &[BodyVersion]) -> Result<Option<Refusal>, StoreError> {
    let now = bodies::versions(tx).await?;
    let others = now.iter().filter(|version| version.id != body).cloned();
    let then = Tree::new(others.chain(after.iter().cloned()));
    let now = Tree::new(now);
    let known = now.faults();
    let breaks = |fault: TreeFault| matches!(fault, TreeFault::Ring | TreeFault::SameCode(_) | TreeFault::UnderClosed(_));
    let mut new = then.faults().into_iter().filter(|fault| breaks(fault.1) && !known.contains(fault));
    Ok(new.next().map(|(version, fault)| Refusal::Tree {
        code: version.code.clone(),
        fault,
    }))
}

async fn apply(batch: &mut Batch<'_>, draft: &RecordDraft, effect: &Effect, seq: i64) -> Result<(), StoreError> {
    match effect {
        Effect::Body { after, .. } => body(batch, after).await?,
        Effect::Link(_) | Effect::Apart(_) | Effect::Unlink => links::apply(batch, draft, effect, seq).await?,
        Effect::Erase => {
            erase(batch, draft.subject).await?;
            papers::erase(batch.tx, draft.subject, seq).await?;
        }
        Effect::Paper(change) => papers::apply(batch.tx, draft, change, seq).await?,
        Effect::Territory(geometry) => {
            let tx = &mut *batch.tx;
            execute!(tx, include_str!("../sql/write/territory.sql"), draft.body.0, geometry.as_str())?;
        }
        Effect::Account(_) | Effect::Grant { .. } | Effect::Revoke(_) => accounts::apply(batch.tx, draft, effect, seq).await?,
        Effect::Absence(_) | Effect::AbsenceEnds { .. } | Effect::Give(_) | Effect::TakeBack { .. } => {
            absences::apply(batch.tx, draft, effect, seq).await?;
        }
        Effect::CutOver(start) => cut_overs::apply(batch, draft.body, start, seq).await?,
        Effect::Document(_) | Effect::None => {}
    }
    Ok(())
}

async fn erase(batch: &mut Batch<'_>, entry: Uuid) -> Result<(), StoreError> {
    batch.spill().await?;
    let tx = &mut *batch.tx;
    let revisions = fetch_all!(tx, (i64, i64), include_str!("../sql/write/revisions_of.sql"), entry)?;
    for (body, seq) in revisions {
        execute!(tx, include_str!("../sql/write/erase_personal.sql"), body, seq)?;
    }
    let personal = fetch_all!(tx, (String, String, i64, i64), include_str!("../sql/write/personal_keys.sql"), entry)?;
    execute!(tx, include_str!("../sql/write/drop_personal_keys.sql"), entry)?;
    // What was personal is not stated from now on, so that the entry keeps its place in every order.
    for (field, register, body, day) in personal {
        let key = Key {
            field,
            key: Vec::new(),
            personal: false,
        };
        let row = key_row(&register, BodyId(body), Some(day), EntryId(entry), &key);
        batch.buffer.keys.push(row);
    }
    Ok(())
}

/// Sets a body's versions. Whom every body stands under is derived anew when the batch closes.
async fn body(batch: &mut Batch<'_>, versions: &[BodyVersion]) -> Result<(), StoreError> {
    let Some(id) = versions.first().map(|version| version.id) else {
        return Ok(());
    };
    let tx = &mut *batch.tx;
    execute!(tx, include_str!("../sql/bodies/drop_versions.sql"), id.0)?;
    bodies::insert_versions(tx, versions).await?;
    batch.tree_changed = true;
    Ok(())
}
