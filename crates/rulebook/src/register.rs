//! Registers: lists of fields of a closed set of types, with a closed set of constraints.

use qorgau_domain::Text3;
use qorgau_domain::value::{Content, Row, Value, rows};
use serde::Deserialize;

use crate::list::List;
use crate::load::Placed;
use crate::problem::Source;

/// A register.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Register {
    /// Its code.
    pub code: String,
    /// The version of its form.
    pub version: i64,
    /// Clauses it serves.
    #[serde(default)]
    pub clauses: Vec<String>,
    /// Its name on screen.
    pub name: Text3,
    /// Help about the whole book.
    pub help: Option<Text3>,
    /// Where it stands among the registers: one of [`SECTIONS`].
    pub section: String,
    /// Levels whose bodies keep it.
    pub kept_by: Vec<String>,
    /// The date field that places an entry in time.
    pub day: Option<String>,
    /// The body field whose book numbers the entry; absent: the body that enters it.
    pub book: Option<String>,
    /// Groups of fields, each from its first field to the next group's; none where the form needs none.
    #[serde(default)]
    pub group: Vec<Group>,
    /// Fields in the order people fill them.
    pub field: Vec<Field>,
    /// Constraints between fields.
    #[serde(default)]
    pub constraint: Vec<Constraint>,
    /// The journal, where the text prescribes one.
    pub print: Option<Print>,
    /// The date field whose absence says that an entry is still open.
    pub closes: Option<String>,
    /// An entry is for official use when one of these holds, whoever enters it.
    #[serde(default)]
    pub marked_when: Vec<Condition>,
    /// Where it stands.
    #[serde(skip)]
    pub source: Source,
}

/// The fields that every register ends with, and the group they stand in.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Common {
    /// Their group, in registers that have groups.
    pub group: CommonGroup,
    /// The fields, at least one.
    pub field: Vec<Field>,
}

/// The group of the fields that every register ends with.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommonGroup {
    /// Its name.
    pub name: Text3,
}

/// The sections of registers in the order of the page: the daily work, control and prevention, those that others point to, the service
/// itself, the office.
pub const SECTIONS: [&str; 5] = ["work", "control", "directory", "service", "office"];

/// A group of fields that stand together in the form.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its name.
    pub name: Text3,
    /// The field it begins with.
    pub first: String,
}

/// The closed set of field types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are the documentation: docs/rulebook.md lists them")]
pub enum FieldType {
    Text,
    LongText,
    Whole,
    Decimal,
    Money,
    Date,
    Datetime,
    YesNo,
    Choice,
    Choices,
    Person,
    Organisation,
    Officer,
    Body,
    Place,
    Geometry,
    Rows,
    Span,
    Link,
}

/// A field of a register, or a sub-field of a rows field.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its code.
    pub code: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: FieldType,
    /// Its name.
    pub name: Text3,
    /// A hint beside it.
    pub help: Option<Text3>,
    /// The reference list of a choice.
    pub list: Option<String>,
    /// The register a link points to.
    pub register: Option<String>,
    /// Digits after the comma of a decimal.
    #[serde(default)]
    pub scale: u8,
    /// The unit of a number.
    pub unit: Option<String>,
    /// It must be there.
    #[serde(default)]
    pub required: bool,
    /// It must be there when this holds.
    pub required_when: Option<Condition>,
    /// A day after today is refused.
    #[serde(default)]
    pub not_future: bool,
    /// Check digit: `iin` or `bin`.
    pub check: Option<String>,
    /// It stands in the personal part.
    #[serde(default)]
    pub personal: bool,
    /// It can be filtered by.
    #[serde(default)]
    pub filter: bool,
    /// It can be sorted by.
    #[serde(default)]
    pub sort: bool,
    /// What it says is for official use; not within rows, where the whole field is marked or nothing.
    #[serde(default)]
    pub marked: bool,
    /// A whole number that is a year: it is written without a space between its digits.
    #[serde(default)]
    pub year: bool,
    /// The system fills it in when the entry is stored: no form, table or program says it.
    #[serde(default)]
    pub filled: bool,
    /// Sub-fields of rows.
    #[serde(default)]
    pub field: Vec<Field>,
}

impl Field {
    /// Digits after the comma: money counts in tiyn.
    #[must_use]
    pub fn digits(&self) -> u8 {
        match self.kind {
            FieldType::Money => 2,
            FieldType::Decimal => self.scale,
            _ => 0,
        }
    }

    /// A sub-field by its code.
    #[must_use]
    pub fn sub(&self, code: &str) -> Option<&Field> {
        self.field.iter().find(|field| field.code == code)
    }

    /// The register that a value of this field points to.
    #[must_use]
    pub fn points_to(&self) -> Option<&str> {
        match self.kind {
            FieldType::Person => Some("person"),
            FieldType::Organisation => Some("organisation"),
            FieldType::Officer => Some("officer"),
            FieldType::Link => self.register.as_deref(),
            _ => None,
        }
    }
}

/// The closed set of constraints.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Constraint {
    /// The first day is not after the second.
    OrderOfDates {
        /// Two date fields.
        fields: [String; 2],
        /// The rows field they belong to.
        rows: Option<String>,
    },
    /// A part is not above its whole.
    PartNotAbove {
        /// The part.
        part: String,
        /// The whole.
        whole: String,
        /// The rows field they belong to.
        rows: Option<String>,
    },
    /// A month and a day of it make a day that some year has.
    DayOfYear {
        /// The month, from 1 to 12.
        month: String,
        /// The day of the month.
        day: String,
        /// The rows field they belong to.
        rows: Option<String>,
    },
    /// No two standing entries of one book share these.
    Unique {
        /// The fields.
        fields: Vec<String>,
    },
    /// The chosen item is in force on a day.
    InForceOn {
        /// The choice.
        field: String,
        /// The day; where it is empty, the register's day.
        day: String,
    },
}

/// A condition on the fields of an entry or a row.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The field: of the row, else of the entry.
    pub field: String,
    /// It is this choice, or yes or no.
    pub is: Option<toml::Value>,
    /// It is one of these choices.
    #[serde(rename = "in", default)]
    pub among: Vec<String>,
    /// It is none of these, or empty.
    #[serde(default)]
    pub not_in: Vec<String>,
    /// The chosen item bears this tag.
    pub tag: Option<String>,
    /// It is there, or is not.
    pub present: Option<bool>,
    /// Some row of this rows field meets the condition.
    pub any_row: Option<Box<Condition>>,
}

/// The printed journal.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Print {
    /// Which appendix prescribes it.
    pub appendix: Text3,
    /// Its title.
    pub title: Text3,
    /// Its columns.
    pub column: Vec<PrintColumn>,
}

/// A column of the printed journal.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrintColumn {
    /// Its heading; in Kazakh exactly as prescribed.
    pub heading: Text3,
    /// Relative width.
    pub weight: u16,
}

impl Placed for Register {
    fn place(&mut self, source: Source) {
        self.source = source;
    }
}

impl Register {
    /// A field by its code.
    #[must_use]
    pub fn field(&self, code: &str) -> Option<&Field> {
        self.field.iter().find(|field| field.code == code)
    }

    /// The fields by groups, in their order; one group without a name where the register has none.
    #[must_use]
    pub fn groups(&self) -> Vec<(Option<&Group>, &[Field])> {
        if self.group.is_empty() {
            return vec![(None, &self.field)];
        }
        let begin = |group: &Group| self.field.iter().position(|field| field.code == group.first).unwrap_or(0);
        let mut starts: Vec<usize> = self.group.iter().map(begin).collect();
        starts.push(self.field.len());
        let fields = starts.windows(2).map(|span| match span {
            [from, until] => self.field.get(*from..*until).unwrap_or(&[]),
            _ => &[],
        });
        self.group.iter().map(Some).zip(fields).collect()
    }

    /// Adds the fields that every register ends with.
    pub(crate) fn end_with(&mut self, common: &Common) {
        if let Some(first) = common.field.first().filter(|_| !self.group.is_empty()) {
            self.group.push(Group {
                name: common.group.name.clone(),
                first: first.code.clone(),
            });
        }
        self.field.extend(common.field.iter().cloned());
    }

    /// The day that places an entry in time.
    #[must_use]
    pub fn day_of(&self, fields: &Content) -> Option<jiff::civil::Date> {
        fields.get(self.day.as_ref()?)?.day()
    }

    /// The fields in their two parts: what is counted, and what may be erased.
    #[must_use]
    pub fn split(&self, fields: &Content) -> (Content, Content) {
        split(&self.field, fields)
    }
}

fn split(defs: &[Field], fields: &Content) -> (Content, Content) {
    let (mut plain, mut personal) = (Content::new(), Content::new());
    for (code, value) in fields {
        let Some(def) = defs.iter().find(|def| def.code == *code) else { continue };
        match value {
            Value::Rows(rows) if !def.personal => {
                let (open, closed) = split_rows(&def.field, rows);
                plain.insert(code.clone(), Value::Rows(open));
                if !closed.is_empty() {
                    personal.insert(code.clone(), Value::Rows(closed));
                }
            }
            _ if def.personal => {
                personal.insert(code.clone(), value.clone());
            }
            _ => {
                plain.insert(code.clone(), value.clone());
            }
        }
    }
    (plain, personal)
}

fn split_rows(defs: &[Field], rows: &[Row]) -> (Vec<Row>, Vec<Row>) {
    let (mut open, mut closed) = (Vec::new(), Vec::new());
    for row in rows {
        let (plain, personal) = split(defs, &row.cells);
        open.push(Row { no: row.no, cells: plain });
        if !personal.is_empty() {
            closed.push(Row { no: row.no, cells: personal });
        }
    }
    (open, closed)
}

/// What a condition is asked of: a row, where there is one, and the entry around it.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The register.
    pub register: &'a Register,
    /// The rows field the row belongs to, and the row.
    pub row: Option<(&'a Field, &'a Row)>,
    /// The entry's fields.
    pub fields: &'a Content,
}

impl<'a> Scene<'a> {
    /// A field of the row, else of the entry, with its value where there is one.
    #[must_use]
    pub fn get(&self, code: &str) -> (Option<&'a Field>, Option<&'a Value>) {
        if let Some((rows, row)) = self.row
            && let Some(def) = rows.sub(code)
        {
            return (Some(def), row.cells.get(code));
        }
        (self.register.field(code), self.fields.get(code))
    }

    /// Whether a condition holds.
    #[must_use]
    pub fn holds(&self, condition: &Condition, lists: &std::collections::BTreeMap<String, List>) -> bool {
        let (def, value) = self.get(&condition.field);
        if let (Some(inner), Some(def)) = (&condition.any_row, def) {
            let rows = rows(self.fields, &condition.field);
            return rows.iter().any(|row| {
                Scene {
                    row: Some((def, row)),
                    ..*self
                }
                .holds(inner, lists)
            });
        }
        let list = || def.and_then(|def| def.list.as_ref()).and_then(|list| lists.get(list));
        condition.present.is_none_or(|wanted| wanted == value.is_some())
            && condition.is.as_ref().is_none_or(|wanted| is(value, wanted))
            && (condition.among.is_empty() || value.is_some_and(|value| chosen(value).any(|code| condition.among.iter().any(|wanted| wanted == code))))
            && !value.is_some_and(|value| chosen(value).any(|code| condition.not_in.iter().any(|barred| barred == code)))
            && condition
                .tag
                .as_ref()
                .is_none_or(|tag| value.is_some_and(|value| chosen(value).any(|code| list().is_some_and(|list| list.has_tag(code, tag)))))
    }
}

fn is(value: Option<&Value>, wanted: &toml::Value) -> bool {
    match (value, wanted) {
        (Some(Value::YesNo(yes)), toml::Value::Boolean(wanted)) => yes == wanted,
        (None, toml::Value::Boolean(wanted)) => !wanted,
        (Some(value), toml::Value::String(wanted)) => chosen(value).any(|code| code == wanted),
        (Some(Value::Number(number)), toml::Value::Integer(wanted)) => number == wanted,
        _ => false,
    }
}

/// The codes chosen in a choice or choices; nothing for any other value.
pub fn chosen(value: &Value) -> impl Iterator<Item = &str> {
    let (one, many): (Option<&str>, &[String]) = match value {
        Value::Choice(code) => (Some(code), &[]),
        Value::Choices(codes) => (None, codes),
        _ => (None, &[]),
    };
    one.into_iter().chain(many.iter().map(String::as_str))
}
