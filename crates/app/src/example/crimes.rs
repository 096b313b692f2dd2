//! Crimes: registered, solved, sent to court.

use qorgau_domain::time::date_of;

use super::country::{Actor, Country, Theme};
use super::form::Form;
use super::geography::Mark;
use super::offences::{self, detection, found, named, object};
use super::world::World;
use super::{Fact, damage, seizures, words};

/// Tags of criminal articles in the proportions of published figures: 77 of fish and 50 of hunting in 232.
const TAGS: [(&str, u64); 7] = [
    ("fish", 77),
    ("hunt", 50),
    ("rare", 38),
    ("felling_crime", 34),
    ("environment_crime", 23),
    ("forest_destruction", 6),
    ("veterinary_crime", 4),
];

/// A crime revealed on a day; none when no article of the lists was in force.
pub(super) fn criminal<'a>(world: &mut World<'a>, country: &Country<'a>, day: i64) -> Option<Fact> {
    let tag = world.seed.weighted(&TAGS);
    let quarantine = if tag == "veterinary_crime" { world.quarantine_on(day) } else { None };
    let theme = theme_of(world, tag);
    let actor = match quarantine {
        Some((actor, _)) => actor,
        None => country.pick(&mut world.seed, theme)?,
    };
    // Saiga and sturgeon are where they are; elsewhere it is illegal hunting.
    let tag = if tag == "rare" && !actor.region.is(Mark::Saiga) && !actor.region.is(Mark::Sturgeon) {
        "hunt"
    } else {
        tag
    };
    let committed = day - world.seed.weighted(&[(0, 60), (1, 20), (3, 12), (20, 8)]);
    let article = world.lists.article(&mut world.seed, tag, date_of(committed))?;
    let mut form = Form::default();
    form.choice("nature", "criminal").choice("article", article);
    found(world, &mut form, &actor, committed, day);
    object(world, &mut form, &actor, theme);
    form.entry("quarantine_link", quarantine.map(|(_, outbreak)| outbreak));
    let taken = seizures::of_crime(world, &mut form, tag, &actor, day);
    let due = if world.seed.chance(750) {
        damage::assess(world, &mut form, taken, committed, day)
    } else {
        0
    };
    if due > 0 && world.seed.chance(200) {
        let mut payments = Vec::new();
        offences::pay(world, &mut payments, "damage", day, 60, 240, due);
        form.rows("payments", payments);
    }
    marks(world, &mut form, tag, day);
    if matches!(tag, "felling_crime" | "forest_destruction") {
        detection(world, &mut form, day, 700);
    }
    case(world, &mut form, &actor, day);
    let fact = world.fact("offence", actor.id, day, form);
    world.lately.revealed(&actor, day, (fact.id, &fact.fields));
    Some(fact)
}

fn theme_of(world: &mut World<'_>, tag: &str) -> Theme {
    match tag {
        "fish" => Theme::Fishing,
        "hunt" => Theme::Hunting,
        "rare" if world.seed.chance(500) => Theme::Fishing,
        "rare" => Theme::Hunting,
        "felling_crime" | "forest_destruction" => Theme::Felling,
        "veterinary_crime" => Theme::Animals,
        _ => Theme::General,
    }
}

/// Arson, smuggling, sale, groups.
fn marks(world: &mut World<'_>, form: &mut Form, tag: &str, day: i64) {
    if tag == "forest_destruction" && world.seed.chance(400) {
        form.yes("arson");
    }
    if tag == "rare" && world.seed.chance(60) {
        form.yes("smuggling");
    }
    if matches!(tag, "rare" | "fish") && world.seed.chance(100) {
        form.yes("theft_or_sale");
    }
    if matches!(tag, "fish" | "felling_crime") && world.seed.chance(30) {
        form.yes("illegal_business");
    }
    if world.seed.chance(20) {
        form.day_if("group_stopped_on", world.after(day, 0, 40));
    }
}

/// The case: where the materials came from, its number, the persons and its course.
fn case(world: &mut World<'_>, form: &mut Form, actor: &Actor<'_>, day: i64) {
    let Some(registered) = world.after(day, 0, 3) else { return };
    let place: String = actor.code.chars().take(4).collect();
    form.text("case_number", format!("{}{place}031{:06}", date_of(registered).strftime("%y"), world.serial()));
    form.day("registered_on", registered);
    if world.seed.chance(220) {
        let mut row = Form::default();
        row.text("from", world.say(words::INSPECTION)).choice("kind", "np");
        row.day("received_on", day).choice("decision", "opened").day("decision_on", registered);
        form.rows("materials", vec![row]);
    }
    let rows = course(world, registered);
    form.rows("outcomes", rows);
    if let Some(person) = named(world, actor.id, 500) {
        let mut row = Form::default();
        row.entry("person", Some(person)).choice("role", "suspect").choice("status", "citizen");
        if world.seed.chance(500) {
            row.day("held_on", day);
        }
        form.rows("persons", vec![row]);
    }
}

fn course(world: &mut World<'_>, registered: i64) -> Vec<Form> {
    let mut rows = vec![step("opened", registered)];
    let steps: &[(&str, i64, i64)] = world.seed.weighted(&[
        (&[("solved", 1, 40), ("sent_to_court", 10, 60), ("verdict", 20, 90)][..], 45),
        (&[("solved", 5, 90), ("sent_to_court", 10, 60)][..], 15),
        (&[("solved", 5, 60), ("dropped", 5, 40)][..], 12),
        (&[("suspended", 40, 70)][..], 22),
        (&[("dropped", 10, 60)][..], 6),
    ]);
    let mut before = registered;
    for (kind, low, high) in steps {
        let Some(day) = world.after(before, *low, *high) else { break };
        rows.push(step(kind, day));
        before = day;
    }
    rows
}

fn step(kind: &str, day: i64) -> Form {
    let mut row = Form::default();
    row.choice("kind", kind).day("on", day);
    row
}
