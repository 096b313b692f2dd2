//! Accounts: who can sign in, who may do what where, and what befell them.
//!
//! That an account is there and what it may do are acts in the chains of bodies. Passwords, second factors, sessions and codes are
//! no acts; what is done with them is remembered by the access chain, in the same transaction.

mod absence;
mod accept;
mod change;
mod close;
mod code;
mod confirm;
mod factor;
mod fault;
mod given;
mod grant;
mod hashing;
mod invite;
mod leaving;
mod list;
mod password;
mod people;
mod reset;
mod session;
mod sign_in;
mod signature;
mod start;
mod throttle;
mod token;
mod who;
mod words;

use jiff::Timestamp;
use qorgau_domain::access::{Event, What};
use uuid::Uuid;

use crate::{App, AppError};

pub use absence::{GROUNDS, NewAbsence, VACANT, Whose};
pub use factor::Enrolment;
pub use fault::{AccountFault, PasswordFault};
pub use given::Giving;
pub(crate) use given::worded;
pub use grant::Grant;
pub(crate) use grant::Held;
pub use hashing::Hashing;
pub use invite::{INVITATION, Invited, NewAccount, SHORT};
pub use leaving::{HandOver, Work};
pub use list::Listed;
pub use people::{Order, People, Person, Sought};
pub use reset::OnReset;
pub use session::{ABSOLUTE_END, IDLE_END};
pub use sign_in::{Attempt, Factor, SignedIn};
pub use token::{Narrowed, NewToken, TOKEN_ACTS, TOKEN_LONGEST};
pub use who::{Lent, Right, Who};
pub use words::{fault, password_fault};

/// Who acts on accounts and rights.
#[derive(Debug, Clone, Copy)]
pub enum By<'a> {
    /// Whoever can reach the database itself, on the command line.
    Operator,
    /// Somebody signed in, whose rights decide.
    Who(&'a Who),
}

/// The actor of acts made on the command line.
pub const OPERATOR: &str = "operator";

impl By<'_> {
    /// The word that stands in the ledger as the actor.
    #[must_use]
    pub fn actor(&self) -> &str {
        match self {
            By::Operator => OPERATOR,
            By::Who(who) => &who.login,
        }
    }

    /// Whether the actor acts on himself.
    fn is(&self, account: Uuid) -> bool {
        matches!(self, By::Who(who) if who.account == account)
    }
}

/// Where somebody comes from.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'a> {
    /// The network address.
    pub address: &'a str,
    /// The program at the other end, as it names itself.
    pub agent: &'a str,
}

impl Origin<'_> {
    /// The operator's own machine.
    pub const LOCAL: Origin<'static> = Origin { address: "local", agent: "" };
}

/// The longest text of others that the access chain and sessions keep.
const LONGEST: usize = 200;

/// A text of others, cut where it is too long.
fn cut(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).take(LONGEST).collect()
}

fn micros(moment: Timestamp) -> i64 {
    moment.as_microsecond()
}

impl App {
    fn event(&self, account: Uuid, what: What, origin: &Origin<'_>, detail: &str) -> Event {
        Event {
            at: self.now(),
            account,
            what,
            address: cut(origin.address),
            detail: cut(detail),
        }
    }

    /// Remembers that something left the system, or was seen that is recorded when seen.
    ///
    /// # Errors
    /// When the database refuses; then it must not be handed out.
    pub async fn record_access(&self, who: &Who, what: What, origin: &Origin<'_>, detail: &str) -> Result<(), AppError> {
        let mut gate = self.store.gate().await?;
        gate.record(&self.event(who.account, what, origin, detail)).await?;
        Ok(gate.commit().await?)
    }
}
