//! What is said where several runs share the accounts.

use crate::shard::{Shard, ShardFault};

pub(crate) fn part(shard: Shard) -> String {
    format!("アカウントの分担 {shard} の結果です。ほかの分担は別の実行が担当します。")
}

pub(crate) fn fault(fault: ShardFault) -> String {
    match fault {
        ShardFault::NoNumber { name } => format!(
            "{name} が数字ではないため、担当するアカウントが分かりません。--shard 0/4 のように指定してください。"
        ),
        ShardFault::Beyond { name, index, count } => {
            let last = count.saturating_sub(1);
            format!(
                "{name} は {index} ですが、分担が {count} のとき番号は 0 から {last} までです。--shard の数だけ実行してください。"
            )
        }
        ShardFault::Which { count } => format!(
            "分担は {count} ですが、この実行がどれを担当するのか分かりません。--shard 0/{count} のように指定するか、「Kubernetes の Indexed Job」か「Cloud Run ジョブ」で実行してください。"
        ),
        ShardFault::Counts { name, tasks, count } => format!(
            "--shard の分担は {count} ですが、{name} は {tasks} です。このままでは実行されないアカウントが出ます。--shard を外すと、ジョブの設定どおりに分担します。"
        ),
    }
}
