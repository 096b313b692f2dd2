//! Entries of many bodies at once, for whoever judges duties.

use std::collections::BTreeSet;

use jiff::civil::Date;
use qorgau_domain::entry::Number;
use qorgau_domain::time::date_of;
use qorgau_domain::{BodyId, EntryId};
use uuid::Uuid;

use super::{EntryRow, Stored, stored};
use crate::StoreError;
use crate::db::{Rows, fetch_rows};
use crate::scope::Scope;
use crate::store::Store;

/// An entry found by a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keyed {
    /// The key.
    pub key: Vec<u8>,
    /// The entry.
    pub id: EntryId,
    /// The body that keeps it.
    pub body: BodyId,
    /// Its number.
    pub number: Number,
}

/// Keys of a register under a name, from the first to the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRange {
    /// The register.
    pub register: String,
    /// The name.
    pub field: String,
    /// The first key.
    pub first: Vec<u8>,
    /// The last key.
    pub last: Vec<u8>,
}

/// A standing entry without what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The entry.
    pub id: EntryId,
    /// Its register.
    pub register: String,
    /// Its day.
    pub day: Date,
    /// Its number.
    pub number: Number,
}

fn ranges(asked: &[KeyRange]) -> Rows {
    let mut rows = Rows::default();
    for range in asked {
        rows.push([
            range.register.as_str().into(),
            range.field.as_str().into(),
            range.first.clone().into(),
            range.last.clone().into(),
        ]);
    }
    rows
}

impl Store {
    /// The standing entries of the scope's bodies that have keys in these ranges, in no order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn entries_by_keys(&self, scope: &Scope, asked: &[KeyRange]) -> Result<Vec<Keyed>, StoreError> {
        let mut tx = self.read().await?;
        let rows = fetch_rows!(&mut tx, (Vec<u8>, Uuid, i64, i64, i64), include_str!("../sql/entries/open.sql"), ranges(asked));
        let keyed = rows.into_iter().map(|(key, id, body, year, number)| Keyed {
            key,
            id: EntryId(id),
            body: BodyId(body),
            number: Number { year, number },
        });
        Ok(keyed.filter(|keyed| scope.holds(keyed.body)).collect())
    }

    /// Which of these ranges hold any key, whoever's entry it is of: each by its register and first key. It tells where there is nothing to
    /// look for; what is there is asked for within a scope.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn keyed(&self, asked: &[KeyRange]) -> Result<BTreeSet<(String, Vec<u8>)>, StoreError> {
        let mut tx = self.read().await?;
        let rows = fetch_rows!(&mut tx, (String, Vec<u8>), include_str!("../sql/entries/keyed.sql"), ranges(asked));
        Ok(rows.into_iter().collect())
    }

    /// The first day of each place, which is the first 16 bytes of a key, in these ranges. Places of bodies that may not be seen are the
    /// caller's not to ask for.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn first_days(&self, asked: &[KeyRange]) -> Result<Vec<(Vec<u8>, i64)>, StoreError> {
        let mut tx = self.read().await?;
        Ok(fetch_rows!(
            &mut tx,
            (Vec<u8>, i64),
            include_str!("../sql/entries/first_days.sql"),
            ranges(asked)
        ))
    }

    /// The standing entries of a register of some of the scope's bodies in days `from` to `until`, in no order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn entries_of(&self, scope: &Scope, register: &str, bodies: &[BodyId], days: (i64, i64)) -> Result<Vec<Stored>, StoreError> {
        let mut tx = self.read().await?;
        let asked = asked(scope, register, bodies, days);
        let rows = fetch_rows!(&mut tx, EntryRow, include_str!("../sql/entries/by_day_of.sql"), asked);
        rows.into_iter().map(stored).collect()
    }

    /// The standing entries of some registers of a body of the scope in days `from` to `until`, without what they say, in no order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn heads_of(&self, scope: &Scope, body: BodyId, registers: &[&str], (from, until): (i64, i64)) -> Result<Vec<Head>, StoreError> {
        let mut tx = self.read().await?;
        let mut asked = Rows::default();
        for register in registers.iter().filter(|_| scope.holds(body)) {
            asked.push([(*register).into(), body.0.into(), from.into(), until.into()]);
        }
        let rows = fetch_rows!(&mut tx, (Uuid, String, i64, i64, i64), include_str!("../sql/entries/heads_of.sql"), asked);
        let head = |(id, register, day, year, number)| Head {
            id: EntryId(id),
            register,
            day: date_of(day),
            number: Number { year, number },
        };
        Ok(rows.into_iter().map(head).collect())
    }

    /// The standing entries that the books of some of the scope's bodies number, whoever made them, in no order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn books_of(&self, scope: &Scope, register: &str, bodies: &[BodyId], days: (i64, i64)) -> Result<Vec<Stored>, StoreError> {
        let mut tx = self.read().await?;
        let asked = asked(scope, register, bodies, days);
        let rows = fetch_rows!(&mut tx, EntryRow, include_str!("../sql/entries/of_books.sql"), asked);
        rows.into_iter().map(stored).collect()
    }
}

fn asked(scope: &Scope, register: &str, bodies: &[BodyId], (from, until): (i64, i64)) -> Rows {
    let mut asked = Rows::default();
    for body in bodies.iter().filter(|body| scope.holds(**body)) {
        asked.push([register.into(), body.0.into(), from.into(), until.into()]);
    }
    asked
}
