//! Two records side by side: linked as one, or decided to be two.

use askama::Template;
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use qorgau_app::links::join::{Confirmed, Joined, Linking, seen_of};
use qorgau_app::words;
use qorgau_domain::EntryId;
use qorgau_store::Stored;

use super::{Sent, Work, identity};
use crate::here::Here;
use crate::pages::asked::{Asked, choice};
use crate::pages::entry::records::{Records, noted};
use crate::pages::form::hand_over::said;
use crate::pages::inside::{Frame, named};
use crate::pages::{Gone, Page, Whole, same};
use crate::parts::{Banner, Choice, Control, Crumbs, Field, Table, Tone};
use crate::visitor::Sender;

/// The page on which a link is confirmed, or a decision taken that there are two.
#[derive(Template)]
#[template(path = "entry/link_check.html")]
pub(super) struct Check {
    here: Here,
    frame: Frame,
    crumbs: Crumbs,
    title: String,
    under: String,
    banner: Option<Banner>,
    records: Records,
    working: Option<Working>,
    /// The form that links; none while a decision stands that they are not of the same.
    link: Option<Form>,
    /// The form by which they are decided to be two.
    apart: Option<Form>,
    /// The decisions that stand, and the form by which they are taken back.
    decided: Option<Decided>,
    carried: [(&'static str, String); 2],
    action: String,
    leave: String,
}

/// How a score comes about, and how it is read.
struct Working {
    table: Table,
    text: String,
}

/// One of the forms.
struct Form {
    asked: Asked,
    note: String,
    button: String,
}

/// Decisions that stand between the records.
struct Decided {
    table: Table,
    /// For whoever may take them back.
    back: Option<Asked>,
}

impl Work<'_> {
    pub(super) async fn joined(&self, with: &str) -> Result<(Joined, EntryId), Gone> {
        let other = identity(with)?;
        let joined = self.desk.web.app().joined(&self.desk.looker(), &self.group, other).await?;
        Ok((joined, other))
    }

    pub(super) async fn check(
        &self,
        joined: &Joined,
        sent: &Sent,
        sender: &Sender,
        wrong: Option<(&str, String)>,
        banner: Option<Banner>,
    ) -> Result<Check, Gone> {
        let (desk, l) = (self.desk, self.desk.here.l);
        noted(desk, sender, &self.register, &joined.records).await?;
        let free = joined.apart.is_empty();
        let body = |body| named(desk.web, desk.here, &desk.tree, body);
        let fields = match joined.linking {
            Linking::Fact => vec![self.first(joined, &sent.first)],
            Linking::Named(_) => Vec::new(),
        };
        let link = Form {
            asked: self.with_errors(Asked::of(fields), wrong.as_ref()),
            note: l.link_at(&body(joined.body)),
            button: same::confirm(l, joined.linking),
        };
        let apart = joined.pair.filter(|_| free).map(|pair| Form {
            asked: self.why((l.link_apart_reason(), l.link_apart_reason_hint()), sent, wrong.as_ref()),
            note: l.link_apart_text(&body(pair)),
            button: same::two(l, joined.linking),
        });
        Ok(Check {
            frame: desk.frame(),
            crumbs: self.crumbs(),
            title: same::title(l, self.group.linking),
            under: self.under(),
            banner,
            records: Records::of(desk, &self.register, &joined.records).await?,
            working: self.worked(joined, sent),
            link: free.then_some(link),
            apart,
            decided: if free {
                None
            } else {
                Some(self.decided(joined, sent, wrong.as_ref()).await?)
            },
            carried: [("with", sent.with.clone()), ("seen", said(&seen_of(&joined.records)))],
            action: self.action(),
            leave: self.action(),
            here: desk.here.clone(),
        })
    }

    /// The score of the two records, where they are scored.
    fn worked(&self, joined: &Joined, sent: &Sent) -> Option<Working> {
        let Linking::Named(sort) = joined.linking else { return None };
        let other = joined.records.iter().find(|stored| stored.entry.id.to_string() == sent.with)?;
        let score = sort.compared(&self.group.own()?.entry.fields, &other.entry.fields);
        Some(Working {
            table: self.working(&score),
            text: same::working(self.desk.here.l, sort),
        })
    }

    async fn decided(&self, joined: &Joined, sent: &Sent, wrong: Option<&(&str, String)>) -> Result<Decided, Gone> {
        let (desk, l) = (self.desk, self.desk.here.l);
        let may = desk.web.app().may_take_back(&desk.looker(), joined);
        Ok(Decided {
            table: self.decisions(joined).await?,
            back: may.then(|| self.why((l.link_take_back_reason(), l.link_take_back_hint()), sent, wrong)),
        })
    }

    /// The field for a reason.
    fn why(&self, (label, hint): (String, String), sent: &Sent, wrong: Option<&(&str, String)>) -> Asked {
        let value = sent.reason.clone();
        self.with_errors(Asked::of([Field::new("reason", label, Control::Lines { value }).hint(hint)]), wrong)
    }

    /// Fields with what is wrong at one of them.
    fn with_errors(&self, asked: Asked, wrong: Option<&(&str, String)>) -> Asked {
        let at_one = wrong.filter(|(at, _)| asked.fields.iter().any(|field| field.name == *at)).cloned();
        at_one.into_iter().fold(asked, |asked, (at, said)| asked.wrong(self.desk.here.l, at, &said))
    }

    /// Which record counts above the bodies that keep them; the one that does so far, unless another was chosen.
    fn first(&self, joined: &Joined, taken: &str) -> Field {
        let (desk, l) = (self.desk, self.desk.here.l);
        let so_far = joined.records.first().map(|stored| stored.entry.id.to_string()).unwrap_or_default();
        let taken = if taken.is_empty() { so_far.as_str() } else { taken };
        let one = |stored: &Stored| {
            let id = stored.entry.id.to_string();
            let body = named(desk.web, desk.here, &desk.tree, stored.entry.body);
            let is_taken = id == taken;
            choice(id, format!("№ {} · {body}", stored.entry.envelope.number), is_taken)
        };
        let choices: Vec<Choice> = joined.records.iter().map(one).collect();
        Field::new("first", l.link_first(), Control::Radios(choices)).hint(l.link_first_hint())
    }

    /// What is said where nothing was done; nothing where it was.
    pub(super) fn refused(&self, outcome: &Confirmed) -> Option<Banner> {
        let l = self.desk.here.l;
        let text = match outcome {
            Confirmed::Done => return None,
            Confirmed::Changed => l.link_changed(),
            Confirmed::Elsewhere => l.link_elsewhere(),
            Confirmed::Apart => l.link_apart_first(),
            Confirmed::Refused(refusal) => words::refusal(l, refusal),
        };
        Some(Banner {
            tone: Tone::Late,
            title: l.link_refused(),
            text,
            action: None,
        })
    }

    /// The page again, where nothing was done: read anew, for what was seen may be older than what stands now.
    pub(super) async fn conflict(&self, sent: &Sent, sender: &Sender, banner: Banner) -> Result<Response, Gone> {
        let (joined, _) = self.joined(&sent.with).await?;
        let page = self.check(&joined, sent, sender, None, Some(banner)).await?;
        Ok((StatusCode::CONFLICT, Extension(Whole), Page(page)).into_response())
    }
}
