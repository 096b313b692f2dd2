//! Inspections of units' work, and the marks of the inspected body's head.

use qorgau_domain::EntryId;

use super::country::{Actor, Country};
use super::form::Form;
use super::matters::Due;
use super::service::Journey;
use super::words::Said;
use super::world::World;
use super::{Fact, words};

/// The head's part of the journal that is still to come.
#[derive(Debug, Clone)]
pub(super) struct Marks<'a> {
    /// The day.
    pub(super) day: i64,
    actor: Actor<'a>,
    inspection: EntryId,
    proposals: i64,
    due: i64,
    round: Round,
}

/// An inspection of a body's work that a later one may find the same as.
#[derive(Debug, Clone)]
pub(super) struct Inspected {
    day: i64,
    entry: EntryId,
    proposals: Vec<Said>,
}

/// First the head instructs, then he marks what was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Round {
    Instructions,
    Results,
}

/// An inspection of a district by its region, or of a region by the ministry, and the instructions that will follow.
pub(super) fn inspection<'a>(world: &mut World<'a>, country: &Country<'a>, day: i64) -> Option<(Fact, Option<Marks<'a>>)> {
    let by_ministry = world.seed.chance(70);
    let above = country.others.iter().find(|actor| by_ministry && actor.is_ministry()).copied();
    let region = world.seed.below(u64::try_from(country.regions.len()).ok()?);
    let region = country.regions.get(usize::try_from(region).ok()?).copied()?;
    let (inspector, inspected) = match above {
        Some(ministry) => (ministry, region),
        None => (region, country.below(&mut world.seed, Some(region.id))?),
    };
    let mut form = Form::default();
    form.body("inspected", inspected.id)
        .day("inspected_on", day)
        .text("unit", world.say(words::service::LINE));
    let officer = world.officer(inspector.id);
    let (officer, written) = match officer {
        Some((officer, title)) => (Some(officer), title),
        None => {
            let nobody = world.say(["Аға инспектор, полиция майоры Үлгібаев А.М.", "Старший инспектор, майор полиции Үлгібаев А.М."]);
            (None, nobody.to_owned())
        }
    };
    form.entry("inspector", officer).text("inspector_text", written);
    let findings: Vec<&str> = apart(world, &words::FINDINGS, 2).map(|said| world.say(said)).collect();
    form.text("findings", findings.join(" "));
    let due = day + world.seed.between(20, 60);
    let proposals = world.seed.between(1, 4);
    let texts: Vec<Said> = apart(world, &words::PROPOSALS, proposals).collect();
    let before = world.staff.get(&inspected.id).and_then(|staff| staff.inspected.clone());
    let before = before.filter(|before| before.day < day);
    let rows = texts.iter().copied().map(|text| proposal(world, text, due, before.as_ref())).collect();
    form.rows("proposals", rows);
    let fact = world.fact("unit_inspection", inspector.id, day, form);
    let latest = &mut world.staff.entry(inspected.id).or_default().inspected;
    if latest.as_ref().is_none_or(|latest| latest.day < day) {
        *latest = Some(Inspected {
            day,
            entry: fact.id,
            proposals: texts,
        });
    }
    if world.seed.chance(150) {
        let journey = Journey {
            from: inspector,
            to: inspected,
            inspection: Some(fact.id),
        };
        world.coming.push((day, Due::Help(journey)));
    }
    let given = if world.seed.chance(900) { world.after(day, 1, 12) } else { None };
    let marks = given.map(|day| Marks {
        day,
        actor: inspected,
        inspection: fact.id,
        proposals,
        due,
        round: Round::Instructions,
    });
    Some((fact, marks))
}

/// Some texts of several, none twice.
fn apart(world: &mut World<'_>, texts: &'static [Said], count: i64) -> impl Iterator<Item = Said> + use<> {
    let skipped = usize::try_from(world.seed.below(u64::try_from(texts.len()).unwrap_or(0))).unwrap_or(0);
    texts.iter().cycle().skip(skipped).step_by(3).copied().take(usize::try_from(count).unwrap_or(0))
}

/// A proposal; one that an earlier inspection of the body made too is a repeat.
fn proposal(world: &mut World<'_>, said: Said, due: i64, before: Option<&Inspected>) -> Form {
    let mut row = Form::default();
    row.text("text", world.say(said)).day("due_on", due);
    let repeated = before.filter(|before| before.proposals.contains(&said));
    row.entry("repeats", repeated.map(|before| before.entry))
        .text("answers", world.said(&words::ANSWERS));
    row
}

/// The instructions or the results, and the results that will follow instructions.
pub(super) fn mark<'a>(world: &mut World<'a>, marks: &Marks<'a>) -> (Fact, Option<Marks<'a>>) {
    let mut form = Form::default();
    form.entry("inspection", Some(marks.inspection)).day("given_on", marks.day);
    let by = world.officer(marks.actor.id).map(|(officer, _)| officer);
    let mut rows = Vec::new();
    for proposal in 1..=marks.proposals {
        let mut row = Form::default();
        row.number("proposal", proposal).day("due_on", marks.due).entry("by", by);
        match marks.round {
            Round::Instructions => {
                row.text("instruction", world.said(&words::INSTRUCTIONS));
            }
            // One proposal in five stays without a mark.
            Round::Results if world.seed.chance(200) => continue,
            Round::Results => {
                let result = world.seed.weighted(&[("done", 75), ("partly", 10), ("under_way", 10), ("not_done", 5)]);
                row.choice("result", result).day("marked_on", marks.day);
                if result == "done" {
                    row.text("result_text", world.said(&words::MARKS));
                }
            }
        }
        rows.push(row);
    }
    if marks.round == Round::Instructions {
        form.text("instruction", world.said(&words::INSTRUCTIONS));
    }
    form.rows("marks", rows);
    let fact = world.fact("inspection_mark", marks.actor.id, marks.day, form);
    let more = marks.round == Round::Instructions && world.seed.chance(850);
    let next = if more { world.after(marks.day, 10, 50) } else { None };
    (
        fact,
        next.map(|day| Marks {
            day,
            round: Round::Results,
            ..marks.clone()
        }),
    )
}
