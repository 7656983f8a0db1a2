//! What is said about a medium whose server was asked.

use crate::i18n::display::megabytes;
use crate::media::MediaKind;
use crate::media::server_response::ServedWhy;

/// Says why Threads could not use a medium, and what to do.
pub(super) fn served(why: &ServedWhy) -> String {
    match why {
        ServedWhy::NoAnswer => "サーバーから応答がありません。シークレット ウィンドウで開けるか確かめ、開けなければアドレスを直すか、別の場所に置いてください。".to_owned(),
        ServedWhy::Status(status) => self::status(*status),
        ServedWhy::Redirects => "転送が繰り返され、ファイルにたどり着けません。ファイルそのもののアドレスを貼ってください。".to_owned(),
        ServedWhy::Astray => "公開されていない、または https:// でないアドレスに転送されるため、Threads から読み込めません。ファイルそのもののアドレスを貼ってください。".to_owned(),
        ServedWhy::Page => "画像や動画ではなく、ウェブページが開きます。ログインが必要なページかもしれません。ファイルを「リンクを知っている全員」に共有し、ファイルそのもののアドレスを貼ってください。".to_owned(),
        ServedWhy::ContentType(content_type) => format!("ファイルの種類が {content_type} で、Threads では使えません。JPEG か PNG（動画は MP4 か MOV）で保存し直し、そのアドレスを貼ってください。"),
        ServedWhy::OtherKind(MediaKind::Image) => "動画として読み取りましたが、サーバーでは画像です。アドレスを直すか、先頭に image: と書いてください。".to_owned(),
        ServedWhy::OtherKind(MediaKind::Video) => "画像として読み取りましたが、サーバーでは動画です。アドレスを直すか、先頭に video: と書いてください。".to_owned(),
        ServedWhy::TooLarge { kind, bytes } => too_large(*kind, *bytes),
        ServedWhy::Unknown => "画像か動画か分かりません。先頭に image: または video: と書いてください。".to_owned(),
    }
}

fn status(status: u16) -> String {
    match status {
        404 | 410 => "このアドレスには何もありません（404）。ファイルが移動・削除されたか、アドレスが違います。正しいアドレスを貼ってください。".to_owned(),
        401 | 403 => format!("ログインなしでは開けません（{status}）。「リンクを知っている全員」に共有するか、別の場所に置いてください。"),
        _ => format!("サーバーがファイルを返しませんでした（{status}）。時間をおいて試し、変わらなければ別の場所に置いてください。"),
    }
}

fn too_large(kind: MediaKind, bytes: u64) -> String {
    let size = megabytes(bytes);
    match kind {
        MediaKind::Image => format!(
            "画像が {size} あります。上限は 8 MB です。小さく保存し直し、そのアドレスを貼ってください。"
        ),
        MediaKind::Video => format!(
            "動画が {size} あります。上限は 1 GB です。短く、または小さくし、そのアドレスを貼ってください。"
        ),
    }
}
