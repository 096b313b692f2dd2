//! Words for how a document stands and what befell it.

use qorgau_domain::document::{State, Step, Wrong};
use qorgau_l10n::L10n;
use qorgau_store::Refusal;

use super::{DocumentFault, Made};
use crate::AppError;

/// How a document stands.
#[must_use]
pub fn state(l: &L10n, state: Option<State>) -> String {
    match state {
        None => l.document_none(),
        Some(State::Draft) => l.document_draft(),
        Some(State::Signed) => l.document_signed(),
        Some(State::Sent) => l.document_sent(),
        Some(State::Received) => l.document_received(),
        Some(State::Returned) => l.document_returned(),
    }
}

/// What was done with a document.
#[must_use]
pub fn step(l: &L10n, made: Made, step: Step) -> String {
    match step {
        Step::Prepare => l.document_was_prepared(),
        Step::Revise => l.document_was_revised(),
        Step::Sign if made.is_text() => l.document_text_was_signed(),
        Step::Send if made.is_text() => l.document_was_sent_below(),
        Step::Sign => l.document_was_signed(),
        Step::Send | Step::Whole => l.document_was_sent(),
        Step::Receive => l.document_was_received(),
        Step::Return => l.document_was_returned(),
    }
}

/// Why a step was not taken.
#[must_use]
pub fn wrong(l: &L10n, wrong: Wrong) -> String {
    match wrong {
        Wrong::Stale => l.document_stale(),
        Wrong::NotNow(now) => l.document_not_now(&state(l, now)),
        Wrong::SamePerson => l.document_same_person(),
    }
}

/// Why a step cannot be taken, as far as it lies with the document; `None` for other errors.
#[must_use]
pub fn fault(l: &L10n, error: &AppError) -> Option<String> {
    match error {
        AppError::Refused(Refusal::Document(found)) => Some(wrong(l, *found)),
        AppError::Document(DocumentFault::NoRemark) => Some(l.document_no_remark()),
        AppError::Document(DocumentFault::TooLong(most)) => Some(l.document_too_long(&l.number(i64::try_from(*most).unwrap_or(i64::MAX), 0))),
        AppError::Document(DocumentFault::Lacking(_)) => Some(l.document_lacking()),
        AppError::Document(DocumentFault::LongField(_, most)) => Some(l.document_too_long(&l.number(i64::try_from(*most).unwrap_or(i64::MAX), 0))),
        AppError::Document(DocumentFault::NotOver) => Some(l.document_not_over()),
        _ => None,
    }
}
