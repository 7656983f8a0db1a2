//! Sealed tokens and keys, out of text that nobody chose.

use proptest::array::{uniform24, uniform32};
use proptest::prelude::*;
use threadsheet_core::cell::Cell;
use threadsheet_core::seal::{Keys, Seals, new_key};
use threadsheet_core::token::Token;
use threadsheet_core::token_cell::read;

use super::strategies::{anything, space, times, widened};

/// What stands in sealed tokens and in keys.
const PIECES: &[&str] = &[
    "sealed:",
    "sealed:v1:",
    "sealed:v2:",
    ":",
    "0123abcd",
    "17841400000000000",
    "threadsheet-key-1-",
    "AQEB",
    "=",
    ",",
];

proptest! {
    #![proptest_config(times(300))]

    #[test]
    fn what_was_sealed_opens_under_all_dirt_and_nowhere_else(
        secret in "TH[A-Za-z0-9_-]{60,200}",
        user in "[0-9]{15,17}",
        key in uniform32(any::<u8>()),
        nonce in uniform24(any::<u8>()),
        breaks in proptest::collection::vec((0..150usize, space()), 0..4),
        is_wide: bool,
    ) {
        let (keys, token) = (Keys::read(&new_key(key)).unwrap(), Token::new(secret));
        let seals = Seals::new(keys.clone(), "desk");
        let sealed = seals.seal(&token, &user, nonce).unwrap();
        prop_assert!(!sealed.contains(token.expose()));
        let mut dirty = sealed.clone();
        for (at, blank) in breaks {
            dirty.insert_str(dirty.char_indices().nth(at).unwrap().0, &blank);
        }
        let dirty = if is_wide { widened(&dirty) } else { dirty };
        let cell = read(&Cell::text(&format!("\"{dirty}\"")), &seals).unwrap();
        prop_assert!(cell.token == token && cell.may_be_of(&user) && !cell.may_be_of("1"));
        prop_assert!(Seals::new(keys, "copy").open(&sealed).is_err());
    }

    #[test]
    fn no_text_is_taken_for_what_was_sealed_or_for_a_key(text in anything(PIECES)) {
        let seals = Seals::new(Keys::read(&new_key([1; 32])).unwrap(), "desk");
        prop_assert!(seals.open(&text).is_err());
        if let Ok(keys) = Keys::read(&text) {
            prop_assert!(!keys.is_empty());
        }
    }
}
