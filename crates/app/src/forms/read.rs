//! From what stands in a form to the fields of an entry.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use qorgau_domain::value::{Content, Place, Row, Span, Value};
use qorgau_domain::{BodyId, EntryId};
use qorgau_rulebook::Rulebook;
use qorgau_rulebook::register::{Field, FieldType, Register};
use qorgau_rulebook::validate::{Fault, FieldProblem};
use uuid::Uuid;

use super::{Typed, name_of, place_of};
use crate::typed::{self, NotRead, Reading};

/// What is wrong with a field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It cannot be read.
    NotRead(NotRead),
    /// It is read, and not sound.
    Fault(Fault),
    /// Another standing entry of the book has the same value, which only one may have.
    Taken(EntryId),
}

/// Something wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The field's name in the form.
    pub name: String,
    /// What is wrong.
    pub why: Why,
}

impl From<FieldProblem> for Trouble {
    fn from(problem: FieldProblem) -> Self {
        Trouble {
            name: place_of(&problem.field, problem.row),
            why: Why::Fault(problem.fault),
        }
    }
}

/// Reads forms.
pub struct Reader<'a> {
    /// Lists and registers.
    pub rulebook: &'a Rulebook,
    /// The service's time zone.
    pub zone: &'a TimeZone,
    /// The present day.
    pub today: Date,
}

impl Reader<'_> {
    /// The fields that a form says, and what of it cannot be read. A row in which nothing was typed is none.
    #[must_use]
    pub fn read(&self, register: &Register, typed: &Typed) -> (Content, Vec<Trouble>) {
        let mut troubles = Vec::new();
        let content = self.fields(&register.field, typed, None, &mut troubles);
        (content, troubles)
    }

    fn fields(&self, defs: &[Field], typed: &Typed, rows: Option<(&str, i64)>, troubles: &mut Vec<Trouble>) -> Content {
        let mut content = Content::new();
        for def in defs.iter().filter(|def| !def.filled) {
            let name = name_of(rows, &def.code);
            let value = if def.kind == FieldType::Rows {
                Ok(self.rows(def, typed, troubles))
            } else {
                self.value(def, typed, &name)
            };
            match value {
                Ok(Some(value)) => drop(content.insert(def.code.clone(), value)),
                Ok(None) => {}
                Err(not_read) => troubles.push(Trouble {
                    name,
                    why: match not_read {
                        NotRead::Fault(fault) => Why::Fault(fault),
                        other => Why::NotRead(other),
                    },
                }),
            }
        }
        content
    }

    fn rows(&self, def: &Field, typed: &Typed, troubles: &mut Vec<Trouble>) -> Option<Value> {
        let mut rows = Vec::new();
        for no in typed.rows(&def.code) {
            let before = troubles.len();
            let cells = self.fields(&def.field, typed, Some((&def.code, no)), troubles);
            if !cells.is_empty() || troubles.len() > before {
                rows.push(Row { no, cells });
            }
        }
        (!rows.is_empty()).then_some(Value::Rows(rows))
    }

    fn value(&self, def: &Field, typed: &Typed, name: &str) -> Result<Option<Value>, NotRead> {
        match def.kind {
            FieldType::Choices => return self.choices(def, typed.all(name)),
            FieldType::Place => return place(typed, name),
            FieldType::Span => return self.span(typed, name),
            FieldType::Rows => return Ok(None),
            _ => {}
        }
        // Texts are kept as typed, but for blanks around them and the line ends of browsers.
        let text = typed.first(name).replace("\r\n", "\n");
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let by = self.by(def);
        Ok(Some(match def.kind {
            FieldType::Whole | FieldType::Decimal | FieldType::Money => Value::Number(typed::number(text, def.digits())?),
            FieldType::Date => Value::Date(typed::day(text, by)?),
            FieldType::Datetime => Value::Moment(typed::moment(text, by, self.zone)?),
            FieldType::YesNo => Value::YesNo(typed::yes_or_no(text)?),
            FieldType::Choice => Value::Choice(self.item(def, text)?),
            FieldType::Person | FieldType::Organisation | FieldType::Officer | FieldType::Link => Value::Entry(entry(text)?),
            FieldType::Body => Value::Body(BodyId(text.parse().map_err(|_| NotRead::Chosen(text.to_owned()))?)),
            FieldType::Geometry => Value::Geometry(typed::outline(text)?),
            _ => Value::Text(text.to_owned()),
        }))
    }

    fn by(&self, def: &Field) -> Reading {
        Reading {
            today: self.today,
            past: def.not_future,
        }
    }

    fn item(&self, def: &Field, text: &str) -> Result<String, NotRead> {
        let list = def.list.as_ref().and_then(|list| self.rulebook.lists.get(list));
        typed::item(list.ok_or(NotRead::Fault(Fault::WrongType))?, text)
    }

    fn choices(&self, def: &Field, chosen: &[String]) -> Result<Option<Value>, NotRead> {
        let chosen = chosen.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
        let mut codes = chosen.map(|text| self.item(def, text)).collect::<Result<Vec<_>, _>>()?;
        codes.sort();
        codes.dedup();
        Ok((!codes.is_empty()).then_some(Value::Choices(codes)))
    }

    fn span(&self, typed: &Typed, name: &str) -> Result<Option<Value>, NotRead> {
        let by = Reading {
            today: self.today,
            past: false,
        };
        let day = |part: &str| {
            let text = typed.first(&format!("{name}.{part}")).trim();
            if text.is_empty() { Ok(None) } else { typed::day(text, by).map(Some) }
        };
        match (day("from")?, day("until")?) {
            (None, None) => Ok(None),
            (None, Some(_)) => Err(NotRead::Fault(Fault::Missing)),
            (Some(from), until) => Ok(Some(Value::Span(Span { from, until }))),
        }
    }
}

fn place(typed: &Typed, name: &str) -> Result<Option<Value>, NotRead> {
    let part = |part: &str| typed.first(&format!("{name}.{part}")).trim();
    let at = match part("at") {
        "" => None,
        text => Some(typed::coordinates(text)?),
    };
    let place = Place {
        name: part("name").to_owned(),
        at,
    };
    Ok((place != Place::default()).then_some(Value::Place(place)))
}

fn entry(text: &str) -> Result<EntryId, NotRead> {
    Uuid::try_parse(text).map(EntryId).map_err(|_| NotRead::Chosen(text.to_owned()))
}
