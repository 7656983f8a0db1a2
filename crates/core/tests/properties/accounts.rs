//! What is remembered of an account's token.

use chrono::DateTime;
use proptest::prelude::*;
use threadsheet_core::account_receipt::AccountReceipt;
use threadsheet_core::reason::AccountCode;

use super::strategies::{anything, times};

const PIECES: &[&str] = &[
    "account",
    " ",
    " token=",
    " token=0123abcd",
    " user=178",
    " name=shop",
    " called=shop.new",
    " called=",
    " issued=2026-01-01T00:00:00Z",
    " issued=never",
    " expires=2026-01-01T09:00:00+09:00",
    " refused=",
    " trouble=",
    " trouble=expired-1",
    " x=1",
    "=",
];

fn receipt() -> impl Strategy<Value = AccountReceipt> {
    let moment = || {
        let moment = (0..4_102_444_800i64).prop_map(|s| DateTime::from_timestamp(s, 0).unwrap());
        proptest::option::of(moment)
    };
    let words = ("[0-9a-f]{8}([0-9a-f]{24})?", "[0-9]{0,17}", "[a-z0-9._]{0,30}");
    let called = proptest::option::of("[a-z0-9._]{1,30}");
    let trouble = "[a-z]{1,9}(-[0-9]{1,3})?".prop_map(|code| AccountCode::read(&code));
    let trouble = proptest::option::of(trouble);
    (words, called, moment(), moment(), moment(), trouble, moment()).prop_map(
        |((token, user, name), called, issued, expires, refused, trouble, unasked)| {
            AccountReceipt { token, user, name, called, issued, expires, refused, trouble, unasked }
        },
    )
}

proptest! {
    #![proptest_config(times(400))]

    #[test]
    fn what_is_remembered_is_read_as_it_was_written(receipt in receipt()) {
        let line = receipt.to_string();
        prop_assert_eq!(AccountReceipt::parse(&line), Some(receipt), "{}", line);
    }

    #[test]
    fn what_is_read_of_a_spoilt_cell_is_written_and_read_as_the_same(cell in anything(PIECES)) {
        let Some(receipt) = AccountReceipt::parse(&cell) else { return Ok(()) };
        let line = receipt.to_string();
        prop_assert_eq!(AccountReceipt::parse(&line), Some(receipt), "{}", line);
    }
}
