//! What a reader may see.

use std::collections::BTreeSet;
use std::sync::Arc;

use qorgau_domain::{BodyId, Month, Tree};

/// A body and what stands below it.
#[derive(Debug, Clone)]
pub struct Scope {
    root: BodyId,
    bodies: Arc<BTreeSet<BodyId>>,
    books: bool,
}

impl Scope {
    /// The scope of a reader who sees a body and everything below it in any of these months.
    #[must_use]
    pub fn below(tree: &Tree, root: BodyId, months: impl IntoIterator<Item = Month>) -> Self {
        let bodies = months.into_iter().flat_map(|month| tree.subtree(root, month)).collect();
        Scope::of(root, bodies)
    }

    /// The scope of a reader who sees a body and everything that ever stood below it, or does in a month.
    #[must_use]
    pub fn ever_below(tree: &Tree, root: BodyId, now: Month) -> Self {
        let bodies = tree.ever_below(root, now);
        Scope { root, bodies, books: false }
    }

    /// The scope of a reader who sees these bodies, looking from one of them or from above them.
    #[must_use]
    pub fn of(root: BodyId, bodies: BTreeSet<BodyId>) -> Self {
        Scope {
            root,
            bodies: Arc::new(bodies),
            books: false,
        }
    }

    /// The same of a register whose entries other bodies write into these bodies' books: whoever sees a body sees what stands in its book.
    #[must_use]
    pub fn with_books(self) -> Self {
        Scope { books: true, ..self }
    }

    /// The same, looking from a body, of some bodies alone.
    #[must_use]
    pub fn narrowed(&self, root: BodyId, bodies: impl IntoIterator<Item = BodyId>) -> Self {
        Scope {
            root,
            bodies: Arc::new(bodies.into_iter().filter(|body| self.holds(*body)).collect()),
            books: self.books,
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

    /// Whether an entry lies in it that a body made and a body's book numbers.
    #[must_use]
    pub fn sees(&self, body: BodyId, book: BodyId) -> bool {
        self.holds(body) || self.books && self.holds(book)
    }

    /// Whether the books of its bodies are seen whoever wrote in them.
    #[must_use]
    pub fn goes_by_books(&self) -> bool {
        self.books
    }

    /// The bodies in it.
    pub fn bodies(&self) -> impl Iterator<Item = BodyId> + '_ {
        self.bodies.iter().copied()
    }
}
