//! Where the example country hunts, fishes, fells and keeps animals, and roughly where its regions lie.

use super::middles::MIDDLES;

/// What a region is known for, by the first two digits of its code. Leanings are relative; places are hundredths of a degree.
#[derive(Debug)]
pub(super) struct Region {
    /// The first two digits of the codes of the region and its districts.
    pub(super) code: &'static str,
    /// Leaning to hunting, fishing, felling and outbreaks.
    pub(super) leanings: [u64; 4],
    /// Latitude and longitude of its middle.
    pub(super) middle: (i64, i64),
    /// How far from the middle its districts lie.
    pub(super) reach: (i64, i64),
    /// What its rivers, seas and steppes are known for.
    pub(super) marks: &'static [Mark],
}

/// What sets a region apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Sturgeons of the Caspian and the Zhaiyq.
    Sturgeon,
    /// Herds of saiga.
    Saiga,
    /// Spruce or pine cut for the new year.
    Conifers,
}

impl Region {
    /// Whether the region is marked so.
    pub(super) fn is(&self, mark: Mark) -> bool {
        self.marks.contains(&mark)
    }
}

const fn region(code: &'static str, leanings: [u64; 4], middle: (i64, i64), reach: (i64, i64), marks: &'static [Mark]) -> Region {
    Region {
        code,
        leanings,
        middle,
        reach,
        marks,
    }
}

static REGIONS: [Region; 20] = [
    region("10", [10, 5, 12, 10], (4900, 7950), (110, 180), &[Mark::Conifers]),
    region("11", [14, 8, 10, 6], (5160, 7000), (80, 220), &[Mark::Saiga, Mark::Conifers]),
    region("15", [14, 5, 2, 12], (4880, 5850), (130, 220), &[Mark::Saiga]),
    region("19", [12, 14, 8, 10], (4400, 7730), (60, 130), &[Mark::Conifers]),
    region("23", [6, 26, 1, 4], (4760, 5250), (50, 130), &[Mark::Sturgeon]),
    region("27", [12, 16, 4, 12], (4990, 5030), (70, 180), &[Mark::Sturgeon, Mark::Saiga]),
    region("31", [10, 10, 8, 8], (4400, 7200), (80, 130), &[]),
    region("33", [12, 14, 8, 8], (4500, 7900), (50, 90), &[Mark::Conifers]),
    region("35", [16, 10, 4, 8], (4880, 7350), (110, 190), &[Mark::Saiga]),
    region("39", [18, 10, 14, 8], (5150, 6400), (130, 130), &[Mark::Saiga, Mark::Conifers]),
    region("43", [8, 16, 10, 5], (4530, 6350), (60, 160), &[]),
    region("47", [14, 14, 1, 3], (4420, 5320), (70, 100), &[Mark::Sturgeon, Mark::Saiga]),
    region("55", [10, 8, 12, 6], (5200, 7630), (70, 90), &[Mark::Conifers]),
    region("59", [14, 8, 10, 6], (5420, 6900), (40, 130), &[Mark::Conifers]),
    region("61", [8, 10, 6, 12], (4300, 6850), (80, 70), &[]),
    region("62", [14, 2, 3, 3], (4750, 6750), (90, 130), &[Mark::Saiga]),
    region("63", [12, 10, 14, 10], (4880, 8380), (80, 110), &[Mark::Conifers]),
    region("71", [1, 1, 2, 1], (5113, 7143), (4, 6), &[]),
    region("75", [1, 1, 2, 1], (4324, 7692), (4, 5), &[]),
    region("79", [1, 1, 1, 1], (4233, 6960), (3, 5), &[]),
];

static ELSEWHERE: Region = region("", [6, 6, 4, 4], (4800, 6700), (300, 900), &[]);

/// The region a code belongs to; a place in the middle of the country for codes that are not known.
pub(super) fn region_of(code: &str) -> &'static Region {
    REGIONS
        .iter()
        .find(|region| code.len() > 2 && code.starts_with(region.code))
        .unwrap_or(&ELSEWHERE)
}

/// A place well inside a district and how far around it is still the district, in millionths of a degree.
pub(super) fn middle_of(code: &str) -> Option<((i64, i64), i64)> {
    let at = MIDDLES.binary_search_by_key(&code, |(code, ..)| code).ok()?;
    let (_, lat, lon, reach) = MIDDLES.get(at)?;
    Some(((lat * 1000, lon * 1000), reach * 1000))
}
