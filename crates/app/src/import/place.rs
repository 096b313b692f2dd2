//! Which body a place lies in, by the territories that were imported.

use geo::{BoundingRect, Contains, Geometry, Point, Rect};
use qorgau_domain::BodyId;
use qorgau_domain::value::{Content, Value};

use super::Reason;
use crate::map::placed;
use crate::{App, AppError};

/// Territories ready to be asked.
pub(crate) struct Territories {
    shapes: Vec<(BodyId, Rect<f64>, Geometry<f64>)>,
}

impl Territories {
    /// The territories of an installation; those of districts are asked before those of regions.
    pub(crate) async fn of(app: &App) -> Result<Self, AppError> {
        let tree = app.store.tree().await?;
        let mut shapes = Vec::new();
        for (body, text) in app.store.territories().await? {
            let geometry = crate::territories::geometry(&text)?;
            if let Some(frame) = geometry.bounding_rect() {
                shapes.push((body, frame, geometry));
            }
        }
        let is_district = |body: BodyId| tree.on(body, app.today()).is_some_and(|version| version.level == "district");
        shapes.sort_by_key(|(body, ..)| (!is_district(*body), *body));
        Ok(Territories { shapes })
    }

    /// The body whose territory holds the entry's place.
    pub(crate) fn find(&self, fields: &Content) -> Result<BodyId, Reason> {
        let Some(Value::Place(place)) = fields.get("place") else {
            return Err(Reason::NoCoordinates);
        };
        let (lat, lon) = place.at.ok_or(Reason::NoCoordinates)?;
        let point = Point::from(placed((lat, lon)));
        let holding = self.shapes.iter().find(|(_, frame, shape)| frame.contains(&point) && shape.contains(&point));
        let words = |millionths: i64| qorgau_domain::amount::plain(millionths, 6);
        holding.map(|(body, ..)| *body).ok_or_else(|| Reason::NoTerritory {
            lat: words(lat),
            lon: words(lon),
        })
    }
}
