//! What is said about Media.

use super::media_servers::served;
use super::{formula_error, quoted};
use crate::columns::PostColumn;
use crate::i18n::display::short;
use crate::i18n::en::LANGUAGE;
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
            return format!("{header} holds a picture inside the cell, and the sheet does not give its address. Put the picture on the web and paste its address, https://…");
        }
        MediaWhy::NoValue => {
            return format!("{header} holds a formula that gives no address: a picture, or an empty cell. Paste the picture's address itself, https://…; for a post without pictures, empty this cell or let the formula give \"\".");
        }
        MediaWhy::Spilled(row) => {
            return format!("Row {}'s formula in {header} shows a picture here, and the sheet does not give its address. Put the pictures' addresses, https://…, in place of the formula; for a post without pictures, let the formula give \"\" in this row or end above it.", row + 1);
        }
        MediaWhy::TooMany(n_media) => {
            let over = n_media.saturating_sub(MEDIA_MAX);
            return format!("{header} holds {n_media} images and videos, and Threads takes {MEDIA_MAX} in one post. Take out {over}.");
        }
        MediaWhy::NotHttps => "Threads takes only addresses that begin with https://. Use that form of the address.".to_owned(),
        MediaWhy::Data => "this is the picture itself, written out as text. Put the picture on the web and paste its address, https://…".to_owned(),
        MediaWhy::LocalFile => "this file is on a computer, where Threads cannot fetch it. Put it on the web and paste its address, https://…".to_owned(),
        MediaWhy::PrivateAddress => "this address works only inside your own computer or network. Put the file on the web and paste that address.".to_owned(),
        MediaWhy::Ending(ending) => format!("Threads does not take .{ending} files. Save it as JPEG or PNG (a video as MP4 or MOV) and paste the new address."),
        MediaWhy::Page(page) => self::page(*page),
        MediaWhy::Served(why) => served(why),
        MediaWhy::LinkBehind => "these words have a link behind them. Paste the address itself, https://…".to_owned(),
        MediaWhy::Several => "two addresses run together here. Put each one on a line of its own.".to_owned(),
        MediaWhy::Blank => "there are words after the address. Leave only the address; if the space belongs to it, type %20 instead.".to_owned(),
        MediaWhy::NotUrl => "this is not a web address. Paste the address of an image or video, https://…".to_owned(),
    };
    format!("{header} says \"{read}\": {what}")
}

/// Says that a link leads to a page, and which link is wanted.
fn page(page: Page) -> String {
    match page {
        Page::GoogleDrive => "this Google Drive link does not point to a single file. Open the file, choose Share > Copy link, and paste that link.".to_owned(),
        Page::Document => "this is a Google document, not an image or a video. Download it as PNG or JPEG, put that file on Google Drive, and paste the file's link.".to_owned(),
        Page::Dropbox => "this Dropbox link does not point to a single file. Open the file in Dropbox, copy its own link, and paste that link.".to_owned(),
        Page::GooglePhotos => "Google Photos links lead to a page, not to the picture file. Put the picture on Google Drive or your own website and paste that link.".to_owned(),
        Page::OneDrive => "OneDrive's share link leads to a page, not to the file. Put the file on Google Drive or your own website and paste that link.".to_owned(),
        Page::Social(site) => format!("this is a page on {site}, not a picture or video file. Put the file itself on the web and paste its address."),
    }
}
