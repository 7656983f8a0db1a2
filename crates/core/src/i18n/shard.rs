//! What is said where several runs share the accounts.

use crate::shard::{Shard, ShardFault};

catalogue! { (shard):
    /// Returns of whose accounts a report speaks.
    pub fn part(shard: Shard) -> String;
    /// Returns why it is not clear which part a run has, and what to do.
    pub fn fault(fault: ShardFault) -> String;
}
