//! What came of a call, in a few words for the brackets of a sentence.

use crate::reason::Setback;

pub(crate) fn setback(setback: &Setback) -> String {
    let said = match setback {
        Setback::NoAnswer => "時間内に応答なし",
        Setback::NoConnection => "接続に失敗",
        Setback::CutOff => "通信が途中で切断",
        Setback::Unreadable { http } => {
            return format!("読み取れない応答、HTTP {http}");
        }
        Setback::TooLong => "長すぎる応答",
        Setback::LeftAlone => "続けて失敗したため今回は中止",
        Setback::NoToken => "トークンのない応答",
        Setback::NoName => "ユーザーネームのない応答",
        Setback::NotFound => "準備した投稿が Threads に見つからない",
        Setback::Before => "前回の実行時",
        Setback::TooManyCalls { words } => {
            return format!("一時的な回数制限、「{words}」");
        }
        Setback::PageUnread { words } => {
            return format!("リンク先のページを読めない、「{words}」");
        }
        Setback::MediaUnread { words } => {
            return format!("画像・動画を取得できない、「{words}」");
        }
        Setback::Said(words) => {
            return format!("「{words}」");
        }
    };
    said.to_owned()
}
