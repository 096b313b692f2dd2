//! The public: applications and what became of them, information from sources, talks and publications.

use jiff::civil::Date;
use qorgau_domain::EntryId;
use qorgau_domain::time::date_of;

use super::country::{Actor, Country, Theme};
use super::form::Form;
use super::words::public::{self as texts, About};
use super::words::{Said, Tongue};
use super::world::{ABROAD, World};
use super::{Fact, words};

/// From this day the law gives citizens' applications fifteen working days; before it their terms are set by hand.
const TERMS: Date = Date::constant(2021, 7, 1);

/// An application that may be repeated.
#[derive(Debug, Clone)]
pub(super) struct Applied {
    entry: EntryId,
    name: String,
    substance: String,
    tongue: Tongue,
}

/// Who applies, and about what.
#[derive(Default)]
struct Asked {
    kind: &'static str,
    applicant: &'static str,
    name: String,
    about: About,
    substance: String,
    repeat_of: Option<EntryId>,
    /// The raid that went out at once.
    raid: Option<EntryId>,
}

/// An application, complaint, proposal or notification received on a day, with its answer.
pub(super) fn application<'a>(world: &mut World<'a>, country: &Country<'a>, day: i64) -> Option<Fact> {
    // What is told of poachers at work sends a raid out the same day.
    let alarm = if world.seed.chance(120) { world.raided(day) } else { None };
    let (actor, asked) = match alarm {
        Some((actor, raid)) => (actor, alarming(world, &actor, raid)),
        None => {
            let actor = country.keeper(&mut world.seed, 15, 90)?;
            (actor, asked(world, &actor))
        }
    };
    let mut form = Form::default();
    form.choice("kind", asked.kind).day("received_on", day).choice("applicant", asked.applicant);
    received(world, &mut form, &asked, day);
    if asked.applicant != "unknown" {
        form.text("applicant_name", asked.name.clone()).text(
            "applicant_address",
            format!("{}, {}", world.say(actor.name), words::settlement(&mut world.seed)),
        );
        form.text("applicant_contact", words::directory::phone(&mut world.seed));
    }
    form.text("substance", asked.substance.clone())
        .entry("repeat_of", asked.repeat_of)
        .entry("executor", world.worker(actor.id));
    let due = match asked.applicant {
        "citizen" | "unknown" if date_of(day) >= TERMS => None,
        "citizen" => Some(day + 15),
        _ => world.seed.chance(600).then(|| day + world.seed.between(10, 30)),
    };
    form.day_if("due_on", due);
    considered(world, &mut form, (day, due), &asked);
    let tongue = world.tongue;
    let fact = world.fact("application", actor.id, day, form);
    if asked.applicant == "citizen" {
        world.staff.entry(actor.id).or_default().applied = Some(Applied {
            entry: fact.id,
            name: asked.name,
            substance: asked.substance,
            tongue,
        });
    }
    Some(fact)
}

fn alarming<'a>(world: &mut World<'a>, actor: &Actor<'a>, raid: EntryId) -> Asked {
    let (about, substance) = words_of(world, actor, &[About::Poaching]);
    Asked {
        kind: "application",
        applicant: "citizen",
        name: words::person(&mut world.seed).join(" "),
        about,
        substance,
        repeat_of: None,
        raid: Some(raid),
    }
}

fn words_of<'a>(world: &mut World<'a>, actor: &Actor<'a>, about: &[About]) -> (About, String) {
    let all = texts::APPLICATIONS.iter().filter(|(of, mark, ..)| about.contains(of) && actor.has(*mark));
    let all: Vec<((About, Said), u64)> = all.map(|(of, _, text, weight)| ((*of, *text), *weight)).collect();
    let (about, [kk, ru]) = world.seed.weighted(&all);
    let place = words::settlement(&mut world.seed);
    (about, world.say([format!("{kk} Жері: {place} маңы."), format!("{ru} Место: возле {place}.")]))
}

fn asked<'a>(world: &mut World<'a>, actor: &Actor<'a>) -> Asked {
    let name = words::person(&mut world.seed).join(" ");
    let kind = world
        .seed
        .weighted(&[("application", 62), ("complaint", 12), ("proposal", 6), ("notification", 20)]);
    let mut asked = Asked {
        kind,
        applicant: "citizen",
        name,
        ..Asked::default()
    };
    match kind {
        "complaint" => world.said(&texts::COMPLAINTS).clone_into(&mut asked.substance),
        "proposal" => world.said(&texts::PROPOSED).clone_into(&mut asked.substance),
        "notification" => {
            let (applicant, from, text) = world.seed.pick(&texts::NOTIFICATIONS);
            asked.applicant = applicant;
            asked.name = format!("{}, {}", world.say(from), asked.name);
            world.say(text).clone_into(&mut asked.substance);
            asked.about = About::Poaching;
        }
        _ => {
            (asked.about, asked.substance) = words_of(world, actor, &[About::Poaching, About::Dead, About::Other]);
            if world.seed.chance(40) {
                asked.applicant = "unknown";
            }
            let before = world.staff.get(&actor.id).and_then(|staff| staff.applied.clone());
            if let Some(before) = before.filter(|_| world.seed.chance(50)) {
                asked.applicant = "citizen";
                (asked.name, asked.substance) = (before.name, before.substance);
                world.tongue = before.tongue;
                asked.repeat_of = Some(before.entry);
            }
        }
    }
    asked
}

/// How it came, and the coupon given for it.
fn received(world: &mut World<'_>, form: &mut Form, asked: &Asked, day: i64) {
    let ways = [("electronic", 42), ("in_person", 20), ("post", 16), ("phone", 12), ("forwarded", 10)];
    let how = if asked.raid.is_some() { "phone" } else { world.seed.weighted(&ways) };
    form.choice("received_how", how);
    if how == "in_person" && world.seed.chance(850) {
        form.text("coupon_number", format!("Т-{:05}", world.serial() % 100_000))
            .moment("coupon_at", day, world.seed.between(9 * 60, 18 * 60));
    }
}

/// The course of considering: mostly in time, some late, some extended, some forwarded, few never answered.
fn considered(world: &mut World<'_>, form: &mut Form, (day, due): (i64, Option<i64>), asked: &Asked) {
    let citizen = asked.applicant == "citizen";
    let fates = [
        ("in_time", 82),
        ("late", 6),
        ("extended", if citizen { 5 } else { 0 }),
        ("forwarded", 5),
        ("silent", 2),
    ];
    if let Some(raid) = asked.raid {
        let mut row = Form::default();
        row.entry("raid", Some(raid));
        form.rows("followed", vec![row]);
    }
    let fate = if asked.raid.is_some() { "in_time" } else { world.seed.weighted(&fates) };
    match fate {
        "in_time" => {
            let most = due.map_or(18, |due| (due - day - 2).min(18));
            let on = world.workday_after(day, 2, most);
            answered(world, form, on, asked);
        }
        "late" => {
            let on = world.workday_after(day, 32, 60);
            answered(world, form, on, asked);
        }
        "extended" => {
            let Some(extended) = world.workday_after(day, 11, 15) else { return };
            let until = due.unwrap_or(day + 21) + world.seed.between(14, 50);
            form.day("extended_until", until)
                .day("extended_on", extended)
                .text("extension_reason", world.said(&texts::EXTENSIONS));
            form.day_if("extension_notice_on", world.after(extended, 0, 2));
            let on = world.workday_after(extended, 8, until - extended - 2);
            answered(world, form, on, asked);
        }
        "forwarded" => {
            let Some(sent) = world.workday_after(day, 1, 3) else { return };
            let told = world.workday_after(sent, 0, 1);
            let mut row = Form::default();
            row.text("to", world.said(&texts::FORWARDED)).day("sent_on", sent).day_if("notice_on", told);
            form.rows("forwardings", vec![row]);
            if let Some(told) = told {
                form.choice("outcome", "forwarded").day("answered_on", told);
            }
        }
        _ => {}
    }
}

fn answered(world: &mut World<'_>, form: &mut Form, on: Option<i64>, asked: &Asked) {
    let Some(on) = on else { return };
    let outcomes: &[(&str, u64)] = match (asked.kind, asked.about) {
        ("complaint", _) => &[("not_confirmed", 40), ("explained", 30), ("satisfied", 12), ("partly", 10), ("refused", 8)],
        ("proposal", _) => &[("satisfied", 30), ("partly", 20), ("explained", 50)],
        _ if asked.raid.is_some() => &[("measures", 1)],
        _ if asked.applicant == "unknown" => &[("measures", 50), ("not_confirmed", 30), ("ended", 20)],
        (_, About::Poaching | About::Dead) => &[("measures", 55), ("not_confirmed", 25), ("explained", 10), ("satisfied", 10)],
        (_, About::Other) => &[("explained", 45), ("measures", 25), ("satisfied", 15), ("not_confirmed", 15)],
    };
    let outcome = world.seed.weighted(outcomes);
    form.choice("outcome", outcome).day("answered_on", on);
    if asked.raid.is_none() && matches!(outcome, "measures" | "satisfied") && world.seed.chance(700) {
        let mut row = Form::default();
        let measures: &[Said] = if asked.about == About::Dead { &texts::BURIED } else { &texts::FOLLOWED };
        row.text("measure", world.said(measures));
        form.rows("followed", vec![row]);
    }
}

/// What an officer was told, or read.
pub(super) fn note<'a>(world: &mut World<'a>, country: &Country<'a>, day: i64) -> Option<Fact> {
    let tip = if world.seed.chance(200) { world.raided(day) } else { None };
    let actor = match tip {
        Some((actor, _)) if !actor.is_ministry() => actor,
        _ => country.keeper(&mut world.seed, 0, 120)?,
    };
    let (kind, body, post) = world.seed.weighted(&texts::SOURCES);
    let mut form = Form::default();
    form.choice("source_kind", kind).day("received_on", day).text("body", world.say(body));
    let post = world.say(post);
    if !post.is_empty() {
        let name = words::person(&mut world.seed).join(" ");
        form.text("source_name", format!("{name}, {post}"));
    }
    let sources = [("reliable", 40), ("mostly", 35), ("untested", 20), ("unreliable", 5)];
    let reliable = [("confirmed", 30), ("probable", 35), ("unverified", 20), ("doubtful", 8), ("refuted", 7)];
    let raid = tip.filter(|(of, _)| of.id == actor.id).map(|(_, raid)| raid);
    form.choice("source_reliability", world.seed.weighted(&sources))
        .entry("received_by", world.worker(actor.id))
        .text("substance", told(world, &actor));
    let information = if raid.is_some() { "confirmed" } else { world.seed.weighted(&reliable) };
    form.choice("information_reliability", information).place("place", world.place(&actor));
    if actor.is_district() {
        form.body("district", actor.id);
    }
    if raid.is_some() || information == "confirmed" {
        let mut row = Form::default();
        row.entry("raid", raid);
        if raid.is_none() {
            row.text("measure", world.said(&texts::FOLLOWED));
        }
        form.rows("followed", vec![row]);
    }
    Some(world.fact("information_note", actor.id, day, form))
}

fn told<'a>(world: &mut World<'a>, actor: &Actor<'a>) -> &'static str {
    let all: Vec<Said> = texts::TOLD.iter().filter(|(mark, _)| actor.has(*mark)).map(|(_, text)| *text).collect();
    world.said(&all)
}

/// A talk with people.
pub(super) fn talk<'a>(world: &mut World<'a>, country: &Country<'a>, day: i64) -> Option<Fact> {
    let actor = country.keeper(&mut world.seed, 0, 60)?;
    let (audience, topic) = world.seed.pick(&texts::TALKS);
    let mut form = Form::default();
    form.text("topic", world.say(topic)).day("held_on", day).choice("audience", audience);
    form.place("place", world.place(&actor))
        .number("present", world.seed.between(6, 90))
        .entry("officer", world.worker(actor.id));
    if actor.is_district() {
        form.body("district", actor.id);
    }
    Some(world.fact("awareness_talk", actor.id, day, form))
}

/// A publication, more often than not of a raid.
pub(super) fn publication<'a>(world: &mut World<'a>, country: &Country<'a>, day: i64) -> Option<Fact> {
    let recent = |held: &super::lately::Held<'_>| (0..=6).contains(&(day - held.day));
    let covered = world.lately.raids.pick(&mut world.seed, |held| held.media && recent(held));
    let any = world.lately.raids.pick(&mut world.seed, recent);
    let raid = match world.seed.weighted(&[("covered", 40), ("any", 20), ("none", 40)]) {
        "covered" => covered,
        "any" => any,
        _ => None,
    };
    let actor = match &raid {
        Some(held) => held.actor,
        None if world.seed.chance(50) => country.transport().next()?,
        None if world.seed.chance(50) => country.ministry()?,
        None if world.seed.chance(250) => country.a_region(&mut world.seed)?,
        None => country.pick(&mut world.seed, Theme::Districts)?,
    };
    let mut form = Form::default();
    form.day("published_on", day);
    told_by(world, &mut form, raid.is_some(), day);
    if let Some(held) = &raid {
        form.entry("raid", Some(held.entry));
        if held.media {
            form.yes("media_present");
        }
    }
    form.entry("prepared_by", world.worker(actor.id));
    Some(world.fact("publication", actor.id, day, form))
}

/// The title, and where it stands. A few tell of it abroad.
fn told_by(world: &mut World<'_>, form: &mut Form, of_raid: bool, day: i64) {
    let titles: &[Said] = if of_raid { &texts::RAID_TITLES } else { &texts::TITLES };
    let ((kind, outlet), title) = (world.seed.weighted(&texts::OUTLETS), world.said(titles));
    let number = world.seed.between(1, 99);
    let page = if kind.ends_with("press") { world.seed.between(1, 8) } else { 0 };
    let month = date_of(day).strftime("%Y/%m");
    if world.falls_to(ABROAD, 30) {
        let (title, outlet) = world.falls_on(&texts::ABROAD);
        form.text("title", title).choice("media_kind", "internet").text("outlet", outlet);
        form.text("address", format!("https://sample-wildlife.example/{month}/{number}"));
        return;
    }
    form.text("title", title).choice("media_kind", kind).text("outlet", world.say(outlet));
    if kind == "internet" {
        form.text("address", format!("https://mysal.example/{month}/{number}"));
    } else if page > 0 {
        form.text("address", world.say([format!("№ {number}, {page}-бет"), format!("№ {number}, с. {page}")]));
    }
}
