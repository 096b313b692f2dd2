//! Entries that name others: whoever is found is found with what says his name.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use qorgau_domain::keys::LINK;
use qorgau_domain::{BodyId, EntryId};
use uuid::Uuid;

use super::MOST_WALKED;
use super::compose::{self, Reach};
use crate::StoreError;
use crate::db::Tx;
use crate::entries::KeyRange;
use crate::scope::Scope;
use crate::store::Store;

/// An entry that names another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming {
    /// Its register.
    pub register: String,
    /// The entry.
    pub id: EntryId,
    /// Whose it is.
    pub body: BodyId,
    /// The entry it names.
    pub named: EntryId,
}

/// What names some entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Namings {
    /// The last entries of each register, the last first.
    pub found: Vec<Naming>,
    /// In these registers more names these entries, or may, than was found.
    pub more: BTreeSet<(String, EntryId)>,
}

/// How many walks go together in one statement.
const TOGETHER: usize = 100;

/// The entries of one register that name one entry, walked from the last on.
pub(super) struct Walk<'a> {
    pub(super) register: &'a str,
    pub(super) reach: &'a Reach,
    pub(super) named: EntryId,
    /// The day and entry that the walk goes on before.
    pub(super) before: (i64, Uuid),
    scope: &'a Scope,
    /// Day, entry and body of those that the reader may read.
    found: Vec<(i64, Uuid, BodyId)>,
    /// Whether there is more, once the walk has ended.
    more: Option<bool>,
}

/// Number of the walk, day, entry, body.
type Row = (i64, i64, Uuid, i64);

impl Walk<'_> {
    /// Takes the next rows, of no more than `asked`, in their order: what is not the reader's is passed over.
    fn take(&mut self, rows: impl Iterator<Item = Row>, (asked, limit): (usize, usize)) {
        let mut read = 0;
        for (_, day, id, body) in rows {
            read += 1;
            self.before = (day, id);
            if self.reach.holds(self.scope, BodyId(body)) {
                self.found.push((day, id, BodyId(body)));
            }
        }
        if self.found.len() > limit {
            self.more = Some(true);
        } else if read < asked {
            self.more = Some(false);
        }
    }
}

impl Store {
    /// The last entries of registers that name one of some entries, of each register as far as its scope reaches and no more than a limit;
    /// struck-through ones too. What is not the reader's is passed over before anything is cut.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn naming(&self, asked: &[(String, Scope)], named: &[EntryId], limit: usize) -> Result<Namings, StoreError> {
        let present = self.keyed(&links(asked, named)).await?;
        let reached: Vec<(&str, &Scope, Reach)> = asked.iter().map(|(register, scope)| (register.as_str(), scope, Reach::of(scope))).collect();
        let mut walks = Vec::new();
        for &(register, scope, ref reach) in &reached {
            // Few of so many pairs have anything: a walk is composed for those alone.
            let there = named
                .iter()
                .filter(|named| present.contains(&(register.to_owned(), named.0.as_bytes().to_vec())));
            walks.extend(there.map(|named| Walk {
                register,
                reach,
                named: *named,
                before: (i64::MAX, Uuid::max()),
                scope,
                found: Vec::new(),
                more: None,
            }));
        }
        let mut tx = self.read().await?;
        let (mut step, mut walked) = (limit + 1, 0);
        loop {
            let open: Vec<&mut Walk<'_>> = walks.iter_mut().filter(|walk| walk.more.is_none()).collect();
            // Most walks end with the first step. Only where much is not the reader's do some go on, and together not for ever.
            if open.is_empty() || walked >= MOST_WALKED {
                break;
            }
            let asked = step.min((MOST_WALKED / open.len()).max(limit + 1));
            walked += advance(&mut tx, open, (asked, limit)).await?;
            step *= 4;
        }
        Ok(gathered(&walks, limit))
    }
}

/// The keys by which entries of registers name others.
fn links(asked: &[(String, Scope)], named: &[EntryId]) -> Vec<KeyRange> {
    let link = |register: &str, named: &EntryId| {
        let key = named.0.as_bytes().to_vec();
        KeyRange {
            register: register.to_owned(),
            field: LINK.to_owned(),
            first: key.clone(),
            last: key,
        }
    };
    asked
        .iter()
        .flat_map(|(register, _)| named.iter().map(move |named| link(register, named)))
        .collect()
}

/// Goes a step on with each walk; how many rows were read comes back.
async fn advance(tx: &mut Tx, mut walks: Vec<&mut Walk<'_>>, (asked, limit): (usize, usize)) -> Result<usize, StoreError> {
    let mut read = 0;
    for together in walks.chunks_mut(TOGETHER) {
        let query = compose::naming(together, i64::try_from(asked).unwrap_or(i64::MAX));
        let mut rows: Vec<Row> = query.fetch_all(tx).await?;
        read += rows.len();
        rows.sort_unstable_by_key(|(walk, day, id, _)| (*walk, Reverse((*day, *id))));
        for (no, walk) in (0..).zip(together.iter_mut()) {
            walk.take(rows.iter().filter(|row| row.0 == no).copied(), (asked, limit));
        }
    }
    Ok(read)
}

/// Puts the walks of each register together: the last entries first, each once, no more than a limit.
fn gathered(walks: &[Walk<'_>], limit: usize) -> Namings {
    let mut namings = Namings::default();
    let mut by_register: BTreeMap<&str, Vec<(i64, Uuid, BodyId, EntryId)>> = BTreeMap::new();
    for walk in walks {
        let found = walk.found.iter().map(|(day, id, body)| (*day, *id, *body, walk.named));
        by_register.entry(walk.register).or_default().extend(found);
        if walk.more != Some(false) {
            namings.more.insert((walk.register.to_owned(), walk.named));
        }
    }
    for (register, mut found) in by_register {
        found.sort_unstable_by_key(|(day, id, _, named)| (Reverse((*day, *id)), *named));
        found.dedup_by_key(|(_, id, ..)| *id);
        let dropped = found.iter().skip(limit).map(|(.., named)| (register.to_owned(), *named));
        namings.more.extend(dropped);
        namings.found.extend(found.into_iter().take(limit).map(|(_, id, body, named)| Naming {
            register: register.to_owned(),
            id: EntryId(id),
            body,
            named,
        }));
    }
    namings
}
