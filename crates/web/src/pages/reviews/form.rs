//! The form in which a review is written: the first draft, a draft once more, and a new version of one that was signed.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use qorgau_app::AppError;
use qorgau_app::documents::{Act, DocumentFault, Made, Text, Wanted as Paper, text_of, words};
use qorgau_domain::document::Step;
use qorgau_domain::{Period, Tree};
use qorgau_rulebook::document::Part;
use qorgau_store::{Document, Refusal};

use super::Asked;
use crate::here::Here;
use crate::pages::inside::{Frame, Place, code, named, signed};
use crate::pages::panel::official;
use crate::pages::{Gone, Page, Whole};
use crate::parts::{Control, Crumbs, ErrorSummary, Field, Link, Width};
use crate::received::Received;
use crate::state::Web;
use crate::visitor::Signed;

#[derive(Template)]
#[template(path = "reviews/form.html")]
struct Form {
    here: Here,
    frame: Frame,
    crumbs: Crumbs,
    title: String,
    body: String,
    period: String,
    errors: Option<ErrorSummary>,
    fields: Vec<Field>,
    seen: i64,
    action: String,
    leave: String,
}

pub(crate) async fn page(State(web): State<Web>, here: Here, Path((_, period)): Path<(String, String)>, Query(asked): Query<Asked>) -> Result<Response, Gone> {
    let writer = Writer::of(&web, &here, signed(&here)?, &period, &asked.body).await?;
    Ok(Page(writer.form(&writer.text, writer.seen(), &[])).into_response())
}

/// Keeps the draft, or shows the form again with what is wrong and all that was typed.
pub(crate) async fn send(
    State(web): State<Web>,
    here: Here,
    Path((_, period)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    received: Received<BTreeMap<String, String>>,
) -> Result<Response, Gone> {
    let sent = &received.form;
    let writer = Writer::of(&web, &here, &received.signed, &period, &asked.body).await?;
    let text = Text::typed(writer.parts(), |name| sent.get(&field(name)).cloned().unwrap_or_default());
    let seen = sent.get("seen").and_then(|seen| seen.parse().ok()).unwrap_or(-1);
    let act = match writer.step {
        Step::Revise => Act::Revise { text: &text },
        _ => Act::Write { text: &text },
    };
    let error = match web.app().take(received.who(), writer.paper, seen, &act).await {
        Ok(id) => return Ok(Redirect::to(&here.url(&format!("/documents/{id}"))).into_response()),
        Err(error) => error,
    };
    let (status, wrong) = writer.wrong(error)?;
    let form = writer.form(&text, seen, &wrong);
    Ok((status, Extension(Whole), Page(form)).into_response())
}

/// How a field of the text is called in the form.
fn field(name: &str) -> String {
    if [Text::TITLE, Text::OFFICIAL].contains(&name) {
        name.to_owned()
    } else {
        format!("part-{name}")
    }
}

/// Something wrong: where it is said, and how.
type Wrong = (String, String);

/// Somebody who may write the text of a review as it stands now.
struct Writer<'a> {
    web: &'a Web,
    here: &'a Here,
    signed: &'a Signed,
    tree: Arc<Tree>,
    paper: Paper,
    document: Option<Document>,
    step: Step,
    /// What it says now.
    text: Text,
}

impl<'a> Writer<'a> {
    async fn of(web: &'a Web, here: &'a Here, signed: &'a Signed, period: &str, body: &str) -> Result<Self, Gone> {
        let app = web.app();
        let period: Period = period.parse().map_err(|_| Gone::Absent)?;
        Made::Review.figures().fits(period)?;
        if period.first_month().first() > app.today() {
            return Err(Gone::Absent);
        }
        let body = if body.is_empty() { signed.who.body } else { app.body(body).await? };
        let tree = app.store.tree().await.map_err(AppError::from)?;
        let paper = Paper {
            body,
            kind: Made::Review,
            period,
        };
        let document = app.document_of(paper).await?;
        let steps = app.steps_for(&signed.who, &tree, paper, document.as_ref().map(|document| &document.life));
        let step = steps
            .into_iter()
            .find(|step| matches!(step, Step::Prepare | Step::Revise))
            .ok_or(Gone::Absent)?;
        let text = match &document {
            None => Text::default(),
            Some(document) => {
                let (past, _) = app.told(&app.scope_in(&tree, body), document.id).await?;
                text_of(&past, document.life.version).cloned().unwrap_or_default()
            }
        };
        Ok(Writer {
            web,
            here,
            signed,
            tree,
            paper,
            document,
            step,
            text,
        })
    }

    fn parts(&self) -> &[Part] {
        self.web.app().parts(self.paper)
    }

    /// How many steps the document had taken when it was looked at.
    fn seen(&self) -> i64 {
        self.document.as_ref().map_or(0, |document| document.life.steps)
    }

    /// The document's page; before there is one, the territory's.
    fn leave(&self) -> String {
        let body = code(self.web, &self.tree, self.paper.body);
        self.here.url(&match &self.document {
            Some(document) => format!("/documents/{}", document.id),
            None => format!("/territory/{}?body={body}", self.paper.period),
        })
    }

    /// What a field is called on the page.
    fn label(&self, name: &str) -> String {
        let part = self.parts().iter().find(|part| part.code == name);
        part.map_or_else(|| self.here.l.review_field_title(), |part| part.name.get(self.here.l.lang()).to_owned())
    }

    /// What a draft that was not kept says to who wrote it; errors that are not his come back.
    fn wrong(&self, error: AppError) -> Result<(StatusCode, Vec<Wrong>), Gone> {
        let l = self.here.l;
        let said = words::fault(l, &error).unwrap_or_default();
        match &error {
            AppError::Document(DocumentFault::Lacking(names)) => {
                let lacking = names.iter().map(|name| (format!("#{}", field(name)), l.fault_missing(&self.label(name))));
                Ok((StatusCode::UNPROCESSABLE_ENTITY, lacking.collect()))
            }
            AppError::Document(DocumentFault::LongField(name, _)) => Ok((StatusCode::UNPROCESSABLE_ENTITY, vec![(format!("#{}", field(name)), said)])),
            AppError::Refused(Refusal::Document(_)) => Ok((StatusCode::CONFLICT, vec![(self.leave(), said)])),
            _ => Err(error.into()),
        }
    }

    fn fields(&self, text: &Text, wrong: &[Wrong]) -> Vec<Field> {
        let l = self.here.l;
        let title = Control::Text {
            value: text.title.clone(),
            width: Width::Full,
            fill: "off",
        };
        let part = |part: &Part| {
            let value = text.part(&part.code).to_owned();
            let asked = Field::new(field(&part.code), self.label(&part.code), Control::Lines { value }).hint(l.review_part_hint());
            if part.obligatory { asked } else { asked.optional(l.part_optional()) }
        };
        let fields = std::iter::once(Field::new(field(Text::TITLE), l.review_field_title(), title));
        let fields = fields.chain(self.parts().iter().map(part)).chain([official(self.here, text.official)]);
        let with_wrong = |field: Field| match wrong.iter().find(|(place, _)| place.strip_prefix('#') == Some(field.name.as_str())) {
            Some((_, said)) => field.error(l.part_error(), said),
            None => field,
        };
        fields.map(with_wrong).collect()
    }

    fn form(&self, text: &Text, seen: i64, wrong: &[Wrong]) -> Form {
        let (web, here, l) = (self.web, self.here, self.here.l);
        let body = code(web, &self.tree, self.paper.body);
        let title = match self.step {
            Step::Revise => l.review_revise(),
            _ if self.document.is_some() => l.paper_prepare_anew(),
            _ => l.review_prepare(),
        };
        let errors: Vec<Link> = wrong.iter().map(|(place, said)| Link::new(said, place)).collect();
        Form {
            frame: Frame::of(web, here, self.signed, &self.tree, Place::Territory),
            crumbs: Crumbs {
                label: l.part_path(),
                steps: vec![
                    Link::new(l.territory_title(), here.url(&format!("/territory/{}?body={body}", self.paper.period))),
                    Link::new(l.reviews_title(), here.url(&format!("/reviews?body={body}"))),
                ],
            },
            title,
            body: named(web, here, &self.tree, self.paper.body),
            period: l.period(self.paper.period),
            errors: (!errors.is_empty()).then(|| ErrorSummary {
                title: l.part_errors(),
                errors,
            }),
            fields: self.fields(text, wrong),
            seen,
            action: here.url(&format!("/reviews/{}?body={body}", self.paper.period)),
            leave: self.leave(),
            here: here.clone(),
        }
    }
}
