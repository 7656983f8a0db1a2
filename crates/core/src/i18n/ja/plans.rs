//! What a dry run says that a run would do.

use super::cells;
use crate::reason::Plans;

pub(crate) fn plan(plan: Plans) -> String {
    let sentence = match plan {
        Plans::Publish => "次の実行で投稿されます。",
        Plans::PublishIfTokenWorks => {
            "このアカウントの新しいトークンが使えれば、次の実行で投稿されます。"
        }
        Plans::ReplyFollows { delay } => {
            return format!("最初の返信は、その {}後に投稿される予定です。", cells::length(delay));
        }
        Plans::Prepare => "今のうちに準備し、投稿日時に投稿する予定です。",
        Plans::Resolve => {
            "以前の実行で送信済みです。公開されたかどうかを Threads に確認する予定です。"
        }
        Plans::Look => "Threads にもう一度確認する予定です。送信はしません。",
        Plans::Refresh => "トークンが更新される予定です。",
        Plans::Seal => "トークンが暗号化される予定です。",
        Plans::SealOwn => "このアカウントのものと確認できれば、暗号化される予定です。",
        Plans::Learn => "新しいトークンです。持ち主と期限を確認する予定です。",
        Plans::Exchange => {
            "これは 1 時間で切れるトークンです。長く使えるトークンに交換される予定です。"
        }
    };
    sentence.to_owned()
}
