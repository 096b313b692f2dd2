//! Why something cannot be done with an account.

use qorgau_domain::Text3;

/// Why something cannot be done with an account. Words for people: [`super::fault`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountFault {
    /// The actor's rights do not reach so far.
    NotAllowed,
    /// There is no such account, or it is closed.
    NoAccount,
    /// A login is 2 to 64 small Latin letters, digits, dots, hyphens and underscores, and begins with a letter.
    BadLogin,
    /// A person's name is needed.
    NoName,
    /// A reason is needed.
    NoReason,
    /// The password cannot be taken.
    Password(PasswordFault),
    /// The code is wrong, was used, or its time is over.
    BadCode,
    /// Nobody signs in by this. It never says what was wrong.
    Refused,
    /// The password is right; the second factor is missing.
    FactorNeeded,
    /// Too many failures: the next try is heard after so many seconds.
    Wait {
        /// How many.
        seconds: i64,
    },
    /// The second factor's code is wrong, or was used already.
    BadFactor,
    /// A second factor is there already.
    FactorThere,
    /// There is no second factor.
    NoFactor,
    /// There is no such role.
    NoRole {
        /// What was asked for.
        code: String,
        /// Those there are.
        known: String,
    },
    /// The role does not exist at bodies of this level: the names of both.
    NotAtLevel(Box<[Text3; 2]>),
    /// Its last day is before its first.
    TurnedDays,
    /// The ground is none of the list, or not one for this.
    NoGround,
    /// An absence is recorded by an order.
    NoOrder,
    /// The post has a holder, so that it is not vacant: his name.
    PostHeld(String),
    /// None of the roles held can be given this.
    NotToGive,
    /// The body keeps no such register.
    NotKept,
    /// Nobody gives himself rights, or closes or resets his own account.
    Oneself,
    /// Work is handed over to another open account of the same body.
    NotBeside,
    /// The first account is there already.
    Started,
    /// Passwords cannot be computed with on this machine.
    Hashing,
}

/// Why a password cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordFault {
    /// Fewer than 12 characters.
    Short,
    /// More than 256 characters.
    Long,
    /// It is one of those that are tried first.
    Common,
    /// It holds the login.
    HoldsLogin,
    /// It is the one before.
    Same,
}

impl From<PasswordFault> for AccountFault {
    fn from(fault: PasswordFault) -> Self {
        AccountFault::Password(fault)
    }
}
