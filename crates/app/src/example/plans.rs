//! Items of the plans of half-years: of the districts that hold most raids, of some regions and of transport.

use std::cmp::Reverse;

use jiff::civil::Date;
use qorgau_domain::time::day_number;
use qorgau_domain::value::{Content, Value};
use qorgau_domain::{BodyId, EntryId, Month};

use super::Fact;
use super::country::{Actor, Country};
use super::form::Form;
use super::words;
use super::words::raids::{self as texts, Item};
use super::world::World;

/// The register of items.
pub(super) const PLAN_ITEM: &str = "plan_item";

/// At most one entry in so many is an item of a plan.
const SHARE: usize = 20;

/// Of a thousand raids that an item would cover, so many name it.
const NAMED: u64 = 800;

/// What an item says only once it was carried out, or was not.
const RESULT: [&str; 3] = ["result", "result_on", "result_text"];

/// An item that raids carry out.
#[derive(Debug)]
pub(super) struct Planned {
    entry: EntryId,
    measure: &'static str,
    from: i64,
    until: i64,
    joint: bool,
    basis: [String; 2],
    named: bool,
}

/// What a raid says of the item that it carries out.
#[derive(Debug, Clone)]
pub(super) struct CarriedOut {
    /// The item.
    pub(super) entry: EntryId,
    /// The plan and the number of the item, in words.
    pub(super) basis: String,
    /// Whether it is to be carried out together with the nature-protection body.
    pub(super) joint: bool,
}

/// Items of all half-years that a country of so many entries lives through.
pub(super) fn items<'a>(world: &mut World<'a>, country: &Country<'a>, entries: usize, facts: &mut Vec<Fact>) {
    let (first, last) = (Month::of_day(world.first()), Month::of_day(world.last));
    let begun = first.plus(-((first.number() - 1) % 6));
    let halves: Vec<Month> = (begun.0..=last.0).step_by(6).map(Month).collect();
    // A body has two or three items in half a year.
    let most = (entries * 2 / 5 / SHARE / halves.len().max(1)).max(4);
    for actor in planning(country, most) {
        for half in &halves {
            let second = if actor.is_district() { &texts::SWEEPS[..] } else { &texts::DESK[..] };
            let mut of_half = vec![world.seed.pick(&texts::RAIDS), world.seed.pick(second)];
            if actor.is_district() && world.seed.chance(300) {
                of_half.push(world.seed.pick(&texts::DESK));
            }
            facts.extend(of_half.iter().map(|planned| item(world, &actor, *half, planned)));
        }
    }
}

/// At most so many bodies: a third of the districts, the seats of regions and the largest, and beside them bodies on transport and regions.
fn planning<'a>(country: &Country<'a>, most: usize) -> Vec<Actor<'a>> {
    let above = country.transport().chain(country.regions.iter().copied());
    let mut bodies: Vec<Actor<'a>> = above.take((most / 4).max(2)).collect();
    let mut districts = country.districts.clone();
    districts.sort_by_key(|actor| Reverse((actor.is_seat(), actor.size)));
    districts.truncate((districts.len() / 3).max(1).min(most.saturating_sub(bodies.len())));
    bodies.extend(districts);
    bodies
}

fn item<'a>(world: &mut World<'a>, actor: &Actor<'a>, half: Month, planned: &Item) -> Fact {
    let (from, last) = (day_number(half.first()), day_number(half.plus(5).last()));
    let (part, (low, high)) = planned.numbers;
    let number = format!("{part}.{}", world.seed.between(low, high));
    // Some fall due with the first quarter of the half-year.
    let months = world.seed.weighted(&[(5, 80), (2, 20)]);
    let due = day_number(half.plus(months).last());
    let before = world.seed.between(5, 20);
    let approved = world.workday(from - before);
    let mut form = Form::default();
    form.text("item", number.clone())
        .choice("plan", planned.plan)
        .span("period", from, Some(last))
        .day("approved_on", approved);
    form.text(
        "approved_by",
        world.say(match (planned.plan, actor.is_district()) {
            ("joint", _) => ["Барлық тараптардың басшылары", "Руководители всех сторон"],
            (_, true) => words::HEAD,
            (_, false) => words::REGION_HEAD,
        }),
    );
    form.text("text", world.say(planned.text)).day("due_on", due);
    if let Some(measure) = planned.measure {
        form.choice("measure", measure);
    }
    form.entry("officer", world.worker(actor.id)).choices("partners", planned.partners);
    let ended = result(world, &mut form, planned, due);
    let fact = world.fact(PLAN_ITEM, actor.id, due, form);
    // No raid carries out what was put off or left undone.
    if let (Some(measure), Some(until)) = (planned.measure, ended) {
        let numeral = if half.number() == 1 { "I" } else { "II" };
        let ([kk, ru], year) = (texts::plan(planned.plan), half.year());
        let basis = [
            format!("{year} жылдың {numeral} жартыжылдығына арналған {kk}, {number}-тармақ"),
            format!("Пункт {number} {ru} на {numeral} полугодие {year} года"),
        ];
        world.plans.entry(actor.id).or_default().push(Planned {
            entry: fact.id,
            measure,
            from,
            until,
            joint: !planned.partners.is_empty(),
            basis,
            named: false,
        });
    }
    fact
}

/// How an item that is past ended; gives the last day on which raids carry it out, `None` where none do.
fn result(world: &mut World<'_>, form: &mut Form, planned: &Item, due: i64) -> Option<i64> {
    let late = world.seed.between(-6, 2);
    let on = world.workday(due + late);
    let kept = world.seed.chance(960);
    if on > world.last || !kept {
        return Some(due);
    }
    let result = world.seed.weighted(&[("done", 82), ("done_in_part", 11), ("put_off", 4), ("not_done", 3)]);
    form.choice("result", result).day("result_on", on);
    let short = texts::FELL_SHORT.iter().find(|(of, _)| *of == result);
    let text = short.map_or(planned.done, |(_, why)| world.seed.pick(why));
    form.text("result_text", world.say(text));
    matches!(result, "done" | "done_in_part").then_some(on.min(due))
}

/// The item that a raid of a kind on a day carries out, if it does.
pub(super) fn carried_out(world: &mut World<'_>, body: BodyId, kind: &str, day: i64) -> Option<CarriedOut> {
    let (names, tongue) = (world.seed.chance(NAMED), world.tongue);
    let items = world.plans.get_mut(&body)?;
    let covers = |item: &&mut Planned| item.measure == kind && (item.from..=item.until).contains(&day);
    let item = items.iter_mut().find(covers).filter(|item| names || !item.named)?;
    item.named = true;
    Some(CarriedOut {
        entry: item.entry,
        basis: tongue.say(item.basis.clone()),
        joint: item.joint,
    })
}

/// The day on which an item of a plan was approved, and what it said then; `None` for entries of other registers.
pub(super) fn at_first(register: &str, fields: &Content) -> Option<(Date, Content)> {
    if register != PLAN_ITEM {
        return None;
    }
    let approved = fields.get("approved_on").and_then(Value::day)?;
    let mut first = fields.clone();
    first.retain(|code, _| !RESULT.contains(&code.as_str()));
    Some((approved, first))
}
