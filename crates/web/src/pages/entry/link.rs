//! Linking a record with another of the same fact, person or organisation: which, side by side, which of them counts; dissolving a link;
//! and deciding that two are not of the same.

pub(super) mod apart;
mod check;
mod tables;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use qorgau_app::links::join::{Confirming, Grouped, Linking, seen_of};
use qorgau_domain::EntryId;
use qorgau_domain::value::Value;
use qorgau_rulebook::register::Register;
use qorgau_rulebook::same::Sort;
use qorgau_store::Stored;
use serde::Deserialize;
use uuid::Uuid;

use super::records::{Records, noted};
use crate::here::Here;
use crate::pages::asked::{Asked, again};
use crate::pages::form::desk::Desk;
use crate::pages::form::hand_over::{said, written};
use crate::pages::inside::{Frame, named};
use crate::pages::{Gone, Page, Whole, same};
use crate::parts::{Banner, Control, Crumbs, Field, Table};
use crate::received::Received;
use crate::state::Web;
use crate::visitor::Sender;

/// The most typed letters that are looked at.
const LONGEST: usize = 200;

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Wish {
    /// A number or words by which the other record is looked for.
    q: String,
    /// The other record.
    with: String,
}

/// What the forms send.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Sent {
    #[serde(rename = "do")]
    ask: String,
    with: String,
    first: String,
    reason: String,
    /// The records that were seen, each with its revision.
    seen: String,
}

/// The page on which the other record is chosen.
#[derive(Template)]
#[template(path = "entry/link.html")]
struct Choosing {
    here: Here,
    frame: Frame,
    crumbs: Crumbs,
    title: String,
    under: String,
    lead: String,
    banner: Option<Banner>,
    linked: Option<Linked>,
    /// The records that were decided not to be of the same.
    parted: Option<Table>,
    suggested: Option<Table>,
    typed: String,
    found: Option<Table>,
    action: String,
    leave: String,
}

/// The records that are linked already, and how the link is dissolved.
struct Linked {
    title: String,
    records: Records,
    asked: Option<Asked>,
    seen: String,
}

/// A record that somebody may link.
struct Work<'a> {
    desk: &'a Desk<'a>,
    register: Register,
    group: Grouped,
}

pub(crate) async fn page(
    State(web): State<Web>,
    here: Here,
    Path((_, id)): Path<(String, String)>,
    Query(wish): Query<Wish>,
    request: Request,
) -> Result<Response, Gone> {
    let desk = Desk::of(&web, &here).await?;
    let work = Work::of(&desk, &id).await?;
    let sender = Sender::of(&request.into_parts().0);
    if wish.with.is_empty() {
        return Ok(Page(work.choosing(&wish, &sender, None, None).await?).into_response());
    }
    let (joined, other) = work.joined(&wish.with).await?;
    let sent = Sent {
        with: other.to_string(),
        ..Sent::default()
    };
    Ok(Page(work.check(&joined, &sent, &sender, None, None).await?).into_response())
}

/// Confirms a link, dissolves one, decides that there are two, takes that back, or shows the page again.
pub(crate) async fn send(State(web): State<Web>, here: Here, Path((_, id)): Path<(String, String)>, sent: Received<Sent>) -> Result<Response, Gone> {
    let desk = Desk::of(&web, &here).await?;
    let work = Work::of(&desk, &id).await?;
    match sent.form.ask.as_str() {
        "link" => work.link(&sent.form, &sent.sender).await,
        "dissolve" => work.dissolve(&sent.form, &sent.sender).await,
        "apart" => work.say_apart(&sent.form, &sent.sender).await,
        "take-back" => work.take_back(&sent.form, &sent.sender).await,
        _ => Ok(again(work.choosing(&Wish::default(), &sent.sender, None, None).await?)),
    }
}

impl<'a> Work<'a> {
    async fn of(desk: &'a Desk<'a>, id: &str) -> Result<Self, Gone> {
        let app = desk.web.app();
        let group = app.for_link(&desk.looker(), identity(id)?).await?;
        let register = group.own().map(|stored| stored.entry.envelope.register.as_str()).unwrap_or_default();
        let register = app.register(register)?.clone();
        Ok(Work { desk, register, group })
    }

    async fn link(&self, sent: &Sent, sender: &Sender) -> Result<Response, Gone> {
        let (l, app) = (self.desk.here.l, self.desk.web.app());
        let (joined, other) = self.joined(&sent.with).await?;
        let first = match joined.linking {
            Linking::Fact => joined.records.iter().map(|stored| stored.entry.id).find(|id| id.to_string() == sent.first),
            Linking::Named(_) => Some(self.group.id),
        };
        let Some(first) = first else {
            let wrong = ("first", l.link_no_first());
            return Ok(again(self.check(&joined, sent, sender, Some(wrong), None).await?));
        };
        let confirming = Confirming {
            records: [self.group.id, other],
            first,
            seen: &written(&sent.seen),
            reason: &l.link_goes_up(),
        };
        let outcome = app.confirm_link(&self.desk.looker(), &confirming).await?;
        match self.refused(&outcome) {
            None => Ok(self.done()),
            Some(banner) => self.conflict(sent, sender, banner).await,
        }
    }

    async fn dissolve(&self, sent: &Sent, sender: &Sender) -> Result<Response, Gone> {
        let (l, app) = (self.desk.here.l, self.desk.web.app());
        if !app.may_dissolve(&self.desk.looker(), &self.group) {
            return Err(Gone::Absent);
        }
        if sent.reason.trim().is_empty() {
            let wrong = ("reason", l.link_no_reason());
            return Ok(again(self.choosing(&Wish::default(), sender, Some((sent, wrong)), None).await?));
        }
        let outcome = app
            .dissolve_link(&self.desk.looker(), self.group.id, &written(&sent.seen), sent.reason.trim())
            .await?;
        let Some(banner) = self.refused(&outcome) else {
            return Ok(self.done());
        };
        let page = self.choosing(&Wish::default(), sender, None, Some(banner)).await?;
        Ok((StatusCode::CONFLICT, Extension(Whole), Page(page)).into_response())
    }

    fn done(&self) -> Response {
        Redirect::to(&self.back()).into_response()
    }

    /// Where the record is shown.
    fn back(&self) -> String {
        match self.group.linking {
            Linking::Fact => self.desk.here.url(&format!("/entries/{}", self.group.id)),
            Linking::Named(sort) => same::page_of(self.desk.here, sort, self.group.id),
        }
    }

    fn action(&self) -> String {
        self.desk.here.url(&format!("/entries/{}/link", self.group.id))
    }

    /// What a record is called: a person by name, IIN and birthday, an organisation by name, BIN and address, a fact by what its fields say.
    fn called(&self, stored: &Stored) -> String {
        let desk = self.desk;
        let Linking::Named(sort) = self.group.linking else {
            return desk.looker().label(&self.register, &stored.entry);
        };
        let fields = &stored.entry.fields;
        let name = desk.web.app().title(&desk.tree, stored, desk.here.l.lang());
        let text = |code: &str| fields.get(code).and_then(Value::text).map(str::to_owned);
        let more = match sort {
            Sort::Person => [text("iin"), fields.get("born_on").and_then(Value::day).map(|day| desk.here.l.date(day))],
            Sort::Organisation => [text("bin"), text("address")],
        };
        std::iter::once(name).chain(more.into_iter().flatten()).collect::<Vec<_>>().join(" · ")
    }

    /// What the record is called, and whose it is.
    fn under(&self) -> String {
        let desk = self.desk;
        let said = |stored: &Stored| format!("{} · {}", self.called(stored), named(desk.web, desk.here, &desk.tree, stored.entry.body));
        self.group.own().map(said).unwrap_or_default()
    }

    fn crumbs(&self) -> Crumbs {
        self.desk.crumbs(&self.register, self.group.own().map(|stored| &stored.entry))
    }

    async fn choosing(&self, wish: &Wish, sender: &Sender, wrong: Option<(&Sent, (&str, String))>, banner: Option<Banner>) -> Result<Choosing, Gone> {
        let (desk, l) = (self.desk, self.desk.here.l);
        let typed: String = wish.q.trim().chars().take(LONGEST).collect();
        let parted = desk.web.app().parted(&desk.looker(), &self.group).await?;
        let suggested = desk.web.app().suggested(&desk.looker(), &self.group, &parted).await?;
        let linked = if self.group.link().is_some() {
            noted(desk, sender, &self.register, &self.group.records).await?;
            Some(self.linked(wrong).await?)
        } else {
            None
        };
        Ok(Choosing {
            frame: desk.frame(),
            crumbs: self.crumbs(),
            title: same::title(l, self.group.linking),
            under: self.under(),
            lead: same::lead(l, self.group.linking),
            banner,
            linked,
            parted: self.parted(&parted).await?,
            suggested: self.suggestions(&suggested),
            found: if typed.is_empty() { None } else { Some(self.found(&typed).await?) },
            typed,
            action: self.action(),
            leave: self.back(),
            here: desk.here.clone(),
        })
    }

    async fn linked(&self, wrong: Option<(&Sent, (&str, String))>) -> Result<Linked, Gone> {
        let (desk, l) = (self.desk, self.desk.here.l);
        let may = desk.web.app().may_dissolve(&desk.looker(), &self.group);
        let asked = may.then(|| {
            let value = wrong.as_ref().map_or_else(String::new, |(sent, _)| sent.reason.clone());
            let asked = Asked::of([Field::new("reason", l.link_reason(), Control::Lines { value }).hint(l.link_reason_hint())]);
            wrong.into_iter().fold(asked, |asked, (_, (at, said))| asked.wrong(l, at, &said))
        });
        Ok(Linked {
            title: same::linked(l, self.group.linking),
            records: Records::of(desk, &self.register, &self.group.records).await?,
            asked,
            seen: said(&seen_of(&self.group.records)),
        })
    }
}

fn identity(text: &str) -> Result<EntryId, Gone> {
    Uuid::try_parse(text).map(EntryId).map_err(|_| Gone::Absent)
}
