//! Tokens of one's own account: made, shown this once, revoked.

use std::collections::BTreeSet;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::SignedDuration;
use jiff::civil::Date;
use qorgau_app::AppError;
use qorgau_app::accounts::{NewToken, TOKEN_ACTS, TOKEN_LONGEST, Who};
use qorgau_domain::{BodyId, Month, Tree};
use qorgau_l10n::L10n;
use qorgau_rulebook::may::Act;
use qorgau_store::Token;
use serde::Deserialize;

use super::super::asked::{Asked, again, choice, day, text};
use super::super::inside::{Frame, Place, named, signed};
use super::super::{Gone, Page, Whole};
use super::moment;
use super::password::crumbs;
use crate::here::Here;
use crate::parts::{Choice, Control, Crumbs, Empty, Field};
use crate::received::Received;
use crate::state::Web;

#[derive(Template)]
#[template(path = "account/tokens.html")]
struct Tokens {
    here: Here,
    frame: Frame,
    crumbs: Crumbs,
    tokens: Vec<Shown>,
    nothing: Empty,
    asked: Asked,
}

/// A token in the list.
struct Shown {
    id: String,
    name: String,
    acts: String,
    body: String,
    until: String,
    seen: String,
    state: String,
    in_force: bool,
}

#[derive(Template)]
#[template(path = "account/token.html")]
struct Made {
    here: Here,
    frame: Frame,
    crumbs: Crumbs,
    name: String,
    secret: String,
}

/// What the form sends: name, acts, body, last day.
type Sent = Vec<(String, String)>;

/// What was typed of a token.
#[derive(Default)]
struct Typed {
    name: String,
    acts: Vec<String>,
    body: String,
    until: String,
}

impl Typed {
    fn of(sent: &Sent) -> Self {
        let all = |name: &str| {
            sent.iter()
                .filter(|(known, _)| known == name)
                .map(|(_, value)| value.clone())
                .collect::<Vec<_>>()
        };
        let one = |name: &str| all(name).into_iter().next().unwrap_or_default();
        Typed {
            name: one("name"),
            acts: all("acts"),
            body: one("body"),
            until: one("until"),
        }
    }
}

pub(crate) async fn page(State(web): State<Web>, here: Here) -> Result<impl IntoResponse, Gone> {
    let tree = web.app().store.tree().await.map_err(AppError::from)?;
    let who = &signed(&here)?.who;
    let typed = Typed {
        acts: vec![Act::Read.word().to_owned()],
        body: who.body.0.to_string(),
        ..Typed::default()
    };
    let asked = asked(&web, &here, &tree, who, &typed)?;
    Ok(Page(shown(&web, &here, &tree, asked).await?))
}

async fn shown(web: &Web, here: &Here, tree: &Tree, asked: Asked) -> Result<Tokens, Gone> {
    let (l, signed) = (here.l, signed(here)?);
    let tokens = web.app().tokens(&signed.who).await?;
    Ok(Tokens {
        frame: Frame::of(web, here, signed, tree, Place::Account),
        crumbs: crumbs(here),
        tokens: tokens.into_iter().map(|token| row(web, here, tree, token)).collect(),
        nothing: Empty {
            title: l.tokens_none(),
            text: l.tokens_none_text(),
            action: None,
        },
        asked,
        here: here.clone(),
    })
}

fn row(web: &Web, here: &Here, tree: &Tree, token: Token) -> Shown {
    let l = here.l;
    let over = token.ends_at <= web.app().now().as_microsecond();
    let state = match (token.revoked_at, over) {
        (0, false) => l.tokens_in_force(),
        (0, true) => l.tokens_over(),
        _ => l.tokens_revoked(),
    };
    let acts = token.acts.split(' ').filter_map(Act::of_word).map(|act| act_name(l, act));
    Shown {
        id: token.id.to_string(),
        acts: acts.collect::<Vec<_>>().join("; "),
        body: named(web, here, tree, token.body),
        until: l.date(web.app().day_of(qorgau_app::moment(token.ends_at))),
        seen: if token.seen_at == 0 {
            l.tokens_never()
        } else {
            moment(web, l, token.seen_at)
        },
        state,
        in_force: token.revoked_at == 0 && !over,
        name: token.name,
    }
}

fn act_name(l: &L10n, act: Act) -> String {
    match act {
        Act::Read => l.tokens_act_read(),
        Act::Enter => l.tokens_act_enter(),
        Act::Correct => l.tokens_act_correct(),
        Act::Withdraw => l.tokens_act_withdraw(),
        Act::Link => l.tokens_act_link(),
        Act::Release => l.tokens_act_release(),
        other => other.word().to_owned(),
    }
}

/// The bodies at which the account has a right, and those below them today.
fn bodies(web: &Web, tree: &Tree, who: &Who) -> BTreeSet<BodyId> {
    let month = Month::of(web.app().today());
    who.rights.iter().flat_map(|right| tree.subtree(right.body, month)).collect()
}

fn asked(web: &Web, here: &Here, tree: &Tree, who: &Who, typed: &Typed) -> Result<Asked, Gone> {
    let l = here.l;
    let acts = TOKEN_ACTS.map(|act| choice(act.word(), act_name(l, act), typed.acts.iter().any(|word| word == act.word())));
    let body = |body: BodyId| choice(body.0.to_string(), named(web, here, tree, body), typed.body == body.0.to_string());
    let mut bodies: Vec<Choice> = bodies(web, tree, who).into_iter().map(body).collect();
    bodies.sort_by(|one, other| one.label.cmp(&other.label));
    let in_a_month = web.app().today().checked_add(SignedDuration::from_hours(30 * 24)).map_err(AppError::from)?;
    let until = Control::Day { value: typed.until.clone() };
    Ok(Asked::of([
        Field::new("name", l.tokens_name(), text(&typed.name, "off")).hint(l.tokens_name_hint()),
        Field::new("acts", l.tokens_acts(), Control::Checks(acts.into())),
        Field::new("body", l.tokens_body(), Control::Select(bodies)),
        Field::new("until", l.tokens_until(), until).hint(l.tokens_until_hint(&l.date(in_a_month))),
    ]))
}

/// How long a token lasts that is good to the end of a day; `None` where that is too short or too long.
fn lasts(web: &Web, until: Date) -> Option<SignedDuration> {
    let end = until.tomorrow().ok()?.to_zoned(web.app().zone().clone()).ok()?.timestamp();
    // It begins a moment later than it is counted here, and ends within its last day all the same.
    let lasts = end.duration_since(web.app().now()) - SignedDuration::from_secs(1);
    (lasts.is_positive() && lasts <= TOKEN_LONGEST).then_some(lasts)
}

/// Makes a token and shows it this once, or the form again with what was wrong.
pub(crate) async fn make(State(web): State<Web>, here: Here, sent: Received<Sent>) -> Result<Response, Gone> {
    let (l, who, typed) = (here.l, sent.who(), Typed::of(&sent.form));
    let tree = web.app().store.tree().await.map_err(AppError::from)?;
    let acts: Vec<Act> = TOKEN_ACTS.into_iter().filter(|act| typed.acts.iter().any(|word| word == act.word())).collect();
    let body = bodies(&web, &tree, who).into_iter().find(|body| body.0.to_string() == typed.body);
    let lasts = day(&typed.until).and_then(|until| lasts(&web, until));
    let wrong = [
        ("name", typed.name.trim().is_empty(), l.tokens_no_name()),
        ("acts", acts.is_empty(), l.tokens_no_acts()),
        ("body", body.is_none(), l.tokens_no_body()),
        ("until", lasts.is_none(), l.tokens_until_wrong()),
    ];
    let (Some(body), Some(lasts), false) = (body, lasts, wrong.iter().any(|(_, wrong, _)| *wrong)) else {
        let mut asked = asked(&web, &here, &tree, who, &typed)?;
        for (at, _, said) in wrong.iter().filter(|(_, wrong, _)| *wrong) {
            asked = asked.wrong(l, at, said);
        }
        return Ok(again(shown(&web, &here, &tree, asked).await?));
    };
    let new = NewToken {
        name: &typed.name,
        acts: &acts,
        body,
        lasts,
    };
    let secret = web.app().make_token(who, &new, &sent.sender.origin()).await?;
    let page = Made {
        frame: Frame::of(&web, &here, signed(&here)?, &tree, Place::Account),
        crumbs: crumbs(&here),
        name: typed.name.trim().to_owned(),
        secret,
        here: here.clone(),
    };
    Ok((StatusCode::OK, Extension(Whole), Page(page)).into_response())
}

/// The token to be revoked.
#[derive(Deserialize)]
pub(crate) struct Revoked {
    token: String,
}

/// Revokes one.
pub(crate) async fn revoke(State(web): State<Web>, here: Here, sent: Received<Revoked>) -> Result<Response, Gone> {
    let token = sent.form.token.parse().map_err(|_| Gone::Absent)?;
    web.app().revoke_token(sent.who(), token, &sent.sender.origin()).await?;
    Ok(Redirect::to(&here.url("/account/tokens")).into_response())
}
