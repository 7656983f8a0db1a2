//! What the world's web serves at a media address, and what becomes of it.

use std::collections::BTreeMap;

use url::Url;

/// What an address serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaFile {
    /// A good JPEG or PNG.
    Image,
    /// A good MP4 or MOV.
    Video,
    /// Nothing: making the container is refused with 2207052.
    NotFound,
    /// A page, as share links are: making the container is refused with 2207052.
    Html,
    /// A file behind a wall that lets people through and the service not: ERROR UNKNOWN.
    Blocked,
    /// A good image or video that fails this many times with ERROR UNKNOWN first.
    FailsAtFirst(u32),
    /// A file that is no picture and no film inside.
    Broken,
    /// A video that could not be downloaded to its end.
    TooSlow,
    /// A video of more than 300 s.
    TooLong,
    /// A picture or a film of a shape beyond 10:1.
    WrongAspect,
    /// A video outside of 23 to 60 frames a second.
    WrongFrameRate,
    /// A video of more than 100 Mbps.
    WrongBitRate,
    /// A video with more than two channels of sound.
    WrongChannels,
    /// A video whose sound cannot be processed.
    BrokenAudio,
    /// A good picture or film, and too much of it: ERROR UNKNOWN, as nothing is documented.
    TooLarge,
    /// A good file whose server answers no HEAD.
    RefusesHead,
    /// A file that its server calls so, whatever its address ends in.
    Typed(&'static str),
    /// Another address, to which this one leads.
    LeadsTo(&'static str),
    /// Nothing, ever: the server takes the call and does not answer.
    Silent,
}

/// What a media container is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Image,
    Video,
}

/// What becomes of a file in a container.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is processed.
    Good,
    /// The container is refused.
    Unfetchable,
    /// The container ends in ERROR with this word.
    ///
    /// Source: <https://developers.facebook.com/docs/threads/troubleshooting> (the spelling is its).
    Fails(&'static str),
}

/// The web, as far as the practice world has one.
#[derive(Debug, Clone, Default)]
pub(super) struct Web {
    pub(super) hosted: BTreeMap<String, MediaFile>,
    /// What was posted to addresses of the web, in order.
    pub(super) posted: Vec<(String, Vec<u8>)>,
}

impl Web {
    pub(super) fn host(&mut self, url: &str, file: MediaFile) {
        self.hosted.insert(url.to_owned(), file);
    }

    /// Fetches a file as it is at this moment; a file that fails at first comes nearer to working.
    pub(super) fn fetch(&mut self, url: &str, wanted: Wanted) -> Verdict {
        let file = match self.hosted.get_mut(url) {
            Some(MediaFile::FailsAtFirst(0)) => return Verdict::Good,
            Some(MediaFile::FailsAtFirst(left)) => {
                *left -= 1;
                return Verdict::Fails("UNKNOWN");
            }
            Some(MediaFile::LeadsTo(other)) => {
                // One redirect is followed; an address that leads on from there counts as one that cannot be fetched.
                let other = *other;
                self.hosted.get(other).copied().unwrap_or_else(|| by_ending(other))
            }
            // The service fetches with GET, so it does not meet a HEAD that is refused.
            Some(MediaFile::RefusesHead) | None => by_ending(url),
            Some(file) => *file,
        };
        verdict(file, wanted)
    }
}

/// Tells whether an address is one that the service would fetch: public, and https.
pub(super) fn is_fetchable(url: &str) -> bool {
    let is_public =
        // An address in numbers has no domain, and `localhost` no dot.
        |url: Url| url.scheme() == "https" && url.domain().is_some_and(|d| d.contains('.'));
    Url::parse(url).is_ok_and(is_public)
}

pub(super) fn by_ending(url: &str) -> MediaFile {
    let path = Url::parse(url).map(|url| url.path().to_lowercase()).unwrap_or_default();
    let ends = |endings: &[&str]| endings.iter().any(|ending| path.ends_with(ending));
    if ends(&[".jpg", ".jpeg", ".png"]) {
        MediaFile::Image
    } else if ends(&[".mp4", ".mov"]) {
        MediaFile::Video
    } else if ends(&[".webp", ".heic", ".gif", ".avif", ".tiff", ".bmp"]) {
        // Only JPEG and PNG are listed.
        // Source: <https://developers.facebook.com/docs/threads/overview> (Image specifications).
        MediaFile::Broken
    } else {
        MediaFile::Html
    }
}

fn verdict(file: MediaFile, wanted: Wanted) -> Verdict {
    match (file, wanted) {
        (
            MediaFile::NotFound
            | MediaFile::Html
            | MediaFile::Silent
            | MediaFile::LeadsTo(_)
            | MediaFile::Typed("text/html"),
            _,
        ) => Verdict::Unfetchable,
        (MediaFile::Image | MediaFile::Typed("image/jpeg" | "image/png"), Wanted::Image)
        | (MediaFile::Video | MediaFile::Typed("video/mp4" | "video/quicktime"), Wanted::Video) => {
            Verdict::Good
        }
        (MediaFile::WrongAspect, _) => Verdict::Fails("INVALID_ASPEC_RATIO"),
        // Of images the page has a word for the aspect ratio alone, so anything else that is wrong with one is
        // UNKNOWN.
        (MediaFile::Blocked | MediaFile::FailsAtFirst(_) | MediaFile::TooLarge, _)
        | (_, Wanted::Image) => Verdict::Fails("UNKNOWN"),
        (MediaFile::TooSlow, _) => Verdict::Fails("FAILED_DOWNLOADING_VIDEO"),
        (MediaFile::TooLong, _) => Verdict::Fails("INVALID_DURATION"),
        (MediaFile::WrongFrameRate, _) => Verdict::Fails("INVALID_FRAME_RATE"),
        (MediaFile::WrongBitRate, _) => Verdict::Fails("INVALID_BIT_RATE"),
        (MediaFile::WrongChannels, _) => Verdict::Fails("INVALID_AUDIO_CHANNELS"),
        (MediaFile::BrokenAudio, _) => Verdict::Fails("FAILED_PROCESSING_AUDIO"),
        (
            MediaFile::Image | MediaFile::Broken | MediaFile::Typed(_) | MediaFile::RefusesHead,
            _,
        ) => Verdict::Fails("FAILED_PROCESSING_VIDEO"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_address_is_judged_by_its_ending() {
        let mut web = Web::default();
        for (url, wanted, verdict) in [
            ("https://a.example/x.JPG?size=2", Wanted::Image, Verdict::Good),
            ("https://a.example/x.mov", Wanted::Video, Verdict::Good),
            ("https://a.example/x.png", Wanted::Video, Verdict::Fails("FAILED_PROCESSING_VIDEO")),
            ("https://a.example/x.webp", Wanted::Image, Verdict::Fails("UNKNOWN")),
            ("https://drive.example/file/d/1/view", Wanted::Image, Verdict::Unfetchable),
        ] {
            assert_eq!(web.fetch(url, wanted), verdict, "{url}");
        }
    }

    #[test]
    fn a_file_that_fails_at_first_works_later() {
        let mut web = Web::default();
        web.host("https://a.example/x", MediaFile::FailsAtFirst(1));
        assert_eq!(web.fetch("https://a.example/x", Wanted::Image), Verdict::Fails("UNKNOWN"));
        assert_eq!(web.fetch("https://a.example/x", Wanted::Image), Verdict::Good);
    }

    #[test]
    fn only_public_https_addresses_are_fetched() {
        assert!(is_fetchable("https://cdn.example/a.png"));
        for url in [
            "http://cdn.example/a.png",
            "https://localhost/a.png",
            "https://10.0.0.1/a.png",
            "a.png",
        ] {
            assert!(!is_fetchable(url), "{url}");
        }
    }
}
