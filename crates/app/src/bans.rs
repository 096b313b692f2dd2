//! Is it forbidden here today? The bans of natural objects, asked by place, day, species and way of taking (clauses 19.4 and 21.8).
//!
//! A season binds wherever the object may lie, drawn or not; that an object is closed or limited all year is told only of what lies in it,
//! by its outline or because the record names it.

use std::collections::BTreeSet;

use geo::{Closest, Distance, Geometry, Haversine, HaversineClosestPoint, Intersects, Point};
use jiff::civil::Date;
use qorgau_domain::time::{OPEN, day_number};
use qorgau_domain::value::{Content, Row, Value, rows};
use qorgau_domain::{BodyId, EntryId, Month, Tree};
use qorgau_rulebook::Register;
use qorgau_rulebook::ban::{self, Ban, Question, Rule};
use qorgau_rulebook::may::Subject;
use qorgau_store::{Scope, Stored};

use crate::accounts::Who;
use crate::map::{self, Place, Shapes, placed};
use crate::raids::{self, RAID};
use crate::{App, AppError};

/// An offence: where and when it was done, and what was seized with what.
pub(crate) const OFFENCE: &str = "offence";

/// What lies no farther from a line than this, in metres, lies at it: a route of migration, a river.
const NEAR_LINE: f64 = 1_000.0;

/// A ban, and the object that has it.
#[derive(Debug, Clone, PartialEq)]
pub struct ObjectBan {
    /// The entry of the object.
    pub object: EntryId,
    /// Whose book it stands in.
    pub body: BodyId,
    /// What the object is called.
    pub name: String,
    /// Whether its area or line is drawn. What is not drawn may lie anywhere in the body's territory.
    pub drawn: bool,
    /// The ban.
    pub ban: Ban,
}

/// A natural object of which something is forbidden on a day, and where it lies.
#[derive(Debug, Clone, PartialEq)]
pub struct Closed {
    /// What is forbidden: one ban at least.
    pub bans: Vec<ObjectBan>,
    /// Its areas and lines, made light for a map.
    pub shapes: Shapes,
    /// Where it lies, where nothing of it is drawn.
    pub at: Option<Place>,
}

impl App {
    /// The bans that concern a body: of the objects that somebody may read at it and below, and, where a role of his reads at it, of those that
    /// the bodies above keep: a ban is law to all that serve there. With a place, those whose area holds it, or is not drawn.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn bans(&self, who: &Who, tree: &Tree, body: BodyId, at: Option<Place>) -> Result<Vec<ObjectBan>, AppError> {
        let spot = Spot {
            at: at.map(|at| Geometry::Point(Point::from(at))),
            object: None,
        };
        self.bans_at(who, tree, body, &spot).await
    }

    /// The same, with an area or a place in any geometry.
    async fn bans_at(&self, who: &Who, tree: &Tree, body: BodyId, spot: &Spot) -> Result<Vec<ObjectBan>, AppError> {
        let objects = self.objects(who, tree, body).await?;
        Ok(objects.iter().flat_map(|object| bans(object, spot)).collect())
    }

    /// What is closed on a day, of the objects whose bans concern a body.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn closed(&self, who: &Who, tree: &Tree, body: BodyId, day: Date) -> Result<Vec<Closed>, AppError> {
        let objects = self.objects(who, tree, body).await?;
        let holding = |object: &Stored| {
            let holds = |object: &ObjectBan| object.ban.forbids(&Question::default(), day);
            bans(object, &Spot::default()).into_iter().filter(holds).collect::<Vec<_>>()
        };
        let closed: Vec<(Vec<ObjectBan>, &Stored)> = objects
            .iter()
            .map(|object| (holding(object), object))
            .filter(|(bans, _)| !bans.is_empty())
            .collect();
        let each = map::share(closed.len());
        let drawn = |(bans, object): (Vec<ObjectBan>, &Stored)| {
            let fields = &object.entry.fields;
            let shapes = map::shapes(fields).light(each);
            let at = if shapes.is_empty() { place(fields) } else { None };
            Closed { bans, shapes, at }
        };
        Ok(closed.into_iter().map(drawn).collect())
    }

    /// The objects whose bans concern a body.
    async fn objects(&self, who: &Who, tree: &Tree, body: BodyId) -> Result<Vec<Stored>, AppError> {
        let today = Month::of(self.today());
        let readable = who.readable(self, tree, Subject::Register(ban::REGISTER));
        let lent = who.lent(self, Subject::Register(ban::REGISTER));
        let serves = readable.contains(&body) && !lent.contains(&body);
        let above = tree.upward(body, today).into_iter().filter(|_| serves);
        let below = tree.subtree(body, today).into_iter().filter(|below| readable.contains(below));
        let bodies: BTreeSet<BodyId> = below.chain(above).collect();
        let always = (day_number(Date::MIN), OPEN);
        Ok(self.store.entries(&Scope::of(body, bodies), ban::REGISTER, always.0, always.1).await?)
    }

    /// The bans that held where and when an offence was done, for what was seized, or where and when a raid began: each ban once. Without an
    /// area or coordinates, those of every object that concerns the body; without seizures, whatever they forbid. None for other registers.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn banned(&self, who: &Who, tree: &Tree, body: BodyId, register: &Register, fields: &Content) -> Result<Vec<ObjectBan>, AppError> {
        let asks = [OFFENCE, RAID].contains(&register.code.as_str()) && self.rulebook.register(ban::REGISTER).is_some();
        let day = fields
            .get("committed_on")
            .and_then(Value::day)
            .or_else(|| register.day_of(fields))
            .or_else(|| raids::day(fields));
        let (Some(day), true) = (day, asks) else {
            return Ok(Vec::new());
        };
        let mut asked: Vec<Question<'_>> = rows(fields, "seizures").iter().map(|row| self.question(row)).collect();
        if asked.is_empty() {
            asked.push(Question::default());
        }
        let forbids = |ban: &Ban| asked.iter().any(|question| ban.forbids(question, day));
        let spot = Spot::of(fields);
        let mut bans = self.bans_at(who, tree, body, &spot).await?;
        // Without a place nothing is known to lie in an object but what names it.
        let told = |object: &ObjectBan| object.ban.rule == Rule::Season || spot.at.is_some() || spot.object == Some(object.object);
        bans.retain(|object| told(object) && forbids(&object.ban));
        Ok(bans)
    }

    /// What a thing seized asks: its species, and the ways of taking that things of its kind serve.
    fn question<'a>(&'a self, seized: &'a Row) -> Question<'a> {
        let text = |code: &str| seized.cells.get(code).and_then(Value::text);
        let ways = self.rulebook.lists.get(ban::WAYS).into_iter().flat_map(|list| &list.item);
        let serves = |tags: &[String]| text("kind").is_some_and(|kind| tags.iter().any(|tag| tag == kind));
        Question {
            species: text("species"),
            ways: ways.filter(|way| serves(&way.tags)).map(|way| way.code.as_str()).collect(),
        }
    }
}

/// Where something was, and the object that it names.
#[derive(Default)]
struct Spot {
    at: Option<Geometry>,
    object: Option<EntryId>,
}

impl Spot {
    /// The area drawn, else the coordinates of the place.
    fn of(fields: &Content) -> Self {
        let object = match fields.get("object") {
            Some(Value::Entry(id)) => Some(*id),
            _ => None,
        };
        Spot {
            at: drawn(fields).or_else(|| place(fields).map(|at| Geometry::Point(Point::from(at)))),
            object,
        }
    }
}

/// Its bans, where it is about a place: those of an object that it names or that holds it, and the seasons of one that is not drawn and may.
fn bans(object: &Stored, spot: &Spot) -> Vec<ObjectBan> {
    let entry = &object.entry;
    let area = area(&entry.fields);
    let lies = spot.at.as_ref().map(|at| area.as_ref().map(|area| meets(area, at)));
    let named = spot.object == Some(entry.id);
    let concerns = |ban: &Ban| match lies {
        _ if named => true,
        None | Some(Some(true)) => true,
        Some(Some(false)) => false,
        Some(None) => ban.rule == Rule::Season,
    };
    let name = entry.fields.get("name").and_then(Value::text).unwrap_or_default();
    let of = |ban: Ban| ObjectBan {
        object: entry.id,
        body: entry.body,
        name: name.to_owned(),
        drawn: area.is_some(),
        ban,
    };
    Ban::of(&entry.fields).into_iter().filter(concerns).map(of).collect()
}

/// Whether an object as it is drawn meets a place or an area; a line also what lies near it.
fn meets(object: &Geometry, at: &Geometry) -> bool {
    let (Geometry::LineString(_) | Geometry::MultiLineString(_), Geometry::Point(at)) = (object, at) else {
        return object.intersects(at);
    };
    match object.haversine_closest_point(at) {
        Closest::Intersection(_) => true,
        Closest::SinglePoint(nearest) => Haversine.distance(nearest, *at) <= NEAR_LINE,
        Closest::Indeterminate => false,
    }
}

/// The place that an entry names, where it has coordinates.
fn place(fields: &Content) -> Option<Place> {
    let Some(Value::Place(place)) = fields.get("place") else { return None };
    place.at.map(placed)
}

/// The outline of an object, or its line; a mere point says no more than that it lies somewhere there.
fn area(fields: &Content) -> Option<Geometry> {
    drawn(fields).filter(|drawn| !matches!(drawn, Geometry::Point(_) | Geometry::MultiPoint(_)))
}

fn drawn(fields: &Content) -> Option<Geometry> {
    let Some(Value::Geometry(text)) = fields.get("area") else { return None };
    crate::territories::geometry(text).ok()
}
