//! Where a filter leaves few entries: they are read and put in order.

use std::collections::BTreeMap;

use qorgau_domain::keys::{DAY, NO_DAY, ordered};
use qorgau_domain::{BodyId, EntryId};
use uuid::Uuid;

use super::compose::{Reach, counted, days, judged, leading_days, left, shown, surveyed};
use super::{FEW, Filter, Listed, Listing, MOST_WALKED, Page, PageFrom, Position, fetch, listed};
use crate::StoreError;
use crate::db::Tx;
use crate::scope::Scope;

/// How many entries are looked at in one statement.
const STEP: usize = 256;
/// How many more keys than twice a page are asked for first: an entry may have several, and some do not fit.
const ABOVE: usize = 16;

/// Which filter leaves the fewest; `None` where each leaves many.
pub(super) async fn narrowest(tx: &mut Tx, reach: &Reach, listing: &Listing) -> Result<Option<usize>, StoreError> {
    let mut best = None;
    let few = if listing.sort == DAY { MOST_WALKED } else { FEW };
    let mut least = i64::try_from(few).unwrap_or(i64::MAX);
    for (at, filter) in listing.filters.iter().enumerate() {
        let found = counted(reach, listing, filter, least + 1).fetch_all::<(i64,)>(tx).await?;
        let found = found.first().map_or(0, |(found,)| *found);
        if found <= least {
            (best, least) = (Some(at), found);
        }
        if found == 0 {
            break;
        }
    }
    Ok(best)
}

pub(super) async fn page(tx: &mut Tx, scope: &Scope, reach: &Reach, listing: &Listing, at: usize) -> Result<Page, StoreError> {
    let others: Vec<&Filter> = listing
        .filters
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != at)
        .map(|(_, filter)| filter)
        .collect();
    let Some(filter) = listing.filters.get(at) else { return Ok(Page::default()) };
    if listing.sort == DAY {
        return by_day(tx, scope, reach, listing, (filter, &others)).await;
    }
    let rows = fetch(tx, left(reach, listing, filter, &others)).await?;
    let mut entries: Vec<_> = rows.into_iter().map(listed).filter(|entry| reach.holds(scope, entry.body)).collect();
    entries.sort_by(|one, other| listing.compare(&one.at, &other.at));
    match &listing.from {
        PageFrom::Start => {}
        PageFrom::After(cursor) => entries.retain(|entry| listing.compare(&entry.at, cursor).is_gt()),
        PageFrom::Before(cursor) => {
            entries.retain(|entry| listing.compare(&entry.at, cursor).is_lt());
            entries.reverse();
        }
    }
    let more = entries.len() > listing.limit;
    entries.truncate(listing.limit);
    let next = entries.last().filter(|_| more).map(|entry| entry.at.clone());
    Ok(Page { entries, next })
}

/// Under the usual order the index alone says what comes next; only those entries are looked at that may stand on the page.
async fn by_day(tx: &mut Tx, scope: &Scope, reach: &Reach, listing: &Listing, (filter, others): (&Filter, &[&Filter])) -> Result<Page, StoreError> {
    if listing.from == PageFrom::Start {
        let first = 2 * listing.limit + ABOVE;
        let limit = i64::try_from(first).unwrap_or(i64::MAX);
        let left: Vec<(i64, Uuid)> = leading_days(reach, listing, filter, limit).fetch_all(tx).await?;
        let whole = left.len() < first;
        let page = of_those(tx, scope, reach, listing, (left, others)).await?;
        if whole || page.next.is_some() {
            return Ok(page);
        }
    }
    let left: Vec<(i64, Uuid)> = days(reach, listing, filter).fetch_all(tx).await?;
    of_those(tx, scope, reach, listing, (left, others)).await
}

/// The page that days and entries of a filter make, in whatever order they come.
async fn of_those(
    tx: &mut Tx,
    scope: &Scope,
    reach: &Reach,
    listing: &Listing,
    (mut left, others): (Vec<(i64, Uuid)>, &[&Filter]),
) -> Result<Page, StoreError> {
    left.sort_unstable();
    left.dedup();
    let mut left: Vec<Position> = left.into_iter().map(|(day, id)| at_day(day, EntryId(id))).collect();
    left.sort_by(|one, other| listing.compare(one, other));
    match &listing.from {
        PageFrom::Start => {}
        PageFrom::After(cursor) => left.retain(|at| listing.compare(at, cursor).is_gt()),
        PageFrom::Before(cursor) => {
            left.retain(|at| listing.compare(at, cursor).is_lt());
            left.reverse();
        }
    }
    let mut page = Page::default();
    for chunk in left.chunks(STEP) {
        let asked: Vec<(i64, Uuid)> = chunk.iter().map(|at| (at.day, at.id.0)).collect();
        let fitting: BTreeMap<Uuid, i64> = judged(listing, &asked, others).fetch_all::<(Uuid, i64)>(tx).await?.into_iter().collect();
        for at in chunk {
            let Some(body) = fitting.get(&at.id.0).map(|body| BodyId(*body)).filter(|body| reach.holds(scope, *body)) else {
                continue;
            };
            if page.entries.len() == listing.limit {
                page.next = page.entries.last().map(|last: &Listed| last.at.clone());
                return Ok(page);
            }
            page.entries.push(Listed { at: at.clone(), body });
        }
    }
    Ok(page)
}

/// How many entries of a list there are, counted no further than `most`, and whether there are more; `narrow` is the [`narrowest`] filter.
pub(super) async fn count(
    tx: &mut Tx,
    scope: &Scope,
    reach: &Reach,
    listing: &Listing,
    (narrow, most): (Option<usize>, usize),
) -> Result<(usize, bool), StoreError> {
    if listing.filters.is_empty() {
        let limit = i64::try_from(most + 1).unwrap_or(i64::MAX);
        let found = shown(scope, listing, limit).fetch_all::<(i64,)>(tx).await?;
        let found = found.first().map_or(0, |(found,)| usize::try_from(*found).unwrap_or(usize::MAX));
        return Ok((found.min(most), found > most));
    }
    let one_key = || listing.filters.iter().position(|filter| filter.from == filter.until);
    let lead = narrow.or_else(one_key).unwrap_or(0);
    let others = listing.filters.iter().enumerate().filter(|(at, _)| *at != lead);
    let others: Vec<&Filter> = others.map(|(_, filter)| filter).collect();
    let Some(filter) = listing.filters.get(lead) else { return Ok((0, false)) };
    let (walked, asked) = (if narrow.is_some() { MOST_WALKED } else { 4 * most + 4 }, most + 1);
    let limits = (i64::try_from(walked).unwrap_or(i64::MAX), i64::try_from(asked).unwrap_or(i64::MAX));
    let bodies: Vec<(i64, i64, i64)> = surveyed(reach, listing, filter, &others, limits).fetch_all(tx).await?;
    let led: i64 = bodies.iter().map(|(.., keys)| keys).sum();
    let theirs = bodies.iter().filter(|(body, ..)| reach.holds(scope, BodyId(*body)));
    let seen = usize::try_from(theirs.map(|(_, entries, _)| entries).sum::<i64>()).unwrap_or(usize::MAX);
    if led >= limits.1 {
        return Ok((seen.min(most), true));
    }
    // Where not all keys could be gone through, there may be more.
    let keys = counted(reach, listing, filter, limits.0 + 1).fetch_all::<(i64,)>(tx).await?;
    Ok((seen.min(most), keys.first().is_some_and(|(keys,)| *keys > limits.0)))
}

fn at_day(day: i64, id: EntryId) -> Position {
    let key = if day == NO_DAY { Vec::new() } else { ordered(day) };
    Position { key, day, id }
}
