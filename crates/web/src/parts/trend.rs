//! A line of months, drawn by the server: the year before in grey, this year in the accent, a dot at the last month.

use std::fmt::Write as _;

use askama::Template;

const WIDTH: i64 = 144;
const HEIGHT: i64 = 22;
const MARGIN: i64 = 3;

/// How a figure went. Places are whole tenths of a pixel.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/trend.html")]
pub struct Trend {
    /// What it shows, in words: read out instead of the line.
    pub words: String,
    before: String,
    now: String,
    last: (String, String),
}

impl Trend {
    /// A line of values, of which the last `recent` are this year's.
    #[must_use]
    pub fn new(words: impl Into<String>, values: &[i64], recent: usize) -> Self {
        let points = points(values);
        let split = points.len().saturating_sub(recent);
        let (old, new) = points.split_at_checked(split).unwrap_or((&[], &[]));
        let joined = old.iter().chain(new.first());
        Trend {
            words: words.into(),
            before: line(joined),
            now: line(new.iter()),
            last: points.last().map_or_else(Default::default, |(x, y)| (tenths(*x), tenths(*y))),
        }
    }
}

fn points(values: &[i64]) -> Vec<(i64, i64)> {
    let (least, most) = (values.iter().min().copied().unwrap_or(0), values.iter().max().copied().unwrap_or(0));
    let steps = i64::try_from(values.len()).unwrap_or(1).saturating_sub(1).max(1);
    let range = most.saturating_sub(least).max(1);
    let place = |(step, value): (i64, &i64)| {
        let x = 10 * MARGIN + step * 10 * (WIDTH - 2 * MARGIN) / steps;
        let y = 10 * (HEIGHT - MARGIN) - (value - least) * 10 * (HEIGHT - 2 * MARGIN) / range;
        (x, y)
    };
    (0..).zip(values).map(place).collect()
}

fn line<'a>(points: impl Iterator<Item = &'a (i64, i64)>) -> String {
    points.fold(String::new(), |mut text, (x, y)| {
        let _ = write!(text, "{},{} ", tenths(*x), tenths(*y));
        text
    })
}

fn tenths(number: i64) -> String {
    format!("{}.{}", number / 10, number % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_goes_from_edge_to_edge_and_from_least_to_most() {
        let trend = Trend::new("x", &[0, 10, 5], 2);
        assert_eq!(trend.before, "3.0,19.0 72.0,3.0 ");
        assert_eq!(trend.now, "72.0,3.0 141.0,11.0 ");
        assert_eq!(trend.last, ("141.0".to_owned(), "11.0".to_owned()));
    }

    #[test]
    fn no_months_and_equal_months_are_lines_too() {
        assert_eq!(Trend::new("x", &[], 12).now, "");
        assert_eq!(Trend::new("x", &[4, 4], 2).now, "3.0,19.0 141.0,19.0 ");
    }
}
