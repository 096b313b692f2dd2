//! Where filters leave many entries, or there are none: the order itself is walked.

use qorgau_domain::EntryId;
use qorgau_domain::keys::{DAY, NO_DAY, ordered};
use uuid::Uuid;

use super::compose::{Reach, Stretch, stretch};
use super::{Filter, Listing, MOST_WALKED, Order, Page, PageFrom, Position, fetch, listed};
use crate::StoreError;
use crate::db::Tx;
use crate::scope::Scope;

/// The most rows read at a time.
const LONGEST_STEP: usize = 2_048;

pub(super) async fn page(tx: &mut Tx, scope: &Scope, reach: &Reach, listing: &Listing) -> Result<Page, StoreError> {
    let path = Path::of(listing);
    let filters: Vec<&Filter> = listing
        .filters
        .iter()
        .enumerate()
        .filter(|(at, _)| Some(*at) != path.led_by)
        .map(|(_, filter)| filter)
        .collect();
    let mut page = Page::default();
    let mut walked = 0;
    let mut step = if filters.is_empty() { listing.limit + 1 } else { 4 * (listing.limit + 1) };
    for mut part in path.parts {
        loop {
            let asked = step.min(LONGEST_STEP);
            let rows = fetch(tx, stretch(reach, listing, &part, &filters, i64::try_from(asked).unwrap_or(i64::MAX))).await?;
            let read = rows.len();
            for row in rows {
                let (fits, entry) = (row.4 == 1, listed(row));
                let at = entry.at.clone();
                if fits && reach.holds(scope, entry.body) {
                    if page.entries.len() == listing.limit {
                        page.next = page.entries.last().map(|last| last.at.clone());
                        return Ok(page);
                    }
                    page.entries.push(super::Listed {
                        at: path.shown_at.map_or_else(|| at.clone(), |of| of(&at)),
                        ..entry
                    });
                }
                part.pass(at);
            }
            walked += read;
            if read < asked {
                break;
            }
            if walked >= MOST_WALKED {
                let at = part.passed();
                page.next = Some(path.shown_at.map_or_else(|| at.clone(), |of| of(&at)));
                return Ok(page);
            }
            step *= 4;
        }
    }
    Ok(page)
}

/// The stretches that a page goes along, one after another.
struct Path {
    parts: Vec<Stretch>,
    /// The filter whose own keys are walked instead of the order's, if one is.
    led_by: Option<usize>,
    /// Where a row of those keys stands in the order of the list.
    shown_at: Option<fn(&Position) -> Position>,
}

impl Path {
    fn of(listing: &Listing) -> Self {
        // Under one key entries stand in the order of their days: a filter for one key leads to them without passing others over.
        let led_by = listing.filters.iter().position(|filter| filter.from == filter.until);
        match led_by.and_then(|at| listing.filters.get(at)) {
            Some(filter) if listing.sort == DAY && listing.order == Order::Down => Path {
                parts: vec![Self::along(listing, filter)],
                led_by,
                shown_at: Some(by_day),
            },
            _ => Path {
                parts: Self::whole(listing),
                led_by: None,
                shown_at: None,
            },
        }
    }

    fn along(listing: &Listing, filter: &Filter) -> Stretch {
        let at = |position: Position| Position {
            key: filter.from.clone(),
            ..position
        };
        let mut part = Stretch {
            field: filter.field.clone(),
            low: at(lowest()),
            high: at(highest()),
            order: listing.reading(),
        };
        if let Some(cursor) = listing.cursor() {
            part.pass(at(cursor.clone()));
        }
        part
    }

    /// What is stated, then what is not; the other way round for whoever goes back.
    fn whole(listing: &Listing) -> Vec<Stretch> {
        let part = |low: Position, high: Position| Stretch {
            field: listing.sort.clone(),
            low,
            high,
            order: listing.reading(),
        };
        let above = Position {
            key: vec![0xff; 80],
            ..highest()
        };
        let mut parts = vec![part(highest(), above), part(lowest(), highest())];
        if matches!(listing.from, PageFrom::Before(_)) {
            parts.reverse();
        }
        if let Some(cursor) = listing.cursor() {
            let holds = |part: &Stretch| (part.low.key.is_empty() && part.high.key.is_empty()) == cursor.key.is_empty();
            parts = parts.into_iter().skip_while(|part| !holds(part)).collect();
            if let Some(first) = parts.first_mut() {
                first.pass(cursor.clone());
            }
        }
        parts
    }
}

impl Stretch {
    /// Goes on behind a position.
    fn pass(&mut self, at: Position) {
        match self.order {
            Order::Up => self.low = at,
            Order::Down => self.high = at,
        }
    }

    /// The position it goes on behind.
    fn passed(&self) -> Position {
        match self.order {
            Order::Up => self.low.clone(),
            Order::Down => self.high.clone(),
        }
    }
}

fn by_day(at: &Position) -> Position {
    let key = if at.day == NO_DAY { Vec::new() } else { ordered(at.day) };
    Position { key, ..at.clone() }
}

/// Before everything that is not stated.
fn lowest() -> Position {
    Position {
        key: Vec::new(),
        day: NO_DAY,
        id: EntryId(Uuid::nil()),
    }
}

/// After everything that is not stated.
fn highest() -> Position {
    Position {
        key: Vec::new(),
        day: i64::MAX,
        id: EntryId(Uuid::max()),
    }
}
