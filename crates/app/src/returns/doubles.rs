//! Records of one fact, counted once.
//!
//! Each body keeps its count. Where two linked records meet, at the lowest body above both, what the later one counts
//! is taken off again. Which record stays is decided for each figure: the one of lowest rank that counts in it.

use std::collections::BTreeMap;

use qorgau_domain::{BodyId, FigureId, Month, Tree};
use qorgau_store::Linked;
use uuid::Uuid;

/// A contribution taken off, without the body it is taken off at: that depends on the month's tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Double {
    /// The figure.
    pub(crate) figure: FigureId,
    /// The day, or first day.
    pub(crate) day: i64,
    /// The last day of a span.
    pub(crate) until: Option<i64>,
    /// How much is taken off.
    pub(crate) amount: i64,
    body: BodyId,
    group: usize,
    rank: i64,
}

/// All doubles.
pub(crate) struct Doubles<'a> {
    tree: &'a Tree,
    /// For each link and figure: the ranks that count in it, and whose they are.
    groups: Vec<Vec<(i64, BodyId)>>,
    doubles: Vec<Double>,
}

impl<'a> Doubles<'a> {
    pub(crate) fn of(tree: &'a Tree, linked: &[Linked]) -> Self {
        let mut index: BTreeMap<(Uuid, FigureId), usize> = BTreeMap::new();
        let mut groups: Vec<Vec<(i64, BodyId)>> = Vec::new();
        let mut doubles = Vec::new();
        for record in linked {
            let group = *index.entry((record.link, record.figure)).or_insert_with(|| {
                groups.push(Vec::new());
                groups.len() - 1
            });
            if let Some(members) = groups.get_mut(group)
                && !members.contains(&(record.rank, record.body))
            {
                members.push((record.rank, record.body));
            }
            let Linked {
                figure,
                day,
                until,
                amount,
                body,
                rank,
                ..
            } = *record;
            doubles.push(Double {
                figure,
                day,
                until,
                amount,
                body,
                group,
                rank,
            });
        }
        Doubles { tree, groups, doubles }
    }

    /// The doubles that are taken off somewhere in a month's tree, each with the body where, and everything above that body.
    pub(crate) fn in_tree(&self, month: Month) -> Vec<(Double, Vec<BodyId>)> {
        self.doubles.iter().filter_map(|double| Some((*double, self.path(double, month)?))).collect()
    }

    /// From the lowest body that also stands above a record of lower rank, upward.
    fn path(&self, double: &Double, month: Month) -> Option<Vec<BodyId>> {
        let members = self.groups.get(double.group)?;
        let before: Vec<Vec<BodyId>> = members
            .iter()
            .filter(|(rank, _)| *rank < double.rank)
            .map(|(_, body)| self.tree.upward(*body, month))
            .collect();
        let mut path = self.tree.upward(double.body, month);
        let meeting = path.iter().position(|body| before.iter().any(|other| other.contains(body)))?;
        Some(path.split_off(meeting))
    }
}
