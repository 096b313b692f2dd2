//! Tracks on a map of many: the newest of a time, or those of a raid, in few points, each with its raid where that may be read.

use std::collections::{BTreeMap, BTreeSet};

use qorgau_domain::entry::{Entry, EntryState};
use qorgau_domain::keys::{DAY, LINK, ordered};
use qorgau_domain::time::day_number;
use qorgau_domain::value::Value;
use qorgau_domain::{BodyId, EntryId, Period, Tree};
use qorgau_rulebook::may::Subject;
use qorgau_store::{Filter, Listing, Order, Stored};

use super::TRACK;
use crate::accounts::Who;
use crate::map::{self, Place};
use crate::raids::RAID;
use crate::{App, AppError};

/// The most tracks that a map is given.
pub const MOST_ON_MAP: usize = 500;

/// Tracks are counted no further than this.
const MOST_COUNTED: usize = 20_000;

/// Which tracks a map is to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Those gone in a time, of a body and of those below it.
    In(BodyId, Period),
    /// Those of a raid, whenever they were gone.
    Of(EntryId),
}

/// A track on a map.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnTrack {
    /// The track.
    pub track: Entry,
    /// Its line, from gap to gap.
    pub lines: Vec<Vec<Place>>,
    /// Its raid, where that stands and may be read.
    pub raid: Option<Entry>,
}

/// The tracks of a map.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DrawnTracks {
    /// The newest first.
    pub tracks: Vec<DrawnTrack>,
    /// How many older ones are not among them.
    pub left_out: usize,
    /// Whether there are more than were counted.
    pub more: bool,
}

impl App {
    /// The standing tracks that a map shows, as far as somebody may read them: the newest, [`MOST_ON_MAP`] at most.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn drawn_tracks(&self, who: &Who, tree: &Tree, asked: Asked) -> Result<DrawnTracks, AppError> {
        let (scope, filter) = match asked {
            Asked::Of(raid) => (self.reads(who, tree, TRACK), Filter::is(LINK, raid.0.as_bytes().to_vec())),
            Asked::In(body, period) => {
                let in_time = Filter {
                    field: DAY.to_owned(),
                    from: ordered(day_number(period.first_month().first())),
                    until: ordered(day_number(period.last_month().last())),
                };
                (who.scope(self, tree, Subject::Register(TRACK), body), in_time)
            }
        };
        let Some(scope) = scope else { return Ok(DrawnTracks::default()) };
        let listing = Listing {
            register: TRACK.to_owned(),
            filters: vec![filter],
            sort: DAY.to_owned(),
            order: Order::Down,
            limit: MOST_ON_MAP,
            ..Listing::default()
        };
        let sheet = self.store.sheet(&scope, &listing, MOST_COUNTED).await?;
        let found: Vec<Entry> = sheet.entries.into_iter().map(|(stored, _)| stored.entry).collect();
        let left_out = sheet.counted.saturating_sub(found.len());
        let raids = self.raids_of(who, tree, &found).await?;
        let each = map::share(found.len());
        let drawn = |track: Entry| DrawnTrack {
            lines: map::shapes(&track.fields).light(each).lines,
            raid: raid_of(&track).and_then(|raid| raids.get(&raid).cloned()),
            track,
        };
        Ok(DrawnTracks {
            tracks: found.into_iter().map(drawn).collect(),
            left_out,
            more: sheet.more,
        })
    }

    /// The standing raids of tracks, as far as they may be read.
    async fn raids_of(&self, who: &Who, tree: &Tree, tracks: &[Entry]) -> Result<BTreeMap<EntryId, Entry>, AppError> {
        let named: BTreeSet<EntryId> = tracks.iter().filter_map(raid_of).collect();
        let Some(scope) = self.reads(who, tree, RAID).filter(|_| !named.is_empty()) else {
            return Ok(BTreeMap::new());
        };
        let ids: Vec<EntryId> = named.into_iter().collect();
        let found = self.store.some(&scope, &ids).await?.into_iter().map(|stored: Stored| stored.entry);
        let standing = found.filter(|raid| raid.envelope.register == RAID && raid.envelope.state == EntryState::Active);
        Ok(standing.map(|raid| (raid.id, raid)).collect())
    }
}

/// The raid that a track names.
fn raid_of(track: &Entry) -> Option<EntryId> {
    if let Some(Value::Entry(raid)) = track.fields.get("raid") {
        Some(*raid)
    } else {
        None
    }
}
