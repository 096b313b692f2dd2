//! Notices that an application asks for: of an extended term, and of having been forwarded (clause 15.8, decision D22).

use qorgau_domain::Lang;
use qorgau_domain::value::{Content, Value, rows};
use qorgau_l10n::L10n;
use qorgau_store::Stored;

/// The register whose entries ask for notices.
const REGISTER: &str = "application";

/// A notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
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
    pub paragraphs: Vec<String>,
}

impl Notice {
    /// The notices that an entry asks for.
    #[must_use]
    pub fn of(stored: &Stored) -> Vec<Notice> {
        if stored.entry.envelope.register != REGISTER {
            return Vec::new();
        }
        let fields = &stored.entry.fields;
        let extended = day(fields, "extended_until").map(|_| Notice::Extension);
        let forwarded = rows(fields, "forwardings").iter().map(|row| Notice::Forwarding(row.no));
        extended.into_iter().chain(forwarded).collect()
    }

    /// How it is called in addresses: `extension`, `forwarding-1`.
    #[must_use]
    pub fn word(self) -> String {
        match self {
            Notice::Extension => "extension".to_owned(),
            Notice::Forwarding(row) => format!("forwarding-{row}"),
        }
    }

    /// What it is, for a way to it.
    #[must_use]
    pub fn title(self, l: &L10n) -> String {
        match self {
            Notice::Extension => l.notice_extension(),
            Notice::Forwarding(_) => l.notice_forwarding(),
        }
    }

    /// What it says; `None` where the entry does not ask for it.
    #[must_use]
    pub fn worded(self, stored: &Stored, lang: Lang) -> Option<Worded> {
        let (l, fields) = (L10n::get(lang), &stored.entry.fields);
        let (number, received) = (stored.entry.envelope.number.to_string(), l.date(day(fields, "received_on")?));
        let paragraphs = match self {
            Notice::Extension => {
                let until = l.date(day(fields, "extended_until")?);
                vec![
                    l.notice_extended(&number, &received, &until),
                    l.notice_reason(text(fields, "extension_reason").unwrap_or_default()),
                ]
            }
            Notice::Forwarding(no) => {
                let row = rows(fields, "forwardings").iter().find(|row| row.no == no)?;
                let sent = l.date(day(&row.cells, "sent_on")?);
                vec![
                    l.notice_forwarded(&number, &received, &sent),
                    l.notice_forwarded_to(text(&row.cells, "to")?),
                    l.notice_forwarded_answer(),
                ]
            }
        };
        let lines = ["applicant_name", "applicant_address"].into_iter().filter_map(|code| text(fields, code));
        Some(Worded {
            addressee: lines.collect::<Vec<_>>().join("\n"),
            title: self.title(l),
            dated: l.notice_dated(&number, &received),
            paragraphs,
        })
    }
}

fn day(fields: &Content, code: &str) -> Option<jiff::civil::Date> {
    fields.get(code).and_then(Value::day)
}

fn text<'a>(fields: &'a Content, code: &str) -> Option<&'a str> {
    fields.get(code).and_then(Value::text)
}
