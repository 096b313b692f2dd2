//! The access chain of an installation: who came in, who was turned away, what left the system.
//!
//! It stands beside the chains of bodies and is made like them: numbered without gaps, each row with the hash of the row before it.

use jiff::Timestamp;
use uuid::Uuid;

use crate::ledger::{Hash, Pieces};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum What {
    /// Somebody signed in.
    SignIn,
    /// Somebody was turned away.
    SignInFailed,
    /// Somebody signed out.
    SignOut,
    /// A session was ended from another one.
    SessionEnded,
    /// A one-time code was made for an account.
    CodeMade,
    /// A one-time code was used to choose a password.
    CodeUsed,
    /// A password was changed.
    PasswordChanged,
    /// A second factor was set up.
    FactorOn,
    /// A second factor was taken off.
    FactorOff,
    /// A password was asked for again, before something that needs it.
    Confirmed,
    /// The password given then was wrong.
    ConfirmFailed,
    /// A token for programs was made.
    TokenMade,
    /// A token came into use after a time of rest.
    TokenUsed,
    /// A token was revoked.
    TokenRevoked,
    /// Something was seen that is recorded when seen.
    View,
    /// Something left the system.
    Export,
}

impl What {
    const WORDS: [(What, &'static str); 16] = [
        (What::SignIn, "sign_in"),
        (What::SignInFailed, "sign_in_failed"),
        (What::SignOut, "sign_out"),
        (What::SessionEnded, "session_ended"),
        (What::CodeMade, "code_made"),
        (What::CodeUsed, "code_used"),
        (What::PasswordChanged, "password_changed"),
        (What::FactorOn, "factor_on"),
        (What::FactorOff, "factor_off"),
        (What::Confirmed, "confirmed"),
        (What::ConfirmFailed, "confirm_failed"),
        (What::TokenMade, "token_made"),
        (What::TokenUsed, "token_used"),
        (What::TokenRevoked, "token_revoked"),
        (What::View, "view"),
        (What::Export, "export"),
    ];

    /// The word that the chain keeps.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(what, _)| *what == self).map_or("", |(_, word)| word)
    }

    /// What a word of the chain means.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(_, known)| *known == word).map(|(what, _)| *what)
    }
}

/// Something to be added to the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// Whose account; nil where none is known.
    pub account: Uuid,
    /// What.
    pub what: What,
    /// From where.
    pub address: String,
    /// What more there is to say. Never a password, a code or a name somebody typed.
    pub detail: String,
}

/// A row of the chain, without its own hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessRow {
    /// From 1, without gaps.
    pub seq: i64,
    /// Microseconds since 1970-01-01 UTC.
    pub at: i64,
    /// Whose account; nil where none is known.
    pub account: Uuid,
    /// The word of what happened.
    pub what: String,
    /// From where.
    pub address: String,
    /// What more there is to say.
    pub detail: String,
    /// The hash of the row before.
    pub before: Hash,
}

impl AccessRow {
    /// The row of an event behind another.
    #[must_use]
    pub fn after(seq: i64, before: Hash, event: &Event) -> Self {
        AccessRow {
            seq: seq + 1,
            at: event.at.as_microsecond(),
            account: event.account,
            what: event.what.word().to_owned(),
            address: event.address.clone(),
            detail: event.detail.clone(),
            before,
        }
    }

    /// The hash of the row.
    #[must_use]
    pub fn hash(&self) -> Hash {
        let mut pieces = Pieces::new(b"qorgau access");
        pieces.put(&self.seq.to_be_bytes());
        pieces.put(&self.at.to_be_bytes());
        pieces.put(self.account.as_bytes());
        pieces.put(self.what.as_bytes());
        pieces.put(self.address.as_bytes());
        pieces.put(self.detail.as_bytes());
        pieces.put(&self.before);
        pieces.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::START;

    #[test]
    fn every_part_of_a_row_moves_its_hash() {
        let event = Event {
            at: Timestamp::UNIX_EPOCH,
            account: Uuid::nil(),
            what: What::SignIn,
            address: "127.0.0.1".into(),
            detail: String::new(),
        };
        let row = AccessRow::after(0, START, &event);
        let changes: [fn(&mut AccessRow); 7] = [
            |row| row.seq = 2,
            |row| row.at = 1,
            |row| row.account = Uuid::max(),
            |row| row.what = "sign_out".into(),
            |row| row.address = "127.0.0.2".into(),
            |row| row.detail = "x".into(),
            |row| row.before = [1; 32],
        ];
        for change in changes {
            let mut changed = row.clone();
            change(&mut changed);
            assert_ne!(changed.hash(), row.hash());
        }
    }

    #[test]
    fn every_word_is_read_back() {
        for (what, word) in What::WORDS {
            assert_eq!((what.word(), What::of_word(word)), (word, Some(what)));
        }
    }
}
