//! What falls on one entry by itself, for whoever looks at it or at a list of such.

use qorgau_domain::Tree;
use qorgau_domain::entry::{Entry, EntryState};
use qorgau_domain::time::end_of_day;
use qorgau_domain::value::Value;
use qorgau_rulebook::due::{self, Calendar};
use qorgau_rulebook::duty::{Duty, Every};
use qorgau_rulebook::register::{Register, Scene};

use super::facts::by_field;
use super::{Item, Owed, Why, binding};
use crate::App;

impl App {
    /// Whether some duty falls on entries of a register until the field that closes them is there, whichever level keeps them.
    #[must_use]
    pub fn has_terms(&self, register: &Register) -> bool {
        self.rulebook.duties.iter().any(|duty| !duty.off && falls_on(duty, register))
    }

    /// What is owed for an entry by its own fields, the first due first; nothing of one that is struck through.
    #[must_use]
    pub fn terms_of(&self, tree: &Tree, calendar: &Calendar, entry: &Entry) -> Vec<Item> {
        let (on, stands) = (self.today(), entry.envelope.state == EntryState::Active);
        let register = self.rulebook.register(&entry.envelope.register).filter(|_| stands);
        let (Some(register), Some(version)) = (register, tree.on(entry.body, on)) else {
            return Vec::new();
        };
        let scene = Scene {
            register,
            row: None,
            fields: &entry.fields,
        };
        let holds = |duty: &&Duty| {
            let conditions = duty.of.iter().flat_map(|of| &of.conditions);
            falls_on(duty, register) && conditions.into_iter().all(|condition| scene.holds(condition, &self.rulebook.lists))
        };
        let duties = binding(self, &version.level).filter(holds);
        let mut items: Vec<Item> = duties.filter_map(|duty| self.term(tree, calendar, duty, entry)).collect();
        items.sort_by_key(|item| item.due);
        items
    }

    fn term(&self, tree: &Tree, calendar: &Calendar, duty: &Duty, entry: &Entry) -> Option<Item> {
        let moment = due::of_entry(duty, &self.rulebook, &entry.fields, None, calendar).ok()?;
        let by = duty.fulfilled_by.as_ref()?;
        let day = |code: &String| entry.fields.get(code).and_then(Value::day);
        let now = end_of_day(self.today(), calendar.zone()).ok()?;
        let fulfilled = by_field(by, day, calendar).filter(|at| *at <= now);
        let mut why = moment.why;
        why.extend(fulfilled.map(Why::Fulfilled));
        let to = (duty.to == "superior")
            .then(|| tree.parent(entry.body, qorgau_domain::Month::of(self.today())))
            .flatten();
        Some(Item {
            duty: duty.code.clone(),
            clause: duty.clause.clone(),
            body: entry.body,
            to,
            period: None,
            entry: Some(Owed {
                id: entry.id,
                register: entry.envelope.register.clone(),
                number: entry.envelope.number,
                row: 0,
            }),
            due: Some(moment.due),
            state: due::state(duty, moment.due, fulfilled, now),
            why,
        })
    }
}

/// Whether a duty falls on whole entries of a register, and is done by the field that closes them.
fn falls_on(duty: &Duty, register: &Register) -> bool {
    let of = duty
        .of
        .as_ref()
        .is_some_and(|of| of.register == register.code && of.rows.is_none() && of.body_field.is_none());
    let closes = duty.fulfilled_by.as_ref().is_some_and(|by| by.field.is_some() && by.field == register.closes);
    duty.every == Every::Entry && of && closes && duty.planned.is_none()
}
