//! What lies in the files of a body: registered papers, entries of registers, documents.

use std::collections::BTreeMap;

use jiff::civil::Date;
use qorgau_domain::document::{State, Step};
use qorgau_domain::time::day_number;
use qorgau_domain::value::{Content, Value};
use qorgau_domain::{BodyId, EntryId, Lang, Period, Tree};
use qorgau_l10n::L10n;
use qorgau_rulebook::NomenclatureFile;
use qorgau_rulebook::filing::{self, FileKey};
use qorgau_rulebook::may::{Act, Subject};
use qorgau_store::{Scope, Stored};
use uuid::Uuid;

use super::Kept;
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
    /// Its day.
    pub day: Date,
    /// Its number as printed; empty where it has none.
    pub index: String,
    /// What it is.
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
    pub(super) who: &'a Who,
    pub(super) tree: &'a Tree,
    pub(super) body: BodyId,
    pub(super) days: (Date, Date),
    pub(super) lang: Lang,
}

impl Reading<'_> {
    /// Every line of the year that the reader may see, by file and day.
    pub(super) async fn lines(&self, volumes: &[Kept]) -> Result<BTreeMap<FileKey, Vec<Line>>, AppError> {
        let mut sorted = Sorted::new();
        for register in [filing::INCOMING, filing::OUTGOING] {
            for stored in self.entries(register).await? {
                if let Some((file, line)) = self.paper(&stored, volumes) {
                    put(&mut sorted, file, &stored, line);
                }
            }
        }
        for file in &self.app.rulebook.nomenclature {
            let key = FileKey::Named(file.code.clone());
            for register in file.holds.iter().filter_map(|held| held.strip_prefix("register:")) {
                for stored in self.entries(register).await? {
                    if let Some(line) = self.entry(&stored) {
                        put(&mut sorted, key.clone(), &stored, line);
                    }
                }
            }
        }
        self.documents(&mut sorted).await?;
        let mut lines: BTreeMap<FileKey, Vec<Line>> = BTreeMap::new();
        for (file, mut of_file) in sorted {
            of_file.sort_by(|(a, _), (b, _)| a.cmp(b));
            lines.insert(file, of_file.into_iter().map(|(_, line)| line).collect());
        }
        self.attached(&mut lines).await?;
        Ok(lines)
    }

    /// The registers that a file holds and that the reader may not read, by their names.
    pub(super) fn unread(&self, file: &NomenclatureFile) -> Vec<String> {
        let registers = file.holds.iter().filter_map(|held| held.strip_prefix("register:"));
        let papers = [filing::INCOMING, filing::OUTGOING];
        let unread = papers.into_iter().chain(registers).filter(|code| !self.reads(Subject::Register(code)));
        let named = unread.filter_map(|code| self.app.rulebook.register(code));
        named.map(|register| register.name.get(self.lang).to_owned()).collect()
    }

    fn reads(&self, on: Subject<'_>) -> bool {
        self.who.may(self.app, self.tree, Act::Read, on, self.body)
    }

    async fn entries(&self, register: &str) -> Result<Vec<Stored>, AppError> {
        if !self.reads(Subject::Register(register)) {
            return Ok(Vec::new());
        }
        let days = (day_number(self.days.0), day_number(self.days.1));
        self.app.of_body(self.body, register, days).await
    }

    /// A registered paper, and the file it names.
    fn paper(&self, stored: &Stored, volumes: &[Kept]) -> Option<(FileKey, Line)> {
        let (l, fields) = (L10n::get(self.lang), &stored.entry.fields);
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
        let (said, subject) = (|code: &str| text(fields, code).unwrap_or_default(), text(fields, "subject").unwrap_or_default());
        let (title, note) = if stored.entry.envelope.register == filing::INCOMING {
            let dated = fields.get("their_date").and_then(Value::day).map(|day| l.date(day));
            let theirs: Vec<String> = [text(fields, "their_number").map(|number| format!("№ {number}")), dated]
                .into_iter()
                .flatten()
                .collect();
            (l.filing_incoming(said("sender"), subject), theirs.join(", "))
        } else {
            (l.filing_outgoing(said("addressee"), subject), String::new())
        };
        let sheets = fields.get("sheets").and_then(Value::number);
        let line = Line {
            title,
            note,
            sheets: sheets.unwrap_or(1),
            exact: sheets.is_some(),
            named,
            ..self.bare(stored)?
        };
        Some((file, line))
    }

    /// An entry of a register that a file holds.
    fn entry(&self, stored: &Stored) -> Option<Line> {
        let register = self.app.rulebook.register(&stored.entry.envelope.register)?;
        let about = text(&stored.entry.fields, "subject").map(str::to_owned);
        let about = about.unwrap_or_else(|| self.app.title(self.tree, stored, self.lang));
        Some(Line {
            title: format!("{}: {about}", register.name.get(self.lang)),
            ..self.bare(stored)?
        })
    }

    fn bare(&self, stored: &Stored) -> Option<Line> {
        let envelope = &stored.entry.envelope;
        Some(Line {
            of: Of::Entry(stored.entry.id),
            day: envelope.day?,
            index: envelope.number.to_string(),
            title: String::new(),
            sheets: 1,
            exact: false,
            note: String::new(),
            named: None,
            volume: None,
        })
    }

    /// The documents that were signed in the year, of kinds that files hold: one line for each, by the day of its last signature.
    async fn documents(&self, sorted: &mut Sorted) -> Result<(), AppError> {
        let (app, l) = (self.app, L10n::get(self.lang));
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
            let file = app.rulebook.nomenclature.iter().find(|file| file.holds.contains(&held));
            let kind = app.rulebook.documents.iter().find(|kind| kind.code == document.kind);
            let (Some(file), Some(kind), true) = (file, kind, self.reads(Subject::Document(&document.kind))) else {
                continue;
            };
            let period = document
                .period
                .parse::<Period>()
                .map_or_else(|_| document.period.clone(), |period| l.period(period));
            let on_its_way = matches!(document.life.state, State::Sent | State::Received);
            let line = Line {
                of: Of::Document(document.id),
                day: *day,
                index: String::new(),
                title: format!("{}: {period}", kind.name.get(self.lang)),
                sheets: 1,
                exact: false,
                note: if on_its_way { String::new() } else { l.filing_not_sent() },
                named: None,
                volume: None,
            };
            let order = (*day, format!("~{}", document.kind), 0);
            sorted.entry(FileKey::Named(file.code.clone())).or_default().push((order, line));
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

fn put(sorted: &mut Sorted, file: FileKey, stored: &Stored, line: Line) {
    let envelope = &stored.entry.envelope;
    let order = (line.day, envelope.register.clone(), envelope.number.number);
    sorted.entry(file).or_default().push((order, line));
}

fn text<'a>(fields: &'a Content, code: &str) -> Option<&'a str> {
    fields.get(code).and_then(Value::text)
}
