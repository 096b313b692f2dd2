//! The column of terms: how each entry stands against what is owed for it.

use qorgau_app::App;
use qorgau_app::duties::words;
use qorgau_domain::Tree;
use qorgau_rulebook::due::Calendar;
use qorgau_rulebook::register::Register;
use qorgau_store::Stored;

use crate::here::Here;
use crate::pages::matrix::shape;
use crate::parts::{Cell, Status};

/// What the column is made from; `None` where nothing is owed for entries of the register.
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

    pub(super) fn cell(&self, stored: &Stored) -> Cell {
        let items = self.app.terms_of(self.tree, &self.calendar, &stored.entry);
        items.first().map_or(Cell::Blank, |item| {
            let due = item.due.map(|due| self.here.l.date(self.calendar.day(due))).unwrap_or_default();
            Cell::State(Status::new(
                shape(item.state),
                format!("{due} · {}", words::clock(self.here.l, item.clock(self.app))),
            ))
        })
    }
}
