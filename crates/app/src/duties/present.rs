//! What many bodies owe at this moment, in one pass. Of duties that fall on entries only the open ones are read, by their keys.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use qorgau_domain::entry::{Entry, EntryState, Envelope};
use qorgau_domain::time::{date_of, day_number};
use qorgau_domain::{BodyId, Month, Tree};
use qorgau_rulebook::due::Calendar;
use qorgau_rulebook::duty::Duty;
use qorgau_rulebook::owed;
use qorgau_store::{Document, KeyRange, Keyed, Scope, Stored};

use super::facts::{Facts, ReadFrom, began, read_from};
use super::{Item, binding};
use crate::documents::{Wanted, papers};
use crate::{App, AppError, stood_below};

impl App {
    /// What some bodies owe now, body by body: as [`App::duties`] says it, but without the entries whose duty is done.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn owed_now(&self, tree: &Tree, bodies: &[BodyId]) -> Result<OwedNow, AppError> {
        let on = self.today();
        let calendar = Calendar::of(&self.rulebook)?;
        let mut gathered = Gathered::new(self, tree, bodies, on);
        gathered.documents().await?;
        gathered.began().await?;
        gathered.entries().await?;
        let mut rows = Vec::new();
        for (body, facts) in bodies.iter().zip(&gathered.facts) {
            rows.push((*body, self.items(tree, *body, on, &calendar, facts)?));
        }
        let papers = papers(gathered.papers);
        Ok(OwedNow { rows, papers })
    }
}

/// What bodies owe, and their documents.
#[derive(Debug, Clone, Default)]
pub struct OwedNow {
    /// What each owes, in the order in which they were asked.
    pub rows: Vec<(BodyId, Vec<Item>)>,
    /// The documents they began.
    pub papers: BTreeMap<Wanted, Document>,
}

/// Registers that are read, with the places of the bodies that they are read for.
type Asked<'a> = BTreeMap<&'a String, BTreeSet<usize>>;

/// What is known of several bodies.
struct Gathered<'a> {
    app: &'a App,
    tree: &'a Tree,
    bodies: &'a [BodyId],
    /// The bodies that ever stood below each of them, themselves included.
    below: Vec<BTreeSet<BodyId>>,
    scope: Scope,
    facts: Vec<Facts>,
    papers: Vec<Document>,
    on: Date,
}

impl<'a> Gathered<'a> {
    fn new(app: &'a App, tree: &'a Tree, bodies: &'a [BodyId], on: Date) -> Self {
        let mut months: BTreeSet<Month> = tree.placements().iter().map(|placement| placement.from).collect();
        months.insert(Month::of(on));
        let mut below: Vec<BTreeSet<BodyId>> = bodies.iter().map(|body| BTreeSet::from([*body])).collect();
        for month in months {
            for body in tree.bodies() {
                let path = tree.upward(body, month);
                for (at, below) in bodies.iter().zip(&mut below) {
                    if path.contains(at) {
                        below.insert(body);
                    }
                }
            }
        }
        let all: BTreeSet<BodyId> = below.iter().flatten().copied().collect();
        let root = bodies.first().copied().unwrap_or(BodyId(0));
        Gathered {
            app,
            tree,
            bodies,
            below,
            scope: Scope::of(root, all),
            facts: bodies.iter().map(|_| Facts::default()).collect(),
            papers: Vec::new(),
            on,
        }
    }

    /// The days of which a duty is looked at.
    fn days(&self, duty: &Duty) -> (i64, i64) {
        (day_number(self.from(duty).first()), day_number(self.on))
    }

    /// From when on a duty is looked at.
    fn from(&self, duty: &Duty) -> Month {
        duty.looks_from(i64::from(self.on.year()))
    }

    async fn documents(&mut self) -> Result<(), AppError> {
        for (document, sent) in self.app.store.documents_sent(&self.scope, self.bodies.iter().copied()).await? {
            let Some(at) = self.bodies.iter().position(|body| *body == document.body) else {
                continue;
            };
            if let (Some(facts), Some(sent), true) = (self.facts.get_mut(at), sent, document.life.state.fulfils()) {
                facts.documents.insert((document.kind.clone(), document.period.clone()), sent);
            }
            self.papers.push(document);
        }
        Ok(())
    }

    /// Since when anything below each body keeps a register that returns are made of.
    async fn began(&mut self) -> Result<(), AppError> {
        let counted = self.app.counted_registers();
        let kept = began(&mut self.app.store.counts(&self.scope).await?).await?;
        let kept = kept.into_iter().filter(|(register, _)| counted.contains(register.as_str()));
        let kept: Vec<(BodyId, Month)> = kept.flat_map(|(_, bodies)| bodies).collect();
        for (below, facts) in self.below.iter().zip(&mut self.facts) {
            facts.since = kept.iter().filter(|(body, _)| below.contains(body)).map(|(_, since)| *since).min();
        }
        Ok(())
    }

    /// Which of the bodies a duty binds, by their places.
    fn bound(&self, duty: &Duty) -> Vec<usize> {
        let level = |body: &BodyId| self.tree.on(*body, self.on).map_or("", |version| version.level.as_str());
        let binds = |body: &BodyId| binding(self.app, level(body)).any(|bound| std::ptr::eq(bound, duty));
        (0..).zip(self.bodies).filter(|(_, body)| binds(body)).map(|(at, _)| at).collect()
    }

    async fn entries(&mut self) -> Result<(), AppError> {
        let (mut below, mut booked, mut read) = (Asked::new(), Asked::new(), ReadFrom::new());
        for duty in &self.app.rulebook.duties {
            let bound = self.bound(duty);
            if bound.is_empty() || duty.planned.is_some() || duty.only_where.is_some() {
                continue;
            }
            if owed::by_itself(duty) {
                self.open(duty, &bound).await?;
                continue;
            }
            if owed::by_one(duty) {
                self.counted(duty, &bound).await?;
                continue;
            }
            if let Some(of) = &duty.of {
                let asked = if of.body_field.is_some() { &mut booked } else { &mut below };
                asked.entry(&of.register).or_default().extend(&bound);
                read_from(&mut read, &of.register, self.from(duty));
            }
            for register in duty.fulfilled_by.iter().flat_map(|by| by.register.iter().chain(&by.marked_by)) {
                below.entry(register).or_default().extend(&bound);
                read_from(&mut read, register, self.from(duty));
            }
        }
        let january = Month::new(i64::from(self.on.year()) - 1, 1);
        let on = day_number(self.on);
        let days = |register: &String| (day_number(read.get(register).unwrap_or(&january).first()), on);
        for (register, bound) in booked {
            let books: Vec<BodyId> = bound.iter().filter_map(|at| self.bodies.get(*at)).copied().collect();
            for stored in self.app.store.books_of(&self.scope, register, &books, days(register)).await? {
                let book = stored.entry.envelope.book;
                self.put(bound.iter().copied(), |body| body == book, register, stored, true);
            }
        }
        for (register, bound) in below {
            let kept_by: BTreeSet<BodyId> = bound.iter().filter_map(|at| self.below.get(*at)).flatten().copied().collect();
            let kept_by: Vec<BodyId> = kept_by.into_iter().collect();
            for stored in self.app.store.entries_of(&self.scope, register, &kept_by, days(register)).await? {
                let tree = self.tree;
                let of = stored.clone();
                self.put(bound.iter().copied(), |body| stood_below(tree, body, &of), register, stored, false);
            }
        }
        for facts in &mut self.facts {
            facts.in_order();
        }
        Ok(())
    }

    fn put(&mut self, bound: impl Iterator<Item = usize>, whose: impl Fn(BodyId) -> bool, register: &str, stored: Stored, booked: bool) {
        for at in bound {
            let (Some(body), Some(facts)) = (self.bodies.get(at), self.facts.get_mut(at)) else {
                continue;
            };
            if whose(*body) {
                let read = if booked { &mut facts.books } else { &mut facts.entries };
                read.entry(register.to_owned()).or_default().push(stored.clone());
            }
        }
    }

    /// The keys of a body by which a duty is judged.
    fn range(&self, duty: &Duty, register: &str, field: String, body: BodyId) -> KeyRange {
        let (from, until) = self.days(duty);
        KeyRange {
            register: register.to_owned(),
            field,
            first: owed::place(body, Month::of_day(from), from),
            last: owed::place(body, Month::of_day(until), until),
        }
    }

    /// The entries whose duty is open.
    async fn open(&mut self, duty: &Duty, bound: &[usize]) -> Result<(), AppError> {
        let Some(of) = &duty.of else { return Ok(()) };
        let asked: Vec<KeyRange> = bound
            .iter()
            .filter_map(|at| Some(self.range(duty, &of.register, owed::open(&duty.code), *self.bodies.get(*at)?)))
            .collect();
        for keyed in self.app.store.entries_by_keys(&self.scope, &asked).await? {
            let kept_by = keyed.body;
            if let Some(stored) = known_by_key(&of.register, duty, keyed) {
                self.put(bound.iter().copied(), |body| body == kept_by, &of.register, stored, false);
            }
        }
        Ok(())
    }

    /// The days on which entries fulfil a duty, the first of each month.
    async fn counted(&mut self, duty: &Duty, bound: &[usize]) -> Result<(), AppError> {
        let Some(register) = duty.fulfilled_by.as_ref().and_then(|by| by.register.as_ref()) else {
            return Ok(());
        };
        let kept_by: BTreeSet<BodyId> = bound.iter().filter_map(|at| self.below.get(*at)).flatten().copied().collect();
        let asked: Vec<KeyRange> = kept_by.iter().map(|body| self.range(duty, register, owed::counts(&duty.code), *body)).collect();
        for at in bound {
            if let Some(facts) = self.facts.get_mut(*at) {
                facts.counted.insert(duty.code.clone(), BTreeSet::new());
            }
        }
        let mut paths: BTreeMap<(BodyId, Month), Vec<BodyId>> = BTreeMap::new();
        for (place, day) in self.app.store.first_days(&asked).await? {
            let Some((body, month)) = owed::body_and_month(&place) else { continue };
            let path = paths.entry((body, month)).or_insert_with(|| self.tree.upward(body, month));
            for at in bound {
                let (Some(of), Some(facts)) = (self.bodies.get(*at), self.facts.get_mut(*at)) else {
                    continue;
                };
                if path.contains(of) {
                    facts.counted.entry(duty.code.clone()).or_default().insert(date_of(day));
                }
            }
        }
        Ok(())
    }
}

/// An entry as far as the key of its open duty tells: what the duty is judged by, and nothing else.
fn known_by_key(register: &str, duty: &Duty, keyed: Keyed) -> Option<Stored> {
    let (day, fields) = owed::judged_by(duty, &keyed.key)?;
    let envelope = Envelope {
        register: register.to_owned(),
        form: 0,
        revision: 0,
        book: keyed.body,
        number: keyed.number,
        day: Some(day),
        state: EntryState::Active,
        reason: None,
        moved: None,
    };
    let entry = Entry {
        id: keyed.id,
        body: keyed.body,
        envelope,
        fields,
        erased: false,
    };
    Some(Stored { entry, seq: 0 })
}
