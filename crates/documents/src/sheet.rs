//! What every printed sheet has: masthead, running lines, remarks and the place for signatures and stamp.
//!
//! The geometry stands here and goes to the templates as numbers, because the texts are prepared for the widths
//! the templates set them in.

use serde::Serialize;

use crate::error::DocumentError;
use crate::fonts::{BOLD, REGULAR};
use crate::forms::{MadeOn, Signature};
use crate::printable::clean;
use crate::setting::Measure;

/// Points in a millimetre.
pub(crate) const MM: f64 = 72.0 / 25.4;
/// The room between the margins of A4 landscape: 20 mm are kept on the left for binding, 10 mm on the right.
pub(crate) const LANDSCAPE: f64 = 267.0 * MM;
/// The same of A4 portrait.
pub(crate) const PORTRAIT: f64 = 180.0 * MM;
/// The size of the title.
const TITLE: f64 = 13.0;

/// The parts of a sheet outside its tables.
#[derive(Serialize)]
pub(crate) struct Sheet {
    lang: String,
    made_on: [u16; 3],
    official: Option<String>,
    appendix: Option<String>,
    title: String,
    title_width: f64,
    under_title: Vec<String>,
    note: Option<String>,
    running: String,
    footnotes: Vec<String>,
    signatures: Vec<Signature>,
    stamp: String,
    trail: String,
    page_label: String,
}

/// What a sheet is made of, from either form.
pub(crate) struct Parts<'a> {
    pub(crate) lang: &'a str,
    pub(crate) made_on: MadeOn,
    /// The mark for official use, in words; stands on every page.
    pub(crate) official: Option<&'a str>,
    pub(crate) appendix: Option<&'a str>,
    pub(crate) title: &'a str,
    pub(crate) under_title: Vec<String>,
    pub(crate) note: Option<&'a str>,
    pub(crate) running: String,
    pub(crate) footnotes: &'a [String],
    pub(crate) signatures: &'a [Signature],
    pub(crate) stamp: &'a str,
    pub(crate) trail: &'a str,
    pub(crate) page_label: &'a str,
    /// The room between the margins, in points.
    pub(crate) width: f64,
}

impl Sheet {
    pub(crate) fn of(parts: Parts<'_>) -> Result<Self, DocumentError> {
        let title = Measure {
            lang: parts.lang,
            face: &BOLD,
            size: TITLE,
            width: parts.width * 0.86,
        };
        let small = Measure {
            lang: parts.lang,
            face: &REGULAR,
            size: 8.0,
            width: parts.width,
        };
        let post = Measure {
            size: 9.0,
            width: parts.width * 0.3,
            ..small
        };
        let name = Measure {
            size: 9.0,
            width: parts.width * 0.22,
            ..small
        };
        Ok(Self {
            lang: parts.lang.to_owned(),
            made_on: day(parts.made_on)?,
            official: parts.official.map(clean),
            appendix: parts.appendix.map(clean),
            title: clean(parts.title),
            title_width: title.balanced(&clean(parts.title)),
            under_title: parts.under_title.iter().filter(|line| !line.is_empty()).map(|line| clean(line)).collect(),
            note: parts.note.map(clean),
            running: clean(&parts.running.replace('\n', " ")),
            footnotes: parts.footnotes.iter().map(|note| small.set(note)).collect(),
            signatures: parts
                .signatures
                .iter()
                .map(|one| Signature {
                    post: post.set(&one.post),
                    name: name.set(&one.name),
                })
                .collect(),
            stamp: clean(parts.stamp),
            trail: Measure {
                size: 6.8,
                width: parts.width * 0.8,
                ..small
            }
            .set(parts.trail),
            page_label: clean(parts.page_label),
        })
    }
}

fn day(on: MadeOn) -> Result<[u16; 3], DocumentError> {
    match typst::foundations::Datetime::from_ymd(i32::from(on.year), on.month, on.day) {
        Some(_) => Ok([on.year, u16::from(on.month), u16::from(on.day)]),
        None => Err(DocumentError::NoSuchDay {
            year: on.year,
            month: on.month,
            day: on.day,
        }),
    }
}
