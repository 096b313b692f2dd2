//! What the makers of facts share: chance, the lists, and what has happened so far that later facts refer to.

use std::collections::{BTreeMap, VecDeque};

use jiff::civil::Date;
use qorgau_domain::time::{date_of, day_number};
use qorgau_domain::value::Place;
use qorgau_domain::{BodyId, EntryId};
use qorgau_rulebook::Rulebook;

use super::country::{Actor, Theme};
use super::directory::{Organisation, Partner};
use super::filing::Own;
use super::form::Form;
use super::inspections::Inspected;
use super::lately::Lately;
use super::lists::Lists;
use super::matters::Due;
use super::plans::Planned;
use super::public::Applied;
use super::seed::{Seed, mixed};
use super::words::{Said, Tongue};
use super::{Fact, Plan, geography, words};

/// Tells entries that have to do with partners and media abroad.
pub(super) const ABROAD: u64 = 0;
/// Tells entries that somebody marked for official use.
const MARKED: u64 = 1;
/// Tells offences in objects of the register.
pub(super) const OBJECT: u64 = 2;
/// Tells damage reckoned by a tariff.
pub(super) const TARIFF: u64 = 3;
/// Tells what was done to detect an offence.
pub(super) const DETECTION: u64 = 4;
/// Tells persons whom two bodies know.
pub(super) const KNOWN_TWICE: u64 = 5;
/// Tells the markings of what was seized; each seizure has a number of its own from here on, nine at most.
pub(super) const MARKINGS: u64 = 6;

/// Registers of which a few entries are marked for official use by hand.
const BY_HAND: [&str; 4] = ["assignment", "information_note", "meeting", "proposal"];

/// How many recent quarantines and outbreaks later facts may refer to.
const KEPT: usize = 64;

/// Who and what a body has that facts can point to.
#[derive(Debug, Default)]
pub(super) struct Staff {
    /// Officers, with post, rank and name as a journal in Kazakh or in Russian writes them.
    pub(super) officers: Vec<(EntryId, [String; 2])>,
    /// Persons not yet named in an offence.
    pub(super) persons: Vec<EntryId>,
    /// Farms.
    pub(super) farms: Vec<EntryId>,
    /// Its unit.
    pub(super) unit: Option<EntryId>,
    /// Vehicles with their kinds.
    pub(super) vehicles: Vec<(EntryId, &'static str)>,
    /// Those of them that drive on roads, with their plates.
    pub(super) plates: Vec<(EntryId, String)>,
    /// Its natural objects, with what they are of and their names in both languages.
    pub(super) objects: Vec<(EntryId, Theme, [String; 2])>,
    /// Volumes of its own file, from year to year.
    pub(super) own: Vec<Own>,
    /// Whom it works with.
    pub(super) partners: Vec<Partner>,
    /// The latest application of a citizen.
    pub(super) applied: Option<Applied>,
    /// The latest inspection of its work.
    pub(super) inspected: Option<Inspected>,
}

/// A quarantine that was imposed.
#[derive(Debug)]
pub(super) struct Quarantine<'a> {
    /// The body that keeps it.
    pub(super) actor: Actor<'a>,
    /// The outbreak's entry.
    pub(super) entry: EntryId,
    /// First day.
    pub(super) from: i64,
    /// The day it was lifted.
    pub(super) until: Option<i64>,
}

/// An outbreak that may spread.
#[derive(Debug, Clone)]
pub(super) struct Focus<'a> {
    /// Where.
    pub(super) actor: Actor<'a>,
    /// Its disease.
    pub(super) disease: &'static super::diseases::Disease,
    /// Onset.
    pub(super) day: i64,
    /// Coordinates.
    pub(super) at: Option<(i64, i64)>,
}

/// The example country while it is being made.
pub(super) struct World<'a> {
    /// Chance.
    pub(super) seed: Seed,
    /// The language of the entry that is being made.
    pub(super) tongue: Tongue,
    /// Lists.
    pub(super) lists: Lists<'a>,
    /// The last day on which anything may have happened.
    pub(super) last: i64,
    /// Who and what each body has.
    pub(super) staff: BTreeMap<BodyId, Staff>,
    /// The latest raid of each body.
    pub(super) raids: BTreeMap<BodyId, (i64, EntryId)>,
    /// What the plans of each body say of raids.
    pub(super) plans: BTreeMap<BodyId, Vec<Planned>>,
    /// Recent quarantines.
    pub(super) quarantines: VecDeque<Quarantine<'a>>,
    /// Recent outbreaks.
    pub(super) foci: VecDeque<Focus<'a>>,
    /// Whom inspections may visit.
    pub(super) organisations: Vec<Organisation<'a>>,
    /// What else happened lately.
    pub(super) lately: Lately<'a>,
    /// What will follow from what was made, by days.
    pub(super) coming: Vec<(i64, Due<'a>)>,
    plan: Plan<'a>,
    made: u64,
    checks: u64,
}

impl<'a> World<'a> {
    /// A country in which nothing has happened.
    pub(super) fn new(rulebook: &'a Rulebook, plan: &Plan<'a>) -> Self {
        World {
            seed: Seed::new(mixed(plan.seed)),
            tongue: Tongue::of(mixed(plan.seed ^ mixed(1))),
            lists: Lists::of(rulebook),
            last: day_number(plan.until.last()),
            staff: BTreeMap::new(),
            raids: BTreeMap::new(),
            plans: BTreeMap::new(),
            quarantines: VecDeque::new(),
            foci: VecDeque::new(),
            organisations: Vec::new(),
            lately: Lately::default(),
            coming: Vec::new(),
            plan: *plan,
            made: 0,
            checks: 0,
        }
    }

    /// The first day of the plan.
    pub(super) fn first(&self) -> i64 {
        day_number(self.plan.from.first())
    }

    /// A number that no other fact has.
    pub(super) fn serial(&self) -> u64 {
        self.made
    }

    /// A number of the entry that is being made that follows from the seed without drawing from it: nothing else turns out otherwise for it.
    fn lot(&self, no: u64) -> u64 {
        mixed(self.plan.seed ^ mixed(self.made.wrapping_mul(16) + no + 1))
    }

    /// Chance of the entry's own, for what was added to such entries later: it draws nothing from the rest.
    pub(super) fn aside(&self, no: u64) -> Seed {
        Seed::new(self.lot(no + 1))
    }

    /// Whether something is so of the entry that is being made, in so many thousandths of entries; `no`, up to 14, tells such things apart.
    pub(super) fn falls_to(&self, no: u64, thousandths: u64) -> bool {
        self.lot(no + 1) % 1000 < thousandths
    }

    /// The one of several that falls to the entry that is being made; the default when there are none.
    pub(super) fn falls_on<T: Copy + Default>(&self, from: &[T]) -> T {
        let count = u64::try_from(from.len()).unwrap_or(1).max(1);
        let at = usize::try_from(self.lot(0) / 1000 % count).unwrap_or(0);
        from.get(at).copied().unwrap_or_default()
    }

    /// What is said in the language of the entry.
    pub(super) fn say<T>(&self, said: [T; 2]) -> T {
        self.tongue.say(said)
    }

    /// One of several texts, in the language of the entry.
    pub(super) fn said(&mut self, from: &[Said]) -> &'static str {
        let said = self.seed.pick(from);
        self.say(said)
    }

    /// A fact made of a filled form.
    pub(super) fn fact(&mut self, register: &str, body: BodyId, day: i64, mut form: Form) -> Fact {
        if BY_HAND.contains(&register) && self.falls_to(MARKED, 45) {
            form.yes("official_use");
        }
        let id = EntryId::of_source(register, "example", &format!("{}-{}", self.plan.seed, self.made));
        self.made += 1;
        // Whoever makes the next entry writes it in one language.
        self.tongue = Tongue::of(self.lot(0));
        Fact {
            body,
            register: register.to_owned(),
            id,
            day: date_of(day),
            fields: form.done(),
        }
    }

    /// A day some days after another, when it has come.
    pub(super) fn after(&mut self, day: i64, low: i64, high: i64) -> Option<i64> {
        let then = day + self.seed.between(low, high);
        (then <= self.last).then_some(then)
    }

    /// A working day some days after another, when it has come.
    pub(super) fn workday_after(&mut self, day: i64, low: i64, high: i64) -> Option<i64> {
        let then = weekday(day + self.seed.between(low, high));
        (then <= self.last).then_some(then)
    }

    /// The day, or the Monday after it where it falls on a weekend; the very day where no Monday comes.
    pub(super) fn workday(&self, day: i64) -> i64 {
        let then = weekday(day);
        if then <= self.last { then } else { day }
    }

    /// How many organisations have been inspected before this time.
    pub(super) fn checked(&mut self) -> u64 {
        self.checks += 1;
        self.checks - 1
    }

    /// A number that follows from the seed of the plan.
    pub(super) fn salt(&self) -> u64 {
        self.plan.seed
    }

    /// The index on a day in tiyn; a round sum for years whose index the lists do not know.
    pub(super) fn index(&self, day: Date) -> i64 {
        self.lists.index(day).unwrap_or(3000) * 100
    }

    /// An officer of a body.
    pub(super) fn officer(&mut self, body: BodyId) -> Option<(EntryId, String)> {
        let officers = &self.staff.get(&body)?.officers;
        let at = self.seed.below(u64::try_from(officers.len()).ok()?);
        let (officer, titles) = officers.get(usize::try_from(at).ok()?)?;
        Some((*officer, self.say(titles.clone())))
    }

    /// The head of a body.
    pub(super) fn leader(&self, body: BodyId) -> Option<EntryId> {
        self.staff.get(&body)?.officers.first().map(|(officer, _)| *officer)
    }

    /// An officer of a body; its head only where there is no other.
    pub(super) fn worker(&mut self, body: BodyId) -> Option<EntryId> {
        let officers = &self.staff.get(&body)?.officers;
        let others = u64::try_from(officers.len().saturating_sub(1)).ok()?;
        let at = self.seed.below(others) + u64::from(others > 0);
        officers.get(usize::try_from(at).ok()?).map(|(officer, _)| *officer)
    }

    /// A partner of a kind in a body's directory.
    pub(super) fn partner(&self, body: BodyId, kind: &str) -> Option<&Partner> {
        self.staff.get(&body)?.partners.iter().find(|partner| partner.kind == kind)
    }

    /// A settlement, mostly with coordinates.
    pub(super) fn place(&mut self, actor: &Actor<'a>) -> Place {
        let name = words::settlement(&mut self.seed);
        let at = if self.seed.chance(850) { Some(self.point(actor)) } else { None };
        Place { name, at }
    }

    /// Coordinates in a body's territory: near a district's middle; by the outline where the caller knows it; else near a
    /// middle of the body's own.
    pub(super) fn point(&mut self, actor: &Actor<'a>) -> (i64, i64) {
        let draw = self.seed.draw();
        if let Some((middle, reach)) = geography::middle_of(actor.code) {
            return self.near(middle, reach);
        }
        if let Some(point) = self.plan.place_in.and_then(|place_in| place_in(actor.id, draw)) {
            return point;
        }
        let mut own = Seed::new(mixed(actor.id.0.unsigned_abs()));
        let ((lat, lon), (north, east)) = (actor.region.middle, actor.region.reach);
        let middle = ((lat + own.between(-north, north)) * 10_000, (lon + own.between(-east, east)) * 10_000);
        self.near(middle, 1 + north.min(15) * 10_000)
    }

    /// Coordinates near others, within so many millionths of a degree.
    pub(super) fn near(&mut self, (lat, lon): (i64, i64), reach: i64) -> (i64, i64) {
        (lat + self.seed.between(-reach, reach), lon + self.seed.between(-reach, reach))
    }

    /// Remembers a quarantine.
    pub(super) fn imposed(&mut self, quarantine: Quarantine<'a>) {
        self.quarantines.push_back(quarantine);
        if self.quarantines.len() > KEPT {
            self.quarantines.pop_front();
        }
    }

    /// Remembers an outbreak.
    pub(super) fn broke_out(&mut self, focus: Focus<'a>) {
        self.foci.push_back(focus);
        if self.foci.len() > KEPT {
            self.foci.pop_front();
        }
    }

    /// A recent quarantine in force on a day.
    pub(super) fn quarantine_on(&mut self, day: i64) -> Option<(Actor<'a>, EntryId)> {
        let at = self.seed.below(u64::try_from(self.quarantines.len()).unwrap_or(0));
        let quarantine = self.quarantines.get(usize::try_from(at).ok()?)?;
        let in_force = quarantine.from <= day && quarantine.until.is_none_or(|until| day < until);
        in_force.then_some((quarantine.actor, quarantine.entry))
    }

    /// A body that held a raid this very day, and the raid; bodies on transport keep no such books.
    pub(super) fn raided(&mut self, day: i64) -> Option<(Actor<'a>, EntryId)> {
        let held = self
            .lately
            .raids
            .pick(&mut self.seed, |held| held.day == day && held.actor.level != "transport")?;
        Some((held.actor, held.entry))
    }

    /// The raid a body held on this day or the two before.
    pub(super) fn raid_on(&self, body: BodyId, day: i64) -> Option<EntryId> {
        self.raids.get(&body).filter(|(held, _)| day - held <= 2).map(|(_, raid)| *raid)
    }
}

/// The day, or the Monday after it where it falls on a weekend.
fn weekday(day: i64) -> i64 {
    // Day 0 was a Thursday.
    match (day + 3).rem_euclid(7) {
        5 => day + 2,
        6 => day + 1,
        _ => day,
    }
}
