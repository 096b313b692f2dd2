//! Documents of words in a list: those of a body, and those that bodies above sent to it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use qorgau_domain::document::Step;
use qorgau_domain::{BodyId, Month, Tree};
use qorgau_store::Document;

use super::{Made, Past, Reading, Wanted, text_of, wanted};
use crate::accounts::Who;
use crate::{App, AppError};

/// A document of words in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Which document.
    pub wanted: Wanted,
    /// How it stands.
    pub document: Document,
    /// Its title, in the version that the reader sees.
    pub title: String,
    /// Which version that is.
    pub version: i64,
    /// When what he sees of it befell last.
    pub at: Timestamp,
}

/// Of what befell a document, what somebody sees who reads it so far: of what was sent to him the versions that were.
#[must_use]
pub fn seen(mut past: Vec<Past>, reading: Reading) -> Vec<Past> {
    if reading == Reading::AsSent {
        let sent = past.iter().filter(|past| past.step == Step::Send);
        let last: BTreeMap<i64, i64> = sent.map(|past| (past.version, past.no)).collect();
        past.retain(|past| last.get(&past.version).is_some_and(|no| past.no <= *no));
    }
    past
}

impl App {
    /// The reviews of a body that somebody reads, the last period first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn reviews(&self, who: &Who, tree: &Tree, body: BodyId) -> Result<Vec<Listed>, AppError> {
        let scope = self.scope_in(tree, body);
        let mut listed = Vec::new();
        for document in self.store.documents(&scope, [body]).await? {
            let Some(wanted) = wanted(&document).filter(|wanted| wanted.kind == Made::Review) else {
                continue;
            };
            let Some(reading) = self.reads_document(who, tree, wanted) else { continue };
            let past = seen(self.told(&scope, document.id).await?.0, reading);
            let Some(last) = past.last() else { continue };
            listed.push(Listed {
                wanted,
                title: text_of(&past, last.version).map_or_else(String::new, |text| text.title.clone()),
                version: last.version,
                at: last.at,
                document,
            });
        }
        listed.sort_by_key(|listed| std::cmp::Reverse((listed.wanted.period, listed.document.id)));
        Ok(listed)
    }

    /// The reviews that the bodies above sent to a body, the last sent first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn reviews_from_above(&self, who: &Who, tree: &Tree, body: BodyId) -> Result<Vec<Listed>, AppError> {
        let mut listed = Vec::new();
        for above in tree.upward(body, Month::of(self.today())).into_iter().skip(1) {
            let theirs = self.reviews(who, tree, above).await?.into_iter();
            listed.extend(theirs.filter(|listed| listed.document.life.state.fulfils()));
        }
        listed.sort_by_key(|listed| std::cmp::Reverse((listed.at, listed.document.id)));
        Ok(listed)
    }
}
