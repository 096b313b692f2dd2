//! Charts that the server draws, the same on a page and in print. Each has a table beside it that says the same.

use std::fmt::Write as _;

use askama::Template;

use super::Table;

const WIDTH: i64 = 720;
const HEIGHT: i64 = 200;
const LEFT: i64 = 8;
const RIGHT: i64 = 96;
const TOP: i64 = 16;
const BOTTOM: i64 = 28;

/// A point of a line, in whole pixels, with what is read out of it.
#[derive(Debug, Clone)]
pub struct Dot {
    /// From the left.
    pub x: i64,
    /// From the top.
    pub y: i64,
    /// The month and the value.
    pub words: String,
}

/// A figure over 24 months: the last twelve as a line, the twelve before them in grey behind, month under month.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/lines.html")]
pub struct Lines {
    /// What it shows, read out.
    pub words: String,
    /// This year's and last year's name.
    pub names: (String, String),
    /// The months under the line: place and word.
    pub months: Vec<(i64, String)>,
    /// The greatest value, at the top.
    pub most: String,
    /// The same as a table.
    pub table: Table,
    now: Vec<Dot>,
    before: Vec<Dot>,
}

impl Lines {
    /// A chart of 24 values with the words of each; a missing one leaves a gap.
    #[must_use]
    pub fn new(
        words: impl Into<String>,
        names: (String, String),
        months: &[String],
        values: &[(Option<i64>, String)],
        most: impl Into<String>,
        table: Table,
    ) -> Self {
        let greatest = values.iter().filter_map(|(value, _)| *value).max().unwrap_or(0).max(1);
        let half = values.len() / 2;
        let steps = i64::try_from(half).unwrap_or(1).saturating_sub(1).max(1);
        let across = |step: i64| LEFT + step * (WIDTH - LEFT - RIGHT) / steps;
        let dot = |(step, (value, words)): (i64, &(Option<i64>, String))| {
            Some(Dot {
                x: across(step),
                y: HEIGHT - BOTTOM - (*value)?.max(0) * (HEIGHT - TOP - BOTTOM) / greatest,
                words: words.clone(),
            })
        };
        let (before, now) = values.split_at_checked(half).unwrap_or((&[], values));
        Lines {
            words: words.into(),
            names,
            months: (0..).zip(months).map(|(step, word)| (across(step), word.clone())).collect(),
            most: most.into(),
            table,
            now: (0..).zip(now).filter_map(dot).collect(),
            before: (0..).zip(before).filter_map(dot).collect(),
        }
    }

    fn line(dots: &[Dot]) -> String {
        dots.iter().fold(String::new(), |mut text, dot| {
            let _ = write!(text, "{},{} ", dot.x, dot.y);
            text
        })
    }

    /// Where the names of the two lines stand: beside their last points, never on each other.
    fn labels(&self) -> (i64, i64) {
        let y = |dots: &[Dot]| dots.last().map_or(HEIGHT / 2, |dot| dot.y);
        let (now, before) = (y(&self.now), y(&self.before));
        let apart = if (now - before).abs() < 16 { 16 - (now - before).abs() } else { 0 };
        if now <= before {
            (now + 4, before + 4 + apart)
        } else {
            (now + 4 + apart, before + 4)
        }
    }
}

/// A bar of a chart.
#[derive(Debug, Clone)]
pub struct Bar {
    /// What it stands for.
    pub name: String,
    /// Where it leads.
    pub url: String,
    /// Its value in words.
    pub value: String,
    /// Its share in words.
    pub share: String,
    /// How long it is, in thousandths of the longest.
    pub length: i64,
}

/// Bars sorted by value, each with its name and value: the chart is its own table.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/bars.html")]
pub struct Bars {
    /// What it shows.
    pub caption: String,
    /// The bars.
    pub bars: Vec<Bar>,
}

impl Bars {
    /// Bars of names, ways, values and their words; the greatest first.
    #[must_use]
    pub fn new(caption: impl Into<String>, mut values: Vec<(i64, Bar)>) -> Self {
        values.sort_by_key(|(value, _)| std::cmp::Reverse(*value));
        let longest = values.first().map_or(1, |(value, _)| *value).max(1);
        let bar = |(value, bar): (i64, Bar)| Bar {
            length: value.max(0) * 1000 / longest,
            ..bar
        };
        Bars {
            caption: caption.into(),
            bars: values.into_iter().map(bar).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_bar_stands_first() {
        let bar = |name: &str| Bar {
            name: name.to_owned(),
            url: String::new(),
            value: String::new(),
            share: String::new(),
            length: 0,
        };
        let bars = Bars::new("", vec![(1, bar("a")), (4, bar("b")), (2, bar("c"))]).bars;
        let order: Vec<(&str, i64)> = bars.iter().map(|bar| (bar.name.as_str(), bar.length)).collect();
        assert_eq!(order, [("b", 1000), ("c", 500), ("a", 250)]);
    }
}
