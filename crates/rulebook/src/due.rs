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
use crate::duty::{Due, Duty};
use crate::list::Item;

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
/// When neither the field of the rule nor the one instead of it holds a day.
pub fn of_entry(duty: &Duty, fields: &Content, row: Option<&Content>, calendar: &Calendar) -> Result<Moment, NoDay> {
    let mut why = vec![Why::Clause(duty.clause.clone())];
    let get = |code: &str| row.and_then(|cells| cells.get(code)).or_else(|| fields.get(code)).and_then(Value::day);
    let rule = &duty.due;
    let after = |code: &str, days: Option<i64>, why: &mut Vec<Why>| {
        let day = get(code)?;
        why.push(days.map_or_else(|| Why::Field(code.to_owned(), day), |days| Why::DaysAfter(days, code.to_owned(), day)));
        Some(day.saturating_add(days.unwrap_or(0).days()))
    };
    let day = rule.field.as_deref().and_then(|code| after(code, rule.days_after, &mut why));
    let day = day.or_else(|| after(rule.otherwise_field.as_deref()?, rule.otherwise_days_after, &mut why));
    let day = day.ok_or_else(|| NoDay {
        duty: duty.code.clone(),
        what: "the entry names no day for it",
    })?;
    calendar.end(duty, day, why)
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
