//! Values of entries on a page: in the reader's language, entries as ways to them.

use std::collections::{BTreeMap, BTreeSet};

use qorgau_app::lists::Named;
use qorgau_app::{AppError, show};
use qorgau_domain::value::{Content, Value};
use qorgau_domain::{EntryId, Tree};
use qorgau_rulebook::register::Field;
use qorgau_rulebook::same::Sort;

use super::same;
use crate::here::Here;
use crate::parts::Cell;
use crate::state::Web;
use crate::visitor::Signed;

/// What is needed to show values.
pub(crate) struct Shower<'a> {
    web: &'a Web,
    here: &'a Here,
    pub(crate) tree: &'a Tree,
    leaving: bool,
    pub(crate) named: BTreeMap<EntryId, Named>,
}

impl<'a> Shower<'a> {
    /// Reads what the entries are called that these contents name, as far as the reader may know.
    pub(crate) async fn of(web: &'a Web, here: &'a Here, signed: &Signed, tree: &'a Tree, contents: &[(&[Field], &Content)]) -> Result<Self, AppError> {
        let mut asked = BTreeSet::new();
        for (defs, content) in contents {
            gather(defs, content, &mut asked);
        }
        let named = web.app().named(&signed.who, tree, &asked, here.l.lang()).await?;
        Ok(Shower {
            web,
            here,
            tree,
            leaving: false,
            named,
        })
    }

    /// The same for a file: what others are called that may not be taken out stays behind.
    pub(crate) fn leaving(self) -> Self {
        Shower { leaving: true, ..self }
    }

    fn name_of(&self, named: &Named) -> String {
        if self.leaving && named.withheld {
            self.here.l.official_short()
        } else {
            named.title.clone()
        }
    }

    /// Who reads.
    pub(crate) fn here(&self) -> &'a Here {
        self.here
    }

    /// A value as a cell.
    pub(crate) fn cell(&self, def: &Field, value: &Value) -> Cell {
        match value {
            Value::Entry(id) => match self.named.get(id) {
                Some(named) => Cell::way(self.name_of(named), shown_at(self.here, &named.register, *id)),
                None => Cell::text(self.here.l.entry_hidden()),
            },
            _ => Cell::text(self.text(def, value)),
        }
    }

    /// A value as text.
    pub(crate) fn text(&self, def: &Field, value: &Value) -> String {
        let app = self.web.app();
        match value {
            Value::Entry(id) => self.named.get(id).map_or_else(|| self.here.l.entry_hidden(), |named| self.name_of(named)),
            // What the system fills in may be long, and has a page of its own.
            Value::Rows(rows) if def.filled => self.here.l.entry_filled_rows(&self.here.l.number(count(rows.len()), 0)),
            Value::Geometry(text) if !self.leaving => show::outline(self.here.l, text),
            Value::Rows(rows) => {
                let cell = |content: &Content| {
                    let said = def.field.iter().filter_map(|sub| Some(self.text(sub, content.get(&sub.code)?)));
                    said.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
                };
                rows.iter().map(|row| cell(&row.cells)).collect::<Vec<_>>().join("; ")
            }
            _ => show::shown(&app.rulebook, self.tree, (self.here.l, app.zone()), def, value),
        }
    }
}

/// Where an entry that others name is shown: a person or an organisation with everything on it, anything else as it stands.
pub(crate) fn shown_at(here: &Here, register: &str, id: EntryId) -> String {
    match Sort::of(register) {
        Some(sort) => same::page_of(here, sort, id),
        None => here.url(&format!("/entries/{id}")),
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The entries that a content names, each with the register it stands in.
fn gather(defs: &[Field], content: &Content, asked: &mut BTreeSet<(String, EntryId)>) {
    for def in defs {
        match content.get(&def.code) {
            Some(Value::Entry(id)) => {
                if let Some(register) = def.points_to() {
                    asked.insert((register.to_owned(), *id));
                }
            }
            Some(Value::Rows(rows)) if !def.filled => rows.iter().for_each(|row| gather(&def.field, &row.cells, asked)),
            _ => {}
        }
    }
}
