//! Account names, as people write them.

use proptest::prelude::*;
use threadsheet_core::cell::Cell;
use threadsheet_core::name::{account_name, nearest};

use super::strategies::{anything, rewritten, times};

const PIECES: &[&str] = &[
    "@",
    "＠",
    "shop",
    "My.Shop",
    "_",
    "-",
    ".",
    "https://",
    "www.",
    "threads.",
    "threads.net/@",
    "threads.com/",
    "/",
    "/post/",
    "?hl=ja",
    "#",
    "店",
];

proptest! {
    #![proptest_config(times(400))]

    #[test]
    fn a_name_is_the_same_however_it_is_written(
        (name, typed) in "[a-z0-9][a-z0-9._]{0,29}".prop_flat_map(|name| {
            let typed = rewritten(&name);
            (Just(name), typed)
        }),
        place in 0..5usize,
    ) {
        // Within an address nothing but the address itself may stand.
        let bare = typed.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}'));
        let typed = match place {
            0 => typed,
            1 => format!("@{typed}"),
            2 => format!("https://www.threads.com/@{bare}"),
            3 => format!("threads.net/@{bare}?hl=ja"),
            _ => format!("https://www.threads.net/@{bare}/post/AbC#x"),
        };
        prop_assert_eq!(account_name(&Cell::text(&typed)), Ok(name));
    }

    #[test]
    fn a_name_that_was_read_is_read_again_as_itself(typed in anything(PIECES)) {
        let Ok(name) = account_name(&Cell::text(&typed)) else { return Ok(()) };
        let is_spelled = |c| matches!(c, 'a'..='z' | '0'..='9' | '.' | '_' | '-');
        prop_assert!(name.chars().all(is_spelled), "{}", name);
        prop_assert_eq!(account_name(&Cell::text(&name)), Ok(name));
    }

    #[test]
    fn the_nearest_name_is_a_known_one_and_a_known_one_is_its_own(
        typed in anything(PIECES),
        known in proptest::collection::vec("[a-z]{4,8}", 0..5),
        slip in 0..4usize,
    ) {
        let names = || known.iter().map(String::as_str);
        if let Some(name) = nearest(&typed, names()) {
            prop_assert!(known.iter().any(|known| known == name));
        }
        for name in &known {
            prop_assert_eq!(nearest(name, names()), Some(name.as_str()));
            let mut slipped = name.clone();
            slipped.remove(slip);
            prop_assert!(nearest(&slipped, names()).is_some(), "{} of {:?}", slipped, known);
        }
    }
}
