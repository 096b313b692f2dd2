//! The life of documents, returns and those of words: drafted, signed, sent, received, returned with a remark, drafted anew.
//!
//! What follows from what is decided by `domain::document`, and asked by the store under the locks of the act; who may take which step
//! is decided in `rights`. Each step is an act in the chain of the body that takes it: a remark is the superior's own act.

mod absence;
mod frozen;
mod read;
mod replayed;
mod reviews;
mod rights;
mod text;
pub mod words;

use qorgau_domain::act::{Kind, RecordDraft, Stamp};
use qorgau_domain::document::Step;
use qorgau_domain::value::{Content, Value};
use qorgau_domain::{BodyId, Period, Tree};
use qorgau_rulebook::Document as DocumentKind;
use qorgau_rulebook::document::Part;
use qorgau_store::{Document, DocumentStep, Draft, Effect};
use uuid::Uuid;

pub use absence::InAbsence;
pub use frozen::{Frozen, FrozenFigure};
pub(crate) use read::papers;
pub use read::{Past, Version, marked_by_hand, text_of, wanted};
pub use reviews::{Listed, seen};
pub use rights::Reading;
pub use text::Text;

use crate::accounts::{Origin, Who};
use crate::returns::{Extent, Kind as ReturnKind, Sought};
use crate::{App, AppError};

/// By which the act of drafting says that the document is for official use.
const OFFICIAL: &str = "@official";

/// The longest explanation or remark, in characters.
const LONGEST: usize = 4000;

/// What is made as a document. All have one life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Made {
    /// A statistical return: figures, perhaps with an explanation (29).
    Return(ReturnKind),
    /// A review of a quarter: words, with the figures that they rest on (15.2).
    Review,
}

impl Made {
    /// Everything that is made.
    pub const ALL: [Made; 3] = [Made::Return(ReturnKind::Monthly), Made::Return(ReturnKind::Quarterly), Made::Review];

    /// Its code in the rulebook and the tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Made::Return(ReturnKind::Monthly) => "return.monthly",
            Made::Return(ReturnKind::Quarterly) => "return.quarterly",
            Made::Review => "review",
        }
    }

    /// What a code means.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|made| made.word() == word)
    }

    /// The return whose figures it holds, or some of them.
    #[must_use]
    pub fn figures(self) -> ReturnKind {
        match self {
            Made::Return(kind) => kind,
            Made::Review => ReturnKind::Quarterly,
        }
    }

    /// Whether it is made of words: a title, and the parts that the rulebook names.
    #[must_use]
    pub fn is_text(self) -> bool {
        self == Made::Review
    }
}

/// Which document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wanted {
    /// Whose.
    pub body: BodyId,
    /// What it is.
    pub kind: Made,
    /// For which period.
    pub period: Period,
}

impl Wanted {
    /// The kind of document in the rulebook and the tables.
    #[must_use]
    pub fn document(&self) -> String {
        self.kind.word().to_owned()
    }

    /// The figures it holds.
    #[must_use]
    pub fn sought(&self) -> Sought {
        Sought {
            kind: self.kind.figures(),
            period: self.period,
            extent: Extent::Compared,
        }
    }
}

/// What somebody wants to do with a document.
#[derive(Debug, Clone, Copy)]
pub enum Act<'a> {
    /// Draft a return, perhaps with an explanation.
    Prepare {
        /// What should be known with it; may be empty.
        note: &'a str,
        /// It is marked for official use.
        official: bool,
    },
    /// Draft a document of words.
    Write {
        /// What it says.
        text: &'a Text,
    },
    /// Write the text of its draft anew.
    Revise {
        /// What it says now.
        text: &'a Text,
    },
    /// Sign it.
    Sign {
        /// The password once more, or a code of the second factor where one is set.
        secret: &'a str,
        /// From where.
        origin: &'a Origin<'a>,
    },
    /// Send it to the superior body, or to those below.
    Send,
    /// Take it in.
    Receive,
    /// Send it back.
    Return {
        /// What is to be mended.
        remark: &'a str,
    },
}

impl Act<'_> {
    /// The step of the document's life.
    #[must_use]
    pub fn step(&self) -> Step {
        match self {
            Act::Prepare { .. } | Act::Write { .. } => Step::Prepare,
            Act::Revise { .. } => Step::Revise,
            Act::Sign { .. } => Step::Sign,
            Act::Send => Step::Send,
            Act::Receive => Step::Receive,
            Act::Return { .. } => Step::Return,
        }
    }

    fn words(&self) -> &str {
        match self {
            Act::Prepare { note, .. } => note.trim(),
            Act::Return { remark } => remark.trim(),
            _ => "",
        }
    }

    fn is_official(&self) -> bool {
        match self {
            Act::Prepare { official, .. } => *official,
            _ => self.text().is_some_and(|text| text.official),
        }
    }

    fn text(&self) -> Option<&Text> {
        match self {
            Act::Write { text } | Act::Revise { text } => Some(text),
            _ => None,
        }
    }
}

/// Why a step cannot be taken, beside what the document's life and the rights say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentFault {
    /// A document goes back only with a remark.
    NoRemark,
    /// The explanation or remark is too long: the most characters.
    TooLong(usize),
    /// The period is not over, so that its figures cannot be frozen.
    NotOver,
    /// The title, or parts that cannot be left out, say nothing: the names of the fields.
    Lacking(Vec<String>),
    /// A field of the text is too long: its name, and the most characters.
    LongField(String, usize),
}

impl App {
    /// Takes a step of a document that was seen after `seen` steps of its life; the document's identity comes back.
    ///
    /// # Errors
    /// `Absent` where the rights do not reach so far; what is wrong with the words, the password, the period; and the store's
    /// refusal where the step does not follow, or somebody else took one meanwhile.
    pub async fn take(&self, who: &Who, wanted: Wanted, seen: i64, act: &Act<'_>) -> Result<Uuid, AppError> {
        wanted.kind.figures().fits(wanted.period)?;
        let tree = self.store.tree().await?;
        let by = self.acting(who, &tree, wanted, act.step()).ok_or(AppError::Absent)?;
        self.sound(wanted, act)?;
        let known = self.document_of(wanted).await?;
        if let Act::Sign { secret, origin } = act {
            self.confirm_signature(who, secret, origin).await?;
        }
        let mut draft = self.step(wanted, known.as_ref(), seen, act, by, self.stamp(&who.login)).await?;
        if let (Step::Sign, Some(absence), Draft::Record(record, _)) = (act.step(), self.signs_for(who, &tree, wanted), &mut draft) {
            record.plain.extend(InAbsence::from(&absence).said());
        }
        let id = subject(&draft);
        self.commit_one(draft).await?;
        Ok(id)
    }

    fn sound(&self, wanted: Wanted, act: &Act<'_>) -> Result<(), AppError> {
        // A return is drafted without words of its own, a document of words with nothing else.
        let drafts = matches!(act.step(), Step::Prepare | Step::Revise);
        if drafts && act.text().is_some() != wanted.kind.is_text() {
            return Err(AppError::Absent);
        }
        if let Some(text) = act.text() {
            text.sound(self.parts(wanted))?;
        }
        let words = act.words();
        if matches!(act, Act::Return { .. }) && words.is_empty() {
            return Err(DocumentFault::NoRemark.into());
        }
        if words.chars().count() > LONGEST {
            return Err(DocumentFault::TooLong(LONGEST).into());
        }
        if matches!(act, Act::Sign { .. }) && self.today() <= wanted.period.last_month().last() {
            return Err(DocumentFault::NotOver.into());
        }
        Ok(())
    }

    /// The document of a body for a period, where it was begun.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn document_of(&self, wanted: Wanted) -> Result<Option<Document>, AppError> {
        let (_, scope) = self.scope(wanted.body).await?;
        let kind = wanted.kind.word();
        let period = wanted.period.to_string();
        let all = self.store.documents(&scope, [wanted.body]).await?.into_iter();
        Ok(all.filter(|known| known.kind == kind && known.period == period).min_by_key(|known| known.id))
    }

    /// A step made ready to be stored. Signing computes the figures and freezes them with the heads they were computed at.
    pub(crate) async fn step(&self, wanted: Wanted, known: Option<&Document>, seen: i64, act: &Act<'_>, by: BodyId, stamp: Stamp) -> Result<Draft, AppError> {
        let (step, text) = (act.step(), |text: &str| Value::Text(text.to_owned()));
        let before = known.map_or(0, |known| known.life.version);
        let version = if step == Step::Prepare { before + 1 } else { before.max(1) };
        let mut plain = Content::from([
            ("@document".to_owned(), Value::Text(wanted.document())),
            ("@period".to_owned(), Value::Text(wanted.period.to_string())),
            ("@of".to_owned(), Value::Body(wanted.body)),
            ("@step".to_owned(), text(step.word())),
            ("@no".to_owned(), Value::Number(seen + 1)),
            ("@version".to_owned(), Value::Number(version)),
        ]);
        if !act.words().is_empty() {
            plain.insert("@words".to_owned(), text(act.words()));
        }
        if let Some(written) = act.text() {
            plain.extend(written.said());
        }
        if act.is_official() {
            plain.insert(OFFICIAL.to_owned(), Value::YesNo(true));
        }
        if step == Step::Sign {
            plain.extend(self.freeze(wanted).await?);
        }
        let record = RecordDraft {
            body: by,
            kind: Kind::Document,
            subject: known.map_or_else(|| self.new_id(), |known| known.id),
            plain,
            salt: self.salt(),
            stamp,
        };
        let step = DocumentStep {
            of: wanted.body,
            kind: wanted.document(),
            period: wanted.period.to_string(),
            step,
            seen,
        };
        Ok(Draft::Record(Box::new(record), Effect::Document(step)))
    }

    /// The parts of a document by the rulebook.
    #[must_use]
    pub fn parts(&self, wanted: Wanted) -> &[Part] {
        let kind = self.rulebook.documents.iter().find(|kind| kind.code == wanted.kind.word());
        kind.map_or(&[][..], |kind| kind.part.as_slice())
    }

    /// What the rulebook says of a kind of document, where bodies of this level make it.
    pub(crate) fn made_by(&self, tree: &Tree, wanted: Wanted) -> Option<&DocumentKind> {
        let level = &tree.on(wanted.body, self.today())?.level;
        let kinds = &self.rulebook.documents;
        kinds.iter().find(|kind| kind.code == wanted.kind.word() && kind.levels.contains(level))
    }
}

pub(crate) fn subject(draft: &Draft) -> Uuid {
    match draft {
        Draft::Entry(draft, _) => draft.id.0,
        Draft::Record(draft, _) => draft.subject,
    }
}
