//! The coupon that whoever applied gets at once: its number, when the application came, who took it in, until when it is answered.

use jiff::Timestamp;
use qorgau_domain::entry::{Entry, Revision};
use qorgau_domain::value::Value;
use qorgau_domain::{Lang, Tree};
use qorgau_l10n::L10n;
use qorgau_store::Scope;

use super::{APPLICATION, Notice, Worded, addressee, day, text};
use crate::letters::Block;
use crate::{App, AppError, show};

/// The duty whose term stands on the coupon.
const ANSWER: &str = "application.answer";

/// What is known of the time of receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Time {
    /// It was written down.
    Stated(Timestamp),
    /// The application was entered on the day it came, at this moment.
    Entered(Timestamp),
    /// It was entered at this moment of another day, and the hour was not written down.
    Unknown(Timestamp),
}

impl Time {
    fn of(app: &App, entry: &Entry, first: &Revision) -> Self {
        let entered = first.received_at;
        match entry.fields.get("coupon_at") {
            Some(Value::Moment(at)) => Time::Stated(*at),
            _ if taken_in_here(first) && day(&entry.fields, "received_on") == Some(app.day_of(entered)) => Time::Entered(entered),
            _ => Time::Unknown(entered),
        }
    }
}

/// Whether whoever made the first revision took the application in: what was moved here came in elsewhere.
fn taken_in_here(first: &Revision) -> bool {
    first.entry.envelope.moved.is_none()
}

/// The coupon of an application in words.
pub(super) async fn worded(app: &App, tree: &Tree, (scope, entry): (&Scope, &Entry), lang: Lang) -> Result<Worded, AppError> {
    let l = L10n::get(lang);
    let revisions = app.store.revisions(scope, entry.id).await?;
    let first = revisions.first().ok_or(AppError::Absent)?;
    let received = day(&entry.fields, "received_on").ok_or(AppError::Absent)?;
    let time = Time::of(app, entry, first);
    let mut rows = numbers(l, entry);
    rows.extend(["kind", "received_on"].into_iter().filter_map(|code| stated(app, tree, l, entry, code)));
    if let Time::Stated(at) | Time::Entered(at) = time {
        rows.push(vec![l.coupon_time(), l.moment(&at, app.zone())]);
    }
    if taken_in_here(first) {
        let names = app.names([first.actor.as_str()]).await?;
        rows.extend(names.into_values().map(|name| vec![l.coupon_by(), name]));
    }
    let until = app.due_on(tree, ANSWER, entry);
    rows.push(vec![l.coupon_until(), until.map_or_else(|| l.coupon_no_term(), |until| l.date(until))]);
    let how = match time {
        Time::Stated(_) => l.coupon_stated(),
        Time::Entered(_) => l.coupon_entered(),
        Time::Unknown(at) => l.coupon_late(&l.moment(&at, app.zone())),
    };
    Ok(Worded {
        addressee: addressee(&entry.fields),
        title: Notice::Coupon.title(l),
        dated: l.notice_dated(&entry.envelope.number.to_string(), &l.date(received)),
        blocks: vec![Block::Table { heads: Vec::new(), rows }, Block::Paragraph(how)],
        signers: vec![l.coupon_signature()],
        by_head: false,
    })
}

/// The number of the coupon: that of a paper one where one was given, else the number that the book gave the entry.
fn numbers(l: &L10n, entry: &Entry) -> Vec<Vec<String>> {
    let number = format!("№ {}", entry.envelope.number);
    match text(&entry.fields, "coupon_number") {
        Some(paper) => vec![vec![l.coupon_number(), paper.to_owned()], vec![l.coupon_in_book(), number]],
        None => vec![vec![l.coupon_number(), number]],
    }
}

/// A field that is stated: what it is called, and what it says.
fn stated(app: &App, tree: &Tree, l: &L10n, entry: &Entry, code: &str) -> Option<Vec<String>> {
    let def = app.rulebook.register(APPLICATION)?.field(code)?;
    let said = show::shown(&app.rulebook, tree, (l, app.zone()), def, entry.fields.get(code)?);
    Some(vec![def.name.get(l.lang()).to_owned(), said])
}
