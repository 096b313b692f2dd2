//! Whether versions make a tree at all: a body answers to one body at a time, and everybody answers to the top.

use std::collections::{BTreeMap, BTreeSet};

use super::{BodyVersion, Tree};
use crate::ids::BodyId;
use crate::time::Month;

/// The most bodies that stand one above another.
const DEEPEST: usize = 8;

/// Why versions make no tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TreeFault {
    /// A version ends before it begins.
    EndsBeforeItBegins,
    /// Two versions of one body hold on one day.
    Overlap,
    /// Another body bears the same code on one of its days.
    SameCode(BodyId),
    /// A body stands above itself; or so many stand one above another that it must be a mistake.
    Ring,
    /// Its superior or successor is not in the tree.
    Unknown(BodyId),
    /// A closed body has itself as its successor.
    OwnSuccessor,
    /// It stands under a body on days on which that one is closed already.
    UnderClosed(BodyId),
}

impl Tree {
    /// What is wrong with the versions, each with the version where it shows. A sound tree has none.
    #[must_use]
    pub fn faults(&self) -> Vec<(&BodyVersion, TreeFault)> {
        let mut faults: Vec<(&BodyVersion, TreeFault)> = self.versions().flat_map(|version| self.alone(version)).collect();
        for versions in self.versions.values() {
            let pairs = versions.iter().zip(versions.iter().skip(1));
            let meeting = pairs.filter(|(before, after)| overlap(before, after));
            faults.extend(meeting.map(|(_, after)| (after, TreeFault::Overlap)));
        }
        faults.extend(
            self.versions()
                .filter_map(|version| Some((version, TreeFault::UnderClosed(self.closed_above(version)?)))),
        );
        faults.extend(self.same_codes());
        faults.extend(self.rings());
        faults
    }

    fn alone<'a>(&'a self, version: &'a BodyVersion) -> impl Iterator<Item = (&'a BodyVersion, TreeFault)> {
        let backwards = version.from.zip(version.until).is_some_and(|(from, until)| until < from);
        let unknown = [version.parent, version.successor]
            .into_iter()
            .flatten()
            .filter(|other| !self.versions.contains_key(other));
        let faults = backwards
            .then_some(TreeFault::EndsBeforeItBegins)
            .into_iter()
            .chain(unknown.map(TreeFault::Unknown))
            .chain((version.successor == Some(version.id)).then_some(TreeFault::OwnSuccessor));
        faults.map(move |fault| (version, fault))
    }

    /// The superior of a version that goes on after the superior is closed for good.
    fn closed_above(&self, version: &BodyVersion) -> Option<BodyId> {
        let above = version.parent?;
        let closed = self.versions.get(&above)?.last()?.until?;
        version.until.is_none_or(|until| until > closed).then_some(above)
    }

    fn same_codes(&self) -> Vec<(&BodyVersion, TreeFault)> {
        let mut by_code: BTreeMap<&str, Vec<&BodyVersion>> = BTreeMap::new();
        for version in self.versions() {
            by_code.entry(&version.code).or_default().push(version);
        }
        let mut faults = Vec::new();
        for bearing in by_code.values() {
            for (at, version) in bearing.iter().enumerate() {
                let other = bearing.iter().take(at).find(|other| other.id != version.id && overlap(other, version));
                faults.extend(other.map(|other| (*version, TreeFault::SameCode(other.id))));
            }
        }
        faults
    }

    /// Bodies from which the way upward does not end, in any month in which something changes.
    fn rings(&self) -> Vec<(&BodyVersion, TreeFault)> {
        let months: BTreeSet<Month> = self.placements().iter().map(|placement| placement.from).collect();
        let mut found: BTreeMap<BodyId, &BodyVersion> = BTreeMap::new();
        for month in months {
            for body in self.bodies().filter(|body| !found.contains_key(body)).collect::<Vec<_>>() {
                let path = self.upward(body, month);
                let ends = path.last().is_none_or(|top| self.parent(*top, month).is_none());
                if (!ends || path.len() > DEEPEST)
                    && let Some(version) = self.on(body, month.last())
                {
                    found.insert(body, version);
                }
            }
        }
        found.into_values().map(|version| (version, TreeFault::Ring)).collect()
    }
}

fn overlap(a: &BodyVersion, b: &BodyVersion) -> bool {
    let before = |a: &BodyVersion, b: &BodyVersion| a.until.zip(b.from).is_some_and(|(until, from)| until < from);
    !before(a, b) && !before(b, a)
}

#[cfg(test)]
mod tests {
    use super::super::tests::version;
    use super::*;
    use jiff::civil::date;

    fn found(versions: impl IntoIterator<Item = BodyVersion>) -> Vec<(i64, TreeFault)> {
        let tree = Tree::new(versions);
        tree.faults().into_iter().map(|(version, fault)| (version.id.0, fault)).collect()
    }

    #[test]
    fn a_body_that_moves_and_one_that_closes_are_sound() {
        let (march, may) = (date(2026, 3, 10), date(2026, 5, 20));
        let sound = [
            version(0, None, None, None, None),
            version(1, None, None, Some(0), None),
            version(3, None, Some(march.yesterday().unwrap()), Some(1), None),
            version(3, Some(march), None, Some(0), None),
            version(4, None, Some(may), Some(1), Some(3)),
        ];
        assert_eq!(found(sound), []);
    }

    #[test]
    fn each_fault_is_named_at_its_version() {
        let (march, may) = (date(2026, 3, 10), date(2026, 5, 20));
        let top = || version(0, None, None, None, None);
        assert_eq!(
            found([top(), version(1, Some(may), Some(march), Some(0), None)]),
            [(1, TreeFault::EndsBeforeItBegins)]
        );
        let twice = [top(), version(1, None, Some(may), Some(0), None), version(1, Some(march), None, Some(0), None)];
        assert_eq!(found(twice), [(1, TreeFault::Overlap)]);
        assert_eq!(found([top(), version(1, None, None, Some(9), None)]), [(1, TreeFault::Unknown(BodyId(9)))]);
        assert_eq!(found([top(), version(1, None, None, Some(1), None)]), [(1, TreeFault::Ring)]);
        let ring = [top(), version(1, None, None, Some(2), None), version(2, None, None, Some(1), None)];
        assert_eq!(found(ring), [(1, TreeFault::Ring), (2, TreeFault::Ring)]);
        let below_closed = |until| [top(), version(1, None, Some(march), Some(0), None), version(2, None, until, Some(1), None)];
        assert_eq!(found(below_closed(None)), [(2, TreeFault::UnderClosed(BodyId(1)))]);
        assert_eq!(found(below_closed(Some(may))), [(2, TreeFault::UnderClosed(BodyId(1)))]);
        assert_eq!(found(below_closed(Some(march))), [], "both end on one day");
        let mut other = version(2, None, None, Some(0), None);
        other.code = "1".to_owned();
        assert_eq!(
            found([top(), version(1, None, None, Some(0), None), other]),
            [(2, TreeFault::SameCode(BodyId(1)))]
        );
    }
}
