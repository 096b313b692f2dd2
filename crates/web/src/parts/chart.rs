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

/// An area of a map.
#[derive(Debug, Clone)]
pub struct Area {
    /// Its name and value.
    pub words: String,
    /// Where it leads.
    pub url: String,
    /// Its outline: rings of points in millionths of a degree, longitude and latitude.
    pub rings: Vec<Vec<(i64, i64)>>,
    /// Its value; `None` where nothing is known.
    pub value: Option<i64>,
}

/// A class of a map's legend.
#[derive(Debug, Clone)]
pub struct Class {
    /// Its place in the style sheet: `none`, `q0` for nought, `q1` to `q5`.
    pub class: String,
    /// From what to what.
    pub words: String,
}

/// Areas shaded by their values: the darker the more. Hatching means that nothing is known.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/areas.html")]
pub struct Areas {
    /// What it shows, read out.
    pub words: String,
    /// The legend.
    pub legend: Vec<Class>,
    height: i64,
    shapes: Vec<(String, String, String, String)>,
}

const MAP: i64 = 640;

impl Areas {
    /// A map of areas; `say` words a value, `nothing` a missing one.
    #[must_use]
    pub fn new(words: impl Into<String>, areas: &[Area], say: impl Fn(i64) -> String, nothing: impl Into<String>) -> Self {
        let frame = Frame::of(areas);
        let bounds = bounds(areas);
        let class = |value: Option<i64>| match value {
            None => "none".to_owned(),
            Some(value) if value <= 0 => "q0".to_owned(),
            Some(value) => format!("q{}", bounds.iter().position(|most| value <= *most).unwrap_or(0) + 1),
        };
        let shape = |area: &Area| (area.url.clone(), class(area.value), frame.path(&area.rings), area.words.clone());
        let shapes = areas.iter().filter(|area| !area.rings.is_empty()).map(shape).collect();
        let mut legend = Vec::new();
        if areas.iter().any(|area| area.value.is_some_and(|value| value <= 0)) {
            legend.push(Class {
                class: "q0".to_owned(),
                words: say(0),
            });
        }
        let mut least = 1;
        for (no, most) in (1..).zip(&bounds) {
            let words = if least >= *most {
                say(*most)
            } else {
                format!("{} – {}", say(least), say(*most))
            };
            legend.push(Class {
                class: format!("q{no}"),
                words,
            });
            least = most + 1;
        }
        if areas.iter().any(|area| area.value.is_none()) {
            legend.push(Class {
                class: "none".to_owned(),
                words: nothing.into(),
            });
        }
        Areas {
            words: words.into(),
            legend,
            height: frame.height,
            shapes,
        }
    }
}

/// The greatest values of at most five classes that hold about as many areas each.
fn bounds(areas: &[Area]) -> Vec<i64> {
    let mut values: Vec<i64> = areas.iter().filter_map(|area| area.value).filter(|value| *value > 0).collect();
    values.sort_unstable();
    let classes = 5.min(values.len());
    let mut bounds: Vec<i64> = (1..=classes)
        .filter_map(|class| values.get(class * values.len() / classes - 1))
        .copied()
        .collect();
    bounds.dedup();
    bounds
}

/// How degrees become pixels: the middle parallel is drawn true.
struct Frame {
    west: i64,
    north: i64,
    /// Millionths of a degree of latitude a pixel.
    step: i64,
    /// How much narrower a degree of longitude is, in thousandths.
    narrow: i64,
    height: i64,
}

impl Frame {
    fn of(areas: &[Area]) -> Self {
        let points = || areas.iter().flat_map(|area| &area.rings).flatten();
        let edge = |value: Option<i64>| value.unwrap_or(0);
        let (west, east) = (edge(points().map(|point| point.0).min()), edge(points().map(|point| point.0).max()));
        let (south, north) = (edge(points().map(|point| point.1).min()), edge(points().map(|point| point.1).max()));
        let narrow = cosine((south + north) / 2);
        let step = ((east - west) * narrow / 1000 / (MAP - 4)).max(1);
        Frame {
            west,
            north,
            step,
            narrow,
            height: (north - south) / step + 4,
        }
    }

    fn place(&self, (lon, lat): (i64, i64)) -> (i64, i64) {
        // Tenths of a pixel.
        let x = (lon - self.west) * self.narrow / 100 / self.step + 20;
        let y = (self.north - lat) * 10 / self.step + 20;
        (x, y)
    }

    fn path(&self, rings: &[Vec<(i64, i64)>]) -> String {
        let mut text = String::new();
        for ring in rings {
            let mut last = None;
            for point in ring {
                let (x, y) = self.place(*point);
                // What lies less than half a pixel off is not seen.
                if last.is_some_and(|(before_x, before_y): (i64, i64)| (x - before_x).abs() + (y - before_y).abs() < 8) {
                    continue;
                }
                let to = if last.is_none() { 'M' } else { 'L' };
                let _ = write!(text, "{to}{}.{} {}.{}", x / 10, x % 10, y / 10, y % 10);
                last = Some((x, y));
            }
            text.push('Z');
        }
        text
    }
}

/// The cosine of a latitude in millionths of a degree, in thousandths.
#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "a latitude")]
fn cosine(latitude: i64) -> i64 {
    ((latitude as f64 / 1_000_000.0).to_radians().cos() * 1000.0).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(value: Option<i64>, west: i64) -> Area {
        let ring = vec![
            (west, 50_000_000),
            (west + 1_000_000, 50_000_000),
            (west + 1_000_000, 51_000_000),
            (west, 50_000_000),
        ];
        Area {
            words: String::new(),
            url: String::new(),
            rings: vec![ring],
            value,
        }
    }

    #[test]
    fn classes_hold_about_as_many_areas_each_and_nothing_known_stands_apart() {
        let values = [None, Some(0), Some(1), Some(2), Some(3), Some(10), Some(400)];
        let areas: Vec<Area> = (0..).zip(values).map(|(no, value)| area(value, 60_000_000 + no * 1_000_000)).collect();
        let map = Areas::new("", &areas, |value| value.to_string(), "?");
        let legend: Vec<&str> = map.legend.iter().map(|class| class.words.as_str()).collect();
        assert_eq!(legend, ["0", "1", "2", "3", "4 – 10", "11 – 400", "?"]);
        let classes: Vec<&str> = map.shapes.iter().map(|(_, class, ..)| class.as_str()).collect();
        assert_eq!(classes, ["none", "q0", "q1", "q2", "q3", "q4", "q5"]);
    }

    #[test]
    fn equal_values_share_a_class_and_a_map_of_nothing_is_empty() {
        let areas = [area(Some(7), 60_000_000), area(Some(7), 61_000_000)];
        assert_eq!(Areas::new("", &areas, |value| value.to_string(), "").legend.len(), 1);
        assert!(Areas::new("", &[], |value| value.to_string(), "").shapes.is_empty());
    }

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
