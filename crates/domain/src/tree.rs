//! The dated tree of bodies.
//!
//! Codes, names and subordination change; a body's surrogate does not. A month uses the tree of its last day.
//! A body that is closed by then stands under its successor, one that is not yet open under its first superior,
//! so that no fact falls out of the figures above it.

mod check;
mod standing;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use crate::ids::BodyId;
use crate::text::Text3;
use crate::time::Month;

pub use standing::Rows;

pub use check::TreeFault;

/// What a body was called and whom it answered to from one day to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyVersion {
    /// The body.
    pub id: BodyId,
    /// First day; `None`: always.
    pub from: Option<Date>,
    /// Last day; `None`: still.
    pub until: Option<Date>,
    /// Its code then.
    pub code: String,
    /// Its level then (`ministry`, `region`, `district`, `transport`).
    pub level: String,
    /// The body it answered to.
    pub parent: Option<BodyId>,
    /// Who took over its work when it was closed.
    pub successor: Option<BodyId>,
    /// Its name then.
    pub name: Text3,
}

impl BodyVersion {
    fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// From one month to another a body stood under one superior.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placement {
    /// The body.
    pub body: BodyId,
    /// Whom it stood under; `None` for the root.
    pub parent: Option<BodyId>,
    /// First month.
    pub from: Month,
    /// Last month.
    pub until: Month,
}

/// All bodies with all their versions.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    versions: BTreeMap<BodyId, Vec<BodyVersion>>,
    placements: Vec<Placement>,
    found: standing::Found,
}

impl Tree {
    /// The tree made of these versions.
    #[must_use]
    pub fn new(versions: impl IntoIterator<Item = BodyVersion>) -> Self {
        let mut tree = Tree::default();
        for version in versions {
            tree.versions.entry(version.id).or_default().push(version);
        }
        for versions in tree.versions.values_mut() {
            versions.sort_by_key(|version| version.from);
        }
        tree.placements = tree.placed();
        tree
    }

    /// All bodies.
    pub fn bodies(&self) -> impl Iterator<Item = BodyId> + '_ {
        self.versions.keys().copied()
    }

    /// All versions of all bodies.
    pub fn versions(&self) -> impl Iterator<Item = &BodyVersion> {
        self.versions.values().flatten()
    }

    /// The version in force on a day; before the first the first, after the last the last.
    #[must_use]
    pub fn on(&self, body: BodyId, day: Date) -> Option<&BodyVersion> {
        let versions = self.versions.get(&body)?;
        versions
            .iter()
            .find(|version| version.holds_on(day))
            .or_else(|| versions.iter().rev().find(|version| version.from.is_none_or(|from| from <= day)))
            .or_else(|| versions.first())
    }

    /// Whether the body was there on a day.
    #[must_use]
    pub fn exists_on(&self, body: BodyId, day: Date) -> bool {
        self.versions
            .get(&body)
            .is_some_and(|versions| versions.iter().any(|version| version.holds_on(day)))
    }

    /// The body that bore a code on a day, or else the one that bore it last.
    #[must_use]
    pub fn by_code(&self, code: &str, day: Date) -> Option<BodyId> {
        let bearing = || self.versions().filter(|version| version.code == code);
        bearing()
            .find(|version| version.holds_on(day))
            .or_else(|| bearing().max_by_key(|version| version.from))
            .map(|version| version.id)
    }

    /// Whom the body stands under in a month: by the version of the month's last day, by its successor once it is closed.
    #[must_use]
    pub fn parent(&self, body: BodyId, month: Month) -> Option<BodyId> {
        let day = month.last();
        let version = self.on(body, day)?;
        let closed = version.until.is_some_and(|until| until < day);
        if closed { version.successor.or(version.parent) } else { version.parent }
    }

    /// The body and all that stand above it in a month, lowest first. A ring in the data ends it.
    #[must_use]
    pub fn upward(&self, body: BodyId, month: Month) -> Vec<BodyId> {
        let mut path = vec![body];
        let mut next = self.parent(body, month);
        while let Some(above) = next {
            if path.contains(&above) {
                break;
            }
            path.push(above);
            next = self.parent(above, month);
        }
        path
    }

    /// The bodies that stand directly under one in a month, by their codes.
    #[must_use]
    pub fn children(&self, body: BodyId, month: Month) -> Vec<BodyId> {
        self.under(month).get(&body).cloned().unwrap_or_default()
    }

    /// The bodies directly under each body in a month, by their codes.
    fn under(&self, month: Month) -> Arc<BTreeMap<BodyId, Vec<BodyId>>> {
        self.found.children(month, || {
            let mut under: BTreeMap<BodyId, Vec<BodyId>> = BTreeMap::new();
            for child in self.bodies() {
                if let Some(parent) = self.parent(child, month) {
                    under.entry(parent).or_default().push(child);
                }
            }
            let code = |child: &BodyId| self.on(*child, month.last()).map(|version| version.code.as_str());
            under.values_mut().for_each(|children| children.sort_by_key(code));
            under
        })
    }

    /// The body and everything below it in a month.
    #[must_use]
    pub fn subtree(&self, body: BodyId, month: Month) -> BTreeSet<BodyId> {
        let under = self.under(month);
        let (mut below, mut waiting) = (BTreeSet::new(), vec![body]);
        while let Some(next) = waiting.pop() {
            // A ring in the data comes back to what was seen.
            if below.insert(next) {
                waiting.extend(under.get(&next).into_iter().flatten());
            }
        }
        below
    }

    /// The body and everything that stood below it in any month in which some body began to stand elsewhere, or stands there in `now`.
    #[must_use]
    pub fn ever_below(&self, body: BodyId, now: Month) -> Arc<BTreeSet<BodyId>> {
        self.found.ever(body, now, || {
            let mut months: BTreeSet<Month> = self.placements.iter().map(|placement| placement.from).collect();
            months.insert(now);
            months.into_iter().flat_map(|month| self.subtree(body, month)).collect()
        })
    }

    /// The body and everything that placements lead down to, whatever their months: all that ever stood below it, and perhaps more.
    #[must_use]
    pub fn reached(&self, root: BodyId) -> BTreeSet<BodyId> {
        let mut under: BTreeMap<BodyId, Vec<BodyId>> = BTreeMap::new();
        for placement in &self.placements {
            if let Some(parent) = placement.parent {
                under.entry(parent).or_default().push(placement.body);
            }
        }
        let (mut reached, mut waiting) = (BTreeSet::new(), vec![root]);
        while let Some(next) = waiting.pop() {
            if reached.insert(next) {
                waiting.extend(under.get(&next).into_iter().flatten());
            }
        }
        reached
    }

    /// Every body at or below `root` in a month, with the child of `root` it stands under; `root` itself stands under none.
    #[must_use]
    pub fn rows(&self, root: BodyId, month: Month) -> Arc<Rows> {
        let row = |body: BodyId| {
            let path = self.upward(body, month);
            let at = path.iter().position(|above| *above == root)?;
            Some((body, at.checked_sub(1).and_then(|below| path.get(below)).copied()))
        };
        self.found.rows(root, month, || self.bodies().filter_map(row).collect())
    }

    /// Every body's superiors as stretches of months, for the store to walk.
    #[must_use]
    pub fn placements(&self) -> &[Placement] {
        &self.placements
    }

    fn placed(&self) -> Vec<Placement> {
        let (first, last) = (Month::new(0, 1), Month::new(9999, 12));
        let mut placements: Vec<Placement> = Vec::new();
        for (body, versions) in &self.versions {
            let mut starts: Vec<Month> = vec![first];
            for version in versions {
                starts.extend(version.from.map(Month::of));
                starts.extend(version.until.map(|until| Month::of(until).plus(i64::from(until == until.last_of_month()))));
            }
            starts.sort_unstable();
            starts.dedup();
            for (i, from) in starts.iter().enumerate() {
                let until = starts.get(i + 1).map_or(last, |next| next.plus(-1));
                let parent = self.parent(*body, *from);
                match placements.last_mut() {
                    Some(before) if before.body == *body && before.parent == parent => before.until = until,
                    _ => placements.push(Placement {
                        body: *body,
                        parent,
                        from: *from,
                        until,
                    }),
                }
            }
        }
        placements
    }

    /// The months from `from` to `until`, cut into runs within which no body changes its superior.
    #[must_use]
    pub fn runs(&self, from: Month, until: Month) -> Vec<(Month, Month)> {
        let mut starts: BTreeSet<Month> = self
            .placements
            .iter()
            .map(|placement| placement.from)
            .filter(|start| (from..=until).contains(start))
            .collect();
        starts.insert(from);
        let starts: Vec<Month> = starts.into_iter().collect();
        starts
            .iter()
            .enumerate()
            .map(|(i, start)| (*start, starts.get(i + 1).map_or(until, |next| next.plus(-1))))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    pub(super) fn version(id: i64, from: Option<Date>, until: Option<Date>, parent: Option<i64>, successor: Option<i64>) -> BodyVersion {
        let (parent, successor) = (parent.map(BodyId), successor.map(BodyId));
        BodyVersion {
            id: BodyId(id),
            from,
            until,
            code: id.to_string(),
            level: "district".into(),
            parent,
            successor,
            name: Text3::default(),
        }
    }

    /// 0 is the ministry, 1 and 2 regions, 3 a district that moves from 1 to 2 on 10 March 2026, 4 one that closes on 20 May.
    fn tree() -> Tree {
        Tree::new([
            version(0, None, None, None, None),
            version(1, None, None, Some(0), None),
            version(2, None, None, Some(0), None),
            version(3, None, Some(date(2026, 3, 9)), Some(1), None),
            version(3, Some(date(2026, 3, 10)), None, Some(2), None),
            version(4, None, Some(date(2026, 5, 20)), Some(1), Some(3)),
        ])
    }

    #[test]
    fn a_month_uses_the_tree_of_its_last_day() {
        assert_eq!(tree().parent(BodyId(3), Month::new(2026, 2)), Some(BodyId(1)));
        assert_eq!(tree().parent(BodyId(3), Month::new(2026, 3)), Some(BodyId(2)));
    }

    #[test]
    fn a_closed_body_stands_under_its_successor() {
        assert_eq!(tree().parent(BodyId(4), Month::new(2026, 4)), Some(BodyId(1)));
        assert_eq!(tree().parent(BodyId(4), Month::new(2026, 5)), Some(BodyId(3)));
        assert_eq!(tree().upward(BodyId(4), Month::new(2026, 6)), [4, 3, 2, 0].map(BodyId));
    }

    #[test]
    fn placements_say_the_same_as_the_tree_in_every_month() {
        let tree = tree();
        for placement in tree.placements() {
            for month in [placement.from, placement.until] {
                assert_eq!(tree.parent(placement.body, month), placement.parent, "{placement:?}");
            }
        }
    }

    #[test]
    fn a_year_is_cut_where_a_body_moves() {
        let runs = tree().runs(Month::new(2026, 1), Month::new(2026, 12));
        let starts: Vec<i64> = runs.iter().map(|(from, _)| from.number()).collect();
        assert_eq!(starts, [1, 3, 5]);
    }
}
