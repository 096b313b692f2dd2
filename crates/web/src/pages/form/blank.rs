//! A blank form for paper: the fields of a register in the order of the screen, with room to write and a place for the signature.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use qorgau_rulebook::may::Subject;
use qorgau_rulebook::register::{Field as Def, FieldType, Group, Register};

use super::desk::Desk;
use crate::here::Here;
use crate::pages::inside::{Frame, named};
use crate::pages::{Gone, Page};
use crate::state::Web;

/// The most choices that are printed to be ticked; longer lists get a line to write on.
const TICKED: usize = 12;

/// Empty rows printed for a field of rows.
const ROWS: usize = 3;

#[derive(Template)]
#[template(path = "form/blank.html")]
struct Blank {
    here: Here,
    frame: Frame,
    title: String,
    clause: String,
    body: String,
    sections: Vec<BlankSection>,
}

struct BlankSection {
    title: String,
    fields: Vec<BlankField>,
}

/// A field on paper.
struct BlankField {
    label: String,
    /// It must be filled in.
    needed: bool,
    /// Choices to tick.
    ticks: Vec<String>,
    /// The heads of the columns of rows.
    heads: Vec<String>,
    rows: usize,
    /// Lines to write on.
    lines: usize,
    unit: String,
}

pub(crate) async fn page(State(web): State<Web>, here: Here, Path((_, register)): Path<(String, String)>) -> Result<impl IntoResponse, Gone> {
    let desk = Desk::of(&web, &here).await?;
    let (app, who) = (web.app(), &desk.signed.who);
    let register = app.register(&register)?;
    let reads = !who.readable(app, &desk.tree, Subject::Register(&register.code)).is_empty();
    let enters = !app.may_enter(who, &desk.tree, register).is_empty();
    if !reads && !enters {
        return Err(Gone::Absent);
    }
    let lang = here.l.lang();
    Ok(Page(Blank {
        frame: desk.frame(),
        title: desk.name_of(register).to_owned(),
        clause: register.print.as_ref().map_or_else(String::new, |print| print.appendix.get(lang).to_owned()),
        body: named(&web, &here, &desk.tree, who.body),
        sections: desk.blank(register),
        here: here.clone(),
    }))
}

impl Desk<'_> {
    fn blank(&self, register: &Register) -> Vec<BlankSection> {
        let lang = self.here.l.lang();
        let section = |(group, defs): (Option<&Group>, &[Def])| BlankSection {
            title: group.map_or_else(String::new, |group| group.name.get(lang).to_owned()),
            fields: defs.iter().filter(|def| !def.filled).map(|def| self.blank_field(def)).collect(),
        };
        register.groups().into_iter().map(section).collect()
    }

    fn blank_field(&self, def: &Def) -> BlankField {
        let l = self.here.l;
        let app = self.web.app();
        let unit = def.unit.as_ref().and_then(|unit| app.rulebook.units.get(unit));
        let unit = match def.kind {
            FieldType::Money => "₸".to_owned(),
            _ => unit.map_or_else(String::new, |unit| unit.name.get(l.lang()).to_owned()),
        };
        let ticks = match def.kind {
            FieldType::YesNo => vec![l.forms_yes(), l.forms_no()],
            FieldType::Choice | FieldType::Choices => self.ticks(def),
            _ => Vec::new(),
        };
        BlankField {
            label: def.name.get(l.lang()).to_owned(),
            needed: def.required,
            heads: def.field.iter().map(|sub| sub.name.get(l.lang()).to_owned()).collect(),
            rows: if def.kind == FieldType::Rows { ROWS } else { 0 },
            lines: match def.kind {
                FieldType::Rows => 0,
                FieldType::LongText => 3,
                _ if ticks.is_empty() => 1,
                _ => 0,
            },
            ticks,
            unit,
        }
    }

    /// The items in force today, where they are few.
    fn ticks(&self, def: &Def) -> Vec<String> {
        let app = self.web.app();
        let list = def.list.as_ref().and_then(|list| app.rulebook.lists.get(list));
        let items = list.into_iter().flat_map(|list| &list.item).filter(|item| item.in_force(app.today()));
        let names: Vec<String> = items.map(|item| item.name.get(self.here.l.lang()).to_owned()).collect();
        if names.len() > TICKED { Vec::new() } else { names }
    }
}
