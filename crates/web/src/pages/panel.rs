//! How a document stands, who did what last, and the steps that the reader may take: the same on the page of the return and its own.

use askama::Template;
use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use qorgau_app::AppError;
use qorgau_app::accounts::{AccountFault, fault};
use qorgau_app::documents::{Act, InAbsence, Made, Past, Text, Version, Wanted, marked_by_hand, words};
use qorgau_domain::Tree;
use qorgau_domain::document::{Life, State as Paper, Step, Wrong};
use qorgau_store::{Document, Refusal};
use serde::Deserialize;

use super::people::absence::{in_absence, you_are_away};
use super::{Gone, Whole, reviews};
use crate::here::Here;
use crate::parts::{Banner, Choice, Control, ErrorSummary, Field, Link, Mark, State as Shape, Status, Tone};
use crate::received::Received;
use crate::state::Web;
use crate::visitor::Signed;

/// What a form of the panel sends.
#[derive(Deserialize)]
pub(crate) struct Sent {
    #[serde(default)]
    step: String,
    #[serde(default)]
    seen: i64,
    #[serde(default)]
    note: String,
    #[serde(default)]
    official: String,
    #[serde(default)]
    remark: String,
    #[serde(default)]
    secret: String,
}

/// Takes a step of a document: where it led, or what to say on the page that it was taken on.
pub(crate) async fn take(web: &Web, here: &Here, received: Received<Sent>, wanted: Wanted) -> Result<Result<Response, Tried>, Gone> {
    let Received { signed, sender, form: sent } = received;
    let origin = sender.origin();
    let Some(step) = Step::of_word(&sent.step) else {
        return Ok(Ok(StatusCode::UNPROCESSABLE_ENTITY.into_response()));
    };
    let act = match step {
        Step::Prepare => Act::Prepare {
            note: &sent.note,
            official: !sent.official.is_empty(),
        },
        Step::Sign => Act::Sign {
            secret: &sent.secret,
            origin: &origin,
        },
        Step::Send => Act::Send,
        Step::Receive => Act::Receive,
        Step::Return => Act::Return { remark: &sent.remark },
        // What is written has a form of its own.
        Step::Revise | Step::Whole => return Err(Gone::Absent),
    };
    match web.app().take(&signed.who, wanted, sent.seen, &act).await {
        Ok(id) => Ok(Ok(Redirect::to(&here.url(&format!("/documents/{id}"))).into_response())),
        Err(error) => {
            let words = if step == Step::Return { sent.remark } else { sent.note };
            let tried = Tried::of(here, step, words, error)?;
            Ok(Err(Tried {
                official: !sent.official.is_empty(),
                ..tried
            }))
        }
    }
}

/// A page on which a step was tried: as it is, or with what was wrong.
pub(crate) fn answered(page: impl IntoResponse, tried: Option<&Tried>) -> Response {
    match tried {
        Some(tried) => (tried.status, Extension(Whole), page).into_response(),
        None => page.into_response(),
    }
}

/// A step that did not succeed: what was typed, and what was wrong.
pub(crate) struct Tried {
    step: Step,
    words: String,
    official: bool,
    error: String,
    status: StatusCode,
}

impl Tried {
    /// What a step that failed says to who took it; errors that are not his come back.
    fn of(here: &Here, step: Step, words: String, error: AppError) -> Result<Self, Gone> {
        let told = |status, error| {
            Ok(Tried {
                step,
                words,
                official: false,
                error,
                status,
            })
        };
        match &error {
            AppError::Account(AccountFault::Refused) => told(StatusCode::UNPROCESSABLE_ENTITY, here.l.paper_wrong_secret()),
            AppError::Account(wrong @ AccountFault::Wait { .. }) => told(StatusCode::TOO_MANY_REQUESTS, fault(here.l, wrong)),
            AppError::Refused(Refusal::Document(Wrong::Stale | Wrong::NotNow(_))) => {
                told(StatusCode::CONFLICT, words::fault(here.l, &error).unwrap_or_default())
            }
            error_ => match words::fault(here.l, error_) {
                Some(text) => told(StatusCode::UNPROCESSABLE_ENTITY, text),
                None => Err(error.into()),
            },
        }
    }
}

/// One step that may be taken.
pub(crate) struct StepForm {
    pub(crate) step: &'static str,
    pub(crate) fields: Vec<Field>,
    pub(crate) button: String,
    pub(crate) quiet: bool,
    /// What is to be known before it is taken; may be empty.
    pub(crate) note: String,
}

impl StepForm {
    /// Says in whose absence a signature is given.
    fn told(mut self, step: Step, absence: Option<&str>) -> Self {
        if step == Step::Sign {
            absence.unwrap_or_default().clone_into(&mut self.note);
        }
        self
    }
}

/// The panel.
#[derive(Template)]
#[template(path = "papers/panel.html")]
pub(crate) struct Panel {
    pub(crate) title: String,
    pub(crate) status: Status,
    pub(crate) about: String,
    pub(crate) page: Option<Link>,
    pub(crate) remark: Option<Banner>,
    /// An absence of the head who is about to sign.
    pub(crate) away: Option<Banner>,
    pub(crate) errors: Option<ErrorSummary>,
    /// Where the text of a draft is written.
    pub(crate) write: Option<Link>,
    pub(crate) forms: Vec<StepForm>,
    pub(crate) waiting: String,
    pub(crate) url: String,
    pub(crate) mark: String,
    pub(crate) seen: i64,
}

impl askama::filters::HtmlSafe for Panel {}

/// What a panel is made of.
pub(crate) struct Known<'a> {
    pub(crate) tree: &'a Tree,
    pub(crate) wanted: Wanted,
    pub(crate) document: Option<&'a Document>,
    pub(crate) past: &'a [Past],
}

impl Panel {
    pub(crate) async fn of(web: &Web, here: &Here, signed: &Signed, known: &Known<'_>, url: String, tried: Option<&Tried>) -> Result<Self, Gone> {
        let (l, made) = (here.l, known.wanted.kind);
        let life = known.document.map(|document| &document.life);
        let steps = web.app().steps_for(&signed.who, known.tree, known.wanted, life);
        let absence = web.app().signs_for(&signed.who, known.tree, known.wanted);
        let signs_as_head = steps.contains(&Step::Sign) && absence.is_none();
        let away = if signs_as_head { web.app().own_absence(&signed.who).await? } else { None };
        let absence = absence.map(|stand_in| l.absence_you_sign(&in_absence(web, l, &InAbsence::from(&stand_in), &stand_in.name)));
        let remark = known.past.iter().rev().find(|past| past.step == Step::Return);
        let came_back = remark.filter(|_| life.is_some_and(|life| life.state == Paper::Returned));
        let banner = came_back.map(|past| Banner {
            tone: Tone::Late,
            title: l.paper_remark(),
            text: past.words.clone(),
            action: None,
        });
        let marked = life.is_some_and(|life| marked_by_hand(known.past, life.version));
        let by_form = |step: &&Step| !(made.is_text() && matches!(step, Step::Prepare | Step::Revise));
        let mut forms: Vec<StepForm> = steps
            .iter()
            .filter(by_form)
            .map(|step| form(here, made, *step, (life, marked), tried).told(*step, absence.as_deref()))
            .collect();
        // What goes on stands above what goes back.
        forms.sort_by_key(|form| form.quiet);
        Ok(Panel {
            title: l.paper_panel(),
            status: status(here, life),
            about: about(web, here, known),
            page: known
                .document
                .map(|document| Link::new(l.paper_open(), here.url(&format!("/documents/{}", document.id)))),
            remark: banner,
            away: away.map(|absence| you_are_away(web, l, &absence)),
            errors: tried.map(|tried| ErrorSummary {
                title: l.part_errors(),
                errors: vec![Link::new(tried.error.clone(), format!("#{}", field_of(tried.step)))],
            }),
            waiting: if steps.is_empty() { waiting(here, made, life) } else { String::new() },
            write: reviews::writing(web, here, known, &steps),
            forms,
            url,
            mark: signed.mark.clone(),
            seen: life.map_or(0, |life| life.steps),
        })
    }
}

/// How a document stands, with a shape.
pub(crate) fn status(here: &Here, life: Option<&Life>) -> Status {
    let state = life.map(|life| life.state);
    let shape = match state {
        None | Some(Paper::Draft) => Shape::Open,
        Some(Paper::Signed | Paper::Sent) => Shape::Due,
        Some(Paper::Received) => Shape::Done,
        Some(Paper::Returned) => Shape::Back,
    };
    Status::new(shape, words::state(here.l, state))
}

/// The version, and what was done last.
fn about(web: &Web, here: &Here, known: &Known<'_>) -> String {
    let l = here.l;
    let Some(document) = known.document else { return l.paper_not_begun() };
    let version = l.paper_version(&l.number(document.life.version, 0));
    let last = known.past.last().map(|past| {
        let moment = l.moment(&past.at, web.app().zone());
        format!("{} · {moment}", words::step(l, known.wanted.kind, past.step))
    });
    [Some(version), last].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// For whom a document waits that the reader can do nothing with.
fn waiting(here: &Here, made: Made, life: Option<&Life>) -> String {
    let l = here.l;
    match life.map(|life| life.state) {
        Some(Paper::Draft) if made.is_text() => l.review_waits_for_signer(),
        Some(Paper::Sent) if made.is_text() => l.review_waits_for_nobody(),
        None | Some(Paper::Returned) => l.paper_waits_for_officer(),
        Some(Paper::Draft) => l.paper_waits_for_head(),
        Some(Paper::Signed) => l.paper_waits_to_be_sent(),
        Some(Paper::Sent) => l.paper_waits_for_superior(),
        Some(Paper::Received) => l.paper_waits_for_nobody(),
    }
}

/// The field at which a step's error stands; its button where it has none.
fn field_of(step: Step) -> &'static str {
    match step {
        Step::Prepare | Step::Revise => "note",
        Step::Sign => "secret",
        Step::Return => "remark",
        Step::Send => "step-send",
        Step::Receive | Step::Whole => "step-receive",
    }
}

fn form(here: &Here, made: Made, step: Step, (life, marked): (Option<&Life>, bool), tried: Option<&Tried>) -> StepForm {
    let l = here.l;
    let tried = tried.filter(|tried| tried.step == step);
    let lines = || Control::Lines {
        value: tried.map_or_else(String::new, |tried| tried.words.clone()),
    };
    let anew = life.is_some();
    let (field, button) = match step {
        Step::Prepare | Step::Revise => {
            let field = Field::new("note", l.paper_note(), lines()).hint(l.paper_note_hint());
            (
                Some(field.optional(l.part_optional())),
                if anew { l.paper_prepare_anew() } else { l.paper_prepare() },
            )
        }
        Step::Sign => {
            let secret = Control::Secret { fill: "current-password" };
            let hint = if made.is_text() { l.review_secret_hint() } else { l.paper_secret_hint() };
            (Some(Field::new("secret", l.paper_secret(), secret).hint(hint)), l.paper_sign())
        }
        Step::Return => (
            Some(Field::new("remark", l.paper_remark(), lines()).hint(l.paper_remark_hint())),
            l.paper_return(),
        ),
        Step::Send if made.is_text() => (None, l.review_send()),
        Step::Send => (None, l.paper_send()),
        Step::Receive | Step::Whole => (None, l.paper_receive()),
    };
    let field = field.map(|field| match tried {
        Some(tried) => field.error(l.part_error(), &tried.error),
        None => field,
    });
    let mark = (step == Step::Prepare).then(|| official(here, tried.map_or(marked, |tried| tried.official)));
    StepForm {
        step: step.word(),
        fields: field.into_iter().chain(mark).collect(),
        button,
        note: String::new(),
        quiet: step == Step::Return || step == Step::Prepare && life.is_some_and(|life| life.state == Paper::Signed),
    }
}

/// The field by which whoever drafts a document marks it for official use.
pub(crate) fn official(here: &Here, taken: bool) -> Field {
    let l = here.l;
    let mark = Choice {
        value: "1".to_owned(),
        label: l.official_full(),
        hint: l.official_hint(),
        mark: if taken { Mark::Taken } else { Mark::Free },
    };
    Field::new(Text::OFFICIAL, l.official_label(), Control::Checks(vec![mark])).optional(l.part_optional())
}

/// The last version that was signed.
pub(crate) fn last_signed(versions: &[Version]) -> Option<&Version> {
    versions.iter().max_by_key(|version| version.version)
}
