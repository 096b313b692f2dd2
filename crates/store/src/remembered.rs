//! What was read before and still stands.

use std::sync::{Arc, Mutex, PoisonError};

/// What was read last, beside what the database said of its state then: whoever reads asks first whether it still says so.
pub(crate) struct Remembered<K, V>(Arc<Mutex<Known<K, V>>>);

type Known<K, V> = Option<(K, Arc<V>)>;

impl<K: PartialEq, V> Remembered<K, V> {
    /// What was read in a state.
    pub(crate) fn of(&self, state: &K) -> Option<Arc<V>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.as_ref().filter(|(then, _)| then == state).map(|(_, read)| Arc::clone(read))
    }

    /// Keeps what was read in a state.
    pub(crate) fn keep(&self, state: K, read: &Arc<V>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((state, Arc::clone(read)));
    }
}

impl<K, V> Default for Remembered<K, V> {
    fn default() -> Self {
        Remembered(Arc::default())
    }
}

impl<K, V> Clone for Remembered<K, V> {
    fn clone(&self) -> Self {
        Remembered(Arc::clone(&self.0))
    }
}
