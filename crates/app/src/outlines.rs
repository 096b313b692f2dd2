//! Outlines of territories for maps that the server draws.

use std::collections::BTreeMap;

use geo::{Coord, Geometry, LineString};
use qorgau_domain::BodyId;

use crate::{App, AppError, territories};

/// Rings of points, in millionths of a degree: longitude, latitude.
pub type Rings = Vec<Vec<(i64, i64)>>;

impl App {
    /// The outlines of these bodies, as far as their territories are known.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn outlines(&self, bodies: &[BodyId]) -> Result<BTreeMap<BodyId, Rings>, AppError> {
        let mut outlines = BTreeMap::new();
        for (body, text) in self.store.territories().await? {
            if bodies.contains(&body) {
                outlines.insert(body, rings(&territories::geometry(&text)?));
            }
        }
        Ok(outlines)
    }
}

fn rings(shape: &Geometry<f64>) -> Rings {
    let polygons = match shape {
        Geometry::Polygon(polygon) => std::slice::from_ref(polygon),
        Geometry::MultiPolygon(polygons) => polygons.0.as_slice(),
        _ => &[],
    };
    let lines = polygons
        .iter()
        .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
    lines.map(points).collect()
}

fn points(line: &LineString<f64>) -> Vec<(i64, i64)> {
    line.0.iter().map(|Coord { x, y }| (millionths(*x), millionths(*y))).collect()
}

#[allow(clippy::cast_possible_truncation, reason = "degrees times a million fit easily")]
fn millionths(degrees: f64) -> i64 {
    (degrees * 1_000_000.0).round() as i64
}
