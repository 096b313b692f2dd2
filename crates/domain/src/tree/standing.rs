//! Who stood under whom, found once for each month and kept with the tree.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::ids::BodyId;
use crate::time::Month;

/// The bodies directly under each body, in the order of their codes.
type Children = BTreeMap<BodyId, Vec<BodyId>>;

/// The bodies at or below one, with the child of it that each stands under.
pub type Rows = BTreeMap<BodyId, Option<BodyId>>;

/// More than these are not kept at a time: years of months, and every body as a root.
const MOST_KEPT: usize = 512;

/// What was found of a tree so far. A tree does not change, so that nothing here goes out of date; a copy begins with nothing.
#[derive(Debug, Default)]
pub(super) struct Found(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    children: BTreeMap<Month, Arc<Children>>,
    ever: BTreeMap<(BodyId, Month), Arc<BTreeSet<BodyId>>>,
    rows: BTreeMap<(BodyId, Month), Arc<Rows>>,
}

impl Clone for Found {
    fn clone(&self) -> Self {
        Found::default()
    }
}

impl Found {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn children(&self, month: Month, find: impl FnOnce() -> Children) -> Arc<Children> {
        if let Some(children) = self.kept().children.get(&month) {
            return Arc::clone(children);
        }
        let children = Arc::new(find());
        keep(&mut self.kept().children, month, &children);
        children
    }

    pub(super) fn ever(&self, root: BodyId, now: Month, find: impl FnOnce() -> BTreeSet<BodyId>) -> Arc<BTreeSet<BodyId>> {
        if let Some(bodies) = self.kept().ever.get(&(root, now)) {
            return Arc::clone(bodies);
        }
        let bodies = Arc::new(find());
        keep(&mut self.kept().ever, (root, now), &bodies);
        bodies
    }

    pub(super) fn rows(&self, root: BodyId, month: Month, find: impl FnOnce() -> Rows) -> Arc<Rows> {
        if let Some(rows) = self.kept().rows.get(&(root, month)) {
            return Arc::clone(rows);
        }
        let rows = Arc::new(find());
        keep(&mut self.kept().rows, (root, month), &rows);
        rows
    }
}

fn keep<K: Ord, V>(kept: &mut BTreeMap<K, Arc<V>>, key: K, value: &Arc<V>) {
    if kept.len() >= MOST_KEPT {
        kept.clear();
    }
    kept.insert(key, Arc::clone(value));
}
