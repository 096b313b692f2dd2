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
