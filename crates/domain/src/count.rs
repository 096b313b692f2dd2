//! What an entry counts for.

use crate::ids::FigureId;

/// One contribution of an entry to a figure. Every figure opens the contributions behind it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Contribution {
    /// The figure.
    pub figure: FigureId,
    /// The row of the entry it comes from; 0 for the entry itself.
    pub row: i64,
    /// The day of the event, or the first day of a span, as a day number.
    pub day: i64,
    /// The last day of a span ([`crate::time::OPEN`] while it goes on); `None` for an event.
    pub until: Option<i64>,
    /// How much, at the figure's scale.
    pub amount: i64,
    /// The breakdown, its parts joined by `|` in the order the figure declares; empty when there is none.
    pub dimension: String,
}

/// The class of spans longer than any other, open ones among them.
const LONGEST: u32 = 14;

impl Contribution {
    /// The class of a span's length: spans of class n last at most 2^n days; the last class holds all that are longer. An event has none.
    #[must_use]
    pub fn reach(&self) -> Option<i64> {
        let beyond = u64::try_from(self.until? - self.day).unwrap_or(0);
        Some(i64::from((u64::BITS - beyond.leading_zeros()).min(LONGEST)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_of_class_n_lasts_at_most_two_to_the_n_days() {
        let span = |days: i64| Contribution {
            figure: FigureId(1),
            row: 0,
            day: 100,
            until: Some(99 + days),
            amount: 1,
            dimension: String::new(),
        };
        for (days, class) in [(1, 0), (2, 1), (3, 2), (4, 2), (5, 3), (8, 3), (8192, 13), (8193, 14), (2_000_000, 14)] {
            assert_eq!(span(days).reach(), Some(class), "{days} days");
        }
    }
}
