//! The terms of entries: how each stands against what is owed for it, in a column of a list and on its own page.

use qorgau_app::App;
use qorgau_app::duties::{Item, words};
use qorgau_domain::Tree;
use qorgau_domain::entry::Entry;
use qorgau_rulebook::due::Calendar;
use qorgau_rulebook::register::Register;

use crate::here::Here;
use crate::pages::matrix::shape;
use crate::parts::{Cell, Pair, Status};

/// What terms are made from; `None` where nothing is owed for entries of the register.
pub(super) struct Terms<'a> {
    app: &'a App,
    here: &'a Here,
    tree: &'a Tree,
    calendar: Calendar,
}

impl<'a> Terms<'a> {
    pub(super) fn of(app: &'a App, here: &'a Here, tree: &'a Tree, register: &Register) -> Option<Self> {
        let calendar = app.has_terms(register).then(|| Calendar::of(&app.rulebook).ok()).flatten()?;
        Some(Terms { app, here, tree, calendar })
    }

    /// What is due first.
    pub(super) fn cell(&self, entry: &Entry) -> Cell {
        let items = self.app.terms_of(self.tree, &self.calendar, entry);
        items.first().map_or(Cell::Blank, |item| self.state(item))
    }

    /// All that is owed for an entry, each duty by its name.
    pub(super) fn pairs(&self, entry: &Entry) -> Vec<Pair> {
        let name = |item: &Item| words::named(self.app, self.here.l, &item.duty);
        let items = self.app.terms_of(self.tree, &self.calendar, entry);
        items.iter().map(|item| Pair::new(name(item), self.state(item))).collect()
    }

    fn state(&self, item: &Item) -> Cell {
        let due = item.due.map(|due| self.here.l.date(self.calendar.day(due))).unwrap_or_default();
        Cell::State(Status::new(
            shape(item.state),
            format!("{due} · {}", words::clock(self.here.l, item.clock(self.app))),
        ))
    }
}
