//! An open store.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use qorgau_domain::Tree;
use uuid::Uuid;

use crate::StoreError;
use crate::counts::KeptSince;
use crate::db::{Db, Hold, Tx};
use crate::remembered::Remembered;
use crate::write::{self, Draft, Effect, Mode, Outcome, Queue, Terms};
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

    /// What keeps the data. A file where a folder is needed, or the other way round, is refused here, since the engine would not say so.
    fn engine(&self) -> Result<Engine<'_>, StoreError> {
        Ok(match self {
            Location::Folder(folder) if folder.is_file() => return Err(refuse(folder, ErrorKind::NotADirectory)),
            Location::Folder(folder) => Engine::Sqlite(folder.join("qorgau.db")),
            Location::File(file) if file.is_dir() => return Err(refuse(file, ErrorKind::IsADirectory)),
            Location::File(file) => Engine::Sqlite(file.clone()),
            Location::Postgres(url) => Engine::Postgres(url),
        })
    }
}

/// What keeps the data: a file, or a server at a URL.
enum Engine<'a> {
    Sqlite(PathBuf),
    Postgres(&'a str),
}

impl std::fmt::Display for Location {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Location::Folder(path) | Location::File(path) => write!(f, "{}", path.display()),
            // The part before the @ may hold a password.
            Location::Postgres(url) => write!(f, "postgres://{}", url.rsplit_once('@').or(url.split_once("://")).map_or("", |(_, rest)| rest)),
        }
    }
}

fn refuse(path: &Path, kind: ErrorKind) -> StoreError {
    StoreError::File {
        path: path.display().to_string(),
        source: kind.into(),
    }
}

/// A file is made only in a folder that is there: a name mistyped should not make folders.
fn has_folder(file: &Path) -> Result<(), StoreError> {
    match file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) if !folder.exists() => Err(refuse(folder, ErrorKind::NotFound)),
        Some(folder) if !folder.is_dir() => Err(refuse(folder, ErrorKind::NotADirectory)),
        _ => Ok(()),
    }
}

fn make_folder(folder: &Path) -> Result<(), StoreError> {
    std::fs::create_dir_all(folder).map_err(|source| StoreError::File {
        path: folder.display().to_string(),
        source,
    })
}

/// An open store.
#[derive(Clone)]
pub struct Store {
    db: Db,
    terms: Terms,
    queue: Option<Queue>,
    tree: Remembered<Option<String>, Tree>,
    kept: Remembered<(i64, i64), KeptSince>,
}

impl Store {
    /// Opens a store, making its tables where they are missing. `fresh` names a new installation.
    ///
    /// # Errors
    /// When the database cannot be opened, or a later program made it.
    pub async fn open(location: &Location, fresh: Uuid) -> Result<Self, StoreError> {
        let engine = location.engine()?;
        match location {
            Location::Folder(folder) => make_folder(folder)?,
            Location::File(file) => has_folder(file)?,
            Location::Postgres(_) => {}
        }
        let db = match engine {
            Engine::Sqlite(file) => Db::sqlite(&file).await?,
            Engine::Postgres(url) => Db::postgres(url).await?,
        };
        schema::prepare(&db, fresh).await?;
        let home = installation(&db).await?;
        Ok(Self::at_work(db, Terms { home, rulebook: None }))
    }

    /// Whether a database of any version is there.
    ///
    /// # Errors
    /// When something is there that cannot be read as a database.
    pub async fn is_there(location: &Location) -> Result<bool, StoreError> {
        let db = match location.engine()? {
            Engine::Sqlite(file) if file.is_file() => Db::sqlite_to_read(&file).await?,
            Engine::Sqlite(_) => return Ok(false),
            Engine::Postgres(url) => Db::postgres(url).await?,
        };
        let there = schema::version(&mut db.read().await?).await? > 0;
        db.close().await;
        Ok(there)
    }

    /// Opens what is there, only to read from it: a backup, or the source of a copy.
    ///
    /// # Errors
    /// When no database of this program's version is there.
    pub async fn open_to_read(location: &Location) -> Result<Self, StoreError> {
        let nothing = || StoreError::NoDatabase(location.to_string());
        let db = match location.engine()? {
            Engine::Sqlite(file) if file.is_file() => Db::sqlite_to_read(&file).await?,
            Engine::Sqlite(_) => return Err(nothing()),
            Engine::Postgres(url) => Db::postgres(url).await?,
        };
        let mut tx = db.read().await?;
        match (schema::version(&mut tx).await?, schema::known()) {
            (0, _) => return Err(nothing()),
            (found, known) if found > known => return Err(StoreError::NewerSchema { found, known }),
            (found, known) if found < known => return Err(StoreError::OlderSchema { found, known }),
            _ => drop(tx),
        }
        let home = installation(&db).await?;
        let terms = Terms { home, rulebook: None };
        Ok(Store {
            db,
            terms,
            queue: None,
            tree: Remembered::default(),
            kept: Remembered::default(),
        })
    }

    fn at_work(db: Db, terms: Terms) -> Self {
        let queue = matches!(db, Db::Sqlite(_)).then(|| Queue::start(db.clone(), terms.clone()));
        Store {
            db,
            terms,
            queue,
            tree: Remembered::default(),
            kept: Remembered::default(),
        }
    }

    /// This installation.
    #[must_use]
    pub fn home(&self) -> Uuid {
        self.terms.home
    }

    pub(crate) fn terms(&self) -> &Terms {
        &self.terms
    }

    /// Stores acts; what is acknowledged is durable. A rehearsal says what would become of them.
    ///
    /// # Errors
    /// When the database fails; then nothing of these acts is stored.
    pub async fn commit(&self, drafts: Vec<Draft>, mode: Mode) -> Result<Vec<Outcome>, StoreError> {
        match (&self.queue, mode) {
            (Some(queue), Mode::Each) => queue.commit(drafts).await,
            _ => self.alone(&drafts, mode).await,
        }
    }

    /// How often this process has committed acts that waited together; `None` where each call commits its own.
    #[must_use]
    pub fn shared_commits(&self) -> Option<u64> {
        self.queue.as_ref().map(Queue::commits)
    }

    async fn alone(&self, drafts: &[Draft], mode: Mode) -> Result<Vec<Outcome>, StoreError> {
        let mut tx = self.db.write().await?;
        let outcomes = write::run(&mut tx, &self.terms, drafts).await?;
        let undone = match mode {
            Mode::Each => false,
            Mode::Whole => outcomes.iter().any(Result::is_err),
            Mode::Rehearsal => true,
        };
        if undone {
            tx.rollback().await?;
        } else {
            tx.commit().await?;
            if drafts.iter().any(|draft| matches!(draft, Draft::Record(_, Effect::Erase))) {
                self.db.forget().await?;
            }
        }
        Ok(outcomes)
    }

    /// The tree that was read last, and after how many changes.
    pub(crate) fn known_tree(&self) -> &Remembered<Option<String>, Tree> {
        &self.tree
    }

    /// Who was known to keep registers, and what told of its state then.
    pub(crate) fn known_kept(&self) -> &Remembered<(i64, i64), KeptSince> {
        &self.kept
    }

    /// A snapshot to read from.
    pub(crate) async fn read(&self) -> Result<Tx, StoreError> {
        self.db.read().await
    }

    /// For one statement that reads.
    pub(crate) async fn once(&self) -> Result<Tx, StoreError> {
        self.db.once().await
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
        let mut tx = self.once().await?;
        settings::get(&mut tx, settings::RULEBOOK).await
    }

    /// Works by a rulebook from now on, giving a new database its first. Entries are refused as soon as the database changes over to another.
    ///
    /// # Errors
    /// When the database works by another one already.
    pub async fn adopt(self, rulebook: &str) -> Result<Self, StoreError> {
        let known = self.rulebook().await?;
        if known.as_deref().is_some_and(|known| known != rulebook) {
            return Err(StoreError::OtherRulebook);
        }
        if known.is_none() {
            let mut tx = self.write().await?;
            tx.hold(Hold::Alone).await?;
            match settings::get(&mut tx, settings::RULEBOOK).await? {
                Some(known) if known != rulebook => return Err(StoreError::OtherRulebook),
                Some(_) => {}
                None => settings::set(&mut tx, settings::RULEBOOK, rulebook).await?,
            }
            tx.commit().await?;
        }
        let terms = Terms {
            rulebook: Some(rulebook.into()),
            ..self.terms
        };
        Ok(Self::at_work(self.db, terms))
    }

    /// Remembers that the country in it is made up, so that pages may say who can sign in.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn mark_example(&self) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        settings::set(&mut tx, settings::EXAMPLE, "made up").await?;
        tx.commit().await
    }

    /// Whether the country in it is made up.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn is_example(&self) -> Result<bool, StoreError> {
        let mut tx = self.once().await?;
        Ok(settings::get(&mut tx, settings::EXAMPLE).await?.is_some())
    }

    /// Closes it; what was acknowledged is on disk already.
    pub async fn close(self) {
        drop(self.queue);
        self.db.close().await;
    }
}

async fn installation(db: &Db) -> Result<Uuid, StoreError> {
    let mut tx = db.read().await?;
    let id = settings::get(&mut tx, settings::INSTALLATION).await?.unwrap_or_default();
    id.parse().map_err(|_| StoreError::Damaged(format!("the installation is called `{id}`")))
}
