//! What is expressly given to a person, on the page of the account: the list, the form, and taking it back.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use qorgau_app::AppError;
use qorgau_app::accounts::{AccountFault, By, Giving, Person};
use qorgau_domain::Tree;
use qorgau_domain::time::{date_of, day_number};
use qorgau_rulebook::register::Register;
use qorgau_store::Refusal;
use uuid::Uuid;

use super::super::Gone;
use super::super::asked::{Asked, choice, text};
use super::super::inside::{code, named};
use super::absence::{Said, last_day, period, stands};
use super::acts::{Sent, settled_as};
use super::bodies;
use super::open::wrong;
use crate::here::Here;
use crate::parts::{Choice, Control, Field, Status};
use crate::received::Received;
use crate::state::Web;

/// The part of the page.
#[derive(Template)]
#[template(path = "people/given.html")]
pub(super) struct Things {
    pub(super) here: Here,
    /// Where its forms go.
    pub(super) url: String,
    pub(super) mark: String,
    pub(super) rows: Vec<Line>,
    /// The form to give something; nothing where the reader may give nothing.
    pub(super) form: Option<Asked>,
}

impl askama::filters::HtmlSafe for Things {}

/// Something given, as a row.
pub(super) struct Line {
    pub(super) id: Uuid,
    pub(super) what: String,
    pub(super) body: String,
    pub(super) basis: String,
    pub(super) from: String,
    pub(super) until: String,
    pub(super) state: Status,
    /// The reader may take it back.
    pub(super) may: bool,
}

/// The names of the fields of its form; errors of theirs stand at it.
pub(super) const FIELDS: [&str; 6] = ["given", "what", "given_body", "given_from", "given_until", "basis"];

/// What stands before the code of a register.
const REGISTER: &str = "register:";

/// The part; nothing where nothing is or can be given.
pub(super) fn of(web: &Web, here: &Here, tree: &Tree, person: &Person, url: String, mark: &str, asked: Option<Asked>) -> Option<Things> {
    let (app, l) = (web.app(), here.l);
    let can = app.to_be_given(&person.listed.rights).next().is_some();
    if person.given.is_empty() && !can {
        return None;
    }
    let today = day_number(app.today());
    let line = |given: &qorgau_store::Given| Line {
        id: given.id,
        what: what(web, here, &given.what),
        body: named(web, here, tree, given.body),
        basis: given.basis.clone(),
        from: l.date(date_of(given.from)),
        until: last_day(l, given.until),
        state: stands(l, (given.from, given.until, given.ended), today),
        may: given.last() >= today && super::one::keeps(web, here, tree, person.listed.account.id, given.body),
    };
    Some(Things {
        rows: person.given.iter().map(line).collect(),
        form: asked.filter(|_| can && person.listed.account.is_open()),
        here: here.clone(),
        url,
        mark: mark.to_owned(),
    })
}

/// The name of what is given.
pub(super) fn what(web: &Web, here: &Here, what: &str) -> String {
    let register = what.strip_prefix(REGISTER).and_then(|code| web.app().rulebook.register(code));
    register.map_or(what, |register| register.name.get(here.l.lang())).to_owned()
}

/// The fields to give something.
pub(super) fn fields(web: &Web, here: &Here, tree: &Tree, person: &Person, sent: &Sent) -> Result<Asked, Gone> {
    let (app, l) = (web.app(), here.l);
    let can: Vec<&Register> = app.to_be_given(&person.listed.rights).collect();
    // A body that keeps nothing of the kind has nothing to give.
    let keeps = |choice: &Choice| {
        let body = tree.by_code(&choice.value, app.today());
        body.is_some_and(|body| can.iter().any(|register| app.keeps(tree, body, &register.kept_by)))
    };
    let own = code(web, tree, person.listed.account.body);
    let taken = if sent.given_body.is_empty() { &own } else { &sent.given_body };
    let givers = bodies(web, here, tree, taken)?.into_iter().filter(keeps).collect();
    let register = |register: &Register| choice(&register.code, register.name.get(l.lang()), register.code == sent.what);
    let registers = can.iter().copied().map(register).collect();
    Ok(Asked::of([
        Field::new("what", l.given_what(), Control::Select(registers)),
        Field::new("given_body", l.given_body(), Control::Select(givers)).hint(l.given_body_hint()),
        Field::new(
            "given_from",
            l.people_from(),
            Control::Day {
                value: sent.given_from.clone(),
            },
        )
        .optional(l.part_optional())
        .hint(l.people_from_hint()),
        Field::new(
            "given_until",
            l.people_until(),
            Control::Day {
                value: sent.given_until.clone(),
            },
        )
        .optional(l.part_optional()),
        Field::new("basis", l.given_basis(), text(&sent.basis, "off")).hint(l.given_basis_hint()),
    ]))
}

/// Gives a register of a body.
pub(crate) async fn give(State(web): State<Web>, here: Here, Path((_, account)): Path<(String, Uuid)>, sent: Received<Sent>) -> Result<Response, Gone> {
    let form = &sent.form;
    let done = match period(&here, (&form.given_from, "given_from"), (&form.given_until, "given_until")) {
        Err(bad) => Err(bad),
        Ok(days) => match given(&web, &sent, account, days).await {
            Ok(()) => Ok(()),
            Err(error) => Err(told(&here, error, "basis")?),
        },
    };
    settled_as(&web, &here, account, form, done, "given").await
}

async fn given(web: &Web, sent: &Received<Sent>, account: Uuid, (from, until): (Option<jiff::civil::Date>, Option<jiff::civil::Date>)) -> Result<(), AppError> {
    let (app, form) = (web.app(), &sent.form);
    let giving = Giving {
        account,
        register: &form.what,
        body: app.body(&form.given_body).await?,
        from: from.unwrap_or(app.today()),
        until,
        basis: &form.basis,
    };
    app.give(By::Who(sent.who()), &giving).await?;
    Ok(())
}

/// Takes back what was given.
pub(crate) async fn take_back(State(web): State<Web>, here: Here, Path((_, account)): Path<(String, Uuid)>, sent: Received<Sent>) -> Result<Response, Gone> {
    let id = sent.form.id.parse().unwrap_or_default();
    let done = match web.app().take_back(By::Who(sent.who()), id, &sent.form.reason).await {
        Ok(()) => Ok(()),
        Err(error) => Err(told(&here, error, "given")?),
    };
    settled_as(&web, &here, account, &sent.form, done, "given").await
}

fn told(here: &Here, error: AppError, reason_at: &'static str) -> Result<Said, Gone> {
    let l = here.l;
    Ok(match &error {
        AppError::Account(AccountFault::NoReason) => (reason_at, l.account_no_reason()),
        AppError::Account(AccountFault::TurnedDays) => ("given_until", l.account_turned_days()),
        AppError::Account(AccountFault::NotToGive) => ("what", l.given_not_to_give()),
        AppError::Account(AccountFault::NotKept) => ("given_body", l.given_not_kept()),
        AppError::NoBody(code) => ("given_body", l.error_no_body(code)),
        AppError::Refused(Refusal::GivenAlready) => ("given_from", l.given_already()),
        AppError::Refused(Refusal::NotGiven) => ("given", l.given_over()),
        _ => return wrong(here, error),
    })
}
