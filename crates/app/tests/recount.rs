//! The returns equal a recount by a naive program, for every kind of figure, on both engines.
//!
//! The naive program knows what was written, how the rulebook defines the figures, and the dated bodies. It goes through
//! every day and walks up the superiors of every body, and shares no code with the product's counting.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use qorgau_app::entries::Act;
use qorgau_app::example::{Plan, facts};
use qorgau_app::returns::{Kind as ReturnKind, Who};
use qorgau_app::{App, AppError};
use qorgau_domain::time::{OPEN, date_of, day_number};
use qorgau_domain::value::{Content, Row, Span, Value, rows};
use qorgau_domain::{BodyId, BodyVersion, EntryId, Month, Period};
use qorgau_rulebook::indicator::{Count, Indicator, Kind};
use qorgau_rulebook::register::{Condition, Register};
use qorgau_rulebook::{Rulebook, damage, shipped};
use qorgau_store::{Mode, Refusal, Scope};
use support::{Engine, shipped_rulebook};

/// An entry as it was last written.
struct Written {
    id: EntryId,
    body: BodyId,
    register: String,
    fields: Content,
    revision: i64,
    stands: bool,
}

/// All that was written.
#[derive(Default)]
struct World {
    entries: Vec<Written>,
    links: Vec<Vec<EntryId>>,
    kept: BTreeMap<(BodyId, String), Month>,
    bodies: BTreeMap<BodyId, Vec<BodyVersion>>,
}

/// What an entry counts for: so much on each of these days (an event has one), for the figure of this place in the rulebook.
#[derive(Clone)]
struct Piece {
    figure: usize,
    entry: EntryId,
    body: BodyId,
    from: i64,
    until: i64,
    amount: i64,
}

/// The rows of a body for some months. `None` is the whole body.
#[derive(Default)]
struct Table {
    sums: BTreeMap<(usize, Option<Who>), i64>,
    standing: BTreeMap<(usize, Option<Who>), i64>,
    peaks: BTreeMap<(usize, Option<Who>), i64>,
    rows: BTreeSet<Who>,
}

struct Naive<'a> {
    rulebook: &'a Rulebook,
    world: &'a World,
    pieces: Vec<Piece>,
}

/// A field of the row where the row can have it, else of the entry; with the list its codes are from.
fn look<'a>(register: &'a Register, row: Option<(&str, &'a Row)>, fields: &'a Content, code: &str) -> (Option<&'a Value>, Option<&'a str>) {
    let sub = row.and_then(|(name, row)| Some((register.field(name)?.sub(code)?, row)));
    match sub {
        Some((def, row)) => (row.cells.get(code), def.list.as_deref()),
        None => (fields.get(code), register.field(code).and_then(|def| def.list.as_deref())),
    }
}

impl<'a> Naive<'a> {
    fn new(rulebook: &'a Rulebook, world: &'a World) -> Self {
        let mut naive = Naive {
            rulebook,
            world,
            pieces: Vec::new(),
        };
        for entry in world.entries.iter().filter(|entry| entry.stands) {
            for (figure, indicator) in rulebook.indicators.iter().enumerate() {
                for count in indicator.count.iter().filter(|count| count.register == entry.register) {
                    naive.count_entry(figure, count, entry);
                }
            }
        }
        naive
    }

    fn count_entry(&mut self, figure: usize, count: &Count, entry: &Written) {
        let whole = Row::default();
        let several = count.rows.as_deref();
        let of_entry: Vec<&Row> = several.map_or_else(|| vec![&whole], |name| rows(&entry.fields, name).iter().collect());
        let mut seen = Vec::new();
        for row in of_entry {
            let row = several.map(|name| (name, row));
            if let (Some(field), Some((_, row))) = (&count.distinct, row)
                && let Some(value) = row.cells.get(field)
            {
                if seen.contains(&value) {
                    continue;
                }
                seen.push(value);
            }
            if count.conditions.iter().all(|condition| self.holds(condition, entry, row))
                && let Some((from, until, amount)) = self.measure(count, entry, row)
            {
                let (entry, body) = (entry.id, entry.body);
                self.pieces.push(Piece { figure, entry, body, from, until, amount });
            }
        }
    }

    fn holds(&self, condition: &Condition, entry: &Written, row: Option<(&str, &Row)>) -> bool {
        if let Some(inner) = &condition.any_row {
            let name = condition.field.as_str();
            return rows(&entry.fields, name).iter().any(|row| self.holds(inner, entry, Some((name, row))));
        }
        let (value, list) = look(&self.rulebook.registers[&entry.register], row, &entry.fields, &condition.field);
        let codes: Vec<&String> = match value {
            Some(Value::Choice(code)) => vec![code],
            Some(Value::Choices(codes)) => codes.iter().collect(),
            _ => Vec::new(),
        };
        let tagged = |tag: &String| {
            let items = list.and_then(|list| self.rulebook.lists.get(list)).map_or(&[][..], |list| &list.item);
            items.iter().any(|item| codes.contains(&&item.code) && item.tags.contains(tag))
        };
        let is = |wanted: &toml::Value| match wanted {
            toml::Value::Boolean(wanted) => *wanted == (value == Some(&Value::YesNo(true))),
            toml::Value::String(wanted) => codes.contains(&wanted),
            other => panic!("no figure asks for {other:?}"),
        };
        condition.is.as_ref().is_none_or(is)
            && (condition.among.is_empty() || codes.iter().any(|code| condition.among.contains(code)))
            && !codes.iter().any(|code| condition.not_in.contains(code))
            && condition.tag.as_ref().is_none_or(tagged)
            && condition.present.is_none_or(|wanted| wanted == value.is_some())
    }

    /// First day, last day, how much.
    fn measure(&self, count: &Count, entry: &Written, row: Option<(&str, &Row)>) -> Option<(i64, i64, i64)> {
        let value = |code: &String| look(&self.rulebook.registers[&entry.register], row, &entry.fields, code).0;
        let day = |code: &String| match value(code)? {
            Value::Date(date) => Some(day_number(*date)),
            Value::Span(span) => Some(day_number(span.from)),
            _ => None,
        };
        let (from, until) = match (&count.day, &count.span, &count.from) {
            (Some(code), ..) => (day(code)?, day(code)?),
            (_, Some(code), _) => match value(code)? {
                Value::Span(span) => (day_number(span.from), span.until.map_or(OPEN, day_number)),
                _ => return None,
            },
            (.., Some(code)) => {
                let until = count.until.as_ref().and_then(day);
                (day(code)?, until.map_or(OPEN, |until| if count.until_excluded { until - 1 } else { until }))
            }
            _ => return None,
        };
        let amount = match (&count.amount, &count.amount_days) {
            (Some(code), _) => match value(code)? {
                Value::Number(number) => *number,
                _ => return None,
            },
            (None, Some([first, last])) => day(last)? - day(first)?,
            (None, None) => 1,
        };
        (from <= until).then_some((from, until, amount))
    }

    /// The body and its superiors by the tree of the month's last day.
    fn path(&self, body: BodyId, month: Month) -> Vec<BodyId> {
        let (mut path, day) = (vec![body], month.last());
        loop {
            let mut versions: Vec<&BodyVersion> = self.world.bodies[path.last().unwrap()].iter().collect();
            versions.sort_by_key(|version| version.from);
            let begun: Vec<_> = versions.iter().filter(|version| version.from.is_none_or(|from| from <= day)).collect();
            let above = match begun.last() {
                None => versions[0].parent,
                Some(version) if version.until.is_some_and(|until| until < day) => version.successor.or(version.parent),
                Some(version) => version.parent,
            };
            match above {
                Some(above) => path.push(above),
                None => return path,
            }
        }
    }

    fn row(&self, root: BodyId, body: BodyId, month: Month) -> Option<Who> {
        shown_in(root, &self.path(body, month))
    }

    fn children(&self, root: BodyId, month: Month) -> BTreeSet<BodyId> {
        let bodies = self.world.bodies.keys();
        bodies.copied().filter(|body| self.path(*body, month).get(1) == Some(&root)).collect()
    }

    /// What linked records take off: where a later one meets an earlier one that counts in the same figure.
    fn doubles(&self, root: BodyId, month: Month) -> Vec<(Piece, Who)> {
        let mut found = Vec::new();
        for link in &self.world.links {
            for (rank, later) in link.iter().enumerate() {
                for piece in self.pieces.iter().filter(|piece| piece.entry == *later) {
                    let counts = |other: &&Piece| other.figure == piece.figure && link[..rank].contains(&other.entry);
                    let above: BTreeSet<BodyId> = self.pieces.iter().filter(counts).flat_map(|other| self.path(other.body, month)).collect();
                    let mut path = self.path(piece.body, month);
                    path.retain(|body| above.contains(body));
                    let who = shown_in(root, &path).map(|who| if who == Who::Own { Who::Doubles } else { who });
                    found.extend(who.map(|who| (Piece { amount: -piece.amount, ..piece.clone() }, who)));
                }
            }
        }
        found
    }

    fn table(&self, root: BodyId, months: &[Month]) -> Table {
        let mut table = Table::default();
        let end = day_number(months.last().unwrap().last());
        for month in months {
            let (first, last) = (day_number(month.first()), day_number(month.last()));
            let mut here = self.doubles(root, *month);
            let rows: BTreeMap<BodyId, Who> = self.world.bodies.keys().filter_map(|body| Some((*body, self.row(root, *body, *month)?))).collect();
            here.extend(self.pieces.iter().filter_map(|piece| Some((piece.clone(), *rows.get(&piece.body)?))));
            here.retain(|(piece, _)| piece.from <= last && piece.until >= first);
            table.rows.extend(here.iter().map(|(_, who)| *who));
            for day in first..=last {
                let mut today: BTreeMap<(usize, Option<Who>), i64> = BTreeMap::new();
                for (piece, who) in here.iter().filter(|(piece, _)| (piece.from..=piece.until).contains(&day)) {
                    for row in [None, Some(*who)] {
                        *today.entry((piece.figure, row)).or_default() += piece.amount;
                    }
                }
                for (key, amount) in today {
                    *table.sums.entry(key).or_default() += amount;
                    let peak = table.peaks.entry(key).or_default();
                    *peak = amount.max(*peak);
                    if day == end {
                        table.standing.insert(key, amount);
                    }
                }
            }
        }
        table
    }

    /// How many bodies of a row are flagged: there on the last day, of a level that is asked, with any or (inverted) without.
    fn flag(&self, figure: usize, root: BodyId, row: Option<Who>, months: &[Month]) -> i64 {
        let indicator = &self.rulebook.indicators[figure];
        let last = *months.last().unwrap();
        let spans = indicator.count.iter().any(|count| count.span.is_some() || count.from.is_some());
        let days = (day_number(if spans { last.last() } else { months[0].first() }), day_number(last.last()));
        let asked = |body: &BodyId| {
            let mut versions = self.world.bodies[body].iter();
            let now = versions.find(|version| version.from.is_none_or(|from| from <= last.last()) && version.until.is_none_or(|until| until >= last.last()));
            let who = self.row(root, *body, last);
            now.is_some_and(|version| indicator.levels.contains(&version.level)) && who.is_some_and(|who| row.is_none_or(|row| row == who))
        };
        let has = |body: &BodyId| {
            let counts = |piece: &&Piece| piece.figure == figure && piece.body == *body && piece.from <= days.1 && piece.until >= days.0;
            self.pieces.iter().filter(counts).map(|piece| piece.amount).sum::<i64>() > 0
        };
        let flagged = self.world.bodies.keys().filter(|body| asked(body) && has(body) != indicator.inverted);
        i64::try_from(flagged.count()).unwrap()
    }

    /// Whether anybody of a row kept a register behind the figure, in a month in which it stood there.
    fn kept(&self, indicator: &Indicator, root: BodyId, row: Option<Who>, months: &[Month]) -> bool {
        let parts = [&indicator.numerator, &indicator.denominator].into_iter().flatten();
        let behind: Vec<&Indicator> = parts.map(|code| self.rulebook.indicator(code).unwrap()).chain([indicator]).collect();
        let at_the_end = matches!(indicator.kind, Kind::Stock | Kind::Flag);
        let months = if at_the_end { &months[months.len() - 1..] } else { months };
        self.world.kept.iter().any(|((body, register), since)| {
            let counts = behind.iter().any(|figure| figure.count.iter().any(|count| count.register == *register));
            let stood = |month: &Month| since <= month && self.row(root, *body, *month).is_some_and(|who| row.is_none_or(|row| row == who));
            counts && months.iter().any(stood)
        })
    }

    fn value(&self, figure: usize, root: BodyId, row: Option<Who>, months: &[Month], table: &Table) -> Option<i64> {
        let indicator = &self.rulebook.indicators[figure];
        let always = row == Some(Who::Doubles) || indicator.inverted;
        if !always && !self.kept(indicator, root, row, months) {
            return None;
        }
        let part = |code: &Option<String>| {
            let at = self.rulebook.indicators.iter().position(|other| Some(&other.code) == code.as_ref()).unwrap();
            table.sums.get(&(at, row)).copied().unwrap_or(0)
        };
        let divided = |units: i64| {
            let (above, below) = (part(&indicator.numerator) * units, part(&indicator.denominator));
            (below > 0).then(|| above.div_euclid(below) + i64::from(2 * above.rem_euclid(below) >= below))
        };
        match indicator.kind {
            Kind::Flow | Kind::Days => Some(table.sums.get(&(figure, row)).copied().unwrap_or(0)),
            Kind::Stock => Some(table.standing.get(&(figure, row)).copied().unwrap_or(0)),
            Kind::Peak => Some(table.peaks.get(&(figure, row)).copied().unwrap_or(0)),
            Kind::Ratio => divided(100 * 10),
            Kind::Mean => divided(10_i64.pow(u32::from(indicator.scale))),
            Kind::Flag => Some(self.flag(figure, root, row, months)),
        }
    }
}

/// The row of a root that a path upward ends in.
fn shown_in(root: BodyId, path: &[BodyId]) -> Option<Who> {
    let at = path.iter().position(|body| *body == root)?;
    Some(if at == 0 { Who::Own } else { Who::Child(path[at - 1]) })
}
