//! What a live probe says: what it found, and what stands around it.

mod questions;
mod sheets;
mod threads;

pub(crate) use questions::{ask, refused, yes};

use std::time::Duration;

use super::LANGUAGE;
use crate::probe_result::{Fact, Finding, Why};

pub(crate) const AS_IT_WAS: &str = "スプレッドシートは元の状態に戻しました。";
pub(crate) const BUT_FOR_THE_TOKEN: &str =
    "「トークン」のセル以外、スプレッドシートは元の状態に戻しました。";
pub(crate) const NOT_AS_IT_WAS: &str = "タブ「threadsheet probe」を削除できませんでした。手で削除するか、もう一度実行してください（最初に削除します）。";
pub(crate) const ALL_HOLD: &str = "測った範囲では、threadsheet の約束はすべて守られます。";
pub(crate) const SOME_WEAKER: &str =
    "「!」の項目では約束が弱くなります。docs/RELIABILITY.md をご覧のうえ、ご報告ください。";

pub(crate) fn begun(asks_threads: bool) -> String {
    let minutes = if asks_threads { 3 } else { 2 };
    format!("測定中です。{minutes} 分ほどかかります。")
}

pub(crate) fn left(account: &str, addresses: &[String]) -> String {
    if addresses.is_empty() {
        return format!(
            "公開のために送信しました。@{account} に「threadsheet probe」という投稿が出ていないか確かめ、あれば Threads アプリで削除してください。"
        );
    }
    let known = addresses.join(" ");
    format!(
        "@{account} に「threadsheet probe」という投稿が公開中です。Threads アプリで削除してください: {known}"
    )
}

pub(crate) fn fact(fact: Fact) -> &'static str {
    match fact {
        Fact::Versions => "同時の書き込み",
        Fact::Swaps => "同じセルの同時変更",
        Fact::UnmatchedDelete => "存在しない印の削除",
        Fact::SameId => "同じ印の二重作成",
        Fact::Columns => "列の移動",
        Fact::Counting => "500 文字の数え方",
        Fact::Status => "公開の記録が残る時間",
        Fact::List => "一覧に出るまでの時間",
        Fact::SecondPublish => "同じものをもう一度公開",
        Fact::OldToken => "更新したあとの古いトークン",
    }
}

pub(crate) fn finding(finding: &Finding) -> String {
    match finding {
        Finding::Versions(race) => sheets::versions(*race),
        Finding::Swaps(race) => sheets::swaps(*race),
        Finding::UnmatchedDelete(reception) => sheets::unmatched_delete(reception),
        Finding::SameId(reception) => sheets::same_id(reception),
        Finding::Columns(guard) => sheets::columns(guard),
        Finding::Counting(counting) => threads::counting(counting),
        Finding::Status(sight) => threads::status(sight),
        Finding::List(sight) => threads::list(sight),
        Finding::SecondPublish(second) => threads::second_publish(second),
        Finding::OldToken { old, is_kept } => threads::old_token(old, *is_kept),
        Finding::Unmeasured(_, why) => unmeasured(why),
    }
}

/// Says why nothing was measured.
fn unmeasured(why: &Why) -> String {
    match why {
        Why::NoAccount => "測っていません。--account でテスト用のアカウントを指定すると測れます。".to_owned(),
        Why::NotAgreed => "同意がなかったため、測っていません。".to_owned(),
        Why::NotRenewable => "測っていません。トークンは作ってから 1 日たつと更新できます。明日もう一度お試しください。".to_owned(),
        Why::Ended => "測る前に終わりました。--budget を長くすると測れます。".to_owned(),
        Why::NotDone { detail } => {
            let detail = detail.say(LANGUAGE);
            format!("測れませんでした（{detail}）。あとでもう一度お試しください。")
        }
        Why::NoAnswer => "応答がなかったため、測れませんでした。あとでもう一度お試しください。".to_owned(),
        Why::Account { words } => format!("測っていません。{words}"),
    }
}

/// Returns a duration as people read it: tenths of a second below ten seconds.
fn lasting(duration: Duration) -> String {
    let seconds = duration.as_secs_f64();
    let figure = if seconds < 10.0 { format!("{seconds:.1}") } else { format!("{seconds:.0}") };
    format!("{figure} 秒")
}
