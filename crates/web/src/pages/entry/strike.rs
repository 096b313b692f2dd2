//! Striking a paper from its entry: with a reason, and a confirmation.

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use qorgau_app::AppError;
use qorgau_app::papers::Papers;
use serde::Deserialize;
use uuid::Uuid;

use super::papers::{called, identity};
use crate::here::Here;
use crate::pages::form::desk::Desk;
use crate::pages::inside::Frame;
use crate::pages::{Gone, Page, Whole};
use crate::parts::{Choice, Control, ErrorSummary, Field, Link, Mark};
use crate::received::Received;
use crate::state::Web;

/// The most letters of a reason.
const REASON_MOST: usize = 2_000;

#[derive(Template)]
#[template(path = "entry/strike.html")]
struct Strike {
    here: Here,
    frame: Frame,
    title: String,
    back: Link,
    errors: Option<ErrorSummary>,
    action: String,
    fields: Vec<Field>,
}

/// What is sent.
#[derive(Default, Deserialize)]
pub(crate) struct Sent {
    #[serde(default)]
    reason: String,
    #[serde(default)]
    sure: String,
}

type Which = Path<(String, String, String)>;

pub(crate) async fn page(State(web): State<Web>, here: Here, Path((_, entry, paper)): Which) -> Result<Response, Gone> {
    let desk = Desk::of(&web, &here).await?;
    let papers = web.app().papers_to_change(&desk.signed.who, &desk.tree, identity(&entry)?).await?;
    Ok(Page(shown(&desk, &papers, &paper, &Sent::default(), &[])?).into_response())
}

pub(crate) async fn send(State(web): State<Web>, here: Here, Path((_, entry, paper)): Which, received: Received<Sent>) -> Result<Response, Gone> {
    let desk = Desk::of(&web, &here).await?;
    let (app, l, sent) = (web.app(), here.l, &received.form);
    let id = identity(&entry)?;
    let papers = app.papers_to_change(received.who(), &desk.tree, id).await?;
    let mut wrong = Vec::new();
    match sent.reason.trim() {
        "" => wrong.push(("reason", l.forms_no_reason())),
        reason if reason.chars().count() > REASON_MOST => wrong.push(("reason", l.attach_long_reason(&REASON_MOST.to_string()))),
        _ => {}
    }
    if sent.sure != "1" {
        wrong.push(("sure", l.forms_withdraw_not_sure()));
    }
    if !wrong.is_empty() {
        let page = shown(&desk, &papers, &paper, sent, &wrong)?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Extension(Whole), Page(page)).into_response());
    }
    let paper_id = Uuid::try_parse(&paper).map_err(|_| Gone::Absent)?;
    match app.strike_paper(received.who(), &desk.tree, id, paper_id, &sent.reason).await {
        Ok(()) => Ok(Redirect::to(&here.url(&format!("/entries/{id}#papers"))).into_response()),
        Err(AppError::Refused(refusal)) => {
            let wrong = [("reason", qorgau_app::words::refusal(l, &refusal))];
            let page = shown(&desk, &papers, &paper, sent, &wrong)?;
            Ok((StatusCode::CONFLICT, Extension(Whole), Page(page)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn shown(desk: &Desk<'_>, papers: &Papers<'_>, paper: &str, sent: &Sent, wrong: &[(&str, String)]) -> Result<Strike, Gone> {
    let (here, l) = (desk.here, desk.here.l);
    let paper = papers.standing(Uuid::try_parse(paper).map_err(|_| Gone::Absent)?)?;
    let at = here.url(&format!("/entries/{}", papers.entry.id));
    let sure = Choice {
        value: "1".to_owned(),
        label: l.attach_strike_sure(),
        hint: String::new(),
        mark: if sent.sure == "1" { Mark::Taken } else { Mark::Free },
    };
    let value = sent.reason.clone();
    let mut fields = vec![
        Field::new("reason", l.forms_reason(), Control::Lines { value }).hint(l.attach_reason_hint()),
        Field::new("sure", l.attach_strike(), Control::Checks(vec![sure])),
    ];
    for (name, said) in wrong {
        if let Some(field) = fields.iter_mut().find(|field| field.name == *name) {
            *field = field.clone().error(l.part_error(), said);
        }
    }
    let errors = wrong.iter().map(|(name, said)| Link::new(said, format!("#{name}"))).collect::<Vec<_>>();
    Ok(Strike {
        frame: desk.frame(),
        title: l.attach_strike_title(&called(here, paper)),
        back: Link::new(
            format!("{} № {}", desk.name_of(papers.register), papers.entry.envelope.number),
            format!("{at}#papers"),
        ),
        errors: (!errors.is_empty()).then(|| ErrorSummary {
            title: l.part_errors(),
            errors,
        }),
        action: format!("{at}/papers/{}/strike", paper.id),
        fields,
        here: here.clone(),
    })
}
