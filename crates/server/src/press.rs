//! What the pages have printed by: forms and typesetter are known here, and not to them.

use qorgau_app::App;
use qorgau_app::filing::Printed;
use qorgau_documents as documents;
use qorgau_l10n::L10n;
use qorgau_web::printing::{FileKind, JournalPaper, Letter, PrintFault, Printer, ROWS_MOST, ReturnPaper, Sheet};

use crate::cli::Paper;
use crate::commands::{forms, office, report};

// What pages offer, the typesetter takes.
const _: () = assert!(ROWS_MOST <= documents::VOLUME_ROWS);

/// Prints for the pages.
pub struct Press;

impl Printer for Press {
    fn table(&self, sheet: Sheet, kind: FileKind) -> Result<Vec<u8>, PrintFault> {
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
            official: sheet.official,
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
        let format = match kind {
            FileKind::Xlsx => documents::Format::Xlsx,
            FileKind::Csv => documents::Format::Csv,
            FileKind::Pdf | FileKind::Json => return Err(PrintFault("a list goes into a table or plain rows".to_owned())),
        };
        documents::journal(&form, format).map_err(|error| PrintFault(error.to_string()))
    }

    fn journal(&self, app: &App, paper: &JournalPaper<'_>, kind: FileKind) -> Result<Vec<u8>, PrintFault> {
        let format = match kind {
            FileKind::Pdf => Paper::Pdf,
            FileKind::Xlsx => Paper::Xlsx,
            FileKind::Csv | FileKind::Json => return Err(PrintFault("a journal is printed, or goes into a table".to_owned())),
        };
        let form = forms::journal(app, paper.tree, paper.heads, (paper.body, paper.days), paper.book, paper.lang);
        forms::write_journal(&form, format).map_err(|error| PrintFault(format!("{error:?}")))
    }

    fn letter(&self, app: &App, letter: Letter) -> Result<Vec<u8>, PrintFault> {
        documents::letter(&forms::letter(app, letter)).map_err(|error| PrintFault(error.to_string()))
    }

    fn office(&self, app: &App, paper: Printed) -> Result<Vec<u8>, PrintFault> {
        documents::office(&office::form(app, paper)).map_err(|error| PrintFault(error.to_string()))
    }

    fn statistical_return(&self, app: &App, paper: &ReturnPaper<'_>, kind: FileKind) -> Result<Vec<u8>, PrintFault> {
        let fault = |error: crate::output::Failure| PrintFault(format!("{error:?}"));
        let format = match kind {
            FileKind::Pdf => Paper::Pdf,
            FileKind::Xlsx => Paper::Xlsx,
            FileKind::Csv => Paper::Csv,
            FileKind::Json => {
                let code = paper.tree.on(paper.figures.body, app.today()).map_or("", |version| version.code.as_str());
                return report::json(app, paper.tree, code, paper.figures, None).map_err(fault);
            }
        };
        let mut form = forms::statistical_return(app, paper.tree, paper.figures, paper.heads, paper.lang);
        if paper.official {
            form.official = Some(L10n::get(paper.lang).official_full());
        }
        form.footnotes.extend(paper.withheld.clone());
        if let Some(signed) = &paper.signed {
            form.footnotes.push(signed.clone());
            for signature in &mut form.signatures {
                signature.name.clone_from(&paper.signer);
            }
        }
        forms::write_return(&form, format).map_err(fault)
    }
}
