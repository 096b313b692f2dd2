//! The map: districts by a figure, entries as points, and beside it always the table that says the same.

pub mod base;
pub mod data;
mod layers;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::IntoResponse;
use qorgau_app::AppError;
use qorgau_app::map::{Outline, place_field};
use qorgau_app::returns::{Extent, Kind, Sought, Who};
use qorgau_domain::{BodyId, Month, Period, Tree};
use qorgau_rulebook::Indicator;
use qorgau_rulebook::may::{Act, Subject};
use serde::Deserialize;

use self::layers::{Laid, Layers};
use super::charts::span_words;
use super::inside::{Frame, Place, code, named, signed};
use super::{Gone, Page};
use crate::here::Here;
use crate::languages::encoded;
use crate::parts::{Cell, Choice, DistrictMap, DistrictShape, Head, Link, Mark, Row, Table};
use crate::state::Web;
use crate::visitor::Signed;

/// How many months can be chosen.
const MONTHS: i64 = 36;

#[derive(Template)]
#[template(path = "map.html")]
struct Map {
    here: Here,
    frame: Frame,
    body: String,
    period: String,
    bodies: Vec<Choice>,
    months: Vec<Choice>,
    figures: Vec<Choice>,
    registers: Vec<Choice>,
    districts_url: String,
    points_url: String,
    base_url: String,
    figure: String,
    laid: Laid,
    drawn: Option<DistrictMap>,
    without: Option<String>,
    table: Option<Table>,
    seen: Option<String>,
}

/// What the address says; what it leaves out is chosen.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    #[serde(default)]
    body: String,
    #[serde(default)]
    period: String,
    #[serde(default)]
    figure: String,
    #[serde(default)]
    register: Option<String>,
    /// Whether what is closed is shown, and on which day, as people type it; today without it.
    #[serde(default)]
    bans: String,
    #[serde(default)]
    day: String,
    /// Whether tracks are shown, and of which raid alone.
    #[serde(default)]
    tracks: String,
    #[serde(default)]
    raid: String,
}

/// What is shown.
pub(crate) struct Wanted<'a> {
    body: BodyId,
    period: Period,
    /// The figure, where some return of the body may be read.
    figure: Option<&'a Indicator>,
    /// The figures to choose from.
    figures: Vec<&'a Indicator>,
    /// The register whose entries are points; none, where none is asked for or may be read.
    register: Option<&'a str>,
    /// The registers to choose from.
    registers: Vec<&'a str>,
}

impl<'a> Wanted<'a> {
    /// What a reader asks for and may see. A body of which he may read nothing is not there.
    fn read(web: &'a Web, signed: &Signed, tree: &Tree, asked: &Asked) -> Result<Self, Gone> {
        let app = web.app();
        let body = match asked.body.as_str() {
            "" => signed.who.body,
            code => tree.by_code(code, app.today()).ok_or(Gone::Absent)?,
        };
        let period = match asked.period.as_str() {
            "" => Period::Month(Month::of(app.today()).plus(-1)),
            text => text.parse().map_err(|_| Gone::Absent)?,
        };
        Kind::Monthly.fits(period)?;
        let reads = |on: Subject<'_>| signed.who.may(app, tree, Act::Read, on, body);
        let figures: Vec<&Indicator> = if reads(Subject::Document("return.monthly")) {
            app.shown(Kind::Monthly).collect()
        } else {
            Vec::new()
        };
        let figure = match asked.figure.as_str() {
            "" => figures.first().copied(),
            code => Some(*figures.iter().find(|figure| figure.code == code).ok_or(Gone::Absent)?),
        };
        let with_place = app.rulebook.registers.values().filter(|register| place_field(register).is_some());
        let registers: Vec<&str> = with_place
            .map(|register| register.code.as_str())
            .filter(|register| reads(Subject::Register(register)))
            .collect();
        let register = match asked.register.as_deref() {
            // Where a figure is shown, points are asked for.
            None => registers.first().copied().filter(|_| figures.is_empty()),
            Some("") => None,
            Some(code) => Some(*registers.iter().find(|register| **register == code).ok_or(Gone::Absent)?),
        };
        if figures.is_empty() && registers.is_empty() {
            return Err(Gone::Absent);
        }
        Ok(Wanted {
            body,
            period,
            figure,
            figures,
            register,
            registers,
        })
    }

    /// The address of something of what is shown.
    fn url(&self, web: &Web, here: &Here, tree: &Tree, place: &str) -> String {
        let figure = self.figure.map_or("", |figure| figure.code.as_str());
        let register = self.register.unwrap_or_default();
        let body = encoded(&code(web, tree, self.body));
        here.url(&format!("{place}?body={body}&period={}&figure={figure}&register={register}", self.period))
    }
}

/// A district with its figure.
pub(crate) struct District {
    body: BodyId,
    outline: Option<Arc<Outline>>,
    value: Option<i64>,
    /// It is drawn around the others, which have no outline, and is none of them.
    around: bool,
}

/// The districts of a body with their figures: those below it, or itself where none stands below.
pub(crate) async fn districts(web: &Web, wanted: &Wanted<'_>) -> Result<Vec<District>, Gone> {
    let app = web.app();
    let (tree, mut counts) = app.snapshot(wanted.body).await?;
    let mut bodies = tree.children(wanted.body, wanted.period.last_month());
    let alone = bodies.is_empty();
    if alone {
        bodies.push(wanted.body);
    }
    let mut values: BTreeMap<BodyId, Option<i64>> = BTreeMap::new();
    if let Some(indicator) = wanted.figure {
        let (kind, extent) = (Kind::Monthly, Extent::ByBody);
        let sought = Sought {
            kind,
            period: wanted.period,
            extent,
        };
        let returned = app.return_at(&mut counts, &tree, sought).await?;
        if let Some(figure) = returned.figures.iter().find(|figure| figure.code == indicator.code) {
            values.insert(wanted.body, figure.period);
            values.extend(figure.rows.iter().filter_map(|row| match row.who {
                Who::Child(body) => Some((body, row.period)),
                _ => None,
            }));
        }
    }
    let around = tree.upward(wanted.body, wanted.period.last_month());
    let asked: Vec<BodyId> = bodies.iter().chain(&around).copied().collect();
    let outlines: BTreeMap<BodyId, Arc<Outline>> = web.outlines().of(app, &asked).await?.into_iter().collect();
    let district = |body: BodyId| District {
        body,
        outline: outlines.get(&body).cloned(),
        value: values.get(&body).copied().flatten(),
        around: false,
    };
    let mut districts: Vec<District> = bodies.into_iter().map(district).collect();
    if districts.iter().all(|district| district.outline.is_none()) {
        // Then the outline of what is around is drawn, with no figure, so that points stand somewhere.
        let near = around.into_iter().find(|body| outlines.contains_key(body));
        districts.extend(near.map(|body| District {
            value: None,
            around: true,
            ..district(body)
        }));
    }
    Ok(districts)
}

/// Where a district leads: to the return behind its figure; without a right to it, to nothing.
fn way(web: &Web, here: &Here, tree: &Tree, wanted: &Wanted<'_>, body: BodyId) -> String {
    let Some(figure) = wanted.figure else { return String::new() };
    let body = encoded(&code(web, tree, body));
    here.url(&format!("/returns/monthly/{}/{}?body={body}", wanted.period, figure.code))
}

pub(crate) async fn page(State(web): State<Web>, here: Here, Query(asked): Query<Asked>) -> Result<impl IntoResponse, Gone> {
    let (app, signed, l) = (web.app(), signed(&here)?, here.l);
    let tree = app.store.tree().await.map_err(AppError::from)?;
    let wanted = Wanted::read(&web, signed, &tree, &asked)?;
    let laid = Layers::read((&web, &here), signed, &tree, &wanted, &asked).await?.laid().await?;
    let (around, districts): (Vec<District>, Vec<District>) = districts(&web, &wanted).await?.into_iter().partition(|district| district.around);
    let counted = points_by_body(&web, signed, &tree, &wanted, &districts).await?;
    let without = districts.iter().filter(|district| district.outline.is_none()).count();
    let drawn = drawn(&web, &here, &tree, &wanted, districts.iter().chain(&around), &laid);
    let page = Map {
        frame: Frame::of(&web, &here, signed, &tree, Place::Map),
        body: named(&web, &here, &tree, wanted.body),
        period: l.period(wanted.period),
        bodies: bodies(&web, &here, signed, &tree, &wanted),
        months: months(&web, &here, &wanted),
        figures: wanted.figures.iter().map(|figure| figure_choice(&here, figure, &wanted)).collect(),
        registers: registers(&web, &here, &wanted),
        districts_url: wanted.url(&web, &here, &tree, "/map/districts.json"),
        points_url: wanted.register.map_or_else(String::new, |_| wanted.url(&web, &here, &tree, "/map/points.json")),
        base_url: web.basemap().map_or_else(String::new, |_| here.url("/map/base.pmtiles")),
        figure: wanted.figure.map_or_else(|| l.map_title(), |figure| figure.name.get(l.lang()).to_owned()),
        drawn: drawn.map(|drawn| drawn.with_dots(counted.places.iter().copied())),
        without: (without > 0).then(|| l.map_without(&l.number(i64::try_from(without).unwrap_or(i64::MAX), 0))),
        table: Some(table(&web, &here, &tree, &wanted, &districts, &counted)),
        seen: said_of_points(&here, &counted),
        laid,
        here: here.clone(),
    };
    Ok(Page(page))
}

/// How many entries with a place stand at or below each district.
struct Counted {
    by_body: BTreeMap<BodyId, i64>,
    places: Vec<(f64, f64)>,
    placeless: usize,
    cut: bool,
    asked: bool,
}

async fn points_by_body(web: &Web, signed: &Signed, tree: &Tree, wanted: &Wanted<'_>, districts: &[District]) -> Result<Counted, Gone> {
    let mut counted = Counted {
        by_body: BTreeMap::new(),
        places: Vec::new(),
        placeless: 0,
        cut: false,
        asked: wanted.register.is_some(),
    };
    let Some(points) = data::points_of(web, signed, tree, wanted).await? else {
        return Ok(counted);
    };
    let month = wanted.period.last_month();
    let known: BTreeSet<BodyId> = districts.iter().map(|district| district.body).collect();
    for point in &points.points {
        let at = tree.upward(point.body, month).into_iter().find(|body| known.contains(body));
        if let Some(body) = at {
            *counted.by_body.entry(body).or_default() += 1;
        }
    }
    counted.places = points.points.iter().map(|point| point.at).collect();
    (counted.placeless, counted.cut) = (points.placeless, points.cut);
    Ok(counted)
}

fn said_of_points(here: &Here, counted: &Counted) -> Option<String> {
    let l = here.l;
    let number = |count: usize| l.number(i64::try_from(count).unwrap_or(i64::MAX), 0);
    let cut = counted.cut.then(|| l.map_cut(&number(qorgau_app::map::MOST_POINTS)));
    let placeless = (counted.placeless > 0).then(|| l.map_placeless(&number(counted.placeless)));
    let said: Vec<String> = [cut, placeless].into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join(" "))
}

fn choice(value: impl Into<String>, label: impl Into<String>, taken: bool) -> Choice {
    Choice {
        value: value.into(),
        label: label.into(),
        hint: String::new(),
        mark: if taken { Mark::Taken } else { Mark::Free },
    }
}

fn figure_choice(here: &Here, figure: &Indicator, wanted: &Wanted<'_>) -> Choice {
    let taken = wanted.figure.is_some_and(|seen| seen.code == figure.code);
    choice(&figure.code, format!("{} {}", figure.code, figure.name.get(here.l.lang())), taken)
}

fn registers(web: &Web, here: &Here, wanted: &Wanted<'_>) -> Vec<Choice> {
    let none = choice("", here.l.map_no_points(), wanted.register.is_none());
    let named = wanted.registers.iter().filter_map(|code| {
        let register = web.app().rulebook.register(code)?;
        Some(choice(*code, register.name.get(here.l.lang()), wanted.register == Some(code)))
    });
    [none].into_iter().chain(named).collect()
}

fn months(web: &Web, here: &Here, wanted: &Wanted<'_>) -> Vec<Choice> {
    let now = Month::of(web.app().today());
    let month = |back: i64| {
        let period = Period::Month(now.plus(-back));
        choice(period.to_string(), here.l.period(period), period == wanted.period)
    };
    (0..MONTHS).map(month).collect()
}

/// The way up and the bodies directly below, as far as they may be read.
fn bodies(web: &Web, here: &Here, signed: &Signed, tree: &Tree, wanted: &Wanted<'_>) -> Vec<Choice> {
    let month = wanted.period.last_month();
    let mut near = tree.upward(wanted.body, month);
    near.reverse();
    near.extend(tree.children(wanted.body, month));
    let reads = |body: &BodyId| {
        let on = wanted.figure.map_or_else(
            || Subject::Register(wanted.register.or(wanted.registers.first().copied()).unwrap_or_default()),
            |_| Subject::Document("return.monthly"),
        );
        signed.who.may(web.app(), tree, Act::Read, on, *body)
    };
    let shown = near.into_iter().filter(reads);
    shown
        .map(|body| choice(code(web, tree, body), named(web, here, tree, body), body == wanted.body))
        .collect()
}

fn said(here: &Here, wanted: &Wanted<'_>, value: Option<i64>) -> String {
    let scale = wanted.figure.map_or(0, |figure| figure.scale);
    value.map_or_else(|| here.l.part_missing(), |value| here.l.number(value, scale))
}

fn shape(web: &Web, here: &Here, tree: &Tree, wanted: &Wanted<'_>, district: &District) -> Option<DistrictShape> {
    let outline = district.outline.as_ref()?;
    let value = said(here, wanted, district.value);
    let name = named(web, here, tree, district.body);
    let url = if district.around {
        String::new()
    } else {
        way(web, here, tree, wanted, district.body)
    };
    Some(DistrictShape {
        rings: outline.polygons.iter().flatten().cloned().collect(),
        middle: outline.middle,
        link: Link::new(if district.around { name } else { format!("{name}: {value}") }, url),
        label: if district.value.is_some() { value } else { String::new() },
        value: district.value,
    })
}

fn drawn<'a>(web: &Web, here: &Here, tree: &Tree, wanted: &Wanted<'_>, districts: impl Iterator<Item = &'a District>, laid: &Laid) -> Option<DistrictMap> {
    let shapes: Vec<DistrictShape> = districts.filter_map(|district| shape(web, here, tree, wanted, district)).collect();
    if shapes.is_empty() {
        return None;
    }
    let l = here.l;
    let scale = wanted.figure.map_or(0, |figure| figure.scale);
    let words = span_words(l, scale);
    let caption = wanted.figure.map_or_else(|| l.map_title(), |figure| figure.name.get(l.lang()).to_owned());
    let map = DistrictMap::near(&laid.near, caption, &shapes, words, l.map_none(), l.part_missing());
    Some(map.with_over(&laid.over, laid.legend.clone()))
}

fn table(web: &Web, here: &Here, tree: &Tree, wanted: &Wanted<'_>, districts: &[District], counted: &Counted) -> Table {
    let l = here.l;
    let mut heads = vec![Head::words(l.today_body())];
    if let Some(figure) = wanted.figure {
        let unit = web.app().rulebook.units.get(&figure.unit).map_or("", |unit| unit.name.get(l.lang()));
        heads.push(Head::figures(figure.name.get(l.lang())).under(unit));
    }
    if counted.asked {
        heads.push(Head::figures(l.map_points()));
    }
    let row = |district: &District| {
        let mut cells = vec![Cell::text(named(web, here, tree, district.body))];
        if wanted.figure.is_some() {
            cells.push(match district.value {
                Some(_) => Cell::way(said(here, wanted, district.value), way(web, here, tree, wanted, district.body)),
                None => Cell::Missing(l.part_missing()),
            });
        }
        if counted.asked {
            cells.push(Cell::text(l.number(counted.by_body.get(&district.body).copied().unwrap_or(0), 0)));
        }
        Row::plain(cells)
    };
    Table::new(l.map_table(), heads, districts.iter().map(row).collect::<Vec<_>>()).dense()
}
