//! Who has passed the test on the Instruction in a year, and who has not (order item 2.1).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use qorgau_domain::time::day_number;
use qorgau_domain::value::{Value, rows};
use qorgau_domain::{BodyId, EntryId, Month, Tree};
use qorgau_rulebook::list::Item;
use qorgau_rulebook::may::{Act, Subject};
use qorgau_store::{Scope, Stored};

use crate::accounts::Who;
use crate::{App, AppError};

/// The register of tests.
pub const TEST: &str = "knowledge_test";
/// The register of those who are tested.
pub const OFFICER: &str = "officer";

/// The result that passes.
const PASSED: &str = "passed";
/// The wordings of the Instruction, the newest last.
const WORDINGS: &str = "instruction_wordings";

/// Of a body with more bodies below than this, its own officers alone are told: the bodies below have their own pages.
const MOST_BODIES: usize = 64;

/// How somebody stood a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    /// The entry of the test.
    pub test: EntryId,
    /// Its day.
    pub day: Date,
    /// The result, by its code.
    pub result: String,
    /// The wording that was asked for, by its code.
    pub wording: String,
}

/// The officers of a body in a year, against the tests.
#[derive(Debug)]
pub struct Knowledge<'a> {
    /// The day on which they were in service: today, or the last of a year that is over.
    pub on: Date,
    /// The wording that counts: the newest in force on that day.
    pub wording: Option<&'a Item>,
    /// How many have passed.
    pub passed: usize,
    /// Those who have not, each with how he stood the last test of the year, if any.
    pub missing: Vec<(Stored, Option<Tried>)>,
    /// Officers of bodies below are among them.
    pub below: bool,
}

impl App {
    /// Whether somebody may see who of a body has passed: he reads its tests and its officers.
    #[must_use]
    pub fn may_see_knowledge(&self, who: &Who, tree: &Tree, body: BodyId) -> bool {
        let reads = |register: &&str| who.may(self, tree, Act::Read, Subject::Register(register), body);
        [TEST, OFFICER].iter().all(reads)
    }

    /// Who in service at a body and below it has passed in a year, and who has not, by the tests of these bodies and of those above as far as
    /// somebody may read them.
    ///
    /// # Errors
    /// Absent where he may not see it; when the database cannot be read.
    pub async fn knowledge(&self, who: &Who, tree: &Tree, body: BodyId, year: i64) -> Result<Knowledge<'_>, AppError> {
        if !self.may_see_knowledge(who, tree, body) {
            return Err(AppError::Absent);
        }
        let (first, last) = (Month::new(year, 1).first(), Month::new(year, 12).last());
        let on = last.min(self.today());
        let readable = |register: &str| who.readable(self, tree, Subject::Register(register));
        let mut bodies = tree.subtree(body, Month::of(on));
        let below = (2..=MOST_BODIES).contains(&bodies.len());
        if !below {
            bodies = BTreeSet::from([body]);
        }
        let around: BTreeSet<BodyId> = bodies.iter().copied().chain(tree.upward(body, Month::of(on))).collect();
        let tests = Scope::of(body, &around & &readable(TEST));
        let tests = self.store.entries(&tests, TEST, day_number(first), day_number(on)).await?;
        let wording = self
            .rulebook
            .lists
            .get(WORDINGS)
            .and_then(|list| list.item.iter().rfind(|item| item.in_force(on)));
        let tried = tried(&tests, wording.map(|item| item.code.as_str()));
        let officers = Scope::of(body, &bodies & &readable(OFFICER));
        let officers = self.store.entries(&officers, OFFICER, day_number(Date::MIN), day_number(on)).await?;
        let mut knowledge = Knowledge {
            on,
            wording,
            passed: 0,
            missing: Vec::new(),
            below,
        };
        for officer in officers.into_iter().filter(|officer| serves(officer, on)) {
            match tried.get(&officer.entry.id) {
                Some((true, _)) => knowledge.passed += 1,
                other => {
                    let tried = other.map(|(_, tried)| tried.clone());
                    knowledge.missing.push((officer, tried));
                }
            }
        }
        Ok(knowledge)
    }
}

/// Whether an officer is in service on a day.
fn serves(officer: &Stored, on: Date) -> bool {
    let span = officer.entry.fields.get("service");
    matches!(span, Some(Value::Span(span)) if span.from <= on && span.until.is_none_or(|until| on <= until))
}

/// How each stood the tests, in the order of days: whether he passed on the wording that counts, and that test or else the last one.
fn tried(tests: &[Stored], wording: Option<&str>) -> BTreeMap<EntryId, (bool, Tried)> {
    let mut found: BTreeMap<EntryId, (bool, Tried)> = BTreeMap::new();
    for test in tests {
        let fields = &test.entry.fields;
        let asked = fields.get("wording").and_then(Value::text).unwrap_or_default();
        let Some(day) = test.entry.envelope.day else { continue };
        for row in rows(fields, "tested") {
            let (Some(Value::Entry(officer)), Some(result)) = (row.cells.get("officer"), row.cells.get("result").and_then(Value::text)) else {
                continue;
            };
            let passed = result == PASSED && wording.is_none_or(|wording| wording == asked);
            let tried = Tried {
                test: test.entry.id,
                day,
                result: result.to_owned(),
                wording: asked.to_owned(),
            };
            let known = found.get(officer).is_some_and(|(passed, _)| *passed);
            if passed || !known {
                found.insert(*officer, (passed, tried));
            }
        }
    }
    found
}
