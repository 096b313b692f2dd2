//! From facts about what is wrong, owed or found to words in one language.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use qorgau_app::territories::TerritoryFault;
use qorgau_app::verify::What;
use qorgau_l10n::L10n;

pub use qorgau_app::words::{reason, refusal};

/// Why a territory was refused.
pub fn territory(l: &L10n, fault: &TerritoryFault) -> String {
    match fault {
        TerritoryFault::NoBody => l.territory_no_body(),
        TerritoryFault::NoGeometry => l.territory_no_geometry(),
        TerritoryFault::NoPolygon => l.territory_no_polygon(),
        TerritoryFault::OutsideTheEarth => l.territory_outside_the_earth(),
        TerritoryFault::CrossesItself => l.territory_crosses_itself(),
        TerritoryFault::Unreadable(what) => l.file_unreadable(what),
    }
}

/// What a check of the database found.
pub fn verify(l: &L10n, what: What) -> String {
    match what {
        What::Hash => l.verify_hash(),
        What::Before => l.verify_before(),
        What::SeqGap => l.verify_seq_gap(),
        What::ContentPlain => l.verify_content_plain(),
        What::ContentPersonal => l.verify_content_personal(),
        What::ContentMissing => l.verify_content_missing(),
        What::Head => l.verify_head(),
        What::Entry => l.verify_entry(),
        What::Revision => l.verify_revision(),
        What::Contribution => l.verify_contribution(),
        What::Cell => l.verify_cell(),
        What::Numbers => l.verify_numbers(),
        What::Key => l.verify_key(),
        What::Body => l.verify_body(),
        What::Link => l.verify_link(),
        What::Apart => l.verify_apart(),
        What::Document => l.verify_document(),
        What::Orphan => l.verify_orphan(),
        What::ContentErased => l.verify_content_erased(),
        What::Tree => l.verify_tree(),
        What::Account => l.verify_account(),
        What::Right => l.verify_right(),
        What::Absence => l.verify_absence(),
        What::Given => l.verify_given(),
        What::Paper => l.verify_paper(),
        What::Bytes => l.verify_bytes(),
        What::CutOver => l.verify_cut_over(),
        What::Access => l.verify_access(),
    }
}

/// A progress bar on standard error; none where nobody watches.
pub fn bar(what: &'static str) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{msg} {bar:40} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    bar.set_message(what);
    bar.enable_steady_tick(Duration::from_millis(500));
    bar
}

/// Moves a progress bar.
pub fn advance(bar: &ProgressBar, done: usize, total: usize) {
    bar.set_length(u64::try_from(total).unwrap_or(0));
    bar.set_position(u64::try_from(done).unwrap_or(0));
}
