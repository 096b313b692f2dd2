//! Journals: the books of Appendices 2 and 3 as the text prescribes their columns, and any register as a plain table.
//!
//! What stands in each column is code, because the text prescribes how facts are joined there; headings are data.

mod inspections;
mod outbreaks;

use std::collections::BTreeSet;

use jiff::civil::Date;
use qorgau_domain::time::day_number;
use qorgau_domain::{Lang, Month, Text3, Tree};
use qorgau_rulebook::official::Marked;
use qorgau_rulebook::register::Register;
use qorgau_store::{Scope, Stored};

use crate::accounts::Who;
use crate::{App, AppError, show, stood_below};

/// The register of columns 1 to 5 of Appendix 2.
pub const INSPECTIONS: &str = "unit_inspection";
/// The register of its column 6.
pub const MARKS: &str = "inspection_mark";

/// A book, ready to be laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Book {
    /// Which appendix prescribes it; `None` for a plain table.
    pub appendix: Option<Text3>,
    /// Its title.
    pub title: Text3,
    /// Headings with relative widths.
    pub columns: Vec<(String, u16)>,
    /// Rows of cells; a cell may hold several lines.
    pub rows: Vec<Vec<String>>,
    /// Whether it holds something for official use.
    pub official: bool,
    /// Whether it holds something that whoever asked for it may not take out, so that it is not printed for him.
    pub withheld: bool,
    /// Whether columns 8 or 9 hold the greatest number of one day.
    pub has_peaks: bool,
}

/// Rows of a journal, and the entries they are made of.
type Bound = (Vec<Vec<String>>, Vec<Stored>);

impl App {
    /// The book of a register for the scope's root and what is below it, in days `from` to `until`, in one language.
    ///
    /// # Errors
    /// When there is no such register or the database cannot be read.
    pub async fn book(&self, tree: &Tree, scope: &Scope, register: &str, from: Date, until: Date, lang: Lang) -> Result<Book, AppError> {
        self.bound(None, tree, (scope, scope), register, (from, until), lang).await
    }

    /// The same for somebody who may read that much of the register; column 6 of Appendix 2 as far as he may read the marks.
    ///
    /// # Errors
    /// When there is no such register or the database cannot be read.
    pub async fn book_for(&self, who: &Who, tree: &Tree, scope: &Scope, register: &str, days: (Date, Date), lang: Lang) -> Result<Book, AppError> {
        let marks = self.reads(who, tree, MARKS);
        let marks = marks.unwrap_or_else(|| Scope::of(scope.root(), BTreeSet::new()));
        self.bound(Some(who), tree, (scope, &marks), register, days, lang).await
    }

    async fn bound(
        &self,
        who: Option<&Who>,
        tree: &Tree,
        (scope, marks): (&Scope, &Scope),
        register: &str,
        (from, until): (Date, Date),
        lang: Lang,
    ) -> Result<Book, AppError> {
        let register = self.register(register)?;
        let days = (day_number(from), day_number(until));
        let (rows, used) = match register.code.as_str() {
            "outbreak" => outbreaks::rows(self, tree, scope, days, lang).await?,
            INSPECTIONS => inspections::rows(self, tree, (scope, marks), days, lang).await?,
            _ => return self.plain_table(tree, scope, register, days, lang).await,
        };
        let official = used.iter().any(|stored| self.marked(&stored.entry) != Marked::Nothing);
        let kept = |who: &Who| used.iter().any(|stored| !self.may_take_out(who, tree, &stored.entry));
        let print = register.print.as_ref().ok_or_else(|| AppError::NoJournal(register.code.clone()))?;
        Ok(Book {
            appendix: Some(print.appendix.clone()),
            title: print.title.clone(),
            columns: print.column.iter().map(|column| (column.heading.get(lang).to_owned(), column.weight)).collect(),
            official,
            withheld: who.is_some_and(kept),
            has_peaks: register.code == "outbreak" && rows.iter().any(|row| outbreaks::has_peaks(row)),
            rows,
        })
    }

    async fn plain_table(&self, tree: &Tree, scope: &Scope, register: &Register, days: (i64, i64), lang: Lang) -> Result<Book, AppError> {
        let mut rows = Vec::new();
        let stored = self.store.entries(scope, &register.code, days.0, days.1).await?;
        for stored in stored.iter().filter(|stored| stood_below(tree, scope.root(), stored)) {
            let entry = &stored.entry;
            let body = tree.on(entry.body, Month::of_day(days.1).last()).map_or("", |version| version.code.as_str());
            let mut row = vec![entry.envelope.number.to_string(), body.to_owned()];
            row.extend(register.field.iter().map(|def| {
                entry
                    .fields
                    .get(&def.code)
                    .map_or_else(String::new, |value| show::text(&self.rulebook, tree, def, value, lang))
            }));
            rows.push(row);
        }
        let named = register.field.iter().map(|def| (def.name.get(lang).to_owned(), 10));
        let columns = [("№".to_owned(), 6), ("KATO".to_owned(), 8)].into_iter().chain(named).collect();
        Ok(Book {
            appendix: None,
            title: register.name.clone(),
            columns,
            rows,
            official: stored.iter().any(|stored| self.marked(&stored.entry) != Marked::Nothing),
            withheld: false,
            has_peaks: false,
        })
    }
}
