//! Why a row can go under no row of its tree.

/// Why a row can go under no row of its tree. Rows count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TreeFault {
    /// It says nothing of its place in the tree.
    NoOrder {
        /// Another row of the tree.
        other_row: usize,
    },
    /// Another row has the same place.
    SameOrder {
        /// That row.
        other_row: usize,
    },
    /// Another row has the same place, and is out already.
    OrderTaken {
        /// That row.
        other_row: usize,
    },
    /// A row that comes after it is out already.
    Passed {
        /// That row.
        other_row: usize,
    },
    /// The tree is another account's.
    OtherAccount {
        /// A row of that account.
        other_row: usize,
    },
    /// Its Reply to names another post than the one under which its tree has it.
    ReplyTo {
        /// The row under which it would go.
        other_row: usize,
    },
    /// The row before it was published by somebody else, so that its post is not known.
    PublishedElsewhere {
        /// That row.
        other_row: usize,
    },
}
