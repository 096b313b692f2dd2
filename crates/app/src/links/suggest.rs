//! Which records may be of the same fact, or of the same person: found by their keys, judged by rules that are told, and left to people.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use qorgau_domain::EntryId;
use qorgau_domain::keys::{DAY, WORD, ordered};
use qorgau_domain::time::day_number;
use qorgau_rulebook::register::{FieldType, Register};
use qorgau_rulebook::same::{Band, Person, Score};
use qorgau_store::{Filter, Stored};

use super::join::{Grouped, Linking};
use crate::forms::duplicates;
use crate::forms::seek::Looker;
use crate::{App, AppError};

/// How many are suggested.
const SUGGESTED: usize = 12;

/// The most records that one way of looking brings.
const LOOKED_AT: usize = 24;

/// The most records of a fact that are looked at: those of the same choices in three days.
const FACTS: usize = 120;

/// How many letters of a name a record must begin with, where a name may be misspelt further on.
const BEGINS: usize = 4;

/// A record that may be of the same, and what speaks for it.
#[derive(Debug, Clone)]
pub struct Suggested {
    /// The record.
    pub stored: Stored,
    /// What speaks for it.
    pub why: Why,
}

/// What speaks for a record being of the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Of a person: the score.
    Person(Score),
    /// Of a fact: the fields in which it is the same.
    Fact(Vec<String>),
}

/// How much speaks for two records of persons being of one.
#[must_use]
pub fn score(one: &Stored, other: &Stored) -> Score {
    Person::of(&one.entry.fields).compared(&Person::of(&other.entry.fields))
}

impl App {
    /// Records within somebody's scope that may be of the same as a record and may be linked with it by him, the likeliest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn suggested(&self, looker: &Looker<'_>, group: &Grouped) -> Result<Vec<Suggested>, AppError> {
        let Some(own) = group.own() else { return Ok(Vec::new()) };
        let mut found = match group.linking {
            Linking::Person => self.same_persons(looker, own).await?,
            Linking::Fact => self.same_facts(looker, own).await?,
        };
        found.retain(|suggested| self.may_join(looker, group, &suggested.stored));
        found.truncate(SUGGESTED);
        Ok(found)
    }

    /// Records of persons by the words they share: the IIN; surname and given name; both as they begin; given name and patronymic.
    async fn same_persons(&self, looker: &Looker<'_>, own: &Stored) -> Result<Vec<Suggested>, AppError> {
        let register = own.entry.envelope.register.as_str();
        let Some(scope) = self.reads(looker.who, looker.tree, register) else {
            return Ok(Vec::new());
        };
        let mut found: BTreeMap<EntryId, Stored> = BTreeMap::new();
        for filters in ways(&Person::of(&own.entry.fields)) {
            let stored = self.matching(&scope, register, filters, LOOKED_AT).await?;
            found.extend(stored.into_iter().map(|stored| (stored.entry.id, stored)));
        }
        found.remove(&own.entry.id);
        let scored = found.into_values().map(|stored| (score(own, &stored), stored));
        let mut scored: Vec<(Score, Stored)> = scored.filter(|(score, _)| score.band() != Band::Unlikely).collect();
        scored.sort_by_key(|(score, stored)| (Reverse(score.total), stored.entry.id));
        let suggested = |(score, stored)| Suggested {
            stored,
            why: Why::Person(score),
        };
        Ok(scored.into_iter().map(suggested).collect())
    }

    /// Records of a fact of the same day or the day beside it, with the same choices and something that tells: the rule of duplicates.
    async fn same_facts(&self, looker: &Looker<'_>, own: &Stored) -> Result<Vec<Suggested>, AppError> {
        let envelope = &own.entry.envelope;
        let register = self.register(&envelope.register)?;
        let (Some(scope), Some(day)) = (self.reads(looker.who, looker.tree, &register.code), envelope.day) else {
            return Ok(Vec::new());
        };
        let around = Filter {
            field: DAY.to_owned(),
            from: ordered(day_number(day) - 1),
            until: ordered(day_number(day) + 1),
        };
        let filters = std::iter::once(around).chain(chosen(register, own)).collect();
        let stored = self.matching(&scope, &register.code, filters, FACTS).await?;
        let others = stored.into_iter().filter(|stored| stored.entry.id != own.entry.id);
        let alike = others.filter_map(|stored| Some((duplicates::same(register, &own.entry.fields, &stored.entry.fields)?, stored)));
        let mut alike: Vec<(Vec<String>, Stored)> = alike.collect();
        alike.sort_by_key(|(fields, stored)| (Reverse(fields.len()), stored.entry.id));
        let suggested = |(fields, stored)| Suggested {
            stored,
            why: Why::Fact(fields),
        };
        Ok(alike.into_iter().map(suggested).collect())
    }
}

/// The required choices by which a register can be filtered, as a record has them.
fn chosen<'a>(register: &'a Register, own: &'a Stored) -> impl Iterator<Item = Filter> + 'a {
    let required = register.field.iter().filter(|def| def.required && def.filter && def.kind == FieldType::Choice);
    required.filter_map(move |def| Some(Filter::is(&def.code, own.entry.fields.get(&def.code)?.text()?.as_bytes().to_vec())))
}

/// The ways of looking for records of a person, each the words that must all be there.
fn ways(person: &Person) -> Vec<Vec<Filter>> {
    let is = |word: &String| Filter::is(WORD, word.clone().into_bytes());
    let begins = |word: &String| {
        let start: String = word.chars().take(BEGINS).collect();
        Filter::begins(WORD, start.as_bytes())
    };
    let all = |words: &[&[String]], filter: &dyn Fn(&String) -> Filter| -> Vec<Filter> {
        if words.iter().any(|words| words.is_empty()) {
            return Vec::new();
        }
        words.iter().filter_map(|words| words.first()).map(filter).collect()
    };
    let Person {
        surname,
        given_name,
        patronymic,
        iin,
        ..
    } = person;
    let ways = [
        iin.iter().map(is).collect(),
        all(&[surname, given_name], &is),
        all(&[surname, given_name], &begins),
        all(&[given_name, patronymic], &begins),
        all(&[surname], &is),
    ];
    ways.into_iter().filter(|filters| !filters.is_empty()).collect()
}
