//! What can go wrong below.

use qorgau_domain::document::Wrong;
use qorgau_domain::{EntryId, TreeFault};

/// The database, or what stands in it, cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The engine reports an error.
    #[error("the database reports: {0}")]
    Database(#[from] sqlx::Error),
    /// What stands in the database is not what this program wrote.
    #[error("{0}")]
    Damaged(String),
    /// The database works by another rulebook.
    #[error("the database works by another rulebook; `qorgau rulebook apply` shows what would change and changes over")]
    OtherRulebook,
    /// The database was made by a later version of the program.
    #[error("the database has schema {found}, this program knows {known}; use the newer program")]
    NewerSchema {
        /// What the database says.
        found: i64,
        /// What this program knows.
        known: i64,
    },
    /// A URL that is no PostgreSQL and no SQLite.
    #[error("`{0}` is no database; use postgres://user@host/name or a folder")]
    Location(String),
    /// No database is where one is to be read.
    #[error("{0} holds no database of Qorgau")]
    NoDatabase(String),
    /// The database was made by an earlier version of the program.
    #[error("the database has schema {found}, this program reads {known}; open it once with `qorgau verify` to bring it up to date")]
    OlderSchema {
        /// What the database says.
        found: i64,
        /// What this program knows.
        known: i64,
    },
    /// A listing with more conditions than the composer takes.
    #[error("a listing takes at most {most} conditions, not {given}")]
    TooManyFilters {
        /// How many were given.
        given: usize,
        /// How many it takes.
        most: usize,
    },
    /// Something already stands where a copy should go.
    #[error("{0} already holds data; a copy goes only into an empty database")]
    NotEmpty(String),
    /// A file or folder cannot be used.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: String,
        /// Why.
        source: std::io::Error,
    },
}

/// Why an act was not taken. Nothing of it was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Based on a revision that is no longer the last.
    Stale {
        /// The last revision.
        current: i64,
    },
    /// The entry is not there, or not in this body's register.
    Absent,
    /// The entry was withdrawn.
    Withdrawn,
    /// The entry is there already with other content; or, where no field differs, in another body's book.
    Changed {
        /// The fields that differ.
        fields: Vec<String>,
    },
    /// The correction would take the entry to another body's book.
    OtherBook,
    /// Somebody else changed the body meanwhile.
    BodyChanged,
    /// With what others changed meanwhile the bodies would make no tree.
    Tree {
        /// The code of the body at which it shows.
        code: String,
        /// What is wrong.
        fault: TreeFault,
    },
    /// The entry stands in another link already.
    Linked {
        /// The entry.
        entry: EntryId,
    },
    /// A decision stands that two of the entries are not of the same.
    Apart,
    /// There is no such standing link or decision in this body's chain.
    NoLink,
    /// Another standing entry of the book has the same value in a field that is unique.
    NotUnique {
        /// The field.
        field: String,
        /// The other entry.
        other: EntryId,
    },
    /// Another installation is this body's home.
    ForeignHome,
    /// The body is not known.
    NoBody,
    /// The login is another account's, or was.
    LoginTaken,
    /// There is no such account, or not in this body's chain, or it is closed.
    NoAccount,
    /// The account holds no such role at this body.
    NoRight,
    /// An absence of the same account or post is recorded on some of these days already.
    AbsenceOverlaps,
    /// There is no such absence in this body's chain that still goes on or lies ahead.
    NoAbsence,
    /// The same was given to the account on some of these days already.
    GivenAlready,
    /// There is no such thing given in this body's chain that was not taken back.
    NotGiven,
    /// There is no such paper of this entry, or its bytes are not there.
    NoPaper,
    /// The entry has as many papers as an entry may have.
    TooManyPapers,
    /// Papers were brought to the entry, or struck from it, since its move was made ready.
    PapersChanged,
    /// There is no such document of this body.
    NoDocument,
    /// The step does not follow from how the document stands.
    Document(Wrong),
    /// The cut-over from paper does not follow from how the book stands.
    CutOver(CutOverWrong),
}

/// Why a cut-over from paper is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CutOverWrong {
    /// Somebody else stated it meanwhile.
    Stale,
    /// Something was written in the body's chain since it was made ready.
    Busy,
    /// It was stated for another year, whose numbers it set.
    Year(i64),
    /// Numbers were given here already, up to this one.
    NumbersGiven(i64),
}
