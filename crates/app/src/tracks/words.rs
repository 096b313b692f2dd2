//! Words for why a track cannot be taken.

use qorgau_l10n::L10n;

use super::TrackFault;

/// Why, and what to do.
#[must_use]
pub fn fault(l: &L10n, fault: TrackFault) -> String {
    match fault {
        TrackFault::TooLarge => l.track_too_large(&(super::MOST / (1024 * 1024)).to_string()),
        TrackFault::NoTrack => l.track_none(),
        TrackFault::NoTimes => l.track_no_times(),
        TrackFault::Fix(no) => l.track_bad_fix(&no.to_string()),
        TrackFault::Many(most) => l.track_many(&most.to_string()),
        TrackFault::Nothing => l.track_nothing(),
        TrackFault::OtherDays => l.track_other_days(),
        TrackFault::Mode => l.track_mode_missing(),
        TrackFault::Limits => l.track_limits_wrong(),
    }
}
