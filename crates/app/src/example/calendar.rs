//! What returns: by the year a meeting and a test of each region and of transport, by the month a lesson in turn.

use qorgau_domain::Month;

use super::country::{Actor, Country};
use super::matters::Due;
use super::meetings::{Called, Kind};
use super::seed::{Seed, mixed};
use super::service::Sitting;

/// From how many months on a part of a year surely has what comes once a year.
const SURELY: i64 = 6;
/// How many regions are preparing a meeting when the plan ends.
const AHEAD: usize = 3;

/// The months of a plan, and what decides which of them it shall be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Calendar {
    /// Where chance comes from.
    pub(super) salt: u64,
    /// The first month.
    pub(super) from: Month,
    /// The last month.
    pub(super) until: Month,
}

impl Calendar {
    /// What of the yearly things falls to a month.
    pub(super) fn yearly<'a>(&self, country: &Country<'a>, month: Month) -> Vec<Due<'a>> {
        let bodies: Vec<Actor<'a>> = country.regions.iter().copied().chain(country.transport()).collect();
        let meeting = bodies.iter().filter(|actor| self.falls(actor, month, 1));
        let mut all: Vec<Due<'a>> = meeting.map(|actor| Due::Meeting(Called::of(*actor, Kind::Joint))).collect();
        let test = bodies.iter().filter(|actor| self.falls(actor, month, 2));
        all.extend(test.map(|actor| Due::Test(Sitting::yearly(*actor))));
        let seminar = country.ministry().filter(|actor| self.falls(actor, month, 3));
        all.extend(seminar.map(|actor| Due::Meeting(Called::of(actor, Kind::Seminar))));
        if month == self.until {
            let regions = country.regions.iter().rev().take(AHEAD);
            all.extend(regions.map(|actor| Due::Meeting(Called::of(*actor, Kind::Ahead))));
        }
        all
    }

    /// How many facts the yearly things are in all months. Each brings about one more: who failed a test sits again, what a meeting
    /// decided is ordered and assigned.
    pub(super) fn count(&self, country: &Country<'_>) -> usize {
        let months = (self.from.0..=self.until.0).map(Month);
        2 * months.map(|month| self.yearly(country, month).len()).sum::<usize>()
    }

    /// Whether the one time in the year of a body falls to this month. A short part of a year may have none.
    fn falls(&self, actor: &Actor<'_>, month: Month, what: u64) -> bool {
        let first = Month::new(month.year(), 1).max(self.from);
        let last = Month::new(month.year(), 12).min(self.until);
        let months = last.0 - first.0 + 1;
        let year = month.year().unsigned_abs().rotate_left(32);
        let mut seed = Seed::new(mixed(self.salt ^ year ^ actor.id.0.unsigned_abs().rotate_left(16) ^ what));
        let has = seed.between(1, 12) <= months || months >= SURELY;
        has && seed.between(first.0, last.0) == month.0
    }
}

/// Whose lessons fall to a month: so many bodies in turn, each once, after so many before.
pub(super) fn lessons<'a>(country: &Country<'a>, before: usize, count: usize) -> Vec<Actor<'a>> {
    let bodies = country.districts.iter().chain(&country.regions).copied().chain(country.ministry());
    let all: Vec<Actor<'a>> = bodies.collect();
    in_turn(&all, before, count)
}

/// So many of several, each once; so many have had their turn before.
pub(super) fn in_turn<'a>(all: &[Actor<'a>], before: usize, count: usize) -> Vec<Actor<'a>> {
    let skipped = before % all.len().max(1);
    all.iter().cycle().skip(skipped).take(count.min(all.len())).copied().collect()
}
