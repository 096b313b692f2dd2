//! What somebody who leaves has in hand, and the form by which it is handed over.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use qorgau_app::AppError;
use qorgau_app::accounts::{AccountFault, HandOver, Work, fault};
use qorgau_app::documents::words::state;
use qorgau_app::words;
use qorgau_domain::{BodyId, Tree};
use qorgau_rulebook::may::{Act, Subject};
use qorgau_store::{Account, Granted, Refusal};
use uuid::Uuid;

use super::super::asked::{Asked, again, choice, day};
use super::super::inside::{Frame, Place, named, signed};
use super::super::{Gone, Page};
use super::one::way;
use super::open::crumbs;
use super::role_name;
use crate::here::Here;
use crate::parts::{Cell, Control, Crumb, Crumbs, Field, Head, Link, Pair, Row, Summary, Table, Width};
use crate::received::Received;
use crate::state::Web;

#[derive(Template)]
#[template(path = "people/hand_over.html")]
struct Handing {
    here: Here,
    frame: Frame,
    crumbs: Crumbs,
    name: String,
    known: Summary,
    /// The documents, each a way for whoever may read them.
    papers: Option<Table>,
    /// Ways to the officers' entries, for whoever may read them.
    officers: Vec<Link>,
    /// The form, where the reader keeps the account and somebody can take over.
    asked: Option<Asked>,
    /// Nobody else of the body has an account.
    alone: bool,
    action: String,
}

/// What the form sends, name by name.
type Sent = Vec<(String, String)>;

fn first<'a>(sent: &'a Sent, name: &str) -> &'a str {
    sent.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
}

/// A role at a body, as a checkbox sends it.
fn mark(held: &Granted) -> String {
    format!("{}@{}", held.role, held.body.0)
}

pub(crate) async fn page(State(web): State<Web>, here: Here, Path((_, account)): Path<(String, Uuid)>) -> Result<impl IntoResponse, Gone> {
    Ok(Page(shown(&web, &here, account, None, None).await?))
}

/// Hands over, or shows the form again.
pub(crate) async fn send(State(web): State<Web>, here: Here, Path((_, account)): Path<(String, Uuid)>, sent: Received<Sent>) -> Result<Response, Gone> {
    let (app, l, form) = (web.app(), here.l, &sent.form);
    let (known, work) = app.open_work(sent.who(), account).await?;
    let tree = app.store.tree().await.map_err(AppError::from)?;
    if !keeps(&web, &here, &tree, &known)? {
        return Err(Gone::Absent);
    }
    let wrong = match (first(form, "to").parse::<Uuid>(), day(first(form, "day"))) {
        (Err(_), _) => ("to", l.hand_no_successor()),
        (_, None) => ("day", l.people_bad_day()),
        (Ok(to), Some(day)) => {
            let taken = |held: &&Granted| form.iter().any(|(name, value)| name == "roles" && *value == mark(held));
            let roles = work.roles.iter().filter(taken).map(|held| (held.role.clone(), held.body)).collect();
            let over = HandOver {
                from: account,
                to,
                day,
                order: first(form, "order"),
                roles,
            };
            match app.hand_work_over(sent.who(), &over).await {
                Ok(()) => return Ok(Redirect::to(&way(&here, account)).into_response()),
                Err(AppError::Account(AccountFault::NoReason)) => ("order", l.tree_no_reason()),
                Err(AppError::Account(AccountFault::NotAllowed)) => return Err(Gone::Absent),
                Err(AppError::Account(AccountFault::NoAccount)) => ("to", l.hand_no_successor()),
                Err(AppError::Account(wrong)) => ("to", fault(l, &wrong)),
                Err(AppError::Refused(refusal @ Refusal::NoRight)) => ("roles", words::refusal(l, &refusal)),
                Err(AppError::Refused(refusal)) => ("to", words::refusal(l, &refusal)),
                Err(error) => return Err(error.into()),
            }
        }
    };
    Ok(again(shown(&web, &here, account, Some(form), Some(wrong)).await?))
}

/// Whether the reader keeps an account: it is open, and it is not his own.
fn keeps(web: &Web, here: &Here, tree: &Tree, account: &Account) -> Result<bool, Gone> {
    let who = &signed(here)?.who;
    Ok(account.is_open() && who.account != account.id && who.may(web.app(), tree, Act::Administer, Subject::Users, account.body))
}

async fn shown(web: &Web, here: &Here, account: Uuid, sent: Option<&Sent>, wrong: Option<(&str, String)>) -> Result<Handing, Gone> {
    let (app, l, signed) = (web.app(), here.l, signed(here)?);
    let (known, work) = app.open_work(&signed.who, account).await?;
    let tree = app.store.tree().await.map_err(AppError::from)?;
    let keeps = keeps(web, here, &tree, &known)?;
    let others = if keeps { app.successors(&known).await? } else { Vec::new() };
    let asked = (keeps && !others.is_empty()).then(|| {
        // Only what the reader may take from the one and give to the other.
        let may = |held: &&Granted| signed.who.may(app, &tree, Act::Administer, Subject::Users, held.body);
        let roles: Vec<&Granted> = work.roles.iter().filter(may).collect();
        let asked = Asked::of(fields(web, here, &tree, (&roles, &others), sent));
        match &wrong {
            Some((at, said)) => asked.wrong(l, at, said),
            None => asked,
        }
    });
    let mut crumbs = crumbs(here);
    crumbs.steps.push(Crumb::new(&known.name, way(here, account)));
    let reads_officers = signed.who.may(app, &tree, Act::Read, Subject::Register("officer"), known.body);
    let officers = work.officers.iter().filter(|_| reads_officers);
    Ok(Handing {
        frame: Frame::of(web, here, signed, &tree, Place::People),
        crumbs,
        name: known.name.clone(),
        known: summary(web, here, &tree, &known, &work),
        papers: papers(web, here, &tree, &work)?,
        officers: officers
            .map(|officer| Link::new(l.hand_of_officer(), here.url(&format!("/entries/{officer}/hand-over"))))
            .collect(),
        asked,
        alone: keeps && others.is_empty(),
        action: format!("{}/hand-over", way(here, account)),
        here: here.clone(),
    })
}

fn fields(web: &Web, here: &Here, tree: &Tree, (roles, others): (&[&Granted], &[Account]), sent: Option<&Sent>) -> Vec<Field> {
    let l = here.l;
    let nothing = Sent::new();
    let form = sent.unwrap_or(&nothing);
    let other = |account: &Account| {
        let id = account.id.to_string();
        let taken = id == first(form, "to");
        choice(id, format!("{} · {}", account.name, account.login), taken)
    };
    let none = choice("", l.tree_choose(), first(form, "to").is_empty());
    let role = |held: &&Granted| {
        let label = format!("{} · {}", role_name(web, l, &held.role), named(web, here, tree, held.body));
        // At first all of them pass.
        let taken = sent.is_none() || form.iter().any(|(name, value)| name == "roles" && *value == mark(held));
        choice(mark(held), label, taken)
    };
    let order = Control::Text {
        value: first(form, "order").to_owned(),
        width: Width::Full,
        fill: "off",
    };
    let mut fields = vec![
        Field::new(
            "to",
            l.hand_to(),
            Control::Select(std::iter::once(none).chain(others.iter().map(other)).collect()),
        )
        .hint(l.hand_to_hint()),
    ];
    if !roles.is_empty() {
        fields.push(Field::new("roles", l.hand_roles(), Control::Checks(roles.iter().map(role).collect())).hint(l.hand_roles_hint()));
    }
    let day = Control::Day {
        value: first(form, "day").to_owned(),
    };
    fields.push(Field::new("day", l.hand_day(), day).hint(l.hand_day_hint()));
    fields.push(Field::new("order", l.tree_order(), order).hint(l.tree_order_hint()));
    fields
}

/// What is in hand, counted.
fn summary(web: &Web, here: &Here, tree: &Tree, account: &Account, work: &Work) -> Summary {
    let l = here.l;
    let count = |many: usize| Cell::Text(l.number(i64::try_from(many).unwrap_or(i64::MAX), 0));
    let roles: Vec<Link> = work
        .roles
        .iter()
        .map(|held| Link::new(format!("{} · {}", role_name(web, l, &held.role), named(web, here, tree, held.body)), ""))
        .collect();
    let mut pairs = vec![
        Pair::new(l.account_login(), Cell::text(&account.login)),
        Pair::new(l.account_body(), Cell::Text(named(web, here, tree, account.body))),
        Pair::new(
            l.people_roles(),
            if roles.is_empty() {
                Cell::Text(l.people_no_roles())
            } else {
                Cell::Ways(roles)
            },
        ),
        Pair::new(l.hand_papers(), count(work.papers.len())),
    ];
    for (register, many) in &work.entries {
        let name = web
            .app()
            .rulebook
            .register(register)
            .map_or(register.as_str(), |register| register.name.get(l.lang()));
        pairs.push(Pair::new(l.hand_entries(name), count(*many)));
    }
    pairs.push(Pair::new(l.hand_tables(), count(work.tables)));
    pairs.push(Pair::new(l.hand_tokens(), count(work.tokens)));
    Summary { pairs }
}

/// The documents for whoever may read them; who keeps accounts alone sees how many there are.
fn papers(web: &Web, here: &Here, tree: &Tree, work: &Work) -> Result<Option<Table>, Gone> {
    let (app, l, who) = (web.app(), here.l, &signed(here)?.who);
    let reads = |body: BodyId, kind: &str| who.may(app, tree, Act::Read, Subject::Document(kind), body);
    let row = |(wanted, document): &(qorgau_app::documents::Wanted, qorgau_store::Document)| {
        reads(wanted.body, &document.kind).then(|| {
            let kind = app.rulebook.documents.iter().find(|known| known.code == document.kind);
            let name = kind.map_or("", |known| known.name.get(l.lang()));
            Row::plain([
                Cell::way(format!("{name}, {}", l.period(wanted.period)), here.url(&format!("/documents/{}", document.id))),
                Cell::Text(named(web, here, tree, wanted.body)),
                Cell::Text(state(l, Some(document.life.state))),
            ])
        })
    };
    let rows: Vec<Row> = work.papers.iter().filter_map(row).collect();
    let heads = [Head::words(l.hand_papers()), Head::words(l.account_body()), Head::short(l.people_state())];
    Ok((!rows.is_empty()).then(|| Table::new(l.hand_papers(), heads, rows).dense()))
}
