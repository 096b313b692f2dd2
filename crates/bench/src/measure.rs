//! Samples, and what is said of them.

use std::time::{Duration, Instant};

use serde::Serialize;

/// Numbers of one kind, one for each round.
#[derive(Debug, Clone, Default)]
pub(crate) struct Samples(Vec<f64>);

impl Samples {
    pub(crate) fn push(&mut self, sample: f64) {
        self.0.push(sample);
    }

    /// Adds how many of something were done in a second.
    pub(crate) fn rate(&mut self, count: usize, took: Duration) {
        self.push(f64::from(u32::try_from(count).unwrap_or(u32::MAX)) / took.as_secs_f64());
    }

    /// Adds milliseconds.
    pub(crate) fn millis(&mut self, took: Duration) {
        self.push(took.as_secs_f64() * 1000.0);
    }

    pub(crate) fn extend(&mut self, others: Samples) {
        self.0.extend(others.0);
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The middle one.
    pub(crate) fn median(&self) -> f64 {
        self.stat().median
    }

    /// The least sample that this share of all does not exceed; not a number where there is none.
    pub(crate) fn within(&self, percent: usize) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let at = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
        sorted.get(at).copied().unwrap_or(f64::NAN)
    }

    /// Each sample of this divided by the one taken beside it.
    fn beside(&self, limit: &Samples) -> Samples {
        Samples(self.0.iter().zip(&limit.0).map(|(own, limit)| own / limit).collect())
    }

    fn stat(&self) -> Stat {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let at = |share: usize| sorted.get((sorted.len().saturating_sub(1) * share + 2) / 4).copied().unwrap_or(f64::NAN);
        Stat {
            median: rounded(at(2)),
            p25: rounded(at(1)),
            p75: rounded(at(3)),
            samples: sorted.len(),
        }
    }
}

/// Three digits say all that a measurement knows.
fn rounded(number: f64) -> f64 {
    if number == 0.0 || !number.is_finite() {
        return number;
    }
    let unit = 10_f64.powf(number.abs().log10().floor() - 2.0);
    let whole = (number / unit).round() * unit;
    if unit >= 1.0 { whole.round() } else { (whole * 1e6).round() / 1e6 }
}

/// The middle and the spread of samples.
#[derive(Debug, Serialize)]
struct Stat {
    median: f64,
    p25: f64,
    p75: f64,
    samples: usize,
}

/// One thing measured.
#[derive(Debug, Serialize)]
pub(crate) struct Measure {
    name: String,
    unit: &'static str,
    product: Stat,
    /// What the machine could do, measured in turns with the product.
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<Limit>,
    /// What is aimed at.
    #[serde(skip_serializing_if = "Option::is_none")]
    aim: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Debug, Serialize)]
struct Limit {
    what: &'static str,
    #[serde(flatten)]
    stat: Stat,
    /// The product's samples divided by those taken beside them.
    product_to_limit: Stat,
}

impl Measure {
    pub(crate) fn of(name: impl Into<String>, unit: &'static str, product: &Samples) -> Self {
        Measure {
            name: name.into(),
            unit,
            product: product.stat(),
            limit: None,
            aim: None,
            note: None,
        }
    }

    pub(crate) fn beside(name: impl Into<String>, unit: &'static str, product: &Samples, what: &'static str, limit: &Samples) -> Self {
        Measure {
            limit: Some(Limit {
                what,
                stat: limit.stat(),
                product_to_limit: product.beside(limit).stat(),
            }),
            ..Measure::of(name, unit, product)
        }
    }

    pub(crate) fn aim(mut self, aim: &'static str) -> Self {
        self.aim = Some(aim);
        self
    }

    pub(crate) fn note(mut self, note: String) -> Self {
        self.note = Some(note);
        self
    }
}

/// A clock that only counts.
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    #[allow(clippy::disallowed_methods, reason = "measuring is what this program is for; nothing it stores knows of it")]
    pub(crate) fn start() -> Self {
        Stopwatch(Instant::now())
    }

    pub(crate) fn took(&self) -> Duration {
        self.0.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use super::{Samples, rounded};

    #[test]
    fn the_middle_and_the_quarters_are_samples() {
        let stat = Samples(vec![5.0, 1.0, 3.0, 2.0, 4.0]).stat();
        assert_eq!([stat.p25, stat.median, stat.p75], [2.0, 3.0, 4.0]);
    }

    #[test]
    fn ninety_nine_of_a_hundred_are_within() {
        let samples = Samples((1..=200).map(f64::from).collect());
        assert_eq!([samples.within(99), samples.within(100), samples.within(50)], [198.0, 200.0, 100.0]);
        assert_eq!(Samples(vec![7.0]).within(99), 7.0);
    }

    #[test]
    fn three_digits_are_kept() {
        assert_eq!([rounded(123_456.0), rounded(0.012_345), rounded(9.996)], [123_000.0, 0.012_3, 10.0]);
    }
}
