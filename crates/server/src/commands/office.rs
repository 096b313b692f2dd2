//! From papers of the office in words to forms that are laid out.

use qorgau_app::App;
use qorgau_app::filing::office::Grid;
use qorgau_app::filing::{Printed, Style};
use qorgau_documents as documents;
use qorgau_l10n::L10n;

use super::forms::{made_on, translation_note};

/// A paper of the office as a form. Those who sign are left to write their names.
pub fn form(app: &App, paper: Printed) -> documents::Office {
    let l = L10n::get(paper.lang);
    let layout = match paper.style {
        Style::Upright => documents::Layout::Upright,
        Style::Flat => documents::Layout::Flat,
        Style::Cover => documents::Layout::Cover,
        Style::Labels => documents::Layout::Labels,
    };
    let numbered = matches!(paper.style, Style::Upright | Style::Flat);
    let signature = |post: String| documents::Signature { post, name: String::new() };
    documents::Office {
        lang: paper.lang.code().to_owned(),
        made_on: made_on(app),
        layout,
        heading: paper.heading,
        title: paper.title,
        under: paper.under,
        translation_note: translation_note(app, paper.lang),
        before: paper.before,
        pairs: paper.pairs,
        table: paper.grid.map(listing),
        after: paper.after,
        labels: paper.labels,
        footnotes: paper.footnotes,
        signatures: paper.signatures.into_iter().map(signature).collect(),
        stamp: String::new(),
        trail: String::new(),
        page_label: if numbered { l.page_label() } else { String::new() },
    }
}

fn listing(grid: Grid) -> documents::Listing {
    let column = |(heading, weight)| documents::Column {
        heading,
        weight,
        align: documents::Align::Left,
    };
    documents::Listing {
        columns: grid.columns.into_iter().map(column).collect(),
        rows: grid.rows,
        empty: grid.empty,
    }
}
