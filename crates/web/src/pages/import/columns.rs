//! The columns of a table beside the fields they become, with what stands in the first rows.

use askama::Template;
use qorgau_app::import::{Asked, Encoding, MapFault, MapTarget, Reading, asked_of, targets, words};
use qorgau_rulebook::map::ImportMap;
use qorgau_rulebook::register::Register;
use qorgau_store::Mapping;

use super::choice;
use crate::here::Here;
use crate::parts::{Choice, Control, Field};
use crate::state::Web;

/// How many rows are shown.
const SHOWN: usize = 3;

/// A column of the table.
pub(super) struct Column {
    name: String,
    cells: Vec<String>,
    /// What it can become; empty where a shipped map reads it.
    choices: Vec<Choice>,
    /// What a shipped map makes of it.
    becomes: String,
    error: String,
}

/// The columns, and how they are read.
#[derive(Template)]
#[template(path = "import/columns.html")]
pub(super) struct Columns {
    pub(super) here: Here,
    pub(super) mark: String,
    pub(super) url: String,
    pub(super) map_url: String,
    columns: Vec<Column>,
    /// How days and numbers are written; empty where a shipped map says it.
    writing: Vec<Field>,
    /// How letters are written and cells parted.
    reading: Vec<Field>,
    /// The maps that fit.
    maps: Field,
    kept: Vec<Mapping>,
    plain: bool,
}

impl askama::filters::HtmlSafe for Columns {}

/// What was sent and cannot be taken.
pub(super) struct Wrong {
    pub(super) asked: Asked,
    pub(super) fault: MapFault,
}

/// What is wrong with the columns, in words.
pub(super) fn fault(here: &Here, reading: &Reading, fault: MapFault) -> String {
    let column = |at: usize| reading.table.header.get(at).map_or("", String::as_str);
    match fault {
        MapFault::Twice(first, second) => here.l.imports_twice(column(first), column(second)),
        MapFault::Nothing => here.l.imports_no_columns(),
        MapFault::Unknown => here.l.page_request_text(),
    }
}

impl Columns {
    pub(super) fn of(
        web: &Web,
        here: &Here,
        mark: &str,
        register: &Register,
        reading: &Reading,
        (shipped, kept): (&[&ImportMap], Vec<Mapping>),
        wrong: Option<&Wrong>,
    ) -> Self {
        let asked = wrong.map_or_else(|| asked_of(&reading.map, &reading.table), |wrong| Some(wrong.asked.clone()));
        let url = here.url(&format!("/import/{}", reading.upload.id));
        Columns {
            mark: mark.to_owned(),
            map_url: format!("{url}/map"),
            url,
            columns: columns(here, register, reading, asked.as_ref(), wrong),
            writing: asked.as_ref().map_or_else(Vec::new, |asked| writing(here, asked)),
            reading: read_as(here, reading),
            maps: maps(web, here, reading, shipped, &kept),
            kept,
            plain: asked.is_some(),
            here: here.clone(),
        }
    }
}

fn columns(here: &Here, register: &Register, reading: &Reading, asked: Option<&Asked>, wrong: Option<&Wrong>) -> Vec<Column> {
    let table = &reading.table;
    let column = |(at, name): (usize, &String)| {
        let word = asked.and_then(|asked| asked.columns.get(at)).map_or("", String::as_str);
        let error = wrong.filter(|wrong| matches!(wrong.fault, MapFault::Twice(_, second) if second == at));
        Column {
            name: name.clone(),
            cells: table.lines.iter().take(SHOWN).map(|line| table.cell(line, name).to_owned()).collect(),
            choices: asked.map_or_else(Vec::new, |_| choices(here, register, word)),
            becomes: becomes(here, register, &reading.map, name),
            error: error.map_or_else(String::new, |wrong| fault(here, reading, wrong.fault)),
        }
    };
    table.header.iter().enumerate().map(column).collect()
}

fn choices(here: &Here, register: &Register, taken: &str) -> Vec<Choice> {
    let l = here.l;
    let apart = [
        (MapTarget::Nothing, l.imports_leave()),
        (MapTarget::Id, l.imports_id()),
        (MapTarget::Lat, l.imports_lat()),
        (MapTarget::Lon, l.imports_lon()),
        (MapTarget::Settlement, l.imports_settlement()),
    ];
    let apart = apart.into_iter().map(|(target, label)| choice(target.word(), &label, target.word() == taken));
    let fields = targets(register);
    let fields = fields
        .iter()
        .map(|(path, _)| choice(path, &words::field(register, path, l.lang()), path == taken));
    apart.chain(fields).collect()
}

/// The fields that a map makes of a column, by their names.
fn becomes(here: &Here, register: &Register, map: &ImportMap, name: &String) -> String {
    let l = here.l;
    let reads = map
        .column
        .iter()
        .filter(|column| column.from.names().contains(name) || column.otherwise.as_ref() == Some(name));
    let mut made: Vec<String> = reads.map(|column| words::field(register, &column.to, l.lang())).collect();
    if map.id.contains(name) {
        made.insert(0, l.imports_id());
    }
    let place = map.place.as_ref();
    let of_place = [
        (place.and_then(|place| place.lat.as_ref()), l.imports_lat()),
        (place.and_then(|place| place.lon.as_ref()), l.imports_lon()),
        (place.and_then(|place| place.name.as_ref()), l.imports_settlement()),
    ];
    made.extend(of_place.into_iter().filter(|(column, _)| *column == Some(name)).map(|(_, label)| label));
    if map.column.iter().any(|column| column.also.iter().any(|also| also.column == *name)) {
        made.push(l.imports_decides());
    }
    made.dedup();
    made.join("; ")
}

fn writing(here: &Here, asked: &Asked) -> Vec<Field> {
    let l = here.l;
    let shown = ["2026-11-03", "03.11.2026", "03/11/2026", "11/03/2026"];
    let dates = Asked::DATES.into_iter().zip(shown).map(|(date, shown)| choice(date, shown, asked.date == date));
    let decimals = [(".", "12.5"), (",", "12,5")].map(|(mark, shown)| choice(mark, shown, asked.decimal == mark));
    vec![
        Field::new("date", l.imports_dates(), Control::Select(dates.collect())),
        Field::new("decimal", l.imports_decimals(), Control::Select(decimals.into())),
    ]
}

/// A workbook says itself how it is written.
fn read_as(here: &Here, reading: &Reading) -> Vec<Field> {
    let l = here.l;
    if reading.upload.encoding == Encoding::Workbook.word() {
        return Vec::new();
    }
    let encodings = Encoding::TEXTS.map(|encoding| choice(encoding.word(), encoding.word(), reading.upload.encoding == encoding.word()));
    let delimiters = [
        (",", l.imports_comma()),
        (";", l.imports_semicolon()),
        ("\t", l.imports_tab()),
        ("|", l.imports_bar()),
    ];
    let delimiters = delimiters.map(|(mark, label)| choice(mark, &label, reading.upload.delimiter == mark));
    vec![
        Field::new("encoding", l.imports_letters(), Control::Select(encodings.into())),
        Field::new("delimiter", l.imports_parted(), Control::Select(delimiters.into())),
    ]
}

fn maps(web: &Web, here: &Here, reading: &Reading, shipped: &[&ImportMap], kept: &[Mapping]) -> Field {
    let l = here.l;
    let now = &reading.map.code;
    let by_code = shipped
        .iter()
        .map(|map| choice(&format!("shipped:{}", map.code), &l.imports_shipped(&map.code), map.code == *now));
    let by_name = kept.iter().map(|map| {
        let taken = !web.app().rulebook.maps.contains_key(now) && map.map == reading.upload.map;
        choice(&format!("kept:{}", map.name), &l.imports_kept(&map.name), taken)
    });
    let by_columns = choice("columns", &l.imports_by_columns(), false);
    let choices: Vec<Choice> = by_code.chain(by_name).chain([by_columns]).collect();
    Field::new("map", l.imports_map(), Control::Select(choices))
}
