//! The map of a table whose columns are named as the fields are, by code or in any of the three languages.

use std::collections::BTreeMap;

use qorgau_domain::Lang;
use qorgau_domain::fold::fold;
use qorgau_rulebook::map::{Column, ImportMap, OneOrMany, PlaceColumns};
use qorgau_rulebook::register::{Field, FieldType, Register};

use super::read::Table;
use crate::App;

impl App {
    /// Maps each column to the field it is named after. Columns that are no field are left alone; a fact is identified by
    /// the column `id` or `source_id`, or else by all its cells, so that sending the table again stores nothing new. What another body's
    /// table calls by the same id is another fact.
    #[must_use]
    pub fn plain_map(&self, register: &Register, table: &Table) -> ImportMap {
        let known = ["id", "source_id"].into_iter().find(|column| table.has(column));
        let id = known.map(str::to_owned).into_iter().collect();
        let columns = table.header.iter().filter_map(|column| Some((column, path(register, column)?)));
        let column = columns.map(|(column, to)| Column {
            from: OneOrMany::One(column.clone()),
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
        let coordinate = |name: &str| table.has(name).then(|| name.to_owned());
        let place = PlaceColumns {
            lat: coordinate("lat"),
            lon: coordinate("lon"),
            name: coordinate("settlement"),
        };
        ImportMap {
            code: "plain".to_owned(),
            register: register.code.clone(),
            delimiter: ",".to_owned(),
            decimal: ".".to_owned(),
            date: "%Y-%m-%d".to_owned(),
            source: "table".to_owned(),
            own_ids: true,
            id,
            group: known.is_some(),
            place: (place.lat.is_some() || place.name.is_some()).then_some(place),
            constants: BTreeMap::new(),
            row_constants: BTreeMap::new(),
            column: column.collect(),
            at: qorgau_rulebook::Source::default(),
        }
    }
}

/// `disease`, `animals.sick`, or a field by its name.
fn path(register: &Register, column: &str) -> Option<String> {
    if let Some((rows, code)) = column.split_once('.') {
        let sub = register.field(rows)?.sub(code)?;
        return Some(format!("{rows}.{}", sub.code));
    }
    let named = |def: &&Field| def.code == column || Lang::ALL.into_iter().any(|lang| fold(def.name.get(lang)) == fold(column));
    register
        .field
        .iter()
        .find(named)
        .filter(|def| def.kind != FieldType::Rows)
        .map(|def| def.code.clone())
}
