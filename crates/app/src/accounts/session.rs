//! Sessions: looked up by their token, listed, ended.

use jiff::SignedDuration;
use qorgau_domain::access::What;
use qorgau_domain::ledger::of_secret;
use qorgau_domain::time::day_number;
use qorgau_store::{Gate, Session, SignedInAs};
use uuid::Uuid;

use super::{Origin, Right, Who, micros};
use crate::{App, AppError};

/// A session that nobody uses for this long ends.
pub const IDLE_END: SignedDuration = SignedDuration::from_mins(30);
/// A session ends after this long, however much it is used.
pub const ABSOLUTE_END: SignedDuration = SignedDuration::from_hours(12);
/// Use is noted at most this often.
pub(super) const NOTED: SignedDuration = SignedDuration::from_mins(1);

impl App {
    /// Whom a token stands for; `None` where nobody, or no longer.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn who(&self, token: &str) -> Result<Option<Who>, AppError> {
        let hash = of_secret(token.as_bytes());
        let mut gate = self.store.gate_to_read().await?;
        let Some(signed_in) = gate.session(&hash).await?.filter(|signed_in| self.stands(signed_in)) else {
            return Ok(None);
        };
        let seen_at = signed_in.seen_at;
        let who = self.signed_in(&mut gate, signed_in).await?;
        drop(gate);
        if self.passed(seen_at, NOTED) {
            let mut gate = self.store.gate().await?;
            gate.see_session(&hash, micros(self.now())).await?;
            gate.commit().await?;
        }
        Ok(Some(who))
    }

    fn stands(&self, signed_in: &SignedInAs) -> bool {
        signed_in.account.is_open() && !self.passed(signed_in.seen_at, IDLE_END) && !self.passed(signed_in.made_at, ABSOLUTE_END)
    }

    pub(super) fn passed(&self, since: i64, duration: SignedDuration) -> bool {
        i128::from(micros(self.now()) - since) >= duration.as_micros()
    }

    /// Somebody signed in, with the rights of today.
    pub(super) async fn signed_in(&self, gate: &mut Gate, signed_in: SignedInAs) -> Result<Who, AppError> {
        let SignedInAs { session, account, .. } = signed_in;
        let today = day_number(self.today());
        let granted = gate.granted(account.id).await?.into_iter();
        let rights = granted.filter(|granted| (granted.from..=granted.until).contains(&today)).map(|granted| Right {
            role: granted.role,
            body: granted.body,
        });
        let rights: Vec<Right> = rights.collect();
        let absences = self.stand_ins(gate, &rights, today).await?;
        let given = self.lent_to(gate, account.id, &rights, today).await?;
        let must_enrol = self.must_enrol(gate, account.id, &rights).await?;
        Ok(Who {
            account: account.id,
            session,
            login: account.login,
            name: account.name,
            lang: account.lang,
            body: account.body,
            rights,
            absences,
            given,
            must_enrol,
            narrowed: None,
        })
    }

    /// Whether a role asks for a second factor that is not there. Nobody is asked in the example country, whose password everybody knows.
    async fn must_enrol(&self, gate: &mut Gate, account: Uuid, rights: &[Right]) -> Result<bool, AppError> {
        let mut roles = rights.iter().filter_map(|right| self.rulebook.role(&right.role));
        if !roles.any(|role| role.second_factor) {
            return Ok(false);
        }
        let totp = gate.credential(account).await?.totp;
        Ok(totp.is_none_or(|totp| totp.confirmed_at <= 0) && !self.store.is_example().await?)
    }

    /// Ends the session at work.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sign_out(&self, who: &Who, origin: &Origin<'_>) -> Result<(), AppError> {
        let mut gate = self.store.gate().await?;
        gate.drop_session(who.account, who.session).await?;
        gate.record(&self.event(who.account, What::SignOut, origin, "")).await?;
        Ok(gate.commit().await?)
    }

    /// One's own sessions that still stand, the last used first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn sessions(&self, who: &Who) -> Result<Vec<Session>, AppError> {
        let mut sessions = self.store.gate_to_read().await?.sessions(who.account).await?;
        sessions.retain(|session| !self.passed(session.seen_at, IDLE_END) && !self.passed(session.made_at, ABSOLUTE_END));
        Ok(sessions)
    }

    /// Ends one of one's own sessions. One that is not there, or another's, is as good as ended.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_session(&self, who: &Who, session: Uuid, origin: &Origin<'_>) -> Result<(), AppError> {
        let mut gate = self.store.gate().await?;
        if gate.drop_session(who.account, session).await? {
            gate.record(&self.event(who.account, What::SessionEnded, origin, &session.to_string())).await?;
        }
        Ok(gate.commit().await?)
    }

    /// Ends all of one's own sessions but the one at work.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_other_sessions(&self, who: &Who, origin: &Origin<'_>) -> Result<(), AppError> {
        let mut gate = self.store.gate().await?;
        gate.drop_other_sessions(who.account, who.session).await?;
        gate.record(&self.event(who.account, What::SessionEnded, origin, "all others")).await?;
        Ok(gate.commit().await?)
    }

    /// The language somebody is spoken to in from now on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn speak(&self, who: &Who, lang: qorgau_domain::Lang) -> Result<(), AppError> {
        let mut gate = self.store.gate().await?;
        gate.set_lang(who.account, lang).await?;
        Ok(gate.commit().await?)
    }

    /// What befell one's own account, the last first, before a place of the access chain.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn own_access(&self, who: &Who, before: Option<i64>, limit: i64) -> Result<Vec<qorgau_domain::access::AccessRow>, AppError> {
        let mut gate = self.store.gate_to_read().await?;
        Ok(gate.access_of(who.account, before.unwrap_or(i64::MAX), limit).await?)
    }
}
