//! What the pages have printed by: forms and typesetter are known here, and not to them.

use qorgau_app::App;
use qorgau_web::printing::{FileKind, PrintFault, Printer, ReturnPaper};

use crate::cli::Paper;
use crate::commands::{forms, report};

/// Prints for the pages.
pub struct Press;

impl Printer for Press {
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
        if let Some(signed) = &paper.signed {
            form.footnotes.push(signed.clone());
            for signature in &mut form.signatures {
                signature.name.clone_from(&paper.signer);
            }
        }
        forms::write_return(&form, format).map_err(fault)
    }
}
