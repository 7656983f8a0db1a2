//! Ids, tokens and short codes: they look random, and are the same in every run.

use ring::digest::{SHA256, digest};

/// Ids are a permutation of counters within this many.
const ID_SPACE: u64 = 10_000_000_000_000;
/// Shares no factor with [`ID_SPACE`], so that no two counters within it give the same id.
const ID_STRIDE: u64 = 7_368_787_313;

const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// The counter behind everything that must be unique in one practice world.
#[derive(Debug, Clone, Default)]
pub(super) struct Serial {
    seed: u64,
    count: u64,
}

impl Serial {
    pub(super) fn seeded(seed: u64) -> Self {
        Self { seed, count: 0 }
    }

    fn next(&mut self) -> u64 {
        self.count += 1;
        self.count
    }

    /// Returns a new id of 17 digits that begins with the four digits of `family`.
    pub(super) fn id(&mut self, family: u64) -> String {
        // The seed is added to the counter rather than hashed into it, so that ids of one world still cannot meet.
        // The product of the two has up to 23 digits, which is too many for 64 bits.
        let count = u128::from(self.next() + self.seed % ID_SPACE);
        let place = count * u128::from(ID_STRIDE) % u128::from(ID_SPACE);
        format!("{}", u128::from(family) * u128::from(ID_SPACE) + place)
    }

    /// Returns `prefix` and `length` further letters and digits.
    pub(super) fn letters(&mut self, prefix: &str, length: usize) -> String {
        let count = self.next();
        let mut letters = prefix.to_owned();
        let mut block = 0_u32;
        // A digest gives 32 letters and a token has 156, so further blocks are hashed.
        while letters.len() < prefix.len() + length {
            let source = format!("practice {} {count} {block}", self.seed);
            let drawn = digest(&SHA256, source.as_bytes());
            let more = drawn.as_ref().iter().map(|byte| char::from(letter(*byte)));
            letters.extend(more.take(prefix.len() + length - letters.len()));
            block += 1;
        }
        letters
    }
}

fn letter(byte: u8) -> u8 {
    // 256 is no multiple of 62, so some letters are a little more frequent: nobody has to guess these secrets.
    LETTERS.get(usize::from(byte) % LETTERS.len()).copied().unwrap_or(b'A')
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ids_have_seventeen_digits_and_never_meet() {
        let mut serial = Serial::default();
        let ids: BTreeSet<String> = (0..5000).map(|_| serial.id(1794)).collect();
        assert_eq!(ids.len(), 5000);
        assert!(ids.iter().all(|id| id.len() == 17 && id.starts_with("1794")));
    }

    #[test]
    fn another_seed_gives_other_tokens_and_the_same_seed_the_same() {
        let token = |seed| Serial::seeded(seed).letters("THAA", 160);
        assert_eq!(token(1), token(1));
        assert_ne!(token(1), token(2));
        assert_eq!(token(1).len(), 164);
    }
}
