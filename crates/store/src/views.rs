//! Views of lists that people keep under a name, each seen by its account alone: a convenience, in no chain.

use uuid::Uuid;

use crate::StoreError;
use crate::db::{Rows, Tx, execute, fetch_all, fetch_optional, fetch_rows};
use crate::store::Store;

/// A kept view of a register's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Its identity.
    pub id: Uuid,
    /// What it is called, once for an account and a register.
    pub name: String,
    /// The address of the list without its place: filters, columns, order.
    pub query: String,
    /// Whether the list opens with it.
    pub opens: bool,
}

/// What became of keeping a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It is kept, under this identity.
    As(Uuid),
    /// Another of the same account and register bears the name.
    NameTaken,
    /// The account keeps as many as it may.
    TooMany,
    /// It is not there, or another's, which look the same.
    Absent,
}

type ViewRow = (Uuid, String, String, i64);

fn view((id, name, query, opens): ViewRow) -> View {
    View {
        id,
        name,
        query,
        opens: opens == 1,
    }
}

/// Holds the account's views until the transaction ends.
async fn hold(tx: &mut Tx, account: Uuid) -> Result<(), StoreError> {
    let mut asked = Rows::default();
    asked.push([account.into()]);
    fetch_rows!(tx, (Uuid,), include_str!("sql/views/lock.sql"), asked);
    Ok(())
}

async fn named(tx: &mut Tx, account: Uuid, register: &str, name: &str) -> Result<Option<Uuid>, StoreError> {
    let found = fetch_optional!(tx, (Uuid,), include_str!("sql/views/named.sql"), account, register, name)?;
    Ok(found.map(|(id,)| id))
}

impl Store {
    /// The views that an account keeps of a register, the first kept first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn views(&self, account: Uuid, register: &str) -> Result<Vec<View>, StoreError> {
        let mut tx = self.once().await?;
        let rows = fetch_all!(&mut tx, ViewRow, include_str!("sql/views/of_account.sql"), account, register)?;
        Ok(rows.into_iter().map(view).collect())
    }

    /// Keeps a view, at most `most` an account; with `replace` in the place of the one that bears its name.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_view(&self, account: Uuid, register: &str, new: &View, replace: bool, most: i64, now: i64) -> Result<Kept, StoreError> {
        let mut tx = self.write().await?;
        hold(&mut tx, account).await?;
        let known = named(&mut tx, account, register, &new.name).await?;
        if known.is_some() && !replace {
            return Ok(Kept::NameTaken);
        }
        let kept = fetch_optional!(&mut tx, (i64,), include_str!("sql/views/count.sql"), account)?;
        if known.is_none() && kept.is_some_and(|(kept,)| kept >= most) {
            return Ok(Kept::TooMany);
        }
        let opens = i64::from(new.opens);
        if new.opens {
            execute!(&mut tx, include_str!("sql/views/open_none.sql"), account, register)?;
        }
        let query = new.query.as_str();
        if let Some(id) = known {
            execute!(&mut tx, include_str!("sql/views/replace.sql"), id, account, query, opens)?;
        } else {
            let sql = include_str!("sql/views/keep.sql");
            execute!(&mut tx, sql, new.id, account, register, new.name.as_str(), query, opens, now)?;
        }
        tx.commit().await?;
        Ok(Kept::As(known.unwrap_or(new.id)))
    }

    /// Calls a view otherwise, and says whether the list opens with it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn rename_view(&self, account: Uuid, register: &str, id: Uuid, name: &str, opens: bool) -> Result<Kept, StoreError> {
        let mut tx = self.write().await?;
        hold(&mut tx, account).await?;
        if named(&mut tx, account, register, name).await?.is_some_and(|other| other != id) {
            return Ok(Kept::NameTaken);
        }
        if opens {
            execute!(&mut tx, include_str!("sql/views/open_none.sql"), account, register)?;
        }
        let sql = include_str!("sql/views/rename.sql");
        let renamed = fetch_optional!(&mut tx, (Uuid,), sql, id, account, register, name, i64::from(opens))?;
        if renamed.is_none() {
            // What was said of other views is taken back with the transaction.
            return Ok(Kept::Absent);
        }
        tx.commit().await?;
        Ok(Kept::As(id))
    }

    /// Forgets a view; `false` where it is not there, or another's.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn drop_view(&self, account: Uuid, register: &str, id: Uuid) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        let dropped = fetch_optional!(&mut tx, (Uuid,), include_str!("sql/views/drop.sql"), id, account, register)?.is_some();
        tx.commit().await?;
        Ok(dropped)
    }
}
