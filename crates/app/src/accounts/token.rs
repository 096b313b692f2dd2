//! Tokens: by one a program works for an account, within what the account may and no further than the token says.

use jiff::SignedDuration;
use qorgau_domain::access::What;
use qorgau_domain::ledger::{hex, of_secret};
use qorgau_domain::{BodyId, Tree};
use qorgau_rulebook::may::{Act, Subject};
use qorgau_store::{Account, SignedInAs, Token};
use uuid::Uuid;

use super::session::NOTED;
use super::throttle::Knocker;
use super::{AccountFault, IDLE_END, Origin, Who, cut, micros};
use crate::{App, AppError};

/// What tokens can be made for. Nothing is signed, nobody's accounts are kept by a program.
pub const TOKEN_ACTS: [Act; 6] = [Act::Read, Act::Enter, Act::Correct, Act::Withdraw, Act::Link, Act::Release];
/// A token ends after this long at the latest.
pub const TOKEN_LONGEST: SignedDuration = SignedDuration::from_hours(366 * 24);
/// By this a token is known where it is found by chance.
const PREFIX: &str = "qorgau_";

/// A token to be made.
#[derive(Debug, Clone, Copy)]
pub struct NewToken<'a> {
    /// What its owner calls it.
    pub name: &'a str,
    /// What it is for; some of [`TOKEN_ACTS`].
    pub acts: &'a [Act],
    /// The body at and below which it is good.
    pub body: BodyId,
    /// How long it is good.
    pub lasts: SignedDuration,
}

/// How far a token lets its account reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Narrowed {
    /// For which acts.
    pub acts: Vec<Act>,
    /// At and below which body.
    pub body: BodyId,
}

impl Narrowed {
    /// Whether the token is for an act on things of a kind.
    #[must_use]
    pub fn is_for(&self, act: Act, on: Subject<'_>) -> bool {
        self.acts.contains(&act) && !matches!(on, Subject::Users | Subject::Ledger)
    }
}

impl App {
    /// Makes a token for one's own account. It comes back this once; the database knows only its hash.
    ///
    /// # Errors
    /// When it has no name, is for nothing or for what tokens are not made for, lasts no time or longer than [`TOKEN_LONGEST`], is made by
    /// a token, or for a body at which the account has no right; or when the database fails.
    pub async fn make_token(&self, who: &Who, new: &NewToken<'_>, origin: &Origin<'_>) -> Result<String, AppError> {
        let name = cut(new.name.trim());
        if name.is_empty() {
            return Err(AccountFault::NoName.into());
        }
        let tree = self.store.tree().await?;
        let lasts = new.lasts.is_positive() && new.lasts <= TOKEN_LONGEST;
        let known = !new.acts.is_empty() && new.acts.iter().all(|act| TOKEN_ACTS.contains(act));
        if !lasts || !known || who.narrowed.is_some() || !self.reaches(who, &tree, new.body) {
            return Err(AccountFault::NotAllowed.into());
        }
        let (now, secret) = (self.now(), format!("{PREFIX}{}", hex(&self.secret::<32>())));
        let words: Vec<&str> = TOKEN_ACTS.into_iter().filter(|act| new.acts.contains(act)).map(Act::word).collect();
        let token = Token {
            id: self.new_id(),
            name,
            acts: words.join(" "),
            body: new.body,
            made_at: micros(now),
            ends_at: micros(now.checked_add(new.lasts)?),
            seen_at: 0,
            revoked_at: 0,
        };
        let mut gate = self.store.gate().await?;
        gate.put_token(&of_secret(secret.as_bytes()), who.account, &token).await?;
        let detail = format!("{} {}", token.id, token.acts);
        gate.record(&self.event(who.account, What::TokenMade, origin, &detail)).await?;
        gate.commit().await?;
        Ok(secret)
    }

    /// Whether some right of the account reaches a body: it is held there or above.
    fn reaches(&self, who: &Who, tree: &Tree, body: BodyId) -> bool {
        let above = tree.upward(body, qorgau_domain::Month::of(self.today()));
        who.rights.iter().any(|right| above.contains(&right.body))
    }

    /// One's own tokens, the last made first, also those that are over.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn tokens(&self, who: &Who) -> Result<Vec<Token>, AppError> {
        Ok(self.store.gate_to_read().await?.tokens(who.account).await?)
    }

    /// Revokes one of one's own tokens. One that is not there, or another's, is as good as revoked.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn revoke_token(&self, who: &Who, token: Uuid, origin: &Origin<'_>) -> Result<(), AppError> {
        let mut gate = self.store.gate().await?;
        if gate.revoke_token(who.account, token, micros(self.now())).await? {
            gate.record(&self.event(who.account, What::TokenRevoked, origin, &token.to_string())).await?;
        }
        Ok(gate.commit().await?)
    }

    /// For whom a token works, with the rights of today as far as the token lets them reach. That it is in use is noted at most once a
    /// minute, and remembered by the access chain whenever it was not used for as long as a session may stand idle.
    ///
    /// # Errors
    /// `Refused` where the token is unknown, revoked or over, or its account closed; `Wait` after too many such from one address; or when
    /// the database fails.
    pub async fn who_by_token(&self, secret: &str, origin: &Origin<'_>) -> Result<Who, AppError> {
        let hash = of_secret(secret.as_bytes());
        let mut gate = self.store.gate_to_read().await?;
        let found = gate.token(&hash).await?.filter(|(token, account)| self.opens(token, account));
        let Some((token, account)) = found else {
            drop(gate);
            return self.unknown_token(origin).await;
        };
        let signed_in = SignedInAs {
            session: token.id,
            made_at: token.made_at,
            seen_at: token.seen_at,
            account,
        };
        let acts = token.acts.split(' ').filter_map(Act::of_word).collect();
        let who = Who {
            narrowed: Some(Narrowed { acts, body: token.body }),
            ..self.signed_in(&mut gate, signed_in).await?
        };
        drop(gate);
        if self.passed(token.seen_at, NOTED) {
            let mut gate = self.store.gate().await?;
            gate.see_token(&hash, micros(self.now())).await?;
            if self.passed(token.seen_at, IDLE_END) {
                gate.record(&self.event(who.account, What::TokenUsed, origin, &token.id.to_string())).await?;
            }
            gate.commit().await?;
        }
        Ok(who)
    }

    fn opens(&self, token: &Token, account: &Account) -> bool {
        account.is_open() && token.revoked_at == 0 && micros(self.now()) < token.ends_at
    }

    /// Counts a token that opens nothing against the address it came from.
    async fn unknown_token(&self, origin: &Origin<'_>) -> Result<Who, AppError> {
        let knocker = Knocker::token(origin.address);
        self.knock(&knocker, Uuid::nil(), origin).await?;
        let mut gate = self.store.gate().await?;
        gate.record(&self.event(Uuid::nil(), What::SignInFailed, origin, "token")).await?;
        gate.commit().await?;
        Err(AccountFault::Refused.into())
    }
}
