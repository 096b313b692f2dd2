//! What is printed of a file, in words of one language: cover, inner inventory, certification sheet, label.

use jiff::civil::Date;
use qorgau_domain::{EntryId, Lang};
use qorgau_l10n::L10n;
use qorgau_rulebook::filing::{Retention, State, Volume};

use super::{Kept, YearFile, sheets, sheets_in_words};

/// What can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Print {
    /// The cover of a file or volume.
    Cover,
    /// What lies in it.
    Inventory,
    /// How many sheets it has, certified when it is closed.
    Certification,
    /// Its label.
    Label,
    /// The files of the body and year.
    Nomenclature,
    /// The labels of all files of the year.
    Labels,
    /// The journal of papers that came in.
    Incoming,
    /// The journal of papers that left.
    Outgoing,
    /// The inventory by which closed volumes of the year are handed to the archive.
    Transfer,
    /// The act of destruction of all volumes whose term has run out.
    Destruction,
}

impl Print {
    /// What is printed of one file.
    pub const OF_FILE: [Print; 4] = [Print::Cover, Print::Inventory, Print::Certification, Print::Label];
    /// What is printed of a year.
    pub const OF_YEAR: [Print; 6] = [
        Print::Nomenclature,
        Print::Labels,
        Print::Incoming,
        Print::Outgoing,
        Print::Transfer,
        Print::Destruction,
    ];

    /// Its word in addresses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Print::Cover => "cover",
            Print::Inventory => "inventory",
            Print::Certification => "certification",
            Print::Label => "label",
            Print::Nomenclature => "nomenclature",
            Print::Labels => "labels",
            Print::Incoming => "incoming",
            Print::Outgoing => "outgoing",
            Print::Transfer => "transfer",
            Print::Destruction => "destruction",
        }
    }

    /// What it is, for a way to it and as its title.
    #[must_use]
    pub fn title(self, l: &L10n) -> String {
        match self {
            Print::Cover => l.filing_cover(),
            Print::Inventory => l.filing_inventory(),
            Print::Certification => l.filing_certification(),
            Print::Label => l.filing_label(),
            Print::Nomenclature => l.filing_nomenclature(),
            Print::Labels => l.filing_labels(),
            Print::Incoming => l.filing_journal_in(),
            Print::Outgoing => l.filing_journal_out(),
            Print::Transfer => l.filing_transfer(),
            Print::Destruction => l.filing_act(),
        }
    }
}

/// How a print stands on its sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// A4 portrait.
    Upright,
    /// A4 landscape.
    Flat,
    /// A cover.
    Cover,
    /// Labels side by side.
    Labels,
}

/// A table of a print.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grid {
    /// Headings with relative widths.
    pub columns: Vec<(String, u16)>,
    /// Rows of cells.
    pub rows: Vec<Vec<String>>,
    /// What is said where there are none.
    pub empty: String,
}

/// A print in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The language.
    pub lang: Lang,
    /// How it stands on its sheet.
    pub style: Style,
    /// It holds something for official use.
    pub official: bool,
    /// Who approves it; empty where nobody does.
    pub heading: String,
    /// What it is.
    pub title: String,
    /// Whose, and of what.
    pub under: Vec<String>,
    /// Paragraphs before the table; on a cover the name of the file.
    pub before: Vec<String>,
    /// What, and which.
    pub pairs: Vec<(String, String)>,
    /// The table.
    pub grid: Option<Grid>,
    /// Paragraphs after it.
    pub after: Vec<String>,
    /// The lines of each label.
    pub labels: Vec<Vec<String>>,
    /// Remarks in small type.
    pub footnotes: Vec<String>,
    /// The posts of those who sign; empty: nobody does.
    pub signatures: Vec<String>,
}

impl Printed {
    pub(super) fn new(lang: Lang, style: Style, title: String, under: Vec<String>) -> Self {
        Printed {
            lang,
            style,
            official: false,
            heading: String::new(),
            title,
            under,
            before: Vec::new(),
            pairs: Vec::new(),
            grid: None,
            after: Vec::new(),
            labels: Vec::new(),
            footnotes: Vec::new(),
            signatures: Vec::new(),
        }
    }
}

/// How long a volume is kept, in words.
#[must_use]
pub fn retention(l: &L10n, volume: &Volume) -> String {
    match volume.retention {
        Retention::Unset => l.filing_unset(),
        Retention::Permanent => l.filing_permanent(),
        Retention::Years(years) => l.filing_years(years),
    }
}

/// The term and by what it is set.
pub(super) fn term(l: &L10n, volume: &Volume) -> String {
    let parts = [Some(retention(l, volume)), volume.basis.clone()].into_iter().flatten();
    parts.collect::<Vec<_>>().join(", ")
}

/// How a volume stands on a day, in words.
#[must_use]
pub fn state(l: &L10n, volume: &Volume, today: Date) -> String {
    match volume.state(today) {
        State::Open => l.filing_open(),
        State::Closed => l.filing_closed(),
        State::Held => l.filing_held(),
        State::Transferred => l.filing_transferred(),
        State::Destroyed => l.filing_destroyed(),
    }
}

/// A file, or a volume of it, of a body and a year.
pub struct Shelf<'a> {
    /// The name of the body.
    pub body: &'a str,
    /// The year.
    pub year: i64,
    /// The file.
    pub file: &'a YearFile,
    /// The volume; `None`: the whole file.
    pub volume: Option<&'a Kept>,
    /// The language.
    pub lang: Lang,
}

impl Shelf<'_> {
    /// A print of the file; `None` for what is printed of years.
    #[must_use]
    pub fn printed(&self, print: Print) -> Option<Printed> {
        match print {
            Print::Cover => Some(self.cover()),
            Print::Inventory => Some(self.inventory()),
            Print::Certification => Some(self.certification()),
            Print::Label => Some(Printed {
                labels: vec![self.label()],
                ..self.bare(Style::Labels, print)
            }),
            Print::Nomenclature | Print::Labels | Print::Incoming | Print::Outgoing | Print::Transfer | Print::Destruction => None,
        }
    }

    fn l(&self) -> &'static L10n {
        L10n::get(self.lang)
    }

    /// The volume asked for; of a whole file that is one volume, that one.
    fn kept(&self) -> Option<&Kept> {
        let only = self.file.volumes.first().filter(|_| self.file.volumes.len() == 1 && self.file.loose() == 0);
        self.volume.or(only)
    }

    fn id(&self) -> Option<EntryId> {
        self.kept().map(|kept| kept.id)
    }

    fn volume(&self) -> Option<&Volume> {
        self.kept().map(|kept| &kept.volume)
    }

    /// Which file, year and volume, in a line.
    fn called(&self) -> String {
        let l = self.l();
        let file = l.filing_file_of(&self.file.index, &self.year.to_string());
        match self.volume() {
            Some(volume) => format!("{file}, {}", l.filing_volume_no(&volume.number.to_string())),
            None => file,
        }
    }

    fn bare(&self, style: Style, print: Print) -> Printed {
        let under = vec![self.body.to_owned(), self.called(), self.file.name.clone()];
        Printed::new(self.lang, style, print.title(self.l()), under)
    }

    fn cover(&self) -> Printed {
        let l = self.l();
        let lines = self.file.lines_of(self.id());
        let volume = self.volume();
        let day = |day: Option<Date>| day.map_or_else(|| BLANK.to_owned(), |day| l.date(day));
        let begun = volume.map(|volume| volume.opened).or_else(|| lines.first().map(|line| line.day));
        let counted = volume.and_then(|volume| volume.sheets);
        let kept = volume.map_or_else(|| l.filing_unset(), |volume| retention(l, volume));
        let basis = volume.and_then(|volume| volume.basis.clone());
        let pairs = [
            (l.filing_begun(), day(begun)),
            (l.filing_ended(), day(volume.and_then(|volume| volume.closed))),
            (l.filing_sheets(), counted.map_or_else(|| BLANK.to_owned(), |sheets| l.number(sheets, 0))),
            (l.filing_retention(), kept),
        ];
        let more = basis.map(|basis| (l.filing_basis(), basis));
        let until = volume.and_then(Volume::kept_until).map(|last| (l.filing_kept(), l.date(last)));
        let title = match volume {
            Some(volume) => l.filing_cover_volume(&self.file.index, &volume.number.to_string()),
            None => l.filing_cover_title(&self.file.index),
        };
        Printed {
            title,
            under: vec![self.body.to_owned(), l.year_alone(&self.year.to_string())],
            before: vec![self.file.name.clone()],
            pairs: pairs.into_iter().chain(more).chain(until).collect(),
            ..self.bare(Style::Cover, Print::Cover)
        }
    }

    fn inventory(&self) -> Printed {
        let l = self.l();
        let lines = self.file.lines_of(self.id());
        let counted = sheets(lines.iter().copied());
        let by_volume = self.kept().is_none() && !self.file.volumes.is_empty();
        let volume_of = |id: Option<EntryId>| {
            let known = self.file.volumes.iter().find(|kept| Some(kept.id) == id);
            known.map_or_else(String::new, |kept| l.filing_volume_no(&kept.volume.number.to_string()))
        };
        let row = |(no, line): (usize, &&super::Line)| {
            let sheets = sheets_in_words(l, (line.sheets, line.exact));
            let volume = if by_volume { volume_of(line.volume) } else { String::new() };
            let note = [line.note.clone(), volume]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join("\n");
            vec![no.to_string(), line.index.clone(), l.date(line.day), line.title.clone(), sheets, note]
        };
        let columns = [
            (l.filing_no(), 5),
            (l.filing_index(), 10),
            (l.filing_day(), 11),
            (l.filing_what(), 42),
            (l.filing_sheets(), 12),
            (l.filing_note(), 18),
        ];
        let mut footnotes = Vec::new();
        if !counted.1 {
            footnotes.push(l.filing_rule());
        }
        if !self.file.unread.is_empty() {
            footnotes.push(l.filing_unread(&self.file.unread.join(", ")));
        }
        Printed {
            grid: Some(Grid {
                columns: columns.into(),
                rows: (1..).zip(&lines).map(row).collect(),
                empty: l.filing_nothing(),
            }),
            after: vec![l.filing_total(&l.number(count(lines.len()), 0), &sheets_in_words(l, counted))],
            footnotes,
            signatures: vec![l.filing_post_clerk()],
            ..self.bare(Style::Upright, Print::Inventory)
        }
    }

    fn certification(&self) -> Printed {
        let l = self.l();
        let counted = self.volume().and_then(|volume| volume.sheets);
        let sheets = counted.map_or_else(|| BLANK.to_owned(), |sheets| l.number(sheets, 0));
        let pairs = [l.filing_lettered(), l.filing_omitted(), l.filing_inventory_sheets()].map(|what| (what, BLANK.to_owned()));
        let blank = || vec![String::new(), String::new()];
        Printed {
            before: vec![l.filing_certified(&sheets)],
            pairs: pairs.into(),
            grid: Some(Grid {
                columns: vec![(l.filing_condition(), 75), (l.filing_sheet_numbers(), 25)],
                rows: (0..6).map(|_| blank()).collect(),
                empty: String::new(),
            }),
            after: vec![l.filing_certified_on()],
            signatures: vec![l.filing_post_clerk()],
            ..self.bare(Style::Upright, Print::Certification)
        }
    }

    /// The lines of its label.
    pub(super) fn label(&self) -> Vec<String> {
        let l = self.l();
        let volume = self.volume().map(|volume| l.filing_volume_no(&volume.number.to_string()));
        let kept = self.volume().map_or_else(|| l.filing_unset(), |volume| retention(l, volume));
        let year = [Some(l.year_alone(&self.year.to_string())), volume].into_iter().flatten();
        vec![
            self.file.index.clone(),
            self.file.name.clone(),
            self.body.to_owned(),
            year.collect::<Vec<_>>().join(", "),
            format!("{}: {kept}", l.filing_retention()),
        ]
    }
}

/// What stands where something is written by hand.
const BLANK: &str = "____________";

pub(super) fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
