//! How a raid goes: its briefing, its hours, its legs, and what is given out and brought back.

use qorgau_domain::EntryId;

use super::country::Actor;
use super::form::Form;
use super::matters::Due;
use super::tracks::Tracked;
use super::words;
use super::words::raids as texts;
use super::world::World;

/// Of a thousand raids that were briefed, so many have their hours.
const WITH_HOURS: u64 = 850;

/// Of a thousand raids with hours and coordinates, so many have a track: one in eight of all raids.
const TRACKED: u64 = 190;

/// What the parts of a raid share.
#[derive(Debug)]
pub(super) struct Course<'a> {
    /// Who holds it.
    pub(super) actor: Actor<'a>,
    /// Its first day.
    pub(super) day: i64,
    /// Its last day.
    pub(super) last: i64,
    /// How long it lasts each day, in minutes.
    pub(super) minutes: i64,
    /// How far it goes, in tenths of a kilometre.
    pub(super) km: i64,
    /// How many take part.
    pub(super) people: i64,
    /// Who leads it.
    pub(super) leader: Option<EntryId>,
    /// A boat or a snowmobile among its vehicles.
    pub(super) craft: Option<&'static str>,
}

/// The minutes of the first and of the last day at which a raid begins and ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hours {
    /// When it begins.
    began: i64,
    /// When it ends.
    ended: i64,
}

impl Course<'_> {
    /// Its days.
    pub(super) fn days(&self) -> i64 {
        self.last - self.day + 1
    }
}

/// The briefing, and the hours where they are known: they are of no raid without its briefing.
pub(super) fn hours(world: &mut World<'_>, form: &mut Form, course: &Course<'_>) -> Option<Hours> {
    if !world.seed.chance(930) {
        return None;
    }
    let before = i64::from(world.seed.chance(150));
    let (briefed_by, _) = world.officer(course.actor.id)?;
    form.day("briefed_on", course.day - before)
        .number("briefed", course.people)
        .text("topics", world.said(&words::TOPICS))
        .entry("briefed_by", Some(briefed_by));
    if !world.seed.chance(WITH_HOURS) {
        return None;
    }
    let began = world.seed.between(300, 720.min(1350 - course.minutes)) / 5 * 5;
    let ended = began + course.minutes;
    form.entry("leader", course.leader)
        .moment("started_at", course.day, began)
        .moment("ended_at", course.last, ended);
    Some(Hours { began, ended })
}

/// The legs of a raid whose transport changed.
pub(super) fn legs(world: &mut World<'_>, form: &mut Form, course: &Course<'_>, hours: Hours) {
    if !world.seed.chance(200) {
        return;
    }
    let others = [("foot", 60), ("horse", 20)];
    let mode = course.craft.unwrap_or_else(|| world.seed.weighted(&others));
    let later = hours.began + course.minutes * world.seed.between(25, 65) / 100;
    let smaller = (course.people - world.seed.between(0, 2)).max(1);
    let mut rows = Vec::new();
    for (mode, from, people) in [("vehicle", hours.began, course.people), (mode, later, smaller)] {
        let mut row = Form::default();
        row.moment("began_at", course.day, from)
            .choice("mode", mode)
            .number("people", people)
            .entry("leader", course.leader)
            .text("place", words::settlement(&mut world.seed));
        if from > hours.began {
            row.text("why", world.say(texts::changed(mode)));
        }
        rows.push(row);
    }
    form.rows("legs", rows);
}

/// What is given out before a raid and brought back after it.
pub(super) fn issued(world: &mut World<'_>, form: &mut Form, course: &Course<'_>, hours: Hours) {
    if !world.seed.chance(420) {
        return;
    }
    let mut rows = Vec::new();
    let armed = world.seed.between(1, 3).min(course.people);
    for no in 0..armed {
        let officer = if no == 0 { course.leader } else { world.worker(course.actor.id) };
        let number = format!("{} {:04}", world.seed.pick(&["АК", "ПМ", "ВС"]), world.seed.between(1, 9999));
        let mut row = out(world, course, hours, ("weapon", 1, 1));
        row.text("number", number).entry("officer", officer);
        rows.push(row);
    }
    let rounds = armed * 16;
    let spent = if world.seed.chance(70) { world.seed.between(1, 4) } else { 0 };
    rows.push(out(world, course, hours, ("ammunition", rounds, rounds - spent)));
    if spent > 0 {
        form.text(
            "note",
            world.say([
                format!("Жұмсалған оқ-дәрі: {spent} дана, ескерту үшін ауаға атылды. Баянат тігілді."),
                format!("Израсходовано патронов: {spent}, предупредительные выстрелы в воздух. Рапорт подшит."),
            ]),
        );
    }
    for (kind, share) in [("radio", 550), ("camera", 180), ("optics", 130)] {
        if world.seed.chance(share) {
            let count = world.seed.between(1, 3).min(course.people);
            rows.push(out(world, course, hours, (kind, count, count)));
        }
    }
    let plate = world.staff.get(&course.actor.id).and_then(|staff| staff.plates.first()).cloned();
    if let Some((vehicle, plate)) = plate {
        let mut row = out(world, course, hours, ("vehicle", 1, 1));
        row.text("number", plate).entry("vehicle", Some(vehicle));
        rows.push(row);
    }
    form.rows("issued", rows);
}

/// A kind of thing with how many pieces went out and how many came back. A few are still out.
fn out(world: &mut World<'_>, course: &Course<'_>, hours: Hours, (kind, quantity, returned): (&str, i64, i64)) -> Form {
    let mut row = Form::default();
    row.choice("kind", kind)
        .number("quantity", quantity)
        .moment("issued_at", course.day, hours.began - world.seed.between(2, 9) * 5);
    if !world.seed.chance(4) {
        row.moment("returned_at", course.last, hours.ended + world.seed.between(2, 11) * 5)
            .number("returned", returned);
    }
    row
}

/// Some raids have a track of their first day.
pub(super) fn track<'a>(world: &mut World<'a>, course: &Course<'a>, hours: Hours, (raid, at): (EntryId, Option<(i64, i64)>)) {
    let Some(at) = at.filter(|_| world.seed.chance(TRACKED)) else { return };
    let tracked = Tracked {
        actor: course.actor,
        raid,
        began: hours.began,
        minutes: course.minutes,
        km: course.km / course.days(),
        at,
        leader: course.leader,
        craft: course.craft,
    };
    world.coming.push((course.day, Due::Track(Box::new(tracked))));
}
