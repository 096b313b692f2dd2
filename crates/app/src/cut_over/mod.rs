//! Cut-over from paper: a body says from which day it keeps a register here, which number comes next, and what the months before counted.
//!
//! Opening totals stand for every event of the days they cover, whatever is entered of those days before or after. So where the days that
//! are covered change, entries with events there are written anew with the same act: each counts by the days that are covered when it is
//! written, and a chain read from its beginning gives the same figures.

pub mod words;

use jiff::civil::Date;
use qorgau_domain::act::{Kind, RecordDraft};
use qorgau_domain::cut_over::{CutOver, Days, Opening};
use qorgau_domain::time::date_of;
use qorgau_domain::{BodyId, Content, Month, Tree};
use qorgau_rulebook::may::{Act as May, Subject};
use qorgau_rulebook::{Register, count, opening};
use qorgau_store::{CutOverStart, CutOverWrong, Draft, Effect, Ground, Refusal, Scope, Stated, Stored};

use crate::accounts::Who;
use crate::entries::{Act, Soundness};
use crate::{App, AppError};

/// The highest number that a paper book is taken to have reached.
pub const HIGHEST: i64 = 9_999_999;
/// The highest total of a month.
pub const MOST: i64 = 1_000_000_000_000_000;
/// The longest reason, in letters.
pub const LONGEST: usize = 1000;
/// How often an act is made ready anew because somebody else wrote meanwhile.
const TRIES: usize = 5;

/// What somebody states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The first day that is kept here.
    pub first: Date,
    /// The number of the first entry here in the year of that day.
    pub next: i64,
    /// The opening totals.
    pub totals: Vec<Opening>,
    /// Why it takes the place of the one before; nothing where there is none.
    pub reason: String,
}

/// How a body's register stands between paper and here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// What was stated, the first first; the last holds.
    pub stated: Vec<Stated>,
    /// What a statement made now would stand on.
    pub ground: Ground,
    /// The year whose numbers and months it would speak of.
    pub year: i64,
}

impl Standing {
    /// What holds.
    #[must_use]
    pub fn now(&self) -> Option<&Stated> {
        self.stated.last()
    }

    /// How many statements there are.
    #[must_use]
    pub fn seen(&self) -> i64 {
        i64::try_from(self.stated.len()).unwrap_or(i64::MAX)
    }

    /// The number that the first entry here has, where it can no longer be another: numbers were given.
    #[must_use]
    pub fn fixed(&self) -> Option<i64> {
        let next = self.now().map_or(1, |stated| stated.said.next);
        (self.ground.last != next - 1).then_some(next)
    }
}

/// What is wrong with what somebody states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CutOverFault {
    /// The first day is still to come.
    Future,
    /// The first day is of another year than this one.
    Year(i64),
    /// No number of a book.
    Next,
    /// Numbers were given here already, so that the first can no longer be another than this.
    NumbersGiven(i64),
    /// Totals of a month that has no day before the first one.
    Month(String, Month),
    /// A total below nothing or beyond all measure.
    Amount(String, Month),
    /// No figure that this register makes, or the month stands twice.
    Figure(String),
    /// A correction needs a reason.
    NoReason,
    /// More letters than this.
    TooLong(usize),
}

impl App {
    /// Whether somebody states and corrects the cut-over of a body's register: whoever corrects its entries. A register that is numbered in
    /// the books of other bodies has none.
    #[must_use]
    pub fn may_cut_over(&self, who: &Who, tree: &Tree, register: &Register, body: BodyId) -> bool {
        let on = Subject::Register(&register.code);
        let level = tree.on(body, self.today()).map(|version| version.level.as_str());
        let keeps = level.is_some_and(|level| register.kept_by.iter().any(|kept| kept == level));
        keeps && register.book.is_none() && [May::Read, May::Correct].iter().all(|act| who.may(self, tree, *act, on, body))
    }

    /// How a body's register stands.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn cut_over_standing(&self, body: BodyId, register: &Register) -> Result<Standing, AppError> {
        let year = i64::from(self.today().year());
        // The head is read first: whatever is read later is not older.
        let mut ground = self.store.cut_over_ground(body, &register.code, year).await?;
        let stated = self.store.cut_overs(&only(body), body, &register.code).await?;
        let year = match stated.last().map(|stated| stated.said.year()) {
            Some(said) if said != year => {
                ground.last = self.store.cut_over_ground(body, &register.code, said).await?.last;
                said
            }
            _ => year,
        };
        Ok(Standing { stated, ground, year })
    }

    /// Everything that is wrong with what somebody states.
    #[must_use]
    pub fn cut_over_faults(&self, register: &Register, standing: &Standing, wish: &Wish) -> Vec<CutOverFault> {
        let mut faults = Vec::new();
        if wish.first > self.today() {
            faults.push(CutOverFault::Future);
        } else if i64::from(wish.first.year()) != standing.year {
            faults.push(CutOverFault::Year(standing.year));
        }
        match standing.fixed() {
            _ if !(1..=HIGHEST).contains(&wish.next) => faults.push(CutOverFault::Next),
            Some(fixed) if fixed != wish.next => faults.push(CutOverFault::NumbersGiven(fixed)),
            _ => {}
        }
        let mut seen = std::collections::BTreeSet::new();
        for Opening { figure, month, amount } in &wish.totals {
            let known = opening::figures(&self.rulebook, &register.code).any(|indicator| indicator.code == *figure);
            if !known || !seen.insert((figure, *month)) {
                faults.push(CutOverFault::Figure(figure.clone()));
            } else if !CutOver::takes(wish.first, *month) {
                faults.push(CutOverFault::Month(figure.clone(), *month));
            } else if !(0..=MOST).contains(amount) {
                faults.push(CutOverFault::Amount(figure.clone(), *month));
            }
        }
        let reason = wish.reason.trim();
        if standing.now().is_some() && reason.is_empty() {
            faults.push(CutOverFault::NoReason);
        }
        if reason.chars().count() > LONGEST {
            faults.push(CutOverFault::TooLong(LONGEST));
        }
        faults
    }

    /// The standing entries here that have events of days on which what counts them would change: the totals or they themselves.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn recounted(&self, body: BodyId, register: &Register, standing: &Standing, wish: &Wish) -> Result<Vec<Stored>, AppError> {
        let before = standing.now().map_or((0, 0), |stated| stated.said.covered());
        let after = said(register, standing, wish).covered();
        let covers = |(from, until): Days, day: i64| (from..until).contains(&day);
        if before == after || (before.0 == before.1 && after.0 == after.1) {
            return Ok(Vec::new());
        }
        let changes = |stored: &Stored| {
            let (plain, _) = register.split(&stored.entry.fields);
            let made = count::contributions(&self.rulebook, self.figures(), register, &plain);
            let mut events = made.iter().filter(|made| made.until.is_none());
            events.any(|made| covers(before, made.day) != covers(after, made.day))
        };
        let mut entries = self.store.entries_of(&only(body), &register.code, &[body], (i64::MIN, i64::MAX)).await?;
        entries.retain(changes);
        entries.sort_by_key(|stored| stored.entry.envelope.number);
        Ok(entries)
    }

    /// The days that opening totals count, where an entry of these fields has events among them: there it does not count a second time.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn counted_on_paper(&self, body: BodyId, register: &Register, fields: &Content) -> Result<Option<(Date, Date)>, AppError> {
        let stated = self.store.cut_overs(&only(body), body, &register.code).await?;
        let Some((from, until)) = stated.last().map(|stated| stated.said.covered()) else {
            return Ok(None);
        };
        let (plain, _) = register.split(fields);
        let made = count::contributions(&self.rulebook, self.figures(), register, &plain);
        let among = made.iter().any(|made| made.until.is_none() && (from..until).contains(&made.day));
        Ok(among.then(|| (date_of(from), date_of(until - 1))))
    }

    /// States the cut-over of a body's register, or states it anew; `seen` is how many statements its writer saw. Entries that count
    /// otherwise from now on are written anew with it, for the reason `recount`.
    ///
    /// # Errors
    /// Absent where the right is missing; what is wrong with it; when somebody else stated it meanwhile, or the database fails.
    pub async fn cut_over(&self, who: &Who, tree: &Tree, (body, register): (BodyId, &Register), seen: i64, wish: &Wish, recount: &str) -> Result<(), AppError> {
        if !self.may_cut_over(who, tree, register, body) {
            return Err(AppError::Absent);
        }
        for _ in 0..TRIES {
            let standing = self.cut_over_standing(body, register).await?;
            if standing.seen() != seen {
                return Err(Refusal::CutOver(CutOverWrong::Stale).into());
            }
            if let Some(fault) = self.cut_over_faults(register, &standing, wish).into_iter().next() {
                return Err(AppError::CutOver(fault));
            }
            let mut drafts = vec![self.cut_over_draft(body, register, &standing, wish, &who.login)];
            for Stored { entry, .. } in self.recounted(body, register, &standing, wish).await? {
                let act = Act {
                    soundness: Soundness::AsItStands,
                    moved: entry.envelope.moved,
                    ..Act::revising(entry.id, body, entry.envelope.revision, recount, self.stamp(&who.login))
                };
                drafts.push(self.draft(register, entry.fields, act)?);
            }
            match self.commit_whole(drafts).await {
                // Somebody wrote in the chain meanwhile: an entry might have come that is to be counted anew.
                Err(AppError::Refused(Refusal::CutOver(CutOverWrong::Busy) | Refusal::Stale { .. } | Refusal::Withdrawn)) => {}
                settled => return settled,
            }
        }
        Err(Refusal::CutOver(CutOverWrong::Busy).into())
    }

    fn cut_over_draft(&self, body: BodyId, register: &Register, standing: &Standing, wish: &Wish, actor: &str) -> Draft {
        let said = said(register, standing, wish);
        let start = CutOverStart {
            register: register.code.clone(),
            seen: standing.seen(),
            head: standing.ground.head,
            covered: said.covered(),
            year: said.year(),
            next: said.next,
            contributions: opening::contributions(&self.rulebook, self.figures(), &said),
        };
        let record = RecordDraft {
            body,
            kind: Kind::CutOver,
            subject: CutOver::subject(body, &register.code),
            plain: said.seal(),
            salt: self.salt(),
            stamp: self.stamp(actor),
        };
        Draft::Record(Box::new(record), Effect::CutOver(Box::new(start)))
    }
}

/// What a wish says after what was stated before.
#[must_use]
pub fn said(register: &Register, standing: &Standing, wish: &Wish) -> CutOver {
    let mut totals = wish.totals.clone();
    totals.sort();
    CutOver {
        register: register.code.clone(),
        no: standing.seen() + 1,
        first: wish.first,
        next: wish.next,
        totals,
        reason: standing.now().map(|_| wish.reason.trim().to_owned()),
    }
}

fn only(body: BodyId) -> Scope {
    Scope::of(body, [body].into())
}
