//! An open store.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use uuid::Uuid;

use crate::StoreError;
use crate::db::{Db, Tx};
use crate::write::{self, Draft, Mode, Outcome, Queue};
use crate::{schema, settings};

/// Where a store lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// A folder with a SQLite database in it.
    Folder(PathBuf),
    /// A SQLite file.
    File(PathBuf),
    /// A PostgreSQL database.
    Postgres(String),
}

impl Location {
    /// Reads `postgres://..`, `sqlite:FILE`, or a folder.
    ///
    /// # Errors
    /// When it is none of these.
    pub fn parse(text: &str) -> Result<Self, StoreError> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Location::Postgres(text.to_owned()));
        }
        if let Some(file) = text.strip_prefix("sqlite:") {
            return Ok(Location::File(PathBuf::from(file.trim_start_matches("//"))));
        }
        if text.is_empty() || text.contains("://") {
            return Err(StoreError::Location(text.to_owned()));
        }
        Ok(Location::Folder(PathBuf::from(text)))
    }

    /// The SQLite file, making its folder.
    fn file(&self) -> Result<Option<PathBuf>, StoreError> {
        match self {
            Location::Folder(folder) => {
                make_folder(folder)?;
                Ok(Some(folder.join("qorgau.db")))
            }
            Location::File(file) => has_folder(file).map(|()| Some(file.clone())),
            Location::Postgres(_) => Ok(None),
        }
    }
}

/// The engine would not say which folder is missing, nor that a folder is no file.
fn has_folder(file: &Path) -> Result<(), StoreError> {
    let refuse = |path: &Path, kind: ErrorKind| StoreError::File {
        path: path.display().to_string(),
        source: kind.into(),
    };
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder {
        _ if file.is_dir() => Err(refuse(file, ErrorKind::IsADirectory)),
        Some(folder) if !folder.exists() => Err(refuse(folder, ErrorKind::NotFound)),
        Some(folder) if !folder.is_dir() => Err(refuse(folder, ErrorKind::NotADirectory)),
        _ => Ok(()),
    }
}

fn make_folder(folder: &Path) -> Result<(), StoreError> {
    let refuse = |source| StoreError::File {
        path: folder.display().to_string(),
        source,
    };
    if folder.is_file() {
        return Err(refuse(ErrorKind::NotADirectory.into()));
    }
    std::fs::create_dir_all(folder).map_err(refuse)
}

/// An open store.
#[derive(Clone)]
pub struct Store {
    db: Db,
    home: Uuid,
    queue: Option<Queue>,
}

impl Store {
    /// Opens a store, making its tables where they are missing. `fresh` names a new installation.
    ///
    /// # Errors
    /// When the database cannot be opened, or a later program made it.
    pub async fn open(location: &Location, fresh: Uuid) -> Result<Self, StoreError> {
        let db = match (location, location.file()?) {
            (_, Some(file)) => Db::sqlite(&file).await?,
            (Location::Postgres(url), None) => Db::postgres(url).await?,
            _ => return Err(StoreError::Location(format!("{location:?}"))),
        };
        schema::prepare(&db, fresh).await?;
        let mut tx = db.read().await?;
        let id = settings::get(&mut tx, settings::INSTALLATION).await?.unwrap_or_default();
        let home = id.parse().map_err(|_| StoreError::Damaged(format!("the installation is called `{id}`")))?;
        let queue = matches!(db, Db::Sqlite(_)).then(|| Queue::start(db.clone(), home));
        Ok(Store { db, home, queue })
    }

    /// This installation.
    #[must_use]
    pub fn home(&self) -> Uuid {
        self.home
    }

    /// Stores acts; what is acknowledged is durable.
    ///
    /// # Errors
    /// When the database fails; then nothing of these acts is stored.
    pub async fn commit(&self, drafts: Vec<Draft>, mode: Mode) -> Result<Vec<Outcome>, StoreError> {
        match (&self.queue, mode) {
            (Some(queue), Mode::Each) => queue.commit(drafts).await,
            _ => self.alone(&drafts, mode).await,
        }
    }

    async fn alone(&self, drafts: &[Draft], mode: Mode) -> Result<Vec<Outcome>, StoreError> {
        let mut tx = self.db.write().await?;
        let outcomes = write::run(&mut tx, self.home, drafts).await?;
        if mode == Mode::Whole && outcomes.iter().any(Result::is_err) {
            tx.rollback().await?;
        } else {
            tx.commit().await?;
        }
        Ok(outcomes)
    }

    /// A snapshot to read from.
    pub(crate) async fn read(&self) -> Result<Tx, StoreError> {
        self.db.read().await
    }

    /// A transaction that writes.
    pub(crate) async fn write(&self) -> Result<Tx, StoreError> {
        self.db.write().await
    }

    /// The hash of the rulebook the database works by; `None` in a new one.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn rulebook(&self) -> Result<Option<String>, StoreError> {
        let mut tx = self.read().await?;
        settings::get(&mut tx, settings::RULEBOOK).await
    }

    /// Gives a new database its rulebook.
    ///
    /// # Errors
    /// When it works by another one already.
    pub async fn adopt(&self, rulebook: &str) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        match settings::get(&mut tx, settings::RULEBOOK).await? {
            Some(known) if known != rulebook => Err(StoreError::OtherRulebook),
            Some(_) => Ok(()),
            None => {
                settings::set(&mut tx, settings::RULEBOOK, rulebook).await?;
                tx.commit().await
            }
        }
    }

    /// Closes it; what was acknowledged is on disk already.
    pub async fn close(self) {
        drop(self.queue);
        self.db.close().await;
    }
}
