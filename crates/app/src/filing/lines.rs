//! What lies in the files of a body: registered papers, entries of registers, documents.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use qorgau_domain::document::{State, Step};
use qorgau_domain::time::day_number;
use qorgau_domain::value::{Content, Value};
use qorgau_domain::{BodyId, EntryId, Lang, Tree};
use qorgau_l10n::L10n;
use qorgau_rulebook::NomenclatureFile;
use qorgau_rulebook::filing::{self, FileKey};
use qorgau_rulebook::may::{Act, Subject};
use qorgau_rulebook::official::Marked;
use qorgau_store::{Head, Scope, Stored};
use uuid::Uuid;

use super::item::{self, Item};
use super::{Depth, Kept, word};
use crate::accounts::Who;
use crate::{App, AppError};

/// What a line is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
    /// An entry.
    Entry(EntryId),
    /// A document.
    Document(Uuid),
}

/// A line of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is of.
    pub of: Of,
    /// What is known of it, in no language.
    pub item: Item,
    /// Its day.
    pub day: Date,
    /// Its number as printed; empty where it has none.
    pub index: String,
    /// What it is; empty where lines were only to be counted.
    pub title: String,
    /// How many sheets.
    pub sheets: i64,
    /// Whether the sheets were counted when it was registered. Where they were not, an entry or a document counts as one sheet and each
    /// paper attached to it as one more: there may be more of them, never fewer.
    pub exact: bool,
    /// What else is known of it.
    pub note: String,
    /// The volume that it names.
    pub named: Option<EntryId>,
    /// The volume that it lies in.
    pub volume: Option<EntryId>,
}

/// Lines by the file they lie in, each with what orders it among those of one day.
type Sorted = BTreeMap<FileKey, Vec<((Date, String, i64), Line)>>;

/// Whose files are read, by whom.
pub(super) struct Reading<'a> {
    pub(super) app: &'a App,
    /// Who reads; `None`: the system, which writes an inventory and leaves nothing out.
    pub(super) who: Option<&'a Who>,
    pub(super) tree: &'a Tree,
    pub(super) body: BodyId,
    pub(super) days: (Date, Date),
    /// In which languages it is said what lines are about; the first is that of their words.
    pub(super) langs: &'a [Lang],
    pub(super) depth: Depth<'a>,
}

impl Reading<'_> {
    /// Every line of the year that the reader may see, by file and day.
    pub(super) async fn lines(&self, volumes: &[Kept]) -> Result<BTreeMap<FileKey, Vec<Line>>, AppError> {
        let mut sorted = Sorted::new();
        for register in [filing::INCOMING, filing::OUTGOING] {
            for stored in self.entries(register).await? {
                if let Some((file, line)) = self.paper(&stored, volumes).filter(|(file, _)| self.wants(file)) {
                    put(&mut sorted, file, (register, stored.entry.envelope.number.number), line);
                }
            }
        }
        if self.depth == Depth::Counted {
            self.counted(&mut sorted, volumes).await?;
        } else {
            self.held(&mut sorted, volumes).await?;
        }
        self.documents(&mut sorted).await?;
        self.received(&mut sorted).await?;
        let mut lines: BTreeMap<FileKey, Vec<Line>> = BTreeMap::new();
        for (file, mut of_file) in sorted {
            of_file.sort_by(|(a, _), (b, _)| a.cmp(b));
            lines.insert(file, of_file.into_iter().map(|(_, line)| line).collect());
        }
        self.attached(&mut lines).await?;
        if self.depth != Depth::Counted {
            lines.values_mut().flatten().for_each(|line| self.word(line));
        }
        Ok(lines)
    }

    /// In which language lines are worded.
    pub(super) fn lang(&self) -> Lang {
        self.langs.first().copied().unwrap_or_default()
    }

    /// Puts a line in words.
    pub(super) fn word(&self, line: &mut Line) {
        let lang = self.lang();
        (line.title, line.note) = item::words(self.app, self.tree, lang, (&line.item, line.day));
    }

    /// The registers that a file holds, by the nomenclature or by its volumes, and that the reader may not read, by their names.
    pub(super) fn unread(&self, known: Option<&NomenclatureFile>, volumes: &[Kept]) -> Vec<String> {
        let lang = self.lang();
        let named = known.into_iter().flat_map(|file| &file.holds).filter_map(|held| held.strip_prefix("register:"));
        let own: BTreeSet<&str> = volumes.iter().flat_map(|kept| &kept.volume.registers).map(String::as_str).collect();
        let held = [filing::INCOMING, filing::OUTGOING].into_iter().chain(named).chain(own);
        let unread = held.filter(|code| !self.reads(Subject::Register(code)));
        let named = unread.filter_map(|code| self.app.rulebook.register(code));
        named.map(|register| register.name.get(lang).to_owned()).collect()
    }

    /// Whether the reader may see a line: what came from below lies in the file of the body itself.
    pub(super) fn sees(&self, line: &Line) -> bool {
        match line.item.kind.split_once(':') {
            Some(("register", code)) => self.reads(Subject::Register(code)),
            Some((_, code)) => self.reads(Subject::Document(code)),
            None => false,
        }
    }

    fn reads(&self, on: Subject<'_>) -> bool {
        self.who.is_none_or(|who| who.may(self.app, self.tree, Act::Read, on, self.body))
    }

    fn wants(&self, file: &FileKey) -> bool {
        match self.depth {
            Depth::One(wanted) => word(file) == wanted,
            Depth::Whole | Depth::Counted => true,
        }
    }

    /// The files of the nomenclature that are asked for.
    fn wanted(&self) -> impl Iterator<Item = (FileKey, &NomenclatureFile)> {
        let files = self.app.rulebook.nomenclature.iter();
        let keyed = files.map(|file| (FileKey::Named(file.code.clone()), file));
        keyed.filter(move |(key, _)| self.wants(key))
    }

    /// The file asked for that holds something, by how `holds` names it.
    fn holder(&self, held: &str) -> Option<FileKey> {
        self.wanted().find(|(_, file)| file.holds.iter().any(|known| known == held)).map(|(key, _)| key)
    }

    fn span(&self) -> (i64, i64) {
        (day_number(self.days.0), day_number(self.days.1))
    }

    async fn entries(&self, register: &str) -> Result<Vec<Stored>, AppError> {
        if !self.reads(Subject::Register(register)) {
            return Ok(Vec::new());
        }
        self.app.of_body(self.body, register, self.span()).await
    }

    /// A registered paper, and the file it names.
    fn paper(&self, stored: &Stored, volumes: &[Kept]) -> Option<(FileKey, Line)> {
        let fields = &stored.entry.fields;
        let named = match fields.get("volume") {
            Some(Value::Entry(id)) => Some(*id),
            _ => None,
        };
        let file = match text(fields, "file")? {
            filing::OWN => {
                let volume = volumes.iter().find(|kept| Some(kept.id) == named).map(|kept| &kept.volume.file);
                // A volume that was struck leaves its papers in a file of no index, where somebody sees them.
                volume.cloned().unwrap_or_else(|| FileKey::Own("—".to_owned()))
            }
            code => FileKey::Named(code.to_owned()),
        };
        let incoming = stored.entry.envelope.register == filing::INCOMING;
        let other = if incoming { "sender" } else { "addressee" };
        let said = |code: &str| text(fields, code).map(str::to_owned);
        let kind = format!("register:{}", stored.entry.envelope.register);
        let item = if self.app.marked(&stored.entry) == Marked::Whole {
            self.marked(kind)
        } else {
            Item {
                kind,
                other: said(other),
                about: said("subject").map(|subject| (Lang::Kk, subject)).into_iter().collect(),
                their_number: said("their_number").filter(|_| incoming),
                their_date: fields.get("their_date").and_then(Value::day).filter(|_| incoming),
                ..Item::default()
            }
        };
        let sheets = fields.get("sheets").and_then(Value::number);
        let line = Line {
            index: stored.entry.envelope.number.to_string(),
            sheets: sheets.unwrap_or(1),
            exact: sheets.is_some(),
            named,
            ..bare(Of::Entry(stored.entry.id), stored.entry.envelope.day?, item)
        };
        Some((file, line))
    }

    /// The registers that the files asked for hold, each with its file: by the nomenclature, and those of the body's own by their volumes.
    fn holdings<'h>(&'h self, volumes: &'h [Kept]) -> Vec<(FileKey, &'h str)> {
        let mut holdings = Vec::new();
        for (key, file) in self.wanted() {
            let registers = file.holds.iter().filter_map(|held| held.strip_prefix("register:"));
            holdings.extend(registers.map(|register| (key.clone(), register)));
        }
        for (register, key) in held_by_own(volumes, i64::from(self.days.0.year())) {
            if self.wants(key) {
                holdings.push((key.clone(), register));
            }
        }
        holdings
    }

    /// The entries of the registers that files hold.
    async fn held(&self, sorted: &mut Sorted, volumes: &[Kept]) -> Result<(), AppError> {
        for (key, register) in self.holdings(volumes) {
            for stored in self.entries(register).await? {
                if let Some(line) = self.entry(&stored) {
                    put(sorted, key.clone(), (register, stored.entry.envelope.number.number), line);
                }
            }
        }
        Ok(())
    }

    /// The same without what they say: one statement for all, by the index of entries alone.
    async fn counted(&self, sorted: &mut Sorted, volumes: &[Kept]) -> Result<(), AppError> {
        let mut files: BTreeMap<&str, Vec<FileKey>> = BTreeMap::new();
        for (key, register) in self.holdings(volumes) {
            if self.reads(Subject::Register(register)) {
                files.entry(register).or_default().push(key);
            }
        }
        let registers: Vec<&str> = files.keys().copied().collect();
        let scope = Scope::of(self.body, [self.body].into());
        for head in self.app.store.heads_of(&scope, self.body, &registers, self.span()).await? {
            let Head { id, register, day, number } = head;
            let item = Item {
                kind: format!("register:{register}"),
                ..Item::default()
            };
            let line = Line {
                index: number.to_string(),
                ..bare(Of::Entry(id), day, item)
            };
            for key in files.get(register.as_str()).into_iter().flatten() {
                put(sorted, key.clone(), (register.as_str(), number.number), line.clone());
            }
        }
        Ok(())
    }

    /// An entry of a register that a file holds. An inventory that is kept repeats nothing personal: that may be erased.
    fn entry(&self, stored: &Stored) -> Option<Line> {
        let register = self.app.rulebook.register(&stored.entry.envelope.register)?;
        let mut plain = stored.clone();
        plain.entry.fields = register.split(&stored.entry.fields).0;
        let subject = text(&plain.entry.fields, "subject");
        let about = |lang: &Lang| {
            let said = subject.map_or_else(|| self.app.title(self.tree, &plain, *lang), str::to_owned);
            (*lang, said)
        };
        let kind = format!("register:{}", register.code);
        let item = if self.app.marked(&stored.entry) == Marked::Whole {
            self.marked(kind)
        } else {
            Item {
                kind,
                about: self.langs.iter().map(about).collect(),
                ..Item::default()
            }
        };
        Some(Line {
            index: stored.entry.envelope.number.to_string(),
            ..bare(Of::Entry(stored.entry.id), stored.entry.envelope.day?, item)
        })
    }

    /// What stands of an entry for official use: an inventory tells its number and day, and nothing that it says.
    fn marked(&self, kind: String) -> Item {
        Item {
            kind,
            about: self.langs.iter().map(|lang| (*lang, L10n::get(*lang).official_full())).collect(),
            ..Item::default()
        }
    }

    /// The documents that were signed in the year, of kinds that files hold: one line for each, by the day of its last signature.
    async fn documents(&self, sorted: &mut Sorted) -> Result<(), AppError> {
        let app = self.app;
        let scope = Scope::of(self.body, [self.body].into());
        let mut signed = BTreeMap::new();
        for taken in app.store.taken(&scope, [self.body]).await? {
            if matches!(taken.step, Step::Sign | Step::Whole) {
                signed.insert(taken.id, app.day_of(taken.at));
            }
        }
        for document in app.store.documents(&scope, [self.body]).await? {
            let Some(day) = signed.get(&document.id).filter(|day| (self.days.0..=self.days.1).contains(*day)) else {
                continue;
            };
            let held = format!("document:{}", document.kind);
            let (Some(file), true) = (self.holder(&held), self.reads(Subject::Document(&document.kind))) else {
                continue;
            };
            let item = Item {
                kind: held,
                about: BTreeMap::from([(Lang::Kk, document.period)]),
                unsent: !matches!(document.life.state, State::Sent | State::Received),
                ..Item::default()
            };
            let order = format!("~{}", document.kind);
            put(sorted, file, (order.as_str(), 0), bare(Of::Document(document.id), *day, item));
        }
        Ok(())
    }

    /// The returns of bodies below that the body received in the year and did not send back, by the day on which it received them.
    async fn received(&self, sorted: &mut Sorted) -> Result<(), AppError> {
        // A day more on either side: moments are those of UTC.
        let (first, last) = self.span();
        for document in self.app.store.received(self.body, (first - 1, last + 1)).await? {
            let day = self.app.day_of(document.at);
            let held = format!("{}{}", filing::RECEIVED, document.kind);
            let within = (self.days.0..=self.days.1).contains(&day);
            let (Some(file), true) = (self.holder(&held), within && self.reads(Subject::Document(&document.kind))) else {
                continue;
            };
            let item = Item {
                kind: held,
                about: BTreeMap::from([(Lang::Kk, document.period)]),
                body: Some(document.body),
                ..Item::default()
            };
            let order = format!("~{}", document.kind);
            put(sorted, file, (order.as_str(), document.body.0), bare(Of::Document(document.id), day, item));
        }
        Ok(())
    }

    /// Adds a sheet for each paper attached to an entry whose sheets nobody counted.
    async fn attached(&self, lines: &mut BTreeMap<FileKey, Vec<Line>>) -> Result<(), AppError> {
        let uncounted = lines.values().flatten().filter(|line| !line.exact);
        let ids: Vec<EntryId> = uncounted.filter_map(|line| if let Of::Entry(id) = line.of { Some(id) } else { None }).collect();
        if ids.is_empty() {
            return Ok(());
        }
        let papers = self.app.store.papers_counted(&ids).await?;
        for line in lines.values_mut().flatten().filter(|line| !line.exact) {
            if let Of::Entry(id) = line.of {
                line.sheets += papers.get(&id).copied().unwrap_or(0);
            }
        }
        Ok(())
    }
}

/// A line of which nothing more is known.
fn bare(of: Of, day: Date, item: Item) -> Line {
    Line {
        of,
        item,
        day,
        index: String::new(),
        title: String::new(),
        sheets: 1,
        exact: false,
        note: String::new(),
        named: None,
        volume: None,
    }
}

/// The registers that files of the body's own hold in a year. Volumes come in the order of their indexes: of a register that two files name,
/// the first holds it.
fn held_by_own(volumes: &[Kept], year: i64) -> BTreeMap<&str, &FileKey> {
    let mut held = BTreeMap::new();
    let of_year = volumes.iter().map(|kept| &kept.volume).filter(|volume| volume.year == year);
    for volume in of_year {
        for register in &volume.registers {
            held.entry(register.as_str()).or_insert(&volume.file);
        }
    }
    held
}

fn put(sorted: &mut Sorted, file: FileKey, (kind, number): (&str, i64), line: Line) {
    let order = (line.day, kind.to_owned(), number);
    sorted.entry(file).or_default().push((order, line));
}

fn text<'a>(fields: &'a Content, code: &str) -> Option<&'a str> {
    fields.get(code).and_then(Value::text)
}
