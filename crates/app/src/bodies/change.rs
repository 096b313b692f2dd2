//! The tree changed by whoever keeps it: a body founded, renamed, placed under another or closed, from a day on.
//!
//! Only what follows the last known day of a body is changed, so that no figure of a month before the day moves. A change is first a
//! [`Plan`], which says what would be counted anew, and then one act in the body's chain.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;
use qorgau_domain::{BodyId, BodyVersion, Lang, Month, Text3, Tree, TreeFault};
use qorgau_rulebook::may::{Act, Subject};

use crate::accounts::Who;
use crate::{App, AppError};

/// The longest code of a body, in letters.
const LONGEST_CODE: usize = 16;

/// What is changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A new body stands below.
    Found {
        /// Its code: KATO for a territorial body.
        code: String,
        /// Its level.
        level: String,
        /// Its name.
        name: Text3,
    },
    /// The body bears another name.
    Rename(Text3),
    /// It stands under another body.
    Place(BodyId),
    /// It is no more; this body takes over its work.
    Close(BodyId),
}

/// A change by an order.
#[derive(Debug, Clone)]
pub struct Ordered<'a> {
    /// The body; for a new one the body it stands under.
    pub body: BodyId,
    /// What is changed.
    pub change: Change,
    /// The first day on which it is so.
    pub from: Date,
    /// The order: number and date.
    pub reason: &'a str,
}

/// What a change would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The body.
    pub body: BodyId,
    /// Its versions now; none for a new body.
    pub before: Vec<BodyVersion>,
    /// Its versions then.
    pub after: Vec<BodyVersion>,
    /// What is counted anew; `None` where no figure can change.
    pub recount: Option<Recount>,
}

/// What is counted anew when a body comes to stand elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recount {
    /// The first month whose returns change: that of the day.
    pub first: Month,
    /// How many months that are over change.
    pub over: i64,
    /// How many bodies go along, the body itself among them.
    pub along: usize,
    /// The bodies whose returns count what they did not, or no longer what they did.
    pub of: Vec<BodyId>,
}

/// Why the tree cannot be changed so. Words for people: [`crate::words::body_fault`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyFault {
    /// A name is missing in a language.
    NoName(Lang),
    /// A code is 1 to 16 Latin letters and digits.
    BadCode,
    /// The order is missing.
    NoReason,
    /// The body changes later already, or it is longer ago than a year: no day before this one.
    TooEarly(Date),
    /// No day after this one: an order is entered a year ahead at most.
    TooLate(Date),
    /// The body is closed already.
    Closed,
    /// The other body is not there on the day.
    NotThere,
    /// A body of this level does not stand under one of that level, or the successor is of another level.
    WrongLevel,
    /// So many bodies still stand below it.
    StandBelow(usize),
    /// It is so already.
    Same,
    /// It would make no tree.
    Tree(TreeFault),
}

impl BodyFault {
    /// The field of a form at which it is to be mended.
    #[must_use]
    pub fn field(self, change: &Change) -> &'static str {
        let other = match change {
            Change::Found { .. } => "level",
            Change::Rename(_) => "name_kk",
            Change::Place(_) => "under",
            Change::Close(_) => "successor",
        };
        match self {
            BodyFault::NoName(Lang::Kk) => "name_kk",
            BodyFault::NoName(Lang::Ru) => "name_ru",
            BodyFault::NoName(Lang::En) => "name_en",
            BodyFault::BadCode | BodyFault::Tree(TreeFault::SameCode(_)) => "code",
            BodyFault::NoReason => "reason",
            BodyFault::TooEarly(_) | BodyFault::TooLate(_) | BodyFault::Closed => "from",
            BodyFault::Tree(TreeFault::EndsBeforeItBegins | TreeFault::Overlap) => "from",
            BodyFault::NotThere | BodyFault::WrongLevel | BodyFault::StandBelow(_) | BodyFault::Same | BodyFault::Tree(_) => other,
        }
    }
}

impl App {
    /// What a change would do. Nothing is stored.
    ///
    /// # Errors
    /// `Absent` where whoever asks does not keep the bodies concerned, the fault otherwise.
    pub fn plan_body(&self, who: &Who, tree: &Tree, ordered: &Ordered<'_>) -> Result<Plan, AppError> {
        self.must_keep(who, tree, ordered)?;
        let plan = self.versions_then(tree, ordered)?;
        if ordered.reason.trim().is_empty() {
            return Err(BodyFault::NoReason.into());
        }
        let others = tree.versions().filter(|version| version.id != plan.body);
        let then = Tree::new(others.chain(&plan.after).cloned());
        let known = tree.faults();
        if let Some((_, fault)) = then.faults().into_iter().find(|fault| !known.contains(fault)) {
            return Err(BodyFault::Tree(fault).into());
        }
        let recount = self.recount(tree, &then, plan.body, ordered.from);
        Ok(Plan { recount, ..plan })
    }

    /// Changes the tree by one act in the body's chain; the body comes back.
    ///
    /// # Errors
    /// Those of [`App::plan_body`]; a refusal where somebody else changed the tree meanwhile. Nothing is stored then.
    pub async fn change_body(&self, who: &Who, ordered: &Ordered<'_>) -> Result<BodyId, AppError> {
        let tree = self.store.tree().await?;
        let plan = self.plan_body(who, &tree, ordered)?;
        let draft = self.body_act(plan.body, (plan.before, plan.after), ordered.reason.trim(), &who.login);
        self.commit_whole(vec![draft]).await?;
        Ok(plan.body)
    }

    /// The levels of bodies that stand under one of a level.
    #[must_use]
    pub fn levels_below(&self, level: &str) -> Vec<&qorgau_rulebook::clause::Level> {
        self.rulebook.levels.iter().filter(|below| below.reports_to.as_deref() == Some(level)).collect()
    }

    /// The bodies under which one may be placed, or which may take over its work, by whoever keeps them, on a day.
    #[must_use]
    pub fn others_for(&self, who: &Who, tree: &Tree, body: BodyId, on: Date, change: &Change) -> Vec<BodyId> {
        let Some(now) = tree.on(body, on) else { return Vec::new() };
        let wanted = match change {
            Change::Close(_) => Some(now.level.as_str()),
            _ => self.reports_to(&now.level),
        };
        let fits = |other: &BodyId| {
            let level = tree.on(*other, on).map(|version| version.level.as_str());
            *other != body
                && Some(*other) != now.parent
                && wanted.is_some()
                && level == wanted
                && tree.exists_on(*other, on)
                && self.keeps_body(who, tree, *other)
        };
        tree.bodies().filter(fits).collect()
    }

    /// Whether somebody keeps a body's place in the tree.
    #[must_use]
    pub fn keeps_body(&self, who: &Who, tree: &Tree, body: BodyId) -> bool {
        who.may(self, tree, Act::Administer, Subject::Bodies, body)
    }

    fn must_keep(&self, who: &Who, tree: &Tree, ordered: &Ordered<'_>) -> Result<(), AppError> {
        let other = match ordered.change {
            Change::Place(other) | Change::Close(other) => Some(other),
            Change::Found { .. } | Change::Rename(_) => None,
        };
        let keeps = |body: BodyId| self.keeps_body(who, tree, body);
        if keeps(ordered.body) && other.is_none_or(keeps) {
            return Ok(());
        }
        Err(AppError::Absent)
    }

    fn reports_to(&self, level: &str) -> Option<&str> {
        let known = self.rulebook.levels.iter().find(|known| known.code == level)?;
        known.reports_to.as_deref()
    }

    fn versions_then(&self, tree: &Tree, ordered: &Ordered<'_>) -> Result<Plan, AppError> {
        let from = ordered.from;
        let (first, last) = (self.today().checked_sub(1.year())?, self.today().checked_add(1.year())?);
        if from < first {
            return Err(BodyFault::TooEarly(first).into());
        }
        if from > last {
            return Err(BodyFault::TooLate(last).into());
        }
        if let Change::Found { code, level, name } = &ordered.change {
            return self.founded(tree, ordered, (code.trim(), level, name));
        }
        let body = ordered.body;
        let before: Vec<BodyVersion> = tree.versions().filter(|version| version.id == body).cloned().collect();
        let mut after = before.clone();
        let mut last = after.pop().ok_or(AppError::Absent)?;
        if last.until.is_some() {
            return Err(BodyFault::Closed.into());
        }
        if let Some(begun) = last.from.filter(|begun| *begun > from) {
            return Err(BodyFault::TooEarly(begun).into());
        }
        if let Change::Close(successor) = ordered.change {
            self.may_close(tree, &last, from, successor)?;
            last.until = Some(from.yesterday()?);
            last.successor = Some(successor);
            after.push(last);
        } else {
            let next = self.next(tree, ordered, &last)?;
            // A second change from the same day takes the place of the first.
            if last.from != Some(from) {
                last.until = Some(from.yesterday()?);
                after.push(last);
            }
            after.push(next);
        }
        Ok(Plan {
            body,
            before,
            after,
            recount: None,
        })
    }

    fn founded(&self, tree: &Tree, ordered: &Ordered<'_>, (code, level, name): (&str, &str, &Text3)) -> Result<Plan, AppError> {
        if code.is_empty() || code.len() > LONGEST_CODE || !code.bytes().all(|letter| letter.is_ascii_alphanumeric()) {
            return Err(BodyFault::BadCode.into());
        }
        self.fits_under(tree, level, ordered.body, ordered.from)?;
        let id = BodyId(tree.bodies().map(|id| id.0).max().unwrap_or(0) + 1);
        let version = BodyVersion {
            id,
            from: Some(ordered.from),
            until: None,
            code: code.to_owned(),
            level: level.to_owned(),
            parent: Some(ordered.body),
            successor: None,
            name: named(name)?,
        };
        Ok(Plan {
            body: id,
            before: Vec::new(),
            after: vec![version],
            recount: None,
        })
    }

    /// The version from the day on: the last one with what changes.
    fn next(&self, tree: &Tree, ordered: &Ordered<'_>, last: &BodyVersion) -> Result<BodyVersion, AppError> {
        let mut next = BodyVersion {
            from: Some(ordered.from),
            ..last.clone()
        };
        match &ordered.change {
            Change::Rename(name) => next.name = named(name)?,
            Change::Place(under) => {
                self.fits_under(tree, &last.level, *under, ordered.from)?;
                next.parent = Some(*under);
            }
            Change::Found { .. } | Change::Close(_) => {}
        }
        if next.name == last.name && next.parent == last.parent {
            return Err(BodyFault::Same.into());
        }
        Ok(next)
    }

    fn fits_under(&self, tree: &Tree, level: &str, under: BodyId, on: Date) -> Result<(), BodyFault> {
        // What stands below a body would be left alone when that is closed.
        let ends = tree
            .versions()
            .filter(|version| version.id == under)
            .last()
            .is_none_or(|version| version.until.is_some());
        if ends || !tree.exists_on(under, on) {
            return Err(BodyFault::NotThere);
        }
        let above = tree.on(under, on).map(|version| version.level.as_str());
        let wanted = self.reports_to(level);
        if wanted.is_some() && wanted == above {
            Ok(())
        } else {
            Err(BodyFault::WrongLevel)
        }
    }

    fn may_close(&self, tree: &Tree, last: &BodyVersion, from: Date, successor: BodyId) -> Result<(), BodyFault> {
        // Also what comes to stand below only later.
        let stands_below = |version: &&BodyVersion| version.parent == Some(last.id) && version.until.is_none_or(|until| until >= from);
        let below: BTreeSet<BodyId> = tree.versions().filter(stands_below).map(|version| version.id).collect();
        if !below.is_empty() {
            return Err(BodyFault::StandBelow(below.len()));
        }
        if !tree.exists_on(successor, from) {
            return Err(BodyFault::NotThere);
        }
        let level = tree.on(successor, from).map(|version| version.level.as_str());
        if self.reports_to(&last.level).is_none() || level != Some(last.level.as_str()) {
            return Err(BodyFault::WrongLevel);
        }
        Ok(())
    }

    /// What is counted anew: in the month of the day, by whom the body counts then and did not, or did and does not then.
    fn recount(&self, tree: &Tree, then: &Tree, body: BodyId, from: Date) -> Option<Recount> {
        let first = Month::of(from);
        let above = |tree: &Tree| tree.upward(body, first).into_iter().skip(1).collect::<BTreeSet<_>>();
        if !tree.bodies().any(|known| known == body) {
            return None;
        }
        let of: Vec<BodyId> = above(tree).symmetric_difference(&above(then)).copied().collect();
        (!of.is_empty()).then(|| Recount {
            first,
            over: (Month::of(self.today()).0 - first.0).max(0),
            along: tree.subtree(body, first).len(),
            of,
        })
    }
}

/// A name in all three languages, without blanks around it.
fn named(name: &Text3) -> Result<Text3, BodyFault> {
    if let Some(lang) = name.missing().next() {
        return Err(BodyFault::NoName(lang));
    }
    let trimmed = |lang: Lang| name.get(lang).trim().to_owned();
    Ok(Text3 {
        kk: trimmed(Lang::Kk),
        ru: trimmed(Lang::Ru),
        en: trimmed(Lang::En),
    })
}
