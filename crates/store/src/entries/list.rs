//! Lists of a register: by filters, in the order of a field, page by page.
//!
//! A page costs the same wherever it stands, since every order goes by a key and goes on after the last one. Which way is gone depends on
//! how much the filters leave: where one leaves few entries, those are read and put in order here ([`few`]); else the order itself is walked,
//! and what does not fit is passed over ([`walk`]), at most [`MOST_WALKED`] entries a page.

mod compose;
mod few;
mod naming;
mod walk;

use std::collections::BTreeMap;

use qorgau_domain::{BodyId, EntryId};
use uuid::Uuid;

use super::Stored;
use crate::StoreError;
use crate::db::Tx;
use crate::scope::Scope;
use crate::store::Store;
use compose::Reach;
pub use naming::Naming;

/// A field lies between two keys, both included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// The field.
    pub field: String,
    /// The least key.
    pub from: Vec<u8>,
    /// The greatest key.
    pub until: Vec<u8>,
}

impl Filter {
    /// The field has this key.
    #[must_use]
    pub fn is(field: &str, key: Vec<u8>) -> Self {
        Filter {
            field: field.to_owned(),
            from: key.clone(),
            until: key,
        }
    }

    /// The field's key begins so.
    #[must_use]
    pub fn begins(field: &str, start: &[u8]) -> Self {
        let mut until = start.to_vec();
        until.extend_from_slice(&[0xff; 8]);
        Filter {
            field: field.to_owned(),
            from: start.to_vec(),
            until,
        }
    }
}

/// Which way an order goes. Entries where its field is not stated come last in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// PageFrom low to high.
    #[default]
    Up,
    /// PageFrom high to low.
    Down,
}

impl Order {
    fn turned(self) -> Self {
        match self {
            Order::Up => Order::Down,
            Order::Down => Order::Up,
        }
    }
}

/// Where an entry stands in an order: its key, its day, itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The key of the field that orders; empty where it is not stated.
    pub key: Vec<u8>,
    /// The day behind it.
    pub day: i64,
    /// The entry.
    pub id: EntryId,
}

/// PageFrom where a page goes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum PageFrom {
    /// PageFrom the beginning.
    #[default]
    Start,
    /// The entries after this one.
    After(Position),
    /// The entries before this one.
    Before(Position),
}

/// Which entries are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shown {
    /// Those that stand.
    #[default]
    Standing,
    /// The struck-through ones too.
    All,
}

/// What is listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// The register.
    pub register: String,
    /// Conditions, all of which hold; at most [`MOST_FILTERS`].
    pub filters: Vec<Filter>,
    /// The field that orders, one with a single key in each entry.
    pub sort: String,
    /// Which way.
    pub order: Order,
    /// Whether struck-through entries are shown.
    pub shown: Shown,
    /// PageFrom where.
    pub from: PageFrom,
    /// How many.
    pub limit: usize,
}

/// An entry of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Where it stands in the order.
    pub at: Position,
    /// Whose it is.
    pub body: BodyId,
}

/// A page of a list, in the order of the list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// The entries, at most as many as asked for.
    pub entries: Vec<Listed>,
    /// PageFrom where the next page goes in the direction asked for; `None` at the end of the list.
    pub next: Option<Position>,
}

/// A page together with what its entries say, and how many the list has.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// The entries in the order of the list, each with where it stands.
    pub entries: Vec<(Stored, Position)>,
    /// From where the next page goes in the direction asked for; `None` at the end of the list.
    pub next: Option<Position>,
    /// Where the last entry of the page stands.
    pub last: Option<Position>,
    /// How many there are in all, counted no further than was asked.
    pub counted: usize,
    /// Whether there may be more.
    pub more: bool,
}

/// The most conditions a listing takes.
pub const MOST_FILTERS: usize = 12;

/// Where a filter leaves no more than these, they are read and put in order.
const FEW: usize = 2_000;

/// The most entries of an order that are looked at for one page; the page may then be short.
const MOST_WALKED: usize = 20_000;

/// More bodies than these are not asked one by one: the whole register is, and what is not the reader's is passed over.
const MOST_BODIES: usize = 48;

/// Key, day, entry, body, whether it fits.
type Row = (Vec<u8>, i64, Uuid, i64, i64);

impl Listing {
    fn bounded(&self) -> Result<(), StoreError> {
        let (given, most) = (self.filters.len(), MOST_FILTERS);
        if given > most {
            Err(StoreError::TooManyFilters { given, most })
        } else {
            Ok(())
        }
    }

    /// The order in which rows are read for this page.
    fn reading(&self) -> Order {
        if matches!(self.from, PageFrom::Before(_)) {
            self.order.turned()
        } else {
            self.order
        }
    }

    fn cursor(&self) -> Option<&Position> {
        match &self.from {
            PageFrom::Start => None,
            PageFrom::After(at) | PageFrom::Before(at) => Some(at),
        }
    }

    /// How two positions follow each other in the order of the list: what is not stated comes last.
    fn compare(&self, one: &Position, other: &Position) -> std::cmp::Ordering {
        let natural = match self.order {
            Order::Up => one.cmp(other),
            Order::Down => other.cmp(one),
        };
        one.key.is_empty().cmp(&other.key.is_empty()).then(natural)
    }
}

impl Store {
    /// A page of a register's entries.
    ///
    /// # Errors
    /// When there are too many conditions or the database cannot be read.
    pub async fn list(&self, scope: &Scope, listing: &Listing) -> Result<Page, StoreError> {
        listing.bounded()?;
        let mut tx = self.read().await?;
        let reach = Reach::of(scope);
        let narrow = few::narrowest(&mut tx, &reach, listing).await?;
        page(&mut tx, scope, &reach, listing, narrow).await
    }

    /// A page of a register's entries with what they say, and how many there are in all, from one snapshot; the page is not read where there
    /// is nothing to count.
    ///
    /// # Errors
    /// When there are too many conditions or the database cannot be read.
    pub async fn sheet(&self, scope: &Scope, listing: &Listing, most: usize) -> Result<Sheet, StoreError> {
        listing.bounded()?;
        let mut tx = self.read().await?;
        let reach = Reach::of(scope);
        let narrow = few::narrowest(&mut tx, &reach, listing).await?;
        let (counted, more) = few::count(&mut tx, scope, &reach, listing, (narrow, most)).await?;
        if counted == 0 && !more {
            return Ok(Sheet::default());
        }
        let Page { entries, next } = page(&mut tx, scope, &reach, listing, narrow).await?;
        let ids: Vec<EntryId> = entries.iter().map(|entry| entry.at.id).collect();
        let stored = super::some(&mut tx, scope, &ids).await?;
        let mut stored: BTreeMap<EntryId, Stored> = stored.into_iter().map(|stored| (stored.entry.id, stored)).collect();
        let last = entries.last().map(|entry| entry.at.clone());
        let entries = entries.into_iter().filter_map(|entry| Some((stored.remove(&entry.at.id)?, entry.at)));
        Ok(Sheet {
            entries: entries.collect(),
            next,
            last,
            counted,
            more,
        })
    }
}

async fn page(tx: &mut Tx, scope: &Scope, reach: &Reach, listing: &Listing, narrow: Option<usize>) -> Result<Page, StoreError> {
    let mut page = match narrow {
        Some(at) => few::page(tx, scope, reach, listing, at).await?,
        None => walk::page(tx, scope, reach, listing).await?,
    };
    if matches!(listing.from, PageFrom::Before(_)) {
        page.entries.reverse();
    }
    Ok(page)
}

fn listed((key, day, id, body, _): Row) -> Listed {
    Listed {
        at: Position { key, day, id: EntryId(id) },
        body: BodyId(body),
    }
}

async fn fetch(tx: &mut Tx, query: compose::Query) -> Result<Vec<Row>, StoreError> {
    Ok(query.fetch_all::<Row>(tx).await?)
}
