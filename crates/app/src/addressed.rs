//! What bodies above wrote of a body: directives addressed to it (15.1, 21.1) and diversions of its forces (13). A role that has `named` in a
//! register opens such an entry, with its history and papers, where it names the body at which the role is held. Lists, searches, counts and
//! programs know nothing of it: they read whole bodies.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use jiff::civil::Date;
use qorgau_domain::time::day_number;
use qorgau_domain::value::{Content, Value};
use qorgau_domain::{BodyId, EntryId, Month, Tree};
use qorgau_rulebook::may::Subject;
use qorgau_store::{Scope, Stored};

use crate::accounts::Who;
use crate::{App, AppError};

/// The bodies that an entry names, in its fields and its rows.
fn named(fields: &Content, found: &mut BTreeSet<BodyId>) {
    for value in fields.values() {
        match value {
            Value::Body(body) => {
                found.insert(*body);
            }
            Value::Rows(rows) => rows.iter().for_each(|row| named(&row.cells, found)),
            _ => {}
        }
    }
}

impl App {
    /// The bodies that stand above some bodies today.
    fn superiors_of(&self, tree: &Tree, bodies: &BTreeSet<BodyId>) -> BTreeSet<BodyId> {
        let today = Month::of(self.today());
        bodies.iter().flat_map(|body| tree.upward(*body, today).into_iter().skip(1)).collect()
    }

    /// Whether an entry stands above a body that it names, and that somebody reads what names it for.
    fn is_addressed(&self, who: &Who, tree: &Tree, stored: &Stored) -> bool {
        let entry = &stored.entry;
        let mut bodies = BTreeSet::new();
        named(&entry.fields, &mut bodies);
        let reads = who.reads_named(self, Subject::Register(&entry.envelope.register));
        self.superiors_of(tree, &(&bodies & &reads)).contains(&entry.body)
    }

    /// An entry that somebody opens: one that he may read, or one of a body above that names his. What may be read of it is that entry alone.
    ///
    /// # Errors
    /// When it is not there or not for him, which look the same, or the database cannot be read.
    pub async fn opened_entry(&self, who: &Who, tree: &Tree, id: EntryId) -> Result<(Stored, Scope), AppError> {
        match self.readable_entry(who, tree, id).await {
            Err(AppError::Absent) => {}
            read => return read,
        }
        let held: BTreeSet<BodyId> = who.rights.iter().map(|right| right.body).collect();
        let stored = self.store.entry(&Scope::of(who.body, self.superiors_of(tree, &held)), id).await?;
        let stored = stored.filter(|stored| self.is_addressed(who, tree, stored)).ok_or(AppError::Absent)?;
        let scope = Scope::of(who.body, BTreeSet::from([stored.entry.body]));
        Ok((stored, scope))
    }

    /// The standing entries of bodies above from a day on that somebody opens because they name his bodies, the last first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn addressed(&self, who: &Who, tree: &Tree, from: Date) -> Result<Vec<Stored>, AppError> {
        let mut found = Vec::new();
        for register in self.rulebook.registers.values() {
            let above = self.superiors_of(tree, &who.reads_named(self, Subject::Register(&register.code)));
            if above.is_empty() {
                continue;
            }
            let scope = Scope::of(who.body, above);
            let entries = self.store.entries(&scope, &register.code, day_number(from), day_number(self.today())).await?;
            found.extend(entries.into_iter().filter(|stored| self.is_addressed(who, tree, stored)));
        }
        found.sort_by_key(|stored| Reverse((stored.entry.envelope.day, stored.entry.body, stored.entry.envelope.number)));
        Ok(found)
    }
}
