//! Papers of entries: which there are, their bytes, and all of them from one snapshot for whoever checks or copies.

use std::collections::BTreeMap;

use jiff::Timestamp;
use qorgau_domain::ledger::{Hash, hex};
use qorgau_domain::paper::{Called, Digest, PaperAct, PaperKind};
use qorgau_domain::{BodyId, EntryId, canonical};
use uuid::Uuid;

use crate::StoreError;
use crate::audit::Audit;
use crate::db::{Rows, Tx, execute, fetch_all, fetch_optional, fetch_rows};
use crate::entries::moment;
use crate::scope::Scope;
use crate::store::Store;

/// Hashes read at a time.
const PAGE: i64 = 1000;

/// A paper of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// Its identity.
    pub id: Uuid,
    /// The hash of its bytes.
    pub hash: Hash,
    /// What it is.
    pub kind: PaperKind,
    /// How many bytes.
    pub length: i64,
    /// What it is called; nothing where that was erased.
    pub called: Called,
    /// A decision erased its bytes' hold by this entry and what it was called.
    pub erased: bool,
    /// Who added it, by login.
    pub actor: String,
    /// When the server took it.
    pub at: Timestamp,
    /// Who struck it from the entry, when and why; `None` while it stands.
    pub struck: Option<Struck>,
}

impl Attached {
    /// Whether it is one of the entry's papers still.
    #[must_use]
    pub fn stands(&self) -> bool {
        self.struck.is_none() && !self.erased
    }
}

/// How a paper was struck from its entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Struck {
    /// Who, by login.
    pub actor: String,
    /// When the server took it.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
}

/// A paper's row as the tables have it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PaperRow {
    /// Its identity.
    pub id: Uuid,
    /// The entry.
    pub entry: EntryId,
    /// The act that added it.
    pub seq: i64,
    /// The hash of its bytes.
    pub hash: Vec<u8>,
    /// The word of what it is.
    pub kind: String,
    /// How many bytes.
    pub length: i64,
    /// The name of its file.
    pub name: String,
    /// What it shows.
    pub caption: String,
    /// The act that struck it; 0 while it stands.
    pub ended: i64,
    /// The act that erased it; 0 where none did.
    pub erased: i64,
}

type AttachedRow = (
    Uuid,
    i64,
    Vec<u8>,
    String,
    i64,
    String,
    String,
    i64,
    String,
    i64,
    Option<String>,
    Option<i64>,
    Option<Vec<u8>>,
);

impl Store {
    /// The papers of an entry of the scope, also those struck from it, in the order in which they were added.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn papers(&self, scope: &Scope, entry: EntryId) -> Result<Vec<Attached>, StoreError> {
        // Whoever sees an entry by its book sees the papers that whoever made it brought.
        let booked = scope.goes_by_books() && self.entry(scope, entry).await?.is_some();
        let mut tx = self.once().await?;
        let rows = fetch_all!(&mut tx, AttachedRow, include_str!("sql/papers/of_entry.sql"), entry.0)?;
        let seen = rows.into_iter().filter(|row| booked || scope.holds(BodyId(row.1)));
        seen.map(attached).collect()
    }

    /// How many papers of some entries stand, by entry; none where there is none. Whoever asks has been let to the entries.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn papers_counted(&self, entries: &[EntryId]) -> Result<BTreeMap<EntryId, i64>, StoreError> {
        let mut tx = self.read().await?;
        let mut asked = Rows::default();
        entries.iter().for_each(|id| asked.push([id.0.into()]));
        let rows = fetch_rows!(&mut tx, (Uuid, i64), include_str!("sql/papers/counted.sql"), asked);
        Ok(rows.into_iter().map(|(id, papers)| (EntryId(id), papers)).collect())
    }

    /// The bytes of a paper as they came; `None` where they are not there. Whoever asks has been let to the entry.
    ///
    /// # Errors
    /// When the database cannot be read, or they are not the bytes of this hash any more.
    pub async fn paper_bytes(&self, hash: &Hash) -> Result<Option<Vec<u8>>, StoreError> {
        let mut tx = self.read().await?;
        let Some((length,)) = fetch_optional!(&mut tx, (i64,), include_str!("sql/papers/length.sql"), hash.to_vec())? else {
            return Ok(None);
        };
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
        for no in 0.. {
            let Some(piece) = part(&mut tx, hash, no).await? else { break };
            bytes.extend(piece);
        }
        if Digest::of(&bytes) != *hash {
            return Err(StoreError::Damaged(format!("the bytes of paper {} are not those that were brought", hex(hash))));
        }
        Ok(Some(bytes))
    }

    /// The small picture of a paper; `None` where there is none.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn thumbnail(&self, hash: &Hash) -> Result<Option<Vec<u8>>, StoreError> {
        thumbnail(&mut self.once().await?, hash).await
    }
}

fn attached(row: AttachedRow) -> Result<Attached, StoreError> {
    let (id, _, hash, kind, length, name, caption, erased, actor, at, struck_by, struck_at, struck_for) = row;
    let damaged = |what: &str| StoreError::Damaged(format!("paper {id}: {what}"));
    let struck = match struck_by.zip(struck_at) {
        Some((actor, at)) => {
            let said = canonical::decode(&struck_for.unwrap_or_default()).map_err(|error| damaged(&error.to_string()))?;
            let Some(PaperAct::Struck { reason, .. }) = PaperAct::of(&said) else {
                return Err(damaged("its act does not strike it"));
            };
            let at = moment(at)?;
            Some(Struck { actor, at, reason })
        }
        None => None,
    };
    Ok(Attached {
        id,
        hash: hash.try_into().map_err(|_| damaged("it has no hash"))?,
        kind: PaperKind::of_word(&kind).ok_or_else(|| damaged("its kind is not known"))?,
        length,
        called: Called { name, caption },
        erased: erased != 0,
        actor,
        at: moment(at)?,
        struck,
    })
}

async fn part(tx: &mut Tx, hash: &[u8], no: i64) -> Result<Option<Vec<u8>>, StoreError> {
    let row = fetch_optional!(tx, (Vec<u8>,), include_str!("sql/papers/part.sql"), hash, no)?;
    Ok(row.map(|(bytes,)| bytes))
}

async fn thumbnail(tx: &mut Tx, hash: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
    let row = fetch_optional!(tx, (Vec<u8>,), include_str!("sql/papers/thumbnail.sql"), hash)?;
    Ok(row.map(|(bytes,)| bytes))
}

async fn blobs(tx: &mut Tx, after: &[u8]) -> Result<Vec<(Vec<u8>, i64)>, StoreError> {
    Ok(fetch_all!(tx, (Vec<u8>, i64), include_str!("sql/audit/blobs.sql"), after, PAGE)?)
}

/// Copies the pieces of all bytes, and the small pictures, one by one: many of them would not fit into memory.
pub(crate) async fn copy_parts(source: &mut Tx, target: &mut Tx) -> Result<u64, StoreError> {
    let (mut after, mut copied) = (Vec::new(), 0);
    loop {
        let page = blobs(source, &after).await?;
        let Some((last, _)) = page.last() else { return Ok(copied) };
        after.clone_from(last);
        for (hash, _) in page {
            for no in 0.. {
                let Some(piece) = part(source, &hash, no).await? else { break };
                execute!(&mut *target, include_str!("sql/papers/add_part.sql"), hash.clone(), no, piece)?;
                copied += 1;
            }
            if let Some(bytes) = thumbnail(source, &hash).await? {
                execute!(&mut *target, include_str!("sql/papers/add_thumbnail.sql"), hash, bytes)?;
                copied += 1;
            }
        }
    }
}

/// What is to be checked of the bytes under one hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blobs {
    /// The hash they stand under.
    pub hash: Vec<u8>,
    /// How many bytes there should be.
    pub length: i64,
    /// How many pieces there are.
    pub parts: i64,
    /// An act by which an entry holds them; `None` where nobody does.
    pub held: Option<(BodyId, i64)>,
}

impl Audit {
    /// The papers in a body's chain as the tables have them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn paper_rows(&mut self, body: BodyId) -> Result<Vec<PaperRow>, StoreError> {
        type Row = (Uuid, Uuid, i64, Vec<u8>, String, i64, String, String, i64, i64);
        let rows = fetch_all!(self.tx(), Row, include_str!("sql/audit/attachments.sql"), body.0)?;
        let row = |(id, entry, seq, hash, kind, length, name, caption, ended, erased)| PaperRow {
            id,
            entry: EntryId(entry),
            seq,
            hash,
            kind,
            length,
            name,
            caption,
            ended,
            erased,
        };
        Ok(rows.into_iter().map(row).collect())
    }

    /// The bytes that stand after a hash, some at a time; empty at the end.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn blobs(&mut self, after: &[u8]) -> Result<Vec<Blobs>, StoreError> {
        let mut found = Vec::new();
        for (hash, length) in blobs(self.tx(), after).await? {
            let parts = fetch_optional!(self.tx(), (i64,), include_str!("sql/papers/count_parts.sql"), hash.clone())?;
            let held = fetch_optional!(self.tx(), (i64, i64), include_str!("sql/papers/held.sql"), hash.clone())?;
            found.push(Blobs {
                hash,
                length,
                parts: parts.map_or(0, |(parts,)| parts),
                held: held.map(|(body, seq)| (BodyId(body), seq)),
            });
        }
        Ok(found)
    }

    /// One piece of the bytes under a hash.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn blob_part(&mut self, hash: &[u8], no: i64) -> Result<Option<Vec<u8>>, StoreError> {
        part(self.tx(), hash, no).await
    }

    /// Acts that added papers whose bytes are gone, although no decision erased them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn lacking(&mut self) -> Result<Vec<(BodyId, i64)>, StoreError> {
        let rows = fetch_all!(self.tx(), (i64, i64), include_str!("sql/audit/lacking.sql"))?;
        Ok(rows.into_iter().map(|(body, seq)| (BodyId(body), seq)).collect())
    }
}
