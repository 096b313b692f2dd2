//! What can go wrong in a use case.

use qorgau_rulebook::validate::FieldProblem;
use qorgau_store::{Refusal, StoreError};

use crate::accounts::AccountFault;
use crate::bodies::BodyFault;
use crate::cut_over::CutOverFault;
use crate::documents::DocumentFault;
use crate::import::FileFault;
use crate::papers::PaperFault;
use crate::tracks::TrackFault;
use crate::views::ViewFault;

/// Why something could not be done. Words for people: `l10n`.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The act was refused.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// The fields are not sound.
    #[error("{}", .0.iter().map(|problem| format!("field {}: {:?}", problem.field, problem.fault)).collect::<Vec<_>>().join("; "))]
    Unsound(Vec<FieldProblem>),
    /// No body bears the code.
    #[error("no body has the code `{0}`; `qorgau import bodies` brings bodies in")]
    NoBody(String),
    /// No such register.
    #[error("there is no register `{0}`")]
    NoRegister(String),
    /// No such figure.
    #[error("there is no figure `{0}`")]
    NoFigure(String),
    /// The register prescribes no journal.
    #[error("register `{0}` has no printed journal; use csv or xlsx")]
    NoJournal(String),
    /// The entry is not there.
    #[error("the entry is not there")]
    Absent,
    /// A decision without a text: number and date are needed.
    #[error("an erasure needs the decision it goes by: its number and date")]
    NoDecision,
    /// The entry holds nothing personal that could be erased.
    #[error("the entry holds nothing personal, or it was erased already")]
    NothingPersonal,
    /// The entries that a link should join are not two or more of one register, or lie below no common body.
    #[error("a link joins two or more entries of one register below one body")]
    NoLink,
    /// A file cannot be read; nothing was stored.
    #[error("the file cannot be read: {0:?}")]
    File(FileFault),
    /// A file cannot be taken as a paper; nothing was stored.
    #[error("the paper cannot be taken: {0:?}")]
    Paper(PaperFault),
    /// A track cannot be taken; nothing was stored.
    #[error("the track cannot be taken: {0:?}")]
    Track(TrackFault),
    /// The rulebook ships no such file.
    #[error("the rulebook ships no {0}")]
    NotShipped(String),
    /// A period of another kind than the return asks for.
    #[error("a {kind} return needs a {kind} period, for example {example}")]
    Period {
        /// The return.
        kind: &'static str,
        /// A period that fits.
        example: &'static str,
    },
    /// It cannot be done with this account.
    #[error("account: {0:?}")]
    Account(AccountFault),
    /// The tree of bodies cannot be changed so.
    #[error("body: {0:?}")]
    Body(BodyFault),
    /// A document cannot go this step on.
    #[error("document: {0:?}")]
    Document(DocumentFault),
    /// What is stated of a cut-over from paper is not sound.
    #[error("cut-over: {0:?}")]
    CutOver(CutOverFault),
    /// A view cannot be kept so.
    #[error("view: {0:?}")]
    View(ViewFault),
    /// Something cannot be written as JSON.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// A date or time zone cannot be computed with.
    #[error(transparent)]
    Time(#[from] jiff::Error),
}

impl From<Vec<FieldProblem>> for AppError {
    fn from(problems: Vec<FieldProblem>) -> Self {
        AppError::Unsound(problems)
    }
}

impl From<FileFault> for AppError {
    fn from(fault: FileFault) -> Self {
        AppError::File(fault)
    }
}

impl From<PaperFault> for AppError {
    fn from(fault: PaperFault) -> Self {
        AppError::Paper(fault)
    }
}

impl From<BodyFault> for AppError {
    fn from(fault: BodyFault) -> Self {
        AppError::Body(fault)
    }
}

impl From<DocumentFault> for AppError {
    fn from(fault: DocumentFault) -> Self {
        AppError::Document(fault)
    }
}

impl From<ViewFault> for AppError {
    fn from(fault: ViewFault) -> Self {
        AppError::View(fault)
    }
}

impl From<AccountFault> for AppError {
    fn from(fault: AccountFault) -> Self {
        AppError::Account(fault)
    }
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        AppError::Refused(refusal)
    }
}
