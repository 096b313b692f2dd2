//! Takes or refuses cut-overs from paper. Few and far between, they are written one by one, under the lock of their body's chain.

use std::collections::{BTreeMap, BTreeSet};

use qorgau_domain::act::RecordDraft;
use qorgau_domain::cut_over::Covered;
use qorgau_domain::{BodyId, Month};

use super::batch::Batch;
use super::decide::{ContributionRow, recount};
use super::{CutOverStart, Draft, Effect};
use crate::StoreError;
use crate::db::{Rows, Tx, execute, fetch_all, fetch_optional, fetch_rows};
use crate::error::{CutOverWrong, Refusal};

/// The cut-over that holds: which statement, first day, first covered day, year, next number.
type Last = (i64, i64, i64, i64, i64);

/// What opening totals count of bodies whose acts in this batch may touch it: an entry with an event before the last day that any total
/// ever counted, or a cut-over. Entries of today ask nothing.
pub(super) async fn covered(tx: &mut Tx, until: &BTreeMap<BodyId, i64>, drafts: &[Draft]) -> Result<BTreeMap<BodyId, Covered>, StoreError> {
    let mut bodies: BTreeSet<BodyId> = BTreeSet::new();
    for draft in drafts {
        let until = until.get(&draft.body()).copied().unwrap_or(0);
        let touches = match draft {
            Draft::Entry(draft, _) => draft.contributions.iter().any(|made| made.until.is_none() && made.day < until),
            Draft::Record(_, effect) => until > 0 && matches!(effect, Effect::CutOver(_)),
        };
        if touches {
            bodies.insert(draft.body());
        }
    }
    let mut asked = Rows::default();
    bodies.iter().for_each(|body| asked.push([body.0.into()]));
    let mut covered: BTreeMap<BodyId, Covered> = BTreeMap::new();
    for (body, register, from, first) in fetch_rows!(tx, (i64, String, i64, i64), include_str!("../sql/cut_overs/covered.sql"), asked) {
        covered.entry(BodyId(body)).or_default().state(&register, (from, first));
    }
    Ok(covered)
}

/// Why a cut-over is not taken; `None` where it is, and for any other act.
pub(super) async fn refusal(batch: &mut Batch<'_>, draft: &RecordDraft, effect: &Effect) -> Result<Option<Refusal>, StoreError> {
    let Effect::CutOver(start) = effect else { return Ok(None) };
    let before = last(batch, draft.body, &start.register).await?;
    let (seen, year, was) = before.map_or((0, start.year, 1), |(no, _, _, year, next)| (no, year, next));
    let given = given(batch, draft.body, start);
    let head = batch.heads.get(&draft.body).map(|head| head.seq);
    let wrong = if seen != start.seen {
        CutOverWrong::Stale
    } else if year != start.year {
        CutOverWrong::Year(year)
    } else if start.next != was && given != was - 1 {
        CutOverWrong::NumbersGiven(given)
    } else if head.is_some_and(|head| head != start.head) {
        CutOverWrong::Busy
    } else {
        return Ok(None);
    };
    Ok(Some(Refusal::CutOver(wrong)))
}

/// Does what a taken cut-over says.
pub(super) async fn apply(batch: &mut Batch<'_>, body: BodyId, start: &CutOverStart, seq: i64) -> Result<(), StoreError> {
    let was = last(batch, body, &start.register).await?.map_or(1, |(.., next)| next);
    if given(batch, body, start) == was - 1 {
        batch.numbering.insert((start.register.clone(), body, start.year), start.next - 1);
    }
    let (from, first) = start.covered;
    let (register, no) = (start.register.as_str(), start.seen + 1);
    let tx = &mut *batch.tx;
    let old = fetch_all!(tx, ContributionRow, include_str!("../sql/cut_overs/contributions.sql"), body.0, register)?;
    execute!(
        tx,
        include_str!("../sql/cut_overs/add.sql"),
        body.0,
        seq,
        register,
        no,
        first,
        from,
        start.year,
        start.next
    )?;
    if from < first {
        execute!(tx, include_str!("../sql/cut_overs/cover.sql"), body.0, first)?;
    }
    batch.covered.entry(body).or_default().state(register, start.covered);
    recount(batch, body, old, start.contributions.clone(), seq).await?;
    let since = batch.buffer.kept.entry((body.0, register.to_owned())).or_insert(i64::MAX);
    *since = (*since).min(Month::of_day(from).0);
    Ok(())
}

async fn last(batch: &mut Batch<'_>, body: BodyId, register: &str) -> Result<Option<Last>, StoreError> {
    let tx = &mut *batch.tx;
    Ok(fetch_optional!(tx, Last, include_str!("../sql/cut_overs/last.sql"), body.0, register)?)
}

/// The last number of the book in the year.
fn given(batch: &Batch<'_>, body: BodyId, start: &CutOverStart) -> i64 {
    let numbering = (start.register.clone(), body, start.year);
    batch.numbering.get(&numbering).copied().unwrap_or(0)
}
