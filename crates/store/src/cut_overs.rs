//! Cut-overs from paper, read.

use jiff::Timestamp;
use qorgau_domain::cut_over::CutOver;
use qorgau_domain::{BodyId, canonical};

use crate::StoreError;
use crate::db::{fetch_all, fetch_optional};
use crate::entries::moment;
use crate::scope::Scope;
use crate::store::Store;

/// A cut-over as it was stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// Its act.
    pub seq: i64,
    /// Who stated it.
    pub actor: String,
    /// When the server took it.
    pub at: Timestamp,
    /// What it says.
    pub said: CutOver,
}

/// What a cut-over stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ground {
    /// The head of the body's chain.
    pub head: i64,
    /// The last number of the book in the year; 0 where none was given.
    pub last: i64,
}

type SaidRow = (i64, String, i64, Option<Vec<u8>>);

impl Store {
    /// What was stated about a register of one of the scope's bodies, the first first; the last holds.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn cut_overs(&self, scope: &Scope, body: BodyId, register: &str) -> Result<Vec<Stated>, StoreError> {
        if !scope.holds(body) {
            return Ok(Vec::new());
        }
        let mut tx = self.read().await?;
        let rows = fetch_all!(&mut tx, SaidRow, include_str!("sql/cut_overs/said.sql"), body.0, register)?;
        rows.into_iter().map(|row| stated(body, row)).collect()
    }

    /// What a cut-over of a body's register in a year stands on.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn cut_over_ground(&self, body: BodyId, register: &str, year: i64) -> Result<Ground, StoreError> {
        let mut tx = self.read().await?;
        let sql = include_str!("sql/cut_overs/ground.sql");
        let row = fetch_optional!(&mut tx, (i64, i64), sql, body.0, register, year)?;
        let (head, last) = row.unwrap_or_default();
        Ok(Ground { head, last })
    }
}

fn stated(body: BodyId, (seq, actor, at, bytes): SaidRow) -> Result<Stated, StoreError> {
    let damaged = |what: &str| StoreError::Damaged(format!("act {seq} of body {}: {what}", body.0));
    let bytes = bytes.ok_or_else(|| damaged("what it says is not there"))?;
    let content = canonical::decode(&bytes).map_err(|error| damaged(&error.to_string()))?;
    Ok(Stated {
        seq,
        actor,
        at: moment(at)?,
        said: CutOver::open(&content).ok_or_else(|| damaged("it is no cut-over from paper"))?,
    })
}
