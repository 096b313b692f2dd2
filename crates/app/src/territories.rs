//! Territories: imported from GeoJSON by KATO code, checked, and repaired where that is safe.

use geo::{Area, BooleanOps, BoundingRect, Geometry, MultiPolygon, Polygon, Validation};
use geojson::{FeatureCollection, GeoJson};
use qorgau_domain::act::{Kind, RecordDraft};
use qorgau_domain::value::{Content, Value};
use qorgau_store::{Draft, Effect, StoreError};

use crate::import::FileFault;
use crate::{App, AppError};

/// What became of the features of a file.
#[derive(Debug, Clone, Default)]
pub struct Imported {
    /// Territories set.
    pub accepted: usize,
    /// Territories whose geometry was repaired.
    pub repaired: Vec<String>,
    /// Features refused: their number, KATO code and why.
    pub refused: Vec<(usize, String, TerritoryFault)>,
    /// Territories that were there already, the same.
    pub already_there: usize,
}

/// Why a feature was refused. Words for people: `l10n`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TerritoryFault {
    /// No body has this KATO code.
    NoBody,
    /// It has no geometry, or an empty one.
    NoGeometry,
    /// A territory is a Polygon or MultiPolygon.
    NoPolygon,
    /// Coordinates lie outside longitude ±180, latitude ±90 (WGS 84).
    OutsideTheEarth,
    /// It crosses itself and cannot be repaired without changing its area by more than 1 %.
    CrossesItself,
    /// Its reader says more than we can word.
    Unreadable(String),
}

impl App {
    /// Imports territories, joined to bodies by the property `kato`.
    ///
    /// # Errors
    /// When the file is no GeoJSON of features; then nothing was stored.
    pub async fn import_territories(&self, file: &str, actor: &str, dry_run: bool) -> Result<Imported, AppError> {
        let collection = collection(file)?;
        let tree = self.store.tree().await?;
        let known = self.store.territories().await?;
        let mut imported = Imported::default();
        let mut drafts = Vec::new();
        for (no, feature) in (1..).zip(collection.features) {
            let kato = feature.property("kato").and_then(|value| value.as_str()).unwrap_or_default().to_owned();
            let Some(body) = tree.by_code(&kato, self.today()).filter(|_| !kato.is_empty()) else {
                imported.refused.push((no, kato, TerritoryFault::NoBody));
                continue;
            };
            let shape = feature.geometry.as_ref().map(|geometry| Geometry::<f64>::try_from(geometry.clone()));
            let (shape, repaired) = match shape.map(|shape| shape.map_err(|error| TerritoryFault::Unreadable(error.to_string())).and_then(sound)) {
                Some(Ok(sound)) => sound,
                Some(Err(reason)) => {
                    imported.refused.push((no, kato, reason));
                    continue;
                }
                None => {
                    imported.refused.push((no, kato, TerritoryFault::NoGeometry));
                    continue;
                }
            };
            if repaired {
                imported.repaired.push(kato);
            }
            let text = geojson::Geometry::new((&shape).into()).to_string();
            if known.iter().any(|(other, geometry)| *other == body && *geometry == text) {
                imported.already_there += 1;
                continue;
            }
            imported.accepted += 1;
            let plain = Content::from([("@geometry".to_owned(), Value::Geometry(text.clone()))]);
            let record = RecordDraft {
                body,
                kind: Kind::Territory,
                subject: self.new_id(),
                plain,
                salt: self.salt(),
                stamp: self.stamp(actor),
            };
            drafts.push(Draft::Record(Box::new(record), Effect::Territory(text)));
        }
        if !dry_run && !drafts.is_empty() {
            self.commit_whole(drafts).await?;
        }
        Ok(imported)
    }
}

fn collection(file: &str) -> Result<FeatureCollection, FileFault> {
    match file.parse::<GeoJson>() {
        Ok(GeoJson::FeatureCollection(collection)) => Ok(collection),
        Ok(_) => Err(FileFault::NoFeatures),
        Err(error) => Err(FileFault::Unreadable(error.to_string())),
    }
}

/// A territory as valid polygons inside the ranges of latitude and longitude; `true` where it had to be repaired.
fn sound(shape: Geometry<f64>) -> Result<(MultiPolygon<f64>, bool), TerritoryFault> {
    let shape = match shape {
        Geometry::Polygon(polygon) => MultiPolygon(vec![polygon]),
        Geometry::MultiPolygon(polygons) => polygons,
        _ => return Err(TerritoryFault::NoPolygon),
    };
    let frame = shape.bounding_rect().ok_or(TerritoryFault::NoGeometry)?;
    if frame.min().x < -180.0 || frame.max().x > 180.0 || frame.min().y < -90.0 || frame.max().y > 90.0 {
        return Err(TerritoryFault::OutsideTheEarth);
    }
    if shape.is_valid() {
        return Ok((shape, false));
    }
    // The union of a shape's own polygons with nothing makes rings that cross themselves simple again.
    let mended = shape
        .0
        .iter()
        .fold(MultiPolygon::<f64>(Vec::new()), |whole, polygon: &Polygon<f64>| whole.union(polygon));
    let lost = (mended.unsigned_area() - shape.unsigned_area()).abs() > shape.unsigned_area() * 0.01;
    if mended.0.is_empty() || lost || !mended.is_valid() {
        return Err(TerritoryFault::CrossesItself);
    }
    Ok((mended, true))
}

/// A stored territory as geometry.
pub(crate) fn geometry(text: &str) -> Result<Geometry<f64>, AppError> {
    let broken = |error: geojson::Error| StoreError::Damaged(format!("a stored territory cannot be read: {error}"));
    let parsed: geojson::Geometry = text.parse().map_err(broken)?;
    Ok(Geometry::try_from(parsed).map_err(broken)?)
}
