//! Records of one fact or of one person for programs: which are linked, linked and dissolved.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::http::StatusCode;
use qorgau_app::AppError;
use qorgau_app::json::shapes;
use qorgau_app::links::join::{Confirmed, Confirming, Grouped, Linking, Seen, seen_of};
use qorgau_domain::EntryId;
use qorgau_store::Refusal;
use serde::Deserialize;
use serde_json::{Number, json};
use uuid::Uuid;

use super::entries::{reasoned, whole};
use super::{Answer, Desk, Fault, Sent, identity, said};

/// The records of the link of an entry; it alone where it stands in none.
pub(crate) async fn links(desk: Desk, Path(id): Path<String>) -> Answer {
    let group = desk.app().grouped(&desk.looker(), identity(&id)?).await?;
    desk.group(&group).await
}

impl Desk {
    /// Records that are linked, as far as the token reads them. That a person's data were seen is remembered.
    async fn group(&self, group: &Grouped) -> Answer {
        let mut records = Vec::new();
        for stored in &group.records {
            let (stored, _) = self.stored(stored.entry.id).await?;
            records.push(shapes::entry(self.app(), &self.tree, &self.who, &stored.entry));
        }
        let of = if group.linking == Linking::Fact { "fact" } else { register_of(group) };
        said(json!({"of": of, "link": group.link().map(|link| link.to_string()), "records": records}))
    }
}

fn register_of(group: &Grouped) -> &str {
    group.own().map_or("", |stored| stored.entry.envelope.register.as_str())
}

/// The other record; the one that counts above the bodies that keep them; every record that comes together, with the revision that was seen.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Joining {
    with: Uuid,
    first: Option<Uuid>,
    seen: BTreeMap<Uuid, Number>,
}

/// Links two records as they were seen. Sent twice it is answered as the first time.
pub(crate) async fn link(desk: Desk, Path(id): Path<String>, Sent(sent): Sent<Joining>) -> Answer {
    let (id, with) = (identity(&id)?, EntryId(sent.with));
    let (seen, first) = (seen(&sent.seen)?, sent.first.map(EntryId));
    let (app, looker) = (desk.app(), desk.looker());
    let group = app.for_link(&looker, id).await?;
    if with != id && group.records.iter().any(|stored| stored.entry.id == with) {
        let counts = group.records.first().map(|stored| stored.entry.id);
        let same = seen_of(&group.records) == seen && (first.is_none() || first == counts);
        let standing = Fault::Refused(Refusal::Linked { entry: with });
        return if same { desk.group(&group).await } else { Err(standing) };
    }
    let joined = app.joined(&looker, &group, with).await?;
    let so_far = joined.records.first().filter(|_| joined.linking == Linking::Fact);
    let first = match first {
        Some(first) if joined.records.iter().all(|stored| stored.entry.id != first) => {
            return Err(Fault::Request(format!("first={first}")));
        }
        Some(first) => first,
        None => so_far.map_or(id, |stored| stored.entry.id),
    };
    let confirming = Confirming {
        records: [id, with],
        first,
        seen: &seen,
        reason: &desk.l.link_goes_up(),
    };
    done(app.confirm_link(&looker, &confirming).await?)?;
    let group = app.grouped(&looker, id).await?;
    let mut answer = desk.group(&group).await?;
    *answer.status_mut() = StatusCode::CREATED;
    Ok(answer)
}

/// Which link is dissolved, its records as they were seen, and why.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Dissolving {
    link: Uuid,
    seen: BTreeMap<Uuid, Number>,
    reason: String,
}

/// Dissolves the link of a record. Where it stands in none any more, nothing is left to do.
pub(crate) async fn dissolve(desk: Desk, Path(id): Path<String>, Sent(sent): Sent<Dissolving>) -> Answer {
    let id = identity(&id)?;
    let seen = seen(&sent.seen)?;
    let (app, looker) = (desk.app(), desk.looker());
    let group = app.for_link(&looker, id).await?;
    let reason = reasoned(register_of(&group), &sent.reason)?;
    if let Some(link) = group.link() {
        if link != sent.link {
            return Err(Fault::Seen);
        }
        done(app.dissolve_link(&looker, id, &seen, reason).await?)?;
    }
    let group = app.grouped(&looker, id).await?;
    desk.group(&group).await
}

/// The records that were seen, each with its revision.
fn seen(sent: &BTreeMap<Uuid, Number>) -> Result<Seen, Fault> {
    sent.iter().map(|(id, revision)| Ok((EntryId(*id), whole(revision)?))).collect()
}

/// Why nothing was done, where nothing was.
fn done(outcome: Confirmed) -> Result<(), Fault> {
    match outcome {
        Confirmed::Done => Ok(()),
        Confirmed::Changed => Err(Fault::Seen),
        Confirmed::Elsewhere => Err(Fault::Elsewhere),
        Confirmed::Apart => Err(AppError::Refused(Refusal::Apart).into()),
        Confirmed::Refused(refusal) => Err(AppError::Refused(refusal).into()),
    }
}
