//! Papers of a raid: its plan with those who agree to it, the sheet of its briefing, and the note on its conduct and results (order item 2.2,
//! clauses 21.2 and 21.3; both are kept in file No. 3 by appendix 1).
//!
//! They are worded from the raid's entry and from what names it: offences, tracks, publications. Nothing is typed twice. Persons are not
//! named on them.

use std::collections::BTreeMap;

use qorgau_domain::EntryId;
use qorgau_domain::entry::{Entry, EntryState};
use qorgau_domain::value::{Content, Row, Value, rows};
use qorgau_rulebook::Register;
use qorgau_rulebook::official::Marked;
use qorgau_rulebook::register::Field;
use qorgau_store::Stored;

use crate::forms::say::pointed;
use crate::forms::seek::Looker;
use crate::letters::Block;
use crate::raids::{self, Effort, RAID};
use crate::{AppError, show};

/// The most entries of one register that a paper lists.
const MOST: usize = 500;

/// A paper of a raid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RaidPaper {
    /// What is to be done, by whom, with what; those who agree sign.
    Plan,
    /// What was said at the briefing, with a line for each to sign on.
    Briefing,
    /// How it went and what it brought.
    Note,
}

/// A paper in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worded {
    /// What it is.
    pub title: String,
    /// Which raid it is about.
    pub dated: String,
    /// Something in it is for official use.
    pub official: bool,
    /// What it says.
    pub blocks: Vec<Block>,
    /// The posts of those who sign before the head of the body.
    pub signers: Vec<String>,
}

/// What a plan says.
const PLANNED: [&str; 12] = [
    "kind",
    "operation",
    "planned_on",
    "started_on",
    "place",
    "district",
    "basis",
    "plan_item",
    "proposal",
    "task",
    "route",
    "leader",
];

/// What a sheet of a briefing says.
const BRIEFED: [&str; 9] = [
    "kind",
    "operation",
    "started_on",
    "place",
    "task",
    "route",
    "briefed_on",
    "briefed_by",
    "topics",
];

/// Lines to sign on that a sheet of a briefing has at least and at most: whoever is not named in the raid writes himself in.
const SIGNED_BY_HAND: (usize, usize) = (10, 200);

/// How it went.
const CONDUCT: [&str; 18] = [
    "kind",
    "operation",
    "started_on",
    "ended_on",
    "started_at",
    "ended_at",
    "place",
    "district",
    "basis",
    "plan_item",
    "proposal",
    "task",
    "route",
    "leader",
    "briefed_on",
    "briefed_by",
    "briefed",
    "media",
];

/// What of an offence stands in the note.
const OFFENCE: [&str; 5] = ["revealed_on", "article", "protocol_number", "case_number", "decision"];

impl RaidPaper {
    /// All of them, in the order in which a raid needs them.
    pub const ALL: [RaidPaper; 3] = [RaidPaper::Plan, RaidPaper::Briefing, RaidPaper::Note];

    /// How it is called in addresses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            RaidPaper::Plan => "plan",
            RaidPaper::Briefing => "briefing",
            RaidPaper::Note => "note",
        }
    }

    /// What it is.
    #[must_use]
    pub fn title(self, looker: &Looker<'_>) -> String {
        let l = looker.l;
        match self {
            RaidPaper::Plan => l.raid_paper_plan(),
            RaidPaper::Briefing => l.raid_paper_briefing(),
            RaidPaper::Note => l.raid_paper_note(),
        }
    }

    /// What it says of a raid, as far as the reader may know.
    ///
    /// # Errors
    /// Absent where the entry is no standing raid, or he may not take out something that stands in it; when the database cannot be read.
    pub async fn worded(self, looker: &Looker<'_>, entry: &Entry) -> Result<Worded, AppError> {
        if entry.envelope.register != RAID || entry.envelope.state != EntryState::Active {
            return Err(AppError::Absent);
        }
        let pen = Pen::of(looker, entry).await?;
        let mut used = vec![entry.clone()];
        let blocks = match self {
            RaidPaper::Plan => pen.plan(),
            RaidPaper::Briefing => pen.briefing(),
            RaidPaper::Note => pen.note(entry.id, &mut used).await?,
        };
        let Looker { app, who, tree, .. } = *looker;
        if used.iter().any(|entry| !app.may_take_out(who, tree, entry)) {
            return Err(AppError::Absent);
        }
        let signers = if self == RaidPaper::Plan { pen.agreeing() } else { Vec::new() };
        let day = raids::day(&entry.fields).map_or_else(String::new, |day| looker.l.date(day));
        Ok(Worded {
            title: self.title(looker),
            dated: looker.l.raid_paper_dated(&entry.envelope.number.to_string(), &day),
            official: used.iter().any(|entry| app.marked(entry) != Marked::Nothing),
            blocks,
            signers,
        })
    }
}

/// Writes of one raid.
struct Pen<'a> {
    looker: &'a Looker<'a>,
    register: &'a Register,
    fields: &'a Content,
    labels: BTreeMap<EntryId, String>,
}

impl<'a> Pen<'a> {
    async fn of(looker: &'a Looker<'a>, entry: &'a Entry) -> Result<Self, AppError> {
        let register = looker.app.register(RAID)?;
        Ok(Pen {
            looker,
            register,
            fields: &entry.fields,
            labels: looker.labels(pointed(&entry.fields)).await?,
        })
    }

    fn plan(&self) -> Vec<Block> {
        let mut blocks = vec![self.facts(&PLANNED)];
        blocks.extend(
            ["partners", "participants", "vehicles", "checkpoints", "issued"]
                .into_iter()
                .flat_map(|code| self.rows_of(code)),
        );
        blocks
    }

    fn briefing(&self) -> Vec<Block> {
        let l = self.looker.l;
        let people = rows(self.fields, "participants");
        let line = |(no, row): (usize, &Row)| {
            let said = |code: &str| self.cell("participants", code, row);
            vec![no.to_string(), said("service"), said("officer"), said("count"), String::new()]
        };
        let (least, most) = SIGNED_BY_HAND;
        let lines = usize::try_from(raids::people(self.fields)).unwrap_or(least).clamp(least, most);
        let blank = |no: usize| [vec![no.to_string()], vec![String::new(); 4]].concat();
        let head = |code: &str| self.sub("participants", code).map_or_else(String::new, |def| self.name(def));
        vec![
            self.facts(&BRIEFED),
            Block::Heading(l.raid_paper_briefed()),
            Block::Table {
                heads: vec!["№".to_owned(), head("service"), head("officer"), head("count"), l.raid_paper_signature()],
                rows: (1..).zip(people).map(line).chain((people.len() + 1..=lines).map(blank)).collect(),
            },
        ]
    }

    /// The note; what it is made of is added to what was used.
    async fn note(&self, raid: EntryId, used: &mut Vec<Entry>) -> Result<Vec<Block>, AppError> {
        let Looker { app, who, tree, l } = *self.looker;
        let mut blocks = vec![Block::Heading(l.raid_paper_conduct()), self.facts(&CONDUCT)];
        blocks.extend(
            ["partners", "participants", "vehicles", "legs", "issued"]
                .into_iter()
                .flat_map(|code| self.rows_of(code)),
        );
        let tracks = app.tracks_of(who, tree, raid).await?;
        blocks.push(Block::Heading(l.raid_effort()));
        blocks.push(self.effort(&Effort::of(self.fields, &tracks)));
        blocks.push(Block::Heading(l.raid_paper_results()));
        let offences = self.naming("offence", raid).await?;
        blocks.extend(self.offences(&offences));
        blocks.extend(self.seizures(&offences));
        blocks.extend(self.fields.get("results").and_then(Value::text).map(|text| Block::Paragraph(text.to_owned())));
        let publications = self.naming("publication", raid).await?;
        blocks.extend(self.publications(&publications));
        used.extend([tracks, offences, publications].into_iter().flatten().map(|stored| stored.entry));
        Ok(blocks)
    }

    /// The standing entries of a register that name the raid, the first day first.
    async fn naming(&self, register: &str, raid: EntryId) -> Result<Vec<Stored>, AppError> {
        let Looker { app, who, tree, .. } = *self.looker;
        let mut found = app.standing_naming(who, tree, register, raid, MOST).await?;
        found.sort_by_key(|stored| (stored.entry.envelope.day, stored.entry.envelope.number));
        Ok(found)
    }

    /// Fields of the raid that are stated, each with its name.
    fn facts(&self, codes: &[&str]) -> Block {
        let line = |code: &&str| {
            let (def, value) = (self.register.field(code)?, self.fields.get(*code)?);
            Some(vec![self.name(def), self.said(def, value)])
        };
        Block::Table {
            heads: Vec::new(),
            rows: codes.iter().filter_map(line).collect(),
        }
    }

    /// The rows of a field, those sub-fields that some row states.
    fn rows_of(&self, code: &str) -> Vec<Block> {
        let made = rows(self.fields, code);
        let (Some(def), false) = (self.register.field(code), made.is_empty()) else {
            return Vec::new();
        };
        let stated: Vec<&Field> = def
            .field
            .iter()
            .filter(|sub| made.iter().any(|row| row.cells.contains_key(&sub.code)))
            .collect();
        let line = |row: &Row| stated.iter().map(|sub| self.cell(code, &sub.code, row)).collect();
        vec![
            Block::Heading(self.name(def)),
            Block::Table {
                heads: stated.iter().map(|sub| self.name(sub)).collect(),
                rows: made.iter().map(line).collect(),
            },
        ]
    }

    fn effort(&self, effort: &Effort) -> Block {
        let (app, l) = (self.looker.app, self.looker.l);
        let shown = |number: Option<i64>| number.map_or_else(|| "—".to_owned(), |number| l.number(number, 1));
        let line = |(source, numbers): (String, [Option<i64>; 3])| std::iter::once(source).chain(numbers.map(shown)).collect();
        Block::Table {
            heads: Effort::heads(l).into(),
            rows: effort.lines(&app.rulebook, l).into_iter().map(line).collect(),
        }
    }

    fn offences(&self, offences: &[Stored]) -> Vec<Block> {
        let l = self.looker.l;
        let Some(register) = self.looker.app.rulebook.register("offence") else {
            return Vec::new();
        };
        if offences.is_empty() {
            return vec![Block::Paragraph(l.raid_paper_no_offences())];
        }
        let stated = |def: &&Field| offences.iter().any(|stored| stored.entry.fields.contains_key(&def.code));
        let shown: Vec<&Field> = OFFENCE.iter().filter_map(|code| register.field(code)).filter(stated).collect();
        let line = |stored: &Stored| {
            let said = |def: &&Field| stored.entry.fields.get(&def.code).map_or_else(String::new, |value| self.said(def, value));
            let damage = damage(&stored.entry.fields);
            let number = std::iter::once(stored.entry.envelope.number.to_string());
            number.chain(shown.iter().map(said)).chain([l.number(damage, 2)]).collect()
        };
        let heads = std::iter::once("№".to_owned()).chain(shown.iter().map(|def| self.name(def)));
        let held: usize = offences.iter().map(|stored| held(&stored.entry.fields)).sum();
        let all: i64 = offences.iter().map(|stored| damage(&stored.entry.fields)).sum();
        vec![
            Block::Table {
                heads: heads.chain([l.raid_paper_damage()]).collect(),
                rows: offences.iter().map(line).collect(),
            },
            Block::Paragraph(l.raid_paper_sums(&offences.len().to_string(), &held.to_string(), &l.number(all, 2))),
        ]
    }

    /// What was seized in all offences, alike things together.
    fn seizures(&self, offences: &[Stored]) -> Vec<Block> {
        let l = self.looker.l;
        let Some(def) = self.looker.app.rulebook.register("offence").and_then(|register| register.field("seizures")) else {
            return Vec::new();
        };
        let mut sums: BTreeMap<[String; 3], i64> = BTreeMap::new();
        for row in offences.iter().flat_map(|stored| rows(&stored.entry.fields, "seizures")) {
            let said = |code: &str| {
                def.sub(code)
                    .zip(row.cells.get(code))
                    .map_or_else(String::new, |(sub, value)| self.said(sub, value))
            };
            let quantity = row.cells.get("quantity").and_then(Value::number).unwrap_or(0);
            *sums.entry(["kind", "species", "unit"].map(said)).or_default() += quantity;
        }
        let scale = def.sub("quantity").map_or(3, Field::digits);
        let lines = sums
            .into_iter()
            .map(|([kind, species, unit], quantity)| vec![kind, species, l.number(quantity, scale), unit]);
        let head = |code: &str| def.sub(code).map_or_else(String::new, |sub| self.name(sub));
        let rows: Vec<Vec<String>> = lines.collect();
        if rows.is_empty() {
            return Vec::new();
        }
        let heads = ["kind", "species", "quantity", "unit"].map(head);
        vec![Block::Heading(self.name(def)), Block::Table { heads: heads.into(), rows }]
    }

    fn publications(&self, publications: &[Stored]) -> Vec<Block> {
        let Some(register) = self.looker.app.rulebook.register("publication") else {
            return Vec::new();
        };
        let shown: Vec<&Field> = ["published_on", "media_kind", "outlet", "title"]
            .iter()
            .filter_map(|code| register.field(code))
            .collect();
        let line = |stored: &Stored| {
            let said = |def: &&Field| stored.entry.fields.get(&def.code).map_or_else(String::new, |value| self.said(def, value));
            shown.iter().map(said).collect()
        };
        if publications.is_empty() {
            return Vec::new();
        }
        let table = Block::Table {
            heads: shown.iter().map(|def| self.name(def)).collect(),
            rows: publications.iter().map(line).collect(),
        };
        vec![Block::Heading(register.name.get(self.looker.l.lang()).to_owned()), table]
    }

    /// The posts of those who agree to the plan.
    fn agreeing(&self) -> Vec<String> {
        let post = |row: &Row| {
            let said = |code: &str| row.cells.get(code).and_then(Value::text).unwrap_or_default();
            format!("{}, {}", said("body"), said("post"))
        };
        rows(self.fields, "approvals").iter().map(post).collect()
    }

    fn name(&self, def: &Field) -> String {
        def.name.get(self.looker.l.lang()).to_owned()
    }

    fn sub(&self, rows: &str, code: &str) -> Option<&'a Field> {
        self.register.field(rows)?.sub(code)
    }

    fn cell(&self, rows: &str, code: &str, row: &Row) -> String {
        self.sub(rows, code)
            .zip(row.cells.get(code))
            .map_or_else(String::new, |(def, value)| self.said(def, value))
    }

    fn said(&self, def: &Field, value: &Value) -> String {
        let Looker { app, tree, l, .. } = *self.looker;
        match value {
            Value::Entry(id) => self.labels.get(id).cloned().unwrap_or_else(|| l.entry_hidden()),
            _ => show::shown(&app.rulebook, tree, (l, app.zone()), def, value),
        }
    }
}

/// The damage of an offence, in tiyn.
fn damage(fields: &Content) -> i64 {
    rows(fields, "damage")
        .iter()
        .filter_map(|row| row.cells.get("amount").and_then(Value::number))
        .sum()
}

/// How many were held.
fn held(fields: &Content) -> usize {
    rows(fields, "persons").iter().filter(|row| row.cells.contains_key("held_on")).count()
}
