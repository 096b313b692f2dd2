//! What people type, read: numbers, days, moments, coordinates, yes or no, items of lists. Forms and imports share it.

mod coordinates;
mod day;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use qorgau_domain::amount;
use qorgau_domain::fold::fold;
use qorgau_rulebook::list::List;
use qorgau_rulebook::validate::{Fault, not_in_list};

pub use coordinates::{coordinates, written};
pub use day::{Reading, day, moment, time};

/// Why something typed cannot be read. Words for people: [`crate::words`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotRead {
    /// Not a number, or finer than its field's scale.
    Number(String),
    /// Not a day.
    Day(String),
    /// Not a day with a time.
    Moment(String),
    /// Not a yes or no.
    YesNo(String),
    /// Not a latitude and a longitude.
    Coordinates(String),
    /// Nothing that was chosen from a search.
    Chosen(String),
    /// No outline.
    Outline(String),
    /// It is read, and not sound.
    Fault(Fault),
}

/// A number at a scale: point or comma, blanks between its digits, a tenge sign after it.
///
/// # Errors
/// When it is none, or finer than the scale.
pub fn number(text: &str, scale: u8) -> Result<i64, NotRead> {
    let plain: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '₸')
        .map(|letter| if letter == '−' { '-' } else { letter })
        .collect();
    amount::parse(&plain, scale).ok_or_else(|| NotRead::Number(text.to_owned()))
}

/// A number as a form shows it: with a comma, without blanks.
#[must_use]
pub fn plain(number: i64, scale: u8) -> String {
    amount::plain(number, scale).replace('.', ",")
}

/// A geometry as GeoJSON text, kept as it was written.
///
/// # Errors
/// When it is none; a feature, or several, is none either.
pub fn outline(text: &str) -> Result<String, NotRead> {
    match text.parse() {
        Ok(geojson::GeoJson::Geometry(_)) => Ok(text.to_owned()),
        _ => Err(NotRead::Outline(text.to_owned())),
    }
}

/// Yes or no in any of the three languages.
///
/// # Errors
/// When it is neither.
pub fn yes_or_no(text: &str) -> Result<bool, NotRead> {
    match fold(text).as_str() {
        "yes" | "да" | "иа" | "иә" | "true" | "1" => Ok(true),
        "no" | "нет" | "жок" | "false" | "0" => Ok(false),
        _ => Err(NotRead::YesNo(text.to_owned())),
    }
}

/// The code that a text means in a list.
///
/// # Errors
/// When it means none; with the nearest ones.
pub fn item(list: &List, text: &str) -> Result<String, NotRead> {
    list.find(text).map(str::to_owned).ok_or_else(|| NotRead::Fault(not_in_list(list, text)))
}

/// A day as a form shows it.
#[must_use]
pub fn of_day(date: Date) -> String {
    format!("{:02}.{:02}.{:04}", date.day(), date.month(), date.year())
}

/// A moment as a form shows it, by the clocks of a zone; seconds where there are some.
#[must_use]
pub fn of_moment(moment: Timestamp, zone: &TimeZone) -> String {
    let local = zone.to_datetime(moment);
    let seconds = if local.second() == 0 {
        String::new()
    } else {
        format!(":{:02}", local.second())
    };
    format!("{} {:02}:{:02}{seconds}", of_day(local.date()), local.hour(), local.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_blanks_a_comma_or_a_point_and_a_tenge_sign() {
        assert_eq!(number("2 812 400,50 ₸", 2), Ok(281_240_050));
        assert_eq!(number("1\u{a0}000", 0), Ok(1000));
        assert_eq!(number("5.4", 3), Ok(5400));
        assert_eq!(number("−3", 0), Ok(-3));
        for wrong in ["", "x", "1,5", "1e3"] {
            assert_eq!(number(wrong, 0), Err(NotRead::Number(wrong.to_owned())));
        }
        assert_eq!(plain(281_240_050, 2), "2812400,5");
    }
}
