//! A person or an organisation: the records side by side, and everything that names any of them, as far as the reader sees it. Each look at
//! records that say something personal is noted.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Response};
use qorgau_app::links::join::Linking;
use qorgau_app::persons::{self, Held, Naming};
use qorgau_app::show;
use qorgau_domain::EntryId;
use qorgau_domain::entry::EntryState;
use qorgau_domain::value::Value;
use qorgau_l10n::L10n;
use qorgau_rulebook::register::{FieldType, Register};
use qorgau_rulebook::same::Sort;
use qorgau_store::Stored;
use uuid::Uuid;

use super::entry::records::{Records, noted};
use super::form::desk::Desk;
use super::inside::{Frame, named};
use super::{Gone, Page, same};
use crate::here::Here;
use crate::parts::{Cell, Crumbs, Head, Link, Pair, Row, Summary, Table};
use crate::state::Web;
use crate::visitor::Sender;

#[derive(Template)]
#[template(path = "person.html")]
struct Everything {
    here: Here,
    frame: Frame,
    crumbs: Crumbs,
    title: String,
    sub: String,
    actions: Vec<Link>,
    records: Records,
    words: Words,
    /// How many entries of each register name the person or organisation, each a way to them.
    counts: Option<Summary>,
    parts: Vec<Part>,
}

/// What is said above the parts.
struct Words {
    who: String,
    named: String,
    scope: String,
    nothing: String,
}

impl Words {
    fn of(l: &L10n, sort: Sort) -> Self {
        match sort {
            Sort::Person => Words {
                who: l.person_who(),
                named: l.person_named(),
                scope: l.person_scope(),
                nothing: l.person_nothing(),
            },
            Sort::Organisation => Words {
                who: l.organisation_who(),
                named: l.organisation_named(),
                scope: l.organisation_scope(),
                nothing: l.organisation_nothing(),
            },
        }
    }
}

/// What one register has of the person or organisation.
struct Part {
    /// Its code, by which the page is gone to.
    code: String,
    title: String,
    table: Table,
    /// Where all of it is, for each record that more entries name.
    more: Vec<Link>,
}

/// A person.
pub(crate) async fn page(state: State<Web>, here: Here, path: Path<(String, String)>, request: Request) -> Result<Response, Gone> {
    shown(&state.0, here, Sort::Person, &path.0.1, request).await
}

/// An organisation.
pub(crate) async fn organisation(state: State<Web>, here: Here, path: Path<(String, String)>, request: Request) -> Result<Response, Gone> {
    shown(&state.0, here, Sort::Organisation, &path.0.1, request).await
}

async fn shown(web: &Web, here: Here, sort: Sort, id: &str, request: Request) -> Result<Response, Gone> {
    let desk = Desk::of(web, &here).await?;
    let id = EntryId(Uuid::try_parse(id).map_err(|_| Gone::Absent)?);
    let looking = Looking::of(&desk, sort, id).await?;
    noted(&desk, &Sender::of(&request.into_parts().0), looking.register, &looking.records).await?;
    Ok(Page(looking.page(id).await?).into_response())
}

/// A person or an organisation at which somebody looks.
struct Looking<'a> {
    desk: &'a Desk<'a>,
    sort: Sort,
    register: &'a Register,
    /// The records, the one that was asked for first.
    records: Vec<Stored>,
    ids: Vec<EntryId>,
    /// The numbers of the records.
    called: BTreeMap<EntryId, String>,
}

impl<'a> Looking<'a> {
    async fn of(desk: &'a Desk<'a>, sort: Sort, id: EntryId) -> Result<Self, Gone> {
        let (app, looker) = (desk.web.app(), desk.looker());
        let mut records = app.records_of(&looker, sort, id).await?.records;
        records.sort_by_key(|stored| stored.entry.id != id);
        let register = app.register(sort.register())?;
        let number = |stored: &Stored| (stored.entry.id, format!("№ {}", stored.entry.envelope.number));
        Ok(Looking {
            desk,
            sort,
            register,
            ids: records.iter().map(|stored| stored.entry.id).collect(),
            called: records.iter().map(number).collect(),
            records,
        })
    }

    async fn page(self, id: EntryId) -> Result<Everything, Gone> {
        let (desk, here, l, app) = (self.desk, self.desk.here, self.desk.here.l, self.desk.web.app());
        let naming = app.naming_records(&desk.signed.who, &desk.tree, &self.ids).await?;
        let parts: Vec<(&String, &Naming, &Register)> = naming
            .iter()
            .filter_map(|(code, naming)| Some((code, naming, app.rulebook.register(code)?)))
            .collect();
        let count = |(code, naming, register): &(&String, &Naming, &Register)| {
            let way = Cell::way(self.count(naming), format!("#{code}"));
            Pair::new(register.name.get(l.lang()), way)
        };
        let counts: Vec<Pair> = parts.iter().map(count).collect();
        let own = self.records.first();
        let title = own.map(|stored| app.title(&desk.tree, stored, l.lang())).unwrap_or_default();
        let entry = own.map(|stored| &stored.entry);
        let all = i64::try_from(self.records.len()).unwrap_or(i64::MAX);
        Ok(Everything {
            frame: desk.frame(),
            crumbs: desk.crumbs(self.register, entry),
            sub: match self.sort {
                Sort::Person => l.person_records(all),
                Sort::Organisation => l.organisation_records(all),
            },
            actions: self.actions(id),
            records: Records::of(desk, self.register, &self.records).await?,
            words: Words::of(l, self.sort),
            counts: (!counts.is_empty()).then_some(Summary { pairs: counts }),
            parts: parts.into_iter().map(|(code, naming, register)| self.part(code, naming, register)).collect(),
            title,
            here: here.clone(),
        })
    }

    /// What the reader may do about it.
    fn actions(&self, id: EntryId) -> Vec<Link> {
        let (here, l) = (self.desk.here, self.desk.here.l);
        let own = self
            .records
            .first()
            .filter(|stored| self.desk.web.app().may_link_some(&self.desk.looker(), self.register, stored));
        let mut actions = vec![Link::new(l.person_entry(), here.url(&format!("/entries/{id}")))];
        actions.extend(own.map(|_| Link::new(same::action(l, Linking::Named(self.sort)), here.url(&format!("/entries/{id}/link")))));
        actions
    }

    /// How many entries of a register name it: those that stand, as far as they were read.
    fn count(&self, naming: &Naming) -> String {
        let l = self.desk.here.l;
        let count = i64::try_from(naming.standing()).unwrap_or(i64::MAX);
        if naming.more.is_empty() {
            l.number(count, 0)
        } else {
            l.person_over(&l.number(count, 0))
        }
    }

    fn part(&self, code: &str, naming: &Naming, register: &Register) -> Part {
        let (here, l) = (self.desk.here, self.desk.here.l);
        let name = register.name.get(l.lang());
        let measured = naming.entries.iter().any(|stored| persons::measures(stored).is_some());
        let mut heads = vec![
            Head::short(l.list_day()),
            Head::short(l.list_number()),
            Head::words(l.entry_content()),
            Head::words(l.person_role()),
        ];
        if measured {
            heads.extend([Head::words(l.person_decision()), Head::figures(l.person_fine()), Head::figures(l.person_paid())]);
        }
        heads.push(Head::words(l.list_body()));
        let rows: Vec<Row> = naming.entries.iter().map(|stored| self.row(register, stored, measured)).collect();
        let all = |record: &EntryId| {
            let text = match self.called.get(record) {
                Some(number) if self.ids.len() > 1 => match self.sort {
                    Sort::Person => l.person_more_of(number),
                    Sort::Organisation => l.organisation_more_of(number),
                },
                _ => l.person_more(),
            };
            Link::new(text, here.url(&format!("/registers/{code}?names={record}")))
        };
        let count = self.count(naming);
        Part {
            code: code.to_owned(),
            title: format!("{name} · {count}"),
            table: Table::new(name, heads, rows).dense(),
            more: naming.more.iter().map(all).collect(),
        }
    }

    fn row(&self, register: &Register, stored: &Stored, measured: bool) -> Row {
        let (desk, here, l) = (self.desk, self.desk.here, self.desk.here.l);
        let (entry, envelope) = (&stored.entry, &stored.entry.envelope);
        let held: Vec<String> = persons::held(register, &entry.fields, &self.ids).iter().map(|held| self.held(held)).collect();
        let number = format!("№ {}", envelope.number);
        let title = desk.web.app().title(&desk.tree, stored, l.lang());
        let content = if envelope.state == EntryState::Withdrawn {
            Cell::Main {
                main: title,
                more: l.entry_struck(),
            }
        } else {
            Cell::Text(title)
        };
        let mut cells = vec![
            envelope.day.map_or(Cell::Blank, |day| Cell::text(l.date(day))),
            Cell::way(number, here.url(&format!("/entries/{}", entry.id))),
            content,
            Cell::text(held.join("; ")),
        ];
        if measured {
            cells.extend(self.measures(register, stored));
        }
        cells.push(Cell::text(named(desk.web, here, &desk.tree, entry.body)));
        Row::plain(cells)
    }

    /// How somebody is named: by the field, or by what stands beside the name in the row.
    fn held(&self, held: &Held<'_>) -> String {
        let (desk, l) = (self.desk, self.desk.here.l);
        let Some(row) = held.row else {
            return held.field.name.get(l.lang()).to_owned();
        };
        let none = BTreeMap::new();
        let say = desk.saying(&none);
        let beside = held.field.field.iter().filter_map(|def| {
            let value = row.cells.get(&def.code).filter(|value| !matches!(value, Value::Entry(_)))?;
            let said = say.value(def, value);
            // A choice says what it is; a day does not.
            Some(if def.kind == FieldType::Choice {
                said
            } else {
                format!("{}: {said}", def.name.get(l.lang()))
            })
        });
        let beside: Vec<String> = beside.collect();
        if beside.is_empty() {
            held.field.name.get(l.lang()).to_owned()
        } else {
            beside.join(", ")
        }
    }

    fn measures(&self, register: &Register, stored: &Stored) -> [Cell; 3] {
        let (l, app) = (self.desk.here.l, self.desk.web.app());
        let Some(measures) = persons::measures(stored) else {
            return [Cell::Blank, Cell::Blank, Cell::Blank];
        };
        let decision = measures.decision.as_deref().zip(register.field("decision"));
        let decision = decision.map(|(code, def)| show::name(&app.rulebook, def, code, l.lang()));
        let money = |amount: Option<i64>| amount.map_or(Cell::Blank, |amount| Cell::text(format!("{} ₸", l.number(amount, 2))));
        [decision.map_or(Cell::Blank, Cell::Text), money(measures.fine), money(measures.paid)]
    }
}
