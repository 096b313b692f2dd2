//! How many facts of each kind fall to each month, in the proportions that police publish.

use qorgau_domain::Month;

use super::matters::Matter;
use super::offences::Breach;

/// Kinds of facts that are counted out by months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// An administrative offence.
    Breach(Breach),
    /// A crime.
    Crime,
    /// A raid, sweeps among them.
    Raid,
    /// An outbreak.
    Outbreak,
    /// An inspection of a unit's work.
    Inspection,
    /// What stands in the other books.
    Matter(Matter),
}

/// Offences by kind: seven months of a country, almost 10,500 in all.
const OFFENCES: [(Kind, usize); 6] = [
    (Kind::Breach(Breach::Hunting), 6292),
    (Kind::Breach(Breach::Fishing), 3817),
    (Kind::Crime, 232),
    (Kind::Breach(Breach::Felling), 80),
    (Kind::Breach(Breach::Veterinary), 45),
    (Kind::Breach(Breach::Environment), 30),
];

/// Raids and the offences found in one region in a year.
const RAIDS_TO_OFFENCES: (usize, usize) = (1845, 1300);

/// One raid in so many has a track, which is a fact of its own.
const RAIDS_TO_A_TRACK: usize = 8;

/// Affected points in a year, and the offences of that year.
const OUTBREAKS_TO_OFFENCES: (usize, usize) = (205, 18_000);

/// Of a hundred facts, how many stand in the other books.
const IN_OTHER_BOOKS: usize = 12;

/// Of a thousand of these, how many each matter brings with all that follows from it; and how many facts one of it is.
const MATTERS: [(Matter, usize, usize); 19] = [
    (Matter::Application, 170, 1),
    (Matter::Lesson, 170, 1),
    (Matter::Inquiry, 105, 1),
    (Matter::Talk, 75, 1),
    (Matter::Directive, 80, 7),
    (Matter::Note, 65, 1),
    (Matter::Incoming, 55, 1),
    (Matter::Outgoing, 30, 1),
    (Matter::Publication, 65, 1),
    (Matter::Check, 60, 1),
    (Matter::Submission, 32, 1),
    (Matter::Proposal, 24, 1),
    (Matter::Meeting, 22, 1),
    (Matter::Assignment, 15, 1),
    (Matter::Help, 10, 1),
    (Matter::Request, 9, 1),
    (Matter::Practice, 6, 1),
    (Matter::Test, 5, 1),
    (Matter::Diversion, 2, 1),
];

/// How much of each kind there is, over all months.
#[derive(Debug)]
pub(super) struct Quota {
    from: Month,
    months: usize,
    totals: Vec<(Kind, usize)>,
}

impl Quota {
    /// Shares out so many facts over the months. `yearly` of them the calendar brings.
    pub(super) fn of(entries: usize, yearly: usize, from: Month, until: Month) -> Self {
        let months = usize::try_from(until.0 - from.0 + 1).unwrap_or(0);
        let inspections = (entries / 100).min(16 * months);
        let (points, a_year) = OUTBREAKS_TO_OFFENCES;
        // A small country still has its outbreaks: up to 205 a year, as long as they are not more than one fact in 25.
        let outbreaks = (entries / 25).min(points * months / 12).max(entries * 2 / 5 * points / a_year);
        // An inspection brings about two entries of marks.
        let others = (entries * IN_OTHER_BOOKS / 100).saturating_sub(yearly).max(entries / 16);
        let left = entries.saturating_sub(outbreaks + inspections * 5 / 2 + others + yearly);
        let (raids, offences) = RAIDS_TO_OFFENCES;
        let raids = left * raids * RAIDS_TO_A_TRACK / (raids * (RAIDS_TO_A_TRACK + 1) + offences * RAIDS_TO_A_TRACK);
        let offences = left - raids - raids / RAIDS_TO_A_TRACK;
        let all: usize = OFFENCES.iter().map(|(_, share)| share).sum();
        let mut totals = vec![(Kind::Raid, raids), (Kind::Outbreak, outbreaks), (Kind::Inspection, inspections)];
        let mut given = (0, 0);
        for (kind, share) in OFFENCES {
            let (shares, before) = (given.0 + share, given.1);
            given = (shares, offences * shares / all);
            totals.push((kind, given.1 - before));
        }
        // Even a small country has one of each.
        let matter = |(matter, share, facts): (Matter, usize, usize)| (Kind::Matter(matter), (others * share / 1000 / facts).max(1));
        totals.extend(MATTERS.map(matter));
        Quota { from, months, totals }
    }

    /// How many of each kind fall to a month.
    pub(super) fn in_month(&self, month: Month) -> Vec<(Kind, usize)> {
        let at = usize::try_from(month.0 - self.from.0).unwrap_or(0);
        self.totals.iter().map(|(kind, total)| (*kind, self.share(*kind, *total, at))).collect()
    }

    fn share(&self, kind: Kind, total: usize, at: usize) -> usize {
        let weight_before = |end: usize| -> u128 { (0..end).map(|n| u128::from(season(kind, self.from.plus(i64::try_from(n).unwrap_or(0))))).sum() };
        let all = weight_before(self.months).max(1);
        // To the nearest, so that a single one falls to the middle and not to the last month.
        let upto = |end: usize| (2 * u128::try_from(total).unwrap_or(0) * weight_before(end) + all) / (2 * all);
        usize::try_from(upto(at + 1) - upto(at)).unwrap_or(0)
    }
}

/// The weight of a month for a kind of fact: hunting in autumn, fishing in spring, felling before the new year.
fn season(kind: Kind, month: Month) -> u64 {
    let weights: [u64; 12] = match kind {
        Kind::Breach(Breach::Hunting) => [60, 80, 40, 45, 30, 20, 25, 60, 120, 180, 190, 90],
        Kind::Breach(Breach::Fishing) => [50, 60, 70, 160, 180, 120, 90, 80, 90, 80, 50, 40],
        Kind::Breach(Breach::Felling) => [80, 70, 60, 60, 50, 50, 50, 60, 80, 100, 120, 220],
        Kind::Breach(Breach::Veterinary) | Kind::Outbreak => [60, 60, 90, 110, 120, 120, 120, 110, 110, 90, 60, 50],
        Kind::Breach(Breach::Environment) => [50, 50, 80, 100, 120, 120, 120, 120, 100, 80, 60, 50],
        Kind::Crime => [70, 80, 80, 110, 110, 90, 70, 80, 90, 120, 120, 80],
        Kind::Raid => [80, 90, 85, 110, 110, 85, 80, 85, 95, 115, 115, 95],
        Kind::Inspection => [60, 80, 100, 100, 90, 90, 70, 70, 100, 110, 110, 80],
        Kind::Matter(matter) => matter_season(matter),
    };
    usize::try_from(month.number() - 1).ok().and_then(|at| weights.get(at)).copied().unwrap_or(0)
}

fn matter_season(matter: Matter) -> [u64; 12] {
    match matter {
        Matter::Proposal => [10, 20, 150, 230, 120, 30, 10, 30, 150, 200, 90, 20],
        Matter::Application | Matter::Note => [60, 65, 80, 110, 115, 100, 90, 85, 90, 95, 80, 60],
        Matter::Talk | Matter::Publication => [60, 70, 95, 120, 110, 80, 70, 75, 100, 110, 95, 70],
        Matter::Lesson | Matter::Test => [100, 100, 100, 95, 90, 75, 50, 60, 100, 105, 105, 90],
        Matter::Diversion => [50, 50, 140, 120, 100, 80, 100, 100, 100, 80, 50, 80],
        _ => [85, 90, 100, 100, 95, 90, 80, 80, 100, 105, 100, 85],
    }
}
