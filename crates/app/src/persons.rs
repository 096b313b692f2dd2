//! Everything on a person or an organisation that somebody may read: the records, and the entries that name any of them.

use std::collections::BTreeMap;

use qorgau_domain::entry::EntryState;
use qorgau_domain::value::{Content, Row, Value, rows};
use qorgau_domain::{EntryId, Tree};
use qorgau_rulebook::register::{Field, Register};
use qorgau_rulebook::same::Sort;
use qorgau_store::Stored;

use crate::accounts::Who;
use crate::forms::seek::Looker;
use crate::links::join::{Grouped, Linking};
use crate::{App, AppError};

/// The register of offences, which has measures.
const OFFENCE: &str = "offence";

/// The most entries of one register that are shown; where there are more, the list of the register has them.
const MOST_NAMING: usize = 50;

/// The entries of one register that name a person or an organisation.
#[derive(Debug, Default)]
pub struct Naming {
    /// The last of them, the last first.
    pub entries: Vec<Stored>,
    /// The records that more entries of the register name.
    pub more: Vec<EntryId>,
}

impl Naming {
    /// How many of those found stand.
    #[must_use]
    pub fn standing(&self) -> usize {
        self.entries.iter().filter(|stored| stored.entry.envelope.state == EntryState::Active).count()
    }
}

/// What was decided on an offence and what came of it, in tiyn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Measures {
    /// The code of the decision.
    pub decision: Option<String>,
    /// The fine imposed.
    pub fine: Option<i64>,
    /// What was paid of it; `None` where nothing was.
    pub paid: Option<i64>,
}

/// The place of somebody in an entry: the field that names him or the rows that do, and what stands beside his name there.
pub struct Held<'a> {
    /// The field of the entry.
    pub field: &'a Field,
    /// The row that holds him; `None` where the field itself does.
    pub row: Option<&'a Row>,
}

impl App {
    /// The records of a person or an organisation as somebody reads them: that of the identity, and those linked with it.
    ///
    /// # Errors
    /// Absent where it is no record of such a one, or not his to read; when the database cannot be read.
    pub async fn records_of(&self, looker: &Looker<'_>, sort: Sort, id: EntryId) -> Result<Grouped, AppError> {
        let group = self.grouped(looker, id).await?;
        if group.linking == Linking::Named(sort) {
            Ok(group)
        } else {
            Err(AppError::Absent)
        }
    }

    /// The entries that name any of some records, by register, as far as somebody may read them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn naming_records(&self, who: &Who, tree: &Tree, records: &[EntryId]) -> Result<BTreeMap<String, Naming>, AppError> {
        let found = self.naming_any(who, tree, records, MOST_NAMING).await?;
        let mut by_register: BTreeMap<String, Naming> = BTreeMap::new();
        for (stored, _) in found.entries {
            let register = stored.entry.envelope.register.clone();
            by_register.entry(register).or_default().entries.push(stored);
        }
        for (register, record) in found.more {
            by_register.entry(register).or_default().more.push(record);
        }
        // A walk that found nothing the reader may read, and was cut off, says nothing.
        by_register.retain(|_, naming| !naming.entries.is_empty());
        Ok(by_register)
    }
}

/// Where an entry names any of some records.
#[must_use]
pub fn held<'a>(register: &'a Register, fields: &'a Content, records: &[EntryId]) -> Vec<Held<'a>> {
    let names = |value: &Value| matches!(value, Value::Entry(id) if records.contains(id));
    let mut held = Vec::new();
    for field in &register.field {
        match fields.get(&field.code) {
            Some(Value::Rows(rows)) => {
                let his = rows.iter().filter(|row| row.cells.values().any(names));
                held.extend(his.map(|row| Held { field, row: Some(row) }));
            }
            Some(value) if names(value) => held.push(Held { field, row: None }),
            _ => {}
        }
    }
    held
}

/// The measures of an offence; `None` for entries of other registers.
#[must_use]
pub fn measures(stored: &Stored) -> Option<Measures> {
    let (envelope, fields) = (&stored.entry.envelope, &stored.entry.fields);
    if envelope.register != OFFENCE {
        return None;
    }
    let fines = rows(fields, "payments")
        .iter()
        .filter(|row| row.cells.get("for").and_then(Value::text) == Some("fine"));
    let paid: Vec<i64> = fines.filter_map(|row| row.cells.get("amount")?.number()).collect();
    Some(Measures {
        decision: fields.get("decision").and_then(Value::text).map(str::to_owned),
        fine: fields.get("fine").and_then(Value::number),
        paid: (!paid.is_empty()).then(|| paid.iter().fold(0, |sum: i64, amount| sum.saturating_add(*amount))),
    })
}
