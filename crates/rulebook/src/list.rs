//! Reference lists: dated items with names in three languages.

use jiff::civil::Date;
use qorgau_domain::Text3;
use qorgau_domain::fold::fold;
use serde::Deserialize;

use crate::load::{self, Placed};
use crate::problem::Source;

/// A reference list.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Text3,
    /// Where the facts come from.
    #[serde(rename = "source")]
    pub origin: Option<String>,
    /// Its items, those of one code in the order of time.
    #[serde(default)]
    pub item: Vec<Item>,
    /// Where it stands.
    #[serde(skip)]
    pub source: Source,
}

/// An item of a list from one day to another.
#[derive(Debug, Clone, Deserialize)]
pub struct Item {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Text3,
    /// Other spellings that import accepts.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What it is counted and filtered by.
    #[serde(default)]
    pub tags: Vec<String>,
    /// First day; absent: always.
    #[serde(deserialize_with = "load::date", default)]
    pub from: Option<Date>,
    /// Last day; absent: still.
    #[serde(deserialize_with = "load::date", default)]
    pub until: Option<Date>,
    /// What else the list says of it.
    #[serde(flatten)]
    pub more: toml::Table,
}

impl Item {
    /// Whether it is in force on a day.
    #[must_use]
    pub fn in_force(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// A whole number that the list says of it.
    #[must_use]
    pub fn number(&self, key: &str) -> Option<i64> {
        self.more.get(key)?.as_integer()
    }

    /// A text that the list says of it.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<&str> {
        self.more.get(key)?.as_str()
    }
}

impl Placed for List {
    fn place(&mut self, source: Source) {
        self.source = source;
    }
}

impl List {
    /// The items of one code, in the order of time.
    #[must_use]
    pub fn items_of(&self, code: &str) -> Vec<&Item> {
        let mut items: Vec<&Item> = self.item.iter().filter(|item| item.code == code).collect();
        items.sort_by_key(|item| item.from);
        items
    }

    /// The item of a code in force on a day.
    #[must_use]
    pub fn on(&self, code: &str, day: Date) -> Option<&Item> {
        self.item.iter().find(|item| item.code == code && item.in_force(day))
    }

    /// Whether an item of this code bears a tag.
    #[must_use]
    pub fn has_tag(&self, code: &str, tag: &str) -> bool {
        self.item.iter().any(|item| item.code == code && item.tags.iter().any(|known| known == tag))
    }

    /// The code that a text means: a code, a name in any of the three languages, or another known spelling.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<&str> {
        let wanted = fold(text);
        self.item
            .iter()
            .find(|item| item.code == text || spellings(item).any(|known| fold(known) == wanted))
            .map(|item| item.code.as_str())
    }

    /// The names nearest to a text, the nearest first, at most three.
    #[must_use]
    pub fn nearest(&self, text: &str) -> Vec<&Item> {
        let wanted = fold(text);
        let mut near: Vec<(f64, &Item)> = self
            .item
            .iter()
            .map(|item| (nearness(&wanted, item), item))
            .filter(|(score, _)| *score > 0.5)
            .collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut items: Vec<&Item> = Vec::new();
        for (_, item) in near {
            if items.len() < 3 && items.iter().all(|known| known.code != item.code) {
                items.push(item);
            }
        }
        items
    }
}

fn spellings(item: &Item) -> impl Iterator<Item = &str> {
    let Text3 { kk, ru, en } = &item.name;
    [kk, ru, en].into_iter().chain(&item.aliases).map(String::as_str)
}

fn nearness(wanted: &str, item: &Item) -> f64 {
    spellings(item).map(|known| strsim::jaro_winkler(wanted, &fold(known))).fold(0.0, f64::max)
}
