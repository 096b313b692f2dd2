//! Days, months and the periods of returns.
//!
//! Days travel as whole days since 1970-01-01 wherever they are stored or summed, so that no SQL does date arithmetic.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan, tz::TimeZone};

/// Stands for the last day of a span that has not ended.
pub const OPEN: i64 = 2_932_896; // 9999-12-31

/// Whole days from 1970-01-01 to `date`.
#[must_use]
pub fn day_number(date: Date) -> i64 {
    date.duration_since(Date::constant(1970, 1, 1)).as_secs() / 86_400
}

/// The date that lies `day` whole days after 1970-01-01; the last representable day when it is past that.
#[must_use]
pub fn date_of(day: i64) -> Date {
    Date::constant(1970, 1, 1).checked_add(day.days()).unwrap_or(Date::MAX)
}

/// A calendar month, counted from January of year 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(pub i64);

impl Month {
    /// The month of a year, `month` from 1 to 12.
    #[must_use]
    pub fn new(year: i64, month: i64) -> Self {
        Month(year * 12 + month - 1)
    }

    /// The month that holds a date.
    #[must_use]
    pub fn of(date: Date) -> Self {
        Month::new(i64::from(date.year()), i64::from(date.month()))
    }

    /// The month that holds a day number.
    #[must_use]
    pub fn of_day(day: i64) -> Self {
        Month::of(date_of(day))
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i64 {
        self.0.div_euclid(12)
    }

    /// The number of the month in its year, from 1.
    #[must_use]
    pub fn number(self) -> i64 {
        self.0.rem_euclid(12) + 1
    }

    /// The first day.
    #[must_use]
    pub fn first(self) -> Date {
        let year = i16::try_from(self.year()).unwrap_or(i16::MAX);
        let month = i8::try_from(self.number()).unwrap_or(1);
        Date::new(year, month, 1).unwrap_or(Date::MAX)
    }

    /// The last day.
    #[must_use]
    pub fn last(self) -> Date {
        self.first().last_of_month()
    }

    /// The month `n` later (earlier when negative).
    #[must_use]
    pub fn plus(self, n: i64) -> Self {
        Month(self.0 + n)
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.number())
    }
}

impl std::str::FromStr for Month {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || PeriodError(text.to_owned());
        let (year, month) = text.split_once('-').ok_or_else(wrong)?;
        let (year, month): (i64, i64) = (year.parse().map_err(|_| wrong())?, month.parse().map_err(|_| wrong())?);
        if text.len() != 7 || !(1..=12).contains(&month) {
            return Err(wrong());
        }
        Ok(Month::new(year, month))
    }
}

/// What a return covers: a month, a quarter, a year, or two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// A calendar month.
    Month(Month),
    /// The quarter that begins with this month.
    Quarter(Month),
    /// The calendar year that begins with this month.
    Year(Month),
    /// The two calendar years that begin with this month.
    TwoYears(Month),
}

impl Period {
    /// The first month.
    #[must_use]
    pub fn first_month(self) -> Month {
        match self {
            Period::Month(month) | Period::Quarter(month) | Period::Year(month) | Period::TwoYears(month) => month,
        }
    }

    /// The last month.
    #[must_use]
    pub fn last_month(self) -> Month {
        self.first_month().plus(self.months() - 1)
    }

    /// How many months it has.
    #[must_use]
    pub fn months(self) -> i64 {
        match self {
            Period::Month(_) => 1,
            Period::Quarter(_) => 3,
            Period::Year(_) => 12,
            Period::TwoYears(_) => 24,
        }
    }

    /// The period of the same kind that follows.
    #[must_use]
    pub fn next(self) -> Self {
        self.shifted(self.months())
    }

    /// The same period of the year before; of two years, the two before them.
    #[must_use]
    pub fn year_before(self) -> Self {
        self.shifted(-self.months().max(12))
    }

    fn shifted(self, months: i64) -> Self {
        match self {
            Period::Month(month) => Period::Month(month.plus(months)),
            Period::Quarter(month) => Period::Quarter(month.plus(months)),
            Period::Year(month) => Period::Year(month.plus(months)),
            Period::TwoYears(month) => Period::TwoYears(month.plus(months)),
        }
    }

    /// The period of this kind that holds a month. Two years are counted from these, before and after.
    #[must_use]
    pub fn holding(self, month: Month) -> Self {
        match self {
            Period::Month(_) => Period::Month(month),
            Period::Quarter(_) => Period::Quarter(Month(month.0 - month.0.rem_euclid(3))),
            Period::Year(_) => Period::Year(Month::new(month.year(), 1)),
            Period::TwoYears(first) => Period::TwoYears(Month(month.0 - (month.0 - first.0).rem_euclid(24))),
        }
    }
}

/// The text names no period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a period; write 2026-10 for a month, 2026Q3 for a quarter, 2026 for a year, 2026-2027 for two")]
pub struct PeriodError(pub String);

impl std::str::FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || PeriodError(text.to_owned());
        if let Some((year, quarter)) = text.split_once('Q') {
            let year: i64 = year.parse().map_err(|_| wrong())?;
            let quarter: i64 = quarter.parse().map_err(|_| wrong())?;
            if !(1..=4).contains(&quarter) || !(1000..=9998).contains(&year) {
                return Err(wrong());
            }
            return Ok(Period::Quarter(Month::new(year, quarter * 3 - 2)));
        }
        if text.len() == 9 {
            let (first, last) = text.split_once('-').ok_or_else(wrong)?;
            let (first, last): (i64, i64) = (first.parse().map_err(|_| wrong())?, last.parse().map_err(|_| wrong())?);
            if !(1000..=9998).contains(&first) || last != first + 1 {
                return Err(wrong());
            }
            return Ok(Period::TwoYears(Month::new(first, 1)));
        }
        if text.len() == 4 {
            return text.parse().map(|year| Period::Year(Month::new(year, 1))).map_err(|_| wrong());
        }
        text.parse().map(Period::Month)
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Period::Month(month) => month.fmt(f),
            Period::Quarter(month) => write!(f, "{:04}Q{}", month.year(), (month.number() + 2) / 3),
            Period::Year(month) => write!(f, "{:04}", month.year()),
            Period::TwoYears(month) => write!(f, "{:04}-{:04}", month.year(), month.year() + 1),
        }
    }
}

/// The last moment of a day in a time zone, to the second.
///
/// # Errors
/// When the day lies outside what can be represented.
pub fn end_of_day(date: Date, zone: &TimeZone) -> Result<Timestamp, jiff::Error> {
    Ok(date.at(23, 59, 59, 0).to_zoned(zone.clone())?.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_1970_and_back() {
        for day in [-800_000, -1, 0, 1, 20_000, OPEN] {
            assert_eq!(day_number(date_of(day)), day);
        }
        assert_eq!(date_of(OPEN).to_string(), "9999-12-31");
    }

    #[test]
    fn periods_read_and_print_alike() {
        for text in ["2026-10", "2026Q3", "2026", "2026-2027"] {
            assert_eq!(text.parse::<Period>().map(|period| period.to_string()), Ok(text.to_owned()));
        }
        for text in [
            "2026-13",
            "2026Q5",
            "26-1",
            "2026-1",
            "october",
            "2026Q",
            "2026-2028",
            "2027-2026",
            "202620271",
            "",
        ] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_quarter_ends_with_its_third_month() {
        let quarter: Period = "2026Q3".parse().unwrap_or(Period::Year(Month(0)));
        assert_eq!(quarter.last_month().to_string(), "2026-09");
        assert_eq!(quarter.next().to_string(), "2026Q4");
        assert_eq!(quarter.year_before().to_string(), "2025Q3");
        assert_eq!(quarter.holding(Month::new(2026, 12)).to_string(), "2026Q4");
    }

    #[test]
    fn two_years_are_counted_from_those_that_are_stated() {
        let stated: Period = "2002-2003".parse().unwrap_or(Period::Year(Month(0)));
        let held = |year, month| stated.holding(Month::new(year, month)).to_string();
        assert_eq!(
            [held(2001, 12), held(2026, 1), held(2027, 12), held(2028, 1)],
            ["2000-2001", "2026-2027", "2026-2027", "2028-2029"]
        );
        let now = stated.holding(Month::new(2027, 5));
        assert_eq!((now.months(), now.last_month().to_string()), (24, "2027-12".to_owned()));
        assert_eq!(
            (now.next().to_string(), now.year_before().to_string()),
            ("2028-2029".to_owned(), "2024-2025".to_owned())
        );
    }
}
