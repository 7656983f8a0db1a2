//! What is said about Media.

use super::media_servers::served;
use super::{formula_error, quoted};
use crate::columns::PostColumn;
use crate::i18n::display::short;
use crate::i18n::ja::LANGUAGE;
use crate::media::{MEDIA_MAX, MediaFault, MediaWhy, Page};

pub(crate) fn media(fault: &MediaFault) -> String {
    media_of(PostColumn::Media, fault)
}

/// Says what is wrong with the images and videos of a column.
pub(super) fn media_of(column: PostColumn, fault: &MediaFault) -> String {
    let header = quoted(column.header(LANGUAGE));
    let read = short(&fault.read);
    let what = match &fault.why {
        MediaWhy::Error => return formula_error(&header, &fault.read),
        MediaWhy::Picture => {
            return format!("{header}のセルに画像そのものが入っていて、アドレスを取り出せません。画像をウェブに置き、https:// で始まるアドレスを貼ってください。");
        }
        MediaWhy::NoValue => {
            return format!("{header}の数式からアドレスを取り出せません（画像か、空のセルです）。画像のアドレス（https://…）を直接貼ってください。画像のない投稿にするには、このセルを空にするか、数式の結果を \"\" にしてください。");
        }
        MediaWhy::Spilled(row) => {
            return format!("{} 行目の{header}の数式がこの行に画像を表示していて、アドレスを取り出せません。数式の代わりに、画像のアドレス（https://…）を直接貼ってください。画像のない投稿にするには、この行の結果を \"\" にするか、数式の範囲をこの行より上までにしてください。", row + 1);
        }
        MediaWhy::TooMany(n_media) => {
            let over = n_media.saturating_sub(MEDIA_MAX);
            return format!("{header}に画像・動画が {n_media} 個あります。1 つの投稿の上限は {MEDIA_MAX} 個です。{over} 個減らしてください。");
        }
        MediaWhy::NotHttps => "https:// で始まるアドレスだけが使えます。https:// のアドレスに変えてください。".to_owned(),
        MediaWhy::Data => "画像の中身が文字として貼られています。画像をウェブに置き、https:// で始まるアドレスを貼ってください。".to_owned(),
        MediaWhy::LocalFile => "パソコンの中のファイルは Threads から読み込めません。ウェブに置き、https:// で始まるアドレスを貼ってください。".to_owned(),
        MediaWhy::PrivateAddress => "このアドレスは自分のパソコンやネットワークの中でしか開けません。ウェブに置いたファイルのアドレスを貼ってください。".to_owned(),
        MediaWhy::Ending(ending) => format!(".{ending} ファイルは使えません。JPEG か PNG（動画は MP4 か MOV）で保存し直し、そのアドレスを貼ってください。"),
        MediaWhy::Page(page) => self::page(*page),
        MediaWhy::Served(why) => served(why),
        MediaWhy::LinkBehind => "文字にリンクが設定されています。アドレスそのもの（https://…）を貼ってください。".to_owned(),
        MediaWhy::Several => "2 つのアドレスがつながっています。1 行に 1 つずつ入力してください。".to_owned(),
        MediaWhy::Blank => "アドレスの後ろに文字があります。アドレスだけを残してください。空白がアドレスの一部なら、%20 に置き換えてください。".to_owned(),
        MediaWhy::NotUrl => "ウェブのアドレスではありません。https:// で始まる画像か動画のアドレスを貼ってください。".to_owned(),
    };
    format!("{header}の「{read}」: {what}")
}

/// Says that a link leads to a page, and which link is wanted.
fn page(page: Page) -> String {
    match page {
        Page::GoogleDrive => "この Google ドライブのリンクは 1 つのファイルを指していません。ファイルを開き「共有 > リンクをコピー」で取り直してください。".to_owned(),
        Page::Document => "Google のドキュメントへのリンクで、画像や動画ではありません。PNG か JPEG でダウンロードして Google ドライブに置き、そのファイルのリンクを貼ってください。".to_owned(),
        Page::Dropbox => "この Dropbox のリンクは 1 つのファイルを指していません。ファイルを開き、そのファイルのリンクをコピーして貼ってください。".to_owned(),
        Page::GooglePhotos => "Google フォトのリンクは表示用ページで、画像のアドレスではありません。Google ドライブか自分のサイトに置き、そのリンクを貼ってください。".to_owned(),
        Page::OneDrive => "OneDrive の共有リンクは表示用ページで、ファイルのアドレスではありません。Google ドライブか自分のサイトに置き、そのリンクを貼ってください。".to_owned(),
        Page::Social(site) => format!("{site} のページで、画像や動画のファイルではありません。ファイルそのものをウェブに置き、そのアドレスを貼ってください。"),
    }
}
