//! Proposals of groups, details and checkpoints: in spring for spawning, in autumn for migrations.

use qorgau_domain::Month;

use super::Fact;
use super::country::Country;
use super::form::Form;
use super::lately::Proposed;
use super::words::control as texts;
use super::words::{self, Said};
use super::world::World;

/// A proposal with its decision. One in four goes out the very day it is made.
pub(super) fn proposal<'a>(world: &mut World<'a>, country: &Country<'a>, day: i64) -> Option<Fact> {
    let gone = if world.seed.chance(300) { world.raided(day) } else { None };
    let gone = gone.filter(|(actor, _)| !actor.is_ministry());
    let actor = match gone {
        Some((actor, _)) => actor,
        None => country.keeper(&mut world.seed, 0, 150)?,
    };
    let reason = reason(world, day);
    let grounds = texts::GROUNDS.iter().filter(|(of, mark, _)| *of == reason && actor.has(*mark));
    let grounds: Vec<Said> = grounds.map(|(.., text)| *text).collect();
    let mut form = Form::default();
    let number = format!("№ {}", world.seed.between(1, 400));
    form.day("proposed_on", day)
        .text("number", number.clone())
        .text("addressee", world.say(if actor.is_district() { words::HEAD } else { words::REGION_HEAD }));
    form.entry("officer", world.worker(actor.id))
        .choice("reason", reason)
        .text("reason_text", world.said(&grounds))
        .place("place", world.place(&actor));
    if actor.is_district() {
        form.body("district", actor.id);
    }
    let from = if gone.is_some() { day } else { day + world.seed.between(4, 15) };
    let until = from + world.seed.between(15, 60);
    form.span("period", from, Some(until));
    forces(world, &mut form);
    let mut partner = Form::default();
    partner.choice("kind", "np").text("body", world.say(words::INSPECTION));
    form.rows("partners", vec![partner]);
    let mut accepted = None;
    if let Some((_, raid)) = gone {
        accepted = Some(day + 1);
        let mut row = Form::default();
        row.entry("raid", Some(raid));
        form.choice("decision", "accepted").day("decided_on", day).rows("raids", vec![row]);
    } else if let Some(decided) = world.workday_after(day, 1, 9) {
        let decision = world.seed.weighted(&[("accepted", 70), ("partly", 17), ("rejected", 13)]);
        accepted = (decision != "rejected").then_some(decided.max(from));
        form.choice("decision", decision).day("decided_on", decided);
    }
    let fact = world.fact("proposal", actor.id, day, form);
    if let Some(from) = accepted {
        let proposed = Proposed {
            body: actor.id,
            entry: fact.id,
            number,
            from,
            until,
        };
        world.lately.proposals.add(proposed);
    }
    Some(fact)
}

fn reason(world: &mut World<'_>, day: i64) -> &'static str {
    match Month::of_day(day).number() {
        3..=6 => world.seed.weighted(&[("spawning", 85), ("breaches_rise", 15)]),
        9..=11 => world.seed.weighted(&[("migration", 50), ("poaching_rise", 30), ("breaches_rise", 20)]),
        _ => world.seed.weighted(&[("poaching_rise", 60), ("breaches_rise", 40)]),
    }
}

fn forces(world: &mut World<'_>, form: &mut Form) {
    let kinds: &[&str] = world.seed.weighted(&[
        (&["group"][..], 50),
        (&["checkpoint"][..], 20),
        (&["group", "checkpoint"][..], 20),
        (&["detail"][..], 10),
    ]);
    let mut rows = Vec::new();
    for kind in kinds {
        let count = world.seed.weighted(&[(1, 60), (2, 30), (3, 10)]);
        let people = count * world.seed.between(3, 5);
        let mut row = Form::default();
        row.choice("kind", kind)
            .number("count", count)
            .number("people", people)
            .number("police", world.seed.between(1, people - 1))
            .number("vehicles", count);
        row.text("place", world.said(&texts::STANDS));
        rows.push(row);
    }
    form.rows("forces", rows);
}
