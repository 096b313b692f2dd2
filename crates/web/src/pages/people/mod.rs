//! Accounts of the bodies one keeps: a list to search, new ones, each by itself, and what is done about it.

pub mod absence;
pub mod acts;
pub mod given;
pub mod hand_over;
pub mod one;
pub mod open;
pub mod posts;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::IntoResponse;
use qorgau_app::AppError;
use qorgau_app::accounts::{Listed, Order, Sought};
use qorgau_domain::{BodyId, Tree};
use qorgau_l10n::L10n;
use qorgau_rulebook::may::{Act, Subject};
use serde::Deserialize;

use super::asked::choice;
use super::inside::{Frame, Place, named, signed};
use super::{Gone, Page};
use crate::here::Here;
use crate::languages::encoded;
use crate::parts::{Cell, Choice, Head, Link, Row, Sort, State as Shape, Status, Table};
use crate::state::Web;

#[derive(Template)]
#[template(path = "people/list.html")]
struct People {
    here: Here,
    frame: Frame,
    q: String,
    order: &'static str,
    closed: bool,
    keeps: bool,
    found: String,
    table: Option<Table>,
    next: Option<String>,
}

/// What the address asks for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Asked {
    q: String,
    by: String,
    closed: String,
    skip: usize,
}

pub(crate) async fn page(State(web): State<Web>, here: Here, Query(asked): Query<Asked>) -> Result<impl IntoResponse, Gone> {
    let (app, signed) = (web.app(), signed(&here)?);
    let tree = app.store.tree().await.map_err(AppError::from)?;
    let order = if asked.by == "login" { Order::Login } else { Order::Name };
    let sought = Sought {
        text: &asked.q,
        order,
        closed: !asked.closed.is_empty(),
        skip: asked.skip,
    };
    let people = app.people(&signed.who, sought).await?;
    let by = if order == Order::Login { "login" } else { "name" };
    let place = |by: &str, skip: usize| {
        let closed = if sought.closed { "&closed=1" } else { "" };
        here.url(&format!("/people?q={}&by={by}{closed}&skip={skip}", encoded(&asked.q)))
    };
    let sort = |column: Order, name: &str| {
        if column == order {
            Sort::Up(place(name, 0), here.l.people_sorted())
        } else {
            Sort::Can(place(name, 0))
        }
    };
    let heads = [
        Head::words(here.l.account_name()).sorted(sort(Order::Name, "name")),
        Head::short(here.l.account_login()).sorted(sort(Order::Login, "login")),
        Head::words(here.l.account_body()),
        Head::words(here.l.people_roles()),
        Head::short(here.l.people_state()),
    ];
    let rows: Vec<Row> = people.shown.iter().map(|listed| row(&web, &here, &tree, listed)).collect();
    let page = People {
        frame: Frame::of(&web, &here, signed, &tree, Place::People),
        q: asked.q.clone(),
        order: by,
        closed: sought.closed,
        keeps: !app.bodies_open_to(&signed.who, &tree, Act::Administer, Subject::Users).is_empty(),
        found: here.l.people_found(i64::try_from(people.found).unwrap_or(i64::MAX)),
        table: (!rows.is_empty()).then(|| Table::new(here.l.people_title(), heads, rows)),
        next: people.next.map(|next| place(by, next)),
        here: here.clone(),
    };
    Ok(Page(page))
}

fn row(web: &Web, here: &Here, tree: &Tree, listed: &Listed) -> Row {
    let account = &listed.account;
    let roles: Vec<String> = listed.rights.iter().map(|right| role_name(web, here.l, &right.role)).collect();
    Row::plain([
        Cell::Way(Link::new(&account.name, here.url(&format!("/people/{}", account.id)))),
        Cell::text(&account.login),
        Cell::Text(named(web, here, tree, account.body)),
        Cell::Text(roles.join(" · ")),
        Cell::State(state(here.l, listed)),
    ])
}

/// The name of a role.
pub(super) fn role_name(web: &Web, l: &L10n, code: &str) -> String {
    web.app().rulebook.role(code).map_or(code, |role| role.name.get(l.lang())).to_owned()
}

/// How an account stands.
pub(super) fn state(l: &L10n, listed: &Listed) -> Status {
    if !listed.account.is_open() {
        Status::new(Shape::Struck, l.people_closed())
    } else if !listed.has_password {
        Status::new(Shape::Due, l.people_no_password())
    } else if listed.has_factor {
        Status::new(Shape::Done, l.people_with_factor())
    } else {
        Status::new(Shape::Open, l.people_is_open())
    }
}

/// The bodies whose accounts the reader keeps, to choose from, in the order of their codes.
pub(super) fn bodies(web: &Web, here: &Here, tree: &Tree, taken: &str) -> Result<Vec<Choice>, Gone> {
    let kept = web.app().bodies_open_to(&signed(here)?.who, tree, Act::Administer, Subject::Users);
    let today = web.app().today();
    let version = |body: BodyId| tree.on(body, today);
    let mut versions: Vec<_> = kept.into_iter().filter_map(version).collect();
    versions.sort_by(|one, other| one.code.cmp(&other.code));
    let body = |version: &qorgau_domain::BodyVersion| {
        let label = format!("{} · {}", version.code, version.name.get(here.l.lang()));
        choice(&version.code, label, version.code == taken)
    };
    Ok(versions.into_iter().map(body).collect())
}

/// The roles there are, to choose from; none is taken where none is named.
pub(super) fn roles(web: &Web, here: &Here, taken: &str) -> Vec<Choice> {
    let roles = &web.app().rulebook.roles;
    let none = choice("", here.l.people_no_role(), taken.is_empty());
    let role = |role: &qorgau_rulebook::Role| choice(&role.code, role.name.get(here.l.lang()), role.code == taken);
    std::iter::once(none).chain(roles.iter().map(role)).collect()
}
