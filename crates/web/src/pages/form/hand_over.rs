//! The open entries that name an officer who leaves: who takes them over, read over, and done in one act.

use std::collections::BTreeMap;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use qorgau_app::forms::handing::{Bound, Handed, Handing, How, seen_of};
use qorgau_app::forms::{Trouble, words as form_words};
use qorgau_app::words;
use qorgau_domain::EntryId;
use qorgau_domain::entry::Entry;
use serde::Deserialize;
use uuid::Uuid;

use super::desk::Desk;
use crate::here::Here;
use crate::pages::asked::{Asked, again, choice, day, text};
use crate::pages::inside::{Frame, named};
use crate::pages::{Gone, Page, Whole};
use crate::parts::{Banner, Cell, Control, Crumbs, Field, Head, Options, Pair, Row, State as Shape, Status, Summary, Table, Tone};
use crate::received::Received;
use crate::state::Web;

/// What the form sends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Sent {
    #[serde(rename = "do")]
    ask: String,
    to: String,
    day: String,
    order: String,
    ordered_on: String,
    /// The entries that were read over, each with its revision.
    seen: String,
}

#[derive(Template)]
#[template(path = "form/hand_over.html")]
struct Form {
    here: Here,
    frame: Frame,
    crumbs: Option<Crumbs>,
    officer: String,
    under: String,
    banner: Option<Banner>,
    bound: Option<Table>,
    /// The form, where there is something the reader may hand over.
    asked: Option<Asked>,
    action: String,
    leave: String,
}

#[derive(Template)]
#[template(path = "form/hand_over_check.html")]
struct Check {
    here: Here,
    frame: Frame,
    officer: String,
    banner: Option<Banner>,
    known: Summary,
    bound: Option<Table>,
    carried: [(&'static str, String); 5],
    action: String,
}

/// An officer whose work may be handed over.
struct Leaving<'a> {
    desk: &'a Desk<'a>,
    officer: Entry,
    bound: Vec<Bound>,
    /// The other officers of the body, with what they are called.
    others: Vec<(EntryId, String)>,
}

pub(crate) async fn page(State(web): State<Web>, here: Here, Path((_, id)): Path<(String, String)>) -> Result<Response, Gone> {
    let desk = Desk::of(&web, &here).await?;
    let leaving = Leaving::of(&desk, &id, web.app().today()).await?;
    Ok(Page(leaving.form(&Sent::default(), Vec::new(), None)).into_response())
}

/// Reads it over, hands over, or shows the form again.
pub(crate) async fn send(State(web): State<Web>, here: Here, Path((_, id)): Path<(String, String)>, sent: Received<Sent>) -> Result<Response, Gone> {
    let desk = Desk::of(&web, &here).await?;
    let (form, l) = (&sent.form, here.l);
    let from = day(&form.day);
    let leaving = Leaving::of(&desk, &id, from.unwrap_or_else(|| web.app().today())).await?;
    if form.ask == "edit" {
        return Ok((StatusCode::OK, Extension(Whole), Page(leaving.form(form, Vec::new(), None))).into_response());
    }
    let (to, ordered_on, wrong) = leaving.read(form);
    let (Some((to, called)), Some(from), Some(ordered_on)) = (to.filter(|_| wrong.is_empty()), from, ordered_on) else {
        return Ok(again(leaving.form(form, wrong, None)));
    };
    if form.ask != "store" {
        let check = leaving.check(form, (from, ordered_on), &called, None);
        return Ok((StatusCode::OK, Extension(Whole), Page(check)).into_response());
    }
    let seen = written(&form.seen);
    let reason = l.hand_reason(form.order.trim(), &l.date(ordered_on));
    let handing = Handing {
        from: leaving.officer.id,
        to,
        day: from,
        order: &form.order,
        ordered_on,
        reason: &reason,
        seen: &seen,
    };
    let why = match web.app().hand_over_entries(&desk.looker(), &handing).await? {
        Handed::Done(_) => return Ok(Redirect::to(&here.url(&format!("/entries/{}", leaving.officer.id))).into_response()),
        Handed::Changed => {
            // Read anew: what was carried is older than what stands now.
            let leaving = Leaving::of(&desk, &id, from).await?;
            let check = leaving.check(form, (from, ordered_on), &called, Some(leaving.changed(&seen)));
            return Ok((StatusCode::CONFLICT, Extension(Whole), Page(check)).into_response());
        }
        Handed::Nothing => l.hand_nothing(),
        Handed::Refused(refusal) => words::refusal(l, &refusal),
        Handed::Unsound(entry, problems) => leaving.unsound(entry, problems.into_iter().map(Trouble::from).collect()),
    };
    let banner = Banner {
        tone: Tone::Late,
        title: l.hand_refused(),
        text: why,
        action: None,
    };
    Ok((StatusCode::CONFLICT, Extension(Whole), Page(leaving.form(form, Vec::new(), Some(banner)))).into_response())
}

type Wrong = Vec<(&'static str, String)>;

impl<'a> Leaving<'a> {
    async fn of(desk: &'a Desk<'a>, id: &str, on: Date) -> Result<Self, Gone> {
        let id = EntryId(Uuid::try_parse(id).map_err(|_| Gone::Absent)?);
        let (app, looker) = (desk.web.app(), desk.looker());
        let (officer, bound) = app.bound_to(&looker, id, on).await?;
        let others = app.officers_beside(&looker, &officer).await?;
        Ok(Leaving { desk, officer, bound, others })
    }

    /// Who takes over, the day of the order, and what is wrong.
    fn read(&self, sent: &Sent) -> (Option<(EntryId, String)>, Option<Date>, Wrong) {
        let l = self.desk.here.l;
        let to = self.others.iter().find(|(id, _)| id.to_string() == sent.to).cloned();
        let ordered_on = day(&sent.ordered_on).filter(|day| *day <= self.desk.web.app().today());
        let mut wrong: Wrong = Vec::new();
        if to.is_none() {
            wrong.push(("to", l.hand_no_officer()));
        }
        if day(&sent.day).is_none() {
            wrong.push(("day", l.people_bad_day()));
        }
        if sent.order.trim().is_empty() {
            wrong.push(("order", l.hand_no_order()));
        }
        if ordered_on.is_none() {
            wrong.push(("ordered_on", l.hand_no_order_day()));
        }
        (to, ordered_on, wrong)
    }

    fn called(&self) -> String {
        let looker = self.desk.looker();
        let register = self.desk.web.app().rulebook.register("officer");
        register.map_or_else(String::new, |register| looker.label(register, &self.officer))
    }

    fn form(&self, sent: &Sent, wrong: Wrong, banner: Option<Banner>) -> Form {
        let (here, l) = (self.desk.here, self.desk.here.l);
        let asked = self.bound.iter().any(|bound| bound.may).then(|| {
            let asked = Asked::of(self.fields(sent));
            wrong.iter().fold(asked, |asked, (at, said)| asked.wrong(l, at, said))
        });
        let register = self.desk.web.app().rulebook.register("officer");
        Form {
            frame: self.desk.frame(),
            crumbs: register.map(|register| self.desk.crumbs(register, Some(&self.officer))),
            officer: self.called(),
            under: named(self.desk.web, here, &self.desk.tree, self.officer.body),
            banner,
            bound: self.table(),
            asked,
            action: self.action(),
            leave: here.url(&format!("/entries/{}", self.officer.id)),
            here: here.clone(),
        }
    }

    fn fields(&self, sent: &Sent) -> [Field; 4] {
        let l = self.desk.here.l;
        let other = |(id, called): &(EntryId, String)| {
            let id = id.to_string();
            let taken = id == sent.to;
            choice(id, called, taken)
        };
        let none = choice("", l.tree_choose(), sent.to.is_empty());
        let others = Control::Pick(vec![Options {
            heading: String::new(),
            choices: std::iter::once(none).chain(self.others.iter().map(other)).collect(),
        }]);
        [
            Field::new("to", l.hand_to_officer(), others),
            Field::new("day", l.hand_day(), Control::Day { value: sent.day.clone() }).hint(l.hand_day_hint()),
            Field::new("order", l.hand_order(), text(&sent.order, "off")),
            Field::new(
                "ordered_on",
                l.hand_order_day(),
                Control::Day {
                    value: sent.ordered_on.clone(),
                },
            ),
        ]
    }

    /// What is not as it was read over.
    fn changed(&self, seen: &BTreeMap<EntryId, i64>) -> Banner {
        let l = self.desk.here.l;
        let now = seen_of(&self.bound);
        let other = |bound: &&Bound| bound.may && seen.get(&bound.entry.id) != Some(&bound.entry.envelope.revision);
        let other = self.bound.iter().filter(other).map(|bound| format!("№ {}", bound.entry.envelope.number));
        let numbers: Vec<String> = other.collect();
        let gone = seen.keys().filter(|id| !now.contains_key(id)).count();
        let mut said = Vec::new();
        if !numbers.is_empty() {
            said.push(l.hand_changed(&numbers.join(", ")));
        }
        if gone > 0 {
            said.push(l.hand_no_more(i64::try_from(gone).unwrap_or(i64::MAX)));
        }
        said.push(l.hand_look_again());
        Banner {
            tone: Tone::Late,
            title: l.hand_refused(),
            text: said.join(" "),
            action: None,
        }
    }

    fn check(&self, sent: &Sent, (from, ordered_on): (Date, Date), called: &str, banner: Option<Banner>) -> Check {
        let l = self.desk.here.l;
        let pairs = vec![
            Pair::new(l.hand_to_officer(), Cell::text(called)),
            Pair::new(l.hand_day(), Cell::Text(l.long_date(from))),
            Pair::new(l.hand_order(), Cell::text(sent.order.trim())),
            Pair::new(l.hand_order_day(), Cell::Text(l.date(ordered_on))),
        ];
        Check {
            frame: self.desk.frame(),
            officer: self.called(),
            banner,
            known: Summary { pairs },
            bound: self.table(),
            carried: [
                ("to", sent.to.clone()),
                ("day", sent.day.clone()),
                ("order", sent.order.clone()),
                ("ordered_on", sent.ordered_on.clone()),
                ("seen", said(&seen_of(&self.bound))),
            ],
            action: self.action(),
            here: self.desk.here.clone(),
        }
    }

    /// The open entries, each with what becomes of it.
    fn table(&self) -> Option<Table> {
        let (here, l, app) = (self.desk.here, self.desk.here.l, self.desk.web.app());
        let row = |bound: &Bound| {
            let (entry, envelope) = (&bound.entry, &bound.entry.envelope);
            let register = app.rulebook.register(&bound.register).map_or("", |register| register.name.get(l.lang()));
            let becomes = match (bound.may, bound.how) {
                (false, _) => Status::new(Shape::Locked, l.hand_by_others()),
                (true, How::Lasts) => Status::new(Shape::Due, l.hand_lasts()),
                (true, How::Ahead) => Status::new(Shape::Open, l.hand_ahead()),
            };
            Row::plain([
                Cell::text(register),
                Cell::way(format!("№ {}", envelope.number), here.url(&format!("/entries/{}", entry.id))),
                envelope.day.map_or(Cell::Blank, |day| Cell::text(l.date(day))),
                Cell::State(becomes),
            ])
        };
        let heads = [
            Head::words(l.given_what()),
            Head::short(l.list_number()),
            Head::short(l.list_day()),
            Head::words(l.hand_becomes()),
        ];
        let rows: Vec<Row> = self.bound.iter().map(row).collect();
        (!rows.is_empty()).then(|| Table::new(l.hand_open(), heads, rows).dense())
    }

    fn unsound(&self, entry: EntryId, troubles: Vec<Trouble>) -> String {
        let (l, app) = (self.desk.here.l, self.desk.web.app());
        let Some(bound) = self.bound.iter().find(|bound| bound.entry.id == entry) else {
            return String::new();
        };
        let said = |trouble: &Trouble| {
            app.rulebook
                .register(&bound.register)
                .map(|register| form_words::trouble(app, l, register, trouble))
        };
        let whys: Vec<String> = troubles.iter().filter_map(said).collect();
        format!("№ {}: {}", bound.entry.envelope.number, whys.join("; "))
    }

    fn action(&self) -> String {
        self.desk.here.url(&format!("/entries/{}/hand-over", self.officer.id))
    }
}

/// Entries with their revisions as a form carries them.
pub(crate) fn said(seen: &BTreeMap<EntryId, i64>) -> String {
    let said: Vec<String> = seen.iter().map(|(id, revision)| format!("{}.{revision}", id.0.simple())).collect();
    said.join(" ")
}

/// The same read again; what is no entry with a revision is left out, and then nothing is as it was seen.
pub(crate) fn written(seen: &str) -> BTreeMap<EntryId, i64> {
    let each = seen.split(' ').filter_map(|said| {
        let (id, revision) = said.split_once('.')?;
        Some((EntryId(Uuid::try_parse(id).ok()?), revision.parse().ok()?))
    });
    each.collect()
}
