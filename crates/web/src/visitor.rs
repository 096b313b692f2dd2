//! Who asks, and from where.

use std::net::IpAddr;
use std::sync::Arc;

use axum::http::header::{COOKIE, USER_AGENT};
use axum::http::request::Parts;
use qorgau_app::AppError;
use qorgau_app::accounts::{Origin, Who};
use qorgau_domain::ledger::{hex, of_secret};
use qorgau_rulebook::Rulebook;
use qorgau_rulebook::may::{Act, Subject};

use crate::state::{Transport, Web};

/// Where a connection comes from; the server puts it into each request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

/// Who asks. Found once a request, at the gate; handlers read it from [`crate::Here`].
#[derive(Debug, Clone)]
pub enum Visitor {
    /// Nobody has signed in.
    Nobody,
    /// Somebody has.
    Signed(Arc<Signed>),
}

/// Somebody signed in.
#[derive(Debug)]
pub struct Signed {
    /// Who, with the rights of today.
    pub who: Who,
    /// What every form of this session carries, so that no other site can send one.
    pub mark: String,
}

impl Visitor {
    /// Looks up whom the cookie of a request stands for.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn of(parts: &Parts, web: &Web) -> Result<Self, AppError> {
        let Some(token) = token(parts, web.transport()) else {
            return Ok(Visitor::Nobody);
        };
        let mark = hex(&of_secret(format!("form of {token}").as_bytes()));
        let who = web.app().who(&token).await?;
        Ok(who.map_or(Visitor::Nobody, |who| Visitor::Signed(Arc::new(Signed { who, mark }))))
    }

    /// Whether the visitor holds, at any body, a role that allows an act. Which bodies it reaches, the use case asks.
    #[must_use]
    pub fn may(&self, rulebook: &Rulebook, act: Act, on: Subject<'_>) -> bool {
        let Visitor::Signed(signed) = self else { return false };
        signed.who.may_somewhere(rulebook, act, on)
    }

    /// Somebody who has signed in.
    #[must_use]
    pub fn signed(&self) -> Option<&Signed> {
        match self {
            Visitor::Nobody => None,
            Visitor::Signed(signed) => Some(signed),
        }
    }
}

/// The name of the cookie. Under TLS its prefix makes browsers keep it to this host alone.
fn cookie_name(transport: Transport) -> &'static str {
    match transport {
        Transport::Tls => "__Host-qorgau",
        Transport::Plain => "qorgau",
    }
}

/// The cookie that carries a token; an empty token takes it away.
pub(crate) fn cookie(token: &str, transport: Transport) -> String {
    let (name, secure) = (cookie_name(transport), if transport == Transport::Tls { "; Secure" } else { "" });
    let gone = if token.is_empty() { "; Max-Age=0" } else { "" };
    format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax{secure}{gone}")
}

fn token(parts: &Parts, transport: Transport) -> Option<String> {
    let name = cookie_name(transport);
    let sent = parts.headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs = sent.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let mut tokens = pairs.filter(|(known, _)| *known == name).map(|(_, token)| token.to_owned());
    tokens.next().filter(|token| !token.is_empty())
}

/// From where a request comes, as the access chain remembers it.
pub(crate) struct Sender {
    address: String,
    agent: String,
}

impl Sender {
    pub(crate) fn of(parts: &Parts) -> Self {
        let address = parts
            .extensions
            .get::<Peer>()
            .map_or_else(|| "local".to_owned(), |peer| peer.0.to_canonical().to_string());
        let agent = parts.headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or("").to_owned();
        Sender { address, agent }
    }

    pub(crate) fn origin(&self) -> Origin<'_> {
        Origin {
            address: &self.address,
            agent: &self.agent,
        }
    }
}
