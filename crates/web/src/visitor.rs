//! Who asks, and from where.

use std::convert::Infallible;
use std::net::IpAddr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::state::Web;

/// Where a connection comes from; the server puts it into each request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

/// Who asks. Found once a request, at the gate; handlers read it from [`crate::Here`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visitor {
    /// Nobody has signed in.
    Nobody,
}

impl Visitor {
    /// Whether the visitor holds the right to an act (`read`, `enter`, .. as in the rulebook's roles) on a thing.
    #[must_use]
    pub fn may(self, _act: &str, _on: &str) -> bool {
        match self {
            Visitor::Nobody => false,
        }
    }

    /// Whether somebody has signed in.
    #[must_use]
    pub fn is_signed_in(self) -> bool {
        match self {
            Visitor::Nobody => false,
        }
    }
}

/// The seam for sign-in: sessions are looked up here and nowhere else.
impl FromRequestParts<Web> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(_parts: &mut Parts, _web: &Web) -> Result<Self, Infallible> {
        Ok(Visitor::Nobody)
    }
}
