//! What is said about a medium whose server was asked.

use crate::i18n::display::megabytes;
use crate::media::MediaKind;
use crate::media::server_response::ServedWhy;

/// Says why Threads could not use a medium, and what to do.
pub(super) fn served(why: &ServedWhy) -> String {
    match why {
        ServedWhy::NoAnswer => "the server did not answer. Open the address in a private window of the browser; if it does not open, correct it or put the file elsewhere.".to_owned(),
        ServedWhy::Status(status) => self::status(*status),
        ServedWhy::Redirects => "the address keeps redirecting and never reaches a file. Paste the address of the file itself.".to_owned(),
        ServedWhy::Astray => "the address redirects to one that is not public or not https://, so Threads cannot fetch it. Paste the address of the file itself.".to_owned(),
        ServedWhy::Page => "this opens a web page, not a picture or video. It may ask visitors to sign in: share the file with everyone who has the link, and paste the address of the file itself.".to_owned(),
        ServedWhy::ContentType(content_type) => format!("the server says it is {content_type}, which Threads does not accept. Save it as JPEG or PNG (a video as MP4 or MOV) and paste the new address."),
        ServedWhy::OtherKind(MediaKind::Image) => "it was read as a video, but the server says that it is an image. Correct the address, or write image: in front of it.".to_owned(),
        ServedWhy::OtherKind(MediaKind::Video) => "it was read as an image, but the server says that it is a video. Correct the address, or write video: in front of it.".to_owned(),
        ServedWhy::TooLarge { kind, bytes } => too_large(*kind, *bytes),
        ServedWhy::Unknown => "neither the address nor the server tells whether it is an image or a video. Write image: or video: in front of it.".to_owned(),
    }
}

fn status(status: u16) -> String {
    match status {
        404 | 410 => "there is nothing at this address (404). The file was moved or deleted, or the address is misspelt: paste the right one.".to_owned(),
        401 | 403 => format!("the server does not let anyone in without signing in ({status}). Share the file with everyone who has the link, or put it elsewhere."),
        _ => format!("the server did not deliver the file ({status}). Try again later; if that does not help, put the file elsewhere."),
    }
}

fn too_large(kind: MediaKind, bytes: u64) -> String {
    let size = megabytes(bytes);
    match kind {
        MediaKind::Image => format!(
            "the image is {size}, and Threads accepts up to 8 MB. Make it smaller, and paste the new address."
        ),
        MediaKind::Video => format!(
            "the video is {size}, and Threads accepts up to 1 GB. Make it shorter or smaller, and paste the new address."
        ),
    }
}
