//! One's own account: what one may, the language, password, second factor, sessions, and what befell it.

pub mod factor;
pub mod password;
pub mod tokens;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use qorgau_app::AppError;
use qorgau_domain::access::{AccessRow, What};
use qorgau_domain::{Lang, Tree};
use qorgau_l10n::L10n;
use qorgau_store::Session;
use serde::Deserialize;
use uuid::Uuid;

use super::asked::choice;
use super::inside::{Frame, Place, named, signed};
use super::{Gone, Page};
use crate::here::Here;
use crate::parts::{Cell, Choice, Head, Link, Mark, Pair, Row, State as Shape, Status, Summary, Table};
use crate::received::Received;
use crate::state::Web;

/// How much of what befell the account is shown.
const SHOWN: i64 = 20;

#[derive(Template)]
#[template(path = "account/page.html")]
struct Account {
    here: Here,
    frame: Frame,
    known: Summary,
    languages: Vec<Choice>,
    sessions: Vec<Open>,
    others: bool,
    past: Table,
}

/// A session that stands.
struct Open {
    id: String,
    address: String,
    agent: String,
    made: String,
    seen: String,
    own: bool,
}

pub(crate) async fn page(State(web): State<Web>, here: Here) -> Result<impl IntoResponse, Gone> {
    let (app, signed) = (web.app(), signed(&here)?);
    let tree = app.store.tree().await.map_err(AppError::from)?;
    let frame = Frame::of(&web, &here, signed, &tree, Place::Account);
    let sessions = app.sessions(&signed.who).await?;
    let past = app.own_access(&signed.who, None, SHOWN).await?;
    let factor = app.factor(&signed.who).await?;
    let page = Account {
        known: known(&web, &here, &tree, factor)?,
        languages: Lang::ALL.map(|lang| choice(lang.code(), own_name(lang), lang == signed.who.lang)).into(),
        others: sessions.len() > 1,
        sessions: sessions.into_iter().map(|session| open(&web, here.l, session, signed.who.session)).collect(),
        past: table(&web, here.l, &past),
        frame,
        here: here.clone(),
    };
    Ok(Page(page))
}

/// The word for a language in itself.
pub(crate) fn own_name(lang: Lang) -> &'static str {
    match lang {
        Lang::Kk => "Қазақша",
        Lang::Ru => "Русский",
        Lang::En => "English",
    }
}

fn known(web: &Web, here: &Here, tree: &Tree, factor: Option<i64>) -> Result<Summary, Gone> {
    let (l, who) = (here.l, &signed(here)?.who);
    let roles = who.rights.iter().map(|right| {
        let role = web.app().rulebook.role(&right.role).map_or(right.role.as_str(), |role| role.name.get(l.lang()));
        Pair::new(
            l.account_role(),
            Cell::Main {
                main: role.to_owned(),
                more: named(web, here, tree, right.body),
            },
        )
    });
    let state = match factor {
        Some(left) => Cell::State(Status::new(Shape::Done, l.account_factor_on(left))),
        None => Cell::State(Status::new(Shape::Open, l.account_factor_off())),
    };
    let own = [
        Pair::new(l.account_name(), Cell::text(&who.name)),
        Pair::new(l.account_login(), Cell::text(&who.login)),
        Pair::new(l.account_body(), Cell::text(named(web, here, tree, who.body))),
    ];
    let proofs = [
        Pair::new(l.account_password(), Cell::text("••••••••••••")).with(Link::new(l.account_change(), here.url("/account/password"))),
        Pair::new(l.account_factor(), state).with(Link::new(l.account_change(), here.url("/account/factor"))),
        Pair::new(l.tokens_title(), Cell::text("")).with(Link::new(l.account_change(), here.url("/account/tokens"))),
    ];
    let pairs = own.into_iter().chain(roles).chain(proofs).collect();
    Ok(Summary { pairs })
}

fn moment(web: &Web, l: &L10n, micros: i64) -> String {
    Timestamp::from_microsecond(micros).map_or_else(|_| String::new(), |at| l.moment(&at, web.app().zone()))
}

fn open(web: &Web, l: &L10n, session: Session, own: Uuid) -> Open {
    Open {
        own: session.id == own,
        id: session.id.to_string(),
        made: moment(web, l, session.made_at),
        seen: moment(web, l, session.seen_at),
        address: session.address,
        agent: if session.agent.is_empty() { "—".to_owned() } else { session.agent },
    }
}

fn table(web: &Web, l: &L10n, past: &[AccessRow]) -> Table {
    let row = |row: &AccessRow| {
        Row::plain([
            Cell::Text(moment(web, l, row.at)),
            Cell::Text(befell(l, &row.what)),
            Cell::Text(row.address.clone()),
        ])
    };
    let heads = [Head::short(l.account_when()), Head::words(l.account_what()), Head::short(l.account_address())];
    let rows: Vec<Row> = past.iter().map(row).collect();
    Table::new(l.account_past(), heads, rows).dense()
}

/// What befell an account, in words.
fn befell(l: &L10n, word: &str) -> String {
    match What::of_word(word) {
        Some(What::SignIn) => l.befell_sign_in(),
        Some(What::SignInFailed) => l.befell_sign_in_failed(),
        Some(What::SignOut) => l.befell_sign_out(),
        Some(What::SessionEnded) => l.befell_session_ended(),
        Some(What::CodeMade) => l.befell_code_made(),
        Some(What::CodeUsed) => l.befell_code_used(),
        Some(What::PasswordChanged) => l.befell_password_changed(),
        Some(What::FactorOn) => l.befell_factor_on(),
        Some(What::FactorOff) => l.befell_factor_off(),
        Some(What::Confirmed) => l.befell_confirmed(),
        Some(What::ConfirmFailed) => l.befell_confirm_failed(),
        Some(What::View) => l.befell_view(),
        Some(What::Export) => l.befell_export(),
        Some(What::TokenMade) => l.befell_token_made(),
        Some(What::TokenUsed) => l.befell_token_used(),
        Some(What::TokenRevoked) => l.befell_token_revoked(),
        None => word.to_owned(),
    }
}

/// The language somebody chose.
#[derive(Deserialize)]
pub(crate) struct Spoken {
    lang: String,
}

/// Keeps the language the person is spoken to in, and goes on in it.
pub(crate) async fn speak(State(web): State<Web>, sent: Received<Spoken>) -> Result<Response, Gone> {
    let lang: Lang = sent.form.lang.parse().map_err(|_| Gone::Absent)?;
    web.app().speak(sent.who(), lang).await?;
    Ok(Redirect::to(&format!("/{}/account", lang.code())).into_response())
}

/// The session to be ended.
#[derive(Deserialize)]
pub(crate) struct Ended {
    /// Its identity; empty for all others.
    session: String,
}

/// Ends one session, or all but this one.
pub(crate) async fn end(State(web): State<Web>, here: Here, sent: Received<Ended>) -> Result<Response, Gone> {
    let origin = sent.sender.origin();
    match sent.form.session.as_str() {
        "" => web.app().end_other_sessions(sent.who(), &origin).await?,
        id => web.app().end_session(sent.who(), id.parse().map_err(|_| Gone::Absent)?, &origin).await?,
    }
    Ok(Redirect::to(&here.url("/account")).into_response())
}
