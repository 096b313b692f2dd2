//! Words for what is wrong with a cut-over from paper.

use qorgau_l10n::L10n;
use qorgau_store::CutOverWrong;

use super::CutOverFault;

/// What is wrong with what somebody states.
#[must_use]
pub fn fault(l: &L10n, fault: &CutOverFault) -> String {
    match fault {
        CutOverFault::Future => l.cut_over_future(),
        CutOverFault::Year(year) => l.cut_over_other_year(&year.to_string()),
        CutOverFault::Next => l.cut_over_no_number(),
        CutOverFault::NumbersGiven(fixed) => l.cut_over_numbers_given(&fixed.to_string()),
        CutOverFault::Month(figure, month) => l.cut_over_month(figure, &l.month(*month)),
        CutOverFault::Amount(figure, month) => l.cut_over_amount(figure, &l.month(*month)),
        CutOverFault::Figure(figure) => l.cut_over_figure(figure),
        CutOverFault::NoReason => l.forms_no_reason(),
        CutOverFault::TooLong(most) => l.cut_over_too_long(&l.number(i64::try_from(*most).unwrap_or(i64::MAX), 0)),
    }
}

/// Why a cut-over was not taken.
#[must_use]
pub fn wrong(l: &L10n, wrong: CutOverWrong) -> String {
    match wrong {
        CutOverWrong::Stale => l.cut_over_stale(),
        CutOverWrong::Busy => l.cut_over_busy(),
        CutOverWrong::Year(year) => l.cut_over_other_year(&year.to_string()),
        CutOverWrong::NumbersGiven(last) => l.cut_over_given(&last.to_string()),
    }
}
