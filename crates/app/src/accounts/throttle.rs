//! Slowing down whoever guesses, without giving him a way to shut others out.
//!
//! Failures are counted by account, wherever they come from, and by address. Somebody who comes from where he signed in before is
//! counted by himself, so that a stranger's failures do not keep him waiting. A try is counted before its password is computed, so
//! that many at one moment are counted as well; who gets in is given it back.

use qorgau_domain::ledger::{hex, of_secret};
use qorgau_store::{Gate, Knocked, StoreError};

/// Failures in a row that cost no waiting.
const FREE: i64 = 4;
/// The longest wait, in seconds.
const LONGEST: i64 = 15 * 60;
/// After this long without failing, all is forgotten.
const FORGOTTEN: i64 = 3_600 * SECOND;
const SECOND: i64 = 1_000_000;

/// By whom failures are counted; the first is forgiven when he gets in.
pub(super) struct Knocker(Vec<String>);

impl Knocker {
    /// Whoever tries a login from an address. The login may be anything that somebody typed, so only its hash is kept.
    pub(super) fn of(login: &str, address: &str, knows_address: bool) -> Self {
        let login = hex(&of_secret(login.as_bytes()));
        Knocker(if knows_address {
            vec![format!("{login} {address}")]
        } else {
            vec![login, format!("from {address}")]
        })
    }

    /// Somebody signed in who gives his password again.
    pub(super) fn inside(login: &str) -> Self {
        Knocker(vec![format!("{} inside", hex(&of_secret(login.as_bytes())))])
    }

    /// Whoever shows tokens that open nothing, by the address alone; those that open are never kept waiting.
    pub(super) fn token(address: &str) -> Self {
        Knocker(vec![format!("token from {address}")])
    }

    /// Counts a try beforehand; the seconds to wait where it is not heard.
    pub(super) async fn knock(&self, gate: &mut Gate, now: i64) -> Result<Option<i64>, StoreError> {
        gate.forget_old_knocked(now - FORGOTTEN).await?;
        let knocked = gate.knocked(&self.0).await?;
        let until = knocked.iter().map(|knocked| knocked.until_at).max().unwrap_or(0);
        if until > now {
            return Ok(Some((until - now + SECOND - 1) / SECOND));
        }
        for knocked in knocked {
            let failures = if now - knocked.last_at > FORGOTTEN { 0 } else { knocked.failures } + 1;
            let failed = Knocked {
                failures,
                last_at: now,
                until_at: now + wait(failures) * SECOND,
                ..knocked
            };
            gate.set_knocked(&failed).await?;
        }
        Ok(None)
    }

    /// Somebody got in: his own failures are forgotten, and the address is given back this try.
    pub(super) async fn forgive(&self, gate: &mut Gate, now: i64) -> Result<(), StoreError> {
        self.give_back(gate, now).await?;
        match self.0.first() {
            Some(own) => gate.forget_knocked(own).await,
            None => Ok(()),
        }
    }

    /// The try was no failure.
    pub(super) async fn give_back(&self, gate: &mut Gate, now: i64) -> Result<(), StoreError> {
        for knocked in gate.knocked(&self.0).await? {
            let failures = (knocked.failures - 1).max(0);
            let before = Knocked {
                failures,
                until_at: now,
                ..knocked
            };
            gate.set_knocked(&before).await?;
        }
        Ok(())
    }
}

/// Seconds to wait after so many failures in a row.
fn wait(failures: i64) -> i64 {
    match u32::try_from(failures - FREE - 1) {
        Ok(doubled) => 2_i64.checked_pow(doubled).unwrap_or(LONGEST).min(LONGEST),
        Err(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_begins_with_the_fifth_failure_doubles_and_never_passes_a_quarter_of_an_hour() {
        let waits: Vec<i64> = [1, 4, 5, 6, 7, 14, 15, 16, 1_000].map(wait).into();
        assert_eq!(waits, [0, 0, 1, 2, 4, 512, 900, 900, 900]);
    }
}
