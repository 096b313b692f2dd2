//! What is there from the beginning: enterprises, vehicles, partners, objects, items of plans and volumes of files.

use jiff::civil::Date;
use qorgau_domain::EntryId;
use qorgau_domain::time::date_of;
use qorgau_domain::value::Place;

use super::country::{Actor, Country};
use super::form::Form;
use super::personnel::organisation;
use super::seed::{Seed, mixed};
use super::words::Tongue;
use super::words::directory as texts;
use super::world::World;
use super::{Fact, filing, objects, plans, words};

/// What an organisation does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// It keeps animals.
    Farm,
    /// It hunts.
    Hunting,
    /// It fishes.
    Fishing,
    /// It makes fish products.
    Products,
}

/// An organisation.
#[derive(Debug, Clone)]
pub(super) struct Organisation<'a> {
    /// Whose territory it is in.
    pub(super) actor: Actor<'a>,
    /// Its entry.
    pub(super) entry: EntryId,
    /// Its name.
    pub(super) name: String,
    /// Its form of ownership.
    pub(super) ownership: &'static str,
    /// What it does.
    pub(super) line: Line,
    /// Where it is.
    pub(super) place: Place,
    /// The language of its name.
    pub(super) tongue: Tongue,
}

/// Whom a body works with.
#[derive(Debug)]
pub(super) struct Partner {
    /// Its entry.
    pub(super) entry: EntryId,
    /// Its kind.
    pub(super) kind: &'static str,
}

/// All directories, in an order in which every fact points backwards. `entries` says how large the country is to be.
pub(super) fn directories<'a>(world: &mut World<'a>, country: &Country<'a>, entries: usize) -> Vec<Fact> {
    let mut facts = Vec::new();
    for actor in spread(&country.districts, (entries / 150).clamp(4, 80)) {
        enterprise(world, actor, &mut facts);
    }
    let above = country.ministry().into_iter().chain(country.regions.iter().copied());
    let above: Vec<Actor<'a>> = above.collect();
    for actor in above.iter().chain(spread(&country.districts, (entries / 75).clamp(6, 300))) {
        vehicle(world, actor, &mut facts);
    }
    for kind in ["np", "vet"] {
        for actor in &above {
            partner(world, actor, kind, &mut facts);
        }
    }
    for actor in spread(&country.districts, (entries / 150).clamp(4, 200)) {
        let kind = world
            .seed
            .weighted(&[("np", 40), ("vet", 20), ("executive", 15), ("public", 15), ("police", 5), ("other", 5)]);
        partner(world, actor, kind, &mut facts);
    }
    objects::objects(world, country, (entries / 120).clamp(12, 220), &mut facts);
    plans::items(world, country, entries, &mut facts);
    filing::volumes(world, country, entries, &mut facts);
    facts
}

/// So many of the bodies, spread evenly over the list; all of them again where there are not so many.
pub(super) fn spread<'l, 'a>(all: &'l [Actor<'a>], count: usize) -> impl Iterator<Item = &'l Actor<'a>> {
    let step = (all.len() / count.max(1)).max(1);
    let rounds = (0..step).flat_map(move |first| all.iter().skip(first).step_by(step));
    rounds.cycle().take(if all.is_empty() { 0 } else { count })
}

/// An enterprise that hunts, fishes or makes fish products, as the land is.
fn enterprise<'a>(world: &mut World<'a>, actor: &Actor<'a>, facts: &mut Vec<Fact>) {
    let [hunting, fishing, ..] = actor.region.leanings;
    let line = world.seed.weighted(&[(1, hunting * 3), (2, fishing * 3), (3, fishing)]);
    let name = words::name(&mut world.seed);
    let (line, name) = match line {
        2 => (Line::Fishing, [format!("«{name} балық» ЖШС"), format!("ТОО «{name} балық»")]),
        3 => (
            Line::Products,
            [format!("«{name}» балық өңдеу цехы"), format!("рыбоперерабатывающий цех «{name}»")],
        ),
        _ => (
            Line::Hunting,
            [format!("«{name}» аңшылық шаруашылығы"), format!("охотничье хозяйство «{name}»")],
        ),
    };
    let name = world.say(name);
    organisation(world, actor, line, name, facts);
}

fn vehicle<'a>(world: &mut World<'a>, actor: &Actor<'a>, facts: &mut Vec<Fact>) {
    let kinds = texts::MAKES.map(|(kind, _, weight)| (kind, weight));
    let kind = world.seed.weighted(&kinds);
    let makes = texts::MAKES.iter().find(|(of, ..)| *of == kind).map_or(&[][..], |(_, makes, _)| *makes);
    let state = world.seed.weighted(&[("working", 82), ("repair", 11), ("broken", 4), ("written_off", 3)]);
    let from = world.first() - world.seed.between(200, 4000);
    let until = (state == "written_off").then_some(world.first() - world.seed.between(2, 90));
    let mut form = Form::default();
    form.choice("kind", kind).text("make", world.seed.pick(makes));
    let plate = (kind != "drone").then(|| plate(world, actor));
    if let Some(plate) = &plate {
        form.text("plate", plate.clone());
    }
    form.text("year", i64::from(date_of(from).year()).to_string()).choice("state", state);
    form.span("in_service", from, until);
    let unit = world.staff.get(&actor.id).and_then(|staff| staff.unit);
    let officer = if unit.is_none() { world.worker(actor.id) } else { None };
    if unit.is_some() || officer.is_some() {
        let mut row = Form::default();
        row.entry("unit", unit).entry("officer", officer).span("held", from, until);
        form.rows("assigned", vec![row]);
    }
    let fact = world.fact("vehicle", actor.id, world.first() - 1, form);
    if state == "working" {
        let staff = world.staff.entry(actor.id).or_default();
        staff.vehicles.push((fact.id, kind));
        let plate = plate.filter(|_| matches!(kind, "car" | "offroad"));
        staff.plates.extend(plate.map(|plate| (fact.id, plate)));
    }
    facts.push(fact);
}

/// A plate number that no other vehicle of the body has: letters of the body, figures in turn.
fn plate(world: &World<'_>, actor: &Actor<'_>) -> String {
    let own = Seed::new(mixed(world.salt() ^ actor.id.0.unsigned_abs().rotate_left(32)));
    plated(own, world.serial(), actor)
}

/// The plate of such a number in a region.
pub(super) fn plated(mut letters: Seed, number: u64, actor: &Actor<'_>) -> String {
    let mut letter = || letters.pick(&["A", "B", "C", "D", "E", "H", "K", "M", "N", "P", "R", "S", "T", "Z"]);
    let letters = format!("{}{}{}", letter(), letter(), letter());
    let region = if actor.region.code.is_empty() { "01" } else { actor.region.code };
    format!("{:03} {letters} {region}", number % 1000)
}

fn partner<'a>(world: &mut World<'a>, actor: &Actor<'a>, kind: &str, facts: &mut Vec<Fact>) {
    let [first, ..] = &texts::PARTNERS;
    let known = texts::PARTNERS.iter().find(|known| known.kind == kind).unwrap_or(first);
    let [here_kk, here_ru] = actor.name;
    let here = |[below, central]: [&str; 2], name: &str| {
        if actor.is_ministry() {
            central.to_owned()
        } else {
            format!("{below} ({name})")
        }
    };
    let named = world.first() - world.seed.between(300, 2500);
    let mut form = Form::default();
    form.choice("kind", known.kind)
        .text("name", here(known.name, here_kk))
        .text("name_ru", here(known.name_ru, here_ru))
        .span("named", named, None);
    if let Some(former) = known.former.filter(|_| world.seed.chance(150)) {
        let mut row = Form::default();
        row.text("name", here([world.say(former); 2], world.say(actor.name)))
            .span("named", named - 1800, Some(named - 1));
        form.rows("former_names", vec![row]);
    }
    let mut territory = Form::default();
    territory.body("body", actor.id);
    form.rows("territory", vec![territory]);
    let street = world.said(&texts::STREETS);
    form.text("address", format!("{street}, {}", world.seed.between(1, 120)))
        .text("phone", texts::phone(&mut world.seed));
    let mut contact = Form::default();
    contact
        .text("post", world.say(known.post))
        .text("name", words::person(&mut world.seed).join(" "))
        .text("phone", texts::phone(&mut world.seed));
    if world.seed.chance(500) {
        contact.text("email", format!("{}{}@qurylym.example", known.kind, world.serial()));
    }
    form.rows("contacts", vec![contact]);
    ties(world, &mut form, actor, named);
    let fact = world.fact("partner", actor.id, world.first() - 1, form);
    let entry = fact.id;
    facts.push(fact);
    world.staff.entry(actor.id).or_default().partners.push(Partner { entry, kind: known.kind });
}

/// The agreement with a partner, and who coordinates.
fn ties<'a>(world: &mut World<'a>, form: &mut Form, actor: &Actor<'a>, named: i64) {
    if world.seed.chance(650) {
        let signed = named + world.seed.between(10, 250);
        let until = world.seed.chance(400).then(|| signed + 365 * 5);
        let mut row = Form::default();
        row.text("number", world.seed.between(1, 90).to_string())
            .day("signed_on", signed)
            .text("subject", world.said(&texts::AGREEMENTS))
            .span("in_force", signed, until);
        form.rows("agreements", vec![row]);
    }
    if let Some(officer) = world.worker(actor.id) {
        let mut row = Form::default();
        row.entry("officer", Some(officer))
            .span("in_charge", world.first() - world.seed.between(1, 28), None);
        form.rows("coordinators", vec![row]);
    }
}

/// A day as papers write it.
pub(super) fn written(day: i64) -> String {
    let date: Date = date_of(day);
    date.strftime("%d.%m.%Y").to_string()
}
