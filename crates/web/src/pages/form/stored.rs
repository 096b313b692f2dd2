//! The receipt: the entry stands, under this number, and what can be done next.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use qorgau_app::notices::Notice;
use qorgau_domain::EntryId;
use qorgau_domain::entry::{Entry, EntryState};
use qorgau_l10n::L10n;
use qorgau_rulebook::may::Act;
use uuid::Uuid;

use super::desk::Desk;
use crate::here::Here;
use crate::pages::inside::{Frame, named};
use crate::pages::raid::has_course;
use crate::pages::{Gone, Page};
use crate::parts::{Banner, Cell, Link, Pair, Summary, Tone};
use crate::state::Web;

#[derive(Template)]
#[template(path = "form/stored.html")]
struct Stored {
    here: Here,
    frame: Frame,
    banner: Banner,
    receipt: Summary,
    next: Vec<Link>,
    id: String,
}

pub(crate) async fn page(State(web): State<Web>, here: Here, Path((_, id)): Path<(String, String)>) -> Result<impl IntoResponse, Gone> {
    let desk = Desk::of(&web, &here).await?;
    let id = EntryId(Uuid::try_parse(&id).map_err(|_| Gone::Absent)?);
    let (app, l) = (web.app(), here.l);
    let (stored, scope) = app.readable_entry(&desk.signed.who, &desk.tree, id).await?;
    let entry = &stored.entry;
    let register = app.register(&entry.envelope.register)?;
    let number = entry.envelope.number.to_string();
    let name = desk.name_of(register);
    let mut pairs = vec![
        Pair::new(l.forms_receipt_register(), Cell::text(name)),
        Pair::new(l.forms_receipt_number(), Cell::text(format!("№ {number}"))),
        Pair::new(l.forms_body(), Cell::text(named(&web, &here, &desk.tree, entry.body))),
        Pair::new(l.forms_receipt_revision(), Cell::text(l.number(entry.envelope.revision, 0))),
    ];
    if let Some(day) = entry.envelope.day {
        pairs.insert(2, Pair::new(l.figure_day(), Cell::text(l.date(day))));
    }
    let mut next = vec![Link::new(l.forms_open_entry(), here.url(&format!("/entries/{id}")))];
    if has_course(&stored) {
        next.push(Link::new(l.raid_course(), here.url(&format!("/entries/{id}/course"))));
    }
    if !app.may_enter(&desk.signed.who, &desk.tree, register).is_empty() {
        next.push(Link::new(l.forms_next_new(), here.url(&format!("/registers/{}/new", register.code))));
        next.push(Link::new(l.forms_next_like(), here.url(&format!("/registers/{}/new?like={id}", register.code))));
    }
    if app.may_on(&desk.signed.who, &desk.tree, Act::Correct, register, entry) {
        next.push(Link::new(l.forms_correct(), here.url(&format!("/entries/{id}/correct"))));
    }
    if app.may_attach(&desk.signed.who, &desk.tree, register, entry) {
        next.push(Link::new(l.forms_next_paper(), here.url(&format!("/entries/{id}/papers"))));
    }
    let notices = Notice::of(entry)
        .into_iter()
        .filter(|_| entry.envelope.state == EntryState::Active && web.printer().is_some());
    let print = |notice: Notice| {
        Link::new(
            l.notice_print(&notice.title(l)),
            here.url(&format!("/entries/{id}/notice/{}.pdf", notice.word())),
        )
    };
    next.extend(notices.map(print));
    let counts = !app.counts_of(&scope, id).await?.is_empty();
    Ok(Page(Stored {
        frame: desk.frame(),
        banner: banner(l, entry, counts),
        receipt: Summary { pairs },
        next,
        id: id.to_string(),
        here: here.clone(),
    }))
}

/// What became of the entry, and whether a figure counts it.
fn banner(l: &L10n, entry: &Entry, counts: bool) -> Banner {
    let number = entry.envelope.number.to_string();
    let (title, text) = match entry.envelope.state {
        EntryState::Active if counts => (l.forms_stored_title(&number), l.forms_stored_text()),
        EntryState::Active => (l.forms_stored_title(&number), l.forms_stored_uncounted()),
        EntryState::Withdrawn => (l.forms_withdrawn_title(&number), l.forms_withdrawn_text()),
    };
    Banner {
        tone: Tone::Done,
        title,
        text,
        action: None,
    }
}
