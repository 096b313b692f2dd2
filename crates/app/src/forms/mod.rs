//! Entry forms: what a browser sends under flat names becomes the fields of an entry, and back.
//!
//! A field goes by its code, a sub-field by `rows.number.code`, the two days of a span by `code.from` and `code.until`, a place
//! by `code.name` and `code.at`. The bare name `rows.number` says that a row is there. Names of the form itself begin with `@`, as no code does.

pub mod acts;
pub mod differ;
pub mod duplicates;
mod fill;
pub mod handing;
pub mod moving;
mod read;
pub mod say;
pub mod seek;
pub mod words;

use std::collections::BTreeMap;

use qorgau_rulebook::validate::Fault;

pub use fill::typed;
pub use read::{Reader, Trouble, Why};

/// The most rows a rows field takes in a form.
pub const MOST_ROWS: usize = 400;

/// What stands in a form, by name; several values of one name in the order in which they were sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed(BTreeMap<String, Vec<String>>);

impl Typed {
    /// What a browser sends.
    #[must_use]
    pub fn of(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut typed = Typed::default();
        for (name, value) in pairs {
            typed.0.entry(name).or_default().push(value);
        }
        typed
    }

    /// The first value of a name; nothing where there is none.
    #[must_use]
    pub fn first(&self, name: &str) -> &str {
        self.all(name).first().map_or("", String::as_str)
    }

    /// Every value of a name.
    #[must_use]
    pub fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// Puts one value under a name.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.insert(name.into(), vec![value.into()]);
    }

    /// Puts all values of a name.
    pub fn set_all(&mut self, name: impl Into<String>, values: Vec<String>) {
        self.0.insert(name.into(), values);
    }

    /// Takes a name out, and all names that continue it after a point or an `@`.
    pub fn drop_all_of(&mut self, name: &str) {
        self.0.retain(|known, _| !is_of(known, name));
    }

    /// Everything of one field, under its names.
    #[must_use]
    pub fn of_field(&self, name: &str) -> Typed {
        let own = self.0.iter().filter(|(known, _)| is_of(known, name));
        Typed(own.map(|(name, values)| (name.clone(), values.clone())).collect())
    }

    /// Puts in everything of another.
    pub fn extend(&mut self, other: Typed) {
        self.0.extend(other.0);
    }

    /// The numbers of the rows of a rows field, in order.
    #[must_use]
    pub fn rows(&self, field: &str) -> Vec<i64> {
        let number = |name: &String| -> Option<i64> {
            let rest = name.strip_prefix(field)?.strip_prefix('.')?;
            let end = rest.find(['.', '@']).unwrap_or(rest.len());
            rest.get(..end)?.parse().ok().filter(|number| (1..=999_999).contains(number))
        };
        let mut numbers: Vec<i64> = self.0.keys().filter_map(number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.truncate(MOST_ROWS);
        numbers
    }

    /// Adds an empty row to a rows field. A number once used by the field is not used again in this form.
    pub fn add_row(&mut self, field: &str) {
        let highest = format!("@last.{field}");
        let before = self.first(&highest).parse::<i64>().unwrap_or(0);
        let rows = self.rows(field);
        if rows.len() >= MOST_ROWS {
            return;
        }
        let number = rows.last().copied().unwrap_or(0).max(before).saturating_add(1);
        self.set(highest, number.to_string());
        self.set(format!("{field}.{number}"), "");
    }

    /// Takes a row away with everything in it.
    pub fn remove_row(&mut self, field: &str, number: i64) {
        let highest = format!("@last.{field}");
        let last = self.rows(field).last().copied().unwrap_or(0).max(self.first(&highest).parse().unwrap_or(0));
        self.set(highest, last.to_string());
        self.drop_all_of(&format!("{field}.{number}"));
    }

    /// Every name and value, for hidden inputs that carry them on.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .flat_map(|(name, values)| values.iter().map(move |value| (name.as_str(), value.as_str())))
    }
}

fn is_of(known: &str, name: &str) -> bool {
    known.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '@']))
}

/// The name of a field, or of a sub-field in a row.
#[must_use]
pub fn name_of(rows: Option<(&str, i64)>, code: &str) -> String {
    rows.map_or_else(|| code.to_owned(), |(rows, number)| format!("{rows}.{number}.{code}"))
}

/// Where in a form a fault of an entry's field stands: `damage.rate` in row 2 is `damage.2.rate`.
#[must_use]
pub fn place_of(field: &str, row: Option<i64>) -> String {
    match (field.split_once('.'), row) {
        (Some((rows, code)), Some(number)) => format!("{rows}.{number}.{code}"),
        _ => field.to_owned(),
    }
}

impl From<Fault> for Why {
    fn from(fault: Fault) -> Self {
        Why::Fault(fault)
    }
}
