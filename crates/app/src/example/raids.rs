//! Raids, sweeps, operations and joint trips.

use qorgau_domain::Month;
use qorgau_domain::time::date_of;

use super::country::Actor;
use super::form::Form;
use super::geography::Mark;
use super::world::World;
use super::{Fact, words};

/// A raid of no set kind.
pub(super) fn raid<'a>(world: &mut World<'a>, actor: &Actor<'a>, day: i64) -> Fact {
    let kinds = [
        ("raid", 60),
        ("preventive", 12),
        ("operation", 8),
        ("special_operation", 2),
        ("search", 3),
        ("joint_trip", 9),
        ("help_np", 3),
        ("help_vet", 2),
        ("emergency", 1),
    ];
    let kind = world.seed.weighted(&kinds);
    held(world, actor, day, kind)
}

/// The sweep of the month.
pub(super) fn sweep<'a>(world: &mut World<'a>, actor: &Actor<'a>, day: i64) -> Fact {
    held(world, actor, day, "sweep")
}

fn held<'a>(world: &mut World<'a>, actor: &Actor<'a>, day: i64, kind: &str) -> Fact {
    let mut form = Form::default();
    form.choice("kind", kind).day("started_on", day);
    let operation = if kind.ends_with("operation") { operation(actor, day) } else { None };
    if let Some(name) = operation {
        form.text("operation", name);
    }
    let length = if operation.is_some() {
        world.seed.between(1, 6)
    } else {
        world.seed.weighted(&[(0, 80), (1, 15), (2, 5)])
    };
    form.day("ended_on", (day + length).min(world.last));
    form.place("place", world.place(actor));
    if actor.is_district() {
        form.body("district", actor.id);
    }
    form.text("basis", format!("Жұмыс жоспары, {}-тармақ", world.seed.between(1, 40)));
    form.text("task", world.seed.pick(&words::TASKS));
    partners(world, &mut form, kind);
    let people = participants(world, &mut form, kind);
    briefing(world, &mut form, actor, day, people);
    equipment(world, &mut form, actor, day);
    let hours = world.seed.between(30, 120) * (1 + length);
    form.number("hours", hours)
        .number("person_hours", hours * people)
        .number("km", world.seed.between(200, 3200));
    if world.seed.chance(60) {
        form.yes("media");
    }
    let fact = world.fact("raid", actor.id, day, form);
    world.raids.insert(actor.id, (day, fact.id));
    world.lately.held(actor, day, (fact.id, &fact.fields));
    fact
}

/// The operation that is on, by the season and the country.
fn operation(actor: &Actor<'_>, day: i64) -> Option<&'static str> {
    let date = date_of(day);
    match (Month::of_day(day).number(), date.day()) {
        (4 | 5 | 10, _) | (9, 10..) if actor.region.is(Mark::Sturgeon) => Some("Бекіре"),
        (1 | 8, _) if actor.region.is(Mark::Saiga) => Some("Сайгак"),
        (12, 15..) if actor.region.is(Mark::Conifers) => Some("Ель"),
        (2 | 10 | 11, _) => Some("Браконьер"),
        _ => None,
    }
}

fn partners(world: &mut World<'_>, form: &mut Form, kind: &str) {
    let joint = matches!(kind, "joint_trip" | "help_np" | "help_vet");
    let mut rows = Vec::new();
    let mut row = |kind: &str, body: &str| {
        let mut row = Form::default();
        row.choice("kind", kind).text("body", body);
        rows.push(row);
    };
    if kind == "help_vet" || (kind != "help_np" && world.seed.chance(130)) {
        row("vet", "Ветеринариялық бақылау және қадағалау аумақтық инспекциясы");
    }
    if kind == "help_np" || (kind != "help_vet" && (joint || world.seed.chance(420))) {
        row("np", "Орман шаруашылығы және жануарлар дүниесі аумақтық инспекциясы");
    }
    if world.seed.chance(120) {
        row("police", "Жергілікті полиция қызметі");
    }
    if world.seed.chance(30) {
        row("public", "Аңшылар мен балықшылар қоғамы");
    }
    form.rows("partners", rows);
}

/// Who took part; gives how many.
fn participants(world: &mut World<'_>, form: &mut Form, kind: &str) -> i64 {
    let mut people = 0;
    let mut rows = Vec::new();
    let most = if kind == "sweep" || kind.ends_with("operation") { 6 } else { 3 };
    for (service, share) in [
        ("line", 900),
        ("district_inspectors", 300),
        ("road_police", 120),
        ("public_security", 100),
        ("criminal_police", 60),
    ] {
        if world.seed.chance(share) || (service == "criminal_police" && people == 0) {
            let count = world.seed.between(1, most);
            people += count;
            let mut row = Form::default();
            row.choice("service", service).number("count", count);
            rows.push(row);
        }
    }
    form.rows("participants", rows);
    people
}

fn briefing(world: &mut World<'_>, form: &mut Form, actor: &Actor<'_>, day: i64, people: i64) {
    if !world.seed.chance(930) {
        return;
    }
    let before = i64::from(world.seed.chance(150));
    form.day("briefed_on", day - before)
        .number("briefed", people)
        .text("topics", world.seed.pick(&words::TOPICS));
    form.entry("briefed_by", world.officer(actor.id).map(|(officer, _)| officer));
}

fn equipment(world: &mut World<'_>, form: &mut Form, actor: &Actor<'_>, day: i64) {
    let [_, fishing, ..] = actor.region.leanings;
    let mut rows = Vec::new();
    for (kind, share) in [
        ("offroad", 700),
        ("car", 350),
        ("boat", fishing * 12),
        ("drone", 40),
        ("helicopter", 3),
        ("snowmobile", 15),
    ] {
        if world.seed.chance(share) {
            let mut row = Form::default();
            row.choice("kind", kind).number("count", world.seed.weighted(&[(1, 80), (2, 16), (3, 4)]));
            rows.push(row);
        }
    }
    form.rows("vehicles", rows);
    if world.seed.chance(230) {
        let groups = world.seed.weighted(&[(1, 80), (2, 15), (3, 5)]);
        form.number("mobile_groups", groups)
            .number("mobile_groups_joint", world.seed.between(0, groups));
    }
    if world.seed.chance(40) {
        let season = match Month::of_day(day).number() {
            3..=6 => "Уылдырық шашу",
            9..=12 => "Аңшылық маусымы",
            _ => "Жаппай мекен ауыстыру",
        };
        let mut row = Form::default();
        row.number("count", world.seed.weighted(&[(1, 70), (2, 20), (3, 10)]))
            .span("standing", day, world.after(day, 10, 60));
        row.text("season", season).text("place", words::settlement(&mut world.seed));
        form.rows("checkpoints", vec![row]);
    }
}
