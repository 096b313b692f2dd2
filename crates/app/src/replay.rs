//! Goes through a chain from its first act and builds anew everything that follows from it.
//!
//! Used to check the tables against the ledger, and to count by another rulebook. It shares with the writing of an
//! act only the rulebook's counting, so that a fault in the writing shows as a difference.

use std::collections::{BTreeMap, BTreeSet};

use qorgau_domain::act::{Key, Kind};
use qorgau_domain::entry::Envelope;
use qorgau_domain::ledger::{Hash, START, commitment};
use qorgau_domain::time::day_number;
use qorgau_domain::value::{Content, Row, Value, merged, rows};
use qorgau_domain::{BodyId, BodyVersion, Contribution, EntryId, Month, Text3, canonical};
use qorgau_rulebook::{count, keys};
use qorgau_store::{BodyCell, DocumentRow, EntryState, LedgerContent, LinkRow, StoredContribution};

use crate::verify::{Place, Problem, What};
use crate::{App, AppError};

/// Acts read at a time.
const PAGE: i64 = 1000;

/// Everything that follows from a chain.
#[derive(Default)]
pub(crate) struct Replayed {
    pub(crate) acts: i64,
    pub(crate) head: Hash,
    pub(crate) entries: BTreeMap<EntryId, EntryState>,
    pub(crate) revisions: BTreeSet<(EntryId, i64, i64)>,
    pub(crate) contributions: Vec<StoredContribution>,
    pub(crate) keys: BTreeMap<EntryId, (String, i64, Vec<Key>)>,
    pub(crate) kept: BTreeMap<String, Month>,
    pub(crate) versions: Vec<BodyVersion>,
    pub(crate) territory: Option<String>,
    pub(crate) links: Vec<LinkRow>,
    pub(crate) documents: Vec<DocumentRow>,
    pub(crate) problems: Vec<Problem>,
    /// The places in `contributions` of what each entry counts for now.
    standing: BTreeMap<EntryId, Vec<usize>>,
    missing: Vec<(EntryId, Place)>,
    /// The last act that erased an entry's personal content. What was written later must still be there.
    erased: BTreeMap<EntryId, i64>,
}

impl Replayed {
    /// Events summed by month.
    pub(crate) fn cells(&self) -> Vec<BodyCell> {
        let mut sums: BTreeMap<(Month, i64, &str), i64> = BTreeMap::new();
        for StoredContribution { contribution, .. } in self.contributions.iter().filter(|made| made.ended == 0 && made.contribution.until.is_none()) {
            *sums
                .entry((Month::of_day(contribution.day), contribution.figure.0, &contribution.dimension))
                .or_default() += contribution.amount;
        }
        let cell = |((month, figure, dimension), amount): ((Month, i64, &str), i64)| BodyCell {
            month,
            figure: qorgau_domain::FigureId(figure),
            dimension: dimension.to_owned(),
            amount,
        };
        sums.into_iter().filter(|(_, amount)| *amount != 0).map(cell).collect()
    }
}

impl App {
    /// Replays the chain of a body by this rulebook.
    pub(crate) async fn replay(&self, body: BodyId) -> Result<Replayed, AppError> {
        let mut replayed = Replayed {
            head: START,
            ..Replayed::default()
        };
        loop {
            let acts = self.store.acts(body, replayed.acts, PAGE).await?;
            let Some(last) = acts.last().map(|act| act.row.seq) else { break };
            for act in acts {
                self.replay_act(&mut replayed, act);
            }
            replayed.acts = last;
        }
        let missing = std::mem::take(&mut replayed.missing);
        let unexplained = missing
            .into_iter()
            .filter(|(id, place)| replayed.erased.get(id).is_none_or(|erased| *erased < place.seq))
            .map(|(_, place)| Problem {
                what: What::ContentMissing,
                place,
            });
        let unexplained: Vec<Problem> = unexplained.collect();
        replayed.problems.extend(unexplained);
        Ok(replayed)
    }

    fn replay_act(&self, replayed: &mut Replayed, act: LedgerContent) {
        let place = Place {
            body: act.row.body,
            seq: act.row.seq,
            number: None,
        };
        let mut found = |what: What| replayed.problems.push(Problem { what, place: place.clone() });
        if act.row.seq != replayed.acts + 1 {
            found(What::SeqGap);
        }
        if act.row.before != replayed.head {
            found(What::Before);
        }
        if act.row.hash() != act.hash {
            found(What::Hash);
        }
        let plain = checked(act.plain.as_ref(), &act.row.plain);
        let personal = act.row.personal.as_ref().map(|committed| checked(act.personal.as_ref(), committed));
        if act.row.personal.is_none() && act.personal.is_some() || personal == Some(Part::Wrong) {
            found(What::ContentPersonal);
        }
        match plain {
            Part::Missing => found(What::ContentMissing),
            Part::Wrong => found(What::ContentPlain),
            Part::Sound(_) => {}
        }
        replayed.acts = act.row.seq;
        replayed.head = act.hash;
        if let Part::Sound(plain) = plain {
            let personal = match personal {
                Some(Part::Sound(personal)) => personal,
                Some(Part::Missing) => {
                    replayed.missing.push((EntryId(act.row.subject), place.clone()));
                    Content::new()
                }
                _ => Content::new(),
            };
            self.effect(replayed, &act, plain, &personal, place);
        }
    }

    fn effect(&self, replayed: &mut Replayed, act: &LedgerContent, plain: Content, personal: &Content, place: Place) {
        let subject = EntryId(act.row.subject);
        match Kind::of_word(&act.row.kind) {
            Some(Kind::Entry) => match Envelope::open(plain) {
                Some((envelope, fields)) => self.entry(replayed, subject, act.row.seq, &envelope, &fields, personal),
                None => replayed.problems.push(Problem {
                    what: What::ContentPlain,
                    place,
                }),
            },
            Some(Kind::Erasure) => {
                replayed.erased.insert(subject, act.row.seq);
            }
            Some(Kind::Link) => {
                let entries = (1..)
                    .zip(rows(&plain, "@entries"))
                    .filter_map(|(rank, row)| Some((rank, row.cells.get("entry")?)));
                replayed.links.extend(entries.filter_map(|(rank, entry)| linked(act, rank, entry)));
            }
            Some(Kind::Unlink) => {
                for link in replayed.links.iter_mut().filter(|link| link.link == act.row.subject) {
                    link.ended = act.row.seq;
                }
            }
            Some(Kind::Document) => replayed.documents.push(document(act, &plain)),
            Some(Kind::Body) => replayed.versions = versions(act.row.body, &plain),
            Some(Kind::Territory) => {
                replayed.territory = plain
                    .get("@geometry")
                    .and_then(|value| if let Value::Geometry(text) = value { Some(text.clone()) } else { None });
            }
            _ => {}
        }
    }

    fn entry(&self, replayed: &mut Replayed, id: EntryId, seq: i64, envelope: &Envelope, fields: &Content, personal: &Content) {
        let day = envelope.day.map(day_number);
        let state = EntryState {
            id,
            register: envelope.register.clone(),
            book: envelope.book,
            number: envelope.number,
            day,
            revision: envelope.revision,
            state: envelope.state.word().to_owned(),
            seq,
        };
        let active = envelope.state == qorgau_domain::entry::EntryState::Active;
        replayed.entries.insert(id, state);
        replayed.revisions.insert((id, envelope.revision, seq));
        if let Some(day) = envelope.day {
            let since = replayed.kept.entry(envelope.register.clone()).or_insert(Month::of(day));
            *since = (*since).min(Month::of(day));
        }
        let Some(register) = self.rulebook.register(&envelope.register) else { return };
        let counted = if active {
            count::contributions(&self.rulebook, self.figures(), register, fields)
        } else {
            Vec::new()
        };
        recount(replayed, id, seq, counted);
        let keys = keys::keys(register, &merged(fields, personal));
        replayed.keys.insert(id, (envelope.register.clone(), day.unwrap_or(0), keys));
    }
}

/// Ends what an entry no longer counts for and adds what it newly does.
fn recount(replayed: &mut Replayed, id: EntryId, seq: i64, mut counted: Vec<Contribution>) {
    let before = replayed.standing.remove(&id).unwrap_or_default();
    let mut standing = Vec::new();
    for at in before {
        let Some(old) = replayed.contributions.get_mut(at) else { continue };
        match counted.iter().position(|new| *new == old.contribution) {
            Some(kept) => {
                counted.swap_remove(kept);
                standing.push(at);
            }
            None => old.ended = seq,
        }
    }
    counted.sort();
    for (item, contribution) in (1..).zip(counted) {
        standing.push(replayed.contributions.len());
        replayed.contributions.push(StoredContribution {
            seq,
            item,
            contribution,
            ended: 0,
        });
    }
    replayed.standing.insert(id, standing);
}

#[derive(PartialEq)]
enum Part {
    Missing,
    Wrong,
    Sound(Content),
}

/// A part of an act against its commitment.
fn checked(part: Option<&(Vec<u8>, Vec<u8>)>, committed: &Hash) -> Part {
    let Some((salt, bytes)) = part else { return Part::Missing };
    let sound = <[u8; 16]>::try_from(salt.as_slice()).is_ok_and(|salt| commitment(&salt, bytes) == *committed);
    if !sound {
        return Part::Wrong;
    }
    canonical::decode(bytes).map_or(Part::Wrong, Part::Sound)
}

fn linked(act: &LedgerContent, rank: i64, entry: &Value) -> Option<LinkRow> {
    let Value::Entry(entry) = entry else { return None };
    Some(LinkRow {
        link: act.row.subject,
        rank,
        entry: *entry,
        seq: act.row.seq,
        ended: 0,
    })
}

fn document(act: &LedgerContent, plain: &Content) -> DocumentRow {
    let text = |key: &str| plain.get(key).and_then(Value::text).unwrap_or_default().to_owned();
    DocumentRow {
        id: act.row.subject,
        kind: text("@document"),
        period: text("@period"),
        sent_at: act.row.stamp.received_at.as_microsecond(),
        seq: act.row.seq,
    }
}

fn versions(id: BodyId, plain: &Content) -> Vec<BodyVersion> {
    rows(plain, "@versions").iter().map(|row| version(id, row)).collect()
}

fn version(id: BodyId, row: &Row) -> BodyVersion {
    let text = |key: &str| row.cells.get(key).and_then(Value::text).unwrap_or_default().to_owned();
    let body = |key: &str| if let Some(Value::Body(id)) = row.cells.get(key) { Some(*id) } else { None };
    let day = |key: &str| row.cells.get(key).and_then(Value::day);
    let name = Text3 {
        kk: text("name_kk"),
        ru: text("name_ru"),
        en: text("name_en"),
    };
    BodyVersion {
        id,
        from: day("from"),
        until: day("until"),
        code: text("code"),
        level: text("level"),
        parent: body("parent"),
        successor: body("successor"),
        name,
    }
}
