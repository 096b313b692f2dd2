//! Seasons: stretches of days that come back every year, such as a ban on fishing while fish spawn.
//!
//! A season may go across the end of the year; it belongs to the year in which it begins. A season that ends on 29 February ends on the
//! 28th where there is none, and one that begins on it begins on 1 March then.

use jiff::civil::Date;

/// A day of every year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YearDay {
    month: i8,
    day: i8,
}

impl YearDay {
    /// A day of some month; `None` where no year has it.
    #[must_use]
    pub fn new(month: i64, day: i64) -> Option<Self> {
        // A leap year has every day that any year has.
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        Date::new(2000, month, day).ok().map(|_| YearDay { month, day })
    }

    /// The day of the year on which a date falls.
    #[must_use]
    pub fn of(date: Date) -> Self {
        YearDay {
            month: date.month(),
            day: date.day(),
        }
    }

    /// The number of the month, from 1.
    #[must_use]
    pub fn month(self) -> i8 {
        self.month
    }

    /// The day of the month.
    #[must_use]
    pub fn day(self) -> i8 {
        self.day
    }
}

/// Days that come back every year, both ends among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Season {
    /// The first day.
    pub first: YearDay,
    /// The last day; earlier in the year than the first where the season goes across the year's end.
    pub last: YearDay,
    /// The first year in which it begins; `None`: always.
    pub from_year: Option<i16>,
    /// The last year in which it begins; `None`: still.
    pub until_year: Option<i16>,
}

impl Season {
    /// Whether it goes across the end of the year.
    #[must_use]
    pub fn wraps(&self) -> bool {
        self.last < self.first
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn holds(&self, date: Date) -> bool {
        let day = YearDay::of(date);
        let begun = |year: i16| self.from_year.is_none_or(|from| from <= year) && self.until_year.is_none_or(|until| year <= until);
        let before_year = || date.year().checked_sub(1).is_some_and(begun);
        if self.wraps() {
            day >= self.first && begun(date.year()) || day <= self.last && before_year()
        } else {
            (self.first..=self.last).contains(&day) && begun(date.year())
        }
    }

    /// The last day of the season that a day lies in; `None` where it lies in none.
    #[must_use]
    pub fn until(&self, date: Date) -> Option<Date> {
        if !self.holds(date) {
            return None;
        }
        let goes_on = self.wraps() && YearDay::of(date) >= self.first;
        let year = date.year().checked_add(i16::from(goes_on))?;
        let YearDay { month, day } = self.last;
        Date::new(year, month, day).or_else(|_| Date::new(year, 2, 28)).ok()
    }

    /// Its days in a calendar year, as stretches from the first to the last day of each; two where it goes across the year's end.
    #[must_use]
    pub fn stretches(&self, year: i16) -> Vec<(Date, Date)> {
        let day = |YearDay { month, day }: YearDay, otherwise: (i8, i8)| {
            Date::new(year, month, day)
                .or_else(|_| Date::new(year, otherwise.0, otherwise.1))
                .unwrap_or(Date::MAX)
        };
        let (first, last) = (day(self.first, (3, 1)), day(self.last, (2, 28)));
        let new_year = day(YearDay { month: 1, day: 1 }, (1, 1));
        let years_end = day(YearDay { month: 12, day: 31 }, (12, 31));
        let all = if self.wraps() {
            vec![(new_year, last), (first, years_end)]
        } else {
            vec![(first, last)]
        };
        all.into_iter().filter(|(first, last)| first <= last && self.holds(*first)).collect()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn season(first: (i64, i64), last: (i64, i64)) -> Season {
        Season {
            first: YearDay::new(first.0, first.1).unwrap(),
            last: YearDay::new(last.0, last.1).unwrap(),
            from_year: None,
            until_year: None,
        }
    }

    /// The days of a season that begins in a year, counted one by one.
    fn days(season: &Season, year: i16) -> Vec<Date> {
        let begins = |day: YearDay, year: i16| Date::new(year, day.month, day.day).unwrap_or_else(|_| date(year, 3, 1));
        let ends = |day: YearDay, year: i16| Date::new(year, day.month, day.day).unwrap_or_else(|_| date(year, 2, 28));
        if season.from_year.is_some_and(|from| year < from) || season.until_year.is_some_and(|until| until < year) {
            return Vec::new();
        }
        let last = ends(season.last, if season.wraps() { year + 1 } else { year });
        let mut day = begins(season.first, year);
        let mut days = Vec::new();
        while day <= last {
            days.push(day);
            day = day.checked_add(1.day()).unwrap();
        }
        days
    }

    fn year_day() -> impl Strategy<Value = YearDay> {
        (1..=12_i64, 1..=31_i64).prop_filter_map("no such day", |(month, day)| YearDay::new(month, day))
    }

    fn any_season() -> impl Strategy<Value = Season> {
        let years = || proptest::option::of(2019..2031_i16);
        (year_day(), year_day(), years(), years()).prop_map(|(first, last, from_year, until_year)| Season {
            first,
            last,
            from_year,
            until_year,
        })
    }

    #[test]
    fn the_seasons_of_the_service_hold_their_days() {
        let balkhash = season((4, 15), (6, 1));
        assert!(balkhash.holds(date(2026, 4, 15)) && balkhash.holds(date(2026, 6, 1)));
        assert!(!balkhash.holds(date(2026, 4, 14)) && !balkhash.holds(date(2026, 6, 2)));
        let burbot = season((12, 1), (1, 31));
        assert!(burbot.holds(date(2026, 12, 31)) && burbot.holds(date(2027, 1, 31)) && !burbot.holds(date(2027, 2, 1)));
    }

    #[test]
    fn a_season_across_the_years_end_belongs_to_the_year_in_which_it_begins() {
        let only = Season {
            from_year: Some(2026),
            until_year: Some(2026),
            ..season((10, 15), (6, 30))
        };
        assert!(!only.holds(date(2026, 6, 30)) && only.holds(date(2026, 10, 15)) && only.holds(date(2027, 6, 30)));
        assert!(!only.holds(date(2027, 10, 15)));
    }

    #[test]
    fn the_29th_of_february_is_there_in_leap_years_only() {
        let until = season((2, 1), (2, 29));
        assert!(until.holds(date(2026, 2, 28)) && !until.holds(date(2026, 3, 1)) && until.holds(date(2028, 2, 29)));
        let from = season((2, 29), (3, 10));
        assert!(!from.holds(date(2026, 2, 28)) && from.holds(date(2026, 3, 1)) && from.holds(date(2028, 2, 29)));
        assert_eq!(YearDay::new(2, 30), None);
        assert_eq!(YearDay::new(4, 31), None);
    }

    proptest! {
        #[test]
        fn a_season_holds_the_days_that_counting_gives(season in any_season(), year in 2018..2033_i16, within in 0..366_i64) {
            let day = date(year, 1, 1).checked_add(within.days()).unwrap();
            let counted = (year - 1..=year + 1).any(|begun| days(&season, begun).contains(&day));
            prop_assert_eq!(season.holds(day), counted);
        }

        #[test]
        fn the_last_day_of_a_season_is_the_last_that_counting_gives(season in any_season(), year in 2018..2033_i16, within in 0..366_i64) {
            let day = date(year, 1, 1).checked_add(within.days()).unwrap();
            let counted = (year - 1..=year + 1).map(|begun| days(&season, begun)).find(|days| days.contains(&day));
            prop_assert_eq!(season.until(day), counted.and_then(|days| days.last().copied()));
        }

        #[test]
        fn the_stretches_of_a_year_are_the_days_that_it_holds(season in any_season(), year in 2018..2033_i16, within in 0..366_i64) {
            let day = date(year, 1, 1).checked_add(within.days()).unwrap();
            let in_year = day.year() == year;
            let stretched = season.stretches(year).iter().any(|(first, last)| (*first..=*last).contains(&day));
            prop_assert_eq!(in_year && season.holds(day), stretched);
        }
    }
}
