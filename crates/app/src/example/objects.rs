//! Natural objects: reserves and sanctuaries, spawning grounds and migration routes, with their bans.

use std::fmt::Write as _;

use super::country::{Actor, Country, Theme};
use super::directory::{Line, Organisation, spread, written};
use super::form::Form;
use super::geography::Mark;
use super::words::Said;
use super::words::directory as texts;
use super::world::World;
use super::{Fact, words};

/// Sorts of objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Sort {
    Reserve,
    Sanctuary,
    Park,
    Birds,
    Route,
    #[default]
    Lake,
    River,
}

/// A ban: the species and the way where it says them, the first day and the last, each with its month before it.
type Ban = (Option<&'static str>, Option<&'static str>, (i64, i64), (i64, i64));

impl Sort {
    fn kind(self) -> &'static str {
        match self {
            Sort::Reserve => "reserve",
            Sort::Sanctuary => "sanctuary",
            Sort::Park => "national_park",
            Sort::Birds => "bird_concentration",
            Sort::Route => "migration_route",
            Sort::Lake | Sort::River => "spawning_ground",
        }
    }

    fn named(self, name: &str) -> [String; 2] {
        let [kk, ru] = match self {
            Sort::Reserve => ["мемлекеттік табиғи қорығы", "государственный природный заповедник"],
            Sort::Sanctuary => ["мемлекеттік табиғи қаумалы", "государственный природный заказник"],
            Sort::Park => ["мемлекеттік ұлттық табиғи паркі", "государственный национальный природный парк"],
            Sort::Birds => ["көліндегі құстар жиналатын жер", "место скопления птиц на озере"],
            Sort::Route => ["киік өтетін жолы", "путь миграции сайгака"],
            Sort::Lake => ["көлі", "озеро"],
            Sort::River => ["өзенінің сағасы", "устье реки"],
        };
        let title = if matches!(self, Sort::Reserve | Sort::Sanctuary | Sort::Park) {
            format!("«{name}»")
        } else {
            name.to_owned()
        };
        [format!("{title} {kk}"), format!("{ru} {title}")]
    }

    /// What offences in it are of.
    fn theme(self) -> Theme {
        match self {
            Sort::Lake | Sort::River => Theme::Fishing,
            Sort::Reserve | Sort::Sanctuary | Sort::Park | Sort::Birds | Sort::Route => Theme::Hunting,
        }
    }

    fn regime(self) -> &'static str {
        match self {
            Sort::Reserve => "closed",
            Sort::Sanctuary | Sort::Park => "limited",
            Sort::Birds | Sort::Route | Sort::Lake | Sort::River => "seasonal",
        }
    }

    fn bans(self) -> &'static [Ban] {
        match self {
            Sort::Reserve | Sort::Park => &[],
            Sort::Sanctuary => &[(None, Some("firearm"), (4, 1), (8, 31))],
            Sort::Birds => &[(None, Some("firearm"), (3, 1), (8, 15)), (None, Some("boat"), (4, 1), (7, 15))],
            Sort::Route => &[(Some("saiga"), None, (5, 1), (6, 10)), (None, Some("by_vehicle"), (11, 15), (2, 15))],
            Sort::Lake => &[
                (None, Some("net"), (4, 15), (6, 1)),
                (Some("burbot"), None, (12, 1), (1, 31)),
                (Some("crayfish"), None, (10, 15), (6, 30)),
            ],
            Sort::River => &[(None, None, (4, 20), (6, 15)), (Some("pike"), None, (3, 15), (4, 30))],
        }
    }

    fn species(self) -> &'static [&'static str] {
        match self {
            Sort::Reserve => &["roe_deer", "wild_boar", "badger"],
            Sort::Sanctuary => &["roe_deer", "elk", "hare"],
            Sort::Park => &["deer", "siberian_ibex", "lynx"],
            Sort::Birds => &["wild_goose", "mute_swan", "mallard", "dalmatian_pelican"],
            Sort::Route => &["saiga"],
            Sort::Lake => &["carp", "pikeperch", "crayfish"],
            Sort::River => &["asp", "pike", "bream"],
        }
    }

    /// How far it reaches from its middle, in millionths of a degree.
    fn reach(self) -> i64 {
        match self {
            Sort::Reserve | Sort::Park => 90_000,
            Sort::Sanctuary | Sort::Route => 60_000,
            Sort::Birds | Sort::Lake | Sort::River => 22_000,
        }
    }
}

/// So many objects: those of regions first, then those of districts and the grounds of enterprises.
pub(super) fn objects<'a>(world: &mut World<'a>, country: &Country<'a>, count: usize, facts: &mut Vec<Fact>) {
    let enterprises: Vec<Organisation<'a>> = world
        .organisations
        .iter()
        .filter(|one| one.line != Line::Farm)
        .take(count / 4)
        .cloned()
        .collect();
    for enterprise in &enterprises {
        facts.push(ground(world, enterprise));
    }
    let of_regions = country.regions.len().min(count / 4);
    for actor in spread(&country.regions, of_regions) {
        let sort = world.seed.weighted(&[(Sort::Reserve, 30), (Sort::Sanctuary, 50), (Sort::Park, 20)]);
        facts.push(object(world, actor, sort));
    }
    for actor in spread(&country.districts, count - enterprises.len() - of_regions) {
        let [_, fishing, ..] = actor.region.leanings;
        let saiga = if actor.region.is(Mark::Saiga) { 12 } else { 0 };
        let sorts = [
            (Sort::Lake, 8 + fishing),
            (Sort::River, 4 + fishing),
            (Sort::Birds, 8),
            (Sort::Sanctuary, 5),
            (Sort::Route, saiga),
        ];
        let sort = world.seed.weighted(&sorts);
        facts.push(object(world, actor, sort));
    }
}

fn object<'a>(world: &mut World<'a>, actor: &Actor<'a>, sort: Sort) -> Fact {
    let as_of = world.first() - world.seed.between(1, 200);
    let name = words::name(&mut world.seed);
    let mut form = Form::default();
    form.choice("kind", sort.kind()).text("name", world.say(sort.named(&name))).day("as_of", as_of);
    form.choice("regime", sort.regime());
    if actor.is_district() {
        form.body("district", actor.id);
    }
    let mut place = world.place(actor);
    if place.at.is_none() && sort == Sort::Route {
        place.at = Some(world.point(actor));
    }
    if let Some(at) = place.at.filter(|_| sort == Sort::Route || world.seed.chance(600)) {
        let area = if sort == Sort::Route {
            route(world, at)
        } else {
            outline(world, at, sort.reach())
        };
        form.geometry("area", area);
    }
    form.place("place", place);
    let limits: &[Said] = match sort.regime() {
        "closed" => &texts::CLOSED,
        "limited" => &texts::LIMITED,
        _ => &[],
    };
    if !limits.is_empty() {
        form.text("regime_text", world.said(limits));
    }
    if matches!(sort, Sort::Reserve | Sort::Sanctuary | Sort::Park) {
        let founded = as_of - world.seed.between(1500, 12_000);
        form.text("managed_by", world.say(texts::MANAGED)).span("existing", founded, None);
        form.text("act_number", world.seed.between(20, 900).to_string())
            .day("act_on", founded)
            .text("act_by", world.say(["Облыс әкімдігі", "Акимат области"]));
    }
    species(world, &mut form, sort.species(), as_of);
    let act = act(world, as_of);
    let rows = sort.bans().iter().map(|ban| season(ban, &act)).collect();
    form.rows("seasons", rows);
    let fact = world.fact("natural_object", actor.id, as_of, form);
    let kept = (fact.id, sort.theme(), sort.named(&name));
    world.staff.entry(actor.id).or_default().objects.push(kept);
    fact
}

/// Where an enterprise hunts, fishes or works.
fn ground<'a>(world: &mut World<'a>, enterprise: &Organisation<'a>) -> Fact {
    // Its name stands as its own entry writes it.
    world.tongue = enterprise.tongue;
    let as_of = world.first() - world.seed.between(1, 200);
    let (kind, regime, bans): (_, _, &[Ban]) = match enterprise.line {
        Line::Fishing => ("fishing_enterprise", "seasonal", &[(None, Some("net"), (4, 15), (6, 15))]),
        Line::Products => ("fish_products", "open", &[]),
        Line::Hunting | Line::Farm => ("hunting_enterprise", "seasonal", &[(Some("roe_deer"), None, (12, 1), (9, 14))]),
    };
    let mut form = Form::default();
    form.choice("kind", kind)
        .text("name", enterprise.name.clone())
        .day("as_of", as_of)
        .entry("organisation", Some(enterprise.entry));
    form.body("district", enterprise.actor.id)
        .place("place", enterprise.place.clone())
        .choice("regime", regime);
    if let Some(at) = enterprise.place.at.filter(|_| enterprise.line == Line::Hunting) {
        let area = outline(world, at, 70_000);
        form.geometry("area", area);
    }
    let act = act(world, as_of);
    form.rows("seasons", bans.iter().map(|ban| season(ban, &act)).collect());
    world.fact("natural_object", enterprise.actor.id, as_of, form)
}

fn act(world: &mut World<'_>, as_of: i64) -> String {
    let adopted = as_of - world.seed.between(20, 700);
    let number = world.seed.between(1, 300);
    let adopted = written(adopted);
    world.say([
        format!("Аумақтық инспекцияның {adopted} № {number} бұйрығы"),
        format!("Приказ территориальной инспекции от {adopted} № {number}"),
    ])
}

fn season((species, way, first, last): &Ban, act: &str) -> Form {
    let mut row = Form::default();
    if let Some(species) = species {
        row.choice("species", species);
    }
    if let Some(way) = way {
        row.choice("way", way);
    }
    row.number("first_month", first.0).number("first_day", first.1);
    row.number("last_month", last.0).number("last_day", last.1).text("act", act);
    row
}

fn species(world: &mut World<'_>, form: &mut Form, all: &[&str], as_of: i64) {
    let mut rows = Vec::new();
    for one in all {
        let mut row = Form::default();
        row.choice("species", one);
        // Fish are not counted by the head.
        let counted = !matches!(*one, "carp" | "pikeperch" | "crayfish" | "asp" | "pike" | "bream");
        if counted && world.seed.chance(700) {
            let most = if *one == "saiga" { 40_000 } else { 900 };
            row.number("count", world.seed.between(most / 20, most))
                .day("counted_on", as_of - world.seed.between(0, 250));
        }
        rows.push(row);
    }
    form.rows("species", rows);
}

/// An outline of eight corners around a place.
fn outline(world: &mut World<'_>, (lat, lon): (i64, i64), reach: i64) -> String {
    // Eight directions counterclockwise from the east, in tenths.
    let ring = [(10, 0), (7, 7), (0, 10), (-7, 7), (-10, 0), (-7, -7), (0, -10), (7, -7)];
    let mut corners = Vec::new();
    for (east, north) in ring {
        let far = reach * world.seed.between(70, 130) / 1000;
        // A degree of longitude is about two thirds of one of latitude here.
        corners.push((lat + north * far, lon + east * far * 3 / 2));
    }
    corners.extend(corners.first().copied());
    format!(r#"{{"type":"Polygon","coordinates":[[{}]]}}"#, positions(&corners))
}

/// A line from the south to the north through a place.
fn route(world: &mut World<'_>, (lat, lon): (i64, i64)) -> String {
    let far = Sort::Route.reach();
    let mut bend = || world.seed.between(-far / 2, far / 2);
    let points = [-2, -1, 0, 1, 2].map(|step| (lat + step * far, if step == 0 { lon } else { lon + bend() }));
    format!(r#"{{"type":"LineString","coordinates":[{}]}}"#, positions(&points))
}

/// Positions of GeoJSON, longitude first.
fn positions(points: &[(i64, i64)]) -> String {
    let mut text = String::new();
    for (lat, lon) in points {
        let comma = if text.is_empty() { "" } else { "," };
        let _ = write!(text, "{comma}[{},{}]", degrees(*lon), degrees(*lat));
    }
    text
}

fn degrees(millionths: i64) -> String {
    let sign = if millionths < 0 { "-" } else { "" };
    let size = millionths.unsigned_abs();
    format!("{sign}{}.{:06}", size / 1_000_000, size % 1_000_000)
}
