//! A map of districts by a figure, drawn by the server: for paper, and where no script runs.

use askama::Template;

use super::Link;
use super::plane::{Plane, WIDTH};

/// How many classes a figure is shown in, beside none and not known.
const CLASSES: usize = 5;

/// How high a map around some places is, in its own units.
const NEAR_HEIGHT: f64 = 560.0;

/// A district to be drawn.
#[derive(Debug, Clone)]
pub struct Shape {
    /// Rings of longitude and latitude.
    pub rings: Vec<Vec<(f64, f64)>>,
    /// A place well inside.
    pub middle: (f64, f64),
    /// Its name and figure, and where it leads.
    pub link: Link,
    /// What stands on it: the figure alone.
    pub label: String,
    /// The figure, in its smallest unit; `None`: not known.
    pub value: Option<i64>,
}

/// A line of the legend.
#[derive(Debug, Clone)]
pub struct Legend {
    /// The class: `c0` to `c5`, or `cx`.
    pub class: String,
    /// What it means.
    pub words: String,
}

/// Something that lies over the districts.
#[derive(Debug, Clone)]
pub struct Over {
    /// What it is: `closed` or `track`.
    pub class: &'static str,
    /// Areas, each of its rings.
    pub areas: Vec<Vec<Vec<(f64, f64)>>>,
    /// Lines.
    pub lines: Vec<Vec<(f64, f64)>>,
    /// A place that stands for it.
    pub at: Option<(f64, f64)>,
    /// What it is called, and where it leads.
    pub link: Link,
}

/// What is drawn of it.
#[derive(Debug, Clone)]
struct DrawnOver {
    class: &'static str,
    area: String,
    line: String,
    at: Option<(f64, f64)>,
    link: Link,
}

impl DrawnOver {
    fn of(plane: &Plane, over: &Over) -> Self {
        let ring = |ring: &Vec<(f64, f64)>| path(plane, ring) + "Z";
        DrawnOver {
            class: over.class,
            area: over.areas.iter().flatten().map(ring).collect(),
            line: over.lines.iter().map(|line| path(plane, line)).collect(),
            at: over.at.map(|at| plane.at(at)).filter(|at| inside(plane, at)),
            link: over.link.clone(),
        }
    }
}

/// A line as a path, without the points that nobody could tell from those before.
fn path(plane: &Plane, line: &[(f64, f64)]) -> String {
    let mut kept: Vec<(f64, f64)> = Vec::new();
    for (no, place) in line.iter().enumerate() {
        let (x, y) = plane.at(*place);
        let apart = kept.last().map(|last| plane.at(*last));
        if apart.is_none_or(|last| (last.0 - x).abs() + (last.1 - y).abs() >= 1.0) || no + 1 == line.len() {
            kept.push(*place);
        }
    }
    plane.line(&kept)
}

fn inside(plane: &Plane, (x, y): &(f64, f64)) -> bool {
    (0.0..=WIDTH).contains(x) && (0.0..=plane.height()).contains(y)
}

/// What is drawn of a district.
#[derive(Debug, Clone)]
struct Drawn {
    path: String,
    x: f64,
    y: f64,
    class: String,
    link: Link,
    label: String,
}

impl Drawn {
    fn of(plane: &Plane, shape: &Shape, class: String) -> Self {
        let (x, y) = plane.at(shape.middle);
        Drawn {
            path: shape.rings.iter().map(|ring| plane.ring(ring)).collect(),
            x,
            y,
            class,
            link: shape.link.clone(),
            label: shape.label.clone(),
        }
    }
}

/// A map of districts.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/district_map.html")]
pub struct DistrictMap {
    /// What it shows, read out.
    pub caption: String,
    height: f64,
    drawn: Vec<Drawn>,
    over: Vec<DrawnOver>,
    dots: Vec<(f64, f64)>,
    legend: Vec<Legend>,
    plane: Plane,
}

impl DistrictMap {
    /// Draws shapes; `words` names a class by its least and greatest figure, `none` and `unknown` the other two.
    #[must_use]
    pub fn new(caption: impl Into<String>, shapes: &[Shape], words: impl Fn(i64, i64) -> String, none: String, unknown: String) -> Self {
        DistrictMap::near(&[], caption, shapes, words, none, unknown)
    }

    /// The same, but no more of the earth than what lies around some places; with no places, all the shapes.
    #[must_use]
    pub fn near(
        places: &[(f64, f64)],
        caption: impl Into<String>,
        shapes: &[Shape],
        words: impl Fn(i64, i64) -> String,
        none: String,
        unknown: String,
    ) -> Self {
        let bounds = bounds(shapes.iter().filter_map(|shape| shape.value));
        let whole = || Plane::around(shapes.iter().flat_map(|shape| shape.rings.iter().flatten()).copied());
        let plane = Plane::holding(places.iter().copied(), NEAR_HEIGHT).unwrap_or_else(whole);
        let drawn = shapes.iter().map(|shape| Drawn::of(&plane, shape, class(&bounds, shape.value)));
        DistrictMap {
            caption: caption.into(),
            height: plane.height(),
            drawn: drawn.collect(),
            over: Vec::new(),
            dots: Vec::new(),
            legend: legend(&bounds, shapes, words, none, unknown),
            plane,
        }
    }

    /// With dots at places of longitude and latitude, as far as they lie in the drawing.
    #[must_use]
    pub fn with_dots(mut self, places: impl Iterator<Item = (f64, f64)>) -> Self {
        let plane = self.plane;
        self.dots = places.map(|place| plane.at(place)).filter(|at| inside(&plane, at)).collect();
        self
    }

    /// With what lies over the districts, and what it means.
    #[must_use]
    pub fn with_over(mut self, over: &[Over], legend: Vec<Legend>) -> Self {
        self.over = over.iter().map(|one| DrawnOver::of(&self.plane, one)).collect();
        self.legend.extend(legend);
        self
    }
}

/// The least and greatest figure of each class: about as many districts in each, alike figures together.
#[must_use]
fn bounds(values: impl Iterator<Item = i64>) -> Vec<(i64, i64)> {
    let mut values: Vec<i64> = values.filter(|value| *value != 0).collect();
    values.sort_unstable();
    let mut classes: Vec<(i64, i64)> = Vec::new();
    let size = values.len().div_ceil(CLASSES).max(1);
    let mut taken = 0;
    for value in values {
        match classes.last_mut() {
            Some(last) if last.1 == value || taken < size => last.1 = value,
            _ => {
                classes.push((value, value));
                taken = 0;
            }
        }
        taken += 1;
    }
    classes
}

/// The name of a figure's class in the style sheet.
#[must_use]
fn class(bounds: &[(i64, i64)], value: Option<i64>) -> String {
    match value {
        None => "cx".to_owned(),
        Some(0) => "c0".to_owned(),
        Some(value) => {
            let place = bounds.iter().position(|(_, most)| value <= *most).unwrap_or(bounds.len().saturating_sub(1));
            // Few classes stand far apart.
            let shade = if bounds.len() < 2 {
                CLASSES - 2
            } else {
                1 + place * (CLASSES - 1) / (bounds.len() - 1)
            };
            format!("c{shade}")
        }
    }
}

/// Tells the class of each of some figures by all of them.
pub fn district_class(values: impl Iterator<Item = i64>) -> impl Fn(Option<i64>) -> String {
    let bounds = bounds(values);
    move |value| class(&bounds, value)
}

fn legend(bounds: &[(i64, i64)], shapes: &[Shape], words: impl Fn(i64, i64) -> String, none: String, unknown: String) -> Vec<Legend> {
    let has = |value: Option<i64>| shapes.iter().any(|shape| shape.value == value);
    let line = |class: String, words: String| Legend { class, words };
    let mut lines = Vec::new();
    if has(None) {
        lines.push(line("cx".to_owned(), unknown));
    }
    if has(Some(0)) {
        lines.push(line("c0".to_owned(), none));
    }
    lines.extend(bounds.iter().map(|(least, most)| line(class(bounds, Some(*most)), words(*least, *most))));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_over_is_drawn_where_it_lies_and_as_roughly_as_it_is_seen() {
        let square = vec![(60.0, 50.0), (70.0, 50.0), (70.0, 54.0), (60.0, 54.0), (60.0, 50.0)];
        let shape = Shape {
            rings: vec![square.clone()],
            middle: (65.0, 52.0),
            link: Link::new("", ""),
            label: String::new(),
            value: None,
        };
        // A hundred fixes within a hundredth of a degree: about a unit of the drawing.
        let line: Vec<(f64, f64)> = (0..100).map(|no| (65.0 + f64::from(no) * 0.000_1, 52.0)).collect();
        let over = Over {
            class: "track",
            areas: vec![vec![square]],
            lines: vec![line.clone()],
            at: Some((10.0, 10.0)),
            link: Link::new("", ""),
        };
        let words = |_: i64, _: i64| String::new();
        let whole = DistrictMap::new("", std::slice::from_ref(&shape), words, String::new(), String::new());
        let drawn = whole.with_over(std::slice::from_ref(&over), Vec::new()).over.remove(0);
        assert_eq!(drawn.line.matches(['M', 'L']).count(), 2, "{}", drawn.line);
        assert_eq!(drawn.area.matches(['M', 'L', 'Z']).count(), 6, "{}", drawn.area);
        assert_eq!(drawn.at, None, "it lies outside the drawing");
        let near = DistrictMap::near(&line, "", &[shape], words, String::new(), String::new());
        let drawn = near.with_over(&[over], Vec::new()).over.remove(0);
        assert_eq!(
            drawn.line.matches(['M', 'L']).count(),
            100,
            "seen from near, every fix stands apart: {}",
            drawn.line
        );
    }

    #[test]
    fn classes_hold_alike_figures_together_and_miss_none() {
        let values = [0, 1, 1, 1, 2, 3, 5, 8, 13, 21, 34];
        let bounds = bounds(values.into_iter());
        assert!(
            bounds.len() <= CLASSES && bounds.first() == Some(&(1, 1)) && bounds.last().unwrap().1 == 34,
            "{bounds:?}"
        );
        for pair in bounds.windows(2) {
            assert!(pair[0].1 < pair[1].0, "{bounds:?}");
        }
        assert_eq!(
            (class(&bounds, None), class(&bounds, Some(0)), class(&bounds, Some(34))),
            ("cx".into(), "c0".into(), "c5".into())
        );
        assert_eq!(class(&super::bounds([7].into_iter()), Some(7)), "c3");
        assert!(super::bounds(std::iter::empty()).is_empty());
    }
}
