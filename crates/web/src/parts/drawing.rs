//! Lines and areas of an entry on the outline of its body, drawn by the server, with a scale.

use askama::Template;

use super::plane::Plane;

/// How high the drawing is, in its own units.
const HEIGHT: f64 = 480.0;

/// Scales that people read easily, in metres.
const SCALES: [u32; 12] = [100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000];

/// The widest that a scale is drawn.
const SCALE_MOST: f64 = 200.0;

/// Places of longitude and latitude, one after another.
type Places = Vec<(f64, f64)>;

/// What is drawn.
#[derive(Debug, Clone, Default)]
pub struct Sketch {
    /// Areas, each of its outer ring and its holes.
    pub areas: Vec<Vec<Places>>,
    /// Lines in the order in which they were gone; the first begins the way, the last ends it.
    pub lines: Vec<Places>,
    /// Rings of outlines that lie under it all.
    pub under: Vec<Places>,
}

/// A drawing.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/drawing.html")]
pub struct Drawing {
    /// What it shows, read out.
    pub caption: String,
    height: f64,
    under: String,
    areas: Vec<String>,
    lines: Vec<String>,
    ends: Option<((f64, f64), (f64, f64))>,
    /// How wide the scale is, and what it says.
    scale: (f64, String),
}

impl Drawing {
    /// Draws a sketch; `words` names a length in metres. Nothing where there is neither area nor line.
    #[must_use]
    pub fn new(caption: impl Into<String>, sketch: &Sketch, words: impl Fn(u32) -> String) -> Option<Self> {
        let places = sketch.areas.iter().flatten().chain(&sketch.lines).flatten().copied();
        let plane = Plane::holding(places, HEIGHT)?;
        let wide = |metres: u32| plane.kilometres(f64::from(metres) / 1_000.0);
        let scale = SCALES.into_iter().rev().find(|metres| wide(*metres) <= SCALE_MOST).unwrap_or(100);
        let first = sketch.lines.first().and_then(|line| line.first());
        let last = sketch.lines.last().and_then(|line| line.last());
        Some(Drawing {
            caption: caption.into(),
            height: HEIGHT,
            under: sketch.under.iter().map(|ring| plane.ring(ring)).collect(),
            areas: sketch.areas.iter().map(|rings| rings.iter().map(|ring| plane.ring(ring)).collect()).collect(),
            lines: sketch.lines.iter().map(|line| plane.line(line)).collect(),
            ends: first.zip(last).map(|(first, last)| (plane.at(*first), plane.at(*last))),
            scale: (wide(scale), words(scale)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_is_as_wide_as_it_says() {
        // Two kilometres to the north, and air around them.
        let sketch = Sketch {
            lines: vec![vec![(70.0, 50.0), (70.0, 50.018)]],
            ..Sketch::default()
        };
        let drawing = Drawing::new("", &sketch, |metres| metres.to_string()).unwrap();
        let ((_, from), (_, to)) = drawing.ends.unwrap();
        let metres: f64 = drawing.scale.1.parse().unwrap();
        let whole = (from - to) / drawing.scale.0 * metres;
        assert!((whole - 2_001.5).abs() < 1.0, "{whole}");
        assert!(drawing.scale.0 <= SCALE_MOST);
        assert!(Drawing::new("", &Sketch::default(), |_| String::new()).is_none());
    }
}
