//! What whoever writes an entry is warned of before it is stored, in one way for all kinds. Nothing of it keeps anybody from storing.

use qorgau_domain::entry::Entry;
use qorgau_domain::value::Content;
use qorgau_domain::{BodyId, EntryId, Tree};
use qorgau_rulebook::Register;
use qorgau_rulebook::due::Calendar;
use qorgau_rulebook::terms::{self, Passed};

use crate::accounts::Who;
use crate::bans::{OFFENCE, ObjectBan};
use crate::notices::APPLICATION;
use crate::weakened::{DIVERSION, Weakened};
use crate::{App, AppError};

/// An entry as it would be stored.
pub struct Writing<'a> {
    /// The entry.
    pub id: EntryId,
    /// Whose it is.
    pub body: BodyId,
    /// Its register.
    pub register: &'a Register,
    /// What it would say.
    pub fields: &'a Content,
}

/// A warning.
#[derive(Debug, Clone, PartialEq)]
pub enum Warning {
    /// A seasonal ban held where and when an offence was done (19.4).
    Ban(ObjectBan),
    /// A diversion takes away from this work (13).
    Weakened(Weakened),
    /// Whoever applies has applied before (15.8).
    Before(Entry),
    /// A term of considering the application is passed over (15.8).
    Term(Passed),
}

impl App {
    /// What is to be said before an entry is stored, whether it is new or corrected, as far as the writer may read.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn warnings(&self, who: &Who, tree: &Tree, writing: &Writing<'_>) -> Result<Vec<Warning>, AppError> {
        let Writing { id, body, register, fields } = *writing;
        Ok(match register.code.as_str() {
            OFFENCE => {
                let bans = self.banned(who, tree, body, register, fields).await?;
                bans.into_iter().map(Warning::Ban).collect()
            }
            DIVERSION => {
                let weakened = self.weakened(who, tree, body, fields).await?;
                weakened.into_iter().map(Warning::Weakened).collect()
            }
            APPLICATION => {
                let before = self.applied_before(who, tree, id, fields).await?;
                let passed = terms::passed(&self.rulebook, &Calendar::of(&self.rulebook)?, fields, self.today());
                before.into_iter().map(Warning::Before).chain(passed.into_iter().map(Warning::Term)).collect()
            }
            _ => Vec::new(),
        })
    }
}
