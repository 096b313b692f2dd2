//! In what two states of an entry differ, and which state a stale correction shall go on from.

use qorgau_domain::EntryId;
use qorgau_domain::value::Content;
use qorgau_rulebook::register::Register;

use super::seek::Looker;
use crate::AppError;

/// The fields that differ, in the order of the form; those that the system fills in stand in no form.
#[must_use]
pub fn differing(register: &Register, one: &Content, other: &Content) -> Vec<String> {
    let asked = register.field.iter().filter(|def| !def.filled);
    let fields = asked.filter(|def| one.get(&def.code) != other.get(&def.code));
    fields.map(|def| def.code.clone()).collect()
}

/// A field that somebody else changed after a form was opened, or that the form changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// The field.
    pub field: String,
    /// The form says something else than the entry said when it was opened.
    pub mine: bool,
    /// The entry says something else than it did then.
    pub theirs: bool,
}

/// Where a form and what stands now depart from what the form was based on and are not the same.
#[must_use]
pub fn meetings(register: &Register, was: &Content, now: &Content, typed: &Content) -> Vec<Meeting> {
    let apart = differing(register, now, typed).into_iter();
    let meeting = |field: String| Meeting {
        mine: was.get(&field) != typed.get(&field),
        theirs: was.get(&field) != now.get(&field),
        field,
    };
    apart.map(meeting).collect()
}

impl Looker<'_> {
    /// The fields of an entry at one of its revisions; `None` where there is none such.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn revision(&self, id: EntryId, revision: i64) -> Result<Option<Content>, AppError> {
        let revisions = self.app.store.revisions(&self.everything(), id).await?;
        let wanted = revisions.into_iter().find(|known| known.entry.envelope.revision == revision);
        Ok(wanted.map(|known| known.entry.fields))
    }
}
