//! What is printed of a file, in words of one language: cover, inner inventory, certification sheet, label.

use jiff::civil::Date;
use qorgau_domain::{EntryId, Lang};
use qorgau_l10n::L10n;
use qorgau_rulebook::filing::{Retention, State, Volume};

use super::{Difference, Frozen, Kept, Line, YearFile, sheets, sheets_in_words};

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

    /// How many rows its table has.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.grid.as_ref().map_or(0, |grid| grid.rows.len())
    }

    /// A part of a print whose table has more rows than one paper holds, from 1: it says which part it is, and what stands after the table
    /// is on the last. What is short enough is its own first part. `None` for a part that there is not.
    #[must_use]
    pub fn part(mut self, no: usize, most: usize) -> Option<Self> {
        let all = self.rows();
        let (parts, most) = (all.div_ceil(most.max(1)).max(1), most.max(1));
        if !(1..=parts).contains(&no) {
            return None;
        }
        if parts == 1 {
            return Some(self);
        }
        let l = L10n::get(self.lang);
        let (first, last) = ((no - 1) * most, (no * most).min(all));
        if let Some(grid) = &mut self.grid {
            grid.rows = grid.rows.drain(..).skip(first).take(most).collect();
        }
        if no < parts {
            self.after.clear();
        }
        let number = |number: usize| l.number(count(number), 0);
        self.before
            .push(l.filing_part(&number(no), &number(parts), &number(first + 1), &number(last), &number(all)));
        Some(self)
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

    /// How many rows the inventory has.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.file.lines_of(self.id()).len()
    }

    fn l(&self) -> &'static L10n {
        L10n::get(self.lang)
    }

    /// The volume asked for; of a whole file that is one volume, that one.
    fn kept(&self) -> Option<&Kept> {
        let only = self.file.volumes.first().filter(|_| self.file.volumes.len() == 1 && self.file.loose() == 0);
        self.volume.or(only)
    }

    fn frozen(&self) -> Option<&Frozen> {
        self.kept().and_then(|kept| kept.frozen.as_ref())
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
        let documents = volume.filter(|volume| volume.closed.is_some()).map(|_| l.number(count(lines.len()), 0));
        let pairs = [
            (l.filing_begun(), day(begun)),
            (l.filing_ended(), day(volume.and_then(|volume| volume.closed))),
            (l.filing_documents(), documents.unwrap_or_else(|| BLANK.to_owned())),
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
        let total = l.filing_total(&l.number(count(lines.len()), 0), &sheets_in_words(l, counted));
        Printed {
            before: self.frozen().map(|frozen| l.filing_frozen(&l.date(frozen.on))).into_iter().collect(),
            grid: Some(Grid {
                columns: columns.into(),
                rows: (1..).zip(&lines).map(row).collect(),
                empty: l.filing_nothing(),
            }),
            after: std::iter::once(total).chain(self.differing()).collect(),
            footnotes,
            signatures: vec![l.filing_post_clerk()],
            ..self.bare(Style::Upright, Print::Inventory)
        }
    }

    /// What came out otherwise since the volume was closed, in paragraphs.
    fn differing(&self) -> Vec<String> {
        let (l, lang) = (self.l(), self.lang);
        let found = self.kept().map_or_else(Vec::new, |kept| self.file.differences(kept, lang));
        let Some(counted) = differing(l, &found) else {
            return Vec::new();
        };
        let said = |difference: &Difference<'_>| {
            let (what, line) = difference_in_words(l, difference);
            let named = [line.index.clone(), l.date(line.day), line.title.clone()];
            let named = named.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
            format!("{what}: {named}")
        };
        std::iter::once(counted).chain(found.iter().take(DIFFERENCES).map(said)).collect()
    }

    fn certification(&self) -> Printed {
        let l = self.l();
        let by_inventory = self.frozen().map(|frozen| {
            let (documents, counted) = (l.number(count(frozen.lines.len()), 0), sheets(&frozen.lines));
            l.filing_by_inventory(&l.date(frozen.on), &documents, &sheets_in_words(l, counted))
        });
        let counted = self.volume().and_then(|volume| volume.sheets);
        let certified = counted.map_or_else(|| BLANK.to_owned(), |sheets| l.number(sheets, 0));
        let pairs = [l.filing_lettered(), l.filing_omitted(), l.filing_inventory_sheets()].map(|what| (what, BLANK.to_owned()));
        let blank = || vec![String::new(), String::new()];
        Printed {
            before: std::iter::once(l.filing_certified(&certified)).chain(by_inventory).collect(),
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

/// How many differences a print names one by one.
const DIFFERENCES: usize = 100;

/// How many differences of each kind there are, in words; `None` where there are none.
#[must_use]
pub fn differing(l: &L10n, found: &[Difference<'_>]) -> Option<String> {
    let of = |kind: fn(&Difference<'_>) -> bool| l.number(count(found.iter().filter(|one| kind(one)).count()), 0);
    let added = of(|one| matches!(one, Difference::Added(_)));
    let gone = of(|one| matches!(one, Difference::Gone(_)));
    let changed = of(|one| matches!(one, Difference::Changed { .. }));
    (!found.is_empty()).then(|| l.filing_differing(&added, &gone, &changed))
}

/// What became of a line, in words, and the line: as the facts say it now where they still do.
#[must_use]
pub fn difference_in_words<'a>(l: &L10n, difference: &Difference<'a>) -> (String, &'a Line) {
    match *difference {
        Difference::Added(line) => (l.filing_added(), line),
        Difference::Gone(line) => (l.filing_gone(), line),
        Difference::Changed { now, .. } => (l.filing_changed(), now),
    }
}

/// What stands where something is written by hand.
const BLANK: &str = "____________";

pub(super) fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    fn of(rows: usize) -> Printed {
        Printed {
            grid: Some(Grid {
                columns: vec![("№".to_owned(), 1)],
                rows: (1..=rows).map(|no| vec![no.to_string()]).collect(),
                empty: String::new(),
            }),
            after: vec!["in all".to_owned()],
            ..Printed::new(Lang::En, Style::Upright, String::new(), Vec::new())
        }
    }

    #[test]
    fn a_long_print_is_parted_so_that_every_row_stands_once() {
        for (rows, parts) in [(0, 1), (3, 1), (4, 2), (6, 2), (7, 3)] {
            let mut seen = Vec::new();
            for no in 1..=parts {
                let part = of(rows).part(no, 3).unwrap();
                assert_eq!(part.after.is_empty(), no < parts, "what stands after the table is on the last");
                assert_eq!(part.before.len(), usize::from(parts > 1));
                seen.extend(part.grid.unwrap().rows);
            }
            assert_eq!(seen, of(rows).grid.unwrap().rows, "{rows} rows");
            assert!(of(rows).part(0, 3).is_none() && of(rows).part(parts + 1, 3).is_none());
        }
        assert_eq!(of(7).part(2, 3).unwrap().before[0], "Part 2 of 3. Rows 4–6 of 7.");
    }
}
