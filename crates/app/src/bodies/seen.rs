//! Bodies for whoever reads them: the tree as it stood on a day, who works there, and how a body came to be as it is.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use qorgau_domain::time::day_number;
use qorgau_domain::value::Value;
use qorgau_domain::{BodyId, BodyVersion, Lang, Month, Text3, Tree, search};
use qorgau_rulebook::may::{Act, Subject};
use qorgau_store::{Account, BodyAct, Holder, Scope};

use super::subject;
use crate::accounts::Who;
use crate::{App, AppError};

/// How many acts of a body are shown.
const ACTS: i64 = 100;

/// A body in a tree that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// How it stood on the day.
    pub version: BodyVersion,
    /// How many bodies of the same list stand above it.
    pub depth: usize,
}

/// Who works at bodies, of those whose accounts the reader may read.
#[derive(Debug, Clone, Default)]
pub struct Staff {
    /// The open accounts of each body; a body that is not here may not be read.
    pub accounts: BTreeMap<BodyId, Vec<Account>>,
    /// The heads: who holds today a role of a head there.
    pub heads: BTreeMap<BodyId, Vec<Holder>>,
}

/// What an act did to a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Did {
    /// It was founded, or known from the first day on.
    Founded,
    /// It bears this name.
    Renamed(Text3),
    /// It stands under this body.
    Placed(Option<BodyId>),
    /// It was closed; who took over its work.
    Closed(Option<BodyId>),
    /// What was known of it was set otherwise.
    Set,
}

/// An act about a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// Who.
    pub actor: String,
    /// When.
    pub at: Timestamp,
    /// What.
    pub did: Did,
    /// From which day on; `None`: always.
    pub from: Option<Date>,
    /// The order; empty where none was named.
    pub reason: String,
}

impl App {
    /// The tree as it stood on a day, as far as somebody may read it, each body after the one it stood under, by codes; with words, only the
    /// bodies whose names or codes begin so in any language.
    #[must_use]
    pub fn tree_on(&self, who: &Who, tree: &Tree, on: Date, typed: &str) -> Vec<Line> {
        let readable = who.readable(self, tree, Subject::Bodies);
        let there = |body: &BodyId| tree.exists_on(*body, on);
        let seen: BTreeMap<BodyId, &BodyVersion> = readable.into_iter().filter(there).filter_map(|body| Some((body, tree.on(body, on)?))).collect();
        let mut below: BTreeMap<Option<BodyId>, Vec<&BodyVersion>> = BTreeMap::new();
        for version in seen.values() {
            let above = version.parent.filter(|parent| seen.contains_key(parent));
            below.entry(above).or_default().push(version);
        }
        // The last of the list is the next to be shown.
        for versions in below.values_mut() {
            versions.sort_by(|one, other| other.code.cmp(&one.code));
        }
        let children = |above: Option<BodyId>| below.get(&above).into_iter().flatten().copied();
        let mut waiting: Vec<(usize, &BodyVersion)> = children(None).map(|version| (0, version)).collect();
        let mut lines = Vec::new();
        while let Some((depth, version)) = waiting.pop() {
            lines.push(Line {
                version: version.clone(),
                depth,
            });
            waiting.extend(children(Some(version.id)).map(|version| (depth + 1, version)));
        }
        found(lines, typed)
    }

    /// A body that somebody may read.
    ///
    /// # Errors
    /// `Absent` where it is not there or not for him, which look the same.
    pub fn readable_body(&self, who: &Who, tree: &Tree, body: BodyId) -> Result<BodyId, AppError> {
        let readable = who.readable(self, tree, Subject::Bodies);
        if readable.contains(&body) { Ok(body) } else { Err(AppError::Absent) }
    }

    /// Who works at some bodies, of those whose accounts somebody may read.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn staff(&self, who: &Who, tree: &Tree, bodies: impl IntoIterator<Item = BodyId>) -> Result<Staff, AppError> {
        let may = |body: &BodyId| who.may(self, tree, Act::Read, Subject::Users, *body);
        let bodies: BTreeSet<BodyId> = bodies.into_iter().filter(may).collect();
        let mut staff = Staff {
            accounts: bodies.iter().map(|body| (*body, Vec::new())).collect(),
            heads: BTreeMap::new(),
        };
        let mut gate = self.store.gate_to_read().await?;
        for account in gate.accounts_of(&bodies).await?.into_iter().filter(Account::is_open) {
            staff.accounts.entry(account.body).or_default().push(account);
        }
        let today = day_number(self.today());
        for holder in gate.holders_at(&bodies).await? {
            let leads = self.rulebook.role(&holder.held.role).is_some_and(|role| role.person == "head");
            let heads = staff.heads.entry(holder.held.body).or_default();
            let known = heads.iter().any(|known| known.account == holder.account);
            if leads && !known && (holder.held.from..=holder.held.until).contains(&today) {
                heads.push(holder);
            }
        }
        Ok(staff)
    }

    /// Since which month a body keeps the registers that somebody may read there.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn kept_by(&self, who: &Who, tree: &Tree, body: BodyId) -> Result<Vec<(String, Month)>, AppError> {
        let mut counts = self.store.counts(&Scope::of(body, BTreeSet::from([body]))).await?;
        let may = |register: &str| who.may(self, tree, Act::Read, Subject::Register(register), body);
        let kept = counts.kept().await?;
        let seen = kept.into_iter().filter(|(register, _)| may(register));
        Ok(seen.filter_map(|(register, since)| Some((register, since.first()?.1))).collect())
    }

    /// How a body came to be as it is, the last first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn body_past(&self, body: BodyId) -> Result<Vec<Past>, AppError> {
        let mut acts = self.store.body_acts(subject(body), ACTS).await?;
        acts.reverse();
        let mut past = Vec::new();
        let mut before: Vec<BodyVersion> = Vec::new();
        for act in acts {
            let after = crate::replay::versions(body, &act.plain);
            past.push(told(act, &before, &after));
            before = after;
        }
        past.reverse();
        Ok(past)
    }
}

fn told(act: BodyAct, before: &[BodyVersion], after: &[BodyVersion]) -> Past {
    let (was, is) = (before.last(), after.last());
    let did = match (was, is) {
        (None, _) => Did::Founded,
        (Some(was), Some(is)) if was.until.is_none() && is.until.is_some() => Did::Closed(is.successor),
        (Some(was), Some(is)) if was.parent != is.parent => Did::Placed(is.parent),
        (Some(was), Some(is)) if was.name != is.name => Did::Renamed(is.name.clone()),
        _ => Did::Set,
    };
    let from = is.and_then(|is| match did {
        Did::Closed(_) => is.until.and_then(|until| until.tomorrow().ok()),
        _ => is.from,
    });
    Past {
        actor: act.actor,
        at: act.at,
        did,
        from,
        reason: act.plain.get("@reason").and_then(Value::text).unwrap_or_default().to_owned(),
    }
}

/// The lines whose names or codes begin as what was typed, in the first reading that finds any; then nothing stands above anything.
fn found(lines: Vec<Line>, typed: &str) -> Vec<Line> {
    if typed.trim().is_empty() {
        return lines;
    }
    let words = |line: &Line| {
        let version = &line.version;
        let names = Lang::ALL.iter().flat_map(|lang| search::words(version.name.get(*lang)));
        names.chain(search::words(&version.code)).collect::<Vec<_>>()
    };
    for reading in search::readings(typed) {
        let fits = |line: &&Line| {
            let words = words(line);
            reading.iter().all(|asked| words.iter().any(|word| word.starts_with(asked.as_str())))
        };
        let found: Vec<Line> = lines.iter().filter(fits).map(|line| Line { depth: 0, ..line.clone() }).collect();
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}
