//! Tables that somebody signed in brings, looks at, has checked and stored: the import behind the page.
//!
//! How far a table is stands in the database, so that every server of an installation tells the same.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use qorgau_domain::ledger::of_secret;
use qorgau_domain::{BodyId, Lang, Tree};
use qorgau_l10n::L10n;
use qorgau_rulebook::map::{self, ImportMap};
use qorgau_rulebook::may::Subject;
use qorgau_rulebook::register::Register;
use qorgau_store::{Mapping, NewUpload, RefusedLine, StoreError, Upload, UploadOutcome};
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::plain::lacking;
use super::read::{self, Table};
use super::{Encoding, FileFault, Imported, Refused, Request, Target, decode};
use crate::accounts::Who;
use crate::beside::beside;
use crate::forms::acts::ENTERING;
use crate::{App, AppError, words};

/// How many bytes a table may have.
pub const MOST: usize = 16 * 1024 * 1024;
/// Two tables are read at a time, so that many do not fill the memory together.
static READING: Semaphore = Semaphore::const_new(2);
/// How many tables one may have under way.
const MOST_TABLES: usize = 10;
/// How long a table is kept that nobody is done with: a day, in microseconds.
const KEPT: i64 = 24 * 3600 * 1_000_000;
/// When a work that nobody heard of is given up: five minutes.
const DEAD: i64 = 300 * 1_000_000;
/// How often a work says how far it is.
const BEAT: Duration = Duration::from_secs(1);

/// A table as it comes.
#[derive(Debug, Clone)]
pub struct Brought {
    /// The name of its file.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The register it is for.
    pub register: String,
    /// Whose its facts are; `None`: each of the body in whose territory it lies.
    pub body: Option<BodyId>,
}

/// A table that can be read, and how.
#[derive(Debug, Clone)]
pub struct Reading {
    /// What was brought.
    pub upload: Upload,
    /// Its lines.
    pub table: Table,
    /// The map that reads it.
    pub map: ImportMap,
}

/// What is done with a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// It is looked through; nothing is stored.
    Check,
    /// Its rows become entries.
    Store,
}

/// Where the facts of a table may go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    /// The bodies that may make entries of them.
    bodies: BTreeSet<BodyId>,
    /// The bodies whose books may number them.
    books: BTreeSet<BodyId>,
}

impl Allowed {
    /// Whether a body may make entries of them.
    #[must_use]
    pub fn contains(&self, body: &BodyId) -> bool {
        self.bodies.contains(body)
    }

    /// Whether a body's book may number them.
    #[must_use]
    pub fn reaches(&self, book: BodyId) -> bool {
        self.books.contains(&book)
    }
}

impl App {
    /// The bodies in whose name somebody may enter in a register, by the tree of today.
    #[must_use]
    pub fn may_bring_to(&self, who: &Who, tree: &Tree, register: &str) -> BTreeSet<BodyId> {
        match self.rulebook.register(register) {
            // Where another body's book numbers the entry, the role reaches that body, not the writer's own.
            Some(register) if register.book.is_some() => self.may_enter(who, tree, register).into_iter().collect(),
            _ => self.may_number_in(who, tree, register),
        }
    }

    /// The bodies whose books of a register may number what somebody enters.
    fn may_number_in(&self, who: &Who, tree: &Tree, register: &str) -> BTreeSet<BodyId> {
        let enters = |body: &BodyId| ENTERING.iter().any(|act| who.may(self, tree, *act, Subject::Register(register), *body));
        let bodies = tree.bodies().filter(|body| tree.exists_on(*body, self.today()));
        bodies.filter(enters).collect()
    }

    /// Takes a table from somebody who may write in such a book. The way to read it is guessed: by a shipped map that fits its columns,
    /// by one that he keeps, or by the names of its columns.
    ///
    /// # Errors
    /// When it cannot be read, or he may not.
    pub async fn bring(&self, who: &Who, brought: Brought) -> Result<Uuid, AppError> {
        let register = self.register(&brought.register)?;
        let tree = self.store.tree().await?;
        let allowed = self.may_bring_to(who, &tree, &register.code);
        if allowed.is_empty() || brought.body.is_some_and(|body| !allowed.contains(&body)) {
            return Err(AppError::Absent);
        }
        let made_at = self.now().as_microsecond();
        if self.store.uploads(who.account, made_at).await?.len() >= MOST_TABLES {
            return Err(FileFault::TooMany(MOST_TABLES).into());
        }
        let Brought {
            name,
            bytes,
            register: code,
            body,
        } = brought;
        let Taken {
            bytes,
            encoding,
            delimiter,
            table,
        } = take(name.clone(), bytes).await?;
        let map = self.likely_map(who, register, &table).await?;
        let new = NewUpload {
            id: self.new_id(),
            account: who.account,
            name,
            hash: of_secret(&bytes),
            bytes,
            register: code,
            body,
            encoding: encoding.word().to_owned(),
            delimiter: delimiter.to_string(),
            map: written(&map)?,
            made_at,
            ends_at: made_at + KEPT,
        };
        self.store.put_upload(&new).await?;
        Ok(new.id)
    }

    async fn likely_map(&self, who: &Who, register: &Register, table: &Table) -> Result<ImportMap, AppError> {
        let fits = |map: &ImportMap| map.register == register.code && lacking(map, table).is_empty();
        if let Some(shipped) = self.rulebook.maps.values().find(|map| fits(map)) {
            return Ok(shipped.clone());
        }
        let kept = self.store.mappings(who.account, &register.code).await?;
        let kept = kept.iter().filter_map(|mapping| map::parse(&mapping.map).ok()).find(|map| fits(map));
        Ok(kept.unwrap_or_else(|| self.plain_map(register, table)))
    }

    /// A table of somebody's own.
    ///
    /// # Errors
    /// When he has none such, or its time is over.
    pub async fn upload(&self, who: &Who, id: Uuid) -> Result<Upload, AppError> {
        let found = self.store.upload(who.account, id, self.now().as_microsecond()).await?;
        found.ok_or(AppError::Absent)
    }

    /// The same with its lines and the map that reads it.
    ///
    /// # Errors
    /// When he has none such, or it cannot be read.
    pub async fn reading(&self, who: &Who, id: Uuid) -> Result<Reading, AppError> {
        let upload = self.upload(who, id).await?;
        let bytes = self.store.upload_bytes(id).await?;
        let encoding = Encoding::of_word(&upload.encoding).unwrap_or(Encoding::Utf8);
        let table = table(bytes, encoding, upload.delimiter.chars().next().unwrap_or(',')).await?;
        let map = map::parse(&upload.map).map_err(StoreError::Damaged)?;
        Ok(Reading { upload, table, map })
    }

    /// The maps that fit the columns of a table: shipped ones by their codes, and those that somebody keeps by their names.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn fitting(&self, who: &Who, reading: &Reading) -> Result<(Vec<&ImportMap>, Vec<Mapping>), AppError> {
        let fits = |map: &ImportMap| map.register == reading.upload.register && lacking(map, &reading.table).is_empty();
        let shipped = self.rulebook.maps.values().filter(|map| fits(map)).collect();
        let kept = self.store.mappings(who.account, &reading.upload.register).await?;
        let kept = kept.into_iter().filter(|kept| map::parse(&kept.map).is_ok_and(|map| fits(&map)));
        Ok((shipped, kept.collect()))
    }

    /// Has a table read by a map, written so and with its cells parted so. `false` where it is worked on or stored.
    ///
    /// # Errors
    /// When the map cannot be written or the database refuses.
    pub async fn read_by(&self, who: &Who, id: Uuid, (encoding, delimiter): (Encoding, char), map: &ImportMap) -> Result<bool, AppError> {
        let (map, delimiter) = (written(map)?, delimiter.to_string());
        Ok(self.store.read_upload_by(who.account, id, encoding.word(), &delimiter, &map).await?)
    }

    /// Has a table read as written and parted otherwise; the map is guessed anew where the columns are others.
    ///
    /// # Errors
    /// When it cannot be read so.
    pub async fn read_as(&self, who: &Who, reading: &Reading, (encoding, delimiter): (Encoding, char)) -> Result<bool, AppError> {
        let bytes = self.store.upload_bytes(reading.upload.id).await?;
        let table = table(bytes, encoding, delimiter).await?;
        let map = if table.header == reading.table.header {
            reading.map.clone()
        } else {
            self.likely_map(who, self.register(&reading.upload.register)?, &table).await?
        };
        self.read_by(who, reading.upload.id, (encoding, delimiter), &map).await
    }

    /// Keeps how a table is read, under a name, for the next of its kind.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_mapping(&self, who: &Who, upload: &Upload, name: &str) -> Result<(), AppError> {
        let mapping = Mapping {
            name: name.to_owned(),
            map: upload.map.clone(),
            encoding: upload.encoding.clone(),
            delimiter: upload.delimiter.clone(),
        };
        let now = self.now().as_microsecond();
        Ok(self.store.keep_mapping(who.account, &upload.register, &mapping, now).await?)
    }

    /// Takes a table to work on it; `false` where it is worked on already, or stored.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn claim(&self, who: &Who, id: Uuid, work: Work, whole: bool) -> Result<bool, AppError> {
        let now = self.now().as_microsecond();
        let state = match work {
            Work::Check => "checking",
            Work::Store => "storing",
        };
        Ok(self.store.claim_upload(who.account, id, state, whole, now, now - DEAD).await?)
    }

    /// Whether whoever worked on a table has not been heard of for so long that another may take it up.
    #[must_use]
    pub fn left_behind(&self, upload: &Upload) -> bool {
        let works = matches!(upload.state.as_str(), "checking" | "storing");
        works && upload.seen_at < self.now().as_microsecond() - DEAD
    }

    /// Forgets a table; `false` where it is worked on.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_upload(&self, who: &Who, id: Uuid) -> Result<bool, AppError> {
        Ok(self.store.drop_upload(who.account, id, self.now().as_microsecond() - DEAD).await?)
    }

    /// Works on a table that was claimed, and says what became of it. The rights are asked again, since time may have passed.
    ///
    /// # Errors
    /// When the database fails; then the table says that it failed, as far as that can be written.
    pub async fn work(&self, who: &Who, id: Uuid, work: Work) -> Result<(), AppError> {
        let (done, total) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let mut progress = |now: usize, all: usize| {
            done.store(now, Ordering::Relaxed);
            total.store(all, Ordering::Relaxed);
        };
        let beat = async {
            loop {
                tokio::time::sleep(BEAT).await;
                let (done, total) = (count(done.load(Ordering::Relaxed)), count(total.load(Ordering::Relaxed)));
                // Whoever waits learns it a second later.
                let _ = self.store.upload_progress(id, done, total, self.now().as_microsecond()).await;
            }
        };
        let imported = tokio::select! {
            imported = self.import_upload(who, id, work, &mut progress) => imported,
            never = beat => never,
        };
        let now = self.now().as_microsecond();
        match imported {
            Ok((register, imported)) => {
                let state = if work == Work::Check { "checked" } else { "stored" };
                let refused = self.said(&register, &imported.refused);
                let outcome = outcome(&imported);
                Ok(self.store.finish_upload(id, state, &outcome, &refused, &imported.refused_lines, now).await?)
            }
            Err(error) => {
                let outcome = UploadOutcome {
                    failure: if work == Work::Check { "checking" } else { "storing" }.to_owned(),
                    ..UploadOutcome::default()
                };
                self.store.finish_upload(id, "failed", &outcome, &[], &[], now).await?;
                Err(error)
            }
        }
    }

    async fn import_upload(&self, who: &Who, id: Uuid, work: Work, progress: &mut (dyn FnMut(usize, usize) + Send)) -> Result<(String, Imported), AppError> {
        let Reading { upload, table, map } = self.reading(who, id).await?;
        let tree = self.store.tree().await?;
        let allowed = Allowed {
            bodies: self.may_bring_to(who, &tree, &upload.register),
            books: self.may_number_in(who, &tree, &upload.register),
        };
        let delimiter = if upload.encoding == Encoding::Workbook.word() {
            &map.delimiter
        } else {
            &upload.delimiter
        };
        let map = ImportMap {
            delimiter: delimiter.clone(),
            ..map
        };
        let request = Request {
            table: &table,
            map: &map,
            target: upload.body.map_or(Target::Place, Target::Body),
            dry_run: work == Work::Check,
            whole: upload.whole,
            actor: &who.login,
            allowed: Some(&allowed),
            reader: Some(who),
        };
        let imported = self.import(&request, progress).await?;
        Ok((upload.register, imported))
    }

    /// Refused lines in the words of the three languages.
    fn said(&self, register: &str, refused: &[Refused]) -> Vec<RefusedLine> {
        let register = self.rulebook.register(register);
        let line = |(no, refused): (i64, &Refused)| RefusedLine {
            no,
            line: i64::try_from(refused.line).unwrap_or(i64::MAX),
            field: refused.field.clone(),
            why: [Lang::Kk, Lang::Ru, Lang::En].map(|lang| {
                let named = register.map_or_else(|| refused.field.clone(), |register| super::words::field(register, &refused.field, lang));
                words::reason(self, L10n::get(lang), &named, &refused.reason)
            }),
        };
        (1..).zip(refused).map(line).collect()
    }
}

/// A file whose lines could be read, and how they were.
struct Taken {
    bytes: Vec<u8>,
    encoding: Encoding,
    delimiter: char,
    table: Table,
}

/// Reads a file that somebody brings, as its bytes tell.
async fn take(name: String, bytes: Vec<u8>) -> Result<Taken, FileFault> {
    let taken = beside(&READING, move || {
        let encoding = Encoding::guess(&name, &bytes);
        let delimiter = match encoding {
            Encoding::Workbook => ',',
            text => decode::delimiter(&text.decode(&bytes)?),
        };
        let table = lines(&bytes, encoding, delimiter)?;
        Ok(Taken {
            bytes,
            encoding,
            delimiter,
            table,
        })
    });
    taken.await.unwrap_or_else(|error| Err(FileFault::Unreadable(error.to_string())))
}

/// The lines of a file that was brought.
async fn table(bytes: Vec<u8>, encoding: Encoding, delimiter: char) -> Result<Table, FileFault> {
    let read = beside(&READING, move || lines(&bytes, encoding, delimiter));
    read.await.unwrap_or_else(|error| Err(FileFault::Unreadable(error.to_string())))
}

fn lines(bytes: &[u8], encoding: Encoding, delimiter: char) -> Result<Table, FileFault> {
    match encoding {
        Encoding::Workbook => read::xlsx(bytes),
        text => read::csv(text.decode(bytes)?.as_bytes(), u8::try_from(delimiter).unwrap_or(b',')),
    }
}

fn written(map: &ImportMap) -> Result<String, AppError> {
    Ok(map::write(map).map_err(FileFault::Unreadable)?)
}

fn outcome(imported: &Imported) -> UploadOutcome {
    let lines: BTreeSet<u64> = imported.refused.iter().map(|refused| refused.line).collect();
    let facts = count(imported.accepted + imported.already_there);
    UploadOutcome {
        done: facts,
        total: facts,
        accepted: count(imported.accepted),
        already_there: count(imported.already_there),
        refused: count(lines.len()),
        into_regions: count(imported.into_regions),
        failure: String::new(),
    }
}

fn count(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
