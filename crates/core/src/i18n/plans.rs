//! What a rehearsal says that a run would do.

use crate::language::Language;
use crate::reason::Plans;

impl Plans {
    /// Returns the sentence.
    #[must_use]
    pub fn say(self, language: Language) -> String {
        let sentence = match self {
            Self::Publish => {
                language.pick("Would be published in the next run.", "次の実行で投稿されます。")
            }
            Self::Prepare => language.pick(
                "Would be made ready now, and go out at its time.",
                "今のうちに準備し、投稿日時に投稿する予定です。",
            ),
            Self::Settle => language.pick(
                "Was sent in an earlier run; Threads would be asked whether it is public.",
                "以前の実行で送信済みです。公開されたかどうかを Threads に確認する予定です。",
            ),
            Self::Look => language.pick(
                "Threads would be asked once more; nothing would be sent.",
                "Threads にもう一度確認する予定です。送信はしません。",
            ),
            Self::Refresh => {
                language.pick("The token would be renewed.", "トークンが更新される予定です。")
            }
            Self::Seal => {
                language.pick("The token would be sealed.", "トークンが暗号化される予定です。")
            }
            Self::SealOwn => language.pick(
                "If it is the account's own, it would be sealed.",
                "このアカウントのものと確認できれば、暗号化される予定です。",
            ),
            Self::Learn => language.pick(
                "The token is new here: its owner and dates would be looked up.",
                "新しいトークンです。持ち主と期限を確認する予定です。",
            ),
            Self::Exchange => language.pick(
                "This token lives only an hour; it would be exchanged for a long-lived one.",
                "これは 1 時間で切れるトークンです。長く使えるトークンに交換される予定です。",
            ),
        };
        sentence.to_owned()
    }
}
