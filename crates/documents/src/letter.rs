//! A letter of a few paragraphs, A4 upright: a notice to whoever applied, a request, an answer.

use serde::Serialize;

use crate::error::DocumentError;
use crate::fonts::REGULAR;
use crate::forms::Letter;
use crate::setting::Measure;
use crate::sheet::{PORTRAIT, Parts, Sheet};
use crate::world::{Template, typeset};

/// The size of the type, in points.
const SIZE: f64 = 11.0;

#[derive(Serialize)]
struct Prepared {
    sheet: Sheet,
    size: f64,
    paragraphs: Vec<String>,
}

/// The letter as PDF.
pub(crate) fn pdf(form: &Letter) -> Result<Vec<u8>, DocumentError> {
    Ok(typeset(Template::Letter, &prepared(form)?)?.pdf)
}

fn prepared(form: &Letter) -> Result<Prepared, DocumentError> {
    let line = Measure {
        lang: &form.lang,
        face: &REGULAR,
        size: SIZE,
        width: PORTRAIT,
    };
    let sheet = Sheet::of(Parts {
        lang: &form.lang,
        made_on: form.made_on,
        appendix: Some(&form.addressee),
        title: &form.title,
        under_title: vec![form.body.clone(), form.dated.clone()],
        note: form.translation_note.as_deref(),
        running: [form.title.as_str(), &form.dated].join(" · "),
        footnotes: &form.footnotes,
        signatures: &form.signatures,
        stamp: &form.stamp,
        trail: &form.trail,
        page_label: &form.page_label,
        width: PORTRAIT,
    })?;
    Ok(Prepared {
        sheet,
        size: SIZE,
        paragraphs: form.paragraphs.iter().map(|one| line.set(one)).collect(),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_typesetter_remarks_on_nothing() {
        let set = typeset(Template::Letter, &prepared(&crate::small::letter()).unwrap()).unwrap();
        assert_eq!(set.warnings, Vec::<String>::new());
    }
}
