//! The service itself: lessons, tests on the Instruction, best practice, help to units below.

use qorgau_domain::EntryId;

use super::country::{Actor, Country};
use super::form::Form;
use super::matters::Due;
use super::words::service as texts;
use super::world::{ABROAD, World};
use super::{Fact, words};

/// A test that is to be sat.
#[derive(Debug)]
pub(super) struct Sitting<'a> {
    actor: Actor<'a>,
    occasion: &'static str,
    who: Who,
}

/// Who sits a test.
#[derive(Debug)]
enum Who {
    /// Officers of the line and of the services interested.
    Services,
    /// A newcomer or two.
    Few,
    /// Those who failed before: their rows without the result.
    Again(Vec<Examinee>),
}

/// One who sits a test.
#[derive(Debug)]
struct Examinee {
    officer: Option<EntryId>,
    name: String,
    service: &'static str,
}

impl<'a> Sitting<'a> {
    /// The test of the year.
    pub(super) fn yearly(actor: Actor<'a>) -> Self {
        Sitting {
            actor,
            occasion: "yearly",
            who: Who::Services,
        }
    }

    /// A test of newcomers in some district.
    pub(super) fn newcomers(world: &mut World<'a>, country: &Country<'a>) -> Option<Self> {
        let actor = country.keeper(&mut world.seed, 0, 200)?;
        Some(Sitting {
            actor,
            occasion: "newcomers",
            who: Who::Few,
        })
    }
}

/// A test; whoever fails sits again some weeks later.
pub(super) fn test<'a>(world: &mut World<'a>, sitting: Sitting<'a>, day: i64) -> Fact {
    let actor = sitting.actor;
    let examinees = match sitting.who {
        Who::Services => services(world, &actor),
        Who::Few => vec![outside(world, &actor)],
        Who::Again(failed) => failed,
    };
    let (mut rows, mut failed) = (Vec::new(), Vec::new());
    for examinee in examinees {
        let result = world.seed.weighted(&[("passed", 95), ("failed", 5)]);
        let mut row = Form::default();
        row.choice("service", examinee.service)
            .choice("result", result)
            .entry("officer", examinee.officer);
        if examinee.officer.is_none() {
            row.text("name", examinee.name.clone());
        }
        rows.push(row);
        if result == "failed" {
            failed.push(examinee);
        }
    }
    let mut form = Form::default();
    form.choice("occasion", sitting.occasion)
        .day("tested_on", day)
        .choice("wording", "order_385")
        .entry("examiner", world.leader(actor.id))
        .rows("tested", rows);
    if let Some(again) = world.workday_after(day, 14, 30).filter(|_| !failed.is_empty()) {
        let sitting = Sitting {
            actor,
            occasion: "retake",
            who: Who::Again(failed),
        };
        world.coming.push((again, Due::Test(sitting)));
    }
    world.fact("knowledge_test", actor.id, day, form)
}

/// Officers of the line, and some of each service interested.
fn services<'a>(world: &mut World<'a>, actor: &Actor<'a>) -> Vec<Examinee> {
    let officers = world.staff.get(&actor.id).map_or(&[][..], |staff| &staff.officers);
    // The head examines.
    let line = officers.iter().skip(1).map(|(officer, _)| Examinee {
        officer: Some(*officer),
        name: String::new(),
        service: "line",
    });
    let mut all: Vec<Examinee> = line.collect();
    for service in texts::TESTED {
        for _ in 0..world.seed.between(1, 3) {
            all.push(Examinee {
                service,
                ..outside(world, actor)
            });
        }
    }
    all
}

/// Somebody of another service, whom no list has.
fn outside<'a>(world: &mut World<'a>, actor: &Actor<'a>) -> Examinee {
    let name = words::person(&mut world.seed).join(" ");
    Examinee {
        officer: None,
        name: format!("{name}, {}", world.say(actor.name)),
        service: "district_inspectors",
    }
}

/// A lesson.
pub(super) fn lesson<'a>(world: &mut World<'a>, actor: &Actor<'a>, day: i64) -> Fact {
    let audience = world.seed.weighted(&[("police", 92), ("np_workers", 8)]);
    let mut form = Form::default();
    form.day("held_on", day).choice("audience", audience);
    if audience == "police" {
        form.text("topic", world.said(&texts::TOPICS)).text("listeners", world.said(&texts::LISTENERS));
    } else {
        form.text("topic", world.said(&texts::WEAPON_TOPICS))
            .text("listeners", world.say(words::INSPECTION));
    }
    form.number("hours", world.seed.pick(&[10, 10, 15, 20, 20, 40]))
        .number("present", world.seed.between(4, 38));
    if world.seed.chance(120) {
        let name = words::person(&mut world.seed).join(" ");
        form.text("guest_lecturer", format!("{name}, {}", world.said(&texts::GUESTS)));
    } else {
        form.entry("lecturer", world.worker(actor.id));
    }
    if world.seed.chance(550) {
        form.text("materials", world.said(&texts::MATERIALS));
    }
    if world.falls_to(ABROAD, 15) {
        let [topic, lecturer, materials] = world.falls_on(&texts::ABROAD);
        form.text("topic", topic)
            .text("listeners", "Officers of the line")
            .text("guest_lecturer", lecturer)
            .text("materials", materials)
            .leave_out("lecturer");
    }
    world.fact("lesson", actor.id, day, form)
}

/// A practice that was studied, and who took it over.
pub(super) fn practice<'a>(world: &mut World<'a>, country: &Country<'a>, day: i64) -> Option<Fact> {
    let actor = country.keeper(&mut world.seed, 150, 550)?;
    let practice = world.seed.pick(&texts::PRACTICES);
    let mut form = Form::default();
    let abroad = world.falls_to(ABROAD, 60);
    let [name, text, source] = if abroad {
        world.falls_on(&texts::PRACTICES_ABROAD)
    } else {
        [practice.name, practice.text, practice.source].map(|said| world.say(said))
    };
    form.text("name", name)
        .text("source_body", source)
        .day("studied_on", day)
        .text("practice", text);
    let count = world.seed.between(1, 3);
    let adopting = if actor.is_district() {
        vec![actor]
    } else {
        country.some_below(&mut world.seed, &actor, count)
    };
    let mut rows = Vec::new();
    for body in adopting {
        let Some(adopted) = world.workday_after(day, 10, 75) else { continue };
        let mut row = Form::default();
        row.body("body", body.id).day("adopted_on", adopted);
        let features = world.seed.chance(600).then(|| world.said(&texts::FEATURES));
        let result = world.seed.chance(700).then(|| world.said(&texts::RESULTS));
        if !abroad {
            row.text_if("local_features", features).text_if("result", result);
        }
        rows.push(row);
    }
    form.rows("adoption", rows);
    Some(world.fact("best_practice", actor.id, day, form))
}

/// Help of a body above to one below.
#[derive(Debug)]
pub(super) struct Journey<'a> {
    /// Who helps.
    pub(super) from: Actor<'a>,
    /// Who is helped.
    pub(super) to: Actor<'a>,
    /// The inspection made on the trip.
    pub(super) inspection: Option<EntryId>,
}

impl<'a> Journey<'a> {
    /// A region helps a district, or the ministry a region.
    pub(super) fn some(world: &mut World<'a>, country: &Country<'a>) -> Option<Self> {
        let from = country.keeper(&mut world.seed, 90, 910)?;
        let to = country.some_below(&mut world.seed, &from, 1).first().copied()?;
        Some(Journey { from, to, inspection: None })
    }
}

/// Help given: a trip, or from afar.
pub(super) fn help<'a>(world: &mut World<'a>, journey: &Journey<'a>, day: i64) -> Option<Fact> {
    let (from, to) = (&journey.from, &journey.to);
    let quarantine = world.quarantine_on(day).filter(|(actor, _)| actor.id == to.id || actor.above == Some(to.id));
    let trip = journey.inspection.is_some() || world.seed.chance(700);
    let mut form = Form::default();
    form.body("helped", to.id).choice("way", if trip { "trip" } else { "from_afar" });
    let kinds: &[&str] = world
        .seed
        .weighted(&[(&["methodical"][..], 35), (&["practical"][..], 35), (&["methodical", "practical"][..], 30)]);
    form.choices("kinds", kinds).day("began_on", day);
    if world.seed.chance(600) {
        form.text("unit", world.say(texts::LINE));
    }
    if trip {
        form.day_if("ended_on", world.after(day, 1, 4));
    }
    let first = world.worker(from.id)?;
    let second = world.worker(from.id).filter(|second| *second != first && trip);
    let officers = [Some(first), second].into_iter().flatten();
    let rows = officers.map(|officer| {
        let mut row = Form::default();
        row.entry("officer", Some(officer));
        row
    });
    form.rows("officers", rows.collect());
    let (purpose, done, results) = world.seed.pick(&texts::HELP);
    form.text("purpose", world.say(purpose))
        .text("done", world.say(done))
        .text("results", world.say(results));
    // What an inspection proposes stands in the journal of inspections.
    if journey.inspection.is_none() && world.seed.chance(600) {
        let due = day + world.seed.between(15, 50);
        let mut row = Form::default();
        row.text("text", world.said(&texts::ADVICE)).day("due_on", due);
        if world.seed.chance(700) {
            row.day_if("done_on", world.workday_after(day, 6, due - day + 8));
        }
        form.rows("proposals", vec![row]);
    }
    form.entry("inspection", journey.inspection)
        .entry("quarantine_link", quarantine.map(|(_, outbreak)| outbreak));
    Some(world.fact("help_trip", from.id, day, form))
}
