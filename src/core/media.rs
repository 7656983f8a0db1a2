//! Images and videos of a post: URLs as people paste them, in their order.
//!
//! Knows URLs by their spelling alone; asking a server what it has is somebody else's work.

mod url_rules;

use crate::core::cell::{Cell, Value};

/// Most media in one post.
/// Source: <https://developers.facebook.com/docs/threads/posts> (carousel).
pub const MEDIA_MAX: usize = 20;

/// What a medium is to Threads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaKind {
    /// A JPEG or PNG.
    Image,
    /// An MP4 or MOV.
    Video,
}

/// One image or video.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Medium {
    /// Its kind; `None` where only the server can tell.
    pub kind: Option<MediaKind>,
    /// Its `https` URL, percent-encoded.
    pub url: String,
}

/// Why the Media cells of a row stop its post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaFault {
    /// What is wrong.
    pub why: MediaWhy,
    /// The piece that was read.
    pub read: String,
}

/// What is wrong with a medium.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MediaWhy {
    /// A formula error.
    Error,
    /// A picture in the cell; the sheet hands out no address for it.
    Picture,
    /// `http`, where Threads needs `https`.
    NotHttps,
    /// The file itself, written out as text.
    Data,
    /// A file on somebody's computer.
    LocalFile,
    /// An address that only one computer or network can reach.
    PrivateAddress,
    /// A kind of file that Threads does not take, by its ending.
    Ending(String),
    /// A page that shows the picture, not the picture.
    Page(Page),
    /// More than [`MEDIA_MAX`].
    TooMany(usize),
    /// Not a URL.
    NotUrl,
}

/// A place whose share links lead to a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Page {
    /// Google Drive, with the direct form of the link where there is one.
    GoogleDrive(Option<String>),
    /// Google Photos.
    GooglePhotos,
    /// Dropbox, with the direct form of the link.
    Dropbox(String),
    /// `OneDrive`.
    OneDrive,
    /// A post on a social network, by its name.
    Social(&'static str),
}

/// Reads the Media cells of a row as one list.
///
/// # Errors
///
/// [`MediaFault`] for the first piece that cannot be an image or a video.
pub fn read(cells: &[&Cell]) -> Result<Vec<Medium>, MediaFault> {
    let mut media = Vec::new();
    for cell in cells {
        read_cell(cell, &mut media)?;
    }
    match media.len() {
        n_media if n_media > MEDIA_MAX => {
            Err(MediaFault { why: MediaWhy::TooMany(n_media), read: n_media.to_string() })
        }
        _ => Ok(media),
    }
}

/// Adds the media of one cell.
fn read_cell(cell: &Cell, media: &mut Vec<Medium>) -> Result<(), MediaFault> {
    let shown = cell.shown_text();
    let refuse = |why| Err(MediaFault { why, read: shown.to_owned() });
    if cell.formula.as_deref().is_some_and(super::text::is_picture) {
        return refuse(MediaWhy::Picture);
    }
    match cell.value {
        Value::Error(_) => return refuse(MediaWhy::Error),
        Value::Empty => return Ok(()),
        Value::Number(_) | Value::Bool(_) => return refuse(MediaWhy::NotUrl),
        Value::Text(_) => {}
    }
    for line in shown.split(['\n', '\r', '\u{b}', '\u{2028}', '\u{2029}']) {
        let mut kind = None;
        for piece in pieces(line) {
            let (prefix, rest) = prefix_of(piece);
            kind = prefix.or(kind);
            if rest.is_empty() {
                continue;
            }
            media.push(url_rules::judge(rest, kind.take())?);
        }
    }
    Ok(())
}

/// Signs that may stand between two URLs.
const BETWEEN: &[char] = &[' ', '\t', '\u{a0}', '\u{3000}', ',', '、', '，', ';', '；', '|'];
/// What a piece may begin with; a sign anywhere else belongs to the URL it stands in.
const BEGINNINGS: &[&str] = &[
    "https:",
    "http:",
    "data:",
    "file:",
    "ftp:",
    "blob:",
    "image:",
    "video:",
    "画像:",
    "動画:",
    "image：",
    "video：",
    "画像：",
    "動画：",
    "www.",
];
/// The words that decide a medium's kind.
const PREFIXES: &[(&str, MediaKind)] = &[
    ("image", MediaKind::Image),
    ("画像", MediaKind::Image),
    ("video", MediaKind::Video),
    ("動画", MediaKind::Video),
];

/// Splits a line where a sign between URLs is followed by the beginning of another.
fn pieces(line: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, sign) in line.char_indices() {
        let next = at + sign.len_utf8();
        if BETWEEN.contains(&sign) && begins(&line[next..]) {
            pieces.push(&line[start..at]);
            start = next;
        }
    }
    pieces.push(&line[start..]);
    let is_around =
        |c: char| c.is_whitespace() || BETWEEN.contains(&c) || c == '\u{feff}' || c == '\u{200b}';
    pieces
        .into_iter()
        .map(|piece| piece.trim_matches(is_around))
        .filter(|p| !p.is_empty())
        .collect()
}

/// Tells whether a piece begins here.
fn begins(rest: &str) -> bool {
    BEGINNINGS.iter().any(|beginning| {
        rest.get(..beginning.len()).is_some_and(|head| head.eq_ignore_ascii_case(beginning))
    })
}

/// Takes a word such as `image:` off the front of a piece.
fn prefix_of(piece: &str) -> (Option<MediaKind>, &str) {
    let found = PREFIXES.iter().find_map(|(word, kind)| {
        let head = piece.get(..word.len())?;
        let rest = piece[word.len()..].trim_start();
        let rest = rest.strip_prefix([':', '：'])?;
        head.eq_ignore_ascii_case(word).then(|| (Some(*kind), rest.trim()))
    });
    found.unwrap_or((None, piece))
}
