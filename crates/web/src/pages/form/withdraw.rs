//! Striking an entry through: with a reason, and a confirmation.

use askama::Template;
use axum::Extension;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use qorgau_app::forms::acts::Sent;
use qorgau_app::forms::{Typed, say};
use qorgau_app::words;
use qorgau_domain::EntryId;
use qorgau_domain::entry::Entry;
use qorgau_rulebook::may::Act;
use qorgau_rulebook::register::Register;
use uuid::Uuid;

use super::FormSent;
use super::check::Answers;
use super::desk::Desk;
use crate::here::Here;
use crate::pages::inside::Frame;
use crate::pages::{Gone, Page, Whole};
use crate::parts::{Banner, Choice, Control, Crumbs, ErrorSummary, Field, Link, Mark, Tone};
use crate::state::Web;

#[derive(Template)]
#[template(path = "form/withdraw.html")]
struct Withdraw {
    here: Here,
    frame: Frame,
    crumbs: Crumbs,
    title: String,
    banner: Option<Banner>,
    errors: Option<ErrorSummary>,
    action: String,
    based: String,
    leave: String,
    fields: Vec<Field>,
    answers: Vec<Answers>,
}

pub(crate) async fn page(State(web): State<Web>, here: Here, Path((_, id)): Path<(String, String)>) -> Result<Response, Gone> {
    let desk = Desk::of(&web, &here).await?;
    let looker = desk.looker();
    let id = EntryId(Uuid::try_parse(&id).map_err(|_| Gone::Absent)?);
    let (register, entry) = web.app().for_act(&looker, Act::Withdraw, id).await?;
    Ok(Page(desk.withdraw(register, &entry, &Typed::default(), &[], None).await?).into_response())
}

pub(crate) async fn send(State(web): State<Web>, here: Here, Path((_, id)): Path<(String, String)>, request: Request) -> Result<Response, Gone> {
    let desk = Desk::of(&web, &here).await?;
    let looker = desk.looker();
    let id = EntryId(Uuid::try_parse(&id).map_err(|_| Gone::Absent)?);
    let (register, entry) = web.app().for_act(&looker, Act::Withdraw, id).await?;
    let Some(FormSent { mark, typed, .. }) = FormSent::read(request).await else {
        return Ok(StatusCode::UNPROCESSABLE_ENTITY.into_response());
    };
    let reason = typed.first("@reason").trim();
    let mut wrong = Vec::new();
    if reason.is_empty() {
        wrong.push(("@reason", here.l.forms_no_reason()));
    }
    if typed.first("@sure") != "1" {
        wrong.push(("@sure", here.l.forms_withdraw_not_sure()));
    }
    if !wrong.is_empty() || mark != desk.signed.mark {
        let banner = (mark != desk.signed.mark).then(|| desk.other_session());
        let page = desk.withdraw(register, &entry, &typed, &wrong, banner).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Extension(Whole), Page(page)).into_response());
    }
    let based = typed.first("@based").parse().unwrap_or(0);
    let refused = match web.app().strike(&looker, id, based, reason).await? {
        Sent::Stored(_) => return Ok(Redirect::to(&here.url(&format!("/entries/{id}/stored"))).into_response()),
        Sent::Refused(refusal) => words::refusal(here.l, &refusal),
        Sent::Wrong(_) => String::new(),
    };
    let banner = Banner {
        tone: Tone::Late,
        title: here.l.forms_refused_title(),
        text: refused,
        action: None,
    };
    let page = desk.withdraw(register, &entry, &typed, &[], Some(banner)).await?;
    Ok((StatusCode::CONFLICT, Extension(Whole), Page(page)).into_response())
}

impl Desk<'_> {
    async fn withdraw(&self, register: &Register, entry: &Entry, typed: &Typed, wrong: &[(&str, String)], banner: Option<Banner>) -> Result<Withdraw, Gone> {
        let l = self.here.l;
        let value = typed.first("@reason").to_owned();
        let sure = Choice {
            value: "1".to_owned(),
            label: l.forms_withdraw_sure(),
            hint: String::new(),
            mark: if typed.first("@sure") == "1" { Mark::Taken } else { Mark::Free },
        };
        let mut fields = vec![
            Field::new("@reason", l.forms_reason(), Control::Lines { value }).hint(l.forms_reason_hint()),
            Field::new("@sure", l.forms_withdraw(), Control::Checks(vec![sure])),
        ];
        for (name, said) in wrong {
            if let Some(field) = fields.iter_mut().find(|field| field.name == *name) {
                *field = field.clone().error(l.part_error(), said);
            }
        }
        let errors = wrong.iter().map(|(name, said)| Link::new(said, format!("#{name}"))).collect::<Vec<_>>();
        let labels = self.looker().labels(say::pointed(&entry.fields)).await?;
        Ok(Withdraw {
            frame: self.frame(),
            crumbs: self.crumbs(register, Some(entry)),
            title: l.forms_withdraw_title(self.name_of(register), &entry.envelope.number.to_string()),
            banner,
            errors: (!errors.is_empty()).then(|| ErrorSummary {
                title: l.part_errors(),
                errors,
            }),
            action: self.here.url(&format!("/entries/{}/withdraw", entry.id)),
            leave: self.here.url(&format!("/entries/{}", entry.id)),
            based: entry.envelope.revision.to_string(),
            fields,
            answers: self.answers(register, &entry.fields, &labels),
            here: self.here.clone(),
        })
    }
}
