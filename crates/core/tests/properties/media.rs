//! Addresses of images and videos, as people paste them.

use std::net::Ipv4Addr;

use proptest::prelude::*;
use proptest::sample::select;
use threadsheet_core::cell::Cell;
use threadsheet_core::media::{MEDIA_MAX, MediaKind, MediaWhy, read};
use url::{Host, Url};

use super::strategies::{anything, space, times, widened};

const PIECES: &[&str] = &[
    "https://",
    "http://",
    "ｈｔｔｐｓ：／／",
    "a.example",
    "/x.jpg",
    "/夏 1.PNG",
    ".mov",
    ".heic",
    "?sig=a%2Fb+c&d=1",
    "image:",
    "動画：",
    "video: ",
    "data:image/png;base64,AAAA",
    "C:\\pic.png",
    "localhost",
    "[::1]",
    "10.0.0.1",
    "drive.google.com/file/d/1AbC/view",
    "drive.google.com/u/0/uc?id=1AbC",
    "docs.google.com/drawings/d/1/pub",
    "/u/1",
    "?resourcekey=0-x",
    "www.dropbox.com/scl/fi/k/x",
    "s.sharepoint.com/:i:/g/x",
    "github.com/o/r/blob/m/x.jpg",
    "ja.wikipedia.org/wiki/ファイル:x.png",
    "。",
    ")",
    " ",
    "www.dropbox.com/s/x.jpg?dl=0",
    "例え.jp",
    "@",
    ":",
    "#",
    "\n",
    ", ",
    "、",
    "|",
];

/// The first half of addresses that only one computer or network can reach.
/// Source: <https://www.iana.org/assignments/iana-ipv4-special-registry>.
const OWN: &[[u8; 2]] = &[
    [0, 0],
    [10, 0],
    [10, 255],
    [100, 64],
    [100, 127],
    [127, 0],
    [169, 254],
    [172, 16],
    [172, 31],
    [192, 168],
    [224, 0],
    [239, 255],
    [240, 0],
    [255, 255],
];

/// The first half of addresses close to those, which everybody can reach.
const PUBLIC: &[[u8; 2]] =
    &[[1, 0], [8, 8], [100, 63], [100, 128], [172, 15], [172, 32], [192, 167], [223, 255]];

fn cell(text: &str) -> Cell {
    Cell::text(text)
}

proptest! {
    #![proptest_config(times(400))]

    #[test]
    fn what_is_taken_is_an_address_that_the_world_can_reach(typed in anything(PIECES)) {
        let Ok(media) = read(&[&cell(&typed)]) else { return Ok(()) };
        prop_assert!(media.len() <= MEDIA_MAX);
        for medium in &media {
            let url = Url::parse(&medium.url).unwrap();
            prop_assert_eq!(url.scheme(), "https");
            match url.host().unwrap() {
                Host::Domain(name) => prop_assert!(name.contains('.') && name != "localhost"),
                Host::Ipv4(four) => prop_assert!(!four.is_private() && !four.is_loopback()),
                Host::Ipv6(six) => prop_assert!(!six.is_loopback() && !six.is_unspecified()),
            }
            prop_assert!(medium.url.bytes().all(|byte| byte.is_ascii_graphic()), "{}", medium.url);
            let prefix = match medium.kind {
                Some(MediaKind::Image) => "image:",
                Some(MediaKind::Video) => "video:",
                None => "",
            };
            let again = read(&[&cell(&format!("{prefix}{}", medium.url))]).unwrap();
            prop_assert_eq!(again.len(), 1);
            prop_assert_eq!((again[0].kind, &again[0].url), (medium.kind, &medium.url));
        }
    }

    #[test]
    fn addresses_come_in_their_order_however_they_stand(
        files in proptest::collection::vec(
            (
                "[a-z0-9]{1,8}",
                select(vec![".jpg", ".JPEG", ".png", ".mp4", ".mov", ""]),
                "(\\?[a-z]=[a-z0-9]{1,5})?",
            ),
            1..8,
        ),
        between in select(vec!["\n", "\r\n", ", ", ",", "、", " ", "\u{3000}", ";", " | ", "\n\n"]),
        (before, after) in (space(), space()),
        is_split: bool,
    ) {
        let url = |(name, ending, query): &(String, &str, String)| {
            format!("https://a.example/{name}{ending}{query}")
        };
        let urls: Vec<String> = files.iter().map(url).collect();
        let cells: Vec<Cell> = if is_split {
            urls.iter().map(|url| cell(&format!("{before}{url}{after}"))).collect()
        } else {
            vec![cell(&format!("{before}{}{after}", urls.join(between)))]
        };
        let media = read(&cells.iter().collect::<Vec<_>>()).unwrap();
        let read: Vec<&str> = media.iter().map(|medium| medium.url.as_str()).collect();
        prop_assert_eq!(read, urls);
        for (medium, (_, ending, _)) in media.iter().zip(&files) {
            let kind = match *ending {
                ".mp4" | ".mov" => Some(MediaKind::Video),
                "" => None,
                _ => Some(MediaKind::Image),
            };
            prop_assert_eq!(medium.kind, kind);
        }
    }

    #[test]
    fn wide_letters_and_a_word_in_front_make_the_same_address(
        name in "[a-z0-9]{1,8}",
        (word, kind) in select(vec![
            ("image:", MediaKind::Image),
            ("IMAGE：", MediaKind::Image),
            ("画像: ", MediaKind::Image),
            ("video :", MediaKind::Video),
            ("動画：", MediaKind::Video),
        ]),
    ) {
        let url = format!("https://a.example/{name}");
        let narrow = read(&[&cell(&format!("{word}{url}"))]).unwrap();
        let wide = read(&[&cell(&format!("{word}{}", widened(&url)))]).unwrap();
        prop_assert_eq!((narrow[0].kind, &narrow[0].url), (wide[0].kind, &wide[0].url));
        prop_assert_eq!((narrow[0].kind, narrow[0].url.as_str()), (Some(kind), url.as_str()));
    }

    #[test]
    fn no_address_of_ones_own_network_is_taken(
        own in select(OWN),
        rest: [u8; 2],
        public in select(PUBLIC),
        is_mapped: bool,
    ) {
        let address = |[a, b]: [u8; 2]| {
            let four = Ipv4Addr::new(a, b, rest[0], rest[1]);
            if is_mapped { format!("[{}]", four.to_ipv6_mapped()) } else { four.to_string() }
        };
        let fault = read(&[&cell(&format!("https://{}/x.jpg", address(own)))]).unwrap_err();
        prop_assert_eq!(fault.why, MediaWhy::PrivateAddress);
        let taken = read(&[&cell(&format!("https://{}/x.jpg", address(public)))]);
        prop_assert!(taken.is_ok(), "{:?}", taken);
    }

    #[test]
    fn twenty_are_taken_and_more_are_counted(n_media in 1..40usize) {
        let urls: Vec<_> = (0..n_media).map(|n| format!("https://a.example/{n}.jpg")).collect();
        let typed = urls.join("\n");
        match read(&[&cell(&typed)]) {
            Ok(media) => prop_assert!(media.len() == n_media && n_media <= MEDIA_MAX),
            Err(fault) => {
                prop_assert!(n_media > MEDIA_MAX);
                prop_assert_eq!(fault.why, MediaWhy::TooMany(n_media));
            }
        }
    }
}
