//! The web: the media, for clients that look at an address themselves, and the webhooks.
//!
//! The practice world has one door for it, that of the Threads service: a request that names a public
//! host is answered as that host would, over plain HTTP, because nobody here has the host's certificate.

use std::time::Duration;

use url::Url;

use super::Threads;
use super::media::{MediaFile, by_ending};
use crate::http::{Reply, Request};

/// How long a server takes that never answers.
const NEVER: Duration = Duration::from_hours(1);

/// The size of a good file, in bytes.
const SIZE: u64 = 204_800;

/// The size of a file that is too large, picture or video, in bytes.
const SIZE_TOO_LARGE: u64 = 3 << 30;

/// Tells whether a request is for the web: it names a public host, and not one of the service's own.
#[must_use]
pub fn is_for_the_web(request: &Request) -> bool {
    let own = ["graph.threads.net", "graph.threads.com"];
    let host = host(request);
    let ending = host.rsplit_once('.').map(|(_, ending)| ending);
    // An address in numbers and `localhost` mean the API itself, called where it is.
    let is_name = ending.is_some_and(|ending| ending.starts_with(|c: char| c.is_alphabetic()));
    is_name && !own.contains(&host)
}

impl Threads {
    /// Returns what was posted to addresses of the web: each address as a person would have pasted it, and the body.
    #[must_use]
    pub fn posted(&self) -> &[(String, Vec<u8>)] {
        &self.web.posted
    }

    /// Takes what is posted to an address, as webhooks do, and answers everybody else.
    pub(crate) fn browse_or_take(&mut self, request: &Request) -> Reply {
        if request.method != "POST" {
            return self.browse(request);
        }
        self.web.posted.push((address(request), request.body.clone()));
        Reply::html(204, "")
    }

    /// Answers somebody who looks at a media address: with `HEAD`, or with `GET` for a part of it.
    ///
    /// Source: RFC 9110, 9.3.2 (HEAD) and 14 (range requests).
    #[must_use]
    pub fn browse(&self, request: &Request) -> Reply {
        let url = address(request);
        let is_head = request.method == "HEAD";
        if !is_head && request.method != "GET" {
            return Reply::html(405, "");
        }
        match self.file_at(&url) {
            MediaFile::RefusesHead if is_head => Reply::html(405, ""),
            MediaFile::RefusesHead => file(request, content_type(by_ending(&url), &url), SIZE),
            MediaFile::NotFound => Reply::html(404, "<h1>Not found</h1>"),
            MediaFile::Html => Reply::html(200, "<h1>A page about a picture</h1>"),
            MediaFile::LeadsTo(other) => {
                let headers = vec![("location", other.to_owned())];
                Reply { headers, ..Reply::html(302, "") }
            }
            MediaFile::Typed(content_type) => file(request, content_type, SIZE),
            MediaFile::TooLarge => {
                file(request, content_type(by_ending(&url), &url), SIZE_TOO_LARGE)
            }
            other => file(request, content_type(other, &url), SIZE),
        }
    }

    /// Returns how much longer than usual the server of a media address takes.
    pub(crate) fn web_delay(&self, request: &Request) -> Duration {
        match self.file_at(&address(request)) {
            MediaFile::Silent => NEVER,
            _ => Duration::ZERO,
        }
    }

    fn file_at(&self, url: &str) -> MediaFile {
        self.web.hosted.get(url).copied().unwrap_or_else(|| by_ending(url))
    }
}

/// Returns a file made of zeros: its first byte where a part is asked for, no body for a HEAD.
fn file(request: &Request, content_type: &'static str, size: u64) -> Reply {
    let is_part = request.method == "GET" && request.header("range").is_some();
    let (status, headers, body) = if is_part {
        (206, vec![("content-range", format!("bytes 0-0/{size}"))], vec![0])
    } else if request.method == "HEAD" {
        (200, vec![("content-length", size.to_string())], Vec::new())
    } else {
        // Three gigabytes of zeros would fill the memory and tell nobody more than these.
        (200, Vec::new(), vec![0; usize::try_from(size.min(SIZE)).unwrap_or(0)])
    };
    Reply { status, content_type, headers, body }
}

fn content_type(file: MediaFile, url: &str) -> &'static str {
    let path = Url::parse(url).map(|url| url.path().to_lowercase()).unwrap_or_default();
    let ends = |ending: &str| path.ends_with(ending);
    match file {
        MediaFile::Video if ends(".mov") => "video/quicktime",
        MediaFile::Video => "video/mp4",
        _ if ends(".png") => "image/png",
        _ if ends(".webp") => "image/webp",
        _ if ends(".mp4") || ends(".mov") => "video/mp4",
        _ => "image/jpeg",
    }
}

/// Returns the host that a request names, without its port.
fn host(request: &Request) -> &str {
    let host = request.header("host").unwrap_or_default();
    host.rsplit_once(':').map_or(host, |(host, _)| host)
}

/// Returns the address as a person would have pasted it.
fn address(request: &Request) -> String {
    let mut address = format!("https://{}{}", host(request), request.path);
    if !request.query.is_empty() {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&request.query);
        address = format!("{address}?{}", query.finish());
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(method: &str, path: &str, range: bool) -> Request {
        let mut headers = vec![("host".to_owned(), "a.example:4011".to_owned())];
        headers.extend(range.then(|| ("range".to_owned(), "bytes=0-0".to_owned())));
        Request { method: method.to_owned(), path: path.to_owned(), headers, ..Request::default() }
    }

    #[test]
    fn a_public_host_is_the_web_and_this_machine_is_not() {
        let here = |host: &str| Request {
            headers: vec![("host".to_owned(), host.to_owned())],
            ..Request::default()
        };
        assert!(is_for_the_web(&here("a.example:4011")));
        for own in ["127.0.0.1:4011", "localhost:4011", "[::1]:4011", "graph.threads.net", "", "x"]
        {
            assert!(!is_for_the_web(&here(own)), "{own}");
        }
    }

    #[test]
    fn a_head_tells_type_and_size_and_a_part_tells_the_size_too() {
        let mut threads = Threads::new();
        threads.host_media("https://a.example/x.png", MediaFile::RefusesHead);
        let reply = threads.browse(&asked("HEAD", "/y.jpg", false));
        assert_eq!((reply.status, reply.content_type, reply.body.len()), (200, "image/jpeg", 0));
        assert_eq!(reply.headers, [("content-length", SIZE.to_string())]);
        assert_eq!(threads.browse(&asked("HEAD", "/x.png", false)).status, 405);
        let reply = threads.browse(&asked("GET", "/x.png", true));
        assert_eq!((reply.status, reply.content_type, reply.body.len()), (206, "image/png", 1));
        assert_eq!(reply.headers, [("content-range", format!("bytes 0-0/{SIZE}"))]);
    }
}
