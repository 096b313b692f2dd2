//! What each body owes on a day: due items computed from the rulebook and the facts, each with how its date was found.

mod clock;
mod concern;
mod entry;
mod facts;
mod present;
pub mod words;

use jiff::Timestamp;
use jiff::civil::Date;
use qorgau_domain::entry::{Entry, Number};
use qorgau_domain::time::end_of_day;
use qorgau_domain::{BodyId, EntryId, Month, Period, Tree};
use qorgau_rulebook::due::{self, Calendar, State, Why};
use qorgau_rulebook::duty::{Duty, Every};
use qorgau_store::Scope;

use crate::{App, AppError};
pub use clock::Clock;
use facts::Facts;
pub use present::OwedNow;

/// Something owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The duty.
    pub duty: String,
    /// The clause.
    pub clause: String,
    /// Who owes it.
    pub body: BodyId,
    /// To which body, where it goes to one.
    pub to: Option<BodyId>,
    /// For which period, where it falls on periods.
    pub period: Option<Period>,
    /// For which entry and row, where it falls on those.
    pub entry: Option<Owed>,
    /// The last moment; `None` where the entry names no day.
    pub due: Option<Timestamp>,
    /// How it stands.
    pub state: State,
    /// How the date was found.
    pub why: Vec<Why>,
}

/// An entry, or a row of it, that a duty falls on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// The entry.
    pub id: EntryId,
    /// Its register.
    pub register: String,
    /// Its number there.
    pub number: Number,
    /// The row, from 1; 0 where the duty falls on the whole entry.
    pub row: i64,
}

/// The duties that bind bodies of a level.
fn binding<'a>(app: &'a App, level: &str) -> impl Iterator<Item = &'a Duty> {
    let bound = move |duty: &&Duty| !duty.off && duty.levels.iter().any(|bound| bound == level);
    app.rulebook.duties.iter().filter(bound)
}

impl App {
    /// What a body owes on a day: items of the year so far, what is still open from the year before, and the next of each duty.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn duties(&self, tree: &Tree, body: BodyId, on: Date) -> Result<Vec<Item>, AppError> {
        let calendar = Calendar::of(&self.rulebook)?;
        let level = tree.on(body, on).map_or("", |version| version.level.as_str());
        let facts = Facts::gather(self, tree, &self.scope_in(tree, body), level, on).await?;
        self.items(tree, body, on, &calendar, &facts)
    }

    /// The day by which a duty that falls on an entry is to be done by the entry's body; `None` where nothing names one.
    #[must_use]
    pub fn due_on(&self, tree: &Tree, duty: &str, entry: &Entry) -> Option<Date> {
        let level = tree.on(entry.body, self.today())?.level.as_str();
        let duty = binding(self, level).find(|bound| bound.code == duty)?;
        let calendar = Calendar::of(&self.rulebook).ok()?;
        let moment = due::of_entry(duty, &self.rulebook, &entry.fields, None, &calendar).ok()?;
        Some(calendar.day(moment.due))
    }

    /// What follows from the facts of a body.
    fn items(&self, tree: &Tree, body: BodyId, on: Date, calendar: &Calendar, facts: &Facts) -> Result<Vec<Item>, AppError> {
        let now = end_of_day(on, calendar.zone())?;
        let level = tree.on(body, on).map_or("", |version| version.level.as_str());
        let mut items = Vec::new();
        for duty in binding(self, level) {
            let asking = Asking {
                duty,
                body,
                on,
                now,
                calendar,
                tree,
                facts,
            };
            items.extend(asking.items(self));
        }
        items.sort_by_key(|item| (item.due, item.duty.clone(), item.period));
        Ok(items)
    }

    /// What the children of a body owe on a day, child by child.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn matrix(&self, tree: &Tree, scope: &Scope, on: Date) -> Result<Vec<(BodyId, Vec<Item>)>, AppError> {
        let mut rows = Vec::new();
        for child in tree.children(scope.root(), Month::of(on)) {
            rows.push((child, self.duties(tree, child, on).await?));
        }
        Ok(rows)
    }
}

struct Asking<'a> {
    duty: &'a Duty,
    body: BodyId,
    on: Date,
    now: Timestamp,
    calendar: &'a Calendar,
    tree: &'a Tree,
    facts: &'a Facts,
}

impl Asking<'_> {
    fn items(&self, app: &App) -> Vec<Item> {
        match self.duty.every {
            Every::Entry | Every::Row if self.duty.of.is_none() => vec![self.planned(None)],
            Every::Entry | Every::Row => self.of_entries(app),
            _ if self.duty.planned.is_some() || self.duty.only_where.is_some() => vec![self.planned(self.duty.period(Month::of(self.on)))],
            _ => self.of_periods(app),
        }
    }

    /// Something declared whose register or document comes later: one item, for the present period.
    fn planned(&self, period: Option<Period>) -> Item {
        let moment = period.and_then(|period| due::of_period(self.duty, period, self.calendar).ok());
        let mut why = moment
            .as_ref()
            .map(|moment| moment.why.clone())
            .unwrap_or_else(|| vec![Why::Clause(self.duty.clause.clone())]);
        why.push(Why::Planned(
            self.duty.planned.clone().or_else(|| self.duty.only_where.clone()).unwrap_or_default(),
        ));
        self.item(period, None, moment.map(|moment| moment.due), State::Planned, why)
    }

    fn item(&self, period: Option<Period>, entry: Option<Owed>, due: Option<Timestamp>, state: State, why: Vec<Why>) -> Item {
        let to = match self.duty.to.as_str() {
            "superior" => self.tree.parent(self.body, Month::of(self.on)),
            "ministry" => self.tree.upward(self.body, Month::of(self.on)).last().copied(),
            _ => None,
        };
        Item {
            duty: self.duty.code.clone(),
            clause: self.duty.clause.clone(),
            body: self.body,
            to,
            period,
            entry,
            due,
            state,
            why,
        }
    }

    /// Periods from January of the year before, or from when the body began, to the one that holds the day.
    fn of_periods(&self, app: &App) -> Vec<Item> {
        let mut items = Vec::new();
        let Some(since) = self.facts.since else { return items };
        let first = since.max(Month::new(i64::from(self.on.year()) - 1, 1));
        let holds_or_before = |period: &Period| period.first_month() <= Month::of(self.on);
        let mut period = self.duty.period(first).filter(holds_or_before);
        while let Some(current) = period {
            if let Some(item) = self.of_period(app, current) {
                let old = item.due.is_some_and(|due| self.calendar.day(due).year() < self.on.year());
                if !old || matches!(item.state, State::Late | State::Due) {
                    items.push(item);
                }
            }
            period = Some(current.next()).filter(holds_or_before);
        }
        items
    }

    fn of_period(&self, app: &App, period: Period) -> Option<Item> {
        let moment = due::of_period(self.duty, period, self.calendar).ok()?;
        let fulfilled = self.facts.fulfilled(app, self.duty, period, self.calendar);
        Some(self.judged(Some(period), None, moment, fulfilled))
    }

    fn judged(&self, period: Option<Period>, entry: Option<Owed>, moment: due::Moment, fulfilled: Option<Timestamp>) -> Item {
        let mut why = moment.why;
        // What came after the moment we look from had not come yet.
        let fulfilled = fulfilled.filter(|at| *at <= self.now);
        why.extend(fulfilled.map(Why::Fulfilled));
        let state = due::state(self.duty, moment.due, fulfilled, self.now);
        self.item(period, entry, Some(moment.due), state, why)
    }

    fn of_entries(&self, app: &App) -> Vec<Item> {
        let asked = self.facts.entries_of(app, self.duty, self.body);
        asked
            .into_iter()
            .filter_map(|asked| {
                let moment = due::of_entry(self.duty, &app.rulebook, asked.fields(), asked.row, self.calendar).ok()?;
                let fulfilled = self.facts.entry_fulfilled(self.duty, &asked, self.calendar);
                let owed = Owed {
                    id: asked.id(),
                    register: asked.stored.entry.envelope.register.clone(),
                    number: asked.stored.entry.envelope.number,
                    row: asked.row_no,
                };
                let item = self.judged(None, Some(owed), moment, fulfilled);
                let old = item.due.is_some_and(|due| self.calendar.day(due).year() < self.on.year());
                (!old || matches!(item.state, State::Late | State::Due)).then_some(item)
            })
            .collect()
    }
}
