//! Days and times in the ways people type them.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use qorgau_domain::fold::fold;

use super::NotRead;

/// By what a day is read that does not say its whole year.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    /// The present day.
    pub today: Date,
    /// The field takes no day after it.
    pub past: bool,
}

/// A day: `01.12.2026`, `1.12.26`, `2026-12-01`, `01/12/2026`, `01122026`, `011226`, `1.12`, `0112`, today, yesterday.
///
/// Without a year it is this year's; where the field takes no later day than today and it would be one, last year's.
/// A year of two digits is of this century, or of the last where it would lie too far ahead.
///
/// # Errors
/// When it is no day.
pub fn day(text: &str, by: Reading) -> Result<Date, NotRead> {
    named(text, by).or_else(|| read(text.trim(), by)).ok_or_else(|| NotRead::Day(text.to_owned()))
}

/// Today or yesterday, by its name.
fn named(text: &str, by: Reading) -> Option<Date> {
    match fold(text).as_str() {
        "бугин" | "сегодня" | "today" => Some(by.today),
        "кеше" | "вчера" | "yesterday" => by.today.yesterday().ok(),
        _ => None,
    }
}

fn read(text: &str, by: Reading) -> Option<Date> {
    let parts: Vec<&str> = text
        .trim_end_matches('.')
        .split(|letter: char| matches!(letter, '.' | '/' | '-' | ',') || letter.is_whitespace())
        .filter(|part| !part.is_empty())
        .collect();
    if !parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => date(year.parse().ok()?, month, day),
        [day, month, year] => date(whole_year(year, by)?, month, day),
        [day, month] => near(month, day, by),
        [run] => match (run.len(), run.get(..2)?, run.get(2..4)?, run.get(4..)?) {
            (4, day, month, _) => near(month, day, by),
            (6 | 8, day, month, year) => date(whole_year(year, by)?, month, day),
            _ => None,
        },
        _ => None,
    }
}

fn date(year: i16, month: &str, day: &str) -> Option<Date> {
    if month.len() > 2 || day.len() > 2 {
        return None;
    }
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

/// The day of this year, or of the last where it may not lie ahead.
fn near(month: &str, day: &str, by: Reading) -> Option<Date> {
    let year = by.today.year();
    let this = date(year, month, day);
    match this {
        Some(this) if !by.past || this <= by.today => Some(this),
        // The 29th of February has no like in most years.
        _ => date(year - 1, month, day).filter(|_| by.past),
    }
}

fn whole_year(text: &str, by: Reading) -> Option<i16> {
    let year: i16 = text.parse().ok()?;
    match text.len() {
        4 => Some(year),
        2 => {
            let this = by.today.year();
            let ahead = if by.past { 0 } else { 20 };
            let of_century = this - this % 100 + year;
            Some(if of_century > this + ahead { of_century - 100 } else { of_century })
        }
        _ => None,
    }
}

/// A time of day: `05:30`, `5.30`, `0530`, `530`, `5`.
///
/// # Errors
/// When it is none.
pub fn time(text: &str) -> Result<Time, NotRead> {
    read_time(text.trim()).ok_or_else(|| NotRead::Moment(text.to_owned()))
}

fn read_time(text: &str) -> Option<Time> {
    let parts: Vec<&str> = text.split([':', '.', '-']).collect();
    if parts.iter().any(|part| part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let (hour, minute, second) = match parts.as_slice() {
        [hour, minute, second] => (*hour, *minute, *second),
        [hour, minute] => (*hour, *minute, "0"),
        [run] if run.len() == 3 => (run.get(..1)?, run.get(1..)?, "0"),
        [run] if run.len() == 4 => (run.get(..2)?, run.get(2..)?, "0"),
        [hour] => (*hour, "0", "0"),
        _ => return None,
    };
    Time::new(hour.parse().ok()?, minute.parse().ok()?, second.parse().ok()?, 0).ok()
}

/// A day and a time, by the clocks of a zone: `01.12.2026 05:30`, `0112 0530`, `2026-12-01T05:30`.
///
/// # Errors
/// When it is none.
pub fn moment(text: &str, by: Reading, zone: &TimeZone) -> Result<Timestamp, NotRead> {
    let wrong = || NotRead::Moment(text.to_owned());
    let (first, second) = text.trim().rsplit_once([' ', 'T', '\u{a0}']).ok_or_else(wrong)?;
    let date = day(first.trim_end_matches(','), by).map_err(|_| wrong())?;
    let time = time(second).map_err(|_| wrong())?;
    let zoned = date.to_datetime(time).to_zoned(zone.clone()).map_err(|_| wrong())?;
    Ok(zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BY: Reading = Reading {
        today: Date::constant(2026, 11, 25),
        past: false,
    };
    const PAST: Reading = Reading { past: true, ..BY };

    #[test]
    fn a_day_is_read_in_every_way_it_is_typed() {
        let first = Date::constant(2026, 12, 1);
        for text in [
            "01.12.2026",
            "1.12.26",
            "1.12.2026.",
            "0112",
            "1.12",
            "2026-12-01",
            "01/12/2026",
            "011226",
            "01122026",
            " 1 12 2026 ",
        ] {
            assert_eq!(day(text, BY), Ok(first), "{text}");
        }
        for (text, expected) in [("бүгін", BY.today), ("Вчера", Date::constant(2026, 11, 24))] {
            assert_eq!(day(text, BY), Ok(expected), "{text}");
        }
        for text in ["", "1", "32.12.2026", "1.13.2026", "x", "112", "2026", "1.12.226", "2902"] {
            assert_eq!(day(text, BY), Err(NotRead::Day(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn a_day_that_may_not_lie_ahead_is_last_years() {
        assert_eq!(day("3112", PAST), Ok(Date::constant(2025, 12, 31)));
        assert_eq!(day("2511", PAST), Ok(Date::constant(2026, 11, 25)));
        assert_eq!(day("1.2.85", PAST), Ok(Date::constant(1985, 2, 1)));
        assert_eq!(day("1.2.27", PAST), Ok(Date::constant(1927, 2, 1)));
        assert_eq!(day("1.2.30", BY), Ok(Date::constant(2030, 2, 1)));
        // A day that is written whole stays as written; whether it may lie ahead is asked later.
        assert_eq!(day("31.12.2026", PAST), Ok(Date::constant(2026, 12, 31)));
    }

    #[test]
    fn a_time_is_read_with_digits_only() {
        let half = Time::constant(5, 30, 0, 0);
        for text in ["0530", "530", "05:30", "5.30", "5:30:00"] {
            assert_eq!(time(text), Ok(half), "{text}");
        }
        assert_eq!(time("5"), Ok(Time::constant(5, 0, 0, 0)));
        for text in ["", "24:00", "5:60", "12345", "x"] {
            assert_eq!(time(text), Err(NotRead::Moment(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn a_moment_is_a_day_and_a_time_of_the_zone() {
        let zone = TimeZone::get("Asia/Almaty").unwrap();
        let expected: Timestamp = "2026-12-01T00:30:00Z".parse().unwrap();
        for text in ["01.12.2026 05:30", "0112 0530", "2026-12-01T05:30", "1.12.26, 5.30"] {
            assert_eq!(moment(text, BY, &zone), Ok(expected), "{text}");
        }
        assert_eq!(super::super::of_moment(expected, &zone), "01.12.2026 05:30");
    }
}
