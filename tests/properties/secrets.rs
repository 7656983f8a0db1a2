//! A token in the wrong cell: never posted, never shown.

use proptest::prelude::*;
use threadsheet::core::cell::Cell;
use threadsheet::core::text::{TextFault, clean, covered, read_text};

use super::given::{anything, times};
use super::tokens::token;

const PIECES: &[&str] =
    &["hello ", "店", ".", "\n", "THAA", "IGAA", "EAA", "x1_-x1_-x1_-x1_-x1_-x"];

proptest! {
    #![proptest_config(times(300))]

    #[test]
    fn a_text_with_a_token_in_it_is_never_posted_and_shown_without(
        token in token(),
        before in anything(PIECES),
        after in anything(PIECES),
    ) {
        let text = format!("{before} {token} {after}");
        prop_assert_eq!(read_text(&Cell::text(&text)), Err(TextFault::Token));
        let shown = covered(&text);
        prop_assert!(!shown.contains(&token[4..]), "{}", shown);
        prop_assert!(shown.contains(" *** "), "{}", shown);
    }

    #[test]
    fn what_is_posted_needs_no_cover(text in anything(PIECES)) {
        let posted = clean(&text).text;
        let is_refused = read_text(&Cell::text(&text)) == Err(TextFault::Token);
        prop_assert_eq!(covered(&posted) != posted, is_refused);
        prop_assert_eq!(covered(&covered(&text)), covered(&text));
    }
}
