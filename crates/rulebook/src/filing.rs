//! Files and their volumes: what a volume is, how long it is kept, when it may be destroyed (clause 15.9, Appendix 1, decision D21).
//!
//! Pure: a volume is read from its entry and asked about a day. The Instruction sets no terms: without one of the body's own nothing is
//! ever destroyed. A term runs from 1 January after the closing.

use jiff::civil::Date;
use qorgau_domain::value::{Content, Span, Value, rows};

use crate::validate::{Fault, FieldProblem};

/// The register of volumes.
pub const REGISTER: &str = "file_volume";
/// The register of papers that came in.
pub const INCOMING: &str = "incoming_paper";
/// The register of papers that left.
pub const OUTGOING: &str = "outgoing_paper";
/// The list of files that papers and volumes choose from: the codes of the nomenclature, and [`OWN`].
pub const LIST: &str = "files";
/// The item of the list that stands for a file of the body's own.
pub const OWN: &str = "own";
/// The list of registers whose entries a file of the body's own may hold.
pub const OWN_HOLDS: &str = "filed_registers";

/// What an entry of `holds` begins with where it names returns that came from below.
pub const RECEIVED: &str = "received:";
/// The rows of a volume that say what lay in it when it was closed.
pub const INVENTORY: &str = "inventory";
/// The day on which they were written.
pub const INVENTORY_ON: &str = "inventory_on";
/// The most lines of an inventory that is kept with its volume.
pub const MOST_LINES: usize = 5_000;

/// What says where a volume stands: where one of these changes, other papers lie in it.
const PLACE: [&str; 6] = ["file", "index", "registers", "year", "opened_on", "closed_on"];

/// Which file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKey {
    /// A file of the nomenclature, by its code.
    Named(String),
    /// A file of the body's own, by its index.
    Own(String),
}

/// How long a volume is kept after it was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retention {
    /// The body has not said.
    Unset,
    /// For ever.
    Permanent,
    /// So many years.
    Years(i64),
}

/// How a volume stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Papers are put into it.
    Open,
    /// It is closed and kept.
    Closed,
    /// It is closed, and must not be destroyed whatever its term.
    Held,
    /// It is in the archive.
    Transferred,
    /// It was destroyed; what is written of it remains.
    Destroyed,
}

/// A volume of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Volume {
    /// Of which file.
    pub file: FileKey,
    /// The title of a file of the body's own.
    pub title: Option<String>,
    /// The registers whose entries lie in a file of the body's own.
    pub registers: Vec<String>,
    /// Of which year.
    pub year: i64,
    /// Its number in the file of that year, from 1.
    pub number: i64,
    /// When it was opened.
    pub opened: Date,
    /// When it was closed.
    pub closed: Option<Date>,
    /// How many documents were in it at closing.
    pub documents: Option<i64>,
    /// How many sheets were counted in it at closing.
    pub sheets: Option<i64>,
    /// How long it is kept.
    pub retention: Retention,
    /// By what the term is set.
    pub basis: Option<String>,
    /// When it must not be destroyed, and why.
    pub holds: Vec<(Span, String)>,
    /// When it went to the archive, and by which act.
    pub transferred: Option<(Date, String)>,
    /// When it was destroyed, and by which act.
    pub destroyed: Option<(Date, String)>,
    /// Who was in the commission that destroyed it.
    pub commission: Vec<String>,
}

impl Volume {
    /// A volume from the fields of its entry; `None` where it lacks what a volume must say.
    #[must_use]
    pub fn of(fields: &Content) -> Option<Self> {
        let said = Said(fields);
        let text = |code: &str| said.text(code).map(str::to_owned);
        let held = |row: &qorgau_domain::value::Row| match row.cells.get("held") {
            Some(Value::Span(span)) => Some((*span, Said(&row.cells).text("ground").unwrap_or_default().to_owned())),
            _ => None,
        };
        let dated = |day: &str, act: &str| Some((said.day(day)?, text(act).unwrap_or_default()));
        Some(Volume {
            file: match said.text("file")? {
                OWN => FileKey::Own(text("index")?),
                code => FileKey::Named(code.to_owned()),
            },
            title: text("title"),
            registers: match (said.text("file"), fields.get("registers")) {
                (Some(OWN), Some(Value::Choices(registers))) => registers.clone(),
                _ => Vec::new(),
            },
            year: said.number("year")?,
            number: said.number("volume")?,
            opened: said.day("opened_on")?,
            closed: said.day("closed_on"),
            documents: said.number("documents"),
            sheets: said.number("sheets"),
            retention: match (said.text("retention"), said.number("retention_years")) {
                (Some("permanent"), _) => Retention::Permanent,
                (Some("years"), Some(years)) => Retention::Years(years),
                _ => Retention::Unset,
            },
            basis: text("retention_basis"),
            holds: rows(fields, "holds").iter().filter_map(held).collect(),
            transferred: dated("transferred_on", "transfer_act"),
            destroyed: dated("destroyed_on", "destruction_act"),
            commission: rows(fields, "commission")
                .iter()
                .filter_map(|row| Said(&row.cells).text("member").map(str::to_owned))
                .collect(),
        })
    }

    /// The last day on which it must be kept; `None` while it is open, and where it is kept for ever or nobody said how long.
    #[must_use]
    pub fn kept_until(&self) -> Option<Date> {
        let (Some(closed), Retention::Years(years)) = (self.closed, self.retention) else {
            return None;
        };
        let last = i16::try_from(i64::from(closed.year()).saturating_add(years)).ok();
        Some(last.and_then(|year| Date::new(year, 12, 31).ok()).unwrap_or(Date::MAX))
    }

    /// Why it must not be destroyed on a day although its term may be over.
    #[must_use]
    pub fn hold_on(&self, day: Date) -> Option<&str> {
        let holds = |span: &Span| span.from <= day && span.until.is_none_or(|until| day <= until);
        self.holds.iter().find(|(span, _)| holds(span)).map(|(_, ground)| ground.as_str())
    }

    /// How it stands on a day.
    #[must_use]
    pub fn state(&self, day: Date) -> State {
        if self.destroyed.is_some() {
            State::Destroyed
        } else if self.transferred.is_some() {
            State::Transferred
        } else if self.closed.is_none() {
            State::Open
        } else if self.hold_on(day).is_some() {
            State::Held
        } else {
            State::Closed
        }
    }

    /// Whether its days meet those of another volume of the same file and year. One may be opened on the day on which another is closed.
    #[must_use]
    pub fn meets(&self, other: &Volume) -> bool {
        let before = |a: &Volume, b: &Volume| a.closed.is_some_and(|closed| closed <= b.opened);
        self.file == other.file && self.year == other.year && !before(self, other) && !before(other, self)
    }

    /// Whether its term has run out on a day and nothing holds it, so that it belongs into an act of destruction.
    #[must_use]
    pub fn destructible(&self, day: Date) -> bool {
        self.state(day) == State::Closed && self.kept_until().is_some_and(|last| last < day)
    }
}

/// Whether two states of a volume's entry say the same of where it stands.
#[must_use]
pub fn same_place(one: &Content, other: &Content) -> bool {
    PLACE.iter().all(|code| one.get(*code) == other.get(*code))
}

/// What is wrong with how a volume is said to have ended: transferred or destroyed while open, destroyed before its term is over, without
/// a term, or in a hold.
pub(crate) fn problems(fields: &Content) -> Vec<FieldProblem> {
    let said = Said(fields);
    let found = |field: &str, fault: Fault| FieldProblem {
        field: field.to_owned(),
        row: None,
        fault,
    };
    let mut problems = Vec::new();
    let ended = said.day("transferred_on").or_else(|| said.day("destroyed_on"));
    if ended.is_some() && said.day("closed_on").is_none() {
        problems.push(found("closed_on", Fault::Missing));
    }
    let (Some(day), Some(volume)) = (said.day("destroyed_on"), Volume::of(fields)) else {
        return problems;
    };
    match volume.kept_until() {
        _ if volume.closed.is_none() => {}
        None => problems.push(found("destroyed_on", Fault::NoTerm)),
        Some(last) if day <= last => problems.push(found("destroyed_on", Fault::KeptUntil(last))),
        Some(_) => {}
    }
    if volume.hold_on(day).is_some() {
        problems.push(found("destroyed_on", Fault::Held));
    }
    problems
}

struct Said<'a>(&'a Content);

impl<'a> Said<'a> {
    fn text(&self, code: &str) -> Option<&'a str> {
        self.0.get(code).and_then(Value::text)
    }

    fn number(&self, code: &str) -> Option<i64> {
        self.0.get(code).and_then(Value::number)
    }

    fn day(&self, code: &str) -> Option<Date> {
        self.0.get(code).and_then(Value::day)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use jiff::civil::date;
    use qorgau_domain::value::Row;

    use super::*;

    fn closed(more: &[(&str, Value)]) -> Content {
        let mut fields = Content::from([
            ("file".to_owned(), Value::Choice("2".to_owned())),
            ("year".to_owned(), Value::Number(2020)),
            ("volume".to_owned(), Value::Number(1)),
            ("opened_on".to_owned(), Value::Date(date(2020, 1, 5))),
            ("closed_on".to_owned(), Value::Date(date(2020, 12, 31))),
        ]);
        fields.extend(more.iter().map(|(code, value)| ((*code).to_owned(), value.clone())));
        fields
    }

    fn years(number: i64) -> [(&'static str, Value); 2] {
        [("retention", Value::Choice("years".to_owned())), ("retention_years", Value::Number(number))]
    }

    fn held(from: Date, until: Option<Date>) -> (&'static str, Value) {
        let cells = [
            ("held".to_owned(), Value::Span(Span { from, until })),
            ("ground".to_owned(), Value::Text("тергеу".to_owned())),
        ];
        ("holds", Value::Rows(vec![Row { no: 1, cells: cells.into() }]))
    }

    fn destroyed(day: Date) -> (&'static str, Value) {
        ("destroyed_on", Value::Date(day))
    }

    #[test]
    fn a_term_runs_from_the_first_of_january_after_the_closing() {
        let volume = Volume::of(&closed(&years(5))).unwrap();
        assert_eq!(volume.kept_until(), Some(date(2025, 12, 31)));
        assert!(!volume.destructible(date(2025, 12, 31)) && volume.destructible(date(2026, 1, 1)));
        // Closed on the first day of a year, it is kept from the first day of the next one.
        let late = Volume::of(&closed(&[&years(5)[..], &[("closed_on", Value::Date(date(2021, 1, 1)))]].concat())).unwrap();
        assert_eq!(late.kept_until(), Some(date(2026, 12, 31)));
        let long = Volume::of(&closed(&years(1_000_000))).unwrap();
        assert_eq!(long.kept_until(), Some(Date::MAX));
    }

    #[test]
    fn without_a_term_and_for_ever_nothing_is_destroyed() {
        let unset = Volume::of(&closed(&[])).unwrap();
        let permanent = Volume::of(&closed(&[("retention", Value::Choice("permanent".to_owned()))])).unwrap();
        for volume in [unset, permanent] {
            assert_eq!(volume.kept_until(), None);
            assert!(!volume.destructible(date(2900, 1, 1)));
            assert_eq!(volume.state(date(2900, 1, 1)), State::Closed);
        }
    }

    #[test]
    fn a_hold_holds_from_its_first_day_to_its_last() {
        let fields = closed(&[&years(1)[..], &[held(date(2023, 3, 1), Some(date(2023, 5, 31)))]].concat());
        let volume = Volume::of(&fields).unwrap();
        for (day, state) in [
            (date(2023, 2, 28), State::Closed),
            (date(2023, 3, 1), State::Held),
            (date(2023, 5, 31), State::Held),
            (date(2023, 6, 1), State::Closed),
        ] {
            assert_eq!(volume.state(day), state, "{day}");
            assert_eq!(volume.destructible(day), state == State::Closed, "{day}");
        }
        let open = Volume::of(&closed(&[&years(1)[..], &[held(date(2023, 3, 1), None)]].concat())).unwrap();
        assert_eq!(open.state(date(2500, 1, 1)), State::Held);
    }

    #[test]
    fn destroying_too_early_without_a_term_in_a_hold_or_while_open_is_wrong() {
        let faults = |fields: &Content| problems(fields).into_iter().map(|problem| problem.fault).collect::<Vec<_>>();
        let with = |more: &[(&str, Value)]| closed(&[&years(3)[..], more].concat());
        assert_eq!(faults(&with(&[destroyed(date(2024, 1, 1))])), []);
        assert_eq!(faults(&with(&[destroyed(date(2023, 12, 31))])), [Fault::KeptUntil(date(2023, 12, 31))]);
        assert_eq!(faults(&closed(&[destroyed(date(2024, 1, 1))])), [Fault::NoTerm]);
        assert_eq!(faults(&with(&[destroyed(date(2024, 1, 1)), held(date(2023, 1, 1), None)])), [Fault::Held]);
        let mut open = with(&[destroyed(date(2024, 1, 1))]);
        open.remove("closed_on");
        assert_eq!(faults(&open), [Fault::Missing]);
        open.remove("destroyed_on");
        assert_eq!(faults(&open), []);
    }

    #[test]
    fn volumes_meet_where_they_share_more_than_the_day_on_which_one_ends() {
        let days = |opened: Date, closed: Option<Date>| {
            let mut fields = closed_or_open(opened, closed);
            fields.insert("volume".to_owned(), Value::Number(2));
            Volume::of(&fields).unwrap()
        };
        let first = Volume::of(&closed(&[])).unwrap();
        let (last, after) = (date(2020, 12, 31), date(2021, 1, 1));
        for (other, meets) in [
            (days(last, None), false),
            (days(after, None), false),
            (days(date(2020, 12, 30), None), true),
            (days(date(2020, 3, 1), Some(date(2020, 4, 1))), true),
            (days(date(2019, 12, 1), Some(date(2020, 1, 5))), false),
            (days(date(2019, 12, 1), Some(date(2020, 1, 6))), true),
            (days(date(2019, 12, 1), None), true),
        ] {
            assert_eq!((first.meets(&other), other.meets(&first)), (meets, meets), "{other:?}");
        }
        let elsewhere = Volume {
            year: 2021,
            ..days(date(2020, 3, 1), None)
        };
        assert!(!first.meets(&elsewhere), "another year is another file");
    }

    fn closed_or_open(opened: Date, until: Option<Date>) -> Content {
        let mut fields = closed(&[("opened_on", Value::Date(opened))]);
        fields.remove("closed_on");
        fields.extend(until.map(|day| ("closed_on".to_owned(), Value::Date(day))));
        fields
    }

    #[test]
    fn a_file_of_the_bodys_own_is_known_by_its_index() {
        let own = [("file", Value::Choice(OWN.to_owned())), ("index", Value::Text("№ 6-ІС".to_owned()))];
        assert_eq!(Volume::of(&closed(&own)).unwrap().file, FileKey::Own("№ 6-ІС".to_owned()));
        assert_eq!(Volume::of(&closed(&own[..1])), None);
    }
}
