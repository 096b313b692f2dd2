//! How something owed stands against the clock, in whole days of the service's time zone.

use qorgau_domain::time::day_number;
use qorgau_rulebook::due::{State, Why};

use super::Item;
use crate::App;

/// How something owed stands against the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// Past its time by so many days.
    Late(i64),
    /// Its last day is today.
    Today,
    /// So many days are left.
    Left(i64),
    /// Done so many days past its time.
    DoneLate(i64),
    /// Done in time.
    InTime,
    /// It has no day.
    None,
}

impl Item {
    /// How it stands against the clock today.
    #[must_use]
    pub fn clock(&self, app: &App) -> Clock {
        let Some(due) = self.due else { return Clock::None };
        let day = |moment| day_number(app.day_of(moment));
        let left = day(due) - day(app.now());
        let done = self.why.iter().find_map(|why| if let Why::Fulfilled(at) = why { Some(*at) } else { None });
        match self.state {
            State::Late => Clock::Late((-left).max(1)),
            State::Due if left <= 0 => Clock::Today,
            State::Due => Clock::Left(left),
            State::LateDone => Clock::DoneLate(done.map_or(1, |at| (day(at) - day(due)).max(1))),
            State::Done => Clock::InTime,
            State::Planned => Clock::None,
        }
    }
}
