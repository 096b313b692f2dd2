//! What whoever applied is told on paper: the coupon of receipt, that the term was extended, that the application was forwarded (clause 15.8,
//! decision D22).

mod coupon;

use qorgau_domain::entry::Entry;
use qorgau_domain::value::{Content, Value, rows};
use qorgau_domain::{Lang, Tree};
use qorgau_l10n::L10n;
use qorgau_store::Scope;

use crate::letters::Block;
use crate::{App, AppError};

/// The register of applications.
pub const APPLICATION: &str = "application";

/// A notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// It was received: every application has its coupon.
    Coupon,
    /// The term was extended.
    Extension,
    /// The application was forwarded; which row says to whom.
    Forwarding(i64),
}

/// A notice in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worded {
    /// To whom, on lines of their own.
    pub addressee: String,
    /// What it is.
    pub title: String,
    /// To which application it belongs.
    pub dated: String,
    /// What it says.
    pub blocks: Vec<Block>,
    /// Who signs it before the head of the body.
    pub signers: Vec<String>,
    /// Whether the head signs it.
    pub by_head: bool,
}

impl Notice {
    /// The notices that an entry asks for.
    #[must_use]
    pub fn of(entry: &Entry) -> Vec<Notice> {
        if entry.envelope.register != APPLICATION {
            return Vec::new();
        }
        let fields = &entry.fields;
        let extended = day(fields, "extended_until").map(|_| Notice::Extension);
        let forwarded = rows(fields, "forwardings").iter().map(|row| Notice::Forwarding(row.no));
        std::iter::once(Notice::Coupon).chain(extended).chain(forwarded).collect()
    }

    /// How it is called in addresses: `coupon`, `extension`, `forwarding-1`.
    #[must_use]
    pub fn word(self) -> String {
        match self {
            Notice::Coupon => "coupon".to_owned(),
            Notice::Extension => "extension".to_owned(),
            Notice::Forwarding(row) => format!("forwarding-{row}"),
        }
    }

    /// What it is, for a way to it.
    #[must_use]
    pub fn title(self, l: &L10n) -> String {
        match self {
            Notice::Coupon => l.notice_coupon(),
            Notice::Extension => l.notice_extension(),
            Notice::Forwarding(_) => l.notice_forwarding(),
        }
    }

    /// What it says.
    ///
    /// # Errors
    /// Absent where the entry does not ask for it; when the database cannot be read.
    pub async fn worded(self, app: &App, tree: &Tree, (scope, entry): (&Scope, &Entry), lang: Lang) -> Result<Worded, AppError> {
        let l = L10n::get(lang);
        let paragraphs = match self {
            Notice::Coupon => return coupon::worded(app, tree, (scope, entry), lang).await,
            Notice::Extension => extended(l, entry),
            Notice::Forwarding(no) => forwarded(l, entry, no),
        };
        let (number, received) = dated(l, entry).ok_or(AppError::Absent)?;
        Ok(Worded {
            addressee: addressee(&entry.fields),
            title: self.title(l),
            dated: l.notice_dated(&number, &received),
            blocks: paragraphs.ok_or(AppError::Absent)?.into_iter().map(Block::Paragraph).collect(),
            signers: Vec::new(),
            by_head: true,
        })
    }
}

fn extended(l: &L10n, entry: &Entry) -> Option<Vec<String>> {
    let (number, received) = dated(l, entry)?;
    let until = l.date(day(&entry.fields, "extended_until")?);
    Some(vec![
        l.notice_extended(&number, &received, &until),
        l.notice_reason(text(&entry.fields, "extension_reason").unwrap_or_default()),
    ])
}

fn forwarded(l: &L10n, entry: &Entry, no: i64) -> Option<Vec<String>> {
    let (number, received) = dated(l, entry)?;
    let row = rows(&entry.fields, "forwardings").iter().find(|row| row.no == no)?;
    let sent = l.date(day(&row.cells, "sent_on")?);
    Some(vec![
        l.notice_forwarded(&number, &received, &sent),
        l.notice_forwarded_to(text(&row.cells, "to")?),
        l.notice_forwarded_answer(),
    ])
}

/// The number of an application, and the day on which it came.
fn dated(l: &L10n, entry: &Entry) -> Option<(String, String)> {
    Some((entry.envelope.number.to_string(), l.date(day(&entry.fields, "received_on")?)))
}

/// Whoever applied, on lines of their own.
fn addressee(fields: &Content) -> String {
    let lines = ["applicant_name", "applicant_address"].into_iter().filter_map(|code| text(fields, code));
    lines.collect::<Vec<_>>().join("\n")
}

fn day(fields: &Content, code: &str) -> Option<jiff::civil::Date> {
    fields.get(code).and_then(Value::day)
}

fn text<'a>(fields: &'a Content, code: &str) -> Option<&'a str> {
    fields.get(code).and_then(Value::text)
}
