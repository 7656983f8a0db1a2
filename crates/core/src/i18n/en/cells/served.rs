//! What is said about a medium whose server was asked.

use crate::i18n::display::megabytes;
use crate::media::MediaKind;
use crate::media::served::ServedWhy;

/// Says why Threads could not use a medium, and what to do.
pub(super) fn served(why: &ServedWhy) -> String {
    match why {
        ServedWhy::NoAnswer => "the server did not answer. Open the address in a private window of the browser; if it does not open, correct it or put the file elsewhere.".to_owned(),
        ServedWhy::Status(status) => self::status(*status),
        ServedWhy::Redirects => "the address leads on and on and never to a file. Paste the address of the file itself.".to_owned(),
        ServedWhy::Astray => "the address leads to another one that is not public or not https://, so Threads cannot fetch it. Paste the address of the file itself.".to_owned(),
        ServedWhy::Page => "a web page is there, not a picture or video. It may ask to sign in: share the file with everybody who has the link, and paste the address of the file itself.".to_owned(),
        ServedWhy::ContentType(content_type) => format!("the server calls it {content_type}, which Threads does not take. Save it as JPEG or PNG (a video as MP4 or MOV) and paste the new address."),
        ServedWhy::OtherKind(MediaKind::Image) => "it is read as a video, and the server says that it is an image. Correct the address, or write image: in front of it.".to_owned(),
        ServedWhy::OtherKind(MediaKind::Video) => "it is read as an image, and the server says that it is a video. Correct the address, or write video: in front of it.".to_owned(),
        ServedWhy::TooLarge { kind, bytes } => too_large(*kind, *bytes),
        ServedWhy::Unknown => "neither the address nor the server tells whether it is an image or a video. Write image: or video: in front of it.".to_owned(),
    }
}

fn status(status: u16) -> String {
    match status {
        404 | 410 => "there is nothing at this address (404). The file was moved or deleted, or the address is misspelt: paste the right one.".to_owned(),
        401 | 403 => format!("the server lets nobody in without signing in ({status}). Share the file with everybody who has the link, or put it elsewhere."),
        _ => format!("the server did not give the file out ({status}). Try again later; if it stays so, put the file elsewhere."),
    }
}

fn too_large(kind: MediaKind, bytes: u64) -> String {
    let size = megabytes(bytes);
    match kind {
        MediaKind::Image => format!(
            "the image has {size}, and Threads takes 8 MB. Save it smaller, and paste the new address."
        ),
        MediaKind::Video => format!(
            "the video has {size}, and Threads takes 1 GB. Make it shorter or smaller, and paste the new address."
        ),
    }
}
