//! Whether whoever applies has applied before (clause 15.8): a repeat application names the last of those before it.

use jiff::ToSpan;
use qorgau_domain::entry::{Entry, EntryState};
use qorgau_domain::search;
use qorgau_domain::value::{Content, Value};
use qorgau_domain::{EntryId, Tree};

use crate::accounts::Who;
use crate::notices::APPLICATION;
use crate::{App, AppError};

/// The field of an application that names the one before it.
pub const REPEAT_OF: &str = "repeat_of";

/// How many days an application may lie back to be named.
const BACK: i64 = 366;

/// The most applications with the words of a name that are looked through.
const MOST: usize = 100;

/// How many are named.
const NAMED: usize = 3;

impl App {
    /// The standing applications of the year before by somebody of the same name, the last first, as far as somebody may read. None where an
    /// application names the one before it already, or names nobody.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn applied_before(&self, who: &Who, tree: &Tree, id: EntryId, fields: &Content) -> Result<Vec<Entry>, AppError> {
        let (Some(day), Some(scope)) = (received(fields), self.reads(who, tree, APPLICATION)) else {
            return Ok(Vec::new());
        };
        let name = name(fields);
        if name.is_empty() || fields.contains_key(REPEAT_OF) {
            return Ok(Vec::new());
        }
        let since = day.saturating_sub(BACK.days());
        let found = self.worded(&scope, APPLICATION, &name, MOST).await?;
        let before = found.into_iter().map(|stored| stored.entry).filter(|entry| {
            let lately = received(&entry.fields).is_some_and(|received| (since..=day).contains(&received));
            let another = entry.id != id && entry.envelope.state == EntryState::Active;
            lately && another && self::name(&entry.fields) == name
        });
        Ok(before.take(NAMED).collect())
    }
}

/// The words of the name of whoever applies, in the spelling of the search, in no order of their own.
fn name(fields: &Content) -> Vec<String> {
    let mut words = search::words(fields.get("applicant_name").and_then(Value::text).unwrap_or_default());
    words.sort();
    words
}

fn received(fields: &Content) -> Option<jiff::civil::Date> {
    fields.get("received_on").and_then(Value::day)
}
