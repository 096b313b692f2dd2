//! Diversions of people and vehicles of the line to guard public order.

use qorgau_domain::Month;

use super::Fact;
use super::country::{Actor, Country};
use super::form::Form;
use super::words::Said;
use super::words::service as texts;
use super::world::World;

/// A diversion that the ministry or a region ordered on a day.
pub(super) fn diversion<'a>(world: &mut World<'a>, country: &Country<'a>, day: i64) -> Option<Fact> {
    let actor = country.keeper(&mut world.seed, 120, 880)?;
    let by_ministry = actor.is_ministry() || world.seed.chance(150);
    let month = Month::of_day(day).number();
    let on: Vec<(&str, Said)> = texts::EVENTS
        .iter()
        .filter(|(_, from, until, _)| {
            if from <= until {
                (*from..=*until).contains(&month)
            } else {
                month >= *from || month <= *until
            }
        })
        .map(|(ground, _, _, event)| (*ground, *event))
        .collect();
    let (ground, event) = match world.seed.pick(&on) {
        ("", _) => ("mass_event", texts::CELEBRATION),
        known => known,
    };
    let mut form = Form::default();
    form.choice("ordered_by", if by_ministry { "ministry" } else { "region" })
        .entry("leader", world.leader(actor.id));
    let number = world.seed.between(1, 300);
    form.text("instruction_number", world.say([format!("№ {number} ө"), format!("№ {number} р")]))
        .day("instructed_on", day);
    form.choice("ground", ground)
        .text("event", world.say(event))
        .place("place", world.place(&actor));
    let from = day + world.seed.between(0, 2);
    let last = from + world.seed.between(0, 5);
    let until = (last <= world.last).then_some(last);
    let count = world.seed.between(2, 5);
    let mut bodies = country.some_below(&mut world.seed, &actor, count);
    if bodies.is_empty() {
        bodies.push(actor);
    }
    taken(world, &mut form, &bodies, (from, until));
    weakened(world, &mut form, &bodies, day);
    Some(world.fact("diversion", actor.id, day, form))
}

/// The people and vehicles of each body.
fn taken<'a>(world: &mut World<'a>, form: &mut Form, bodies: &[Actor<'a>], (from, until): (i64, Option<i64>)) {
    let (mut people, mut vehicles) = (Vec::new(), Vec::new());
    for body in bodies {
        let mut row = Form::default();
        row.body("body", body.id);
        if world.seed.chance(300) {
            row.entry("officer", world.worker(body.id)).number("count", 1);
        } else {
            row.number("count", world.seed.between(1, 3));
        }
        row.span("diverted", from, until);
        people.push(row);
        let own = world.staff.get(&body.id).and_then(|staff| staff.vehicles.first()).copied();
        if let Some((vehicle, kind)) = own {
            let mut row = Form::default();
            row.body("body", body.id).entry("vehicle", Some(vehicle)).choice("kind", kind);
            row.number("count", 1).span("diverted", from, until);
            vehicles.push(row);
        }
    }
    form.rows("people", people).rows("vehicles", vehicles);
}

/// What the diversion weakens, sometimes.
fn weakened<'a>(world: &mut World<'a>, form: &mut Form, bodies: &[Actor<'a>], day: i64) {
    if !world.seed.chance(350) {
        return;
    }
    let mut row = Form::default();
    let ours = |actor: &Actor<'_>| bodies.iter().any(|body| body.id == actor.id || Some(body.id) == actor.above);
    let outbreak = world.quarantine_on(day).filter(|(actor, _)| ours(actor));
    let raid = world.lately.raids.pick(&mut world.seed, |held| day - held.day <= 2 && ours(&held.actor));
    match (outbreak, raid) {
        (Some((_, outbreak)), _) => row.choice("kind", "post").entry("outbreak", Some(outbreak)),
        (None, Some(raid)) => row.choice("kind", "raid").entry("raid", Some(raid.entry)),
        (None, None) => row.choice("kind", "quarantine"),
    };
    if world.seed.chance(800) {
        row.text("made_good", world.said(&texts::MADE_GOOD));
    }
    form.rows("weakens", vec![row]);
}
