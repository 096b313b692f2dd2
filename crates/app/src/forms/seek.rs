//! Finding an entry to point to: persons, organisations, officers, raids and the like, within what the reader may see.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;
use qorgau_domain::entry::{Entry, EntryState, Number};
use qorgau_domain::fold::fold;
use qorgau_domain::search::readings;
use qorgau_domain::time::day_number;
use qorgau_domain::{BodyId, EntryId, Tree};
use qorgau_l10n::L10n;
use qorgau_rulebook::may::Subject;
use qorgau_rulebook::register::{FieldType, Register};
use qorgau_store::{Scope, Stored};

use super::say::Saying;
use crate::accounts::Who;
use crate::{App, AppError};

/// How many are shown.
const SHOWN: usize = 20;

/// The most fields that a thing is called by.
const CALLED_BY: usize = 4;

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The entry.
    pub id: EntryId,
    /// What it is called.
    pub label: String,
}

/// Whose entries somebody may see of a register, and in which language they are called.
pub struct Looker<'a> {
    /// The product.
    pub app: &'a App,
    /// Who looks.
    pub who: &'a Who,
    /// The tree.
    pub tree: &'a Tree,
    /// The language.
    pub l: &'a L10n,
}

impl Looker<'_> {
    /// The standing entries of a register by a number, or whose words begin as those of a text; the newest where the text is empty.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn seek(&self, register: &Register, text: &str) -> Result<Vec<Found>, AppError> {
        let mut found: BTreeMap<EntryId, String> = BTreeMap::new();
        for root in self.roots() {
            let Some(scope) = self.who.scope(self.app, self.tree, Subject::Register(&register.code), root) else {
                continue;
            };
            let stored = self.stored(register, &scope, text).await?;
            for stored in stored.into_iter().filter(standing) {
                found.insert(stored.entry.id, self.label(register, &stored.entry));
            }
        }
        let mut found: Vec<Found> = found.into_iter().map(|(id, label)| Found { id, label }).collect();
        found.sort_by(|a, b| a.label.cmp(&b.label).then(a.id.cmp(&b.id)));
        Ok(found)
    }

    /// The standing entries of a body's book before a day, the last first, where a register's entries stand in other bodies' books: what a new
    /// one may refer to.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn earlier(&self, register: &Register, book: BodyId, before: Option<Date>) -> Result<Vec<Found>, AppError> {
        let scope = self.app.reads(self.who, self.tree, &register.code);
        let Some(scope) = scope.filter(|_| register.book.is_some()) else {
            return Ok(Vec::new());
        };
        let until = before.map_or(i64::MAX, |day| day_number(day) - 1);
        let mut stored = self.app.store.books_of(&scope, &register.code, &[book], (i64::MIN, until)).await?;
        stored.sort_by_key(|stored| Reverse((stored.entry.envelope.day, stored.entry.envelope.number)));
        let found = stored.iter().take(SHOWN).map(|stored| Found {
            id: stored.entry.id,
            label: self.label(register, &stored.entry),
        });
        Ok(found.collect())
    }

    /// What entries are called, of those that may be read and that stand in the register or registers one may point to.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn labels(&self, ids: impl IntoIterator<Item = EntryId>) -> Result<BTreeMap<EntryId, String>, AppError> {
        let mut labels = BTreeMap::new();
        for id in ids {
            if let Some((register, entry)) = self.entry(id).await? {
                labels.insert(id, self.label(register, &entry));
            }
        }
        Ok(labels)
    }

    /// An entry that may be read, with its register.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn entry(&self, id: EntryId) -> Result<Option<(&Register, Entry)>, AppError> {
        let everything = self.everything();
        let Some(stored) = self.app.store.entry(&everything, id).await? else {
            return Ok(None);
        };
        let register = self.app.register(&stored.entry.envelope.register)?;
        let scope = self.app.reads(self.who, self.tree, &register.code);
        let seen = scope.is_some_and(|scope| scope.sees(stored.entry.body, stored.entry.envelope.book));
        Ok(seen.then_some((register, stored.entry)))
    }

    /// The standing officer of the reader's own body who bears the reader's name; `None` where there is none or more than one.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn oneself(&self) -> Result<Option<EntryId>, AppError> {
        let register = self.app.register("officer")?;
        let surname = self.who.name.split_whitespace().next().unwrap_or_default();
        let mut own = Vec::new();
        for found in self.seek(register, surname).await? {
            let Some((_, entry)) = self.entry(found.id).await? else { continue };
            let part = |code: &str| entry.fields.get(code).and_then(qorgau_domain::value::Value::text).unwrap_or_default();
            let name = [part("surname"), part("given_name"), part("patronymic")].join(" ");
            if entry.body == self.who.body && fold(&name) == fold(&self.who.name) {
                own.push(found.id);
            }
        }
        Ok(if let [sole] = own.as_slice() { Some(*sole) } else { None })
    }

    /// All bodies: for reading an entry before its register, and so whether it may be read, is known.
    pub(crate) fn everything(&self) -> Scope {
        Scope::of(self.who.body, self.tree.bodies().collect())
    }

    fn roots(&self) -> Vec<BodyId> {
        let mut roots: Vec<BodyId> = self.who.rights.iter().map(|right| right.body).collect();
        roots.sort_unstable();
        roots.dedup();
        roots
    }

    /// The newest entries of a number or with these words, in the first spelling and layout of the keyboard that finds any.
    async fn stored(&self, register: &Register, scope: &Scope, text: &str) -> Result<Vec<Stored>, AppError> {
        let mut found = match number(text, self.app.today().year().into()) {
            Some(number) => self.app.numbered(scope, &register.code, number, SHOWN).await?,
            None => Vec::new(),
        };
        let readings = if text.trim().is_empty() { vec![Vec::new()] } else { readings(text) };
        for words in readings {
            if found.is_empty() {
                found = self.app.worded(scope, &register.code, &words, SHOWN).await?;
            }
        }
        Ok(found)
    }

    /// What an entry is called: its number, where that says something, and the first of its keyed fields.
    #[must_use]
    pub fn label(&self, register: &Register, entry: &Entry) -> String {
        let labels = BTreeMap::new();
        let say = Saying {
            app: self.app,
            l: self.l,
            tree: self.tree,
            labels: &labels,
        };
        let named = register.field.iter().filter(|def| {
            let told = matches!(def.kind, FieldType::Text | FieldType::Choice | FieldType::Date);
            told && (def.sort || def.filter || def.personal) && entry.fields.contains_key(&def.code)
        });
        let parts: Vec<(bool, String)> = named
            .take(CALLED_BY)
            .filter_map(|def| Some((def.personal && def.check.is_none(), say.value(def, entry.fields.get(&def.code)?))))
            .collect();
        // Surname, given name and patronymic are one name.
        let (name, rest): (Vec<_>, Vec<_>) = parts.into_iter().partition(|(personal, _)| *personal);
        let join = |parts: Vec<(bool, String)>, by: &str| parts.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(by);
        let number = (name.is_empty() && register.day.is_some()).then(|| format!("№ {}", entry.envelope.number));
        // Each body's book has numbers of its own.
        let book = register.book.as_ref().map(|_| say.body(entry.envelope.book));
        let words = [number.unwrap_or_default(), book.unwrap_or_default(), join(name, " "), join(rest, " · ")];
        words.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }
}

fn standing(stored: &Stored) -> bool {
    stored.entry.envelope.state == EntryState::Active
}

/// `17/2026`, or `17` of this year.
fn number(text: &str, this_year: i64) -> Option<Number> {
    let text = text.trim().trim_start_matches('№').trim();
    let (number, year) = text.split_once('/').unwrap_or((text, ""));
    Some(Number {
        number: number.trim().parse().ok().filter(|number| *number > 0)?,
        year: if year.is_empty() { this_year } else { year.trim().parse().ok()? },
    })
}
