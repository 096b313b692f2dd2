//! Meetings: the joint operational one of each year, seminars, others; and those still ahead.

use qorgau_domain::EntryId;

use super::Fact;
use super::country::{Actor, Country};
use super::form::Form;
use super::matters::Due;
use super::office::{self, Directive, Errand};
use super::words::office::{self as texts, Order};
use super::words::{self, Said};
use super::world::World;

/// Who agrees to what a meeting decides.
const AGREED: Said = ["Аумақтық инспекция", "Территориальная инспекция"];

/// A meeting that is called.
#[derive(Debug)]
pub(super) struct Called<'a> {
    actor: Actor<'a>,
    kind: Kind,
    /// What was issued on the same day from a draft that the meeting agreed.
    issued: Option<(EntryId, Order)>,
}

/// Kinds of meetings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// With the services and partners, once a year.
    Joint,
    /// Of one body.
    Operational,
    /// Of the ministry with all below.
    Seminar,
    /// Still ahead: its materials are being gathered.
    Ahead,
}

impl<'a> Called<'a> {
    /// A meeting of a body.
    pub(super) fn of(actor: Actor<'a>, kind: Kind) -> Self {
        Called { actor, kind, issued: None }
    }

    /// An operational meeting of some body.
    pub(super) fn some(world: &mut World<'a>, country: &Country<'a>) -> Option<Self> {
        let actor = if world.seed.chance(20) {
            country.transport().next()?
        } else {
            country.keeper(&mut world.seed, 20, 150)?
        };
        Some(Called::of(actor, Kind::Operational))
    }
}

/// A meeting. Some joint ones agree a directive that is signed the same day; then that comes first.
pub(super) fn meeting<'a>(world: &mut World<'a>, country: &Country<'a>, called: Called<'a>, day: i64) -> Fact {
    if called.kind == Kind::Joint
        && called.issued.is_none()
        && world.seed.chance(200)
        && let Some(fact) = issue(world, country, &called, day)
    {
        return fact;
    }
    if called.kind == Kind::Ahead {
        return ahead(world, &called.actor, day);
    }
    let actor = &called.actor;
    let kind = match called.kind {
        Kind::Joint => "joint_operational",
        Kind::Seminar => "seminar",
        Kind::Operational | Kind::Ahead => "operational",
    };
    let mut form = Form::default();
    form.choice("kind", kind)
        .text("basis", world.said(&texts::BASES))
        .day("held_on", day)
        .text("minutes_number", format!("№ {}", world.seed.between(1, 60)));
    if world.seed.chance(600) {
        form.day("planned_on", day - world.seed.pick(&[0, 0, 1, 3, 7]));
    }
    if called.kind != Kind::Operational {
        parties(world, &mut form, actor);
    }
    agenda(world, &mut form);
    materials(world, &mut form, actor, day);
    drafts(world, &mut form, called.issued, day);
    decisions(world, &mut form, day);
    let fact = world.fact("meeting", actor.id, day, form);
    if actor.level != "transport"
        && world.seed.chance(250)
        && let Some(given) = world.workday_after(day, 1, 5)
    {
        let errand = Errand {
            actor: *actor,
            meeting: Some(fact.id),
            directive: None,
        };
        world.coming.push((given, Due::Errand(errand)));
    }
    fact
}

/// The directive of a meeting; the meeting itself follows the same day.
fn issue<'a>(world: &mut World<'a>, country: &Country<'a>, called: &Called<'a>, day: i64) -> Option<Fact> {
    if called.actor.level == "transport" {
        return None;
    }
    let order = office::order(world, &called.actor, day);
    let directive = Directive {
        from: called.actor,
        order,
        follows: None,
    };
    let fact = office::sent(world, country, &directive, day)?;
    let called = Called {
        issued: Some((fact.id, order)),
        ..Called::of(called.actor, called.kind)
    };
    world.coming.push((day, Due::Meeting(called)));
    Some(fact)
}

/// The dossier of a meeting still ahead.
fn ahead<'a>(world: &mut World<'a>, actor: &Actor<'a>, day: i64) -> Fact {
    let mut form = Form::default();
    form.choice("kind", "operational")
        .text("basis", world.said(&texts::BASES))
        .day("planned_on", world.last + world.seed.between(4, 40));
    agenda(world, &mut form);
    materials(world, &mut form, actor, day);
    world.fact("meeting", actor.id, day, form)
}

fn parties<'a>(world: &mut World<'a>, form: &mut Form, actor: &Actor<'a>) {
    let mut rows = Vec::new();
    for (service, share) in [
        ("line", 1000),
        ("public_security", 900),
        ("road_police", 600),
        ("investigation", 400),
        ("inquiry", 350),
    ] {
        if world.seed.chance(share) {
            let mut row = Form::default();
            row.choice("service", service).text(
                "took_part",
                world.said(&[["бастығы", "начальник"], ["бастықтың орынбасары", "заместитель начальника"]]),
            );
            rows.push(row);
        }
    }
    for (kind, name, share) in [
        ("np", words::INSPECTION, 1000),
        ("vet", words::VETERINARY, 700),
        ("public", words::HUNTERS, 250),
    ] {
        if world.seed.chance(share) {
            let known = world.partner(actor.id, kind).map(|partner| partner.entry);
            let mut row = Form::default();
            row.choice("partner_kind", kind).entry("partner", known);
            if known.is_none() {
                row.text("body", world.say(name));
            }
            row.text("took_part", world.say(["басшысы", "руководитель"]));
            rows.push(row);
        }
    }
    form.rows("parties", rows);
}

fn agenda(world: &mut World<'_>, form: &mut Form) {
    let skipped = usize::try_from(world.seed.below(8)).unwrap_or(0);
    let count = usize::try_from(world.seed.between(2, 4)).unwrap_or(2);
    let rows = texts::AGENDA.iter().cycle().skip(skipped).take(count).map(|(item, speaker)| {
        let mut row = Form::default();
        row.text("item", world.say(*item)).text("speaker", world.say(*speaker));
        row
    });
    form.rows("agenda", rows.collect());
}

fn materials<'a>(world: &mut World<'a>, form: &mut Form, actor: &Actor<'a>, day: i64) {
    let mut rows = Vec::new();
    for _ in 0..world.seed.between(1, 3) {
        let mut row = Form::default();
        row.text("title", world.said(&texts::PAPERS))
            .entry("prepared_by", world.worker(actor.id))
            .day("prepared_on", day - world.seed.between(1, 12));
        rows.push(row);
    }
    form.rows("materials", rows);
}

fn drafts(world: &mut World<'_>, form: &mut Form, issued: Option<(EntryId, Order)>, day: i64) {
    let mut rows = Vec::new();
    if let Some((entry, order)) = issued {
        let kind = if order.kind == "orientation" { "orientation" } else { "order" };
        let mut row = Form::default();
        row.choice("kind", kind)
            .text("title", world.say(order.subject))
            .text("agreed_with", world.say(AGREED))
            .day("agreed_on", day)
            .entry("issued", Some(entry));
        rows.push(row);
    }
    if world.seed.chance(400) {
        let mut row = Form::default();
        row.choice("kind", "decision")
            .text(
                "title",
                world.say(["Бірлескен іс-шаралар туралы шешім жобасы", "Проект решения о совместных мероприятиях"]),
            )
            .text("agreed_with", world.say(AGREED))
            .day("agreed_on", day - world.seed.between(0, 5));
        rows.push(row);
    }
    form.rows("drafts", rows);
}

fn decisions(world: &mut World<'_>, form: &mut Form, day: i64) {
    let skipped = usize::try_from(world.seed.below(7)).unwrap_or(0);
    let count = usize::try_from(world.seed.between(1, 4)).unwrap_or(1);
    let mut rows = Vec::new();
    for (text, executor, result) in texts::DECISIONS.iter().cycle().skip(skipped).take(count) {
        let due = day + world.seed.between(10, 60);
        let mut row = Form::default();
        row.text("text", world.say(*text)).text("executor", world.say(*executor)).day("due_on", due);
        if world.seed.chance(780)
            && let Some(done) = world.workday_after(day, 5, due - day + 3)
        {
            row.day("done_on", done).text("result", world.say(*result));
        }
        rows.push(row);
    }
    form.rows("decisions", rows);
}
