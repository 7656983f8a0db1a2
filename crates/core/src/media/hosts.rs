//! Share links of known places: which of them can be turned into the address of the file itself.
//!
//! What is turned is an address that this module leaves alone when it meets it again.

use url::Url;

use super::Page;

/// What a share link is good for.
#[derive(Debug)]
pub(super) enum Shared {
    /// The file behind it has this address.
    File(Url),
    /// It leads to a page, whatever is done with it.
    Page(Page),
}

/// Recognises a share link; `None` for what may be the address of a file.
pub(super) fn shared(url: &Url) -> Option<Shared> {
    let host = url.host_str().unwrap_or_default().to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let is_of = |domain: &str| {
        host == domain || host.strip_suffix(domain).is_some_and(|front| front.ends_with('.'))
    };
    match host {
        "drive.google.com" | "docs.google.com" => google_drive(url),
        "photos.google.com" | "photos.app.goo.gl" => Some(Shared::Page(Page::GooglePhotos)),
        "dropbox.com" => dropbox(url),
        "1drv.ms" => Some(Shared::Page(Page::OneDrive)),
        "onedrive.live.com" => one_drive(url),
        "github.com" => github(url),
        "gitlab.com" => gitlab(url),
        _ if is_of("sharepoint.com") => one_drive(url),
        _ if is_of("wikipedia.org") || is_of("wikimedia.org") => wikimedia(url),
        _ => social(host, url).map(|site| Shared::Page(Page::Social(site))),
    }
}

/// Returns the parts of a path; without the number of a signed-in account, which is another one for everybody.
fn parts(url: &Url) -> Vec<&str> {
    let mut parts: Vec<&str> =
        url.path_segments().into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(at) = parts.windows(2).position(|two| two[0] == "u" && is_number(two[1])) {
        parts.drain(at..at + 2);
    }
    parts
}

fn query(url: &Url, name: &str) -> Option<String> {
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

fn has(url: &Url, name: &str, value: &str) -> bool {
    url.query_pairs().any(|(key, its)| key == name && its == value)
}

/// Returns an address with another path and the same query.
fn with_path(url: &Url, path: &str) -> Url {
    let mut other = url.clone();
    other.set_path(path);
    other.set_fragment(None);
    other
}

fn file(address: &str) -> Option<Shared> {
    Url::parse(address).ok().map(Shared::File)
}

/// Links of Google Drive, and of its documents.
fn google_drive(url: &Url) -> Option<Shared> {
    let parts = parts(url);
    let id = query(url, "id").filter(|id| is_id(id));
    let has_user = url.path().contains("/u/");
    match parts.as_slice() {
        // `/u/1/` names an account of the person who copied the link; Threads is not signed in to it.
        ["uc"] if id.is_some() && query(url, "export").is_some() && !has_user => None,
        ["thumbnail"] if id.is_some() && !has_user => None,
        ["thumbnail"] if id.is_some() => Some(Shared::File(with_path(url, "/thumbnail"))),
        ["uc" | "open"] => of_drive(url, id.as_deref()),
        _ if let Some(at) = parts.windows(2).position(|two| two == ["file", "d"]) => {
            of_drive(url, parts.get(at + 2).copied().filter(|id| is_id(id)))
        }
        _ => document(url, &parts),
    }
}

/// Returns the address of a file by its id. A file that was shared long ago has a key beside it.
fn of_drive(url: &Url, id: Option<&str>) -> Option<Shared> {
    let Some(id) = id else { return Some(Shared::Page(Page::GoogleDrive)) };
    let key = query(url, "resourcekey").filter(|key| is_id(key));
    let key = key.map(|key| format!("&resourcekey={key}")).unwrap_or_default();
    file(&format!("https://drive.google.com/uc?export=download&id={id}{key}"))
}

fn is_id(id: &str) -> bool {
    // What was published to the web has `e` in the place of an id.
    !matches!(id, "" | "e")
        && id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}

/// A document is no picture, but some give out one of themselves.
fn document(url: &Url, parts: &[&str]) -> Option<Shared> {
    const DOCUMENTS: [&str; 5] = ["document", "presentation", "spreadsheets", "forms", "drawings"];
    let Some(kind) = parts.iter().find(|part| DOCUMENTS.contains(part)) else {
        return Some(Shared::Page(Page::GoogleDrive));
    };
    let is_picture = match parts {
        [.., "export", format] => matches!(*format, "png" | "jpg" | "jpeg"),
        [.., "pub"] => *kind == "drawings",
        [.., "pubchart"] => has(url, "format", "image"),
        _ => false,
    };
    (!is_picture).then_some(Shared::Page(Page::Document))
}

/// Links of Dropbox: one that gives out the file says so in its query.
fn dropbox(url: &Url) -> Option<Shared> {
    // The other paths are folders, transfers and pages of the site.
    if !matches!(parts(url).as_slice(), ["s", _, ..] | ["scl", "fi", _, ..]) {
        return Some(Shared::Page(Page::Dropbox));
    }
    if has(url, "raw", "1") || has(url, "dl", "1") {
        return None;
    }
    let kept: Vec<(String, String)> =
        // The rest of the query stays, for `rlkey` is what lets a stranger open the link.
        url.query_pairs().into_owned().filter(|(key, _)| key != "dl" && key != "raw").collect();
    let mut direct = url.clone();
    direct.set_fragment(None);
    direct.query_pairs_mut().clear().extend_pairs(kept).append_pair("raw", "1");
    Some(Shared::File(direct))
}

/// Links of `OneDrive` and `SharePoint`.
fn one_drive(url: &Url) -> Option<Shared> {
    let parts = parts(url);
    let is_download =
        has(url, "download", "1") || matches!(parts.last(), Some(&("download" | "download.aspx")));
    if is_download {
        return None;
    }
    // A link to one picture or one video; other letters are folders and documents.
    if !matches!(parts.first(), Some(&(":i:" | ":v:"))) {
        return Some(Shared::Page(Page::OneDrive));
    }
    let mut direct = url.clone();
    direct.query_pairs_mut().append_pair("download", "1");
    Some(Shared::File(direct))
}

fn github(url: &Url) -> Option<Shared> {
    match parts(url).as_slice() {
        [owner, name, "blob", rest @ ..] if rest.len() > 1 => {
            file(&format!("https://raw.githubusercontent.com/{owner}/{name}/{}", rest.join("/")))
        }
        [_, _, "tree", ..] => Some(Shared::Page(Page::Social("GitHub"))),
        _ => None,
    }
}

fn gitlab(url: &Url) -> Option<Shared> {
    let (front, back) = url.path().split_once("/-/blob/")?;
    let mut direct = with_path(url, &format!("{front}/-/raw/{back}"));
    direct.set_query(None);
    Some(Shared::File(direct))
}

/// The page about a file of a wiki, by the names of its namespace.
fn wikimedia(url: &Url) -> Option<Shared> {
    const NAMES: [&str; 4] = ["File:", "Image:", "ファイル:", "画像:"];
    let name = url.path().strip_prefix("/wiki/")?;
    let name = NAMES.iter().find_map(|namespace| {
        let spelled: String = url::form_urlencoded::byte_serialize(namespace.as_bytes()).collect();
        name.strip_prefix(namespace).or_else(|| name.strip_prefix(&spelled.replace("%3A", ":")))
    })?;
    let mut direct = with_path(url, &format!("/wiki/Special:FilePath/{name}"));
    direct.set_query(None);
    Some(Shared::File(direct))
}

/// Returns the name of a site whose addresses are pages.
fn social(host: &str, url: &Url) -> Option<&'static str> {
    let is_google = matches!(host, "google.com" | "google.co.jp");
    let is_found = matches!(parts(url).as_slice(), ["imgres" | "url" | "search" | "imghp"]);
    match host {
        "pin.it" => Some("Pinterest"),
        "instagr.am" => Some("Instagram"),
        "youtu.be" => Some("YouTube"),
        _ if host.split('.').any(|label| label == "pinterest") => Some("Pinterest"),
        _ if is_google && is_found => Some("Google"),
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
        .map(|(_, name)| name),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// Returns the address of the file, `page`, or `as it is`.
    fn turned(address: &str) -> String {
        match shared(&Url::parse(address).unwrap()) {
            Some(Shared::File(url)) => url.into(),
            Some(Shared::Page(_)) => "page".to_owned(),
            None => "as it is".to_owned(),
        }
    }

    #[test]
    fn a_link_that_gives_out_the_file_is_left_as_it_is() {
        for address in [
            "https://drive.google.com/uc?export=view&id=a1",
            "https://drive.google.com/thumbnail?id=a1&sz=w1000",
            "https://onedrive.live.com/download?resid=1",
            // A branch alone names no file.
            "https://github.com/owner/name/blob/main",
            "https://google.com/a.jpg",
            "https://example.com/search",
        ] {
            assert_eq!(turned(address), "as it is", "{address}");
        }
    }

    #[test]
    fn a_link_is_turned_into_the_file_or_told_as_a_page() {
        for (address, expected) in [
            (
                "https://drive.google.com/file/d/123456789/view",
                "https://drive.google.com/uc?export=download&id=123456789",
            ),
            (
                "https://drive.google.com/file/u/0/d/a1/view",
                "https://drive.google.com/uc?export=download&id=a1",
            ),
            ("https://drive.google.com/thumbnail", "page"),
            ("https://onedrive.live.com/?id=1", "page"),
            (
                "https://github.com/owner/name/blob/main/a.jpg",
                "https://raw.githubusercontent.com/owner/name/main/a.jpg",
            ),
            ("https://google.com/search?q=a", "page"),
        ] {
            assert_eq!(turned(address), expected, "{address}");
        }
    }
}
