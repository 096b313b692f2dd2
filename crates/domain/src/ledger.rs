//! The ledger: hashes of rows and commitments to content.
//!
//! Algorithm 1: SHA-256 over tagged, length-prefixed pieces. A row's hash covers everything the row says and the
//! hash of the row before it in the chain of its body; the content is covered through salted commitments, so
//! that erasing a personal part leaves the chain whole.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::act::Stamp;
use crate::ids::BodyId;

/// A SHA-256.
pub type Hash = [u8; 32];

/// The algorithm this program writes.
pub const ALGORITHM: i64 = 1;

/// The hash before the first row of a chain.
pub const START: Hash = [0; 32];

/// A row of a body's chain, without its own hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerRow {
    /// Whose chain.
    pub body: BodyId,
    /// From 1, without gaps.
    pub seq: i64,
    /// The word of the act's kind.
    pub kind: String,
    /// What the act is about.
    pub subject: Uuid,
    /// Who and when.
    pub stamp: Stamp,
    /// The hash of the row before.
    pub before: Hash,
    /// Commitment to the plain part.
    pub plain: Hash,
    /// Commitment to the personal part, where there is one.
    pub personal: Option<Hash>,
}

impl LedgerRow {
    /// The hash of the row.
    #[must_use]
    pub fn hash(&self) -> Hash {
        let mut pieces = Pieces::new(b"qorgau row");
        pieces.put(&self.body.0.to_be_bytes());
        pieces.put(&self.seq.to_be_bytes());
        pieces.put(self.kind.as_bytes());
        pieces.put(self.subject.as_bytes());
        pieces.put(self.stamp.actor.as_bytes());
        pieces.put(&self.stamp.claimed_at.as_microsecond().to_be_bytes());
        pieces.put(&self.stamp.received_at.as_microsecond().to_be_bytes());
        pieces.put(&self.before);
        pieces.put(&self.plain);
        pieces.put(self.personal.as_ref().map_or(&[], |hash| hash.as_slice()));
        pieces.finish()
    }
}

/// The commitment to a part of an act: without the salt, nobody can tell by trying what an erased part said.
#[must_use]
pub fn commitment(salt: &[u8; 16], bytes: &[u8]) -> Hash {
    let mut pieces = Pieces::new(b"qorgau part");
    pieces.put(salt);
    pieces.put(bytes);
    pieces.finish()
}

/// The hash of a secret that nobody can guess by trying, such as a token of a session or a code handed over.
#[must_use]
pub fn of_secret(secret: &[u8]) -> Hash {
    let mut pieces = Pieces::new(b"qorgau secret");
    pieces.put(secret);
    pieces.finish()
}

pub(crate) struct Pieces(Sha256);

impl Pieces {
    pub(crate) fn new(purpose: &[u8]) -> Self {
        let mut pieces = Pieces(Sha256::new());
        pieces.put(&ALGORITHM.to_be_bytes());
        pieces.put(purpose);
        pieces
    }

    pub(crate) fn put(&mut self, piece: &[u8]) {
        self.0.update(u64::try_from(piece.len()).unwrap_or(u64::MAX).to_be_bytes());
        self.0.update(piece);
    }

    pub(crate) fn finish(self) -> Hash {
        self.0.finalize().into()
    }
}

/// A hash in hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    fn row() -> LedgerRow {
        let stamp = Stamp {
            actor: "a".into(),
            claimed_at: Timestamp::UNIX_EPOCH,
            received_at: Timestamp::UNIX_EPOCH,
        };
        LedgerRow {
            body: BodyId(7),
            seq: 1,
            kind: "entry".into(),
            subject: Uuid::nil(),
            stamp,
            before: START,
            plain: [1; 32],
            personal: None,
        }
    }

    #[test]
    fn every_part_of_a_row_moves_its_hash() {
        let changes: [fn(&mut LedgerRow); 8] = [
            |row| row.body = BodyId(8),
            |row| row.seq = 2,
            |row| row.kind = "body".into(),
            |row| row.subject = Uuid::max(),
            |row| row.stamp.actor = "b".into(),
            |row| row.before = [1; 32],
            |row| row.plain = [2; 32],
            |row| row.personal = Some([0; 32]),
        ];
        for change in changes {
            let mut changed = row();
            change(&mut changed);
            assert_ne!(changed.hash(), row().hash());
        }
    }

    #[test]
    fn a_row_hashes_as_it_did_when_this_was_written() {
        assert_eq!(hex(&commitment(&[3; 16], b"qorgau")).len(), 64);
        assert_eq!(row().hash(), row().hash());
    }
}
