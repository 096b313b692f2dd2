//! Entries: written, corrected, withdrawn, moved to another body.

use std::collections::BTreeMap;

use qorgau_domain::act::{EntryDraft, Key, Kind, RecordDraft, Stamp};
use qorgau_domain::entry::{Entry, EntryState};
use qorgau_domain::time::day_number;
use qorgau_domain::value::{Content, Value};
use qorgau_domain::{BodyId, EntryId};
use qorgau_rulebook::register::{Constraint, Register};
use qorgau_rulebook::validate::FieldProblem;
use qorgau_rulebook::{count, damage, keys, owed, validate};
use qorgau_store::{Draft, Effect, Mode, Receipt, Refusal, Scope, Stored};

use crate::links::Moved;
use crate::{App, AppError};

/// How often a move gathers the papers of an entry to which others bring papers meanwhile.
const TRIES: usize = 5;

/// What makes an entry's act beside its fields.
#[derive(Debug, Clone)]
pub struct Act {
    /// The entry.
    pub id: EntryId,
    /// The body.
    pub body: BodyId,
    /// The revision it is based on; `None` for a new entry.
    pub based_on: Option<i64>,
    /// It stands or is struck through.
    pub state: EntryState,
    /// Why.
    pub reason: Option<String>,
    /// The entry it was moved from or to.
    pub moved: Option<EntryId>,
    /// Whether its fields must be sound.
    pub soundness: Soundness,
    /// Who and when.
    pub stamp: Stamp,
}

/// Whether the fields of an act must be sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Soundness {
    /// They must: somebody enters them.
    Needed,
    /// They are what is left of an entry: it is struck through, or a part of it was erased.
    AsItStands,
}

impl Act {
    /// The act of writing a new entry.
    #[must_use]
    pub fn new(id: EntryId, body: BodyId, stamp: Stamp) -> Self {
        Act {
            id,
            body,
            based_on: None,
            state: EntryState::Active,
            reason: None,
            moved: None,
            soundness: Soundness::Needed,
            stamp,
        }
    }

    pub(crate) fn revising(id: EntryId, body: BodyId, based_on: i64, reason: &str, stamp: Stamp) -> Self {
        Act {
            based_on: Some(based_on),
            reason: Some(reason.to_owned()),
            ..Act::new(id, body, stamp)
        }
    }
}

impl App {
    /// A register of the rulebook.
    ///
    /// # Errors
    /// When there is none of this code.
    pub fn register(&self, code: &str) -> Result<&Register, AppError> {
        self.rulebook.register(code).ok_or_else(|| AppError::NoRegister(code.to_owned()))
    }

    /// Checks the fields and makes the act ready to be stored. Damage by a dated rate is filled in.
    ///
    /// # Errors
    /// Every fault of the fields.
    pub fn draft(&self, register: &Register, mut fields: Content, act: Act) -> Result<Draft, Vec<FieldProblem>> {
        let mut problems = damage::fill(&self.rulebook, &mut fields);
        problems.extend(validate::validate(&self.rulebook, register, &fields, self.day_of(act.stamp.received_at)));
        if !problems.is_empty() && act.soundness == Soundness::Needed {
            return Err(problems);
        }
        let (plain, personal) = register.split(&fields);
        let contributions = count::contributions(&self.rulebook, &self.figures, register, &plain);
        let mut keys = keys::keys(register, &fields);
        let unique = unique(register, &keys);
        if act.state == EntryState::Active {
            keys.extend(owed::keys(&self.rulebook, register, &plain, act.body));
        }
        let book = match register.book.as_ref().and_then(|code| fields.get(code)) {
            Some(Value::Body(book)) => *book,
            _ => act.body,
        };
        let draft = EntryDraft {
            body: act.body,
            id: act.id,
            register: register.code.clone(),
            form: register.version,
            book,
            year: i64::from(self.day_of(act.stamp.received_at).year()),
            day: register.day_of(&fields).map(day_number),
            based_on: act.based_on,
            state: act.state,
            reason: act.reason,
            moved: act.moved,
            plain,
            personal,
            contributions,
            keys,
            salts: [self.salt(), self.salt()],
            stamp: act.stamp,
        };
        Ok(Draft::Entry(Box::new(draft), unique))
    }

    /// Writes a new entry. Sending it twice stores it once.
    ///
    /// # Errors
    /// When the fields are not sound or the store refuses.
    pub async fn write(&self, register: &str, body: BodyId, id: EntryId, mut fields: Content, actor: &str) -> Result<Receipt, AppError> {
        let register = self.register(register)?;
        if register.field.iter().any(|def| def.filled) {
            // Where it is sent twice, what was filled in the first time is filled in again.
            let known = self.store.revisions(&Scope::of(body, [body].into()), id).await?;
            let first = known.first().map(|revision| &revision.entry.fields);
            self.filled_in(register, (body, id), first, &mut fields, self.today()).await?;
        }
        let draft = self.draft(register, fields, Act::new(id, body, self.stamp(actor)))?;
        self.commit_one(draft).await
    }

    /// Corrects an entry: a new revision with a reason, based on the revision the writer saw.
    ///
    /// # Errors
    /// When the fields are not sound, or another revision has come in between.
    pub async fn correct(&self, scope: &Scope, id: EntryId, based_on: i64, mut fields: Content, reason: &str, actor: &str) -> Result<Receipt, AppError> {
        let stored = self.store.entry(scope, id).await?.ok_or(AppError::Absent)?;
        let register = self.register(&stored.entry.envelope.register)?;
        let (at, before) = ((stored.entry.body, id), &stored.entry.fields);
        self.filled_in(register, at, Some(before), &mut fields, self.today()).await?;
        let act = Act::revising(id, stored.entry.body, based_on, reason, self.stamp(actor));
        let draft = self.draft(register, fields, act)?;
        self.commit_one(draft).await
    }

    /// Strikes an entry through. Its number stays taken.
    ///
    /// # Errors
    /// When it is not there or another revision has come in between.
    pub async fn withdraw(&self, scope: &Scope, id: EntryId, based_on: i64, reason: &str, actor: &str) -> Result<Receipt, AppError> {
        let stored = self.store.entry(scope, id).await?.ok_or(AppError::Absent)?;
        let act = Act {
            state: EntryState::Withdrawn,
            soundness: Soundness::AsItStands,
            ..Act::revising(id, stored.entry.body, based_on, reason, self.stamp(actor))
        };
        let draft = self.draft(self.register(&stored.entry.envelope.register)?, stored.entry.fields, act)?;
        self.commit_one(draft).await
    }

    /// Moves an entry to another body: struck through there with its number kept, entered here under a new identity, each naming the other.
    /// Where it is linked with other records of the fact, the new one takes its place. Its papers go along.
    ///
    /// # Errors
    /// When it is not there, another revision has come in between, or a body refuses; then nothing happens.
    pub async fn relocate(&self, scope: &Scope, id: EntryId, based_on: i64, to: BodyId, reason: &str, actor: &str) -> Result<EntryId, AppError> {
        let stored = self.store.entry(scope, id).await?.ok_or(AppError::Absent)?;
        let register = self.register(&stored.entry.envelope.register)?;
        let tree = self.store.tree().await?;
        let new = EntryId(self.new_id());
        let strike = Act {
            state: EntryState::Withdrawn,
            soundness: Soundness::AsItStands,
            moved: Some(new),
            ..Act::revising(id, stored.entry.body, based_on, reason, self.stamp(actor))
        };
        let enter = Act {
            moved: Some(id),
            reason: Some(reason.to_owned()),
            ..Act::new(new, to, self.stamp(actor))
        };
        let mut acts = vec![
            self.draft(register, stored.entry.fields.clone(), strike)?,
            self.draft(register, stored.entry.fields, enter)?,
        ];
        let moved = Moved {
            from: id,
            to: new,
            body: to,
            reason,
        };
        acts.extend(self.relink(&tree, &moved, actor).await?);
        // All papers go along: the store refuses where one was brought or struck since they were read, and they are read again.
        for _ in 0..TRIES {
            let mut drafts = acts.clone();
            drafts.extend(self.papers_moved(scope, id, (new, to), actor).await?);
            match self.commit_whole(drafts).await {
                Err(AppError::Refused(Refusal::PapersChanged)) => {}
                done => return done.map(|()| new),
            }
        }
        Err(Refusal::PapersChanged.into())
    }

    /// Erases the personal part of an entry by a decision: all its revisions, the bytes and names of its papers, and those of the entries it
    /// was moved from or to. Bytes that another entry holds too stay with that one. Figures and chains stay as they are.
    ///
    /// # Errors
    /// When no decision is named, one of the entries is not in scope, or none of them holds anything personal.
    pub async fn erase(&self, scope: &Scope, id: EntryId, decision: &str, actor: &str) -> Result<(), AppError> {
        if decision.trim().is_empty() {
            return Err(AppError::NoDecision);
        }
        let mut drafts = Vec::new();
        for stored in self.moves(scope, id).await? {
            let Entry { id, body, .. } = stored.entry;
            if self.store.personal_parts(scope, id).await? == 0 && !self.papers_to_erase(scope, id).await? {
                continue;
            }
            let record = RecordDraft {
                body,
                kind: Kind::Erasure,
                subject: id.0,
                plain: Content::from([("@decision".to_owned(), Value::Text(decision.to_owned()))]),
                salt: self.salt(),
                stamp: self.stamp(actor),
            };
            drafts.extend(self.erased_revision(stored, decision, actor)?);
            drafts.push(Draft::Record(Box::new(record), Effect::Erase));
        }
        if drafts.is_empty() {
            return Err(AppError::NothingPersonal);
        }
        self.commit_whole(drafts).await
    }

    /// The revision that an erasure leaves: what is not personal. A correction by somebody who read the entry before is stale then, and
    /// cannot bring back what was erased. What is struck through takes no corrections and needs none.
    fn erased_revision(&self, stored: Stored, decision: &str, actor: &str) -> Result<Option<Draft>, AppError> {
        let Entry {
            id, body, envelope, fields, ..
        } = stored.entry;
        if envelope.state == EntryState::Withdrawn {
            return Ok(None);
        }
        let register = self.register(&envelope.register)?;
        let (plain, _) = register.split(&fields);
        let act = Act {
            soundness: Soundness::AsItStands,
            moved: envelope.moved,
            ..Act::revising(id, body, envelope.revision, decision, self.stamp(actor))
        };
        Ok(Some(self.draft(register, plain, act)?))
    }

    /// An entry and those it was moved from or to, as they stand.
    async fn moves(&self, scope: &Scope, id: EntryId) -> Result<Vec<Stored>, AppError> {
        let mut found: BTreeMap<EntryId, Stored> = BTreeMap::new();
        let mut waiting = vec![id];
        while let Some(id) = waiting.pop() {
            let stored = self.store.entry(scope, id).await?.ok_or(AppError::Absent)?;
            found.insert(id, stored);
            let revisions = self.store.revisions(scope, id).await?;
            let moved = revisions.iter().filter_map(|revision| revision.entry.envelope.moved);
            waiting.extend(moved.filter(|id| !found.contains_key(id)));
        }
        Ok(found.into_values().collect())
    }

    /// Stores acts that belong together: all of them or none.
    pub(crate) async fn commit_whole(&self, drafts: Vec<Draft>) -> Result<(), AppError> {
        for outcome in self.store.commit(drafts, Mode::Whole).await? {
            outcome?;
        }
        Ok(())
    }

    pub(crate) async fn commit_one(&self, draft: Draft) -> Result<Receipt, AppError> {
        let outcome = self.store.commit(vec![draft], Mode::Each).await?.pop();
        Ok(outcome.unwrap_or(Err(Refusal::Absent))?)
    }
}

/// The keys that must be the entry's alone within its book.
fn unique(register: &Register, keys: &[Key]) -> Vec<Key> {
    let fields = register.constraint.iter().filter_map(|constraint| match constraint {
        Constraint::Unique { fields } => fields.first(),
        _ => None,
    });
    fields
        .flat_map(|field| keys.iter().filter(move |key| key.field == *field && !key.key.is_empty()).cloned())
        .collect()
}
