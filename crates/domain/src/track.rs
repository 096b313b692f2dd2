//! Tracks: from the fixes of a receiver to the way that was gone, its length and its time.
//!
//! Effort that is told from a track must not grow by its faults, so fixes that the receiver itself calls inaccurate are left out, then those
//! that would ask for an impossible speed. Where no fix stands for longer than a gap, nothing is known of the way between: a gap is neither
//! length nor time, never a straight line. Source: Keane, Jones and Milner-Gulland, "Encounter data in resource management and ecology"
//! (2011), which asks that effort be defined before encounters are divided by it.

use jiff::Timestamp;

/// The mean radius of the Earth, in metres (IUGG).
const EARTH: f64 = 6_371_008.8;

/// So many fixes that are too fast one after another mean that the one they are measured from is wrong.
const STUBBORN: usize = 5;

/// Where a receiver was at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fix {
    /// When, in UTC.
    pub at: Timestamp,
    /// Latitude in millionths of a degree (WGS 84).
    pub lat: i64,
    /// Longitude in millionths of a degree.
    pub lon: i64,
    /// How far off it may be, in metres; `None` where the receiver does not say.
    pub accuracy: Option<i64>,
}

/// What is believed of a track.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The greatest inaccuracy, in metres.
    pub accuracy: i64,
    /// The greatest speed, in kilometres an hour.
    pub speed: i64,
    /// A longer time without a fix is a gap, in minutes.
    pub gap: i64,
}

/// A track without its faults.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Track {
    /// Its fixes from gap to gap, in the order of time.
    pub stretches: Vec<Vec<Fix>>,
    /// Its length, in whole metres.
    pub metres: i64,
    /// The time it is known for, in seconds.
    pub seconds: i64,
    /// Fixes of a moment that another fix stands for already.
    pub repeated: usize,
    /// Fixes left out for their inaccuracy.
    pub inaccurate: usize,
    /// Fixes left out for the speed they ask for.
    pub too_fast: usize,
}

impl Track {
    /// Cleans fixes, whatever their order.
    #[must_use]
    pub fn of(mut fixes: Vec<Fix>, limits: Limits) -> Self {
        // Of one moment, the fix that is said to be the better one stands.
        fixes.sort_by_key(|fix| (fix.at, fix.accuracy.unwrap_or(i64::MAX), fix.lat, fix.lon));
        let all = fixes.len();
        fixes.dedup_by_key(|fix| fix.at);
        let mut track = Track {
            repeated: all - fixes.len(),
            ..Track::default()
        };
        let single = fixes.len();
        fixes.retain(|fix| fix.accuracy.is_none_or(|metres| metres <= limits.accuracy));
        track.inaccurate = single - fixes.len();
        track.walk(fixes, limits);
        track.measure();
        track
    }

    /// Gaps between its first fix and its last.
    #[must_use]
    pub fn gaps(&self) -> usize {
        self.stretches.len().saturating_sub(1)
    }

    /// Its first fix and its last; `None` where no fix is left.
    #[must_use]
    pub fn ends(&self) -> Option<(Fix, Fix)> {
        let first = self.stretches.first()?.first()?;
        let last = self.stretches.last()?.last()?;
        Some((*first, *last))
    }

    /// Parts fixes at gaps, and leaves out those that are too fast.
    fn walk(&mut self, fixes: Vec<Fix>, limits: Limits) {
        let mut refused: Vec<Fix> = Vec::new();
        for fix in fixes {
            let Some(last) = self.stretches.last().and_then(|stretch| stretch.last()).copied() else {
                self.stretches.push(vec![fix]);
                continue;
            };
            if seconds(last, fix) > limits.gap * 60 {
                self.too_fast += std::mem::take(&mut refused).len();
                self.stretches.push(vec![fix]);
            } else if believed(last, fix, limits.speed) {
                self.too_fast += std::mem::take(&mut refused).len();
                if let Some(stretch) = self.stretches.last_mut() {
                    stretch.push(fix);
                }
            } else {
                refused.push(fix);
                let before = refused.len().saturating_sub(STUBBORN);
                if let Some(last) = refused.get(before..).filter(|last| last.len() == STUBBORN && agree(last, limits)) {
                    self.stretches.push(last.to_vec());
                    self.too_fast += before;
                    refused.clear();
                }
            }
        }
        self.too_fast += refused.len();
    }

    fn measure(&mut self) {
        let pairs = || self.stretches.iter().flat_map(|stretch| stretch.iter().zip(stretch.iter().skip(1)));
        #[allow(clippy::cast_possible_truncation, reason = "no way on Earth has so many metres")]
        let metres = pairs().map(|(a, b)| distance(*a, *b)).sum::<f64>().round() as i64;
        let seconds = pairs().map(|(a, b)| seconds(*a, *b)).sum();
        (self.metres, self.seconds) = (metres, seconds);
    }
}

/// Whether fixes that were refused one after another make a way of their own.
fn agree(fixes: &[Fix], limits: Limits) -> bool {
    fixes.iter().zip(fixes.iter().skip(1)).all(|(a, b)| believed(*a, *b, limits.speed))
}

/// Whether one comes from one fix to another at no more than a speed.
#[allow(clippy::cast_precision_loss, reason = "kilometres an hour are few")]
fn believed(from: Fix, to: Fix, speed: i64) -> bool {
    distance(from, to) * 3.6 <= speed as f64 * to.at.duration_since(from.at).as_secs_f64()
}

fn seconds(from: Fix, to: Fix) -> i64 {
    to.at.as_second() - from.at.as_second()
}

/// The way between two fixes along the surface, in metres (haversine formula).
#[must_use]
pub fn distance(a: Fix, b: Fix) -> f64 {
    let (lat, lon) = (angle(b.lat - a.lat), angle(b.lon - a.lon));
    let chord = (lat / 2.0).sin().powi(2) + angle(a.lat).cos() * angle(b.lat).cos() * (lon / 2.0).sin().powi(2);
    2.0 * EARTH * chord.sqrt().min(1.0).asin()
}

#[allow(clippy::cast_precision_loss, reason = "millionths of a degree are at most 360 million")]
fn angle(millionths: i64) -> f64 {
    (millionths as f64 / 1_000_000.0).to_radians()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits {
        accuracy: 50,
        speed: 130,
        gap: 10,
    };

    /// A fix so many seconds and thousandths of a degree to the north from a beginning.
    fn fix(second: i64, north: i64) -> Fix {
        Fix {
            at: Timestamp::constant(1_767_225_600 + second, 0),
            lat: 50_000_000 + north * 1_000,
            lon: 70_000_000,
            accuracy: None,
        }
    }

    #[test]
    fn a_degree_of_latitude_is_as_long_as_it_is() {
        // 6,371,008.8 m x pi / 180.
        let metres = distance(fix(0, 0), fix(0, 1000));
        assert!((metres - 111_195.08).abs() < 0.01, "{metres}");
    }

    #[test]
    fn a_fix_that_asks_for_too_much_speed_is_left_out_and_the_way_goes_on() {
        let track = Track::of(vec![fix(0, 0), fix(60, 1), fix(61, 90), fix(120, 2)], LIMITS);
        assert_eq!((track.too_fast, track.gaps(), track.seconds), (1, 0, 120));
        assert_eq!(track.metres, 222);
    }

    #[test]
    fn a_wrong_first_fix_does_not_refuse_all_that_follow() {
        let mut fixes = vec![fix(0, 500)];
        fixes.extend((1..20).map(|no| fix(no * 30, no)));
        let track = Track::of(fixes, LIMITS);
        assert_eq!(track.stretches.iter().map(Vec::len).collect::<Vec<_>>(), [1, 19]);
        assert_eq!((track.too_fast, track.gaps(), track.metres), (0, 1, 2_002));
    }

    #[test]
    fn a_wrong_first_fix_and_a_wrong_one_soon_after_refuse_no_more_than_themselves() {
        let mut fixes = vec![fix(0, 500), fix(30, 1), fix(60, -900)];
        fixes.extend((3..20).map(|no| fix(no * 30, no)));
        let track = Track::of(fixes, LIMITS);
        assert_eq!(track.stretches.iter().map(Vec::len).collect::<Vec<_>>(), [1, 17]);
        // The one between the two wrong ones has no neighbour left that speaks for it.
        assert_eq!((track.too_fast, track.gaps()), (2, 1));
    }

    #[test]
    fn a_gap_is_neither_length_nor_time() {
        let track = Track::of(vec![fix(0, 0), fix(60, 1), fix(60 + 601, 5), fix(60 + 661, 6)], LIMITS);
        assert_eq!((track.gaps(), track.metres, track.seconds), (1, 222, 120));
        // At the limit itself it is none.
        let track = Track::of(vec![fix(0, 0), fix(600, 1)], LIMITS);
        assert_eq!((track.gaps(), track.seconds), (0, 600));
    }

    #[test]
    fn what_the_receiver_calls_inaccurate_is_left_out_and_the_better_of_a_moment_stands() {
        let with = |fix: Fix, accuracy| Fix {
            accuracy: Some(accuracy),
            ..fix
        };
        let fixes = vec![with(fix(0, 0), 5), with(fix(60, 1), 51), with(fix(60, 2), 50), with(fix(120, 9), 400)];
        let track = Track::of(fixes, LIMITS);
        assert_eq!((track.repeated, track.inaccurate, track.metres), (1, 1, 222));
        assert_eq!(Track::of(Vec::new(), LIMITS), Track::default());
    }

    proptest::proptest! {
        #[test]
        fn cleaning_never_lengthens_forgets_nothing_and_asks_nothing_of_order(
            fixes in proptest::collection::vec((0i64..7_200, -40i64..40, proptest::option::of(0i64..120)), 0..60),
            turn in 0usize..60,
        ) {
            let fixes: Vec<Fix> = fixes.into_iter().map(|(second, north, accuracy)| Fix { accuracy, ..fix(second, north) }).collect();
            let track = Track::of(fixes.clone(), LIMITS);
            let left: usize = track.stretches.iter().map(Vec::len).sum();
            proptest::prop_assert_eq!(left + track.repeated + track.inaccurate + track.too_fast, fixes.len());
            for stretch in &track.stretches {
                for (a, b) in stretch.iter().zip(stretch.iter().skip(1)) {
                    proptest::prop_assert!(a.at < b.at && seconds(*a, *b) <= LIMITS.gap * 60 && believed(*a, *b, LIMITS.speed));
                }
            }
            if let Some((first, last)) = track.ends() {
                proptest::prop_assert!(track.seconds <= seconds(first, last));
            }
            let mut turned = fixes.clone();
            turned.rotate_left(turn % fixes.len().max(1));
            proptest::prop_assert_eq!(&Track::of(turned, LIMITS), &track);
            // Brought twice, every fix is one that is there already.
            let twice = Track::of([fixes.clone(), fixes].concat(), LIMITS);
            proptest::prop_assert_eq!((twice.metres, twice.stretches), (track.metres, track.stretches));
        }
    }
}
