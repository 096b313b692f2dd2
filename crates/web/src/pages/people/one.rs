//! One account: what it holds, what was done about it, and the forms of what can be done.

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
use super::acts::Sent;
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
    let keeps = |body: BodyId| who.account != account && who.may(app, &tree, Act::Administer, Subject::Users, body);
    let known = &person.listed.account;
    let line = |value: &str| Control::Text {
        value: value.to_owned(),
        width: Width::Full,
        fill: "off",
    };
    let give = [
        Field::new("role", l.account_role(), Control::Select(roles(web, here, &sent.role))),
        Field::new("body", l.people_at(), Control::Select(bodies(web, here, &tree, &sent.body)?)),
        Field::new("from", l.people_from(), Control::Day { value: sent.from.clone() })
            .optional(l.part_optional())
            .hint(l.people_from_hint()),
        Field::new("until", l.people_until(), Control::Day { value: sent.until.clone() }).optional(l.part_optional()),
        Field::new("reason", l.people_reason(), line(&sent.reason)).hint(l.people_reason_hint()),
    ];
    let mut asked = Asked::of(give);
    if let Some((at, said)) = &wrong {
        asked = asked.wrong(l, at, said);
    }
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
        errors: asked.errors.clone(),
        give: asked,
        rename: Field::new("person", l.people_person(), line(&known.name)),
        reset: Field::new("lost", l.people_lost(), Control::Checks(vec![choice("1", l.people_lost_yes(), false)])),
        close: Field::new("why", l.people_reason(), text("", "off")),
        past: Trail {
            steps: person.acts.iter().map(|act| past(web, here, &tree, act)).collect(),
        },
        here: here.clone(),
    })
}

fn in_hand(here: &Here, work: &Work) -> String {
    let count = |many: usize| i64::try_from(many).unwrap_or(i64::MAX);
    let entries = work.entries.values().sum();
    here.l
        .hand_closing_text(count(work.papers.len()), count(entries), count(work.tables), count(work.tokens))
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
fn past(web: &Web, here: &Here, tree: &Tree, act: &AccountAct) -> Past {
    let l = here.l;
    let said = |key: &str| act.plain.get(key).and_then(Value::text).unwrap_or_default();
    let is = |key: &str| act.plain.get(key) == Some(&Value::YesNo(true));
    let day = |key: &str| act.plain.get(key).and_then(Value::day).map(|day| l.date(day));
    let number = |key: &str| act.plain.get(key).and_then(Value::number).unwrap_or(0);
    let what = if act.kind == "hand_over" {
        let papers = act.plain.get("@papers").map_or(0, |papers| papers.rows().len());
        let papers = i64::try_from(papers).unwrap_or(i64::MAX);
        l.hand_was(said("@to"), &day("@from").unwrap_or_default(), papers, number("@entries"))
    } else if act.kind == "right" {
        let (role, body) = (role_name(web, l, said("@role")), named(web, here, tree, act.body));
        if is("@granted") {
            let days = [day("@from"), day("@until")].map(|day| day.unwrap_or_else(|| "…".to_owned())).join(" – ");
            l.people_was_given(&role, &body, &days)
        } else {
            l.people_was_taken(&role, &body)
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
        who: act.actor.clone(),
        what,
        change: None,
    }
}

/// A way to an account.
pub(super) fn way(here: &Here, account: Uuid) -> String {
    here.url(&format!("/people/{account}"))
}
