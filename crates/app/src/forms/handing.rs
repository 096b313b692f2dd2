//! The open entries that name an officer who leaves, and the act that puts another in his place.
//!
//! A charge that lasts is ended the day before and entered anew for the successor; what has not begun yet names the successor instead. All
//! of it is one transaction of corrections by the rules of correction, with one act that says that it was a handing-over.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use qorgau_domain::act::{Kind, RecordDraft};
use qorgau_domain::entry::{Entry, EntryState};
use qorgau_domain::fold::fold;
use qorgau_domain::value::{Content, Row, Span, Value};
use qorgau_domain::{BodyId, EntryId, Tree, search};
use qorgau_rulebook::may::{Act, Subject};
use qorgau_rulebook::register::{FieldType, Register};
use qorgau_rulebook::validate::FieldProblem;
use qorgau_store::{Draft, Effect, Refusal, Scope};

use super::seek::Looker;
use crate::accounts::Who;
use crate::entries::Act as EntryAct;
use crate::{App, AppError};

/// The most entries of a register that are looked through.
const MOST: usize = 500;

/// How an entry is still open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// It lasts: its span, by the field's code, began before the day.
    Lasts,
    /// It begins on the day or later.
    Ahead,
}

/// An open entry that names an officer.
#[derive(Debug, Clone)]
pub struct Bound {
    /// Its register.
    pub register: String,
    /// The entry.
    pub entry: Entry,
    /// How it is open.
    pub how: How,
    /// The reader may do what handing it over needs.
    pub may: bool,
}

/// Entries to be handed over.
#[derive(Debug, Clone)]
pub struct Handing<'a> {
    /// The officer who leaves.
    pub from: EntryId,
    /// The officer of the same body who takes over.
    pub to: EntryId,
    /// From which day on.
    pub day: Date,
    /// The number of the order.
    pub order: &'a str,
    /// The day of the order.
    pub ordered_on: Date,
    /// What stands as the reason of each correction.
    pub reason: &'a str,
    /// The entries that were read over, each with the revision that was seen.
    pub seen: &'a BTreeMap<EntryId, i64>,
}

/// What became of a handing-over.
#[derive(Debug, Clone, PartialEq)]
pub enum Handed {
    /// So many entries name the successor now.
    Done(usize),
    /// There is nothing that the reader may hand over.
    Nothing,
    /// What is to be handed over is not what was read over; nothing was stored.
    Changed,
    /// This entry would not be sound so; nothing was stored.
    Unsound(EntryId, Vec<FieldProblem>),
    /// The store did not take it; nothing was stored.
    Refused(Refusal),
}

impl App {
    /// The standing entries among a body's officers that bear a name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub(crate) async fn officers_named(&self, body: BodyId, name: &str) -> Result<Vec<EntryId>, AppError> {
        let scope = Scope::of(body, BTreeSet::from([body]));
        let words = search::words(name.split_whitespace().next().unwrap_or_default());
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let mut officers = Vec::new();
        for stored in self.worded(&scope, "officer", &words, MOST).await? {
            let part = |code: &str| stored.entry.fields.get(code).and_then(Value::text).unwrap_or_default();
            let full = [part("surname"), part("given_name"), part("patronymic")].join(" ");
            if stored.entry.envelope.state == EntryState::Active && fold(full.trim()) == fold(name.trim()) {
                officers.push(stored.entry.id);
            }
        }
        Ok(officers)
    }

    /// The standing entries of a body that name an officer and still last on a day or begin then or later, by register.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub(crate) async fn open_entries(&self, body: BodyId, officer: EntryId, on: Date) -> Result<BTreeMap<String, Vec<(Entry, How)>>, AppError> {
        let scope = Scope::of(body, BTreeSet::from([body]));
        let mut open: BTreeMap<String, Vec<(Entry, How)>> = BTreeMap::new();
        for register in self.rulebook.registers.values().filter(|register| names_officers(register)) {
            for stored in self.naming(&scope, &register.code, officer, MOST).await? {
                let entry = stored.entry;
                if let Some(how) = how(register, &entry, officer, (on, self.today())) {
                    open.entry(register.code.clone()).or_default().push((entry, how));
                }
            }
        }
        Ok(open)
    }

    /// An officer whose entries somebody may hand over, and those of his body that are open on a day as far as the reader sees them.
    ///
    /// # Errors
    /// Absent where the officer is not there, or the reader may correct nothing of his body that names officers.
    pub async fn bound_to(&self, looker: &Looker<'_>, officer: EntryId, on: Date) -> Result<(Entry, Vec<Bound>), AppError> {
        let (register, entry) = looker.entry(officer).await?.ok_or(AppError::Absent)?;
        if register.code != "officer" || entry.envelope.state != EntryState::Active || !self.may_hand_over(looker.who, looker.tree, entry.body) {
            return Err(AppError::Absent);
        }
        let mut bound = Vec::new();
        for (code, entries) in self.open_entries(entry.body, officer, on).await? {
            let register = self.register(&code)?;
            if !looker.who.may(self, looker.tree, Act::Read, Subject::Register(&code), entry.body) {
                continue;
            }
            let enters = self.may_enter(looker.who, looker.tree, register).contains(&entry.body);
            bound.extend(entries.into_iter().map(|(entry, how)| Bound {
                may: self.may_on(looker.who, looker.tree, Act::Correct, register, &entry) && (how == How::Ahead || enters),
                register: code.clone(),
                entry,
                how,
            }));
        }
        Ok((entry, bound))
    }

    /// The other standing officers of an officer's body, with what they are called.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn officers_beside(&self, looker: &Looker<'_>, officer: &Entry) -> Result<Vec<(EntryId, String)>, AppError> {
        let register = self.register("officer")?;
        let scope = Scope::of(officer.body, BTreeSet::from([officer.body]));
        let standing = |entry: &Entry| entry.envelope.state == EntryState::Active && entry.id != officer.id;
        let all = self.worded(&scope, "officer", &[], MOST).await?.into_iter().map(|stored| stored.entry);
        let mut others: Vec<(EntryId, String)> = all.filter(standing).map(|entry| (entry.id, looker.label(register, &entry))).collect();
        others.sort_by(|one, other| (&one.1, one.0).cmp(&(&other.1, other.0)));
        Ok(others)
    }

    /// Whether somebody corrects anything of a body that names officers.
    #[must_use]
    pub fn may_hand_over(&self, who: &Who, tree: &Tree, body: BodyId) -> bool {
        let may = |register: &Register| who.may(self, tree, Act::Correct, Subject::Register(&register.code), body);
        self.rulebook
            .registers
            .values()
            .any(|register| register.code != "officer" && names_officers(register) && may(register))
    }

    /// Puts another officer in the place of one who leaves, in every open entry that the reader may correct.
    ///
    /// # Errors
    /// Absent where one of the officers or the right is missing, or they are not of one body; when the database fails.
    pub async fn hand_over_entries(&self, looker: &Looker<'_>, handing: &Handing<'_>) -> Result<Handed, AppError> {
        let (officer, bound) = self.bound_to(looker, handing.from, handing.day).await?;
        let (register, other) = looker.entry(handing.to).await?.ok_or(AppError::Absent)?;
        let fits = register.code == "officer" && other.envelope.state == EntryState::Active && other.body == officer.body && other.id != officer.id;
        if !fits {
            return Err(AppError::Absent);
        }
        let mine: Vec<Bound> = bound.into_iter().filter(|bound| bound.may).collect();
        if mine.is_empty() {
            return Ok(Handed::Nothing);
        }
        if seen_of(&mine) != *handing.seen {
            return Ok(Handed::Changed);
        }
        let mut drafts = Vec::new();
        for bound in &mine {
            match self.handed(bound, handing, &looker.who.login)? {
                Ok(made) => drafts.extend(made),
                Err(problems) => return Ok(Handed::Unsound(bound.entry.id, problems)),
            }
        }
        drafts.push(self.handing_entries(officer.body, &mine, handing, &looker.who.login));
        match self.commit_whole(drafts).await {
            Ok(()) => Ok(Handed::Done(mine.len())),
            // Corrected or struck through in the moment between.
            Err(AppError::Refused(Refusal::Stale { .. } | Refusal::Withdrawn)) => Ok(Handed::Changed),
            Err(AppError::Refused(refusal)) => Ok(Handed::Refused(refusal)),
            Err(error) => Err(error),
        }
    }

    /// The acts that hand one entry over.
    fn handed(&self, bound: &Bound, handing: &Handing<'_>, actor: &str) -> Result<Result<Vec<Draft>, Vec<FieldProblem>>, AppError> {
        let (register, entry) = (self.register(&bound.register)?, &bound.entry);
        let corrects = |fields: Content| {
            let act = EntryAct::revising(entry.id, entry.body, entry.envelope.revision, handing.reason, self.stamp(actor));
            self.draft(register, fields, act)
        };
        if bound.how == How::Ahead {
            let fields = renamed(&entry.fields, handing.from, handing.to);
            return Ok(corrects(fields).map(|draft| vec![draft]));
        }
        let (mut ended, mut begun) = (entry.fields.clone(), renamed(&entry.fields, handing.from, handing.to));
        for def in register.field.iter().filter(|def| def.kind == FieldType::Span) {
            let Some(Value::Span(span)) = entry.fields.get(&def.code) else { continue };
            let until = Some(handing.day.yesterday()?);
            ended.insert(def.code.clone(), Value::Span(Span { until, ..*span }));
            begun.insert(def.code.clone(), Value::Span(Span { from: handing.day, ..*span }));
        }
        // The new one goes by the order of the handing-over.
        if let Some(day) = register.day.as_ref().filter(|code| matches!(entry.fields.get(*code), Some(Value::Date(_)))) {
            begun.insert(day.clone(), Value::Date(handing.ordered_on));
        }
        if register.field("order_number").is_some() {
            begun.insert("order_number".to_owned(), Value::Text(handing.order.trim().to_owned()));
        }
        let new = EntryAct {
            reason: Some(handing.reason.to_owned()),
            ..EntryAct::new(EntryId(self.new_id()), entry.body, self.stamp(actor))
        };
        Ok(corrects(ended).and_then(|ended| Ok(vec![ended, self.draft(register, begun, new)?])))
    }

    /// The act that says which entries were handed over.
    fn handing_entries(&self, body: BodyId, bound: &[Bound], handing: &Handing<'_>, actor: &str) -> Draft {
        let row = |(no, bound): (i64, &Bound)| Row {
            no,
            cells: Content::from([("entry".to_owned(), Value::Entry(bound.entry.id))]),
        };
        let plain = Content::from([
            ("@officer".to_owned(), Value::Entry(handing.from)),
            ("@to".to_owned(), Value::Entry(handing.to)),
            ("@from".to_owned(), Value::Date(handing.day)),
            ("@reason".to_owned(), Value::Text(handing.reason.to_owned())),
            ("@entries".to_owned(), Value::Rows((1..).zip(bound).map(row).collect())),
        ]);
        let record = RecordDraft {
            body,
            kind: Kind::HandOver,
            subject: handing.from.0,
            plain,
            salt: self.salt(),
            stamp: self.stamp(actor),
        };
        Draft::Record(Box::new(record), Effect::None)
    }
}

/// The entries that a reader may hand over, each with its revision.
#[must_use]
pub fn seen_of(bound: &[Bound]) -> BTreeMap<EntryId, i64> {
    let mine = bound.iter().filter(|bound| bound.may);
    mine.map(|bound| (bound.entry.id, bound.entry.envelope.revision)).collect()
}

/// Whether entries of a register name officers; the officers themselves aside.
fn names_officers(register: &Register) -> bool {
    let officer = |kind: FieldType| kind == FieldType::Officer;
    register
        .field
        .iter()
        .any(|def| officer(def.kind) || def.field.iter().any(|sub| officer(sub.kind)))
}

/// How an entry that names an officer is still open on a day; `None` where it is not. What has happened by `today` names whoever was there,
/// also where the work passed on before.
fn how(register: &Register, entry: &Entry, officer: EntryId, (on, today): (Date, Date)) -> Option<How> {
    if entry.envelope.state != EntryState::Active {
        return None;
    }
    let by = |def: &&qorgau_rulebook::register::Field| def.kind == FieldType::Officer && entry.fields.get(&def.code) == Some(&Value::Entry(officer));
    let in_charge = register.field.iter().any(|def| by(&def));
    let span = register.field.iter().find_map(|def| match entry.fields.get(&def.code) {
        Some(Value::Span(span)) => Some(*span),
        _ => None,
    });
    match span.filter(|_| in_charge) {
        Some(span) if span.until.is_some_and(|until| until < on) => None,
        Some(span) if span.from < on => Some(How::Lasts),
        Some(_) => Some(How::Ahead),
        None => entry.envelope.day.filter(|day| *day >= on && *day > today).map(|_| How::Ahead),
    }
}

/// Fields in which one officer stands in the place of another.
fn renamed(fields: &Content, from: EntryId, to: EntryId) -> Content {
    let put = |value: &Value| match value {
        Value::Entry(id) if *id == from => Value::Entry(to),
        Value::Rows(rows) => Value::Rows(
            rows.iter()
                .map(|row| Row {
                    no: row.no,
                    cells: renamed(&row.cells, from, to),
                })
                .collect(),
        ),
        other => other.clone(),
    };
    fields.iter().map(|(code, value)| (code.clone(), put(value))).collect()
}
