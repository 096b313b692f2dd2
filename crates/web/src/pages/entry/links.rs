//! What an entry is bound to: where it came from, what followed and may be entered next, other records of the same and those decided not to
//! be, where it was moved from or to.

use std::collections::{BTreeMap, BTreeSet};

use qorgau_app::AppError;
use qorgau_app::follow::{self, Next};
use qorgau_app::journals::MARKS;
use qorgau_app::links::join::Linking;
use qorgau_app::tracks::TRACK;
use qorgau_domain::entry::{EntryState, Revision};
use qorgau_domain::{EntryId, Lang, Tree};
use qorgau_rulebook::register::Register;
use qorgau_store::{Scope, Stored};

use super::link::apart::{heads, said};
use crate::here::Here;
use crate::pages::inside::named;
use crate::pages::registers::{in_sections, section_name};
use crate::pages::values::{Shower, shown_at};
use crate::pages::{Gone, same};
use crate::parts::{Cell, Head, Link, Row, RowKind, Table};
use crate::state::Web;
use crate::visitor::Signed;

/// Entries bound in one way.
pub(super) struct Bound {
    pub(super) title: String,
    pub(super) table: Option<Table>,
    /// Where more of it is, or what may be done about it.
    pub(super) ways: Vec<Link>,
    /// What may be entered next.
    pub(super) next: Vec<Link>,
}

/// Whose page it is, and what it is of.
struct Binding<'a> {
    web: &'a Web,
    here: &'a Here,
    signed: &'a Signed,
    tree: &'a Tree,
    register: &'a Register,
    stored: &'a Stored,
}

pub(super) async fn of(
    web: &Web,
    here: &Here,
    signed: &Signed,
    tree: &Tree,
    (register, stored): (&Register, &Stored),
    revisions: &[Revision],
) -> Result<Vec<Bound>, Gone> {
    let (app, l, id) = (web.app(), here.l, stored.entry.id);
    let binding = Binding {
        web,
        here,
        signed,
        tree,
        register,
        stored,
    };
    let mut bound: Vec<Bound> = [binding.came_from().await?, binding.followed().await?].into_iter().flatten().collect();
    let linked = app.store.link_of(id).await.map_err(AppError::from)?;
    let others: Vec<EntryId> = linked
        .into_iter()
        .flat_map(|link| link.entries)
        .map(|(other, _)| other)
        .filter(|other| *other != id)
        .collect();
    let moved: Vec<EntryId> = revisions.iter().filter_map(|revision| revision.entry.envelope.moved).collect();
    // Whoever opens an entry because it names his body reads no other of that body.
    let scope = app.reads(&signed.who, tree, &register.code);
    let scope = scope.unwrap_or_else(|| Scope::of(signed.who.body, BTreeSet::new()));
    let one_fact = app.store.some(&scope, &others).await.map_err(AppError::from)?;
    let moved = app.store.some(&scope, &moved).await.map_err(AppError::from)?;
    let one = same::others(l, app.linking(register).unwrap_or(Linking::Fact));
    let linking = super::linking(web, here, signed, tree, stored);
    let change = linking.as_ref().map(|link| Link::new(l.link_change(), link.url.clone()));
    for (title, entries, way) in [(one, one_fact, change), (l.entry_moved(), moved, None)] {
        if !entries.is_empty() {
            bound.push(Bound {
                table: Some(binding.plain(&title, &entries)),
                title,
                ways: way.into_iter().collect(),
                next: Vec::new(),
            });
        }
    }
    let way = linking.map(|link| Link::new(l.link_parted_way(), link.url));
    bound.extend(parted(web, here, tree, (stored, &scope), way).await?);
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
        table: Some(Table::new(&title, heads, rows).dense()),
        title,
        ways: way.into_iter().collect(),
        next: Vec::new(),
    }))
}

impl Binding<'_> {
    /// The entries that it names, each with the fields that name it.
    async fn came_from(&self) -> Result<Option<Bound>, Gone> {
        let Binding {
            web, here, register, stored, ..
        } = *self;
        let (app, fields) = (web.app(), &stored.entry.fields);
        let mut by = by_fields(register, stored, here.l.lang());
        let shower = Shower::of(web, here, self.signed, self.tree, &[(register.field.as_slice(), fields)]).await?;
        let mut by_register: BTreeMap<&str, Vec<EntryId>> = BTreeMap::new();
        for (id, named) in &shower.named {
            by_register.entry(named.register.as_str()).or_default().push(*id);
        }
        let mut lines = Vec::new();
        for (register, ids) in by_register {
            let Some(scope) = app.reads(&self.signed.who, self.tree, register) else {
                continue;
            };
            for stored in app.store.some(&scope, &ids).await.map_err(AppError::from)? {
                let named = by.remove(&stored.entry.id).unwrap_or_default();
                lines.push((stored, named));
            }
        }
        let title = here.l.entry_from();
        Ok((!lines.is_empty()).then(|| Bound {
            table: Some(self.by_sections(&title, &lines)),
            title,
            ways: Vec::new(),
            next: Vec::new(),
        }))
    }

    /// The entries that name it, each with the fields by which it does, and what may be entered next.
    async fn followed(&self) -> Result<Option<Bound>, Gone> {
        let Binding { web, here, stored, .. } = *self;
        let (app, l, id) = (web.app(), here.l, stored.entry.id);
        let found = app.following(&self.signed.who, self.tree, self.register, id).await?;
        let all = |(code, _): &(String, EntryId)| {
            let name = app.rulebook.register(code)?.name.get(l.lang());
            Some(Link::new(l.entry_followed_all(name), here.url(&format!("/registers/{code}?names={id}"))))
        };
        let ways: Vec<Link> = found.more.iter().filter_map(all).collect();
        let by = |stored: &Stored| {
            let register = app.rulebook.register(&stored.entry.envelope.register)?;
            by_fields(register, stored, l.lang()).remove(&id)
        };
        let lines: Vec<(Stored, String)> = found
            .entries
            .into_iter()
            .map(|(stored, _)| {
                let by = by(&stored).unwrap_or_default();
                (stored, by)
            })
            .collect();
        let next = self.next();
        let title = l.entry_followed();
        Ok((!lines.is_empty() || !next.is_empty()).then(|| Bound {
            table: (!lines.is_empty()).then(|| self.by_sections(&title, &lines)),
            title,
            ways,
            next,
        }))
    }

    /// A way to each form that begins with this entry named in it, in the order of sections. Of an entry that is struck through nothing follows,
    /// and none can name what its reader opens only because it names his body.
    fn next(&self) -> Vec<Link> {
        let (app, l, entry) = (self.web.app(), self.here.l, &self.stored.entry);
        let reads = app.reads(&self.signed.who, self.tree, &self.register.code);
        if entry.envelope.state != EntryState::Active || !reads.is_some_and(|scope| scope.sees(entry.body, entry.envelope.book)) {
            return Vec::new();
        }
        let may = app.may_follow(&self.signed.who, self.tree, self.register);
        let in_order = in_sections(app, l).into_iter().flat_map(|(_, registers)| registers);
        let of = |register: &Register| may.iter().find(|next| next.register.code == register.code);
        // A track is of the raid's own body, a mark of the body in whose book the inspection stands.
        let fits = |next: &&Next<'_>| match next.register.code.as_str() {
            TRACK => next.bodies.contains(&entry.body),
            MARKS => next.bodies.contains(&entry.envelope.book),
            _ => true,
        };
        let way = |next: &Next<'_>| {
            let (code, id) = (&next.register.code, entry.id);
            // A track is made from the file of a receiver, at its raid.
            let place = if code == TRACK {
                format!("/entries/{id}/course/track")
            } else {
                let own = next.bodies.iter().skip(1).find(|body| **body == entry.body);
                let own = own.map_or_else(String::new, |body| format!("&@body={}", body.0));
                format!("/registers/{code}/new?{}={id}{own}", next.by.name_in_form())
            };
            Link::new(l.entry_next(next.register.name.get(l.lang())), self.here.url(&place))
        };
        in_order.filter_map(of).filter(fits).map(way).collect()
    }

    /// Entries by the sections of their registers.
    fn by_sections(&self, title: &str, lines: &[(Stored, String)]) -> Table {
        let (app, l) = (self.web.app(), self.here.l);
        let mut rows = Vec::new();
        for (section, registers) in in_sections(app, l) {
            let of = |register: &Register| {
                let of_it = lines.iter().filter(|(stored, _)| stored.entry.envelope.register == register.code);
                of_it.map(|(stored, by)| Row::plain(self.cells(stored, Some(by)))).collect::<Vec<Row>>()
            };
            let of_section: Vec<Row> = registers.into_iter().flat_map(of).collect();
            if !of_section.is_empty() {
                rows.push(Row::of(RowKind::Group, [Cell::text(section_name(l, section))]));
                rows.extend(of_section);
            }
        }
        let mut heads = self.heads();
        heads.insert(1, Head::words(l.entry_by_field()));
        Table::new(title, heads, rows).dense()
    }

    fn plain(&self, title: &str, entries: &[Stored]) -> Table {
        let rows = entries.iter().map(|stored| Row::plain(self.cells(stored, None)));
        Table::new(title, self.heads(), rows.collect::<Vec<_>>()).dense()
    }

    fn heads(&self) -> Vec<Head> {
        let l = self.here.l;
        vec![
            Head::words(l.given_what()),
            Head::short(l.list_number()),
            Head::short(l.list_day()),
            Head::words(l.entry_content()),
            Head::words(l.list_body()),
        ]
    }

    /// What stands of an entry; the fields that name it, or by which it names, after its register.
    fn cells(&self, stored: &Stored, by: Option<&String>) -> Vec<Cell> {
        let Binding { web, here, tree, .. } = *self;
        let (app, l, entry, envelope) = (web.app(), here.l, &stored.entry, &stored.entry.envelope);
        let register = app.rulebook.register(&envelope.register);
        let title = app.title(tree, stored, l.lang());
        let content = if envelope.state == EntryState::Withdrawn {
            Cell::Main {
                main: title,
                more: l.entry_struck(),
            }
        } else {
            Cell::Text(title)
        };
        // Another record of the same person is looked at as it stands, not with everything on him.
        let url = match by {
            Some(_) => shown_at(here, &envelope.register, entry.id),
            None => here.url(&format!("/entries/{}", entry.id)),
        };
        let mut cells = vec![Cell::text(register.map_or("", |register| register.name.get(l.lang())))];
        cells.extend(by.map(Cell::text));
        cells.extend([
            Cell::way(format!("№ {}", envelope.number), url),
            envelope.day.map_or(Cell::Blank, |day| Cell::text(l.date(day))),
            content,
            Cell::text(named(web, here, tree, entry.body)),
        ]);
        cells
    }
}

/// The entries that an entry names, each with the names of the fields that name it.
fn by_fields(register: &Register, stored: &Stored, lang: Lang) -> BTreeMap<EntryId, String> {
    let mut by: BTreeMap<EntryId, Vec<&str>> = BTreeMap::new();
    for (field, id) in follow::names(register, &stored.entry.fields) {
        let (name, known) = (field.name.get(lang), by.entry(id).or_default());
        if !known.contains(&name) {
            known.push(name);
        }
    }
    by.into_iter().map(|(id, names)| (id, names.join(", "))).collect()
}
