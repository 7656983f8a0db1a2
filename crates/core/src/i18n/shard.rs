//! What is said where several runs share the accounts.

use crate::language::Language;
use crate::shard::{Shard, ShardFault};

/// Returns of whose accounts a report speaks.
#[must_use]
pub fn part(shard: Shard, language: Language) -> String {
    language.pick(
        format!("This is part {shard} of the accounts; the other parts are for other runs."),
        format!("アカウントの分担 {shard} の結果です。ほかの分担は別の実行が受け持ちます。"),
    )
}

/// Returns why it is not clear which part a run has, and what to do.
#[must_use]
pub fn fault(fault: ShardFault, language: Language) -> String {
    match fault {
        ShardFault::NoNumber { name } => language.pick(
            format!("{name} holds no number, so the part of the accounts is not known. Write it yourself, like --shard 0/4."),
            format!("{name} が数字ではないため、受け持つアカウントが分かりません。--shard 0/4 のように指定してください。"),
        ),
        ShardFault::Beyond { name, index, count } => {
            let last = count.saturating_sub(1);
            language.pick(
                format!("{name} is {index}, but of {count} parts the last is {last}: parts are counted from 0. Start as many runs as --shard says."),
                format!("{name} は {index} ですが、分担が {count} のとき番号は 0 から {last} までです。--shard の数だけ実行してください。"),
            )
        }
        ShardFault::Which { count } => language.pick(
            format!("There are {count} parts of the accounts, but nothing says which one this run has. Write it, like --shard 0/{count}, or start it as an indexed Kubernetes job or a Cloud Run job."),
            format!("分担は {count} ですが、この実行がどれを受け持つのか分かりません。--shard 0/{count} のように指定するか、「Kubernetes の Indexed Job」か「Cloud Run ジョブ」で実行してください。"),
        ),
        ShardFault::Counts { name, tasks, count } => language.pick(
            format!("--shard says {count} parts, but {name} is {tasks}, so some accounts would have no run or two. Leave --shard out: the part then follows from the job."),
            format!("--shard の分担は {count} ですが、{name} は {tasks} です。このままでは実行されないアカウントが出ます。--shard を外すと、ジョブの設定どおりに分担します。"),
        ),
    }
}
