//! The course of a raid for programs: its start and its end, and the tracks of receivers.

use axum::body::Bytes;
use axum::extract::{FromRequest, Path, Query, Request};
use axum::http::StatusCode;
use qorgau_app::forms::acts::Sent as Outcome;
use qorgau_app::raids::{RAID, Turn};
use qorgau_app::tracks::{ACCURACY, BroughtTrack, GAP, TRACK, TrackFault};
use qorgau_domain::EntryId;
use serde::Deserialize;
use serde_json::Number;
use uuid::Uuid;

use super::entries::{entry, whole};
use super::{Answer, Asked, Desk, Fault, Sent, identity};

/// What a turn says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Turned {
    based_on: Number,
}

/// Starts or ends a raid now; the entry is answered as it stands then. Sent twice it is answered as the first time.
pub(crate) async fn turn(desk: Desk, Path((text, turn)): Path<(String, String)>, Sent(sent): Sent<Turned>) -> Answer {
    let (id, turn) = (identity(&text)?, Turn::of_word(&turn).ok_or(Fault::Absent)?);
    let based_on = whole(&sent.based_on)?;
    let (app, looker) = (desk.app(), desk.looker());
    let raid = app.raid_to_turn(&looker, id).await?;
    if !turn.made(&raid, based_on) {
        if raid.envelope.revision != based_on {
            return Err(desk.stale(id, based_on).await?);
        }
        let sent = app.turn_raid(&looker, id, based_on, turn).await;
        // The other of two that were sent at once may have come first.
        if !turn.made(&app.raid_to_turn(&looker, id).await?, based_on) {
            desk.outcome(id, based_on, RAID, sent?).await?;
        }
    }
    entry(desk, Path(text)).await
}

/// Brings a receiver's file to a raid; the entry of the track is answered. Sent twice under one identity it is stored once.
pub(crate) async fn track(desk: Desk, Path(id): Path<String>, Query(pairs): Query<Vec<(String, String)>>, request: Request) -> Answer {
    let raid = identity(&id)?;
    // Whoever may bring none is not listened to: a file is 10 MiB.
    desk.app().raid_to_track(&desk.looker(), raid).await?;
    let bytes = Bytes::from_request(request, &()).await.map_err(|wrong| match wrong.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Fault::Track(TrackFault::TooLarge),
        _ => Fault::Request("body".to_owned()),
    })?;
    let asked = Asked::of(pairs, |name| ["id", "mode", "accuracy", "gap", "name"].contains(&name))?;
    let needed = |name: &str| Fault::Request(name.to_owned());
    let id = asked.read::<Uuid>("id")?.ok_or_else(|| needed("id"))?;
    let brought = BroughtTrack {
        name: asked.get("name").unwrap_or_default().to_owned(),
        bytes: bytes.to_vec(),
        mode: asked.get("mode").ok_or_else(|| needed("mode"))?.to_owned(),
        accuracy: asked.read("accuracy")?.unwrap_or(ACCURACY),
        gap: asked.read("gap")?.unwrap_or(GAP),
    };
    let sent = desk.app().bring_track(&desk.looker(), raid, EntryId(id), brought).await?;
    let new = matches!(&sent, Outcome::Stored(receipt) if !receipt.already_there);
    desk.outcome(EntryId(id), 0, TRACK, sent).await?;
    let mut answer = entry(desk, Path(id.to_string())).await?;
    if new {
        *answer.status_mut() = StatusCode::CREATED;
    }
    Ok(answer)
}

/// The status of a fault of a track.
pub(super) fn status(fault: TrackFault) -> StatusCode {
    match fault {
        TrackFault::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}
