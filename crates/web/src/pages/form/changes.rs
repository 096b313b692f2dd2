//! Old and new beside each other, before a correction is stored; and the three states where somebody else was quicker.

use std::collections::BTreeMap;

use askama::Template;
use qorgau_app::forms::differ::Meeting;
use qorgau_domain::EntryId;
use qorgau_domain::value::{Content, Value};
use qorgau_rulebook::register::Register;

use super::desk::Desk;
use super::warned::Warned;
use crate::here::Here;
use crate::pages::inside::Frame;
use crate::parts::Banner;

/// What a correction changes.
#[derive(Template)]
#[template(path = "form/changes.html")]
pub(super) struct Changes {
    pub(super) here: Here,
    pub(super) frame: Frame,
    pub(super) title: String,
    pub(super) under: String,
    pub(super) action: String,
    pub(super) carried: Vec<(String, String)>,
    pub(super) banner: Option<Banner>,
    pub(super) warned: Vec<Warned>,
    pub(super) changes: Vec<Change>,
    pub(super) reason: String,
}

/// A field before and after; a field of rows line by line.
pub(super) struct Change {
    pub(super) field: String,
    pub(super) was: Vec<String>,
    pub(super) now: Vec<String>,
}

/// Which of two states shall stand, field by field.
#[derive(Template)]
#[template(path = "form/stale.html")]
pub(super) struct Choosing {
    pub(super) here: Here,
    pub(super) frame: Frame,
    pub(super) title: String,
    pub(super) under: String,
    pub(super) action: String,
    pub(super) carried: Vec<(String, String)>,
    pub(super) seen: String,
    pub(super) choices: Vec<ChoiceOf>,
}

/// A field in its three states.
pub(super) struct ChoiceOf {
    pub(super) code: String,
    pub(super) field: String,
    pub(super) was: Vec<String>,
    pub(super) now: Vec<String>,
    pub(super) mine: Vec<String>,
    /// What was typed is taken unless somebody says otherwise: only the form changed the field.
    pub(super) takes_mine: bool,
    /// What stands now is taken unless somebody says otherwise: only somebody else changed it.
    pub(super) takes_now: bool,
}

impl Desk<'_> {
    pub(super) fn compared(&self, register: &Register, fields: &[String], [was, now]: [&Content; 2], labels: &BTreeMap<EntryId, String>) -> Vec<Change> {
        let change = |code: &String| Change {
            field: self.called(register, code),
            was: self.lines(register, code, was, labels),
            now: self.lines(register, code, now, labels),
        };
        fields.iter().map(change).collect()
    }

    pub(super) fn choices(
        &self,
        register: &Register,
        meetings: &[Meeting],
        [was, now, mine]: [&Content; 3],
        labels: &BTreeMap<EntryId, String>,
    ) -> Vec<ChoiceOf> {
        let choice = |meeting: &Meeting| ChoiceOf {
            code: meeting.field.clone(),
            field: self.called(register, &meeting.field),
            was: self.lines(register, &meeting.field, was, labels),
            now: self.lines(register, &meeting.field, now, labels),
            mine: self.lines(register, &meeting.field, mine, labels),
            takes_mine: meeting.mine,
            takes_now: !meeting.mine && meeting.theirs,
        };
        meetings.iter().map(choice).collect()
    }

    pub(crate) fn called(&self, register: &Register, code: &str) -> String {
        register
            .field(code)
            .map_or_else(|| code.to_owned(), |def| def.name.get(self.here.l.lang()).to_owned())
    }

    /// A field in words; a row a line; a dash where nothing is stated.
    pub(crate) fn lines(&self, register: &Register, code: &str, fields: &Content, labels: &BTreeMap<EntryId, String>) -> Vec<String> {
        let say = self.saying(labels);
        match (register.field(code), fields.get(code)) {
            (Some(def), Some(Value::Rows(rows))) => rows.iter().map(|row| format!("{}. {}", row.no, say.row(def, &row.cells))).collect(),
            (Some(def), Some(value)) => vec![say.value(def, value)],
            _ => vec!["—".to_owned()],
        }
    }
}
