//! A printer whose files are text, for tests that compare what is handed out.

use qorgau_app::App;
use qorgau_app::filing::Printed;
use qorgau_web::printing::{FileKind, JournalPaper, Letter, PrintFault, Printer, ReturnPaper, Sheet};

/// Everything that is printed, as text; the heads of chains aside, which stand for all that a chain says and are hashes.
pub struct Plain;

impl Printer for Plain {
    fn table(&self, sheet: Sheet, _: FileKind) -> Result<Vec<u8>, PrintFault> {
        Ok(format!("{} {} {:?} {:?}", sheet.title, sheet.under, sheet.heads, sheet.rows).into_bytes())
    }

    fn letter(&self, _: &App, letter: Letter) -> Result<Vec<u8>, PrintFault> {
        Ok(format!("{} {} {:?}", letter.addressee, letter.title, letter.blocks).into_bytes())
    }

    fn office(&self, _: &App, paper: Printed) -> Result<Vec<u8>, PrintFault> {
        Ok(format!("{paper:?}").into_bytes())
    }

    fn statistical_return(&self, _: &App, paper: &ReturnPaper<'_>, kind: FileKind) -> Result<Vec<u8>, PrintFault> {
        Ok(format!("{kind:?} {:?} {:?} {}", paper.figures, paper.signed, paper.signer).into_bytes())
    }

    fn journal(&self, _: &App, paper: &JournalPaper<'_>, kind: FileKind) -> Result<Vec<u8>, PrintFault> {
        Ok(format!("{kind:?} {:?} {:?}", paper.days, paper.book).into_bytes())
    }
}
