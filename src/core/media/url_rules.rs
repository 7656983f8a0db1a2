//! What one media URL must look like.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use super::{MediaFault, MediaKind, MediaWhy, Medium, Page};
use crate::core::cell::is_invisible;

/// Endings of the files that Threads takes.
/// Source: <https://developers.facebook.com/docs/threads/overview>.
const KNOWN_ENDINGS: &[(&str, MediaKind)] = &[
    ("jpg", MediaKind::Image),
    ("jpeg", MediaKind::Image),
    ("png", MediaKind::Image),
    ("mp4", MediaKind::Video),
    ("mov", MediaKind::Video),
];
/// Endings of the files that people try and Threads refuses.
const REFUSED_ENDINGS: &[&str] = &[
    "heic", "heif", "webp", "svg", "pdf", "gif", "bmp", "tif", "tiff", "avif", "ico", "psd", "ai",
    "avi", "mkv", "webm", "wmv", "flv", "html", "htm", "zip", "docx", "xlsx", "pptx", "mp3",
];
/// Signs that a sentence leaves behind a URL.
const TRAILING: &[char] = &[
    ')', ']', '}', '>', '.', ',', ';', ':', '!', '\'', '"', '。', '、', '）', '」', '』', '”', '’',
];
/// Signs that a sentence leaves in front of a URL.
const LEADING: &[char] = &['(', '[', '{', '<', '\'', '"', '（', '「', '『', '“', '‘'];

/// Reads one piece of a Media cell.
pub(super) fn judge(piece: &str, kind: Option<MediaKind>) -> Result<Medium, MediaFault> {
    let refuse = |why| MediaFault { why, read: piece.to_owned() };
    let typed = narrowed(piece);
    let typed = typed.trim_start_matches(LEADING);
    let lower = typed.to_lowercase();
    let has_drive = matches!(lower.as_bytes(), [b'a'..=b'z', b':', b'\\' | b'/', ..]);
    if lower.starts_with("data:") {
        return Err(refuse(MediaWhy::Data));
    }
    if has_drive || lower.starts_with("file:") || lower.starts_with("blob:") {
        return Err(refuse(MediaWhy::LocalFile));
    }
    if lower.starts_with(['/', '\\', '~']) || lower.starts_with("./") || lower.starts_with("../") {
        return Err(refuse(MediaWhy::LocalFile));
    }
    let (url, typed) = parse(typed).ok_or_else(|| refuse(MediaWhy::NotUrl))?;
    match url.host() {
        None => return Err(refuse(MediaWhy::NotUrl)),
        Some(host) if is_private_host(&host) => return Err(refuse(MediaWhy::PrivateAddress)),
        Some(_) => {}
    }
    if url.scheme() != "https" {
        return Err(refuse(MediaWhy::NotHttps));
    }
    if let Some(page) = page_of(&url) {
        return Err(refuse(MediaWhy::Page(page)));
    }
    let ending = ending(&url);
    if kind.is_none() && REFUSED_ENDINGS.contains(&ending.as_str()) {
        return Err(refuse(MediaWhy::Ending(ending)));
    }
    // A URL that needs no encoding stays as it was typed: a signature may cover its spelling.
    let is_spelled =
        typed.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte));
    let kind = kind.or_else(|| kind_of(&ending));
    Ok(Medium { kind, url: if is_spelled { typed } else { url.into() } })
}

/// Returns a URL without invisible characters, and in plain letters where its scheme was typed in wide ones.
fn narrowed(piece: &str) -> String {
    let visible = piece.chars().filter(|c| !is_invisible(*c) && !c.is_control());
    if !piece.starts_with(['ｈ', 'Ｈ']) {
        return visible.collect();
    }
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    visible.map(narrow).collect()
}

/// Parses a URL, without the signs behind it where that gives it a known ending.
fn parse(typed: &str) -> Option<(Url, String)> {
    let typed = typed.trim();
    let whole = Url::parse(typed).ok()?;
    let trimmed = typed.trim_end_matches(TRAILING);
    if kind_of(&ending(&whole)).is_none() {
        let shorter = Url::parse(trimmed).ok().filter(|url| kind_of(&ending(url)).is_some());
        if let Some(shorter) = shorter {
            return Some((shorter, trimmed.to_owned()));
        }
    }
    Some((whole, typed.to_owned()))
}

/// Returns the ending of the file that a URL's path names, in lower case.
fn ending(url: &Url) -> String {
    let file = url.path().rsplit('/').next().unwrap_or_default();
    file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default()
}

/// Returns what files of an ending are to Threads.
fn kind_of(ending: &str) -> Option<MediaKind> {
    KNOWN_ENDINGS.iter().find(|(known, _)| *known == ending).map(|(_, kind)| *kind)
}

/// Tells whether only one computer or network can reach a host, by its name or its number.
#[must_use]
pub fn is_private_host(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => {
            let name = name.trim_end_matches('.').to_ascii_lowercase();
            let is_inner = ["localhost", "local", "internal", "lan", "home", "intranet", "corp"]
                .iter()
                .any(|inner| name.rsplit('.').next() == Some(*inner));
            is_inner || !name.contains('.')
        }
        Host::Ipv4(address) => is_private_address(IpAddr::V4(*address)),
        Host::Ipv6(address) => is_private_address(IpAddr::V6(*address)),
    }
}

/// Tells whether an address is reached from one computer or network alone.
#[must_use]
pub fn is_private_address(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_private_v4(address),
        IpAddr::V6(address) => is_private_v6(address),
    }
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    let is_shared = first == 100 && (64..128).contains(&second);
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || is_shared
        || first == 0
        || first >= 224
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    address.is_loopback()
        || address.is_unspecified()
        || address.is_multicast()
        || address.is_unique_local()
        || address.is_unicast_link_local()
}

/// Recognises the share links of known places, which lead to a page and not to a file.
fn page_of(url: &Url) -> Option<Page> {
    let host = url.host_str().unwrap_or_default().to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let is_of = |domain: &str| {
        host == domain || host.strip_suffix(domain).is_some_and(|front| front.ends_with('.'))
    };
    match host {
        "drive.google.com" if url.path() == "/uc" => None,
        "drive.google.com" | "docs.google.com" => Some(Page::GoogleDrive(direct_drive_link(url))),
        "photos.google.com" | "photos.app.goo.gl" => Some(Page::GooglePhotos),
        "dropbox.com" => dropbox_page(url),
        "onedrive.live.com" | "1drv.ms" => Some(Page::OneDrive),
        "pin.it" => Some(Page::Social("Pinterest")),
        "instagr.am" => Some(Page::Social("Instagram")),
        "youtu.be" => Some(Page::Social("YouTube")),
        _ if is_of("sharepoint.com") => Some(Page::OneDrive),
        _ if host.split('.').any(|label| label == "pinterest") => Some(Page::Social("Pinterest")),
        _ => [
            ("instagram.com", "Instagram"),
            ("youtube.com", "YouTube"),
            ("tiktok.com", "TikTok"),
            ("facebook.com", "Facebook"),
            ("threads.net", "Threads"),
            ("threads.com", "Threads"),
            ("twitter.com", "X"),
            ("x.com", "X"),
        ]
        .into_iter()
        .find(|(domain, _)| host == *domain || host == format!("m.{domain}"))
        .map(|(_, name)| Page::Social(name)),
    }
}

/// Returns the direct form of a Google Drive share link.
fn direct_drive_link(url: &Url) -> Option<String> {
    let mut parts = url.path_segments()?;
    let from_path = parts.find(|part| *part == "d").and_then(|_| parts.next()).map(str::to_owned);
    let from_query =
        || url.query_pairs().find(|(key, _)| key == "id").map(|(_, id)| id.into_owned());
    let id = from_path.or_else(from_query)?;
    let is_id =
        !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    is_id.then(|| format!("https://drive.google.com/uc?export=download&id={id}"))
}

/// Recognises a Dropbox link without `raw=1` or `dl=1`, and returns the direct form.
fn dropbox_page(url: &Url) -> Option<Page> {
    if url.query_pairs().any(|(key, value)| (key == "raw" || key == "dl") && value == "1") {
        return None;
    }
    let kept: Vec<(String, String)> =
        url.query_pairs().into_owned().filter(|(key, _)| key != "dl" && key != "raw").collect();
    let mut direct = url.clone();
    direct.query_pairs_mut().clear().extend_pairs(kept).append_pair("raw", "1");
    Some(Page::Dropbox(direct.into()))
}
