//! A map of districts by a figure, drawn by the server: for paper, and where no script runs.

use askama::Template;

use super::Link;
use super::plane::{Plane, WIDTH};

/// How many classes a figure is shown in, beside none and not known.
const CLASSES: usize = 5;

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
    dots: Vec<(f64, f64)>,
    legend: Vec<Legend>,
    plane: Plane,
}

impl DistrictMap {
    /// Draws shapes; `words` names a class by its least and greatest figure, `none` and `unknown` the other two.
    #[must_use]
    pub fn new(caption: impl Into<String>, shapes: &[Shape], words: impl Fn(i64, i64) -> String, none: String, unknown: String) -> Self {
        let bounds = bounds(shapes.iter().filter_map(|shape| shape.value));
        let plane = Plane::around(shapes.iter().flat_map(|shape| shape.rings.iter().flatten()).copied());
        let drawn = shapes.iter().map(|shape| Drawn::of(&plane, shape, class(&bounds, shape.value)));
        DistrictMap {
            caption: caption.into(),
            height: plane.height(),
            drawn: drawn.collect(),
            dots: Vec::new(),
            legend: legend(&bounds, shapes, words, none, unknown),
            plane,
        }
    }

    /// With dots at places of longitude and latitude, as far as they lie in the drawing.
    #[must_use]
    pub fn with_dots(mut self, places: impl Iterator<Item = (f64, f64)>) -> Self {
        let inside = |(x, y): &(f64, f64)| (0.0..=WIDTH).contains(x) && (0.0..=self.height).contains(y);
        self.dots = places.map(|place| self.plane.at(place)).filter(inside).collect();
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
