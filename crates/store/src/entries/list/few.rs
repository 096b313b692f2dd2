//! Where a filter leaves few entries: they are read and put in order.

use super::compose::{Reach, counted, left};
use super::{FEW, Filter, Listing, Page, PageFrom, fetch, listed};
use crate::StoreError;
use crate::db::Tx;
use crate::scope::Scope;

/// Which filter leaves the fewest; `None` where each leaves many.
pub(super) async fn narrowest(tx: &mut Tx, reach: &Reach, listing: &Listing) -> Result<Option<usize>, StoreError> {
    let mut best = None;
    let mut least = i64::try_from(FEW).unwrap_or(i64::MAX);
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
    let rows = fetch(tx, left(reach, listing, filter, &others)).await?;
    let mut entries: Vec<_> = rows.into_iter().map(listed).filter(|entry| scope.holds(entry.body)).collect();
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
