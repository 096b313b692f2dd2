//! A year as a strip: months as ticks, the days of a season as bars, the day asked as a line.

use askama::Template;
use jiff::civil::Date;

/// Tenths of a pixel for each day.
const DAY: i32 = 4;

/// A strip of a year. Places are whole tenths of a pixel.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/year.html")]
pub struct Year {
    /// What it shows, in words: read out instead of the strip.
    pub words: String,
    /// Where each month but the first begins.
    ticks: Vec<String>,
    /// From where, and how wide.
    bars: Vec<(String, String)>,
    at: String,
}

impl Year {
    /// A strip of the year of a day, with stretches of days in it.
    #[must_use]
    pub fn new(words: impl Into<String>, on: Date, stretches: &[(Date, Date)]) -> Self {
        let place = |day: Date| i32::from(day.day_of_year() - 1) * DAY;
        let months = (2..=12).filter_map(|month| Date::new(on.year(), month, 1).ok());
        let bar = |(first, last): &(Date, Date)| (pixels(place(*first)), pixels(place(*last) + DAY - place(*first)));
        Year {
            words: words.into(),
            ticks: months.map(|first| pixels(place(first))).collect(),
            bars: stretches.iter().map(bar).collect(),
            at: pixels(place(on) + DAY / 2),
        }
    }
}

fn pixels(tenths: i32) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn bars_begin_and_end_with_their_days() {
        let year = Year::new(
            "x",
            date(2026, 1, 31),
            &[(date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 12, 1), date(2026, 12, 31))],
        );
        assert_eq!(year.bars, [("0.0".to_owned(), "12.4".to_owned()), ("133.6".to_owned(), "12.4".to_owned())]);
        assert_eq!(year.at, "12.2");
        assert_eq!(year.ticks.len(), 11);
    }
}
