//! Why a post certainly did not go out, in its Message cell.

use super::cells;
use crate::language::Language;
use crate::media::served::ServedWhy;
use crate::media::{MediaFault, MediaWhy};
use crate::reason::Refusal;

impl Refusal {
    /// Returns the sentence.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        match self {
            Self::Cell(fault) => fault.say(language),
            Self::UnknownAccount { name, nearest } => unknown_account(name, nearest.as_deref(), language),
            Self::SamePost { other_row } => language.pick(
                format!("Row {other_row} already says exactly this at the same time. Change the text or the time to post it again."),
                format!("{other_row} 行目とまったく同じ投稿です。もう一度投稿するには、本文か投稿日時を変えてください。"),
            ),
            Self::NoParent => language.pick(
                "\"Reply to\" says previous, but there is no earlier post of this account above. Put this row below the post it answers.".to_owned(),
                "「返信先」が「前の行」ですが、上に同じアカウントの投稿がありません。返信したい投稿の下の行に移してください。".to_owned(),
            ),
            Self::ParentNotFound => language.pick(
                "Threads cannot find the post that \"Reply to\" names. Check that it is still there, then correct the cell or clear Status to try again.".to_owned(),
                "「返信先」の投稿が Threads で見つかりません。投稿が残っているか確かめ、セルを直すか「ステータス」を空にすると、もう一度試します。".to_owned(),
            ),
            Self::ByThreads { setback } => {
                let setback = setback.say(language);
                language.pick(
                    format!("Threads refused this post ({setback}). Correct the row; it is then tried again by itself."),
                    format!("Threads がこの投稿を受け付けませんでした（{setback}）。行を直すと、自動でもう一度投稿します。"),
                )
            }
            Self::MediaFailed { word } => media_failed(word, language),
            Self::MediumUnknown { url, why: ServedWhy::Unknown } => language.pick(
                format!("Cannot tell whether {} is an image or a video. Write image: or video: in front of it.", cells::short(url)),
                format!("{} が画像か動画か分かりません。先頭に image: または video: と書いてください。", cells::short(url)),
            ),
            Self::MediumUnknown { url, why } => {
                let fault = MediaFault { why: MediaWhy::Served(why.clone()), read: url.clone() };
                let fault = cells::media(&fault, language);
                language.pick(
                    format!("{fault} If you did not have to change the cell, clear Status to try again."),
                    format!("{fault}セルを変えずに直した場合は、「ステータス」を空にすると、もう一度試します。"),
                )
            }
        }
    }
}

/// Explains Threads' word for what is wrong with a medium.
///
/// Source: <https://developers.facebook.com/docs/threads/troubleshooting> for the words, and
/// <https://developers.facebook.com/docs/threads/overview> for what a video may be.
fn media_failed(word: &str, language: Language) -> String {
    let why = match word {
        "INVALID_DURATION" => {
            Some(["it lasts too long, and 5 minutes are the most", "長すぎます（上限は 5 分）"])
        }
        "INVALID_ASPEC_RATIO" => Some(["it is too wide or too tall", "縦横の比が極端です"]),
        "INVALID_FRAME_RATE" => Some([
            "it has too few or too many pictures a second, and 23 to 60 are taken",
            "フレームレートが範囲外です（23〜60 fps）",
        ]),
        "INVALID_BIT_RATE" => Some(["its bit rate is too high", "ビットレートが高すぎます"]),
        "INVALID_AUDIO_CHANNELS" | "INVALID_AUDIO_CHANNEL_LAYOUT" | "FAILED_PROCESSING_AUDIO" => {
            Some([
                "its sound cannot be used; 1 or 2 channels of AAC are taken",
                "音声を使えません（AAC のモノラルかステレオ）",
            ])
        }
        "FAILED_PROCESSING_VIDEO" => Some(["it could not be converted", "動画を変換できません"]),
        _ => None,
    };
    match why {
        Some([english, japanese]) => language.pick(
            format!("Threads could not use the image or video: {english} (\"{word}\"). Save it anew and paste that address, or clear Status to try once more."),
            format!("Threads がこの画像・動画を使えませんでした: {japanese}（「{word}」）。保存し直して新しいアドレスを貼るか、「ステータス」を空にしてもう一度試してください。"),
        ),
        None => language.pick(
            format!("Threads could not read the image or video (\"{word}\"). Check that the address opens without signing in and is a JPEG, PNG, MP4 or MOV file, then change the cell or clear Status."),
            format!("Threads が画像または動画を読み込めませんでした（「{word}」）。ログインなしで開ける JPEG・PNG・MP4・MOV のアドレスか確かめ、セルを直すか「ステータス」を空にしてください。"),
        ),
    }
}

fn unknown_account(name: &str, nearest: Option<&str>, language: Language) -> String {
    let hint = nearest.map(|nearest| {
        language
            .pick(format!(" Did you mean {nearest}?"), format!("「{nearest}」ではありませんか。"))
    });
    let hint = hint.unwrap_or_default();
    language.pick(
        format!("There is no account \"{name}\" in the Accounts tab.{hint} Correct the name, or add the account there."),
        format!("「アカウント」タブに「{name}」がありません。{hint}名前を直すか、アカウントを追加してください。"),
    )
}
