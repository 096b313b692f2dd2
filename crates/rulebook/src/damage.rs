//! Damage by the dated rates (clause 19.1): rate in monthly calculation indices x value of the index on the day x quantity.

use std::collections::BTreeMap;

use jiff::civil::Date;
use qorgau_domain::value::{Content, Row, Value, rows};

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

/// How the amount of a row of damage was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Working {
    /// By a dated rate, in force on the day.
    Rate {
        /// The code of the rate.
        rate: String,
        /// The day whose values counted.
        on: Date,
        /// The reckoning.
        damage: Damage,
    },
    /// By a tariff written by hand.
    Tariff {
        /// Tiyn for one unit.
        tariff: i64,
        /// Quantity in thousandths.
        quantity: i64,
        /// The amount in tiyn, rounded half up.
        amount: i64,
    },
}

impl Working {
    /// The amount, in tiyn.
    #[must_use]
    pub fn amount(&self) -> i64 {
        match self {
            Working::Rate { damage, .. } => damage.amount,
            Working::Tariff { amount, .. } => *amount,
        }
    }
}

/// How the amounts of the damage of an offence were found, by the numbers of the rows; nothing of a row whose amount was only written down.
#[must_use]
pub fn workings(rulebook: &Rulebook, fields: &Content) -> BTreeMap<i64, Working> {
    let Some(day) = day_of(fields) else { return BTreeMap::new() };
    let of_row = |row: &Row| Some((row.no, working(rulebook, row, day)?.ok()?));
    rows(fields, "damage").iter().filter_map(of_row).collect()
}

/// The day whose rates count: when the offence was committed, or else revealed (D18).
fn day_of(fields: &Content) -> Option<Date> {
    ["committed_on", "revealed_on"].iter().find_map(|code| fields.get(*code)).and_then(Value::day)
}

/// How the amount of a row is found; `None` where it names neither rate nor tariff, an error with the sub-field where it cannot be found.
fn working(rulebook: &Rulebook, row: &Row, on: Date) -> Option<Result<Working, (&'static str, Fault)>> {
    let number = |code: &str| row.cells.get(code).and_then(Value::number);
    let (rate, tariff) = (row.cells.get("rate").and_then(Value::text), number("tariff"));
    let Some(quantity) = number("quantity") else {
        return (rate.is_some() || tariff.is_some()).then_some(Err(("quantity", Fault::Missing)));
    };
    match (rate, tariff) {
        (Some(_), Some(_)) => Some(Err(("tariff", Fault::RateAndTariff))),
        (Some(rate), None) => Some(match damage(rulebook, rate, quantity, on) {
            Ok(damage) => Ok(Working::Rate {
                rate: rate.to_owned(),
                on,
                damage,
            }),
            Err(NoDamage::TooLarge) => Err(("quantity", Fault::TooLarge)),
            Err(NoDamage::Rate | NoDamage::Index) => Err(("rate", Fault::NoRate(on))),
        }),
        (None, Some(tariff)) => {
            let thousandths = tariff.checked_mul(quantity).and_then(|product| product.checked_add(500));
            Some(thousandths.map_or(Err(("tariff", Fault::TooLarge)), |thousandths| {
                Ok(Working::Tariff {
                    tariff,
                    quantity,
                    amount: thousandths.div_euclid(1000),
                })
            }))
        }
        (None, None) => None,
    }
}

/// Fills in the amounts of the damage rows that name a rate or a tariff; a given amount must agree with it.
#[must_use]
pub fn fill(rulebook: &Rulebook, fields: &mut Content) -> Vec<FieldProblem> {
    let day = day_of(fields);
    let (Some(day), Some(Value::Rows(rows))) = (day, fields.get_mut("damage")) else {
        return Vec::new();
    };
    rows.iter_mut().filter_map(|row| fill_row(rulebook, row, day)).collect()
}

fn fill_row(rulebook: &Rulebook, row: &mut Row, day: Date) -> Option<FieldProblem> {
    let found = |field: &str, fault| {
        Some(FieldProblem {
            field: format!("damage.{field}"),
            row: Some(row.no),
            fault,
        })
    };
    let amount = match working(rulebook, row, day)? {
        Ok(working) => working.amount(),
        Err((field, fault)) => return found(field, fault),
    };
    match row.cells.get("amount").and_then(Value::number) {
        Some(given) if given != amount => found("amount", Fault::RateDiffers { computed: amount }),
        _ => {
            row.cells.insert("amount".to_owned(), Value::Number(amount));
            None
        }
    }
}
