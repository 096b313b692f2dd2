//! The second factor: a device that counts time (RFC 6238), and recovery codes for the day it is lost.

use jiff::{SignedDuration, Timestamp};
use qorgau_domain::access::What;
use qorgau_store::Totp;
use totp_rs::{Builder, Secret};

use super::{AccountFault, Origin, Who, code, micros};
use crate::{App, AppError};

/// How long a second factor may be under way.
const UNDER_WAY: SignedDuration = SignedDuration::from_mins(15);

/// Recovery codes given at once.
const CODES: usize = 10;

/// A second factor under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// The secret in base32, to be typed into a device.
    pub secret: String,
    /// The same as a link, to be shown as a picture.
    pub link: String,
}

fn device(secret: &[u8]) -> Result<totp_rs::Totp, AccountFault> {
    Builder::new().with_secret(secret.to_vec()).build().map_err(|_| AccountFault::Hashing)
}

/// The step of the clock whose code this is: the present one, the one before or the one after, and none that was used.
pub(super) fn step(totp: &Totp, typed: &str, now: Timestamp) -> Result<Option<i64>, AccountFault> {
    let typed: String = typed.chars().filter(|letter| !letter.is_whitespace()).collect();
    let second = u64::try_from(now.as_second()).map_err(|_| AccountFault::Hashing)?;
    let step = device(&totp.secret)?.check(&typed, second).and_then(|step| i64::try_from(step).ok());
    Ok(step.filter(|step| *step > totp.step))
}

fn enrolment(who: &Who, totp: &Totp) -> Enrolment {
    let secret = Secret::from(totp.secret.clone()).to_base32();
    let link = format!("otpauth://totp/Qorgau:{}?secret={secret}&issuer=Qorgau", who.login);
    Enrolment { secret, link }
}

impl App {
    /// Begins to set a second factor up. It asks for nothing before it is confirmed.
    ///
    /// # Errors
    /// `FactorThere` where there is one; `Refused` or `Wait` by the password.
    pub async fn enrol_factor(&self, who: &Who, password: &str, origin: &Origin<'_>) -> Result<Enrolment, AppError> {
        self.confirm(who, password, origin).await?;
        let mut gate = self.store.gate().await?;
        let credential = gate.credential(who.account).await?;
        if credential.totp.is_some_and(|totp| totp.confirmed_at > 0) {
            return Err(AccountFault::FactorThere.into());
        }
        let totp = Totp {
            secret: self.secret::<20>().to_vec(),
            confirmed_at: -micros(self.now()),
            step: 0,
        };
        gate.set_totp(who.account, Some(&totp)).await?;
        gate.commit().await?;
        Ok(enrolment(who, &totp))
    }

    /// The second factor under way; `None` where none was begun, or too long ago.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn factor_under_way(&self, who: &Who) -> Result<Option<Enrolment>, AppError> {
        let totp = self.store.gate_to_read().await?.credential(who.account).await?.totp;
        Ok(totp.filter(|totp| self.is_under_way(totp)).map(|totp| enrolment(who, &totp)))
    }

    /// Whether a second factor was begun, lately enough to be confirmed.
    fn is_under_way(&self, totp: &Totp) -> bool {
        totp.confirmed_at < 0 && i128::from(micros(self.now()) + totp.confirmed_at) < UNDER_WAY.as_micros()
    }

    /// Confirms it by a code of the device; from now on signing in asks for it, and all other sessions end.
    ///
    /// # Errors
    /// `BadFactor` where the code is wrong, `NoFactor` where none is under way, `FactorThere` where it is confirmed already.
    pub async fn confirm_factor(&self, who: &Who, typed: &str, origin: &Origin<'_>) -> Result<Vec<String>, AppError> {
        let mut gate = self.store.gate().await?;
        let totp = gate.credential(who.account).await?.totp.ok_or(AccountFault::NoFactor)?;
        if totp.confirmed_at > 0 {
            return Err(AccountFault::FactorThere.into());
        }
        if !self.is_under_way(&totp) {
            return Err(AccountFault::NoFactor.into());
        }
        let step = step(&totp, typed, self.now())?.ok_or(AccountFault::BadFactor)?;
        let confirmed = Totp {
            confirmed_at: micros(self.now()),
            step,
            ..totp
        };
        gate.set_totp(who.account, Some(&confirmed)).await?;
        let codes: Vec<code::Made> = (0..CODES).map(|_| code::recovery(self)).collect();
        gate.put_recovery(who.account, &codes.iter().map(|code| code.hash).collect::<Vec<_>>()).await?;
        gate.drop_other_sessions(who.account, who.session).await?;
        gate.record(&self.event(who.account, What::FactorOn, origin, "")).await?;
        gate.commit().await?;
        Ok(codes.into_iter().map(|code| code.shown).collect())
    }

    /// New recovery codes in the place of those before.
    ///
    /// # Errors
    /// `NoFactor` where there is none; `Refused` or `Wait` by the password.
    pub async fn new_recovery_codes(&self, who: &Who, password: &str, origin: &Origin<'_>) -> Result<Vec<String>, AppError> {
        self.confirm(who, password, origin).await?;
        let mut gate = self.store.gate().await?;
        let totp = gate.credential(who.account).await?.totp;
        totp.filter(|totp| totp.confirmed_at > 0).ok_or(AccountFault::NoFactor)?;
        let codes: Vec<code::Made> = (0..CODES).map(|_| code::recovery(self)).collect();
        gate.put_recovery(who.account, &codes.iter().map(|code| code.hash).collect::<Vec<_>>()).await?;
        gate.record(&self.event(who.account, What::FactorOn, origin, "recovery codes")).await?;
        gate.commit().await?;
        Ok(codes.into_iter().map(|code| code.shown).collect())
    }

    /// Takes the second factor off, and its recovery codes with it; all other sessions end.
    ///
    /// # Errors
    /// `NoFactor` where there is none; `Refused` or `Wait` by the password.
    pub async fn remove_factor(&self, who: &Who, password: &str, origin: &Origin<'_>) -> Result<(), AppError> {
        self.confirm(who, password, origin).await?;
        let mut gate = self.store.gate().await?;
        gate.credential(who.account).await?.totp.ok_or(AccountFault::NoFactor)?;
        gate.set_totp(who.account, None).await?;
        gate.drop_other_sessions(who.account, who.session).await?;
        gate.record(&self.event(who.account, What::FactorOff, origin, "")).await?;
        Ok(gate.commit().await?)
    }

    /// Whether signing in asks for a second factor, and how many recovery codes are left.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn factor(&self, who: &Who) -> Result<Option<i64>, AppError> {
        let mut gate = self.store.gate_to_read().await?;
        let totp = gate.credential(who.account).await?.totp;
        match totp.filter(|totp| totp.confirmed_at > 0) {
            Some(_) => Ok(Some(gate.recovery_left(who.account).await?)),
            None => Ok(None),
        }
    }
}
