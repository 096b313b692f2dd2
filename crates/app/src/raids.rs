//! The course of a raid: its start, its end, and what it took (clauses 14.1, 20.2, 21.2 and 21.3).
//!
//! Start and end are corrections of the raid's entry like any other. That no raid starts without its briefing is a rule of the register.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use qorgau_domain::entry::Entry;
use qorgau_domain::value::{Content, Value, rows};
use qorgau_domain::{EntryId, Lang};
use qorgau_l10n::L10n;
use qorgau_rulebook::Rulebook;
use qorgau_rulebook::may::Act;
use qorgau_store::Stored;

use crate::forms::acts::Sent;
use crate::forms::seek::Looker;
use crate::tracks::MODES;
use crate::{App, AppError};

/// The register of raids.
pub const RAID: &str = "raid";

/// A turn in the course of a raid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It starts now.
    Start,
    /// It is over now.
    Close,
}

/// How far a raid has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It is being made ready, or it was written down afterwards without its times.
    Prepared,
    /// It goes on since a moment.
    UnderWay(Timestamp),
    /// It is over since a moment.
    Over(Timestamp),
}

/// What a raid took, in tenths of an hour and of a kilometre.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Effort {
    /// Its length in hours, as declared.
    pub hours: Option<i64>,
    /// Hours of all who took part, as declared.
    pub person_hours: Option<i64>,
    /// Kilometres, as declared.
    pub km: Option<i64>,
    /// By tracks: hours and kilometres for each way of moving. They stand beside what is declared and are never added to it.
    pub tracked: BTreeMap<String, (i64, i64)>,
}

impl Turn {
    /// Its word in forms.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Turn::Start => "start",
            Turn::Close => "close",
        }
    }

    /// The turn of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        [Turn::Start, Turn::Close].into_iter().find(|turn| turn.word() == word)
    }

    /// What the correction gives as its reason.
    fn reason(self, l: &L10n) -> String {
        match self {
            Turn::Start => l.raid_reason_start(),
            Turn::Close => l.raid_reason_close(),
        }
    }

    /// Whether a raid stands just as this turn left it, based on a revision: what is sent twice is answered twice.
    #[must_use]
    pub fn made(self, raid: &Entry, based_on: i64) -> bool {
        let given = raid.envelope.reason.as_deref();
        let turned = Lang::ALL.into_iter().any(|lang| Some(self.reason(L10n::get(lang)).as_str()) == given);
        raid.envelope.revision == based_on.saturating_add(1) && turned
    }
}

/// The day of a raid: on which it began, else for which it is planned.
#[must_use]
pub fn day(fields: &Content) -> Option<Date> {
    ["started_on", "planned_on"].into_iter().find_map(|code| fields.get(code)?.day())
}

impl Stage {
    /// The stage of a raid by what its entry says.
    #[must_use]
    pub fn of(fields: &Content) -> Self {
        match (moment(fields, "started_at"), moment(fields, "ended_at")) {
            (_, Some(ended)) => Stage::Over(ended),
            (Some(started), None) => Stage::UnderWay(started),
            (None, None) => Stage::Prepared,
        }
    }

    /// The turn that comes next; none where the raid is over, or its last day is written down already.
    #[must_use]
    pub fn next(self, fields: &Content) -> Option<Turn> {
        match self {
            Stage::Prepared => (!fields.contains_key("ended_on")).then_some(Turn::Start),
            Stage::UnderWay(_) => Some(Turn::Close),
            Stage::Over(_) => None,
        }
    }
}

impl Effort {
    /// What a raid took by its own entry and by its tracks.
    #[must_use]
    pub fn of(fields: &Content, tracks: &[Stored]) -> Self {
        let number = |fields: &Content, code: &str| fields.get(code).and_then(Value::number);
        let mut tracked: BTreeMap<String, (i64, i64)> = BTreeMap::new();
        for track in tracks {
            let said = &track.entry.fields;
            let mode = said.get("mode").and_then(Value::text).unwrap_or_default();
            let sum = tracked.entry(mode.to_owned()).or_default();
            sum.0 += number(said, "hours").unwrap_or(0);
            sum.1 += number(said, "km").unwrap_or(0);
        }
        Effort {
            hours: number(fields, "hours"),
            person_hours: number(fields, "person_hours"),
            km: number(fields, "km"),
            tracked,
        }
    }

    /// The heads of its lines: from where it is known, hours, person-hours, kilometres.
    #[must_use]
    pub fn heads(l: &L10n) -> [String; 4] {
        [l.raid_effort_source(), l.raid_effort_hours(), l.raid_effort_person_hours(), l.raid_effort_km()]
    }

    /// What is declared, then what the tracks of each way of moving say: from where, and hours, person-hours and kilometres in tenths.
    #[must_use]
    pub fn lines(&self, rulebook: &Rulebook, l: &L10n) -> Vec<(String, [Option<i64>; 3])> {
        let tracked = self.tracked.iter().map(|(mode, (hours, km))| {
            let items = rulebook.lists.get(MODES).map(|list| list.items_of(mode)).unwrap_or_default();
            let name = items.last().map_or(mode.as_str(), |item| item.name.get(l.lang()));
            (l.raid_effort_tracked(name), [Some(*hours), None, Some(*km)])
        });
        let declared = (l.raid_effort_declared(), [self.hours, self.person_hours, self.km]);
        std::iter::once(declared).chain(tracked).collect()
    }
}

impl App {
    /// A standing raid that somebody may start or end, as the correction of its entry that this is.
    ///
    /// # Errors
    /// Absent where the raid or the right is missing; when the database fails.
    pub async fn raid_to_turn(&self, looker: &Looker<'_>, id: EntryId) -> Result<Entry, AppError> {
        let (register, raid) = self.for_act(looker, Act::Correct, id).await?;
        if register.code == RAID { Ok(raid) } else { Err(AppError::Absent) }
    }

    /// The length of the only track of a raid, in tenths of a kilometre; nothing of several, which may be of one way.
    async fn tracked(&self, looker: &Looker<'_>, id: EntryId) -> Result<i64, AppError> {
        let tracks = self.tracks_of(looker.who, looker.tree, id).await?;
        let Effort { tracked, .. } = Effort::of(&Content::new(), &tracks);
        Ok(if tracks.len() == 1 { tracked.values().map(|(_, km)| km).sum() } else { 0 })
    }

    /// Starts or ends a raid now, based on the revision that was seen. Its end fills in the length and the person-hours where nobody stated
    /// them: the hours from start to end, for all who took part; and the distance where one track tells it.
    ///
    /// # Errors
    /// Absent where the raid or the right is missing, or it is not the raid's next turn; when the database fails.
    pub async fn turn_raid(&self, looker: &Looker<'_>, id: EntryId, based_on: i64, turn: Turn) -> Result<Sent, AppError> {
        let mut fields = self.raid_to_turn(looker, id).await?.fields;
        if Stage::of(&fields).next(&fields) != Some(turn) {
            return Err(AppError::Absent);
        }
        let now = Timestamp::from_second(self.now().as_second().div_euclid(60) * 60)?;
        let tracked = if turn == Turn::Close { self.tracked(looker, id).await? } else { 0 };
        let mut set = |code: &str, value| fields.insert(code.to_owned(), value);
        match turn {
            Turn::Start => {
                set("started_on", Value::Date(self.today()));
                set("started_at", Value::Moment(now));
            }
            Turn::Close => {
                set("ended_on", Value::Date(self.today()));
                set("ended_at", Value::Moment(now));
                reckon(&mut fields, now, tracked);
            }
        }
        let reason = turn.reason(looker.l);
        self.amend_read(looker, id, (based_on, &reason), (fields, Vec::new())).await
    }
}

/// Fills in the length of a raid that ended, the person-hours and the distance by tracks, where they are not stated.
fn reckon(fields: &mut Content, ended: Timestamp, tracked: i64) {
    if tracked > 0 && !fields.contains_key("km") {
        fields.insert("km".to_owned(), Value::Number(tracked));
        fields.insert("km_source".to_owned(), Value::Choice("track".to_owned()));
    }
    let Some(started) = moment(fields, "started_at") else { return };
    let hours = (ended.as_second() - started.as_second()).max(0) / 360;
    let people = people(fields);
    fields.entry("hours".to_owned()).or_insert(Value::Number(hours));
    if people > 0 {
        fields.entry("person_hours".to_owned()).or_insert(Value::Number(hours * people));
    }
}

/// How many take part in a raid, as far as it says.
pub(crate) fn people(fields: &Content) -> i64 {
    let rows = rows(fields, "participants").iter();
    rows.filter_map(|row| row.cells.get("count").and_then(Value::number)).sum()
}

fn moment(fields: &Content, code: &str) -> Option<Timestamp> {
    if let Some(Value::Moment(at)) = fields.get(code) { Some(*at) } else { None }
}

#[cfg(test)]
mod tests {
    use qorgau_domain::value::Row;

    use super::*;

    #[test]
    fn the_end_of_a_raid_fills_in_what_nobody_stated_and_nothing_else() {
        let at = |second| Timestamp::constant(second, 0);
        let group = |no, count| Row {
            no,
            cells: Content::from([("count".to_owned(), Value::Number(count))]),
        };
        let mut fields = Content::from([
            ("started_at".to_owned(), Value::Moment(at(0))),
            ("participants".to_owned(), Value::Rows(vec![group(1, 3), group(2, 2)])),
        ]);
        let mut stated = fields.clone();
        stated.insert("person_hours".to_owned(), Value::Number(7));
        reckon(&mut fields, at(9_000), 124);
        assert_eq!(
            (fields.get("km"), fields.get("km_source")),
            (Some(&Value::Number(124)), Some(&Value::Choice("track".to_owned())))
        );
        assert_eq!(
            (fields.get("hours"), fields.get("person_hours")),
            (Some(&Value::Number(25)), Some(&Value::Number(125)))
        );
        stated.insert("km".to_owned(), Value::Number(90));
        reckon(&mut stated, at(9_000), 124);
        assert_eq!(stated.get("person_hours"), Some(&Value::Number(7)));
        assert_eq!((stated.get("km"), stated.get("km_source")), (Some(&Value::Number(90)), None));
    }
}
