//! The registration journals of incoming and outgoing papers.

use std::collections::{BTreeMap, BTreeSet};

use qorgau_domain::time::day_number;
use qorgau_domain::value::{Content, Value};
use qorgau_domain::{BodyId, EntryId, Lang, Tree};
use qorgau_l10n::L10n;
use qorgau_rulebook::filing;
use qorgau_rulebook::may::{Act, Subject};
use qorgau_rulebook::official::Marked;
use qorgau_store::Stored;

use super::office::{Grid, Print, Printed, Style};
use crate::accounts::Who;
use crate::lists::Named;
use crate::{App, AppError, show};

/// What stands in a journal of a paper that is for official use.
const KEPT: [&str; 3] = ["received_on", "sent_on", "file"];

impl App {
    /// The journal of papers that came to a body in a year, or that left it, in the order of their numbers.
    ///
    /// # Errors
    /// `Absent` where the register is not somebody's to read, or no calendar has the year; when the database cannot be read.
    pub async fn paper_journal(&self, who: &Who, tree: &Tree, (body, year): (BodyId, i64), print: Print, lang: Lang) -> Result<Printed, AppError> {
        let register = if print == Print::Incoming { filing::INCOMING } else { filing::OUTGOING };
        let days = super::days_of(year).ok_or(AppError::Absent)?;
        if !who.may(self, tree, Act::Read, Subject::Register(register), body) {
            return Err(AppError::Absent);
        }
        let mut papers = self.of_body(body, register, (day_number(days.0), day_number(days.1))).await?;
        papers.sort_by_key(|stored| stored.entry.envelope.number);
        papers.iter_mut().for_each(|stored| self.cover(who, tree, stored, lang));
        let executors: BTreeSet<(String, EntryId)> = papers.iter().filter_map(executor).map(|id| ("officer".to_owned(), id)).collect();
        let named = self.named(who, tree, &executors, lang).await?;
        let l = L10n::get(lang);
        let line = Journal { app: self, tree, l, named };
        let (columns, rows) = if print == Print::Incoming {
            (incoming(l), papers.iter().map(|stored| line.incoming(stored)).collect())
        } else {
            (outgoing(l), papers.iter().map(|stored| line.outgoing(stored)).collect())
        };
        let name = tree
            .on(body, self.today())
            .map_or_else(String::new, |version| version.name.get(lang).to_owned());
        Ok(Printed {
            grid: Some(Grid {
                columns,
                rows,
                empty: l.empty_journal(),
            }),
            signatures: vec![l.filing_post_clerk()],
            ..Printed::new(lang, Style::Flat, print.title(l), vec![name, l.year_alone(&year.to_string())])
        })
    }
}

impl App {
    /// Leaves of a paper that somebody may not take out its number, its day and its file.
    fn cover(&self, who: &Who, tree: &Tree, stored: &mut Stored, lang: Lang) {
        if self.withheld(who, tree, &stored.entry) == Marked::Whole {
            stored.entry.fields.retain(|code, _| KEPT.contains(&code.as_str()));
            let mark = Value::Text(L10n::get(lang).official_full());
            stored.entry.fields.insert("subject".to_owned(), mark);
        }
    }
}

fn incoming(l: &L10n) -> Vec<(String, u16)> {
    vec![
        (l.filing_paper_no(), 8),
        (l.filing_received(), 9),
        (l.filing_from(), 18),
        (l.filing_theirs(), 12),
        (l.filing_subject(), 24),
        (l.filing_sheets(), 6),
        (l.filing_executor(), 13),
        (l.filing_due(), 9),
        (l.filing_executed(), 10),
        (l.filing_file(), 8),
    ]
}

fn outgoing(l: &L10n) -> Vec<(String, u16)> {
    vec![
        (l.filing_paper_no(), 8),
        (l.filing_sent(), 9),
        (l.filing_to(), 22),
        (l.filing_subject(), 30),
        (l.filing_sheets(), 7),
        (l.filing_executor(), 15),
        (l.filing_file(), 9),
    ]
}

struct Journal<'a> {
    app: &'a App,
    tree: &'a Tree,
    l: &'static L10n,
    named: BTreeMap<EntryId, Named>,
}

impl Journal<'_> {
    fn incoming(&self, stored: &Stored) -> Vec<String> {
        let fields = &stored.entry.fields;
        let theirs = [self.said(stored, "their_number"), self.day(fields, "their_date")];
        vec![
            stored.entry.envelope.number.to_string(),
            self.day(fields, "received_on"),
            self.said(stored, "sender"),
            joined(theirs, "\n"),
            self.said(stored, "subject"),
            self.said(stored, "sheets"),
            self.executor(stored),
            self.day(fields, "due_on"),
            joined([self.day(fields, "executed_on"), self.said(stored, "execution")], "\n"),
            self.file(fields),
        ]
    }

    fn outgoing(&self, stored: &Stored) -> Vec<String> {
        let fields = &stored.entry.fields;
        vec![
            stored.entry.envelope.number.to_string(),
            self.day(fields, "sent_on"),
            self.said(stored, "addressee"),
            self.said(stored, "subject"),
            self.said(stored, "sheets"),
            self.executor(stored),
            self.file(fields),
        ]
    }

    fn said(&self, stored: &Stored, code: &str) -> String {
        let register = self.app.rulebook.register(&stored.entry.envelope.register);
        let def = register.and_then(|register| register.field(code));
        let said = def.zip(stored.entry.fields.get(code));
        said.map_or_else(String::new, |(def, value)| show::text(&self.app.rulebook, self.tree, def, value, self.l.lang()))
    }

    fn day(&self, fields: &Content, code: &str) -> String {
        fields.get(code).and_then(Value::day).map_or_else(String::new, |day| self.l.date(day))
    }

    fn executor(&self, stored: &Stored) -> String {
        let named = executor(stored).and_then(|id| self.named.get(&id));
        let name = |named: &Named| if named.withheld { self.l.official_short() } else { named.title.clone() };
        named.map_or_else(String::new, name)
    }

    /// The index of the file that a paper names; the name of the list's item where it is one of the body's own.
    fn file(&self, fields: &Content) -> String {
        let Some(code) = fields.get("file").and_then(Value::text) else {
            return String::new();
        };
        let known = self.app.rulebook.nomenclature.iter().find(|file| file.code == code);
        let item = || self.app.rulebook.item(filing::LIST, code).map(|item| item.name.get(self.l.lang()).to_owned());
        known.map(|file| file.index.clone()).or_else(item).unwrap_or_default()
    }
}

fn executor(stored: &Stored) -> Option<EntryId> {
    match stored.entry.fields.get("executor") {
        Some(Value::Entry(id)) => Some(*id),
        _ => None,
    }
}

fn joined<const N: usize>(parts: [String; N], by: &str) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(by)
}
