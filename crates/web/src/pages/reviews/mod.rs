//! Reviews: words on the data of a territory (15.2, 19.3, 20), for file No. 1. Their list, and what other pages show of them.

pub mod form;
pub(crate) mod print;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::IntoResponse;
use qorgau_app::AppError;
use qorgau_app::documents::{Listed, Made, Text, Wanted as Paper};
use qorgau_app::returns::Kind;
use qorgau_domain::document::Step;
use qorgau_domain::{BodyId, Month, Period, Tree};
use qorgau_rulebook::may::{Act, Subject};
use serde::Deserialize;

use super::inside::{Frame, Place, code, named, signed};
use super::panel::{self, Known};
use super::returns::{Wanted, bodies};
use super::{Gone, Page};
use crate::here::Here;
use crate::parts::{Cell, Choice, Empty, Head, Link, Mark, Row, Table};
use crate::state::Web;
use crate::visitor::Signed;

/// What the file of a signed review is called, without its ending.
pub(crate) const FILE: &str = "review";

#[derive(Template)]
#[template(path = "reviews/list.html")]
struct List {
    here: Here,
    frame: Frame,
    body: String,
    bodies: Vec<Choice>,
    own: Option<Table>,
    above: Option<Table>,
    nothing: Empty,
}

/// What the address says.
#[derive(Deserialize)]
pub(crate) struct Asked {
    /// Whose reviews, by code; one's own body without it.
    #[serde(default)]
    body: String,
}

/// The reviews of a body, and those that bodies above sent to it.
pub(crate) async fn page(State(web): State<Web>, here: Here, Query(asked): Query<Asked>) -> Result<impl IntoResponse, Gone> {
    let (app, signed, l) = (web.app(), signed(&here)?, here.l);
    let body = if asked.body.is_empty() {
        signed.who.body
    } else {
        app.body(&asked.body).await?
    };
    let tree = app.store.tree().await.map_err(AppError::from)?;
    if !signed.who.may(app, &tree, Act::Read, Subject::Document(Made::Review.word()), body) {
        return Err(Gone::Absent);
    }
    let month = Month::of(app.today());
    let wanted = Wanted {
        kind: Kind::Quarterly,
        period: Period::Quarter(Month::new(month.year(), (month.number() - 1) / 3 * 3 + 1)),
        body,
    };
    let own = app.reviews(&signed.who, &tree, body).await?;
    let above = app.reviews_from_above(&signed.who, &tree, body).await?;
    let page = List {
        frame: Frame::of(&web, &here, signed, &tree, Place::Territory),
        body: named(&web, &here, &tree, body),
        bodies: bodies(&web, &here, signed, &tree, &wanted),
        own: table(&web, &here, &tree, l.reviews_of_body(), &own),
        above: table(&web, &here, &tree, l.reviews_from_above(), &above),
        nothing: Empty {
            title: l.reviews_none_title(),
            text: l.reviews_none_text(),
            action: None,
        },
        here: here.clone(),
    };
    Ok(Page(page))
}

fn table(web: &Web, here: &Here, tree: &Tree, caption: String, listed: &[Listed]) -> Option<Table> {
    let l = here.l;
    let row = |review: &Listed| {
        let state = panel::status(here, Some(&review.document.life));
        Row::plain([
            Cell::way(&review.title, here.url(&format!("/documents/{}", review.document.id))),
            Cell::text(named(web, here, tree, review.wanted.body)),
            Cell::text(l.period(review.wanted.period)),
            Cell::State(state),
            Cell::text(l.moment(&review.at, web.app().zone())),
        ])
    };
    let heads = [
        Head::words(l.reviews_name()),
        Head::words(l.list_body()),
        Head::short(l.reviews_period()),
        Head::short(l.reviews_state()),
        Head::short(l.reviews_when()),
    ];
    (!listed.is_empty()).then(|| Table::new(caption, heads, listed.iter().map(row).collect::<Vec<_>>()))
}

/// What the page of a territory says of reviews: all of them, the one of the quarter, and the form in which one is written.
pub(crate) struct Ways {
    pub(crate) all: Link,
    pub(crate) of_quarter: Option<Link>,
    pub(crate) write: Option<Link>,
}

impl Ways {
    pub(crate) async fn of(web: &Web, here: &Here, signed: &Signed, tree: &Tree, (body, period): (BodyId, Period)) -> Result<Self, Gone> {
        let (app, l) = (web.app(), here.l);
        let paper = Paper {
            body,
            kind: Made::Review,
            period,
        };
        let document = app.document_of(paper).await?;
        let steps = app.steps_for(&signed.who, tree, paper, document.as_ref().map(|document| &document.life));
        let read = app.reviews(&signed.who, tree, body).await?;
        let of_quarter = read.into_iter().find(|review| review.wanted == paper);
        let known = Known {
            tree,
            wanted: paper,
            document: document.as_ref(),
            past: &[],
        };
        Ok(Ways {
            all: Link::new(l.reviews_title(), here.url(&format!("/reviews?body={}", code(web, tree, body)))),
            of_quarter: of_quarter.map(|review| Link::new(review.title, here.url(&format!("/documents/{}", review.document.id)))),
            write: writing(web, here, &known, &steps),
        })
    }
}

/// The way to the form in which the text of a document is written, where the reader may write it now.
pub(crate) fn writing(web: &Web, here: &Here, known: &Known<'_>, steps: &[Step]) -> Option<Link> {
    let (paper, l) = (known.wanted, here.l);
    let word = |step: &Step| match step {
        Step::Prepare if known.document.is_some() => Some(l.paper_prepare_anew()),
        Step::Prepare => Some(l.review_prepare()),
        Step::Revise => Some(l.review_revise()),
        _ => None,
    };
    let word = steps.iter().find_map(word).filter(|_| paper.kind.is_text())?;
    let place = format!("/reviews/{}?body={}", paper.period, code(web, known.tree, paper.body));
    Some(Link::new(word, here.url(&place)))
}

/// A part of a document of words.
pub(crate) struct Part {
    pub(crate) title: String,
    pub(crate) clause: Option<Link>,
    pub(crate) paragraphs: Vec<String>,
}

/// The parts of a text in their order. One that the rulebook has no longer is shown by its code: what was written stays.
pub(crate) fn parts(web: &Web, here: &Here, paper: Paper, text: &Text) -> Vec<Part> {
    let known = web.app().parts(paper);
    let part = |(code, said): &(String, String)| {
        let known = known.iter().find(|part| part.code == *code);
        let paragraphs = said.lines().map(str::trim).filter(|line| !line.is_empty());
        Part {
            title: known.map_or(code.as_str(), |part| part.name.get(here.l.lang())).to_owned(),
            clause: known.map(|part| Link::new(&part.clause, here.url(&format!("/clauses/{}", part.clause)))),
            paragraphs: paragraphs.map(str::to_owned).collect(),
        }
    };
    text.parts.iter().map(part).collect()
}

/// The post of whoever signs a document, by the rulebook.
pub(crate) fn post(web: &Web, here: &Here, paper: Paper) -> String {
    let rulebook = &web.app().rulebook;
    let kind = rulebook.documents.iter().find(|kind| kind.code == paper.kind.word());
    let role = kind.and_then(|kind| kind.signed_by.iter().find_map(|signer| rulebook.role(signer)));
    role.map_or_else(|| here.l.post_head(), |role| role.name.get(here.l.lang()).to_owned())
}
