//! From an entry to what it counts for, by the closed counting shapes.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use qorgau_domain::time::{OPEN, day_number};
use qorgau_domain::value::{Content, Row, Value, rows};
use qorgau_domain::{Contribution, FigureId};

use crate::Rulebook;
use crate::due;
use crate::indicator::{Count, Indicator};
use crate::register::{Field, Register, Scene};

/// The numbers an installation gave to the codes of figures.
pub type FigureIds = BTreeMap<String, FigureId>;

/// What an entry of a register counts for, sorted. Only the plain part is asked.
#[must_use]
pub fn contributions(rulebook: &Rulebook, ids: &FigureIds, register: &Register, fields: &Content) -> Vec<Contribution> {
    let mut found = Vec::new();
    for indicator in &rulebook.indicators {
        let Some(figure) = ids.get(&indicator.code) else { continue };
        for count in indicator.count.iter().filter(|count| count.register == register.code) {
            let counting = Counting {
                rulebook,
                indicator,
                count,
                figure: *figure,
            };
            counting.all(register, fields, &mut found);
        }
    }
    found.sort();
    found
}

struct Counting<'a> {
    rulebook: &'a Rulebook,
    indicator: &'a Indicator,
    count: &'a Count,
    figure: FigureId,
}

impl Counting<'_> {
    fn all(&self, register: &Register, fields: &Content, found: &mut Vec<Contribution>) {
        let scene = Scene { register, row: None, fields };
        let Some(code) = &self.count.rows else {
            found.extend(self.one(&scene, 0));
            return;
        };
        let Some(def) = register.field(code) else { return };
        let mut seen = BTreeSet::new();
        for row in rows(fields, code) {
            let scene = Scene {
                row: Some((def, row)),
                ..scene
            };
            if self.is_new(def, row, &mut seen) {
                found.extend(self.one(&scene, row.no));
            }
        }
    }

    /// With `distinct`, a value counts once in an entry; rows without the value count each.
    fn is_new(&self, _rows: &Field, row: &Row, seen: &mut BTreeSet<Vec<u8>>) -> bool {
        let Some(value) = self.count.distinct.as_ref().and_then(|code| row.cells.get(code)) else {
            return true;
        };
        let bytes = qorgau_domain::canonical::encode(&Content::from([(String::new(), value.clone())]));
        seen.insert(bytes)
    }

    fn one(&self, scene: &Scene<'_>, row: i64) -> Option<Contribution> {
        if !self.count.conditions.iter().all(|condition| scene.holds(condition, &self.rulebook.lists)) {
            return None;
        }
        if !self
            .count
            .in_time
            .as_ref()
            .is_none_or(|duty| due::was_in_time(self.rulebook, duty, scene.register, scene.fields))
        {
            return None;
        }
        let (day, until) = self.when(scene)?;
        let amount = self.amount(scene)?;
        let dimension = self.dimension(scene);
        Some(Contribution {
            figure: self.figure,
            row,
            day,
            until,
            amount,
            dimension,
        })
    }

    fn when(&self, scene: &Scene<'_>) -> Option<(i64, Option<i64>)> {
        let date = |code: &String| scene.get(code).1.and_then(Value::day);
        let day = |code: &String| date(code).map(day_number);
        if let Some(code) = &self.count.span {
            let Some(Value::Span(span)) = scene.get(code).1 else { return None };
            let (from, until) = span.days();
            return Some((from, Some(until)));
        }
        if let (Some(from), Some(months)) = (&self.count.from, self.count.lasts_months) {
            let from = date(from)?;
            let over = from.saturating_add(months.months());
            return Some((day_number(from), Some(day_number(over) - 1)));
        }
        if let Some(from) = &self.count.from {
            let from = day(from)?;
            let until = self
                .count
                .until
                .as_ref()
                .and_then(day)
                .map_or(OPEN, |until| until - i64::from(self.count.until_excluded));
            return (until >= from).then_some((from, Some(until)));
        }
        Some((day(self.count.day.as_ref()?)?, None))
    }

    fn amount(&self, scene: &Scene<'_>) -> Option<i64> {
        if let Some([from, until]) = &self.count.amount_days {
            let day = |code: &String| scene.get(code).1.and_then(Value::day).map(day_number);
            return Some(day(until)? - day(from)?);
        }
        match &self.count.amount {
            Some(code) => scene.get(code).1.and_then(Value::number).filter(|amount| *amount != 0),
            None => Some(1),
        }
    }

    fn dimension(&self, scene: &Scene<'_>) -> String {
        let parts: Vec<String> = self
            .indicator
            .dimensions
            .iter()
            .map(|name| self.count.dimensions.get(name).and_then(|code| scene.get(code).1).map(word).unwrap_or_default())
            .collect();
        if parts.iter().all(String::is_empty) { String::new() } else { parts.join("|") }
    }
}

fn word(value: &Value) -> String {
    match value {
        Value::Choice(code) | Value::Text(code) => code.clone(),
        Value::Choices(codes) => codes.join("+"),
        Value::YesNo(yes) => (if *yes { "yes" } else { "no" }).to_owned(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}
