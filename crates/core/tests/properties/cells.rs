//! How words are compared, and how numbers stand for dates.

use chrono::DateTime;
use proptest::prelude::*;
use proptest::sample::select;
use threadsheet_core::cell::{
    Cell, column_letters, fold, instant_of_serial, is_invisible, serial_of_instant,
};

use super::strategies::{anything, rewritten, times};

const PIECES: &[&str] = &["Post", "Text", "ＯＫ", "はい", "ｱｶｳﾝﾄ", "有効", "yes", "off", "×", "✔"];

proptest! {
    #![proptest_config(times(500))]

    #[test]
    fn what_is_made_equal_is_equal_to_itself(word in anything(PIECES)) {
        let folded = fold(&word);
        prop_assert!(!folded.contains(is_invisible));
        prop_assert_eq!(folded.trim(), &folded);
        prop_assert_eq!(fold(&folded), folded);
    }

    #[test]
    fn width_case_and_space_make_no_other_word(
        (word, other) in "[a-z0-9]{1,5} [a-z0-9ぁ-ん]{1,5}".prop_flat_map(|word| {
            let other = rewritten(&word);
            (Just(word), other)
        }),
    ) {
        prop_assert_eq!(fold(&other), fold(&word));
        prop_assert_eq!(Cell::text(&other).flag(), Cell::text(&word).flag());
    }

    #[test]
    fn a_yes_and_a_no_are_heard_in_any_hand(
        yes in select(vec!["true", "yes", "on", "x", "はい", "有効"]).prop_flat_map(rewritten),
        no in select(vec!["false", "no", "off", "いいえ", "無効", ""]).prop_flat_map(rewritten),
        other in anything(PIECES),
    ) {
        prop_assert_eq!(Cell::text(&yes).flag(), Some(true));
        prop_assert_eq!(Cell::text(&no).flag(), Some(false));
        prop_assert_eq!(Cell::text(&other).flag(), Cell::text(&fold(&other)).flag());
    }

    #[test]
    fn every_second_survives_the_way_into_a_cell(second in 0..4_102_444_800i64) {
        let moment = DateTime::from_timestamp(second, 0).unwrap().naive_utc();
        prop_assert_eq!(instant_of_serial(serial_of_instant(moment)), Some(moment));
    }

    #[test]
    fn any_number_is_a_moment_or_none(number in proptest::num::f64::ANY) {
        if let Some(moment) = instant_of_serial(number) {
            prop_assert!((serial_of_instant(moment) - number).abs() * 86_400.0 <= 1.0);
        }
    }

    #[test]
    fn the_letters_of_a_column_count_up(column in 0..20_000usize) {
        let number = |letters: &str| {
            letters.bytes().fold(0, |sum, letter| sum * 26 + usize::from(letter - b'A') + 1)
        };
        prop_assert_eq!(number(&column_letters(column)), column + 1);
    }
}
