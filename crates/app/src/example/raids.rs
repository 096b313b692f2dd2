//! Raids, sweeps, operations and joint trips.

use qorgau_domain::time::date_of;
use qorgau_domain::{EntryId, Month};

use super::country::Actor;
use super::course::{self, Course, Hours};
use super::directory::written;
use super::form::Form;
use super::geography::Mark;
use super::words::Said;
use super::words::raids as texts;
use super::world::World;
use super::{Fact, plans, words};

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
    let last = (day + length).min(world.last);
    form.day("ended_on", last);
    let place = world.place(actor);
    let at = place.at;
    form.place("place", place);
    if actor.is_district() {
        form.body("district", actor.id);
    }
    let ground = ground(world, &mut form, actor, (kind, operation), day);
    let tasks: &[Said] = if kind == "search" { &words::SEARCHES } else { &words::TASKS };
    form.text("task", world.said(tasks));
    if world.seed.chance(300) {
        let stops = [(); 3].map(|()| words::settlement(&mut world.seed));
        form.text("route", stops.join(" – "));
    }
    partners(world, &mut form, (kind, ground), day);
    let leader = world.worker(actor.id);
    let (people, leader) = participants(world, &mut form, kind, leader);
    let craft = equipment(world, &mut form, actor, day);
    let course = Course {
        actor: *actor,
        day,
        last,
        minutes: world.seed.between(30, 120) * 6,
        km: world.seed.between(200, 3200),
        people,
        leader,
        craft,
    };
    let hours = effort(world, &mut form, &course);
    let fact = world.fact("raid", actor.id, day, form);
    if let Some(hours) = hours {
        course::track(world, &course, hours, (fact.id, at));
    }
    world.raids.insert(actor.id, (day, fact.id));
    world.lately.held(actor, day, (fact.id, &fact.fields));
    fact
}

/// Its briefing and its course, what was given out for it, and what it took.
fn effort<'a>(world: &mut World<'a>, form: &mut Form, course: &Course<'a>) -> Option<Hours> {
    let hours = course::hours(world, form, course);
    if let Some(hours) = hours {
        course::legs(world, form, course, hours);
        course::issued(world, form, course, hours);
    }
    let tenths = course.minutes / 6 * course.days();
    form.number("hours", tenths)
        .number("person_hours", tenths * course.people)
        .number("km", course.km);
    if world.seed.chance(60) {
        form.yes("media");
    }
    hours
}

/// What a raid rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ground {
    /// A plan with the nature-protection body.
    JointPlan,
    /// Its own plan, a proposal, an order.
    Other,
}

/// The item of a plan that it carries out, the proposal that it follows, or some order.
fn ground<'a>(world: &mut World<'a>, form: &mut Form, actor: &Actor<'a>, (kind, operation): (&str, Option<&str>), day: i64) -> Ground {
    if let Some(item) = plans::carried_out(world, actor.id, kind, day) {
        form.entry("plan_item", Some(item.entry)).text("basis", item.basis);
        return if item.joint { Ground::JointPlan } else { Ground::Other };
    }
    let follows = world.lately.proposals.pick(&mut world.seed, |proposed| {
        proposed.body == actor.id && (proposed.from..=proposed.until).contains(&day)
    });
    if let Some(proposed) = follows {
        form.entry("proposal", Some(proposed.entry)).text(
            "basis",
            world.say([
                format!("Топтар мен пункттер туралы {} ұсыныс", proposed.number),
                format!("Предложение {} о группах и пунктах", proposed.number),
            ]),
        );
        return Ground::Other;
    }
    let number = world.seed.between(1, 400);
    let [head_kk, head_ru] = if actor.is_district() {
        ["Орган", "начальника органа"]
    } else {
        ["Департамент", "начальника департамента"]
    };
    let basis = match (kind, operation) {
        (_, Some(name)) => [
            format!("«{name}» операциясы туралы № {number} бұйрық"),
            format!("Приказ № {number} об операции «{name}»"),
        ],
        ("sweep", _) => ["Ай сайынғы рейдтік пысықтау кестесі", "График ежемесячной рейдовой отработки"].map(str::to_owned),
        ("joint_trip" | "help_np" | "help_vet", _) => [
            format!("Аумақтық инспекцияның № {number} хаты"),
            format!("Письмо территориальной инспекции № {number}"),
        ],
        ("emergency", _) => ["Кезекші бөлімге түскен хабар", "Сообщение в дежурную часть"].map(str::to_owned),
        _ => match world.seed.weighted(&[(0, 60), (1, 25), (2, 15)]) {
            0 => [format!("{head_kk} бастығының № {number} бұйрығы"), format!("Приказ {head_ru} № {number}")],
            1 => ["Азаматтың хабарлауы", "Сообщение гражданина"].map(str::to_owned),
            _ => {
                let on = written(day);
                [format!("{head_kk} бастығының {on} тапсырмасы"), format!("Поручение {head_ru} от {on}")]
            }
        },
    };
    form.text("basis", world.say(basis));
    Ground::Other
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

fn partners(world: &mut World<'_>, form: &mut Form, (kind, ground): (&str, Ground), day: i64) {
    let joint = ground == Ground::JointPlan || matches!(kind, "joint_trip" | "help_np" | "help_vet");
    // All of them agree to the plan of a joint raid, or nobody was asked.
    let agreed = world.seed.chance(if joint { 800 } else { 250 });
    let on = day - world.seed.between(1, 6);
    let (mut rows, mut approvals, tongue) = (Vec::new(), Vec::new(), world.tongue);
    let mut row = |kind: &str, body: Said| {
        let mut row = Form::default();
        let body = tongue.say(body);
        row.choice("kind", kind).text("body", body);
        rows.push(row);
        let mut approval = Form::default();
        approval.text("body", body).text("post", tongue.say(texts::agrees(kind))).day("agreed_on", on);
        approvals.push(approval);
    };
    if kind == "help_vet" || (kind != "help_np" && world.seed.chance(130)) {
        row("vet", words::VETERINARY);
    }
    if kind == "help_np" || (kind != "help_vet" && (joint || world.seed.chance(420))) {
        row("np", words::INSPECTION);
    }
    if world.seed.chance(120) {
        row("police", ["Жергілікті полиция қызметі", "Местная полицейская служба"]);
    }
    if world.seed.chance(30) {
        row("public", words::HUNTERS);
    }
    form.rows("partners", rows);
    if agreed {
        form.rows("approvals", approvals);
    }
}

/// Who took part; gives how many, and who led them where the line was among them.
fn participants(world: &mut World<'_>, form: &mut Form, kind: &str, leader: Option<EntryId>) -> (i64, Option<EntryId>) {
    let (mut people, mut led_by) = (0, None);
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
            if service == "line" {
                led_by = leader;
                row.entry("officer", leader.filter(|_| count == 1));
            }
            rows.push(row);
        }
    }
    form.rows("participants", rows);
    (people, led_by)
}

/// What it moved by, and its groups and checkpoints; gives a boat or a snowmobile among its vehicles.
fn equipment(world: &mut World<'_>, form: &mut Form, actor: &Actor<'_>, day: i64) -> Option<&'static str> {
    let [_, fishing, ..] = actor.region.leanings;
    let winter = matches!(Month::of_day(day).number(), 12 | 1 | 2);
    let (mut rows, mut craft) = (Vec::new(), None);
    for (kind, share) in [
        ("offroad", 700),
        ("car", 350),
        if winter { ("snowmobile", 60) } else { ("boat", fishing * 15) },
        ("drone", 40),
        ("helicopter", 3),
    ] {
        if world.seed.chance(share) {
            if matches!(kind, "boat" | "snowmobile") {
                craft = Some(kind);
            }
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
        let [spawning, hunting, migration] = texts::SEASONS;
        let season = match Month::of_day(day).number() {
            3..=6 => spawning,
            9..=12 => hunting,
            _ => migration,
        };
        let mut row = Form::default();
        row.number("count", world.seed.weighted(&[(1, 70), (2, 20), (3, 10)]))
            .span("standing", day, world.after(day, 10, 60));
        row.text("season", world.say(season)).text("place", words::settlement(&mut world.seed));
        form.rows("checkpoints", vec![row]);
    }
    craft
}
