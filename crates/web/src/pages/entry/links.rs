//! What an entry is bound to: entries it names, entries that name it, other records of the same and those decided not to be, where it was moved
//! from or to.

use std::collections::BTreeMap;

use qorgau_app::AppError;
use qorgau_app::links::join::Linking;
use qorgau_domain::entry::Revision;
use qorgau_domain::{EntryId, Tree};
use qorgau_rulebook::register::Register;
use qorgau_store::{Scope, Stored};

use super::link::apart::{heads, said};
use crate::here::Here;
use crate::pages::inside::named;
use crate::pages::values::Shower;
use crate::pages::{Gone, same};
use crate::parts::{Cell, Head, Link, Row, Table};
use crate::state::Web;
use crate::visitor::Signed;

/// The most entries shown of one register.
const MOST: usize = 50;

/// Entries bound in one way.
pub(super) struct Bound {
    pub(super) title: String,
    pub(super) table: Table,
    /// What may be done about it.
    pub(super) way: Option<Link>,
}

pub(super) async fn of(
    web: &Web,
    here: &Here,
    signed: &Signed,
    tree: &Tree,
    (register, stored, scope): (&Register, &Stored, &Scope),
    revisions: &[Revision],
) -> Result<Vec<Bound>, Gone> {
    let (app, l, id) = (web.app(), here.l, stored.entry.id);
    let mut bound = Vec::new();
    let shower = Shower::of(web, here, signed, tree, &[(register.field.as_slice(), &stored.entry.fields)]).await?;
    let mut by_register: BTreeMap<&str, Vec<EntryId>> = BTreeMap::new();
    for (id, named) in &shower.named {
        by_register.entry(named.register.as_str()).or_default().push(*id);
    }
    let mut names = Vec::new();
    for (register, ids) in by_register {
        let Some(scope) = app.reads(&signed.who, tree, register) else { continue };
        names.extend(app.store.some(&scope, &ids).await.map_err(AppError::from)?);
    }
    let mut naming = Vec::new();
    for register in app.rulebook.registers.values() {
        let Some(scope) = app.reads(&signed.who, tree, &register.code) else {
            continue;
        };
        naming.extend(app.naming(&scope, &register.code, id, MOST).await?);
    }
    let linked = app.store.link_of(id).await.map_err(AppError::from)?;
    let others: Vec<EntryId> = linked
        .into_iter()
        .flat_map(|link| link.entries)
        .map(|(other, _)| other)
        .filter(|other| *other != id)
        .collect();
    let moved: Vec<EntryId> = revisions.iter().filter_map(|revision| revision.entry.envelope.moved).collect();
    let one_fact = app.store.some(scope, &others).await.map_err(AppError::from)?;
    let moved = app.store.some(scope, &moved).await.map_err(AppError::from)?;
    let one = same::others(l, app.linking(register).unwrap_or(Linking::Fact));
    let linking = super::linking(web, here, signed, tree, stored);
    let change = linking.as_ref().map(|link| Link::new(l.link_change(), link.url.clone()));
    for (title, entries, way) in [
        (l.entry_names(), names, None),
        (l.entry_named_by(), naming, None),
        (one, one_fact, change),
        (l.entry_moved(), moved, None),
    ] {
        if !entries.is_empty() {
            let table = table(web, here, tree, &title, &entries);
            bound.push(Bound { title, table, way });
        }
    }
    let way = linking.map(|link| Link::new(l.link_parted_way(), link.url));
    bound.extend(parted(web, here, tree, (stored, scope), way).await?);
    Ok(bound)
}

/// The records that were decided not to be of the same, as far as the reader sees them: why, by whom and when.
async fn parted(web: &Web, here: &Here, tree: &Tree, (stored, scope): (&Stored, &Scope), way: Option<Link>) -> Result<Option<Bound>, Gone> {
    let (app, l) = (web.app(), here.l);
    let decisions = app.store.apart_of(stored.entry.id).await.map_err(AppError::from)?;
    let others: Vec<EntryId> = decisions.iter().map(|decision| decision.other.0).collect();
    let others = app.store.some(scope, &others).await.map_err(AppError::from)?;
    let by: Vec<&str> = decisions.iter().map(|decision| decision.by.as_str()).collect();
    let names = app.names(by).await?;
    let row = |other: &Stored| {
        let decision = decisions.iter().find(|decision| decision.other.0 == other.entry.id)?;
        let url = here.url(&format!("/entries/{}", other.entry.id));
        let mut cells = vec![
            Cell::way(format!("№ {}", other.entry.envelope.number), url),
            Cell::text(app.title(tree, other, l.lang())),
            Cell::text(named(web, here, tree, other.entry.body)),
        ];
        cells.extend(said(web, here, tree, &names, decision));
        Some(Row::plain(cells))
    };
    let rows: Vec<Row> = others.iter().filter_map(row).collect();
    let kept = [Head::short(l.list_number()), Head::words(l.entry_content()), Head::words(l.list_body())];
    let heads: Vec<Head> = kept.into_iter().chain(heads(here)).collect();
    let title = l.link_parted();
    Ok((!rows.is_empty()).then(|| Bound {
        table: Table::new(&title, heads, rows).dense(),
        title,
        way,
    }))
}

fn table(web: &Web, here: &Here, tree: &Tree, title: &str, entries: &[Stored]) -> Table {
    let (app, l) = (web.app(), here.l);
    let row = |stored: &Stored| {
        let (entry, envelope) = (&stored.entry, &stored.entry.envelope);
        let register = app.rulebook.register(&envelope.register);
        Row::plain([
            Cell::text(register.map_or("", |register| register.name.get(l.lang()))),
            Cell::way(format!("№ {}", envelope.number), here.url(&format!("/entries/{}", entry.id))),
            envelope.day.map_or(Cell::Blank, |day| Cell::text(l.date(day))),
            Cell::text(app.title(tree, stored, l.lang())),
            Cell::text(named(web, here, tree, entry.body)),
        ])
    };
    let heads = [
        Head::words(l.given_what()),
        Head::short(l.list_number()),
        Head::short(l.list_day()),
        Head::words(l.entry_content()),
        Head::words(l.list_body()),
    ];
    Table::new(title, heads, entries.iter().map(row).collect::<Vec<_>>()).dense()
}
