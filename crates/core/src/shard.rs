//! Which of several runs does the work of which accounts.
//!
//! Knows names and remainders; does not know which accounts there are.

use std::fmt;

use ring::digest::{SHA256, digest};

/// One of several parts into which the accounts of a spreadsheet are divided, each for a run of its own.
///
/// Whose an account is follows from its name alone, in the spelling of [`account_name`]: the SHA-256 of
/// the name, taken as one number, modulo the count of parts. This stays so for ever: two versions of the
/// program that run side by side must not leave an account to each other.
///
/// [`account_name`]: crate::name::account_name
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    index: u32,
    count: u32,
}

impl Shard {
    /// The only part of one: everything.
    pub const WHOLE: Self = Self { index: 0, count: 1 };

    /// Returns the part of this index, from 0; `None` where there are not that many.
    #[must_use]
    pub const fn new(index: u32, count: u32) -> Option<Self> {
        if index < count { Some(Self { index, count }) } else { None }
    }

    /// Tells whether there is no other part.
    #[must_use]
    pub const fn is_whole(self) -> bool {
        self.count == 1
    }

    /// Tells whether this part has, besides its accounts, what belongs to no account.
    #[must_use]
    pub const fn is_first(self) -> bool {
        self.index == 0
    }

    /// Tells whether the account of this name is one of this part's; `None` is no account.
    #[must_use]
    pub fn has(self, account: Option<&str>) -> bool {
        // What belongs to no account falls to the first part, so that exactly one run deals with it.
        account.map_or(0, |name| self.index_of(name)) == u64::from(self.index)
    }

    fn index_of(self, name: &str) -> u64 {
        let hash = digest(&SHA256, name.as_bytes());
        hash.as_ref()
            .iter()
            // The remainder is taken byte by byte, for the digest does not fit into any integer.
            .fold(0, |rest, byte| (rest * 256 + u64::from(*byte)) % u64::from(self.count))
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.index, self.count)
    }
}

/// Why it is not clear which part a run has. Each names the scheduler's variable that is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShardFault {
    /// The variable holds no number.
    NoNumber {
        /// Its name.
        name: &'static str,
    },
    /// There are not that many parts.
    Beyond {
        /// Its name.
        name: &'static str,
        /// What it holds.
        index: u32,
        /// How many parts there are.
        count: u32,
    },
    /// Nothing says which of the parts it is.
    Which {
        /// How many there are.
        count: u32,
    },
    /// The scheduler starts another number of runs.
    Counts {
        /// The variable's name.
        name: &'static str,
        /// What it holds.
        tasks: u32,
        /// How many parts were asked for.
        count: u32,
    },
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const TABLE: [(&str, u32, u32, u32, u32); 5] = [
        ("my_shop", 1, 1, 3, 683),
        ("my.shop", 1, 0, 1, 17),
        ("mori_coffee", 1, 2, 3, 155),
        ("a", 1, 1, 3, 499),
        ("hon_ya", 1, 1, 5, 213),
    ];

    /// Returns the one part of so many that has the account.
    fn index(name: Option<&str>, count: u32) -> u32 {
        let shards = (0..count).map(|index| Shard::new(index, count).unwrap());
        let having: Vec<Shard> = shards.filter(|shard| shard.has(name)).collect();
        assert_eq!(having.len(), 1, "{name:?} of {count}: {having:?}");
        having[0].index
    }

    #[test]
    fn whose_an_account_is_never_changes() {
        // int(hashlib.sha256(name.encode()).hexdigest(), 16) % count
        for (name, of_2, of_3, of_8, of_1000) in TABLE {
            let found = [2, 3, 8, 1000].map(|count| index(Some(name), count));
            assert_eq!(found, [of_2, of_3, of_8, of_1000], "{name}");
        }
    }

    #[test]
    fn the_whole_has_everything_and_the_first_part_what_belongs_to_nobody() {
        assert!(Shard::WHOLE.has(Some("my_shop")) && Shard::WHOLE.has(None));
        assert_eq!(
            [1, 2, 7, u32::MAX].map(|count| Shard::new(0, count).unwrap().has(None)),
            [true; 4]
        );
        assert_eq!(index(None, 5), 0);
    }

    #[test]
    fn there_is_no_part_beyond_the_last() {
        assert_eq!((Shard::new(4, 4), Shard::new(0, 0)), (None, None));
        assert_eq!(Shard::new(3, 4).unwrap().to_string(), "3/4");
    }
}
