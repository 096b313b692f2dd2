//! Checks a rulebook that could be read: references, dates, languages, clauses without an answer, views.

mod clauses;
mod duties;
mod indicators;
mod lists;
mod maps;
mod registers;

use std::collections::BTreeMap;

use qorgau_domain::Text3;

use crate::Rulebook;
use crate::problem::{Problem, Source};

/// Runs every check.
pub(crate) fn all(rulebook: &Rulebook, problems: &mut Vec<Problem>) {
    let mut check = Checker { rulebook, problems };
    clauses::check(&mut check);
    registers::check(&mut check);
    lists::check(&mut check);
    indicators::check(&mut check);
    duties::check(&mut check);
    maps::check(&mut check);
}

struct Checker<'a> {
    rulebook: &'a Rulebook,
    problems: &'a mut Vec<Problem>,
}

impl Checker<'_> {
    fn found(&mut self, source: &Source, problem: impl Into<String>) {
        self.problems.push(Problem::at(source, problem));
    }

    fn text(&mut self, source: &Source, what: &str, text: &Text3) {
        for lang in text.missing() {
            self.found(source, format!("{what} has no text in `{}`", lang.code()));
        }
    }

    /// Names every code that stands twice.
    fn once<'s>(&mut self, what: &str, codes: impl Iterator<Item = (&'s str, &'s Source)>) {
        let mut seen: BTreeMap<&str, &Source> = BTreeMap::new();
        for (code, source) in codes {
            if let Some(first) = seen.insert(code, source) {
                let problem = format!("{what} `{code}` stands twice; the other is at {}:{}", first.file, first.line);
                self.found(source, problem);
            }
        }
    }

    fn level(&mut self, source: &Source, code: &str) {
        if self.rulebook.levels.iter().all(|level| level.code != code) {
            self.found(source, format!("level `{code}` is not in levels.toml"));
        }
    }

    fn reason(&mut self, source: &Source, code: Option<&String>) {
        if let Some(code) = code
            && !self.rulebook.reasons.contains_key(code)
        {
            self.found(source, format!("reason `{code}` is not in clauses/reasons.toml"));
        }
    }

    /// A clause named as `29.1`; sources of published figures (`A`, `app3`, `order 2.2`) are let pass where `strict` is not asked.
    fn clause(&mut self, source: &Source, reference: &str) {
        if self.rulebook.clauses.iter().all(|clause| clause.reference != reference) {
            self.found(source, format!("clause `{reference}` is not in clauses/"));
        }
    }

    fn figure(&mut self, source: &Source, code: &str) {
        let known = |indicator: &crate::Indicator| indicator.code == code || indicator.code.starts_with(&format!("{code}."));
        if !self.rulebook.indicators.iter().any(known) {
            self.found(source, format!("figure `{code}` is not in indicators/"));
        }
    }
}
