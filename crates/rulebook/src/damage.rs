//! Damage by the dated rates (clause 19.1): rate in monthly calculation indices x value of the index on the day x quantity.

use jiff::civil::Date;

use qorgau_domain::value::{Content, Row, Value};

use crate::Rulebook;
use crate::validate::{Fault, FieldProblem};

/// How an amount of damage was found, so that it can be shown and printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// The rate, in indices for one unit.
    pub rate: i64,
    /// What one unit is: head, kg, specimen.
    pub per: String,
    /// The index on the day, in tenge.
    pub index: i64,
    /// Quantity in thousandths.
    pub quantity: i64,
    /// The amount in tiyn, rounded half up.
    pub amount: i64,
}

/// Why damage cannot be computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoDamage {
    /// The rate has no value in force on the day.
    Rate,
    /// The index has no value in force on the day.
    Index,
    /// The amount is too large to be written.
    TooLarge,
}

/// The damage done to `quantity` thousandths of what `rate` names, on the day of the offence.
///
/// # Errors
/// When a dated value is missing on that day.
pub fn damage(rulebook: &Rulebook, rate: &str, quantity: i64, on: Date) -> Result<Damage, NoDamage> {
    let item = rulebook.lists.get("rates").and_then(|list| list.on(rate, on)).ok_or(NoDamage::Rate)?;
    let per = item.text("per").unwrap_or_default().to_owned();
    let rate = item.number("mci").ok_or(NoDamage::Rate)?;
    let index = rulebook
        .lists
        .get("mci")
        .and_then(|list| list.on("mci", on))
        .and_then(|item| item.number("tenge"))
        .ok_or(NoDamage::Index)?;
    // Tiyn of one unit, times thousandths of a unit, over a thousand.
    let of_one = rate.checked_mul(index).and_then(|tenge| tenge.checked_mul(100)).ok_or(NoDamage::TooLarge)?;
    let amount = of_one
        .checked_mul(quantity)
        .and_then(|thousandths| thousandths.checked_add(500))
        .ok_or(NoDamage::TooLarge)?
        .div_euclid(1000);
    Ok(Damage {
        rate,
        per,
        index,
        quantity,
        amount,
    })
}

/// Fills in the amounts of the damage rows that name a rate; a given amount must agree with it.
///
/// The day is the offence's: when it was committed, or else revealed (D18).
#[must_use]
pub fn fill(rulebook: &Rulebook, fields: &mut Content) -> Vec<FieldProblem> {
    let day = ["committed_on", "revealed_on"].iter().find_map(|code| fields.get(*code)).and_then(Value::day);
    let (Some(day), Some(Value::Rows(rows))) = (day, fields.get_mut("damage")) else {
        return Vec::new();
    };
    rows.iter_mut().filter_map(|row| fill_row(rulebook, row, day)).collect()
}

fn fill_row(rulebook: &Rulebook, row: &mut Row, day: Date) -> Option<FieldProblem> {
    let rate = row.cells.get("rate").and_then(Value::text)?.to_owned();
    let found = |field: &str, fault| {
        Some(FieldProblem {
            field: format!("damage.{field}"),
            row: Some(row.no),
            fault,
        })
    };
    let Some(quantity) = row.cells.get("quantity").and_then(Value::number) else {
        return found("quantity", Fault::Missing);
    };
    let Ok(damage) = damage(rulebook, &rate, quantity, day) else {
        return found("rate", Fault::NoRate(day));
    };
    match row.cells.get("amount").and_then(Value::number) {
        Some(given) if given != damage.amount => found("amount", Fault::RateDiffers { computed: damage.amount }),
        _ => {
            row.cells.insert("amount".to_owned(), Value::Number(damage.amount));
            None
        }
    }
}
