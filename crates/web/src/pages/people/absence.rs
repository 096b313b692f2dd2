//! Absences on the page of an account: the list, the form of a new one, and ending one before its time.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use qorgau_app::AppError;
use qorgau_app::accounts::{AccountFault, By, GROUNDS, NewAbsence, VACANT, Whose};
use qorgau_app::documents::InAbsence;
use qorgau_domain::time::{OPEN, date_of, day_number};
use qorgau_l10n::L10n;
use qorgau_store::{Absence, Refusal};
use uuid::Uuid;

use super::super::Gone;
use super::super::asked::{Asked, choice, day, text};
use super::acts::{Sent, settled_as};
use super::open::wrong;
use crate::here::Here;
use crate::parts::{Banner, Control, Field, State as Shape, Status, Tone};
use crate::received::Received;
use crate::state::Web;

/// The part of the page.
#[derive(Template)]
#[template(path = "people/absences.html")]
pub(super) struct Absences {
    pub(super) here: Here,
    /// Where its forms go.
    pub(super) url: String,
    pub(super) mark: String,
    pub(super) rows: Vec<Line>,
    /// The form of a new one; nothing where the reader may record none.
    pub(super) form: Option<Asked>,
}

impl askama::filters::HtmlSafe for Absences {}

/// An absence as a row.
pub(super) struct Line {
    pub(super) id: Uuid,
    pub(super) ground: String,
    pub(super) order: String,
    pub(super) from: String,
    pub(super) until: String,
    pub(super) state: Status,
    /// The reader may end it.
    pub(super) ends: bool,
}

/// The names of the fields of its form; errors of theirs stand at it.
pub(super) const FIELDS: [&str; 5] = ["absences", "ground", "order", "away_from", "away_until"];

pub(super) fn line(web: &Web, l: &L10n, absence: &Absence, keeps: bool) -> Line {
    let today = day_number(web.app().today());
    Line {
        id: absence.id,
        ground: ground(web, l, &absence.ground),
        order: absence.basis.clone(),
        from: l.date(date_of(absence.from)),
        until: last_day(l, absence.until),
        state: stands(l, (absence.from, absence.until, absence.ended), today),
        ends: keeps && absence.last() >= today,
    }
}

/// The last day as written; a dash while nothing is said.
pub(super) fn last_day(l: &L10n, until: i64) -> String {
    if until < OPEN { l.date(date_of(until)) } else { "—".to_owned() }
}

/// How something stands that counts from a day to a day and may have been ended before.
pub(super) fn stands(l: &L10n, (from, until, ended): (i64, i64, i64), today: i64) -> Status {
    if ended < OPEN {
        Status::new(Shape::Struck, l.absence_state_ended(&l.date(date_of(ended))))
    } else if until < today {
        Status::new(Shape::Done, l.absence_state_over())
    } else if from > today {
        Status::new(Shape::Open, l.absence_state_ahead())
    } else {
        Status::new(Shape::Due, l.absence_state_now())
    }
}

/// The name of a ground.
pub(super) fn ground(web: &Web, l: &L10n, code: &str) -> String {
    let item = web.app().rulebook.item(GROUNDS, code);
    item.map_or(code, |item| item.name.get(l.lang())).to_owned()
}

/// The fields of a new absence.
pub(super) fn fields(web: &Web, here: &Here, sent: &Sent) -> Asked {
    let (l, known) = (here.l, web.app().rulebook.lists.get(GROUNDS));
    let grounds = known.map_or(&[][..], |list| &list.item[..]).iter().filter(|item| item.code != VACANT);
    let ground = |item: &qorgau_rulebook::list::Item| choice(&item.code, item.name.get(l.lang()), item.code == sent.ground);
    Asked::of([
        Field::new("ground", l.absence_ground(), Control::Select(grounds.map(ground).collect())),
        Field::new("order", l.absence_order(), text(&sent.order, "off")).hint(l.absence_order_hint()),
        Field::new("away_from", l.absence_from(), Control::Day { value: sent.away_from.clone() }).hint(l.absence_from_hint()),
        Field::new(
            "away_until",
            l.absence_until(),
            Control::Day {
                value: sent.away_until.clone(),
            },
        )
        .optional(l.part_optional())
        .hint(l.absence_until_hint()),
    ])
}

/// Records an absence.
pub(crate) async fn record(State(web): State<Web>, here: Here, Path((_, account)): Path<(String, Uuid)>, sent: Received<Sent>) -> Result<Response, Gone> {
    let form = &sent.form;
    let done = match period(&here, (&form.away_from, "away_from"), (&form.away_until, "away_until")) {
        Err(bad) => Err(bad),
        Ok((from, until)) => {
            let new = NewAbsence {
                whose: Whose::Account(account),
                ground: &form.ground,
                order: &form.order,
                from: from.unwrap_or(web.app().today()),
                until,
            };
            match web.app().record_absence(By::Who(sent.who()), &new).await {
                Ok(_) => Ok(()),
                Err(error) => Err(told(&here, error, "away_from", "away_until")?),
            }
        }
    };
    settled_as(&web, &here, account, form, done, "absences").await
}

/// Ends an absence today.
pub(crate) async fn end(State(web): State<Web>, here: Here, Path((_, account)): Path<(String, Uuid)>, sent: Received<Sent>) -> Result<Response, Gone> {
    let id = sent.form.id.parse().unwrap_or_default();
    let done = match web.app().end_absence(By::Who(sent.who()), id).await {
        Ok(()) => Ok(()),
        Err(error) => Err(told(&here, error, "away_from", "away_until")?),
    };
    settled_as(&web, &here, account, &sent.form, done, "absences").await
}

/// Where something is wrong, and what.
pub(super) type Said = (&'static str, String);

/// A first and a last day as typed; nothing typed is nothing said.
pub(super) fn period(
    here: &Here,
    (from, from_at): (&str, &'static str),
    (until, until_at): (&str, &'static str),
) -> Result<(Option<jiff::civil::Date>, Option<jiff::civil::Date>), Said> {
    let read = |text: &str, at| match day(text) {
        None if !text.trim().is_empty() => Err((at, here.l.people_bad_day())),
        day => Ok(day),
    };
    Ok((read(from, from_at)?, read(until, until_at)?))
}

/// What was wrong with an absence. Whatever may not be done is not there.
pub(super) fn told(here: &Here, error: AppError, from_at: &'static str, until_at: &'static str) -> Result<Said, Gone> {
    let l = here.l;
    Ok(match &error {
        AppError::Account(AccountFault::NoGround) => ("ground", l.absence_no_ground()),
        AppError::Account(AccountFault::NoOrder) => ("order", l.absence_no_order()),
        AppError::Account(AccountFault::TurnedDays) => (until_at, l.account_turned_days()),
        AppError::Account(AccountFault::PostHeld(name)) => ("role", l.absence_post_held(name)),
        AppError::Refused(Refusal::AbsenceOverlaps) => (from_at, l.absence_overlaps()),
        AppError::Refused(Refusal::NoAbsence) => ("absences", l.absence_over()),
        _ => return wrong(here, error),
    })
}

/// In whose absence somebody signs, in words: the role and the name, the ground, the order, the days.
pub(crate) fn in_absence(web: &Web, l: &L10n, absence: &InAbsence, name: &str) -> String {
    let role = super::role_name(web, l, &absence.role);
    let until = absence.until.map_or_else(|| "…".to_owned(), |until| l.date(until));
    let days = format!("{} – {until}", l.date(absence.from));
    let ground = ground(web, l, &absence.ground);
    if name.is_empty() {
        l.absence_of_post(&role, &ground, &absence.order, &days)
    } else {
        l.absence_of_person(&role, name, &ground, &absence.order, &days)
    }
}

/// What a head is told who is about to sign while an absence of his own is recorded: nothing is refused, for he signs in any case (33).
pub(crate) fn you_are_away(web: &Web, l: &L10n, absence: &Absence) -> Banner {
    let until = if absence.until < OPEN {
        l.date(date_of(absence.until))
    } else {
        "…".to_owned()
    };
    let days = format!("{} – {until}", l.date(date_of(absence.from)));
    Banner {
        tone: Tone::Note,
        title: l.absence_own_title(),
        text: l.absence_own_text(&ground(web, l, &absence.ground), &absence.basis, &days),
        action: None,
    }
}
