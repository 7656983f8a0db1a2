//! The only source of what nobody can foresee: ids of rows, keys, and what each sealing needs anew.

use ring::rand::{SecureRandom as _, SystemRandom};

/// Returns so many random bytes; `None` on a machine that has none to give.
#[must_use]
pub fn bytes<const N: usize>() -> Option<[u8; N]> {
    let mut bytes = [0; N];
    SystemRandom::new().fill(&mut bytes).ok().map(|()| bytes)
}

/// Draws a number from 0 to 1, by which a wait is shortened; without randomness the wait is as long as it may be.
pub(crate) fn jitter() -> f64 {
    let [byte] = bytes().unwrap_or([u8::MAX]);
    f64::from(byte) / f64::from(u8::MAX)
}
