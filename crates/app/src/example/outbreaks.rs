//! Outbreaks: who fell ill, what was imposed, which posts stood and when they were lifted.

use qorgau_domain::Month;
use qorgau_domain::value::Place;

use super::country::{Actor, Country, Theme};
use super::diseases::{DISEASES, Disease};
use super::form::Form;
use super::world::{Focus, Quarantine, World};
use super::{Fact, words};

/// How long an outbreak may spread, in days.
const SPREADS: i64 = 25;

/// An outbreak that began on a day. About half of them spread from an earlier one.
pub(super) fn outbreak<'a>(world: &mut World<'a>, country: &Country<'a>, day: i64) -> Option<Fact> {
    let focus = match spread(world, country, day) {
        Some(focus) => focus,
        None => {
            let actor = country.pick(&mut world.seed, Theme::Animals)?;
            Focus {
                actor,
                disease: disease(world, day),
                day,
                at: Some(world.point(&actor)),
            }
        }
    };
    let (actor, disease) = (focus.actor, focus.disease);
    let wild = world.seed.chance(disease.wild_share);
    let mut form = Form::default();
    site(world, &mut form, &focus, wild);
    let ended = struck(world, &mut form, disease, day, wild);
    let span = if wild { None } else { regime(world, &mut form, &actor, disease, day, ended) };
    let fact = world.fact("outbreak", actor.id, day, form);
    if let Some((from, until)) = span {
        world.imposed(Quarantine {
            actor,
            entry: fact.id,
            from,
            until,
        });
    }
    world.broke_out(focus);
    Some(fact)
}

fn disease(world: &mut World<'_>, day: i64) -> &'static Disease {
    let month = Month::of_day(day).number();
    let mut left = world.seed.below(DISEASES.iter().map(|disease| disease.weight_in(month)).sum());
    for disease in &DISEASES {
        if left < disease.weight_in(month) {
            return disease;
        }
        left -= disease.weight_in(month);
    }
    let [first, ..] = &DISEASES;
    first
}

fn spread<'a>(world: &mut World<'a>, country: &Country<'a>, day: i64) -> Option<Focus<'a>> {
    if !world.seed.chance(500) {
        return None;
    }
    let at = world.seed.below(u64::try_from(world.foci.len()).unwrap_or(0));
    let before = world.foci.get(usize::try_from(at).ok()?).filter(|focus| day - focus.day <= SPREADS)?.clone();
    if world.seed.chance(700) {
        let at = before.at.map(|at| world.near(at, 80_000));
        return Some(Focus { day, at, ..before });
    }
    let actor = country.below(&mut world.seed, before.actor.above)?;
    let at = Some(world.point(&actor));
    Some(Focus {
        actor,
        disease: before.disease,
        day,
        at,
    })
}

fn site(world: &mut World<'_>, form: &mut Form, focus: &Focus<'_>, wild: bool) {
    let sector = if wild {
        "wild"
    } else {
        world.seed.weighted(&[("private", 62), ("farm", 38)])
    };
    form.choice("sector", sector).body("district", focus.actor.id);
    let name = words::settlement(&mut world.seed);
    let mut settlements = vec![named(&name, focus.at)];
    if !wild && world.seed.chance(120) {
        settlements.push(named(&words::settlement(&mut world.seed), None));
    }
    form.place("place", Place { name, at: focus.at }).rows("settlements", settlements);
    if sector == "farm" {
        form.text("farm", words::farm(&mut world.seed, world.tongue));
        let farms = world.staff.get(&focus.actor.id).map_or(&[][..], |staff| &staff.farms);
        form.entry("organisation", farms.first().copied());
    }
}

fn named(name: &str, at: Option<(i64, i64)>) -> Form {
    let mut row = Form::default();
    row.text("name", name);
    if at.is_some() {
        row.place("at", Place { name: name.to_owned(), at });
    }
    row
}

/// What fell ill and why; gives the day the outbreak ended, when it has.
fn struck(world: &mut World<'_>, form: &mut Form, disease: &'static Disease, day: i64, wild: bool) -> Option<i64> {
    form.choice("disease", disease.code)
        .day("onset_on", day)
        .day_if("reported_on", world.after(day, 0, 4));
    if let Some(agent) = world.lists.disease(disease.code).and_then(|disease| disease.text("agent")) {
        form.choice("agent", agent);
    }
    if !disease.serotypes.is_empty() && world.seed.chance(700) {
        form.text("serotype", world.seed.pick(disease.serotypes));
    }
    form.choice("status", world.seed.weighted(&[("confirmed", 92), ("suspected", 6), ("denied", 2)]));
    if world.seed.chance(40) {
        form.yes("onset_estimated");
    }
    let species = if wild { disease.wild } else { disease.farm };
    let first = world.seed.pick(species);
    let mut rows = vec![animals(world, first, day, wild)];
    let second = world.seed.pick(species);
    if second != first && world.seed.chance(180) {
        rows.push(animals(world, second, day, wild));
    }
    form.rows("animals", rows);
    let (cause, text) = if disease.of_birds() && world.seed.chance(600) {
        words::BIRD_CAUSE
    } else {
        world.seed.pick(&words::CAUSES)
    };
    form.choices("causes", &[cause]).text("causes_text", world.say(text));
    let ended = world.after(day, 8, 45);
    form.day_if("ended_on", ended);
    ended
}

fn animals(world: &mut World<'_>, species: &str, day: i64, wild: bool) -> Form {
    let birds = matches!(species, "chicken" | "duck" | "goose" | "bird" | "turkey");
    let at_risk = if birds { world.seed.between(40, 9000) } else { world.seed.between(8, 700) };
    let few = if wild { 6 } else { 1 + at_risk / world.seed.between(3, 40) };
    let sick = world.seed.between(1, few.max(1)).min(at_risk);
    let dead = world.seed.between(0, sick);
    let mut row = Form::default();
    row.choice("species", species);
    if !wild {
        row.number("at_risk", at_risk);
    }
    row.number("sick", sick).number("dead", dead);
    if !wild && world.seed.chance(500) {
        let destroyed = world.seed.between(0, sick - dead);
        row.number("destroyed", destroyed)
            .number("recovered", world.seed.between(0, sick - dead - destroyed));
    }
    row.day_if("as_of", world.after(day, 0, 10));
    row
}

/// The regime that was imposed, with its posts and people; gives the days when it was imposed and lifted.
fn regime(world: &mut World<'_>, form: &mut Form, actor: &Actor<'_>, disease: &Disease, day: i64, ended: Option<i64>) -> Option<(i64, Option<i64>)> {
    let item = world.lists.disease(disease.code)?;
    let regime = item.text("regime").or_else(|| world.seed.chance(250).then_some("restriction"))?;
    let imposed = world.after(day, 0, 4)?;
    form.choice("regime", regime)
        .day("imposed_on", imposed)
        .text("imposed_decision", decision(world, actor));
    let wait = item.number("lift_after_days").unwrap_or(30);
    let lifted = ended
        .and_then(|ended| world.after(ended.max(imposed), wait, wait + 20))
        .filter(|_| !world.seed.chance(40));
    if let Some(lifted) = lifted {
        form.day("lifted_on", lifted).text("lifted_decision", decision(world, actor));
    }
    if regime == "quarantine" || world.seed.chance(300) {
        posts(world, form, actor, imposed, lifted);
    }
    (regime == "quarantine").then_some((imposed, lifted))
}

fn decision(world: &mut World<'_>, actor: &Actor<'_>) -> String {
    let ([kk, ru], number) = (actor.name, world.seed.between(1, 480));
    world.say([
        format!("{kk}: әкімдіктің № {number} қаулысы"),
        format!("{ru}: постановление акимата № {number}"),
    ])
}

fn posts(world: &mut World<'_>, form: &mut Form, actor: &Actor<'_>, imposed: i64, lifted: Option<i64>) {
    let from = world.after(imposed, 0, 1).unwrap_or(imposed).min(lifted.unwrap_or(i64::MAX));
    let (mut posts, mut people) = (Vec::new(), Vec::new());
    for kind in ["veterinary_police", "police", "veterinary"] {
        let share = if kind == "veterinary_police" { 850 } else { 180 };
        if world.seed.chance(share) {
            let mut row = Form::default();
            row.choice("kind", kind)
                .number("count", world.seed.weighted(&[(1, 60), (2, 28), (3, 8), (4, 4)]))
                .span("standing", from, lifted);
            let [kk, ru] = actor.name;
            row.text("place", world.say([format!("{kk}, ауылға кіреберіс"), format!("{ru}, въезд в село")]));
            posts.push(row);
        }
    }
    for (service, share, most) in [("line", 900, 3), ("other_police", 650, 6)] {
        if world.seed.chance(share) {
            let mut row = Form::default();
            row.choice("service", service)
                .number("count", world.seed.between(1, most))
                .span("engaged", from, lifted);
            people.push(row);
        }
    }
    form.rows("posts", posts).rows("people", people);
}
