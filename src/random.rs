//! The only source of what nobody can foresee: ids of rows, keys, and what each sealing needs anew.

use ring::rand::{SecureRandom as _, SystemRandom};

/// Returns so many random bytes; `None` on a machine that has none to give.
#[must_use]
pub fn bytes<const N: usize>() -> Option<[u8; N]> {
    let mut bytes = [0; N];
    SystemRandom::new().fill(&mut bytes).ok().map(|()| bytes)
}
