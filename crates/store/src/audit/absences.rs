//! Absences and what is expressly given, for whoever checks them.

use qorgau_domain::BodyId;

use super::Audit;
use crate::StoreError;
use crate::db::fetch_all;
use crate::gate::{Absence, AbsenceRow, Given, GivenRow, absence, given};

impl Audit {
    /// The absences that stand in a body's chain.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn absence_rows(&mut self, body: BodyId) -> Result<Vec<Absence>, StoreError> {
        let rows = fetch_all!(&mut self.tx, AbsenceRow, include_str!("../sql/audit/absences.sql"), body.0)?;
        Ok(rows.into_iter().map(absence).collect())
    }

    /// What was given of a body.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn given_rows(&mut self, body: BodyId) -> Result<Vec<Given>, StoreError> {
        let rows = fetch_all!(&mut self.tx, GivenRow, include_str!("../sql/audit/given.sql"), body.0)?;
        Ok(rows.into_iter().map(given).collect())
    }
}
