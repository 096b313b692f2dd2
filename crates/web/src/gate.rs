//! Lets a request through to its handler, or not. What is refused and what is not there look the same.

use std::convert::Infallible;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::MethodRouter;
use qorgau_rulebook::Rulebook;
use qorgau_rulebook::may::{Act, Subject};

use crate::api;
use crate::languages;
use crate::pages::failed;
use crate::state::Web;
use crate::visitor::{Peer, Visitor};

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Anyone,
    /// Whoever works on the machine that the server runs on.
    ThisMachine,
    /// Whoever has signed in, also before he has set up the second factor that he must have.
    Entering,
    /// Whoever has signed in.
    SignedIn,
    /// A program, by a token alone; what it may, the use case asks.
    Token,
    /// Whoever may do one of these in some register or other.
    Registers(&'static [Act]),
    /// Whoever has the right.
    May {
        /// The act.
        act: Act,
        /// What is acted on.
        on: Subject<'static>,
    },
}

/// What the gate does with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The handler answers.
    Pass,
    /// The visitor is asked to sign in.
    SignIn,
    /// The visitor is asked to set up a second factor first.
    Enrol,
    /// The visitor is told that there is nothing.
    Absent,
}

/// What is done with a visitor's request. Without an address a request came through no connection, and from this machine.
#[must_use]
pub fn decide(access: Access, visitor: &Visitor, peer: Option<Peer>, rulebook: &Rulebook) -> Verdict {
    let at_home = || peer.is_none_or(|peer| peer.0.to_canonical().is_loopback());
    match access {
        Access::Anyone => Verdict::Pass,
        Access::ThisMachine if at_home() => Verdict::Pass,
        // No cookie opens it: see `by_token`.
        Access::ThisMachine | Access::Token => Verdict::Absent,
        Access::Entering | Access::SignedIn | Access::Registers(_) | Access::May { .. } if visitor.signed().is_none() => Verdict::SignIn,
        Access::Entering => Verdict::Pass,
        Access::SignedIn | Access::Registers(_) | Access::May { .. } if visitor.signed().is_some_and(|signed| signed.who.must_enrol) => Verdict::Enrol,
        Access::SignedIn => Verdict::Pass,
        Access::Registers(acts) if may_in_some(acts, visitor, rulebook) => Verdict::Pass,
        Access::May { act, on } if visitor.may(rulebook, act, on) => Verdict::Pass,
        Access::Registers(_) | Access::May { .. } => Verdict::Absent,
    }
}

fn may_in_some(acts: &[Act], visitor: &Visitor, rulebook: &Rulebook) -> bool {
    let may = |code: &String| acts.iter().any(|act| visitor.may(rulebook, *act, Subject::Register(code)));
    rulebook.registers.keys().any(may)
}

/// Whether a request that changes something comes from our own pages. Browsers say where a form was sent from; who says nothing is no browser.
fn is_ours(parts: &Parts) -> bool {
    let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
    match (header("sec-fetch-site"), header("origin")) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) => origin.split_once("://").map(|(_, host)| host) == header("host"),
        (None, None) => false,
    }
}

/// Puts the gate before a route.
pub(crate) fn guard(route: MethodRouter<Web>, web: &Web, access: Access) -> MethodRouter<Web> {
    route.route_layer(from_fn_with_state((web.clone(), access), gate))
}

async fn gate(State((web, access)): State<(Web, Access)>, request: Request, next: Next) -> Result<Response, Infallible> {
    if access == Access::Token {
        return Ok(by_token(&web, request, next).await);
    }
    let (mut parts, body) = request.into_parts();
    if !parts.method.is_safe() && !is_ours(&parts) {
        return Ok(StatusCode::FORBIDDEN.into_response());
    }
    let visitor = match Visitor::of(&parts, &web).await {
        Ok(visitor) => visitor,
        Err(error) => return Ok(failed(&error)),
    };
    let peer = parts.extensions.get::<Peer>().copied();
    let verdict = decide(access, &visitor, peer, &web.app().rulebook);
    parts.extensions.insert(visitor.clone());
    let mut response = match verdict {
        Verdict::Pass => next.run(Request::from_parts(parts, body)).await,
        Verdict::SignIn => {
            let lang = languages::of(&parts);
            let place = parts.uri.path_and_query().map_or("/", |place| place.as_str());
            Redirect::to(&format!("/{}/sign-in?next={}", lang.code(), languages::encoded(place))).into_response()
        }
        Verdict::Enrol => Redirect::to(&format!("/{}/account/factor", languages::of(&parts).code())).into_response(),
        Verdict::Absent => StatusCode::NOT_FOUND.into_response(),
    };
    // An error page is made further out, and speaks to whoever reads.
    response.extensions_mut().insert(visitor);
    Ok(response)
}

/// Lets a program through that carries a token. Browsers send none by themselves, so that nothing else need be asked.
async fn by_token(web: &Web, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    match api::caller(&parts, web).await {
        Ok(caller) => {
            parts.extensions.insert(caller);
            next.run(Request::from_parts(parts, body)).await
        }
        Err(fault) => fault.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::*;

    const AWAY: Option<Peer> = Some(Peer(IpAddr::V4(Ipv4Addr::new(10, 0, 0, 7))));
    const HOME: Option<Peer> = Some(Peer(IpAddr::V4(Ipv4Addr::LOCALHOST)));
    const READ: Access = Access::May {
        act: Act::Read,
        on: Subject::Register("offence"),
    };

    fn decided(access: Access, peer: Option<Peer>) -> Verdict {
        let rulebook = qorgau_rulebook::load(&qorgau_rulebook::shipped::files()).unwrap();
        decide(access, &Visitor::Nobody, peer, &rulebook)
    }

    #[test]
    fn nobody_sees_what_is_for_everybody_and_is_asked_to_sign_in_elsewhere() {
        for peer in [AWAY, HOME] {
            assert_eq!(decided(Access::Anyone, peer), Verdict::Pass);
            assert_eq!(decided(Access::SignedIn, peer), Verdict::SignIn);
            assert_eq!(decided(READ, peer), Verdict::SignIn);
            assert_eq!(decided(Access::Token, peer), Verdict::Absent);
        }
    }

    #[test]
    fn what_is_for_this_machine_is_not_there_for_others() {
        assert_eq!(decided(Access::ThisMachine, HOME), Verdict::Pass);
        assert_eq!(decided(Access::ThisMachine, AWAY), Verdict::Absent);
    }
}
