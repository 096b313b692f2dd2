//! Takes or refuses acts about accounts and rights. Few and far between, they are written one by one.

use qorgau_domain::act::RecordDraft;
use uuid::Uuid;

use super::{AccountChange, Effect, absences};
use crate::StoreError;
use crate::db::{Tx, execute, fetch_optional};
use crate::error::Refusal;

/// Why an act about an account, its absence or what it is given is not taken; `None` where it is, and for any other act.
pub(super) async fn refusal(tx: &mut Tx, draft: &RecordDraft, effect: &Effect) -> Result<Option<Refusal>, StoreError> {
    Ok(match effect {
        Effect::Account(AccountChange::Open { login, .. }) => {
            let taken = fetch_optional!(tx, (Uuid,), include_str!("../sql/write/account_named.sql"), login.as_str())?;
            taken.map(|_| Refusal::LoginTaken)
        }
        Effect::Account(_) => {
            let open = open(tx, draft.subject).await?;
            (open != Some(draft.body.0)).then_some(Refusal::NoAccount)
        }
        Effect::Grant { .. } => open(tx, draft.subject).await?.is_none().then_some(Refusal::NoAccount),
        Effect::Revoke(role) => {
            let sql = include_str!("../sql/write/granted_now.sql");
            let held = fetch_optional!(tx, (i64,), sql, draft.subject, role.as_str(), draft.body.0)?;
            held.is_none().then_some(Refusal::NoRight)
        }
        _ => return absences::refusal(tx, draft, effect).await,
    })
}

/// The body of an account that is there and open.
pub(super) async fn open(tx: &mut Tx, account: Uuid) -> Result<Option<i64>, StoreError> {
    let row = fetch_optional!(tx, (i64, i64), include_str!("../sql/write/account_now.sql"), account)?;
    Ok(row.filter(|(_, closed_at)| *closed_at == 0).map(|(body, _)| body))
}

/// Does what a taken act says. Whoever loses a right, or gets one, is signed out in the same transaction.
pub(super) async fn apply(tx: &mut Tx, draft: &RecordDraft, effect: &Effect, seq: i64) -> Result<(), StoreError> {
    let (account, body) = (draft.subject, draft.body.0);
    match effect {
        Effect::Account(change) => return change_account(tx, draft, change, seq).await,
        Effect::Grant { role, from, until } => {
            execute!(tx, include_str!("../sql/write/grant.sql"), account, role.as_str(), body, *from, *until, seq)?;
        }
        Effect::Revoke(role) => {
            execute!(tx, include_str!("../sql/write/revoke.sql"), account, role.as_str(), body)?;
        }
        _ => return Ok(()),
    }
    Ok(execute!(tx, include_str!("../sql/gate/drop_sessions.sql"), account)?)
}

async fn change_account(tx: &mut Tx, draft: &RecordDraft, change: &AccountChange, seq: i64) -> Result<(), StoreError> {
    let (account, body) = (draft.subject, draft.body.0);
    match change {
        AccountChange::Open { login, name, lang } => {
            let sql = include_str!("../sql/write/open_account.sql");
            execute!(tx, sql, account, body, login.as_str(), name.as_str(), lang.code(), seq)?;
        }
        AccountChange::Rename(name) => {
            execute!(tx, include_str!("../sql/write/rename_account.sql"), account, name.as_str(), seq)?;
        }
        AccountChange::Close => {
            let at = draft.stamp.received_at.as_microsecond();
            execute!(tx, include_str!("../sql/write/close_account.sql"), account, at, seq)?;
            execute!(tx, include_str!("../sql/gate/drop_sessions.sql"), account)?;
            execute!(tx, include_str!("../sql/gate/drop_codes.sql"), account)?;
        }
    }
    Ok(())
}
