//! Posts that nobody holds: recorded as vacant, so that another signs meanwhile (33), and held again.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use qorgau_app::AppError;
use qorgau_app::accounts::{By, NewAbsence, VACANT, Whose};
use qorgau_domain::BodyId;
use qorgau_rulebook::may::{Act, Subject};
use serde::Deserialize;

use super::super::asked::{Asked, again, choice, text};
use super::super::inside::{Frame, Place, named, signed};
use super::super::{Gone, Page};
use super::absence::{Line, Said, line, period, told};
use super::open::crumbs;
use super::{bodies, role_name};
use crate::here::Here;
use crate::parts::{Control, Crumbs, ErrorSummary, Field};
use crate::received::Received;
use crate::state::Web;

#[derive(Template)]
#[template(path = "people/posts.html")]
struct Posts {
    here: Here,
    frame: Frame,
    crumbs: Crumbs,
    errors: Option<ErrorSummary>,
    rows: Vec<Post>,
    form: Option<Asked>,
}

/// A post recorded as vacant.
struct Post {
    role: String,
    body: String,
    line: Line,
}

/// What the forms send; each sends its part.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Sent {
    role: String,
    body: String,
    order: String,
    from: String,
    until: String,
    id: String,
}

pub(crate) async fn page(State(web): State<Web>, here: Here) -> Result<impl IntoResponse, Gone> {
    Ok(Page(shown(&web, &here, &Sent::default(), None).await?))
}

async fn shown(web: &Web, here: &Here, sent: &Sent, wrong: Option<Said>) -> Result<Posts, Gone> {
    let (app, l, signed) = (web.app(), here.l, signed(here)?);
    let tree = app.store.tree().await.map_err(AppError::from)?;
    let keeps = |body: BodyId| signed.who.may(app, &tree, Act::Administer, Subject::Users, body);
    let vacant = app.vacancies(&signed.who).await?;
    let post = |absence: &qorgau_store::Absence| Post {
        role: role_name(web, l, &absence.role),
        body: named(web, here, &tree, absence.body),
        line: line(web, l, absence, keeps(absence.body)),
    };
    let day = |name, label: String, value: &str| Field::new(name, label, Control::Day { value: value.to_owned() });
    let role = |role: &qorgau_rulebook::Role| choice(&role.code, role.name.get(l.lang()), role.code == sent.role);
    let mut asked = Asked::of([
        Field::new("role", l.posts_post(), Control::Select(app.stood_in_for().map(role).collect())),
        Field::new("body", l.people_at(), Control::Select(bodies(web, here, &tree, &sent.body)?)),
        Field::new("order", l.absence_order(), text(&sent.order, "off")).hint(l.posts_order_hint()),
        day("from", l.absence_from(), &sent.from).hint(l.absence_from_hint()),
        day("until", l.absence_until(), &sent.until).optional(l.part_optional()),
    ]);
    if let Some((at, said)) = &wrong {
        asked = asked.wrong(l, at, said);
    }
    Ok(Posts {
        frame: Frame::of(web, here, signed, &tree, Place::People),
        crumbs: crumbs(here),
        errors: asked.errors.clone(),
        rows: vacant.iter().map(post).collect(),
        form: tree.bodies().any(keeps).then_some(asked),
        here: here.clone(),
    })
}

/// Records a post as vacant.
pub(crate) async fn record(State(web): State<Web>, here: Here, sent: Received<Sent>) -> Result<Response, Gone> {
    let form = &sent.form;
    let done = match period(&here, (&form.from, "from"), (&form.until, "until")) {
        Err(bad) => Err(bad),
        Ok(days) => match recorded(&web, &sent, days).await {
            Ok(()) => Ok(()),
            Err(error) => Err(told(&here, error, "from", "until")?),
        },
    };
    settled(&web, &here, form, done).await
}

async fn recorded(web: &Web, sent: &Received<Sent>, (from, until): (Option<jiff::civil::Date>, Option<jiff::civil::Date>)) -> Result<(), AppError> {
    let (app, form) = (web.app(), &sent.form);
    let body = app.body(&form.body).await?;
    let new = NewAbsence {
        whose: Whose::Post { role: &form.role, body },
        ground: VACANT,
        order: &form.order,
        from: from.unwrap_or(app.today()),
        until,
    };
    app.record_absence(By::Who(sent.who()), &new).await?;
    Ok(())
}

/// The post is held again.
pub(crate) async fn end(State(web): State<Web>, here: Here, sent: Received<Sent>) -> Result<Response, Gone> {
    let id = sent.form.id.parse().unwrap_or_default();
    let done = match web.app().end_absence(By::Who(sent.who()), id).await {
        Ok(()) => Ok(()),
        Err(error) => Err(told(&here, error, "from", "until")?),
    };
    settled(&web, &here, &sent.form, done).await
}

async fn settled(web: &Web, here: &Here, form: &Sent, done: Result<(), Said>) -> Result<Response, Gone> {
    match done {
        Ok(()) => Ok(Redirect::to(&here.url("/people/posts")).into_response()),
        Err(wrong) => Ok(again(shown(web, here, form, Some(wrong)).await?)),
    }
}
