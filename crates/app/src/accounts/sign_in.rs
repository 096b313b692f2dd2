//! Signing in.

use jiff::SignedDuration;
use qorgau_domain::access::What;
use qorgau_domain::ledger::{hex, of_secret};
use qorgau_store::{Account, Credential, Gate, NewSession, Session, SignedInAs};
use uuid::Uuid;

use super::throttle::Knocker;
use super::{ABSOLUTE_END, AccountFault, IDLE_END, Origin, Who, code, cut, factor, micros};
use crate::{App, AppError};

/// An address from which somebody signed in within this time is known.
const KNOWN: SignedDuration = SignedDuration::from_hours(90 * 24);

/// Somebody who wants to come in.
#[derive(Debug, Clone, Copy)]
pub struct Attempt<'a> {
    /// The login.
    pub login: &'a str,
    /// The password.
    pub password: &'a str,
    /// The second factor, where one was asked for.
    pub factor: Option<Factor<'a>>,
    /// From where.
    pub origin: Origin<'a>,
}

/// A second factor.
#[derive(Debug, Clone, Copy)]
pub enum Factor<'a> {
    /// Six digits of the device.
    Totp(&'a str),
    /// A recovery code.
    Recovery(&'a str),
}

/// Somebody came in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// What the browser keeps. The database knows only its hash.
    pub token: String,
    /// Who.
    pub who: Who,
}

/// What is known of whom a login names.
#[derive(Default)]
struct Known {
    account: Option<Account>,
    credential: Credential,
    address: bool,
}

/// Why somebody is turned away, in a word for the access chain.
enum Away {
    Refused(&'static str),
    FactorNeeded,
}

impl App {
    /// Signs somebody in, with a new token. Every try is remembered by the access chain.
    ///
    /// # Errors
    /// `Refused` whatever was wrong, `FactorNeeded` where only the second factor is missing, `Wait` after too many failures; or when the
    /// database fails.
    pub async fn sign_in(&self, attempt: &Attempt<'_>) -> Result<SignedIn, AppError> {
        let login = attempt.login.trim().to_lowercase();
        let known = self.known(&login, &attempt.origin).await?;
        let knocker = Knocker::of(&login, attempt.origin.address, known.address);
        let id = known.account.as_ref().map_or(Uuid::nil(), |account| account.id);
        self.knock(&knocker, id, &attempt.origin).await?;
        let kept = known.credential.password.clone();
        let right = self.hashing().verify(attempt.password, kept).await?;
        match known.account.filter(Account::is_open) {
            Some(account) if right => self.let_in(attempt, account, &known.credential, &knocker).await,
            Some(_) => self.turn_away(attempt, id, &knocker, Away::Refused("password")).await,
            None => self.turn_away(attempt, id, &knocker, Away::Refused("account")).await,
        }
    }

    async fn known(&self, login: &str, origin: &Origin<'_>) -> Result<Known, AppError> {
        let mut gate = self.store.gate_to_read().await?;
        let Some(account) = gate.account_named(login).await? else {
            return Ok(Known::default());
        };
        let credential = gate.credential(account.id).await?;
        let since = self.now().checked_sub(KNOWN)?;
        let address = gate.knows_address(account.id, &cut(origin.address), micros(since)).await?;
        Ok(Known {
            account: Some(account),
            credential,
            address,
        })
    }

    /// Counts a try, or refuses to hear it yet.
    pub(super) async fn knock(&self, knocker: &Knocker, account: Uuid, origin: &Origin<'_>) -> Result<(), AppError> {
        let mut gate = self.store.gate().await?;
        let wait = knocker.knock(&mut gate, micros(self.now())).await?;
        if wait.is_some() {
            gate.record(&self.event(account, What::SignInFailed, origin, "wait")).await?;
        }
        gate.commit().await?;
        match wait {
            Some(seconds) => Err(AccountFault::Wait { seconds }.into()),
            None => Ok(()),
        }
    }

    async fn let_in(&self, attempt: &Attempt<'_>, account: Account, seen: &Credential, knocker: &Knocker) -> Result<SignedIn, AppError> {
        let mut gate = self.store.gate().await?;
        let credential = gate.credential(account.id).await?;
        let open = gate.account(account.id).await?.is_some_and(|account| account.is_open());
        // While the password was computed it may have been changed, or the account closed.
        if credential.password != seen.password || !open {
            drop(gate);
            return self.turn_away(attempt, account.id, knocker, Away::Refused("changed")).await;
        }
        if let Some(away) = self.second(&mut gate, attempt, &account, &credential).await? {
            drop(gate);
            return self.turn_away(attempt, account.id, knocker, away).await;
        }
        let now = self.now();
        knocker.forgive(&mut gate, micros(now)).await?;
        gate.drop_old_sessions(micros(now.checked_sub(IDLE_END)?), micros(now.checked_sub(ABSOLUTE_END)?))
            .await?;
        let token = hex(&self.secret::<32>());
        let session = self.new_id();
        gate.put_session(self.new_session(&token, session, &account, &attempt.origin)).await?;
        gate.record(&self.event(account.id, What::SignIn, &attempt.origin, "")).await?;
        let (made_at, seen_at) = (micros(now), micros(now));
        let signed_in = SignedInAs {
            session,
            made_at,
            seen_at,
            account,
        };
        let who = self.signed_in(&mut gate, signed_in).await?;
        gate.commit().await?;
        Ok(SignedIn { token, who })
    }

    /// Asks for the second factor where there is one; `None` where all is well.
    async fn second(&self, gate: &mut Gate, attempt: &Attempt<'_>, account: &Account, credential: &Credential) -> Result<Option<Away>, AppError> {
        let Some(totp) = credential.totp.as_ref().filter(|totp| totp.confirmed_at > 0) else {
            return Ok(None);
        };
        let well = match attempt.factor {
            None => return Ok(Some(Away::FactorNeeded)),
            Some(Factor::Recovery(typed)) => gate.use_recovery(account.id, &code::hash(typed)).await?,
            Some(Factor::Totp(typed)) => match factor::step(totp, typed, self.now())? {
                Some(step) => gate.use_step(account.id, step).await?,
                None => false,
            },
        };
        Ok((!well).then_some(Away::Refused("factor")))
    }

    fn new_session(&self, token: &str, id: Uuid, account: &Account, origin: &Origin<'_>) -> NewSession {
        let now = micros(self.now());
        NewSession {
            token: of_secret(token.as_bytes()),
            account: account.id,
            session: Session {
                id,
                address: cut(origin.address),
                agent: cut(origin.agent),
                made_at: now,
                seen_at: now,
            },
        }
    }

    async fn turn_away(&self, attempt: &Attempt<'_>, account: Uuid, knocker: &Knocker, away: Away) -> Result<SignedIn, AppError> {
        let mut gate = self.store.gate().await?;
        let (detail, fault) = match away {
            Away::Refused(why) => (why, AccountFault::Refused),
            Away::FactorNeeded => {
                knocker.give_back(&mut gate, micros(self.now())).await?;
                ("factor needed", AccountFault::FactorNeeded)
            }
        };
        gate.record(&self.event(account, What::SignInFailed, &attempt.origin, detail)).await?;
        gate.commit().await?;
        Err(fault.into())
    }
}
