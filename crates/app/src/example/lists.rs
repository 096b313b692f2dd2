//! What the example needs of the reference lists, laid out once so that no fact has to search them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use qorgau_rulebook::{Item, Rulebook};

use super::seed::Seed;
use crate::tracks::MODES;

/// Articles by tag, rates by species, the index by its days, diseases and ways of moving by code.
#[derive(Debug, Default)]
pub(super) struct Lists<'a> {
    articles: BTreeMap<&'a str, Vec<&'a Item>>,
    rates: BTreeMap<&'a str, Vec<&'a Item>>,
    index: Vec<&'a Item>,
    diseases: BTreeMap<&'a str, &'a Item>,
    ways: BTreeMap<&'a str, &'a Item>,
}

impl<'a> Lists<'a> {
    /// What the lists of a rulebook say.
    pub(super) fn of(rulebook: &'a Rulebook) -> Self {
        let items = |list: &str| rulebook.lists.get(list).map_or(&[][..], |list| list.item.as_slice());
        let mut lists = Lists::default();
        for article in items("articles") {
            for tag in &article.tags {
                lists.articles.entry(tag).or_default().push(article);
            }
        }
        for rate in items("rates")
            .iter()
            .filter(|rate| matches!(rate.text("per"), Some("head" | "kg" | "specimen")))
        {
            let species = rate.more.get("species").and_then(|species| species.as_array());
            for species in species.into_iter().flatten().filter_map(|species| species.as_str()) {
                lists.rates.entry(species).or_default().push(rate);
            }
        }
        lists.index = items("mci").iter().filter(|item| item.code == "mci").collect();
        lists.diseases = items("diseases").iter().map(|disease| (disease.code.as_str(), disease)).collect();
        lists.ways = items(MODES).iter().map(|way| (way.code.as_str(), way)).collect();
        lists
    }

    /// An article that bears a tag, in force on a day.
    pub(super) fn article(&self, seed: &mut Seed, tag: &str, day: Date) -> Option<&'a str> {
        let articles: Vec<&str> = self
            .articles
            .get(tag)?
            .iter()
            .filter(|article| article.in_force(day))
            .map(|article| article.code.as_str())
            .collect();
        Some(seed.pick(&articles)).filter(|code| !code.is_empty())
    }

    /// A rate for a species in force on a day when the index is known: its code, and whether it is for a kilogram.
    pub(super) fn rate(&self, seed: &mut Seed, species: &str, day: Date) -> Option<(&'a str, bool)> {
        self.index(day)?;
        let rates = self.rates.get(species)?.iter().filter(|rate| rate.in_force(day));
        let rates: Vec<(&str, bool)> = rates.map(|rate| (rate.code.as_str(), rate.text("per") == Some("kg"))).collect();
        Some(seed.pick(&rates)).filter(|(code, _)| !code.is_empty())
    }

    /// The monthly calculation index on a day, in tenge.
    pub(super) fn index(&self, day: Date) -> Option<i64> {
        self.index.iter().find(|item| item.in_force(day))?.number("tenge")
    }

    /// The greatest speed that is believed of a way of moving, in kilometres an hour.
    pub(super) fn speed(&self, way: &str) -> Option<i64> {
        self.ways.get(way)?.number("speed")
    }

    /// A disease.
    pub(super) fn disease(&self, code: &str) -> Option<&'a Item> {
        self.diseases.get(code).copied()
    }
}
