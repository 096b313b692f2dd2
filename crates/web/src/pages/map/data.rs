//! What the drawn map asks for: districts and points as GeoJSON, for the reader's eyes, told again only when they changed.

use axum::extract::{Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use qorgau_app::AppError;
use qorgau_app::map::Points;
use qorgau_domain::ledger::{hex, of_secret};
use qorgau_domain::{Month, Tree};
use qorgau_rulebook::may::Subject;
use serde_json::{Value, json};

use super::super::Gone;
use super::super::inside::{named, signed};
use super::layers::{Card, Layer, Layers};
use super::{Asked, Wanted, said, way};
use crate::here::Here;
use crate::parts::district_class;
use crate::state::Web;
use crate::visitor::Signed;

/// Districts with their figures, each with its class and where it leads.
pub(crate) async fn districts(State(web): State<Web>, here: Here, Query(asked): Query<Asked>, headers: HeaderMap) -> Result<Response, Gone> {
    let tree = web.app().store.tree().await.map_err(AppError::from)?;
    let wanted = Wanted::read(&web, signed(&here)?, &tree, &asked)?;
    let districts = super::districts(&web, &wanted).await?;
    let drawn = || districts.iter().filter(|district| district.outline.is_some());
    let class = district_class(drawn().filter_map(|district| district.value));
    let features = drawn().filter_map(|district| {
        let outline = district.outline.as_ref()?;
        let name = named(&web, &here, &tree, district.body);
        let value = district.value.map_or_else(String::new, |_| said(&here, &wanted, district.value));
        let url = if district.around {
            String::new()
        } else {
            way(&web, &here, &tree, &wanted, district.body)
        };
        Some(json!({
            "type": "Feature",
            "geometry": { "type": "MultiPolygon", "coordinates": outline.polygons },
            "properties": {
                "name": name,
                "said": value,
                "class": class(district.value),
                "url": url,
                "around": district.around,
                "middle": outline.middle,
            },
        }))
    });
    Ok(told(features.collect(), &headers))
}

/// The districts around the reader, by which he finds his way when he points at a place: those below his body, else those beside it,
/// else what is around. Which is his own is said.
pub(crate) async fn outlines(State(web): State<Web>, here: Here, headers: HeaderMap) -> Result<Response, Gone> {
    let (app, own) = (web.app(), signed(&here)?.who.body);
    let tree = app.store.tree().await.map_err(AppError::from)?;
    let month = Month::of(app.today());
    let mut bodies = tree.children(own, month);
    if bodies.is_empty() {
        bodies = tree.parent(own, month).map_or_else(|| vec![own], |above| tree.children(above, month));
    }
    let mut outlines = web.outlines().of(app, &bodies).await?;
    if outlines.is_empty() {
        // Then what is around is drawn, the nearest that has an outline, so that a place stands somewhere.
        let around = tree.upward(own, month);
        let known = web.outlines().of(app, &around).await?;
        let nearest = around.iter().find_map(|body| known.iter().find(|(known, _)| known == body));
        outlines.extend(nearest.cloned());
    }
    let features = outlines.into_iter().map(|(body, outline)| {
        json!({
            "type": "Feature",
            "geometry": { "type": "MultiPolygon", "coordinates": outline.polygons },
            "properties": { "name": named(&web, &here, &tree, body), "own": body == own, "middle": outline.middle },
        })
    });
    Ok(told(features.collect(), &headers))
}

/// Entries as points, each with where it leads.
pub(crate) async fn points(State(web): State<Web>, here: Here, Query(asked): Query<Asked>, headers: HeaderMap) -> Result<Response, Gone> {
    let signed = signed(&here)?;
    let tree = web.app().store.tree().await.map_err(AppError::from)?;
    let wanted = Wanted::read(&web, signed, &tree, &asked)?;
    let points = points_of(&web, signed, &tree, &wanted).await?.ok_or(Gone::Absent)?;
    let features = points.points.iter().map(|point| {
        json!({
            "type": "Feature",
            "geometry": { "type": "Point", "coordinates": point.at },
            "properties": {
                "name": point.number,
                "said": point.day.map_or_else(String::new, |day| here.l.date(day)),
                "url": here.url(&format!("/entries/{}", point.id)),
            },
        })
    });
    Ok(told(features.collect(), &headers))
}

/// What is closed on a day: each object as its areas, its lines, or a place that stands for it.
pub(crate) async fn bans(State(web): State<Web>, here: Here, Query(asked): Query<Asked>, headers: HeaderMap) -> Result<Response, Gone> {
    let signed = signed(&here)?;
    let tree = web.app().store.tree().await.map_err(AppError::from)?;
    let wanted = Wanted::read(&web, signed, &tree, &asked)?;
    let layers = Layers::read((&web, &here), signed, &tree, &wanted, &asked).await?;
    if layers.bans == Layer::Hidden {
        return Err(Gone::Absent);
    }
    let mut features = Vec::new();
    for object in layers.closed().await? {
        let Some(card) = layers.closed_card(&object) else { continue };
        let (areas, lines) = (&object.shapes.areas, &object.shapes.lines);
        if !areas.is_empty() {
            features.push(feature(&card, "area", &json!({ "type": "MultiPolygon", "coordinates": areas })));
        }
        if !lines.is_empty() {
            features.push(feature(&card, "line", &json!({ "type": "MultiLineString", "coordinates": lines })));
        }
        if let Some(at) = object.at {
            features.push(feature(&card, "place", &json!({ "type": "Point", "coordinates": at })));
        }
    }
    Ok(told(features, &headers))
}

/// The tracks of a period, or of a raid, as lines.
pub(crate) async fn tracks(State(web): State<Web>, here: Here, Query(asked): Query<Asked>, headers: HeaderMap) -> Result<Response, Gone> {
    let signed = signed(&here)?;
    let tree = web.app().store.tree().await.map_err(AppError::from)?;
    let wanted = Wanted::read(&web, signed, &tree, &asked)?;
    let layers = Layers::read((&web, &here), signed, &tree, &wanted, &asked).await?;
    if layers.tracks == Layer::Hidden {
        return Err(Gone::Absent);
    }
    let drawn = layers.drawn().await?;
    let with_line = drawn.tracks.iter().filter(|track| !track.lines.is_empty());
    let features = with_line.map(|track| {
        let line = json!({ "type": "MultiLineString", "coordinates": track.lines });
        feature(&layers.track_card(track), "line", &line)
    });
    Ok(told(features.collect(), &headers))
}

/// Something on a layer, with what a click on it tells.
fn feature(card: &Card, form: &str, geometry: &Value) -> Value {
    let ways: Vec<Value> = card.ways.iter().map(|way| json!({ "text": way.text, "url": way.url })).collect();
    json!({
        "type": "Feature",
        "geometry": geometry,
        "properties": {
            "key": card.key.to_string(),
            "form": form,
            "name": card.name,
            "said": card.lines.first(),
            "lines": card.lines,
            "ways": ways,
        },
    })
}

/// The points of the register asked for, of the bodies whose entries the reader may read.
pub(super) async fn points_of(web: &Web, signed: &Signed, tree: &Tree, wanted: &Wanted<'_>) -> Result<Option<Points>, Gone> {
    let Some(code) = wanted.register else { return Ok(None) };
    let app = web.app();
    let Some(scope) = signed.who.scope(app, tree, Subject::Register(code), wanted.body) else {
        return Ok(None);
    };
    Ok(Some(app.points(&scope, app.register(code)?, wanted.period).await?))
}

/// A collection, or nothing where the reader has this very one already.
fn told(features: Vec<Value>, headers: &HeaderMap) -> Response {
    let text = json!({ "type": "FeatureCollection", "features": features }).to_string();
    let tag = format!("\"{}\"", hex(&of_secret(text.as_bytes())));
    let known = headers
        .get(IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains(&tag));
    let kept = [(ETAG, tag), (CACHE_CONTROL, "private, no-cache".to_owned())];
    if known {
        return (StatusCode::NOT_MODIFIED, kept).into_response();
    }
    (kept, [(CONTENT_TYPE, "application/geo+json")], text).into_response()
}
