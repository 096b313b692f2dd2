//! Reading chains whole and everything that follows from them, from one snapshot, for whoever checks or rebuilds.

mod absences;
mod accounts;
mod rows;

use std::collections::BTreeMap;

use qorgau_domain::act::{Key, Stamp};
use qorgau_domain::entry::Number;
use qorgau_domain::keys::NO_DAY;
use qorgau_domain::ledger::{Hash, LedgerRow};
use qorgau_domain::{BodyId, Contribution, EntryId, FigureId, Month, Placement, Tree};
use uuid::Uuid;

use crate::StoreError;
use crate::bodies;
use crate::db::{Rows, Tx, fetch_all, fetch_optional, fetch_rows};
use crate::documents::{Document, DocumentRow, document};
use crate::entries::moment;
use crate::rebuild::KeyRow;
use crate::settings;
use crate::store::Store;

pub use rows::{AccountState, BadNumbers, BodyCell, CutOverRow, DocumentStepRow, EntryState, GrantedState, LedgerContent, LinkRow, StoredContribution};

type PageRow = (
    i64,
    String,
    Uuid,
    String,
    i64,
    i64,
    Vec<u8>,
    Vec<u8>,
    Option<Vec<u8>>,
    Vec<u8>,
    Option<Vec<u8>>,
    Option<Vec<u8>>,
    Option<Vec<u8>>,
    Option<Vec<u8>>,
);
type EntryRow = (Uuid, i64, String, i64, i64, i64, Option<i64>, i64, String, i64);
type ContributionRow = (i64, i64, i64, i64, i64, Option<i64>, Option<i64>, i64, String, i64);
type PlaceRow = (Uuid, i64, Uuid, i64, i64);

/// The heads of all chains.
pub(crate) async fn heads(tx: &mut Tx) -> Result<Vec<(BodyId, i64, Vec<u8>)>, StoreError> {
    let rows = fetch_all!(tx, (i64, i64, Vec<u8>), include_str!("../sql/audit/heads.sql"))?;
    Ok(rows.into_iter().map(|(body, seq, hash)| (BodyId(body), seq, hash)).collect())
}

/// One snapshot of the whole database: what is read from it belongs together whatever is written meanwhile.
pub struct Audit {
    tx: Tx,
}

impl Store {
    /// Opens a snapshot of the whole database.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn audit(&self) -> Result<Audit, StoreError> {
        Ok(Audit { tx: self.read().await? })
    }
}

impl Audit {
    pub(crate) fn tx(&mut self) -> &mut Tx {
        &mut self.tx
    }

    /// The dated tree of bodies.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn tree(&mut self) -> Result<Tree, StoreError> {
        Ok(Tree::new(bodies::versions(&mut self.tx).await?))
    }

    /// The hash of the rulebook that the database works by.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn rulebook(&mut self) -> Result<Option<String>, StoreError> {
        settings::get(&mut self.tx, settings::RULEBOOK).await
    }

    /// Where every body has its home.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn homes(&mut self) -> Result<BTreeMap<BodyId, Uuid>, StoreError> {
        let rows = fetch_all!(&mut self.tx, (i64, Uuid), include_str!("../sql/audit/homes.sql"))?;
        Ok(rows.into_iter().map(|(body, home)| (BodyId(body), home)).collect())
    }

    /// Whom bodies stand under, as the tables have it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn placements(&mut self) -> Result<Vec<Placement>, StoreError> {
        let rows = fetch_all!(&mut self.tx, (i64, Option<i64>, i64, i64), include_str!("../sql/audit/placements.sql"))?;
        let placement = |(body, parent, from, until): (i64, Option<i64>, i64, i64)| Placement {
            body: BodyId(body),
            parent: parent.map(BodyId),
            from: Month(from),
            until: Month(until),
        };
        Ok(rows.into_iter().map(placement).collect())
    }

    /// The hashes that the ledger has at these places of a chain.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn hashes(&mut self, body: BodyId, places: impl IntoIterator<Item = i64>) -> Result<BTreeMap<i64, Vec<u8>>, StoreError> {
        let mut asked = Rows::default();
        places.into_iter().for_each(|seq| asked.push([body.0.into(), seq.into()]));
        let tx = &mut self.tx;
        let rows = fetch_rows!(tx, (i64, Vec<u8>), include_str!("../sql/audit/hashes.sql"), asked);
        Ok(rows.into_iter().collect())
    }

    /// The heads of all chains: a position in time.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn heads(&mut self) -> Result<Vec<(BodyId, i64, Vec<u8>)>, StoreError> {
        heads(&mut self.tx).await
    }

    /// The bodies that have acts, and those that rows of any table name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn chains(&mut self) -> Result<Vec<BodyId>, StoreError> {
        let rows = fetch_all!(&mut self.tx, (i64,), include_str!("../sql/audit/chains.sql"))?;
        Ok(rows.into_iter().map(|(body,)| BodyId(body)).collect())
    }

    /// The next acts of a chain after `after`, at most `limit`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn acts(&mut self, body: BodyId, after: i64, limit: i64) -> Result<Vec<LedgerContent>, StoreError> {
        let rows = fetch_all!(&mut self.tx, PageRow, include_str!("../sql/audit/page.sql"), body.0, after, limit)?;
        rows.into_iter().map(|row| act(body, row)).collect()
    }

    /// The entries of a body as the tables have them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn entry_states(&mut self, body: BodyId) -> Result<Vec<EntryState>, StoreError> {
        let rows = fetch_all!(&mut self.tx, EntryRow, include_str!("../sql/audit/entries.sql"), body.0)?;
        Ok(rows
            .into_iter()
            .map(|(id, _, register, book, year, number, day, revision, state, seq)| EntryState {
                id: EntryId(id),
                register,
                book: BodyId(book),
                number: Number { year, number },
                day,
                revision,
                state,
                seq,
            })
            .collect())
    }

    /// The contributions of a body as the tables have them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn contributions(&mut self, body: BodyId) -> Result<Vec<StoredContribution>, StoreError> {
        let rows = fetch_all!(&mut self.tx, ContributionRow, include_str!("../sql/audit/contributions.sql"), body.0)?;
        Ok(rows
            .into_iter()
            .map(|(seq, item, figure, row, day, until, reach, amount, dimension, ended)| StoredContribution {
                seq,
                item,
                contribution: Contribution {
                    figure: FigureId(figure),
                    row,
                    day,
                    until,
                    amount,
                    dimension,
                },
                reach,
                ended,
            })
            .collect())
    }

    /// The revisions of a body's chain: entry, revision, act.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn revision_rows(&mut self, body: BodyId) -> Result<Vec<(EntryId, i64, i64)>, StoreError> {
        let rows = fetch_all!(&mut self.tx, (Uuid, i64, i64), include_str!("../sql/audit/revisions.sql"), body.0)?;
        Ok(rows.into_iter().map(|(id, revision, seq)| (EntryId(id), revision, seq)).collect())
    }

    /// The keys of a body's entries: register, entry, day and key.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn key_rows(&mut self, body: BodyId) -> Result<Vec<KeyRow>, StoreError> {
        let rows = fetch_all!(
            &mut self.tx,
            (String, String, Vec<u8>, i64, Uuid, i64),
            include_str!("../sql/audit/keys.sql"),
            body.0
        )?;
        Ok(rows
            .into_iter()
            .map(|(register, field, key, day, id, personal)| {
                (
                    register,
                    EntryId(id),
                    Some(day).filter(|day| *day != NO_DAY),
                    Key {
                        field,
                        key,
                        personal: personal == 1,
                    },
                )
            })
            .collect())
    }

    /// The links in a body's chain.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn link_rows(&mut self, body: BodyId) -> Result<Vec<LinkRow>, StoreError> {
        let rows = fetch_all!(&mut self.tx, PlaceRow, include_str!("../sql/audit/links.sql"), body.0)?;
        Ok(rows.into_iter().map(link_row).collect())
    }

    /// The decisions in a body's chain that records are apart.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn apart_rows(&mut self, body: BodyId) -> Result<Vec<LinkRow>, StoreError> {
        let rows = fetch_all!(&mut self.tx, PlaceRow, include_str!("../sql/audit/apart.sql"), body.0)?;
        Ok(rows.into_iter().map(link_row).collect())
    }

    /// The steps of documents that a body took.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn document_steps(&mut self, body: BodyId) -> Result<Vec<DocumentStepRow>, StoreError> {
        let sql = include_str!("../sql/audit/document_steps.sql");
        let rows = fetch_all!(&mut self.tx, (Uuid, i64, String, i64, i64, i64), sql, body.0)?;
        let row = |(document, no, step, version, seq, at)| DocumentStepRow {
            document,
            no,
            step,
            version,
            seq,
            at,
        };
        Ok(rows.into_iter().map(row).collect())
    }

    /// All documents as the tables have them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn documents(&mut self) -> Result<Vec<Document>, StoreError> {
        let rows = fetch_all!(&mut self.tx, DocumentRow, include_str!("../sql/audit/documents.sql"))?;
        rows.into_iter().map(document).collect()
    }

    /// The cut-overs from paper of a body, and before which day its opening totals ever counted.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn cut_overs(&mut self, body: BodyId) -> Result<(Vec<CutOverRow>, i64), StoreError> {
        let sql = include_str!("../sql/audit/cut_overs.sql");
        let rows = fetch_all!(&mut self.tx, (i64, String, i64, i64, i64, i64, i64), sql, body.0)?;
        let row = |(seq, register, no, first, from, year, next)| CutOverRow {
            seq,
            register,
            no,
            covered: (from, first),
            year,
            next,
        };
        let until = fetch_optional!(&mut self.tx, (i64,), include_str!("../sql/audit/covered_until.sql"), body.0)?;
        Ok((rows.into_iter().map(row).collect(), until.map_or(0, |(until,)| until)))
    }

    /// Registers with keys of entries that are not there.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn stray_keys(&mut self) -> Result<Vec<String>, StoreError> {
        let rows = fetch_all!(&mut self.tx, (String,), include_str!("../sql/audit/stray_keys.sql"))?;
        Ok(rows.into_iter().map(|(register,)| register).collect())
    }

    /// Revisions of entries that are not there, or that are another body's.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn stray_revisions(&mut self) -> Result<Vec<(BodyId, i64)>, StoreError> {
        let rows = fetch_all!(&mut self.tx, (i64, i64), include_str!("../sql/audit/stray_revisions.sql"))?;
        Ok(rows.into_iter().map(|(body, seq)| (BodyId(body), seq)).collect())
    }

    /// Content that no act of the ledger says.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn orphans(&mut self) -> Result<Vec<(BodyId, i64)>, StoreError> {
        let rows = fetch_all!(&mut self.tx, (i64, i64), include_str!("../sql/audit/orphans.sql"))?;
        Ok(rows.into_iter().map(|(body, seq)| (BodyId(body), seq)).collect())
    }

    /// The territory of a body as GeoJSON geometry.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn territory(&mut self, body: BodyId) -> Result<Option<String>, StoreError> {
        let row = fetch_optional!(&mut self.tx, (String,), include_str!("../sql/audit/territory.sql"), body.0)?;
        Ok(row.map(|(geometry,)| geometry))
    }

    /// Since which month each body keeps each register.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn kept_by_all(&mut self) -> Result<Vec<(BodyId, String, Month)>, StoreError> {
        let rows = fetch_all!(&mut self.tx, (i64, String, i64), include_str!("../sql/audit/kept.sql"))?;
        Ok(rows.into_iter().map(|(body, register, since)| (BodyId(body), register, Month(since))).collect())
    }

    /// The monthly sums of one body.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn cells(&mut self, body: BodyId) -> Result<Vec<BodyCell>, StoreError> {
        let rows = fetch_all!(&mut self.tx, (i64, i64, String, i64), include_str!("../sql/counts/cells_of.sql"), body.0)?;
        Ok(rows
            .into_iter()
            .map(|(month, figure, dimension, amount)| BodyCell {
                month: Month(month),
                figure: FigureId(figure),
                dimension,
                amount,
            })
            .collect())
    }

    /// Bodies whose sums of everything below them are not the sums of the cells, with the month.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn bad_rollups(&mut self) -> Result<Vec<(BodyId, Month)>, StoreError> {
        let rows = fetch_all!(&mut self.tx, (i64, i64, i64), include_str!("../sql/audit/rollups.sql"))?;
        Ok(rows.into_iter().map(|(body, month, _)| (BodyId(body), Month(month))).collect())
    }

    /// Books whose numbers have gaps or repeat.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn bad_numbers(&mut self) -> Result<Vec<BadNumbers>, StoreError> {
        let rows = fetch_all!(&mut self.tx, (String, i64, i64, i64, i64), include_str!("../sql/audit/numbers.sql"))?;
        Ok(rows
            .into_iter()
            .map(|(register, book, year, entries, highest)| BadNumbers {
                register,
                book: BodyId(book),
                year,
                entries,
                highest,
            })
            .collect())
    }
}

fn link_row((link, rank, entry, seq, ended): PlaceRow) -> LinkRow {
    LinkRow {
        link,
        rank,
        entry: EntryId(entry),
        seq,
        ended,
    }
}

fn act(body: BodyId, row: PageRow) -> Result<LedgerContent, StoreError> {
    let (seq, kind, subject, actor, claimed_at, received_at, before, plain, personal, hash, plain_salt, plain_bytes, personal_salt, personal_bytes) = row;
    let fixed = |bytes: Vec<u8>| Hash::try_from(bytes).map_err(|_| StoreError::Damaged(format!("act {seq} of body {} holds no hash", body.0)));
    let stamp = Stamp {
        actor,
        claimed_at: moment(claimed_at)?,
        received_at: moment(received_at)?,
    };
    let row = LedgerRow {
        body,
        seq,
        kind,
        subject,
        stamp,
        before: fixed(before)?,
        plain: fixed(plain)?,
        personal: personal.map(fixed).transpose()?,
    };
    Ok(LedgerContent {
        row,
        hash: fixed(hash)?,
        plain: plain_salt.zip(plain_bytes),
        personal: personal_salt.zip(personal_bytes),
    })
}
