//! Bringing a track to a raid: the file of a receiver, how the group moved, and what is believed of the fixes.

use askama::Template;
use axum::Extension;
use axum::extract::{FromRequest, Multipart, Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use qorgau_app::AppError;
use qorgau_app::forms::acts::Sent;
use qorgau_app::raids::RAID;
use qorgau_app::tracks::{ACCURACY, BroughtTrack, GAP, MODES, MOST, TRACK, TrackFault, words};
use qorgau_domain::EntryId;
use qorgau_domain::entry::Entry;
use uuid::Uuid;

use crate::here::Here;
use crate::pages::entry::papers::identity;
use crate::pages::form::desk::Desk;
use crate::pages::inside::Frame;
use crate::pages::{Gone, Page, Whole};
use crate::parts::{Choice, Control, Crumbs, ErrorSummary, Field, Link, Mark};
use crate::state::Web;

#[derive(Template)]
#[template(path = "raid/track.html")]
struct Bring {
    here: Here,
    frame: Frame,
    crumbs: Crumbs,
    title: String,
    errors: Option<ErrorSummary>,
    action: String,
    id: String,
    fields: Vec<Field>,
    file_error: String,
    hint: String,
}

/// What is sent with a file.
#[derive(Default)]
struct Form {
    mark: String,
    id: String,
    mode: String,
    accuracy: String,
    gap: String,
    name: String,
    bytes: Vec<u8>,
}

/// What is wrong, at which field.
type Wrong = (&'static str, String);

pub(crate) async fn page(State(web): State<Web>, here: Here, Path((_, id)): Path<(String, String)>) -> Result<Response, Gone> {
    let desk = Desk::of(&web, &here).await?;
    let raid = web.app().raid_to_track(&desk.looker(), identity(&id)?).await?;
    let form = Form {
        id: web.app().new_id().to_string(),
        accuracy: ACCURACY.to_string(),
        gap: GAP.to_string(),
        ..Form::default()
    };
    Ok(Page(shown(&desk, &raid, &form, None)?).into_response())
}

/// Takes a file: the track becomes an entry, or the form says what was wrong.
pub(crate) async fn bring(State(web): State<Web>, here: Here, Path((_, id)): Path<(String, String)>, request: Request) -> Result<Response, Gone> {
    let desk = Desk::of(&web, &here).await?;
    // Whoever may not is told before anything is read.
    let raid = web.app().raid_to_track(&desk.looker(), identity(&id)?).await?;
    let form = match read(&web, request).await {
        Ok(form) => form,
        Err(refused) => return Ok(refused),
    };
    if form.mark != desk.signed.mark {
        return Ok(StatusCode::FORBIDDEN.into_response());
    }
    let entry = Uuid::try_parse(&form.id).map_err(|_| Gone::Absent)?;
    let wrong = if form.bytes.is_empty() {
        ("file", here.l.track_no_file())
    } else {
        match web.app().bring_track(&desk.looker(), raid.id, EntryId(entry), form.brought()).await {
            Ok(Sent::Stored(_)) => return Ok(Redirect::to(&here.url(&format!("/entries/{entry}"))).into_response()),
            Ok(Sent::Wrong(troubles)) => {
                let register = web.app().register(TRACK)?;
                ("file", troubles.first().map_or_else(String::new, |trouble| desk.said(register, trouble)))
            }
            Ok(Sent::Refused(refusal)) => ("file", qorgau_app::words::refusal(here.l, &refusal)),
            Err(AppError::Track(fault)) => (at(fault), words::fault(here.l, fault)),
            Err(error) => return Err(error.into()),
        }
    };
    let page = shown(&desk, &raid, &form, Some(wrong))?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Extension(Whole), Page(page)).into_response())
}

/// The field that a fault is about.
fn at(fault: TrackFault) -> &'static str {
    match fault {
        TrackFault::Mode => "mode",
        TrackFault::Limits => "accuracy",
        _ => "file",
    }
}

impl Form {
    fn brought(&self) -> BroughtTrack {
        // What is no number is no limit, and is refused as such.
        let number = |text: &str| text.trim().parse().unwrap_or(0);
        BroughtTrack {
            name: self.name.clone(),
            bytes: self.bytes.clone(),
            mode: self.mode.clone(),
            accuracy: number(&self.accuracy),
            gap: number(&self.gap),
        }
    }
}

async fn read(web: &Web, request: Request) -> Result<Form, Response> {
    let mut parts = Multipart::from_request(request, web).await.map_err(IntoResponse::into_response)?;
    let mut form = Form::default();
    while let Some(part) = parts.next_field().await.map_err(IntoResponse::into_response)? {
        let name = part.name().unwrap_or_default().to_owned();
        if name == "file" {
            form.name = part.file_name().unwrap_or_default().to_owned();
            form.bytes = part.bytes().await.map_err(IntoResponse::into_response)?.to_vec();
            continue;
        }
        let text = part.text().await.map_err(IntoResponse::into_response)?;
        match name.as_str() {
            "mark" => form.mark = text,
            "id" => form.id = text,
            "mode" => form.mode = text,
            "accuracy" => form.accuracy = text,
            "gap" => form.gap = text,
            _ => return Err(StatusCode::UNPROCESSABLE_ENTITY.into_response()),
        }
    }
    Ok(form)
}

fn shown(desk: &Desk<'_>, raid: &Entry, form: &Form, wrong: Option<Wrong>) -> Result<Bring, Gone> {
    let (here, l) = (desk.here, desk.here.l);
    let register = desk.web.app().register(RAID)?;
    let mut fields = vec![
        Field::new("mode", l.track_mode(), Control::Select(modes(desk, &form.mode))),
        Field::new(
            "accuracy",
            l.track_accuracy(),
            Control::Figure {
                value: form.accuracy.clone(),
                unit: l.track_metres(),
            },
        )
        .hint(l.track_accuracy_hint()),
        Field::new(
            "gap",
            l.track_gap(),
            Control::Figure {
                value: form.gap.clone(),
                unit: l.track_minutes(),
            },
        )
        .hint(l.track_gap_hint()),
    ];
    let mut file_error = String::new();
    let errors = wrong.map(|(name, said)| {
        match fields.iter_mut().find(|field| field.name == name) {
            Some(field) => *field = field.clone().error(l.part_error(), &said),
            None => file_error.clone_from(&said),
        }
        ErrorSummary {
            title: l.part_errors(),
            errors: vec![Link::new(said, format!("#{name}"))],
        }
    });
    Ok(Bring {
        frame: desk.frame(),
        crumbs: desk.crumbs(register, Some(raid)),
        title: l.track_title(&raid.envelope.number.to_string()),
        errors,
        action: here.url(&format!("/entries/{}/course/track", raid.id)),
        id: form.id.clone(),
        fields,
        file_error,
        hint: l.track_file_hint(&(MOST / (1024 * 1024)).to_string()),
        here: here.clone(),
    })
}

fn modes(desk: &Desk<'_>, chosen: &str) -> Vec<Choice> {
    let choice = |code: &str, label: String| Choice {
        value: code.to_owned(),
        label,
        hint: String::new(),
        mark: if code == chosen { Mark::Taken } else { Mark::Free },
    };
    let list = desk.web.app().rulebook.lists.get(MODES);
    let items = list.into_iter().flat_map(|list| &list.item);
    let named = items.map(|item| choice(&item.code, item.name.get(desk.here.l.lang()).to_owned()));
    std::iter::once(choice("", String::new())).chain(named).collect()
}
