//! Goes through a chain from its first act and builds anew everything that follows from it.
//!
//! Used to check the tables against the ledger, and to count by another rulebook. It shares with the writing of an
//! act only the rulebook's counting, so that a fault in the writing shows as a difference.

mod links;
mod standing;

use std::collections::{BTreeMap, BTreeSet};

use qorgau_domain::act::{Key, Kind};
use qorgau_domain::cut_over::{Covered, CutOver};
use qorgau_domain::entry::Envelope;
use qorgau_domain::ledger::{Hash, START, commitment};
use qorgau_domain::paper::{Called, PaperAct};
use qorgau_domain::time::{OPEN, day_number};
use qorgau_domain::value::{Content, Row, Value, merged, rows};
use qorgau_domain::{BodyId, BodyVersion, Contribution, EntryId, Month, Text3, canonical};
use qorgau_rulebook::{count, keys, opening, owed};
use qorgau_store::{
    Absence, AccountState, Audit, BodyCell, CutOverRow, DocumentStepRow, EntryState, Given, GrantedState, KeyRow, LedgerContent, LinkRow, PaperRow,
    StoredContribution,
};
use uuid::Uuid;

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
    pub(crate) keys: BTreeMap<EntryId, (String, Option<i64>, Vec<Key>)>,
    pub(crate) kept: BTreeMap<String, Month>,
    pub(crate) versions: Vec<BodyVersion>,
    pub(crate) territory: Option<String>,
    pub(crate) links: Vec<LinkRow>,
    /// Decisions that records are apart.
    pub(crate) apart: Vec<LinkRow>,
    pub(crate) documents: Vec<Step>,
    pub(crate) papers: BTreeMap<Uuid, PaperRow>,
    pub(crate) accounts: BTreeMap<Uuid, AccountState>,
    pub(crate) granted: BTreeMap<(Uuid, String), GrantedState>,
    pub(crate) absences: BTreeMap<Uuid, Absence>,
    pub(crate) given: BTreeMap<Uuid, Given>,
    pub(crate) problems: Vec<Problem>,
    /// Cut-overs from paper, and before which day opening totals ever counted.
    pub(crate) cut_overs: Vec<CutOverRow>,
    pub(crate) covered_until: i64,
    /// What opening totals count as far as the chain was read.
    covered: Covered,
    /// The places in `contributions` of what each entry counts for now; and each cut-over, by the subject of its acts.
    standing: BTreeMap<EntryId, Vec<usize>>,
    /// Where the body has its home, as its last act of founding or change says.
    pub(crate) home: Option<String>,
    /// The heads that documents were sent at.
    pub(crate) frozen: Vec<FrozenHead>,
    missing: Vec<(EntryId, Place)>,
    /// The acts whose personal content is there.
    personal: Vec<(EntryId, Place)>,
    /// The last act that erased an entry's personal content. What was written later must still be there.
    erased: BTreeMap<EntryId, i64>,
}

/// A step of a document as its act says it.
pub(crate) struct Step {
    /// What the tables should say of it.
    pub(crate) row: DocumentStepRow,
    /// Who took it.
    pub(crate) actor: String,
    /// Whose document, its kind and its period.
    pub(crate) about: (BodyId, String, String),
}

/// A head of a chain that a document was sent at.
pub(crate) struct FrozenHead {
    /// The body in whose chain the document stands, and its act.
    pub(crate) document: (BodyId, i64),
    /// Whose head.
    pub(crate) of: BodyId,
    /// Which act it was.
    pub(crate) seq: i64,
    /// Its hash in hexadecimal digits.
    pub(crate) hash: String,
}

impl Replayed {
    /// What an act says cannot be read.
    fn unread(&mut self, place: Place) {
        let what = What::ContentPlain;
        self.problems.push(Problem { what, place });
    }

    /// What is missing must have been erased by a later decision, and what was erased must not be there.
    fn judge_personal(&mut self) {
        let (missing, personal) = (std::mem::take(&mut self.missing), std::mem::take(&mut self.personal));
        let erased = |(id, place): &(EntryId, Place)| self.erased.get(id).is_some_and(|erased| *erased > place.seq);
        let unexplained = missing.into_iter().filter(|part| !erased(part)).map(|(_, place)| (What::ContentMissing, place));
        let put_back = personal.into_iter().filter(erased).map(|(_, place)| (What::ContentErased, place));
        let problems: Vec<Problem> = unexplained.chain(put_back).map(|(what, place)| Problem { what, place }).collect();
        self.problems.extend(problems);
    }

    /// What counts now, with the entry that makes it count, or the subject of the cut-over whose total it is.
    pub(crate) fn standing(&self) -> impl Iterator<Item = (EntryId, &Contribution)> {
        let of = |(entry, places): (&EntryId, &Vec<usize>)| {
            let entry = *entry;
            let made = places.iter().filter_map(|at| self.contributions.get(*at)).collect::<Vec<_>>();
            made.into_iter().map(move |made| (entry, &made.contribution))
        };
        self.standing.iter().flat_map(of)
    }

    /// Every key of every entry, as the tables hold them.
    pub(crate) fn key_rows(&self) -> BTreeSet<KeyRow> {
        let of = |(id, (register, day, keys)): (&EntryId, &(String, Option<i64>, Vec<Key>))| {
            let row = |key: &Key| (register.clone(), *id, *day, key.clone());
            keys.iter().map(row).collect::<Vec<KeyRow>>()
        };
        self.keys.iter().flat_map(of).collect()
    }

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
    pub(crate) async fn replay(&self, audit: &mut Audit, body: BodyId) -> Result<Replayed, AppError> {
        self.replay_to(audit, body, i64::MAX).await
    }

    /// The same up to an act.
    pub(crate) async fn replay_to(&self, audit: &mut Audit, body: BodyId, until: i64) -> Result<Replayed, AppError> {
        let mut replayed = Replayed {
            head: START,
            ..Replayed::default()
        };
        loop {
            let acts = audit.acts(body, replayed.acts, PAGE).await?;
            let Some(last) = acts.last().map(|act| act.row.seq) else { break };
            for act in acts.into_iter().filter(|act| act.row.seq <= until) {
                self.replay_act(&mut replayed, act);
            }
            replayed.acts = last.min(until);
            if last >= until {
                break;
            }
        }
        replayed.judge_personal();
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
                Some(Part::Sound(personal)) => {
                    replayed.personal.push((EntryId(act.row.subject), place.clone()));
                    personal
                }
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
                Some((envelope, fields)) => self.entry(replayed, subject, (act.row.body, act.row.seq), &envelope, &fields, personal),
                None => replayed.unread(place),
            },
            Some(Kind::Erasure) => {
                replayed.erased.insert(subject, act.row.seq);
                erase_papers(replayed, subject, act.row.seq);
            }
            Some(Kind::Link) => replayed.links.extend(links::places(act, &plain)),
            Some(Kind::Apart) => replayed.apart.extend(links::places(act, &plain)),
            Some(Kind::Unlink) => links::end(replayed, act),
            Some(Kind::Document) => {
                replayed.documents.push(document(act, &plain));
                replayed.frozen.extend(rows(&plain, "@heads").iter().filter_map(|row| frozen(act, row)));
            }
            Some(Kind::Account) => {
                replayed.accounts.insert(act.row.subject, account(act, &plain));
            }
            Some(Kind::Right) => right(replayed, act, &plain),
            Some(Kind::Absence) => standing::absence(replayed, act, &plain),
            Some(Kind::Given) => standing::given(replayed, act, &plain),
            Some(Kind::Paper) => match PaperAct::of(&plain) {
                Some(said) => paper(replayed, act, said, personal),
                None => replayed.unread(place),
            },
            Some(Kind::CutOver) => match CutOver::open(&plain) {
                Some(cut) => self.restate(replayed, subject, act.row.seq, &cut),
                None => replayed.unread(place),
            },
            Some(Kind::Body) => {
                replayed.versions = versions(act.row.body, &plain);
                replayed.home = plain.get("@home").and_then(Value::text).map(str::to_owned);
            }
            Some(Kind::Territory) => {
                replayed.territory = plain
                    .get("@geometry")
                    .and_then(|value| if let Value::Geometry(text) = value { Some(text.clone()) } else { None });
            }
            _ => {}
        }
    }

    fn restate(&self, replayed: &mut Replayed, subject: EntryId, seq: i64, cut: &CutOver) {
        let covered = cut.covered();
        if covered.0 < covered.1 {
            replayed.covered_until = replayed.covered_until.max(covered.1);
        }
        replayed.covered.state(&cut.register, covered);
        let since = replayed.kept.entry(cut.register.clone()).or_insert(cut.since());
        *since = (*since).min(cut.since());
        replayed.cut_overs.push(CutOverRow {
            seq,
            register: cut.register.clone(),
            no: cut.no,
            covered,
            year: cut.year(),
            next: cut.next,
        });
        recount(replayed, subject, seq, opening::contributions(&self.rulebook, self.figures(), cut));
    }

    fn entry(&self, replayed: &mut Replayed, id: EntryId, (body, seq): (BodyId, i64), envelope: &Envelope, fields: &Content, personal: &Content) {
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
        let mut counted = if active {
            count::contributions(&self.rulebook, self.figures(), register, fields)
        } else {
            Vec::new()
        };
        counted.retain(|made| made.until.is_some() || !replayed.covered.counts(&envelope.register, made.day));
        recount(replayed, id, seq, counted);
        let mut keys = keys::keys(register, &merged(fields, personal));
        keys.push(Key::of_number(envelope.number));
        if active {
            keys.extend(owed::keys(&self.rulebook, register, fields, body));
        }
        replayed.keys.insert(id, (envelope.register.clone(), day, keys));
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
            reach: contribution.reach(),
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

/// A step of a document; an act that names none is of the time when documents were sent at once.
fn document(act: &LedgerContent, plain: &Content) -> Step {
    let text = |key: &str| plain.get(key).and_then(Value::text).map(str::to_owned);
    let number = |key: &str| plain.get(key).and_then(Value::number).unwrap_or(1);
    let of = match plain.get("@of") {
        Some(Value::Body(of)) => *of,
        _ => act.row.body,
    };
    Step {
        row: DocumentStepRow {
            document: act.row.subject,
            no: number("@no"),
            step: text("@step").unwrap_or_else(|| qorgau_domain::document::Step::Whole.word().to_owned()),
            version: number("@version"),
            seq: act.row.seq,
            at: act.row.stamp.received_at.as_microsecond(),
        },
        actor: act.row.stamp.actor.clone(),
        about: (of, text("@document").unwrap_or_default(), text("@period").unwrap_or_default()),
    }
}

fn paper(replayed: &mut Replayed, act: &LedgerContent, said: PaperAct, personal: &Content) {
    match said {
        PaperAct::Added { id, hash, kind, length } => {
            let Called { name, caption } = Called::of(personal);
            let row = PaperRow {
                id,
                entry: EntryId(act.row.subject),
                seq: act.row.seq,
                hash: hash.to_vec(),
                kind: kind.word().to_owned(),
                length,
                name,
                caption,
                ended: 0,
                erased: 0,
            };
            replayed.papers.insert(id, row);
        }
        PaperAct::Struck { id, .. } => {
            if let Some(paper) = replayed.papers.get_mut(&id) {
                paper.ended = act.row.seq;
            }
        }
    }
}

/// A decision erases the papers that an entry has by then.
fn erase_papers(replayed: &mut Replayed, entry: EntryId, seq: i64) {
    for paper in replayed.papers.values_mut().filter(|paper| paper.entry == entry && paper.erased == 0) {
        paper.name.clear();
        paper.caption.clear();
        paper.erased = seq;
    }
}

fn account(act: &LedgerContent, plain: &Content) -> AccountState {
    let text = |key: &str| plain.get(key).and_then(Value::text).unwrap_or_default().to_owned();
    let closed = plain.get("@closed") == Some(&Value::YesNo(true));
    AccountState {
        id: act.row.subject,
        login: text("@login"),
        name: text("@name"),
        closed_at: if closed { act.row.stamp.received_at.as_microsecond() } else { 0 },
        seq: act.row.seq,
    }
}

fn right(replayed: &mut Replayed, act: &LedgerContent, plain: &Content) {
    let day = |key: &str| plain.get(key).and_then(Value::day).map(day_number);
    let role = plain.get("@role").and_then(Value::text).unwrap_or_default().to_owned();
    let key = (act.row.subject, role.clone());
    if plain.get("@granted") != Some(&Value::YesNo(true)) {
        replayed.granted.remove(&key);
        return;
    }
    let granted = GrantedState {
        account: act.row.subject,
        role,
        from: day("@from").unwrap_or(0),
        until: day("@until").unwrap_or(OPEN),
        seq: act.row.seq,
    };
    replayed.granted.insert(key, granted);
}

fn frozen(act: &LedgerContent, row: &Row) -> Option<FrozenHead> {
    let Some(Value::Body(of)) = row.cells.get("body") else { return None };
    Some(FrozenHead {
        document: (act.row.body, act.row.seq),
        of: *of,
        seq: row.cells.get("seq").and_then(Value::number)?,
        hash: row.cells.get("hash").and_then(Value::text)?.to_owned(),
    })
}

pub(crate) fn versions(id: BodyId, plain: &Content) -> Vec<BodyVersion> {
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
