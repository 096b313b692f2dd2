//! Use cases: what people do with the record.
//!
//! Each one authorises, computes by the pure crates, stores, and so appends to the ledger. Time, ids and chance come
//! from the [`App`], which whoever starts the program makes.

pub mod accounts;
pub mod addressed;
pub mod apply;
pub mod bans;
mod beside;
pub mod bodies;
pub mod cut_over;
pub mod documents;
pub mod duties;
pub mod entries;
pub mod error;
pub mod example;
pub mod filing;
pub mod follow;
pub mod forms;
pub mod import;
pub mod journals;
pub mod json;
pub mod knowledge;
pub mod letters;
pub mod links;
pub mod lists;
pub mod map;
pub mod notices;
pub mod official;
pub mod papers;
pub mod participation;
pub mod persons;
pub mod raid_papers;
pub mod raids;
pub mod repeats;
mod replay;
pub mod returns;
pub mod show;
pub mod territories;
pub mod tracks;
pub mod typed;
pub mod verify;
pub mod views;
pub mod warnings;
pub mod weakened;
pub mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};
use qorgau_domain::act::Stamp;
use qorgau_domain::source::{Chance, Clock};
use qorgau_domain::{BodyId, FigureId, Month, Tree};
use qorgau_rulebook::Rulebook;
use qorgau_store::{Counts, Scope, Store, Stored};

use accounts::Hashing;
pub use error::AppError;

/// The product at work: a store, a rulebook, and where time and chance come from.
#[derive(Clone)]
pub struct App {
    /// The store.
    pub store: Store,
    /// The rulebook.
    pub rulebook: Arc<Rulebook>,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
    figures: Arc<BTreeMap<String, FigureId>>,
    zone: TimeZone,
    hashing: Hashing,
}

impl App {
    /// Puts a store to work by a rulebook.
    ///
    /// # Errors
    /// When the database works by another rulebook.
    pub async fn new(store: Store, rulebook: Arc<Rulebook>, clock: Arc<dyn Clock>, chance: Arc<dyn Chance>) -> Result<Self, AppError> {
        let store = store.adopt(&rulebook.hash).await?;
        Self::beside(store, rulebook, clock, chance).await
    }

    /// The same without asking by which rulebook the database works: for applying another one.
    ///
    /// # Errors
    /// When the database cannot be used, or the rulebook's time zone is not known.
    pub async fn beside(store: Store, rulebook: Arc<Rulebook>, clock: Arc<dyn Clock>, chance: Arc<dyn Chance>) -> Result<Self, AppError> {
        let codes: Vec<&str> = rulebook.indicators.iter().map(|indicator| indicator.code.as_str()).collect();
        let figures = Arc::new(store.figures(&codes).await?);
        let zone = TimeZone::get(&rulebook.instruction.time_zone)?;
        Ok(App {
            store,
            rulebook,
            clock,
            chance,
            figures,
            zone,
            hashing: Hashing::strong(),
        })
    }

    /// Takes another effort for passwords than [`Hashing::strong`].
    #[must_use]
    pub fn hashing_by(self, hashing: Hashing) -> Self {
        App { hashing, ..self }
    }

    /// What passwords are hashed by.
    pub(crate) fn hashing(&self) -> &Hashing {
        &self.hashing
    }

    /// The present moment.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The present day in the service's time zone.
    #[must_use]
    pub fn today(&self) -> Date {
        self.day_of(self.now())
    }

    /// The day of a moment in the service's time zone.
    #[must_use]
    pub fn day_of(&self, moment: Timestamp) -> Date {
        moment.to_zoned(self.zone.clone()).date()
    }

    /// The service's time zone.
    #[must_use]
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Who acts, stamped with the present moment.
    #[must_use]
    pub fn stamp(&self, actor: &str) -> Stamp {
        let now = self.now();
        Stamp {
            actor: actor.to_owned(),
            claimed_at: now,
            received_at: now,
        }
    }

    /// A new identity.
    #[must_use]
    pub fn new_id(&self) -> uuid::Uuid {
        self.chance.id(self.now())
    }

    /// A fresh salt.
    #[must_use]
    pub fn salt(&self) -> [u8; 16] {
        self.chance.salt()
    }

    /// Bytes that nobody can foretell.
    pub(crate) fn secret<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.chance.fill(&mut bytes);
        bytes
    }

    /// The numbers of the figures' codes.
    #[must_use]
    pub fn figures(&self) -> &BTreeMap<String, FigureId> {
        &self.figures
    }

    /// What the operator of an installation sees: a body and all that ever stood below it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn scope(&self, root: BodyId) -> Result<(Arc<Tree>, Scope), AppError> {
        let tree = self.store.tree().await?;
        let scope = self.scope_in(&tree, root);
        Ok((tree, scope))
    }

    /// One snapshot of the tree and of what counts for a body and all that ever stood below it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn snapshot(&self, root: BodyId) -> Result<(Arc<Tree>, Counts), AppError> {
        Ok(self.store.counts_with_tree(|tree| self.scope_in(tree, root)).await?)
    }

    /// The same by a tree that was read already.
    #[must_use]
    pub fn scope_in(&self, tree: &Tree, root: BodyId) -> Scope {
        Scope::ever_below(tree, root, Month::of(self.today()))
    }

    /// A body by its code today.
    ///
    /// # Errors
    /// When no body bears the code.
    pub async fn body(&self, code: &str) -> Result<BodyId, AppError> {
        let tree = self.store.tree().await?;
        tree.by_code(code, self.today()).ok_or_else(|| AppError::NoBody(code.to_owned()))
    }
}

/// Whether an entry's body stood at or below another in the month of the entry's day: a body that moves takes its earlier facts not with it.
pub(crate) fn stood_below(tree: &Tree, root: BodyId, stored: &Stored) -> bool {
    let entry = &stored.entry;
    entry.envelope.day.is_none_or(|day| tree.upward(entry.body, Month::of(day)).contains(&root))
}

/// A moment of microseconds since 1970-01-01 UTC, as the database keeps them; one that no calendar holds is the first.
#[must_use]
pub fn moment(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(micros).unwrap_or_default()
}
