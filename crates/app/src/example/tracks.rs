//! Tracks of raids: a walk about the place of the raid with the faults of a receiver, cleaned as its file would be.

use jiff::Timestamp;
use qorgau_domain::EntryId;
use qorgau_domain::time::date_of;
use qorgau_domain::track::{Fix, Limits, Track};

use super::Fact;
use super::country::Actor;
use super::form::{Form, at};
use super::world::World;
use crate::tracks::{ACCURACY, GAP, TRACK, line};

/// The cosines of the directions of a quarter, an eighth of it from one to the next, in thousandths.
const COSINES: [i64; 9] = [1000, 981, 924, 831, 707, 556, 383, 195, 0];

/// How many directions there are.
const DIRECTIONS: i64 = 32;

/// Millionths of a degree of latitude to a metre.
const TO_METRE: i64 = 9;

/// The greatest speed of a patrol, in tenths of a kilometre an hour.
const PATROL: i64 = 450;

/// A raid of which there is a track.
#[derive(Debug)]
pub(super) struct Tracked<'a> {
    /// Who held it.
    pub(super) actor: Actor<'a>,
    /// Its entry.
    pub(super) raid: EntryId,
    /// The minute of the day on which it began.
    pub(super) began: i64,
    /// How long it lasted on its first day, in minutes.
    pub(super) minutes: i64,
    /// At most so far it went on its first day, in tenths of a kilometre.
    pub(super) km: i64,
    /// Where.
    pub(super) at: (i64, i64),
    /// Who led it.
    pub(super) leader: Option<EntryId>,
    /// A boat or a snowmobile that it had.
    pub(super) craft: Option<&'static str>,
}

/// Its track: as long in time and way as the raid was, or shorter.
pub(super) fn track<'a>(world: &mut World<'a>, tracked: &Tracked<'a>, day: i64) -> Option<Fact> {
    let minutes = tracked.minutes * world.seed.between(55, 85) / 100;
    let km = (tracked.km * world.seed.between(45, 92) / 100).min(minutes * PATROL / 60);
    let mode = mode(tracked, km * 60 / minutes.max(1));
    let limits = Limits {
        accuracy: ACCURACY,
        speed: world.lists.speed(mode)?,
        gap: GAP,
    };
    let count = world.seed.between((minutes / 3).max(60), 400);
    let way = walked(world, tracked.at, count, km * 100);
    let from = at(day, tracked.began)?.as_second() + world.seed.between(0, 240);
    let fixes = received(world, &way, from, minutes * 60 / (count - 1).max(1));
    let received = i64::try_from(fixes.len()).ok()?;
    let track = Track::of(fixes, limits);
    let mut form = told(&track, limits)?;
    form.entry("raid", Some(tracked.raid))
        .day("went_on", day)
        .choice("mode", mode)
        .entry("officer", tracked.leader)
        .number("fixes", received);
    let name = date_of(day).strftime("%Y%m%d").to_string();
    form.text("file_name", format!("{name}_{:02}{:02}.gpx", tracked.began / 60, tracked.began % 60));
    let mut word = || format!("{:016x}", world.seed.draw());
    form.text("source_id", [word(), word(), word(), word()].concat());
    Some(world.fact(TRACK, tracked.actor.id, day, form))
}

/// What a track says of itself.
fn told(track: &Track, limits: Limits) -> Option<Form> {
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let (first, last) = track.ends()?;
    let mut form = Form::default();
    // Tenths of a kilometre and of an hour, as `App::bring_track` rounds them.
    form.number("km", (track.metres + 50) / 100)
        .number("hours", (track.seconds + 180) / 360)
        .instant("began_at", first.at)
        .instant("ended_at", last.at);
    form.geometry("line", line(track))
        .number("repeated", count(track.repeated))
        .number("inaccurate", count(track.inaccurate))
        .number("too_fast", count(track.too_fast))
        .number("gaps", count(track.gaps()));
    form.number("accuracy_most", limits.accuracy)
        .number("speed_most", limits.speed)
        .number("gap_least", limits.gap);
    Some(form)
}

/// How one moves at a speed of so many tenths of a kilometre an hour.
fn mode(tracked: &Tracked<'_>, speed: i64) -> &'static str {
    match (speed, tracked.craft) {
        (..=45, _) => "foot",
        (..=280, Some(craft)) => craft,
        (..=80, None) => "horse",
        _ => "vehicle",
    }
}

/// So many places of a way of so many metres, never far from its beginning.
fn walked(world: &mut World<'_>, start: (i64, i64), count: i64, metres: i64) -> Vec<(i64, i64)> {
    let step = (metres * TO_METRE / (count - 1).max(1)).max(1);
    let reach = (metres * TO_METRE / 6).clamp(step, 130_000);
    let mut heading = world.seed.between(0, DIRECTIONS - 1);
    let (mut at, mut straight, mut way) = (start, 0, Vec::new());
    for _ in 0..count {
        way.push(at);
        if straight == 0 {
            straight = world.seed.between(1, 4);
            let onward = if far(start, at, reach) { back(start, at) } else { heading };
            heading = onward + world.seed.between(-3, 3);
        }
        straight -= 1;
        at = moved(at, heading, step);
    }
    way
}

/// Where one is after a step into a direction.
fn moved((lat, lon): (i64, i64), heading: i64, step: i64) -> (i64, i64) {
    let (east, north) = direction(heading);
    (lat + step * north / 1000, lon + step * east * 10 / narrowing(lat))
}

/// The share of a direction to the east and to the north, in thousandths.
fn direction(heading: i64) -> (i64, i64) {
    let heading = heading.rem_euclid(DIRECTIONS);
    let cosine = |at: i64| usize::try_from(at).ok().and_then(|at| COSINES.get(at)).copied().unwrap_or(0);
    let (along, across) = (cosine(heading % 8), cosine(8 - heading % 8));
    match heading / 8 {
        0 => (along, across),
        1 => (-across, along),
        2 => (-along, -across),
        _ => (across, -along),
    }
}

/// The cosine of a latitude of the middle of the Earth's northern half, in ten thousandths.
fn narrowing(lat: i64) -> i64 {
    let tenths = (lat - 45_000_000) / 100_000;
    (7071 - 1234 * tenths / 100 - 108 * tenths * tenths / 10_000).max(3000)
}

fn far(start: (i64, i64), at: (i64, i64), reach: i64) -> bool {
    let (north, east) = apart(start, at);
    north * north + east * east > reach * reach
}

/// How far north and east a place lies from another, both by the measure of latitude.
fn apart(from: (i64, i64), to: (i64, i64)) -> (i64, i64) {
    (to.0 - from.0, (to.1 - from.1) * narrowing(from.0) / 10_000)
}

/// The direction that leads back best.
fn back(start: (i64, i64), at: (i64, i64)) -> i64 {
    let (north, east) = apart(at, start);
    let nearing = |heading: &i64| {
        let (eastward, northward) = direction(*heading);
        east * eastward + north * northward
    };
    (0..DIRECTIONS).max_by_key(nearing).unwrap_or(0)
}

/// What the receiver writes of a way, a fix each so many seconds: most of it is right.
fn received(world: &mut World<'_>, way: &[(i64, i64)], from: i64, seconds: i64) -> Vec<Fix> {
    let fix = |second: i64, (lat, lon): (i64, i64), accuracy: i64| {
        Timestamp::from_second(second).ok().map(|at| Fix {
            at,
            lat,
            lon,
            accuracy: Some(accuracy),
        })
    };
    let last = i64::try_from(way.len()).unwrap_or(0) - 1;
    // One in seven was out of reach of its satellites for a time.
    let gap = if world.seed.chance(150) { world.seed.between(11, 17) * 60 } else { 0 };
    let after = world.seed.between(last / 4, last / 2);
    let mut fixes = Vec::new();
    for (no, place) in (0..).zip(way) {
        let second = from + no * seconds + if no > after { gap } else { 0 };
        fixes.extend(fix(second, *place, world.seed.between(3, 14)));
    }
    let some = |world: &mut World<'_>, share: u64, most: i64| if world.seed.chance(share) { world.seed.between(1, most) } else { 0 };
    for _ in 0..some(world, 180, 4) {
        fixes.extend(one(world, &fixes));
    }
    for (share, most, aside, accuracy) in [(350, 6, 900, 140), (120, 2, 400_000, 9)] {
        for _ in 0..some(world, share, most) {
            let Some(near) = one(world, &fixes) else { continue };
            let place = (near.lat + aside, near.lon - aside);
            fixes.extend(fix(near.at.as_second() + seconds / 2, place, accuracy));
        }
    }
    fixes
}

fn one(world: &mut World<'_>, fixes: &[Fix]) -> Option<Fix> {
    let at = world.seed.below(u64::try_from(fixes.len()).ok()?);
    fixes.get(usize::try_from(at).ok()?).copied()
}
