//! Volumes of files, and the papers that come in and go out.

use jiff::civil::Date;
use qorgau_domain::time::day_number;
use qorgau_domain::value::{Content, Value};
use qorgau_domain::{EntryId, Month};

use super::Fact;
use super::country::{Actor, Country};
use super::directory::spread;
use super::form::Form;
use super::matters::Due;
use super::seed::mixed;
use super::words::filing::{self as texts, OwnFile, Subject};
use super::words::{self, Said, Tongue};
use super::world::{ABROAD, World};

/// The register of volumes.
pub(super) const VOLUME: &str = "file_volume";

/// At most one entry in so many is a volume.
const SHARE: usize = 30;

/// The files of Appendix 1.
const FILES: [&str; 5] = ["1", "2", "3", "4", "5"];

/// What a volume says only once it is closed.
const CLOSING: [&str; 3] = ["closed_on", "documents", "sheets"];

/// An open volume of a file of a body's own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Own {
    entry: EntryId,
    about: Said,
    from: i64,
    until: i64,
}

/// A paper that answers another.
#[derive(Debug)]
pub(super) struct Answer<'a> {
    actor: Actor<'a>,
    subject: Subject,
    to: EntryId,
    came_in: bool,
}

/// The volumes of all years that a country of so many entries lives through, and a few that are long closed.
pub(super) fn volumes<'a>(world: &mut World<'a>, country: &Country<'a>, entries: usize, facts: &mut Vec<Fact>) {
    let years: Vec<i64> = (Month::of_day(world.first()).year()..=Month::of_day(world.last).year()).collect();
    let most = (entries / SHARE / (6 * years.len()).max(1)).clamp(3, 200);
    let above: Vec<Actor<'a>> = country.ministry().into_iter().chain(country.regions.iter().copied()).collect();
    let of_above = (most / 3).min(above.len());
    let bodies = spread(&above, of_above).chain(spread(&country.districts, (most - of_above).min(country.districts.len())));
    for (no, actor) in bodies.enumerate() {
        let term = world.seed.chance(300).then(|| world.seed.pick(&texts::BASES));
        for year in &years {
            for file in FILES {
                facts.push(volume(world, actor, (file, *year), term));
            }
            if no % 2 == 0 {
                facts.push(own(world, actor, *year));
            }
        }
        if let Some(basis) = term.filter(|_| no % 2 == 0) {
            facts.push(old(world, actor, basis));
        }
    }
}

/// The first volume of a file of a year; closed where the year is over.
fn volume<'a>(world: &mut World<'a>, actor: &Actor<'a>, (file, year): (&str, i64), term: Option<Said>) -> Fact {
    let mut form = Form::default();
    let opened = opened(world, &mut form, file, year);
    closed(world, &mut form, year);
    if let Some(basis) = term {
        form.choice("retention", "years")
            .number("retention_years", 5)
            .text("retention_basis", world.say(basis));
    }
    world.fact(VOLUME, actor.id, opened, form)
}

/// A file beyond the five.
fn own<'a>(world: &mut World<'a>, actor: &Actor<'a>, year: i64) -> Fact {
    let at = usize::try_from(actor.id.0.unsigned_abs()).unwrap_or(0) % texts::OWN.len();
    let OwnFile { title, about, registers } = texts::OWN.get(at).copied().unwrap_or_default();
    // A file is called the same from year to year.
    world.tongue = Tongue::of(mixed(world.salt() ^ actor.id.0.unsigned_abs()));
    let mut form = Form::default();
    let from = opened(world, &mut form, "own", year);
    form.text("index", "№ 6-ІС").text("title", world.say(title)).choices("registers", registers);
    let until = closed(world, &mut form, year);
    let fact = world.fact(VOLUME, actor.id, from, form);
    let entry = fact.id;
    let kept = world.staff.entry(actor.id).or_default();
    kept.own.push(Own { entry, about, from, until });
    fact
}

/// A volume that was closed years ago, its term over: most are destroyed since, some are in the archive or held.
fn old<'a>(world: &mut World<'a>, actor: &Actor<'a>, basis: Said) -> Fact {
    let year = Month::of_day(world.first()).year() - 7;
    let mut form = Form::default();
    let opened = opened(world, &mut form, "2", year);
    closed(world, &mut form, year);
    form.choice("retention", "years")
        .number("retention_years", 5)
        .text("retention_basis", world.say(basis));
    // The term ran out on the last day of the year before last.
    let after = world.first() - world.seed.between(20, 200);
    let number = world.seed.between(1, 40);
    match world.seed.weighted(&[(0, 50), (1, 25), (2, 25)]) {
        0 => {
            let member = |name: &Said| {
                let mut row = Form::default();
                row.text("member", world.say(*name));
                row
            };
            form.day("destroyed_on", after)
                .text("destruction_act", world.say([format!("№ {number} акт"), format!("Акт № {number}")]))
                .rows("commission", texts::COMMISSION.iter().map(member).collect());
        }
        1 => {
            form.day("transferred_on", after)
                .text("transfer_act", world.say([format!("№ {number} тізімдеме"), format!("Опись № {number}")]));
        }
        _ => {
            let mut row = Form::default();
            row.span("held", after, None)
                .text("ground", world.say(["Прокуратура тексеруі", "Проверка прокуратуры"]));
            form.rows("holds", vec![row]);
        }
    }
    world.fact(VOLUME, actor.id, opened, form)
}

/// The first volume of a file is opened in the first days of its year.
fn opened(world: &mut World<'_>, form: &mut Form, file: &str, year: i64) -> i64 {
    let first = day_number(Month::new(year, 1).first());
    let after = world.seed.between(2, 12);
    let opened = world.workday(first + after);
    form.choice("file", file).number("year", year).number("volume", 1).day("opened_on", opened);
    opened
}

/// Gives the last day on which something may be put into the volume.
fn closed(world: &mut World<'_>, form: &mut Form, year: i64) -> i64 {
    let last = day_number(Month::new(year, 12).last());
    if last <= world.last {
        let documents = world.seed.between(12, 90);
        form.day("closed_on", last)
            .number("documents", documents)
            .number("sheets", documents * world.seed.between(20, 45) / 10);
    }
    last
}

/// A paper comes in; some are answered.
pub(super) fn incoming<'a>(world: &mut World<'a>, country: &Country<'a>, day: i64) -> Option<Fact> {
    let actor = country.keeper(&mut world.seed, 90, 350)?;
    let subject = world.seed.pick(&texts::COME);
    let subject = if world.falls_to(ABROAD, 25) {
        world.falls_on(&texts::ABROAD)
    } else {
        subject
    };
    Some(received(world, &actor, (subject, None), day))
}

/// A paper goes out of the body's own accord; some are answered.
pub(super) fn outgoing<'a>(world: &mut World<'a>, country: &Country<'a>, day: i64) -> Option<Fact> {
    let actor = country.keeper(&mut world.seed, 90, 350)?;
    let subject = world.seed.pick(&texts::GO);
    Some(sent(world, &actor, (subject, None), day))
}

/// An answer goes out or comes in.
pub(super) fn answer<'a>(world: &mut World<'a>, answer: &Answer<'a>, day: i64) -> Fact {
    let subject = (answer.subject, Some(answer.to));
    if answer.came_in {
        sent(world, &answer.actor, subject, day)
    } else {
        received(world, &answer.actor, subject, day)
    }
}

fn received<'a>(world: &mut World<'a>, actor: &Actor<'a>, (subject, answers): (Subject, Option<EntryId>), day: i64) -> Fact {
    let mut form = Form::default();
    let about = if answers.is_some() { subject.answer } else { subject.about };
    form.day("received_on", day)
        .text("sender", world.say(subject.other))
        .text("their_number", format!("{}-{}", world.seed.between(1, 30), world.seed.between(10, 3000)))
        .day("their_date", day - world.seed.between(1, 6));
    paper(world, &mut form, about, answers);
    form.entry("executor", world.worker(actor.id));
    let mut answered = None;
    if answers.is_none() && world.seed.chance(550) {
        let due = day + world.seed.between(10, 25);
        form.day("due_on", due);
        answered = world.workday_after(day, 3, due - day + 2).filter(|_| world.seed.chance(920));
        if let Some(on) = answered {
            let done = world.say(["Жауап хат жіберілді.", "Ответ направлен."]);
            form.day("executed_on", on)
                .text("execution", if subject.abroad { "A reply was sent." } else { done });
        }
    }
    let single = answers.is_none() && answered.is_none();
    file(world, &mut form, actor, (subject, single), day);
    let fact = world.fact("incoming_paper", actor.id, day, form);
    if let Some(on) = answered {
        follow(world, actor, (subject, fact.id, true), on);
    }
    fact
}

fn sent<'a>(world: &mut World<'a>, actor: &Actor<'a>, (subject, answers): (Subject, Option<EntryId>), day: i64) -> Fact {
    let mut form = Form::default();
    let about = if answers.is_some() { subject.answer } else { subject.about };
    form.day("sent_on", day).text("addressee", world.say(subject.other));
    paper(world, &mut form, about, answers);
    let signed_by = if subject.abroad {
        "Deputy head"
    } else if actor.is_district() {
        world.say(words::HEAD)
    } else if actor.is_ministry() {
        world.say(["Комитет төрағасының орынбасары", "Заместитель председателя комитета"])
    } else {
        world.say(["Департамент бастығының орынбасары", "Заместитель начальника департамента"])
    };
    form.text("signed_by", signed_by);
    form.entry("executor", world.worker(actor.id));
    let mut answered = None;
    if answers.is_none() && world.seed.chance(500) {
        form.day("reply_due_on", day + world.seed.between(10, 30));
        answered = world.workday_after(day, 5, 35).filter(|_| world.seed.chance(850));
    }
    let single = answers.is_none() && answered.is_none();
    file(world, &mut form, actor, (subject, single), day);
    let fact = world.fact("outgoing_paper", actor.id, day, form);
    if let Some(on) = answered {
        follow(world, actor, (subject, fact.id, false), on);
    }
    fact
}

/// What any paper says.
fn paper(world: &mut World<'_>, form: &mut Form, about: Said, answers: Option<EntryId>) {
    let ways = [("electronic", 60), ("post", 15), ("courier", 10), ("hand", 14), ("telegraph", 1)];
    form.text("subject", world.say(about))
        .number("sheets", world.seed.weighted(&[(1, 50), (2, 25), (3, 12), (6, 8), (14, 5)]))
        .choice("how", world.seed.weighted(&ways))
        .entry("answer_to", answers);
}

/// The file that a paper is put into: now and then one of the body's own.
fn file<'a>(world: &mut World<'a>, form: &mut Form, actor: &Actor<'a>, (subject, single): (Subject, bool), day: i64) {
    let own = world
        .staff
        .get(&actor.id)
        .and_then(|staff| staff.own.iter().find(|own| (own.from..=own.until).contains(&day)));
    match own.copied().filter(|_| single && subject.file == "2" && !subject.abroad) {
        Some(own) if world.seed.chance(250) => {
            form.choice("file", "own")
                .entry("volume", Some(own.entry))
                .text("subject", world.say(own.about));
        }
        _ => {
            form.choice("file", subject.file);
        }
    }
}

fn follow<'a>(world: &mut World<'a>, actor: &Actor<'a>, (subject, to, came_in): (Subject, EntryId, bool), on: i64) {
    let answer = Answer {
        actor: *actor,
        subject,
        to,
        came_in,
    };
    world.coming.push((on, Due::Answer(answer)));
}

/// The day on which a volume was opened, and what it said then; a volume that was closed before `from` was entered just before.
/// `None` for entries of other registers.
pub(super) fn at_first(register: &str, fields: &Content, from: Date) -> Option<(Date, Content)> {
    if register != VOLUME {
        return None;
    }
    let day = |code: &str| fields.get(code).and_then(Value::day);
    if day("closed_on").is_some_and(|closed| closed < from) {
        return Some((from.yesterday().ok()?, fields.clone()));
    }
    let mut first = fields.clone();
    first.retain(|code, _| !CLOSING.contains(&code.as_str()));
    Some((day("opened_on")?, first))
}
