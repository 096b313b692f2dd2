//! The bytes of papers against the hashes they stand under, read piece by piece.

use qorgau_domain::BodyId;
use qorgau_domain::paper::Digest;
use qorgau_store::{Audit, Blobs};

use super::{Report, What};
use crate::AppError;

impl Report {
    /// All bytes must be those of their hash and held by an entry, and whatever an entry holds must be there.
    pub(super) async fn papers(&mut self, audit: &mut Audit) -> Result<(), AppError> {
        let mut after = Vec::new();
        loop {
            let page = audit.blobs(&after).await?;
            let Some(last) = page.last() else { break };
            after.clone_from(&last.hash);
            for blob in page {
                let sound = sound(audit, &blob).await?;
                let (body, seq) = blob.held.unwrap_or((BodyId(0), 0));
                if !sound || blob.held.is_none() {
                    self.found(What::Bytes, body, seq, None);
                }
            }
        }
        for (body, seq) in audit.lacking().await? {
            self.found(What::Bytes, body, seq, None);
        }
        Ok(())
    }
}

async fn sound(audit: &mut Audit, blob: &Blobs) -> Result<bool, AppError> {
    let (mut digest, mut length) = (Digest::default(), 0);
    for no in 0..blob.parts {
        let Some(piece) = audit.blob_part(&blob.hash, no).await? else {
            return Ok(false);
        };
        length += i64::try_from(piece.len()).unwrap_or(i64::MAX);
        digest.put(&piece);
    }
    Ok(length == blob.length && digest.finish().as_slice() == blob.hash)
}
