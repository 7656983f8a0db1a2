//! The text of a post: sacred, and counted.

use proptest::prelude::*;
use proptest::sample::select;
use threadsheet_core::cell::{Cell, is_invisible};
use threadsheet_core::text::{
    LENGTH_MAX, TextFault, clean, excerpt, folded, length, limit_at, links, read_text, same,
};

use super::strategies::{anything, times};

const PIECES: &[&str] = &[
    "hello",
    "こんにちは",
    "\n",
    "\n\n",
    "  ",
    "\t",
    "\r",
    "\u{b}",
    "😀",
    "👍🏽",
    "🇯🇵",
    "❤️",
    "❤\u{fe0e}",
    "1️⃣",
    "©",
    "#",
    "\u{3164}",
    "\u{fffd}",
    "\u{7f}",
    "https://a.example/x",
    "http",
    "HTTPS://b.example.",
    "\u{301}",
    "が",
];

/// Returns what a reader sees of a text, space apart.
fn seen(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}

proptest! {
    #![proptest_config(times(500))]

    #[test]
    fn nothing_that_a_reader_sees_is_changed(shown in anything(PIECES)) {
        let cleaned = clean(&shown).text;
        prop_assert!(!cleaned.contains(|c: char| c.is_control() && c != '\n' && c != '\t'));
        prop_assert_eq!(cleaned.trim_end(), &cleaned);
        prop_assert_eq!(clean(&cleaned).text, &*cleaned);
        if cleaned.is_empty() {
            let is_filler = |c| "\u{3164}\u{115f}\u{1160}\u{ffa0}".contains(c);
            let is_letter = |c: char| c.is_alphanumeric() && !is_filler(c);
            prop_assert!(!shown.contains(is_letter), "{:?}", shown);
        } else {
            prop_assert_eq!(seen(&cleaned), seen(&shown));
            prop_assert!(!cleaned.lines().next().unwrap().trim().is_empty());
        }
    }

    #[test]
    fn lengths_add_up_and_nothing_counts_less_than_it_is(
        one in anything(PIECES),
        other in anything(PIECES),
    ) {
        let both = length(&format!("{one}\n{other}"));
        prop_assert_eq!(both, length(&one) + 1 + length(&other));
        prop_assert!(length(&one) >= one.chars().count());
        prop_assert!(length(&one) <= one.len());
        let plain: String = one.chars().filter(char::is_ascii_alphabetic).collect();
        prop_assert_eq!(length(&plain), plain.len());
    }

    #[test]
    fn what_fits_goes_out_and_the_limit_lies_where_it_stops(
        text in anything(PIECES),
        times in 0..40usize,
    ) {
        let text = clean(&text.repeat(times)).text;
        let limit = limit_at(&text);
        prop_assert!(length(&text[..limit]) <= LENGTH_MAX);
        prop_assert_eq!(limit == text.len(), length(&text) <= LENGTH_MAX);
        match read_text(&Cell::text(&text)) {
            Ok(read) => prop_assert_eq!((read.text, limit), (text.clone(), text.len())),
            Err(fault) => prop_assert_eq!(fault, TextFault::TooLong { length: length(&text) }),
        }
        let next = text[limit..].chars().next();
        prop_assert!(next.is_none_or(|_| length(&text) > LENGTH_MAX));
    }

    #[test]
    fn a_report_shows_one_short_line(shown in anything(PIECES), times in 0..9usize) {
        let line = excerpt(&shown.repeat(times));
        prop_assert!(line.chars().count() <= 41, "{:?}", line);
        prop_assert!(!line.contains(['\n', '\r', '\t']), "{:?}", line);
        let whole = folded(&shown.repeat(times));
        prop_assert!(whole.starts_with(line.trim_end_matches('…')));
    }

    #[test]
    fn texts_are_compared_without_space_at_their_ends(
        one in anything(PIECES),
        other in anything(PIECES),
    ) {
        prop_assert_eq!(folded(&folded(&one)), folded(&one));
        let wide = format!("\n{one}  ");
        prop_assert!(same(&one, &wide));
        prop_assert_eq!(same(&one, &other), same(&other, &one));
    }

    #[test]
    fn each_link_counts_once(
        paths in proptest::collection::vec("[a-z]{1,6}", 0..9),
        between in select(vec![" ", "\n", "、", "（", " and ", "\u{3000}", "<", "\""]),
        is_attached: bool,
    ) {
        let address = |path: &String| format!("https://a.example/{path}");
        let text = paths.iter().chain(&paths).map(address).collect::<Vec<_>>().join(between);
        let attached = paths.first().map(address).filter(|_| is_attached);
        let different: std::collections::BTreeSet<_> = paths.iter().collect();
        prop_assert_eq!(links(&text, attached.as_deref()), different.len());
        prop_assert_eq!(links(&text, Some("https://b.example")), different.len() + 1);
    }

    #[test]
    fn what_holds_no_address_has_no_link(text in anything(PIECES)) {
        let n_links = links(&text, None);
        prop_assert!(n_links <= text.to_ascii_lowercase().matches("http").count());
        prop_assert!(read_text(&Cell::text(&text)).is_ok() || text.len() > 400);
        prop_assert!(!clean(&text).text.contains(|c| is_invisible(c) && !text.contains(c)));
    }
}
