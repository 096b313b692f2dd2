//! One account: what it holds, what was done about it, and the forms of what can be done.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use jiff::Timestamp;
use qorgau_app::AppError;
use qorgau_app::accounts::{Person, Work};
use qorgau_domain::time::{OPEN, date_of};
use qorgau_domain::value::Value;
use qorgau_domain::{BodyId, Tree};
use qorgau_rulebook::may::{Act, Subject};
use qorgau_store::{AccountAct, Granted};
use uuid::Uuid;

use super::super::account::own_name;
use super::super::asked::{Asked, choice, text};
use super::super::inside::{Frame, Place, code, named, signed};
use super::super::{Gone, Page};
use super::absence::{self, Absences};
use super::acts::Sent;
use super::given::{self, Things};
use super::open::crumbs;
use super::{bodies, role_name, roles, state};
use crate::here::Here;
use crate::parts::{Cell, Control, Crumbs, ErrorSummary, Field, Pair, Past, Summary, Trail, Width};
use crate::state::Web;

#[derive(Template)]
#[template(path = "people/one.html")]
pub(super) struct One {
    here: Here,
    frame: Frame,
    crumbs: Crumbs,
    account: Uuid,
    name: String,
    known: Summary,
    rights: Vec<Held>,
    /// The reader keeps this account, it is open, and it is not his own.
    keeps: bool,
    errors: Option<ErrorSummary>,
    give: Asked,
    absences: Absences,
    given: Option<Things>,
    rename: Field,
    reset: Field,
    close: Field,
    /// What the account still has in hand, in words; nothing where there is nothing.
    open: Option<String>,
    past: Trail,
}

/// A role held, as a row.
struct Held {
    role: String,
    code: String,
    body: String,
    body_code: String,
    from: String,
    until: String,
    /// The reader may take it.
    may: bool,
}

pub(crate) async fn page(State(web): State<Web>, here: Here, Path((_, account)): Path<(String, Uuid)>) -> Result<impl IntoResponse, Gone> {
    Ok(Page(shown(&web, &here, account, &Sent::default(), None).await?))
}

pub(super) async fn shown(web: &Web, here: &Here, account: Uuid, sent: &Sent, wrong: Option<(&str, String)>) -> Result<One, Gone> {
    let (app, l, who) = (web.app(), here.l, &signed(here)?.who);
    let person = app.person(who, account).await?;
    let tree = app.store.tree().await.map_err(AppError::from)?;
    let names = app.names(person.acts.iter().map(|act| act.actor.as_str())).await?;
    let keeps = |body: BodyId| keeps(web, here, &tree, account, body);
    let known = &person.listed.account;
    let mut give = Asked::of(role_fields(web, here, &tree, sent)?);
    let mut away = absence::fields(web, here, sent);
    let mut to_give = given::fields(web, here, &tree, &person, sent)?;
    if let Some((at, said)) = &wrong {
        let at_form = match *at {
            at if absence::FIELDS.contains(&at) => &mut away,
            at if given::FIELDS.contains(&at) => &mut to_give,
            _ => &mut give,
        };
        *at_form = std::mem::take(at_form).wrong(l, at, said);
    }
    let errors = [&give, &away, &to_give].into_iter().find_map(|asked| asked.errors.clone());
    let mark = signed(here)?.mark.clone();
    let records = known.is_open() && who.may(app, &tree, Act::Administer, Subject::Users, known.body);
    let gives = who.account != account && !app.bodies_open_to(who, &tree, Act::Administer, Subject::Users).is_empty();
    let (_, work) = app.open_work(who, account).await?;
    Ok(One {
        open: (known.is_open() && work.is_open()).then(|| in_hand(here, &work)),
        frame: Frame::of(web, here, signed(here)?, &tree, Place::People),
        crumbs: crumbs(here),
        account,
        name: known.name.clone(),
        known: summary(web, here, &tree, &person),
        rights: person
            .listed
            .rights
            .iter()
            .map(|right| held(web, here, &tree, right, keeps(right.body)))
            .collect(),
        keeps: known.is_open() && keeps(known.body),
        errors,
        give,
        absences: Absences {
            rows: person.absences.iter().map(|absence| absence::line(web, l, absence, records)).collect(),
            form: records.then_some(away),
            url: way(here, account),
            mark: mark.clone(),
            here: here.clone(),
        },
        given: given::of(web, here, &tree, &person, way(here, account), &mark, gives.then_some(to_give)),
        rename: Field::new("person", l.people_person(), line(&known.name)),
        reset: Field::new("lost", l.people_lost(), Control::Checks(vec![choice("1", l.people_lost_yes(), false)])),
        close: Field::new("why", l.people_reason(), text("", "off")),
        past: Trail {
            steps: person.acts.iter().map(|act| past(web, here, &tree, act, &names)).collect(),
        },
        here: here.clone(),
    })
}

/// A line of text as wide as the form.
fn line(value: &str) -> Control {
    Control::Text {
        value: value.to_owned(),
        width: Width::Full,
        fill: "off",
    }
}

/// The fields to give a role.
fn role_fields(web: &Web, here: &Here, tree: &Tree, sent: &Sent) -> Result<[Field; 5], Gone> {
    let l = here.l;
    Ok([
        Field::new("role", l.account_role(), Control::Select(roles(web, here, &sent.role))),
        Field::new("body", l.people_at(), Control::Select(bodies(web, here, tree, &sent.body)?)),
        Field::new("from", l.people_from(), Control::Day { value: sent.from.clone() })
            .optional(l.part_optional())
            .hint(l.people_from_hint()),
        Field::new("until", l.people_until(), Control::Day { value: sent.until.clone() }).optional(l.part_optional()),
        Field::new("reason", l.people_reason(), line(&sent.reason)).hint(l.people_reason_hint()),
    ])
}

/// Whether the reader may decide about somebody's rights at a body: he keeps its accounts, and this one is not his own.
pub(super) fn keeps(web: &Web, here: &Here, tree: &Tree, account: Uuid, body: BodyId) -> bool {
    let Ok(signed) = signed(here) else { return false };
    signed.who.account != account && signed.who.may(web.app(), tree, Act::Administer, Subject::Users, body)
}

fn in_hand(here: &Here, work: &Work) -> String {
    let l = here.l;
    let kinds = [
        (l.people_roles(), work.roles.len()),
        (l.hand_papers(), work.papers.len()),
        (l.hand_of_officer(), work.entries.values().sum()),
        (l.hand_tables(), work.tables),
        (l.hand_tokens(), work.tokens),
    ];
    let there = kinds.into_iter().filter(|(_, many)| *many > 0);
    let said: Vec<String> = there.map(|(kind, many)| format!("{kind}: {many}")).collect();
    l.hand_closing_text(&said.join("; "))
}

fn summary(web: &Web, here: &Here, tree: &Tree, person: &Person) -> Summary {
    let (l, account) = (here.l, &person.listed.account);
    let pairs = vec![
        Pair::new(l.account_login(), Cell::text(&account.login)),
        Pair::new(l.account_body(), Cell::Text(named(web, here, tree, account.body))),
        Pair::new(l.account_language(), Cell::text(own_name(account.lang))),
        Pair::new(l.people_state(), Cell::State(state(l, &person.listed))),
    ];
    Summary { pairs }
}

fn held(web: &Web, here: &Here, tree: &Tree, right: &Granted, may: bool) -> Held {
    Held {
        role: role_name(web, here.l, &right.role),
        code: right.role.clone(),
        body: named(web, here, tree, right.body),
        body_code: code(web, tree, right.body),
        from: here.l.date(date_of(right.from)),
        until: if right.until < OPEN {
            here.l.date(date_of(right.until))
        } else {
            "—".to_owned()
        },
        may,
    }
}

/// An act about the account, in words.
fn past(web: &Web, here: &Here, tree: &Tree, act: &AccountAct, names: &BTreeMap<String, String>) -> Past {
    let l = here.l;
    let said = |key: &str| act.plain.get(key).and_then(Value::text).unwrap_or_default();
    let is = |key: &str| act.plain.get(key) == Some(&Value::YesNo(true));
    let day = |key: &str| act.plain.get(key).and_then(Value::day).map(|day| l.date(day));
    let days = || [day("@from"), day("@until")].map(|day| day.unwrap_or_else(|| "…".to_owned())).join(" – ");
    let number = |key: &str| act.plain.get(key).and_then(Value::number).unwrap_or(0);
    let what = if act.kind == "hand_over" {
        let papers = act.plain.get("@papers").map_or(0, |papers| papers.rows().len());
        let papers = i64::try_from(papers).unwrap_or(i64::MAX);
        l.hand_was(said("@to"), &day("@from").unwrap_or_default(), papers, number("@entries"))
    } else if act.kind == "right" {
        let (role, body) = (role_name(web, l, said("@role")), named(web, here, tree, act.body));
        if is("@granted") {
            l.people_was_given(&role, &body, &days())
        } else {
            l.people_was_taken(&role, &body)
        }
    } else if act.kind == "absence" {
        match (day("@ended"), days()) {
            (Some(ended), _) => l.absence_was_ended(&ended),
            (None, days) => l.absence_was_recorded(&absence::ground(web, l, said("@ground")), said("@order"), &days),
        }
    } else if act.kind == "given" {
        let (what, body) = (given::what(web, here, said("@what")), named(web, here, tree, act.body));
        match day("@ended") {
            Some(_) => l.given_was_taken_back(&what, &body),
            None => l.given_was_given(&what, &body, &days()),
        }
    } else if is("@closed") {
        l.people_was_closed()
    } else {
        l.people_was_named(said("@name"))
    };
    let reason = said("@reason");
    let what = if reason.is_empty() { what } else { format!("{what} · {reason}") };
    Past {
        when: Timestamp::from_microsecond(act.at).map_or_else(|_| String::new(), |at| l.moment(&at, web.app().zone())),
        who: names.get(&act.actor).unwrap_or(&act.actor).clone(),
        what,
        change: None,
    }
}

/// A way to an account.
pub(super) fn way(here: &Here, account: Uuid) -> String {
    here.url(&format!("/people/{account}"))
}
