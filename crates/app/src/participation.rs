//! Who of a body took part in what: the officers that its entries of a period name (clauses 11, 12 and 21.3).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use qorgau_domain::time::day_number;
use qorgau_domain::value::{Content, Value};
use qorgau_domain::{BodyId, EntryId, Lang, Tree};
use qorgau_rulebook::may::{Act, Subject};
use qorgau_rulebook::register::{Field, FieldType, Register};

use crate::accounts::Who;
use crate::{App, AppError};

/// The register of officers.
const OFFICER: &str = "officer";
/// Sections of registers whose entries are work done; the others say who holds what.
const WORK: [&str; 2] = ["work", "control"];

/// An officer, and in how many entries of each register he is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// The entry of the officer.
    pub officer: EntryId,
    /// What he is called; `None` where the reader may not read him.
    pub name: Option<String>,
    /// By the codes of registers; an entry counts once, however often it names him.
    pub counts: BTreeMap<String, i64>,
}

impl App {
    /// The officers that a body's own entries of some days name, of the registers that somebody reads at it, by their names.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn participation(&self, who: &Who, tree: &Tree, body: BodyId, days: (Date, Date), lang: Lang) -> Result<Vec<Participant>, AppError> {
        let scope = self.scope_in(tree, body);
        let days = (day_number(days.0), day_number(days.1));
        let mut found: BTreeMap<EntryId, BTreeMap<String, i64>> = BTreeMap::new();
        for register in self.rulebook.registers.values().filter(|register| names_officers(register)) {
            if !who.may(self, tree, Act::Read, Subject::Register(&register.code), body) {
                continue;
            }
            for stored in self.store.entries_of(&scope, &register.code, &[body], days).await? {
                let mut officers = BTreeSet::new();
                officers_of(&register.field, &stored.entry.fields, &mut officers);
                for officer in officers {
                    *found.entry(officer).or_default().entry(register.code.clone()).or_default() += 1;
                }
            }
        }
        let asked = found.keys().map(|officer| (OFFICER.to_owned(), *officer)).collect();
        let mut names = self.named(who, tree, &asked, lang).await?;
        let mut all: Vec<Participant> = found
            .into_iter()
            .map(|(officer, counts)| Participant {
                officer,
                name: names.remove(&officer).map(|named| named.title),
                counts,
            })
            .collect();
        all.sort_by(|one, other| (one.name.is_none(), &one.name, one.officer).cmp(&(other.name.is_none(), &other.name, other.officer)));
        Ok(all)
    }
}

fn names_officers(register: &Register) -> bool {
    let names = |def: &Field| def.kind == FieldType::Officer || def.field.iter().any(|sub| sub.kind == FieldType::Officer);
    register.day.is_some() && WORK.contains(&register.section.as_str()) && register.field.iter().any(names)
}

fn officers_of(defs: &[Field], content: &Content, found: &mut BTreeSet<EntryId>) {
    for def in defs {
        match content.get(&def.code) {
            Some(Value::Entry(id)) if def.kind == FieldType::Officer => drop(found.insert(*id)),
            Some(Value::Rows(rows)) => rows.iter().for_each(|row| officers_of(&def.field, &row.cells, found)),
            _ => {}
        }
    }
}
