//! Control: inspections of organisations, suspensions that follow them, submissions on causes and conditions.

use qorgau_domain::EntryId;
use qorgau_domain::time::date_of;

use super::country::{Actor, Country};
use super::directory::{Line, Organisation};
use super::form::Form;
use super::lately::Checked;
use super::matters::Due;
use super::words::Said;
use super::words::control::{self as texts, Cause, Finding};
use super::world::World;
use super::{Fact, words};

/// Of how many inspections one leads to a suspension.
const SUSPENDED: u64 = 11;

/// A suspension that is to follow an inspection.
#[derive(Debug)]
pub(super) struct Danger<'a> {
    checked: Checked<'a>,
    breach: Said,
    decided: i64,
}

impl Line {
    fn findings(self) -> &'static [Finding] {
        match self {
            Line::Farm => &texts::FARM,
            Line::Hunting => &texts::HUNTING,
            Line::Fishing => &texts::FISHING,
            Line::Products => &texts::PRODUCTS,
        }
    }

    fn subjects(self) -> &'static [&'static str] {
        match self {
            Line::Farm => &["veterinary_law", "anti_epizootic_measures"],
            Line::Hunting | Line::Fishing => &["environmental_law", "nature_measures"],
            Line::Products => &["environmental_law", "sanitary_measures"],
        }
    }

    /// The partner who goes along: its kind and name.
    fn partner(self) -> (&'static str, Said) {
        match self {
            Line::Farm => ("vet", words::VETERINARY),
            Line::Hunting | Line::Fishing => ("np", words::INSPECTION),
            Line::Products => ("other", words::ECOLOGY),
        }
    }

    fn grounds(self) -> &'static [&'static str] {
        match self {
            Line::Farm => &["epizootic"],
            Line::Hunting | Line::Fishing => &["environment"],
            Line::Products => &["environment", "epidemic"],
        }
    }

    /// What of it is suspended in part: the object and its name.
    fn part(self) -> (&'static str, Said) {
        let [farm, hunting, fishing, products] = texts::PARTS;
        match self {
            Line::Farm => ("plot", farm),
            Line::Hunting => ("plot", hunting),
            Line::Fishing => ("plot", fishing),
            Line::Products => ("production", products),
        }
    }
}

/// An inspection of an organisation, by its district or by the region above.
pub(super) fn check<'a>(world: &mut World<'a>, country: &Country<'a>, day: i64) -> Option<Fact> {
    let at = world.seed.below(u64::try_from(world.organisations.len()).ok()?);
    let organisation = world.organisations.get(usize::try_from(at).ok()?)?.clone();
    let district = organisation.actor;
    let region = country.regions.iter().find(|region| Some(region.id) == district.above).copied();
    let actor = region.filter(|_| world.seed.chance(250)).unwrap_or(district);
    let staffed = world.staff.get(&actor.id).is_some_and(|staff| staff.unit.is_some());
    let mut form = Form::default();
    form.day("inspected_on", day)
        .entry("organisation", Some(organisation.entry))
        .choice("ownership", organisation.ownership);
    form.place("place", organisation.place.clone())
        .body("district", district.id)
        .choices("subjects", organisation.line.subjects());
    let item = world.seed.between(1, 40);
    form.text(
        "basis",
        world.say([format!("Жұмыс жоспары, {item}-тармақ"), format!("План работы, пункт {item}")]),
    )
    .choice("led_by", if staffed { "unit" } else { "partner" })
    .entry("officer", Some(world.worker(actor.id)?));
    let (kind, body) = organisation.line.partner();
    let mut partner = Form::default();
    partner.choice("kind", kind).text("body", world.say(body));
    form.rows("partners", vec![partner]);
    form.text("representative", words::person(&mut world.seed).join(" "))
        .text("representative_post", world.said(&texts::REPRESENTATIVES));
    form.text("act_number", format!("№ {}", world.seed.between(1, 300)));
    if world.seed.chance(950) {
        form.yes("act_signed");
    } else {
        form.no("act_signed").text("note", world.said(&texts::NOT_SIGNED));
    }
    let raid = world.raid_on(actor.id, day).filter(|_| world.seed.chance(300));
    form.entry("raid", raid);
    // The first of so many, that even a small country has one.
    let grave = world.checked().is_multiple_of(SUSPENDED);
    let breach = found(world, &mut form, &organisation, day, grave.then_some(3));
    let fact = world.fact("org_inspection", actor.id, day, form);
    let entry = fact.id;
    let checked = Checked {
        actor,
        day,
        entry,
        organisation,
    };
    world.lately.checks.add(checked.clone());
    if let (true, Some(from)) = (grave, world.workday_after(day, 1, 6)) {
        let decided = day.max(from - world.seed.between(0, 1));
        let danger = Danger { checked, breach, decided };
        world.coming.push((from, Due::Suspension(Box::new(danger))));
    }
    Some(fact)
}

/// What was found and demanded, and the offences that followed the same day; gives the first finding.
fn found(world: &mut World<'_>, form: &mut Form, organisation: &Organisation<'_>, day: i64, surely: Option<i64>) -> Said {
    let count = surely.unwrap_or_else(|| world.seed.weighted(&[(0, 38), (1, 34), (2, 22), (3, 6)]));
    let all = organisation.line.findings();
    let skipped = usize::try_from(world.seed.below(4)).unwrap_or(0);
    let chosen = all.iter().cycle().skip(skipped).take(usize::try_from(count).unwrap_or(0));
    let (mut findings, mut rows) = (Vec::new(), Vec::new());
    for (finding, demand) in chosen {
        findings.push(*finding);
        let due = day + world.seed.between(8, 45);
        let mut row = Form::default();
        row.text("text", world.say(*demand)).day("due_on", due);
        if world.seed.chance(820) {
            row.day_if("met_on", world.workday_after(day, 3, due - day + 5));
        }
        rows.push(row);
    }
    if findings.is_empty() {
        form.text("findings", world.said(&texts::CLEAN));
        return Said::default();
    }
    let named: Vec<&str> = findings.iter().map(|finding| world.say(*finding)).collect();
    form.text("findings", named.join(" ")).rows("demands", rows);
    let body = organisation.actor.id;
    let same = world.lately.offences.all(|offence| offence.actor.id == body && offence.day == day);
    let offences: Vec<EntryId> = same.take(1).map(|offence| offence.entry).collect();
    if world.seed.chance(500) {
        form.rows("offences", offences.into_iter().map(offence).collect());
    }
    findings.first().copied().unwrap_or_default()
}

fn offence(entry: EntryId) -> Form {
    let mut row = Form::default();
    row.entry("offence", Some(entry));
    row
}

/// A suspension after an inspection; most are lifted again.
pub(super) fn suspension<'a>(world: &mut World<'a>, danger: &Danger<'a>, day: i64) -> Fact {
    let Danger { checked, breach, decided } = danger;
    let organisation = &checked.organisation;
    let scope = world.seed.weighted(&[("partial", 68), ("full", 32)]);
    let mut form = Form::default();
    form.day("suspended_on", day)
        .entry("organisation", Some(organisation.entry))
        .choice("scope", scope);
    if scope == "full" {
        form.choice("object", "organisation");
    } else {
        let (object, name) = organisation.line.part();
        form.choice("object", object).text("object_name", world.say(name));
    }
    form.place("place", organisation.place.clone())
        .body("district", organisation.actor.id)
        .entry("inspection", Some(checked.entry));
    form.choices("grounds", organisation.line.grounds()).text("breach", world.say(*breach));
    form.text("legal_basis", world.say(texts::CODE)).text("decided_by", world.say(texts::COURT));
    form.text("decision_number", format!("{}-{:04}", date_of(*decided).year(), world.serial() % 10_000))
        .day("decided_on", *decided)
        .entry("officer", world.worker(checked.actor.id));
    if world.seed.chance(880)
        && let Some(lifted) = world.workday_after(day, 6, 60)
    {
        form.day("lifted_on", lifted)
            .text("lifted_by", world.say(texts::COURT))
            .text("lifted_why", world.said(&texts::LIFTED));
    }
    if world.seed.chance(200)
        && let Some(filed) = world.workday_after(*decided, 2, 10)
    {
        let mut row = Form::default();
        row.day("filed_on", filed).text("to", world.say(["Облыстық сот", "Областной суд"]));
        if let Some(answered) = world.workday_after(filed, 10, 30) {
            row.choice("outcome", world.seed.weighted(&[("upheld", 65), ("changed", 20), ("set_aside", 15)]))
                .day("outcome_on", answered);
        } else {
            row.choice("outcome", "under_study");
        }
        form.rows("appeals", vec![row]);
    }
    world.fact("suspension", checked.actor.id, day, form)
}

/// Causes and conditions found, and the submission to remove them.
pub(super) fn submission<'a>(world: &mut World<'a>, country: &Country<'a>, day: i64) -> Option<Fact> {
    let actor = country.keeper(&mut world.seed, 30, 220)?;
    let mut form = Form::default();
    form.day("found_on", day);
    if actor.is_district() {
        form.body("district", actor.id);
    }
    let seen = world.lately.offences.all(|offence| offence.actor.id == actor.id && day - offence.day <= 45);
    let offences: Vec<EntryId> = seen.take(3).map(|offence| offence.entry).collect();
    form.rows("offences", offences.into_iter().map(offence).collect());
    if world.seed.chance(120) {
        let (code, text) = world.seed.pick(&texts::BETTER);
        form.choices("causes", &[code]).text("causes_text", world.say(text)).choice("effect", "better");
        return Some(world.fact("submission", actor.id, day, form));
    }
    let checked = world
        .lately
        .checks
        .pick(&mut world.seed, |checked| checked.actor.id == actor.id && day - checked.day <= 60);
    form.entry("inspection", checked.map(|checked| checked.entry));
    let cause = world.seed.pick(&texts::CAUSES);
    let other = world.seed.pick(&texts::CAUSES);
    if world.seed.chance(400) && other.code != cause.code {
        form.choices("causes", &[cause.code, other.code])
            .text("causes_text", format!("{} {}", world.say(cause.text), world.say(other.text)));
    } else {
        form.choices("causes", &[cause.code]).text("causes_text", world.say(cause.text));
    }
    if world.seed.chance(750) {
        form.choice("effect", "worse");
    }
    form.entry("officer", world.worker(actor.id));
    if let Some(submitted) = world.workday_after(day, 0, 6) {
        submitted_on(world, &mut form, &actor, &cause, submitted);
    }
    Some(world.fact("submission", actor.id, day, form))
}

/// The submission itself, how it was considered, and what was done.
fn submitted_on<'a>(world: &mut World<'a>, form: &mut Form, actor: &Actor<'a>, cause: &Cause, submitted: i64) {
    form.day("submitted_on", submitted).text(
        "number",
        format!("{}-{}", if actor.is_district() { 3 } else { 1 }, world.seed.between(10, 2000)),
    );
    form.choice("recipient_kind", cause.kind)
        .text("recipient", world.say(cause.recipient))
        .text("asked", world.say(cause.asked));
    if !world.seed.chance(830) {
        return;
    }
    let Some(considered) = world.workday_after(submitted, 9, 32) else { return };
    let result = world.seed.weighted(&[("measures_taken", 58), ("partly", 20), ("planned", 17), ("refused", 5)]);
    form.day("considered_on", considered).choice("result", result);
    let measure = match result {
        "measures_taken" | "partly" => world.say(cause.taken),
        _ => world.said(&texts::ANSWERED),
    };
    let mut row = Form::default();
    row.choice("kind", cause.kind).text("body", world.say(cause.recipient)).text("measure", measure);
    row.day("on", considered).text("answer_number", format!("№ {}", world.seed.between(20, 3000)));
    form.rows("measures", vec![row]);
}
