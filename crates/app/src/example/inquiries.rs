//! Actions of inquiry: references to papers, never what they say.

use qorgau_domain::time::date_of;

use super::Fact;
use super::form::Form;
use super::lately::Revealed;
use super::world::World;

/// An action of inquiry, mostly of a crime revealed lately; none where nothing was revealed.
pub(super) fn inquiry<'a>(world: &mut World<'a>, day: i64) -> Option<Fact> {
    let known = |revealed: &Revealed<'_>| day - revealed.day <= 60 && revealed.actor.level != "transport";
    let crime = world.lately.crimes.pick(&mut world.seed, known);
    let crime = crime.filter(|_| world.seed.chance(600));
    let (kinds, revealed): (&[(&str, u64)], _) = match crime {
        Some(crime) => (
            &[
                ("questioning", 34),
                ("scene", 20),
                ("explanation", 18),
                ("expert", 16),
                ("documents", 10),
                ("other", 2),
            ],
            crime,
        ),
        None => (
            &[("explanation", 76), ("documents", 14), ("scene", 10)],
            world.lately.offences.pick(&mut world.seed, known)?,
        ),
    };
    let kind = world.seed.weighted(kinds);
    let year = date_of(day).strftime("%y").to_string();
    let mut form = Form::default();
    form.day("taken_on", day)
        .choice("kind", kind)
        .text("number", format!("{year}-{:05}", world.serial() % 100_000))
        .entry("officer", Some(world.worker(revealed.actor.id)?))
        .entry("offence", Some(revealed.entry));
    if matches!(kind, "questioning" | "explanation") {
        match revealed.person.filter(|_| world.seed.chance(700)) {
            Some((person, role)) => form.entry("person", Some(person)).choice("role", role),
            None => form.choice("role", "witness"),
        };
    }
    if world.seed.chance(800) {
        let (file, sheet) = (world.seed.between(1, 900), world.seed.between(2, 80));
        form.text(
            "kept_at",
            world.say([format!("№ {file} материал, {sheet}-парақ"), format!("материал № {file}, л. {sheet}")]),
        );
    }
    Some(world.fact("inquiry", revealed.actor.id, day, form))
}
