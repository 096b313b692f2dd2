//! Cut-over from paper: from which day a body keeps a register here, which number the next entry gets, and what the months before count.
//!
//! A cut-over is an act in the body's chain. A later one about the same register takes its place. Its opening totals stand for every event
//! of the days from the first month that has one to the day before the first day: what is entered later of those days is kept, and does
//! not count a second time.

use std::collections::BTreeMap;

use jiff::civil::Date;
use uuid::Uuid;

use crate::ids::{BodyId, EntryId};
use crate::time::{Month, day_number};
use crate::value::{Content, Row, Value, rows};

/// What the paper journal counted in one figure in one month.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Opening {
    /// The code of the figure.
    pub figure: String,
    /// The month.
    pub month: Month,
    /// How much, at the figure's scale. 0 is said too: it says that the month was kept on paper and had none.
    pub amount: i64,
}

/// What a cut-over says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CutOver {
    /// The register.
    pub register: String,
    /// Which statement about the register it is, from 1.
    pub no: i64,
    /// The first day that is kept here.
    pub first: Date,
    /// The number of the first entry here in the year of that day: the paper book's last and one.
    pub next: i64,
    /// The opening totals, sorted.
    pub totals: Vec<Opening>,
    /// Why it takes the place of the one before.
    pub reason: Option<String>,
}

/// The days from the first to before the second, as day numbers.
pub type Days = (i64, i64);

impl CutOver {
    /// The year whose numbers it sets and whose months it may speak of.
    #[must_use]
    pub fn year(&self) -> i64 {
        i64::from(self.first.year())
    }

    /// The days that count by opening totals; none where there are no totals: then both ends are the same.
    #[must_use]
    pub fn covered(&self) -> Days {
        let until = day_number(self.first);
        let earliest = self.totals.iter().map(|total| total.month).min();
        (earliest.map_or(until, |month| day_number(month.first())).min(until), until)
    }

    /// The first month in which the body kept the register, here or on paper as far as totals say.
    #[must_use]
    pub fn since(&self) -> Month {
        Month::of_day(self.covered().0)
    }

    /// The day that the totals of a month count on: its last one before the first day.
    #[must_use]
    pub fn day_of(&self, month: Month) -> i64 {
        day_number(month.last()).min(day_number(self.first) - 1)
    }

    /// Whether totals of a month can be given: one of the year that has days before the first day.
    #[must_use]
    pub fn takes(first: Date, month: Month) -> bool {
        month.year() == i64::from(first.year()) && month.first() < first
    }

    /// What acts about a body's register are about.
    #[must_use]
    pub fn subject(body: BodyId, register: &str) -> Uuid {
        EntryId::of_source(register, "cut-over from paper", &body.0.to_string()).0
    }

    /// What the act says.
    #[must_use]
    pub fn seal(&self) -> Content {
        let total = |(no, total): (i64, &Opening)| Row {
            no,
            cells: Content::from([
                ("figure".to_owned(), Value::Text(total.figure.clone())),
                ("month".to_owned(), Value::Number(total.month.0)),
                ("amount".to_owned(), Value::Number(total.amount)),
            ]),
        };
        let mut content = Content::from([
            ("@register".to_owned(), Value::Text(self.register.clone())),
            ("@no".to_owned(), Value::Number(self.no)),
            ("@first".to_owned(), Value::Date(self.first)),
            ("@next".to_owned(), Value::Number(self.next)),
            ("@totals".to_owned(), Value::Rows((1..).zip(&self.totals).map(total).collect())),
        ]);
        if let Some(reason) = &self.reason {
            content.insert("@reason".to_owned(), Value::Text(reason.clone()));
        }
        content
    }

    /// What an act says, read; `None` where it is no cut-over.
    #[must_use]
    pub fn open(content: &Content) -> Option<Self> {
        let text = |key: &str| content.get(key).and_then(Value::text).map(str::to_owned);
        let number = |key: &str| content.get(key).and_then(Value::number);
        let total = |row: &Row| {
            Some(Opening {
                figure: row.cells.get("figure")?.text()?.to_owned(),
                month: Month(row.cells.get("month")?.number()?),
                amount: row.cells.get("amount")?.number()?,
            })
        };
        Some(CutOver {
            register: text("@register")?,
            no: number("@no")?,
            first: content.get("@first")?.day()?,
            next: number("@next")?,
            totals: rows(content, "@totals").iter().map(total).collect::<Option<_>>()?,
            reason: text("@reason"),
        })
    }
}

/// The days of each register that count by opening totals, as a chain has said so far.
#[derive(Debug, Clone, Default)]
pub struct Covered(BTreeMap<String, Days>);

impl Covered {
    /// A cut-over is stated.
    pub fn state(&mut self, register: &str, days: Days) {
        self.0.insert(register.to_owned(), days);
    }

    /// Whether opening totals count an event of a register on a day.
    #[must_use]
    pub fn counts(&self, register: &str, day: i64) -> bool {
        self.0.get(register).is_some_and(|(from, until)| (*from..*until).contains(&day))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn cut(first: Date, months: &[i64]) -> CutOver {
        let total = |month: &i64| Opening {
            figure: "F01".to_owned(),
            month: Month::new(2026, *month),
            amount: 3,
        };
        CutOver {
            register: "offence".to_owned(),
            no: 1,
            first,
            next: 48,
            totals: months.iter().map(total).collect(),
            reason: None,
        }
    }

    #[test]
    fn what_is_sealed_is_read_again() {
        let mut said = cut(date(2026, 11, 16), &[3, 10, 11]);
        assert_eq!(CutOver::open(&said.seal()), Some(said.clone()));
        said.reason = Some("қате".to_owned());
        assert_eq!(CutOver::open(&said.seal()), Some(said));
        assert_eq!(CutOver::open(&Content::new()), None);
    }

    #[test]
    fn totals_count_from_their_first_month_to_the_day_before_the_first_day() {
        let said = cut(date(2026, 11, 16), &[3, 10, 11]);
        let (from, until) = (day_number(date(2026, 3, 1)), day_number(date(2026, 11, 16)));
        assert_eq!(said.covered(), (from, until));
        assert_eq!(
            said.day_of(Month::new(2026, 11)),
            until - 1,
            "a month begun on paper counts before the first day"
        );
        assert_eq!(said.day_of(Month::new(2026, 3)), day_number(date(2026, 3, 31)));
        let mut covered = Covered::default();
        covered.state("offence", said.covered());
        let counts = |day| covered.counts("offence", day);
        assert_eq!([from - 1, from, until - 1, until].map(counts), [false, true, true, false]);
        assert!(!covered.counts("raid", from));
        let (from, until) = cut(date(2026, 11, 16), &[]).covered();
        assert_eq!(from, until, "without totals nothing is covered");
    }

    #[test]
    fn only_months_of_the_year_that_began_before_the_first_day_have_totals() {
        let takes = |year, month| CutOver::takes(date(2026, 3, 1), Month::new(year, month));
        assert!(takes(2026, 1) && takes(2026, 2));
        assert!(!takes(2026, 3) && !takes(2025, 12));
        assert!(CutOver::takes(date(2026, 3, 2), Month::new(2026, 3)));
    }
}
