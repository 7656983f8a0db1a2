//! What is said where several runs share the accounts.

use crate::shard::{Shard, ShardFault};

pub(crate) fn part(shard: Shard) -> String {
    format!("This is part {shard} of the accounts; the other parts are for other runs.")
}

pub(crate) fn fault(fault: ShardFault) -> String {
    match fault {
        ShardFault::NoNumber { name } => format!(
            "{name} is not a number, so it is not known which part of the accounts to run. Write it yourself, like --shard 0/4."
        ),
        ShardFault::Beyond { name, index, count } => {
            let last = count.saturating_sub(1);
            format!(
                "{name} is {index}, but of {count} parts the last is {last}: parts are counted from 0. Start as many runs as --shard says."
            )
        }
        ShardFault::Which { count } => format!(
            "There are {count} parts of the accounts, but nothing says which one this run has. Write it, like --shard 0/{count}, or start it as an indexed Kubernetes job or a Cloud Run job."
        ),
        ShardFault::Counts { name, tasks, count } => format!(
            "--shard says {count} parts, but {name} is {tasks}, so some accounts would have no run or two. Leave --shard out: the part then follows from the job."
        ),
    }
}
