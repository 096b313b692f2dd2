//! Words for what is owed, and for how each date was found.

use jiff::Timestamp;
use jiff::civil::Time;
use qorgau_l10n::L10n;
use qorgau_rulebook::due::{State, Why};

use super::{Clock, Item};
use crate::App;

/// How the date of something owed was found, step by step.
#[must_use]
pub fn whys(app: &App, l: &L10n, item: &Item) -> Vec<String> {
    let register = item.entry.as_ref().map(|owed| owed.register.as_str());
    item.why.iter().map(|step| why(app, l, register, step)).collect()
}

/// One step of how a date was found. Its fields are those of a register, where the duty falls on entries.
#[must_use]
pub fn why(app: &App, l: &L10n, register: Option<&str>, why: &Why) -> String {
    let named = |code: &str| field_name(app, l, register, code);
    match why {
        Why::Clause(clause) => l.why_clause(&l.clause(clause)),
        Why::PeriodEnds(day) => l.why_period_ends(&l.date(*day)),
        Why::DayOfNextMonth(day) => l.why_day_of_next_month(&day.to_string()),
        Why::DayOffKept(day) => l.why_day_off_kept(&l.date(*day)),
        Why::DayOffMoved(day) => l.why_day_off_moved(&l.date(*day)),
        Why::BeforePeriod(day) => l.why_before_period(&l.date(*day)),
        Why::Field(field, day) => l.why_field(&named(field), &l.date(*day)),
        Why::DaysAfter(days, field, day) => l.why_days_after(*days, &named(field), &l.date(*day)),
        Why::WorkingDaysAfter(days, field, day) => l.why_working_days_after(*days, &named(field), &l.date(*day)),
        Why::EndOfDay(zone) => l.why_end_of_day(zone),
        Why::Fulfilled(moment) => l.why_fulfilled(&day_or_moment(app, l, *moment)),
        Why::Planned(code) => {
            let text = app
                .rulebook
                .reasons
                .get(code)
                .map_or_else(|| code.clone(), |reason| reason.text.get(l.lang()).to_owned());
            l.why_planned(&text)
        }
    }
}

/// A fact of a day counts from its beginning; then the hour says nothing.
fn day_or_moment(app: &App, l: &L10n, moment: Timestamp) -> String {
    let local = app.zone().to_datetime(moment);
    if local.time() == Time::midnight() {
        l.date(local.date())
    } else {
        l.moment(&moment, app.zone())
    }
}

/// The name of a field, of a row's too; its code where the register has none such.
fn field_name(app: &App, l: &L10n, register: Option<&str>, code: &str) -> String {
    let fields = register.and_then(|register| app.rulebook.register(register)).map(|register| &register.field);
    let named = fields.into_iter().flatten().flat_map(|field| field.field.iter().chain([field]));
    let field = named.into_iter().find(|field| field.code == code);
    field.map_or_else(|| code.to_owned(), |field| field.name.get(l.lang()).to_owned())
}

/// How something owed stands.
#[must_use]
pub fn state(l: &L10n, state: State) -> String {
    match state {
        State::Late => l.state_late(),
        State::Due => l.state_due(),
        State::LateDone => l.state_late_done(),
        State::Done => l.state_done(),
        State::Planned => l.state_planned(),
    }
}

/// How something owed stands against the clock.
#[must_use]
pub fn clock(l: &L10n, clock: Clock) -> String {
    match clock {
        Clock::Late(days) => l.clock_late(days),
        Clock::Today => l.clock_today(),
        Clock::Left(days) => l.clock_left(days),
        Clock::DoneLate(days) => l.clock_done_late(days),
        Clock::InTime => l.clock_in_time(),
        Clock::None => String::new(),
    }
}

/// The name of a duty.
#[must_use]
pub fn named(app: &App, l: &L10n, duty: &str) -> String {
    let found = app.rulebook.duties.iter().find(|found| found.code == duty);
    found.map_or_else(|| duty.to_owned(), |found| found.name.get(l.lang()).to_owned())
}

/// What is owed: the duty's name, the period, the entry.
#[must_use]
pub fn what(app: &App, l: &L10n, item: &Item) -> String {
    let name = named(app, l, &item.duty);
    let entry = item.entry.as_ref().map(|owed| {
        let register = app.rulebook.register(&owed.register).map_or("", |register| register.name.get(l.lang()));
        format!("{register} № {}", owed.number)
    });
    let parts = [Some(name), item.period.map(|period| l.period(period)), entry];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
