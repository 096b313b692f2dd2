//! Views of lists that somebody keeps: a name for a query. A view opens nothing: whoever follows it reads what he may read.

use qorgau_store::{Kept, View};
use uuid::Uuid;

use crate::accounts::Who;
use crate::{App, AppError};

/// The most views that an account keeps, of all registers together.
pub const MOST_VIEWS: i64 = 50;

/// The longest name of a view, in letters.
pub const LONGEST_NAME: usize = 60;

/// The longest query of a view, in bytes.
const LONGEST_QUERY: usize = 4_000;

/// What is asked to be kept.
#[derive(Debug, Clone, Copy)]
pub struct NewView<'a> {
    /// The register.
    pub register: &'a str,
    /// The name as typed.
    pub name: &'a str,
    /// The query of the list.
    pub query: &'a str,
    /// Whether the list is to open with it.
    pub opens: bool,
    /// Whether it may stand in the place of the one that bears the name.
    pub replace: bool,
}

/// Why a view is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ViewFault {
    /// It has no name.
    NoName,
    /// Its name is longer than [`LONGEST_NAME`].
    LongName,
    /// So much was chosen that it does not fit.
    LongQuery,
    /// Another of the register bears the name.
    NameTaken,
    /// The account keeps [`MOST_VIEWS`] already.
    TooMany,
}

/// A name with single blanks, if it is one.
fn sound(name: &str) -> Result<String, ViewFault> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        0 => Err(ViewFault::NoName),
        letters if letters > LONGEST_NAME => Err(ViewFault::LongName),
        _ => Ok(name),
    }
}

impl App {
    /// The views that somebody keeps of a register.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn views(&self, who: &Who, register: &str) -> Result<Vec<View>, AppError> {
        Ok(self.store.views(who.account, register).await?)
    }

    /// A view of somebody's own.
    ///
    /// # Errors
    /// When he keeps none such of the register, or the database cannot be read.
    pub async fn view(&self, who: &Who, register: &str, id: Uuid) -> Result<View, AppError> {
        let views = self.views(who, register).await?;
        views.into_iter().find(|view| view.id == id).ok_or(AppError::Absent)
    }

    /// Keeps a view; its identity comes back.
    ///
    /// # Errors
    /// When it cannot be kept so, or the database refuses.
    pub async fn keep_view(&self, who: &Who, new: NewView<'_>) -> Result<Uuid, AppError> {
        let name = sound(new.name)?;
        if new.query.len() > LONGEST_QUERY {
            return Err(ViewFault::LongQuery.into());
        }
        let view = View {
            id: self.new_id(),
            name,
            query: new.query.to_owned(),
            opens: new.opens,
        };
        let now = self.now().as_microsecond();
        kept(self.store.keep_view(who.account, new.register, &view, new.replace, MOST_VIEWS, now).await?)
    }

    /// Calls a view otherwise, and says whether the list opens with it.
    ///
    /// # Errors
    /// When he keeps none such, the name cannot be, or the database refuses.
    pub async fn rename_view(&self, who: &Who, register: &str, id: Uuid, (name, opens): (&str, bool)) -> Result<(), AppError> {
        let name = sound(name)?;
        kept(self.store.rename_view(who.account, register, id, &name, opens).await?)?;
        Ok(())
    }

    /// Forgets a view.
    ///
    /// # Errors
    /// When he keeps none such, or the database refuses.
    pub async fn drop_view(&self, who: &Who, register: &str, id: Uuid) -> Result<(), AppError> {
        let dropped = self.store.drop_view(who.account, register, id).await?;
        if dropped { Ok(()) } else { Err(AppError::Absent) }
    }
}

fn kept(kept: Kept) -> Result<Uuid, AppError> {
    match kept {
        Kept::As(id) => Ok(id),
        Kept::NameTaken => Err(ViewFault::NameTaken.into()),
        Kept::TooMany => Err(ViewFault::TooMany.into()),
        Kept::Absent => Err(AppError::Absent),
    }
}
