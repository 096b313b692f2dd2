//! The one place where real time and real chance enter the program.

use jiff::Timestamp;
use qorgau_domain::source::{Chance, Clock};

/// The machine's clock, to the microsecond that the ledger keeps.
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods, reason = "everything else is handed this clock")]
    fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
    }
}

/// The operating system's source of chance.
pub struct SystemChance;

impl Chance for SystemChance {
    fn fill(&self, bytes: &mut [u8]) {
        // Without it no salt and no identity can be made; going on would weaken every commitment.
        if getrandom::fill(bytes).is_err() {
            eprintln!("qorgau: the operating system gives no random bytes");
            std::process::abort();
        }
    }
}
