//! The fields of a form, and what was wrong with what was typed into them.

use askama::Template;
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use qorgau_l10n::L10n;

use super::{Page, Whole};
use crate::parts::{Choice, Control, ErrorSummary, Field, Link, Mark, Width};

/// Fields, with the list of errors above them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked {
    /// What is wrong; nothing at first.
    pub(crate) errors: Option<ErrorSummary>,
    /// The fields.
    pub(crate) fields: Vec<Field>,
}

impl Asked {
    /// Fields with which nothing is wrong.
    pub(crate) fn of(fields: impl Into<Vec<Field>>) -> Self {
        let fields = fields.into();
        Asked { errors: None, fields }
    }

    /// Says at a field what is wrong, and above them all.
    pub(crate) fn wrong(mut self, l: &L10n, at: &str, said: &str) -> Self {
        if let Some(field) = self.fields.iter_mut().find(|field| field.name == at) {
            *field = field.clone().error(l.part_error(), said);
        }
        let link = Link::new(said, format!("#{at}"));
        let title = l.part_errors();
        self.errors.get_or_insert_with(|| ErrorSummary { title, errors: Vec::new() }).errors.push(link);
        self
    }
}

/// A page that shows a form again.
pub(crate) fn again<T: Template>(page: T) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Extension(Whole), Page(page)).into_response()
}

/// A line of text as wide as a name.
pub(crate) fn text(value: &str, fill: &'static str) -> Control {
    Control::Text {
        value: value.to_owned(),
        width: Width::Medium,
        fill,
    }
}

/// A choice among what is named by a value and by words.
pub(crate) fn choice(value: impl Into<String>, label: impl Into<String>, taken: bool) -> Choice {
    Choice {
        value: value.into(),
        label: label.into(),
        hint: String::new(),
        mark: if taken { Mark::Taken } else { Mark::Free },
    }
}

/// A day as people write it: `03.11.2026`, `03112026` or `2026-11-03`.
pub(crate) fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(day) = text.parse() {
        return Some(day);
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let sound = digits.len() == 8 && text.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    let (day, rest) = digits.split_at_checked(2).filter(|_| sound)?;
    let (month, year) = rest.split_at_checked(2)?;
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_people_write_it() {
        let expected = Date::new(2026, 11, 3).ok();
        for text in ["03.11.2026", " 03112026", "2026-11-03"] {
            assert_eq!(day(text), expected, "{text}");
        }
        for text in ["", "3.11.26", "31.02.2026", "03/11/2026", "x3.11.2026"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
