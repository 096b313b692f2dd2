//! Is it forbidden here today? The seasonal bans of natural objects, asked by place, day, species and way of taking (clauses 19.4 and 21.8).

use std::collections::BTreeSet;

use geo::{Contains, Geometry, Point};
use jiff::civil::Date;
use qorgau_domain::time::{OPEN, day_number};
use qorgau_domain::value::{Content, Row, Value, rows};
use qorgau_domain::{BodyId, EntryId, Month, Tree};
use qorgau_rulebook::Register;
use qorgau_rulebook::ban::{self, Ban, Question};
use qorgau_rulebook::may::Subject;
use qorgau_store::{Scope, Stored};

use crate::accounts::Who;
use crate::map::{self, Place, Shapes, placed};
use crate::{App, AppError};

/// An offence: where and when it was done, and what was seized with what.
const OFFENCE: &str = "offence";

/// A ban, and the object that has it.
#[derive(Debug, Clone, PartialEq)]
pub struct ObjectBan {
    /// The entry of the object.
    pub object: EntryId,
    /// Whose book it stands in.
    pub body: BodyId,
    /// What the object is called.
    pub name: String,
    /// Whether its area is drawn. What is not drawn may lie anywhere in the body's territory.
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
        let objects = self.objects(who, tree, body).await?;
        Ok(objects.iter().flat_map(|object| bans(object, at)).collect())
    }

    /// What is closed on a day, of the objects whose bans concern a body.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn closed(&self, who: &Who, tree: &Tree, body: BodyId, day: Date) -> Result<Vec<Closed>, AppError> {
        let objects = self.objects(who, tree, body).await?;
        let holding = |object: &Stored| {
            let holds = |object: &ObjectBan| object.ban.season.holds(day);
            bans(object, None).into_iter().filter(holds).collect::<Vec<_>>()
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

    /// The bans that held where and when an offence was done, for what was seized: each ban once. Without coordinates, those of every object
    /// that concerns the body; without seizures, whatever they forbid. None for other registers.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn banned(&self, who: &Who, tree: &Tree, body: BodyId, register: &Register, fields: &Content) -> Result<Vec<ObjectBan>, AppError> {
        let day = fields.get("committed_on").and_then(Value::day).or_else(|| register.day_of(fields));
        let (Some(day), true) = (day, register.code == OFFENCE && self.rulebook.register(ban::REGISTER).is_some()) else {
            return Ok(Vec::new());
        };
        let mut asked: Vec<Question<'_>> = rows(fields, "seizures").iter().map(|row| self.question(row)).collect();
        if asked.is_empty() {
            asked.push(Question::default());
        }
        let forbids = |ban: &Ban| asked.iter().any(|question| ban.forbids(question, day));
        let mut bans = self.bans(who, tree, body, place(fields)).await?;
        bans.retain(|object| forbids(&object.ban));
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

/// Its bans, where it is about a place: its area holds that, or is not drawn and may.
fn bans(object: &Stored, at: Option<Place>) -> Vec<ObjectBan> {
    let entry = &object.entry;
    let area = area(&entry.fields);
    if !at.is_none_or(|at| area.as_ref().is_none_or(|area| area.contains(&Point::from(at)))) {
        return Vec::new();
    }
    let name = entry.fields.get("name").and_then(Value::text).unwrap_or_default();
    let of = |ban: Ban| ObjectBan {
        object: entry.id,
        body: entry.body,
        name: name.to_owned(),
        drawn: area.is_some(),
        ban,
    };
    Ban::of(&entry.fields).into_iter().map(of).collect()
}

/// The place that an entry names, where it has coordinates.
fn place(fields: &Content) -> Option<Place> {
    let Some(Value::Place(place)) = fields.get("place") else { return None };
    place.at.map(placed)
}

/// The area of an object, where it is drawn as one.
fn area(fields: &Content) -> Option<Geometry> {
    let Some(Value::Geometry(text)) = fields.get("area") else { return None };
    let drawn = crate::territories::geometry(text).ok()?;
    matches!(drawn, Geometry::Polygon(_) | Geometry::MultiPolygon(_)).then_some(drawn)
}
