//! Images and videos of a post: URLs as people paste them, in their order.
//!
//! Knows URLs by their spelling alone; asking a server what it has is somebody else's work.

mod hosts;
pub mod server_response;
mod url_rules;

pub(crate) use self::url_rules::{holds_another, without_signs};
use crate::cell::{Beside, Cell, Value, is_invisible};

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
    /// The piece of the cell that names it: what a message quotes, for a share link is read as another address.
    pub typed: String,
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
    /// A formula that gives no address, beside something else to post: it may be a picture.
    NoValue,
    /// A picture that a formula in another row, from 0, shows here.
    Spilled(usize),
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
    /// Words behind which a link lies, or a chip.
    LinkBehind,
    /// Two addresses without anything between them.
    Several,
    /// An address with words behind it.
    Blank,
    /// What its server says of it.
    Served(server_response::ServedWhy),
}

/// A place whose share links lead to a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// Google Drive, where it is no single file.
    GoogleDrive,
    /// A document of Google's.
    Document,
    /// Google Photos.
    GooglePhotos,
    /// Dropbox, where it is no single file.
    Dropbox,
    /// `OneDrive`.
    OneDrive,
    /// A page on another site, by its name.
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
        // The rest is not cut off: nobody can tell which media the person would leave out.
        n_media if n_media > MEDIA_MAX => {
            Err(MediaFault { why: MediaWhy::TooMany(n_media), read: n_media.to_string() })
        }
        _ => Ok(media),
    }
}

/// Returns the cell that may hold a picture, though nothing can be read in it.
///
/// A formula that gives nothing may be a look at an empty cell, in a row that is still to be filled in. Beside
/// something to post it is a fault: the post would go out without what its row shows.
#[must_use]
pub fn unreadable(cells: &[&Cell]) -> Option<MediaFault> {
    cells.iter().find_map(|cell| {
        let why = match (is_picture(cell), cell.beside) {
            (true, _) => MediaWhy::Picture,
            (false, Beside::NoValue) => MediaWhy::NoValue,
            (false, Beside::Picture(row)) => MediaWhy::Spilled(row as usize),
            (false, _) => return None,
        };
        Some(MediaFault { why, read: String::new() })
    })
}

/// Tells whether a cell holds the address of a picture or a video, among whatever else.
#[must_use]
pub fn holds_address(cell: &Cell) -> bool {
    let shown = cell.shown_text();
    let is_around = |c: char| c.is_whitespace() || BETWEEN.contains(&c);
    shown.contains("://") && shown.split(is_around).any(url_rules::is_file_address)
}

/// Divides a text from the lines of addresses of images and videos at its end, each of which holds nothing else. An
/// address that shows no file may as well be a link that readers are to open, so it stays with the text.
#[must_use]
pub fn split_at_end(text: &str) -> (&str, &str) {
    let mut start = text.len() + 1;
    let mut at = text.len();
    for line in text.rsplit('\n') {
        start -= line.len() + 1;
        if line.trim().is_empty() {
            continue;
        }
        if !is_of_addresses(line) {
            break;
        }
        at = start;
    }
    text.split_at(at)
}

/// Tells whether a line holds addresses of images and videos, and nothing else.
fn is_of_addresses(line: &str) -> bool {
    let (mut is_any, mut is_named) = (false, false);
    for piece in pieces(line) {
        let (prefix, rest) = prefix_of(piece);
        is_named |= prefix.is_some();
        if rest.is_empty() {
            continue;
        }
        // A word such as `image:` decides for one address, whatever that shows.
        let is_one = if is_named { begins(rest) } else { url_rules::is_file_address(rest) };
        if !is_one {
            return false;
        }
        (is_any, is_named) = (true, false);
    }
    is_any
}

fn is_picture(cell: &Cell) -> bool {
    cell.formula.as_deref().is_some_and(super::text::is_picture)
}

/// Tells whether a formula has worked out to an empty text.
fn is_blank_text(cell: &Cell) -> bool {
    cell.is_empty() && cell.beside != Beside::NoValue
}

/// Adds the media of one cell.
fn read_cell(cell: &Cell, media: &mut Vec<Medium>) -> Result<(), MediaFault> {
    let shown = cell.shown_text();
    let refuse = |why| Err(MediaFault { why, read: shown.to_owned() });
    // The picture comes first: its value is empty or an error, which would hide the true reason.
    if is_picture(cell) && !is_blank_text(cell) {
        return refuse(MediaWhy::Picture);
    }
    match cell.value {
        Value::Error(_) | Value::Loading => return refuse(MediaWhy::Error),
        Value::Empty => return Ok(()),
        Value::Number(_) | Value::Bool(_) => return refuse(MediaWhy::NotUrl),
        Value::Text(_) => {}
    }
    for line in shown.split(['\n', '\r', '\u{b}', '\u{2028}', '\u{2029}']) {
        let is_seen = |c: &char| *c == '\t' || !(c.is_control() || is_invisible(*c));
        let line: String = line.chars().filter(is_seen).collect();
        let mut kind = None;
        for piece in pieces(&line) {
            let (prefix, rest) = prefix_of(piece);
            // A word such as `image:` may stand alone in front of its URL, with a blank between them.
            kind = prefix.or(kind);
            if rest.is_empty() {
                continue;
            }
            // The word counts for one URL only, so it is taken.
            let medium = url_rules::judge(rest, kind.take());
            media.push(medium.map_err(|fault| match fault.why {
                MediaWhy::NotUrl if cell.has_link_behind() => {
                    MediaFault { why: MediaWhy::LinkBehind, ..fault }
                }
                _ => fault,
            })?);
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
        // A comma or a blank alone splits nothing, since URLs and file names may hold them.
        let is_file = sign.is_whitespace() || url_rules::ends_as_file(&line[start..at]);
        let is_begun = begins(&line[next..]) || (is_file && begins_with_host(&line[next..]));
        if BETWEEN.contains(&sign) && is_begun {
            pieces.push(&line[start..at]);
            start = next;
        }
    }
    pieces.push(&line[start..]);
    let is_around = |c: char| c.is_whitespace() || BETWEEN.contains(&c);
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

/// Tells whether an address without its `https://` begins here: `example.com/1.jpg`.
fn begins_with_host(rest: &str) -> bool {
    let Some((host, _)) = rest.split_once('/') else { return false };
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let is_top = |top: &str| top.len() > 1 && top.chars().all(|c| c.is_ascii_alphabetic());
    host.rsplit_once('.').is_some_and(|(names, top)| is_top(top) && names.split('.').all(is_label))
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn urls(typed: &str) -> Vec<(Option<MediaKind>, String)> {
        let media = read(&[&Cell::text(typed)]).unwrap();
        media.into_iter().map(|medium| (medium.kind, medium.url)).collect()
    }

    fn fault(typed: &str) -> MediaWhy {
        read(&[&Cell::text(typed)]).unwrap_err().why
    }

    #[test]
    fn one_address_is_read_with_its_kind() {
        let (image, video) = (Some(MediaKind::Image), Some(MediaKind::Video));
        let cases = [
            ("https://a.example/x.jpg", image, "https://a.example/x.jpg"),
            ("https://a.example/x.PNG?w=1", image, "https://a.example/x.PNG?w=1"),
            ("https://a.example/x.mov", video, "https://a.example/x.mov"),
            ("https://a.example/x", None, "https://a.example/x"),
            ("video: https://a.example/x", video, "https://a.example/x"),
            ("画像：https://a.example/x.mp4", image, "https://a.example/x.mp4"),
            ("image:https://a.example/x.webp", image, "https://a.example/x.webp"),
            ("(https://a.example/x.jpg).", image, "https://a.example/x.jpg"),
            ("https://a.example/x.jpg。", image, "https://a.example/x.jpg"),
            ("\u{200b}ｈｔｔｐｓ：／／a.example/x.jpg", image, "https://a.example/x.jpg"),
            ("https://a.example/夏 1.jpg", image, "https://a.example/%E5%A4%8F%201.jpg"),
            ("https://a.example/x.jpg?sig=a%2Fb+c", image, "https://a.example/x.jpg?sig=a%2Fb+c"),
            ("https://a.example/w_1,q_a.b/x.jpg", image, "https://a.example/w_1,q_a.b/x.jpg"),
            ("https://a.example/w,b.example/x.jpg", image, "https://a.example/w,b.example/x.jpg"),
            ("https://a.example/x.jpg?size=(1)", image, "https://a.example/x.jpg?size=(1)"),
            ("https://A.Example:443/x.jpg", image, "https://A.Example:443/x.jpg"),
            ("https://a.example/a\"b.jpg", image, "https://a.example/a%22b.jpg"),
            ("https://a.example/x\u{200b}.jpg", image, "https://a.example/x.jpg"),
            ("\u{200d},https://a.example/x.jpg|\u{200d}", image, "https://a.example/x.jpg"),
            ("\0https://a.example/x.jpg, \0", image, "https://a.example/x.jpg"),
            ("https://a.example/x\t1.jpg", image, "https://a.example/x1.jpg"),
        ];
        for (typed, kind, url) in cases {
            assert_eq!(urls(typed), [(kind, url.to_owned())], "{typed}");
        }
    }

    #[test]
    fn only_files_on_lines_of_their_own_at_the_end_are_taken_off_a_text() {
        let file = "https://a.example/x.jpg";
        for (text, words, files) in [
            ("see\nhttps://a.example/x.jpg", "see\n", file),
            ("https://a.example/x.jpg", "", file),
            ("see https://a.example/x.jpg", "see https://a.example/x.jpg", ""),
            ("https://a.example/x.jpg\nabove", "https://a.example/x.jpg\nabove", ""),
            ("more:\nhttps://shop.example/item/1", "more:\nhttps://shop.example/item/1", ""),
            ("画像: 下を見て", "画像: 下を見て", ""),
            ("image:", "image:", ""),
            ("a\n\nvideo: https://a.example/x", "a\n\n", "video: https://a.example/x"),
            ("", "", ""),
        ] {
            assert_eq!(split_at_end(text), (words, files), "{text}");
        }
        let several =
            "a\nhttps://a.example/1.jpg\n\nhttps://a.example/2.mp4, https://a.example/3.png";
        assert_eq!(split_at_end(several).0, "a\n");
    }

    #[test]
    fn an_address_of_a_picture_is_seen_among_words() {
        for shown in [
            "https://a.example/x.jpg",
            "see (https://a.example/x.MP4?w=1), rough",
            "http://a.example/x.webp",
            "https://drive.google.com/file/d/1AbCdEfGhIjKlMnOpQrStUvWxYz012345/view?usp=sharing",
            "https://www.dropbox.com/scl/fi/abc/x.jpg?rlkey=abc&dl=0",
            "https://github.com/a/b/blob/main/x.png",
        ] {
            assert!(holds_address(&Cell::text(shown)), "{shown}");
        }
        for shown in [
            "https://a.example/x",
            "x.jpg",
            "https://a.example/x.pdf",
            "",
            "a://b.jpg",
            "https://github.com/a/b/blob/main/README.md",
            "https://drive.google.com/drive/folders/1AbCdEfGhIjKlMnOpQrStUvWxYz012345",
            "https://photos.app.goo.gl/abc",
        ] {
            assert!(!holds_address(&Cell::text(shown)), "{shown}");
        }
    }

    #[test]
    fn several_addresses_keep_their_order_whatever_stands_between() {
        for between in ["\n", "\r\n", ", ", ",", "、", " ", "\u{3000}", ";", " | "] {
            let typed = format!("https://a.example/1.jpg{between}https://a.example/2.mp4");
            let kinds: Vec<_> = urls(&typed).into_iter().map(|(kind, _)| kind).collect();
            assert_eq!(kinds, [Some(MediaKind::Image), Some(MediaKind::Video)], "{between:?}");
        }
        let (first, second) =
            (Cell::text("https://a.example/2.jpg"), Cell::text("https://a.example/1.jpg"));
        let media = read(&[&first, &Cell::default(), &second]).unwrap();
        let urls: Vec<&str> = media.iter().map(|medium| medium.url.as_str()).collect();
        assert_eq!(urls, ["https://a.example/2.jpg", "https://a.example/1.jpg"]);
    }

    #[test]
    fn what_threads_cannot_fetch_is_told_by_its_reason() {
        let cases = [
            ("http://a.example/x.jpg", MediaWhy::NotHttps),
            ("ftp://a.example/x.jpg", MediaWhy::NotHttps),
            (r"C:\pic.png", MediaWhy::LocalFile),
            ("file:///home/x.png", MediaWhy::LocalFile),
            ("/Users/x/pic.png", MediaWhy::LocalFile),
            ("~/pic.png", MediaWhy::LocalFile),
            ("./pic.png", MediaWhy::LocalFile),
            ("../pic.png", MediaWhy::LocalFile),
            ("data:image/png;base64,AAAA", MediaWhy::Data),
            ("https://localhost/x.jpg", MediaWhy::PrivateAddress),
            ("https://169.254.169.254/latest/x.jpg", MediaWhy::PrivateAddress),
            ("https://192.168.1.2/x.jpg", MediaWhy::PrivateAddress),
            ("https://[::1]/x.jpg", MediaWhy::PrivateAddress),
            ("https://[::]/x.jpg", MediaWhy::PrivateAddress),
            ("https://[ff02::1]/x.jpg", MediaWhy::PrivateAddress),
            ("https://[fd00::1]/x.jpg", MediaWhy::PrivateAddress),
            ("https://[fe80::1]/x.jpg", MediaWhy::PrivateAddress),
            ("https://[::ffff:10.0.0.1]/x.jpg", MediaWhy::PrivateAddress),
            ("https://nas.local/x.jpg", MediaWhy::PrivateAddress),
            ("https://a.example/x.heic", MediaWhy::Ending("heic".to_owned())),
            ("https://a.example/x.webp?w=1", MediaWhy::Ending("webp".to_owned())),
            ("https://a.example/x.pdf", MediaWhy::Ending("pdf".to_owned())),
            ("写真は後で", MediaWhy::NotUrl),
            ("a.example/x.jpg", MediaWhy::NotUrl),
            ("https://a.example/1.jpg, b.example/2.jpg", MediaWhy::NotUrl),
            ("https://a.example/1.jpg,b.example/2.jpg", MediaWhy::NotUrl),
            ("https://a.example/1.jpg b.example/2.jpg", MediaWhy::NotUrl),
        ];
        for (typed, why) in cases {
            assert_eq!(fault(typed), why, "{typed}");
        }
    }

    #[test]
    fn a_share_link_is_read_as_the_file_that_it_is_about() {
        let drive = "https://drive.google.com/uc?export=download&id=1AbC_d-E";
        let key = "https://drive.google.com/uc?export=download&id=1AbC_d-E&resourcekey=0-x_Y";
        let dropbox = "https://www.dropbox.com/s/abc/x.jpg?rlkey=k&raw=1";
        let scl = "https://www.dropbox.com/scl/fi/abc/x?rlkey=k&raw=1";
        let share_point = "https://s-my.sharepoint.com/:i:/g/personal/u/EQa1?e=x&download=1";
        for (typed, url) in [
            ("https://drive.google.com/file/d/1AbC_d-E/view?usp=sharing", drive),
            ("https://drive.google.com/file/d/1AbC_d-E/view?resourcekey=0-x_Y", key),
            ("https://drive.google.com/file/u/0/d/1AbC_d-E/edit", drive),
            ("https://drive.google.com/u/1/file/d/1AbC_d-E", drive),
            ("https://drive.google.com/a/shop.example/file/d/1AbC_d-E/preview", drive),
            ("https://docs.google.com/file/d/1AbC_d-E/edit", drive),
            ("https://drive.google.com/open?id=1AbC_d-E&resourcekey=0-x_Y", key),
            ("https://drive.google.com/uc?id=1AbC_d-E", drive),
            ("https://drive.google.com/u/0/uc?id=1AbC_d-E&export=download", drive),
            ("https://docs.google.com/uc?id=1AbC_d-E", drive),
            ("https://www.dropbox.com/s/abc/x.jpg?rlkey=k&dl=0", dropbox),
            ("https://www.dropbox.com/scl/fi/abc/x?rlkey=k&dl=0", scl),
            ("https://s-my.sharepoint.com/:i:/g/personal/u/EQa1?e=x", share_point),
            (
                "https://github.com/o/r/blob/main/a/x.jpg?raw=true",
                "https://raw.githubusercontent.com/o/r/main/a/x.jpg",
            ),
            ("https://gitlab.com/o/r/-/blob/main/x.png", "https://gitlab.com/o/r/-/raw/main/x.png"),
            (
                "https://commons.wikimedia.org/wiki/File:x.jpg",
                "https://commons.wikimedia.org/wiki/Special:FilePath/x.jpg",
            ),
            (
                "https://ja.wikipedia.org/wiki/ファイル:x.jpg",
                "https://ja.wikipedia.org/wiki/Special:FilePath/x.jpg",
            ),
        ] {
            let read: Vec<String> = urls(typed).into_iter().map(|(_, url)| url).collect();
            assert_eq!(read, [url], "{typed}");
            assert_eq!(urls(url)[0].1, url, "what is turned is left alone");
        }
    }

    #[test]
    fn an_address_that_gives_out_a_file_is_taken_as_it_stands() {
        for taken in [
            "https://drive.google.com/uc?export=view&id=1AbC_d-E",
            "https://drive.google.com/thumbnail?id=1AbC_d-E&sz=w1000",
            "https://docs.google.com/presentation/d/1AbC/export/png?pageid=p",
            "https://docs.google.com/drawings/d/e/2PACX-1vQ/pub?w=960",
            "https://docs.google.com/drawings/d/1AbC/export/jpg",
            "https://docs.google.com/spreadsheets/d/e/2PACX-1vQ/pubchart?oid=1&format=image",
            "https://www.dropbox.com/s/abc/x.jpg?dl=1",
            "https://onedrive.live.com/download?cid=1&resid=2",
            "https://s.sharepoint.com/:i:/s/x/EQa1?download=1",
            "https://s.sharepoint.com/_layouts/15/download.aspx?share=EQa1",
            "https://github.com/o/r/raw/main/x.jpg",
            "https://upload.wikimedia.org/wikipedia/commons/a/a1/x.jpg",
            "https://proxy.example/https://a.example/x.jpg",
            "https://proxy.example/?url=https://a.example/x.jpg",
        ] {
            assert_eq!(urls(taken)[0].1, taken);
        }
        assert_eq!(
            urls("https://drive.google.com/u/0/thumbnail?id=1AbC&sz=w1000")[0].1,
            "https://drive.google.com/thumbnail?id=1AbC&sz=w1000"
        );
    }

    #[test]
    fn a_link_that_leads_to_no_single_file_is_told_by_its_place() {
        let pages = [
            ("https://drive.google.com/open?id=", Page::GoogleDrive),
            ("https://drive.google.com/file/d/1%20A/view", Page::GoogleDrive),
            ("https://drive.google.com/drive/folders/1AbC", Page::GoogleDrive),
            ("https://drive.google.com/drive/u/0/my-drive", Page::GoogleDrive),
            ("https://docs.google.com/document/d/1AbC/edit", Page::Document),
            ("https://docs.google.com/presentation/d/1AbC/edit#slide=id.p", Page::Document),
            ("https://docs.google.com/spreadsheets/u/1/d/1AbC/edit", Page::Document),
            ("https://docs.google.com/forms/d/e/1FAIpQLSd/viewform", Page::Document),
            ("https://docs.google.com/document/d/e/2PACX-1vQ/pub", Page::Document),
            ("https://docs.google.com/drawings/d/1AbC/edit", Page::Document),
            ("https://www.dropbox.com/scl/fo/abc/x?rlkey=k&dl=1", Page::Dropbox),
            ("https://www.dropbox.com/sh/abc/x?dl=0", Page::Dropbox),
            ("https://www.dropbox.com/t/abc", Page::Dropbox),
            ("https://www.dropbox.com/home/Photos?preview=x.jpg", Page::Dropbox),
            ("https://photos.app.goo.gl/AbC", Page::GooglePhotos),
            ("https://1drv.ms/i/AbC", Page::OneDrive),
            ("https://shop-my.sharepoint.com/:f:/g/AbC", Page::OneDrive),
            ("https://github.com/o/r/tree/main/pictures", Page::Social("GitHub")),
            ("https://www.google.com/imgres?imgurl=x", Page::Social("Google")),
            ("https://pin.it/AbC", Page::Social("Pinterest")),
            ("https://instagr.am/p/AbC", Page::Social("Instagram")),
            ("https://youtu.be/AbC", Page::Social("YouTube")),
            ("https://www.instagram.com/p/AbC/", Page::Social("Instagram")),
            ("https://jp.pinterest.com/pin/1/", Page::Social("Pinterest")),
        ];
        for (typed, page) in pages {
            assert_eq!(fault(typed), MediaWhy::Page(page), "{typed}");
        }
    }

    #[test]
    fn two_addresses_in_one_or_words_behind_one_are_a_fault_of_their_own() {
        for typed in [
            "https://a.example/x.jpghttps://b.example/y.jpg",
            "https://a.examplehttps://b.example",
            "https://a.example/x。HTTP://b.example/y.jpg",
        ] {
            assert_eq!(fault(typed), MediaWhy::Several, "{typed}");
        }
        for typed in [
            "https://a.example/x.jpg see this",
            "https://a.example/x.jpg y.jpg",
            "https://a.example/photo\u{3000}写真",
            "image: https://a.example/my photo",
        ] {
            assert_eq!(fault(typed), MediaWhy::Blank, "{typed}");
        }
        assert_eq!(urls("https://a.example/IMG 2 (1).png").len(), 1);
    }

    #[test]
    fn a_picture_an_error_or_too_many_media_stop_the_post() {
        let made = |formula: &str, beside: Beside| Cell {
            formula: Some(formula.to_owned()),
            beside,
            ..Cell::default()
        };
        for formula in [
            "=IMAGE(\"https://a.example\")",
            "=+image(B2)",
            "=IF(B2=\"\",\"\",IMAGE(B2))",
            "=IFERROR(IMAGE (B2),\"\")",
            "=ARRAYFORMULA(IMAGE(B2:B))",
            "=LET(u,B2,IMAGE(u))",
        ] {
            let picture = made(formula, Beside::NoValue);
            assert_eq!(read(&[&picture]).unwrap_err().why, MediaWhy::Picture, "{formula}");
            // An empty text is no picture; beside something to post it may be one that failed.
            let empty = made(formula, Beside::Nothing);
            assert_eq!(read(&[&empty]), Ok(vec![]), "{formula}");
            assert_eq!(unreadable(&[&empty]).unwrap().why, MediaWhy::Picture, "{formula}");
        }
        for formula in ["=Pictures!A2", "=VLOOKUP(A2,Pictures!A:B,2,0)", "=\"IMAGE(\"&A2"] {
            let nothing = made(formula, Beside::NoValue);
            assert_eq!(read(&[&nothing]), Ok(vec![]), "{formula}");
            assert_eq!(unreadable(&[&nothing]).unwrap().why, MediaWhy::NoValue, "{formula}");
            assert_eq!(unreadable(&[&made(formula, Beside::Nothing)]), None, "{formula}");
        }
        let error = Cell { value: Value::Error("#N/A".to_owned()), ..Cell::default() };
        assert_eq!(read(&[&error]).unwrap_err().why, MediaWhy::Error);
        let number = Cell { value: Value::Number(1.0), shown: "1".to_owned(), ..Cell::default() };
        assert_eq!(read(&[&number]).unwrap_err().why, MediaWhy::NotUrl);
        let many = |n: usize| "https://a.example/x.jpg\n".repeat(n);
        assert_eq!(urls(&many(20)).len(), 20);
        assert_eq!(fault(&many(21)), MediaWhy::TooMany(21));
    }

    #[test]
    fn a_word_with_a_link_behind_it_is_told_from_a_word_alone() {
        let fault = |beside| {
            let cell = Cell { beside, ..Cell::text("写真") };
            read(&[&cell]).unwrap_err()
        };
        let told = |why| MediaFault { why, read: "写真".to_owned() };
        assert_eq!(fault(Beside::Link), told(MediaWhy::LinkBehind));
        assert_eq!(fault(Beside::Chip), told(MediaWhy::LinkBehind));
        assert_eq!(fault(Beside::default()), told(MediaWhy::NotUrl));
    }

    #[test]
    fn an_address_without_its_beginning_is_seen_by_its_host() {
        for address in ["example.com/1.jpg", "a-b.example.co/", "x1.example/1.jpg"] {
            assert!(begins_with_host(address), "{address}");
        }
        for other in [
            "example.com",
            "example/1.jpg",
            "example.c/1.jpg",
            "example.c0m/1.jpg",
            ".com/1.jpg",
            "a..com/1.jpg",
            "a b.com/1.jpg",
            "店.com/1.jpg",
            "and/or",
        ] {
            assert!(!begins_with_host(other), "{other}");
        }
    }

    #[test]
    fn an_address_of_a_picture_is_seen_whatever_mark_stands_around_it() {
        for shown in ["a,https://a.example/x.jpg,b", "a https://a.example/x.jpg b"] {
            assert!(holds_address(&Cell::text(shown)), "{shown}");
        }
    }
}
