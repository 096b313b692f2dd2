//! Takes or refuses acts about absences and about what is expressly given. Each stands in the chain of one body, whose lock orders them.

use qorgau_domain::act::RecordDraft;

use super::Effect;
use super::accounts::open;
use crate::StoreError;
use crate::db::{Tx, execute, fetch_optional};
use crate::error::Refusal;

/// Why such an act is not taken; `None` where it is, and for any other act.
pub(super) async fn refusal(tx: &mut Tx, draft: &RecordDraft, effect: &Effect) -> Result<Option<Refusal>, StoreError> {
    let body = draft.body.0;
    Ok(match effect {
        Effect::Give(new) if open(tx, new.account).await?.is_none() => Some(Refusal::NoAccount),
        Effect::Absence(new) if new.role.is_empty() && open(tx, new.account).await? != Some(body) => Some(Refusal::NoAccount),
        Effect::Absence(new) => {
            let sql = include_str!("../sql/write/absence_between.sql");
            let other = fetch_optional!(tx, (i64,), sql, new.account, new.role.as_str(), body, new.from, new.until)?;
            other.map(|_| Refusal::AbsenceOverlaps)
        }
        Effect::AbsenceEnds { id, day } => {
            let known = fetch_optional!(tx, (i64,), include_str!("../sql/write/absence_now.sql"), *id, body, *day)?;
            known.is_none().then_some(Refusal::NoAbsence)
        }
        Effect::Give(new) => {
            let sql = include_str!("../sql/write/given_between.sql");
            let other = fetch_optional!(tx, (i64,), sql, new.account, new.what.as_str(), body, new.from, new.until)?;
            other.map(|_| Refusal::GivenAlready)
        }
        Effect::TakeBack { id, day } => {
            let sql = include_str!("../sql/write/given_now.sql");
            let known = fetch_optional!(tx, (i64,), sql, *id, body, draft.subject, *day)?;
            known.is_none().then_some(Refusal::NotGiven)
        }
        _ => None,
    })
}

/// Does what a taken act says. Whoever is given something, or loses it, is signed out in the same transaction.
pub(super) async fn apply(tx: &mut Tx, draft: &RecordDraft, effect: &Effect, seq: i64) -> Result<(), StoreError> {
    let body = draft.body.0;
    match effect {
        Effect::Absence(new) => {
            let sql = include_str!("../sql/write/absence.sql");
            let (role, ground, basis) = (new.role.as_str(), new.ground.as_str(), new.basis.as_str());
            execute!(tx, sql, new.id, body, new.account, role, ground, basis, new.from, new.until, new.ended, seq)?;
            return Ok(());
        }
        Effect::AbsenceEnds { id, day } => {
            execute!(tx, include_str!("../sql/write/end_absence.sql"), *id, *day, seq)?;
            return Ok(());
        }
        Effect::Give(new) => {
            let sql = include_str!("../sql/write/give.sql");
            let (what, basis) = (new.what.as_str(), new.basis.as_str());
            execute!(tx, sql, new.id, body, new.account, what, basis, new.from, new.until, new.ended, seq)?;
        }
        Effect::TakeBack { id, day } => {
            execute!(tx, include_str!("../sql/write/take_back.sql"), *id, *day, seq)?;
        }
        _ => return Ok(()),
    }
    Ok(execute!(tx, include_str!("../sql/gate/drop_sessions.sql"), draft.subject)?)
}
