//! The answers, read over before they are stored.

use std::collections::BTreeMap;

use askama::Template;
use qorgau_app::forms::Typed;
use qorgau_app::forms::duplicates::Alike;
use qorgau_domain::EntryId;
use qorgau_domain::value::{Content, Row as Made, Value};
use qorgau_rulebook::register::{Field as Def, FieldType, Register};

use super::desk::Desk;
use super::warned::Warned;
use crate::here::Here;
use crate::pages::entry::with_workings;
use crate::pages::inside::Frame;
use crate::parts::{Banner, Cell, Drawing, Head, Link, Pair, Row, Summary, Table};

/// A group of answers: lines, and a table for each field of rows.
pub(super) struct Answers {
    pub(super) title: String,
    pub(super) lines: Option<Summary>,
    pub(super) tables: Vec<(String, Table)>,
}

/// The page of answers.
#[derive(Template)]
#[template(path = "form/check.html")]
pub(super) struct Check {
    pub(super) here: Here,
    pub(super) frame: Frame,
    pub(super) title: String,
    pub(super) under: String,
    pub(super) action: String,
    pub(super) carried: Vec<(String, String)>,
    pub(super) banner: Option<Banner>,
    pub(super) alike: Vec<AlikeShown>,
    pub(super) warned: Vec<Warned>,
    pub(super) answers: Vec<Answers>,
    pub(super) drawing: Option<Drawing>,
    pub(super) draft: String,
    pub(super) store: String,
}

/// An entry that may be the same fact.
pub(super) struct AlikeShown {
    pub(super) entry: Link,
    pub(super) why: String,
}

impl Desk<'_> {
    /// The fields in words, by groups; what was not stated is left out.
    pub(super) fn answers(&self, register: &Register, fields: &Content, labels: &BTreeMap<EntryId, String>) -> Vec<Answers> {
        let lang = self.here.l.lang();
        let say = self.saying(labels);
        let group = |(group, defs): (Option<&qorgau_rulebook::register::Group>, &[Def])| {
            let stated = || defs.iter().filter_map(|def| Some((def, fields.get(&def.code)?)));
            let lines = stated()
                .filter(|(def, _)| def.kind != FieldType::Rows)
                .map(|(def, value)| Pair::new(def.name.get(lang), Cell::text(say.value(def, value))));
            let pairs: Vec<Pair> = lines.collect();
            let tables = stated().filter(|(def, _)| def.kind == FieldType::Rows);
            Answers {
                title: group.map_or_else(String::new, |group| group.name.get(lang).to_owned()),
                lines: (!pairs.is_empty()).then_some(Summary { pairs }),
                tables: tables
                    .map(|(def, value)| (def.name.get(lang).to_owned(), self.table((def, fields), value.rows(), labels)))
                    .collect(),
            }
        };
        let groups = register.groups().into_iter().map(group);
        groups.filter(|group| group.lines.is_some() || !group.tables.is_empty()).collect()
    }

    /// Rows as a table of the sub-fields in which any row states something.
    fn table(&self, (def, fields): (&Def, &Content), rows: &[Made], labels: &BTreeMap<EntryId, String>) -> Table {
        let lang = self.here.l.lang();
        let say = self.saying(labels);
        let stated: Vec<&Def> = def
            .field
            .iter()
            .filter(|sub| rows.iter().any(|row| row.cells.contains_key(&sub.code)))
            .collect();
        let head = |sub: &&Def| match sub.kind {
            FieldType::Whole | FieldType::Decimal | FieldType::Money => Head::figures(sub.name.get(lang)),
            FieldType::Date => Head::short(sub.name.get(lang)),
            _ => Head::words(sub.name.get(lang)),
        };
        let cell = |row: &Made, sub: &Def| row.cells.get(&sub.code).map_or(Cell::Blank, |value: &Value| Cell::text(say.value(sub, value)));
        let mut lines: Vec<Row> = rows
            .iter()
            .map(|row| Row::plain(stated.iter().map(|sub| cell(row, sub)).collect::<Vec<_>>()))
            .collect();
        let mut heads: Vec<Head> = stated.iter().map(head).collect();
        with_workings(self.web.app(), self.here, (def, fields), &mut heads, &mut lines);
        Table::new(def.name.get(lang), heads, lines).dense()
    }

    /// What may be the same fact, with the fields in which it is the same.
    pub(super) fn alike(&self, register: &Register, alike: Vec<Alike>) -> Vec<AlikeShown> {
        let looker = self.looker();
        let lang = self.here.l.lang();
        let shown = |alike: Alike| {
            let names = alike.fields.iter().filter_map(|code| Some(register.field(code)?.name.get(lang)));
            AlikeShown {
                entry: Link::new(looker.label(register, &alike.entry), self.here.url(&format!("/entries/{}", alike.entry.id))),
                why: self.here.l.forms_alike_why(&names.collect::<Vec<_>>().join(", ")),
            }
        };
        alike.into_iter().map(shown).collect()
    }
}

/// Everything typed, to be carried through a page that shows it in words.
pub(super) fn all_carried(typed: &Typed) -> Vec<(String, String)> {
    typed.pairs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}
