//! What a reader may see.

use std::collections::BTreeSet;
use std::sync::Arc;

use qorgau_domain::{BodyId, Month, Tree};

/// A body and what stands below it.
#[derive(Debug, Clone)]
pub struct Scope {
    root: BodyId,
    bodies: Arc<BTreeSet<BodyId>>,
}

impl Scope {
    /// The scope of a reader who sees a body and everything below it in any of these months.
    #[must_use]
    pub fn below(tree: &Tree, root: BodyId, months: impl IntoIterator<Item = Month>) -> Self {
        let bodies = months.into_iter().flat_map(|month| tree.subtree(root, month)).collect();
        Scope {
            root,
            bodies: Arc::new(bodies),
        }
    }

    /// The scope of a reader who sees a body and everything that ever stood below it, or does in a month.
    #[must_use]
    pub fn ever_below(tree: &Tree, root: BodyId, now: Month) -> Self {
        let bodies = tree.ever_below(root, now);
        Scope { root, bodies }
    }

    /// The scope of a reader who sees these bodies, looking from one of them or from above them.
    #[must_use]
    pub fn of(root: BodyId, bodies: BTreeSet<BodyId>) -> Self {
        Scope {
            root,
            bodies: Arc::new(bodies),
        }
    }

    /// The body at the top.
    #[must_use]
    pub fn root(&self) -> BodyId {
        self.root
    }

    /// Whether a body lies in it.
    #[must_use]
    pub fn holds(&self, body: BodyId) -> bool {
        self.bodies.contains(&body)
    }

    /// The bodies in it.
    pub fn bodies(&self) -> impl Iterator<Item = BodyId> + '_ {
        self.bodies.iter().copied()
    }
}
