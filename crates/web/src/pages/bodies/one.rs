//! One body: how it stood from day to day, what stands below it, who works there, what it keeps, how it came to be so.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use qorgau_app::AppError;
use qorgau_app::bodies::{Did, Past as Act, Staff};
use qorgau_domain::{BodyId, BodyVersion, Month, Tree};
use qorgau_rulebook::may::{Act as Doing, Subject};

use super::super::inside::{Frame, Place, code, named, signed};
use super::super::{Gone, Page};
use super::{crumbs, level, since, way};
use crate::here::Here;
use crate::parts::{Cell, Crumbs, DistrictMap, DistrictShape, Head, Link, Pair, Past, Row, State as Shape, Status, Summary, Table, Trail};
use crate::state::Web;

#[derive(Template)]
#[template(path = "bodies/one.html")]
struct One {
    here: Here,
    frame: Frame,
    crumbs: Crumbs,
    name: String,
    known: Summary,
    /// What the reader may change.
    actions: Vec<Link>,
    versions: Table,
    below: Option<Table>,
    /// Whether the accounts of the body may be read.
    staffed: bool,
    people: Option<Table>,
    /// Ways to the lists of units and officers, and to new ones.
    lists: Vec<(String, Vec<Link>)>,
    /// Nothing where the reader may read none of the body's registers.
    kept: Option<Table>,
    reads: bool,
    map: Option<DistrictMap>,
    past: Trail,
}

pub(crate) async fn page(State(web): State<Web>, here: Here, Path((_, id)): Path<(String, i64)>) -> Result<impl IntoResponse, Gone> {
    let (app, signed) = (web.app(), signed(&here)?);
    let tree = app.store.tree().await.map_err(AppError::from)?;
    let body = app.readable_body(&signed.who, &tree, BodyId(id))?;
    let versions: Vec<&BodyVersion> = tree.versions().filter(|version| version.id == body).collect();
    let staff = app.staff(&signed.who, &tree, [body]).await?;
    let acts = app.body_past(body).await?;
    let names = app.names(acts.iter().map(|act| act.actor.as_str())).await?;
    let reads = app
        .rulebook
        .registers
        .keys()
        .any(|code| signed.who.may(app, &tree, Doing::Read, Subject::Register(code), body));
    let page = One {
        frame: Frame::of(&web, &here, signed, &tree, Place::Bodies),
        crumbs: crumbs(&here),
        name: named(&web, &here, &tree, body),
        known: known(&web, &here, &tree, &staff, body),
        actions: actions(&web, &here, &tree, body)?,
        versions: table(&web, &here, &tree, &versions),
        below: below(&web, &here, &tree, body),
        staffed: staff.accounts.contains_key(&body),
        people: people(&here, &staff, body),
        lists: lists(&web, &here, &tree, body)?,
        kept: kept(&web, &here, app.kept_by(&signed.who, &tree, body).await?),
        reads,
        map: map(&web, &here, &tree, body).await?,
        past: Trail {
            steps: acts.iter().map(|act| past(&web, &here, &tree, &names, act)).collect(),
        },
        here: here.clone(),
    };
    Ok(Page(page))
}

fn known(web: &Web, here: &Here, tree: &Tree, staff: &Staff, body: BodyId) -> Summary {
    let (l, today) = (here.l, web.app().today());
    let Some(version) = tree.on(body, today) else {
        return Summary { pairs: Vec::new() };
    };
    let mut pairs = vec![
        Pair::new(l.tree_code(), Cell::text(&version.code)),
        Pair::new(l.tree_level(), Cell::Text(level(web, here, &version.level))),
    ];
    if let Some(parent) = version.parent {
        pairs.push(Pair::new(l.tree_under(), other(web, here, tree, parent)));
    }
    pairs.push(Pair::new(l.tree_state(), Cell::State(state(web, here, version))));
    if let Some(successor) = version.successor {
        pairs.push(Pair::new(l.tree_successor(), other(web, here, tree, successor)));
    }
    pairs.push(Pair::new(l.tree_since(), Cell::Text(since(here, version.from))));
    if staff.accounts.contains_key(&body) {
        let heads: Vec<Link> = staff
            .heads
            .get(&body)
            .into_iter()
            .flatten()
            .map(|head| Link::new(&head.name, here.url(&format!("/people/{}", head.account))))
            .collect();
        let said = if heads.is_empty() { Cell::Text(l.tree_no_head()) } else { Cell::Ways(heads) };
        pairs.push(Pair::new(l.tree_head(), said));
    }
    Summary { pairs }
}

fn state(web: &Web, here: &Here, version: &BodyVersion) -> Status {
    let (l, today) = (here.l, web.app().today());
    match (version.from, version.until) {
        (_, Some(until)) if until < today => Status::new(Shape::Struck, l.tree_closed_on(&l.date(until.tomorrow().unwrap_or(until)))),
        (Some(from), _) if from > today => Status::new(Shape::Due, l.tree_not_yet()),
        (_, Some(until)) if version.successor.is_some() => Status::new(Shape::Due, l.tree_closes_on(&l.date(until.tomorrow().unwrap_or(until)))),
        _ => Status::new(Shape::Done, l.tree_now()),
    }
}

/// Another body, a way to it where the reader may read it.
fn other(web: &Web, here: &Here, tree: &Tree, body: BodyId) -> Cell {
    let name = named(web, here, tree, body);
    let reads = signed(here).is_ok_and(|signed| web.app().readable_body(&signed.who, tree, body).is_ok());
    if reads { Cell::way(name, way(here, body)) } else { Cell::Text(name) }
}

fn actions(web: &Web, here: &Here, tree: &Tree, body: BodyId) -> Result<Vec<Link>, Gone> {
    let (app, l, who) = (web.app(), here.l, &signed(here)?.who);
    let last = tree.versions().filter(|version| version.id == body).last();
    let Some(last) = last.filter(|last| last.until.is_none() && app.keeps_body(who, tree, body)) else {
        return Ok(Vec::new());
    };
    let to = |what: &str| format!("{}/change/{what}", way(here, body));
    let mut actions = Vec::new();
    if !app.levels_below(&last.level).is_empty() {
        actions.push(Link::new(l.tree_do_below(), to("below")));
    }
    actions.push(Link::new(l.tree_do_rename(), to("rename")));
    if last.parent.is_some() {
        actions.push(Link::new(l.tree_do_place(), to("place")));
        actions.push(Link::new(l.tree_do_close(), to("close")));
    }
    Ok(actions)
}

fn table(web: &Web, here: &Here, tree: &Tree, versions: &[&BodyVersion]) -> Table {
    let l = here.l;
    let row = |version: &&BodyVersion| {
        Row::plain([
            Cell::Text(since(here, version.from)),
            Cell::Text(version.until.map_or_else(|| l.tree_still(), |until| l.date(until))),
            Cell::text(&version.code),
            Cell::text(version.name.get(l.lang())),
            Cell::Text(level(web, here, &version.level)),
            version.parent.map_or(Cell::Blank, |parent| other(web, here, tree, parent)),
            version.successor.map_or(Cell::Blank, |successor| other(web, here, tree, successor)),
        ])
    };
    let heads = [
        Head::short(l.tree_from()),
        Head::short(l.tree_until()),
        Head::short(l.tree_code()),
        Head::words(l.tree_name()),
        Head::words(l.tree_level()),
        Head::words(l.tree_under()),
        Head::words(l.tree_successor()),
    ];
    Table::new(l.tree_versions(), heads, versions.iter().map(row).collect::<Vec<_>>()).dense()
}

/// What stands below it today; a closed body that it took over from among them.
fn below(web: &Web, here: &Here, tree: &Tree, body: BodyId) -> Option<Table> {
    let (l, today) = (here.l, web.app().today());
    let row = |child: &BodyId| {
        let version = tree.on(*child, today)?;
        Some(Row::plain([
            Cell::text(&version.code),
            other(web, here, tree, *child),
            Cell::Text(level(web, here, &version.level)),
            Cell::State(state(web, here, version)),
        ]))
    };
    let rows: Vec<Row> = tree.children(body, Month::of(today)).iter().filter_map(row).collect();
    let heads = [
        Head::short(l.tree_code()),
        Head::words(l.tree_name()),
        Head::words(l.tree_level()),
        Head::short(l.tree_state()),
    ];
    (!rows.is_empty()).then(|| Table::new(l.tree_below(), heads, rows).dense())
}

fn people(here: &Here, staff: &Staff, body: BodyId) -> Option<Table> {
    let l = here.l;
    let accounts = staff.accounts.get(&body).filter(|accounts| !accounts.is_empty())?;
    let row = |account: &qorgau_store::Account| {
        Row::plain([
            Cell::way(&account.name, here.url(&format!("/people/{}", account.id))),
            Cell::text(&account.login),
        ])
    };
    let heads = [Head::words(l.account_name()), Head::short(l.account_login())];
    Some(Table::new(l.tree_people(), heads, accounts.iter().map(row).collect::<Vec<_>>()).dense())
}

/// Units and officers are entries: ways to their lists, and to new ones for whoever may.
fn lists(web: &Web, here: &Here, tree: &Tree, body: BodyId) -> Result<Vec<(String, Vec<Link>)>, Gone> {
    let (app, l, who) = (web.app(), here.l, &signed(here)?.who);
    let mut lists = Vec::new();
    for register in ["unit", "officer"].into_iter().filter_map(|code| app.rulebook.register(code)) {
        let at = here.url(&format!("/registers/{}", register.code));
        let mut ways = Vec::new();
        if who.may(app, tree, Doing::Read, Subject::Register(&register.code), body) {
            ways.push(Link::new(l.tree_list_of(), format!("{at}?body={}&reach=own", code(web, tree, body))));
        }
        if app.may_enter(who, tree, register).contains(&body) {
            ways.push(Link::new(l.tree_add(), format!("{at}/new")));
        }
        if !ways.is_empty() {
            lists.push((register.name.get(l.lang()).to_owned(), ways));
        }
    }
    Ok(lists)
}

fn kept(web: &Web, here: &Here, kept: Vec<(String, Month)>) -> Option<Table> {
    let l = here.l;
    let row = |(register, since): (String, Month)| {
        let name = web
            .app()
            .rulebook
            .register(&register)
            .map_or(register.as_str(), |known| known.name.get(l.lang()));
        Row::plain([Cell::text(name), Cell::text(l.month(since))])
    };
    let rows: Vec<Row> = kept.into_iter().map(row).collect();
    let heads = [Head::words(l.registers_title()), Head::short(l.tree_kept_since())];
    (!rows.is_empty()).then(|| Table::new(l.tree_registers(), heads, rows).dense())
}

async fn map(web: &Web, here: &Here, tree: &Tree, body: BodyId) -> Result<Option<DistrictMap>, Gone> {
    let l = here.l;
    let outlines = web.outlines().of(web.app(), &[body]).await?;
    let name = named(web, here, tree, body);
    // The page is about this very body: its shape leads nowhere.
    let shape = |outline: &qorgau_app::map::Outline| DistrictShape {
        rings: outline.polygons.iter().flatten().cloned().collect(),
        middle: outline.middle,
        link: Link::new(&name, ""),
        label: String::new(),
        value: Some(1),
    };
    let shapes: Vec<DistrictShape> = outlines.iter().map(|(_, outline)| shape(outline)).collect();
    let territory = |_: i64, _: i64| l.tree_territory();
    Ok((!shapes.is_empty()).then(|| DistrictMap::new(&name, &shapes, territory, String::new(), String::new())))
}

fn past(web: &Web, here: &Here, tree: &Tree, names: &BTreeMap<String, String>, act: &Act) -> Past {
    let l = here.l;
    let name = |body: Option<BodyId>| body.map_or_else(|| "—".to_owned(), |body| named(web, here, tree, body));
    let what = match &act.did {
        Did::Founded => l.tree_act_founded(),
        Did::Renamed(name) => l.tree_act_renamed(name.get(l.lang())),
        Did::Placed(parent) => l.tree_act_placed(&name(*parent)),
        Did::Closed(successor) => l.tree_act_closed(&name(*successor)),
        Did::Set => l.tree_act_set(),
    };
    let from = act.from.map(|from| l.tree_act_from(&l.date(from)));
    let parts = [Some(what), from, Some(act.reason.clone())];
    Past {
        when: l.moment(&act.at, web.app().zone()),
        who: names.get(&act.actor).cloned().unwrap_or_else(|| act.actor.clone()),
        what: parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
        change: None,
    }
}
