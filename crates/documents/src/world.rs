//! Typesets a template with its data to PDF/A-2b.
//!
//! A form sees the templates, its own data and the embedded fonts; there is no clock, file system or package
//! behind it, so the same form always gives the same bytes.

use std::sync::{LazyLock, Mutex, PoisonError};

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::error::DocumentError;
use crate::fonts::FONTS;

/// The templates of the two forms.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Template {
    /// Appendices 2 and 3.
    Journal,
    /// The statistical return.
    Return,
    /// A letter.
    Letter,
    /// A paper of the office.
    Office,
}

const COMMON: &str = include_str!("../templates/common.typ");
const JOURNAL: &str = include_str!("../templates/journal.typ");
const RETURN: &str = include_str!("../templates/return.typ");
const LETTER: &str = include_str!("../templates/letter.typ");
const OFFICE: &str = include_str!("../templates/office.typ");

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));
static BOOK: LazyLock<LazyHash<FontBook>> = LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

/// One form is typeset at a time: that bounds the memory, and the typesetter's cache can be emptied
/// after each form without taking it from under another.
static PRESS: Mutex<()> = Mutex::new(());

struct FormWorld {
    main: Source,
    common: Source,
    data: (FileId, Bytes),
}

impl World for FormWorld {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        [&self.main, &self.common]
            .into_iter()
            .find(|source| source.id() == id)
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data.0 {
            Ok(self.data.1.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// A typeset form, with what the typesetter remarked on.
pub(crate) struct Typeset {
    pub(crate) pdf: Vec<u8>,
    #[cfg(test)]
    pub(crate) warnings: Vec<String>,
}

/// Typesets a template with its data.
pub(crate) fn typeset(template: Template, data: &impl serde::Serialize) -> Result<Typeset, DocumentError> {
    let world = FormWorld {
        main: match template {
            Template::Journal => source("journal.typ", JOURNAL)?,
            Template::Return => source("return.typ", RETURN)?,
            Template::Letter => source("letter.typ", LETTER)?,
            Template::Office => source("office.typ", OFFICE)?,
        },
        common: source("common.typ", COMMON)?,
        data: (file_id("data.json")?, Bytes::new(serde_json::to_vec(data)?)),
    };
    let _press = PRESS.lock().unwrap_or_else(PoisonError::into_inner);
    let result = compile(&world);
    typst::comemo::evict(0);
    result
}

fn compile(world: &FormWorld) -> Result<Typeset, DocumentError> {
    let compiled = typst::compile::<PagedDocument>(world);
    // The cache of the layout is as large as the layout itself and of no use to the export.
    typst::comemo::evict(0);
    let document = compiled.output.map_err(|found| refused(&found))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2b]).map_err(|found| DocumentError::Typeset(found.message().to_string()))?;
    let options = PdfOptions {
        creator: Smart::Custom(Some("Qorgau".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    let pdf = typst_pdf::pdf(&document, &options).map_err(|found| refused(&found))?;
    Ok(Typeset {
        pdf,
        #[cfg(test)]
        warnings: compiled.warnings.iter().map(line).collect(),
    })
}

fn source(name: &str, text: &str) -> Result<Source, DocumentError> {
    Ok(Source::new(file_id(name)?, text.to_owned()))
}

fn file_id(name: &str) -> Result<FileId, DocumentError> {
    let path = VirtualPath::new(name).map_err(|found| DocumentError::Typeset(found.to_string()))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn refused(found: &[SourceDiagnostic]) -> DocumentError {
    DocumentError::Typeset(found.iter().map(line).collect::<Vec<_>>().join("; "))
}

fn line(found: &SourceDiagnostic) -> String {
    let hints = found.hints.iter().map(|hint| format!(" ({})", hint.v));
    std::iter::once(found.message.to_string()).chain(hints).collect()
}
