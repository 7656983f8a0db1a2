//! What came of a call, in a few words for the brackets of a sentence.

use crate::reason::ErrorDetail;

pub(crate) fn detail(detail: &ErrorDetail) -> String {
    let said = match detail {
        ErrorDetail::NoAnswer => "時間内に応答なし",
        ErrorDetail::NoConnection => "接続に失敗",
        ErrorDetail::CutOff => "通信が途中で切断",
        ErrorDetail::Unreadable { http } => {
            return format!("読み取れない応答、HTTP {http}");
        }
        ErrorDetail::TooLong => "長すぎる応答",
        ErrorDetail::LeftAlone => "続けて失敗したため今回は中止",
        ErrorDetail::NoToken => "トークンのない応答",
        ErrorDetail::NoName => "ユーザーネームのない応答",
        ErrorDetail::NotFound => "準備した投稿が Threads に見つからない",
        ErrorDetail::Before => "前回の実行時",
        ErrorDetail::TooManyCalls { words } => {
            return format!("一時的な回数制限、「{words}」");
        }
        ErrorDetail::PageUnread { words } => {
            return format!("リンク先のページを読めない、「{words}」");
        }
        ErrorDetail::MediaUnread { words } => {
            return format!("画像・動画を取得できない、「{words}」");
        }
        ErrorDetail::Said(words) => {
            return format!("「{words}」");
        }
    };
    said.to_owned()
}
