//! The mark «for official use»: what of an entry bears it, and what leaves the system with whom.
//!
//! Whoever may read sees what is marked. As a file, or to a program, it goes only where `release` is held at the entry's body or that of its book; else what is
//! marked stays behind, and the file says so. This is the one place that decides it.

use std::collections::BTreeSet;

use qorgau_domain::entry::Entry;
use qorgau_domain::{BodyId, Lang, Tree};
use qorgau_l10n::L10n;
use qorgau_rulebook::Indicator;
use qorgau_rulebook::may::{Act, Subject};
use qorgau_rulebook::official::Marked;

use crate::accounts::Who;
use crate::documents::{Past, Wanted, marked_by_hand};
use crate::returns::{Kind, Return};
use crate::{App, AppError};

impl App {
    /// What of an entry is for official use.
    #[must_use]
    pub fn marked(&self, entry: &Entry) -> Marked {
        let register = self.rulebook.register(&entry.envelope.register);
        register.map_or(Marked::Nothing, |register| Marked::of(register, &self.rulebook.lists, &entry.fields))
    }

    /// What of an entry stays behind when this reader takes it out of the system.
    #[must_use]
    pub fn withheld(&self, who: &Who, tree: &Tree, entry: &Entry) -> Marked {
        let marked = self.marked(entry);
        let releases = |body: BodyId| who.may(self, tree, Act::Release, Subject::Register(&entry.envelope.register), body);
        if marked == Marked::Nothing || releases(entry.body) || releases(entry.envelope.book) {
            return Marked::Nothing;
        }
        marked
    }

    /// Whether this reader may take an entry out of the system whole.
    #[must_use]
    pub fn may_take_out(&self, who: &Who, tree: &Tree, entry: &Entry) -> bool {
        self.withheld(who, tree, entry) == Marked::Nothing
    }

    /// What a figure is called; with the mark where the rulebook marks it.
    #[must_use]
    pub fn figure_name(&self, indicator: &Indicator, lang: Lang) -> String {
        called(indicator.name.get(lang), indicator.marked, lang)
    }

    /// Takes from a return the marked figures, where this reader may not take out returns of its body. Whether anything was taken comes back.
    pub fn withhold_figures(&self, who: &Who, tree: &Tree, figures: &mut Return) -> bool {
        let marked = |code: &str| self.rulebook.indicator(code).is_some_and(|indicator| indicator.marked);
        let codes: BTreeSet<String> = figures.figures.iter().map(|figure| figure.code.clone()).filter(|code| marked(code)).collect();
        if codes.is_empty() || self.may_release_return(who, tree, figures.kind, figures.body) {
            return false;
        }
        for figure in figures.figures.iter_mut().filter(|figure| codes.contains(&figure.code)) {
            (figure.period, figure.year_before, figure.year_to_date) = (None, None, None);
            figure.rows.iter_mut().for_each(|row| row.period = None);
        }
        true
    }

    /// Whether this reader may take out what is marked of a return of a body.
    fn may_release_return(&self, who: &Who, tree: &Tree, kind: Kind, body: BodyId) -> bool {
        who.may(self, tree, Act::Release, Subject::Document(&format!("return.{}", kind.word())), body)
    }

    /// Whether a version of a document is for official use as a whole: by its kind, or by whoever drafted it.
    #[must_use]
    pub fn document_marked(&self, wanted: Wanted, past: &[Past], version: i64) -> bool {
        let kind = self.rulebook.documents.iter().find(|kind| kind.code == wanted.kind.word());
        kind.is_some_and(|kind| kind.marked) || marked_by_hand(past, version)
    }

    /// Whether the return of a body for a period is marked as it is drafted or signed last, and whether this reader may take its figures out of
    /// the system, those of this moment too.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn return_mark(&self, who: &Who, tree: &Tree, wanted: Wanted) -> Result<(bool, bool), AppError> {
        let Some(document) = self.document_of(wanted).await? else {
            return Ok((false, true));
        };
        let (past, _) = self.told(&self.scope_in(tree, wanted.body), document.id).await?;
        let version = document.life.version;
        let marked = self.document_marked(wanted, &past, version);
        Ok((marked, self.may_take_document(who, tree, wanted, &past, version)))
    }

    /// Whether this reader may take a version of a document out of the system.
    #[must_use]
    pub fn may_take_document(&self, who: &Who, tree: &Tree, wanted: Wanted, past: &[Past], version: i64) -> bool {
        !self.document_marked(wanted, past, version) || who.may(self, tree, Act::Release, Subject::Document(wanted.kind.word()), wanted.body)
    }
}

/// A name, with the mark where it is marked.
#[must_use]
pub fn called(name: &str, marked: bool, lang: Lang) -> String {
    if marked { L10n::get(lang).official_marked(name) } else { name.to_owned() }
}
