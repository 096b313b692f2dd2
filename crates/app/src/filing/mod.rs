//! The files of Appendix 1 for a body and a year: what lies in each, in which volume, how many sheets (clause 15.9).
//!
//! Nothing is written twice: a line of a file is a registered paper that names it, an entry of a register that the file holds by the
//! nomenclature or, of the body's own, by its volumes, a document of a kind that it holds, or a return received from below, each by its day in
//! that year. A volume that was closed keeps the inventory of that day.

mod frozen;
mod item;
mod journals;
mod lines;
pub mod office;
pub mod year;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use qorgau_domain::entry::Number;
use qorgau_domain::{BodyId, EntryId, Lang, Tree};
use qorgau_l10n::L10n;
use qorgau_rulebook::filing::{self, FileKey, Volume};
use qorgau_rulebook::may::{Act, Subject};
use qorgau_store::{Scope, Stored};

pub(crate) use frozen::Shelves;
pub use frozen::{Difference, Frozen};
pub use item::Item;
pub use lines::{Line, Of};
pub use office::{Print, Printed, Style};

use crate::accounts::Who;
use crate::{App, AppError};

/// What lines of papers that came in are: their kind as `holds` would write it.
pub const INCOMING_LINE: &str = "register:incoming_paper";
/// What lines of papers that left are.
pub const OUTGOING_LINE: &str = "register:outgoing_paper";

/// A volume with its entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The entry of the register of volumes.
    pub id: EntryId,
    /// What it says.
    pub volume: Volume,
    /// What lay in it when it was closed; `None` while it is open, and where it was closed before inventories were kept.
    pub frozen: Option<Frozen>,
}

/// Which files are read, and how far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth<'a> {
    /// All, each line in words.
    Whole,
    /// All, to be counted: lines have no words.
    Counted,
    /// One, by its word in addresses: nothing is found in the others.
    One(&'a str),
}

/// A file of a year.
#[derive(Debug, Clone, PartialEq)]
pub struct YearFile {
    /// Which file.
    pub key: FileKey,
    /// Its index as printed.
    pub index: String,
    /// Its name in the language asked for.
    pub name: String,
    /// The clause that orders it; none orders one of the body's own.
    pub clause: Option<String>,
    /// Its volumes in order.
    pub volumes: Vec<Kept>,
    /// What lies in it as the facts stand, by day.
    pub lines: Vec<Line>,
    /// The registers that it holds and that the reader may not read: their entries are not among the lines.
    pub unread: Vec<String>,
}

impl YearFile {
    /// What lies in a volume: as its inventory says where it was closed with one, else as the facts stand. Everything without a volume.
    #[must_use]
    pub fn lines_of(&self, volume: Option<EntryId>) -> Vec<&Line> {
        let kept = self.volumes.iter().find(|kept| Some(kept.id) == volume);
        match kept.and_then(|kept| kept.frozen.as_ref()) {
            Some(frozen) => frozen.lines.iter().collect(),
            None => self.standing(volume),
        }
    }

    /// What lies in a volume as the facts stand; everything without one.
    #[must_use]
    pub fn standing(&self, volume: Option<EntryId>) -> Vec<&Line> {
        let lines = self.lines.iter();
        lines.filter(|line| volume.is_none() || line.volume == volume).collect()
    }

    /// How the facts came out otherwise since a volume was closed with an inventory; nothing for any other volume.
    #[must_use]
    pub fn differences<'a>(&'a self, kept: &'a Kept, lang: Lang) -> Vec<Difference<'a>> {
        let frozen = kept.frozen.as_ref();
        frozen.map_or_else(Vec::new, |frozen| frozen::differences(&frozen.lines, &self.standing(Some(kept.id)), lang))
    }

    /// What lies in no volume although there are volumes: papers of days before or after them.
    #[must_use]
    pub fn loose(&self) -> usize {
        if self.volumes.is_empty() {
            return 0;
        }
        self.lines.iter().filter(|line| line.volume.is_none()).count()
    }
}

/// How many sheets lines have together, and whether that is exact.
#[must_use]
pub fn sheets<'a>(lines: impl IntoIterator<Item = &'a Line>) -> (i64, bool) {
    lines.into_iter().fold((0, true), |(sum, exact), line| (sum + line.sheets, exact && line.exact))
}

/// How a file is called in addresses: `2`, `own:№ 6-ІС`.
#[must_use]
pub fn word(key: &FileKey) -> String {
    match key {
        FileKey::Named(code) => code.clone(),
        FileKey::Own(index) => format!("own:{index}"),
    }
}

/// How many sheets, in words of a language: what was not counted is said to be at least so many.
#[must_use]
pub fn sheets_in_words(l: &L10n, (sheets, exact): (i64, bool)) -> String {
    let number = l.number(sheets, 0);
    if exact { number } else { l.filing_at_least(&number) }
}

/// The first and the last day of a year; `None` for a year that no calendar has.
#[must_use]
pub fn days_of(year: i64) -> Option<(Date, Date)> {
    let year = i16::try_from(year).ok().filter(|year| (1900..=9999).contains(year))?;
    Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
}

impl App {
    /// Every volume of a body that stands, in the order of files, years and numbers.
    ///
    /// # Errors
    /// `Absent` where they are not somebody's to read; when the database cannot be read.
    pub async fn volumes(&self, who: &Who, tree: &Tree, body: BodyId) -> Result<Vec<Kept>, AppError> {
        if !who.may(self, tree, Act::Read, Subject::Register(filing::REGISTER), body) {
            return Err(AppError::Absent);
        }
        self.kept_of(body).await
    }

    /// The files of a body and a year with all that lies in them: those of the nomenclature, then the body's own by their index.
    ///
    /// # Errors
    /// `Absent` where the volumes are not somebody's to read, or no calendar has the year; when the database cannot be read.
    pub async fn files(&self, who: &Who, tree: &Tree, body: BodyId, year: i64, lang: Lang) -> Result<Vec<YearFile>, AppError> {
        let volumes = self.volumes(who, tree, body).await?;
        self.files_among((who, tree), volumes, (body, year), (Depth::Whole, lang)).await
    }

    /// The same among the volumes of the body, which were read already, and not further than asked.
    ///
    /// # Errors
    /// `Absent` where no calendar has the year; when the database cannot be read.
    pub async fn files_among(
        &self,
        (who, tree): (&Who, &Tree),
        all: Vec<Kept>,
        (body, year): (BodyId, i64),
        (depth, lang): (Depth<'_>, Lang),
    ) -> Result<Vec<YearFile>, AppError> {
        let days = days_of(year).ok_or(AppError::Absent)?;
        let reading = lines::Reading {
            app: self,
            who: Some(who),
            tree,
            body,
            days,
            langs: &[lang],
            depth,
        };
        let mut lines = reading.lines(&all).await?;
        let mut volumes: BTreeMap<FileKey, Vec<Kept>> = BTreeMap::new();
        for kept in all.into_iter().filter(|kept| kept.volume.year == year) {
            volumes.entry(kept.volume.file.clone()).or_default().push(kept);
        }
        let named = self.rulebook.nomenclature.iter().map(|file| FileKey::Named(file.code.clone()));
        let own: BTreeSet<FileKey> = volumes
            .keys()
            .chain(lines.keys())
            .filter(|key| matches!(key, FileKey::Own(_)))
            .cloned()
            .collect();
        let keys: Vec<FileKey> = named.chain(own).collect();
        let file = |key: FileKey| {
            let volumes = volumes.remove(&key).unwrap_or_default();
            let lines = lines.remove(&key).unwrap_or_default();
            self.year_file(&reading, key, volumes, lines)
        };
        Ok(keys.into_iter().map(file).collect())
    }

    fn year_file(&self, reading: &lines::Reading<'_>, key: FileKey, mut volumes: Vec<Kept>, mut lines: Vec<Line>) -> YearFile {
        for line in &mut lines {
            line.volume = within(&volumes, line);
        }
        for (frozen, id) in volumes.iter_mut().filter_map(|kept| Some((kept.frozen.as_mut()?, kept.id))) {
            frozen.lines.retain(|line| reading.sees(line));
            for line in &mut frozen.lines {
                line.volume = Some(id);
                if reading.depth != Depth::Counted {
                    reading.word(line);
                }
            }
        }
        let known = match &key {
            FileKey::Named(code) => self.rulebook.nomenclature.iter().find(|file| file.code == *code),
            FileKey::Own(_) => None,
        };
        let index = match (&key, known) {
            (_, Some(file)) => file.index.clone(),
            (FileKey::Own(index) | FileKey::Named(index), None) => index.clone(),
        };
        let title = || volumes.iter().find_map(|kept| kept.volume.title.clone()).unwrap_or_default();
        YearFile {
            name: known.map_or_else(title, |file| file.name.get(reading.lang()).to_owned()),
            clause: known.map(|file| file.clause.clone()),
            unread: reading.unread(known, &volumes),
            index,
            key,
            volumes,
            lines,
        }
    }

    /// The next number of a register in the book of a body this year.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn next_number(&self, register: &str, body: BodyId) -> Result<String, AppError> {
        let year = i64::from(self.today().year());
        let number = self.store.last_number(register, body, year).await? + 1;
        Ok(Number { year, number }.to_string())
    }

    async fn of_body(&self, body: BodyId, register: &str, days: (i64, i64)) -> Result<Vec<Stored>, AppError> {
        Ok(self.store.entries(&Scope::of(body, [body].into()), register, days.0, days.1).await?)
    }
}

/// By files, years and numbers.
fn in_order(volumes: &mut [Kept]) {
    let key = |kept: &Kept| (kept.volume.file.clone(), kept.volume.year, kept.volume.number, kept.volume.opened, kept.id);
    volumes.sort_by_cached_key(key);
}

/// The volume that a line lies in: the one it names, where that is of this file and year; else the first whose days hold its day. The
/// first volume takes what came before it was opened.
fn within(volumes: &[Kept], line: &Line) -> Option<EntryId> {
    if let Some(named) = volumes.iter().find(|kept| Some(kept.id) == line.named) {
        return Some(named.id);
    }
    let holds = |(no, kept): &(usize, &Kept)| {
        let begun = *no == 0 || kept.volume.opened <= line.day;
        begun && kept.volume.closed.is_none_or(|closed| line.day <= closed)
    };
    volumes.iter().enumerate().find(holds).map(|(_, kept)| kept.id)
}
