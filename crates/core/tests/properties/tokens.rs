//! Tokens come out of the dirt of pasting, and into no output.

use proptest::prelude::*;
use threadsheet_core::account_receipt::AccountReceipt;
use threadsheet_core::cell::{Cell, Value, is_invisible};
use threadsheet_core::seal::Seals;
use threadsheet_core::text::without_secrets;
use threadsheet_core::token::Token;
use threadsheet_core::token_cell::read;

use super::strategies::{anything, space, times, widened};

/// Draws a token of no account: its beginning is put together here, so that the tree holds none.
pub(crate) fn token() -> impl Strategy<Value = String> {
    "AA[A-Za-z0-9_-]{60,180}[A-Za-z0-9]".prop_map(|rest| ["TH", &rest].concat())
}

const PIECES: &[&str] = &[
    "Bearer ",
    "bearer",
    "Authorization: ",
    "access_token",
    "access_token=",
    "\"access_token\":\"",
    "{",
    "}",
    "“",
    "”",
    "THQ",
    "IGAA",
    "EAA",
    "TH|",
    "sealed:",
    "x1_-",
    "17841400000000000",
    "トークン",
    ",",
];

proptest! {
    #![proptest_config(times(300))]

    #[test]
    fn a_clean_token_comes_out_of_all_dirt(
        token in token(),
        breaks in proptest::collection::vec((0..60usize, space()), 0..4),
        is_wide: bool,
        (before, after) in proptest::sample::select(vec![
            ("", ""),
            ("\"", "\""),
            ("“", "”,"),
            ("「", "」"),
            ("Bearer ", ""),
            ("Bearer: Bearer ", ""),
            ("Authorization: BEARER ", ";"),
            ("access_token=", "&expires_in=5184000"),
            ("https://x.example/?a=b&access_token=", "#_"),
            ("{\"token_type\": \"bearer\", \"access_token\": \"", "\", \"expires_in\": 5184000}"),
        ]),
    ) {
        let mut dirty = token.clone();
        for (at, blank) in breaks {
            dirty.insert_str(dirty.char_indices().nth(at).unwrap().0, &blank);
        }
        let dirty = format!("{before}{dirty}{after}");
        let dirty = if is_wide { widened(&dirty) } else { dirty };
        let cell = read(&Cell::text(&dirty), &Seals::default()).unwrap();
        prop_assert_eq!(cell.token.expose(), &token);
        prop_assert_eq!(cell.raw, dirty);
    }

    #[test]
    fn what_was_cleaned_is_clean(pasted in anything(PIECES)) {
        let Ok(cell) = read(&Cell::text(&pasted), &Seals::default()) else { return Ok(()) };
        let token = cell.token.expose();
        prop_assert!(!token.is_empty());
        prop_assert!(token.chars().all(|c| c.is_ascii_graphic() && !is_invisible(c)), "{}", token);
        let again = read(&Cell::text(token), &Seals::default()).unwrap();
        prop_assert_eq!(again.token.expose(), token);
        prop_assert_eq!(Token::answered(token.to_owned()), Some(cell.token));
    }

    #[test]
    fn no_fault_and_no_print_holds_the_token(token in token(), around in anything(PIECES)) {
        let spoilt = Cell::text(&format!("{token}€{around}"));
        let formula = Cell { formula: Some("=A1".to_owned()), ..Cell::text(&token) };
        let number = Cell { value: Value::Number(1e17), shown: token.clone(), ..Cell::default() };
        for cell in [&Cell::text(&token), &spoilt, &formula, &number] {
            let printed = format!("{:?}", read(cell, &Seals::default()));
            prop_assert!(!printed.contains(&token[4..]), "{}", printed);
        }
        let token = Token::new(token);
        prop_assert_eq!(format!("{token} {token:?}"), "*** ***");
        let receipt = AccountReceipt::default();
        prop_assert!(!receipt.is_of(&token));
    }

    #[test]
    fn what_a_service_quotes_is_masked_and_all_else_stays(
        token in token(),
        before in "[a-zа-я ぁ-ん.,:!?()]{0,30}",
        after in "[a-zа-я ぁ-ん.,:!?()]{0,30}",
    ) {
        let said = format!("{before} \"{token}\" {after}");
        let masked = without_secrets(&said);
        // A token without any digit looks like a word of some language.
        prop_assume!(token.contains(|c: char| c.is_ascii_digit()));
        prop_assert_eq!(&masked, &format!("{before} \"***\" {after}"));
        prop_assert_eq!(without_secrets(&masked), masked);
    }
}
