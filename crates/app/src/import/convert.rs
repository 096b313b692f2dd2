//! From lines of a foreign layout to the fields of a register, by an import map.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use qorgau_domain::amount;
use qorgau_domain::fold::fold;
use qorgau_domain::value::{Content, Place, Row, Span, Value};
use qorgau_domain::{BodyId, Tree};
use qorgau_rulebook::list::List;
use qorgau_rulebook::map::{Column, ImportMap, SectorRule, Split};
use qorgau_rulebook::register::{Field, FieldType, Register};
use qorgau_rulebook::validate::{Fault, not_in_list};

use super::naming::Named;
use super::read::{Line, Table};
use super::{Reason, Refused};
use crate::typed::{self, Reading};

/// A fact made of one line, or of several with one id.
#[derive(Debug, Clone, Default)]
pub struct Fact {
    /// What names it in its source.
    pub id: String,
    /// The lines it came from.
    pub lines: Vec<u64>,
    /// Its fields.
    pub fields: Content,
    /// What is wrong with its lines.
    pub refused: Vec<Refused>,
    /// Its cells that name other entries; their texts stand in its fields until the entries are found.
    pub(super) named: Vec<Named>,
}

impl Fact {
    /// Remembers the line of a cell where it names another entry.
    fn names(&mut self, line: u64, field: &str, def: &Field, value: &Value) {
        if let (Some(_), Value::Text(text)) = (def.points_to(), value) {
            self.named.push(Named {
                line,
                field: field.to_owned(),
                text: text.clone(),
            });
        }
    }
}

/// What turns lines into facts.
pub(super) struct Converter<'a> {
    pub(super) table: &'a Table,
    pub(super) map: &'a ImportMap,
    pub(super) register: &'a Register,
    pub(super) lists: &'a BTreeMap<String, List>,
    pub(super) tree: &'a Tree,
    pub(super) today: Date,
    pub(super) zone: &'a TimeZone,
}

/// A line on its way to a fact.
#[derive(Default)]
struct Draft {
    fields: Content,
    /// Rows by their field; the counts of a shared line go with a sole row only.
    rows: BTreeMap<String, Vec<Content>>,
    skipped: bool,
    notes: Vec<String>,
}

impl Converter<'_> {
    /// The facts of a table, in the order of their first lines.
    pub(super) fn facts(&self) -> (Vec<Fact>, Vec<Refused>) {
        let mut facts: Vec<Fact> = Vec::new();
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        let mut nameless = Vec::new();
        for line in &self.table.lines {
            let Some(id) = self.identity(line) else {
                nameless.push(Refused {
                    line: line.no,
                    field: self.map.id.join(", "),
                    reason: Reason::NoId,
                });
                continue;
            };
            let at = known.get(&id).copied().filter(|_| self.map.group).unwrap_or_else(|| {
                facts.push(Fact {
                    id: id.clone(),
                    ..Fact::default()
                });
                facts.len() - 1
            });
            known.insert(id, at);
            if let Some(fact) = facts.get_mut(at) {
                self.add(fact, line);
            }
        }
        (facts, nameless)
    }

    /// What names the fact of a line in its source: its id, or the whole line where the source gives none. `None`: the id is not filled in.
    fn identity(&self, line: &Line) -> Option<String> {
        let named: Vec<&str> = self.map.id.iter().map(|column| self.table.cell(line, column)).collect();
        match named.as_slice() {
            [] => Some(line.cells.iter().map(|cell| measured(cell.trim())).collect()),
            [sole] => Some((*sole).to_owned()).filter(|id| !id.is_empty()),
            parts if parts.iter().any(|part| part.is_empty()) => None,
            parts => Some(parts.iter().map(|part| measured(part)).collect()),
        }
    }

    fn add(&self, fact: &mut Fact, line: &Line) {
        fact.lines.push(line.no);
        let mut draft = Draft::default();
        for (field, value) in &self.map.constants {
            if let (Some(def), Some(text)) = (self.register.field(field), value.as_str()) {
                self.put(&mut draft, fact, line, def, text, None);
            }
        }
        for column in &self.map.column {
            self.column(&mut draft, fact, line, column);
        }
        if let Some(place) = self.place(fact, line) {
            draft.fields.insert("place".to_owned(), place);
        }
        self.finish(fact, line.no, draft);
    }

    fn column(&self, draft: &mut Draft, fact: &mut Fact, line: &Line, column: &Column) {
        let joined: Vec<&str> = column
            .from
            .names()
            .iter()
            .map(|name| self.table.cell(line, name))
            .filter(|cell| !cell.is_empty())
            .collect();
        let mut text = joined.join("-");
        let mut estimated = column.estimated && !text.is_empty();
        if text.is_empty()
            && let Some(otherwise) = &column.otherwise
        {
            self.table.cell(line, otherwise).clone_into(&mut text);
            estimated = !text.is_empty();
        }
        if let (true, Some(mark)) = (estimated, &column.mark) {
            draft.fields.insert(mark.clone(), Value::YesNo(true));
        }
        if column.skip.iter().any(|skipped| fold(skipped) == fold(&text)) {
            draft.skipped = true;
            return;
        }
        if column.split == Some(Split::KindSpecies) {
            return self.species(draft, fact, line, column, &text);
        }
        if text.is_empty() {
            return;
        }
        let also = column.also.iter().find(|also| self.table.cell(line, &also.column).ends_with(&also.ends_with));
        let text = also.map_or(text, |also| also.value.clone());
        if column.to.contains('.') {
            self.cell_of_rows(draft, fact, line, column, &text);
        } else if let Some(def) = self.register.field(&column.to) {
            self.put(draft, fact, line, def, &text, Some(column));
        }
    }

    fn put(&self, draft: &mut Draft, fact: &mut Fact, line: &Line, def: &Field, text: &str, column: Option<&Column>) {
        match self.value(def, text, column) {
            Ok(value) => {
                fact.names(line.no, &def.code, def, &value);
                draft.fields.insert(def.code.clone(), value);
            }
            Err(reason) => fact.refused.push(Refused {
                line: line.no,
                field: def.code.clone(),
                reason,
            }),
        }
    }

    /// A cell that belongs to a row: to the one row of the line, or, where it has several, to a note, since nobody can say which it counts.
    fn cell_of_rows(&self, draft: &mut Draft, fact: &mut Fact, line: &Line, column: &Column, text: &str) {
        let Some((rows, code)) = column.to.split_once('.') else { return };
        let Some(def) = self.register.field(rows).and_then(|rows| rows.sub(code)) else {
            return;
        };
        let value = match self.value(def, text, Some(column)) {
            Ok(value) => value,
            Err(reason) => {
                return fact.refused.push(Refused {
                    line: line.no,
                    field: column.to.clone(),
                    reason,
                });
            }
        };
        fact.names(line.no, &column.to, def, &value);
        let made = draft.rows.entry(rows.to_owned()).or_default();
        if made.is_empty() {
            made.push(Content::new());
        }
        match made.as_mut_slice() {
            [sole] => {
                sole.insert(code.to_owned(), value);
            }
            _ => draft.notes.push(format!("{}: {text}", column.from.names().join("-"))),
        }
    }

    /// A cell of pairs: `domestic, swine, wild, wild boar`.
    fn species(&self, draft: &mut Draft, fact: &mut Fact, line: &Line, column: &Column, text: &str) {
        let Some((rows, code)) = column.to.split_once('.') else { return };
        let Some(list) = self
            .register
            .field(rows)
            .and_then(|rows| rows.sub(code))
            .and_then(|def| self.lists.get(def.list.as_ref()?))
        else {
            return;
        };
        let pairs = pairs(text, column.pair_separator.as_deref());
        if pairs.is_empty() {
            return fact.refused.push(Refused {
                line: line.no,
                field: column.to.clone(),
                reason: Reason::NoSpecies,
            });
        }
        let made = draft.rows.entry(rows.to_owned()).or_default();
        for (kind, species) in &pairs {
            let whole = format!("{kind}, {species}");
            let listed = column.values.iter().find(|(cell, _)| fold(cell) == fold(&whole)).map(|(_, code)| code.as_str());
            match listed.or_else(|| list.find(species)) {
                Some(found) => {
                    let row = Content::from([(code.to_owned(), Value::Choice(found.to_owned()))]);
                    if !made.contains(&row) {
                        made.push(row);
                    }
                }
                None => fact.refused.push(Refused {
                    line: line.no,
                    field: column.to.clone(),
                    reason: Reason::Fault(not_in_list(list, species)),
                }),
            }
        }
        if let Some(rule) = &column.sector {
            draft.fields.insert(rule.field.clone(), Value::Choice(sector(rule, &pairs).to_owned()));
        }
    }

    fn place(&self, fact: &mut Fact, line: &Line) -> Option<Value> {
        let columns = self.map.place.as_ref()?;
        let cell = |name: &Option<String>| name.as_ref().map_or("", |name| self.table.cell(line, name));
        let (lat, lon) = (cell(&columns.lat), cell(&columns.lon));
        let at = if lat.is_empty() && lon.is_empty() {
            None
        } else {
            Some((degrees(lat, &self.map.decimal), degrees(lon, &self.map.decimal)))
        };
        let at = match at {
            Some((Some(lat), Some(lon))) => Some((lat, lon)),
            Some(_) => {
                let reason = Reason::NotANumber(format!("{lat}; {lon}"));
                fact.refused.push(Refused {
                    line: line.no,
                    field: "place".to_owned(),
                    reason,
                });
                None
            }
            None => None,
        };
        let name = cell(&columns.name).to_owned();
        (at.is_some() || !name.is_empty()).then_some(Value::Place(Place { name, at }))
    }

    /// Puts a line into its fact. Several lines of one fact must not contradict each other.
    fn finish(&self, fact: &mut Fact, line: u64, draft: Draft) {
        let Draft { fields, rows, skipped, notes } = draft;
        for (field, value) in fields {
            match fact.fields.get(&field) {
                Some(known) if *known != value => fact.refused.push(Refused {
                    line,
                    field,
                    reason: Reason::OtherValue,
                }),
                _ => drop(fact.fields.insert(field, value)),
            }
        }
        for (field, made) in rows.into_iter().filter(|_| !skipped) {
            let Value::Rows(known) = fact.fields.entry(field.clone()).or_insert_with(|| Value::Rows(Vec::new())) else {
                continue;
            };
            for mut cells in made {
                self.row_constants(&field, &mut cells);
                let no = i64::try_from(known.len()).unwrap_or(i64::MAX).saturating_add(1);
                known.push(Row { no, cells });
            }
        }
        if !notes.is_empty() {
            let known = fact.fields.get("note").and_then(Value::text).map(str::to_owned);
            let notes: Vec<String> = known.into_iter().chain(notes).collect();
            fact.fields.insert("note".to_owned(), Value::Text(notes.join("; ")));
        }
    }

    fn row_constants(&self, rows: &str, cells: &mut Content) {
        for (path, text) in &self.map.row_constants {
            let def = path
                .split_once('.')
                .filter(|(field, _)| *field == rows)
                .and_then(|(_, code)| self.register.field(rows)?.sub(code));
            if let Some(def) = def
                && let Ok(value) = self.value(def, text, None)
            {
                cells.entry(def.code.clone()).or_insert(value);
            }
        }
    }

    /// The value that a cell means for a field.
    fn value(&self, def: &Field, text: &str, column: Option<&Column>) -> Result<Value, Reason> {
        let mapped = column
            .and_then(|column| column.values.iter().find(|(cell, _)| fold(cell) == fold(text)))
            .map(|(_, code)| code.as_str());
        Ok(match def.kind {
            FieldType::Text | FieldType::LongText => Value::Text(text.to_owned()),
            FieldType::Whole | FieldType::Decimal | FieldType::Money => Value::Number(self.number(text, def.digits())?),
            FieldType::Date => Value::Date(self.date(text, column.and_then(|column| column.date.as_deref()))?),
            FieldType::YesNo => Value::YesNo(typed::yes_or_no(text)?),
            FieldType::Choice => Value::Choice(match mapped {
                Some(code) => code.to_owned(),
                None => self.item(def, text)?,
            }),
            FieldType::Choices => {
                let mut codes = text.split(';').map(|part| self.item(def, part.trim())).collect::<Result<Vec<_>, _>>()?;
                codes.sort();
                codes.dedup();
                Value::Choices(codes)
            }
            FieldType::Place => Value::Place(Place {
                name: text.to_owned(),
                at: None,
            }),
            FieldType::Datetime => {
                let by = Reading {
                    today: self.today,
                    past: false,
                };
                Value::Moment(typed::moment(text, by, self.zone)?)
            }
            FieldType::Body => Value::Body(self.body(text)?),
            FieldType::Span => Value::Span(self.span(text, column.and_then(|column| column.date.as_deref()))?),
            FieldType::Person | FieldType::Organisation | FieldType::Officer | FieldType::Link => Value::Text(mapped.unwrap_or(text).to_owned()),
            FieldType::Geometry | FieldType::Rows => return Err(Reason::Fault(Fault::WrongType)),
        })
    }

    /// The body of a code, or the one that bears a name in any of the three languages today.
    fn body(&self, text: &str) -> Result<BodyId, Reason> {
        let named = || {
            let sought = fold(text);
            let bears = |body: &BodyId| {
                self.tree.on(*body, self.today).is_some_and(|version| {
                    [&version.name.kk, &version.name.ru, &version.name.en]
                        .into_iter()
                        .any(|name| fold(name) == sought)
                })
            };
            let mut bearing = self.tree.bodies().filter(bears);
            // A name that two bear names neither.
            bearing.next().filter(|_| bearing.next().is_none())
        };
        self.tree
            .by_code(text, self.today)
            .or_else(named)
            .ok_or_else(|| Reason::NoBody(text.to_owned()))
    }

    /// From a day to a day: `01.03.2026 – 15.04.2026`, `2026-03-01/2026-04-15`; one that goes on has no second day, or two dots for it.
    fn span(&self, text: &str, format: Option<&str>) -> Result<Span, Reason> {
        let parted = [" – ", " - ", "–"].into_iter().find_map(|mark| text.split_once(mark));
        // A stroke parts days only where they are not written with strokes themselves.
        let parted = parted.or_else(|| text.split_once('/').filter(|(from, _)| from.contains('-')));
        let (from, until) = parted.unwrap_or((text, ""));
        let until = Some(until.trim()).filter(|until| !until.is_empty() && *until != "..");
        Ok(Span {
            from: self.date(from.trim(), format)?,
            until: until.map(|until| self.date(until, format)).transpose()?,
        })
    }

    fn item(&self, def: &Field, text: &str) -> Result<String, Reason> {
        let list = def.list.as_ref().and_then(|list| self.lists.get(list)).ok_or(Reason::Fault(Fault::WrongType))?;
        Ok(typed::item(list, text)?)
    }

    fn number(&self, text: &str, scale: u8) -> Result<i64, Reason> {
        let plain = text.replace(&self.map.decimal, ".");
        typed::number(&plain, scale).map_err(|_| Reason::NotANumber(text.to_owned()))
    }

    fn date(&self, text: &str, format: Option<&str>) -> Result<Date, Reason> {
        let format = format.unwrap_or(&self.map.date);
        let wrong = || Reason::NotADay(text.to_owned());
        if format == "%Y-%m" {
            let (year, month) = text.split_once('-').ok_or_else(wrong)?;
            return Date::new(year.parse().map_err(|_| wrong())?, month.parse().map_err(|_| wrong())?, 1).map_err(|_| wrong());
        }
        Date::strptime(format, text).or_else(|_| text.parse()).map_err(|_| wrong())
    }
}

/// A piece with its length before it, so that pieces put together can be told apart again.
fn measured(piece: &str) -> String {
    format!("{}:{piece}", piece.len())
}

/// Millionths of a degree.
fn degrees(text: &str, decimal: &str) -> Option<i64> {
    let plain = text.replace(decimal, ".");
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let part: String = part.chars().take(6).collect();
    amount::parse(&format!("{whole}.{part}"), 6)
}

/// Pairs of kind and species. A species may hold commas only where a separator stands between pairs.
fn pairs(text: &str, separator: Option<&str>) -> Vec<(String, String)> {
    let clean = |text: &str| text.trim().to_owned();
    if let Some(separator) = separator {
        let split = |pair: &str| pair.split_once(',').map(|(kind, species)| (clean(kind), clean(species)));
        return text.split(separator).filter_map(split).collect();
    }
    let parts: Vec<&str> = text.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    parts
        .chunks(2)
        .filter_map(|pair| {
            if let [kind, species] = pair {
                Some((clean(kind), clean(species)))
            } else {
                None
            }
        })
        .collect()
}

fn sector<'a>(rule: &'a SectorRule, pairs: &[(String, String)]) -> &'a str {
    let has = |wanted: &str| pairs.iter().any(|(kind, _)| fold(kind) == wanted);
    if has("domestic") {
        &rule.domestic
    } else if has("wild") {
        &rule.wild
    } else {
        &rule.captive
    }
}
