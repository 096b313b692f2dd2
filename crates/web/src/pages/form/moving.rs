//! Moving an entry to another body: where to and why, read over, and done.

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use qorgau_app::forms::moving::Moved;
use qorgau_app::forms::{Trouble, words as form_words};
use qorgau_app::words;
use qorgau_domain::entry::Entry;
use qorgau_domain::{BodyId, BodyVersion, EntryId, Month};
use qorgau_rulebook::register::Register;
use serde::Deserialize;
use uuid::Uuid;

use super::desk::Desk;
use crate::here::Here;
use crate::pages::asked::{Asked, again, choice};
use crate::pages::inside::{Frame, named};
use crate::pages::{Gone, Page, Whole};
use crate::parts::{Banner, Cell, Control, Crumbs, Field, Options, Pair, Summary, Tone};
use crate::received::Received;
use crate::state::Web;

/// What the form sends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Sent {
    #[serde(rename = "do")]
    ask: String,
    to: String,
    reason: String,
    based: String,
}

#[derive(Template)]
#[template(path = "form/move.html")]
struct Move {
    here: Here,
    frame: Frame,
    crumbs: Crumbs,
    title: String,
    under: String,
    banner: Option<Banner>,
    asked: Asked,
    action: String,
    based: String,
    leave: String,
}

#[derive(Template)]
#[template(path = "form/move_check.html")]
struct Check {
    here: Here,
    frame: Frame,
    title: String,
    known: Summary,
    /// Which month is counted anew; nothing where the entry has no day.
    counts: Option<String>,
    carried: [(&'static str, String); 3],
    action: String,
}

/// An entry that may be moved.
struct Moving<'a> {
    desk: &'a Desk<'a>,
    register: Register,
    entry: Entry,
    bodies: Vec<BodyId>,
}

pub(crate) async fn page(State(web): State<Web>, here: Here, Path((_, id)): Path<(String, String)>) -> Result<Response, Gone> {
    let desk = Desk::of(&web, &here).await?;
    let moving = Moving::of(&desk, &id).await?;
    Ok(Page(moving.form(&Sent::default(), Vec::new(), None)).into_response())
}

/// Reads it over, moves it, or shows the form again.
pub(crate) async fn send(State(web): State<Web>, here: Here, Path((_, id)): Path<(String, String)>, sent: Received<Sent>) -> Result<Response, Gone> {
    let desk = Desk::of(&web, &here).await?;
    let moving = Moving::of(&desk, &id).await?;
    let (form, l) = (&sent.form, here.l);
    if form.ask == "edit" {
        return Ok((StatusCode::OK, Extension(Whole), Page(moving.form(form, Vec::new(), None))).into_response());
    }
    let to = form.to.parse().ok().map(BodyId).filter(|to| moving.bodies.contains(to));
    let mut wrong = Vec::new();
    if to.is_none() {
        wrong.push(("to", l.move_no_body()));
    }
    if form.reason.trim().is_empty() {
        wrong.push(("reason", l.move_no_reason()));
    }
    let Some(to) = to.filter(|_| wrong.is_empty()) else {
        return Ok(again(moving.form(form, wrong, None)));
    };
    if form.ask != "store" {
        return Ok((StatusCode::OK, Extension(Whole), Page(moving.check(form, to).await?)).into_response());
    }
    let based = form.based.parse().unwrap_or(0);
    let looker = desk.looker();
    let why = match web.app().move_entry(&looker, moving.entry.id, (based, form.reason.trim()), to).await? {
        Moved::To(new) => return Ok(Redirect::to(&here.url(&format!("/entries/{new}"))).into_response()),
        Moved::Refused(refusal) => words::refusal(l, &refusal),
        Moved::Unsound(problems) => {
            let said = |trouble: Trouble| {
                let field = form_words::field_of(&moving.register, &trouble.name).map_or("", |(def, _)| def.name.get(l.lang()));
                format!("{field}: {}", form_words::trouble(web.app(), l, &moving.register, &trouble))
            };
            let whys: Vec<String> = problems.into_iter().map(Trouble::from).map(said).collect();
            l.move_unsound(&whys.join("; "))
        }
    };
    let banner = Banner {
        tone: Tone::Late,
        title: l.move_refused(),
        text: why,
        action: None,
    };
    let page = moving.form(form, Vec::new(), Some(banner));
    Ok((StatusCode::CONFLICT, Extension(Whole), Page(page)).into_response())
}

impl<'a> Moving<'a> {
    async fn of(desk: &'a Desk<'a>, id: &str) -> Result<Self, Gone> {
        let id = EntryId(Uuid::try_parse(id).map_err(|_| Gone::Absent)?);
        let looker = desk.looker();
        let (register, entry, bodies) = desk.web.app().for_move(&looker, id).await?;
        let register = register.clone();
        Ok(Moving { desk, register, entry, bodies })
    }

    fn title(&self) -> String {
        let number = self.entry.envelope.number.to_string();
        self.desk.here.l.move_title(self.desk.name_of(&self.register), &number)
    }

    fn name(&self, body: BodyId) -> String {
        named(self.desk.web, self.desk.here, &self.desk.tree, body)
    }

    fn action(&self) -> String {
        self.desk.here.url(&format!("/entries/{}/move", self.entry.id))
    }

    fn form(&self, sent: &Sent, wrong: Vec<(&str, String)>, banner: Option<Banner>) -> Move {
        let (here, l) = (self.desk.here, self.desk.here.l);
        let value = sent.reason.clone();
        let mut asked = Asked::of([
            Field::new("to", l.move_to(), self.others(&sent.to)).hint(l.move_to_hint()),
            Field::new("reason", l.move_reason(), Control::Lines { value }).hint(l.move_reason_hint()),
        ]);
        for (at, said) in wrong {
            asked = asked.wrong(l, at, &said);
        }
        // The revision that was seen stays the one it is based on, however often the form is shown.
        let based = if sent.based.is_empty() {
            self.entry.envelope.revision.to_string()
        } else {
            sent.based.clone()
        };
        Move {
            frame: self.desk.frame(),
            crumbs: self.desk.crumbs(&self.register, Some(&self.entry)),
            title: self.title(),
            under: self.name(self.entry.body),
            banner,
            asked,
            action: self.action(),
            based,
            leave: here.url(&format!("/entries/{}", self.entry.id)),
            here: here.clone(),
        }
    }

    /// The bodies to choose from, in the order of their codes; searched by typing where scripts run.
    fn others(&self, taken: &str) -> Control {
        let (l, today) = (self.desk.here.l, self.desk.web.app().today());
        let mut versions: Vec<&BodyVersion> = self.bodies.iter().filter_map(|body| self.desk.tree.on(*body, today)).collect();
        versions.sort_by(|one, other| one.code.cmp(&other.code));
        let option = |version: &&BodyVersion| {
            let id = version.id.0.to_string();
            let is_taken = id == taken;
            choice(id, format!("{} · {}", version.code, version.name.get(l.lang())), is_taken)
        };
        let none = choice("", l.move_choose(), taken.is_empty());
        Control::Pick(vec![Options {
            heading: String::new(),
            choices: std::iter::once(none).chain(versions.iter().map(option)).collect(),
        }])
    }

    /// What is about to be done; also where opening totals from paper count such days, for nothing else says that they must be mended by hand.
    async fn check(&self, sent: &Sent, to: BodyId) -> Result<Check, Gone> {
        let (l, app) = (self.desk.here.l, self.desk.web.app());
        let mut pairs = vec![
            Pair::new(l.move_from(), Cell::Text(self.name(self.entry.body))),
            Pair::new(l.move_number(), Cell::Text(format!("№ {}", self.entry.envelope.number))),
            Pair::new(l.move_to(), Cell::Text(self.name(to))),
            Pair::new(l.move_reason(), Cell::text(sent.reason.trim())),
        ];
        let fields = &self.entry.fields;
        let [left, reached] = [
            app.counted_on_paper(self.entry.body, &self.register, fields).await?,
            app.counted_on_paper(to, &self.register, fields).await?,
        ];
        if let (Some((first, last)), None) = (left, reached) {
            let said = l.move_paper_from(&self.name(self.entry.body), &l.from_until(first, last));
            pairs.push(Pair::new(l.cut_over_totals(), Cell::Text(said)));
        }
        if let (None, Some((first, last))) = (left, reached) {
            let said = l.move_paper_to(&self.name(to), &l.from_until(first, last));
            pairs.push(Pair::new(l.cut_over_totals(), Cell::Text(said)));
        }
        Ok(Check {
            frame: self.desk.frame(),
            title: self.title(),
            known: Summary { pairs },
            counts: self.entry.envelope.day.map(|day| l.move_counts(&l.month(Month::of(day)))),
            carried: [("to", sent.to.clone()), ("reason", sent.reason.clone()), ("based", sent.based.clone())],
            action: self.action(),
            here: self.desk.here.clone(),
        })
    }
}
