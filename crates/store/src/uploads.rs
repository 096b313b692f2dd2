//! Tables under way to be imported, each seen by the account that brought it alone, and how people read tables.

use qorgau_domain::BodyId;
use qorgau_domain::ledger::Hash;
use uuid::Uuid;

use crate::StoreError;
use crate::db::{Rows, Tx, execute, fetch_all, fetch_optional};
use crate::store::Store;

/// How many bytes stand in one piece.
const PIECE: usize = 256 * 1024;

/// As it was brought.
const BROUGHT: i64 = 0;
/// The refused lines.
const REFUSED: i64 = 1;

/// A table that is brought.
#[derive(Debug, Clone)]
pub struct NewUpload {
    /// Its identity.
    pub id: Uuid,
    /// Who brings it.
    pub account: Uuid,
    /// The name of the file.
    pub name: String,
    /// The hash of its bytes.
    pub hash: Hash,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The register it is for.
    pub register: String,
    /// Whose its facts are; `None`: each of the body in whose territory it lies.
    pub body: Option<BodyId>,
    /// How its letters are written.
    pub encoding: String,
    /// What parts its cells.
    pub delimiter: String,
    /// The import map that reads it.
    pub map: String,
    /// When it was brought, in microseconds.
    pub made_at: i64,
    /// When it is forgotten.
    pub ends_at: i64,
}

/// A table that was brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Its identity.
    pub id: Uuid,
    /// The name of the file.
    pub name: String,
    /// The hash of its bytes.
    pub hash: Vec<u8>,
    /// How many bytes.
    pub length: i64,
    /// The register it is for.
    pub register: String,
    /// Whose its facts are; `None`: each of the body in whose territory it lies.
    pub body: Option<BodyId>,
    /// How its letters are written.
    pub encoding: String,
    /// What parts its cells.
    pub delimiter: String,
    /// The import map that reads it.
    pub map: String,
    /// All rows or none were asked for.
    pub whole: bool,
    /// When it was brought, in microseconds.
    pub made_at: i64,
    /// When it is forgotten.
    pub ends_at: i64,
    /// How far it is: open, checking, checked, storing, stored, failed.
    pub state: String,
    /// When whoever works on it was last heard of.
    pub seen_at: i64,
    /// What became of it so far.
    pub outcome: Outcome,
}

/// What became of a table so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// How many facts are done.
    pub done: i64,
    /// Of how many; 0 until they are counted.
    pub total: i64,
    /// Facts taken.
    pub accepted: i64,
    /// Facts that were there already.
    pub already_there: i64,
    /// Refused lines.
    pub refused: i64,
    /// Facts that went into a region's own book.
    pub into_regions: i64,
    /// Why nothing could be done, by a code of the use case.
    pub failure: String,
}

/// A refused line, in the words of the three languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedLine {
    /// Its place among the refused ones, from 1.
    pub no: i64,
    /// The line of the file.
    pub line: i64,
    /// The field or column, by its code.
    pub field: String,
    /// Why: kk, ru, en.
    pub why: [String; 3],
}

/// How somebody reads tables of a layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// What it is called.
    pub name: String,
    /// The import map.
    pub map: String,
    /// How letters are written.
    pub encoding: String,
    /// What parts cells.
    pub delimiter: String,
}

type UploadRow = (Uuid, String, Vec<u8>, i64, String, i64, String, String, String, i64, i64, i64, String, i64);

fn upload(row: UploadRow, outcome: Outcome) -> Upload {
    let (id, name, hash, length, register, body, encoding, delimiter, map, whole, made_at, ends_at, state, seen_at) = row;
    Upload {
        id,
        name,
        hash,
        length,
        register,
        body: (body != 0).then_some(BodyId(body)),
        encoding,
        delimiter,
        map,
        whole: whole != 0,
        made_at,
        ends_at,
        state,
        seen_at,
        outcome,
    }
}

async fn put_bytes(tx: &mut Tx, id: Uuid, kind: i64, bytes: &[u8]) -> Result<(), StoreError> {
    for (no, piece) in (0_i64..).zip(bytes.chunks(PIECE)) {
        execute!(&mut *tx, include_str!("sql/uploads/part.sql"), id, kind, no, piece)?;
    }
    Ok(())
}

async fn drop_one(tx: &mut Tx, id: Uuid) -> Result<(), StoreError> {
    execute!(&mut *tx, include_str!("sql/uploads/drop_refused.sql"), id)?;
    execute!(&mut *tx, include_str!("sql/uploads/drop_parts.sql"), id, BROUGHT)?;
    Ok(execute!(&mut *tx, include_str!("sql/uploads/drop.sql"), id)?)
}

impl Store {
    /// Takes a table, and forgets those whose time is over.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn put_upload(&self, new: &NewUpload) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        for (id,) in fetch_all!(&mut tx, (Uuid,), include_str!("sql/uploads/ended.sql"), new.made_at)? {
            drop_one(&mut tx, id).await?;
        }
        execute!(
            &mut tx,
            include_str!("sql/uploads/add.sql"),
            new.id,
            new.account,
            new.name.as_str(),
            new.hash.to_vec(),
            i64::try_from(new.bytes.len()).unwrap_or(i64::MAX),
            new.register.as_str(),
            new.body.map_or(0, |body| body.0),
            new.encoding.as_str(),
            new.delimiter.as_str(),
            new.map.as_str(),
            new.made_at,
            new.ends_at
        )?;
        put_bytes(&mut tx, new.id, BROUGHT, &new.bytes).await?;
        tx.commit().await
    }

    /// A table of an account whose time is not over at a moment.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn upload(&self, account: Uuid, id: Uuid, now: i64) -> Result<Option<Upload>, StoreError> {
        let mut tx = self.read().await?;
        let Some(row) = fetch_optional!(&mut tx, UploadRow, include_str!("sql/uploads/get.sql"), id, account, now)? else {
            return Ok(None);
        };
        type Row = (i64, i64, i64, i64, i64, i64, String);
        let outcome = fetch_optional!(&mut tx, Row, include_str!("sql/uploads/outcome.sql"), id)?;
        let outcome = outcome.map(|(done, total, accepted, already_there, refused, into_regions, failure)| Outcome {
            done,
            total,
            accepted,
            already_there,
            refused,
            into_regions,
            failure,
        });
        Ok(Some(upload(row, outcome.unwrap_or_default())))
    }

    /// The tables of an account, the last brought first, without what became of them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn uploads(&self, account: Uuid, now: i64) -> Result<Vec<Upload>, StoreError> {
        let mut tx = self.read().await?;
        let rows = fetch_all!(&mut tx, UploadRow, include_str!("sql/uploads/of_account.sql"), account, now)?;
        Ok(rows.into_iter().map(|row| upload(row, Outcome::default())).collect())
    }

    /// The bytes of a table as it was brought.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn upload_bytes(&self, id: Uuid) -> Result<Vec<u8>, StoreError> {
        self.bytes_of(id, BROUGHT).await
    }

    /// Its refused lines as a table.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn upload_refused_bytes(&self, id: Uuid) -> Result<Vec<u8>, StoreError> {
        self.bytes_of(id, REFUSED).await
    }

    async fn bytes_of(&self, id: Uuid, kind: i64) -> Result<Vec<u8>, StoreError> {
        let mut tx = self.read().await?;
        let parts = fetch_all!(&mut tx, (Vec<u8>,), include_str!("sql/uploads/parts.sql"), id, kind)?;
        Ok(parts.into_iter().flat_map(|(bytes,)| bytes).collect())
    }

    /// Has a table read another way; `false` where it is worked on or stored.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn read_upload_by(&self, account: Uuid, id: Uuid, encoding: &str, delimiter: &str, map: &str) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        let sql = include_str!("sql/uploads/read_by.sql");
        let done = fetch_optional!(&mut tx, (Uuid,), sql, id, account, encoding, delimiter, map)?.is_some();
        tx.commit().await?;
        Ok(done)
    }

    /// Takes a table to work on it: `checking` or `storing`. `false` where another works on it, or it is stored.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn claim_upload(&self, account: Uuid, id: Uuid, state: &str, whole: bool, now: i64, dead: i64) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        let sql = include_str!("sql/uploads/claim.sql");
        let taken = fetch_optional!(&mut tx, (Uuid,), sql, id, account, state, i64::from(whole), now, dead)?.is_some();
        tx.commit().await?;
        Ok(taken)
    }

    /// Says how far the work on a table is.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn upload_progress(&self, id: Uuid, done: i64, total: i64, now: i64) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        execute!(&mut tx, include_str!("sql/uploads/progress.sql"), id, done, total, now)?;
        tx.commit().await
    }

    /// Says what became of a table: its state, the counts, why lines were refused, and these lines.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn finish_upload(&self, id: Uuid, state: &str, outcome: &Outcome, refused: &[RefusedLine], lines: &[u8], now: i64) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        execute!(&mut tx, include_str!("sql/uploads/drop_refused.sql"), id)?;
        execute!(&mut tx, include_str!("sql/uploads/drop_parts.sql"), id, REFUSED)?;
        execute!(
            &mut tx,
            include_str!("sql/uploads/finish.sql"),
            id,
            state,
            outcome.done,
            outcome.total,
            outcome.accepted,
            outcome.already_there,
            outcome.refused,
            outcome.into_regions,
            outcome.failure.as_str(),
            now
        )?;
        let mut rows = Rows::default();
        for line in refused {
            let [kk, ru, en] = &line.why;
            let texts = [&line.field, kk, ru, en].map(|text| text.as_str().into());
            rows.push([id.into(), line.no.into(), line.line.into()].into_iter().chain(texts).collect::<Vec<_>>());
        }
        rows.insert(&mut tx, include_str!("sql/uploads/refused_line.sql")).await?;
        put_bytes(&mut tx, id, REFUSED, lines).await?;
        tx.commit().await
    }

    /// Refused lines of a table after one of them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn upload_refused(&self, id: Uuid, after: i64, limit: i64) -> Result<Vec<RefusedLine>, StoreError> {
        let mut tx = self.read().await?;
        type Row = (i64, i64, String, String, String, String);
        let rows = fetch_all!(&mut tx, Row, include_str!("sql/uploads/refused.sql"), id, after, limit)?;
        let line = |(no, line, field, kk, ru, en)| RefusedLine {
            no,
            line,
            field,
            why: [kk, ru, en],
        };
        Ok(rows.into_iter().map(line).collect())
    }

    /// Forgets a table; `false` where it is not there or is worked on by one heard of since a moment.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn drop_upload(&self, account: Uuid, id: Uuid, dead: i64) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        let idle = fetch_optional!(&mut tx, (Uuid,), include_str!("sql/uploads/idle.sql"), id, account, dead)?.is_some();
        if idle {
            drop_one(&mut tx, id).await?;
        }
        tx.commit().await?;
        Ok(idle)
    }

    /// Keeps how an account reads tables of a layout, in the place of what it kept under this name.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_mapping(&self, account: Uuid, register: &str, mapping: &Mapping, now: i64) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        let Mapping {
            name,
            map,
            encoding,
            delimiter,
        } = mapping;
        let sql = include_str!("sql/uploads/keep_mapping.sql");
        execute!(
            &mut tx,
            sql,
            account,
            register,
            name.as_str(),
            map.as_str(),
            encoding.as_str(),
            delimiter.as_str(),
            now
        )?;
        tx.commit().await
    }

    /// The mappings that an account keeps for a register, by their names.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn mappings(&self, account: Uuid, register: &str) -> Result<Vec<Mapping>, StoreError> {
        let mut tx = self.read().await?;
        type Row = (String, String, String, String);
        let rows = fetch_all!(&mut tx, Row, include_str!("sql/uploads/mappings.sql"), account, register)?;
        let mapping = |(name, map, encoding, delimiter)| Mapping {
            name,
            map,
            encoding,
            delimiter,
        };
        Ok(rows.into_iter().map(mapping).collect())
    }

    /// Forgets a mapping.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn drop_mapping(&self, account: Uuid, register: &str, name: &str) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        execute!(&mut tx, include_str!("sql/uploads/drop_mapping.sql"), account, register, name)?;
        tx.commit().await
    }
}
