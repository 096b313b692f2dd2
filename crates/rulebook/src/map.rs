//! Import maps: how the columns of somebody else's layout become the fields of a register.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::load::Placed;
use crate::problem::Source;

/// A map from a layout to a register.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ImportMap {
    /// Its code.
    pub code: String,
    /// The register it fills.
    pub register: String,
    /// Between the cells of a CSV line.
    #[serde(default = "comma")]
    pub delimiter: String,
    /// The decimal mark of numbers.
    #[serde(default = "point")]
    pub decimal: String,
    /// How days are written.
    #[serde(default = "iso")]
    pub date: String,
    /// The source that names its facts; with the columns of `id` it makes the identity of an entry.
    pub source: String,
    /// Every body numbers its own facts in such a source: the same id in another body's table is another fact.
    #[serde(default)]
    pub own_ids: bool,
    /// Columns that identify a fact in the source; none where only the whole line does.
    pub id: Vec<String>,
    /// Several lines of one id make one entry.
    #[serde(default)]
    pub group: bool,
    /// Columns of the place.
    pub place: Option<PlaceColumns>,
    /// Fields with one value for every line.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub constants: BTreeMap<String, toml::Value>,
    /// Sub-fields (`rows.field`) with one value for every row made.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub row_constants: BTreeMap<String, String>,
    /// Columns.
    pub column: Vec<Column>,
    /// Where it stands.
    #[serde(skip)]
    pub at: Source,
}

fn comma() -> String {
    ",".to_owned()
}

fn point() -> String {
    ".".to_owned()
}

fn iso() -> String {
    "%Y-%m-%d".to_owned()
}

/// Columns that say where.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceColumns {
    /// Latitude.
    pub lat: Option<String>,
    /// Longitude.
    pub lon: Option<String>,
    /// Settlement.
    pub name: Option<String>,
}

/// One column, or several joined by `-`.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The column, or columns.
    pub from: OneOrMany,
    /// The field, or `rows.field`.
    pub to: String,
    /// The column used when this one is empty.
    pub otherwise: Option<String>,
    /// The yes/no field set when `otherwise` was used, or always with `estimated`.
    pub mark: Option<String>,
    /// The source has no exact day.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub estimated: bool,
    /// How this column writes days.
    pub date: Option<String>,
    /// Cell text to code.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
    /// Cells that make no row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skip: Vec<String>,
    /// Another column decides between two items.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Also>,
    /// How several values share a cell.
    pub split: Option<Split>,
    /// Between the pairs of a split cell, where it is not a comma.
    pub pair_separator: Option<String>,
    /// Sets the sector by the kinds found in a split cell.
    pub sector: Option<SectorRule>,
}

/// What another column makes of a cell.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Also {
    /// The other column.
    pub column: String,
    /// Its cell ends with this.
    pub ends_with: String,
    /// The item then meant.
    pub value: String,
}

/// A column name or several.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(untagged)]
pub enum OneOrMany {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl OneOrMany {
    /// The names.
    #[must_use]
    pub fn names(&self) -> &[String] {
        match self {
            OneOrMany::One(name) => std::slice::from_ref(name),
            OneOrMany::Many(names) => names,
        }
    }
}

/// How several values share a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Split {
    /// `domestic, swine, wild, wild boar`: pairs of kind and species.
    KindSpecies,
}

/// Which sector the kinds of a split cell mean; domestic prevails.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SectorRule {
    /// The choice field.
    pub field: String,
    /// Its value for domestic animals.
    pub domestic: String,
    /// For wild ones.
    pub wild: String,
    /// For captive ones.
    pub captive: String,
}

impl Placed for ImportMap {
    fn place(&mut self, source: Source) {
        self.at = source;
    }
}

/// Reads a map by itself, for a user who brings one.
///
/// # Errors
/// What is wrong with the text, and where.
pub fn parse(text: &str) -> Result<ImportMap, String> {
    toml::from_str(text).map_err(|error| error.to_string())
}

/// A map as a text that [`parse`] reads.
///
/// # Errors
/// When a name in it cannot be written.
pub fn write(map: &ImportMap) -> Result<String, String> {
    toml::to_string(map).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_that_is_written_reads_the_same() {
        let rulebook = crate::load(&crate::shipped::files()).unwrap();
        assert!(!rulebook.maps.is_empty());
        for map in rulebook.maps.values() {
            let written = write(map).unwrap();
            let again = parse(&written).unwrap();
            assert_eq!(write(&again).unwrap(), written);
            assert_eq!(
                format!(
                    "{:?}",
                    ImportMap {
                        at: Source::default(),
                        ..map.clone()
                    }
                ),
                format!("{again:?}")
            );
        }
    }
}
