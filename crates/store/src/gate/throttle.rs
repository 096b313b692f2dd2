//! How often somebody failed lately, kept where all servers of an installation see it.

use super::Gate;
use crate::StoreError;
use crate::db::{Rows, execute, fetch_rows};

/// How somebody who knocks has fared lately. Moments are microseconds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Knocked {
    /// Who: an account, an address, or one from the other.
    pub name: String,
    /// Failures in a row.
    pub failures: i64,
    /// The last of them.
    pub last_at: i64,
    /// When the next try is heard.
    pub until_at: i64,
}

impl Gate {
    /// How these have fared, locked until the transaction ends, by name. Who never knocked has not failed.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn knocked(&mut self, names: &[String]) -> Result<Vec<Knocked>, StoreError> {
        let (mut first, mut asked) = (Rows::default(), Rows::default());
        for name in names {
            first.push([name.as_str().into()]);
            asked.push([name.as_str().into()]);
        }
        let tx = &mut self.tx;
        first.insert(tx, include_str!("../sql/gate/open_throttle.sql")).await?;
        let rows = fetch_rows!(tx, (String, i64, i64, i64), include_str!("../sql/gate/lock_throttle.sql"), asked);
        let knocked = |(name, failures, last_at, until_at)| Knocked {
            name,
            failures,
            last_at,
            until_at,
        };
        Ok(rows.into_iter().map(knocked).collect())
    }

    /// Keeps how somebody has fared.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn set_knocked(&mut self, knocked: &Knocked) -> Result<(), StoreError> {
        let Knocked {
            name,
            failures,
            last_at,
            until_at,
        } = knocked;
        let sql = include_str!("../sql/gate/set_throttle.sql");
        Ok(execute!(&mut self.tx, sql, name.as_str(), *failures, *last_at, *until_at)?)
    }

    /// Forgets who failed and got in.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_knocked(&mut self, name: &str) -> Result<(), StoreError> {
        Ok(execute!(&mut self.tx, include_str!("../sql/gate/drop_throttle.sql"), name)?)
    }

    /// Forgets all who last failed before a moment and need not wait beyond it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_old_knocked(&mut self, before: i64) -> Result<(), StoreError> {
        Ok(execute!(&mut self.tx, include_str!("../sql/gate/drop_old_throttles.sql"), before)?)
    }
}
