//! Correcting an entry: the form as it stands, what changes, and what to do where somebody else was quicker.

use std::collections::BTreeMap;

use axum::Extension;
use axum::extract::{Path, Query, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use qorgau_app::forms::acts::{Sending, Sent};
use qorgau_app::forms::differ::{differing, meetings};
use qorgau_app::forms::{Trouble, Typed, say, typed};
use qorgau_app::warnings::Writing;
use qorgau_app::words;
use qorgau_domain::EntryId;
use qorgau_domain::entry::Entry;
use qorgau_domain::value::Content;
use qorgau_rulebook::may::Act;
use qorgau_rulebook::register::Register;
use qorgau_store::Refusal;
use uuid::Uuid;

use super::changes::{Changes, Choosing};
use super::check::all_carried;
use super::desk::{Desk, carried};
use super::{Do, EntryForm, FormSent, put_in};
use crate::here::Here;
use crate::pages::inside::named;
use crate::pages::{Gone, Page, Whole};
use crate::parts::{Banner, Control, Field, Link, Tone};
use crate::state::Web;

/// A correction on its way.
struct Correction<'a> {
    desk: &'a Desk<'a>,
    register: &'a Register,
    entry: Entry,
    place: String,
}

/// The entry as it stands, to be changed.
pub(crate) async fn page(
    State(web): State<Web>,
    here: Here,
    Path((_, id)): Path<(String, String)>,
    Query(said): Query<BTreeMap<String, String>>,
) -> Result<Response, Gone> {
    let desk = Desk::of(&web, &here).await?;
    let correction = Correction::of(&desk, &id).await?;
    let mut form = typed(correction.register, &correction.entry.fields, web.app().zone());
    form.set("@id", correction.entry.id.to_string());
    form.set("@based", correction.entry.envelope.revision.to_string());
    let fresh = !put_in(&mut form, correction.register, &said);
    let page = correction.form(&form, &[], None, fresh).await?;
    Ok(Page(page).into_response())
}

/// Does what the form asks for.
pub(crate) async fn send(State(web): State<Web>, here: Here, Path((_, id)): Path<(String, String)>, request: Request) -> Result<Response, Gone> {
    let desk = Desk::of(&web, &here).await?;
    let correction = Correction::of(&desk, &id).await?;
    let Some(FormSent { ask, mark, mut typed }) = FormSent::read(request).await else {
        return Ok(StatusCode::UNPROCESSABLE_ENTITY.into_response());
    };
    if mark != desk.signed.mark {
        let page = correction.form(&typed, &[], Some(desk.other_session()), false).await?;
        return Ok(again(StatusCode::UNPROCESSABLE_ENTITY, page));
    }
    correction.take(&mut typed);
    match ask {
        Do::Check => correction.check(&typed).await,
        Do::Store => correction.store(&typed).await,
        ask => {
            let body = correction.entry.body;
            let troubles = desk.change(correction.register, body, &mut typed, ask).await?;
            let status = if troubles.is_empty() {
                StatusCode::OK
            } else {
                StatusCode::UNPROCESSABLE_ENTITY
            };
            Ok(again(status, correction.form(&typed, &troubles, None, false).await?))
        }
    }
}

fn again(status: StatusCode, page: EntryForm) -> Response {
    (status, Extension(Whole), Page(page)).into_response()
}

impl<'a> Correction<'a> {
    async fn of(desk: &'a Desk<'a>, id: &str) -> Result<Self, Gone> {
        let id = EntryId(Uuid::try_parse(id).map_err(|_| Gone::Absent)?);
        let app = desk.web.app();
        let looker = desk.looker();
        let (register, entry) = app.for_act(&looker, Act::Correct, id).await?;
        let register = app.register(&register.code)?;
        Ok(Correction {
            desk,
            register,
            entry,
            place: format!("/entries/{id}/correct"),
        })
    }

    /// The revision the form is based on.
    fn based(&self, typed: &Typed) -> i64 {
        typed.first("@based").parse().unwrap_or(self.entry.envelope.revision)
    }

    /// Where somebody decided between what was typed and what stands now: takes what was chosen, and goes on from the present revision.
    fn take(&self, typed: &mut Typed) {
        let Ok(seen) = typed.first("@seen").parse::<i64>() else { return };
        if seen != self.entry.envelope.revision {
            typed.drop_all_of("@seen");
            return;
        }
        let now = qorgau_app::forms::typed(self.register, &self.entry.fields, self.desk.web.app().zone());
        for def in &self.register.field {
            let choice = format!("@take.{}", def.code);
            if typed.first(&choice) == "now" {
                typed.drop_all_of(&def.code);
                typed.extend(now.of_field(&def.code));
            }
        }
        typed.drop_all_of("@take");
        typed.drop_all_of("@seen");
        typed.set("@based", seen.to_string());
    }

    async fn form(&self, typed: &Typed, troubles: &[Trouble], banner: Option<Banner>, fresh: bool) -> Result<EntryForm, Gone> {
        let (desk, l) = (self.desk, self.desk.here.l);
        let action = desk.here.url(&self.place);
        let sections = desk.sections(self.register, typed, troubles, &action).await?;
        let value = typed.first("@reason").to_owned();
        let mut reason = Field::new("@reason", l.forms_reason(), Control::Lines { value }).hint(l.forms_reason_hint());
        if troubles.iter().any(|trouble| trouble.name == "@reason") {
            reason = reason.error(l.part_error(), l.forms_no_reason());
        }
        let number = self.entry.envelope.number.to_string();
        Ok(EntryForm {
            frame: desk.frame(),
            crumbs: desk.crumbs(self.register, Some(&self.entry)),
            title: l.forms_correct_title(desk.name_of(self.register), &number),
            under: named(desk.web, desk.here, &desk.tree, self.entry.body),
            banner: banner.or_else(|| desk.taken(troubles)),
            errors: desk.summary(self.register, troubles),
            elsewhere: desk.elsewhere(&self.place),
            carried: carried(typed),
            bodies: None,
            sections,
            reason: Some(reason),
            draft: format!("correct:{}", self.entry.id),
            fresh,
            action,
            here: desk.here.clone(),
        })
    }

    /// The fields of the form, or the form again with what is wrong.
    async fn read(&self, typed: &Typed) -> Result<Result<Content, Response>, Gone> {
        let looker = self.desk.looker();
        let app = self.desk.web.app();
        let (fields, mut troubles) = app.check_form(&looker, self.register, typed, Some(&self.entry.fields)).await?;
        if typed.first("@reason").trim().is_empty() {
            troubles.push(Trouble {
                name: "@reason".to_owned(),
                why: qorgau_rulebook::validate::Fault::Missing.into(),
            });
        }
        if troubles.is_empty() {
            return Ok(Ok(fields));
        }
        Ok(Err(again(StatusCode::UNPROCESSABLE_ENTITY, self.form(typed, &troubles, None, false).await?)))
    }

    async fn check(&self, typed: &Typed) -> Result<Response, Gone> {
        let fields = match self.read(typed).await? {
            Ok(fields) => fields,
            Err(response) => return Ok(response),
        };
        if self.based(typed) != self.entry.envelope.revision {
            return self.stale(typed, &fields).await;
        }
        let (desk, l) = (self.desk, self.desk.here.l);
        let changed = differing(self.register, &self.entry.fields, &fields);
        if changed.is_empty() {
            let banner = Banner {
                tone: Tone::Note,
                title: l.forms_compare_nothing(),
                text: l.forms_compare_nothing_text(),
                action: None,
            };
            return Ok(again(StatusCode::UNPROCESSABLE_ENTITY, self.form(typed, &[], Some(banner), false).await?));
        }
        let pointed = say::pointed(&fields).into_iter().chain(say::pointed(&self.entry.fields));
        let labels = desk.looker().labels(pointed).await?;
        let writing = Writing {
            id: self.entry.id,
            body: self.entry.body,
            register: self.register,
            fields: &fields,
        };
        let page = Changes {
            frame: desk.frame(),
            title: l.forms_compare_title(),
            under: self.under(),
            action: desk.here.url(&self.place),
            carried: all_carried(typed),
            banner: desk.on_paper(self.register, self.entry.body, &fields).await?,
            warned: desk.warned(&writing).await?,
            changes: desk.compared(self.register, &changed, [&self.entry.fields, &fields], &labels),
            reason: typed.first("@reason").to_owned(),
            here: desk.here.clone(),
        };
        Ok(Page(page).into_response())
    }

    fn under(&self) -> String {
        format!("{} № {}", self.desk.name_of(self.register), self.entry.envelope.number)
    }

    async fn store(&self, typed: &Typed) -> Result<Response, Gone> {
        let fields = match self.read(typed).await? {
            Ok(fields) => fields,
            Err(response) => return Ok(response),
        };
        let (desk, id, based) = (self.desk, self.entry.id, self.based(typed));
        let stored = || Redirect::to(&desk.here.url(&format!("/entries/{id}/stored"))).into_response();
        if based != self.entry.envelope.revision {
            // Sent twice: what stands is what was typed.
            if differing(self.register, &self.entry.fields, &fields).is_empty() {
                return Ok(stored());
            }
            return self.stale(typed, &fields).await;
        }
        let looker = desk.looker();
        let sending = Sending { looker: &looker, id, typed };
        match desk.web.app().amend(&sending, based, typed.first("@reason").trim()).await? {
            Sent::Stored(_) => Ok(stored()),
            Sent::Wrong(troubles) => Ok(again(StatusCode::UNPROCESSABLE_ENTITY, self.form(typed, &troubles, None, false).await?)),
            Sent::Refused(Refusal::Stale { .. }) => {
                let now = Correction::of(desk, &id.to_string()).await?;
                now.stale(typed, &fields).await
            }
            Sent::Refused(refusal) => {
                let l = desk.here.l;
                let banner = Banner {
                    tone: Tone::Late,
                    title: l.forms_refused_title(),
                    text: words::refusal(l, &refusal),
                    action: Some(Link::new(l.forms_open_entry(), desk.here.url(&format!("/entries/{id}")))),
                };
                Ok(again(StatusCode::CONFLICT, self.form(typed, &[], Some(banner), false).await?))
            }
        }
    }

    /// Both, and what it was: somebody decides field by field.
    async fn stale(&self, typed: &Typed, fields: &Content) -> Result<Response, Gone> {
        let (desk, l) = (self.desk, self.desk.here.l);
        let looker = desk.looker();
        let was = looker
            .revision(self.entry.id, self.based(typed))
            .await?
            .unwrap_or_else(|| self.entry.fields.clone());
        let now = &self.entry.fields;
        let meetings = meetings(self.register, &was, now, fields);
        let pointed = [&was, now, fields].into_iter().flat_map(say::pointed);
        let labels = looker.labels(pointed).await?;
        let page = Choosing {
            frame: desk.frame(),
            title: l.forms_stale_title(),
            under: self.under(),
            action: desk.here.url(&self.place),
            carried: all_carried(typed),
            seen: self.entry.envelope.revision.to_string(),
            choices: desk.choices(self.register, &meetings, [&was, now, fields], &labels),
            here: desk.here.clone(),
        };
        Ok((StatusCode::CONFLICT, Extension(Whole), Page(page)).into_response())
    }
}
