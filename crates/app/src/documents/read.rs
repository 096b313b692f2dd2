//! Reading a document: what befell it, and what each of its versions says.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use qorgau_domain::BodyId;
use qorgau_domain::document::Step;
use qorgau_domain::value::Value;
use qorgau_store::{Document, Scope, Told};
use uuid::Uuid;

use super::{Frozen, InAbsence, Made, Text, Wanted};
use crate::{App, AppError};

/// What befell a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// Which step of its life, from 1.
    pub no: i64,
    /// What was done.
    pub step: Step,
    /// With which version.
    pub version: i64,
    /// By which body.
    pub body: BodyId,
    /// By whom.
    pub actor: String,
    /// When.
    pub at: Timestamp,
    /// The explanation or the remark.
    pub words: String,
    /// The act of that body's chain.
    pub seq: i64,
    /// In whose absence it was signed; `None` for any other step, and where the head signed himself.
    pub in_absence: Option<InAbsence>,
    /// What a document of words was made to say; `None` for any step but those of drafting one.
    pub text: Option<Text>,
    /// Whether this step drafted it as one for official use.
    pub official: bool,
}

/// A version of a document that was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its number.
    pub version: i64,
    /// Who signed.
    pub signed_by: String,
    /// When.
    pub signed_at: Timestamp,
    /// The act of the body's chain.
    pub seq: i64,
    /// In whose absence; `None` where the head signed himself.
    pub in_absence: Option<InAbsence>,
    /// What the signature froze.
    pub frozen: Frozen,
}

impl App {
    /// A document, seen from somewhere above it or from its body.
    ///
    /// # Errors
    /// `Absent` where the scope does not hold it or no document of ours is meant.
    pub async fn document(&self, scope: &Scope, id: Uuid) -> Result<(Wanted, Document), AppError> {
        let known = self.store.document(scope, id).await?.ok_or(AppError::Absent)?;
        let wanted = wanted(&known).ok_or(AppError::Absent)?;
        Ok((wanted, known))
    }

    /// What befell a document, the first first, and its signed versions.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn told(&self, scope: &Scope, id: Uuid) -> Result<(Vec<Past>, Vec<Version>), AppError> {
        let told = self.store.trail(scope, id).await?;
        let versions = told.iter().filter_map(version).collect();
        Ok((told.into_iter().map(past).collect(), versions))
    }
}

impl App {
    /// The names of those who bear these logins; a login that is no account's stands for itself.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn names<'a>(&self, logins: impl IntoIterator<Item = &'a str>) -> Result<BTreeMap<String, String>, AppError> {
        let logins: BTreeSet<&str> = logins.into_iter().collect();
        let mut gate = self.store.gate_to_read().await?;
        let mut names = BTreeMap::new();
        for login in logins {
            let name = gate.account_named(login).await?.map_or_else(|| login.to_owned(), |account| account.name);
            names.insert(login.to_owned(), name);
        }
        Ok(names)
    }
}

/// What a version of a document of words says: what its draft was made to say last.
#[must_use]
pub fn text_of(past: &[Past], version: i64) -> Option<&Text> {
    let mut drafted = past.iter().rev().filter(|past| past.version == version);
    drafted.find_map(|past| past.text.as_ref())
}

/// Whether a version was marked for official use by whoever drafted it last.
#[must_use]
pub fn marked_by_hand(past: &[Past], version: i64) -> bool {
    let mut drafted = past.iter().rev().filter(|past| past.version == version);
    drafted
        .find(|past| matches!(past.step, Step::Prepare | Step::Revise))
        .is_some_and(|past| past.official)
}

/// The documents that are ours. Those of the time before they had steps may stand several times: the first begun is the one.
pub(crate) fn papers(all: Vec<Document>) -> BTreeMap<Wanted, Document> {
    let mut papers: BTreeMap<Wanted, Document> = BTreeMap::new();
    for document in all {
        let Some(wanted) = wanted(&document) else { continue };
        if papers.get(&wanted).is_none_or(|first| document.id < first.id) {
            papers.insert(wanted, document);
        }
    }
    papers
}

/// Which document a stored one is; `None` where none of ours is meant.
#[must_use]
pub fn wanted(known: &Document) -> Option<Wanted> {
    Some(Wanted {
        body: known.body,
        kind: Made::of_word(&known.kind)?,
        period: known.period.parse().ok()?,
    })
}

fn past(told: Told) -> Past {
    Past {
        no: told.no,
        step: told.step,
        version: told.version,
        body: told.body,
        in_absence: InAbsence::of(&told.said),
        text: Text::of(&told.said),
        official: told.said.get(super::OFFICIAL) == Some(&Value::YesNo(true)),
        words: told.said.get("@words").and_then(Value::text).unwrap_or_default().to_owned(),
        actor: told.actor,
        at: told.at,
        seq: told.seq,
    }
}

fn version(told: &Told) -> Option<Version> {
    Some(Version {
        version: told.version,
        signed_by: told.actor.clone(),
        signed_at: told.at,
        seq: told.seq,
        in_absence: InAbsence::of(&told.said),
        frozen: Frozen::of(&told.said)?,
    })
}
