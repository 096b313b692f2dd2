//! Reading entries: one, a book's stretch of time, all revisions, and lists by filters.

mod list;
mod many;

use std::collections::BTreeMap;

use jiff::Timestamp;
use qorgau_domain::entry::{Entry, Envelope, Number, Revision};
use qorgau_domain::value::{Content, merged};
use qorgau_domain::{BodyId, Contribution, EntryId, FigureId, canonical};
use uuid::Uuid;

use crate::StoreError;
use crate::db::{Rows, Tx, fetch_all, fetch_optional, fetch_rows};
use crate::scope::Scope;
use crate::store::Store;

pub use list::{Filter, Listed, Listing, MOST_FILTERS, Naming, Namings, Order, Page, PageFrom, Position, Sheet, Shown};
pub use many::{Head, KeyRange, Keyed};

type ContributionRow = (i64, i64, i64, i64, i64, Option<i64>, i64, String);
type EntryRow = (Uuid, i64, i64, Option<Vec<u8>>, Option<Vec<u8>>, Option<Vec<u8>>);
type RevisionRow = (Uuid, i64, i64, Option<Vec<u8>>, Option<Vec<u8>>, Option<Vec<u8>>, String, i64, i64);

/// An entry with its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The entry.
    pub entry: Entry,
    /// Its last act.
    pub seq: i64,
}

impl Store {
    /// An entry as it stands; `None` when it is not there or not in scope, which look the same.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn entry(&self, scope: &Scope, id: EntryId) -> Result<Option<Stored>, StoreError> {
        let mut tx = self.once().await?;
        let row = fetch_optional!(&mut tx, EntryRow, include_str!("../sql/entries/get.sql"), id.0)?;
        let stored = row.map(stored).transpose()?;
        Ok(stored.filter(|stored| is_seen(scope, &stored.entry)))
    }

    /// Entries as they stand, in the order asked for; those that are not there or not in scope are left out.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn some(&self, scope: &Scope, ids: &[EntryId]) -> Result<Vec<Stored>, StoreError> {
        some(&mut self.once().await?, scope, ids).await
    }

    /// The identity behind a number in a book.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn numbered(&self, scope: &Scope, register: &str, book: BodyId, number: Number) -> Result<Option<EntryId>, StoreError> {
        let mut tx = self.once().await?;
        let sql = include_str!("../sql/entries/by_number.sql");
        let row = fetch_optional!(&mut tx, (Uuid, i64), sql, register, book.0, number.year, number.number)?;
        Ok(row.filter(|(_, body)| scope.sees(BodyId(*body), book)).map(|(id, _)| EntryId(id)))
    }

    /// The standing entries of a register in days `from` to `until`, by day, for every body of the scope.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn entries(&self, scope: &Scope, register: &str, from: i64, until: i64) -> Result<Vec<Stored>, StoreError> {
        let bodies: Vec<BodyId> = scope.bodies().collect();
        let mut found = self.entries_of(scope, register, &bodies, (from, until)).await?;
        found.sort_by_key(|stored| (stored.entry.envelope.day, stored.entry.body, stored.entry.envelope.number));
        Ok(found)
    }

    /// The standing entries that a book of the scope's root numbers, whoever made them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn book(&self, scope: &Scope, register: &str, from: i64, until: i64) -> Result<Vec<Stored>, StoreError> {
        let root = scope.root();
        // The root's book is the root's to read whatever the scope holds of those who wrote in it.
        let mut found = self.books_of(&Scope::of(root, [root].into()), register, &[root], (from, until)).await?;
        found.sort_by_key(|stored| stored.entry.envelope.number);
        Ok(found)
    }

    /// Every revision of an entry, the first first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn revisions(&self, scope: &Scope, id: EntryId) -> Result<Vec<Revision>, StoreError> {
        let mut tx = self.once().await?;
        let rows = fetch_all!(&mut tx, RevisionRow, include_str!("../sql/entries/revisions.sql"), id.0)?;
        let mut found = Vec::new();
        for (id, body, seq, plain, personal, committed, actor, claimed_at, received_at) in rows {
            let stored = stored((id, body, seq, plain, personal, committed))?;
            found.push(Revision {
                entry: stored.entry,
                actor,
                claimed_at: moment(claimed_at)?,
                received_at: moment(received_at)?,
            });
        }
        Ok(found.into_iter().filter(|revision| is_seen(scope, &revision.entry)).collect())
    }

    /// What an entry counts for now.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn contributions(&self, scope: &Scope, id: EntryId) -> Result<Vec<Contribution>, StoreError> {
        if self.entry(scope, id).await?.is_none() {
            return Ok(Vec::new());
        }
        let mut tx = self.once().await?;
        let rows = fetch_all!(&mut tx, ContributionRow, include_str!("../sql/write/contributions_of_entry.sql"), id.0)?;
        let made = |(_, _, figure, row, day, until, amount, dimension)| Contribution {
            figure: FigureId(figure),
            row,
            day,
            until,
            amount,
            dimension,
        };
        Ok(rows.into_iter().map(made).collect())
    }

    /// The last numbers given in a year: register, the body whose book it is, how many.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn numbers_of(&self, year: i64) -> Result<Vec<(String, BodyId, i64)>, StoreError> {
        let mut tx = self.once().await?;
        let rows = fetch_all!(&mut tx, (String, i64, i64), include_str!("../sql/entries/numbers_of.sql"), year)?;
        Ok(rows.into_iter().map(|(register, book, last)| (register, BodyId(book), last)).collect())
    }

    /// The last number that a book gave in a year, those given on paper before its cut-over among them; 0 where it gave none.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn last_number(&self, register: &str, book: BodyId, year: i64) -> Result<i64, StoreError> {
        let mut tx = self.once().await?;
        let sql = include_str!("../sql/entries/last_number.sql");
        let row = fetch_optional!(&mut tx, (i64,), sql, register, book.0, year)?;
        Ok(row.map_or(0, |(last,)| last))
    }

    /// How many revisions of an entry still say something personal.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn personal_parts(&self, scope: &Scope, id: EntryId) -> Result<i64, StoreError> {
        if self.entry(scope, id).await?.is_none() {
            return Ok(0);
        }
        let mut tx = self.once().await?;
        let row = fetch_optional!(&mut tx, (i64,), include_str!("../sql/entries/personal_parts.sql"), id.0)?;
        Ok(row.map_or(0, |(parts,)| parts))
    }
}

async fn some(tx: &mut Tx, scope: &Scope, ids: &[EntryId]) -> Result<Vec<Stored>, StoreError> {
    let mut asked = Rows::default();
    ids.iter().for_each(|id| asked.push([id.0.into()]));
    let mut found = BTreeMap::new();
    for row in fetch_rows!(tx, EntryRow, include_str!("../sql/entries/some.sql"), asked) {
        let stored = stored(row)?;
        found.insert(stored.entry.id, stored);
    }
    let found = ids.iter().filter_map(|id| found.remove(id));
    Ok(found.filter(|stored| is_seen(scope, &stored.entry)).collect())
}

fn is_seen(scope: &Scope, entry: &Entry) -> bool {
    scope.sees(entry.body, entry.envelope.book)
}

pub(crate) fn moment(microseconds: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_microsecond(microseconds).map_err(|_| StoreError::Damaged(format!("{microseconds} is no moment")))
}

fn stored((id, body, seq, plain, personal, committed): EntryRow) -> Result<Stored, StoreError> {
    let damaged = |what: &str| StoreError::Damaged(format!("entry {id}: {what}"));
    let read = |bytes: &[u8]| canonical::decode(bytes).map_err(|error| damaged(&error.to_string()));
    let plain = read(&plain.ok_or_else(|| damaged("its content is not there"))?)?;
    let (envelope, plain) = Envelope::open(plain).ok_or_else(|| damaged("its content is no entry's"))?;
    let erased = personal.is_none() && committed.is_some();
    let personal = personal.as_deref().map(read).transpose()?.unwrap_or_else(Content::new);
    let entry = Entry {
        id: EntryId(id),
        body: BodyId(body),
        envelope,
        fields: merged(&plain, &personal),
        erased,
    };
    Ok(Stored { entry, seq })
}
