//! Words for what cannot be done with an account.

use qorgau_l10n::L10n;

use super::{AccountFault, PasswordFault};

/// What was wrong and what to do.
#[must_use]
pub fn fault(l: &L10n, fault: &AccountFault) -> String {
    match fault {
        AccountFault::NotAllowed => l.account_not_allowed(),
        AccountFault::NoAccount => l.account_absent(),
        AccountFault::BadLogin => l.account_bad_login(),
        AccountFault::NoName => l.account_no_name(),
        AccountFault::NoReason => l.account_no_reason(),
        AccountFault::Password(fault) => password_fault(l, *fault),
        AccountFault::BadCode => l.account_bad_code(),
        AccountFault::Refused => l.account_refused(),
        AccountFault::FactorNeeded => l.account_factor_needed(),
        AccountFault::Wait { seconds } => l.account_wait(*seconds),
        AccountFault::BadFactor => l.account_bad_factor(),
        AccountFault::FactorThere => l.account_factor_there(),
        AccountFault::NoFactor => l.account_no_factor(),
        AccountFault::NoRole { code, known } => l.account_no_role(code, known),
        AccountFault::NotAtLevel(names) => {
            let [role, level] = &**names;
            l.account_not_at_level(role.get(l.lang()), level.get(l.lang()))
        }
        AccountFault::TurnedDays => l.account_turned_days(),
        AccountFault::NoGround => l.absence_no_ground(),
        AccountFault::NoOrder => l.absence_no_order(),
        AccountFault::PostHeld(name) => l.absence_post_held(name),
        AccountFault::NotToGive => l.given_not_to_give(),
        AccountFault::NotKept => l.given_not_kept(),
        AccountFault::Oneself => l.account_oneself(),
        AccountFault::NotBeside => l.hand_not_beside(),
        AccountFault::Started => l.account_started(),
        AccountFault::Hashing => l.account_hashing(),
    }
}

/// Why a password cannot be taken.
#[must_use]
pub fn password_fault(l: &L10n, fault: PasswordFault) -> String {
    match fault {
        PasswordFault::Short => l.password_short(),
        PasswordFault::Long => l.password_long(),
        PasswordFault::Common => l.password_common(),
        PasswordFault::HoldsLogin => l.password_holds_login(),
        PasswordFault::Same => l.password_same(),
    }
}
