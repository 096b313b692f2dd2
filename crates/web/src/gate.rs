//! Lets a request through to its handler, or not. What is refused and what is not there look the same.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::MethodRouter;

use crate::languages;
use crate::state::Web;
use crate::visitor::{Peer, Visitor};

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Anyone,
    /// Whoever works on the machine that the server runs on.
    ThisMachine,
    /// Whoever has signed in.
    SignedIn,
    /// Whoever has the right.
    May {
        /// The act, as in the rulebook's roles: `read`, `enter`, `correct`, `sign`, ..
        act: &'static str,
        /// What is acted on, as in the rulebook's roles: `registers`, `register:offence`, `documents`, ..
        on: &'static str,
    },
}

/// What the gate does with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The handler answers.
    Pass,
    /// The visitor is asked to sign in.
    SignIn,
    /// The visitor is told that there is nothing.
    Absent,
}

/// What is done with a visitor's request. Without an address a request came through no connection, and from this machine.
#[must_use]
pub fn decide(access: Access, visitor: Visitor, peer: Option<Peer>) -> Verdict {
    let at_home = || peer.is_none_or(|peer| peer.0.to_canonical().is_loopback());
    match access {
        Access::Anyone => Verdict::Pass,
        Access::ThisMachine if at_home() => Verdict::Pass,
        Access::ThisMachine => Verdict::Absent,
        Access::SignedIn | Access::May { .. } if !visitor.is_signed_in() => Verdict::SignIn,
        Access::SignedIn => Verdict::Pass,
        Access::May { act, on } if visitor.may(act, on) => Verdict::Pass,
        Access::May { .. } => Verdict::Absent,
    }
}

/// Puts the gate before a route.
pub(crate) fn guard(route: MethodRouter<Web>, web: &Web, access: Access) -> MethodRouter<Web> {
    route.route_layer(from_fn_with_state((web.clone(), access), gate))
}

async fn gate(State((web, access)): State<(Web, Access)>, request: Request, next: Next) -> Result<Response, Infallible> {
    let (mut parts, body) = request.into_parts();
    let visitor = Visitor::from_request_parts(&mut parts, &web).await?;
    parts.extensions.insert(visitor);
    let peer = parts.extensions.get::<Peer>().copied();
    Ok(match decide(access, visitor, peer) {
        Verdict::Pass => next.run(Request::from_parts(parts, body)).await,
        Verdict::SignIn => {
            let lang = languages::of(&parts);
            let place = parts.uri.path_and_query().map_or("/", |place| place.as_str());
            Redirect::to(&format!("/{}/sign-in?next={}", lang.code(), languages::encoded(place))).into_response()
        }
        Verdict::Absent => StatusCode::NOT_FOUND.into_response(),
    })
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::*;

    const AWAY: Option<Peer> = Some(Peer(IpAddr::V4(Ipv4Addr::new(10, 0, 0, 7))));
    const HOME: Option<Peer> = Some(Peer(IpAddr::V4(Ipv4Addr::LOCALHOST)));
    const READ: Access = Access::May { act: "read", on: "registers" };

    #[test]
    fn nobody_sees_what_is_for_everybody_and_is_asked_to_sign_in_elsewhere() {
        for peer in [AWAY, HOME] {
            assert_eq!(decide(Access::Anyone, Visitor::Nobody, peer), Verdict::Pass);
            assert_eq!(decide(Access::SignedIn, Visitor::Nobody, peer), Verdict::SignIn);
            assert_eq!(decide(READ, Visitor::Nobody, peer), Verdict::SignIn);
        }
    }

    #[test]
    fn what_is_for_this_machine_is_not_there_for_others() {
        assert_eq!(decide(Access::ThisMachine, Visitor::Nobody, HOME), Verdict::Pass);
        assert_eq!(decide(Access::ThisMachine, Visitor::Nobody, AWAY), Verdict::Absent);
    }
}
