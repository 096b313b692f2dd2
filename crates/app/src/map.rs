//! What a map shows: the outlines of bodies made light, and what stands where.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use geo::{Geometry, InteriorPoint, LineString, MultiPolygon, Simplify};
use qorgau_domain::ledger::{Hash, of_secret};
use qorgau_domain::time::day_number;
use qorgau_domain::value::{Content, Value};
use qorgau_domain::{BodyId, EntryId, Period};
use qorgau_rulebook::register::{Field, FieldType, Register};
use qorgau_store::{PlainEntry, Scope};

use crate::{App, AppError};

/// How far a light outline may lie from the true one, in degrees: about 400 metres, less than a line is wide on a map of a region.
const LIGHT: f64 = 0.004;

/// The most points that a map is given.
pub const MOST_POINTS: usize = 5_000;

/// The most points that the lines and areas over a map have together.
const MOST_DRAWN: usize = 30_000;

/// The fewest points that one of them may need, however many there are.
const LEAST_DRAWN: usize = 40;

/// How far one that is made lighter lies from the true one at first, in degrees: about two metres.
const NEAR: f64 = 0.000_02;

/// A point: longitude, latitude.
pub type Place = (f64, f64);

/// A light outline: polygons, each of its outer ring and its holes.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// The polygons.
    pub polygons: Vec<Vec<Vec<Place>>>,
    /// A place well inside, for a name.
    pub middle: Place,
}

/// Light outlines by the hash of the true ones: an outline is made light once.
#[derive(Debug, Default)]
pub struct Outlines(Mutex<BTreeMap<Hash, Arc<Outline>>>);

/// An entry on a map.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The entry.
    pub id: EntryId,
    /// Its body.
    pub body: BodyId,
    /// Its number in the book.
    pub number: String,
    /// Where.
    pub at: Place,
    /// Its day, where it has one.
    pub day: Option<jiff::civil::Date>,
}

/// What stands where.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Points {
    /// The entries with coordinates.
    pub points: Vec<Point>,
    /// Entries of the time without coordinates.
    pub placeless: usize,
    /// There are more entries than a map is given.
    pub cut: bool,
}

impl Outlines {
    /// The light outlines of those of some bodies whose territory is known.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn of(&self, app: &App, bodies: &[BodyId]) -> Result<Vec<(BodyId, Arc<Outline>)>, AppError> {
        let mut found = Vec::new();
        for (body, text) in app.store.territories().await? {
            if bodies.contains(&body) {
                found.extend(self.light(&text)?.map(|outline| (body, outline)));
            }
        }
        Ok(found)
    }

    fn light(&self, text: &str) -> Result<Option<Arc<Outline>>, AppError> {
        let hash = of_secret(text.as_bytes());
        if let Some(known) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&hash) {
            return Ok(Some(Arc::clone(known)));
        }
        let polygons = match crate::territories::geometry(text)? {
            Geometry::Polygon(polygon) => MultiPolygon(vec![polygon]),
            Geometry::MultiPolygon(polygons) => polygons,
            _ => return Ok(None),
        };
        let Some(middle) = polygons.interior_point() else { return Ok(None) };
        let outline = Arc::new(Outline {
            polygons: rings(&polygons.simplify(LIGHT)),
            middle: (middle.x(), middle.y()),
        });
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(hash, Arc::clone(&outline));
        Ok(Some(outline))
    }
}

fn rings(polygons: &MultiPolygon<f64>) -> Vec<Vec<Vec<Place>>> {
    let ring = |line: &geo::LineString<f64>| line.coords().map(|at| (at.x, at.y)).collect::<Vec<_>>();
    let polygon = |polygon: &geo::Polygon<f64>| {
        let holes = polygon.interiors().iter().map(ring).filter(|hole| hole.len() > 3);
        [ring(polygon.exterior())].into_iter().chain(holes).collect::<Vec<_>>()
    };
    // What shrank to a line is too small to be seen.
    let seen = polygons
        .0
        .iter()
        .map(polygon)
        .filter(|polygon| polygon.first().is_some_and(|outer| outer.len() > 3));
    seen.collect()
}

/// What geometries are made of: areas and lines.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shapes {
    /// Areas, each of its outer ring and its holes.
    pub areas: Vec<Vec<Vec<Place>>>,
    /// Lines.
    pub lines: Vec<Vec<Place>>,
}

/// The areas and lines that an entry's fields hold. What is neither is left out.
#[must_use]
pub fn shapes(fields: &Content) -> Shapes {
    let mut shapes = Shapes::default();
    for value in fields.values() {
        if let Value::Geometry(text) = value
            && let Ok(geometry) = crate::territories::geometry(text)
        {
            shapes.add(geometry);
        }
    }
    shapes
}

/// How many points somebody set to draw a geometry: a ring is closed by itself.
#[must_use]
pub fn corners(geojson: &str) -> usize {
    let mut shapes = Shapes::default();
    if let Ok(geometry) = crate::territories::geometry(geojson) {
        shapes.add(geometry);
    }
    let rings: usize = shapes.areas.iter().map(Vec::len).sum();
    shapes.points() - rings
}

/// How many points each of so many entries may have on a map, so that it holds them all.
#[must_use]
pub fn share(entries: usize) -> usize {
    (MOST_DRAWN / entries.max(1)).max(LEAST_DRAWN)
}

impl Shapes {
    /// Whether there is nothing to draw.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.areas.is_empty() && self.lines.is_empty()
    }

    /// The same to about a metre, in so many points or fewer as far as its parts allow; no part is lost.
    #[must_use]
    pub fn light(mut self, most: usize) -> Self {
        let mut far = NEAR;
        while self.points() > most && far < 1.0 {
            self.simplify(far);
            far *= 2.0;
        }
        let all = self.areas.iter_mut().flatten().chain(self.lines.iter_mut()).flatten();
        for (lon, lat) in all {
            *lon = metre(*lon);
            *lat = metre(*lat);
        }
        self
    }

    fn points(&self) -> usize {
        self.areas.iter().flatten().chain(self.lines.iter()).map(Vec::len).sum()
    }

    fn simplify(&mut self, far: f64) {
        let fewer = |line: &[Place]| -> Vec<Place> {
            let line = LineString::<f64>::from(line.to_vec()).simplify(far);
            line.coords().map(|at| (at.x, at.y)).collect()
        };
        for line in &mut self.lines {
            *line = fewer(line);
        }
        for ring in self.areas.iter_mut().flatten() {
            let light = fewer(ring);
            // What has three points or fewer is no ring any more.
            if light.len() > 3 {
                *ring = light;
            }
        }
    }

    fn add(&mut self, geometry: Geometry<f64>) {
        let line = |line: &geo::LineString<f64>| line.coords().map(|at| (at.x, at.y)).collect::<Vec<_>>();
        match geometry {
            Geometry::Polygon(polygon) => self.areas.extend(rings(&MultiPolygon(vec![polygon]))),
            Geometry::MultiPolygon(polygons) => self.areas.extend(rings(&polygons)),
            Geometry::LineString(one) => self.lines.push(line(&one)),
            Geometry::MultiLineString(lines) => self.lines.extend(lines.0.iter().map(line)),
            Geometry::GeometryCollection(parts) => parts.into_iter().for_each(|part| self.add(part)),
            _ => {}
        }
    }
}

/// A coordinate to about a metre.
fn metre(degrees: f64) -> f64 {
    (degrees * 100_000.0).round() / 100_000.0
}

/// The field that says where an entry of a register lies; none where that is personal.
#[must_use]
pub fn place_field(register: &Register) -> Option<&Field> {
    register.field.iter().find(|field| field.kind == FieldType::Place && !field.personal)
}

impl App {
    /// Where the entries of a register in a period lie, of the bodies of a scope. Nothing personal is looked at.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn points(&self, scope: &Scope, register: &Register, period: Period) -> Result<Points, AppError> {
        let Some(field) = place_field(register) else { return Ok(Points::default()) };
        let days = (day_number(period.first_month().first()), day_number(period.last_month().last()));
        let most = i64::try_from(MOST_POINTS).unwrap_or(i64::MAX).saturating_add(1);
        let mut entries = self.store.plain_entries(scope, &register.code, days, most).await?;
        let cut = entries.len() > MOST_POINTS;
        entries.truncate(MOST_POINTS);
        let all = entries.len();
        let points: Vec<Point> = entries.into_iter().filter_map(|entry| point(&field.code, &entry)).collect();
        Ok(Points {
            placeless: all - points.len(),
            points,
            cut,
        })
    }
}

fn point(field: &str, entry: &PlainEntry) -> Option<Point> {
    let Some(Value::Place(place)) = entry.fields.get(field) else { return None };
    Some(Point {
        id: entry.id,
        body: entry.body,
        number: entry.envelope.number.to_string(),
        at: placed(place.at?),
        day: entry.envelope.day,
    })
}

/// Where latitude and longitude in millionths lie. Coordinates are measured, not counted, so that floats serve.
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "millionths of a degree lie far below 2^52")]
pub fn placed((lat, lon): (i64, i64)) -> Place {
    let degrees = |millionths: i64| millionths as f64 / 1_000_000.0;
    (degrees(lon), degrees(lat))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_too_many_points_is_told_in_fewer_and_no_part_is_lost() {
        let wave = |no: u32| (60.0 + f64::from(no) * 0.001, 50.0 + (f64::from(no) / 7.0).sin() * 0.01);
        let square = vec![(61.0, 51.0), (61.000_1, 51.0), (61.000_1, 51.000_1), (61.0, 51.000_1), (61.0, 51.0)];
        let shapes = Shapes {
            areas: vec![vec![square.clone()]],
            lines: vec![(0..2_000).map(wave).collect()],
        };
        let light = shapes.clone().light(400);
        assert!(light.points() <= 400, "{}", light.points());
        assert_eq!(light.areas, [[square]]);
        let [line] = light.lines.as_slice() else { panic!("{light:?}") };
        assert!(line.len() > 60, "{}", line.len());
        assert_eq!((line.first(), line.last().map(|at| at.0)), (Some(&(60.0, 50.0)), Some(61.999)));
        let few = shapes.clone().light(5_000);
        assert_eq!(few.points(), shapes.points(), "what has few enough points keeps them");
    }

    #[test]
    fn corners_are_counted_as_they_were_set() {
        let hole = r#"{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,9],[0,0]],[[1,1],[2,1],[2,2],[1,1]]]}"#;
        let line = r#"{"type":"LineString","coordinates":[[0,0],[1,1],[2,2]]}"#;
        let point = r#"{"type":"Point","coordinates":[0,0]}"#;
        assert_eq!([hole, line, point, "no outline"].map(corners), [7, 3, 0, 0]);
    }

    #[test]
    fn a_map_of_many_has_room_for_all() {
        for entries in [0, 1, 7, 500] {
            assert!(share(entries) * entries <= MOST_DRAWN && share(entries) >= LEAST_DRAWN, "{entries}");
        }
    }
}
