//! Tables of pages as files: hands what a page shows to the crate that makes documents.

use qorgau_documents as documents;
use qorgau_web::{Sheet, TableFile, Tables};

/// Makes files of tables.
pub struct Printer;

impl Tables for Printer {
    fn table(&self, sheet: Sheet) -> Result<Vec<u8>, String> {
        let (year, month, day) = sheet.made_on;
        let column = |heading: &String| documents::Column {
            heading: heading.clone(),
            weight: 10,
            align: documents::Align::Left,
        };
        let form = documents::Journal {
            lang: sheet.lang.code().to_owned(),
            made_on: documents::MadeOn {
                year: year.unsigned_abs(),
                month: month.unsigned_abs(),
                day: day.unsigned_abs(),
            },
            appendix: String::new(),
            title: sheet.title,
            book: sheet.under,
            translation_note: None,
            columns: sheet.heads.iter().map(column).collect(),
            rows: sheet.rows,
            footnotes: Vec::new(),
            signatures: Vec::new(),
            stamp: String::new(),
            trail: String::new(),
            page_label: String::new(),
            volume_label: String::new(),
            empty: String::new(),
        };
        let format = match sheet.kind {
            TableFile::Csv => documents::Format::Csv,
            TableFile::Xlsx => documents::Format::Xlsx,
        };
        documents::journal(&form, format).map_err(|error| error.to_string())
    }
}
