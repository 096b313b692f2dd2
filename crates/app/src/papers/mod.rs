//! Papers of entries: photos, scans and PDF files brought, shown, struck from an entry.
//!
//! What came is kept as it came, sealed: its hash stands in the ledger. What is shown, taken away and handed to programs is a copy without
//! what the picture says about its making (`strip`). Whoever writes entries of the register at that body may bring papers to them and
//! strike them; whoever reads the entry reads its papers; only whoever may correct the entry may take a sealed original, and that is noted.

mod inspect;
mod strip;
pub mod words;

use qorgau_domain::access::What;
use qorgau_domain::act::{Kind, RecordDraft};
use qorgau_domain::entry::Entry;
use qorgau_domain::ledger::{Hash, hex};
use qorgau_domain::paper::{Called, Digest, MOST_OF_ENTRY, PaperAct};
use qorgau_domain::{BodyId, EntryId, Tree};
use qorgau_rulebook::may::{Act, Subject};
use qorgau_rulebook::official::Marked;
use qorgau_rulebook::register::Register;
use qorgau_store::{Attached, Draft, Effect, PaperChange, PaperFile, Receipt, Refusal, Scope};
use uuid::Uuid;

use crate::accounts::{Origin, Who};
use crate::forms::acts::book_of;
use crate::{App, AppError};

pub use inspect::POINTS_MOST;

/// How many bytes a paper may have.
pub const MOST: usize = 20 * 1024 * 1024;

/// The most letters of a file's name.
const NAME_MOST: usize = 120;

/// The most letters of a caption.
pub const CAPTION_MOST: usize = 500;

/// Why a file is not taken as a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperFault {
    /// It has no bytes.
    Empty,
    /// It has more than [`MOST`] bytes.
    TooLarge,
    /// It is no JPEG, PNG, WebP or PDF, whatever its name says.
    Kind,
    /// It is broken, or moves.
    Unreadable,
    /// It has more than [`POINTS_MOST`] points.
    TooManyPoints,
    /// The entry has [`MOST_OF_ENTRY`] papers already.
    TooMany,
    /// The caption has more than [`CAPTION_MOST`] letters.
    LongCaption,
}

/// A file as it comes.
#[derive(Debug, Clone)]
pub struct BroughtPaper {
    /// The name that was sent with it.
    pub name: String,
    /// What it shows.
    pub caption: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// An entry's papers, for somebody who may read it.
pub struct Papers<'a> {
    /// The entry's register.
    pub register: &'a Register,
    /// The entry.
    pub entry: Entry,
    /// All its papers, also struck ones.
    pub papers: Vec<Attached>,
    scope: Scope,
}

impl Papers<'_> {
    /// A paper that stands.
    ///
    /// # Errors
    /// Absent where there is none such.
    pub fn standing(&self, id: Uuid) -> Result<&Attached, AppError> {
        let found = self.papers.iter().find(|paper| paper.id == id && paper.stands());
        found.ok_or(AppError::Absent)
    }
}

impl App {
    /// Whether somebody may bring papers to an entry and strike them: whoever may enter or correct such entries, while it stands.
    #[must_use]
    pub fn may_attach(&self, who: &Who, tree: &Tree, register: &Register, entry: &Entry) -> bool {
        [Act::Enter, Act::Correct].iter().any(|act| self.may_on(who, tree, *act, register, entry))
    }

    /// Whether somebody may take the sealed originals of an entry's papers: whoever may correct such entries, also where it is struck through.
    #[must_use]
    pub fn may_unseal(&self, who: &Who, tree: &Tree, register: &Register, entry: &Entry) -> bool {
        who.may(self, tree, Act::Correct, Subject::Register(&register.code), book_of(register, entry))
    }

    /// The papers of an entry.
    ///
    /// # Errors
    /// Absent where the entry is not there or not for this reader; when the database cannot be read.
    pub async fn papers(&self, who: &Who, tree: &Tree, id: EntryId) -> Result<Papers<'_>, AppError> {
        let (stored, scope) = self.opened_entry(who, tree, id).await?;
        Ok(Papers {
            register: self.register(&stored.entry.envelope.register)?,
            papers: self.store.papers(&scope, id).await?,
            entry: stored.entry,
            scope,
        })
    }

    /// The same for somebody who may change them.
    ///
    /// # Errors
    /// Absent where he may not.
    pub async fn papers_to_change(&self, who: &Who, tree: &Tree, id: EntryId) -> Result<Papers<'_>, AppError> {
        let papers = self.papers(who, tree, id).await?;
        if self.may_attach(who, tree, papers.register, &papers.entry) {
            Ok(papers)
        } else {
            Err(AppError::Absent)
        }
    }

    /// Adds a file to an entry's papers; brought twice it is stored once. Whether it is new comes back with it.
    ///
    /// # Errors
    /// Absent where the right is missing; a fault of the file; when the store refuses or fails.
    pub async fn attach(&self, who: &Who, tree: &Tree, id: EntryId, brought: BroughtPaper) -> Result<(Attached, bool), AppError> {
        let papers = self.papers_to_change(who, tree, id).await?;
        let standing = papers.papers.iter().filter(|paper| paper.stands()).count();
        let (hash, receipt) = self.bring_paper((id, papers.entry.body), brought, standing, &who.login).await?;
        let all = self.store.papers(&papers.scope, id).await?;
        let mut standing = all.into_iter().filter(|paper| paper.hash == hash && paper.stands());
        let paper = standing.next().ok_or(AppError::Absent)?;
        Ok((paper, !receipt.already_there))
    }

    /// The same for whoever needs no right: looks through the file and adds it to an entry that has so many papers.
    pub(crate) async fn bring_paper(&self, to: (EntryId, BodyId), brought: BroughtPaper, standing: usize, actor: &str) -> Result<(Hash, Receipt), AppError> {
        let caption = brought.caption.trim().to_owned();
        if caption.chars().count() > CAPTION_MOST {
            return Err(PaperFault::LongCaption.into());
        }
        // Counted once more where it is stored; here it saves looking through the file.
        if standing >= MOST_OF_ENTRY {
            return Err(PaperFault::TooMany.into());
        }
        let (bytes, looked) = inspect::inspect(brought.bytes).await;
        let looked = looked?;
        let hash = Digest::of(&bytes);
        let called = Called {
            name: named(&brought.name),
            caption,
        };
        let file = PaperFile {
            bytes,
            thumbnail: looked.thumbnail,
        };
        let length = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
        let added = PaperAct::Added {
            id: self.new_id(),
            hash,
            kind: looked.kind,
            length,
        };
        match self.commit_one(self.paper_added(to, added, called, Some(file), actor)).await {
            Err(AppError::Refused(Refusal::TooManyPapers)) => Err(PaperFault::TooMany.into()),
            stored => Ok((hash, stored?)),
        }
    }

    fn paper_added(&self, (entry, body): (EntryId, BodyId), act: PaperAct, called: Called, file: Option<PaperFile>, actor: &str) -> Draft {
        let plain = act.plain();
        let effect = match act {
            PaperAct::Added { id, hash, kind, length } => Effect::Paper(Box::new(PaperChange::Add {
                id,
                hash,
                kind,
                length,
                called,
                salt: self.salt(),
                file,
            })),
            PaperAct::Struck { id, .. } => Effect::Paper(Box::new(PaperChange::Strike(id))),
        };
        let record = RecordDraft {
            body,
            kind: Kind::Paper,
            subject: entry.0,
            plain,
            salt: self.salt(),
            stamp: self.stamp(actor),
        };
        Draft::Record(Box::new(record), effect)
    }

    /// The acts that bring the papers of an entry to the one it becomes at another body.
    pub(crate) async fn papers_moved(&self, scope: &Scope, from: EntryId, to: (EntryId, BodyId), actor: &str) -> Result<Vec<Draft>, AppError> {
        let standing = self.store.papers(scope, from).await?.into_iter().filter(Attached::stands);
        let moved = standing.map(|paper| {
            let act = PaperAct::Added {
                id: self.new_id(),
                hash: paper.hash,
                kind: paper.kind,
                length: paper.length,
            };
            self.paper_added(to, act, paper.called, None, actor)
        });
        Ok(moved.collect())
    }

    /// Strikes a paper from its entry. Its bytes stay until a decision erases them.
    ///
    /// # Errors
    /// Absent where the paper or the right is missing; when the store refuses or fails.
    pub async fn strike_paper(&self, who: &Who, tree: &Tree, entry: EntryId, paper: Uuid, reason: &str) -> Result<(), AppError> {
        let papers = self.papers_to_change(who, tree, entry).await?;
        papers.standing(paper)?;
        let act = PaperAct::Struck {
            id: paper,
            reason: reason.trim().to_owned(),
        };
        let draft = self.paper_added((entry, papers.entry.body), act, Called::default(), None, &who.login);
        match self.commit_one(draft).await {
            Err(AppError::Refused(Refusal::NoPaper)) => Err(AppError::Absent),
            other => other.map(drop),
        }
    }

    /// What is shown of a paper and taken away: a copy without metadata. That it was seen is noted.
    ///
    /// # Errors
    /// Absent where it is not there or not for this reader; when the database fails.
    pub async fn paper_shown(&self, who: &Who, tree: &Tree, (entry, paper): (EntryId, Uuid), origin: &Origin<'_>) -> Result<(Attached, Vec<u8>), AppError> {
        let papers = self.papers(who, tree, entry).await?;
        if self.withheld(who, tree, &papers.entry) == Marked::Whole {
            return Err(AppError::Absent);
        }
        let paper = papers.standing(paper)?;
        let bytes = self.store.paper_bytes(&paper.hash).await?.ok_or(AppError::Absent)?;
        // What was taken could be stripped; where the bytes were changed since, nothing is shown.
        let clean = strip::strip(paper.kind, &bytes).ok_or(AppError::Absent)?;
        self.record_access(who, What::View, origin, &format!("{entry} {}", paper.id)).await?;
        Ok((paper.clone(), clean.bytes))
    }

    /// The small picture of a paper, for whoever sees it in the list.
    ///
    /// # Errors
    /// Absent where there is none for this reader; when the database cannot be read.
    pub async fn paper_small(&self, who: &Who, tree: &Tree, entry: EntryId, paper: Uuid) -> Result<Vec<u8>, AppError> {
        let papers = self.papers(who, tree, entry).await?;
        self.store.thumbnail(&papers.standing(paper)?.hash).await?.ok_or(AppError::Absent)
    }

    /// A paper as it came, with everything it says; also one struck from the entry. That it left is noted by its hash.
    ///
    /// # Errors
    /// Absent where it is not there, erased, or not for this reader; when the database fails.
    pub async fn paper_original(&self, who: &Who, tree: &Tree, (entry, paper): (EntryId, Uuid), origin: &Origin<'_>) -> Result<(Attached, Vec<u8>), AppError> {
        let papers = self.papers(who, tree, entry).await?;
        let found = papers.papers.iter().find(|known| known.id == paper && !known.erased);
        let paper = found.ok_or(AppError::Absent)?;
        let kept = self.withheld(who, tree, &papers.entry) == Marked::Whole;
        if kept || !self.may_unseal(who, tree, papers.register, &papers.entry) {
            return Err(AppError::Absent);
        }
        let bytes = self.store.paper_bytes(&paper.hash).await?.ok_or(AppError::Absent)?;
        let detail = format!("{entry} {} original {}", paper.id, hex(&paper.hash));
        self.record_access(who, What::Export, origin, &detail).await?;
        Ok((paper.clone(), bytes))
    }

    /// Whether an entry has papers that a decision could erase.
    pub(crate) async fn papers_to_erase(&self, scope: &Scope, id: EntryId) -> Result<bool, AppError> {
        Ok(self.store.papers(scope, id).await?.iter().any(|paper| !paper.erased))
    }
}

/// The name of a file without folders, as some browsers send them, without what is not seen or turns letters round, and not longer than a line.
fn named(name: &str) -> String {
    let unseen =
        |letter: char| letter.is_control() || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let seen: String = name.chars().filter(|letter| !unseen(*letter)).take(NAME_MOST).collect();
    seen.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_name_is_one_plain_line() {
        assert_eq!(named("C:\\суреттер\\қала\u{202e}gpj.exe"), "қалаgpj.exe");
        assert_eq!(named("../../a\r\nb.pdf "), "ab.pdf");
        assert_eq!(named(&"я".repeat(500)).chars().count(), 120);
    }
}
