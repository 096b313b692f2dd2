//! Which records may be of the same fact, person or organisation: found by their keys, judged by rules that are told, and left to people.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use qorgau_domain::EntryId;
use qorgau_domain::keys::{DAY, WORD, ordered};
use qorgau_domain::time::day_number;
use qorgau_domain::value::Content;
use qorgau_rulebook::register::{FieldType, Register};
use qorgau_rulebook::same::{Band, Organisation, Person, Score, Sort};
use qorgau_store::{Filter, Stored};

use super::apart::Parted;
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

/// The most words of a name or an address by which one way looks.
const WORDS: usize = 4;

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
    /// Of somebody whom entries name: the score.
    Score(Score),
    /// Of a fact: the fields in which it is the same.
    Fact(Vec<String>),
}

impl App {
    /// Records within somebody's scope that may be of the same as a record and may be linked with it by him, the likeliest first. What was decided
    /// to be apart, as far as he reads it, is not among them, nor what is linked with that.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn suggested(&self, looker: &Looker<'_>, group: &Grouped, parted: &[Parted]) -> Result<Vec<Suggested>, AppError> {
        let Some(own) = group.own() else { return Ok(Vec::new()) };
        let mut found = match group.linking {
            Linking::Named(sort) => self.same_named(looker, sort, own).await?,
            Linking::Fact => self.same_facts(looker, own).await?,
        };
        let mut apart: BTreeSet<EntryId> = BTreeSet::new();
        for Parted { other, .. } in parted {
            let link = self.store.link_of(other.entry.id).await?;
            apart.extend(link.into_iter().flat_map(|link| link.entries).map(|(id, _)| id));
            apart.insert(other.entry.id);
        }
        found.retain(|suggested| !apart.contains(&suggested.stored.entry.id) && self.may_join(looker, group, &suggested.stored));
        found.truncate(SUGGESTED);
        Ok(found)
    }

    /// Records of persons or organisations by the words they share.
    async fn same_named(&self, looker: &Looker<'_>, sort: Sort, own: &Stored) -> Result<Vec<Suggested>, AppError> {
        let register = own.entry.envelope.register.as_str();
        let Some(scope) = self.reads(looker.who, looker.tree, register) else {
            return Ok(Vec::new());
        };
        let mut found: BTreeMap<EntryId, Stored> = BTreeMap::new();
        for filters in ways(sort, &own.entry.fields) {
            let stored = self.matching(&scope, register, filters, LOOKED_AT).await?;
            found.extend(stored.into_iter().map(|stored| (stored.entry.id, stored)));
        }
        found.remove(&own.entry.id);
        let scored = found
            .into_values()
            .map(|stored| (sort.compared(&own.entry.fields, &stored.entry.fields), stored));
        let mut scored: Vec<(Score, Stored)> = scored.filter(|(score, _)| score.band() != Band::Unlikely).collect();
        scored.sort_by_key(|(score, stored)| (Reverse(score.total), stored.entry.id));
        let suggested = |(score, stored)| Suggested {
            stored,
            why: Why::Score(score),
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

/// The ways of looking for records of a person or an organisation, each the words that must all be there.
fn ways(sort: Sort, fields: &Content) -> Vec<Vec<Filter>> {
    let ways = match sort {
        Sort::Person => ways_of_person(&Person::of(fields)),
        Sort::Organisation => ways_of_organisation(&Organisation::of(fields)),
    };
    ways.into_iter().filter(|filters| !filters.is_empty()).collect()
}

fn is(word: &str) -> Filter {
    Filter::is(WORD, word.as_bytes().to_vec())
}

fn begins(word: &str) -> Filter {
    let start: String = word.chars().take(BEGINS).collect();
    Filter::begins(WORD, start.as_bytes())
}

/// By the IIN; surname and given name; both as they begin; given name and patronymic; the surname.
fn ways_of_person(person: &Person) -> Vec<Vec<Filter>> {
    let all = |words: &[&[String]], filter: fn(&str) -> Filter| -> Vec<Filter> {
        if words.iter().any(|words| words.is_empty()) {
            return Vec::new();
        }
        words.iter().filter_map(|words| words.first()).map(|word| filter(word)).collect()
    };
    let Person {
        surname,
        given_name,
        patronymic,
        iin,
        ..
    } = person;
    vec![
        iin.iter().map(|word| is(word)).collect(),
        all(&[surname, given_name], is),
        all(&[surname, given_name], begins),
        all(&[given_name, patronymic], begins),
        all(&[surname], is),
    ]
}

/// By the BIN; the words of the name; the same as they begin; the first of them; the words of the address.
fn ways_of_organisation(organisation: &Organisation) -> Vec<Vec<Filter>> {
    let Organisation { name, bin, address } = organisation;
    let some = |words: &[String], most: usize, filter: fn(&str) -> Filter| -> Vec<Filter> { words.iter().take(most).map(|word| filter(word)).collect() };
    vec![
        bin.iter().map(|word| is(word)).collect(),
        some(name, WORDS, is),
        some(name, WORDS, begins),
        some(name, 1, is),
        some(address, WORDS, is),
    ]
}
