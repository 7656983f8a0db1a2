//! The words of a post's Status, in two languages and in those of other tools.

use crate::cell::{Cell, Value, fold};
use crate::language::{Language, PerLanguage};

/// Where a post stands, as its Status cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum PostStatus {
    /// Goes out once its time has come; a blank cell means the same.
    #[default]
    Queued,
    /// Goes out in the next run, whatever its time says.
    PostNow,
    /// Approved: never before its time; without a time as [`Self::PostNow`].
    Ready,
    /// Never goes out.
    Draft,
    /// Under way, or not yet known.
    Publishing,
    /// Done.
    Published,
    /// Refused, or certainly not posted.
    Failed,
    /// Only a person can tell whether it went out.
    Check,
    /// Its time was too long ago.
    Missed,
    /// It was public, and was taken down.
    Deleted,
}

/// An unknown word in a Status cell.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an unknown status: {read}")]
pub struct UnknownStatus {
    /// What the cell shows.
    pub read: String,
}

impl PostStatus {
    /// Every status, in the order of a dropdown.
    pub const ALL: [Self; 10] = [
        Self::Queued,
        Self::PostNow,
        Self::Ready,
        Self::Draft,
        Self::Publishing,
        Self::Published,
        Self::Failed,
        Self::Check,
        Self::Missed,
        Self::Deleted,
    ];
    /// The statuses that a person sets.
    pub const OF_PERSON: [Self; 4] = [Self::Queued, Self::PostNow, Self::Ready, Self::Draft];

    /// Returns the word for this status in a language.
    #[must_use]
    pub fn word(self, language: Language) -> &'static str {
        let word = match self {
            Self::Queued => PerLanguage { en: "Queued", ja: "予約" },
            Self::PostNow => PerLanguage { en: "Post now", ja: "今すぐ" },
            Self::Ready => PerLanguage { en: "Ready", ja: "承認済み" },
            Self::Draft => PerLanguage { en: "Draft", ja: "下書き" },
            Self::Publishing => PerLanguage { en: "Publishing", ja: "投稿中" },
            Self::Published => PerLanguage { en: "Published", ja: "投稿済み" },
            Self::Failed => PerLanguage { en: "Failed", ja: "失敗" },
            Self::Check => PerLanguage { en: "Check", ja: "要確認" },
            Self::Missed => PerLanguage { en: "Missed", ja: "期限切れ" },
            Self::Deleted => PerLanguage { en: "Deleted", ja: "削除済み" },
        };
        word.get(language)
    }

    /// Reads a Status cell; a ticked box is Published, an empty or unticked one Queued.
    ///
    /// # Errors
    ///
    /// [`UnknownStatus`] for a word that is in no list: the row waits.
    pub fn read(cell: &Cell) -> Result<Self, UnknownStatus> {
        match cell.value {
            Value::Bool(true) => return Ok(Self::Published),
            Value::Bool(false) | Value::Empty => return Ok(Self::Queued),
            Value::Number(_) | Value::Text(_) | Value::Error(_) | Value::Loading => {}
        }
        let shown = cell.shown_text();
        let is_word =
            |status: &Self| Language::ALL.iter().any(|language| status.word(*language) == shown);
        // In most rows of a long tab it is the program's own word.
        if let Some(status) = Self::ALL.into_iter().find(is_word) {
            return Ok(status);
        }
        let word = squeeze(shown);
        let ours = Self::ALL.into_iter().find(|status| {
            Language::ALL.into_iter().any(|language| squeeze(status.word(language)) == word)
        });
        ours.or_else(|| Self::of_other_tools(&word))
            .ok_or_else(|| UnknownStatus { read: shown.to_owned() })
    }

    /// Tells whether a person asks with it for the row to go out.
    #[must_use]
    pub fn asks_to_post(self) -> bool {
        matches!(self, Self::Queued | Self::PostNow | Self::Ready)
    }

    /// Returns the status for a word of another tool; none sends a post at once, but the one that says so.
    fn of_other_tools(word: &str) -> Option<Self> {
        Some(match word {
            "" | "queue" | "scheduled" | "schedule" | "pending" | "waiting" | "false"
            | "notposted" | "未" | "未投稿" | "予約中" | "予約済" | "予約済み" | "投稿予約"
            | "投稿予約中" | "投稿待ち" | "待機" | "待機中" => Self::Queued,
            "approved" | "承認" | "承認済" => Self::Ready,
            "skip" | "skipped" | "hold" | "onhold" | "paused" | "stopped" | "cancel"
            | "canceled" | "cancelled" | "expired" | "下書" | "スキップ" | "保留" | "停止"
            | "停止中" | "中止" | "キャンセル" | "取消" | "取り消し" => Self::Draft,
            "posting" | "processing" | "処理中" => Self::Publishing,
            "posted" | "done" | "sent" | "true" | "ok" | "✓" | "✔" | "✔\u{fe0f}" | "☑"
            | "☑\u{fe0f}" | "✅" | "済" | "済み" | "完了" | "投稿済" | "投稿完了" | "公開済み" => {
                Self::Published
            }
            "error" | "エラー" => Self::Failed,
            "確認" => Self::Check,
            _ => return None,
        })
    }
}

/// Returns a word as it is compared: without case, width and the signs within it.
fn squeeze(word: &str) -> String {
    fold(word).chars().filter(|c| !matches!(c, ' ' | '_' | '-')).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn every_status_reads_its_own_words() {
        for status in PostStatus::ALL {
            for language in [Language::English, Language::Japanese] {
                let typed = format!(" {} ", status.word(language).to_uppercase());
                assert_eq!(PostStatus::read(&Cell::text(&typed)), Ok(status), "{typed}");
            }
        }
    }

    #[test]
    fn words_of_other_tools_are_understood() {
        let cases = [
            ("", PostStatus::Queued),
            (" \u{3000}", PostStatus::Queued),
            ("未投稿", PostStatus::Queued),
            ("予約済み", PostStatus::Queued),
            ("Scheduled", PostStatus::Queued),
            ("pending", PostStatus::Queued),
            ("スキップ", PostStatus::Draft),
            ("on hold", PostStatus::Draft),
            ("停止中", PostStatus::Draft),
            ("処理中", PostStatus::Publishing),
            ("Done ", PostStatus::Published),
            ("済", PostStatus::Published),
            ("ＯＫ", PostStatus::Published),
            ("posted", PostStatus::Published),
            ("TRUE", PostStatus::Published),
            ("エラー", PostStatus::Failed),
            ("POST-NOW", PostStatus::PostNow),
            ("ready", PostStatus::Ready),
            ("Approved", PostStatus::Ready),
            ("承認", PostStatus::Ready),
            ("承認済", PostStatus::Ready),
            ("確認", PostStatus::Check),
        ];
        for (typed, status) in cases {
            assert_eq!(PostStatus::read(&Cell::text(typed)), Ok(status), "{typed}");
        }
    }

    #[test]
    fn a_checkbox_says_whether_it_was_posted() {
        for (ticked, status) in [(true, PostStatus::Published), (false, PostStatus::Queued)] {
            let cell = Cell { value: Value::Bool(ticked), ..Cell::default() };
            assert_eq!(PostStatus::read(&cell), Ok(status));
        }
    }

    #[test]
    fn an_unknown_word_is_handed_back_as_it_stands() {
        for word in ["retry", "たぶん", "#REF!"] {
            let read = PostStatus::read(&Cell::text(word)).unwrap_err().read;
            assert_eq!(read, word);
        }
    }

    #[test]
    fn no_foreign_word_sends_a_post_at_once() {
        for word in
            ["今すぐ投稿", "now", "go", "publish", "post", "yes", "1", "READY", "approved", "承認"]
        {
            assert_ne!(PostStatus::read(&Cell::text(word)), Ok(PostStatus::PostNow), "{word}");
        }
    }
}
