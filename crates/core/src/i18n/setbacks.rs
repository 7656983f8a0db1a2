//! What came of a call instead of what was asked for: a few words for the brackets of a sentence.

use std::fmt;

use crate::language::Language;
use crate::reason::Setback;

impl Setback {
    /// Returns the words. Those of a service stand as they came, in quotation marks.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        let [english, japanese] = match self {
            Self::NoAnswer => ["no answer in time", "時間内に応答なし"],
            Self::NoConnection => ["no connection", "接続に失敗"],
            Self::CutOff => ["the connection was cut off", "通信が途中で切断"],
            Self::Unreadable { http } => {
                return language.pick(
                    format!("an answer that cannot be read, HTTP {http}"),
                    format!("読み取れない応答、HTTP {http}"),
                );
            }
            Self::TooLong => ["an answer that is too long", "長すぎる応答"],
            Self::LeftAlone => ["several calls before had failed", "続けて失敗したため今回は中止"],
            Self::NoToken => ["an answer without the token", "トークンのない応答"],
            Self::NoName => ["an answer without the user name", "ユーザーネームのない応答"],
            Self::NotFound => {
                ["Threads does not find the prepared post", "準備した投稿が Threads に見つからない"]
            }
            Self::Before => ["in the last run", "前回の実行時"],
            Self::TooManyCalls { words } => {
                return language.pick(
                    format!("too many calls for now, \"{words}\""),
                    format!("一時的な回数制限、「{words}」"),
                );
            }
            Self::PageUnread { words } => {
                return language.pick(
                    format!("the link's page could not be read, \"{words}\""),
                    format!("リンク先のページを読めない、「{words}」"),
                );
            }
            Self::MediaUnread { words } => {
                return language.pick(
                    format!("the image or video could not be fetched, \"{words}\""),
                    format!("画像・動画を取得できない、「{words}」"),
                );
            }
            Self::Said(words) => {
                return language.pick(format!("\"{words}\""), format!("「{words}」"));
            }
        };
        language.pick(english, japanese).to_owned()
    }
}

/// In English, for what only programs and their makers read.
impl fmt::Display for Setback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooManyCalls { words }
            | Self::PageUnread { words }
            | Self::MediaUnread { words }
            | Self::Said(words) => f.write_str(words),
            ours => f.write_str(&ours.say(Language::English)),
        }
    }
}
