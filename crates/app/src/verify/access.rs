//! The access chain against its own hashes.

use qorgau_domain::BodyId;
use qorgau_domain::ledger::START;
use qorgau_store::Audit;

use super::{Report, What};
use crate::AppError;

/// Rows read at a time.
const PAGE: i64 = 1000;

impl Report {
    /// Every row must have its own hash and follow the one before it, up to the head.
    pub(super) async fn access(&mut self, audit: &mut Audit) -> Result<(), AppError> {
        let (mut last, mut before) = (0, START);
        loop {
            let rows = audit.access(last, PAGE).await?;
            if rows.is_empty() {
                break;
            }
            for (row, hash) in rows {
                if row.seq != last + 1 || row.before != before || row.hash() != hash {
                    self.found(What::Access, BodyId(0), row.seq, None);
                }
                (last, before) = (row.seq, hash);
            }
        }
        let (seq, hash) = audit.access_head().await?.unwrap_or((0, START.to_vec()));
        if seq != last || hash != before {
            self.found(What::Access, BodyId(0), last, None);
        }
        Ok(())
    }
}
