//! Maps of plain tables: each column is one field, found by its name or told by whoever imports.

use std::collections::{BTreeMap, BTreeSet};

use qorgau_domain::Lang;
use qorgau_domain::fold::fold;
use qorgau_rulebook::map::{Column, ImportMap, OneOrMany, PlaceColumns};
use qorgau_rulebook::register::{Field, FieldType, Register};

use super::read::Table;
use crate::App;

/// The code of the maps that are made here.
const PLAIN: &str = "plain";

/// What a column can be mapped to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// Nothing: it is left alone.
    Nothing,
    /// What names the fact.
    Id,
    /// The latitude of its place.
    Lat,
    /// The longitude.
    Lon,
    /// The settlement.
    Settlement,
    /// A field, or `rows.field`.
    Field(String),
}

impl Target {
    /// Its word in a form.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Target::Nothing => "",
            Target::Id => "@id",
            Target::Lat => "@lat",
            Target::Lon => "@lon",
            Target::Settlement => "@settlement",
            Target::Field(path) => path,
        }
    }

    fn of_word(register: &Register, word: &str) -> Option<Self> {
        let mut known = [Target::Nothing, Target::Id, Target::Lat, Target::Lon, Target::Settlement].into_iter();
        known.find(|target| target.word() == word).or_else(|| {
            targets(register)
                .into_iter()
                .find(|(path, _)| path == word)
                .map(|(path, _)| Target::Field(path))
        })
    }
}

/// How somebody wants a plain table read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// For each column of the header, in its order, the word of a [`Target`].
    pub columns: Vec<String>,
    /// How days are written: one of [`Asked::DATES`].
    pub date: String,
    /// The decimal mark: a point or a comma.
    pub decimal: String,
}

impl Asked {
    /// The ways of writing days that are offered.
    pub const DATES: [&'static str; 4] = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y"];
}

/// Why columns cannot be mapped so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MapFault {
    /// Two columns, counted from 0, go to one field.
    Twice(usize, usize),
    /// No column goes anywhere.
    Nothing,
    /// What was sent is none of the choices.
    Unknown,
}

/// The fields a column can be mapped to: their paths, with the field of rows before a sub-field.
#[must_use]
pub fn targets(register: &Register) -> Vec<(String, (Option<&Field>, &Field))> {
    let mut found = Vec::new();
    for def in &register.field {
        if def.kind == FieldType::Rows {
            let subs = def.field.iter().filter(|sub| readable(sub.kind));
            found.extend(subs.map(|sub| (format!("{}.{}", def.code, sub.code), (Some(def), sub))));
        } else if readable(def.kind) {
            found.push((def.code.clone(), (None, def)));
        }
    }
    found
}

/// Types that a cell of a table can be read as.
fn readable(kind: FieldType) -> bool {
    matches!(
        kind,
        FieldType::Text
            | FieldType::LongText
            | FieldType::Whole
            | FieldType::Decimal
            | FieldType::Money
            | FieldType::Date
            | FieldType::YesNo
            | FieldType::Choice
            | FieldType::Choices
            | FieldType::Place
            | FieldType::Datetime
            | FieldType::Body
            | FieldType::Span
            | FieldType::Person
            | FieldType::Organisation
            | FieldType::Officer
            | FieldType::Link
    )
}

/// How a plain map reads a table; `None` for maps that do more than that.
#[must_use]
pub fn asked_of(map: &ImportMap, table: &Table) -> Option<Asked> {
    if map.code != PLAIN {
        return None;
    }
    let place = map.place.as_ref();
    let is = |of: Option<&String>, name: &str| of.is_some_and(|known| known == name);
    let target = |name: &String| {
        let to = map
            .column
            .iter()
            .find(|column| column.from.names() == [name.as_str()])
            .map(|column| column.to.clone());
        match to {
            Some(path) => Target::Field(path),
            None if map.id.contains(name) => Target::Id,
            None if is(place.and_then(|place| place.lat.as_ref()), name) => Target::Lat,
            None if is(place.and_then(|place| place.lon.as_ref()), name) => Target::Lon,
            None if is(place.and_then(|place| place.name.as_ref()), name) => Target::Settlement,
            None => Target::Nothing,
        }
    };
    Some(Asked {
        columns: table.header.iter().map(|name| target(name).word().to_owned()).collect(),
        date: map.date.clone(),
        decimal: map.decimal.clone(),
    })
}

impl App {
    /// Maps each column to the field it is named after. Columns that are no field are left alone; a fact is identified by
    /// the column `id` or `source_id`, or else by all its cells, so that sending the table again stores nothing new. What another body's
    /// table calls by the same id is another fact.
    #[must_use]
    pub fn plain_map(&self, register: &Register, table: &Table) -> ImportMap {
        let known = ["id", "source_id"].into_iter().find(|column| table.has(column));
        let columns = table.header.iter().filter_map(|column| Some((column.clone(), path(register, column)?)));
        let coordinate = |name: &str| table.has(name).then(|| name.to_owned());
        let place = PlaceColumns {
            lat: coordinate("lat"),
            lon: coordinate("lon"),
            name: coordinate("settlement"),
        };
        plain(register, known.map(str::to_owned), place, columns.collect())
    }

    /// Maps columns as they are told.
    ///
    /// # Errors
    /// Why that cannot be done.
    pub fn asked_map(&self, register: &Register, table: &Table, asked: &Asked) -> Result<ImportMap, MapFault> {
        let mut seen: BTreeMap<Target, usize> = BTreeMap::new();
        let mut columns = Vec::new();
        let mut place = PlaceColumns {
            lat: None,
            lon: None,
            name: None,
        };
        let mut id = None;
        for (at, (name, word)) in table.header.iter().zip(&asked.columns).enumerate() {
            let target = Target::of_word(register, word).ok_or(MapFault::Unknown)?;
            if target == Target::Nothing {
                continue;
            }
            if let Some(before) = seen.insert(target.clone(), at) {
                return Err(MapFault::Twice(before, at));
            }
            let name = name.clone();
            match target {
                Target::Nothing => {}
                Target::Id => id = Some(name),
                Target::Lat => place.lat = Some(name),
                Target::Lon => place.lon = Some(name),
                Target::Settlement => place.name = Some(name),
                Target::Field(path) => columns.push((name, path)),
            }
        }
        let known_date = Asked::DATES.contains(&asked.date.as_str());
        if seen.is_empty() {
            return Err(MapFault::Nothing);
        }
        if !known_date || !matches!(asked.decimal.as_str(), "." | ",") || asked.columns.len() != table.header.len() {
            return Err(MapFault::Unknown);
        }
        let map = plain(register, id, place, columns);
        Ok(ImportMap {
            date: asked.date.clone(),
            decimal: asked.decimal.clone(),
            ..map
        })
    }
}

/// A map of columns that are one field each.
fn plain(register: &Register, id: Option<String>, place: PlaceColumns, columns: Vec<(String, String)>) -> ImportMap {
    let column = columns.into_iter().map(|(name, to)| Column {
        from: OneOrMany::One(name),
        to,
        otherwise: None,
        mark: None,
        estimated: false,
        date: None,
        values: BTreeMap::new(),
        skip: Vec::new(),
        also: Vec::new(),
        split: None,
        pair_separator: None,
        sector: None,
    });
    ImportMap {
        code: PLAIN.to_owned(),
        register: register.code.clone(),
        delimiter: ",".to_owned(),
        decimal: ".".to_owned(),
        date: "%Y-%m-%d".to_owned(),
        source: "table".to_owned(),
        own_ids: true,
        group: id.is_some(),
        id: id.into_iter().collect(),
        place: (place.lat.is_some() || place.name.is_some()).then_some(place),
        constants: BTreeMap::new(),
        row_constants: BTreeMap::new(),
        column: column.collect(),
        at: qorgau_rulebook::Source::default(),
    }
}

/// The columns that a map reads and a table lacks.
pub(super) fn lacking<'a>(map: &'a ImportMap, table: &Table) -> BTreeSet<&'a str> {
    let place = map.place.iter().flat_map(|place| [&place.lat, &place.lon, &place.name]).flatten();
    let from = map.column.iter().flat_map(|column| column.from.names());
    let named = map.id.iter().chain(place).chain(from).map(String::as_str);
    named.filter(|column| !table.has(column)).collect()
}

/// `disease`, `animals.sick`, or a field by its name.
fn path(register: &Register, column: &str) -> Option<String> {
    if let Some((rows, code)) = column.split_once('.') {
        let sub = register.field(rows).filter(|rows| !rows.filled)?.sub(code)?;
        return Some(format!("{rows}.{}", sub.code));
    }
    let named = |def: &&Field| def.code == column || Lang::ALL.into_iter().any(|lang| fold(def.name.get(lang)) == fold(column));
    register
        .field
        .iter()
        .find(named)
        .filter(|def| def.kind != FieldType::Rows && !def.filled)
        .map(|def| def.code.clone())
}
