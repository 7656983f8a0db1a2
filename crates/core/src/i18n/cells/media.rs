//! What is said about Media.

use super::served::served;
use super::{formula_error, quoted, short};
use crate::headings::PostColumn;
use crate::language::Language;
use crate::media::{MEDIA_MAX, MediaFault, MediaWhy, Page};

/// Says what is wrong with the Media cells of a row.
#[must_use]
pub fn media(fault: &MediaFault, language: Language) -> String {
    let header = quoted(PostColumn::Media.header(language), language);
    let read = short(&fault.read);
    let what = match &fault.why {
        MediaWhy::Error => return formula_error(&header, &fault.read, language),
        MediaWhy::Picture => {
            return language.pick(
                format!("{header} holds a picture inside the cell, and the sheet gives out no address for it. Put the picture on the web and paste its address, https://…"),
                format!("{header}のセルに画像そのものが入っていて、アドレスを取り出せません。画像をウェブに置き、https:// で始まるアドレスを貼ってください。"),
            );
        }
        MediaWhy::NoValue => {
            return language.pick(
                format!("{header} holds a formula that gives no address: a picture, or an empty cell. Paste the picture's address itself, https://…; for a post without pictures, empty this cell or let the formula give \"\"."),
                format!("{header}の数式からアドレスを取り出せません（画像か、空のセルです）。画像のアドレス（https://…）を直接貼ってください。画像のない投稿にするには、このセルを空にするか、数式の結果を \"\" にしてください。"),
            );
        }
        MediaWhy::TooMany(n_media) => {
            let over = n_media.saturating_sub(MEDIA_MAX);
            return language.pick(
                format!("{header} holds {n_media} images and videos, and Threads takes {MEDIA_MAX} in one post. Take out {over}."),
                format!("{header}に画像・動画が {n_media} 個あります。1 つの投稿の上限は {MEDIA_MAX} 個です。{over} 個減らしてください。"),
            );
        }
        MediaWhy::NotHttps => language.pick(
            "Threads takes only addresses that begin with https://. Use that form of the address.".to_owned(),
            "https:// で始まるアドレスだけが使えます。https:// のアドレスに変えてください。".to_owned(),
        ),
        MediaWhy::Data => language.pick(
            "this is the picture itself, written out as text. Put the picture on the web and paste its address, https://…".to_owned(),
            "画像の中身が文字として貼られています。画像をウェブに置き、https:// で始まるアドレスを貼ってください。".to_owned(),
        ),
        MediaWhy::LocalFile => language.pick(
            "this file is on a computer, where Threads cannot fetch it. Put it on the web and paste its address, https://…".to_owned(),
            "パソコンの中のファイルは Threads から読み込めません。ウェブに置き、https:// で始まるアドレスを貼ってください。".to_owned(),
        ),
        MediaWhy::PrivateAddress => language.pick(
            "this address works only inside your own computer or network. Put the file on the web and paste that address.".to_owned(),
            "このアドレスは自分のパソコンやネットワークの中でしか開けません。ウェブに置いたファイルのアドレスを貼ってください。".to_owned(),
        ),
        MediaWhy::Ending(ending) => language.pick(
            format!("Threads does not take .{ending} files. Save it as JPEG or PNG (a video as MP4 or MOV) and paste the new address."),
            format!(".{ending} ファイルは使えません。JPEG か PNG（動画は MP4 か MOV）で保存し直し、そのアドレスを貼ってください。"),
        ),
        MediaWhy::Page(page) => self::page(*page, language),
        MediaWhy::Served(why) => served(why, language),
        MediaWhy::LinkBehind => language.pick(
            "a link lies behind these words. Paste the address itself, https://…".to_owned(),
            "文字にリンクが設定されています。アドレスそのもの（https://…）を貼ってください。".to_owned(),
        ),
        MediaWhy::Several => language.pick(
            "two addresses run together here. Put each one on a line of its own.".to_owned(),
            "2 つのアドレスがつながっています。1 行に 1 つずつ入力してください。".to_owned(),
        ),
        MediaWhy::Blank => language.pick(
            "there are words after the address. Leave only the address; if the space belongs to it, type %20 instead.".to_owned(),
            "アドレスの後ろに文字があります。アドレスだけを残してください。空白がアドレスの一部なら、%20 に置き換えてください。".to_owned(),
        ),
        MediaWhy::NotUrl => language.pick(
            "this is not a web address. Paste the address of an image or video, https://…".to_owned(),
            "ウェブのアドレスではありません。https:// で始まる画像か動画のアドレスを貼ってください。".to_owned(),
        ),
    };
    language
        .pick(format!("{header} says \"{read}\": {what}"), format!("{header}の「{read}」: {what}"))
}

/// Says that a link leads to a page, and which link is wanted.
fn page(page: Page, language: Language) -> String {
    match page {
        Page::GoogleDrive => language.pick(
            "this Google Drive link does not point to a single file. Open the file, choose Share > Copy link, and paste that link.".to_owned(),
            "この Google ドライブのリンクは 1 つのファイルを指していません。ファイルを開き「共有 > リンクをコピー」で取り直してください。".to_owned(),
        ),
        Page::Document => language.pick(
            "this is a Google document, not an image or a video. Download it as PNG or JPEG, put that file on Google Drive, and paste the file's link.".to_owned(),
            "Google のドキュメントへのリンクで、画像や動画ではありません。PNG か JPEG でダウンロードして Google ドライブに置き、そのファイルのリンクを貼ってください。".to_owned(),
        ),
        Page::Dropbox => language.pick(
            "this Dropbox link does not point to a single file. Open the file in Dropbox, copy its own link, and paste that link.".to_owned(),
            "この Dropbox のリンクは 1 つのファイルを指していません。ファイルを開き、そのファイルのリンクをコピーして貼ってください。".to_owned(),
        ),
        Page::GooglePhotos => language.pick(
            "Google Photos gives out only pages, no lasting address of the picture. Put the picture on Google Drive or your own website and paste that link.".to_owned(),
            "Google フォトのリンクは表示用ページで、画像のアドレスではありません。Google ドライブか自分のサイトに置き、そのリンクを貼ってください。".to_owned(),
        ),
        Page::OneDrive => language.pick(
            "OneDrive's share link leads to a page, not to the file. Put the file on Google Drive or your own website and paste that link.".to_owned(),
            "OneDrive の共有リンクは表示用ページで、ファイルのアドレスではありません。Google ドライブか自分のサイトに置き、そのリンクを貼ってください。".to_owned(),
        ),
        Page::Social(site) => language.pick(
            format!("this is a page on {site}, not a picture or video file. Put the file itself on the web and paste its address."),
            format!("{site} のページで、画像や動画のファイルではありません。ファイルそのものをウェブに置き、そのアドレスを貼ってください。"),
        ),
    }
}
