//! Administrative offences, from discovery to payment.

use qorgau_domain::time::date_of;
use qorgau_domain::{BodyId, EntryId};

use super::country::{Actor, Country, Theme};
use super::form::Form;
use super::words::Said;
use super::world::{DETECTION, OBJECT, World};
use super::{Fact, damage, seizures, words};

/// What an administrative offence is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Breach {
    /// The rules of hunting.
    Hunting,
    /// The rules of fishing.
    Fishing,
    /// Felling.
    Felling,
    /// Veterinary law.
    Veterinary,
    /// Other law on the environment.
    Environment,
}

impl Breach {
    fn tag(self) -> &'static str {
        match self {
            Breach::Hunting => "hunting",
            Breach::Fishing => "fishing",
            Breach::Felling => "felling",
            Breach::Veterinary => "veterinary",
            Breach::Environment => "environment",
        }
    }

    fn theme(self) -> Theme {
        match self {
            Breach::Hunting => Theme::Hunting,
            Breach::Fishing => Theme::Fishing,
            Breach::Felling => Theme::Felling,
            Breach::Veterinary => Theme::Animals,
            Breach::Environment => Theme::General,
        }
    }

    fn story(self) -> Said {
        match self {
            Breach::Hunting => [
                "Аңшылық алқабында рұқсат құжаттарынсыз жүрген азамат анықталды.",
                "В охотничьем угодье выявлен гражданин без разрешительных документов.",
            ],
            Breach::Fishing => [
                "Азамат тыйым салынған құралмен балық аулаған жерінен ұсталды.",
                "Гражданин застигнут за ловом рыбы запрещенным орудием.",
            ],
            Breach::Felling => ["Рұқсатсыз кесілген ағаштар анықталды.", "Выявлены деревья, срубленные без разрешения."],
            Breach::Veterinary => ["Мал мал-дәрігерлік құжатсыз тасымалданған.", "Скот перевозился без ветеринарных документов."],
            Breach::Environment => ["Табиғатты пайдалану тәртібі бұзылған.", "Нарушен порядок природопользования."],
        }
    }
}

/// An administrative offence revealed on a day; none when no article of the lists was in force.
pub(super) fn administrative<'a>(world: &mut World<'a>, country: &Country<'a>, breach: Breach, day: i64) -> Option<Fact> {
    let mut quarantine = if breach == Breach::Veterinary && world.seed.chance(600) {
        world.quarantine_on(day)
    } else {
        None
    };
    let actor = match quarantine {
        Some((actor, _)) => actor,
        None => country.pick(&mut world.seed, breach.theme())?,
    };
    let committed = day - world.seed.weighted(&[(0, 75), (1, 15), (2, 7), (9, 3)]);
    let article = world.lists.article(&mut world.seed, breach.tag(), date_of(committed))?;
    let mut form = Form::default();
    form.choice("nature", "administrative").choice("article", article);
    found(world, &mut form, &actor, committed, day);
    object(world, &mut form, &actor, breach.theme());
    form.entry("quarantine_link", quarantine.take().map(|(_, outbreak)| outbreak));
    if world.seed.chance(250) {
        form.text("story", world.say(breach.story()));
    }
    if breach == Breach::Felling {
        detection(world, &mut form, day, 250);
    }
    let taken = seizures::of_breach(world, &mut form, breach, &actor, day);
    let share = if breach == Breach::Felling { 500 } else { 50 };
    let due = if world.seed.chance(share) {
        damage::assess(world, &mut form, taken, committed, day)
    } else {
        0
    };
    proceed(world, &mut form, &actor, day, due);
    if world.seed.chance(15) {
        transfer(world, &mut form, day);
    }
    let fact = world.fact("offence", actor.id, day, form);
    world.lately.revealed(&actor, day, (fact.id, &fact.fields));
    Some(fact)
}

/// Where and by whom an offence was found.
pub(super) fn found<'a>(world: &mut World<'a>, form: &mut Form, actor: &Actor<'a>, committed: i64, day: i64) {
    form.day("committed_on", committed).day("revealed_on", day).place("place", world.place(actor));
    if actor.is_district() {
        form.body("district", actor.id);
    }
    let services = [
        ("line", 72),
        ("district_inspectors", 13),
        ("public_security", 6),
        ("road_police", 4),
        ("criminal_police", 3),
        ("other", 2),
    ];
    form.choice("revealed_by", world.seed.weighted(&services));
    let jointly: &[&str] = world.seed.weighted(&[
        (&[][..], 70),
        (&["np"][..], 20),
        (&["vet"][..], 3),
        (&["np", "police"][..], 4),
        (&["executive", "public"][..], 3),
    ]);
    form.choices("jointly", jointly);
    if let Some(raid) = world.raid_on(actor.id, day).filter(|_| world.seed.chance(600)) {
        form.entry("raid", Some(raid));
    }
}

/// The natural object that an offence of a theme has to do with: one of the register, or some other by its name.
pub(super) fn object<'a>(world: &mut World<'a>, form: &mut Form, actor: &Actor<'a>, theme: Theme) {
    let (seed, tongue) = (&mut world.seed, world.tongue);
    let some = match theme {
        Theme::Hunting => words::hunting_ground(seed, tongue),
        Theme::Fishing => words::water(seed, tongue),
        Theme::Felling => words::forest(seed, tongue),
        Theme::Animals => words::farm(seed, tongue),
        Theme::General | Theme::Districts => words::gorge(seed, tongue),
    };
    let known = world.staff.get(&actor.id).map_or(&[][..], |staff| &staff.objects);
    let of_theme = known.iter().filter(|(_, of, _)| *of == theme);
    let count = u64::try_from(of_theme.clone().count()).unwrap_or(0);
    let at = usize::try_from(world.aside(OBJECT).below(count)).unwrap_or(0);
    let known = of_theme.skip(at).map(|(entry, _, name)| (*entry, tongue.say(name.clone()))).next();
    match known.filter(|_| world.falls_to(OBJECT, 400)) {
        Some((entry, name)) => form.entry("object", Some(entry)).text("natural_object", name),
        None => form.text("natural_object", some),
    };
}

/// What was done to raise the detection of forest offences and arson, in so many thousandths of cases.
pub(super) fn detection(world: &World<'_>, form: &mut Form, day: i64, share: u64) {
    let mut own = world.aside(DETECTION);
    if !own.chance(share) {
        return;
    }
    let mut rows = Vec::new();
    let mut on = day;
    for _ in 0..own.between(1, 2) {
        on += own.between(1, 12);
        if on > world.last {
            break;
        }
        let (measure, result) = own.pick(&words::DETECTION);
        let mut row = Form::default();
        row.day("taken_on", on).text("measure", world.say(measure));
        if own.chance(650) {
            row.text("result", world.say(result));
        }
        rows.push(row);
    }
    form.rows("detection", rows);
}

/// The protocol, the decision, the fine and what was paid of it.
fn proceed(world: &mut World<'_>, form: &mut Form, actor: &Actor<'_>, day: i64, due: i64) {
    let protocol = world.after(day, 0, 3);
    if let Some(protocol) = protocol {
        let year = date_of(protocol).strftime("%y").to_string();
        form.text("protocol_number", format!("{year}-{:06}", world.serial()))
            .day("protocol_on", protocol);
    }
    let decided = protocol.and_then(|protocol| world.after(protocol, 1, 24));
    let mut payments = Vec::new();
    if let Some(decided) = decided {
        let decision = world.seed.weighted(&[
            ("fine", 830),
            ("warning", 110),
            ("dropped", 42),
            ("confiscation", 10),
            ("deprivation", 6),
            ("arrest", 2),
        ]);
        form.choice("decision", decision).day("decision_on", decided);
        if decision == "fine" {
            let indices = world.seed.weighted(&[(2, 30), (3, 30), (5, 25), (8, 10), (15, 4), (40, 1)]);
            let fine = world.index(date_of(day)) * indices;
            form.number("fine", fine);
            pay_fine(world, &mut payments, decided, fine);
        }
        liable(world, form, actor.id, decided);
    }
    if due > 0 && world.seed.chance(450) {
        pay(world, &mut payments, "damage", day, 10, 120, due);
    }
    form.rows("payments", payments);
}

fn pay_fine(world: &mut World<'_>, payments: &mut Vec<Form>, decided: i64, fine: i64) {
    if world.seed.chance(280) {
        return;
    }
    if world.seed.chance(80) {
        pay(world, payments, "fine", decided, 2, 30, fine / 2);
        pay(world, payments, "fine", decided, 31, 90, fine - fine / 2);
    } else {
        pay(world, payments, "fine", decided, 2, 70, fine);
    }
}

/// A payment, when its day has come.
pub(super) fn pay(world: &mut World<'_>, payments: &mut Vec<Form>, what: &str, day: i64, low: i64, high: i64, amount: i64) {
    let Some(paid) = world.after(day, low, high) else { return };
    let mut row = Form::default();
    row.choice("for", what).day("paid_on", paid).number("amount", amount);
    row.choice("how", world.seed.weighted(&[("voluntary", 80), ("court", 20)]));
    payments.push(row);
}

fn liable(world: &mut World<'_>, form: &mut Form, body: BodyId, decided: i64) {
    let Some(person) = named(world, body, 80) else { return };
    let mut row = Form::default();
    row.entry("person", Some(person)).choice("role", "offender").day("brought_on", decided);
    row.choice("status", world.seed.weighted(&[("citizen", 93), ("official", 7)]));
    form.rows("persons", vec![row]);
}

/// A person of the body's books, in so many thousandths of cases. Most are named once.
pub(super) fn named(world: &mut World<'_>, body: BodyId, share: u64) -> Option<EntryId> {
    if !world.seed.chance(share) {
        return None;
    }
    let again = world.seed.chance(350);
    let persons = &mut world.staff.get_mut(&body)?.persons;
    if again { persons.last().copied() } else { persons.pop() }
}

/// Materials passed on to those who have jurisdiction.
pub(super) fn transfer(world: &mut World<'_>, form: &mut Form, day: i64) {
    let Some(sent) = world.after(day, 1, 10) else { return };
    let (recipient, to) = world.seed.pick(&[
        ("np", words::INSPECTION),
        ("vet", words::VETERINARY),
        ("executive", words::AKIMAT),
        ("police", ["Басқа полиция органы", "Другой орган полиции"]),
    ]);
    let mut row = Form::default();
    row.text("to", world.say(to)).choice("recipient", recipient).day("sent_on", sent);
    if let Some(answered) = world.after(sent, 5, 40) {
        row.choice(
            "outcome",
            world.seed.weighted(&[("liability", 70), ("under_study", 12), ("refused", 10), ("returned", 8)]),
        )
        .day("outcome_on", answered);
    }
    form.rows("transfers", vec![row]);
}
