//! How a token is: by what Threads told of it, by its dates, and by what an earlier run remembers.
//!
//! A run that asks about a token, a check and `seal` all decide here:
//!
//! ```text
//!   introspection (Threads' answers) --> judge --> what is wrong with it
//!   dates alone                      --> by_dates --> Expired | ShortLived | Fine
//!   what only sending shows          --> remembered from the last run
//! ```

use crate::account_receipt::AccountReceipt;
use crate::place::Place;
use crate::reason::{AccountCode, AccountState, ErrorDetail, days_left};

/// What was heard about a token.
#[derive(Debug)]
pub struct Introspection {
    /// What is known of it now.
    pub receipt: AccountReceipt,
    /// What is wrong with it; `None` where it works.
    pub state: Option<AccountState>,
}

/// Returns how a token is: by what was heard, and where Threads tells nothing, by what is known.
#[must_use]
pub fn judge(
    introspection: Introspection,
    known: Option<&AccountReceipt>,
    place: &Place,
) -> (AccountState, AccountReceipt) {
    let Introspection { mut receipt, state } = introspection;
    // What Threads says now comes first; where it says nothing, the dates of the last answer are as good.
    receipt.issued = receipt.issued.or(known.and_then(|known| known.issued));
    receipt.expires = receipt.expires.or(known.and_then(|known| known.expires));
    // Only this program knows of its own refused renewal; no answer of Threads repeats it.
    receipt.refused = known.and_then(|known| known.refused);
    let trouble = known.and_then(|known| known.trouble.as_ref());
    match state {
        Some(AccountState::Expired { .. }) => expired(receipt, place),
        // Trouble that Threads names outweighs dates that look well.
        Some(state) => (state, receipt),
        None => match by_dates(receipt, place) {
            (fine @ AccountState::Fine { .. }, receipt) => {
                // Introspection calls the token of a restricted account valid, so what sending has shown must
                // not be forgotten here.
                (trouble.and_then(shown_by_sending).unwrap_or(fine), receipt)
            }
            over => over,
        },
    }
}

/// Returns how a token is that Threads accepts, by its dates, and what is remembered of it.
#[must_use]
pub fn by_dates(receipt: AccountReceipt, place: &Place) -> (AccountState, AccountReceipt) {
    if receipt.expires.is_some_and(|expires| expires <= place.now) {
        expired(receipt, place)
    } else if receipt.is_short_lived() {
        (AccountState::ShortLived, receipt)
    } else {
        (AccountState::fine(receipt.expires, place), receipt)
    }
}

/// Returns the trouble of a token whose life is over, and what is remembered of it.
#[must_use]
pub fn expired(receipt: AccountReceipt, place: &Place) -> (AccountState, AccountReceipt) {
    // Where the end of a token is not known, the day on which it was found dead counts.
    let expires = receipt.expires.filter(|expires| *expires <= place.now).unwrap_or(place.now);
    let days_ago = -days_left(expires, place);
    (AccountState::Expired { days_ago }, AccountReceipt { expires: Some(expires), ..receipt })
}

/// Returns the trouble of the last run that shows only where something is sent.
fn shown_by_sending(trouble: &AccountCode) -> Option<AccountState> {
    Some(match trouble {
        AccountCode::Restricted => AccountState::Restricted,
        AccountCode::NotPermitted => AccountState::NotPermitted,
        AccountCode::LoginAsked => AccountState::LoginAsked,
        AccountCode::ProofAsked => AccountState::ProofAsked,
        AccountCode::Blocked => AccountState::Blocked { detail: ErrorDetail::Before },
        // Any other trouble would show in this introspection; that it does not means that it has passed.
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta};
    use chrono_tz::Tz;

    use super::*;
    use crate::account_receipt::SHORT_LIVED;

    fn place() -> Place {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(100);
        Place { zone: Tz::UTC, locale: String::new(), now }
    }

    /// Returns what is remembered of a token that was issued so long ago and expires in so long.
    fn receipt(age: TimeDelta, left: TimeDelta) -> AccountReceipt {
        let now = place().now;
        AccountReceipt {
            issued: Some(now - age),
            expires: Some(now + left),
            ..AccountReceipt::default()
        }
    }

    fn state(receipt: AccountReceipt) -> AccountState {
        by_dates(receipt, &place()).0
    }

    #[test]
    fn the_dates_of_a_token_say_whether_it_is_over_short_lived_or_fine() {
        let (none, day) = (TimeDelta::zero(), TimeDelta::days(1));
        assert_eq!(state(receipt(day, none)), AccountState::Expired { days_ago: 0 });
        assert_eq!(state(receipt(day * 9, -day * 2)), AccountState::Expired { days_ago: 2 });
        assert_eq!(state(receipt(none, SHORT_LIVED)), AccountState::ShortLived);
        let longer = SHORT_LIVED + TimeDelta::seconds(1);
        assert_eq!(state(receipt(none, longer)), AccountState::Fine { days: Some(0) });
        assert_eq!(state(receipt(day, day * 30)), AccountState::Fine { days: Some(30) });
        assert_eq!(state(AccountReceipt::default()), AccountState::Fine { days: None });
    }

    #[test]
    fn a_token_that_is_found_dead_before_its_end_has_its_end_today() {
        let (state, receipt) = expired(receipt(TimeDelta::days(1), TimeDelta::days(30)), &place());
        assert_eq!(state, AccountState::Expired { days_ago: 0 });
        assert_eq!(receipt.expires, Some(place().now));
    }

    #[test]
    fn what_threads_does_not_tell_is_taken_from_what_is_remembered() {
        let day = TimeDelta::days(1);
        let refused = Some(place().now - day);
        let known = AccountReceipt { refused, ..receipt(day, day * 30) };
        let silent = || Introspection { receipt: AccountReceipt::default(), state: None };
        let (state, receipt) = judge(silent(), Some(&known), &place());
        assert_eq!(state, AccountState::Fine { days: Some(30) });
        assert_eq!(receipt, known);
        assert_eq!(judge(silent(), None, &place()).0, AccountState::Fine { days: None });
    }

    #[test]
    fn a_trouble_that_only_sending_shows_lasts_while_the_token_lives() {
        let day = TimeDelta::days(1);
        let judged = |left: TimeDelta, trouble: AccountCode, state: Option<AccountState>| {
            let known = AccountReceipt { trouble: Some(trouble), ..receipt(day * 9, left) };
            let receipt = AccountReceipt::default();
            judge(Introspection { receipt, state }, Some(&known), &place()).0
        };
        for (code, state) in [
            (AccountCode::Restricted, AccountState::Restricted),
            (AccountCode::NotPermitted, AccountState::NotPermitted),
            (AccountCode::LoginAsked, AccountState::LoginAsked),
            (AccountCode::ProofAsked, AccountState::ProofAsked),
            (AccountCode::Blocked, AccountState::Blocked { detail: ErrorDetail::Before }),
            (AccountCode::Invalid, AccountState::Fine { days: Some(9) }),
        ] {
            assert_eq!(judged(day * 9, code, None), state);
        }
        let over = AccountState::Expired { days_ago: 1 };
        assert_eq!(judged(-day, AccountCode::Restricted, None), over);
        let invalid = Some(AccountState::Invalid);
        assert_eq!(judged(day * 9, AccountCode::Restricted, invalid), AccountState::Invalid);
        let dead = Some(AccountState::Expired { days_ago: 0 });
        assert_eq!(judged(-day, AccountCode::Restricted, dead), over);
    }
}
