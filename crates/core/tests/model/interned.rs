//! Values that many states share.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

/// A value with its fingerprint: states that hold it are copied and compared fast.
#[derive(Debug)]
pub(crate) struct Kept<T>(Arc<(u64, T)>);

impl<T: Hash> Kept<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(Arc::new((print(&value), value)))
    }
}

impl<T> Kept<T> {
    pub(crate) fn print(&self) -> u64 {
        self.0.0
    }
}

/// Returns a fingerprint that is the same in every run of the tests.
pub(crate) fn print(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

impl<T> Clone for Kept<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> PartialEq for Kept<T> {
    fn eq(&self, other: &Self) -> bool {
        self.print() == other.print()
    }
}

impl<T> Eq for Kept<T> {}

impl<T> Hash for Kept<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.print());
    }
}

impl<T> Deref for Kept<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.1
    }
}
