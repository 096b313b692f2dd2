//! Entries: read, entered, corrected, withdrawn.

use axum::extract::Path;
use axum::http::StatusCode;
use qorgau_app::AppError;
use qorgau_app::forms::Trouble;
use qorgau_app::forms::acts::Sent as Outcome;
use qorgau_app::json::{read, shapes};
use qorgau_domain::EntryId;
use qorgau_domain::access::What;
use qorgau_domain::entry::Entry;
use qorgau_rulebook::may::Act;
use qorgau_rulebook::validate::Fault as FieldFault;
use qorgau_store::{Receipt, Refusal, Scope, Stored};
use serde::Deserialize;
use serde_json::{Map, Number, Value as Json, json};

use super::{Answer, Desk, Fault, Sent, identity, said};

/// The most letters of a reason.
pub(super) const REASON_MOST: usize = 2_000;

pub(crate) async fn entry(desk: Desk, Path(id): Path<String>) -> Answer {
    let (stored, _) = desk.stored(identity(&id)?).await?;
    said(shapes::entry(desk.app(), &desk.tree, &desk.who, &stored.entry))
}

pub(crate) async fn revisions(desk: Desk, Path(id): Path<String>) -> Answer {
    let id = identity(&id)?;
    let (now, scope) = desk.stored(id).await?;
    let revisions = desk.app().store.revisions(&scope, id).await.map_err(AppError::from)?;
    let shapes = revisions
        .iter()
        .map(|revision| shapes::revision(desk.app(), &desk.tree, &desk.who, &now.entry, revision));
    said(shapes.collect::<Vec<_>>())
}

impl Desk {
    /// An entry that the token reads. That a person's data were seen is remembered.
    pub(super) async fn stored(&self, id: EntryId) -> Result<(Stored, Scope), Fault> {
        let (stored, scope) = self.app().readable_entry(&self.who, &self.tree, id).await?;
        let register = self.app().register(&stored.entry.envelope.register)?;
        if !register.split(&stored.entry.fields).1.is_empty() {
            self.app().record_access(&self.who, What::View, &self.sender.origin(), &id.to_string()).await?;
        }
        Ok((stored, scope))
    }
}

/// An entry as it is sent: a new one with its register and body, or a correction with the revision it is based on and the reason.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    register: Option<String>,
    body: Option<String>,
    based_on: Option<Number>,
    reason: Option<String>,
    fields: Map<String, Json>,
}

/// Enters an entry, or corrects one. Sent twice it is stored once.
pub(crate) async fn put(desk: Desk, Path(id): Path<String>, Sent(wanted): Sent<Wanted>) -> Answer {
    let id = identity(&id)?;
    match (&wanted.register, &wanted.body, &wanted.based_on, &wanted.reason) {
        (Some(register), Some(body), None, None) => desk.enter(id, register, body, &wanted.fields).await,
        (None, None, Some(based_on), Some(reason)) => desk.correct(id, whole(based_on)?, reason, &wanted.fields).await,
        _ => Err(Fault::Request("register + body | based_on + reason".to_owned())),
    }
}

impl Desk {
    async fn enter(&self, id: EntryId, register: &str, body: &str, fields: &Map<String, Json>) -> Answer {
        let register = self.app().register(register)?;
        let body = self.codes().body(body).ok_or(Fault::Absent)?;
        let sent = self
            .app()
            .enter_read(&self.looker(), id, register, body, read(register, fields, self.codes()))
            .await?;
        match sent {
            Outcome::Stored(receipt) => {
                let mut answer = said(shape(id, &receipt))?;
                if !receipt.already_there {
                    *answer.status_mut() = StatusCode::CREATED;
                }
                Ok(answer)
            }
            Outcome::Wrong(troubles) => Err(unsound(&register.code, troubles)),
            Outcome::Refused(refusal) => Err(AppError::Refused(refusal).into()),
        }
    }

    async fn correct(&self, id: EntryId, based_on: i64, reason: &str, fields: &Map<String, Json>) -> Answer {
        let looker = self.looker();
        let (register, now) = self.app().for_act(&looker, Act::Correct, id).await?;
        // A correction says all of an entry: whoever is not told all of it would take away what stayed behind.
        if !self.app().may_take_out(&self.who, &self.tree, &now) {
            return Err(Fault::Withheld);
        }
        let reason = reasoned(&register.code, reason)?;
        let read = read(register, fields, self.codes());
        if now.envelope.revision == based_on.saturating_add(1) && now.envelope.reason.as_deref() == Some(reason) && read.1.is_empty() {
            // Sent twice: what stands is what this made of the revision before.
            let mut filled = read.0.clone();
            let _ = qorgau_rulebook::damage::fill(&self.app().rulebook, &mut filled);
            let mut stands = now.fields.clone();
            stands.retain(|code, _| register.field(code).is_none_or(|def| !def.filled));
            if filled == stands {
                return said(stored_so(&now));
            }
        }
        let sent = self.app().amend_read(&looker, id, (based_on, reason), read).await?;
        self.outcome(id, based_on, &register.code, sent).await
    }

    pub(super) async fn outcome(&self, id: EntryId, based_on: i64, register: &str, sent: Outcome) -> Answer {
        match sent {
            Outcome::Stored(receipt) => said(shape(id, &receipt)),
            Outcome::Wrong(troubles) => Err(unsound(register, troubles)),
            Outcome::Refused(Refusal::Stale { .. }) => Err(self.stale(id, based_on).await?),
            Outcome::Refused(refusal) => Err(AppError::Refused(refusal).into()),
        }
    }

    /// The revision that was seen, and the last.
    pub(super) async fn stale(&self, id: EntryId, based_on: i64) -> Result<Fault, Fault> {
        let (now, scope) = self.stored(id).await?;
        let revisions = self.app().store.revisions(&scope, id).await.map_err(AppError::from)?;
        let shape = |revision| shapes::revision(self.app(), &self.tree, &self.who, &now.entry, revision);
        let seen = revisions.iter().find(|revision| revision.entry.envelope.revision == based_on);
        let last = revisions.iter().max_by_key(|revision| revision.entry.envelope.revision);
        Ok(Fault::Stale(Box::new([seen.map_or(Json::Null, shape), last.map_or(Json::Null, shape)])))
    }
}

/// What a withdrawal says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Struck {
    based_on: Number,
    reason: String,
}

/// Strikes an entry through. Sent twice it is answered as the first time.
pub(crate) async fn withdraw(desk: Desk, Path(id): Path<String>, Sent(struck): Sent<Struck>) -> Answer {
    let id = identity(&id)?;
    let looker = desk.looker();
    let based_on = whole(&struck.based_on)?;
    let again = || desk.app().struck_so(&looker, id, (based_on, struck.reason.trim()));
    if let Some(entry) = again().await? {
        return said(stored_so(&entry));
    }
    let (register, _) = desk.app().for_act(&looker, Act::Withdraw, id).await?;
    let reason = reasoned(&register.code, &struck.reason)?;
    let sent = desk.app().strike(&looker, id, based_on, reason).await?;
    if sent == Outcome::Refused(Refusal::Withdrawn)
        && let Some(entry) = again().await?
    {
        // The other of two that were sent at once came first.
        return said(stored_so(&entry));
    }
    desk.outcome(id, based_on, &register.code, sent).await
}

/// A whole number, also where it is written as `2.0`: JSON knows no difference.
pub(super) fn whole(number: &Number) -> Result<i64, Fault> {
    let decimal = || number.as_f64().and_then(|number| number.to_string().parse().ok());
    number.as_i64().or_else(decimal).ok_or_else(|| Fault::Request(format!("based_on={number}")))
}

/// A reason that says something.
pub(super) fn reasoned<'a>(register: &str, reason: &'a str) -> Result<&'a str, Fault> {
    let reason = reason.trim();
    let strange = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\t');
    let why = match reason {
        "" => FieldFault::Missing,
        _ if reason.contains(strange) || reason.chars().count() > REASON_MOST => FieldFault::WrongType,
        _ => return Ok(reason),
    };
    let name = "reason".to_owned();
    Err(unsound(register, vec![Trouble { name, why: why.into() }]))
}

fn unsound(register: &str, troubles: Vec<Trouble>) -> Fault {
    let register = register.to_owned();
    Fault::Unsound { register, troubles }
}

/// What is answered when it stands already as it was sent.
fn stored_so(entry: &Entry) -> Json {
    let envelope = &entry.envelope;
    json!({"id": entry.id.to_string(), "number": envelope.number.number, "year": envelope.number.year, "revision": envelope.revision})
}

/// What is answered when it is stored.
fn shape(id: EntryId, receipt: &Receipt) -> Json {
    json!({
        "id": id.to_string(),
        "number": receipt.number.map(|number| number.number),
        "year": receipt.number.map(|number| number.year),
        "revision": receipt.revision,
    })
}
