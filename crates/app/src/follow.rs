//! Where an entry came from and what followed: the entries that it names, those that name it, and what may be entered next. All of it is
//! told from the fields of the rulebook that point to a register.

use qorgau_domain::value::{Content, Value};
use qorgau_domain::{BodyId, EntryId, Tree};
use qorgau_rulebook::register::{Field, FieldType, Register};

use crate::accounts::Who;
use crate::lists::NamedBy;
use crate::{App, AppError};

/// The most entries of one register that are shown to follow; where there are more, the list of the register has them.
pub const MOST_FOLLOWING: usize = 20;

/// A field that points to other entries, of an entry itself or of its rows.
#[derive(Debug, Clone, Copy)]
pub struct Pointer<'a> {
    /// The rows field it stands in.
    pub rows: Option<&'a Field>,
    /// The field.
    pub field: &'a Field,
}

impl Pointer<'_> {
    /// Its name in a form, in the first of the rows where it stands in rows.
    #[must_use]
    pub fn name_in_form(&self) -> String {
        crate::forms::name_of(self.rows.map(|rows| (rows.code.as_str(), 1)), &self.field.code)
    }
}

/// An entry of a register that may be entered as what follows from another.
#[derive(Debug)]
pub struct Next<'a> {
    /// Its register.
    pub register: &'a Register,
    /// The field by which it will name the entry that it follows from.
    pub by: Pointer<'a>,
    /// The bodies in whose name it may be entered, the first if nobody chooses.
    pub bodies: Vec<BodyId>,
}

/// The fields of a register that point to another register: its own first, then those of rows.
#[must_use]
pub fn pointers<'a>(register: &'a Register, to: &str) -> Vec<Pointer<'a>> {
    let points = |field: &&Field| field.points_to() == Some(to);
    let own = register.field.iter().filter(points).map(|field| Pointer { rows: None, field });
    let of_rows = register.field.iter().flat_map(|rows| {
        let subs = rows.field.iter().filter(points);
        subs.map(move |field| Pointer { rows: Some(rows), field })
    });
    own.chain(of_rows).collect()
}

/// The entries that an entry names, each with the field that names it, in the order of the fields.
#[must_use]
pub fn names<'a>(register: &'a Register, fields: &Content) -> Vec<(&'a Field, EntryId)> {
    let mut found = Vec::new();
    gather(&register.field, fields, &mut found);
    found
}

fn gather<'a>(defs: &'a [Field], fields: &Content, found: &mut Vec<(&'a Field, EntryId)>) {
    for def in defs {
        match fields.get(&def.code) {
            Some(Value::Entry(id)) => found.push((def, *id)),
            Some(Value::Rows(rows)) => rows.iter().for_each(|row| gather(&def.field, &row.cells, found)),
            _ => {}
        }
    }
}

impl App {
    /// The entries that name an entry of a register, as far as somebody may read them: of each register the last, no more than
    /// [`MOST_FOLLOWING`].
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn following(&self, who: &Who, tree: &Tree, register: &Register, id: EntryId) -> Result<NamedBy, AppError> {
        let points = |other: &&Register| !pointers(other, &register.code).is_empty();
        let registers: Vec<&Register> = self.rulebook.registers.values().filter(points).collect();
        let mut found = self.naming_in(who, tree, &registers, &[id], MOST_FOLLOWING).await?;
        // A walk that found nothing the reader may read, and was cut off, says nothing.
        let shown = |code: &String| found.entries.iter().any(|(stored, _)| stored.entry.envelope.register == *code);
        let more = found.more.iter().filter(|(code, _)| shown(code)).cloned().collect();
        found.more = more;
        Ok(found)
    }

    /// What somebody may enter that follows from an entry of a register: entries of every register that has a field for it. From an officer
    /// nothing follows: whoever acts is named, and is not what an entry came from.
    #[must_use]
    pub fn may_follow<'a>(&'a self, who: &Who, tree: &Tree, register: &Register) -> Vec<Next<'a>> {
        let next = |other: &'a Register| {
            let by = pointers(other, &register.code).into_iter().find(|by| by.field.kind != FieldType::Officer)?;
            let bodies = self.may_enter(who, tree, other);
            (!bodies.is_empty()).then_some(Next { register: other, by, bodies })
        };
        self.rulebook.registers.values().filter_map(next).collect()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use qorgau_domain::value::Row;
    use qorgau_rulebook::{load, shipped};
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_register_points_by_its_own_fields_before_those_of_its_rows() {
        let rulebook = load(&shipped::files()).unwrap();
        let named = |code: &str, to: &str| {
            let found = pointers(rulebook.register(code).unwrap(), to);
            found.iter().map(Pointer::name_in_form).collect::<Vec<_>>()
        };
        assert_eq!(named("raid", "plan_item"), ["plan_item"]);
        assert_eq!(named("offence", "person"), ["persons.1.person"]);
        assert_eq!(named("diversion", "raid"), ["weakens.1.raid"]);
        assert_eq!(named("diversion", "officer"), ["leader", "people.1.officer"]);
        assert!(named("raid", "offence").is_empty());
    }

    #[test]
    fn whoever_a_row_names_is_among_those_that_an_entry_names() {
        let rulebook = load(&shipped::files()).unwrap();
        let register = rulebook.register("diversion").unwrap();
        let [leader, raid] = [1, 2].map(|no| EntryId(Uuid::from_u128(no)));
        let weakened = Row {
            no: 1,
            cells: Content::from([("raid".to_owned(), Value::Entry(raid))]),
        };
        let fields = Content::from([
            ("leader".to_owned(), Value::Entry(leader)),
            ("event".to_owned(), Value::Text("Мереке".to_owned())),
            ("weakens".to_owned(), Value::Rows(vec![weakened])),
        ]);
        let found: Vec<(&str, EntryId)> = names(register, &fields).into_iter().map(|(field, id)| (field.code.as_str(), id)).collect();
        assert_eq!(found, [("leader", leader), ("raid", raid)]);
    }
}
