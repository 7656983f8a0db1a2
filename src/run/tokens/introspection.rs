//! What Threads' two answers about a token mean: whose it is, how long it lives, what it may do. How the token is, by all
//! that is known, `core/token_state` says.

use threadsheet_core::account_receipt::AccountReceipt;
use threadsheet_core::cell_error::CellError;
use threadsheet_core::columns::PostColumn;
use threadsheet_core::hash;
use threadsheet_core::place::instant;
use threadsheet_core::reason::{AccountState, ErrorDetail};
use threadsheet_core::token::{SealFault, TokenFault};
use threadsheet_core::token_cell::TokenCell;
use threadsheet_core::token_state::Introspection;

use crate::threads::wire::{Profile, TokenFacts};
use crate::threads::{ApiError, Kind};

/// The scopes without which nothing can be posted.
const SCOPES: [&str; 2] = ["threads_basic", "threads_content_publish"];

/// Holds the answers of `debug_token` and `me` against the account that the row names, and against whom the
/// row is known to speak of.
pub(crate) fn introspect(
    name: &str,
    cell: &TokenCell,
    known: Option<&AccountReceipt>,
    facts: Result<&TokenFacts, &ApiError>,
    profile: Result<Profile, ApiError>,
) -> Introspection {
    let mut receipt =
        AccountReceipt { token: hash::long(cell.token.expose()), ..AccountReceipt::default() };
    if let Ok(facts) = facts {
        receipt.issued = facts.issued_at.and_then(instant);
        receipt.expires = facts.expires_at.and_then(instant);
    }
    let profile = match profile {
        Ok(profile) => profile,
        Err(trouble) => {
            let state = state_of(&trouble).unwrap_or_else(|| unasked(&trouble));
            return Introspection { receipt, state: Some(state) };
        }
    };
    let owner = profile.username.to_lowercase();
    if owner.is_empty() {
        // Without a name nobody can tell whose token it is, and that does not pass by itself.
        let state = AccountState::Blocked { detail: ErrorDetail::NoName };
        return Introspection { receipt, state: Some(state) };
    }
    let is_known = known.is_some_and(|known| known.knows(name, &profile.id));
    (receipt.user, receipt.name) = (profile.id, owner.clone());
    let is_renamed = is_known && owner != name;
    if is_renamed {
        (receipt.name, receipt.called) = (name.to_owned(), Some(owner.clone()));
    }
    let is_own = owner == name || is_renamed;
    let state = if is_own && !cell.may_be_of(&receipt.user) {
        let fault = TokenFault::Sealed(SealFault::OtherUser);
        Some(AccountState::Cell(CellError::Token(fault)))
    } else if is_own {
        let lacks = facts.is_ok_and(|facts| !missing_scopes(facts).is_empty());
        lacks.then_some(AccountState::NotPermitted)
    } else {
        Some(AccountState::WrongAccount { row_says: name.to_owned(), belongs_to: owner })
    };
    Introspection { receipt, state }
}

/// Returns the trouble of a token that a person has to end; `None` for what may pass.
pub(crate) fn state_of(trouble: &ApiError) -> Option<AccountState> {
    Some(match trouble.kind {
        Kind::TokenExpired => AccountState::Expired { days_ago: 0 },
        Kind::TokenInvalid => AccountState::Invalid,
        Kind::NotATester => AccountState::NotATester,
        Kind::WrongApp => AccountState::WrongApp,
        Kind::NotPermitted => AccountState::NotPermitted,
        Kind::Restricted => AccountState::Restricted,
        Kind::LoginAsked => AccountState::LoginAsked,
        Kind::ProofAsked => AccountState::ProofAsked,
        Kind::Blocked => blocked(trouble),
        _ => return None,
    })
}

/// Returns the state of an account whose name Threads did not tell: what does not pass by itself is told
/// as it came, for the account has nothing to do with any row.
fn unasked(trouble: &ApiError) -> AccountState {
    match trouble.kind {
        Kind::RateLimited | Kind::QuotaUsed => unreachable(trouble),
        kind if kind.is_passing() => unreachable(trouble),
        _ => blocked(trouble),
    }
}

fn blocked(trouble: &ApiError) -> AccountState {
    AccountState::Blocked { detail: trouble.detail.clone() }
}

/// Returns the state of an account that could not be asked about.
pub(crate) fn unreachable(trouble: &ApiError) -> AccountState {
    AccountState::Unreachable { days: 0, detail: trouble.detail.clone() }
}

/// Returns the scopes that a token lacks, and without which it cannot post.
pub(crate) fn missing_scopes(facts: &TokenFacts) -> Vec<&'static str> {
    missing(facts, &SCOPES)
}

/// Returns the scopes that a token lacks, and without which it cannot answer.
pub(crate) fn missing_reply_scopes(facts: &TokenFacts) -> Vec<&'static str> {
    missing(facts, PostColumn::ReplyTo.entry().scopes)
}

/// Of a token about whose scopes nothing is said, nothing is missing.
fn missing(facts: &TokenFacts, needed: &[&'static str]) -> Vec<&'static str> {
    let Some(scopes) = &facts.scopes else { return Vec::new() };
    let is_missing = |needed: &&str| !scopes.iter().any(|scope| scope == needed);
    needed.iter().copied().filter(is_missing).collect()
}
