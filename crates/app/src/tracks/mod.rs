//! Tracks of raids: brought as the file of a receiver, cleaned, and kept as an entry that names its raid (clauses 14.1, 20.2 and 21.2).
//!
//! The entry says what was left out and by which limits, and the hash of the file, so that whoever keeps the file can do the same again.

pub mod drawn;
mod read;
pub mod words;

use geo::{Coord, LineString, MultiLineString, Simplify};
use qorgau_domain::entry::{Entry, EntryState};
use qorgau_domain::ledger::hex;
use qorgau_domain::paper::Digest;
use qorgau_domain::time::day_number;
use qorgau_domain::track::{Fix, Limits, Track};
use qorgau_domain::value::{Content, Value};
use qorgau_domain::{EntryId, Tree};
use qorgau_store::Stored;

use crate::accounts::Who;
use crate::forms::acts::Sent;
use crate::forms::seek::Looker;
use crate::map::placed;
use crate::raids::RAID;
use crate::{App, AppError};

/// The register of tracks.
pub const TRACK: &str = "track";

/// The list of ways of moving, each with the greatest speed believed of it.
pub const MODES: &str = "track_modes";

/// The largest file that is read, in bytes.
pub const MOST: usize = 10 * 1024 * 1024;

/// The most tracks of a raid that are read.
const MOST_TRACKS: usize = 200;

/// The most points of a line that is kept; a track of more is drawn with fewer.
const MOST_POINTS: usize = 3_000;

/// How far the line that is kept may lie from the fixes, in degrees: about two metres.
const LIGHT: f64 = 0.000_02;

/// The greatest inaccuracy that is believed unless another is asked for, in metres.
pub const ACCURACY: i64 = 50;

/// After so many minutes without a fix nothing is known, unless another time is asked for.
pub const GAP: i64 = 10;

/// A track on its way in.
#[derive(Debug, Clone)]
pub struct BroughtTrack {
    /// What its file is called.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// How the group moved: an item of the list of ways of moving.
    pub mode: String,
    /// The greatest inaccuracy, in metres.
    pub accuracy: i64,
    /// A gap is longer, in minutes.
    pub gap: i64,
}

/// Why a track cannot be taken. Nothing is stored then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrackFault {
    /// The file is larger than is read.
    TooLarge,
    /// Neither GPX nor a table with latitude, longitude and time.
    NoTrack,
    /// Its points have no times.
    NoTimes,
    /// A fix cannot be read: the first such, from 1.
    Fix(usize),
    /// More fixes than are read: the most.
    Many(usize),
    /// No fix is left, or no way between two.
    Nothing,
    /// Fixes before the first day of the raid or after its last.
    OtherDays,
    /// No such way of moving.
    Mode,
    /// A limit that is none: not from 1 to 500 metres, or not from 1 to 60 minutes.
    Limits,
}

impl From<TrackFault> for AppError {
    fn from(fault: TrackFault) -> Self {
        AppError::Track(fault)
    }
}

impl App {
    /// A standing raid to which somebody may bring tracks.
    ///
    /// # Errors
    /// Absent where there is none; when the database fails.
    pub async fn raid_to_track(&self, looker: &Looker<'_>, raid: EntryId) -> Result<Entry, AppError> {
        let (register, entry) = looker.entry(raid).await?.ok_or(AppError::Absent)?;
        let tracks = self.register(TRACK)?;
        let standing = register.code == RAID && entry.envelope.state == EntryState::Active;
        let may = self.may_enter(looker.who, looker.tree, tracks).contains(&entry.body);
        (standing && may).then_some(entry).ok_or(AppError::Absent)
    }

    /// Brings a track to a raid, as a new entry of the raid's body. Sent twice it is stored once.
    ///
    /// # Errors
    /// Absent where the raid or the right is missing; a [`TrackFault`]; when the database fails.
    pub async fn bring_track(&self, looker: &Looker<'_>, raid: EntryId, id: EntryId, brought: BroughtTrack) -> Result<Sent, AppError> {
        let entry = self.raid_to_track(looker, raid).await?;
        let limits = self.track_limits(&brought)?;
        if brought.bytes.len() > MOST {
            return Err(TrackFault::TooLarge.into());
        }
        let (zone, bytes) = (self.zone().clone(), brought.bytes.clone());
        let cleaning = move || read::fixes(&bytes, &zone).map(|fixes| (fixes.len(), Track::of(fixes, limits)));
        let (fixes, track) = tokio::task::spawn_blocking(cleaning).await.map_err(|_| TrackFault::NoTrack)??;
        let (first, last) = track.ends().filter(|_| track.metres > 0).ok_or(TrackFault::Nothing)?;
        self.in_the_days_of(&entry, first, last)?;
        let register = self.register(TRACK)?;
        let content = self.track_content(raid, &brought, limits, (fixes, &track), (first, last))?;
        self.enter_read(looker, id, register, entry.body, (content, Vec::new())).await
    }

    /// The standing tracks of a raid that somebody may read, the latest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn tracks_of(&self, who: &Who, tree: &Tree, raid: EntryId) -> Result<Vec<Stored>, AppError> {
        self.standing_naming(who, tree, TRACK, raid, MOST_TRACKS).await
    }

    /// What is believed of a track: the speed by how the group moved.
    fn track_limits(&self, brought: &BroughtTrack) -> Result<Limits, TrackFault> {
        let mode = self.rulebook.lists.get(MODES).and_then(|list| list.on(&brought.mode, self.today()));
        let speed = mode.and_then(|mode| mode.number("speed")).ok_or(TrackFault::Mode)?;
        if !(1..=500).contains(&brought.accuracy) || !(1..=60).contains(&brought.gap) {
            return Err(TrackFault::Limits);
        }
        Ok(Limits {
            accuracy: brought.accuracy,
            speed,
            gap: brought.gap,
        })
    }

    /// A track of other days is most likely the wrong file.
    fn in_the_days_of(&self, raid: &Entry, first: Fix, last: Fix) -> Result<(), TrackFault> {
        let day = |code: &str| raid.fields.get(code).and_then(Value::day).map(day_number);
        let local = |fix: Fix| day_number(self.zone().to_datetime(fix.at).date());
        let (from, until) = (day("started_on"), day("ended_on"));
        let inside = from.is_none_or(|from| from <= local(first)) && until.is_none_or(|until| local(last) <= until);
        let not_later = local(last) <= day_number(self.today());
        if inside && not_later { Ok(()) } else { Err(TrackFault::OtherDays) }
    }

    fn track_content(
        &self,
        raid: EntryId,
        brought: &BroughtTrack,
        limits: Limits,
        (fixes, track): (usize, &Track),
        (first, last): (Fix, Fix),
    ) -> Result<Content, AppError> {
        let count = |number: usize| Value::Number(i64::try_from(number).unwrap_or(i64::MAX));
        let name: String = brought.name.chars().filter(|letter| !letter.is_control()).take(200).collect();
        let mut content: Content = [
            ("raid", Value::Entry(raid)),
            ("went_on", Value::Date(self.zone().to_datetime(first.at).date())),
            ("mode", Value::Choice(brought.mode.clone())),
            // Tenths of a kilometre and of an hour.
            ("km", Value::Number((track.metres + 50) / 100)),
            ("hours", Value::Number((track.seconds + 180) / 360)),
            ("began_at", Value::Moment(first.at)),
            ("ended_at", Value::Moment(last.at)),
            ("fixes", count(fixes)),
            ("repeated", count(track.repeated)),
            ("inaccurate", count(track.inaccurate)),
            ("too_fast", count(track.too_fast)),
            ("gaps", count(track.gaps())),
            ("accuracy_most", Value::Number(limits.accuracy)),
            ("speed_most", Value::Number(limits.speed)),
            ("gap_least", Value::Number(limits.gap)),
            ("source_id", Value::Text(hex(&Digest::of(&brought.bytes)))),
        ]
        .into_iter()
        .map(|(code, value)| (code.to_owned(), value))
        .collect();
        if !name.is_empty() {
            content.insert("file_name".to_owned(), Value::Text(name));
        }
        content.insert("line".to_owned(), Value::Geometry(line(track)));
        Ok(content)
    }
}

/// The way gone as GeoJSON, a line from gap to gap.
pub(crate) fn line(track: &Track) -> String {
    let at = |fix: &Fix| {
        let (x, y) = placed((fix.lat, fix.lon));
        Coord { x, y }
    };
    let lines = track.stretches.iter().filter(|stretch| stretch.len() > 1);
    let whole = MultiLineString(lines.map(|stretch| LineString(stretch.iter().map(at).collect())).collect());
    let points = |lines: &MultiLineString<f64>| lines.0.iter().map(|line| line.0.len()).sum::<usize>();
    let mut far = LIGHT;
    let mut light = whole.simplify(far);
    while points(&light) > MOST_POINTS && far < 1.0 {
        far *= 2.0;
        light = whole.simplify(far);
    }
    geojson::Geometry::new((&light).into()).to_string()
}
