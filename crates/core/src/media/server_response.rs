//! What a medium's server says of it, held against what Threads takes.

use super::{MediaKind, Medium};

/// The largest image, in bytes.
///
/// Source: <https://developers.facebook.com/docs/threads/overview> (image specifications): 8 MB, taken
/// in the wider of its two meanings.
pub const IMAGE_MAX: u64 = 8 << 20;

/// The largest video, in bytes.
///
/// Source: <https://developers.facebook.com/docs/threads/overview> (video specifications): 1 GB.
pub const VIDEO_MAX: u64 = 1 << 30;

/// What a server says of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Served {
    /// Its content type, in lower case and without parameters; empty where the server gives none.
    pub content_type: String,
    /// Its size in bytes, where the server tells.
    pub bytes: Option<u64>,
}

/// Why Threads could not use a medium, by what its server says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ServedWhy {
    /// No answer came.
    NoAnswer,
    /// The server refuses, with this HTTP status.
    Status(u16),
    /// The address leads on and on.
    Redirects,
    /// The address leads to another one that is not `https`, or not public.
    Astray,
    /// A page, which shows a picture or asks to sign in.
    Page,
    /// A kind of file that Threads does not take, by its content type.
    ContentType(String),
    /// The address or the word before it says one kind, the server this other one.
    OtherKind(MediaKind),
    /// More than Threads takes.
    TooLarge {
        /// What it is.
        kind: MediaKind,
        /// Its size in bytes.
        bytes: u64,
    },
    /// Neither the address nor the server says what it is.
    Unknown,
}

impl ServedWhy {
    /// Tells whether the server may answer otherwise a little later.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        // Such a post waits and is tried again, while any other answer stops its row.
        matches!(self, Self::NoAnswer | Self::Status(408 | 425 | 429 | 500..=599))
    }
}

impl MediaKind {
    /// Returns the size of the largest file of this kind that Threads takes, in bytes.
    #[must_use]
    pub fn bytes_max(self) -> u64 {
        match self {
            Self::Image => IMAGE_MAX,
            Self::Video => VIDEO_MAX,
        }
    }
}

impl Served {
    /// Returns what the file is to Threads, as far as the server tells.
    #[must_use]
    pub fn kind(&self) -> Option<MediaKind> {
        if self.content_type.starts_with("image/") {
            Some(MediaKind::Image)
        } else {
            self.content_type.starts_with("video/").then_some(MediaKind::Video)
        }
    }

    /// Tells whether the type is one that Threads takes.
    ///
    /// Source: <https://developers.facebook.com/docs/threads/overview>: JPEG and PNG, MP4 and MOV.
    fn is_taken(&self) -> bool {
        matches!(
            self.content_type.as_str(),
            "image/jpeg"
                | "image/jpg"
                | "image/pjpeg"
                | "image/png"
                | "video/mp4"
                | "video/quicktime"
        )
    }

    /// Tells whether the server gives no type that means anything: the file may be all right.
    fn is_untyped(&self) -> bool {
        ["", "application/octet-stream", "binary/octet-stream", "application/force-download"]
            .contains(&self.content_type.as_str())
    }
}

/// Returns why Threads could not use a medium, by what its server says.
#[must_use]
pub fn judge(medium: &Medium, served: &Served) -> Option<ServedWhy> {
    let is_page = ["text/html", "application/xhtml+xml"].contains(&served.content_type.as_str());
    if is_page {
        return Some(ServedWhy::Page);
    }
    if !served.is_taken() && !served.is_untyped() {
        return Some(ServedWhy::ContentType(served.content_type.clone()));
    }
    match (medium.kind, served.kind()) {
        (Some(read), Some(kind)) if read != kind => return Some(ServedWhy::OtherKind(kind)),
        (None, None) => return Some(ServedWhy::Unknown),
        _ => {}
    }
    let kind = served.kind().or(medium.kind)?;
    let too_many = served.bytes.filter(|bytes| *bytes > kind.bytes_max());
    too_many.map(|bytes| ServedWhy::TooLarge { kind, bytes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_threads_takes_is_told_from_what_it_does_not() {
        let (image, video) = (Some(MediaKind::Image), Some(MediaKind::Video));
        let too_large = |kind, bytes| Some(ServedWhy::TooLarge { kind, bytes });
        let typed = |typed: &str| Some(ServedWhy::ContentType(typed.to_owned()));
        for (kind, content_type, bytes, why) in [
            (image, "image/jpeg", Some(IMAGE_MAX), None),
            (image, "image/png", None, None),
            (None, "video/quicktime", Some(VIDEO_MAX), None),
            (image, "application/octet-stream", Some(5), None),
            (image, "image/jpeg", Some(IMAGE_MAX + 1), too_large(MediaKind::Image, IMAGE_MAX + 1)),
            (image, "", Some(IMAGE_MAX + 1), too_large(MediaKind::Image, IMAGE_MAX + 1)),
            (None, "video/mp4", Some(VIDEO_MAX + 1), too_large(MediaKind::Video, VIDEO_MAX + 1)),
            (image, "text/html", None, Some(ServedWhy::Page)),
            (image, "image/webp", None, typed("image/webp")),
            (None, "application/pdf", None, typed("application/pdf")),
            (video, "image/jpeg", None, Some(ServedWhy::OtherKind(MediaKind::Image))),
            (None, "", None, Some(ServedWhy::Unknown)),
        ] {
            let medium =
                Medium { kind, url: "https://a.example/x".to_owned(), typed: String::new() };
            let served = Served { content_type: content_type.to_owned(), bytes };
            assert_eq!(judge(&medium, &served), why, "{kind:?} {content_type} {bytes:?}");
        }
    }

    #[test]
    fn a_server_that_is_busy_or_in_trouble_is_asked_again_and_one_that_refuses_is_not() {
        let passing = [408, 425, 429, 500, 503, 599].map(ServedWhy::Status);
        assert!(ServedWhy::NoAnswer.is_passing() && passing.iter().all(ServedWhy::is_passing));
        let lasting = [404, 403, 600].map(ServedWhy::Status);
        assert!(!ServedWhy::Page.is_passing() && !lasting.iter().any(ServedWhy::is_passing));
    }

    #[test]
    fn the_largest_files_are_those_of_the_documentation() {
        assert_eq!(MediaKind::Image.bytes_max(), 8 * 1_024 * 1_024);
        assert_eq!(MediaKind::Video.bytes_max(), 1_024 * 1_024 * 1_024);
    }
}
