//! The office: directives sent down and received, assignments, requests for information.

use qorgau_domain::{BodyId, EntryId, Month};

use super::Fact;
use super::country::{Actor, Country};
use super::directory::written;
use super::form::Form;
use super::matters::Due;
use super::words::office::{self as texts, Order};
use super::words::{self, Said, Tongue};
use super::world::World;

/// A directive that is to be sent.
#[derive(Debug)]
pub(super) struct Directive<'a> {
    /// Who sends it.
    pub(super) from: Actor<'a>,
    /// What it orders.
    pub(super) order: Order,
    /// The directive from above that it carries out.
    pub(super) follows: Option<EntryId>,
}

/// A directive on its way to a body below.
#[derive(Debug)]
pub(super) struct Letter<'a> {
    to: Actor<'a>,
    from: BodyId,
    by_ministry: bool,
    order: Order,
    number: String,
    dated: i64,
    due: Option<i64>,
    executed: Option<i64>,
    /// The language of the directive.
    tongue: Tongue,
}

impl<'a> Directive<'a> {
    /// Some directive of a region, or of the ministry.
    pub(super) fn some(world: &mut World<'a>, country: &Country<'a>, day: i64) -> Option<Self> {
        let from = country.keeper(&mut world.seed, 110, 890)?;
        Some(Directive {
            from,
            order: order(world, &from, day),
            follows: None,
        })
    }
}

/// What a body may order at this time of the year.
pub(super) fn order<'a>(world: &mut World<'a>, from: &Actor<'a>, day: i64) -> Order {
    let month = Month::of_day(day).number();
    let may = |order: &&Order| (order.months.0..=order.months.1).contains(&month) && from.has(order.mark);
    let orders: Vec<Order> = texts::ORDERS.iter().filter(may).copied().collect();
    world.seed.pick(&orders)
}

/// A directive sent to some bodies below, each of which will have it in its own book; none where there are no bodies below.
pub(super) fn sent<'a>(world: &mut World<'a>, country: &Country<'a>, directive: &Directive<'a>, day: i64) -> Option<Fact> {
    let Directive { from, order, follows } = directive;
    let count = world.seed.between(3, 6);
    let bodies = country.some_below(&mut world.seed, from, count);
    if bodies.is_empty() {
        return None;
    }
    let number = format!("{}-{}", if from.is_ministry() { 1 } else { 7 }, world.seed.between(10, 4000));
    let due = (order.days > 0).then(|| day + order.days);
    let mut rows = Vec::new();
    for to in bodies {
        let sent = world.workday_after(day, 0, 2).unwrap_or(day);
        let confirmed = world.workday_after(sent, 0, 2);
        let most = due.map_or(30, |due| due - sent);
        let executed = confirmed.and_then(|confirmed| world.workday_after(confirmed, 3, most - 3));
        let executed = executed.filter(|_| world.seed.chance(880));
        let mut row = Form::default();
        row.body("body", to.id)
            .day("sent_on", sent)
            .day_if("confirmed_on", confirmed)
            .day_if("executed_on", executed);
        if executed.is_some() {
            row.text("report", world.say(order.report));
        }
        rows.push(row);
        if let Some(confirmed) = confirmed.filter(|_| to.level != "transport") {
            let letter = Letter {
                to,
                from: from.id,
                by_ministry: from.is_ministry(),
                order: *order,
                number: number.clone(),
                dated: day,
                due,
                executed,
                tongue: world.tongue,
            };
            world.coming.push((confirmed, Due::Received(Box::new(letter))));
        }
    }
    let mut form = Form::default();
    form.choice("kind", order.kind)
        .text("number", number)
        .day("dated_on", day)
        .text("subject", world.say(order.subject))
        .text("text", world.say(order.text))
        .entry("follows", *follows)
        .day_if("due_on", due);
    form.rows("bodies", rows);
    Some(world.fact("directive_out", from.id, day, form))
}

/// A directive received; a region may send one on, and others may assign it.
pub(super) fn received<'a>(world: &mut World<'a>, letter: &Letter<'a>, day: i64) -> Fact {
    let Letter { to, order, .. } = letter;
    // Whoever received it wrote it in as it came.
    world.tongue = letter.tongue;
    let mut form = Form::default();
    form.choice("kind", order.kind)
        .text("number", letter.number.clone())
        .day("dated_on", letter.dated)
        .body("from_body", letter.from);
    form.text(
        "signed_by",
        world.say(if letter.by_ministry {
            ["Министрдің орынбасары", "Заместитель министра"]
        } else {
            words::REGION_HEAD
        }),
    )
    .day("received_on", day)
    .text("registered_as", format!("К-{}", world.seed.between(100, 9000)));
    form.text("subject", world.say(order.subject)).text("text", world.say(order.text));
    if let Some(officer) = world.worker(to.id) {
        let mut row = Form::default();
        row.entry("officer", Some(officer))
            .text("task", world.say(["Орындап, баяндау", "Исполнить и доложить"]));
        form.rows("executors", vec![row]);
    }
    if let Some(due) = letter.due {
        form.day("due_on", due);
        control(world, &mut form, letter, (day, due));
    }
    if let Some(executed) = letter.executed {
        let (on, number) = (written(executed), world.seed.between(10, 4000));
        form.day("reported_on", executed)
            .text("report", world.say([format!("{on} № {number} хат"), format!("Письмо от {on} № {number}")]))
            .day_if("off_control_on", world.workday_after(executed, 0, 4));
    }
    let fact = world.fact("directive_in", to.id, day, form);
    let further = world.workday_after(day, 1, 5);
    match further {
        Some(further) if to.level == "region" && world.seed.chance(400) => {
            let directive = Directive {
                from: *to,
                order: *order,
                follows: Some(fact.id),
            };
            world.coming.push((further, Due::Directive(directive)));
        }
        Some(further) if world.seed.chance(200) => {
            let errand = Errand {
                actor: *to,
                meeting: None,
                directive: Some(fact.id),
            };
            world.coming.push((further, Due::Errand(errand)));
        }
        _ => {}
    }
    fact
}

/// The control date half-way, with its mark once that day has come.
fn control<'a>(world: &mut World<'a>, form: &mut Form, letter: &Letter<'a>, (day, due): (i64, i64)) {
    let on = day + (due - day) / 2;
    let mut row = Form::default();
    row.day("control_on", on);
    let done = letter.executed.is_some_and(|executed| executed <= on);
    if on <= world.last && world.seed.chance(850) {
        let result = if done {
            "done"
        } else {
            world.seed.weighted(&[("under_way", 70), ("partly", 25), ("not_done", 5)])
        };
        row.choice("result", result).day("marked_on", on);
        if done {
            row.text("result_text", world.say(letter.order.report));
        }
    }
    form.rows("controls", vec![row]);
}

/// An assignment that is to be given, and what it rests on.
#[derive(Debug)]
pub(super) struct Errand<'a> {
    /// Who gives it.
    pub(super) actor: Actor<'a>,
    /// The meeting that decided it.
    pub(super) meeting: Option<EntryId>,
    /// The directive it carries out.
    pub(super) directive: Option<EntryId>,
}

impl<'a> Errand<'a> {
    /// Some assignment that rests on a plan or an analysis.
    pub(super) fn some(world: &mut World<'a>, country: &Country<'a>) -> Option<Self> {
        Some(Errand {
            actor: country.keeper(&mut world.seed, 40, 320)?,
            meeting: None,
            directive: None,
        })
    }
}

/// An assignment: of the ministry and regions mostly to bodies below, of districts to other services.
pub(super) fn assignment<'a>(world: &mut World<'a>, country: &Country<'a>, errand: &Errand<'a>, day: i64) -> Fact {
    let actor = &errand.actor;
    let (subject, text, done) = world.seed.pick(&texts::ERRANDS);
    let due = day + world.seed.between(7, 45);
    let mut form = Form::default();
    form.day("given_on", day)
        .text("number", format!("Т-{}", world.seed.between(1, 900)))
        .entry("meeting", errand.meeting)
        .entry("directive", errand.directive);
    if errand.meeting.is_none() && errand.directive.is_none() {
        form.text("ground", world.said(&texts::GROUNDS));
    }
    form.text("subject", world.say(subject)).text("text", world.say(text)).day("due_on", due);
    let count = world.seed.between(1, 3);
    let below = if actor.is_district() || world.seed.chance(250) {
        Vec::new()
    } else {
        country.some_below(&mut world.seed, actor, count)
    };
    let mut rows: Vec<Form> = Vec::new();
    for body in &below {
        let mut row = Form::default();
        row.choice("kind", "body").body("body", body.id);
        rows.push(row);
    }
    if rows.is_empty() && world.seed.chance(150) {
        let mut row = Form::default();
        row.choice("kind", "institution").text("institution", world.said(&texts::INSTITUTIONS));
        rows.push(row);
    }
    if rows.is_empty() {
        let mut row = Form::default();
        let services = ["district_inspectors", "public_security", "road_police", "criminal_police"];
        row.choice("kind", "service").choice("service", world.seed.pick(&services));
        rows.push(row);
    }
    for row in &mut rows {
        fulfil(world, row, (day, due), done);
    }
    form.rows("recipients", rows);
    if let Some(marked) = world.workday_after(day, 5, due - day + 4).filter(|_| world.seed.chance(500)) {
        let mut row = Form::default();
        row.day("marked_on", marked)
            .text("mark", world.said(&texts::MARKS))
            .entry("by", world.worker(actor.id));
        form.rows("controls", vec![row]);
    }
    world.fact("assignment", actor.id, day, form)
}

/// Whether and when an assignment was carried out.
fn fulfil(world: &mut World<'_>, row: &mut Form, (day, due): (i64, i64), text: Said) {
    let late = if world.seed.chance(120) { 15 } else { 0 };
    let Some(on) = world.workday_after(day, 3, due - day - 2 + late) else {
        return;
    };
    let result = world.seed.weighted(&[("done", 84), ("partly", 8), ("under_way", 5), ("not_done", 3)]);
    row.choice("result", result);
    if result == "done" {
        row.day("done_on", on).text("result_text", world.say(text));
    }
}

/// A request to districts, with their replies.
pub(super) fn request<'a>(world: &mut World<'a>, country: &Country<'a>, day: i64) -> Option<Fact> {
    let actor = country.keeper(&mut world.seed, 150, 850)?;
    let (ground, subject, what, reply) = world.seed.pick(&texts::REQUESTS);
    let region = if actor.is_ministry() { country.a_region(&mut world.seed)? } else { actor };
    let due = day + world.seed.between(5, 20);
    let count = world.seed.between(2, 6);
    let mut rows = Vec::new();
    for body in country.some_below(&mut world.seed, &region, count) {
        let mut row = Form::default();
        row.body("body", body.id);
        let late = if world.seed.chance(120) { 12 } else { 0 };
        if let Some(replied) = world.workday_after(day, 2, due - day - 2 + late)
            && world.seed.chance(930)
        {
            row.day("replied_on", replied)
                .text("reply_number", format!("5-{}", world.seed.between(10, 3000)))
                .text("reply", world.say(reply));
        }
        rows.push(row);
    }
    if rows.is_empty() {
        return None;
    }
    let mut form = Form::default();
    form.text("number", format!("С-{}", world.seed.between(1, 900)))
        .day("requested_on", day)
        .choices("grounds", &[ground]);
    form.text("subject", world.say(subject))
        .text("what", world.say(what))
        .day("due_on", due)
        .rows("bodies", rows);
    Some(world.fact("info_request", actor.id, day, form))
}
