//! Due items: what is owed, until when, and whether it came in time.
//!
//! Pure: the caller brings the facts and the moment. How facts are gathered: `app::duties`.

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday};
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use qorgau_domain::Period;
use qorgau_domain::time::end_of_day;
use qorgau_domain::value::{Content, Value};

use crate::Rulebook;
use crate::duty::{DayRule, Due, Duty, Term};
use crate::list::Item;
use crate::register::{Register, chosen};

/// How an item stands at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Not done and past its time.
    Late,
    /// Not done, still in time.
    Due,
    /// Done past its time.
    LateDone,
    /// Done in time.
    Done,
    /// Declared; the register or document that fulfils it comes later.
    Planned,
}

impl State {
    /// The word in data files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            State::Late => "late",
            State::Due => "due",
            State::LateDone => "late_done",
            State::Done => "done",
            State::Planned => "planned",
        }
    }
}

/// One step of how a date was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The clause says so.
    Clause(String),
    /// The period ends on this day.
    PeriodEnds(Date),
    /// That day of the month after it.
    DayOfNextMonth(i8),
    /// A day off does not move it.
    DayOffKept(Date),
    /// A day off moved it to this day.
    DayOffMoved(Date),
    /// It must be there before the period begins on this day.
    BeforePeriod(Date),
    /// The day that this field names.
    Field(String, Date),
    /// So many days after the day of this field.
    DaysAfter(i64, String, Date),
    /// So many working days after the day of this field.
    WorkingDaysAfter(i64, String, Date),
    /// Until the end of that day in the service's time zone.
    EndOfDay(String),
    /// What fulfilled it, and when.
    Fulfilled(Timestamp),
    /// The reason why it is planned.
    Planned(String),
}

/// When something is due, with the steps that led there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// The last moment.
    pub due: Timestamp,
    /// The steps.
    pub why: Vec<Why>,
}

/// The duty has no rule that gives a day here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("duty {duty} gives no day: {what}")]
pub struct NoDay {
    /// The duty.
    pub duty: String,
    /// What is missing.
    pub what: &'static str,
}

/// The service's calendar: its time zone and days off.
pub struct Calendar {
    zone: TimeZone,
    name: String,
    holidays: BTreeSet<Date>,
}

impl Calendar {
    /// The calendar of a rulebook.
    ///
    /// # Errors
    /// When the time zone is not known.
    pub fn of(rulebook: &Rulebook) -> Result<Self, jiff::Error> {
        let name = rulebook.instruction.time_zone.clone();
        Ok(Calendar {
            zone: TimeZone::get(&name)?,
            name,
            holidays: rulebook
                .lists
                .get("holidays")
                .into_iter()
                .flat_map(|list| &list.item)
                .filter_map(holiday)
                .collect(),
        })
    }

    /// The time zone.
    #[must_use]
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The day it is at a moment.
    #[must_use]
    pub fn day(&self, moment: Timestamp) -> Date {
        moment.to_zoned(self.zone.clone()).date()
    }

    /// Saturdays, Sundays and holidays.
    #[must_use]
    pub fn is_day_off(&self, day: Date) -> bool {
        matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) || self.holidays.contains(&day)
    }

    /// The day that lies so many working days after a day, which does not count itself.
    #[must_use]
    pub fn working_days_after(&self, day: Date, days: i64) -> Date {
        (0..days).fold(day, |day, _| self.working_day(day.saturating_add(1.day())))
    }

    fn working_day(&self, mut day: Date) -> Date {
        while self.is_day_off(day) {
            day = day.saturating_add(1.day());
        }
        day
    }

    fn end(&self, duty: &Duty, day: Date, mut why: Vec<Why>) -> Result<Moment, NoDay> {
        why.push(Why::EndOfDay(self.name.clone()));
        let due = end_of_day(day, &self.zone).map_err(|_| NoDay {
            duty: duty.code.clone(),
            what: "the day is out of range",
        })?;
        Ok(Moment { due, why })
    }
}

/// The day of an item of the list of holidays.
fn holiday(item: &Item) -> Option<Date> {
    let day = item.more.get("day")?.as_datetime()?.date?;
    Date::new(i16::try_from(day.year).ok()?, i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?).ok()
}

/// The last moment of a duty that falls each period (clauses 29 and 31: the end of the day named, in the month after it).
///
/// # Errors
/// When the duty's rule is not about periods.
pub fn of_period(duty: &Duty, period: Period, calendar: &Calendar) -> Result<Moment, NoDay> {
    let mut why = vec![Why::Clause(duty.clause.clone())];
    let last = period.last_month().last();
    if duty.due.before_period {
        let first = period.first_month().first();
        why.push(Why::BeforePeriod(first));
        return calendar.end(duty, first.saturating_sub(1.day()), why);
    }
    why.push(Why::PeriodEnds(last));
    if duty.due.end_of_period {
        return calendar.end(duty, last, why);
    }
    let day = duty.due.day_of_next_month.ok_or_else(|| NoDay {
        duty: duty.code.clone(),
        what: "no rule for a period",
    })?;
    why.push(Why::DayOfNextMonth(day));
    let next = period.last_month().plus(1).first();
    let named = next.with().day(day).build().unwrap_or_else(|_| next.last_of_month());
    let kept = shifted(&duty.due, named, calendar, &mut why);
    calendar.end(duty, kept, why)
}

fn shifted(rule: &Due, day: Date, calendar: &Calendar, why: &mut Vec<Why>) -> Date {
    if !calendar.is_day_off(day) {
        return day;
    }
    if rule.on_day_off.as_deref() == Some("next_working_day") {
        let moved = calendar.working_day(day);
        why.push(Why::DayOffMoved(moved));
        return moved;
    }
    why.push(Why::DayOffKept(day));
    day
}

/// The last moment of a duty that falls on an entry, or on one of its rows.
///
/// # Errors
/// When no rule of the duty finds a day.
pub fn of_entry(duty: &Duty, rulebook: &Rulebook, fields: &Content, row: Option<&Content>, calendar: &Calendar) -> Result<Moment, NoDay> {
    let Counted { rule, from, term, .. } = counted(duty, rulebook, |code| said(fields, row, code)).ok_or_else(|| NoDay {
        duty: duty.code.clone(),
        what: "the entry names no day for it",
    })?;
    let code = rule.field.clone();
    let (day, why) = match (term, rule.days_after) {
        (Some(days), _) => (calendar.working_days_after(from, days), Why::WorkingDaysAfter(days, code, from)),
        (None, Some(days)) => (from.saturating_add(days.days()), Why::DaysAfter(days, code, from)),
        (None, None) => (from, Why::Field(code, from)),
    };
    calendar.end(duty, day, vec![Why::Clause(duty.clause.clone()), why])
}

/// What a field says by which a duty is judged: that of the row it falls on, else that of the entry.
#[must_use]
pub fn said<'a>(fields: &'a Content, row: Option<&'a Content>, code: &str) -> Option<&'a Value> {
    row.and_then(|cells| cells.get(code)).or_else(|| fields.get(code))
}

/// The rule of a duty that an entry, or a row of it, is judged by.
pub(crate) struct Counted<'a> {
    /// Its place among the rules.
    pub(crate) no: usize,
    /// It.
    pub(crate) rule: &'a DayRule,
    /// The day that its field names.
    pub(crate) from: Date,
    /// The working days that its term gives.
    term: Option<i64>,
}

/// The first rule of a duty that finds a day; `get` gives the values of fields.
pub(crate) fn counted<'a, 'v>(duty: &'a Duty, rulebook: &Rulebook, get: impl Fn(&str) -> Option<&'v Value>) -> Option<Counted<'a>> {
    let named = |(no, rule): (usize, &'a DayRule)| {
        let from = get(&rule.field)?.day()?;
        let term = match &rule.term {
            Some(term) => Some(term_of(rulebook, term, get(&term.by)?, from)?),
            None => None,
        };
        Some(Counted { no, rule, from, term })
    };
    duty.due.first_of.iter().enumerate().find_map(named)
}

/// Whether an entry of a register names the day on which it fulfilled a duty that falls on it, and that was in time.
#[must_use]
pub fn was_in_time(rulebook: &Rulebook, duty: &str, register: &Register, fields: &Content) -> bool {
    let falls = |duty: &&Duty| duty.of.as_ref().is_some_and(|of| of.register == register.code);
    let judged = || {
        let duty = rulebook.duties.iter().filter(|known| known.code == duty).find(falls)?;
        let done = fields.get(duty.fulfilled_by.as_ref()?.field.as_ref()?)?.day()?;
        let calendar = Calendar::of(rulebook).ok()?;
        let moment = of_entry(duty, rulebook, fields, None, &calendar).ok()?;
        Some(end_of_day(done, &calendar.zone).ok()? <= moment.due)
    };
    judged().unwrap_or(false)
}

/// How many working days the item of a list that a value names gives on a day.
fn term_of(rulebook: &Rulebook, term: &Term, by: &Value, on: Date) -> Option<i64> {
    let list = rulebook.lists.get(&term.list)?;
    chosen(by).find_map(|code| list.on(code, on)?.number(&term.days))
}

/// How an item stands: done in time, done late, late, or still due.
#[must_use]
pub fn state(duty: &Duty, due: Timestamp, fulfilled: Option<Timestamp>, now: Timestamp) -> State {
    if duty.planned.is_some() {
        return State::Planned;
    }
    match fulfilled {
        Some(at) if at <= due => State::Done,
        Some(_) => State::LateDone,
        None if now > due => State::Late,
        None => State::Due,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::LazyLock;

    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| Calendar::of(&crate::load(&crate::shipped::files()).unwrap()).unwrap());

    #[test]
    fn working_days_of_2026_leave_out_holidays_and_the_days_off_moved_from_weekends() {
        let after = |month, day, days| CALENDAR.working_days_after(date(2026, month, day), days);
        // Women's Day and two days of Nauryz fall on weekends: the 9th, 24th and 25th of March are off.
        assert_eq!(after(3, 6, 1), date(2026, 3, 10));
        assert_eq!(after(3, 6, 15), date(2026, 4, 2));
        // Victory Day falls on a Saturday.
        assert_eq!(after(4, 30, 5), date(2026, 5, 12));
        // Kurban Ait on a Wednesday.
        assert_eq!(after(5, 26, 1), date(2026, 5, 28));
        // Received on a day off: the first working day counts as the first.
        assert_eq!(after(10, 24, 3), date(2026, 10, 29));
        assert_eq!(after(12, 15, 1), date(2026, 12, 17));
    }

    proptest! {
        #[test]
        fn between_a_day_and_its_term_lie_as_many_working_days(within in 0..1096_i64, days in 1..60_i64) {
            let from = date(2024, 1, 1).saturating_add(within.days());
            let last = CALENDAR.working_days_after(from, days);
            prop_assert!(!CALENDAR.is_day_off(last));
            let mut working = 0;
            let mut day = from;
            while day < last {
                day = day.saturating_add(1.day());
                working += i64::from(!CALENDAR.is_day_off(day));
            }
            prop_assert_eq!(working, days);
        }
    }
}
