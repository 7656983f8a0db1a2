//! What is said about a medium whose server was asked.

use crate::language::Language;
use crate::media::MediaKind;
use crate::media::served::ServedWhy;

/// Says why Threads could not use a medium, and what to do.
pub(super) fn served(why: &ServedWhy, language: Language) -> String {
    let pick =
        |english: &str, japanese: &str| language.pick(english.to_owned(), japanese.to_owned());
    match why {
        ServedWhy::NoAnswer => pick(
            "the server did not answer. Open the address in a private window of the browser; if it does not open, correct it or put the file elsewhere.",
            "サーバーから応答がありません。シークレット ウィンドウで開けるか確かめ、開けなければアドレスを直すか、別の場所に置いてください。",
        ),
        ServedWhy::Status(status) => self::status(*status, language),
        ServedWhy::Redirects => pick(
            "the address leads on and on and never to a file. Paste the address of the file itself.",
            "転送が繰り返され、ファイルにたどり着けません。ファイルそのもののアドレスを貼ってください。",
        ),
        ServedWhy::Astray => pick(
            "the address leads to another one that is not public or not https://, so Threads cannot fetch it. Paste the address of the file itself.",
            "公開されていない、または https:// でないアドレスに転送されるため、Threads から読み込めません。ファイルそのもののアドレスを貼ってください。",
        ),
        ServedWhy::Page => pick(
            "a web page is there, not a picture or video. It may ask to sign in: share the file with everybody who has the link, and paste the address of the file itself.",
            "画像や動画ではなく、ウェブページが開きます。ログインが必要なページかもしれません。ファイルを「リンクを知っている全員」に共有し、ファイルそのもののアドレスを貼ってください。",
        ),
        ServedWhy::ContentType(content_type) => language.pick(
            format!("the server calls it {content_type}, which Threads does not take. Save it as JPEG or PNG (a video as MP4 or MOV) and paste the new address."),
            format!("ファイルの種類が {content_type} で、Threads では使えません。JPEG か PNG（動画は MP4 か MOV）で保存し直し、そのアドレスを貼ってください。"),
        ),
        ServedWhy::OtherKind(MediaKind::Image) => pick(
            "it is read as a video, and the server says that it is an image. Correct the address, or write image: in front of it.",
            "動画として読み取りましたが、サーバーでは画像です。アドレスを直すか、先頭に image: と書いてください。",
        ),
        ServedWhy::OtherKind(MediaKind::Video) => pick(
            "it is read as an image, and the server says that it is a video. Correct the address, or write video: in front of it.",
            "画像として読み取りましたが、サーバーでは動画です。アドレスを直すか、先頭に video: と書いてください。",
        ),
        ServedWhy::TooLarge { kind, bytes } => too_large(*kind, *bytes, language),
        ServedWhy::Unknown => pick(
            "neither the address nor the server tells whether it is an image or a video. Write image: or video: in front of it.",
            "画像か動画か分かりません。先頭に image: または video: と書いてください。",
        ),
    }
}

fn status(status: u16, language: Language) -> String {
    let pick =
        |english: &str, japanese: &str| language.pick(english.to_owned(), japanese.to_owned());
    match status {
        404 | 410 => pick(
            "there is nothing at this address (404). The file was moved or deleted, or the address is misspelt: paste the right one.",
            "このアドレスには何もありません（404）。ファイルが移動・削除されたか、アドレスが違います。正しいアドレスを貼ってください。",
        ),
        401 | 403 => language.pick(
            format!("the server lets nobody in without signing in ({status}). Share the file with everybody who has the link, or put it elsewhere."),
            format!("ログインなしでは開けません（{status}）。「リンクを知っている全員」に共有するか、別の場所に置いてください。"),
        ),
        _ => language.pick(
            format!("the server did not give the file out ({status}). Try again later; if it stays so, put the file elsewhere."),
            format!("サーバーがファイルを返しませんでした（{status}）。時間をおいて試し、変わらなければ別の場所に置いてください。"),
        ),
    }
}

fn too_large(kind: MediaKind, bytes: u64, language: Language) -> String {
    let size = megabytes(bytes);
    match kind {
        MediaKind::Image => language.pick(
            format!("the image has {size}, and Threads takes 8 MB. Save it smaller, and paste the new address."),
            format!("画像が {size} あります。上限は 8 MB です。小さく保存し直し、そのアドレスを貼ってください。"),
        ),
        MediaKind::Video => language.pick(
            format!("the video has {size}, and Threads takes 1 GB. Make it shorter or smaller, and paste the new address."),
            format!("動画が {size} あります。上限は 1 GB です。短く、または小さくし、そのアドレスを貼ってください。"),
        ),
    }
}

/// Returns a size in tenths of megabytes, rounded up, so that what is too large never looks as if it fitted.
fn megabytes(bytes: u64) -> String {
    let tenths = (bytes.saturating_mul(10)).div_ceil(1 << 20);
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_told_in_both_languages_with_what_to_do() {
        let too_large = |kind| ServedWhy::TooLarge { kind, bytes: 3 << 30 };
        let reasons = [
            ServedWhy::NoAnswer,
            ServedWhy::Status(404),
            ServedWhy::Status(403),
            ServedWhy::Status(503),
            ServedWhy::Redirects,
            ServedWhy::Astray,
            ServedWhy::Page,
            ServedWhy::ContentType("image/webp".to_owned()),
            ServedWhy::OtherKind(MediaKind::Image),
            ServedWhy::OtherKind(MediaKind::Video),
            too_large(MediaKind::Image),
            too_large(MediaKind::Video),
            ServedWhy::Unknown,
        ];
        for why in reasons {
            let english = served(&why, Language::English);
            let doing = ["aste", "correct", "Share", "put", "share", "Write", "write"];
            assert!(doing.iter().any(|word| english.contains(word)), "{english}");
            assert!(english.ends_with('.'), "{english}");
            let japanese = served(&why, Language::Japanese);
            assert!(japanese.ends_with("ください。"), "{japanese}");
        }
    }

    #[test]
    fn a_size_just_over_the_limit_does_not_look_like_the_limit() {
        assert_eq!(megabytes((8 << 20) + 1), "8.1 MB");
        assert_eq!(megabytes(12 << 20), "12.0 MB");
    }
}
