//! Papers of an entry: photos, scans and PDF files, each known by the hash of its bytes.
//!
//! A paper is brought by an act of its entry's chain and struck from the entry by another; its bytes stand apart, and the act names them
//! by their SHA-256. What it is called and says is the personal part of the act, since it may name people.

use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::ledger::{Hash, hex};
use crate::value::{Content, Value};

/// How many papers an entry may have at a time.
pub const MOST_OF_ENTRY: usize = 100;

/// What a paper is, found from its bytes, never from its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PaperKind {
    /// A photo.
    Jpeg,
    /// A picture without loss.
    Png,
    /// A picture as browsers make them.
    WebP,
    /// A document.
    Pdf,
}

impl PaperKind {
    /// Every kind: the word that the ledger keeps, which is also the ending of a file, and the media type.
    const KINDS: [(PaperKind, &'static str, &'static str); 4] = [
        (PaperKind::Jpeg, "jpg", "image/jpeg"),
        (PaperKind::Png, "png", "image/png"),
        (PaperKind::WebP, "webp", "image/webp"),
        (PaperKind::Pdf, "pdf", "application/pdf"),
    ];

    /// The word that the ledger keeps, and the ending of a file.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::KINDS.iter().find(|(kind, ..)| *kind == self).map_or("", |(_, word, _)| word)
    }

    /// The media type.
    #[must_use]
    pub fn media(self) -> &'static str {
        Self::KINDS.iter().find(|(kind, ..)| *kind == self).map_or("", |(.., media)| media)
    }

    /// The kind of a word in the ledger.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::KINDS.iter().find(|(_, known, _)| *known == word).map(|(kind, ..)| *kind)
    }

    /// The kind that the first bytes of a file tell; `None` for anything else.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Some(PaperKind::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(PaperKind::Png),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(PaperKind::WebP),
            [b'%', b'P', b'D', b'F', b'-', b'1' | b'2', b'.', ..] => Some(PaperKind::Pdf),
            _ => None,
        }
    }

    /// Whether it is a picture.
    #[must_use]
    pub fn is_picture(self) -> bool {
        self != PaperKind::Pdf
    }
}

/// A plain SHA-256 made piece by piece, as `sha256sum` makes it.
#[derive(Default)]
pub struct Digest(Sha256);

impl Digest {
    /// Takes the next bytes.
    pub fn put(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The hash of everything taken.
    #[must_use]
    pub fn finish(self) -> Hash {
        self.0.finalize().into()
    }

    /// The hash of bytes at hand.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Hash {
        let mut digest = Digest::default();
        digest.put(bytes);
        digest.finish()
    }
}

/// The first digits of a hash, for people.
#[must_use]
pub fn short(hash: &Hash) -> String {
    hex(hash).chars().take(16).collect()
}

/// What an act says of a paper; its subject is the entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaperAct {
    /// It was added to the entry.
    Added {
        /// Its identity.
        id: Uuid,
        /// The hash of its bytes.
        hash: Hash,
        /// What it is.
        kind: PaperKind,
        /// How many bytes.
        length: i64,
    },
    /// It was struck from the entry.
    Struck {
        /// Its identity.
        id: Uuid,
        /// Why.
        reason: String,
    },
}

impl PaperAct {
    /// The plain part of the act.
    #[must_use]
    pub fn plain(&self) -> Content {
        let mut content = Content::new();
        let mut put = |key: &str, value: Value| drop(content.insert(key.to_owned(), value));
        match self {
            PaperAct::Added { id, hash, kind, length } => {
                put("@paper", Value::Text(id.to_string()));
                put("@hash", Value::Attachment(*hash));
                put("@kind", Value::Choice(kind.word().to_owned()));
                put("@length", Value::Number(*length));
            }
            PaperAct::Struck { id, reason } => {
                put("@paper", Value::Text(id.to_string()));
                put("@reason", Value::Text(reason.clone()));
            }
        }
        content
    }

    /// The act of a plain part; `None` where it says nothing of a paper.
    #[must_use]
    pub fn of(plain: &Content) -> Option<Self> {
        let id = plain.get("@paper")?.text()?.parse().ok()?;
        let Some(hash) = plain.get("@hash") else {
            let reason = plain.get("@reason")?.text()?.to_owned();
            return Some(PaperAct::Struck { id, reason });
        };
        let Value::Attachment(hash) = hash else { return None };
        Some(PaperAct::Added {
            id,
            hash: *hash,
            kind: PaperKind::of_word(plain.get("@kind")?.text()?)?,
            length: plain.get("@length")?.number()?,
        })
    }
}

/// What a paper is called and says: the personal part of the act that adds it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Called {
    /// The name of its file as it was given; may be empty.
    pub name: String,
    /// What it shows; may be empty.
    pub caption: String,
}

impl Called {
    /// The personal part of the act.
    #[must_use]
    pub fn personal(&self) -> Content {
        let said = [("@name", &self.name), ("@caption", &self.caption)];
        said.into_iter().map(|(key, text)| (key.to_owned(), Value::Text(text.clone()))).collect()
    }

    /// What a personal part says; nothing where it was erased.
    #[must_use]
    pub fn of(personal: &Content) -> Self {
        let text = |key: &str| personal.get(key).and_then(Value::text).unwrap_or_default().to_owned();
        Called {
            name: text("@name"),
            caption: text("@caption"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_are_read_as_they_are_written() {
        let id = Uuid::from_u128(7);
        let added = PaperAct::Added {
            id,
            hash: [9; 32],
            kind: PaperKind::WebP,
            length: 12,
        };
        let struck = PaperAct::Struck {
            id, reason: "қате".to_owned()
        };
        for act in [added, struck] {
            assert_eq!(PaperAct::of(&act.plain()), Some(act));
        }
        assert_eq!(PaperAct::of(&Content::new()), None);
        let called = Called {
            name: "а.jpg".to_owned(),
            caption: String::new(),
        };
        assert_eq!(Called::of(&called.personal()), called);
    }

    #[test]
    fn the_kind_is_told_by_bytes() {
        assert_eq!(PaperKind::of_bytes(b"\xff\xd8\xff\xe0"), Some(PaperKind::Jpeg));
        assert_eq!(PaperKind::of_bytes(b"%PDF-1.7\n"), Some(PaperKind::Pdf));
        for other in ["<!doctype html>", "<svg xmlns=", "GIF89a", "", "%PDF", "RIFF1234WAVE"] {
            assert_eq!(PaperKind::of_bytes(other.as_bytes()), None, "{other}");
        }
        for (kind, word, _) in PaperKind::KINDS {
            assert_eq!(PaperKind::of_word(word), Some(kind));
        }
    }

    #[test]
    fn a_digest_is_the_plain_sha_256() {
        assert_eq!(hex(&Digest::of(b"abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
