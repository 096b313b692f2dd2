//! Why a file is not taken, in words that say what to do.

use qorgau_domain::paper::MOST_OF_ENTRY;
use qorgau_l10n::L10n;

use super::{CAPTION_MOST, MOST, POINTS_MOST, PaperFault};

/// Why a file is not taken, without its name.
#[must_use]
pub fn fault(l: &L10n, fault: PaperFault) -> String {
    match fault {
        PaperFault::Empty => l.attach_empty(),
        PaperFault::TooLarge => l.attach_large(&(MOST / (1024 * 1024)).to_string()),
        PaperFault::Kind => l.attach_kind(),
        PaperFault::Unreadable => l.attach_unreadable(),
        PaperFault::TooManyPoints => l.attach_points(&(POINTS_MOST / 1_000_000).to_string()),
        PaperFault::TooMany => l.attach_many(&MOST_OF_ENTRY.to_string()),
        PaperFault::LongCaption => l.attach_long_caption(&CAPTION_MOST.to_string()),
    }
}
