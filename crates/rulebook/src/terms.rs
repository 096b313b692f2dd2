//! Terms of considering an application that were passed over: how far it may be extended, until when the applicant is told of that, until
//! when it is forwarded (clause 15.8, decision D22).
//!
//! Pure: an application is judged by its own fields, by the dated list of terms, and by the day it is. What the list does not name for an
//! applicant on the day of receipt has no term here.

use jiff::ToSpan;
use jiff::civil::Date;
use qorgau_domain::value::{Content, Value, rows};

use crate::due::Calendar;
use crate::{Item, Rulebook};

/// The list of terms.
pub const LIST: &str = "application_terms";

/// A term that was passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Passed {
    /// It was extended until a day after the last one that the list allows.
    Extension {
        /// Until when.
        until: Date,
        /// The last day allowed.
        last: Date,
    },
    /// The applicant was told of the extension after the last day, or is not told although that day is over.
    Notice {
        /// When he was told.
        told: Option<Date>,
        /// The last day.
        last: Date,
    },
    /// It was forwarded after the last day.
    Forwarding {
        /// To whom.
        to: String,
        /// When.
        sent: Date,
        /// The last day.
        last: Date,
    },
}

/// The terms that an application passes over, as of a day.
#[must_use]
pub fn passed(rulebook: &Rulebook, calendar: &Calendar, fields: &Content, today: Date) -> Vec<Passed> {
    let applicant = fields.get("applicant").and_then(Value::text);
    let Some((received, applicant)) = day(fields, "received_on").zip(applicant) else {
        return Vec::new();
    };
    let Some(terms) = rulebook.lists.get(LIST).and_then(|list| list.on(applicant, received)) else {
        return Vec::new();
    };
    let after = |from: Date, key: &str| terms.number(key).map(|days| calendar.working_days_after(from, days));
    let mut passed = Vec::new();
    passed.extend(extension(terms, fields, day(fields, "due_on").or_else(|| after(received, "working_days"))));
    let notice = day(fields, "extended_on").and_then(|on| after(on, "notice_working_days"));
    passed.extend(notice.and_then(|last| notice_after(last, day(fields, "extension_notice_on"), today)));
    if let Some(last) = after(received, "forward_working_days") {
        passed.extend(rows(fields, "forwardings").iter().filter_map(|row| forwarding(last, &row.cells)));
    }
    passed
}

/// An extension beyond so many months after the first term.
fn extension(terms: &Item, fields: &Content, first: Option<Date>) -> Option<Passed> {
    let until = day(fields, "extended_until")?;
    let last = first?.saturating_add(terms.number("extension_months")?.months());
    (until > last).then_some(Passed::Extension { until, last })
}

fn notice_after(last: Date, told: Option<Date>, today: Date) -> Option<Passed> {
    (told.unwrap_or(today) > last).then_some(Passed::Notice { told, last })
}

fn forwarding(last: Date, cells: &Content) -> Option<Passed> {
    let sent = day(cells, "sent_on").filter(|sent| *sent > last)?;
    let to = cells.get("to").and_then(Value::text).unwrap_or_default().to_owned();
    Some(Passed::Forwarding { to, sent, last })
}

fn day(fields: &Content, code: &str) -> Option<Date> {
    fields.get(code).and_then(Value::day)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::LazyLock;

    use jiff::civil::date;
    use qorgau_domain::value::Row;

    use super::*;

    static RULEBOOK: LazyLock<Rulebook> = LazyLock::new(|| crate::load(&crate::shipped::files()).unwrap());

    /// What an application of a citizen that came on 6 March 2026 passes over on the last day of that year.
    fn of(more: &[(&str, Date)], forwarded: &[Date]) -> Vec<Passed> {
        let mut fields = Content::from([
            ("received_on".to_owned(), Value::Date(date(2026, 3, 6))),
            ("applicant".to_owned(), Value::Choice("citizen".to_owned())),
        ]);
        fields.extend(more.iter().map(|(code, day)| ((*code).to_owned(), Value::Date(*day))));
        let row = |(no, sent): (i64, &Date)| Row {
            no,
            cells: Content::from([("to".to_owned(), Value::Text("x".to_owned())), ("sent_on".to_owned(), Value::Date(*sent))]),
        };
        fields.insert("forwardings".to_owned(), Value::Rows((1..).zip(forwarded).map(row).collect()));
        on(&fields)
    }

    fn on(fields: &Content) -> Vec<Passed> {
        passed(&RULEBOOK, &Calendar::of(&RULEBOOK).unwrap(), fields, date(2026, 12, 31))
    }

    #[test]
    fn an_extension_may_last_two_months_from_the_end_of_the_first_term() {
        // Fifteen working days, those of Nauryz left out, end on 2 April.
        let extended = |until| of(&[("extended_until", until)], &[]);
        assert_eq!(extended(date(2026, 6, 2)), []);
        let (until, last) = (date(2026, 6, 3), date(2026, 6, 2));
        assert_eq!(extended(until), [Passed::Extension { until, last }]);
        let set = of(&[("due_on", date(2026, 4, 10)), ("extended_until", date(2026, 6, 10))], &[]);
        assert_eq!(set, [], "a term set by hand is the first");
    }

    #[test]
    fn the_applicant_is_told_of_an_extension_within_three_working_days() {
        let last = date(2026, 4, 1);
        let told = |on: Option<Date>| {
            let mut days = vec![("extended_on", date(2026, 3, 27))];
            days.extend(on.map(|on| ("extension_notice_on", on)));
            of(&days, &[])
        };
        assert_eq!(told(Some(last)), []);
        let late = Some(date(2026, 4, 2));
        assert_eq!(told(late), [Passed::Notice { told: late, last }]);
        assert_eq!(told(None), [Passed::Notice { told: None, last }], "nobody told him to this day");
    }

    #[test]
    fn an_application_is_forwarded_within_three_working_days_and_each_late_one_is_named() {
        // The 9th is off, so the three working days after the 6th are the 10th to the 12th.
        let last = date(2026, 3, 12);
        let late = date(2026, 3, 13);
        let named = Passed::Forwarding {
            to: "x".to_owned(),
            sent: late,
            last,
        };
        assert_eq!(of(&[], &[last]), []);
        assert_eq!(of(&[], &[last, late]), [named]);
    }

    #[test]
    fn what_the_list_does_not_name_has_no_term() {
        let mut fields = Content::from([
            ("received_on".to_owned(), Value::Date(date(2026, 3, 6))),
            ("applicant".to_owned(), Value::Choice("state_body".to_owned())),
            ("due_on".to_owned(), Value::Date(date(2026, 3, 20))),
            ("extended_until".to_owned(), Value::Date(date(2026, 12, 20))),
        ]);
        assert_eq!(on(&fields), []);
        fields.insert("applicant".to_owned(), Value::Choice("citizen".to_owned()));
        fields.insert("received_on".to_owned(), Value::Date(date(2021, 6, 30)));
        assert_eq!(on(&fields), [], "before the first day of the law");
    }
}
