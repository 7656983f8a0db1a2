//! Limits on the calls of each account, so that no account waits for another.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use threadsheet_core::hash;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::answer::ApiError;

/// How many calls of one account are under way at once: enough for the largest carousel.
const CALLS_MAX: usize = 24;

/// After so many calls in a row that came to nothing, an account is left for the next run.
const FAILURES_MAX: u32 = 3;

/// One account's calls.
#[derive(Debug)]
pub(super) struct AccountLimiter {
    calls: Semaphore,
    failures: AtomicU32,
}

impl AccountLimiter {
    /// Waits for room for one more call.
    ///
    /// # Errors
    ///
    /// Where the account is left for the next run.
    pub(super) async fn enter(&self) -> Result<Option<SemaphorePermit<'_>>, ApiError> {
        // The semaphore is never closed, so this is always a permit.
        let permit = self.calls.acquire().await.ok();
        // Asked after the wait, so that calls that were queued while others failed are left out too.
        if self.failures.load(Ordering::Relaxed) >= FAILURES_MAX {
            return Err(ApiError::left_alone());
        }
        Ok(permit)
    }

    /// Takes note of whether a call came to anything, after all of its tries.
    pub(super) fn note(&self, is_answered: bool) {
        if is_answered {
            self.failures.store(0, Ordering::Relaxed);
        } else {
            self.failures.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// The limiters of all accounts, by a hash of the token.
#[derive(Debug, Default)]
pub(super) struct AccountLimiters(Mutex<HashMap<String, Arc<AccountLimiter>>>);

impl AccountLimiters {
    pub(super) fn of(&self, token: &str) -> Arc<AccountLimiter> {
        let mut limiters = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // A hash, so that the map holds no tokens.
        let limiter = limiters.entry(hash::of([token]));
        let new =
            || AccountLimiter { calls: Semaphore::new(CALLS_MAX), failures: AtomicU32::new(0) };
        Arc::clone(limiter.or_insert_with(|| Arc::new(new())))
    }
}
