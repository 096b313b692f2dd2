//! Damage done to nature: by a dated rate where there is one, else by hand.

use qorgau_domain::time::date_of;

use super::form::Form;
use super::seizures::Taken;
use super::world::{TARIFF, World};

/// Assesses the damage; gives what is due in tiyn, roughly where a rate computes it.
pub(super) fn assess(world: &mut World<'_>, form: &mut Form, taken: Taken, committed: i64, day: i64) -> i64 {
    let Some(assessed) = world.after(day, 0, 12) else { return 0 };
    if taken.species.is_empty() {
        return 0;
    }
    let mut row = Form::default();
    row.day("assessed_on", assessed);
    let rate = world.lists.rate(&mut world.seed, taken.species, date_of(committed));
    let quantity = rate.map(|(_, by_weight)| if by_weight { taken.weight } else { taken.pieces });
    let due = match (rate, quantity) {
        (Some((rate, _)), Some(quantity)) if quantity > 0 => {
            row.choice("rate", rate).number("quantity", quantity);
            world.index(date_of(committed)) * 10
        }
        _ => {
            let of_one = world.seed.between(300, 900);
            let basis = world.said(&[
                ["Бағалау актісі", "Акт оценки"],
                ["Маман қорытындысы", "Заключение специалиста"],
                ["Сот-экологиялық сараптама", "Судебно-экологическая экспертиза"],
            ]);
            row.text("by_hand", basis);
            if taken.pieces > 0 && world.falls_to(TARIFF, 450) {
                // Pieces are thousandths, a tariff is for a whole one.
                row.number("quantity", taken.pieces).number("tariff", of_one * 1000);
                taken.pieces * of_one
            } else {
                let amount = (taken.pieces + taken.weight / 4) * of_one + 100_000;
                row.number("amount", amount);
                amount
            }
        }
    };
    form.rows("damage", vec![row]);
    due
}
